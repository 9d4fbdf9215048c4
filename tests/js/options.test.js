// Every question and every formula at both ends of each option, and just beyond them, on a file of two rows. The table is
// shared with `tests/options.rs`, which also checks that no option is missing from it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { open } from "geobit";
import { bytes } from "./support.js";

/** @typedef {{ accepted: any[], refused: any[], says?: string }} Ends */

const read = (/** @type {string} */ path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const TABLE = JSON.parse(await read("tests/fixtures/breaking/option-ends.json"));
const TWO_ROWS = bytes(`id,start,lon,lat,uncertainty_km,kind,actor1
a,2026-03-01,-8.0,12.6,0,abduction,One
b,2026-03-20,-7.9,12.65,25,riot,One
`);
const COLUMNS = {
  lon: Float64Array.of(-8, -7.9),
  lat: Float64Array.of(12.6, 12.65),
  day: Int32Array.of(20_513, 20_532),
};
const feature = (/** @type {string} */ type, /** @type {any} */ coordinates) =>
  /** @type {any} */ ({ type: "Feature", properties: {}, geometry: { type, coordinates } });
const AREA = feature("Polygon", [
  [
    [-8.2, 12.4],
    [-7.7, 12.4],
    [-7.7, 12.9],
    [-8.2, 12.9],
    [-8.2, 12.4],
  ],
]);
const ROAD = feature("LineString", [
  [-8.3, 12.4],
  [-8, 12.6],
  [-7.9, 12.64],
  [-7.5, 12.5],
]);
const OTHER = feature("LineString", [
  [-8.3, 12.4],
  [-8, 12.6],
  [-7.5, 13],
]);
const collection = (/** @type {any[]} */ ...features) =>
  /** @type {any} */ ({ type: "FeatureCollection", features });

/** Writes out what the table abbreviates. @param {any} value @returns {any} */
function expand(value) {
  if (value?.$text) return "x".repeat(value.$text);
  if (Array.isArray(value)) return value.map(expand);
  if (!value?.$times) return value;
  const { $times, $of, $ramp, $step = 0 } = value;
  return Array.from({ length: $times }, (_, place) => {
    if ($ramp === null) return (place + 1) * $step;
    return $ramp === undefined ? $of : { ...$of, [$ramp]: place * $step };
  });
}

/** The options with one of them set. @param {string} name @param {unknown} value */
function optionsWith(name, value) {
  const [first, member] = name.split(".");
  if (!member) return { [name]: value };
  if (first === "repeat") return { repeat: { [member]: value } };
  const one = first === "stops" ? { km: 1, hours: 1 } : { fromKm: 0, kmh: 50 };
  return { [first]: [{ ...one, [member]: value }] };
}

/** Refuses what is no finite number, anywhere in an answer. @param {unknown} value @param {string} what */
function checkFinite(value, what) {
  if (typeof value === "number") assert.ok(Number.isFinite(value), what);
  else if (typeof value === "object" && value !== null)
    for (const member of Object.values(value)) checkFinite(member, what);
}

/** Prints the slowest answers if `GEOBIT_TIMES` is set. @param {[number, string][]} times */
function report(times) {
  if (!process.env.GEOBIT_TIMES) return;
  for (const [time, what] of times.sort(([a], [b]) => b - a).slice(0, 5))
    console.log(`${time.toFixed(0)} ms ${what}`);
}

const short = (/** @type {unknown} */ value) => JSON.stringify(value)?.slice(0, 100);

/**
 * Asks at both ends and beyond them.
 * @param {string} name
 * @param {Record<string, Ends>} rows
 * @param {(options: any) => Promise<unknown>} ask
 */
async function checkEnds(name, rows, ask) {
  /** @type {[number, string][]} */
  const times = [];
  for (const [option, { accepted, refused }] of Object.entries(rows)) {
    for (const end of accepted.map(expand)) {
      const what = `${name} ${option} ${short(end)}`;
      const start = performance.now();
      const answer = await ask(optionsWith(option, end)).catch((error) =>
        assert.fail(`${what}: ${error.message}`),
      );
      times.push([performance.now() - start, what]);
      checkFinite(answer, what);
    }
    for (const beyond of refused.map(expand)) {
      const what = `${name} ${option} ${short(beyond)}`;
      await assert.rejects(
        ask(optionsWith(option, beyond)),
        (/** @type {any} */ error) =>
          error.name === "GeobitError" &&
          error.code === "badOption" &&
          error.at.field.split(".")[0] === option.split(".")[0],
        what,
      );
    }
  }
  report(times);
}

test("every question answers at both ends of every option", async () => {
  const geobit = await open();
  const snapshot = await geobit.load(new Blob([TWO_ROWS]));
  const other = await geobit.load(new Blob([TWO_ROWS]));
  const { geofence, route, routes, load, duplicates, changes, alerts, region, clusters, combine, filtered } =
    TABLE.questions;
  await checkEnds("geofence", geofence, (options) => snapshot.geofence(AREA, options));
  await checkEnds("geofences", geofence, (options) => snapshot.geofences(collection(AREA, AREA), options));
  await checkEnds("route", route, (options) => snapshot.route(ROAD, options));
  const { detail, ...ofRoutes } = route;
  await checkEnds("routes", { ...ofRoutes, ...routes }, (options) =>
    snapshot.routes(collection(ROAD, OTHER), options),
  );
  await checkEnds("load", load, async (options) => {
    // In a file, a row long after the day that the data or the clock end on is not plausible; columns are taken as they are.
    const isEarliest = [options.asOf, options.today].includes("0000-01-01");
    const { format, mapping, layout, dateOrder, decimal, encoding, utcOffset, ...ofColumns } = options;
    const loaded = await (isEarliest
      ? geobit.load(COLUMNS, ofColumns)
      : geobit.load(new Blob([TWO_ROWS]), options));
    const { summary } = loaded;
    loaded.close();
    return summary;
  });
  await checkEnds("duplicates", duplicates, (options) => snapshot.duplicates(other, options));
  await checkEnds("changes", changes, (options) => snapshot.changes(other, options));
  const kinds = /** @type {const} */ (["any", "more", "alarm", { atLeast: 2, inDays: 364 }]);
  const rules = kinds.map((when) => ({ shape: AREA, when }));
  await checkEnds("alerts", alerts, (options) => snapshot.alerts(rules, options));
  await checkEnds("region", region, (options) => snapshot.region(options));
  await checkEnds("clusters", clusters, (options) => snapshot.clusters(options));
  await checkEnds("combine", combine, async (options) => {
    const combined = await geobit.combine([snapshot, other], options);
    const answer = [combined.summary, await combined.geofence(AREA)];
    combined.close();
    return answer;
  });
  await checkEnds("filtered", filtered, async (options) => {
    const some = await snapshot.filtered(options);
    const answer = [some.summary, await some.geofence(AREA), await some.route(ROAD)];
    some.close();
    return answer;
  });
  geobit.close();
});

test("packs are made and catalogues read at both ends of every option", async () => {
  const geobit = await open();
  const snapshot = await geobit.load(new Blob([TWO_ROWS]));
  const { toParquet, catalog, load } = TABLE.questions;
  await checkEnds("toParquet", toParquet, (options) => snapshot.toParquet(options));
  const packFile = (/** @type {string} */ path) =>
    readFile(new URL(`../fixtures/packs/${path}`, import.meta.url));
  const [bytes, signature] = await Promise.all(
    ["before/catalog.json", "before/catalog.json.minisig"].map(packFile),
  );
  await checkEnds("catalog", catalog, (options) => geobit.catalog(bytes, { signature, ...options }));
  // Of the options of a load, those that say something of a pack.
  const { name, fileName, asOf, licence, attribution, today } = load;
  const { deltas } = JSON.parse((await packFile("after/catalog.json")).toString());
  const [base, delta] = await Promise.all(["before/log.parquet", `after/${deltas[0].path}`].map(packFile));
  await checkEnds("applyDelta", { name, fileName, asOf, licence, attribution, today }, async (options) => {
    const updated = await geobit.applyDelta(base, delta, options);
    const { summary } = updated;
    updated.close();
    return summary;
  });
  geobit.close();
});

test("every formula answers at both ends of every argument", async () => {
  const geobit = await open();
  const formulas = /** @type {any} */ (geobit.formulas);
  const positional = ["geodesic", "discOverlap", "peerRates", "weightedSum"];
  const lists = ["mannKendall", "benjaminiHochberg", "poissonBinomial", "mannWhitney"];
  /** @type {[number, string][]} */
  const times = [];
  for (const [name, { base, together, arguments: rows }] of Object.entries(TABLE.formulas)) {
    const evaluate = async (/** @type {string} */ argument, /** @type {any} */ value) => {
      const given = { ...base, [argument]: value };
      if (together?.includes(argument) && Array.isArray(value)) {
        const other = together.find((/** @type {string} */ list) => list !== argument);
        given[other] = Array(Math.min(value.length, 100_000)).fill(base[other][0]);
      }
      const { confidence, ...named } = given;
      if (!positional.includes(name) && !lists.includes(name)) return formulas[name](given);
      const options = confidence === undefined ? [] : [{ confidence }];
      return formulas[name](...Object.values(named), ...options);
    };
    for (const [argument, { accepted, refused }] of Object.entries(rows)) {
      for (const end of accepted.map(expand)) {
        const what = `${name} ${argument} ${short(end)}`;
        const start = performance.now();
        checkFinite(await evaluate(argument, end), what);
        times.push([performance.now() - start, what]);
      }
      for (const beyond of refused.map(expand))
        await assert.rejects(
          evaluate(argument, beyond),
          (/** @type {any} */ error) =>
            error.code === "badOption" && error.at.field.split(".")[0] === argument,
          `${name} ${argument} ${short(beyond)}`,
        );
    }
  }
  report(times);
  geobit.close();
});

test("the types state both ends of every option", async () => {
  const types = await read("pkg/geobit.d.ts");
  const interfaces = {
    geofence: "GeofenceOptions",
    route: "RouteOptions",
    routes: "RoutesOptions",
    load: "LoadOptions",
    duplicates: "DuplicatesOptions",
    changes: "ChangesOptions",
    alerts: "AlertsOptions",
    region: "RegionOptions",
    clusters: "ClustersOptions",
    combine: "CombineOptions",
    filtered: "Matching",
  };
  for (const [question, rows] of Object.entries(TABLE.questions)) {
    for (const [option, { says }] of Object.entries(rows)) {
      if (!says) continue;
      const [first, member] = option.split(".");
      const isRepeat = first === "repeat" && member;
      const name = isRepeat ? "RepeatOptions" : interfaces[/** @type {keyof typeof interfaces} */ (question)];
      const [, body] = types.split(new RegExp(`interface ${name}\\b[^{]*\\{`));
      const [before] = body.split(new RegExp(`^  ${isRepeat ? member : first}\\?:`, "m"));
      const comment = before.slice(before.lastIndexOf("/**")).replace(/\s*\n\s*\*\s*/g, " ");
      assert.ok(comment.includes(says), `${name}.${option} says: ${comment}`);
    }
  }
});
