// Opening a file: dropped anywhere on the page, or chosen from the disk.
import { findHook } from "./root.js";

/**
 * @param {HTMLElement} root
 * @param {object} page
 * @param {(file: File) => Promise<unknown>} page.open
 * @param {(file: File) => Promise<unknown>} page.add opens a file beside what is loaded
 * @param {(others: File[]) => void} page.tellOthers says which of several files were not opened
 * @param {AbortSignal} page.signal ends what listens on the root
 */
export function acceptFiles(root, { open, add, tellOthers, signal }) {
  const input = /** @type {HTMLInputElement} */ (findHook(root, "file"));
  const veil = findHook(root, "drop-veil");
  /** What the file that is being chosen is for. */
  let take = /** @type {(file: File) => unknown} */ (open);
  /** @param {string} name of the button @param {(file: File) => unknown} use */
  const chooseFor = (name, use) =>
    findHook(root, name).addEventListener("click", () => {
      take = use;
      input.click();
    });
  chooseFor("open-file", open);
  chooseFor("add-log", add);
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    // Emptied, so that the same file can be chosen again after it was corrected.
    input.value = "";
    if (file) take(file);
    take = open;
  });

  const carriesFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
  /** @param {DragEvent} event */
  function showVeil(event) {
    if (!carriesFile(event)) return;
    event.preventDefault();
    veil.hidden = false;
  }
  /** @param {DragEvent} event */
  function hideVeil({ relatedTarget }) {
    if (!(relatedTarget instanceof Node && root.contains(relatedTarget))) veil.hidden = true;
  }
  /** @param {DragEvent} event */
  function openDropped(event) {
    if (!carriesFile(event)) return;
    event.preventDefault();
    veil.hidden = true;
    const [file, ...others] = event.dataTransfer?.files ?? [];
    if (!file) return;
    const opened = open(file);
    // Afterwards, as what is said of a file takes the place of what was said before.
    if (others.length > 0) opened.finally(() => tellOthers(others));
  }
  root.addEventListener("dragover", showVeil, { signal });
  root.addEventListener("dragleave", hideVeil, { signal });
  root.addEventListener("drop", openDropped, { signal });
}
