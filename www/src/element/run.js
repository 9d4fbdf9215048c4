// One stay of a `<geobit-map>` in a document: the page in it, from its start to its end.
import { styles, template, version } from "virtual:element-files";
import { isFrame } from "../frame/is-frame.js";
import { findHook } from "../root.js";
import { createTheme } from "../theme.js";
import { elementWords } from "../words/element.js";
import { speak } from "../words/index.js";
import { LANGUAGES } from "../words/language.js";
import { units } from "../words/units.js";
import { readAddress, readCenter, readKeys, readWord, readZoom, viewOf } from "./attributes.js";
import { keepOutOfForms } from "./forms.js";
import { nameLandmark, nameMap } from "./landmark.js";
import { lease } from "./lease.js";
import { createPaper } from "./paper.js";
import { Refused, writeShape } from "./shapes-in.js";
import { canStartWorkers } from "./workers.js";

/** @typedef {Awaited<ReturnType<typeof import("../page.js").startPage>>} Page */
/** @typedef {import("./shapes-in.js").NewShape} NewShape */

/** The language of the first element is that of all: the modules of the page take their words once. @type {Promise<void> | undefined} */
let spoken;

/** The sheet of styles, which all elements share. @type {CSSStyleSheet | undefined} */
let sheet;
/** How many elements stand in each document or shadow root that has the sheet. @type {Map<Document | ShadowRoot, number>} */
const styled = new Map();

/** How many elements run. Without any, the map's workers end. */
let running = 0;

/** @param {import("../shapes.js").Shape} shape */
export const isSite = ({ kind }) => kind === "circle" || kind === "polygon";

/** One stay of an element in a document. */
export class Run {
  #element;
  #brought;
  #lifetime = new AbortController();
  /** @type {(value?: unknown) => void} */
  #resolve = () => {};
  /** @type {(reason: unknown) => void} */
  #reject = () => {};
  /** @type {Page | null} */
  page = null;
  /** @type {ReturnType<typeof createTheme> | null} */
  #theme = null;
  /** @type {Document | ShadowRoot | null} */
  #place = null;
  /** Ends with the element's stay at a place of the document. */
  #stay = new AbortController();
  #isShown = false;

  /** @param {HTMLElement} element @param {{ sites: NewShape[], routes: NewShape[] }} brought */
  constructor(element, brought) {
    this.#element = element;
    this.#brought = brought;
    this.ready = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get isStarted() {
    return this.page !== null;
  }

  async start() {
    const { signal } = this.#lifetime;
    running += 1;
    try {
      await this.#begin(signal);
    } catch (error) {
      this.#reject(error);
      if (!signal.aborted) tell(this.#element, "geobit-error", describe(error));
    }
  }

  /** @param {AbortSignal} signal */
  async #begin(signal) {
    const element = this.#element;
    const { baseURI } = element;
    const read = (/** @type {string} */ name) => element.getAttribute(name);
    /** Says what it refuses, and goes on without. @template T @param {() => T} work @param {T} otherwise */
    const accept = (work, otherwise) => {
      try {
        return work();
      } catch (error) {
        tell(element, "geobit-error", describe(error));
        return otherwise;
      }
    };
    /** Reads an attribute that may not be there. @template T @param {string} name @param {(text: string) => T} of */
    const maybe = (name, of) => {
      const text = read(name);
      return text === null ? null : accept(() => of(text), null);
    };
    const [snapshot, catalog] = ["snapshot", "catalog"].map((name) =>
      maybe(name, (text) => readAddress(text, name, baseURI)),
    );
    const keys = accept(() => readKeys(read("catalog-keys"), import.meta.env.CATALOG_KEYS), []);
    const view = viewOf(maybe("center", readCenter), maybe("zoom", readZoom));
    const choice = accept(() => readWord(read("theme"), "theme", ["system", "light", "dark"]), "system");
    accept(() => readWord(read("mode"), "mode", ["full", "compact"]), "full");
    spoken ??= speak(languageFor(element)).catch((error) => {
      spoken = undefined;
      throw error;
    });
    const [workers] = await Promise.all([canStartWorkers(), spoken]);
    signal.throwIfAborted();

    const root = document.createElement("div");
    root.className = "geobit-page";
    root.lang = units.lang;
    root.dir = units.direction;
    root.append(template());
    this.#theme = createTheme(root, choice, signal);
    findHook(root, "privacy").textContent = elementWords()[isFrame() ? "frame" : "element"].privacy;
    nameLandmark(element, root, signal);
    element.replaceChildren(root);
    this.#isShown = true;
    this.settle();
    const { startPage } = await import("../page.js");
    signal.throwIfAborted();
    const page = await startPage(root, {
      ...{ open: lease, source: snapshot, view, theme: this.#theme, signal },
      paper: createPaper(element, root, signal),
      catalog: catalog === null ? null : { url: catalog, keys },
      noMap: workers ? undefined : new Error(elementWords().element.noWorkers),
      tellError: (title, message) =>
        tell(element, "geobit-error", { code: "problem", message: `${title} ${message}` }),
    });
    signal.throwIfAborted();
    this.page = page;
    nameMap(root);
    this.add([...this.#brought.routes, ...this.#brought.sites]);
    page.store.subscribe(
      ({ answer }) => answer,
      () => tell(element, "geobit-report", this.report()),
    );
    this.#resolve();
    tell(element, "geobit-ready", { version });
    if (this.report()) tell(element, "geobit-report", this.report());
  }

  /** Fits into the place that the element is in: the styles are there, and no form has its controls. */
  settle() {
    if (!this.#isShown) return;
    if (this.#place !== this.#element.getRootNode()) {
      this.#unstyle();
      this.#style();
    }
    this.#stay.abort();
    this.#stay = new AbortController();
    keepOutOfForms(this.#element, this.#stay.signal);
  }

  /** Gives the root of the element's tree the styles, once. */
  #style() {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(styles());
    }
    const place = /** @type {Document | ShadowRoot} */ (this.#element.getRootNode());
    const users = styled.get(place) ?? 0;
    if (users === 0) place.adoptedStyleSheets = [...place.adoptedStyleSheets, sheet];
    styled.set(place, users + 1);
    this.#place = place;
  }

  #unstyle() {
    const place = this.#place;
    if (!place) return;
    this.#place = null;
    const users = (styled.get(place) ?? 1) - 1;
    if (users > 0) styled.set(place, users);
    else {
      styled.delete(place);
      place.adoptedStyleSheets = place.adoptedStyleSheets.filter((one) => one !== sheet);
    }
  }

  shown() {
    const { answer, drawn, loaded } = this.page?.store.get() ?? {};
    const shape = drawn?.shapes.find(({ id }) => id === answer?.shapeId);
    if (!answer || !shape || !loaded) return null;
    return { answer, shape, written: writeShape(shape), isDemo: loaded.demo, matching: loaded.matching };
  }

  report() {
    const shown = this.shown();
    if (!shown) return null;
    const { answer, shape } = shown;
    const { geofence, route } = answer;
    return {
      ...{ id: shape.id, name: shape.name, kind: geofence ? "geofence" : "route" },
      report: geofence ?? route,
    };
  }

  /** Adds shapes, and shows the answer of the last one; returns their ids. @param {NewShape[]} shapes */
  add(shapes) {
    const page = /** @type {Page} */ (this.page);
    if (shapes.length === 0) return [];
    const before = new Set(page.shapes().map(({ id }) => id));
    page.addShapes(shapes);
    if (!this.#element.hasAttribute("center")) page.fitShapes(page.shapes());
    return page
      .shapes()
      .map(({ id }) => id)
      .filter((id) => !before.has(id));
  }

  /** @param {NewShape[]} shapes @param {(shape: import("../shapes.js").Shape) => boolean} isMeant */
  replace(shapes, isMeant) {
    const page = /** @type {Page} */ (this.page);
    for (const shape of page.shapes()) if (isMeant(shape)) page.removeShape(shape.id);
    this.add(shapes);
  }

  /** Returns what is drawn, to be drawn again. */
  shapes() {
    if (!this.page) return this.#brought;
    const shapes = this.page.shapes();
    return { sites: shapes.filter(isSite), routes: shapes.filter((shape) => !isSite(shape)) };
  }

  /** @param {string} name @param {string | null} value */
  change(name, value) {
    if (name === "theme") this.#theme?.choose(readWord(value, "theme", ["system", "light", "dark"]));
    else if (name === "mode") readWord(value, "mode", ["full", "compact"]);
    else if (name === "center" && value !== null) this.page?.map.jumpTo({ center: readCenter(value) });
    else if (name === "zoom" && value !== null) this.page?.map.jumpTo({ zoom: readZoom(value) });
    else if (name === "snapshot" && value !== null) {
      const address = readAddress(value, "snapshot", this.#element.baseURI);
      this.ready
        .then(() => this.page?.open(address, {}))
        // The page has said so.
        .catch(() => {});
    } else if (name === "lang" && value !== null && value !== units?.lang)
      throw new Refused("lang", `${units?.lang}, which the first element has chosen,`);
  }

  end() {
    const error = new DOMException("The element was removed.", "AbortError");
    this.#lifetime.abort(error);
    this.#reject(error);
    this.#element.replaceChildren();
    this.#isShown = false;
    this.#stay.abort();
    this.#unstyle();
    running -= 1;
    // Another element may come at once, as when a document is rebuilt.
    if (running === 0) setTimeout(endMapWorkers);
  }
}

/** Ends what the library of the map keeps for the next map. */
async function endMapWorkers() {
  if (running > 0 || !spoken) return;
  const { forgetWorkers } = await import("../map.js");
  if (running === 0) forgetWorkers();
}

/** @param {HTMLElement} element @param {string} name @param {unknown} detail */
export function tell(element, name, detail) {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
}

/** @param {unknown} error */
export function describe(error) {
  const { code, message, at } = /** @type {{ code?: unknown, message?: unknown, at?: unknown }} */ (
    error ?? {}
  );
  return {
    code: typeof code === "string" ? code : "failed",
    message: String(message ?? error),
    ...(at !== undefined && { at }),
  };
}

/** @param {HTMLElement} element */
function languageFor(element) {
  const wanted = [element.closest("[lang]")?.getAttribute("lang") ?? "", ...navigator.languages].map(
    (locale) => locale.toLowerCase().split(/[-_]/)[0],
  );
  return wanted.map((one) => LANGUAGES.find((language) => language === one)).find(Boolean) ?? "en";
}
