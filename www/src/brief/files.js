// A brief as files for other programs. Both are written from one list of records, so that they say the same.
import { toCsv } from "../route-files/write/csv.js";
import { toJson } from "../route-files/write/geojson.js";
import { listRecords, listSentences } from "./records.js";

/** @typedef {import("./content.js").Brief} Brief */
/** @typedef {import("./records.js").BriefRecord} BriefRecord */

/**
 * Writes one FeatureCollection of the route, its places, legs, dark parts, stretches and incidents. What has no place is in the
 * foreign member `metadata`.
 * @param {Brief} brief
 */
export function briefToGeojson(brief) {
  const records = listRecords(brief);
  const { summary, report, schedule } = brief;
  const alternatives = records.filter(({ part }) => part === "alternative").map(withoutGeometry);
  return toJson(
    {
      type: "FeatureCollection",
      metadata: {
        ...{ name: brief.name, asOf: report.method.asOf, utcOffsetMinutes: schedule.offset },
        ...{
          snapshot: summary.name,
          licence: summary.licence ?? null,
          attribution: summary.attribution ?? null,
        },
        ...(brief.roads && { roads: creditOf(brief.roads) }),
        ...{ coverage: report.coverage, method: report.method, alternatives },
        texts: listSentences(brief).map(([name, text]) => ({ name, text })),
      },
      features: records
        .filter(({ geometry }) => geometry)
        .map(({ geometry, ...properties }) => ({ type: "Feature", properties, geometry })),
    },
    1,
  );
}

/** @param {import("./content.js").RoadsCredit} roads */
const creditOf = ({ name, licence, attribution }) => ({
  name,
  licence: licence || null,
  attribution: attribution || null,
});

/** @param {BriefRecord} record */
const withoutGeometry = ({ geometry, part, ...properties }) => properties;

const COLUMNS = [
  ...["part", "name", "fromKm", "toKm", "distanceKm", "hours", "speedKmh", "leaves", "arrives"],
  ...["hoursAfterDeparture", "light", "darkHours", "lon", "lat", "date", "lastDate", "kind", "place"],
  ...["offRoadKm", "uncertaintyKm", "deaths", "certain", "possible", "share", "daysSinceLast"],
  ...["recent", "baseline", "verdict", "q", "expected", "expectedLow", "expectedHigh"],
  ...["difference", "differenceLow", "differenceHigh", "text", "source"],
];

/**
 * Writes one table whose first column says what a row is about. It begins with a byte order mark, by which spreadsheets recognise
 * UTF-8.
 * @param {Brief} brief
 */
export function briefToCsv(brief) {
  const rows = listRecords(brief).map((record) => {
    const [lon, lat] = record.geometry?.type === "Point" ? record.geometry.coordinates : [null, null];
    const all = /** @type {Record<string, any>} */ ({ ...record, lon, lat });
    return COLUMNS.map((name) => all[name] ?? null);
  });
  return `\uFEFF${toCsv(COLUMNS, rows)}`;
}
