// The tab with every incident of an answer.
import { plural } from "./plural.js";

/** @type {Record<import("../../incidents-table/view.js").ColumnName, string>} */
const columns = {
  day: "Day",
  kind: "Kind",
  inside: "Inside",
  along: "Along, km",
  distance: "Off road, km",
  deaths: "Deaths",
  place: "Place",
  precision: "Located",
  actors: "Actors",
  source: "Source",
  origin: "Origin",
  text: "Text",
};

export const incidents = {
  columns,
  label: (/** @type {string} */ name) => `Incidents of ${name}`,
  noAnswer: "The incidents of an area or a route are listed here once it can be answered.",
  notCovered: "The data do not cover this, so there is nothing to list.",
  none: "No recorded incidents in this period.",
  noneMatching: "None of those in this period matches the filter.",
  noneLeft: "None of them is like this.",
  /** @param {number} shown @param {number} all @param {number} certain how many of those shown */
  count: (shown, all, certain) =>
    shown === all
      ? `${plural(all, "recorded incident")}: ${plural(certain, "certain", "certain")}, ${plural(all - certain, "possible", "possible")}`
      : `${plural(shown, "incident")} of ${plural(all, "recorded", "recorded")}: ${plural(certain, "certain", "certain")}, ${plural(shown - certain, "possible", "possible")}`,
  onlyInCorridor:
    "Listed are those recorded within the corridor. Others, recorded outside it, may belong to it: the counts of stretches have them as possible.",
  certainty: "Inside",
  certainties: { all: "Certain and possible", certain: "Only certain", possible: "Only possible" },
  kind: "Kind",
  allKinds: "All kinds",
  deadly: "With deaths",
  search: "Place, actor, source or text",
  period: (/** @type {string} */ period) => `Only ${period}`,
  clear: "Show all",
  certain: "certain",
  possible: "possible",
  possibleShare: (/** @type {string} */ share) => `possible, ${share}`,
  exact: "exactly",
  within: (/** @type {string} */ km) => `within ${km}`,
  nowhere: "no place",
  deathsUnknown: "–",
  loading: "…",
  reading: (/** @type {number} */ done, /** @type {number} */ all) =>
    `Reading records: ${plural(done, "record")} of ${plural(all, "record")}.`,
  failed: (/** @type {string} */ message) => `The records could not be read: ${message}`,
  tooMany: (/** @type {number} */ most) =>
    `More than ${plural(most, "incident")} can be ordered and searched only by day, kind, place in the answer and how well they are located. Choose fewer days or kinds first.`,
  tooLong: (/** @type {number} */ most) => `The table ends after ${plural(most, "row")}; the files have all.`,
  keys: "Arrow keys go from row to row, and each is shown on the map. Enter, or a second click, opens its record.",
  sortBy: (/** @type {string} */ column) => `Sort by ${column}`,
  save: "Save what is listed",
  /** What the files tell to whoever gets them. @param {number} n @param {string} name */
  reveals: (n, name) =>
    `These files contain the places and texts of ${plural(n, "incident")}, and how each lies to “${name}”: from them one can tell which place was asked about.`,
  saved: (/** @type {number} */ n) => `Saved ${plural(n, "incident")}.`,
  file: (/** @type {string} */ name) => `Incidents ${name}`,
  /** A number in an answer that opens the list. @param {string} number @param {string} what */
  open: (number, what) => `${number} ${what}: list them`,
};
