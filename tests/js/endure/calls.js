import { csv } from "../support.js";

/** @import { Geobit, Snapshot } from "../../../pkg/geobit.d.ts" */
/** @import { Random } from "./random.js" */

/** @typedef {(snapshot: Snapshot, geobit: Geobit, random: Random) => Promise<unknown>} Call */

const place = (/** @type {Random} */ random) => [random.next() * 20 - 10, random.next() * 20];
const circle = (/** @type {Random} */ random) => ({
  type: /** @type {const} */ ("Feature"),
  properties: { radiusKm: 1 + 300 * random.next() },
  geometry: { type: /** @type {const} */ ("Point"), coordinates: place(random) },
});
const line = (/** @type {Random} */ random) => ({
  type: /** @type {const} */ ("LineString"),
  coordinates: Array.from({ length: 2 + random.below(12) }, () => place(random)),
});
const square = (/** @type {Random} */ random) => {
  const [west, south] = place(random);
  const [east, north] = [west + 0.1 + random.next(), south + 0.1 + random.next()];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: /** @type {const} */ ("Polygon"), coordinates: [ring] };
};
const collection = (/** @type {any[]} */ features) =>
  /** @type {any} */ ({ type: "FeatureCollection", features });
const feature = (/** @type {object} */ geometry) => ({ type: "Feature", properties: {}, geometry });

/** Calls that are answered. @type {Call[]} */
export const QUESTIONS = [
  (snapshot, _, random) => snapshot.geofence(circle(random)),
  (snapshot, _, random) => snapshot.geofence(square(random), { kinds: ["riot"], detail: "rows" }),
  (snapshot, _, random) => snapshot.geofence(square(random), { radiusKm: 5, repeat: random.happens(0.1) }),
  (snapshot, _, random) =>
    snapshot.geofences(collection(Array.from({ length: 1 + random.below(9) }, () => circle(random)))),
  (snapshot, _, random) =>
    snapshot.geofences(collection(Array.from({ length: 1 + random.below(40) }, () => circle(random))), {
      detail: "rows",
    }),
  (snapshot, _, random) => snapshot.route(line(random), { corridorKm: 20, segmentKm: 50 }),
  (snapshot, _, random) =>
    snapshot.routes(collection([line(random), line(random)].map(feature)), { rounds: 100, segmentKm: 100 }),
  (snapshot, _, random) => snapshot.geofenceGeojson(circle(random)),
  (snapshot, _, random) => snapshot.routeGeojson(line(random), { segmentKm: 100 }),
  (snapshot, _, random) => snapshot.incidents([random.below(snapshot.summary.count), 0]),
  (snapshot) => snapshot.columns(),
  (_, geobit) => geobit.formulas.poissonRate({ count: 3, exposure: 28 }),
  (_, geobit) => geobit.formulas.mannKendall([1, 2, 2, 5, 3]),
  (_, geobit) => geobit.memory(),
];

/** Calls that are refused. @type {Call[]} */
export const REFUSED = [
  (snapshot) => snapshot.geofence(/** @type {any} */ (null)),
  (snapshot) => snapshot.geofence({ type: "Point", coordinates: [0, 95] }, { radiusKm: 1 }),
  (snapshot) => snapshot.geofence({ type: "Point", coordinates: [0, 5] }, { radiusKm: -1 }),
  (snapshot) => snapshot.geofence({ type: "Polygon", coordinates: [[]] }),
  (snapshot) => snapshot.geofences(collection([])),
  (snapshot) => snapshot.route({ type: "LineString", coordinates: [[0, 0]] }),
  (snapshot) =>
    snapshot.route({
      type: "LineString",
      coordinates: [
        [0, 0],
        [1, Number.NaN],
      ],
    }),
  (snapshot) => snapshot.routes(collection([]), /** @type {any} */ ({ nonsense: 1 })),
  (snapshot) => snapshot.incidents(/** @type {any} */ ({ length: 2 ** 40 })),
  (snapshot) => snapshot.incidents([snapshot.summary.count]),
  (_, geobit) => geobit.load(new Blob([])),
  (_, geobit) => geobit.load(new Blob(["<html>"])),
  (_, geobit) => geobit.load(new Blob(["id,start,lon,lat\n1,never,0,0\n"])),
  (_, geobit) => geobit.load(new Blob(['{"type":"FeatureCollection","features":[1,2'])),
  (_, geobit) => geobit.load(/** @type {any} */ (7)),
  (_, geobit) => geobit.formulas.geodesic(0, 95, 0, 0),
  (snapshot, _, random) =>
    snapshot.geofences(collection([circle(random)]), {
      onProgress: () => {
        throw new Error("mine");
      },
    }),
];

/** A file with a random number of incidents, in one of the formats. @param {Random} random @returns {Blob} */
export function file(random) {
  const rows = Array.from({ length: 1 + random.below(400) }, (_, i) => ({
    id: random.below(500),
    start: `2024-${String(1 + (i % 12)).padStart(2, "0")}-1${i % 10}`,
    lon: (random.next() * 20 - 10).toFixed(4),
    lat: (random.next() * 20).toFixed(4),
    uncertainty_km: random.pick([0, 0, 25]),
    kind: random.pick(["riot", "armedClash", "abduction"]),
    actor1: `actor ${random.below(30)}`,
    headline: "x".repeat(random.below(60)),
  }));
  if (random.happens(0.7)) return new Blob([csv(rows)]);
  const features = rows.map(({ lon, lat, ...properties }) => ({
    type: "Feature",
    properties,
    geometry: { type: "Point", coordinates: [Number(lon), Number(lat)] },
  }));
  return new Blob([JSON.stringify(collection(features))]);
}
