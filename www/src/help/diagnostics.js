// What a report of a problem says: versions, the browser, counts and timings. Never a place, a name, the name of a file or a text.

import { positions, shapeKinds } from "../shapes.js";

/**
 * @typedef {object} Facts
 * @property {string} version of the engine
 * @property {import("../page-state.js").PageState} state
 * @property {boolean} hasMap
 */

/** The marks that the page sets when a step of its start is done. */
const STEPS = ["ready", "complete", "offline"];

/** @param {Facts} facts @returns {string} lines of text */
export function diagnose({ version, state, hasMap }) {
  const { navigator, document, screen } = window;
  const { drawn, loaded, own, rules, answer, filters, fit } = state;
  const kinds = Object.keys(shapeKinds).flatMap((kind) => {
    const count = drawn.shapes.filter((shape) => shape.kind === kind).length;
    return count > 0 ? `${kind} ${count}` : [];
  });
  const { dataset } = document.documentElement;
  /** @type {Record<string, unknown>} */
  const lines = {
    "GeoBit engine": version,
    page: import.meta.env.MODE,
    language: document.documentElement.lang,
    browser: navigator.userAgent,
    processors: navigator.hardwareConcurrency,
    screen: `${screen.width} × ${screen.height}, ${window.devicePixelRatio} pixels per pixel`,
    window: `${window.innerWidth} × ${window.innerHeight}`,
    map: hasMap ? "drawn" : "none",
    "without a connection": dataset.offline ?? "not yet",
    connection: navigator.onLine ? "yes" : "no",
    incidents: loaded?.columns.lon.length ?? 0,
    sources: loaded?.sources.length ?? 0,
    "days of the data": filters.lastDay - filters.firstDay + 1,
    shapes: kinds.join(", ") || "none",
    corners: drawn.shapes.reduce((sum, { geometry }) => sum + positions(geometry).length, 0),
    "own incidents": own.length,
    rules: rules.length,
    answer: answer ? (answer.route ? "route" : "geofence") : "none",
    fit,
    ...timings(),
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

/** When each step of the start was done, in milliseconds since it began. @returns {Record<string, string>} */
function timings() {
  const paints = performance.getEntriesByType("paint").map(({ name, startTime }) => [name, startTime]);
  const steps = STEPS.flatMap((step) =>
    performance.getEntriesByName(`geobit:${step}`, "mark").map(({ startTime }) => [step, startTime]),
  );
  return Object.fromEntries(
    [...paints, ...steps].map(([name, at]) => [name, `${Math.round(Number(at))} ms`]),
  );
}
