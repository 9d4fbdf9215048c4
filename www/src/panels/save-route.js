// The active route as a file for other tools: its line, and the segments of its answer.

import { errorMessage } from "../data.js";
import { setHidden } from "../dom.js";
import { findHook } from "../root.js";
import { fileName } from "../route-files/file-name.js";
import { toPolyline } from "../route-files/write/polyline.js";
import { segmentsToCsv, segmentsToGeojson } from "../route-files/write/segments.js";
import { lineFormats, save } from "../route-files/write.js";
import { positions, questionFor } from "../shapes.js";
import { words } from "../words/index.js";

/** How long the button says that it has copied. */
const COPIED_MS = 2000;
/**
 * @param {HTMLElement} root
 * @param {{
 *   shape: () => import("../shapes.js").Shape | null,
 *   answer: () => import("../results.js").Answer | null,
 *   routeGeojson: (answer: import("../results.js").Answer) => Promise<import("geobit").FeatureCollection>,
 *   summary: () => import("geobit").Summary | undefined,
 *   announce: (sentence: string) => void,
 *   showError: (title: string, sentence: string) => void,
 * }} page
 * @returns a function to call when another shape is the active one, and when there is another answer or none
 */
export function createSaveRoute(root, page) {
  const details = findHook(root, "save-route");
  const digits = /** @type {HTMLSelectElement} */ (findHook(root, "save-digits"));
  const copyButton = findHook(root, "copy-polyline");
  const segmentButtons = /** @type {NodeListOf<HTMLButtonElement>} */ (
    details.querySelectorAll("[data-save-segments]")
  );

  const currentLine = () => {
    const shape = page.shape();
    if (shape?.kind !== "route" || !questionFor(shape)) return null;
    return { name: shape.name, coordinates: positions(shape.geometry) };
  };
  /** Returns the answer for the active route: during a drag the shape may be ahead of it. */
  const currentAnswer = () => {
    const [shape, answer, summary] = [page.shape(), page.answer(), page.summary()];
    if (!shape || answer?.shapeId !== shape.id || !answer.route || !summary) return null;
    return { name: shape.name, answer, report: answer.route, summary };
  };

  /** @param {string} format */
  function saveLine(format) {
    const { extension, type, write } = lineFormats[format];
    const line = currentLine();
    if (line) save(fileName(line.name, extension), type, write(line));
  }

  /** @param {string} format */
  async function saveSegments(format) {
    const current = currentAnswer();
    if (!current) return;
    const file = (/** @type {string} */ extension) =>
      fileName(words.messages.segmentsFile(current.name), extension);
    if (format === "csv") return save(file("csv"), "text/csv", segmentsToCsv(current));
    try {
      const collection = await page.routeGeojson(current.answer);
      save(file("geojson"), "application/geo+json", segmentsToGeojson(current.name, collection));
    } catch (error) {
      page.showError(words.messages.segmentsFailed, errorMessage(error));
    }
  }

  async function copyPolyline() {
    const line = currentLine();
    if (!line) return;
    try {
      await navigator.clipboard.writeText(toPolyline(line.coordinates, digits.value === "6" ? 6 : 5));
    } catch {
      page.showError(words.messages.copyFailed, words.messages.copyForbidden);
      return;
    }
    copyButton.textContent = words.messages.copied;
    page.announce(words.messages.copiedAnnouncement);
    setTimeout(() => {
      copyButton.textContent = words.markup.copy;
    }, COPIED_MS);
  }

  for (const button of /** @type {NodeListOf<HTMLElement>} */ (details.querySelectorAll("[data-save-line]")))
    button.addEventListener("click", () => saveLine(button.dataset.saveLine ?? ""));
  findHook(root, "save-polyline").addEventListener("click", () => saveLine(`polyline${digits.value}`));
  copyButton.addEventListener("click", copyPolyline);
  for (const button of segmentButtons)
    button.addEventListener("click", () => saveSegments(button.dataset.saveSegments ?? ""));

  return function update() {
    setHidden(details, currentLine() === null);
    const isUnanswered = currentAnswer() === null;
    for (const button of segmentButtons) button.disabled = isUnanswered;
  };
}
