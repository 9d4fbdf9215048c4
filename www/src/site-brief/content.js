// What a daily brief of a site or a route says, before it is a page, a text or a picture: answers of the package, put together.
import { dateOfDay, dayOfDate } from "../format.js";
import { areaOf } from "../news/watched.js";
import { isCovered } from "../panels/coverage.js";
import { nameOfRule } from "../rules/list.js";
import { lookAt } from "../rules/look.js";
import { questionFor } from "../shapes.js";
import { siteBrief as texts } from "../words/news.js";

/** @typedef {import("geobit").Incident} Incident */
/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("../brief/content.js").Range} Range */
/** @typedef {import("../news/compare.js").News} News */
/** @typedef {{ record: Incident, possible: boolean }} Recorded `possible`: it may be outside */
/**
 * @typedef {object} SiteBrief
 * @property {Shape} shape
 * @property {string} today
 * @property {string} since the first day on which an incident is new
 * @property {import("geobit").Coverage} coverage
 * @property {boolean} isCovered whether the data cover it; if not, nothing recorded is told
 * @property {string} verdict
 * @property {string} lang of the engine's sentences
 * @property {{ name: string, words: string, since: string | null }[]} fired rules
 * @property {number} rules how many rules watch it
 * @property {Recorded[]} fresh what is new, the latest first
 * @property {number} freshMore how many more there are
 * @property {News["watched"][number] | null} changes what an older version says of it
 * @property {{ name: string, asOf: string } | null} older that version
 * @property {Recorded[]} last the last incidents, the latest first
 * @property {number} lastMore how many more there are
 * @property {number[]} rows of all incidents
 * @property {Float32Array} share of each that is inside; a route has none below 1 but 0.5 for what is possible
 * @property {{ from: string, to: string }} window the recent one
 * @property {import("geobit").Summary} summary
 */

/** So many incidents of each list have their records fetched. */
const MOST = 12;

/**
 * @param {{
 *   snapshot: import("geobit").Snapshot,
 *   days: ArrayLike<number>,
 *   shape: Shape,
 *   since: string,
 *   range: Range,
 *   rules: readonly import("../rules/rule.js").SiteRule[],
 *   kinds: readonly import("geobit").Kind[],
 *   news: News | null,
 * }} scope `days`: of all incidents, by their rows; `kinds`: all there are
 * @returns {Promise<SiteBrief>}
 */
export async function gatherSiteBrief({ snapshot, days, shape, since, range, rules, kinds, news }) {
  const question = questionFor(shape);
  const area = areaOf(shape);
  if (!question || !area) throw new Error(texts.tooShort);
  const report = await ask(snapshot, question, range);
  const covered = isCovered(report);
  const own = rules.filter(({ shapeId }) => shapeId === shape.id);
  const { today, lang } = range;
  const [found, fresh] = await Promise.all([
    lookAt(snapshot, own, [shape], kinds, { since, today, lang }),
    covered ? findFresh(snapshot, area, since, range) : { rows: [], possible: () => false },
  ]);
  const newest = (/** @type {number[]} */ rows) => rows.toSorted((a, b) => days[b] - days[a] || b - a);
  const all = newest([...report.rows]);
  const isPossible = new Map([...report.rows].map((row, i) => [row, report.share[i] < 1]));
  const late = covered ? findLate(news, shape, since) : [];
  const freshList = await fetchRecords(snapshot, newest(fresh.rows), fresh.possible);
  const known = new Set(freshList.list.map(({ record }) => record.id));
  const others = late.filter((record) => !known.has(record.id));
  return {
    ...{ shape, today: today ?? report.coverage.asOf, since, coverage: report.coverage },
    ...{ isCovered: covered, verdict: report.verdict, lang: String(report.method.lang ?? "en") },
    fired: own.flatMap((rule) => {
      const finding = found.get(rule.id);
      if (!finding || !("alert" in finding) || !finding.alert.fired) return [];
      const { words, since: day } = finding.alert;
      return [{ name: nameOfRule(rule, [shape]), words, since: day }];
    }),
    rules: own.length,
    fresh: [...freshList.list, ...others.map((record) => ({ record, possible: false }))].slice(0, MOST),
    freshMore: Math.max(0, freshList.list.length + freshList.more + others.length - MOST),
    changes: news?.watched.find(({ id }) => id === shape.id) ?? null,
    older: news && { name: news.olderName, asOf: news.olderAsOf },
    ...(covered ? await lastOf(snapshot, all, isPossible) : { last: [], lastMore: 0 }),
    ...{ rows: covered ? [...report.rows] : [], share: report.share, window: report.window },
    summary: snapshot.summary,
  };
}

/** Asks about the area, or the route, and returns what both answers have. @param {import("geobit").Snapshot} snapshot @param {import("../shapes.js").Question} question @param {Range} range */
async function ask(snapshot, { method, feature, options }, range) {
  const asked = { ...options, ...range };
  if (method === "geofence") {
    const report = await snapshot.geofence(/** @type {any} */ (feature), /** @type {any} */ (asked));
    const { coverage, rows, share, verdictText, recent } = report;
    return { coverage, rows, share, verdict: verdictText, window: recent, method: report.method };
  }
  const report = await snapshot.route(/** @type {any} */ (feature), /** @type {any} */ (asked));
  const { coverage, rows, status } = report;
  const share = new Float32Array(rows.length).fill(1);
  return { coverage, rows, share, verdict: status.verdictText, window: status.recent, method: report.method };
}

/** Finds what is new, by the engine's own rule for it. @param {import("geobit").Snapshot} snapshot @param {import("geobit").Feature} shape @param {string} since @param {Range} range */
async function findFresh(snapshot, shape, since, { kinds, today, lang }) {
  const rule = {
    shape,
    when: /** @type {const} */ ("any"),
    ...(kinds && { kinds: /** @type {any} */ (kinds) }),
  };
  const [{ rows, share }] = await snapshot.alerts([rule], { since, today, lang });
  const shares = new Map([...rows].map((row, i) => [row, share[i]]));
  return { rows: [...rows], possible: (/** @type {number} */ row) => (shares.get(row) ?? 1) < 1 };
}

/**
 * Finds what an older version did not have yet, though it happened before: files do not tell it of themselves. It is new only to who
 * asks for what is new since that version.
 * @param {News | null} news @param {Shape} shape @param {string} since
 */
function findLate(news, shape, since) {
  if (!news || since > dayAfter(news.olderAsOf)) return [];
  const number = news.watched.findIndex(({ id }) => id === shape.id);
  return news.entries
    .filter(({ what, watched }) => (what === "added" || what === "old") && watched.includes(number))
    .map(({ record }) => record);
}

/** @param {import("geobit").Snapshot} snapshot @param {number[]} rows @param {(row: number) => boolean} isPossible */
async function fetchRecords(snapshot, rows, isPossible) {
  const records = await snapshot.incidents(rows.slice(0, MOST));
  const list = records.map((record) => ({ record, possible: isPossible(record.row) }));
  return { list, more: rows.length - list.length };
}

/** @param {import("geobit").Snapshot} snapshot @param {number[]} rows @param {Map<number, boolean>} isPossible */
async function lastOf(snapshot, rows, isPossible) {
  const { list, more } = await fetchRecords(snapshot, rows, (row) => isPossible.get(row) ?? false);
  return { last: list, lastMore: more };
}

/** @param {string} date */
export const dayAfter = (date) => dateOfDay(dayOfDate(date) + 1);

/** So many days are new where nothing else is known; they are those of the engine's recent window. */
const DEFAULT_DAYS = 28;

/**
 * Chooses since when something is new: since the older version that is compared with, or since the last look if the data are later,
 * or else in the last 28 days of the data.
 * @param {string} asOf of the data @param {News | null} news @param {string | null} lastLook
 */
export function chooseSince(asOf, news, lastLook) {
  if (news) return dayAfter(news.olderAsOf);
  return lastLook !== null && lastLook <= asOf ? lastLook : dateOfDay(dayOfDate(asOf) - DEFAULT_DAYS + 1);
}
