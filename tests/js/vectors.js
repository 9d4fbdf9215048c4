import { checkChanges } from "./changes-vectors.js";
import { checkDrift, checkPareto, checkScan } from "./region-vectors.js";
import { STATISTICS } from "./statistics-vectors.js";
import { Tally } from "./tally.js";

/** @import { Geobit, Incident, Snapshot } from "../../pkg/geobit.d.ts" */

/**
 * The reference vectors, checked through the built package. It knows neither Node nor a browser: both run it.
 *
 * @typedef {object} Fixtures
 * @property {(name: string) => Promise<any>} readVectors reads `vectors/<name>.json`
 * @property {(name: string) => Promise<Uint8Array>} readDataset reads a file of real data, uncompressed
 */

/** @type {Record<string, (tally: Tally, cases: any[], geobit: Geobit, snapshotOf: (dataset: string) => Promise<Loaded>, readDataset: Fixtures["readDataset"]) => Promise<void>>} */
const FILES = {
  geodesic,
  disc_overlap: discOverlap,
  kernel_line: kernelLine,
  geofence_counts: geofenceCounts,
  corridor,
  exposure,
  csv_expectations: csvExpectations,
  changes: (tally, cases, geobit, _, readDataset) => checkChanges(tally, cases, geobit, readDataset, sha256),
  drift: (tally, cases, geobit, _, readDataset) => checkDrift(tally, cases, geobit, readDataset),
  duplicates,
  pareto: (tally, cases, geobit) => checkPareto(tally, cases, geobit),
  scan: (tally, cases, geobit) => checkScan(tally, cases, geobit),
  ...STATISTICS,
};

export const VECTOR_FILES = Object.keys(FILES);

/** @typedef {{ snapshot: Snapshot, incidents: Incident[] }} Loaded */

/**
 * Checks the files named, by default all of them; resolves to a tally by file.
 * @param {Geobit} geobit
 * @param {Fixtures} fixtures
 * @param {string[]} [files]
 */
export async function checkVectors(geobit, { readVectors, readDataset }, files = VECTOR_FILES) {
  /** @type {Map<string, Promise<Loaded>>} */
  const loaded = new Map();
  const snapshotOf = (/** @type {string} */ dataset) => {
    const known = loaded.get(dataset) ?? readDataset(dataset).then((bytes) => load(geobit, bytes, dataset));
    loaded.set(dataset, known);
    return known;
  };
  /** @type {Record<string, Tally>} */
  const tallies = {};
  for (const file of files) {
    const { cases } = await readVectors(file);
    const tally = new Tally();
    tally.cases = cases.length;
    await FILES[file](tally, cases, geobit, snapshotOf, readDataset);
    tallies[file] = tally;
  }
  for (const { snapshot } of await Promise.all(loaded.values())) snapshot.close();
  return tallies;
}

/** @param {Geobit} geobit @param {Uint8Array} bytes @param {string} name @returns {Promise<Loaded>} */
async function load(geobit, bytes, name) {
  const snapshot = await geobit.load(bytes, { name });
  const rows = Uint32Array.from({ length: snapshot.summary.count }, (_, row) => row);
  return { snapshot, incidents: await snapshot.incidents(rows) };
}

/** @param {Tally} tally @param {any[]} cases @param {Geobit} geobit */
async function geodesic(tally, cases, { formulas }) {
  for (const [
    i,
    {
      in: { lon1, lat1, lon2, lat2, tag },
      out,
    },
  ] of cases.entries()) {
    const what = `geodesic ${i} ${tag}`;
    const got = await formulas.geodesic(lon1, lat1, lon2, lat2);
    tally.near(`${what} distance in m`, got.distanceKm * 1000, out.distance_m, { abs: 1e-6 });
    if (!out.azimuth_testable) continue;
    tally.near(`${what} azimuth 1`, turn(got.azimuth1 - out.azi1_deg), 0, { abs: 1e-6 });
    tally.near(`${what} azimuth 2`, turn(got.azimuth2 - out.azi2_deg), 0, { abs: 1e-6 });
  }
}

/** Degrees brought to -180..180. @param {number} degrees */
const turn = (degrees) => degrees - 360 * Math.round(degrees / 360);

/**
 * Both logs as files; at least 58 of the 60 pairs meant, and at most 4 others.
 * @param {Tally} tally @param {any[]} cases @param {Geobit} geobit
 */
async function duplicates(tally, cases, geobit) {
  const load = (/** @type {any[]} */ incidents) => {
    const lines = incidents.map(({ id, date, lat, lon, kind, deaths }) =>
      [id, date, lat, lon, kind, deaths ?? ""].join(","),
    );
    return geobit.load(new Blob([["id,date,lat,lon,kind,deaths", ...lines].join("\n")]));
  };
  for (const { in: given, out } of cases) {
    const logs = [await load(given.public), await load(given.private)];
    const options = { withinKm: given.within_km, withinDays: given.within_days };
    const { pairs } = await logs[0].duplicates(logs[1], options);
    const ids = async (/** @type {Snapshot} */ log, /** @type {number[]} */ rows) =>
      (await log.incidents(rows)).map(({ id }) => id);
    const first = await ids(
      logs[0],
      pairs.map(({ a }) => a),
    );
    const second = await ids(
      logs[1],
      pairs.map(({ b }) => b),
    );
    const meant = new Set(out.pairs.map(String));
    const right = first.filter((id, i) => meant.has(String([id, second[i]]))).length;
    tally.same(`${right} of ${meant.size} pairs`, right >= 58, true);
    tally.same(`${pairs.length - right} others`, pairs.length - right <= 4, true);
    for (const log of logs) log.close();
  }
}

/** @param {Tally} tally @param {any[]} cases @param {Geobit} geobit */
async function discOverlap(tally, cases, { formulas }) {
  for (const {
    in: { R, r, d },
    out,
  } of cases) {
    tally.near(`disc R=${R} r=${r} d=${d}`, await formulas.discOverlap(R, r, d), out.fraction, { abs: 1e-9 });
  }
}

/** @param {Tally} tally @param {any[]} cases @param {Geobit} geobit */
async function kernelLine(tally, cases, { formulas }) {
  for (const { in: leg, out } of cases) {
    const got = await formulas.kernelLine(leg);
    tally.near(`kernel ${JSON.stringify(leg)}`, got, out.integral, { rel: 1e-9, abs: 1e-14 });
  }
}

/** @param {Tally} tally @param {any[]} cases @param {Geobit} _ @param {(dataset: string) => Promise<Loaded>} snapshotOf */
async function geofenceCounts(tally, cases, _, snapshotOf) {
  for (const {
    in: { dataset, name, aoi },
    out,
  } of cases) {
    const { snapshot, incidents } = await snapshotOf(dataset);
    const circle = aoi.type === "Circle";
    const area = circle ? { type: "Point", coordinates: aoi.center } : aoi;
    const options = { detail: /** @type {const} */ ("rows"), uncertainty: false };
    const report = await snapshot.geofence(area, circle ? { ...options, radiusKm: aoi.radius_km } : options);
    await sameIds(tally, name, report.rows, incidents, out);
    tally.same(`${name} counts`, report.counts, { certain: out.count, possible: 0, expected: out.count });
    tally.same(`${name} shares other than 1`, report.share.filter((share) => share !== 1).length, 0);
  }
}

/** @param {Tally} tally @param {any[]} cases @param {Geobit} _ @param {(dataset: string) => Promise<Loaded>} snapshotOf */
async function corridor(tally, cases, _, snapshotOf) {
  for (const {
    in: { dataset, line_id, line },
    out,
  } of cases) {
    const { snapshot, incidents } = await snapshotOf(dataset);
    const route = { type: /** @type {const} */ ("LineString"), coordinates: line };
    const within = (/** @type {number} */ corridorKm) =>
      snapshot.route(route, { corridorKm, uncertainty: false, detail: "rows" });
    for (const width of out.within) {
      const { rows } = await within(width.half_width_km);
      await sameIds(tally, `${line_id} within ${width.half_width_km} km`, rows, incidents, width);
    }
    const { lengthKm } = await snapshot.route(route, { uncertainty: false });
    tally.near(`${line_id} length`, lengthKm, out.length_km, { abs: 1e-6 });

    const near = out.nearest20_locations;
    const other = out.other_locations;
    const farthest = Math.max(...[...near, ...other].map(({ distance_m }) => distance_m));
    const { rows, distanceKm, alongKm } = await within(farthest / 1000 + 1);
    const place = new Map(Array.from(rows, (row, i) => [Number(incidents[row].id), i]));
    for (const location of [...near, ...other]) {
      const what = `${line_id} incident ${location.id}`;
      const i = place.get(location.id) ?? -1;
      tally.near(`${what} distance in m`, distanceKm[i] * 1000, location.distance_m, { abs: 0.5 });
      if (!location.position_unique) continue;
      const far = other.includes(location) && location.distance_m > 5000;
      tally.near(`${what} position in km`, alongKm[i], location.position_km, { abs: far ? 0.05 : 0.005 });
    }
  }
}

/** @param {Tally} tally @param {any[]} cases @param {Geobit} _ @param {(dataset: string) => Promise<Loaded>} snapshotOf */
async function exposure(tally, cases, _, snapshotOf) {
  for (const { in: given, out } of cases) {
    const { snapshot } = await snapshotOf(given.dataset);
    const report = await snapshot.route(
      { type: "LineString", coordinates: given.line },
      {
        asOf: given.as_of,
        halfLifeDays: given.half_life_days,
        bandwidthKm: given.bandwidth_km,
        encounterKm: given.reach_km,
        speedKmh: given.speed_kmh,
        detail: "exposure",
      },
    );
    const what = `${given.line_id} as of ${given.as_of}`;
    tally.near(`${what} integral`, report.exposure.integral, out.line_integral, { rel: 1e-4 });
    tally.near(`${what} mean`, report.exposure.mean, out.line_integral / out.length_km, { rel: 1e-4 });
    tally.near(`${what} encounters`, report.encounter.expected, out.expected_encounters, { rel: 1e-4 });
  }
}

/** @param {Tally} tally @param {any[]} cases @param {Geobit} _ @param {(dataset: string) => Promise<Loaded>} snapshotOf */
async function csvExpectations(tally, cases, _, snapshotOf) {
  for (const {
    in: { dataset },
    out,
  } of cases) {
    const { snapshot, incidents } = await snapshotOf(dataset);
    const { summary } = snapshot;
    tally.same("rows", summary.rows, out.data_rows);
    tally.same("kept", summary.count, out.kept_valid);
    tally.same("rejected", summary.rejected, out.rejected);
    tally.same("rejections", summary.rejections, []);
    tally.same("superseded", summary.superseded, out.data_rows - out.distinct_ids);
    tally.same("not locatable", summary.notLocatable, out.by_where_prec[6]);
    tally.same("located", summary.located, out.kept_valid - out.by_where_prec[6]);
    tally.same("first day", summary.from, out.date_start_min);
    tally.same("last day", summary.to, out.date_end_max);
    tally.same("box", summary.bbox, [out.lon_min, out.lat_min, out.lon_max, out.lat_max]);
    tally.same("deaths", summary.fatalities, { low: out.sum_low, best: out.sum_best, high: out.sum_high });
    await sameIds(tally, "all", incidents.keys(), incidents, out.all_ids);

    const starts = incidents.map(({ start }) => start).sort();
    tally.same("first start", starts[0], out.date_start_min);
    tally.same("last start", starts.at(-1), out.date_start_max);
    const year = (/** @type {Incident} */ { start }) => String(Number(start.slice(0, 4)));
    const type = (/** @type {Incident} */ incident) => incident.type;
    const best = (/** @type {Incident} */ { fatalities }) => fatalities.best ?? 0;
    tally.same("by year", sums(incidents, year), out.by_year_of_date_start);
    tally.same("by type", sums(incidents, type), out.by_type_of_violence);
    tally.same("deaths by year", sums(incidents, year, best), out.sum_best_by_year);
    tally.same("deaths by type", sums(incidents, type, best), out.sum_best_by_type_of_violence);
    tally.same(
      "by time precision",
      sums(incidents, (i) => String(i.timePrecision)),
      out.by_date_prec,
    );
    const places = out.by_where_prec;
    const byRadius = {
      0: places[1],
      25: places[2],
      50: places[3] + places[5],
      150: places[4],
      null: places[6],
    };
    tally.same(
      "by radius",
      sums(incidents, (i) => String(i.uncertaintyKm)),
      byRadius,
    );

    const count = (/** @type {(incident: Incident) => boolean} */ test) => incidents.filter(test).length;
    tally.same(
      "best 0",
      count((i) => best(i) === 0),
      out.rows_best_zero,
    );
    tally.same(
      "low above best",
      count((i) => (i.fatalities.low ?? 0) > best(i)),
      out.rows_low_gt_best,
    );
    tally.same(
      "best above high",
      count((i) => best(i) > (i.fatalities.high ?? 0)),
      out.rows_best_gt_high,
    );
    tally.same(
      "of several days",
      count((i) => i.end > i.start),
      out.multi_day_events,
    );
    tally.same(
      "coordinates",
      new Set(incidents.map((i) => `${i.lon} ${i.lat}`)).size,
      out.distinct_coordinates,
    );
  }
}

/** @param {Incident[]} incidents @param {(i: Incident) => string} key @param {(i: Incident) => number} [value] */
function sums(incidents, key, value = () => 1) {
  /** @type {Record<string, number>} */
  const found = {};
  for (const incident of incidents) found[key(incident)] = (found[key(incident)] ?? 0) + value(incident);
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The ids behind rows, against a list or its hash: ascending numbers joined by commas.
 * @param {Tally} tally
 * @param {string} what
 * @param {Iterable<number>} rows
 * @param {Incident[]} incidents
 * @param {{ count: number, sha256: string, ids?: number[] }} wanted
 */
async function sameIds(tally, what, rows, incidents, wanted) {
  const ids = Array.from(rows, (row) => Number(incidents[row].id)).sort((a, b) => a - b);
  tally.same(`${what} count`, ids.length, wanted.count);
  if (wanted.ids) tally.same(`${what} ids`, ids, wanted.ids);
  tally.same(`${what} hash of ids`, await sha256(ids.join(",")), wanted.sha256);
}

/** @param {string} text */
async function sha256(text) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
