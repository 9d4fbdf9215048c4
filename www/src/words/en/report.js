// The reports of areas, and what all reports share.
import {
  chooseTrips,
  formatCount,
  formatDay,
  formatExpected,
  formatExpectedInTrips,
  formatInterval,
  formatKm,
  formatNumber,
  formatP,
  formatPercent,
} from "../../format.js";
import { plural, recordedIncidents } from "./plural.js";

/** @typedef {import("geobit").Change["verdict"]} Verdict */

/** Alarms that are rarer are not told apart, years. */
const MOST_YEARS = 100;

export const results = {
  notYet: "This cannot be answered yet. ",
  noKinds: "No kind of incident is chosen; choose at least one to count.",
  nothingLoaded: "No data is loaded.",
  noRecordedIncidents: "no recorded incidents",
  /** What distances are measured from, by the type of the geometry. @type {Record<string, string>} */
  measuredFrom: { Point: "centre", LineString: "line", Polygon: "area" },
  announceEmptyArea: "No recorded incidents in this area.",
  /** @param {string} verdict @param {{ certain: number, possible: number, expected: number }} counts */
  announceArea: (verdict, { certain, possible, expected }) =>
    `${verdict} ${formatCount(certain)} certain, ${formatCount(possible)} possible, ${formatExpected(expected)} inside on average.`,
  /** @param {number} count @param {import("../../format.js").Encounter} encounter */
  announceRoute: (count, encounter) =>
    `${recordedIncidents(count)} in the corridor. Encounters expected: ${formatExpectedInTrips(encounter.expected, chooseTrips([encounter]))}.`,
};

export const provenance = {
  /** Every report ends with this. The engine's notes hold it too. */
  advisory: "Derived from recorded incidents; not a risk advisory.",
  asOf: (/** @type {string} */ day) => `Data as of ${day}`,
  noLicence: "licence not stated",
  counted: (/** @type {string} */ range) => `Counted: ${range}.`,
  allDates: "all dates",
  leftOut: "What was left out, and why",
  methodTitle: "Method",
  parametersTitle: "Parameters",
  rejectedRows: (/** @type {number} */ n) =>
    `${plural(n, "row")} of the file could not be read and ${n === 1 ? "is" : "are"} left out.`,
  supersededRows: (/** @type {number} */ n) =>
    `${plural(n, "row")} replaced by a newer one with the same id.`,
  yes: "yes",
  no: "no",
  none: "none",
  notRestricted: "not restricted",
  speed: (/** @type {number} */ fromKm, /** @type {number} */ kmh) =>
    `from km ${formatNumber(fromKm)} at ${formatNumber(kmh)} km/h`,
  stop: (/** @type {number} */ km, /** @type {number} */ hours) =>
    `at km ${formatNumber(km)} for ${formatNumber(hours)} h`,
  /** Options and assumptions, by their names in `method`. @type {Record<string, string>} */
  method: {
    asOf: "Data as of",
    from: "From",
    to: "To",
    recentDays: "Recent window, days",
    baselineDays: "Baseline before it, days",
    ringsKm: "Rings, km",
    radiusKm: "Radius, km",
    kinds: "Kinds",
    actors: "Actors",
    uncertainty: "Uncertain places spread over their circle",
    corridorKm: "Corridor on either side, km",
    segmentKm: "Segment, km",
    speedKmh: "Speed, km/h",
    encounterKm: "Encounter within, km",
    halfLifeDays: "Half-life of an incident's weight, days",
    bandwidthKm: "Kernel width, km",
    stops: "Stops",
    precisionTable: "Table of location precision",
    kindTable: "Table of kinds",
    distance: "Distance",
    confidence: "Confidence level of intervals",
    departure: "Departure, UTC",
    speeds: "Speeds from a km on",
    detail: "Detail",
    counting: "How an incident counts",
    snapshot: "Snapshot",
    licence: "Licence",
    version: "Version of geobit",
    today: "Asked on",
    lang: "Language of the sentences",
    intensity: "Intensity",
    forecast: "With what is expected next",
    hindcast: "Asked about past dates, too",
  },
};

export const verdict = {
  /** @type {Record<Verdict, string>} */
  headlines: {
    more: "More recorded incidents than before",
    fewer: "Fewer recorded incidents than before",
    noClearChange: "No clear change in recorded incidents",
    tooFew: "Too few recorded incidents to say",
  },
  /** Within a sentence. @type {Record<Verdict, string>} */
  phrases: {
    more: "more than before",
    fewer: "fewer than before",
    noClearChange: "no clear change",
    tooFew: "too few to say",
  },
  interval: (/** @type {number} */ confidence) => `${formatNumber(100 * confidence)} % interval`,
  /** @param {{ count: number, days: number, from: string, to: string }} recent @param {{ count: number, days: number }} baseline */
  counts: (recent, baseline) =>
    `${formatCount(recent.count)} in the ${plural(recent.days, "day")} from ${formatDay(recent.from)} to ${formatDay(recent.to)}; the ${plural(baseline.days, "day")} before had ${formatCount(baseline.count)}`,
  noneInEither: (/** @type {string} */ counts) => `${counts}: no recorded incidents in either.`,
  /** Where the baseline has none, so that there is no ratio. @param {string} counts @param {number} low @param {number} p */
  withoutRatio: (counts, low, p) =>
    `${counts}: {interval} of the ratio from ${formatNumber(low)} upwards (${formatP(p)}).`,
  /** @param {string} counts @param {number} usual expected in the recent window @param {[number, number | null]} interval @param {number} p */
  withRatio: (counts, usual, interval, p) =>
    `${counts}, which makes ${formatNumber(usual)} in as many days. {ratio} the rate, {interval} ${formatInterval(interval)} (${formatP(p)}).`,
  times: (/** @type {number} */ ratio) => `${formatNumber(ratio)} times`,
  weeksVary: "Weeks vary more than chance",
  widened: (/** @type {[number, number | null]} */ interval, /** @type {number} */ p) =>
    `{weeksVary}: widened for that, ${formatInterval(interval)} (${formatP(p)}). The verdict goes by this.`,
  shrunkTerm: "Drawn towards 1",
  shrunk: (/** @type {number} */ ratio) =>
    `{term} for how little was recorded: ${formatNumber(ratio)} times the rate.`,
  withPossibleTerm: "With the possible ones",
  withPossible: (/** @type {string} */ change) => `{term}: ${change}.`,
  noPossible: "there are none in the two windows",
  /** What the ratio may be; `null` where nothing bounds it. @param {number | null} lower @param {number | null} upper */
  possibleRange: (lower, upper) => {
    if (lower === null) return "no ratio, as none is recorded in the days before";
    return upper === null
      ? `at least ${formatNumber(lower)} times the rate, by which of them are inside`
      : `${formatNumber(lower)} to ${formatNumber(upper)} times the rate, by which of them are inside`;
  },
  /** @param {{ rounds: number, more: number, fewer: number }} draws */
  draws: ({ rounds, more, fewer }) =>
    `Drawn by their shares, ${formatCount(more)} of ${formatCount(rounds)} draws say more than before, and ${formatCount(fewer)} fewer`,
  trendTooFew: "too few weeks to say.",
  /** @param {string} day */
  recordBegins: (day) => `too few weeks to say: the record begins on ${formatDay(day)}.`,
  /** @param {string} counts @param {string} day */
  usualUnknown: (counts, day) =>
    `${counts}. The record begins on ${formatDay(day)}, too late to say what is usual.`,
  trendNotClear: (/** @type {number} */ weeks) => `no clear trend over ${weeks} weeks.`,
  trendTest: (/** @type {number} */ weeks, /** @type {number} */ p) =>
    `{term}, Mann–Kendall: ${formatP(p)} over ${weeks} weeks.`,
  /** @param {"rising" | "falling"} direction @param {number} weeks @param {number} perWeek */
  trend: (direction, weeks, perWeek) =>
    `${direction} over ${weeks} weeks${perWeek === 0 ? "" : `, ${perWeek > 0 ? "+" : "−"}${formatNumber(Math.abs(perWeek))} a week by the median`}.`,
  /** @param {string} since day @param {string} terms */
  alarmRinging: (since, terms) => `ringing since the week of ${formatDay(since)}; ${terms}.`,
  /** @param {string} last day @param {string} terms */
  alarmRang: (last, terms) => `silent now; it last rang in the week of ${formatDay(last)}; ${terms}.`,
  alarmSilent: (/** @type {string} */ terms) => `silent throughout; ${terms}.`,
  /** @param {number} expected a week @param {number} years */
  alarmTerms: (expected, years) =>
    `${formatNumber(expected)} a week expected; by chance alone it rings ${years >= MOST_YEARS ? `less than once in ${MOST_YEARS} years` : `about once in ${formatNumber(years)} years`}`,
};

export const charts = {
  weeklyLabel: (/** @type {string} */ start, /** @type {string} */ highest) =>
    `Recorded incidents per week from ${formatDay(start)}: ${highest}.`,
  weeklyNone: "no recorded incidents",
  weeklyHighest: (/** @type {number} */ count, /** @type {string} */ week) =>
    `the most in one week is ${count}, in the week of ${formatDay(week)}`,
  week: (/** @type {string} */ week, /** @type {number} */ count) =>
    `Week of ${formatDay(week)}: ${plural(count, "recorded incident")}`,
  /** @param {string} start @param {number} highest @param {string} recentFrom */
  sparkline: (start, highest, recentFrom) =>
    `Recorded incidents per week from ${formatDay(start)}: at most ${highest}; the recent window begins on ${formatDay(recentFrom)}.`,
  strip: "Exposure along the route; the list below has its worst stretches.",
  stripStart: "km 0",
  /** @param {number} fromKm @param {number} toKm @param {number} count */
  segment: (fromKm, toKm, count) =>
    `km ${formatNumber(fromKm)}–${formatNumber(toKm)}: ${plural(count, "recorded incident")} in the corridor`,
};

export const geofence = {
  certain: "certain",
  certainNote: "recorded inside",
  possible: "possible",
  possibleNote: "place uncertain, may be inside",
  expected: "inside on average",
  expectedNote: "sum of all shares inside",
  none: "No recorded incidents in this area and time range. A quiet record is not the same as a quiet place.",
  size: (/** @type {number} */ areaKm2, /** @type {string} */ period) =>
    `Recorded incidents in ${formatNumber(areaKm2)} km², ${period}.`,
  windowsTitle: "Recent, and the time before",
  intervalsTitle: "Rates and their intervals",
  lastDays: (/** @type {number} */ days) => `Last ${days} days`,
  /** Where the data are so old that the last days are not the last ones. */
  recentDays: (/** @type {number} */ days) => `${days} days`,
  daysBefore: (/** @type {number} */ days) => `${days} days before`,
  daysBeforeShort: (/** @type {number} */ days) => `${days} before`,
  recorded: "Recorded incidents",
  perDay: "Per day",
  interval: "Interval",
  widened: "Widened",
  onlyCertain: "Here and below only certain incidents count.",
  dispersion: (/** @type {number} */ index) =>
    ` The weeks of the baseline vary more than chance would make them: index of dispersion ${formatNumber(index)}.`,
  weeksTitle: "Week by week",
  hatched: (/** @type {number} */ weeks) =>
    `Hatched: the last ${plural(weeks, "week")}. Recent records are incomplete; reports still arrive. `,
  shadedTerm: "Shaded",
  shaded: (/** @type {[number, number]} */ [low, high]) =>
    `{shaded}: ${low} to ${high} a week, as usual at the rate of the baseline.`,
  trendTerm: "Trend",
  alarmTerm: "Alarm",
  labelled: (/** @type {string} */ text) => `{term}: ${text}`,
  recencyTitle: "Since the last one",
  lastDayTerm: "The last day of the data",
  onLastDay: "{term} has the last certain incident.",
  sinceTerm: (/** @type {number} */ days) => plural(days, "day"),
  sinceLast: "{term} since the last certain incident.",
  medianGap: (/** @type {number} */ days) =>
    ` Half the gaps between incidents are up to ${plural(days, "day")}.`,
  quiet: (/** @type {number} */ probability) =>
    ` At the rate before it, ${formatPercent(probability)} of gaps would be at least as long.`,
  kindsTitle: "By kind",
  kind: "Kind",
  ringsTitle: (/** @type {string} */ from) => `By distance from the ${from}`,
  distance: "Distance",
  ringUpTo: (/** @type {number} */ km) => `up to ${formatNumber(km)} km`,
  ring: (/** @type {number} */ fromKm, /** @type {number} */ toKm) =>
    `${formatNumber(fromKm)} to ${formatNumber(toKm)} km`,
  nearestTitle: (/** @type {string} */ from) => `Nearest to the ${from}`,
  nearestMore: "More of the nearest",
  nearestIn: (/** @type {string} */ from) => `in the ${from}`,
  nearestAt: (/** @type {number} */ km, /** @type {string} */ direction) => `${formatKm(km)} ${direction}`,
  locatedWithin: (/** @type {number} */ km) => ` · located within ${formatKm(km)}`,
  // Questions that have a button.
  computing: "Computing…",
  notAnswered: (/** @type {string} */ reason) => `This could not be answered. ${reason}`,
  repeatsTitle: "Near repeats",
  repeatsButton: "Look for near repeats",
  repeatsUntested: "Nothing was tested.",
  repeatsLeftOut: (/** @type {number} */ n) =>
    ` ${plural(n, "incident")} located less exactly than that left out.`,
  repeatsTooFew: (/** @type {number} */ n) => `${plural(n, "incident")} in both windows: too few to test.`,
  repeatsTooMany: (/** @type {number} */ n) =>
    `${plural(n, "incident")} in both windows: too many pairs to test.`,
  repeatsTerm: "Pairs of incidents",
  /** @param {NonNullable<import("geobit").GeofenceReport["repeat"]>} repeat */
  repeats: ({ km, days, observed, expected }) =>
    `{pairs} at most ${formatNumber(km)} km and ${plural(days, "day")} apart: ${formatCount(observed)}, where chance would make ${formatNumber(expected)}.`,
  /** @param {NonNullable<import("geobit").GeofenceReport["repeat"]>} repeat @param {number} p */
  repeatsTest: ({ permutations, seed }, p) =>
    `Knox test: ${formatP(p)}, ${formatCount(permutations)} shuffles, seed ${seed}.`,
  compareTitle: "All areas",
  compareButton: (/** @type {number} */ areas) => `Compare all ${areas} areas`,
  compareProgress: (/** @type {number} */ done, /** @type {number} */ total) => `${done} of ${total} areas`,
  rank: "Rank",
  evenedPerDay: "Per day, evened out",
  notCovered: "not covered by the data",
  change: "Change",
  compareCaption: "Of the recent window. Where ranks overlap, the difference may be chance.",
  ranks: (/** @type {string} */ best, /** @type {string} */ worst) => `${best} to ${worst}`,
  shrunk:
    "Rates are shrunk towards the mean of all areas. The q of each change is its p, corrected for the number of areas.",
  q: (/** @type {string} */ name, /** @type {number} */ q) => `${name}: q ${formatPercent(q)}`,
};
