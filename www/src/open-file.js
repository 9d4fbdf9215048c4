// Opening a file: dropped anywhere on the page, or picked.
import { byId } from "./dom.js";

/** @param {(file: File) => void} opened */
export function acceptFiles(opened) {
  const input = /** @type {HTMLInputElement} */ (byId("file"));
  const veil = byId("drop-veil");
  byId("open-file").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    // Emptied, so that the same file can be picked again after it was corrected.
    input.value = "";
    if (file) opened(file);
  });

  const carriesFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) veil.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    veil.hidden = true;
    const [file] = event.dataTransfer?.files ?? [];
    if (file) opened(file);
  });
}
