// The marks of what is new, in the list, in the legend and on the map: shape and not colour alone tells them apart.
import { h } from "preact";

/** @typedef {import("./entries.js").What} What */

const INK = "#0b57d0";
const CHANGED_INK = "#7a3e9d";

/** A ring with rays for what is new, the corners of a square for what changed, a crossed circle for what was withdrawn. @type {Record<What, { path: string, ink: string }>} */
export const marks = {
  added: {
    path: "M12 5.5a6.5 6.5 0 1 0 .01 0zM12 .8v3M12 20.2v3M.8 12h3M20.2 12h3M4.1 4.1l2.1 2.1M17.8 17.8l2.1 2.1M4.1 19.9l2.1-2.1M17.8 6.2l2.1-2.1",
    ink: INK,
  },
  old: {
    path: "M12 5.5a6.5 6.5 0 1 0 .01 0zM12 .8v3M12 20.2v3M.8 12h3M20.2 12h3",
    ink: INK,
  },
  changed: { path: "M3 8.5V3h5.5M15.5 3H21v5.5M21 15.5V21h-5.5M8.5 21H3v-5.5", ink: CHANGED_INK },
  withdrawn: { path: "M12 4.5a7.5 7.5 0 1 0 .01 0zM6.7 6.7l10.6 10.6", ink: "#555555" },
};

/** The side of the box in which the paths are. */
export const MARK_BOX = 24;

/** Renders a mark, for use beside its name. @param {What} what */
export const newsMark = (what) =>
  h(
    "svg",
    { viewBox: `0 0 ${MARK_BOX} ${MARK_BOX}`, class: "news-mark", "aria-hidden": "true" },
    h("path", {
      ...{ d: marks[what].path, fill: "none", stroke: marks[what].ink },
      ...{ "stroke-width": 2.4, "stroke-linecap": "round" },
    }),
  );
