// The tab that puts sites and routes side by side.
import { formatCount, formatDay } from "../../format.js";
import { plural } from "./plural.js";

/** @type {Record<import("geobit").Change["verdict"], string>} */
const marks = { more: "▲", fewer: "▼", noClearChange: "=", tooFew: "·" };

/** @type {Record<import("geobit").Slope["verdict"], string>} */
const trends = {
  rising: "rising",
  falling: "falling",
  noClearTrend: "no clear trend",
  tooFew: "too few weeks",
};

/** What was done with entries of what is new. @type {Record<import("../../news/kept.js").Note, (n: number) => string>} */
const noted = {
  done: (n) => `${plural(n, "entry", "entries")} acknowledged.`,
  ignored: (n) => `${plural(n, "entry", "entries")} ignored.`,
};

export const compare = {
  ...{ marks, trends, noted },
  sitesTitle: "Areas side by side",
  oneSite: "Draw a second area, and both stand here side by side.",
  oneRoute: "Draw a second route, and both stand here side by side.",
  site: "Area",
  recorded: "Recorded",
  lastDays: (/** @type {number} */ days) => `in ${plural(days, "day")}`,
  /** @param {number} count @param {number} days */
  before: (count, days) => `${formatCount(count)} in the ${plural(days, "day")} before`,
  /** @param {string} day */
  recordBegins: (day) => `record from ${formatDay(day)}`,
  trend: "By week",
  oneScale: "on one scale",
  /** @param {string} rate @param {string} interval */
  evened: (rate, interval) => `${rate} a day (${interval})`,
  windows: (/** @type {number} */ days) =>
    `The recent days are compared with the ${plural(days, "day")} before them.`,
  recordedOn: "Recorded",
  triageTitle: "What is new, and what the rules say",
  newTitle: "What is new",
  noNews:
    "Compare what is loaded with an older file or pack, and what is new at your sites and routes is listed here to be acknowledged or ignored.",
  compareOlder: "Compare with an older version…",
  openHere: (/** @type {number} */ n) =>
    `${plural(n, "entry", "entries")} at your sites and routes to look at.`,
  noneHere: "Nothing at your sites and routes is left to look at.",
  openElsewhere: (/** @type {number} */ n) => `${formatCount(n)} elsewhere.`,
  allNews: "The whole list",
  rulesTitle: "Rules",
  noRules: "A rule says when a site or a route is to be noticed, such as any new incident.",
  setRules: "Set rules…",
};
