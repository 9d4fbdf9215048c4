// What a page around the frame may say to it, checked: its form, its size, and how often. What the frame says of a message depends on
// that message alone, and on nothing that a visitor does.
import { listOf, membersOf, numberIn, Refused, readRoutes, readSites, textOf } from "../element/shapes-in.js";

export const PROTOCOL = 1;

/** What one message may hold, and how many may come. */
export const BOUNDS = {
  bytes: 64 * 1024 * 1024,
  name: 120,
  /** So many messages may come at once, and so many more each second. */
  burst: 30,
  perSecond: 5,
  /** After so many that were too many, nothing is heard any more. */
  patience: 200,
};

/** @typedef {{ lang?: string, theme?: string, mode?: string, center?: [number, number], zoom?: number }} FrameOptions */
/**
 * @typedef {{ type: "sites", shapes: import("../element/shapes-in.js").NewShape[] }
 *   | { type: "routes", shapes: import("../element/shapes-in.js").NewShape[] }
 *   | { type: "data", name: string, content: Blob }
 *   | { type: "view", center?: [number, number], zoom?: number }
 *   | { type: "theme", theme: string }
 *   | { type: "clear" }} Message
 */

const THEMES = ["system", "light", "dark"];
const MODES = ["full", "compact"];
const LANGUAGES = ["en", "fr"];

/** @param {unknown} value @param {string} at @param {string[]} members */
function memberOf(value, at, members) {
  const found = members.find((member) => member === value);
  if (found === undefined) throw new Refused(at, `one of ${members.join(", ")}`);
  return found;
}

/** @template T @param {unknown} value @param {(value: unknown) => T} read @returns {T | undefined} */
const optional = (value, read) => (value === undefined ? undefined : read(value));

/** @param {unknown} value @returns {[number, number]} */
function readCenter(value) {
  const [lon, lat, ...more] = listOf(value, "center", 2, (one) => one);
  if (more.length > 0) throw new Refused("center", "[longitude, latitude]");
  return [numberIn(lon, "center[0]", [-180, 180]), numberIn(lat, "center[1]", [-90, 90])];
}

/** @param {unknown} value */
const readZoom = (value) => numberIn(value, "zoom", [1.5, 15]);

/** Reads the message that opens the connection. @param {unknown} data @returns {FrameOptions} */
export function readConnect(data) {
  const { geobit, protocol, options = {} } = membersOf(data, "message", ["geobit", "protocol", "options"]);
  memberOf(geobit, "geobit", ["connect"]);
  if (protocol !== PROTOCOL) throw new Refused("protocol", String(PROTOCOL));
  const { lang, theme, mode, center, zoom } = membersOf(options, "options", [
    ...["lang", "theme", "mode", "center", "zoom"],
  ]);
  return {
    lang: optional(lang, (value) => memberOf(value, "lang", LANGUAGES)),
    theme: optional(theme, (value) => memberOf(value, "theme", THEMES)),
    mode: optional(mode, (value) => memberOf(value, "mode", MODES)),
    center: optional(center, readCenter),
    zoom: optional(zoom, readZoom),
  };
}

/** Returns the number by which an answer names a message, if it has a right one. @param {unknown} data */
export function idOf(data) {
  if (typeof data !== "object" || data === null || !Object.hasOwn(data, "id")) return null;
  const { id } = /** @type {{ id: unknown }} */ (data);
  return Number.isSafeInteger(id) && /** @type {number} */ (id) >= 0 ? /** @type {number} */ (id) : null;
}

/** The members of each message beside `id` and `type`, and how it is read. @type {Record<string, [names: string[], read: (members: Record<string, unknown>) => Message]>} */
const MESSAGES = {
  sites: [["sites"], ({ sites }) => ({ type: "sites", shapes: readSites(sites) })],
  routes: [["routes"], ({ routes }) => ({ type: "routes", shapes: readRoutes(routes) })],
  data: [
    ["name", "content"],
    ({ name, content }) => ({
      type: "data",
      name: textOf(name, "name", BOUNDS.name),
      content: readContent(content),
    }),
  ],
  view: [
    ["center", "zoom"],
    ({ center, zoom }) => ({
      ...{ type: /** @type {const} */ ("view"), center: optional(center, readCenter) },
      zoom: optional(zoom, readZoom),
    }),
  ],
  theme: [["theme"], ({ theme }) => ({ type: "theme", theme: memberOf(theme, "theme", THEMES) })],
  clear: [[], () => ({ type: "clear" })],
};

/** @param {unknown} value */
function readContent(value) {
  const size = value instanceof Blob ? value.size : value instanceof ArrayBuffer ? value.byteLength : null;
  if (size === null || size > BOUNDS.bytes)
    throw new Refused("content", `a Blob or an ArrayBuffer of at most ${BOUNDS.bytes} bytes`);
  return value instanceof Blob ? value : new Blob([/** @type {ArrayBuffer} */ (value)]);
}

/** Reads a message of the page around. @param {unknown} data @returns {Message} */
export function readMessage(data) {
  const type =
    typeof data === "object" && data !== null && Object.hasOwn(data, "type")
      ? Reflect.get(data, "type")
      : undefined;
  if (typeof type !== "string" || !Object.hasOwn(MESSAGES, type))
    throw new Refused("type", `one of ${Object.keys(MESSAGES).join(", ")}`);
  const [names, read] = MESSAGES[type];
  return read(membersOf(data, "message", ["id", "type", ...names]));
}

/** Counts messages, and tells of each whether it is heard, is one too many, or whether nothing is heard any more. @param {() => number} now in ms */
export function createGauge(now) {
  let left = BOUNDS.burst;
  let last = now();
  let tooMany = 0;
  return () => {
    const time = now();
    left = Math.min(BOUNDS.burst, left + ((time - last) / 1000) * BOUNDS.perSecond);
    last = time;
    if (left >= 1) {
      left -= 1;
      return "heard";
    }
    tooMany += 1;
    return tooMany > BOUNDS.patience ? "over" : "tooMany";
  };
}
