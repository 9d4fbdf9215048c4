import { test } from "node:test";
import { open } from "geobit";

/** @import { Geobit, OpenOptions, Snapshot } from "../../pkg/geobit.d.ts" */
/** @import { TestContext } from "node:test" */

const HEADER =
  "id,start,end,lon,lat,uncertainty_km,kind,type,subtype,actor1,actor2,fatalities_low,fatalities_best,fatalities_high,country,admin1,place,source,headline";

/** One line of the generic layout. @param {Record<string, unknown>} fields */
const line = (fields) =>
  HEADER.split(",")
    .map((name) => fields[name] ?? "")
    .join(",");

/** A file in the generic layout. @param {Record<string, unknown>[]} incidents */
export const csv = (incidents) => `${[HEADER, ...incidents.map(line)].join("\n")}\n`;

/** @param {string} text */
export const bytes = (text) => new TextEncoder().encode(text);

/** Four incidents near 8° W 12° N: one at the centre, one 0.1° east, one spread over 25 km, one far away. */
export const FEW = bytes(
  csv([
    {
      id: "a",
      start: "2024-05-01",
      end: "2024-05-02",
      lon: -8,
      lat: 12,
      uncertainty_km: 0,
      kind: "armedClash",
      actor1: "One",
      actor2: "Two",
      fatalities_low: 1,
      fatalities_best: 2,
      fatalities_high: 4,
      country: "Mali",
      admin1: "Koulikoro",
      place: "Town",
      source: "synthetic",
      headline: "First",
    },
    {
      id: "b",
      start: "2024-05-10",
      end: "2024-05-10",
      lon: -7.9,
      lat: 12,
      uncertainty_km: 0,
      kind: "abduction",
      fatalities_best: 0,
    },
    {
      id: "c",
      start: "2024-05-20",
      end: "2024-05-20",
      lon: -8,
      lat: 12.1,
      uncertainty_km: 25,
      kind: "blockade",
    },
    { id: "d", start: "2023-01-03", end: "2023-01-03", lon: 2, lat: 13, uncertainty_km: 0, kind: "riot" },
  ]),
);

/** A file of many megabytes: several slices, enough to be interrupted in. @param {number} count */
export const many = (count) =>
  new Blob([
    csv(
      Array.from({ length: count }, (_, i) => ({
        id: i,
        start: `2024-0${1 + (i % 9)}-1${i % 10}`,
        end: `2024-0${1 + (i % 9)}-1${i % 10}`,
        lon: (i % 360) - 180 + 0.5,
        lat: (i % 150) - 75,
        uncertainty_km: 0,
        kind: "other",
        headline: "x".repeat(200),
      })),
    ),
  ]);

/** A circle. @param {number} lon @param {number} lat @param {number} radiusKm */
export const circle = (lon, lat, radiusKm) => ({
  type: /** @type {const} */ ("Feature"),
  properties: { radiusKm },
  geometry: { type: /** @type {const} */ ("Point"), coordinates: [lon, lat] },
});

/** Four places with an incident every four weeks, and ten in every fourteenth of them, the last one included: "more" in the past. */
export const BURSTS = (() => {
  const ages = Array.from({ length: 80 }, (_, n) => [
    28 * n + 14,
    ...(n % 14 === 0 ? Array.from({ length: 9 }, (_, i) => 28 * n + 1 + 3 * i) : []),
  ]).flat();
  const day = (/** @type {number} */ age) =>
    new Date(Date.UTC(2026, 10, 20) - age * 864e5).toISOString().slice(0, 10);
  const at = [0, 2, 4, 6];
  return bytes(
    csv(
      at.flatMap((lon) =>
        ages.map((age, i) => ({ id: `${lon}-${i}`, start: day(age), lon, lat: 10, uncertainty_km: 0 })),
      ),
    ),
  );
})();

/** A square around the first incident. */
export const SQUARE = {
  type: /** @type {const} */ ("Polygon"),
  coordinates: [
    [
      [-8.05, 11.95],
      [-7.95, 11.95],
      [-7.95, 12.05],
      [-8.05, 12.05],
      [-8.05, 11.95],
    ],
  ],
};

/** A road west to east through the first two incidents. */
export const ROAD = {
  type: /** @type {const} */ ("LineString"),
  coordinates: [
    [-8.2, 12],
    [-7.7, 12],
  ],
};

/**
 * The same test with the engine in this thread and in a worker: the package's own, or the one of the options.
 * @param {string} name
 * @param {(geobit: Geobit, t: TestContext) => Promise<void>} body
 * @param {OpenOptions} [options]
 */
export function testBoth(name, body, options) {
  for (const worker of [false, options?.worker ?? true]) {
    test(`${name} (${worker ? "worker" : "this thread"})`, async (t) => {
      const geobit = await open({ ...options, worker });
      try {
        await body(geobit, t);
      } finally {
        geobit.close();
      }
    });
  }
}

/**
 * What a `GeobitError` looks like, for `assert.rejects`.
 * @param {string} code
 * @param {RegExp} message
 * @param {{ row?: number, vertex?: number, field?: string }} [at]
 */
export const error = (code, message, at) => ({ name: "GeobitError", code, message, ...(at && { at }) });

/**
 * The ids behind rows, sorted: row numbers follow the snapshot's index, not the file.
 * @param {Snapshot} snapshot
 * @param {ArrayLike<number>} rows
 */
export async function idsOf(snapshot, rows) {
  const incidents = await snapshot.incidents(rows);
  return incidents
    .map(({ id }) => id)
    .sort()
    .join(" ");
}
