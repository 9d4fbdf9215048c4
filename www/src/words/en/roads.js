// Roads: what is loaded, ways, what bars them, and evacuation.
import { formatKm, formatPercent } from "../../format.js";
import { listed, plural } from "./plural.js";

export const roads = {
  title: "Roads",
  none: "Open a pack of roads (.roads) or an extract of OpenStreetMap (.osm.pbf), here or by dropping it on the page. It is read in this browser; which roads you ask about is sent to nobody.",
  open: "Open a file of roads…",
  useDemo: "Use the demo’s roads",
  remove: "Remove these roads",
  removed: "The roads were removed.",
  opened: (/** @type {string} */ name) => `${name}: roads are loaded.`,
  loading: "The roads are being loaded…",
  notLoaded: "The roads cannot be loaded",
  length: (/** @type {number} */ km) => `${formatKm(km)} of roads`,
  schematic: "schematic: drawn from town to town, not as they run",
  asOf: (/** @type {string} */ day) => `as of ${day}`,

  packs: "Packs of roads",
  packsIntro:
    "Roads of whole regions, made ready to download from this page’s own host. A pack stays in this browser and opens without a connection. Which packs you download is all that the host can see.",
  listPacks: "List packs of roads",
  removePack: "Remove from this browser",
  listed: (/** @type {number} */ n) =>
    n === 0
      ? "The catalogue has no packs of roads; its signature is right."
      : `The catalogue lists ${plural(n, "pack of roads", "packs of roads")}; its signature is right.`,
  /** @param {string} asOf when it is from, if that is known */
  newer: (asOf) => `A newer version is there${asOf && `, ${asOf}`}.`,

  waysTitle: "Ways",
  from: "From",
  to: "To",
  typed: "A town or coordinates",
  placeText: (/** @type {string} */ end) => `${end}: a town or coordinates`,
  unknown: "No such town, and no coordinates.",
  is: (/** @type {string} */ name, /** @type {string} */ place) => `${name}, ${place}`,
  find: "Find ways",
  cancel: "Cancel",
  finding: "Looking for ways…",
  measuring: (/** @type {number} */ done, /** @type {number} */ total) =>
    `Measuring the exposure of each road: ${formatPercent(done / Math.max(1, total))}`,
  again: "What was asked has changed; it is asked again.",
  choosePlaces: "Choose where the way begins and ends.",
  hoursOnly:
    "No incidents are loaded, so there are hours and no exposure, and only the fastest way is looked for.",
  notAnswered: (/** @type {string} */ reason) => `This cannot be answered. ${reason}`,
  way: (/** @type {number} */ n) => `Way ${n}`,
  wayName: (/** @type {string} */ from, /** @type {string} */ to, /** @type {number} */ n) =>
    `${from} – ${to}, way ${n}`,
  expected: (/** @type {string} */ count) =>
    `recorded incidents expected: ${count}, if the recent pattern holds`,
  use: "Use as a route",
  used: (/** @type {string} */ name) => `${name} is a route now.`,
  curveTitle: "Hours against expected encounters",
  curveKeys: "Arrow keys choose a way.",
  through: (/** @type {string[]} */ names) => `passes through ${listed(names)} because there is no other way`,
  fords: (/** @type {number} */ n) => plural(n, "ford"),
  barriers: (/** @type {number} */ n) => plural(n, "gate or barrier", "gates or barriers"),
  ferry: (/** @type {string} */ km) => `${km} by ferry`,
  private: (/** @type {string} */ km) => `${km} on private roads`,
  doubtful: (/** @type {string} */ km) => `${km} of a doubtful class`,
  unknownSurface: (/** @type {string} */ km) => `${km} of unknown surface`,

  barredTitle: "Closed, or to avoid",
  barredIntro:
    "Each area or route that is drawn can bar roads: closed roads are not driven, those to avoid only where there is no other way. A route bars the roads that it runs along.",
  barredNone: "Nothing is drawn yet.",
  bars: /** @type {Record<"" | import("../../bars.js").BarKind, string>} */ ({
    "": "bars nothing",
    closed: "closed",
    avoid: "to avoid",
  }),
  source: "Source",
  reliability: "Reliability",
  reliabilities: /** @type {Record<import("../../bars.js").Reliability, string>} */ ({
    "": "not said",
    confirmed: "confirmed",
    probable: "probable",
    doubtful: "doubtful",
  }),
  until: "Valid until",
  expired: "Expired: it bars nothing any more.",

  evacuationTitle: "Evacuation",
  evacuationIntro:
    "Which sites are muster points, and which are havens? The table has the fastest way from each muster point to each haven.",
  evacuationNone: "Draw sites first: muster points and havens are sites.",
  site: "Site",
  muster: "Muster point",
  haven: "Haven",
  table: "Make the table",
  needBoth: "Tick at least one muster point and one haven.",
  tableCaption: "The fastest way from each muster point (rows) to each haven (columns)",
  independent: (/** @type {number} */ n) => plural(n, "independent way"),
  perTrips: (/** @type {string} */ count) => `expected: ${count}`,
  noWay: "no way on these roads",
  noRoad: (/** @type {string} */ name) => `no road near ${name}`,
  itself: "the same site",

  reachTitle: "Reach",
  reachFrom: "From the site",
  hours: "Hours, such as 1, 2, 4",
  badHours: "Up to 12 numbers of hours, each over 0 and at most 240, such as 1, 2, 4.",
  showReach: "Show on the map",
  hideReach: "Hide",
  reached: (/** @type {string} */ hours, /** @type {string} */ km) => `Within ${hours}: ${km} of roads`,

  layTitle: "Lay a route onto roads",
  layNone: "Choose a route in the list above to lay it onto these roads.",
  lay: (/** @type {string} */ name) => `Lay ${name} onto the roads`,
  laid: (/** @type {string} */ name, /** @type {string} */ km) =>
    `${name} follows the roads; ${km} of it lie off roads and stay as they were.`,
};
