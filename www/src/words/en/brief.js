// The movement brief, on paper and in its files.
import {
  formatCount,
  formatDay,
  formatExpectedInTrips,
  formatHours,
  formatKm,
  formatNumber,
  formatTrips,
} from "../../format.js";
import { capitalized, plural } from "./plural.js";

/** @typedef {{ count: number, days: number }} Counted */

export const brief = {
  // The dialog.
  gathering: "Gathering the brief…",
  failed: (/** @type {string} */ reason) => `The brief could not be made. ${reason}`,
  noKinds: "No kind of incident is chosen.",
  tooShort: "Too little of the route is drawn; it needs two places.",
  print: "Print or save as PDF",
  reveals:
    "The page and all files contain this route, its name, its times, and the places of incidents beside it; the page and the text also what is typed in.",
  text: "Text",
  picture: "Picture",
  saved: "Saved.",
  close: "Close",
  fileName: (/** @type {string} */ route) => `Movement brief ${route}`,

  // Times.
  onDate: (/** @type {string} */ time, /** @type {string} */ date) => `${time} on ${date}`,
  daysLater: (/** @type {string} */ time, /** @type {number} */ days) => `${time} +${days}\u00a0d`,
  minutes: (/** @type {number} */ n) => `${n} min`,
  hoursMinutes: (/** @type {number} */ hours, /** @type {string} */ minutes) =>
    `${hours} h${minutes ? ` ${minutes} min` : ""}`,
  after: (/** @type {string} */ duration) => `+ ${duration}`,

  // Daylight.
  beforeSunset: (/** @type {string} */ time, /** @type {string} */ clock) =>
    `${time} before sunset (${clock})`,
  afterSunrise: (/** @type {string} */ time, /** @type {string} */ clock) =>
    `${time} after sunrise (${clock})`,
  noSunset: "in daylight: the sun does not set there on that day",
  darkBeforeSunrise: (/** @type {string} */ time, /** @type {string} */ clock) =>
    `in the dark, ${time} before sunrise (${clock})`,
  darkAfterSunset: (/** @type {string} */ time, /** @type {string} */ clock) =>
    `in the dark, ${time} after sunset (${clock})`,
  noSunrise: "in the dark: the sun does not rise there on that day",
  arrives: (/** @type {string} */ time, /** @type {string} */ light) => `Arrives ${time}, ${light}.`,
  leaves: (/** @type {string} */ time, /** @type {string} */ light) => `Leaves ${time}, ${light}.`,
  allInDaylight: "All of it is driven in daylight.",
  drivenInDark: (/** @type {string} */ parts) => `Driven in the dark: ${parts}.`,
  stoppedInDark: (/** @type {string} */ parts) => `Stopped in the dark: ${parts}.`,
  darkDrive: (/** @type {number} */ fromKm, /** @type {number} */ toKm, /** @type {string} */ time) =>
    `km ${formatNumber(fromKm)}–${formatNumber(toKm)} (${time})`,
  darkStop: (/** @type {number} */ km, /** @type {string} */ time) => `km ${formatNumber(km)} (${time})`,
  moreTimes: (/** @type {string} */ parts, /** @type {number} */ more) => `${parts} and ${more} more times`,
  day: "day",
  dark: "dark",
  darkFor: (/** @type {string} */ hours) => `dark ${hours}`,
  stop: "Stop",

  // The sheet.
  title: (/** @type {string} */ route) => `Movement brief: ${route}`,
  noDeparture: "No departure set",
  departure: (/** @type {string} */ day, /** @type {string} */ time) => `${day}, ${time}`,
  way: (/** @type {string} */ from, /** @type {string} */ to) => `${from} → ${to}`,
  size: (/** @type {number} */ lengthKm, /** @type {number} */ hours) =>
    `${formatKm(lengthKm)}, ${formatHours(hours)}`,
  noMap: "The map could not be drawn.",
  noDaylight: "Without a departure, nothing is said of daylight.",
  mapOf: (/** @type {string} */ way) => `Map of the route ${way}`,
  mapLegend: (/** @type {number} */ days) =>
    `Dark: most exposed. Numbers: worst stretches. Marks: the ${days} days up to the date of the data; ringed: along the route. Dashed: alternatives.`,
  mapCredit: "Natural Earth · GeoNames CC BY 4.0 · MapLibre",
  north: "N",
  scale: (/** @type {number} */ km) => `${formatCount(km)} km`,
  asOf: (/** @type {string} */ day, /** @type {string} */ age) => `Data as of ${formatDay(day)}${age}`,
  ageToday: ", the day of departure",
  ageBefore: (/** @type {number} */ days) => `, ${plural(days, "day")} before departure`,
  ageAfter: ", after the departure",
  /** @param {number} expected @param {number} trips @param {unknown} km */
  encounter: (expected, trips, km) =>
    `${formatExpectedInTrips(expected, trips)}: recorded incidents expected within ${km} km of the convoy, if the recent pattern holds.`,
  /**
   * @param {object} recent
   * @param {number} recent.certain @param {number} recent.possible
   * @param {boolean} recent.atMost some of the possible may be counted twice
   * @param {number} recent.farther possible ones that are not listed
   * @param {number} recent.days @param {string} recent.from @param {string} recent.to
   * @param {unknown} recent.km @param {Counted} recent.baseline @param {string} recent.change
   * @param {number | null} recent.daysSinceLast said if there is no certain one
   */
  recent: ({ certain, possible, atMost, farther, days, from, to, km, baseline, change, daysSinceLast }) =>
    [
      certain === 0 ? "No recorded incidents are" : formatCount(certain),
      ` certainly within ${km} km of the route in the ${days} days ${formatDay(from)} – ${formatDay(to)}, `,
      possible === 0 ? "none" : `${atMost ? "up to " : ""}${formatCount(possible)}`,
      ` possibly; ${baseline.count === 0 ? "none" : formatCount(baseline.count)} certainly in the ${formatCount(baseline.days)} days before: ${change}.`,
      certain === 0 && daysSinceLast !== null
        ? ` The last certain one was ${plural(daysSinceLast, "day")} before the date of the data; a quiet record is not the same as a quiet road.`
        : "",
      farther > 0
        ? ` ${formatCount(farther)} of the possible ones, recorded farther off, are not listed.`
        : "",
    ].join(""),
  blockadesNone: (/** @type {number} */ days) =>
    `No recorded blockades, checkpoints or extortion among them in ${days} days.`,
  /** @param {Counted} recent @param {Counted} baseline */
  blockades: (recent, baseline) =>
    `Blockades, checkpoints and extortion among them: ${formatCount(recent.count)} in these ${recent.days} days, ${formatCount(baseline.count)} in the ${baseline.days} before.`,
  none: "none",
  possible: "possible",
  countPossible: (/** @type {number} */ n) => `${formatCount(n)} possible`,
  lastNone: "none certain",
  lastToday: "on the last day",
  lastDays: (/** @type {number} */ days) => plural(days, "day"),
  countsNone: (/** @type {number} */ days) => `none certain in ${days} days`,
  /** @param {Counted} recent @param {Counted} baseline */
  counts: (recent, baseline) =>
    `${formatCount(recent.count)} in ${recent.days} days, ${formatCount(baseline.count)} in ${baseline.days} before`,
  change: (/** @type {string} */ counts, /** @type {string} */ phrase) => `${counts}: ${phrase}`,
  /** Where the verdict does not hold among all stretches. */
  byItself: " by itself",

  // The route card and the worst stretches.
  card: "Route card",
  cardColumns: (/** @type {string | null} */ clock) => [
    ...["Place", "km", "Leg", "h:min", "km/h"],
    ...[`Arrives, ${clock ?? "after"}`, "Leaves", "Light"],
  ],
  stretches: "Worst stretches",
  stretchColumns: ["", "km", "Share", "In the corridor", "Last"],
  noStretches:
    "None: no recorded incidents near the route in the months before the date of the data. A quiet record is not the same as a quiet road.",
  stretchesNote: (/** @type {number} */ more) =>
    `${more > 0 ? `${formatCount(more)} more in the files. ` : ""}Share of the expected encounters, stops included.`,
  stretch: (/** @type {number} */ number) => `Stretch ${number}`,
  leg: (/** @type {string} */ from, /** @type {string} */ to) => `${from} – ${to}`,

  // The incidents.
  incidents: (/** @type {string} */ period) => `Recorded along it, ${period}`,
  incidentColumns: ["Date", "km", "Off, km", "Kind", "Place", "Deaths"],
  moreIncidents: (/** @type {number} */ n) => `and ${formatCount(n)} more on the pages that follow.`,
  continued: (/** @type {string} */ route) => `Movement brief: ${route}, continued`,
  recordColumn: "Record",

  // Check-ins.
  checkIns: "Check-in times",
  noCheckIns: "With a departure set, the times to check in stand here.",
  overdue: "overdue",
  overdueCount: (/** @type {number} */ n) => `${plural(n, "check-in")} overdue.`,
  offLittle: "< 0.1",
  placeUnnamed: "place not named",
  deathsUnknown: "–",

  // Where the data do not cover the route.
  notCovered: "not covered by the data",

  // The alternatives.
  alternatives: "Alternatives drawn",
  noAlternatives: "None: no other route is drawn, zones apart.",
  notComparable: (/** @type {string} */ reason) => `They could not be compared. ${reason}`,
  problemOf: (/** @type {string} */ route, /** @type {string} */ problem) => `${route}: ${problem}`,
  alternativeColumns: (/** @type {number} */ trips) => [
    ...["Route", "Length", "Time"],
    capitalized(formatTrips(trips)),
  ],
  alternativesNote: (/** @type {number} */ notCompared) =>
    `Encounters expected, as planned or at this speed, and the difference from this route.${notCompared > 0 ? ` ${formatCount(notCompared)} more are not compared.` : ""}`,
  dominatedNote: "No better: takes no less time and expects no fewer encounters.",
  /** The difference of another route from this one. */
  against: {
    more: "clearly less",
    less: "clearly more",
    noClearDifference: "no clear difference",
    differentEnds: "not compared: its ends are others",
  },
  difference: (/** @type {string} */ verdict, /** @type {string} */ low, /** @type {string} */ high) =>
    `${verdict}: ${low} to ${high}`,
  dominated: (/** @type {boolean} */ clearly, /** @type {string} */ by, /** @type {number} */ others) =>
    `${clearly ? "Clearly no" : "No"} better than ${by}${others > 0 ? ` and ${plural(others, "other")}` : ""}.`,
  sharesRoad: (/** @type {number} */ km, /** @type {number} */ lengthKm) =>
    `${formatNumber(km)} of its ${formatKm(lengthKm)} run along this route.`,
  sharesNoRoad: "None of it runs along this route.",

  // What to keep in mind.
  notes: "To keep in mind",
  /** As the engine says it where a departure is set; it is true without one as well. */
  daysOnly: "The data tell days and not hours: the exposure is the same at any hour of departure.",
  onlyKinds: (/** @type {string[]} */ labels) =>
    `Only these kinds are counted: ${labels.join(", ").toLowerCase()}.`,
  clockNote: (/** @type {string} */ clock) =>
    `Times are ${clock} the whole way. Dark: the sun's upper edge is below a level horizon.`,
  placesNote: (/** @type {number} */ km) =>
    `Places: towns of this map within ${km} km of the route. Times do not include closed roads, checkpoints and breakdowns.`,
  /** @param {string} intensity a sentence @param {unknown} corridorKm @param {unknown} version */
  method: (intensity, corridorKm, version) =>
    `Exposure: ${intensity} Corridor ${corridorKm} km on either side. Silence in the record is not a finding. geobit ${version}.`,

  // What only people can fill in.
  form: "To be filled in by people",
  fields: /** @type {[title: string, hint: string][]} */ ([
    ["Sender", "name, telephone"],
    ["Destination", "who receives it, telephone"],
    ["Journey manager", "name, telephone"],
    ["Drivers and passengers", "names, rest"],
    ["Vehicles and cargo", "plates, fuel, spares"],
    ["Contacts", "channels, call signs, numbers"],
    ["Overdue action", "when, who, what"],
    ["No-go and turn-back points", "where, why"],
    ["Havens", "where, contact"],
    ["Medical", "kit, nearest hospital, evacuation"],
  ]),
  signatures: ["Prepared by, date", "Approved by, date"],
};
