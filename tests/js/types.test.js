// Real reports, written down as TypeScript, against `geobit.d.ts`: the compiler finds members that are missing, members that
// are not declared, and values of another type, at every level.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { open } from "geobit";
import { readDataset } from "./data.js";
import { PUBLIC_KEY, roadsEntry, writeFolder } from "./signed-catalog.js";
import { BURSTS, bytes, circle, csv, FEW, ROAD, SQUARE } from "./support.js";

/** A value and the type it is declared to have. @typedef {{ type: string, value: unknown }} Sample */

const TYPES = fileURLToPath(new URL("../../pkg/geobit.d.ts", import.meta.url));
const TSC = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

/** A year with an incident every other week, and every third day of the last month three of them. */
const CLUSTERED = (() => {
  const ages = [
    ...Array.from({ length: 24 }, (_, i) => 30 + 14 * i),
    ...Array.from({ length: 27 }, (_, i) => 3 * Math.floor(i / 3)),
    ...Array.from({ length: 12 }, () => 100),
    470,
  ];
  const day = (/** @type {number} */ age) => new Date(Date.UTC(2026, 10, 20) - age * 864e5);
  return bytes(
    csv(
      ages.map((age, i) => ({
        id: i,
        start: day(age).toISOString().slice(0, 10),
        lon: -8 + (i % 3) / 1000,
        lat: 12,
        uncertainty_km: i % 7 === 6 ? 25 : 0,
        kind: i % 2 ? "blockade" : "riot",
        actor1: "One",
      })),
    ),
  );
})();

const collection = (/** @type {any[]} */ ...features) =>
  /** @type {any} */ ({ type: "FeatureCollection", features });
const feature = (/** @type {object} */ geometry) => ({ type: "Feature", properties: {}, geometry });

/** Keeps a pack of roads of a catalogue. @param {import("geobit").Geobit} geobit */
async function keepRoads(geobit) {
  const content = await readFile(new URL("../fixtures/roads/demo.roads", import.meta.url));
  const { summary } = await geobit.roads(content);
  const id = "mali.roads";
  const { folder, remove } = await writeFolder(
    { roads: [roadsEntry(id, content, summary)] },
    { [id]: content },
  );
  const catalogOfRoads = await geobit.catalog(await readFile(join(folder, "catalog.json")), {
    keys: [PUBLIC_KEY],
    signature: await readFile(join(folder, "catalog.json.minisig")),
    url: pathToFileURL(`${folder}/`),
  });
  const keptRoads = await geobit.packs.download(catalogOfRoads, id);
  await geobit.packs.remove(id);
  await remove();
  return { catalogOfRoads, keptRoads };
}

/** Asks every question and evaluates every formula. In the `full` reports no member is absent or `null`. */
async function askAll() {
  const geobit = await open();
  const given = { licence: "CC0-1.0", attribution: "nobody" };
  const snapshot = await geobit.load(CLUSTERED, given);
  const few = await geobit.load(FEW);
  const bursts = await geobit.load(BURSTS, { asOf: "2026-11-20" });
  const unreadable = await geobit.load(
    new Blob(["id,start,lon,lat\n1,2026-01-01,0,0\n2,never,0,0\n"]),
    given,
  );
  const provided = await geobit.load(await readDataset("ucdp_candidate_v26_0_7_mali_excerpt.csv"));
  const combined = await geobit.combine([unreadable, snapshot]);
  const area = circle(-8, 12, 50);
  const areas = collection(area, circle(0, 0, 10));
  const routes = collection(feature(ROAD), feature(ROAD));
  const rows = /** @type {const} */ ({ detail: "rows" });
  const exposure = /** @type {const} */ ({ detail: "exposure" });
  const packs = new URL("../fixtures/packs/after/", import.meta.url);
  const catalog = await geobit.catalog(await readFile(new URL("catalog.json", packs)), {
    keys: [await readFile(new URL("../fixtures/keys/test.key.pub", import.meta.url), "utf8")],
    signature: await readFile(new URL("catalog.json.minisig", packs)),
    url: packs,
  });
  const kept = /** @type {import("geobit").KeptPack} */ (
    await geobit.packs.download(catalog, catalog.packs[0].id)
  );
  await geobit.packs.remove(kept.id);
  const full = {
    catalog,
    // It was downloaded as a whole, so that there is no version before it.
    kept: { ...kept, attribution: "nobody", before: { asOf: kept.asOf } },
    ...(await keepRoads(geobit)),
    afterMore: (await bursts.geofence(circle(0, 10, 25))).afterMore,
    summary: unreadable.summary,
    providerSummary: provided.summary,
    geofence: (
      await snapshot.geofences(areas, {
        ...{
          repeat: true,
          to: "2026-11-20",
          kinds: ["riot", "blockade"],
          today: "2026-11-30",
          hindcast: true,
        },
      })
    )[0],
    route: await snapshot.route(ROAD, {
      stops: [{ km: 1, hours: 1 }],
      departure: "2026-11-20",
      hindcast: true,
      today: "2026-11-30",
      actors: ["One"],
    }),
    routes: await snapshot.routes(routes, { below: 1e6, each: [{}, { speedKmh: 20 }] }),
    incident: (await few.incidents([0, 1, 2, 3])).find(({ id }) => id === "a"),
    columns: await snapshot.columns(),
    duplicates: await snapshot.duplicates(combined),
    changes: await changesOf(geobit),
    alerts: await snapshot.alerts([
      { shape: area, when: "any", since: "2000-01-01" },
      {
        shape: area,
        when: { atLeast: 1, inDays: 364 },
        kinds: ["riot"],
        minFatalities: 0,
        radiusKm: { riot: 60 },
      },
    ]),
    region: await snapshot.region({ by: "quarter", reference: [-8, 12], within: area }),
    clusters: await snapshot.clusters({ permutations: 19 }),
    pareto: await geobit.pareto({ nodes: 2, from: [0], to: [1], costs: [[1], [2]] }, 0, 1),
    combined: {
      summary: combined.summary,
      geofence: await combined.geofence(area, { repeat: true, today: "2026-11-30", hindcast: true }),
      route: await combined.route(ROAD, { today: "2026-11-30", hindcast: true }),
    },
  };
  const { formulas } = geobit;
  const p = [0.01, 0.5];
  const evaluated = {
    geodesic: await formulas.geodesic(0, 0, 1, 1),
    discOverlap: await formulas.discOverlap(1, 2, 2),
    kernelLine: await formulas.kernelLine({ a: [0, 0], b: [1, 0], p: [0, 1], sigma: 1 }),
    poissonRate: await formulas.poissonRate({ count: 1, exposure: 2 }),
    rateRatio: await formulas.rateRatio({ k1: 1, T1: 2, k0: 3, T0: 4 }),
    gammaPoisson: await formulas.gammaPoisson({ a: 1, b: 2, count: 3, exposure: 4, ahead: 5 }),
    peerRates: await formulas.peerRates(Uint32Array.of(1, 90), /** @type {any} */ (new Set([28, 29]))),
    weightedSum: await formulas.weightedSum([1, 2], Float64Array.of(3, 4), { confidence: 0.9 }),
    mannKendall: await formulas.mannKendall([1, 2, 3]),
    benjaminiHochberg: await formulas.benjaminiHochberg(p),
    poissonBinomial: await formulas.poissonBinomial(p),
    mannWhitney: await formulas.mannWhitney([1, 2], [3, 4]),
  };
  const undefinedResults = {
    rateRatio: await formulas.rateRatio({ k1: 0, T1: 2, k0: 0, T0: 4 }),
    gammaPoisson: await formulas.gammaPoisson({ a: 0, b: 0, count: 0, exposure: 1, ahead: 1 }),
    peerRates: await formulas.peerRates([], []),
    mannKendall: await formulas.mannKendall([]),
    mannWhitney: await formulas.mannWhitney([], []),
  };
  const results = [...Object.entries(evaluated), ...Object.entries(undefinedResults)];
  const pick = (/** @type {string} */ report, /** @type {string[]} */ ...names) =>
    `Pick<${report}, ${names.map((name) => `"${name}"`).join(" | ")}>`;
  const geofenceRows = pick("GeofenceReport", "rows", "share", "areaKm2", "counts");
  const size = ["lengthKm", "hours", "timeline"];
  /** @type {Sample[]} */
  const samples = [
    { type: "AfterMore", value: full.afterMore },
    { type: "Catalog", value: full.catalog },
    { type: "Required<KeptPack>", value: full.kept },
    { type: "Required<Catalog>", value: full.catalogOfRoads },
    { type: "KeptRoads", value: full.keptRoads },
    { type: "Required<Summary>", value: full.summary },
    { type: "Required<Summary>", value: full.providerSummary },
    { type: "Required<Omit<GeofenceReport, 'byOrigin'>>", value: full.geofence },
    { type: "RouteReport", value: full.route },
    { type: "RoutesReport", value: full.routes },
    { type: "Incident", value: full.incident },
    { type: "DuplicatesReport", value: full.duplicates },
    { type: "Changes", value: full.changes },
    { type: "Alert[]", value: full.alerts },
    { type: "Region", value: full.region },
    { type: "Region", value: await few.region({ from: "2099-01-01" }) },
    { type: "Clusters", value: full.clusters },
    { type: "ParetoPaths", value: full.pareto },
    { type: "Required<Summary>", value: full.combined.summary },
    { type: "Required<Summary['rejections'][0]>", value: full.combined.summary.rejections[0] },
    { type: "Required<Summary['warnings'][0]>", value: full.combined.summary.warnings[0] },
    { type: "Required<Omit<GeofenceReport, 'among'>>", value: full.combined.geofence },
    { type: "Required<TimeWindow>", value: full.combined.geofence.recent },
    { type: "Required<RouteReport>", value: full.combined.route },
    { type: "Required<Segment>", value: full.combined.route.segments[0] },
    {
      type: "Required<CorridorStatus['repeated'][0]>",
      value: full.combined.route.status.repeated[0],
    },
    { type: "Columns", value: full.columns },
    { type: "Summary", value: few.summary },
    { type: "Omit<GeofenceReport, 'among'>", value: await few.geofence(SQUARE) },
    { type: "Omit<GeofenceReport, 'among'>", value: await few.geofence(circle(50, 50, 1)) },
    { type: "RouteReport", value: await few.route(ROAD) },
    { type: "RoutesReport", value: await few.routes(collection(feature(ROAD))) },
    { type: "Incident[]", value: await few.incidents([0, 1, 2, 3]) },
    { type: geofenceRows, value: await snapshot.geofence(area, rows) },
    { type: `(${geofenceRows})[]`, value: await snapshot.geofences(areas, rows) },
    { type: `(${geofenceRows})[]`, value: await snapshot.geofences(areas, { ...rows, onProgress() {} }) },
    {
      type: pick("RouteReport", "rows", "distanceKm", "alongKm", ...size),
      value: await snapshot.route(ROAD, rows),
    },
    {
      type: pick("RouteReport", "exposure", "encounter", "coverage", ...size),
      value: await snapshot.route(ROAD, exposure),
    },
    ...results.map(([name, value]) => ({ type: `Awaited<ReturnType<Formulas["${name}"]>>`, value })),
    // A report repeats its options.
    { type: "Record<keyof GeofenceOptions, 0>", value: names(optionsOf(full.geofence.method)) },
    { type: "Record<keyof RouteOptions, 0>", value: names(optionsOf(full.route.method)) },
    {
      type: "Record<Exclude<keyof RoutesOptions, keyof RouteOptions | 'each'>, 0>",
      value: names(Object.keys(full.routes.method)),
    },
    {
      type: "Record<keyof DuplicatesOptions | 'distance' | 'snapshots' | 'version', 0>",
      value: names(Object.keys(full.duplicates.method)),
    },
    { type: "Record<keyof Formulas, 0>", value: names(Object.keys(evaluated)) },
    { type: "Record<keyof Formulas, 0>", value: names(Object.keys(formulas)) },
    { type: "Record<Exclude<keyof Geobit, symbol>, 0>", value: names(members(geobit)) },
    { type: "Record<Exclude<keyof Snapshot, symbol>, 0>", value: names(members(snapshot)) },
  ];
  geobit.close();
  return { samples, full: { ...full, evaluated } };
}

/** @import { Geobit } from "../../pkg/geobit.d.ts" */

/** Two small snapshots of which something was added, changed, withdrawn and left outside. @param {Geobit} geobit */
async function changesOf(geobit) {
  const load = (/** @type {string} */ rows) => geobit.load(new Blob([`id,start,lon,lat,kind\n${rows}`]));
  const older = await load(
    "a,2024-05-02,1,1,riot\nb,2024-05-03,1,1,riot\nc,2024-01-01,1,1,riot\nd,2024-05-04,1,1,riot",
  );
  const newer = await load("a,2024-05-02,1,1,protest\nd,2024-05-04,1,1,riot\ne,2024-05-04,1,1,riot");
  return newer.changes(older, { watch: collection(circle(1, 1, 10)) });
}

/** @param {string[]} list */
const names = (list) => Object.fromEntries(list.map((name) => [name, 0]));

/** What a report says of its method besides its options. */
const ASSUMPTIONS = [
  "fit",
  "distance",
  "counting",
  "precisionTable",
  "kindTable",
  "snapshot",
  "licence",
  "version",
];

/** @param {object} method */
const optionsOf = (method) => Object.keys(method).filter((name) => !ASSUMPTIONS.includes(name));

/** Names of the members of an object and of its class. @param {object} object */
function members(object) {
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(object));
  return [...Object.keys(object), ...methods.filter((name) => name !== "constructor")];
}

/** Writes a value as an expression of TypeScript. @param {unknown} value @returns {string} */
function expression(value) {
  if (ArrayBuffer.isView(value)) return `new ${value.constructor.name}()`;
  if (Array.isArray(value)) return `[${value.map(expression).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const entries = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${expression(member)}`,
  );
  return `{ ${entries.join(", ")} }`;
}

/**
 * Compiles samples and returns what the compiler says, which is nothing if all fit.
 * @param {Sample[]} samples
 */
async function compile(samples) {
  const folder = await mkdtemp(join(tmpdir(), "geobit-types-"));
  try {
    const declarations = (await readFile(TYPES, "utf8")).matchAll(/^export interface (\w+)/gm);
    const declared = Array.from(declarations, ([, name]) => name).join(", ");
    const lines = [
      `import type { ${declared} } from ${JSON.stringify(TYPES)};`,
      ...samples.map(({ type, value }, i) => `export const sample${i}: ${type} = ${expression(value)};`),
    ];
    const file = join(folder, "samples.ts");
    await writeFile(file, lines.join("\n"));
    const flags = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2023,esnext.disposable,dom"];
    const run = promisify(execFile)(process.execPath, [TSC, ...flags, "--types", "", file], { cwd: folder });
    return await run.then(({ stdout }) => stdout).catch(({ stdout }) => String(stdout));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Paths that are `null` or an empty list wherever they occur, so that the compiler has not seen what they may hold. The
 * members of a list have the same path.
 * @param {unknown} report
 */
function unseen(report) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {Set<string>} */
  const empty = new Set();
  /** @param {unknown} value @param {string} path */
  const visit = (value, path) => {
    const isList = Array.isArray(value) || ArrayBuffer.isView(value);
    if (value === null || (isList && Object.keys(value).length === 0)) return empty.add(path);
    seen.add(path);
    if (typeof value !== "object" || ArrayBuffer.isView(value)) return;
    const isTuple = Array.isArray(value) && value.some((member) => typeof member !== "object");
    for (const [name, member] of Object.entries(/** @type {object} */ (value)))
      visit(member, Array.isArray(value) && !isTuple ? `${path}[]` : `${path}.${name}`);
  };
  visit(report, "report");
  return [...empty].filter((path) => !seen.has(path));
}

test("what is declared is what comes, member by member", async () => {
  const { samples, full } = await askAll();
  assert.equal(await compile(samples), "");

  // Nothing that may be absent is absent in all of them.
  const { method, repeat, afterMore, ...geofence } = full.geofence;
  assert.deepEqual(unseen(geofence), []);
  // There is either a p or the reason why there is none.
  assert.deepEqual(unseen(repeat), ["report.untested"]);
  const { routes, ...comparison } = full.routes;
  assert.deepEqual(unseen(comparison), []);
  const { method: routeMethod, afterMore: afterMoreOfRoute, ...route } = full.route;
  assert.deepEqual(unseen(route), []);
  assert.deepEqual([method.asOf, routeMethod.asOf, routes.length], ["2026-11-20", "2026-11-20", 2]);
  // Only packs have filters, and the package does not load packs yet.
  const summaries = [full.summary, full.providerSummary, full.combined.summary];
  assert.deepEqual(unseen(summaries), ["report[].origins[].filters", "report[].filters"]);
  // The verdict of a corridor and of a site can be another one, and then nothing followed.
  assert.deepEqual(unseen([full.afterMore, afterMore, afterMoreOfRoute]), []);
  assert.deepEqual(unseen([full.duplicates, full.changes]), []);
  assert.deepEqual(unseen([full.region, full.clusters, full.pareto]), []);
  assert.deepEqual(unseen([full.columns, full.evaluated]), []);
});

test("the comparison finds what is missing, what is not declared, and what is of another type", async () => {
  const counts = { certain: 1, possible: 2, expected: 3 };
  const share = new Float32Array();
  const wrong = [
    { value: { counts, share }, words: null },
    { value: { counts }, words: "'share' is missing" },
    { value: { counts: { certain: 1, possible: 2 }, share }, words: "'expected' is missing" },
    { value: { counts: { ...counts, unlikely: 4 }, share }, words: "'\"unlikely\"' does not exist" },
    {
      value: { counts: { ...counts, certain: "1" }, share },
      words: "'string' is not assignable to type 'number'",
    },
    { value: { counts, share: new Float64Array() }, words: "'Float64Array<ArrayBuffer>' is not assignable" },
  ];
  const type = `Pick<GeofenceReport, "counts" | "share">`;
  const found = await compile(wrong.map(({ value }) => ({ type, value })));
  for (const [i, { words }] of wrong.entries()) {
    // The first line of the file is the import.
    const error = found.split("\n").find((line) => line.startsWith(`samples.ts(${i + 2},`));
    if (words === null) assert.equal(error, undefined);
    else assert.ok(error?.includes(words), `${words}: ${found}`);
  }
});

test("lists that grow with the data are typed arrays", async () => {
  const { samples } = await askAll();
  const LONGEST = 20;
  /** @param {unknown} value @param {string} path */
  const check = (value, path) => {
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
    const isNumbers = Array.isArray(value) && value.every((member) => typeof member === "number");
    assert.ok(!isNumbers || value.length <= LONGEST, `${path} has ${isNumbers && value.length} numbers`);
    for (const [name, member] of Object.entries(value)) check(member, `${path}.${name}`);
  };
  for (const { type, value } of samples) check(value, type);
});
