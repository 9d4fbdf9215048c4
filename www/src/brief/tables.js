// The tables of the sheet.
import { el } from "../dom.js";
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
  return el(
    "section",
    {},
    el("h2", {}, "Route card"),
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
    const numbers = row(
      el("b", {}, i + 1),
      `${measure(one.fromKm)}–${measure(one.toKm)}`,
      percent(one.share),
      countsInWords(one),
      lastInWords(one),
    );
    return twoLines(numbers, 1, 4, [near(one), changeInWords(one)].filter(Boolean).join(" · "));
  });
  return el(
    "section",
    {},
    el("h2", {}, "Worst stretches"),
    worst.length === 0
      ? el(
          "p",
          {},
          "None: no recorded incidents near the route in the last months. A quiet record is not the same as a quiet road.",
        )
      : rowsTable("stretches", ["", "km", "Share", "In the corridor", "Last"], rows),
    el(
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
  return el(
    "section",
    {},
    el("h2", {}, `Recorded along it in the last ${days} days`),
    el("p", { "data-brief": "recent" }, recentInWords(brief), " ", blockadesInWords(brief)),
    el("div", { class: "brief-columns" }, ...columns.map(incidentTable)),
    more > 0 &&
      el("p", { class: "brief-more" }, `and ${whole(more)} more, in the CSV and GeoJSON of this brief.`),
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
      el("span", { class: "kind" }, kindMark(incident.kind), kindShort(incident.kind)),
      incident.place || incident.admin1 || "place not named",
      incident.fatalities.best === null ? "–" : whole(incident.fatalities.best),
    ]),
  );

/** A recorded place is not exact to metres. @param {number} offKm */
const offInWords = (offKm) => (offKm < 0.1 ? "< 0.1" : offKm.toFixed(1));

/** @param {Brief} brief */
export const alternatives = ({ alternatives: all, comparison, notCompared, trips }) =>
  el(
    "section",
    {},
    el("h2", {}, "Alternatives drawn"),
    all.length === 0
      ? el(
          "p",
          {},
          comparison.length > 0
            ? `They could not be compared. ${comparison.join(" ")}`
            : "None: no other route is on the map.",
        )
      : rowsTable(
          "alternatives",
          ["Route", "Length", "Time", capital(inTrips(trips))],
          all.flatMap((one) => {
            const numbers = row(one.name, km(one.lengthKm), hours(one.hours), countIn(one.expected, trips));
            const beside = el("span", { class: "brief-beside" }, besideInWords(one));
            return twoLines(numbers, 0, 4, againstInWords(one, trips), beside);
          }),
        ),
    all.length > 0 &&
      el(
        "p",
        { class: "brief-small" },
        `Encounters expected, as planned or at this speed; interval · difference.${notCompared > 0 ? ` ${whole(notCompared)} more are not compared.` : ""}`,
        all.some(({ dominated }) => dominated.length > 0) &&
          el(
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
    rows.map((cells) => row(...cells)),
  );

/** @param {string} part @param {Child[]} columns @param {Node[]} rows */
const rowsTable = (part, columns, rows) =>
  el(
    "table",
    { "data-brief": part },
    el("thead", {}, el("tr", {}, ...columns.map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, ...rows),
  );

/** @param {...Child} cells */
const row = (...cells) => el("tr", {}, ...cells.map((cell) => el("td", {}, cell)));

/**
 * A row and, under it, a sentence that belongs to it.
 * @param {HTMLElement} numbers @param {number} indent cells left free @param {number} span @param {...Child} sentence
 */
function twoLines(numbers, indent, span, ...sentence) {
  numbers.className = "brief-over";
  const free = Array.from({ length: indent }, () => el("td"));
  return [numbers, el("tr", { class: "brief-under" }, ...free, el("td", { colspan: span }, ...sentence))];
}
