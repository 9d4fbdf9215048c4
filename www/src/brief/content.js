// What a brief says, before it is a page, a table or GeoJSON: answers of the package, put beside one another.
import { inWords } from "../data.js";
import { tripsFor } from "../format.js";
import { namesInWords, sharedKm } from "../panels/routes/words.js";
import { positions, question } from "../shapes.js";
import { continuous } from "./longitude.js";
import { newMovement, USUAL_KMH } from "./movement.js";
import { scheduleOf } from "./schedule.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("geobit").RouteReport} RouteReport */
/** @typedef {{ from?: string, to?: string, asOf?: string, kinds?: string[] }} Range */
/** @typedef {{ from: string, to: string, days: number }} Window */
/** @typedef {{ incident: import("geobit").Incident, km: number, offKm: number, possible: boolean }} Near */
/**
 * @typedef {Window & { certain: number, possible: number, near: Near[], farther: number, atMost: boolean }} Recent
 *   `farther`: of the possible ones, those recorded outside the corridor; `atMost`: some of the possible may be counted twice
 */
/**
 * @typedef {{ name: string, lengthKm: number, hours: number, expected: number, interval: [number, number],
 *   against: import("geobit").RoutePair | null, sharedKm: number, dominated: { by: string, clearly: boolean }[] }} Alternative
 *   `against`: this route (`a`) and that one; `sharedKm`: of that one along this; `dominated`: by routes of these names
 */
/**
 * @typedef {object} Brief
 * @property {string} name
 * @property {number} trips in so many trips are all expectations told
 * @property {import("./movement.js").Movement} movement
 * @property {GeoJSON.Position[]} line
 * @property {RouteReport} report
 * @property {import("./schedule.js").Schedule} schedule
 * @property {import("geobit").Stretch[]} stretches the worst
 * @property {Recent} recent
 * @property {GeoJSON.Position[][]} others the lines of the other routes
 * @property {Alternative[]} alternatives this route first; empty where it is the only one
 * @property {string[]} comparison how they were compared, or why not, in the package's words
 * @property {number} notCompared routes drawn beyond those
 * @property {import("geobit").Summary} summary
 * @property {Range} range
 */

/** More are not kept in mind. */
const MOST_STRETCHES = 5;
/** The engine compares no more; those drawn after them are left out, and said to be. */
const MOST_ROUTES = 16;
/** The engine takes no longer ones. */
const LONGEST_SEGMENT_KM = 1000;

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
  const [towns, recent, compared] = await Promise.all([
    townsAlong(route),
    recentAlong(snapshot, route, options, report),
    alternativesTo(snapshot, shape, routes, range),
  ]);
  const schedule = scheduleOf(report, line, towns, movement);
  return {
    ...{ name: shape.name, movement, line, report, schedule, recent, ...compared },
    trips: tripsFor([report.encounter, ...compared.alternatives]),
    notCompared: Math.max(0, routes.length - MOST_ROUTES),
    others: routes.flatMap((other) => (other.id === shape.id ? [] : [positions(other.geometry)])),
    ...{ stretches: report.stretches.slice(0, MOST_STRETCHES), summary: snapshot.summary, range },
  };
}

/**
 * Incidents of the recent window along the route, the newest first. The route in one segment tells how many are certainly in
 * the corridor and how many possibly; each is certain where its whole circle of uncertainty is within the corridor's width.
 * @param {import("geobit").Snapshot} snapshot @param {import("geobit").Feature} route
 * @param {import("geobit").RouteOptions} options @param {RouteReport} report
 * @returns {Promise<Recent>}
 */
async function recentAlong(snapshot, route, { corridorKm = 5, kinds }, report) {
  const { from, to, days } = report.status.recent;
  const window = { from, to, asOf: to, corridorKm, ...(kinds && { kinds }) };
  const { rows, alongKm, distanceKm, segments } = await snapshot.route(route, {
    ...window,
    segmentKm: LONGEST_SEGMENT_KM,
  });
  const records = await snapshot.incidents(rows);
  const near = records.map((incident, i) => ({
    ...{ incident, km: alongKm[i], offKm: distanceKm[i] },
    possible: distanceKm[i] + (incident.uncertaintyKm ?? 0) > corridorKm,
  }));
  near.sort((a, b) => compare(b.incident.start, a.incident.start) || a.km - b.km);
  const certain = sum(segments, ({ count }) => count);
  const possible = sum(segments, (segment) => segment.possible);
  return {
    ...{ from, to, days, near, certain, possible, atMost: segments.length > 1 },
    farther: possible - near.filter((one) => one.possible).length,
  };
}

/** @template T @param {T[]} list @param {(one: T) => number} number */
const sum = (list, number) => list.reduce((all, one) => all + number(one), 0);

/** @param {string} a @param {string} b */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Every route drawn, this one first, each as it is planned; one without a plan at the speed of this movement.
 * @param {import("geobit").Snapshot} snapshot @param {Shape} shape @param {Shape[]} routes @param {Range} range
 * @returns {Promise<{ alternatives: Alternative[], comparison: string[] }>}
 */
async function alternativesTo(snapshot, shape, routes, range) {
  const all = [shape, ...routes.filter(({ id }) => id !== shape.id)].flatMap((route) => {
    const asked = question(route);
    return asked ? [{ name: route.name, asked }] : [];
  });
  if (all.length < 2) return { alternatives: [], comparison: [] };
  const compared = all.slice(0, MOST_ROUTES);
  const lines = {
    type: /** @type {const} */ ("FeatureCollection"),
    features: compared.map(({ asked }) => /** @type {import("geobit").Feature} */ (asked.feature)),
  };
  const answer = await snapshot
    .routes(lines, {
      .../** @type {import("geobit").RouteOptions} */ (range),
      speedKmh: shape.movement?.speedKmh ?? USUAL_KMH,
      each: compared.map(({ asked }) => asked.options),
    })
    .catch((error) => `${compared[(error.at?.row ?? 1) - 1].name}: ${inWords(error)}`);
  // What is wrong with another route is no reason to be without a brief of this one.
  if (typeof answer === "string") return { alternatives: [], comparison: [answer] };
  const names = compared.map(({ name }) => name);
  return { alternatives: besideOneAnother(answer, names), comparison: answer.notes };
}

/** @param {import("geobit").RoutesReport} report @param {string[]} names @returns {Alternative[]} */
function besideOneAnother({ routes, pairs, dominated }, names) {
  const short = namesInWords(names);
  return routes.map(({ lengthKm, hours, encounter }, i) => {
    const against = pairs.find(({ a, b }) => a === 0 && b === i) ?? null;
    return {
      ...{ name: names[i], lengthKm, hours, ...encounter, against },
      sharedKm: sharedKm(against?.shared.b ?? []),
      dominated: dominated
        .filter(({ route }) => route === i)
        .map(({ by, clearly }) => ({ by: short[by], clearly })),
    };
  });
}
