// The report of a route: its exposure, its worst stretches and the status of its corridor.
import { formatCount, formatNumber, formatP, formatPercent, formatPeriod } from "../../format.js";
import { plural } from "./plural.js";

const kmRange = (/** @type {number} */ fromKm, /** @type {number} */ toKm) =>
  `km ${formatNumber(fromKm)}–${formatNumber(toKm)}`;

/** @typedef {{ count: number, days: number }} Counted */
/** @typedef {Counted & { from: string, to: string }} CountedFrom */

export const route = {
  length: "length",
  driving: "driving",
  pace: (/** @type {unknown} */ kmh, /** @type {boolean} */ hasStops) =>
    `at ${kmh} km/h, ${hasStops ? "with" : "without"} stops`,
  paceWithSpeeds: (/** @type {boolean} */ hasStops) =>
    `at the speeds set, ${hasStops ? "with" : "without"} stops`,
  inCorridor: "in the corridor",
  within: (/** @type {unknown} */ km) => `recorded within ${km} km`,
  none: "No recorded incidents in this corridor and time range. A quiet record is not the same as a quiet road.",
  exposureTitle: "Exposure along the route",
  less: "less",
  more: "more exposed: each step doubles",
  worstLegend: "worst stretches, between such lines on the map",
  mean: "Mean",
  meanUnit: "{value} per 1,000 km² and day",
  highest: "Highest",
  /** @param {number} km @param {string} town may be empty */
  peak: (km, town) => `{value} at km ${formatNumber(km)}, ${town} {place}`,
  weights: (/** @type {unknown} */ halfLifeDays, /** @type {unknown} */ bandwidthKm) =>
    `Recorded incidents near the road. Each weighs half after ${halfLifeDays} days and is spread over about ${bandwidthKm} km.`,
  fittedWeights:
    "Recorded incidents near the road, the newer and the nearer ones more: how much more is fitted to this record.",
  tripTitle: "On a trip like this",
  encounter: (/** @type {unknown} */ encounterKm) =>
    `{expected}: {term} within ${encounterKm} km of the convoy, if the recent pattern holds.`,
  encounterTerm: "recorded incidents expected",
  kmRange,
};

export const stretches = {
  title: "Worst stretches",
  half: "Together they hold half of the trip's expectation.",
  more: (/** @type {number} */ n) => `and ${n} more`,
  shareTerm: "Share",
  recordedTerm: "recorded",
  changeTerm: "change",
  qTerm: "q-value",
  /** @param {string[]} parts */
  qOfEach: (parts) => `{q} of the change of each worst stretch: ${parts.join("; ")}.`,
  qOf: (/** @type {string} */ place, /** @type {number} */ q) => `${place}: ${formatPercent(q)}`,
  legend:
    "{share} of the route's expectation; {recorded} in the time range shown, certainly in the corridor; {change} against the stretch's own past. Small chart: incidents a week, the recent window shaded.",
  none: "No recorded incidents",
  recorded: (/** @type {number} */ n) => plural(n, "recorded incident"),
  possible: (/** @type {number} */ n) => `${formatCount(n)} possible`,
  newest: (/** @type {number} */ days) =>
    days === 0
      ? "the newest on the last day of the data"
      : `the newest ${plural(days, "day")} before the date of the data`,
  sentence: (/** @type {string[]} */ parts) => `${parts.join(", ")}.`,
  kind: (/** @type {string} */ label, /** @type {number} */ n) => `${label.toLowerCase()} ${formatCount(n)}`,
  otherKinds: (/** @type {number} */ n) => `others ${formatCount(n)}`,
  /** @param {string} headline @param {CountedFrom} recent @param {Counted} baseline */
  change: (headline, recent, baseline) =>
    `${headline}: ${formatCount(recent.count)} in ${formatPeriod(recent.from, recent.to)}, ${formatCount(baseline.count)} in the ${formatCount(baseline.days)} days before.`,
};

export const status = {
  title: "Corridor status",
  hatched: "Hatched: recent records are incomplete. ",
  shadedTerm: "Shaded",
  shaded: "{shaded}: as usual at the rate of the baseline.",
  activeWeeks: "Active weeks",
  weeksOf: (/** @type {number} */ active, /** @type {number} */ all) => `${formatCount(active)} of ${all}`,
  trend: "Trend",
  alarm: "Alarm",
  last: "Last one",
  blockades: "Blockades",
  spells: "Staying power",
  spellsNone: "No blockade goes on.",
  spellsPresent: (/** @type {number} */ weeks) =>
    `Blockades have been recorded for ${plural(weeks, "week")} without a break of three weeks.`,
  spellsTooFew: (/** @type {number} */ past) =>
    `${past === 0 ? "No earlier spell is" : `${plural(past, "earlier spell")} ${past === 1 ? "is" : "are"}`} recorded: too few to say how long they last.`,
  /** @param {number} past @param {number | null} median @param {number} longest */
  spellsPast: (past, median, longest) =>
    `Of ${plural(past, "earlier spell")} the longest lasted ${plural(longest, "week")}; half ${median === null ? "lasted longer than any that is over" : `were over after ${plural(median, "week")}`}.`,
  spellsAsLong: (/** @type {number} */ spells, /** @type {number} */ wentOn) =>
    spells === 0
      ? "None of them lasted as long as this one."
      : `Of ${formatCount(spells)} that lasted as long as this one, ${formatCount(wentOn)} went on for four weeks more.`,
  repeatedTitle: "Segments hit repeatedly",
  days: "Days",
  incidents: "Incidents",
  daysSince: "Days since",
  repeatedCaption: (/** @type {number} */ more) =>
    `With recorded incidents on several days of both windows, most days first${more > 0 ? `; ${formatCount(more)} more not shown` : ""}.`,
  /**
   * @param {number | null} days since the last incident, `null` if there is none
   * @param {number} allDays of the data
   * @param {boolean} mayHold whether incidents whose place is uncertain may be in the corridor
   * @param {boolean} isOfSomeKinds
   */
  silence: (days, allDays, mayHold, isOfSomeKinds) =>
    `No recorded incidents${isOfSomeKinds ? " of the chosen kinds" : ""} in the corridor ${days === null ? `in all ${plural(allDays, "day")} of the data` : `in ${plural(days, "day")}`}${mayHold ? ", apart from those whose place is too uncertain to say" : ""}. That is a gap in the record; it does not say that the road is open.`,
  laplaceNone: "No recorded incidents to tell a trend by.",
  laplaceTest: (/** @type {number} */ z, /** @type {number} */ p) =>
    `z ${formatNumber(z).replace("-", "−")}, ${formatP(p)}`,
  laplaceTerm: "Crowding, Laplace",
  laplace: (/** @type {string} */ test) => `{term}: ${test}.`,
  laplaceNotClear: "No clear trend.",
  laplaceLate: "Incidents crowd towards the end.",
  laplaceEarly: "Incidents crowd towards the beginning.",
  lastNone: "No recorded incidents in the corridor.",
  lastToday: "On the last day of the data.",
  lastAgo: (/** @type {number} */ days) => `${plural(days, "day")} before the date of the data.`,
  lastAgoQuiet: (/** @type {number} */ days, /** @type {number} */ probability) =>
    `${status.lastAgo(days)} At the rate before it, ${formatPercent(probability)} of gaps would be at least as long.`,
  blockadesUnknown: "This data cannot contain blockades: their absence here says nothing.",
  blockadesNotChosen: "Not counted with the kinds chosen.",
  /** @param {CountedFrom} recent @param {Counted} baseline */
  blockadesCount: (recent, baseline) =>
    `${formatCount(recent.count)} in ${formatPeriod(recent.from, recent.to)}, ${formatCount(baseline.count)} in the ${formatCount(baseline.days)} days before; checkpoints and extortion are included.`,
};
