// The timed workloads: the question of each, its target peer, and how its answers are checked.

/** @import { Contender, Data, Rows } from "./types.d.ts" */
import { CUT_KM, SIGMA_KM } from "./contenders/kernel.js";
import * as correctness from "./correctness.js";
import { distanceKm } from "./geodesy.js";
import * as reference from "./reference.js";
import { area, jagged, road, sites } from "./workload.js";

export const CORRIDOR_KM = 10;
export const SITES = 1000;
const SITE_KM = 25;
/** Every step of a drag moves the vertex by a tenth of a millidegree, about 10 m. */
const DRAG_DEGREES = 1e-4;
const DRAGS = 64;
/** The engine may leave out this part of an integral, and the reference leaves out nothing. */
const EXPOSURE_SHARE = 1e-4;

/**
 * @typedef {object} Workload
 * @property {string} id
 * @property {string} title
 * @property {"geofence" | "corridor" | "exposure" | "longExposure" | "sites"} operation
 * @property {string} named the target peer: the contender that the target was set against
 * @property {(turn: number) => unknown[]} question arguments after the state; the turn moves a vertex where one is dragged
 * @property {(contender: Contender, answer: any, rows: (rows: Rows) => Rows) => string | undefined} fault
 */

/** @typedef {ReturnType<typeof workloads>} Workloads */

/** @param {Data} data */
export function workloads(data) {
  const { incidents } = data;
  /** @type {<T>(make: () => T) => () => T} */
  const once = (make) => {
    /** @type {{ made?: any }} */
    const kept = {};
    return () => (kept.made ??= make());
  };
  const nearRoute = once(() => reference.corridor(incidents, road(), CORRIDOR_KM));
  const exposures = once(() => reference.exposure(data, road(), SIGMA_KM, CUT_KM));
  const longData = { ...data, weights: data.longWeights };
  const longExposures = once(() => reference.exposure(longData, road(), SIGMA_KM, CUT_KM));
  const places = sites(incidents, SITES);
  const nearSites = once(() => reference.sites(incidents, places, SITE_KM));

  /** @param {string} id @param {string} title @param {string} named @param {(shift: number) => number[][]} ring */
  const geofence = (id, title, named, ring) => {
    const inside = once(() => reference.geofence(incidents, ring(0)));
    return pair({
      id,
      title,
      named,
      operation: "geofence",
      question: (turn) => [ring(turn * DRAG_DEGREES)],
      fault: (_, answer, rows) => correctness.sameRows(rows(answer), inside()),
    });
  };

  /** @type {Workload[]} */
  const all = [
    ...geofence("geofence64", "geofence of 64 vertices", "kdbush + cheap-ruler", area),
    ...geofence("geofence1000", "geofence of 1,000 vertices", "kdbush + Turf's test", jagged).slice(0, 1),
    ...pair({
      id: "corridor",
      title: "corridor of 10 km, 2,000 vertices",
      named: "kdbush + flatbush over legs",
      operation: "corridor",
      question: (turn) => [road(turn * DRAG_DEGREES), CORRIDOR_KM],
      fault: (contender, answer, rows) =>
        correctness.corridor(
          answer,
          rows(answer.rows),
          nearRoute(),
          CORRIDOR_KM,
          contender.metric,
          incidents,
          distanceKm,
        ),
    }),
    ...pair({
      id: "exposure",
      title: "exposure, kernel of 5 km, 2,000 vertices",
      named: "kdbush + flatbush over legs",
      operation: "exposure",
      question: (turn) => [road(turn * DRAG_DEGREES)],
      // Each is compared with what it sets out to compute: ours with the whole integral, the peers with the one cut at three
      // bandwidths.
      // A cut at 3 sigma loses exp(-9/2) = 1.1 % of an even field, and more where a town lies just beyond it: the two
      // are not comparable to any closer tolerance, so both references are computed.
      fault: (contender, answer) =>
        contender.numbers
          ? correctness.value(answer, exposures().whole, EXPOSURE_SHARE)
          : correctness.value(answer, exposures().cut, Math.max(contender.metric.share, 1e-3)),
    }),
    {
      id: "exposure90",
      title: "exposure, half-life 90 days",
      named: "kdbush, tuned",
      operation: "longExposure",
      question: () => [road()],
      fault: (contender, answer) =>
        contender.numbers
          ? correctness.value(answer, longExposures().whole, EXPOSURE_SHARE)
          : correctness.value(answer, longExposures().cut, Math.max(contender.metric.share, 1e-3)),
    },
    {
      id: "sites",
      title: "1,000 sites of 25 km",
      named: "kdbush, tuned",
      operation: "sites",
      question: () => [places, SITE_KM],
      fault: (contender, answer, rows) =>
        correctness.sites(answer.map(rows), nearSites(), SITE_KM, contender.metric),
    },
  ];
  return { all, exposures };
}

/** Returns the questions of a drag, one per turn. @template T @param {(turn: number) => T} question */
const drags = (question) => Array.from({ length: DRAGS }, (_, turn) => question(turn));

/** Returns the shapes of a drag. @template T @param {(shift: number) => T} shape makes the shape, a vertex moved by `shift` degrees */
export const dragged = (shape) => drags((turn) => shape(turn * DRAG_DEGREES));

/**
 * Returns a workload twice: as it is, and dragged. The answer to the first, undragged call is checked. The shapes are made
 * beforehand, since making them is not part of the workload.
 * @param {Workload} one
 * @returns {Workload[]}
 */
function pair(one) {
  const questions = drags(one.question);
  return [
    { ...one, question: () => questions[0] },
    {
      ...one,
      id: `${one.id}-drag`,
      title: `drag: ${one.title}`,
      question: (turn) => questions[turn % DRAGS],
    },
  ];
}
