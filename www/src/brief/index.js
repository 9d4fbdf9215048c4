// The movement brief: gathered when it is asked for, shown over the page, printed by the browser.
import { inWords } from "../data.js";
import { byId, el, fill } from "../dom.js";
import { dayOfDate } from "../format.js";
import { fileName, save } from "../route-files/write.js";
import { positions } from "../shapes.js";
import { gatherBrief } from "./content.js";
import { csvOf, geoJsonOf } from "./files.js";
import { newMovement } from "./movement.js";
import { takePicture } from "./picture.js";
import { scheduleOf } from "./schedule.js";
import { fillSheet } from "./sheet.js";
import { createTownsAlong } from "./towns-along.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** Towns that the picture names where there is room, besides those of the route card. */
const NAMED_RANK = 3;

/**
 * @param {{
 *   map: import("maplibre-gl").Map,
 *   towns: import("../basemap.js").Town[],
 *   data: Awaited<ReturnType<typeof import("../data.js").createData>>,
 *   shape: () => Shape | null,
 *   shapes: () => readonly Shape[],
 *   range: () => import("./content.js").Range,
 *   answer: () => import("../results.js").Answer | null,
 *   showOnly: (fromDay: number, toDay: number, rows: number[], share: Float32Array) => void,
 *   showAgain: () => void,
 * }} page
 *   `showOnly`: of the incidents on the map, these with rings, pale below a share of 1; `showAgain` undoes it
 */
export function createBrief(page) {
  const view = byId("brief");
  const townsAlong = createTownsAlong(page.data.loadColumns, page.towns);
  /** @type {Element | null} */
  let before = null;
  /** @type {import("./content.js").Brief | null} */
  let shown = null;
  let making = Promise.resolve();

  /** Of the answer that is shown, for the panel. */
  async function schedule() {
    const { route, shapeId, question } = page.answer() ?? {};
    const shape = page.shape();
    if (!route || !question || !shape || shape.id !== shapeId) return null;
    const towns = await townsAlong(/** @type {import("geobit").Feature} */ (question.feature));
    const line = positions(/** @type {GeoJSON.LineString} */ (question.feature.geometry));
    return scheduleOf(route, line, towns, shape.movement ?? newMovement());
  }

  function open() {
    const shape = page.shape();
    const loaded = page.data.current();
    if (!shape || !loaded) return;
    before = document.activeElement;
    const paper = el("article", { class: "sheet" }, el("p", { role: "status" }, "Gathering the brief…"));
    fill(view, bar(), el("div", { class: "brief-desk" }, paper));
    setOpen(true);
    view.focus();
    // One after the other: there is one map to take a picture of.
    making = making.then(() => make(paper, loaded.snapshot, shape));
  }

  /** @param {HTMLElement} paper @param {import("geobit").Snapshot} snapshot @param {Shape} shape */
  async function make(paper, snapshot, shape) {
    if (!paper.isConnected) return;
    try {
      const routes = page.shapes().filter(({ kind }) => kind === "route");
      const range = page.range();
      if (range.kinds?.length === 0) throw new Error("No kind of incident is chosen.");
      const brief = await gatherBrief({ snapshot, shape, routes, range, townsAlong });
      const picture = await pictureOf(brief);
      if (!paper.isConnected) return;
      shown = brief;
      fillSheet(paper, brief, picture, page.towns);
      for (const button of view.querySelectorAll("button")) button.disabled = false;
      view.dataset.brief = "ready";
    } catch (error) {
      fill(
        paper,
        el("p", { class: "problem", role: "alert" }, `The brief could not be made. ${inWords(error)}`),
      );
    }
  }

  /** A brief without its map is still a brief. @param {import("./content.js").Brief} brief */
  async function pictureOf(brief) {
    const { stretches, schedule, recent, line, others } = brief;
    const important = page.towns.filter((town) => town[3] <= NAMED_RANK);
    const passed = new Set(schedule.passages.map(({ name }) => name));
    const towns = [
      ...schedule.passages.filter(({ name }) => !/^\d/.test(name)),
      ...important.map(([name, lon, lat]) => ({ name, lon, lat })).filter(({ name }) => !passed.has(name)),
    ];
    page.showOnly(
      dayOfDate(recent.from),
      dayOfDate(recent.to),
      recent.near.map(({ incident }) => incident.row),
      Float32Array.from(recent.near, ({ possible }) => (possible ? 0.5 : 1)),
    );
    try {
      const worst = stretches.map(({ fromKm, toKm }) => schedule.stretch(fromKm, toKm));
      const middles = stretches.map(({ fromKm, toKm }) => schedule.where((fromKm + toKm) / 2));
      const marks = [line[0], line[line.length - 1], ...middles];
      return await takePicture(page.map, { line, others, towns, stretches: worst, marks });
    } catch {
      return null;
    } finally {
      page.showAgain();
    }
  }

  function bar() {
    const waits = (/** @type {string} */ label, /** @type {() => void} */ onclick, primary = "") =>
      el("button", { type: "button", class: primary, disabled: true, onclick }, label);
    return el(
      "div",
      { class: "brief-bar" },
      waits("Print or save as PDF", () => window.print(), "primary"),
      waits("GeoJSON", () => keep("geojson", "application/geo+json", geoJsonOf)),
      waits("CSV", () => keep("csv", "text/csv;charset=utf-8", csvOf)),
      el("button", { type: "button", onclick: close }, "Close"),
    );
  }

  /** @param {string} ending @param {string} type @param {(brief: import("./content.js").Brief) => string} text */
  function keep(ending, type, text) {
    if (shown) save(fileName(`Movement brief ${shown.name}`, ending), type, text(shown));
  }

  function close() {
    if (view.hidden) return;
    setOpen(false);
    shown = null;
    view.replaceChildren();
    delete view.dataset.brief;
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  }

  /** What lies under the brief can neither be reached nor printed meanwhile. @param {boolean} open */
  function setOpen(open) {
    view.hidden = !open;
    document.documentElement.classList.toggle("briefing", open);
    for (const other of document.body.children)
      if (other !== view && other instanceof HTMLElement) other.inert = open;
  }

  view.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });

  return { open, schedule };
}
