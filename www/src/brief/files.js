// A brief as files for other programs. One list of records makes both, so that they say the same.
import { recordsOf, sentences } from "./records.js";

/** @typedef {import("./content.js").Brief} Brief */
/** @typedef {import("./records.js").BriefRecord} BriefRecord */

/**
 * One FeatureCollection: the route, its places, legs, dark parts, stretches and incidents. What has no place is in the foreign
 * member `metadata`.
 * @param {Brief} brief
 */
export function geoJsonOf(brief) {
  const records = recordsOf(brief);
  const { summary, report, schedule } = brief;
  const alternatives = records.filter(({ part }) => part === "alternative").map(bare);
  return JSON.stringify(
    {
      type: "FeatureCollection",
      metadata: {
        ...{ name: brief.name, asOf: report.method.asOf, utcOffsetMinutes: schedule.offset },
        ...{
          snapshot: summary.name,
          licence: summary.licence ?? null,
          attribution: summary.attribution ?? null,
        },
        ...{ method: report.method, alternatives },
        texts: sentences(brief).map(([name, text]) => ({ name, text })),
      },
      features: records
        .filter(({ geometry }) => geometry)
        .map(({ geometry, ...properties }) => ({ type: "Feature", properties, geometry })),
    },
    null,
    1,
  );
}

/** @param {BriefRecord} record */
const bare = ({ geometry, part, ...properties }) => properties;

const COLUMNS = [
  ...["part", "name", "fromKm", "toKm", "distanceKm", "hours", "speedKmh", "leaves", "arrives"],
  ...["hoursAfterDeparture", "light", "darkHours", "lon", "lat", "date", "lastDate", "kind", "place"],
  ...[
    "offRoadKm",
    "uncertaintyKm",
    "deaths",
    "certain",
    "possible",
    "share",
    "daysSinceLast",
    "verdict",
    "q",
  ],
  ...["expected", "expectedLow", "expectedHigh", "text", "source"],
];

/**
 * One table whose first column says what a row is about; as a spreadsheet reads it: with a byte order mark, for letters beyond
 * English, and no cell that it would take for a formula.
 * @param {Brief} brief
 */
export function csvOf(brief) {
  const rows = recordsOf(brief).map((record) => {
    const [lon, lat] = record.geometry?.type === "Point" ? record.geometry.coordinates : [null, null];
    const all = /** @type {Record<string, any>} */ ({ ...record, lon, lat });
    return COLUMNS.map((name) => cell(all[name]));
  });
  return `\uFEFF${[COLUMNS, ...rows].map((row) => row.join(",")).join("\r\n")}\r\n`;
}

/** @param {unknown} value @returns {string} */
export function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const text = /^\s*[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
