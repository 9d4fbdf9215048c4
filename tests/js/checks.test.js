import assert from "node:assert/strict";
import { test } from "node:test";
import { geojsonText, numbersWithin, plainOptions, rowNumbers } from "../../pkg/src/checks.js";

test("options are plain objects with known names; undefined ones are as good as absent", () => {
  assert.deepEqual(plainOptions(undefined), {});
  assert.deepEqual(plainOptions({ name: "a", asOf: undefined }, ["name", "asOf"]), { name: "a" });
  assert.throws(() => plainOptions({ nmae: "a" }, ["name"]), {
    code: "badOption",
    at: { field: "nmae" },
    message: /no option “nmae”.*name/,
  });
  for (const options of [null, 5, "text", [], () => {}]) {
    assert.throws(() => plainOptions(options), { code: "badOption", message: /Options are an object/ });
  }
  assert.throws(() => plainOptions({ kinds: () => {} }), { code: "badOption", at: { field: "kinds" } });
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

test("numbers of a formula are finite and in range", () => {
  assert.deepEqual(numbersWithin({ a: 1, b: -2 }, { b: [-2, 0] }), [1, -2]);
  for (const b of [Number.NaN, Number.NEGATIVE_INFINITY, "1", undefined]) {
    assert.throws(() => numbersWithin({ a: 1, b }), {
      code: "badOption",
      at: { field: "b" },
      message: /finite/,
    });
  }
  assert.throws(() => numbersWithin({ lat: 95 }, { lat: [-90, 90] }), {
    code: "badOption",
    at: { field: "lat" },
    message: "lat is 95; it lies between -90 and 90.",
  });
});
