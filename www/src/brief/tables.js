// The tables of the sheet.
import { h } from "preact";
import { countIn, hours, inTrips, km, measure, percent, whole } from "../format.js";
import { kindMark, kindShort } from "../kinds.js";
import { nearestTown } from "../layers/outline.js";
import { dayAndMonth, hoursMinutes, offsetLabel } from "./clock.js";
import { lightOfLeg, timeOf } from "./schedule.js";
import {
  againstInWords,
  besideInWords,
  blockadesInWords,
  capital,
  changeInWords,
  countsInWords,
  lastInWords,
  recentInWords,
} from "./words.js";

/** @typedef {import("./content.js").Brief} Brief */
/** @typedef {import("../panels/parts.js").Child} Child */

/** @param {Brief} brief */
export function card({ schedule }) {
  const { passages, legs, departure, offset } = schedule;
  const watch = departure === null ? "after" : offsetLabel(offset);
  return h(
    "section",
    null,
    h("h2", null, "Route card"),
    table(
      "card",
      ["Place", "km", "Leg", "h:min", "km/h", `Arrives, ${watch}`, "Leaves", "Light"],
      passages.map((at, i) => [
        at.name,
        measure(at.km),
        ...legCells(legs[i - 1]),
        i === 0 ? "" : timeOf(schedule, at.arrives),
        i === 0 || at.leaves > at.arrives ? timeOf(schedule, at.leaves) : "",
        i === 0 ? "" : lightOfLeg(legs[i - 1]),
      ]),
    ),
  );
}

/** Of the leg that leads to a place: how far, how long, how fast. @param {import("./schedule.js").Leg | undefined} leg @returns {string[]} */
const legCells = (leg) =>
  leg
    ? [
        measure(leg.distanceKm),
        hoursMinutes(leg.hours),
        leg.hours > 0 ? measure(leg.distanceKm / leg.hours) : "",
      ]
    : ["", "", ""];

/** @param {Brief} brief @param {import("../basemap.js").Town[]} towns */
export function stretches({ stretches: worst, report, schedule }, towns) {
  const more = report.stretches.length - worst.length;
  const near = (/** @type {import("geobit").Stretch} */ { fromKm, toKm }) =>
    nearestTown(towns, /** @type {[number, number]} */ (schedule.where((fromKm + toKm) / 2)));
  const rows = worst.flatMap((one, i) => {
    const numbers = [
      h("b", null, i + 1),
      `${measure(one.fromKm)}–${measure(one.toKm)}`,
      percent(one.share),
      countsInWords(one),
      lastInWords(one),
    ];
    return twoLines(numbers, 1, 4, [near(one), changeInWords(one)].filter(Boolean).join(" · "));
  });
  return h(
    "section",
    null,
    h("h2", null, "Worst stretches"),
    worst.length === 0
      ? h(
          "p",
          null,
          "None: no recorded incidents near the route in the last months. A quiet record is not the same as a quiet road.",
        )
      : rowsTable("stretches", ["", "km", "Share", "In the corridor", "Last"], rows),
    h(
      "p",
      { class: "brief-small" },
      `${more > 0 ? `${whole(more)} more in the files. ` : ""}Share of the expected encounters, halts included.`,
    ),
  );
}

/** In two columns, the newest first. @param {Brief} brief @param {number} listed */
export function incidents(brief, listed) {
  const { near, days } = brief.recent;
  const more = near.length - listed;
  const half = Math.ceil(listed / 2);
  const columns = [near.slice(0, half), near.slice(half, listed)].filter((some) => some.length > 0);
  return h(
    "section",
    null,
    h("h2", null, `Recorded along it in the last ${days} days`),
    h("p", { "data-brief": "recent" }, recentInWords(brief), " ", blockadesInWords(brief)),
    h("div", { class: "brief-columns" }, ...columns.map(incidentTable)),
    more > 0 &&
      h("p", { class: "brief-more" }, `and ${whole(more)} more, in the CSV and GeoJSON of this brief.`),
  );
}

/** @param {import("./content.js").Near[]} some */
const incidentTable = (some) =>
  table(
    "incidents",
    ["Date", "km", "Off, km", "Kind", "Place", "Deaths"],
    some.map(({ incident, km: at, offKm, possible }) => [
      dayAndMonth(incident.start),
      measure(at),
      possible ? "possible" : offInWords(offKm),
      h("span", { class: "kind" }, kindMark(incident.kind), kindShort(incident.kind)),
      incident.place || incident.admin1 || "place not named",
      incident.fatalities.best === null ? "–" : whole(incident.fatalities.best),
    ]),
  );

/** A recorded place is not exact to metres. @param {number} offKm */
const offInWords = (offKm) => (offKm < 0.1 ? "< 0.1" : offKm.toFixed(1));

/** @param {Brief} brief */
export const alternatives = ({ alternatives: all, comparison, notCompared, trips }) =>
  h(
    "section",
    null,
    h("h2", null, "Alternatives drawn"),
    all.length === 0
      ? h(
          "p",
          null,
          comparison.length > 0
            ? `They could not be compared. ${comparison.join(" ")}`
            : "None: no other route is on the map.",
        )
      : rowsTable(
          "alternatives",
          ["Route", "Length", "Time", capital(inTrips(trips))],
          all.flatMap((one) => {
            const numbers = [one.name, km(one.lengthKm), hours(one.hours), countIn(one.expected, trips)];
            const beside = h("span", { class: "brief-beside" }, besideInWords(one));
            return twoLines(numbers, 0, 4, againstInWords(one, trips), beside);
          }),
        ),
    all.length > 0 &&
      h(
        "p",
        { class: "brief-small" },
        `Encounters expected, as planned or at this speed; interval · difference.${notCompared > 0 ? ` ${whole(notCompared)} more are not compared.` : ""}`,
        all.some(({ dominated }) => dominated.length > 0) &&
          h(
            "span",
            { class: "brief-beside" },
            "Dominated: takes no less time and expects no fewer encounters.",
          ),
      ),
  );

/** @param {string} part @param {Child[]} columns @param {Child[][]} rows */
const table = (part, columns, rows) =>
  rowsTable(
    part,
    columns,
    rows.map((row) => h("tr", null, ...cells(row))),
  );

/** @param {string} part @param {Child[]} columns @param {Child[]} rows */
const rowsTable = (part, columns, rows) =>
  h(
    "table",
    { "data-brief": part },
    h("thead", null, h("tr", null, ...columns.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", null, ...rows),
  );

/** @param {Child[]} row */
const cells = (row) => row.map((cell) => h("td", null, cell));

/**
 * A row and, under it, a sentence that belongs to it.
 * @param {Child[]} numbers @param {number} indent cells left free @param {number} span @param {...Child} sentence
 */
function twoLines(numbers, indent, span, ...sentence) {
  const free = Array.from({ length: indent }, () => h("td", null));
  return [
    h("tr", { class: "brief-over" }, ...cells(numbers)),
    h("tr", { class: "brief-under" }, ...free, h("td", { colspan: span }, ...sentence)),
  ];
}
