import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { GeobitError, open } from "geobit";
import { circle, csv, error, FEW, idsOf, many, ROAD, SQUARE, testBoth } from "./support.js";

testBoth("a file becomes a snapshot that knows what it holds", async (geobit) => {
  assert.match(geobit.version, /^\d+\.\d+\.\d+$/);
  const { summary } = await geobit.load(FEW, { name: "Four", licence: "CC0-1.0", attribution: "nobody" });
  assert.equal(summary.name, "Four");
  assert.equal(summary.licence, "CC0-1.0");
  assert.equal(summary.attribution, "nobody");
  assert.deepEqual([summary.rows, summary.count, summary.located, summary.notLocatable], [4, 4, 4, 0]);
  assert.deepEqual([summary.rejected, summary.superseded, summary.rejections], [0, 0, []]);
  assert.deepEqual(summary.bbox, [-8, 12, 2, 13]);
  assert.deepEqual([summary.from, summary.to, summary.asOf], ["2023-01-03", "2024-05-20", "2024-05-20"]);
  assert.deepEqual(summary.kinds, { armedClash: 1, abduction: 1, blockade: 1, riot: 1 });
  assert.deepEqual(summary.fatalities, { low: 1, best: 2, high: 4 });
});

testBoth("a file has the name it brings, unless one is given", async (geobit) => {
  const file = new File([FEW], "events.csv");
  assert.equal((await geobit.load(file)).summary.name, "events.csv");
  assert.equal((await geobit.load(file, { name: "Mine" })).summary.name, "Mine");
});

testBoth("a geofence counts certain and possible incidents", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  const report = await snapshot.geofence(SQUARE);
  assert.ok(report.rows instanceof Uint32Array && report.share instanceof Float32Array);
  assert.ok(report.weekly.counts instanceof Uint32Array);
  assert.equal(await idsOf(snapshot, report.rows), "a c");
  assert.equal(Math.max(...report.share), 1);
  assert.ok(Math.min(...report.share) > 0 && Math.min(...report.share) < 1);
  assert.equal(report.counts.certain, 1);
  assert.equal(report.counts.possible, 1);
  assert.ok(Math.abs(report.counts.expected - report.share[0] - report.share[1]) < 1e-6);
  assert.equal(report.nearest[0].id, "a");
  assert.equal(report.method.asOf, "2024-05-20");

  const points = await snapshot.geofence(
    { type: "Feature", properties: null, geometry: SQUARE },
    { uncertainty: false },
  );
  assert.equal(await idsOf(snapshot, points.rows), "a");
  const wide = await snapshot.geofence(
    { type: "Point", coordinates: [-8, 12] },
    { radiusKm: 15, uncertainty: false },
  );
  assert.equal(await idsOf(snapshot, wide.rows), "a b c");
  const abductions = await snapshot.geofence(circle(-8, 12, 15), { kinds: ["abduction"] });
  assert.equal(await idsOf(snapshot, abductions.rows), "b");
  const may = await snapshot.geofence(circle(-8, 12, 15), { from: "2024-05-05", to: "2024-05-12" });
  assert.equal(await idsOf(snapshot, may.rows), "b");
});

testBoth("a route that is dragged is answered as if it were asked for the first time", async (geobit) => {
  const number = (/** @type {number} */ i, /** @type {number} */ of) => ((i * 7919) % of) / of;
  const source = {
    lon: Float64Array.from({ length: 900 }, (_, i) => -8 + 0.6 * number(i, 997)),
    lat: Float64Array.from({ length: 900 }, (_, i) => 11.9 + 0.2 * number(i, 499)),
    day: Int32Array.from({ length: 900 }, (_, i) => 20_000 - Math.floor(90 * number(i, 251))),
    uncertaintyKm: Float32Array.from({ length: 900 }, (_, i) => (i % 4 === 0 ? 25 : 0)),
  };
  const winding = (/** @type {number} */ corner, /** @type {number} */ step) => ({
    type: /** @type {const} */ ("LineString"),
    coordinates: Array.from({ length: 60 }, (_, i) => [
      -8 + 0.01 * i,
      12 + 0.03 * Math.sin(i / 5) + (i === corner ? 0.002 * step : 0),
    ]),
  });
  const dragged = await geobit.load(source);
  for (const [corner, step] of [
    [30, 0],
    [30, 1],
    [30, 2],
    [30, 3],
    [10, 4],
    [10, 5],
    [49, 6],
  ]) {
    const road = winding(corner, step);
    const found = await dragged.route(road);
    const fresh = await geobit.load(source);
    const expected = await fresh.route(road);
    await fresh.close();
    assert.deepEqual(
      [found.rows, found.alongKm, found.lengthKm],
      [expected.rows, expected.alongKm, expected.lengthKm],
    );
    assert.ok(expected.exposure.integral > 0);
    const most = Math.max(...expected.segments.map(({ integral }) => integral));
    for (const [number, segment] of expected.segments.entries()) {
      const { integral, expected: _, ...counted } = segment;
      const { integral: foundIntegral, expected: __, ...foundCounted } = found.segments[number];
      assert.ok(Math.abs(foundIntegral - integral) <= 1e-6 * most);
      assert.deepEqual(foundCounted, counted);
    }
    for (const [a, b] of [
      [found.exposure.integral, expected.exposure.integral],
      [found.exposure.peak.value, expected.exposure.peak.value],
      [found.encounter.expected, expected.encounter.expected],
      [found.encounter.interval[0], expected.encounter.interval[0]],
      [found.encounter.interval[1], expected.encounter.interval[1]],
    ])
      assert.ok(Math.abs(a - b) <= 1e-6 * b, `${a} ${b}`);
  }
});

testBoth("several geofences come back in their order", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  const features = [circle(2, 13, 1), circle(-8, 12, 1), circle(50, 50, 1)];
  const options = { uncertainty: false, detail: /** @type {const} */ ("rows") };
  const reports = await snapshot.geofences({ type: "FeatureCollection", features }, options);
  const ids = await Promise.all(reports.map(({ rows }) => idsOf(snapshot, rows)));
  assert.deepEqual(ids, ["d", "a", ""]);
  for (const [i, feature] of features.entries()) {
    assert.deepEqual(reports[i], await snapshot.geofence(feature, options));
  }
});

testBoth("a route finds the incidents along it and its exposure", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  const report = await snapshot.route(ROAD);
  assert.ok(report.rows instanceof Uint32Array);
  assert.ok(report.distanceKm instanceof Float32Array && report.alongKm instanceof Float32Array);
  assert.equal(await idsOf(snapshot, report.rows), "a b");
  const first = (await snapshot.incidents(report.rows)).findIndex(({ id }) => id === "a");
  const east = await geobit.formulas.geodesic(-8.2, 12, -8, 12);
  assert.ok(report.distanceKm[first] < 1e-6);
  // The leg is straight in degrees, a hair longer than the geodesic.
  assert.ok(Math.abs(report.alongKm[first] - east.distanceKm) < 1e-3);
  assert.ok(Math.abs(report.hours - report.lengthKm / 40) < 1e-9);
  assert.ok(report.exposure.integral > 0 && report.encounter.expected > 0);
  assert.equal(report.segments.at(-1)?.toKm, report.lengthKm);
  const stopping = await snapshot.route(ROAD, { stops: [{ km: 10, hours: 2 }], speedKmh: 20 });
  assert.ok(Math.abs(stopping.hours - report.lengthKm / 20 - 2) < 1e-9);
  const only = await snapshot.route(ROAD, { detail: "exposure" });
  assert.deepEqual(only.exposure, report.exposure);
  assert.deepEqual(only.encounter, report.encounter);
});

testBoth("records come in the order asked", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  const all = await snapshot.incidents([0, 1, 2, 3]);
  assert.deepEqual(
    all.map(({ row }) => row),
    [0, 1, 2, 3],
  );
  const a = all.findIndex(({ id }) => id === "a");
  const d = all.findIndex(({ id }) => id === "d");
  const incidents = await snapshot.incidents([d, a, d]);
  assert.deepEqual(
    incidents.map(({ id }) => id),
    ["d", "a", "d"],
  );
  assert.deepEqual(incidents[1], {
    row: a,
    id: "a",
    start: "2024-05-01",
    end: "2024-05-02",
    timePrecision: null,
    lon: -8,
    lat: 12,
    uncertaintyKm: 0,
    kind: "armedClash",
    type: "",
    subtype: "",
    actors: ["One", "Two"],
    fatalities: { low: 1, best: 2, high: 4 },
    country: "Mali",
    admin1: "Koulikoro",
    place: "Town",
    source: "synthetic",
    headline: "First",
    origin: 0,
  });
  assert.deepEqual(incidents[0].fatalities, { low: null, best: null, high: null });
  assert.deepEqual(await snapshot.incidents(new Uint32Array()), []);
  await assert.rejects(snapshot.incidents([0, 4]), error("badOption", /rows\[1\] is 4/, { field: "rows" }));
});

testBoth("columns hold every incident by row", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  const columns = await snapshot.columns();
  const incidents = await snapshot.incidents([0, 1, 2, 3]);
  const { kindNames } = columns;
  assert.equal(kindNames.length, 9);
  const kinds = incidents.map(({ kind }) => kindNames.indexOf(kind));
  assert.deepEqual(columns, {
    lon: Float64Array.from(incidents, ({ lon }) => lon ?? Number.NaN),
    lat: Float64Array.from(incidents, ({ lat }) => lat ?? Number.NaN),
    day: Int32Array.from(incidents, ({ start }) => Date.parse(start) / 864e5),
    kind: Uint8Array.from(kinds),
    kindNames,
    uncertaintyKm: Float32Array.from(incidents, ({ uncertaintyKm }) => uncertaintyKm ?? Number.NaN),
    source: Uint32Array.from(incidents, ({ id }) => "abcd".indexOf(id)),
  });
});

testBoth("reports are plain data that can be cloned", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  for (const report of [await snapshot.geofence(SQUARE), await snapshot.route(ROAD), snapshot.summary]) {
    assert.deepEqual(structuredClone(report), report);
  }
});

testBoth("a mapping reads columns of other names", async (geobit) => {
  const file = new Blob(["event,day,x,y\n7,2024-01-02,1.5,9.25\n"]);
  const { summary } = await geobit.load(file, { mapping: { id: "event", start: "day", lon: "x", lat: "y" } });
  assert.deepEqual([summary.count, summary.bbox, summary.from], [1, [1.5, 9.25, 1.5, 9.25], "2024-01-02"]);
});

testBoth("GeoJSON is read as well", async (geobit) => {
  const feature = {
    type: "Feature",
    geometry: { type: "Point", coordinates: [1.5, 9.25] },
    properties: { id: "x", start: "2024-01-02" },
  };
  const text = JSON.stringify({ type: "FeatureCollection", features: [feature] });
  const snapshot = await geobit.load(new Blob([text]), { name: "one" });
  assert.equal(snapshot.summary.count, 1);
  assert.equal((await snapshot.incidents([0]))[0].id, "x");
});

testBoth("a URL is loaded, and progress tells of every phase", async (geobit) => {
  const server = createServer((_, response) => response.setHeader("content-length", FEW.length).end(FEW));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  try {
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    /** @type {string[]} */
    const phases = [];
    const { summary } = await geobit.load(`http://127.0.0.1:${port}/four.csv`, {
      onProgress: ({ phase, done, total }) => {
        assert.ok(done <= total);
        assert.equal(total, FEW.length);
        if (phases.at(-1) !== phase) phases.push(phase);
      },
    });
    assert.equal(summary.name, "four.csv");
    assert.deepEqual(phases, ["download", "read", "index"]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

testBoth("nothing is downloaded for options that are refused", async (geobit) => {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.end(FEW);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  try {
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    const load = (/** @type {any} */ options) => geobit.load(`http://127.0.0.1:${port}/four.csv`, options);
    await assert.rejects(load({ nmae: "x" }), error("badOption", /nmae/, { field: "nmae" }));
    await assert.rejects(load({ asOf: "soon" }), error("badOption", /asOf/, { field: "asOf" }));
    assert.equal(requests, 0);
    assert.equal((await load({ asOf: undefined })).summary.count, 4);
    assert.equal(requests, 1);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

testBoth("a large file is read in slices, and memory grows with it", async (geobit) => {
  const before = (await geobit.memory()).bytes;
  const file = many(40_000);
  /** @type {number[]} */
  const read = [];
  const { summary } = await geobit.load(file, {
    onProgress: ({ phase, done }) => phase === "read" && read.push(done),
  });
  assert.equal(summary.count, 40_000);
  assert.deepEqual(read, [0, 4 * 1024 ** 2, 8 * 1024 ** 2, file.size]);
  const { bytes, reserved } = await geobit.memory();
  assert.ok(bytes > before && reserved > bytes && reserved % 65536 === 0);
});

testBoth("an abort ends a load and leaves the rest alone", async (geobit) => {
  const kept = await geobit.load(FEW);
  const controller = new AbortController();
  const load = geobit.load(many(40_000), {
    signal: controller.signal,
    onProgress: ({ phase, done }) => phase === "read" && done > 0 && controller.abort(),
  });
  await assert.rejects(load, error("aborted", /aborted/));
  await assert.rejects(geobit.load(FEW, { signal: AbortSignal.abort() }), error("aborted", /aborted/));
  assert.equal((await kept.geofence(SQUARE)).counts.certain, 1);
});

testBoth("an abort that comes from a timer is heard between slices", async (geobit) => {
  const file = many(40_000);
  await assert.rejects(geobit.load(file, { signal: AbortSignal.timeout(1) }), error("aborted", /aborted/));
});

testBoth("finding M: an error of onProgress ends its call alone, as a GeobitError", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  // What a snapshot is found to be as a whole is found out once, and stays.
  await snapshot.geofence(SQUARE);
  const { bytes: before } = await geobit.memory();
  const areas = /** @type {any} */ ({
    type: "FeatureCollection",
    features: Array(30).fill(circle(-8, 12, 5)),
  });
  for (const thrown of [new RangeError("mine"), undefined, null, "mine", Object.create(null)]) {
    for (const when of [1, 2, 3]) {
      let calls = 0;
      const onProgress = () => {
        calls++;
        if (calls === when) throw thrown;
      };
      const refused = (/** @type {any} */ error) =>
        error instanceof GeobitError &&
        error.code === "badOption" &&
        error.at?.field === "onProgress" &&
        (error.cause === thrown || thrown === undefined);
      const other = snapshot.geofence(SQUARE);
      await assert.rejects(geobit.load(FEW, { onProgress }), refused);
      calls = 0;
      await assert.rejects(snapshot.geofences(areas, { onProgress }), refused);
      assert.equal((await other).counts.certain, 1);
    }
  }
  const { bytes: after } = await geobit.memory();
  assert.ok(after <= before + 4096, `nothing of the loads stays: ${before} before, ${after} after`);
});

testBoth("snapshots do not know each other", async (geobit) => {
  const [one, two] = await Promise.all([
    geobit.load(FEW),
    geobit.load(new Blob([csv([{ id: "z", start: "2024-01-01", lon: -8, lat: 12, kind: "protest" }])])),
  ]);
  assert.equal(one.summary.count, 4);
  assert.equal(two.summary.count, 1);
  one.close();
  assert.deepEqual((await two.incidents([0]))[0].id, "z");
});

testBoth("after close every call rejects with closed, and close can be said twice", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  const other = await geobit.load(FEW);
  const closed = error("closed", /closed/);
  const pending = snapshot.geofence(SQUARE);
  snapshot.close();
  snapshot.close();
  await assert.rejects(pending, closed);
  for (const call of [
    snapshot.geofence(SQUARE),
    snapshot.route(ROAD),
    snapshot.incidents([0]),
    snapshot.columns(),
  ]) {
    await assert.rejects(call, closed);
  }
  await assert.rejects(snapshot.geofence(/** @type {any} */ (undefined)), closed);
  assert.equal((await other.geofence(SQUARE)).counts.certain, 1);

  const late = [
    other.geofence(SQUARE),
    geobit.load(FEW),
    geobit.memory(),
    geobit.load(new Response(new ReadableStream())),
  ];
  geobit.close();
  geobit.close();
  for (const call of late) await assert.rejects(call, closed);
  await assert.rejects(other.columns(), closed);
  await assert.rejects(geobit.load(FEW), closed);
  await assert.rejects(geobit.memory(), closed);
  await assert.rejects(geobit.formulas.discOverlap(1, 2, 3), closed);
});

test("the objects end with their scope", async () => {
  /** @type {typeof Symbol.dispose} */
  const dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");
  const geobit = await open();
  const snapshot = await geobit.load(FEW);
  snapshot[dispose]();
  await assert.rejects(snapshot.columns(), error("closed", /closed/));
  geobit[dispose]();
  await assert.rejects(geobit.memory(), error("closed", /closed/));
});

testBoth("longitudes of any size are places or refused", async (geobit) => {
  for (const lon of [0, 540, -540]) {
    const { distanceKm } = await geobit.formulas.geodesic(lon, 1, lon, 2);
    assert.ok(Math.abs(distanceKm - 110.576) < 0.001);
  }
  for (const lon of [541, 1e9, -1e18, 1.7e308]) {
    const refused = error("badOption", /lon1: .* a number from -540 to 540 is wanted/, { field: "lon1" });
    await assert.rejects(geobit.formulas.geodesic(lon, 1, lon, 2), refused);
  }
  const snapshot = await geobit.load(
    new Blob(["id,start,lon,lat\n1,2026-01-01,1,2\n2,2026-01-01,1e300,2\n"]),
  );
  assert.equal(snapshot.summary.located, 1);
  for (const lon of [540, -540]) {
    const around = { type: /** @type {const} */ ("Point"), coordinates: [lon, 2] };
    assert.equal((await snapshot.geofence(around, { radiusKm: 10 })).rows.length, 0);
  }
  await assert.rejects(
    snapshot.geofence({ type: "Point", coordinates: [1e300, 2] }, { radiusKm: 10 }),
    error("badGeometry", /longitude/),
  );
});

testBoth("finding F: a line that winds round a pole 266,667 times is refused", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  const coordinates = Array.from({ length: 800_001 }, (_, i) => [[0, 120, -120][i % 3], 89.9999999]);
  const line = { type: /** @type {const} */ ("LineString"), coordinates };
  await assert.rejects(snapshot.route(line), error("badGeometry", /100 times/));
  await assert.rejects(snapshot.geofence(line, { radiusKm: 1 }), error("badGeometry", /100 times/));
});

testBoth("formulas refuse what makes no sense", async ({ formulas }) => {
  const { distanceKm } = await formulas.geodesic(0, 0, 0, 1);
  assert.ok(Math.abs(distanceKm - 110.574) < 0.001);
  await assert.rejects(
    formulas.geodesic(0, Number.NaN, 0, 1),
    error("badOption", /lat1: this is NaN; a number from -90 to 90 is wanted/, { field: "lat1" }),
  );
  await assert.rejects(
    formulas.discOverlap(1, 2, /** @type {any} */ ("3")),
    error("badOption", /d: this is "3"; a number is wanted/, { field: "d" }),
  );
});

test("errors are errors", async () => {
  const refused = await open(/** @type {any} */ ({ wurst: 1 })).catch((error) => error);
  assert.ok(refused instanceof GeobitError && refused instanceof Error);
  assert.equal(String(refused), `GeobitError: ${refused.message}`);
});
