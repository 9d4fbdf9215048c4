// The normalised kinds of incident, and how each is drawn. Shape and colour both differ, so that neither colour-blind readers
// nor a grey print lose a kind. The colours follow Paul Tol's qualitative schemes.
import { h } from "preact";
import { words } from "./words/index.js";

/**
 * In the engine's order: `columns().kind` holds indices into this list.
 * @type {{ name: string, colour: string, path: string }[]}
 */
export const kinds = [
  { name: "armedClash", colour: "#cc3311", path: "M8 2a6 6 0 1 0 .01 0z" },
  { name: "attackOnCivilians", colour: "#882255", path: "M8 1.2 15 14H1z" },
  { name: "abduction", colour: "#ee7733", path: "M8 .8 15.2 8 8 15.2.8 8z" },
  {
    name: "explosion",
    colour: "#222222",
    path: "M8 .3 10.2 5.8 15.7 8l-5.5 2.2L8 15.7l-2.2-5.5L.3 8l5.5-2.2z",
  },
  {
    name: "blockade",
    colour: "#0077bb",
    path: "M2.5 2.5h11v11h-11z",
  },
  {
    name: "looting",
    colour: "#33a6dd",
    path: "M1 2h14L8 14.8z",
  },
  {
    name: "riot",
    colour: "#dd3377",
    path: "M4.2 1.6 8 5.4l3.8-3.8 2.6 2.6L10.6 8l3.8 3.8-2.6 2.6L8 10.6l-3.8 3.8-2.6-2.6L5.4 8 1.6 4.2z",
  },
  { name: "protest", colour: "#b08d00", path: "M8 1l7 5.2L12.4 14.4H3.6L1 6.2z" },
  { name: "other", colour: "#777777", path: "M5 1.5h6v13H5z" },
];

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

/** @param {string} name of the kind @returns {string} */
export const kindLabel = (name) => words.kinds[name]?.label ?? name;

/** Returns a shorter label, for where there is little room. @param {string} name of the kind */
export const kindShort = (name) => words.kinds[name]?.short ?? kindLabel(name);

/** Renders the mark of a kind, for use beside its label. @param {string} name of the kind */
export function kindMark(name) {
  const kind = byName.get(name);
  if (!kind) return h("span", null);
  return h(
    "svg",
    { viewBox: "0 0 16 16", class: "kind-mark", "aria-hidden": "true" },
    h("path", { d: kind.path, fill: kind.colour }),
  );
}

/** Renders mark and label together. @param {string} name of the kind */
export const kindName = (name) => h("span", { class: "kind" }, kindMark(name), kindLabel(name));

/** Marks are drawn at twice the size they are shown at, for sharp edges on dense screens. */
const SCALE = 2;
const SIZE = 20;

/**
 * Draws the marks as images for the map, two per kind in the order of kinds: solid for an exact place, hollow for an uncertain
 * one.
 * @returns {ImageData[]}
 */
export function markImages() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE * SCALE;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error(words.map.noCanvas);
  return kinds.flatMap((kind) =>
    [false, true].map((hollow) => {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.setTransform(SCALE, 0, 0, SCALE, ((SIZE - 16) / 2) * SCALE, ((SIZE - 16) / 2) * SCALE);
      const path = new Path2D(kind.path);
      context.lineJoin = "round";
      context.lineWidth = hollow ? 2.4 : 1.6;
      context.strokeStyle = hollow ? kind.colour : "#ffffff";
      context.fillStyle = hollow ? "#ffffff" : kind.colour;
      if (hollow) {
        context.fill(path);
        context.stroke(path);
      } else {
        context.stroke(path);
        context.fill(path);
      }
      return context.getImageData(0, 0, canvas.width, canvas.height);
    }),
  );
}
