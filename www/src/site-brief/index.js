// The daily brief of a site or a route: gathered when it is asked for, shown over the page, printed, copied as a text, or saved as a
// small picture.
import { asking } from "../asking.js";
import { takePicture } from "../brief/picture.js";
import { createBriefView } from "../brief/view.js";
import { errorMessage } from "../data.js";
import { el, setChildren } from "../dom.js";
import { dayOfDate } from "../format.js";
import { kinds } from "../kinds.js";
import { boxAround } from "../layers/outline.js";
import { onDemand } from "../on-demand.js";
import { activeShape } from "../page-state.js";
import { fileName } from "../route-files/file-name.js";
import { save } from "../route-files/write.js";
import { positions } from "../shapes.js";
import { words } from "../words/index.js";
import { siteBrief as texts } from "../words/news.js";
import { drawCard, MAP } from "./card.js";
import { chooseSince, gatherSiteBrief } from "./content.js";
import { takeLastLook } from "./last-look.js";
import { toMessage } from "./message.js";
import { fillSiteSheet } from "./sheet.js";

/** @typedef {import("./content.js").SiteBrief} SiteBrief */

const KINDS = /** @type {import("geobit").Kind[]} */ (kinds.map(({ name }) => name));
/** Towns up to this rank are named on the map. */
const NAMED_RANK = 4;
/** The map shows more than the area alone. */
const MARGIN = 1.1;
const LEAST_MARGIN_KM = 5;

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {import("./begin.js").SiteBriefPage} page
 */
export function createSiteBrief(root, store, page) {
  const view = createBriefView(root, page.paper);
  const since = el("input", { type: "date", "aria-label": texts.sinceLabel, required: true });
  const said = el("span", { class: "hint", role: "status", "data-brief": "said" });
  /** @type {{ brief: SiteBrief, picture: import("../brief/picture.js").Picture | null } | null} */
  let shown = null;
  let making = Promise.resolve();
  // A brief that knew nothing of zones would look like one without any.
  const ofRoads = onDemand(
    () => import("../tab-parts.js"),
    (error) => {
      throw error;
    },
  );
  let paper = el("article");

  function open() {
    const { loaded, news } = store.get();
    if (!loaded) return;
    since.value = chooseSince(loaded.snapshot.summary.asOf, news, takeLastLook(asking().today));
    paper = el("article", { class: "sheet site-sheet" });
    said.textContent = "";
    view.open(buttonBar(), paper, texts.open);
    remake();
  }

  function remake() {
    const asked = paper;
    shown = null;
    setChildren(paper, el("p", { role: "status" }, words.brief.gathering));
    // One after the other, as there is a single map to take a picture of.
    making = making.then(() => make(asked));
  }

  /** @param {HTMLElement} asked */
  async function make(asked) {
    const { loaded, rules, news, drawn, roads } = store.get();
    const shape = activeShape(store.get());
    if (!asked.isConnected || !loaded || !shape) return;
    try {
      await page.fitted();
      const range = page.range();
      if (range.kinds?.length === 0) throw new Error(words.brief.noKinds);
      const { snapshot, columns } = loaded;
      const parts = roads || drawn.shapes.some(({ bar }) => bar) ? await ofRoads() : null;
      const today = String(range.today);
      const zones = parts?.tellTouchesOf(shape, drawn.shapes, today);
      const brief = await gatherSiteBrief({
        ...{ snapshot, columns, shape, since: since.value, range },
        ...{ rules, kinds: KINDS, news, zones },
        roads: roads && parts ? parts.creditOf(roads.network.summary) : null,
      });
      const picture = await takePictureOf(brief, parts?.zonesOnMap(drawn.shapes, today));
      if (!asked.isConnected) return;
      shown = { brief, picture };
      fillSiteSheet(asked, brief, picture);
      view.setReady("daily");
    } catch (error) {
      setChildren(
        asked,
        el("p", { class: "problem", role: "alert" }, words.brief.failed(errorMessage(error))),
      );
    }
  }

  /** Returns `null` if there can be no picture: a brief without its map is still a brief. @param {SiteBrief} brief @param {import("../brief/picture.js").ZonesOnMap} [zones] */
  async function takePictureOf({ shape, window, rows, share }, zones) {
    const line = positions(shape.geometry);
    const towns = page.towns.filter((town) => town[3] <= NAMED_RANK);
    page.showOnly(dayOfDate(window.from), dayOfDate(window.to), rows, share);
    try {
      return await takePicture(
        page.map,
        {
          ...{ line, stretches: [], others: shape.kind === "polygon" ? [line] : [], marks: [], zones },
          towns: towns.map(([name, lon, lat]) => ({ name, lon, lat })),
          box: boxAround(line, Math.max(LEAST_MARGIN_KM, shape.km * MARGIN)),
        },
        MAP,
      );
    } catch {
      return null;
    } finally {
      page.restore();
    }
  }

  function buttonBar() {
    /** Enabled when the brief is there. @param {string} label @param {() => void} onclick @param {string} [kind] */
    const button = (label, onclick, kind = "") =>
      el("button", { type: "button", class: kind, disabled: true, onclick }, label);
    since.onchange = () => since.value && remake();
    return el(
      "div",
      { class: "brief-bar" },
      button(texts.copy, copy, "primary"),
      button(texts.picture, savePicture),
      button(texts.print, view.print),
      el("label", { class: "brief-since" }, texts.since, since),
      said,
      el("button", { type: "button", onclick: view.close }, words.brief.close),
      el("p", { class: "brief-reveals" }, texts.reveals),
    );
  }

  async function copy() {
    if (!shown) return;
    const text = toMessage(shown.brief);
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = texts.copied(text.length);
    } catch {
      said.textContent = `${words.messages.copyFailed} ${words.messages.copyForbidden}`;
    }
  }

  async function savePicture() {
    if (!shown) return;
    try {
      const card = await drawCard(shown.brief, shown.picture);
      save(fileName(texts.fileName(shown.brief.shape.name, shown.brief.today), "png"), "image/png", card);
      said.textContent = texts.saved;
    } catch (error) {
      said.textContent = errorMessage(error);
    }
  }

  return { open };
}
