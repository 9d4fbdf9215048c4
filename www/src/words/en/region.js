// The tab of the region: where the incidents lie, period by period, and groups of them.
import { formatCount, formatDay } from "../../format.js";
import { plural } from "./plural.js";

export const region = {
  title: "The region",
  by: "Periods",
  periods: { year: "years", quarter: "quarters", month: "months" },
  reference: "Distances from",
  auto: (/** @type {string} */ town) => `${town} (large town nearest the middle)`,
  site: (/** @type {string} */ name) => `the middle of ${name}`,
  centre: "the mean centre of all",
  other: "another place…",
  town: "A town or coordinates",
  within: (/** @type {string} */ name) => `Only incidents within ${name}`,
  rings: "Incidents by distance",
  /** @param {string} from @param {string} to @param {string} counts */
  ringsLabel: (from, to, counts) => `Incidents by distance, ${from} to ${to}. The last: ${counts}.`,
  upTo: (/** @type {string} */ km) => `up to ${km}`,
  beyond: (/** @type {string} */ km) => `beyond ${km}`,
  ringsTable: "The same as numbers",
  distances: "Distances by period",
  head: ["Period", "Incidents", "Half within", "Middle half", "Within 100 km"],
  part: "in part",
  earlier: (/** @type {number} */ n) => plural(n, "earlier period"),
  onMap: "On the map: the mean centre and the ellipse of one standard deviation of the last periods.",
  /** @param {number} quarter @param {string} year */
  quarter: (quarter, year) => `Q${quarter} ${year}`,
  /** @param {string} u @param {string} p @param {boolean} exact */
  test: (u, p, exact) =>
    `Distances of the two periods by Mann and Whitney: U = ${u}, ${p} (${exact ? "exact" : "by the normal approximation"}).`,
  methodText:
    "An incident counts at its recorded point, on its first day. Shares have the exact interval at 95 %. A mean centre also moves where others fall silent: so counts by ring stand beside it.",
  groups: "Clusters: groups near each other and recent",
  groupsText:
    "Looks for circles with more recorded in their last days, at most 28, than their places and those days would have if they had nothing to do with each other. It takes a while, and at most 5,000 places.",
  since: "Compared with",
  sinces: { year: "12 months", all: "all chosen days" },
  permutations: "Permutations",
  look: "Look for clusters",
  cancel: "Cancel",
  /** @param {number} done @param {number} total */
  progress: (done, total) => `Step ${formatCount(done)} of ${formatCount(total)}`,
  cancelled: "Cancelled. Nothing is shown.",
  /** @param {import("geobit").Clusters} found @param {string} from */
  lookedAt: ({ incidents, places, asOf, permutations, seed }, from) =>
    `${plural(incidents, "incident")} at ${plural(places, "place")} looked at, ${formatDay(from)} to ${formatDay(asOf)}; ${formatCount(permutations)} permutations, seed ${seed}.`,
  /** @param {string} km @param {string} days */
  where: (km, days) => `within ${km}, ${days}`,
  onePlace: (/** @type {string} */ days) => `at one place, ${days}`,
  /** @param {string} count @param {string} expected */
  count: (count, expected) => `${count} recorded, ${expected} expected`,
  /** @param {string} p @param {number} days */
  chance: (p, days) => `${p}; looked at daily, by chance once in ${plural(days, "day")}`,
  usual: "Not unusual: chance alone often makes such a group. It is fainter on the map.",
};
