// The worker that reads files of routes, so that a reading can be ended whatever the file does.
import { files as texts } from "../words/files.js";
import { readRoutes } from "./read.js";

/** @typedef {import("./read.js").Found} Found */
/**
 * What the worker answers: `found` is `null` for a file of incidents. The coordinates of each route are an array of numbers, which
 * is handed over and not copied.
 * @typedef {{ routes: { name: string, numbers: Float64Array }[], lines: number, note?: string }} PackedFound
 * @typedef {{ found: PackedFound | null } | { problem: string }} Reply
 */

/** @param {Found} found @returns {PackedFound} */
const pack = ({ routes, ...rest }) => ({
  ...rest,
  routes: routes.map(({ name, geometry }) => ({
    name,
    numbers: Float64Array.from(geometry.coordinates.flat()),
  })),
});

/** Anything but a sentence of ours comes from the disk, or from a text that no reader expected. @param {unknown} error */
function problemIn(error) {
  if (error instanceof DOMException) return texts.gone;
  return error instanceof Error && error.constructor === Error ? error.message : texts.unreadable;
}

/** @param {MessageEvent<File>} event */
globalThis.onmessage = async ({ data }) => {
  const port = /** @type {import("./reader.js").WorkerPort} */ (/** @type {unknown} */ (globalThis));
  try {
    const found = await readRoutes(data);
    const packed = found && pack(found);
    port.postMessage({ found: packed }, packed?.routes.map(({ numbers }) => numbers.buffer) ?? []);
  } catch (error) {
    port.postMessage({ problem: problemIn(error) }, []);
  }
};
