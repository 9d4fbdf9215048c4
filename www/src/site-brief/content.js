// What a daily brief of a site or a route says, before it is a page, a text or a picture: answers of the package, put together.
import { dateOfDay, dayOfDate } from "../format.js";
import { areaOf } from "../news/watched.js";
import { isCovered } from "../panels/coverage.js";
import { describeRule } from "../rules/list.js";
import { lookAt } from "../rules/look.js";
import { questionFor } from "../shapes.js";
import { capitalized } from "../words/capitals.js";
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
 * @property {readonly string[]} zones what there is to say of zones in force that it touches
 * @property {import("../brief/content.js").RoadsCredit | null} roads whose the roads are that are drawn on its map
 * @property {Recorded[]} fresh what is new, the latest first
 * @property {number} freshMore how many more there are
 * @property {number} freshPossible how many of all that is new may be outside
 * @property {number} freshLate how many of it happened before and were recorded late
 * @property {News["watched"][number] | null} changes what an older version says of it
 * @property {{ name: string, asOf: string } | null} older that version
 * @property {Recorded[]} last the last of the other incidents, the latest first
 * @property {number} lastMore how many more there are
 * @property {number[]} rows of all incidents
 * @property {Float32Array} share of each that is inside; along a route 0.5 stands for what is possible
 * @property {{ from: string, to: string, days: number }} window the recent one
 * @property {import("geobit").Summary} summary
 * @property {readonly string[] | null} kinds that count; `null` where all do
 */

/** So many incidents of each list have their records fetched. */
const MOST = 10;

/**
 * @param {{
 *   snapshot: import("geobit").Snapshot,
 *   columns: Pick<import("geobit").Columns, "day" | "uncertaintyKm">,
 *   shape: Shape,
 *   since: string,
 *   range: Range,
 *   rules: readonly import("../rules/rule.js").SiteRule[],
 *   kinds: readonly import("geobit").Kind[],
 *   news: News | null,
 *   zones?: readonly string[],
 *   roads?: import("../brief/content.js").RoadsCredit | null,
 * }} scope `kinds`: all there are
 * @returns {Promise<SiteBrief>}
 */
export async function gatherSiteBrief({
  snapshot,
  columns,
  shape,
  since,
  range,
  rules,
  kinds,
  news,
  zones = [],
  roads = null,
}) {
  const question = questionFor(shape);
  const area = areaOf(shape);
  if (!question || !area) throw new Error(texts.tooShort);
  const report = await ask(snapshot, columns, question, range);
  const covered = isCovered(report);
  const own = rules.filter(({ shapeId }) => shapeId === shape.id);
  const { today, lang } = range;
  const found = await lookAt(snapshot, own, [shape], kinds, { since, today, lang });
  const recorded = covered
    ? await listRecorded(
        snapshot,
        columns.day,
        report,
        await findFresh(snapshot, area, since, range),
        findLate(news, shape, since),
      )
    : NOTHING;
  return {
    ...{ shape, today: today ?? report.coverage.asOf, since, coverage: report.coverage },
    ...{ isCovered: covered, verdict: report.verdict, lang: String(report.method.lang ?? "en") },
    fired: own.flatMap((rule) => {
      const finding = found.get(rule.id);
      if (!finding || !("alert" in finding) || !finding.alert.fired) return [];
      const { words, since: day } = finding.alert;
      return [{ name: capitalized(describeRule(rule)), words, since: day }];
    }),
    ...{ rules: own.length, zones, roads },
    ...recorded,
    changes: news?.watched.find(({ id }) => id === shape.id) ?? null,
    older: news && { name: news.olderName, asOf: news.olderAsOf },
    ...{ rows: covered ? [...report.rows] : [], share: report.share, window: report.window },
    summary: snapshot.summary,
    kinds: range.kinds ?? null,
  };
}

const NOTHING = { fresh: [], freshMore: 0, freshPossible: 0, freshLate: 0, last: [], lastMore: 0 };

/**
 * Asks about the area, or the route, and returns what both answers have. An incident along a route is certain where its whole circle
 * of uncertainty is within the corridor's width.
 * @param {import("geobit").Snapshot} snapshot @param {Pick<import("geobit").Columns, "uncertaintyKm">} columns
 * @param {import("../shapes.js").Question} question @param {Range} range
 */
async function ask(snapshot, { uncertaintyKm }, { method, feature, options }, range) {
  const asked = { ...options, ...range };
  if (method === "geofence") {
    const report = await snapshot.geofence(/** @type {any} */ (feature), /** @type {any} */ (asked));
    const { coverage, rows, share, verdictText, recent } = report;
    return { coverage, rows, share, verdict: verdictText, window: recent, method: report.method };
  }
  const report = await snapshot.route(/** @type {any} */ (feature), /** @type {any} */ (asked));
  const { coverage, rows, distanceKm, status } = report;
  const width = Number(options.corridorKm);
  const share = Float32Array.from(rows, (row, i) =>
    distanceKm[i] + (uncertaintyKm[row] || 0) > width ? 0.5 : 1,
  );
  return { coverage, rows, share, verdict: status.verdictText, window: status.recent, method: report.method };
}

/** Finds what is new, by the engine's own rule for it: the share of each that is inside, by its row. @param {import("geobit").Snapshot} snapshot @param {import("geobit").Feature} shape @param {string} since @param {Range} range */
async function findFresh(snapshot, shape, since, { kinds, today, lang }) {
  const rule = {
    shape,
    when: /** @type {const} */ ("any"),
    ...(kinds && { kinds: /** @type {any} */ (kinds) }),
  };
  const [{ rows, share }] = await snapshot.alerts([rule], { since, today, lang });
  return new Map([...rows].map((row, i) => [row, share[i]]));
}

/**
 * Finds what an older version did not have yet, though it happened before: files do not tell it of themselves. It is new only to who
 * asks for what is new since that version.
 * @param {News | null} news @param {Shape} shape @param {string} since @returns {Incident[]}
 */
function findLate(news, shape, since) {
  if (!news || since > dayAfter(news.olderAsOf)) return [];
  const number = news.watched.findIndex(({ id }) => id === shape.id);
  return news.entries
    .filter(({ what, watched }) => (what === "added" || what === "old") && watched.includes(number))
    .map(({ record }) => record);
}

/**
 * Parts what is recorded here into what is new and the rest, each with the latest first.
 * @param {import("geobit").Snapshot} snapshot @param {ArrayLike<number>} days
 * @param {{ rows: Uint32Array, share: Float32Array }} report @param {Map<number, number>} fresh @param {Incident[]} late
 */
async function listRecorded(snapshot, days, report, fresh, late) {
  const shares = new Map([...report.rows].map((row, i) => [row, report.share[i]]));
  // What is shown may be several sources combined, so that the rows of the comparison are others.
  const ids = late.length > 0 ? await snapshot.incidents(report.rows) : [];
  const rowsById = new Map(ids.map(({ id, row }) => [id, row]));
  const lateRows = late.flatMap(({ id }) => rowsById.get(id) ?? []).filter((row) => !fresh.has(row));
  for (const row of lateRows) fresh.set(row, shares.get(row) ?? 1);
  const newest = (/** @type {Iterable<number>} */ rows) =>
    [...rows].sort((a, b) => days[b] - days[a] || b - a);
  const freshRows = newest(fresh.keys());
  const restRows = newest([...report.rows].filter((row) => !fresh.has(row)));
  /** @param {number[]} rows @param {Map<number, number>} inside */
  const fetchRecords = async (rows, inside) =>
    (await snapshot.incidents(rows.slice(0, MOST))).map((record) => ({
      record,
      possible: (inside.get(record.row) ?? 1) < 1,
    }));
  const [freshList, last] = await Promise.all([
    fetchRecords(freshRows, fresh),
    fetchRecords(restRows, shares),
  ]);
  return {
    ...{ fresh: freshList, freshMore: freshRows.length - freshList.length },
    freshPossible: freshRows.filter((row) => (fresh.get(row) ?? 1) < 1).length,
    freshLate: lateRows.length,
    ...{ last, lastMore: restRows.length - last.length },
  };
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
