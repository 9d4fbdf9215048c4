// What a brief says, before it is a page, a table or GeoJSON: answers of the package, put beside one another.
import { dateOfDay, dayOfDate } from "../format.js";
import { positions, question } from "../shapes.js";
import { newMovement, USUAL_KMH } from "./movement.js";
import { continuous, scheduleOf } from "./schedule.js";
import { stretchesOf } from "./stretches.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("geobit").RouteReport} RouteReport */
/** @typedef {{ from?: string, to?: string, asOf?: string, kinds?: string[] }} Range */
/** @typedef {{ from: string, to: string, days: number }} Window */
/** @typedef {{ incident: import("geobit").Incident, km: number, offKm: number, possible: boolean }} Near */
/** @typedef {Window & { certain: number, possible: number, near: Near[], farther: number }} Recent */
/** @typedef {{ name: string, lengthKm: number, hours: number, expected: number, interval: [number, number] }} Alternative */
/**
 * @typedef {object} Brief
 * @property {string} name
 * @property {import("./movement.js").Movement} movement
 * @property {GeoJSON.Position[]} line
 * @property {RouteReport} report
 * @property {import("./schedule.js").Schedule} schedule
 * @property {import("./stretches.js").Stretch[]} stretches
 * @property {Recent} recent
 * @property {GeoJSON.Position[][]} others the lines of the other routes
 * @property {Alternative[]} alternatives this route first; empty where it is the only one
 * @property {import("geobit").Summary} summary
 * @property {Range} range
 */

/** As in the package's geofences, until a report tells its own. */
const RECENT_DAYS = 28;

/**
 * @param {{
 *   snapshot: import("geobit").Snapshot,
 *   shape: Shape,
 *   routes: Shape[],
 *   range: Range,
 *   townsAlong: (route: import("geobit").Feature) => Promise<import("./towns-along.js").TownAlong[]>,
 * }} asked `routes`: all that are drawn
 * @returns {Promise<Brief>}
 */
export async function gatherBrief({ snapshot, shape, routes, range, townsAlong }) {
  const asked = question(shape);
  if (!asked) throw new Error("Too little of the route is drawn; it needs two places.");
  const route = /** @type {import("geobit").Feature} */ (asked.feature);
  const options = /** @type {import("geobit").RouteOptions} */ ({ ...asked.options, ...range });
  const report = await snapshot.route(route, options);
  const line = continuous(positions(shape.geometry));
  const movement = shape.movement ?? newMovement();
  const [towns, recent, alternatives] = await Promise.all([
    townsAlong(route),
    recentAlong(snapshot, route, options, report),
    alternativesTo(snapshot, shape, routes, range),
  ]);
  const schedule = scheduleOf(report, line, towns, movement);
  return {
    ...{ name: shape.name, movement, line, report, schedule, recent, alternatives },
    others: routes.flatMap((other) => (other.id === shape.id ? [] : [positions(other.geometry)])),
    ...{ stretches: stretchesOf(report), summary: snapshot.summary, range },
  };
}

/** @param {RouteReport} report @returns {Window} */
function recentWindow(report) {
  const { status } = /** @type {{ status?: { recent: Window } }} */ (/** @type {unknown} */ (report));
  if (status) return status.recent;
  const to = report.method.asOf;
  return { to, from: dateOfDay(dayOfDate(to) - RECENT_DAYS + 1), days: RECENT_DAYS };
}

/**
 * Incidents of the recent window along the route, the newest first. Whether one is certainly in the corridor is asked of the
 * corridor as an area.
 * @param {import("geobit").Snapshot} snapshot @param {import("geobit").Feature} route
 * @param {import("geobit").RouteOptions} options @param {RouteReport} report
 * @returns {Promise<Recent>}
 */
async function recentAlong(snapshot, route, { corridorKm, kinds }, report) {
  const { from, to, days } = recentWindow(report);
  const window = /** @type {const} */ ({ from, to, asOf: to, detail: "rows", ...(kinds && { kinds }) });
  const [along, inside] = await Promise.all([
    snapshot.route(route, { ...window, corridorKm }),
    snapshot.geofence(route.geometry, { ...window, radiusKm: corridorKm }),
  ]);
  const certain = new Set(inside.rows.filter((_, i) => inside.share[i] === 1));
  const records = await snapshot.incidents(along.rows);
  const near = records.map((incident, i) => ({
    ...{ incident, km: along.alongKm[i], offKm: along.distanceKm[i] },
    possible: !certain.has(along.rows[i]),
  }));
  near.sort((a, b) =>
    a.incident.start < b.incident.start ? 1 : a.incident.start > b.incident.start ? -1 : a.km - b.km,
  );
  const possibleNear = near.filter(({ possible }) => possible).length;
  return {
    ...{ from, to, days, near },
    ...{ certain: inside.counts.certain, possible: inside.counts.possible },
    farther: inside.counts.possible - possibleNear,
  };
}

/**
 * Every route drawn, on the same terms: at this one's speed, without halts.
 * @param {import("geobit").Snapshot} snapshot @param {Shape} shape @param {Shape[]} routes @param {Range} range
 * @returns {Promise<Alternative[]>}
 */
async function alternativesTo(snapshot, shape, routes, range) {
  const others = routes.filter(({ id }) => id !== shape.id);
  if (others.length === 0) return [];
  const speedKmh = shape.movement?.speedKmh ?? USUAL_KMH;
  const answers = [shape, ...others].map(async (route) => {
    const asked = question(route);
    if (!asked) return [];
    const feature = /** @type {import("geobit").Feature} */ (asked.feature);
    const options = /** @type {import("geobit").RouteOptions} */ ({
      ...range,
      corridorKm: route.km,
      speedKmh,
    });
    const { lengthKm, hours, encounter } = await snapshot.route(feature, { ...options, detail: "exposure" });
    return [{ name: route.name, lengthKm, hours, ...encounter }];
  });
  return (await Promise.all(answers)).flat();
}
