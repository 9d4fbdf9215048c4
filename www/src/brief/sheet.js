// The brief as a page of paper, in the order in which a convoy leader reads it.
import { el } from "../dom.js";
import { day } from "../format.js";
import { clock, dateOn, offsetLabel } from "./clock.js";
import { mapFigure } from "./figure.js";
import { formPart } from "./form.js";
import { daylightInWords } from "./schedule.js";
import { alternatives, card, incidents, stretches } from "./tables.js";
import {
  ADVISORY,
  encounterInWords,
  methodInWords,
  notesInWords,
  sizeInWords,
  sourceInWords,
  wayInWords,
} from "./words.js";

/** @typedef {import("./content.js").Brief} Brief */
/** @typedef {import("./picture.js").Picture} Picture */

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
    picture ? mapFigure(brief, picture) : el("p", {}, "The map could not be drawn."),
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
