// Areas side by side: what is recorded at each, whether that is a change, how it went over the weeks, and where it ranks.
import { h } from "preact";
import { sparkline } from "../chart.js";
import { hexOf } from "../colours.js";
import { term } from "../definitions.js";
import { formatCount, formatInterval, formatNumber } from "../format.js";
import { isCovered } from "../panels/coverage.js";
import { disclosure, link, sub } from "../panels/parts.js";
import { startWithinWeeks } from "../panels/record-start.js";
import { compare as texts } from "../words/compare.js";
import { words } from "../words/index.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */
/** @typedef {{ id: string, name: string, colour?: import("../colours.js").Colour, report: GeofenceReport }} ComparedArea */

/** A scale of less would show a single incident as a full bar. */
const LEAST_SCALE = 4;

/**
 * @param {readonly ComparedArea[]} areas @param {string} recordFrom the first day of the data
 * @param {(id: string) => void} choose shows an area
 */
export function sitesTable(areas, recordFrom, choose) {
  // An area that the data do not cover has no rate, and comes last.
  const rate = (/** @type {ComparedArea} */ { report }) =>
    isCovered(report) ? (report.among?.shrunk.perDay ?? 0) : -1;
  const sorted = areas.toSorted((a, b) => rate(b) - rate(a));
  // On one scale the small charts can be compared.
  const scale = Math.max(LEAST_SCALE, ...areas.flatMap(({ report }) => [...report.weekly.counts]));
  const { recent, baseline } = sorted[0].report;
  const head = [
    texts.site,
    h("span", null, term("certain", texts.recorded), sub(texts.lastDays(recent.days))),
    term("verdict", words.geofence.change),
    h("span", null, term("trend", texts.trend), sub(texts.oneScale)),
    term("rank", words.geofence.rank),
  ];
  return h(
    "div",
    { class: "sites" },
    h(
      "div",
      { class: "wide-table", role: "group", "aria-label": texts.sitesTitle, tabindex: 0 },
      h(
        "table",
        { class: "sites-table" },
        h("caption", null, words.geofence.compareCaption),
        h("thead", null, h("tr", null, ...head.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", null, ...sorted.map((area) => siteRow(area, { recordFrom, scale, choose }))),
      ),
    ),
    disclosure(
      words.provenance.methodTitle,
      () => method(sorted, baseline.days),
      words.geofence.compareTitle,
    ),
  );
}

/** @param {ComparedArea} area @param {{ recordFrom: string, scale: number, choose: (id: string) => void }} table */
function siteRow({ id, name, colour, report }, { recordFrom, scale, choose }) {
  const { recent, baseline, change, trend, weekly, among } = report;
  const start = startWithinWeeks(report, recordFrom);
  const title = h(
    "th",
    { scope: "row" },
    h(
      "span",
      { class: "site-name" },
      h("span", { class: "colour-patch", style: { backgroundColor: hexOf(colour) }, "aria-hidden": "true" }),
      link(name, () => choose(id)),
    ),
  );
  if (!isCovered(report))
    return h("tr", { key: id, "data-site": id }, title, h("td", { colspan: 4 }, words.geofence.notCovered));
  return h(
    "tr",
    { key: id, "data-site": id },
    title,
    h(
      "td",
      null,
      h("span", { "data-stat": "site-recent", class: "site-count" }, formatCount(recent.count)),
      sub(texts.before(baseline.count, baseline.days)),
    ),
    h(
      "td",
      { "data-verdict": change.verdict },
      h("span", { class: "verdict-mark", "aria-hidden": "true" }, texts.marks[change.verdict]),
      " ",
      words.verdict.phrases[change.verdict],
    ),
    h(
      "td",
      null,
      sparkline(weekly, recent.from, scale),
      sub(start ? texts.recordBegins(start) : texts.trends[trend.settled.verdict]),
    ),
    h(
      "td",
      null,
      among && h("span", { "data-stat": "site-rank" }, rankOf(among.rank)),
      among && sub(texts.evened(formatNumber(among.shrunk.perDay), formatInterval(among.shrunk.interval))),
    ),
  );
}

/** @param {[number, number]} rank */
function rankOf(rank) {
  const [best, worst] = rank.map(formatCount);
  return best === worst ? best : words.geofence.ranks(best, worst);
}

/** @param {readonly ComparedArea[]} areas @param {number} days of the baseline */
const method = (areas, days) => [
  h("p", null, words.geofence.shrunk),
  h("p", null, term("shrunk", words.geofence.evenedPerDay), ", ", term("q", words.geofence.change)),
  h("p", null, texts.windows(days)),
  h(
    "ul",
    null,
    ...areas.flatMap(({ name, report }) =>
      isCovered(report) && report.among ? [h("li", null, words.geofence.q(name, report.among.q))] : [],
    ),
  ),
];
