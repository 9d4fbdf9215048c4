import assert from "node:assert/strict";
import { test } from "node:test";
import { checkNames, geojsonText, plainOptions, rowNumbers } from "../../pkg/src/checks.js";

test("options are plain data, and undefined members are left out at every level", () => {
  assert.deepEqual(plainOptions(undefined), {});
  const given = {
    name: "a",
    asOf: undefined,
    each: [{ speedKmh: undefined, stops: [{ km: 1 }] }],
    rows: null,
  };
  assert.deepEqual(plainOptions(given), { name: "a", each: [{ stops: [{ km: 1 }] }], rows: null });
  const onProgress = () => {};
  assert.deepEqual(plainOptions({ onProgress }, ["onProgress"]), { onProgress });
  assert.deepEqual(plainOptions({ ringsKm: Float64Array.of(5), kinds: new Set(["riot"]) }), {
    ringsKm: [5],
    kinds: ["riot"],
  });
  const throwing = {
    get radiusKm() {
      throw new Error("boom");
    },
  };
  assert.throws(() => plainOptions(throwing), { code: "badOption", message: /cannot be read: boom/ });
  for (const options of [null, 5, "text", [], () => {}, new Map([["name", "a"]])]) {
    assert.throws(() => plainOptions(options), { code: "badOption", message: /Options are an object/ });
  }
  for (const value of [() => {}, Symbol("x")]) {
    assert.throws(() => plainOptions({ kinds: value }), { code: "badOption", at: { field: "kinds" } });
    assert.throws(() => plainOptions({ stops: [{ km: 1 }, { km: value }] }), {
      code: "badOption",
      at: { field: "stops.1.km" },
    });
  }
  /** @type {any} */
  const circular = { each: [] };
  circular.each.push(circular);
  assert.throws(() => plainOptions(circular), {
    code: "badOption",
    at: { field: "each" },
    message: /deeply/,
  });
});

test("a name that is not in the list is refused, and the list is given", () => {
  checkNames({ worker: true }, ["wasm", "worker"]);
  assert.throws(() => checkNames({ wroker: true }, ["wasm", "worker"]), {
    code: "badOption",
    at: { field: "wroker" },
    message: "There is no option “wroker”. The options are wasm, worker.",
  });
});

test("anything but a GeoJSON object is refused in words", () => {
  for (const value of [undefined, null, 7, "{}", [1], () => {}]) {
    assert.throws(() => geojsonText(value, "a Polygon"), {
      code: "badGeometry",
      message: /such as a Polygon, got/,
    });
  }
  /** @type {any} */
  const circular = { type: "Polygon" };
  circular.self = circular;
  assert.throws(() => geojsonText(circular, ""), { code: "badGeometry", message: /circular/ });
  assert.throws(() => geojsonText({ type: "Point", coordinates: [1n, 2] }, ""), {
    code: "badGeometry",
    message: /BigInt/,
  });
  assert.throws(() => geojsonText({ toJSON: () => undefined }, ""), { code: "badGeometry" });
});

test("a radius that JSON would drop is refused", () => {
  const circle = (/** @type {number} */ radiusKm) => ({
    type: "Feature",
    properties: { radiusKm },
    geometry: { type: "Point", coordinates: [0, 0] },
  });
  for (const radius of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const refused = { code: "badGeometry", at: { field: "properties.radiusKm" } };
    assert.throws(() => geojsonText(circle(radius), ""), refused);
    assert.throws(
      () => geojsonText({ type: "FeatureCollection", features: [circle(1), circle(radius)] }, ""),
      refused,
    );
  }
  assert.match(geojsonText(circle(5), ""), /"radiusKm":5/);
});

test("row numbers are whole and within the snapshot, and the error names the index", () => {
  assert.deepEqual(rowNumbers([2, 0], 3), Uint32Array.of(2, 0));
  assert.deepEqual(rowNumbers(Uint32Array.of(1), 3), Uint32Array.of(1));
  assert.deepEqual(rowNumbers([], 0), new Uint32Array());
  for (const bad of [3, -1, 1.5, Number.NaN, "1", 2 ** 32, null]) {
    assert.throws(() => rowNumbers(/** @type {any} */ ([0, bad]), 3), {
      code: "badOption",
      at: { field: "rows" },
      message: /^rows\[1\] is .*; row numbers are whole numbers from 0 to 2\.$/,
    });
  }
  assert.throws(() => rowNumbers([0], 0), { message: /the snapshot has no incidents/ });
  for (const rows of [undefined, null, 5, "12", {}, new Set([1])]) {
    assert.throws(() => rowNumbers(/** @type {any} */ (rows), 3), {
      code: "badOption",
      message: /array of row numbers/,
    });
  }
});
