// Finding M and its kind: whatever a caller passes, it is answered or refused with a `GeobitError`, and disturbs nothing.
import assert from "node:assert/strict";
import { GeobitError } from "geobit";
import { error, FEW, ROAD, SQUARE, testBoth } from "./support.js";

/** @import { Geobit, Snapshot } from "../../pkg/geobit.d.ts" */

const thrower = () => {
  throw Object.create(null);
};
const throwing = () =>
  new Proxy({}, { get: thrower, has: thrower, ownKeys: thrower, getOwnPropertyDescriptor: thrower });
const revoked = (/** @type {object} */ target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};
const detached = (/** @type {ArrayBufferView} */ view) => {
  structuredClone(view.buffer, { transfer: [/** @type {ArrayBuffer} */ (view.buffer)] });
  return view;
};
const cyclic = () => {
  /** @type {any} */
  const object = { list: [] };
  object.self = object;
  object.list.push(object.list);
  return object;
};
/** Lists within lists, which take next to no memory and hold more members than there are atoms. */
const exploding = () => {
  /** @type {any} */
  let list = [1, 2];
  for (let depth = 0; depth < 6; depth++) list = Array(100_000).fill(list);
  return list;
};
function* endless() {
  for (;;) yield 1;
}
class Point {
  type = "Point";
  coordinates = [-8, 12];
  toJSON() {
    return thrower();
  }
}

/** Values that nobody should pass, made anew for each use. @type {[string, () => any][]} */
const HOSTILE = [
  ["nothing", () => undefined],
  ["null", () => null],
  ["NaN", () => Number.NaN],
  ["a negative number", () => -1],
  ["a huge number", () => 2 ** 60],
  ["a bigint", () => 2n ** 70n],
  ["a symbol", () => Symbol("x")],
  ["a function", () => thrower],
  ["a text", () => "x"],
  ["a long text", () => "x".repeat(1_000_000)],
  ["a lone half of a character", () => "\ud800"],
  ["a huge length", () => ({ length: 2 ** 40 })],
  ["the largest length", () => ({ length: Number.MAX_SAFE_INTEGER, 0: 1 })],
  ["a length that is NaN", () => ({ length: Number.NaN })],
  ["a negative length", () => ({ length: -1 })],
  ["a length that is a symbol", () => ({ length: Symbol("x") })],
  ["a list of holes", () => new Array(2 ** 32 - 1)],
  ["a list of symbols", () => [Symbol("x")]],
  ["a list of bigints", () => new BigInt64Array(4)],
  ["a list that throws", () => new Proxy([1, 2], { get: thrower })],
  ["a revoked list", () => revoked([])],
  ["a revoked object", () => revoked({})],
  ["an object that throws", throwing],
  [
    "a getter that throws",
    () => ({
      get type() {
        return thrower();
      },
    }),
  ],
  ["an object whose class throws", () => Object.defineProperty({}, Symbol.toStringTag, { get: thrower })],
  ["an object that contains itself", cyclic],
  ["an exploding list", exploding],
  ["an endless iterator", endless],
  ["an endless set", () => Object.assign(new Set([1]), { [Symbol.iterator]: endless })],
  ["an instance of a class", () => new Point()],
  ["a frozen object", () => Object.freeze({ type: "Point" })],
  ["an object without a prototype", () => Object.create(null)],
  ["a map", () => new Map([["radiusKm", 5]])],
  ["a date that is none", () => new Date(Number.NaN)],
  ["a promise", () => Promise.resolve(1)],
  ["a view without its bytes", () => detached(new Float64Array(4))],
  ["shared bytes", () => new Uint8Array(new SharedArrayBuffer(8))],
  ["a data view", () => new DataView(new ArrayBuffer(8))],
  ["a text that is an object", () => Object("x")],
  ["a blob that is none", () => ({ [Symbol.toStringTag]: "Blob", size: Number.NaN })],
  [
    "a blob that gives nothing",
    () => ({
      [Symbol.toStringTag]: "Blob",
      size: 9,
      slice: () => ({ arrayBuffer: async () => new ArrayBuffer(0) }),
    }),
  ],
  ["a response that is none", () => ({ [Symbol.toStringTag]: "Response", ok: true })],
  [
    "a signal that is none",
    () => ({
      [Symbol.toStringTag]: "AbortSignal",
      get aborted() {
        return thrower();
      },
    }),
  ],
  ["an array that is none", () => ({ [Symbol.toStringTag]: "Float64Array", length: 3, byteLength: 24 })],
];

const collection = (/** @type {any} */ features) => ({ type: "FeatureCollection", features });
const COLUMNS = { lon: Float64Array.of(1), lat: Float64Array.of(1), day: Int32Array.of(1) };

/**
 * Every place where a caller passes something.
 * @type {[string, (call: { geobit: Geobit, snapshot: Snapshot, value: any }) => Promise<unknown>][]}
 */
const PLACES = [
  ["rows", ({ snapshot, value }) => snapshot.incidents(value)],
  ["a row", ({ snapshot, value }) => snapshot.incidents([value])],
  ["a source", ({ geobit, value }) => geobit.load(value)],
  ["load options", ({ geobit, value }) => geobit.load(FEW, value)],
  ...["format", "name", "asOf", "licence", "mapping", "onProgress", "signal", "nonsense"].map(
    (name) =>
      /** @type {[string, any]} */ ([
        `the option ${name} of a load`,
        (/** @type {any} */ { geobit, value }) => geobit.load(FEW, { [name]: value }),
      ]),
  ),
  ...["lon", "lat", "day", "kind", "kindNames", "uncertaintyKm", "source"].map(
    (name) =>
      /** @type {[string, any]} */ ([
        `the column ${name}`,
        (/** @type {any} */ { geobit, value }) => geobit.load({ ...COLUMNS, [name]: value }),
      ]),
  ),
  ["a source of routes", ({ geobit, value }) => geobit.readRoutes(value)],
  ["options of a file of routes", ({ geobit, value }) => geobit.readRoutes(FEW, value)],
  ...["as", "name", "fileName", "digits", "encoding", "onProgress", "signal"].map(
    (name) =>
      /** @type {[string, any]} */ ([
        `the option ${name} of a file of routes`,
        (/** @type {any} */ { geobit, value }) => geobit.readRoutes(FEW, { [name]: value }),
      ]),
  ),
  ["an area", ({ snapshot, value }) => snapshot.geofence(value)],
  ["coordinates", ({ snapshot, value }) => snapshot.geofence({ type: "Polygon", coordinates: value })],
  ["a ring", ({ snapshot, value }) => snapshot.geofence({ type: "Polygon", coordinates: [value] })],
  [
    "geometries",
    ({ snapshot, value }) => snapshot.geofence({ type: "GeometryCollection", geometries: value }),
  ],
  [
    "properties",
    ({ snapshot, value }) => snapshot.geofence({ type: "Feature", geometry: SQUARE, properties: value }),
  ],
  ["geofence options", ({ snapshot, value }) => snapshot.geofence(SQUARE, value)],
  ...["radiusKm", "asOf", "recentDays", "kinds", "actors", "ringsKm", "confidence", "repeat"].map(
    (name) =>
      /** @type {[string, any]} */ ([
        `the option ${name}`,
        (/** @type {any} */ { snapshot, value }) => snapshot.geofence(SQUARE, { [name]: value }),
      ]),
  ),
  ["areas", ({ snapshot, value }) => snapshot.geofences(value)],
  ["features", ({ snapshot, value }) => snapshot.geofences(/** @type {any} */ (collection(value)))],
  ["a feature", ({ snapshot, value }) => snapshot.geofences(/** @type {any} */ (collection([value])))],
  [
    "a signal of areas",
    ({ snapshot, value }) => snapshot.geofences(/** @type {any} */ (collection([SQUARE])), { signal: value }),
  ],
  ["a route", ({ snapshot, value }) => snapshot.route(value)],
  ["a line", ({ snapshot, value }) => snapshot.route({ type: "LineString", coordinates: value })],
  ["stops", ({ snapshot, value }) => snapshot.route(ROAD, { stops: value })],
  ["a stop", ({ snapshot, value }) => snapshot.route(ROAD, { stops: [value] })],
  ["routes", ({ snapshot, value }) => snapshot.routes(/** @type {any} */ (collection(value)))],
  ["an area as GeoJSON", ({ snapshot, value }) => snapshot.geofenceGeojson(value)],
  ["a route as GeoJSON", ({ snapshot, value }) => snapshot.routeGeojson(ROAD, value)],
  ["a number of a formula", ({ geobit, value }) => geobit.formulas.geodesic(value, 0, 0, 1)],
  ["arguments of a formula", ({ geobit, value }) => geobit.formulas.kernelLine(value)],
  ["a list of a formula", ({ geobit, value }) => geobit.formulas.benjaminiHochberg(value)],
  ["a member of a formula", ({ geobit, value }) => geobit.formulas.mannKendall([value])],
  ["options of a formula", ({ geobit, value }) => geobit.formulas.weightedSum([1], [1], value)],
];

testBoth("finding M: anything passed anywhere is answered, or refused with a GeobitError", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  const expected = await snapshot.geofence(SQUARE);
  for (const [place, call] of PLACES) {
    for (const [what, make] of HOSTILE) {
      if (place.startsWith("a source") && what.includes("text")) continue; // These are the names of files.
      if (/exploding|endless/.test(what) && !/actors|a list of|ring$|rows$/.test(place)) continue; // These take long.
      const outcome = await call({ geobit, snapshot, value: make() }).catch((error) => error);
      if (!(outcome instanceof Error)) continue;
      assert.ok(outcome instanceof GeobitError, `${what} as ${place}: ${outcome.stack}`);
      const { code, message } = outcome;
      const refusals = [
        ...["badOption", "badGeometry", "tooLarge"],
        ...["badCsv", "badGeojson", "badRoute", "unknownFormat"],
      ];
      assert.ok(refusals.includes(code), `${what} as ${place}: ${code} ${message}`);
      assert.ok(message.length < 3000, `${what} as ${place}: a message of ${message.length} characters`);
    }
    assert.deepEqual(await snapshot.geofence(SQUARE), expected, `after bad values as ${place}`);
  }
  const { bytes } = await geobit.memory();
  assert.ok(bytes < 10_000_000, `${bytes} bytes are in use in the end`);
});

testBoth("finding M: lists of rows are bounded", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  const refused = (/** @type {any} */ rows, /** @type {RegExp} */ message) =>
    assert.rejects(snapshot.incidents(rows), error("badOption", message, { field: "rows" }));
  await refused(
    { length: 2 ** 40 },
    /There are 1099511627776 rows; at most 1000000 can be asked for at once/,
  );
  await refused({ length: 2 ** 32 }, /at most 1000000/);
  await refused(new Array(3), /rows\[0\] is undefined; row numbers are whole numbers from 0 to 3/);
  // Whoever writes to the summary does not change what is accepted.
  snapshot.summary.count = 2 ** 40;
  await refused([2 ** 32], /rows\[0\] is 4294967296/);
  assert.equal((await snapshot.incidents({ length: 1, 0: 3 })).length, 1);
});
