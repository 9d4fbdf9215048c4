/**
 * Reports as the engine answers them: a text of JSON, and lists. Objects are made of them in the thread that asked: one text
 * crosses from a worker sooner than the objects in it, and lists are handed over.
 */

/** @import { GeofenceReport, RouteReport, Segment } from "../geobit.d.ts" */

/** @typedef {[text: string, rows: Uint32Array, share: Float32Array, weeks: Uint32Array]} OfGeofence */
/**
 * The first row of weeks is the corridor's, the others are the stretches'; the last segments are what the stretches are as one.
 * @typedef {[
 *   text: string, km: Float64Array, hours: Float64Array,
 *   rows?: Uint32Array, distanceKm?: Float32Array, alongKm?: Float32Array,
 *   segments?: Float64Array, kindNames?: string[], weeks?: Uint32Array,
 * ]} OfRoute
 */

/** Of rows alone there is no text: they are a report already. @param {OfGeofence | GeofenceReport} answer @returns {GeofenceReport} */
export function geofenceReport(answer) {
  if (!Array.isArray(answer)) return answer;
  const [text, rows, share, weeks] = answer;
  const { detail, ...report } = JSON.parse(text);
  const { statistics, weekly, method, ...told } = detail;
  const answered = whole(method);
  const history = withVerdicts(withWeeks(statistics, weekly, weeks), answered.confidence);
  return { rows, share, ...report, ...history, ...told, method: answered };
}

/** @param {OfRoute} answer @returns {RouteReport} */
export function routeReport([text, km, hours, rows, distanceKm, alongKm, segments, kindNames, weeks]) {
  const { exposure, detail, ...report } = JSON.parse(text);
  report.timeline = { km, hours };
  if (rows) Object.assign(report, { rows, distanceKm, alongKm });
  if (exposure) [report.exposure, report.encounter] = exposure;
  if (segments && kindNames && weeks)
    Object.assign(report, routeDetail(detail, namedSegments(segments, kindNames), weeks));
  return report;
}

/** @param {any} detail @param {Segment[]} segments @param {Uint32Array} weeks */
function routeDetail({ worst, status, method, notes }, segments, weeks) {
  const wholes = segments.splice(segments.length - worst.length);
  const count = weeks.length / (1 + worst.length);
  const weeksOf = (/** @type {number} */ number) => weeks.slice(number * count, (number + 1) * count);
  const stretches = worst.map(
    (/** @type {any} */ { comparison, weekly, ...stretch }, /** @type {number} */ number) => ({
      ...wholes[number],
      ...stretch,
      ...withWeeks({ comparison }, weekly, weeksOf(number + 1)),
      standsAmongAll: stretch.q < 1 - method.asked.confidence,
    }),
  );
  const { statistics, weekly, pressure } = status;
  return {
    ...{ segments, stretches, notes, method: whole(method) },
    status: withVerdicts(
      { ...withWeeks(statistics, weekly, weeksOf(0)), ...pressure },
      method.asked.confidence,
    ),
  };
}

/** A comparison with the weeks it is of, and whatever else is told of them. @param {any} statistics @param {any} weekly @param {Uint32Array} counts */
function withWeeks({ comparison: { usualWeek, ...comparison }, ...more }, weekly, counts) {
  return { ...comparison, weekly: { ...weekly, counts, usual: usualWeek }, ...more };
}

/** Provisional: the verdicts on the trends, until the engine gives them. @param {any} history @param {number} confidence */
function withVerdicts({ trend, laplace, ...history }, confidence) {
  const isClear = (/** @type {number} */ p) => p < 1 - confidence;
  const slope = (/** @type {any} */ one) => ({
    ...one,
    verdict: one.weeks < 4 ? "tooFew" : !isClear(one.p) ? "noClearTrend" : one.z > 0 ? "rising" : "falling",
  });
  return {
    ...history,
    trend: { ...slope(trend), settled: slope(trend.settled) },
    ...(laplace !== undefined && {
      laplace: laplace && {
        ...laplace,
        verdict: !isClear(laplace.p) ? "noClearTrend" : laplace.z > 0 ? "late" : "early",
      },
    }),
  };
}

/** The options as answered and the ways of the answer. @param {any} method */
const whole = ({ asked, ways }) => ({ ...asked, ...ways });

/** Numbers of a segment before those of its kinds. */
const NUMBERS = 7;

/** @param {Float64Array} numbers @param {string[]} kindNames */
function namedSegments(numbers, kindNames) {
  const width = NUMBERS + kindNames.length;
  return Array.from({ length: numbers.length / width }, (_, row) =>
    namedSegment(numbers, row * width, kindNames),
  );
}

/** Its numbers are looked up where they are: a row of its own for each would cost more than all the rest. @param {Float64Array} numbers @param {number} at its first one @param {string[]} kindNames @returns {Segment} */
function namedSegment(numbers, at, kindNames) {
  /** @type {Record<string, number>} */
  const kinds = {};
  for (let kind = 0; kind < kindNames.length; kind++) {
    const count = numbers[at + NUMBERS + kind];
    if (count > 0) kinds[kindNames[kind]] = count;
  }
  const days = numbers[at + 6];
  return {
    fromKm: numbers[at],
    toKm: numbers[at + 1],
    integral: numbers[at + 2],
    expected: numbers[at + 3],
    count: numbers[at + 4],
    possible: numbers[at + 5],
    daysSinceLast: Number.isNaN(days) ? null : days,
    kinds,
  };
}
