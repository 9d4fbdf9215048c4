// The vectors of the regional picture, of the scan for groups, and of paths by two costs.
import { readTable, writeTable } from "./table.js";

/** @import { Geobit, Region } from "../../pkg/geobit.d.ts" */
/** @import { Tally } from "./tally.js" */

/** @param {number} a @param {number} b @param {number} tolerance */
const within = (a, b, tolerance) => Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));

/**
 * @param {Tally} tally @param {any[]} cases @param {Geobit} geobit @param {(dataset: string) => Promise<Uint8Array>} readDataset
 */
export async function checkDrift(tally, cases, geobit, readDataset) {
  /** @type {Map<string, Region>} */
  const regions = new Map();
  for (const { in: given, out } of cases) {
    const { dataset, where_prec, reference } = given;
    const key = JSON.stringify([where_prec, reference]);
    const region =
      regions.get(key) ?? (await drift(geobit, await readDataset(dataset), where_prec, reference));
    regions.set(key, region);
    const period = region.periods.find(({ from }) => from === `${given.year}-01-01`);
    const what = `${given.year} ${key}`;
    tally.same(`${what} n`, period?.n, out.n);
    const [lon, lat] = period?.mean ?? [];
    const isSame = Math.abs(lon - out.mean_lon) <= 1e-9 && Math.abs(lat - out.mean_lat) <= 1e-9;
    tally.same(`${what} mean`, isSame, true);
    for (const [name, km] of Object.entries(period?.distanceKm ?? {}))
      tally.same(`${what} ${name}`, Math.abs(km - out.distance_km[name]) <= 1e-6, true);
    tally.same(`${what} has an ellipse`, Boolean(period?.ellipse), Boolean(out.sde));
    if (!period?.ellipse) continue;
    const { majorKm, minorKm, angle } = period.ellipse;
    const { major_km, minor_km, angle_deg, angle_testable } = out.sde;
    const axes = within(majorKm, major_km, 1e-6) && within(minorKm, minor_km, 1e-6);
    tally.same(`${what} axes`, axes, true);
    const turned = Math.abs(angle - angle_deg);
    tally.same(`${what} angle`, !angle_testable || Math.min(turned, 180 - turned) <= 1e-3, true);
  }
}

/** @param {Geobit} geobit @param {Uint8Array} bytes @param {number[] | null} codes @param {[number, number]} reference */
async function drift(geobit, bytes, codes, reference) {
  const { header, rows } = readTable(new TextDecoder().decode(bytes));
  const column = header.indexOf("where_prec");
  const kept = codes ? rows.filter((row) => codes.includes(Number(row[column]))) : rows;
  const snapshot = await geobit.load(new Blob([writeTable([header, ...kept])]));
  const region = await snapshot.region({ by: "year", reference, uncertainty: false });
  snapshot.close();
  return region;
}

/** @param {Tally} tally @param {any[]} cases @param {Geobit} geobit */
export async function checkScan(tally, cases, geobit) {
  for (const { in: given, out } of cases) {
    const { lon, lat, day, max_km: maxKm, max_days: maxDays, max_share: maxShare } = given;
    const columns = {
      lon: Float64Array.from(lon),
      lat: Float64Array.from(lat),
      day: Int32Array.from(day),
    };
    const snapshot = await geobit.load(columns);
    const { clusters } = await snapshot.clusters({ maxKm, maxDays, maxShare, permutations: 499 });
    const [{ llr, count, days, radiusKm, expected, p, rows }] = clusters;
    const what = `${lon.length} incidents`;
    tally.same(`${what} counts`, [count, days, rows.length], [out.count, out.days, out.count]);
    tally.same(`${what} llr`, within(llr, out.llr, 1e-9) && within(expected, out.expected, 1e-9), true);
    tally.same(`${what} radius`, Math.abs(radiusKm - out.radius_km) <= 1e-3, true);
    tally.same(`${what} p`, Math.abs(p - out.p_499) <= 4 * out.p_se, true);
    snapshot.close();
  }
}

/** @param {Tally} tally @param {any[]} cases @param {Geobit} geobit */
export async function checkPareto(tally, cases, geobit) {
  for (const { in: given, out } of cases) {
    const edges = given.edges_from_to_minutes_risk;
    const column = (/** @type {number} */ at) => edges.map((/** @type {number[]} */ edge) => edge[at]);
    const graph = {
      nodes: given.nodes,
      from: Uint32Array.from(column(0)),
      to: Uint32Array.from(column(1)),
      costs: /** @type {[Float64Array, number[]]} */ ([Float64Array.from(column(2)), column(3)]),
    };
    const found = await geobit.pareto(graph, given.from, given.to);
    tally.same(`${given.nodes} nodes`, found.costs, out.pareto_minutes_risk);
    for (const [i, path] of found.edges.entries()) {
      const sum = (/** @type {number} */ at) => path.reduce((total, edge) => total + edges[edge][at], 0);
      tally.same(`${given.nodes} nodes, path ${i}`, [sum(2), sum(3)], found.costs[i]);
    }
  }
}
