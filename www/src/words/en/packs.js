// Data packs.
import { formatCount, formatTenths } from "../../format.js";
import { plural } from "./plural.js";

export const packs = {
  title: "Data packs",
  intro:
    "Real records of whole countries, made ready to download from this page's own host. A pack stays in this browser and opens without a connection. Which packs you download is all that the host can see; what you draw stays here.",
  look: "List data packs",
  check: "Check for updates",
  download: "Download",
  update: "Update",
  open: "Open",
  remove: "Remove",
  /** @param {string} period @param {number} count @param {string} size */
  facts: (period, count, size) => `${period} · ${plural(count, "incident")} · ${size}`,
  /** @param {string} asOf @param {number} days */
  age: (asOf, days) =>
    `Data as of ${asOf}, ${days < 730 ? plural(days, "day") : plural(Math.floor(days / 365.25), "year")} old`,
  newer: (/** @type {string} */ asOf) => `A newer version is there, as of ${asOf}.`,
  begun: (/** @type {string} */ size) => `Begun: ${size} of it are here, and the download goes on there.`,
  /** @param {number} count @param {string} size */
  room: (count, size) => `${plural(count, "pack")} kept in this browser, ${size} in all.`,
  listed: (/** @type {number} */ n) => `The catalogue lists ${plural(n, "pack")}; its signature is right.`,
  kept: (/** @type {string} */ name) => `${name} is kept in this browser.`,
  removed: (/** @type {string} */ name) => `${name} was removed from this browser.`,
  size: (/** @type {number} */ bytes) =>
    bytes < 999_500 ? `${formatCount(Math.ceil(bytes / 1000))} kB` : `${formatTenths(bytes / 1e6)} MB`,
};
