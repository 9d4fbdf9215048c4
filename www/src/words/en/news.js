// What is new, rules about shapes, and the daily brief.
import { formatCount } from "../../format.js";
import { listed, plural } from "./plural.js";

/** Names of the members of an incident, as they differ. @type {Record<string, string>} */
const fields = {
  id: "Id",
  start: "First day",
  end: "Last day",
  timePrecision: "Precision of the day",
  lon: "Longitude",
  lat: "Latitude",
  uncertaintyKm: "Place known within",
  kind: "Kind",
  type: "Type",
  subtype: "Subtype",
  actors: "Actors",
  fatalities: "Deaths",
  country: "Country",
  admin1: "Region",
  place: "Place",
  source: "Source",
  headline: "Headline",
};

/** @param {{ added: number, changed: number, withdrawn: number }} counts */
const countsOf = ({ added, changed, withdrawn }) =>
  listed(
    [
      added > 0 ? `${formatCount(added)} added` : "",
      changed > 0 ? `${formatCount(changed)} changed` : "",
      withdrawn > 0 ? `${formatCount(withdrawn)} withdrawn` : "",
    ].filter(Boolean),
  ) || "nothing";

/** @param {number} days */
const daysOf = (days) => plural(Math.round(days), "day");

export const news = {
  titleWith: (/** @type {number} */ n) => `What is new (${formatCount(n)})`,
  intro:
    "Compare what is loaded with an older version of it: incidents added, changed and withdrawn, those at your sites and routes first. A data pack that you update is compared by itself.",
  file: "Compare with an older file…",
  fileLabel: "Older file of the same source",
  pack: "Compare with a pack that is kept here",
  choosePack: "– a pack –",
  newer: "Which source is the newer version",
  nothingLoaded: "Open a file of incidents first.",
  /** @param {string} name */
  comparing: (name) => `Comparing with ${name}`,
  failed: (/** @type {string} */ name) => `${name} could not be compared.`,
  unreadable:
    "Its columns are not clear. Open it as a file first, say which column is which and have that remembered; then compare again.",
  cancelled: (/** @type {string} */ name) => `The comparison with ${name} was cancelled.`,
  /** @param {string} name @param {string} asOf */
  against: (name, asOf) => `Compared with ${name}, data as of ${asOf}.`,
  close: "End the comparison",
  nothing: "Nothing was added, changed or withdrawn.",
  counts: countsOf,
  /** @param {string} name @param {string} counts */
  atShape: (name, counts) => `${name}: ${counts}`,
  quietShapes: (/** @type {string[]} */ names) => `Nothing new at ${listed(names)}.`,
  noShapes: "No site or route is drawn, so that nothing comes first.",
  elsewhere: (/** @type {string} */ counts) => `Elsewhere: ${counts}`,
  all: (/** @type {string} */ counts) => `In all: ${counts}`,
  /** @param {{ n: number, q50: number, q90: number }} lag */
  lag: ({ n, q50, q90 }) =>
    n < 5
      ? `Reporting lag: too few were added to tell it (${formatCount(n)}).`
      : `Reporting lag: half of those added were in the data within ${daysOf(q50)} of the day they began, 9 in 10 within ${daysOf(q90)}.`,
  outside: (/** @type {number} */ n) =>
    `${plural(n, "incident")} of the older version ${n === 1 ? "lies" : "lie"} outside of what the newer one covers, and ${n === 1 ? "is" : "are"} not called withdrawn.`,
  withoutId: (/** @type {number} */ n) =>
    `${plural(n, "incident")} without an id of the provider cannot be compared.`,
  notListed: (/** @type {number} */ n) => `${formatCount(n)} more are counted above and not listed.`,
  /** What an entry is. */
  what: {
    added: "New",
    old: "Newly recorded, from before",
    changed: "Changed",
    withdrawn: "Withdrawn",
  },
  field: (/** @type {string} */ name) => fields[name] ?? name,
  none: "not stated",
  /** @param {string} before @param {string} after */
  fromTo: (before, after) => `${before} → ${after}`,
  touches: (/** @type {string[]} */ names) => `Touches ${listed(names)}`,
  deaths: (/** @type {number} */ n) => plural(n, "death"),
  acknowledge: "Acknowledge",
  ignore: "Ignore",
  bringBack: "Bring back",
  /** @param {string} action @param {string} name */
  actionOn: (action, name) => `${action}: ${name}`,
  acknowledgeAll: (/** @type {number} */ n) => `Acknowledge all ${formatCount(n)}`,
  acknowledgedAll: (/** @type {number} */ n) => `${plural(n, "entry", "entries")} acknowledged.`,
  undo: "Undo",
  open: (/** @type {number} */ n) => `${plural(n, "entry", "entries")} to look at.`,
  allDone: "Everything is acknowledged or ignored.",
  done: (/** @type {number} */ n) => `Acknowledged (${formatCount(n)})`,
  showIgnored: (/** @type {number} */ n) => `Show ${formatCount(n)} ignored`,
  hideIgnored: "Hide what is ignored",
  ignored: (/** @type {number} */ n) => `Ignored (${formatCount(n)})`,
  /** @param {number} shown @param {number} all */
  shownOf: (shown, all) => `First ${formatCount(shown)} of ${formatCount(all)} shown.`,
  more: (/** @type {number} */ n) => `Show ${formatCount(n)} more`,
  notKept:
    "This browser does not allow anything to be kept, so that this is forgotten when the page is closed.",
  announce: (/** @type {number} */ n) =>
    n === 0 ? "Nothing is new." : `${plural(n, "entry", "entries")} in what is new.`,
  withdrawnRecord: "Withdrawn: this is the record of the older version.",
  legendNew: "New",
  legendChanged: "Changed",
  legend: (/** @type {string} */ asOf) => `since the data of ${asOf}, until acknowledged:`,
};

export const rules = {
  title: "Rules",
};

export const siteBrief = {
  open: "Daily brief",
};
