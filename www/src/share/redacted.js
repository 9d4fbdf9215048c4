// An answer without what says where it is: no coordinate, no name of a shape, a file or a town. Distances are from the place itself,
// and along a route from its start.
import { formatDay } from "../format.js";
import { describe } from "../more-filters/matching.js";
import { isCovered } from "../panels/coverage.js";
import { describeKinds } from "../panels/filtered.js";
import { words } from "../words/index.js";
import { share as texts } from "../words/share.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */
/** @typedef {import("geobit").RouteReport} RouteReport */
/** @typedef {import("../more-filters/matching.js").Matching} Matching */
/**
 * @typedef {object} Redacted
 * @property {string} title what was asked about
 * @property {string[]} sentences
 * @property {{ title: string, lines: string[] } | null} list
 * @property {{ title: string, counts: number[] } | null} bars
 * @property {string[]} footer
 */

/** So many stretches say where the worst are. */
const MOST_STRETCHES = 5;
/** Bars beyond this are thinner than a pixel of a phone. */
const MOST_BARS = 104;

/**
 * @param {import("../results.js").Answer} answer
 * @param {import("../shapes.js").Shape} shape the one that is answered
 * @param {{ isDemo: boolean, matching: Matching | null }} data `isDemo`: whether they are made up; `matching`: what more they are filtered by
 * @returns {Redacted}
 */
export function redact({ geofence, route }, shape, { isDemo, matching }) {
  const report = /** @type {GeofenceReport | RouteReport} */ (geofence ?? route);
  const footer = [texts.data(isDemo, formatDay(report.method.asOf)), texts.left, words.provenance.advisory];
  const title = titleOf(shape, geofence, route);
  if (!isCovered(report))
    return { title, sentences: [words.shapes.notCovered], list: null, bars: null, footer };
  const { sentences, ...content } = geofence ? ofArea(geofence) : ofRoute(/** @type {RouteReport} */ (route));
  return {
    title,
    sentences: [
      ...describeFilter(matching, /** @type {string[] | null} */ (report.method.kinds)),
      ...sentences,
    ],
    ...content,
    footer,
  };
}

/**
 * Says what is filtered by, but for names and words: they may say where it is.
 * @param {Matching | null} matching @param {readonly string[] | null} kinds those that count, unless all do
 */
function describeFilter(matching, kinds) {
  if (!matching && !kinds) return [];
  const { actors, text, origins, ...numbers } = matching ?? {};
  const { parts } = texts;
  const hidden = [
    ...describeKinds(kinds),
    actors ? parts.actors(actors.length) : "",
    text ? parts.text : "",
    origins ? parts.sources(origins.length) : "",
  ];
  return [texts.filtered([...hidden.filter(Boolean), ...describe(numbers)].join("; "))];
}

/** @param {import("../shapes.js").Shape} shape @param {GeofenceReport | undefined} geofence @param {RouteReport | undefined} route */
function titleOf({ kind, km }, geofence, route) {
  if (route) return texts.line(route.lengthKm, km);
  if (kind === "circle") return texts.circle(km);
  return kind === "corridor" ? texts.corridor(km) : texts.polygon(geofence?.areaKm2 ?? 0);
}

/** @param {GeofenceReport} report */
function ofArea({ verdictText, counts, recent, baseline, rings, weekly }) {
  const lines = rings.map(({ fromKm, toKm, ...count }) =>
    texts.ring(fromKm, toKm, count.recent + count.baseline),
  );
  return {
    sentences: [
      verdictText,
      texts.counts(counts.certain, counts.possible),
      texts.windows(recent.count, recent.days, baseline.count, baseline.days),
    ],
    list: lines.length > 0 ? { title: texts.ringsTitle, lines } : null,
    bars: { title: texts.weeks, counts: [...weekly.counts].slice(-MOST_BARS) },
  };
}

/** @param {RouteReport} report */
function ofRoute({ status, rows, stretches, segments }) {
  const { verdictText, recent, baseline } = status;
  const lines = stretches
    .slice(0, MOST_STRETCHES)
    .map(({ fromKm, toKm, count }) => texts.stretch(fromKm, toKm, count));
  return {
    sentences: [
      verdictText,
      texts.along(rows.length),
      texts.windows(recent.count, recent.days, baseline.count, baseline.days),
    ],
    list: lines.length > 0 ? { title: texts.stretchesTitle, lines } : null,
    bars: { title: texts.strip, counts: grouped(segments.map(({ count }) => count)) },
  };
}

/** Adds neighbours up until few enough are left to draw. @param {number[]} counts */
function grouped(counts) {
  const size = Math.max(1, Math.ceil(counts.length / MOST_BARS));
  return Array.from({ length: Math.ceil(counts.length / size) }, (_, i) =>
    counts.slice(i * size, (i + 1) * size).reduce((sum, count) => sum + count, 0),
  );
}

/** Writes it as text for a messenger. @param {Redacted} redacted */
export function toText({ title, sentences, list, footer }) {
  const parts = [
    [title],
    sentences,
    ...(list ? [[texts.listOf(list.title), ...list.lines.map((line) => `- ${line}`)]] : []),
    footer,
  ];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
