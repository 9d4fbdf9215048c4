// The brief as a page of paper, in the order in which a convoy leader reads it.
import { el, svg } from "../dom.js";
import { day, hours, km, measure, percent, whole } from "../format.js";
import { kindMark, kindShort } from "../kinds.js";
import { nearestTown } from "../layers/outline.js";
import { between } from "../panels/verdict.js";
import { clock, dateOn, dayAndMonth, hoursMinutes, offsetLabel } from "./clock.js";
import { formPart } from "./form.js";
import { daylightInWords, lightOfLeg, timeOf } from "./schedule.js";
import {
  ADVISORY,
  blockadesInWords,
  changeInWords,
  countsInWords,
  encounterInWords,
  lastInWords,
  methodInWords,
  notesInWords,
  recentInWords,
  sizeInWords,
  sourceInWords,
  wayInWords,
} from "./words.js";

/** @typedef {import("./content.js").Brief} Brief */
/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("../panels/parts.js").Child} Child */

/** A4, in CSS pixels, less a hair: what is one page on the screen shall be one in print. */
const SHEET_HEIGHT = (297 / 25.4) * 96 - 2;
/** Incidents listed where there is room, and where there is little. */
const INCIDENTS = { most: 24, least: 4 };

/**
 * Fills an element with the brief, with as many of the incidents as leave it one page.
 * @param {HTMLElement} paper shown, so that it can be measured
 * @param {Brief} brief
 * @param {Picture | null} picture
 * @param {import("../basemap.js").Town[]} towns
 */
export function fillSheet(paper, brief, picture, towns) {
  const left = el("div", {}, card(brief));
  const right = el("div", {}, stretches(brief, towns), alternatives(brief));
  let listed = Math.min(INCIDENTS.most, brief.recent.near.length);
  let along = incidents(brief, listed);
  paper.replaceChildren(
    head(brief),
    timing(brief),
    picture ? map(brief, picture) : el("p", {}, "The map could not be drawn."),
    el("div", { class: "brief-columns" }, left, right),
    along,
    formPart(),
    foot(brief),
  );
  const shorter = left.scrollHeight <= right.scrollHeight ? left : right;
  shorter.append(notes(brief));
  while (paper.scrollHeight > SHEET_HEIGHT && listed > INCIDENTS.least) {
    listed -= 1;
    const fewer = incidents(brief, listed);
    along.replaceWith(fewer);
    along = fewer;
  }
}

/** @param {Brief} brief */
function head(brief) {
  const { departure, offset } = brief.schedule;
  const when =
    departure === null
      ? "No departure set"
      : `${day(dateOn(departure, offset))}, ${clock(departure, offset)} ${offsetLabel(offset)}`;
  // No header element: the page's own becomes another one on narrow screens, and paper is narrow.
  return el(
    "div",
    { class: "brief-head" },
    el("h1", {}, `Movement brief: ${brief.name}`),
    el("p", { class: "brief-date" }, when),
    el("p", {}, el("strong", {}, wayInWords(brief)), ` · ${sizeInWords(brief)}`),
    el("p", { class: "brief-source" }, sourceInWords(brief)),
  );
}

/** @param {Brief} brief */
function timing(brief) {
  const [arrives, ...others] = daylightInWords(brief.schedule);
  return el(
    "section",
    { class: "brief-timing" },
    el(
      "p",
      {},
      el(
        "strong",
        { "data-brief": "daylight" },
        arrives ?? "Without a departure, nothing is said of daylight.",
      ),
      ` ${others.join(" ")}`,
    ),
    el("p", { "data-brief": "encounter" }, encounterInWords(brief)),
  );
}

/** @param {Brief} brief @param {Picture} picture */
function map(brief, picture) {
  const { url, width, height } = picture;
  const [start, destination, ...worst] = picture.spots;
  return el(
    "figure",
    { class: "brief-map" },
    el("img", { src: url, width, height, alt: `Map of the route ${wayInWords(brief)}` }),
    svg(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
      ...worst.map((spot, i) => badge(spot, String(i + 1))),
      end(start, "start"),
      end(destination, "destination"),
      scaleBar(picture),
      north(picture),
    ),
    el(
      "figcaption",
      {},
      `Darker: more exposed. 1 to 5: worst stretches. Marks: last ${brief.recent.days} days; ringed: along the route. Dashed: alternatives. Natural Earth · GeoNames CC BY 4.0 · MapLibre`,
    ),
  );
}

/** @param {import("./picture.js").Spot} spot @param {string} label */
const badge = ([x, y], label) =>
  svg(
    "g",
    { transform: `translate(${x} ${y - 22})` },
    svg("path", { d: "M0 22 L-5 10 L5 10z", fill: "#17242d" }),
    svg("circle", { r: 12, fill: "#17242d", stroke: "#fff", "stroke-width": 1.5 }),
    svg(
      "text",
      { "text-anchor": "middle", y: 5.5, fill: "#fff", "font-size": 16, "font-weight": 700 },
      label,
    ),
  );

/** @param {import("./picture.js").Spot} spot @param {"start" | "destination"} which */
const end = ([x, y], which) =>
  which === "start"
    ? svg("circle", { cx: x, cy: y, r: 8, fill: "#fff", stroke: "#17242d", "stroke-width": 4 })
    : svg("rect", {
        x: x - 8,
        y: y - 8,
        width: 16,
        height: 16,
        fill: "#17242d",
        stroke: "#fff",
        "stroke-width": 3,
      });

/** @param {Picture} picture */
const scaleBar = ({ height, scale: { km: length, pixels } }) =>
  svg(
    "g",
    { transform: `translate(16 ${height - 16})` },
    svg("rect", { x: -8, y: -24, width: pixels + 16, height: 34, fill: "#fff", opacity: 0.85 }),
    svg("path", { d: `M0 -6V0H${pixels}V-6`, fill: "none", stroke: "#17242d", "stroke-width": 2.5 }),
    svg("text", { x: pixels / 2, y: -8, "text-anchor": "middle", "font-size": 15 }, `${whole(length)} km`),
  );

/** @param {Picture} picture */
const north = ({ width }) =>
  svg(
    "g",
    { transform: `translate(${width - 28} 34)` },
    svg("circle", { r: 24, fill: "#fff", opacity: 0.85 }),
    svg("path", { d: "M0 -18 L7 4 L0 0 L-7 4z", fill: "#17242d" }),
    svg("text", { y: 19, "text-anchor": "middle", "font-size": 15, "font-weight": 700 }, "N"),
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

/** @param {Brief} brief */
function card({ schedule }) {
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
function stretches({ stretches: worst, report, schedule }, towns) {
  const more = report.stretches.length - worst.length;
  const near = (/** @type {import("geobit").Stretch} */ { fromKm, toKm }) =>
    nearestTown(towns, /** @type {[number, number]} */ (schedule.where((fromKm + toKm) / 2)));
  const rows = worst.flatMap((one, i) => {
    const numbers = row(
      el("b", {}, i + 1),
      el("span", {}, `${measure(one.fromKm)}–${measure(one.toKm)}`, el("small", {}, ` ${near(one)}`)),
      percent(one.share),
      countsInWords(one),
      lastInWords(one),
    );
    numbers.className = "brief-over";
    return [
      numbers,
      el("tr", { class: "brief-under" }, el("td"), el("td", { colspan: 4 }, changeInWords(one))),
    ];
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
      `${more > 0 ? `And ${whole(more)} more, which with these hold half of it. ` : ""}Share of the expected encounters; since the last certain one.`,
    ),
  );
}

/** In two columns, the newest first. @param {Brief} brief @param {number} listed */
function incidents(brief, listed) {
  const { near, days } = brief.recent;
  const more = near.length - listed;
  const half = Math.ceil(listed / 2);
  const columns = [near.slice(0, half), near.slice(half, listed)].filter((some) => some.length > 0);
  return el(
    "section",
    {},
    el("h2", {}, `Recorded along it in the last ${days} days`),
    el("p", { "data-brief": "recent" }, recentInWords(brief)),
    el("p", {}, blockadesInWords(brief)),
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
function alternatives({ alternatives: all, movement }) {
  return el(
    "section",
    {},
    el("h2", {}, "Alternatives drawn"),
    all.length === 0
      ? el("p", {}, "None: no other route is on the map.")
      : table(
          "alternatives",
          ["Route", "Length", "Time", "Expected (interval)"],
          all.map(({ name, lengthKm, hours: takes, expected, interval }) => [
            name,
            km(lengthKm),
            hours(takes),
            `${measure(expected)} (${between(interval)})`,
          ]),
        ),
    all.length > 0 &&
      el(
        "p",
        { class: "brief-small" },
        `Expected encounters of one trip each, at ${measure(movement.speedKmh)} km/h and without halts.`,
      ),
  );
}

/** @param {Brief} brief */
const notes = (brief) =>
  el(
    "section",
    { class: "brief-notes" },
    el("h2", {}, "To keep in mind"),
    el("ul", {}, ...notesInWords(brief).map((text) => el("li", {}, text))),
  );

/** @param {Brief} brief */
const foot = (brief) => el("footer", {}, el("p", {}, methodInWords(brief), " ", el("strong", {}, ADVISORY)));
