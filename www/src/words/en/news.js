// What is new, rules about shapes, and the daily brief.
import { formatCount, formatKm, formatNumber } from "../../format.js";
import { listed, plural, recordedIncidents } from "./plural.js";

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
const daysOf = (days) =>
  days < 730 ? plural(Math.round(days), "day") : plural(Math.round(days / 365.25), "year");

export const news = {
  titleWith: (/** @type {number} */ n) => `What is new (${formatCount(n)})`,
  intro:
    "Compare what is loaded with an older version of it: incidents added, changed and withdrawn, those at your sites and routes first. A data pack that you update is compared by itself.",
  file: "Compare with an older file…",
  fileLabel: "Older file of the same source",
  pack: "Compare with a pack that is kept here",
  /** @param {string} asOf */
  earlier: (asOf) => `Compare with the version before the last update (data as of ${asOf})`,
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
    old: "Recorded late",
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
  noted: "What is new",
  notedWhere: (/** @type {number} */ n) =>
    n === 0
      ? "Nothing was added, changed or withdrawn since the version before."
      : `${plural(n, "entry", "entries")} since the version before, listed under What is new and marked on the map.`,
  withdrawnRecord: "Withdrawn: this is the record of the older version.",
  legendNew: "New",
  legendChanged: "Changed",
  legend: (/** @type {string} */ asOf) => `Since the data of ${asOf}:`,
};

/** @param {number} n */
const incidentsOf = (n) => plural(n, "incident");

export const rules = {
  titleWith: (/** @type {number} */ n, /** @type {number} */ fired) =>
    `Rules (${formatCount(n)}${fired > 0 ? `, ${formatCount(fired)} fired` : ""})`,
  intro:
    "A rule watches a drawn site or route, and is looked at whenever data or shapes change. Rules are gone, as shapes are, when the page is closed.",
  noShapes: "Draw a site or a route first.",
  shape: "Site or route",
  whenLabel: "Fires at",
  /** By the values of the choice. */
  whens: {
    any: "any new incident",
    atLeast: "a number of incidents in some days",
    more: "more than before (28 days against 336)",
    alarm: "the alarm for a doubled rate",
  },
  atLeast: "At least ",
  inDays: " in ",
  days: " days",
  minFatalities: "With at least so many deaths",
  radiusKm: "A radius of its own, km",
  kinds: "Kinds, and a radius for each",
  kindsHint: "None ticked means all kinds. A radius may be given for each kind, in km.",
  km: "km",
  fields: {
    atLeast: "The number of incidents",
    inDays: "The number of days",
    minFatalities: "The number of deaths",
    radiusKm: "The radius in km",
  },
  ownRadius: (/** @type {string} */ kind) => `The radius in km for ${kind}`,
  /** @param {string} field @param {number[]} limits */
  wrong: (field, [least, most]) =>
    `${field} has to be ${least < 1 && least > 0 ? "a number" : "a whole number"} from ${least} to ${formatCount(most)}.`,
  add: "Add the rule",
  /** @param {string} shape @param {string} rule */
  name: (shape, rule) => `${shape}: ${rule}`,
  goneShape: "A shape that is gone",
  /** @param {import("../../rules/rule.js").When} when @param {string[]} kinds */
  when(when, kinds) {
    const of = kinds.length > 0 ? ` (${listed(kinds)})` : "";
    if (when === "any") return `any new incident${of}`;
    if (when === "more") return `more incidents than before${of}`;
    if (when === "alarm") return `alarm for a doubled rate${of}`;
    return `at least ${incidentsOf(when.atLeast)}${of} in ${plural(when.inDays, "day")}`;
  },
  within: (/** @type {number} */ km) => `within ${formatKm(km)}`,
  /** @param {string} kind @param {number} km */
  radiusOf: (kind, km) => `${kind} within ${formatKm(km)}`,
  atLeastDeaths: (/** @type {number} */ n) => `with ${plural(n, "death")} or more`,
  looking: "Being looked at…",
  refused: "Cannot be looked at.",
  fired: "Fired.",
  firedSince: (/** @type {string} */ day) => `Fired, since ${day}.`,
  notFired: "Not fired.",
  falseAlarms: (/** @type {number | null} */ aYear) =>
    aYear === null
      ? "False alarms a year: not known here."
      : `False alarms a year, by chance: ${aYear > 0 && aYear < 0.01 ? "under 0.01" : `about ${formatNumber(Number(aYear.toPrecision(2)))}`}.`,
  show: (/** @type {number} */ n) => `Show ${incidentsOf(n)}`,
  remove: "Delete",
  removed: (/** @type {string} */ name) => `${name} was deleted.`,
  undo: "Undo",
  /** @param {string} action @param {string} name */
  actionOn: (action, name) => `${action}: ${name}`,
  announce: (/** @type {number} */ n) => `${plural(n, "rule")} fired.`,
};

export const siteBrief = {
  open: "Daily brief",
  reveals:
    "The page and the picture contain a map of the place and its name, the text its name, and each the places of incidents there.",
  tooShort: "Too little of it is drawn.",
  since: "New since ",
  sinceLabel: "The first day on which an incident is new",
  copy: "Copy as text",
  /** @param {number} letters */
  copied: (letters) => `Copied, ${formatCount(letters)} characters.`,
  picture: "Save a picture",
  saved: "The picture is saved.",
  print: "Print or save as PDF",
  /** @param {string} name @param {string} day */
  fileName: (name, day) => `Daily brief ${name} ${day}`,
  title: (/** @type {string} */ name) => `Daily brief: ${name}`,
  polygon: "area",
  /** What it is about. @type {Record<string, (km: string) => string>} */
  kinds: {
    circle: (km) => `circle of ${km}`,
    corridor: (km) => `corridor, ${km} on either side`,
    route: (km) => `route, ${km} on either side`,
  },
  /** @param {string} day @param {number | null} age */
  asOf: (day, age) => `Data as of ${day}${age === null || age < 0 ? "" : `, ${plural(age, "day")} old`}.`,
  /** @param {number} days @param {string} period */
  window: (days, period) => `The last ${plural(days, "day")}, ${period}:`,
  rulesTitle: "Rules",
  noRules: "No rule watches it.",
  noneFired: (/** @type {number} */ n) =>
    n === 1 ? "Its rule has not fired." : `None of its ${formatCount(n)} rules has fired.`,
  /** @param {number} fired @param {number} all */
  fired: (fired, all) =>
    all === 1
      ? "Its rule has fired:"
      : `${formatCount(fired)} of its ${formatCount(all)} rules ${fired === 1 ? "has" : "have"} fired:`,
  /** @param {string} name @param {string | null} since */
  firedRule: (name, since) => (since ? `${name} (since ${since})` : name),
  /** @param {string} since @param {number} certain @param {number} possible @param {number} late */
  fresh(since, certain, possible, late) {
    const counts =
      possible === 0
        ? recordedIncidents(certain)
        : `${recordedIncidents(certain)} for certain, ${formatCount(possible)} possibly here`;
    return `New since ${since}: ${counts}${late > 0 ? ` (${formatCount(late)} recorded late)` : ""}`;
  },
  /** @param {string} asOf @param {{ added: number, changed: number, withdrawn: number }} counts */
  changes: (asOf, counts) => `Against the version with data as of ${asOf}: ${countsOf(counts)}.`,
  last: "Last recorded:",
  lastOthers: "Last ones that were known before:",
  none: "No recorded incidents.",
  /** @param {string} day @param {string} kind */
  on: (day, kind) => `${day}: ${kind}`,
  deaths: (/** @type {number} */ n) => plural(n, "death"),
  possible: "may be outside",
  andMore: (/** @type {number} */ n) => `and ${formatCount(n)} more`,
  mapOf: (/** @type {string} */ name) => `Map of ${name}`,
  /** @param {string} from @param {string} to */
  mapLegend: (from, to) => `Marks: ${from} to ${to}; ringed: counted here.`,
  mapSource: "Map: Natural Earth · GeoNames CC BY 4.0",
  source: (/** @type {string} */ source) => `Source: ${source}`,
  counted: (/** @type {number} */ n) => `Of ${plural(n, "recorded incident")} in all.`,
  moreRules: (/** @type {number} */ n) => (n > 0 ? `${plural(n, "fired rule")}` : ""),
  moreFresh: (/** @type {number} */ n) => (n > 0 ? `${plural(n, "new incident")}` : ""),
  moreLast: (/** @type {number} */ n) => (n > 0 ? `${plural(n, "earlier incident")}` : ""),
  map: "the map",
  leftOut: (/** @type {string[]} */ parts) => `Left out here: ${listed(parts)}.`,
  cardLeftOut: (/** @type {number} */ n) =>
    `${plural(n, "entry", "entries")} left out here for want of room.`,
};
