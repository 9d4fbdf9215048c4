// A brief as plain records, for GeoJSON and CSV alike. Numbers stay numbers; times have their offset from UTC.
import { describeFilter } from "../panels/filtered.js";
import { words } from "../words/index.js";
import { isoTime, MS_PER_HOUR } from "./clock.js";
import { wrapLongitude } from "./longitude.js";
import { describeDaylight } from "./schedule.js";
import {
  describeBeside,
  describeBlockades,
  describeEncounter,
  describeMethod,
  describeRecent,
  describeSource,
  describeWay,
  listForecast,
  listNotes,
} from "./sentences.js";

/** @typedef {import("./content.js").Brief} Brief */
/** @typedef {string | number | null} Cell */
/** @typedef {{ part: string, geometry: GeoJSON.Geometry | null } & Record<string, any>} BriefRecord */

/** @param {Brief} brief @returns {BriefRecord[]} */
export const listRecords = (brief) => [
  routeRecord(brief),
  ...brief.schedule.passages.map((at) => placeRecord(brief, at)),
  ...brief.schedule.legs.map((leg) => legRecord(brief, leg)),
  ...brief.schedule.dark.map((part) => darkRecord(brief, part)),
  ...(brief.isCovered ? brief.report.stretches.map((one, i) => stretchRecord(brief, one, i)) : []),
  ...brief.recent.near.map(incidentRecord),
  ...brief.alternatives.map((one) => alternativeRecord(brief, one)),
  ...listSentences(brief).map(([name, text]) => ({ part: "text", geometry: null, name, text })),
  ...Object.entries(brief.report.method).map(([name, value]) => ({
    ...{ part: "method", geometry: null, name },
    text: value !== null && typeof value === "object" ? JSON.stringify(value) : String(value ?? ""),
  })),
];

/** Returns the time some hours after departure, or an empty text without a departure. @param {Brief} brief @param {number} hours */
const timeAfter = ({ schedule: { departure, offset } }, hours) =>
  departure === null ? "" : isoTime(departure + hours * MS_PER_HOUR, offset);

/** @param {Brief} brief @returns {BriefRecord} */
function routeRecord(brief) {
  const { report, line, name } = brief;
  const [low, high] = report.encounter.interval;
  return {
    ...{ part: "route", name, fromKm: 0, toKm: report.lengthKm },
    ...{ distanceKm: report.lengthKm, hours: report.hours },
    ...{ arrives: timeAfter(brief, report.hours), leaves: timeAfter(brief, 0) },
    ...(brief.isCovered && { expected: report.encounter.expected, expectedLow: low, expectedHigh: high }),
    geometry: { type: "LineString", coordinates: line.map(toGlobe) },
  };
}

/** @param {Brief} brief @param {import("./schedule.js").Passage} at @returns {BriefRecord} */
const placeRecord = (brief, { name, lon, lat, km, arrives, leaves, dark }) => ({
  ...{ part: "place", name, fromKm: km, toKm: km, hoursAfterDeparture: arrives, hours: leaves - arrives },
  ...{ arrives: timeAfter(brief, arrives), leaves: timeAfter(brief, leaves) },
  light: dark === null ? "" : dark ? "dark" : "day",
  geometry: { type: "Point", coordinates: toGlobe([lon, lat]) },
});

/** @param {Brief} brief @param {number} fromKm @param {number} toKm @returns {GeoJSON.Geometry} */
const geometryBetween = ({ schedule }, fromKm, toKm) =>
  fromKm === toKm
    ? { type: "Point", coordinates: toGlobe(schedule.placeAt(fromKm)) }
    : { type: "LineString", coordinates: schedule.stretchBetween(fromKm, toKm).map(toGlobe) };

/** Wraps the longitude and rounds to a tenth of a millimetre, beyond which digits mean nothing. @param {GeoJSON.Position} at */
const toGlobe = ([lon, lat]) => [wrapLongitude(lon), lat].map((degrees) => Math.round(degrees * 1e9) / 1e9);

/** @param {Brief} brief @param {import("./schedule.js").Leg} leg @returns {BriefRecord} */
const legRecord = (brief, { from, to, distanceKm, hours, darkHours }) => ({
  ...{
    part: "leg",
    name: words.brief.leg(from.name, to.name),
    fromKm: from.km,
    toKm: to.km,
    distanceKm,
    hours,
  },
  ...{ speedKmh: hours > 0 ? distanceKm / hours : null, darkHours },
  ...{ leaves: timeAfter(brief, from.leaves), arrives: timeAfter(brief, to.arrives) },
  geometry: geometryBetween(brief, from.km, to.km),
});

/** @param {Brief} brief @param {import("./timeline.js").Piece} piece @returns {BriefRecord} */
const darkRecord = (brief, { fromKm, toKm, fromHours, toHours, stop }) => ({
  ...{ part: stop ? "stop in the dark" : "driven in the dark", fromKm, toKm, light: "dark" },
  ...{ distanceKm: toKm - fromKm, hours: toHours - fromHours },
  ...{ leaves: timeAfter(brief, fromHours), arrives: timeAfter(brief, toHours) },
  geometry: geometryBetween(brief, fromKm, toKm),
});

/** @param {Brief} brief @param {import("geobit").Stretch} one @param {number} i @returns {BriefRecord} */
const stretchRecord = (brief, one, i) => ({
  ...{ part: "stretch", name: words.brief.stretch(i + 1), fromKm: one.fromKm, toKm: one.toKm },
  ...{ distanceKm: one.toKm - one.fromKm, share: one.share, certain: one.count, possible: one.possible },
  ...{ daysSinceLast: one.daysSinceLast, expected: one.expected },
  ...{ recent: one.recent.count, baseline: one.baseline.count, verdict: one.change.verdict, q: one.q },
  geometry: geometryBetween(brief, one.fromKm, one.toKm),
});

/** @param {import("./content.js").Near} near @returns {BriefRecord} */
function incidentRecord({ incident, km, offKm, possible }) {
  const { id, start, end, kind, place, admin1, fatalities, uncertaintyKm, lon, lat, headline, source } =
    incident;
  return {
    ...{ part: "incident", name: id, fromKm: km, toKm: km, offRoadKm: offKm, date: start, lastDate: end },
    ...{ kind, place: place || admin1, deaths: fatalities.best, uncertaintyKm, text: headline, source },
    ...(possible ? { certain: 0, possible: 1 } : { certain: 1, possible: 0 }),
    geometry: lon === null || lat === null ? null : { type: "Point", coordinates: [lon, lat] },
  };
}

/** The difference is that of the other route from this one. @param {Brief} brief @param {import("./content.js").Alternative} route @returns {BriefRecord} */
function alternativeRecord(brief, route) {
  const { name, lengthKm, hours, expected, interval, against } = route;
  const [low, high] = interval;
  return {
    ...{ part: "alternative", geometry: null, name, distanceKm: lengthKm, hours },
    ...(route.isCovered && { expected, expectedLow: low, expectedHigh: high }),
    text: [!route.isCovered && words.brief.notCovered, describeBeside(route)].filter(Boolean).join(". "),
    ...(against &&
      brief.isCovered &&
      route.isCovered && {
        ...{ difference: -against.difference, q: against.q, verdict: REVERSED[against.verdict] },
        ...(against.interval && {
          ...{ differenceLow: -against.interval[1], differenceHigh: -against.interval[0] },
        }),
      }),
  };
}
const REVERSED = {
  ...{ more: "less", less: "more", noClearDifference: "noClearDifference", differentEnds: "differentEnds" },
};

/** @param {Brief} brief @returns {[name: string, text: string][]} */
export const listSentences = (brief) => allSentences(brief).filter(([, text]) => text);

/** What the record says of the route. @param {Brief} brief @returns {[name: string, text: string][]} */
const recordSentences = (brief) => [
  ["verdict", brief.report.status.verdictText],
  ["encounter", describeEncounter(brief)],
  ...listForecast(brief).map((text) => /** @type {[string, string]} */ (["next", text])),
  ["recent", describeRecent(brief)],
  ["blockades", describeBlockades(brief) ?? ""],
];

/** @param {Brief} brief @returns {[name: string, text: string][]} */
const allSentences = (brief) => [
  ["filter", describeFilter(brief.summary)],
  ["coverage", brief.report.coverage.words],
  ["way", describeWay(brief)],
  ["source", describeSource(brief)],
  ["roads", brief.roads?.words ?? ""],
  ...brief.zones.map((text) => /** @type {[string, string]} */ (["zones", text])),
  ...describeDaylight(brief.schedule).map((text) => /** @type {[string, string]} */ (["daylight", text])),
  ...(brief.isCovered ? recordSentences(brief) : []),
  ...listNotes(brief).map((text) => /** @type {[string, string]} */ (["note", text])),
  ...brief.comparison.map((text) => /** @type {[string, string]} */ (["comparison", text])),
  ["how", describeMethod(brief)],
  ["advisory", words.provenance.advisory],
];
