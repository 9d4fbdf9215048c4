// Whether the data cover what is asked about, in the engine's words. They stand before every number, and in place of all
// numbers where the data do not cover it.
import { h } from "preact";

/** @typedef {import("geobit").Coverage} Coverage */

/** Tells whether anything can be said. @param {{ coverage: Coverage }} report */
export const isCovered = ({ coverage }) => coverage.inside !== "none";

/** @param {{ coverage: Coverage, method: Record<string, unknown> }} report */
export const coveragePart = ({ coverage: { inside, stale, words }, method }) =>
  h(
    "p",
    {
      ...{ class: "coverage", lang: method.lang, "data-stat": "coverage" },
      ...{ "data-inside": inside, "data-stale": stale },
    },
    words,
  );
