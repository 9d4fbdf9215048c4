// `<geobit-map>`: the page under the root of another document. It lives in the light DOM, keeps nothing in the browser, and is gone
// without a trace when it is removed.
import { version } from "virtual:element-files";
import { ATTRIBUTES } from "./attributes.js";
import { keepInside } from "./inside.js";
import { describe, isSite, Run, tell } from "./run.js";
import { Refused, readRoute, readRoutes, readSite, readSites, writeShape } from "./shapes-in.js";

/** @typedef {import("./run.js").Page} Page */
/** @typedef {import("./shapes-in.js").NewShape} NewShape */

export class GeobitMap extends HTMLElement {
  static version = version;
  static observedAttributes = ATTRIBUTES;

  /** What runs while the element is in a document. @type {Run | null} */
  #run = null;
  /** What was brought before it ran. @type {{ sites: NewShape[], routes: NewShape[] }} */
  #brought = { sites: [], routes: [] };

  constructor() {
    super();
    keepInside(this, {
      add: (shapes) => this.#running().add(shapes),
      shown: () => this.#run?.shown() ?? null,
    });
  }

  connectedCallback() {
    // Moved within the document, it goes on.
    if (this.#run) return this.#run.settle();
    for (const name of ["sites", "routes"]) this.#adopt(name);
    this.#start();
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  // A browser that knows this calls nothing else for a move.
  connectedMoveCallback() {
    this.#run?.settle();
  }

  /** Takes over what was set before the element was defined. @param {string} name */
  #adopt(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = /** @type {any} */ (this)[name];
    delete (/** @type {any} */ (this)[name]);
    this.#attempt(() => {
      /** @type {any} */ (this)[name] = value;
    });
  }

  #start() {
    const run = new Run(this, this.#brought);
    this.#run = run;
    run.ready.catch(() => {});
    run.start();
  }

  #end() {
    const run = this.#run;
    if (!run) return;
    this.#brought = run.shapes();
    this.#run = null;
    run.end();
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before !== now && this.#run) this.#attempt(() => this.#run?.change(name, now));
  }

  /** @param {() => void} work that says what it refuses by an event */
  #attempt(work) {
    try {
      work();
    } catch (error) {
      tell(this, "geobit-error", describe(error));
    }
  }

  /** Resolves when the map can be used, and is refused when it cannot start or is removed before. */
  get ready() {
    return this.#run?.ready ?? Promise.reject(new Refused("geobit-map", "an element in a document"));
  }

  /** The sites on the map: circles and areas. Set, they replace those that are there. */
  get sites() {
    return this.#list(isSite);
  }
  set sites(list) {
    this.#bring("sites", readSites(list), isSite);
  }

  /** The routes on the map. Set, they replace those that are there. */
  get routes() {
    return this.#list((shape) => !isSite(shape));
  }
  set routes(list) {
    this.#bring("routes", readRoutes(list), (shape) => !isSite(shape));
  }

  /** The answer that is shown, or `null`. */
  get report() {
    return this.#run?.report() ?? null;
  }

  /** Adds a site and shows its answer; returns its id. @param {unknown} site @returns {string} */
  addSite(site) {
    return this.#running().add([readSite(site, "site")])[0];
  }

  /** Adds a route and shows its answer; returns its id. @param {unknown} route @returns {string} */
  addRoute(route) {
    return this.#running().add([readRoute(route, "route")])[0];
  }

  /** Shows the answer of a site or a route. @param {string} id */
  select(id) {
    this.#running().page.select(String(id));
  }

  /** Removes a site or a route. @param {string} id */
  removeShape(id) {
    this.#running().page.removeShape(String(id));
  }

  /** Removes all sites and routes. */
  clear() {
    this.sites = [];
    this.routes = [];
  }

  /**
   * Shows incidents: those of an address, a `Blob`, a `File`, a `Response` or bytes.
   * @param {unknown} source @param {import("geobit").LoadOptions} [options]
   */
  async load(source, options = {}) {
    await this.ready;
    await this.#running().page.open(source, { ...options });
  }

  /** Resolves when nothing is being read or asked. */
  async idle() {
    await this.ready;
    await this.#running().page.idle();
  }

  #running() {
    if (!this.#run?.isStarted)
      throw new Refused("geobit-map", "an element that is ready (await element.ready)");
    return /** @type {Run & { page: Page }} */ (this.#run);
  }

  /** @param {(shape: import("../shapes.js").Shape) => boolean} isMeant */
  #list(isMeant) {
    if (this.#run?.page) return this.#run.page.shapes().filter(isMeant).map(writeShape);
    const shapes = [...this.#brought.sites, ...this.#brought.routes];
    return shapes
      .map((shape, i) => ({ ...shape, id: `brought-${i}` }))
      .filter(isMeant)
      .map(writeShape);
  }

  /** @param {"sites" | "routes"} name @param {NewShape[]} shapes @param {(shape: import("../shapes.js").Shape) => boolean} isMeant */
  #bring(name, shapes, isMeant) {
    if (this.#run?.page) this.#run.replace(shapes, isMeant);
    else this.#brought[name] = shapes;
  }
}
