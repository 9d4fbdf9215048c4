// What a brief says, before it is a page, a table or GeoJSON: answers of the package, put together.
import { errorMessage } from "../data.js";
import { chooseTrips } from "../format.js";
import { isCovered } from "../panels/coverage.js";
import { sharedKm, shortenNames } from "../panels/routes/sentences.js";
import { positions, questionFor } from "../shapes.js";
import { words } from "../words/index.js";
import { unwrapLongitudes } from "./longitude.js";
import { DEFAULT_KMH, newMovement } from "./movement.js";
import { computeSchedule } from "./schedule.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("geobit").RouteReport} RouteReport */
/** @typedef {{ from?: string, to?: string, asOf?: string, kinds?: string[], today?: string, lang?: "en" | "fr", intensity?: import("geobit").Intensity }} Range */
/** @typedef {{ name: string, licence: string, attribution: string, words: string }} RoadsCredit `words`: the others in a sentence */
/** @typedef {{ from: string, to: string, days: number }} Window */
/** @typedef {{ incident: import("geobit").Incident, km: number, offKm: number, possible: boolean }} Near */
/**
 * @typedef {Window & { certain: number, possible: number, near: Near[], farther: number, atMost: boolean }} Recent
 *   `farther`: how many of the possible ones are recorded outside the corridor; `atMost`: whether some of the possible ones
 *   may be counted twice
 */
/**
 * @typedef {{ name: string, lengthKm: number, hours: number, isCovered: boolean, expected: number, interval: [number, number],
 *   against: import("geobit").RoutePair | null, sharedKm: number, dominated: { by: string, clearly: boolean }[] }} Alternative
 *   `isCovered`: whether the data cover it, without which its numbers say nothing;
 *   `against`: the pair of this route (`a`) and that one; `sharedKm`: how much of that one runs along this; `dominated`: the
 *   routes that dominate it, by their names
 */
/**
 * @typedef {object} Brief
 * @property {string} name
 * @property {number} trips the number of trips that all expectations are written for
 * @property {import("./movement.js").Movement} movement
 * @property {GeoJSON.Position[]} line
 * @property {RouteReport} report
 * @property {boolean} isCovered whether the data cover the route; if not, nothing recorded is told
 * @property {import("./schedule.js").Schedule} schedule
 * @property {import("geobit").Stretch[]} stretches the worst
 * @property {Recent} recent
 * @property {GeoJSON.Position[][]} others the lines of the other routes
 * @property {Alternative[]} alternatives this route first; empty where it is the only one
 * @property {string[]} comparison how they were compared, or why they were not, in the package's words
 * @property {number} notCompared how many routes were left out
 * @property {import("geobit").Summary} summary
 * @property {Range} range
 * @property {readonly string[]} zones what there is to say of zones of one's own along it
 * @property {RoadsCredit | null} roads whose the roads are that are drawn on its map, and of which its route may be made
 */

/** Nobody keeps more in mind. */
const MAX_STRETCHES = 5;
/** The engine compares no more; those drawn after them are left out, and the brief says so. */
const MAX_ROUTES = 16;
/** The engine takes no longer segments. */
const MAX_SEGMENT_KM = 1000;

/**
 * @param {{
 *   snapshot: import("geobit").Snapshot,
 *   shape: Shape,
 *   routes: readonly Shape[],
 *   range: Range,
 *   townsAlong: (route: import("geobit").Feature) => Promise<import("./towns-along.js").TownAlong[]>,
 *   zones?: readonly string[],
 *   roads?: RoadsCredit | null,
 * }} scope `routes`: all that are drawn
 * @returns {Promise<Brief>}
 */
export async function gatherBrief({ snapshot, shape, routes, range, townsAlong, zones = [], roads = null }) {
  const question = questionFor(shape);
  if (!question) throw new Error(words.brief.tooShort);
  const route = /** @type {import("geobit").Feature} */ (question.feature);
  const options = /** @type {import("geobit").RouteOptions} */ ({ ...question.options, ...range });
  const report = await snapshot.route(route, { ...options, hindcast: true });
  const line = unwrapLongitudes(positions(shape.geometry));
  // A route that bars roads is not there to be driven.
  const others = routes.filter(({ id, bar }) => id !== shape.id && !bar);
  const movement = shape.movement ?? newMovement();
  const [towns, recent, compared] = await Promise.all([
    townsAlong(route),
    isCovered(report) ? findRecent(snapshot, route, options, report) : noneOf(report.status.recent),
    compareAlternatives(snapshot, shape, others, range),
  ]);
  const schedule = computeSchedule(report, line, towns, movement);
  return {
    ...{ name: shape.name, movement, line, report, schedule, recent, ...compared },
    isCovered: isCovered(report),
    trips: chooseTrips([
      ...(isCovered(report) ? [report.encounter] : []),
      ...compared.alternatives.filter((one) => one.isCovered),
    ]),
    notCompared: Math.max(0, 1 + others.length - MAX_ROUTES),
    others: others.map(({ geometry }) => positions(geometry)),
    stretches: isCovered(report) ? report.stretches.slice(0, MAX_STRETCHES) : [],
    ...{ summary: snapshot.summary, range, zones, roads },
  };
}

/** What there is to tell of a window that the data do not cover. @param {Window} window @returns {Recent} */
const noneOf = ({ from, to, days }) => ({
  ...{ from, to, days, near: [], certain: 0, possible: 0, farther: 0, atMost: false },
});

/**
 * Finds the incidents of the recent window along the route, the newest first. The route is asked about as one segment, which
 * gives how many are certainly in the corridor and how many possibly; an incident is certain where its whole circle of
 * uncertainty is within the corridor's width.
 * @param {import("geobit").Snapshot} snapshot @param {import("geobit").Feature} route
 * @param {import("geobit").RouteOptions} options @param {RouteReport} report
 * @returns {Promise<Recent>}
 */
async function findRecent(snapshot, route, { corridorKm = 5, kinds }, report) {
  const { from, to, days } = report.status.recent;
  const window = { from, to, asOf: to, corridorKm, ...(kinds && { kinds }) };
  const { rows, alongKm, distanceKm, segments } = await snapshot.route(route, {
    ...window,
    segmentKm: MAX_SEGMENT_KM,
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
 * Compares a route with the others, this one first, each as it is planned; one without a plan at the speed of this movement.
 * @param {import("geobit").Snapshot} snapshot @param {Shape} shape @param {readonly Shape[]} others @param {Range} range
 * @returns {Promise<{ alternatives: Alternative[], comparison: string[] }>}
 */
async function compareAlternatives(snapshot, shape, others, range) {
  const all = [shape, ...others].flatMap((route) => {
    const question = questionFor(route);
    return question ? [{ name: route.name, question }] : [];
  });
  if (all.length < 2) return { alternatives: [], comparison: [] };
  const compared = all.slice(0, MAX_ROUTES);
  const lines = {
    type: /** @type {const} */ ("FeatureCollection"),
    features: compared.map(({ question }) => /** @type {import("geobit").Feature} */ (question.feature)),
  };
  const answer = await snapshot
    .routes(lines, {
      .../** @type {import("geobit").RouteOptions} */ (range),
      speedKmh: shape.movement?.speedKmh ?? DEFAULT_KMH,
      each: compared.map(({ question }) => question.options),
    })
    .catch((error) => words.brief.problemOf(compared[(error.at?.row ?? 1) - 1].name, errorMessage(error)));
  // A problem with another route does not prevent a brief of this one.
  if (typeof answer === "string") return { alternatives: [], comparison: [answer] };
  const names = compared.map(({ name }) => name);
  return { alternatives: toAlternatives(answer, names), comparison: answer.notes };
}

/** @param {import("geobit").RoutesReport} report @param {string[]} names @returns {Alternative[]} */
function toAlternatives({ routes, pairs, dominated }, names) {
  const short = shortenNames(names);
  return routes.map((route, i) => {
    const { lengthKm, hours, encounter } = route;
    const against = pairs.find(({ a, b }) => a === 0 && b === i) ?? null;
    return {
      ...{ name: names[i], lengthKm, hours, isCovered: isCovered(route), ...encounter, against },
      sharedKm: sharedKm(against?.shared.b ?? []),
      dominated: dominated
        .filter((one) => one.route === i && isCovered(route) && isCovered(routes[one.by]))
        .map(({ by, clearly }) => ({ by: short[by], clearly })),
    };
  });
}
