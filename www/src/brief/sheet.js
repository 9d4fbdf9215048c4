// The brief as a page of paper, in the order in which a convoy leader reads it.
import { el, renderInto, renderOnce } from "../dom.js";
import { formatDay } from "../format.js";
import { describeFilter } from "../panels/filtered.js";
import { words } from "../words/index.js";
import { clockAt, dateAt, offsetLabel } from "./clock.js";
import { mapFigure } from "./figure.js";
import { checkInPart, formPart } from "./form.js";
import { describeDaylight } from "./schedule.js";
import {
  describeEncounter,
  describeMethod,
  describeSize,
  describeSource,
  describeWay,
  listForecast,
  listNotes,
} from "./sentences.js";
import { alternativesTable, continuedTable, incidentsTable, routeCard, stretchesTable } from "./tables.js";

/** @typedef {import("./content.js").Brief} Brief */
/** @typedef {import("./picture.js").Picture} Picture */

/** The height of A4 within its margins, CSS pixels, less a hair: what is one page on the screen must be one in print. */
const PAGE_HEIGHT = (277 / 25.4) * 96 - 2;
/** How many incidents are listed where there is room, and where there is little. */
const INCIDENTS = { most: 24, least: 4 };
/** How many lines to write on there are, one under the other. */
const LINES = 6;
/** How much higher than usual each of them may be, pixels. */
const MAX_EXTRA_HEIGHT = 16;
const texts = words.brief;

/**
 * Fills an element with the brief: on one page, if all of it fits. Where it does not, it leaves out details of the alternatives; where
 * that is not enough, it puts what people fill in on a second page. Incidents that the first page has no room for follow on pages of
 * their own.
 * @param {HTMLElement} paper shown, so that it can be measured
 * @param {Brief} brief
 * @param {Picture | null} picture
 * @param {import("../basemap.js").Town[]} towns
 * @param {import("./form.js").Planning} planning
 * @returns {(now: number) => void} marks what is overdue by then
 */
export function fillSheet(paper, brief, picture, towns, planning) {
  const left = el("div", {}, renderOnce(routeCard(brief)));
  const right = el("div", {}, ...(brief.isCovered ? [renderOnce(stretchesTable(brief, towns))] : []));
  const columns = el("div", { class: "brief-columns" }, left, right);
  const incidents = el("div");
  const report = el(
    "div",
    {},
    head(brief),
    timing(brief),
    picture ? mapFigure(brief, picture) : el("p", {}, texts.noMap),
    columns,
    incidents,
  );
  const checkIns = checkInPart(brief.schedule, planning);
  const form = el("div", { class: "brief-filled" }, checkIns.element, formPart(planning), foot(brief));
  // As wide as paper while it is measured, whatever the width of the screen.
  paper.classList.add("measured");
  paper.replaceChildren(report, form);
  const shorter = () => (left.offsetHeight <= right.offsetHeight ? left : right);
  shorter().append(renderOnce(alternativesTable(brief)));
  placeNotes(notes(brief), shorter(), columns, report);

  const all = brief.isCovered ? brief.recent.near.length : 0;
  let listed = 0;
  /** Lists as many incidents as fit, and returns whether any fit. @param {() => number} height */
  function fitIncidents(height) {
    if (!brief.isCovered) return height() <= PAGE_HEIGHT;
    listed = Math.min(INCIDENTS.most, all);
    const least = Math.min(INCIDENTS.least, all);
    do renderInto(incidents, incidentsTable(brief, listed));
    while (height() > PAGE_HEIGHT && listed > least && listed--);
    return height() <= PAGE_HEIGHT;
  }
  const onePage = () => report.offsetHeight + form.offsetHeight;
  const firstPage = () => report.offsetHeight;
  /** Tells whether all of it is on one page. */
  const fitsWhole = () => fitIncidents(onePage) && listed === all;
  function fit() {
    if (fitsWhole()) return growLines(form, PAGE_HEIGHT - onePage());
    report.classList.add("brief-terse");
    if (fitsWhole()) return growLines(form, PAGE_HEIGHT - onePage());
    form.classList.add("brief-second");
    report.classList.remove("brief-terse");
    if (!fitIncidents(firstPage)) {
      report.classList.add("brief-terse");
      fitIncidents(firstPage);
    }
    growLines(form, PAGE_HEIGHT - form.offsetHeight);
  }
  fit();
  if (all > listed)
    paper.append(
      el(
        "div",
        { class: "brief-continued" },
        el("h2", {}, texts.continued(brief.name)),
        renderOnce(continuedTable(brief, listed)),
      ),
    );
  paper.classList.remove("measured");
  // What is typed may need more room than there is on the page.
  const turnPage = () => {
    paper.classList.add("measured");
    form.classList.toggle("brief-second", form.classList.contains("brief-second") || onePage() > PAGE_HEIGHT);
    paper.classList.remove("measured");
  };
  for (const filled of ["change", "filled"]) form.addEventListener(filled, turnPage);
  return checkIns.refresh;
}

/**
 * Puts the notes where the sheet is lower: into a column, or below both.
 * @param {HTMLElement} list @param {HTMLElement} column @param {HTMLElement} columns @param {HTMLElement} report
 */
function placeNotes(list, column, columns, report) {
  column.append(list);
  const inColumn = report.offsetHeight;
  columns.after(list);
  if (report.offsetHeight > inColumn) column.append(list);
}

/** Gives the rest of the page to the lines that people write on. @param {HTMLElement} form @param {number} left pixels */
function growLines(form, left) {
  const more = Math.min(MAX_EXTRA_HEIGHT, Math.floor(left / LINES));
  form.style.setProperty("--room", `${Math.max(0, more)}px`);
}

/** @param {Brief} brief */
function head(brief) {
  const { departure, offset } = brief.schedule;
  const when =
    departure === null
      ? texts.noDeparture
      : texts.departure(
          formatDay(dateAt(departure, offset)),
          `${clockAt(departure, offset)} ${offsetLabel(offset)}`,
        );
  // Not a header element: the styles for the page's header on narrow screens would apply, and paper is narrow.
  return el(
    "div",
    { class: "brief-head" },
    el("h1", {}, texts.title(brief.name)),
    el("p", { class: "brief-date" }, when),
    el("p", {}, el("strong", {}, describeWay(brief)), ` · ${describeSize(brief)}`),
    el("p", { class: "brief-source" }, `${describeSource(brief)}. `, coverage(brief)),
    ...filterLine(describeFilter(brief.summary)),
  );
}

/** What more the incidents are filtered by. @param {string} sentence */
const filterLine = (sentence) =>
  sentence ? [el("p", { class: "brief-filter", "data-brief": "filter" }, sentence)] : [];

/** What the data cover: at the end of a line where all is well, otherwise as a paragraph that stands out. @param {Brief} brief */
function coverage({
  report: {
    coverage: { inside, stale, words },
    method,
  },
}) {
  return el(
    "span",
    {
      ...{ class: "coverage", lang: String(method.lang), "data-brief": "coverage" },
      ...{ "data-inside": inside, "data-stale": stale },
    },
    words,
  );
}

/** @param {Brief} brief */
function timing(brief) {
  const [arrival, ...others] = describeDaylight(brief.schedule);
  return el(
    "section",
    { class: "brief-timing" },
    el(
      "p",
      {},
      el("strong", { "data-brief": "daylight" }, arrival ?? texts.noDaylight),
      ` ${others.join(" ")}`,
    ),
    brief.zones.length > 0 &&
      el("p", { class: "brief-filter", "data-brief": "zones" }, brief.zones.join(" ")),
    ...(brief.isCovered
      ? [
          el("p", { "data-brief": "encounter" }, describeEncounter(brief)),
          el(
            "p",
            { "data-brief": "next", lang: String(brief.report.method.lang) },
            listForecast(brief).join(" "),
          ),
        ]
      : []),
  );
}

/** @param {Brief} brief */
const notes = (brief) =>
  el(
    "section",
    { class: "brief-notes" },
    el("h2", {}, texts.notes),
    el("ul", {}, ...listNotes(brief).map((text) => el("li", {}, text))),
  );

/** @param {Brief} brief */
const foot = (brief) =>
  el("footer", {}, el("p", {}, describeMethod(brief), " ", el("strong", {}, words.provenance.advisory)));
