// The ground of the map, from a file.

import { packs } from "./packs.js";
import { listed } from "./plural.js";

const accepted =
  "Accepted is a .pmtiles file of version 3 with vector tiles in the schema of Protomaps or OpenMapTiles.";

export const ground = {
  intro:
    "Countries and towns come with the page. Roads, rivers, borders and places of a region come from a map file (.pmtiles, by Protomaps or OpenMapTiles): open it here or drop it on the page. It is read from your disk, and nothing is requested or sent.",
  open: "Open a map file…",
  keep: (/** @type {string} */ size) => `Keep it in this browser (${size})`,
  forget: "Remove it from this browser",
  close: "Show countries and towns only",
  /** @param {string} size @param {number} from @param {number} to zooms */
  facts: (size, from, to) => `${size} · zooms ${from} to ${to}`,
  /** @type {Record<import("../../ground/archive.js").Schema, string>} */
  attribution: {
    protomaps: "Protomaps · © OpenStreetMap (ODbL)",
    openmaptiles: "OpenMapTiles · © OpenStreetMap (ODbL)",
  },
  opened: (/** @type {string} */ name) => `The map is drawn from ${name}.`,
  isKept: (/** @type {string} */ name) => `${name} is kept in this browser, and drawn at the next visit.`,
  kept: (/** @type {string} */ name) => `${name} is kept in this browser.`,
  forgotten: (/** @type {string} */ name) => `${name} was removed from this browser.`,
  lost: (/** @type {string} */ name) =>
    `${name} cannot be read any more; the map shows countries and towns again. It may have been moved or changed: open it again.`,
  notOpened: (/** @type {string} */ reason) => `The map file that is kept could not be opened. ${reason}`,
  noRoom: "This browser gives this page no room for files. The map file can be opened again at each visit.",
  /** @param {number} needed @param {number} free bytes */
  tooLarge: (needed, free) =>
    `The file needs ${packs.size(needed)}, and this browser has ${packs.size(Math.max(0, free))} for this page. The map file can be opened again at each visit.`,
  full: (/** @type {number} */ needed) =>
    `The disk or this browser's room for the page is full: the file needs ${packs.size(needed)}.`,
  noTiles: `It does not begin as a PMTiles file does. ${accepted}`,
  oldVersion: `It is a PMTiles file of another version. ${accepted} The tool pmtiles converts older ones.`,
  /** @param {number} has @param {number} needs bytes */
  cutOff: (has, needs) =>
    `It is cut off: it has ${packs.size(has)} of the ${packs.size(needs)} that it says it has. Copy or download it again.`,
  notVector: (/** @type {string} */ type) =>
    `Its tiles are of the type ${type} and not vector tiles (MVT). ${accepted}`,
  compressed: (/** @type {string} */ compression) =>
    `It is compressed with ${compression}, which cannot be read here; gzip or no compression can. ${accepted}`,
  otherSchema: (/** @type {string[]} */ layers) =>
    layers.length === 0
      ? `It does not say which layers it has. ${accepted}`
      : `Its layers are ${listed(layers.slice(0, 8))}, which is another schema. ${accepted}`,
  damaged: "A part of it is damaged and cannot be unpacked. Copy or download it again.",
};
