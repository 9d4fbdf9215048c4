// The active route as a file for other tools: its line, and the segments of its answer.
import { byId, hide } from "../dom.js";
import { toPolyline } from "../route-files/write/polyline.js";
import { segmentsToCsv, segmentsToGeojson } from "../route-files/write/segments.js";
import { fileName, lineFormats, save } from "../route-files/write.js";
import { positions, question } from "../shapes.js";

/** @typedef {import("../route-files/write/segments.js").Segments} Segments */

const COPIED_MS = 2000;
/** @type {Record<string, { ending: string, type: string, write: (segments: Segments) => string }>} */
const SEGMENTS = {
  geojson: { ending: "geojson", type: "application/geo+json", write: segmentsToGeojson },
  csv: { ending: "csv", type: "text/csv", write: segmentsToCsv },
};

/**
 * @param {{
 *   shape: () => import("../shapes.js").Shape | null,
 *   answer: () => import("../results.js").Answer | null,
 *   summary: () => import("geobit").Summary | undefined,
 *   announce: (sentence: string) => void,
 *   failed: (title: string, sentence: string) => void,
 * }} page
 */
export function createSaveRoute(page) {
  const whole = byId("save-route");
  const digits = /** @type {HTMLSelectElement} */ (byId("save-digits"));
  const copy = byId("copy-polyline");
  const segmentButtons = /** @type {NodeListOf<HTMLButtonElement>} */ (
    whole.querySelectorAll("[data-save-segments]")
  );

  const line = () => {
    const shape = page.shape();
    if (shape?.kind !== "route" || !question(shape)) return null;
    return { name: shape.name, coordinates: positions(shape.geometry) };
  };
  /** What was asked and answered, which a drag may be ahead of. @returns {Segments | null} */
  const segments = () => {
    const [shape, answer, summary] = [page.shape(), page.answer(), page.summary()];
    if (!shape || answer?.shapeId !== shape.id || !answer.route || !summary) return null;
    const geometry = /** @type {GeoJSON.LineString} */ (answer.question.feature.geometry);
    return { name: shape.name, coordinates: positions(geometry), report: answer.route, summary };
  };

  /** @param {string} format */
  function saveLine(format) {
    const { ending, type, write } = lineFormats[format];
    const saved = line();
    if (saved) save(fileName(saved.name, ending), type, write(saved));
  }

  async function copyPolyline() {
    const copied = line();
    if (!copied) return;
    try {
      await navigator.clipboard.writeText(toPolyline(copied.coordinates, digits.value === "6" ? 6 : 5));
    } catch {
      page.failed(
        "The polyline could not be copied.",
        "This browser does not allow it here; save it as a file.",
      );
      return;
    }
    copy.textContent = "Copied";
    page.announce("The encoded polyline is copied.");
    setTimeout(() => {
      copy.textContent = "Copy";
    }, COPIED_MS);
  }

  for (const button of whole.querySelectorAll("[data-save-line]")) {
    const { saveLine: format = "" } = /** @type {HTMLElement} */ (button).dataset;
    button.addEventListener("click", () => saveLine(format));
  }
  byId("save-polyline").addEventListener("click", () => saveLine(`polyline${digits.value}`));
  copy.addEventListener("click", copyPolyline);
  for (const button of segmentButtons)
    button.addEventListener("click", () => {
      const saved = segments();
      const { ending, type, write } = SEGMENTS[button.dataset.saveSegments ?? ""];
      if (saved) save(fileName(`${saved.name} segments`, ending), type, write(saved));
    });

  /** Called when another shape is the active one, and when there is an answer or none. */
  return function show() {
    hide(whole, line() === null);
    const unanswered = segments() === null;
    for (const button of segmentButtons) button.disabled = unanswered;
  };
}
