// The attributes of the element. Whatever a document writes into them is only ever read as what they can say: no attribute becomes
// markup, a script or a name of something.
import { Refused } from "./shapes-in.js";

export const ATTRIBUTES = ["snapshot", "catalog", "catalog-keys", "center", "zoom", "lang", "theme", "mode"];

const NUMBER = /^-?\d{1,3}(?:\.\d{1,12})?$/;

/** @param {string} text */
const numberOf = (text) => (NUMBER.test(text.trim()) ? Number(text) : Number.NaN);

/** Where the map is if only one of both is said. */
const DEFAULTS = { center: /** @type {[number, number]} */ ([-3, 13.5]), zoom: 4.5 };

/** @param {string} text @returns {[number, number]} */
export function readCenter(text) {
  const [lon, lat, ...more] = text.split(",").map(numberOf);
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90) || more.length > 0)
    throw new Refused("center", '"longitude,latitude"');
  return [lon, lat];
}

/** @param {string} text */
export function readZoom(text) {
  const zoom = numberOf(text);
  if (!(zoom >= 1.5 && zoom <= 15)) throw new Refused("zoom", "a number from 1.5 to 15");
  return zoom;
}

/**
 * Returns where the map is to be, or `undefined` where neither attribute says so.
 * @param {[number, number] | null} center @param {number | null} zoom @returns {import("../map.js").View | undefined}
 */
export const viewOf = (center, zoom) =>
  center === null && zoom === null
    ? undefined
    : { center: center ?? DEFAULTS.center, zoom: zoom ?? DEFAULTS.zoom };

/** Returns an address as a whole. @param {string} text @param {string} at @param {string} base */
export function readAddress(text, at, base) {
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  if (!url || !["http:", "https:", "blob:"].includes(url.protocol))
    throw new Refused(at, "an address with http, https or blob");
  return url.href;
}

/** @template {string} T @param {string | null} text @param {string} at @param {readonly [T, ...T[]]} members the first one stands for none @returns {T} */
export function readWord(text, at, members) {
  const found = members.find((member) => member === (text ?? members[0]));
  if (found === undefined) throw new Refused(at, `one of ${members.join(", ")}`);
  return found;
}

/** @param {string | null} text @param {readonly string[]} pinned the keys of whoever built this @returns {readonly string[]} */
export function readKeys(text, pinned) {
  if (text === null) return pinned;
  const keys = text.split(/[\s,]+/).filter(Boolean);
  if (keys.length === 0 || keys.length > 10 || keys.some((key) => !/^[\w+/=]{20,100}$/.test(key)))
    throw new Refused("catalog-keys", "public keys, separated by commas");
  return keys;
}
