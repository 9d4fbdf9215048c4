// The tables of the sheet.
import { h } from "preact";
import {
  formatCount,
  formatHours,
  formatKm,
  formatNumber,
  formatPercent,
  formatPeriod,
  formatPerTrips,
  formatTenths,
} from "../format.js";
import { kindMark, kindShort } from "../kinds.js";
import { nearestTown } from "../layers/outline.js";
import { headCell } from "../panels/parts.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";
import { formatDayAndMonth, formatHoursMinutes, offsetLabel } from "./clock.js";
import { describeLight, formatTime } from "./schedule.js";
import {
  describeAgainst,
  describeBeside,
  describeBlockades,
  describeChange,
  describeCounts,
  describeLast,
  describeRecent,
} from "./sentences.js";

/** @typedef {import("./content.js").Brief} Brief */
/** @typedef {import("../panels/parts.js").Child} Child */

/** Recorded places are not exact enough to say less than this, km. */
const LEAST_OFF_KM = 0.1;
const texts = words.brief;

/** @param {Brief} brief */
export function routeCard({ schedule }) {
  const { passages, legs, departure, offset } = schedule;
  return h(
    "section",
    null,
    h("h2", null, texts.card),
    table(
      "card",
      texts.cardColumns(departure === null ? null : offsetLabel(offset)),
      passages.map((at, i) => [
        at.name,
        formatNumber(at.km),
        ...legCells(legs[i - 1]),
        i === 0 ? "" : formatTime(schedule, at.arrives),
        i === 0 || at.leaves > at.arrives ? formatTime(schedule, at.leaves) : "",
        i === 0 ? "" : describeLight(legs[i - 1]),
      ]),
    ),
  );
}

/** Returns distance, time and speed of the leg that leads to a place. @param {import("./schedule.js").Leg | undefined} leg @returns {string[]} */
const legCells = (leg) =>
  leg
    ? [
        formatNumber(leg.distanceKm),
        formatHoursMinutes(leg.hours),
        leg.hours > 0 ? formatNumber(leg.distanceKm / leg.hours) : "",
      ]
    : ["", "", ""];

/** @param {Brief} brief @param {import("../basemap.js").Town[]} towns */
export function stretchesTable({ stretches, report, schedule }, towns) {
  const more = report.stretches.length - stretches.length;
  const townNear = (/** @type {import("geobit").Stretch} */ { fromKm, toKm }) =>
    nearestTown(towns, /** @type {[number, number]} */ (schedule.placeAt((fromKm + toKm) / 2)));
  const rows = stretches.flatMap((stretch, i) => {
    const cells = [
      h("b", null, i + 1),
      `${formatNumber(stretch.fromKm)}–${formatNumber(stretch.toKm)}`,
      formatPercent(stretch.share),
      describeCounts(stretch),
      describeLast(stretch),
    ];
    const sentence = [townNear(stretch), describeChange(stretch)].filter(Boolean).join(" · ");
    return twoRows(cells, 1, 4, sentence);
  });
  return h(
    "section",
    null,
    h("h2", null, texts.stretches),
    stretches.length === 0
      ? h("p", null, texts.noStretches)
      : tableOf("stretches", texts.stretchColumns, rows),
    h("p", { class: "brief-small" }, texts.stretchesNote(more)),
  );
}

/** Renders the newest incidents in two columns. @param {Brief} brief @param {number} listed how many */
export function incidentsTable(brief, listed) {
  const { near, from, to } = brief.recent;
  const more = near.length - listed;
  const half = Math.ceil(listed / 2);
  const columns = [near.slice(0, half), near.slice(half, listed)].filter((column) => column.length > 0);
  return h(
    "section",
    null,
    h("h2", null, texts.incidents(formatPeriod(from, to))),
    h("p", { "data-brief": "recent" }, describeRecent(brief), " ", describeBlockades(brief)),
    h("div", { class: "brief-columns" }, ...columns.map(incidentColumn)),
    more > 0 && h("p", { class: "brief-more" }, texts.moreIncidents(more)),
  );
}

/**
 * Renders the incidents for which the first page has no room, each with what its record says.
 * @param {Brief} brief @param {number} from how many the first page has
 */
export const continuedTable = ({ recent: { near } }, from) =>
  table(
    "continued",
    [...texts.incidentColumns, texts.recordColumn],
    near.slice(from).map((one) => [...incidentCells(one), plainText(one.incident.headline)]),
  );

/** @param {import("./content.js").Near[]} incidents */
const incidentColumn = (incidents) => table("incidents", texts.incidentColumns, incidents.map(incidentCells));

/** @param {import("./content.js").Near} near @returns {Child[]} */
const incidentCells = ({ incident, km, offKm, possible }) => [
  formatDayAndMonth(incident.start),
  formatNumber(km),
  possible ? texts.possible : offKm < LEAST_OFF_KM ? texts.offLittle : formatTenths(offKm),
  h("span", { class: "kind" }, kindMark(incident.kind), kindShort(incident.kind)),
  plainText(incident.place || incident.admin1) || texts.placeUnnamed,
  incident.fatalities.best === null ? texts.deathsUnknown : formatCount(incident.fatalities.best),
];

/** @param {Brief} brief */
export function alternativesTable({ alternatives, comparison, notCompared, trips, isCovered }) {
  const title = h("h2", null, texts.alternatives);
  if (alternatives.length === 0)
    return h(
      "section",
      null,
      title,
      h("p", null, comparison.length > 0 ? texts.notComparable(comparison.join(" ")) : texts.noAlternatives),
    );
  const rows = alternatives.flatMap((route) => {
    const cells = [
      route.name,
      formatKm(route.lengthKm),
      formatHours(route.hours),
      route.isCovered ? formatPerTrips(route.expected, trips) : texts.notCovered,
    ];
    return twoRows(cells, 0, 4, describeAgainst(route, trips, isCovered), details(describeBeside(route)));
  });
  return h(
    "section",
    null,
    title,
    tableOf("alternatives", texts.alternativeColumns(trips), rows),
    h(
      "p",
      { class: "brief-small" },
      texts.alternativesNote(notCompared),
      alternatives.some(({ dominated }) => dominated.length > 0) && details(texts.dominatedNote),
    ),
  );
}

/** Renders what is left out where there is no room for it. @param {string} text */
const details = (text) => h("span", { class: "brief-beside" }, text);

/** @param {string} name by which tests find it @param {Child[]} columns @param {Child[][]} rows */
const table = (name, columns, rows) =>
  tableOf(
    name,
    columns,
    rows.map((row) => h("tr", null, ...cellsOf(row))),
  );

/** @param {string} name @param {Child[]} columns @param {Child[]} rows */
const tableOf = (name, columns, rows) =>
  h(
    "table",
    { "data-brief": name },
    h("thead", null, h("tr", null, ...columns.map(headCell))),
    h("tbody", null, ...rows),
  );

/** @param {Child[]} row */
const cellsOf = (row) => row.map((cell) => h("td", null, cell));

/**
 * Renders a row of a table and, under it, a sentence that belongs to it.
 * @param {Child[]} row @param {number} indent how many cells before the sentence are empty @param {number} span
 * @param {...Child} sentence
 */
function twoRows(row, indent, span, ...sentence) {
  const empty = Array.from({ length: indent }, () => h("td", null));
  return [
    h("tr", { class: "brief-over" }, ...cellsOf(row)),
    h("tr", { class: "brief-under" }, ...empty, h("td", { colspan: span }, ...sentence)),
  ];
}
