// The brief as a page of paper, in the order in which a convoy leader reads it.
import { el, made, show } from "../dom.js";
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

/** Of A4 within its margins, in CSS pixels, less a hair: what is one page on the screen shall be one in print. */
const PAGE_HEIGHT = (277 / 25.4) * 96 - 2;
/** Incidents listed where there is room, and where there is little. */
const INCIDENTS = { most: 24, least: 4 };
/** Lines to write on, one under the other, and how much higher than usual each may be, pixels. */
const LINES = 6;
const MOST_ROOM = 16;

/**
 * Fills an element with the brief: on one page, with as many of the incidents as leave it one; where even a few do not,
 * without what else is said of the alternatives; and where that is not enough, with what people fill on a second page.
 * @param {HTMLElement} paper shown, so that it can be measured
 * @param {Brief} brief
 * @param {Picture | null} picture
 * @param {import("../basemap.js").Town[]} towns
 */
export function fillSheet(paper, brief, picture, towns) {
  const left = el("div", {}, made(card(brief)));
  const right = el("div", {}, made(stretches(brief, towns)));
  const along = el("div");
  const told = el(
    "div",
    {},
    head(brief),
    timing(brief),
    picture ? mapFigure(brief, picture) : el("p", {}, "The map could not be drawn."),
    el("div", { class: "brief-columns" }, left, right),
    along,
  );
  const filled = el("div", { class: "brief-filled" }, formPart(), foot(brief));
  paper.replaceChildren(told, filled);
  for (const part of [made(alternatives(brief)), notes(brief)])
    (left.offsetHeight <= right.offsetHeight ? left : right).append(part);

  /** Lists as many incidents as fit; whether they do. @param {() => number} height */
  function fits(height) {
    let listed = Math.min(INCIDENTS.most, brief.recent.near.length);
    do show(along, incidents(brief, listed));
    while (height() > PAGE_HEIGHT && listed-- > INCIDENTS.least);
    return height() <= PAGE_HEIGHT;
  }
  const whole = () => told.offsetHeight + filled.offsetHeight;
  if (fits(whole)) return roomToWrite(filled, PAGE_HEIGHT - whole());
  told.classList.add("brief-terse");
  if (fits(whole)) return roomToWrite(filled, PAGE_HEIGHT - whole());
  filled.classList.add("brief-second");
  const first = () => told.offsetHeight;
  told.classList.remove("brief-terse");
  if (!fits(first)) {
    told.classList.add("brief-terse");
    fits(first);
  }
  roomToWrite(filled, PAGE_HEIGHT - filled.offsetHeight);
}

/** What is left of the page is given to the lines people write on. @param {HTMLElement} filled @param {number} left pixels */
function roomToWrite(filled, left) {
  const more = Math.min(MOST_ROOM, Math.floor(left / LINES));
  filled.style.setProperty("--room", `${Math.max(0, more)}px`);
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
