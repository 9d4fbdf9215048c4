// The movement brief: gathered when it is asked for, shown over the page, printed by the browser.
import { errorMessage } from "../data.js";
import { el, setChildren } from "../dom.js";
import { dayOfDate } from "../format.js";
import { onDemand } from "../on-demand.js";
import { activeShape } from "../page-state.js";
import { fileName } from "../route-files/file-name.js";
import { save } from "../route-files/write.js";
import { positions } from "../shapes.js";
import { words } from "../words/index.js";
import { gatherBrief } from "./content.js";
import { briefToCsv, briefToGeojson } from "./files.js";
import { showFields, writtenIn } from "./form.js";
import { newMovement } from "./movement.js";
import { takePicture } from "./picture.js";
import { drawBriefPicture } from "./picture-card.js";
import { NO_PLAN, withCheckIn, withField } from "./plan.js";
import { computeSchedule } from "./schedule.js";
import { fillSheet } from "./sheet.js";
import { briefToText } from "./text.js";
import { createTownsAlong } from "./towns-along.js";
import { createBriefView } from "./view.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("./content.js").Brief} Brief */

/** The picture names towns up to this rank where there is room, besides those of the route card. */
const NAMED_RANK = 3;
/** How often the clock is looked at. */
const CLOCK_MS = 10_000;
const texts = words.brief;

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {{
 *   map: import("maplibre-gl").Map,
 *   towns: import("../basemap.js").Town[],
 *   loadColumns: (columns: import("geobit").ColumnSource) => Promise<import("geobit").Snapshot>,
 *   fitted: () => Promise<void>,
 *   range: () => import("./content.js").Range,
 *   showOnly: (fromDay: number, toDay: number, rows: number[], share: Float32Array) => void,
 *   restore: () => void,
 *   paper?: import("../paper.js").Paper,
 * }} page
 *   `fitted` resolves when the intensity is fitted; `showOnly` shows only these incidents on the map, with rings that are pale below a share of 1; `restore` undoes it
 */
export function createBrief(root, store, page) {
  const view = createBriefView(root, page.paper);
  const townsAlong = createTownsAlong(page.loadColumns, page.towns);
  /** @type {{ id: string, brief: Brief, picture: import("./picture.js").Picture | null } | null} */
  let shown = null;
  const said = el("p", { class: "brief-said", role: "status" });
  // A brief that knew nothing of zones would look like one without any.
  const ofRoads = onDemand(
    () => import("../tab-parts.js"),
    (error) => {
      throw error;
    },
  );
  let making = Promise.resolve();

  /** Computes the schedule of the answer that is shown. */
  async function schedule() {
    const { route, shapeId, question } = store.get().answer ?? {};
    const shape = activeShape(store.get());
    if (!route || !question || !shape || shape.id !== shapeId) return null;
    const towns = await townsAlong(/** @type {import("geobit").Feature} */ (question.feature));
    const line = positions(/** @type {GeoJSON.LineString} */ (question.feature.geometry));
    return computeSchedule(route, line, towns, shape.movement ?? newMovement());
  }

  function open() {
    const shape = activeShape(store.get());
    const { loaded } = store.get();
    if (!shape || !loaded) return;
    shown = null;
    said.textContent = "";
    const paper = el(
      "article",
      { class: "sheet movement-sheet" },
      el("p", { role: "status" }, texts.gathering),
    );
    const bar = buttonBar();
    view.open(bar, paper, words.markup.brief);
    // One after the other, as there is a single map to take a picture of.
    making = making.then(() => make(bar, paper, loaded.snapshot, shape));
  }

  /** @param {HTMLElement} bar @param {HTMLElement} paper @param {import("geobit").Snapshot} snapshot @param {Shape} shape */
  async function make(bar, paper, snapshot, shape) {
    if (!paper.isConnected) return;
    try {
      await page.fitted();
      const { roads, drawn } = store.get();
      const routes = drawn.shapes.filter(({ kind }) => kind === "route");
      const range = page.range();
      if (range.kinds?.length === 0) throw new Error(texts.noKinds);
      const parts = roads || drawn.shapes.some((one) => one.bar) ? await ofRoads() : null;
      const today = String(range.today);
      const zones = parts?.describeZonesAlong(shape, drawn.shapes, today);
      const credit = roads && parts ? parts.creditOf(roads.network.summary) : null;
      const brief = await gatherBrief({ snapshot, shape, routes, range, townsAlong, zones, roads: credit });
      const picture = await takePictureOf(brief, parts?.zonesOnMap(drawn.shapes, today));
      if (!paper.isConnected) return;
      shown = { id: shape.id, brief, picture };
      const planning = planningOf(shape.id);
      followClock(paper, fillSheet(paper, brief, picture, page.towns, planning));
      followPlan(paper, planning);
      if (parts && roads) {
        const written = (/** @type {string} */ field) => writtenIn(paper, field);
        const fill = parts.createFill(store, { id: shape.id, brief, towns: page.towns, written });
        bar.querySelector("button:last-of-type")?.before(fill.button);
        bar.append(fill.said);
      }
      view.setReady("ready");
    } catch (error) {
      setChildren(paper, el("p", { class: "problem", role: "alert" }, texts.failed(errorMessage(error))));
    }
  }

  /** @param {string} id of a route @returns {import("./form.js").Planning} */
  function planningOf(id) {
    const plan = () => store.get().drawn.shapes.find((shape) => shape.id === id)?.plan ?? NO_PLAN;
    const setPlan = (/** @type {import("./plan.js").Plan} */ next) =>
      store.update({ type: "setShapePlan", id, plan: next, step: `plan of ${id}` });
    return {
      plan,
      setField: (name, text) => setPlan(withField(plan(), name, text)),
      setCheckIn: (key, made) => setPlan(withCheckIn(plan(), key, made)),
    };
  }

  /** Shows what another step has filled in, while the brief is open. @param {HTMLElement} paper @param {import("./form.js").Planning} planning */
  function followPlan(paper, { plan }) {
    const stop = store.subscribe(plan, (next) => (paper.isConnected ? showFields(paper, next) : stop()));
  }

  /** Marks what is overdue as time passes, while the brief is open. @param {HTMLElement} paper @param {(now: number) => void} refresh */
  function followClock(paper, refresh) {
    const timer = setInterval(() => {
      if (paper.isConnected) refresh(Date.now());
      else clearInterval(timer);
    }, CLOCK_MS);
  }

  /** Returns `null` if there can be no picture: a brief without its map is still a brief. @param {Brief} brief @param {import("./picture.js").ZonesOnMap} [zones] */
  async function takePictureOf(brief, zones) {
    const { stretches, schedule, recent, line, others } = brief;
    const important = page.towns.filter((town) => town[3] <= NAMED_RANK);
    const passed = new Set(schedule.passages.map(({ name }) => name));
    const towns = [
      // A place without a town has its coordinates as its name.
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
      const worst = stretches.map(({ fromKm, toKm }) => schedule.stretchBetween(fromKm, toKm));
      const middles = stretches.map(({ fromKm, toKm }) => schedule.placeAt((fromKm + toKm) / 2));
      const marks = [line[0], line[line.length - 1], ...middles];
      return await takePicture(page.map, { line, others, towns, stretches: worst, marks, zones });
    } catch {
      return null;
    } finally {
      page.restore();
    }
  }

  function buttonBar() {
    /** Enabled when the brief is there. @param {string} label @param {() => void} onclick */
    const button = (label, onclick, primary = "") =>
      el("button", { type: "button", class: primary, disabled: true, onclick }, label);
    return el(
      "div",
      { class: "brief-bar" },
      button(texts.print, view.print, "primary"),
      button("GeoJSON", () => saveAs("geojson", "application/geo+json", briefToGeojson)),
      button("CSV", () => saveAs("csv", "text/csv;charset=utf-8", briefToCsv)),
      button(texts.text, () => saveAs("txt", "text/plain;charset=utf-8", toText)),
      button(texts.picture, savePicture),
      said,
      el("button", { type: "button", onclick: view.close }, texts.close),
      el("p", { class: "brief-reveals" }, texts.reveals),
    );
  }

  /** @param {string} extension @param {string} type @param {(brief: Brief) => string} write */
  function saveAs(extension, type, write) {
    if (!shown) return;
    const { brief } = shown;
    save(fileName(texts.fileName(brief.name), extension), type, write(brief));
    said.textContent = texts.saved;
  }

  /** @param {Brief} brief */
  const toText = (brief) => `${briefToText(brief, planningOf(shown?.id ?? "").plan())}\n`;

  async function savePicture() {
    if (!shown) return;
    const { brief, picture } = shown;
    try {
      const drawn = await drawBriefPicture(brief, picture);
      save(fileName(texts.fileName(brief.name), "png"), "image/png", drawn);
      said.textContent = texts.saved;
    } catch (error) {
      said.textContent = errorMessage(error);
    }
  }

  return { open, schedule };
}
