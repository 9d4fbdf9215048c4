// What is recorded in and around an area.
import { h } from "preact";
import { weeklyChart } from "../chart.js";
import { term } from "../definitions.js";
import {
  formatBearing,
  formatCount,
  formatDay,
  formatExpected,
  formatInterval,
  formatNumber,
  formatPeriod,
} from "../format.js";
import { kindLabel, kindMark, kindName } from "../kinds.js";
import { byOriginPart } from "../sources/by-origin.js";
import { words } from "../words/index.js";
import { withElements } from "../words/with-elements.js";
import { geofenceAnswer } from "./answer.js";
import { isCovered } from "./coverage.js";
import { repeatPart } from "./more.js";
import { nextPart, nextStatistics } from "./next.js";
import {
  countCell,
  disclosure,
  hint,
  listButton,
  listWindow,
  part,
  provenance,
  stat,
  stats,
  sub,
  table,
  why,
} from "./parts.js";
import { startWithinBaseline, startWithinWeeks } from "./record-start.js";
import {
  afterMorePart,
  describeAlarm,
  describeTrend,
  trendStatistics,
  verdictStatistics,
} from "./verdict.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */

const NEAREST_SHOWN = 5;
const texts = words.geofence;

/**
 * @param {GeofenceReport} report
 * @param {{
 *   from: string,
 *   summary: import("geobit").Summary,
 *   range: { from?: string, to?: string },
 *   showIncident: (row: number) => void,
 *   pointing: import("./answer.js").Pointing,
 *   ask: import("./more.js").Ask,
 * }} page
 *   `from`: what the engine measures distances from, such as "centre"
 * @returns {import("./parts.js").Child[]}
 */
export function geofencePanel(report, { from, summary, range, showIncident, pointing, ask }) {
  const answer = geofenceAnswer(report, pointing, range.from);
  if (!isCovered(report)) return [answer, provenance(report, summary, range)];
  return [
    answer,
    why(
      afterMorePart(report),
      weeksPart(report, summary.from),
      nextPart(report),
      kindsPart(report),
      nearestPart(report, from, showIncident),
      windowsPart(report, range, summary.from),
      recencyPart(report),
      ringsPart(report, from),
      byOriginPart(summary, [
        { title: words.sources.inArea, counts: report.byOrigin },
        { title: texts.lastDays(report.recent.days), counts: report.recent.byOrigin },
        { title: texts.daysBeforeShort(report.baseline.days), counts: report.baseline.byOrigin },
      ]),
      countsPart(report, formatPeriod(range.from ?? summary.from, range.to ?? summary.to)),
      repeatPart(ask),
    ),
    provenance(report, summary, range, () => statistics(report, summary.from)),
  ];
}

/** Renders what is counted over all days that were asked for. @param {GeofenceReport} report @param {string} period */
const countsPart = ({ counts, areaKm2 }, period) =>
  part(
    words.answer.allTitle,
    stats(
      stat(
        "certain",
        listButton(counts.certain, texts.certain, { certainty: "certain" }),
        term("certain", texts.certain),
        texts.certainNote,
      ),
      stat(
        "possible",
        listButton(counts.possible, texts.possible, { certainty: "possible" }),
        term("possible", texts.possible),
        texts.possibleNote,
      ),
      stat("expected", formatExpected(counts.expected), term("expected", texts.expected), texts.expectedNote),
    ),
    h("p", null, counts.certain + counts.possible === 0 ? texts.none : texts.size(areaKm2, period)),
  );

/** Names the recent window by its length, or only counts its days where they are not the last ones. @param {GeofenceReport} report */
const recentName = ({ recent, coverage }) =>
  coverage.stale ? texts.recentDays(recent.days) : texts.lastDays(recent.days);

/** Writes something of the baseline, unless the record begins within it. @param {GeofenceReport} report @param {string} recordFrom @param {string | false | null} text */
const ofBaseline = (report, recordFrom, text) => (startWithinBaseline(report, recordFrom) ? "–" : text);

/** Writes something by the day of the recent window, unless the record begins within it. @param {GeofenceReport} report @param {string} recordFrom @param {string} text */
const ofRecent = ({ recent }, recordFrom, text) => (recent.from < recordFrom ? "–" : text);

/** @param {GeofenceReport} report @param {{ from?: string, to?: string }} range of days that are listed @param {string} recordFrom the first day of the data */
function windowsPart(report, range, recordFrom) {
  const { recent, baseline } = report;
  return part(
    texts.windowsTitle,
    table(windowHeads(report), [
      [
        term("certain", texts.recorded),
        countCell("recent", recent.count, listWindow(recent, range.from)),
        // On days before the record nothing could be recorded, and a zero would be no count.
        baseline.to < recordFrom
          ? "–"
          : countCell("baseline", baseline.count, listWindow(baseline, range.from)),
      ],
      [
        term("rate", texts.perDay),
        ofRecent(report, recordFrom, formatNumber(recent.perDay)),
        ofBaseline(report, recordFrom, formatNumber(baseline.perDay)),
      ],
    ]),
    hint(texts.onlyCertain),
  );
}

/** @param {GeofenceReport} report */
const windowHeads = (report) => [
  "",
  windowHead(recentName(report), report.recent),
  windowHead(texts.daysBefore(report.baseline.days), report.baseline),
];

/** Renders the tests and intervals behind the report. @param {GeofenceReport} report @param {string} recordFrom the first day of the data */
function statistics(report, recordFrom) {
  const { recent, baseline, dispersion, trend } = report;
  const before = (/** @type {string | false | null} */ text) => ofBaseline(report, recordFrom, text);
  const wider = (/** @type {import("geobit").TimeWindow} */ { widened }) =>
    widened && formatInterval(widened);
  return [
    ...verdictStatistics(report, recordFrom),
    table(
      windowHeads(report),
      [
        [
          term("rate", texts.interval),
          ofRecent(report, recordFrom, formatInterval(recent.interval)),
          before(formatInterval(baseline.interval)),
        ],
        ...(recent.widened
          ? [[term("dispersion", texts.widened), wider(recent), before(wider(baseline))]]
          : []),
      ],
      texts.intervalsTitle,
    ),
    dispersion?.overdispersed && hint(texts.dispersion(dispersion.index)),
    trend.settled.verdict !== "tooFew" &&
      !startWithinWeeks(report, recordFrom) &&
      trendStatistics(trend.settled),
    ...nextStatistics(report),
  ];
}

/** @param {string} name @param {import("geobit").TimeWindow} window */
const windowHead = (name, { from, to }) =>
  h("span", null, name, sub(`${formatDay(from)} –`), sub(formatDay(to)));

/** @param {GeofenceReport} report @param {string} recordFrom the first day of the data */
function weeksPart(report, recordFrom) {
  const { weekly, trend, alarm } = report;
  const incomplete = trend.weeks - trend.settled.weeks;
  const start = startWithinBaseline(report, recordFrom);
  const lateStart = startWithinWeeks(report, recordFrom);
  return part(
    texts.weeksTitle,
    weeklyChart(weekly, incomplete, start === null),
    hint(
      incomplete > 0 && texts.hatched(incomplete),
      !start && withElements(texts.shaded(weekly.usual), { shaded: term("band", texts.shadedTerm) }),
    ),
    labelled(
      term("trend", texts.trendTerm),
      lateStart ? words.verdict.recordBegins(lateStart) : describeTrend(trend.settled),
    ),
    alarm &&
      labelled(
        term("alarm", texts.alarmTerm),
        start ? words.verdict.recordBegins(start) : describeAlarm(alarm),
      ),
  );
}

/** @param {import("./parts.js").Child} label @param {string} text */
const labelled = (label, text) => h("p", null, ...withElements(texts.labelled(text), { term: label }));

/** @param {GeofenceReport} report */
function recencyPart({ recency }) {
  const { daysSinceLast, medianGapDays, quietProbability } = recency;
  if (daysSinceLast === null) return null;
  const isToday = daysSinceLast === 0;
  return part(
    texts.recencyTitle,
    h(
      "p",
      null,
      ...withElements(isToday ? texts.onLastDay : texts.sinceLast, {
        term: term("recency", isToday ? texts.lastDayTerm : texts.sinceTerm(daysSinceLast)),
      }),
      medianGapDays !== null && texts.medianGap(medianGapDays),
      quietProbability !== null && !isToday && texts.quiet(quietProbability),
    ),
  );
}

/** @param {GeofenceReport} report */
function kindsPart(report) {
  const { byKind, baseline } = report;
  const recorded = byKind.filter((entry) => entry.recent + entry.baseline > 0);
  if (recorded.length === 0) return null;
  return part(
    texts.kindsTitle,
    table(
      [term("kinds", texts.kind), recentName(report), texts.daysBeforeShort(baseline.days)],
      recorded.map((entry) => [kindName(entry.kind), formatCount(entry.recent), formatCount(entry.baseline)]),
    ),
  );
}

/** @param {GeofenceReport} report @param {string} from */
function ringsPart(report, from) {
  const { rings, baseline } = report;
  if (rings.length === 0) return null;
  return part(
    texts.ringsTitle(from),
    table(
      [term("rings", texts.distance), recentName(report), texts.daysBeforeShort(baseline.days)],
      rings.map(({ fromKm, toKm, ...counts }) => [
        fromKm === 0 ? texts.ringUpTo(toKm) : texts.ring(fromKm, toKm),
        formatCount(counts.recent),
        formatCount(counts.baseline),
      ]),
    ),
  );
}

/** @param {GeofenceReport} report @param {string} from @param {(row: number) => void} showIncident */
function nearestPart({ nearest }, from, showIncident) {
  if (nearest.length === 0) return null;
  const item = (/** @type {GeofenceReport["nearest"][number]} */ near) =>
    h(
      "li",
      null,
      h(
        "button",
        { type: "button", class: "near", onclick: () => showIncident(near.row) },
        kindMark(near.kind),
        h("span", { class: "near-kind" }, kindLabel(near.kind)),
        h(
          "span",
          { class: "near-where" },
          near.distanceKm === 0
            ? texts.nearestIn(from)
            : texts.nearestAt(near.distanceKm, formatBearing(near.bearing)),
        ),
        h(
          "span",
          { class: "near-when" },
          formatDay(near.date),
          near.uncertaintyKm ? texts.locatedWithin(near.uncertaintyKm) : "",
        ),
      ),
    );
  const list = (/** @type {GeofenceReport["nearest"]} */ incidents) =>
    h("ol", { class: "nearest" }, ...incidents.map(item));
  const others = nearest.slice(NEAREST_SHOWN);
  return part(
    term("nearest", texts.nearestTitle(from)),
    list(nearest.slice(0, NEAREST_SHOWN)),
    others.length > 0 && disclosure(texts.nearestMore, () => list(others)),
  );
}
