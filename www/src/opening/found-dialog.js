// Asks what of a file of routes and sites is wanted: a list to tick, or two readings of one polyline beside each other.
import { el, setChildren } from "../dom.js";
import { formatPlace } from "../format.js";
import { nearestTown } from "../layers/outline.js";
import { plainText } from "../plain-text.js";
import { uniqueId } from "../root.js";
import { KM_LIMITS } from "../shapes.js";
import { words } from "../words/index.js";
import { createDialog } from "./dialog.js";
import { hasHoles, kmOf, partsOf, SITE_KM, shapeOfReading, shapeOfRoute, shapeOfSite } from "./shapes-of.js";
import { drawSketch } from "./sketch.js";
import { areSitesTicked, howToAdd, tickedAtFirst } from "./verdict.js";

/** @typedef {import("geobit").RouteFile} RouteFile */
/** @typedef {Omit<import("../shapes.js").Shape, "id">} NewShape */
/** @typedef {{ shapes: NewShape[] } | { as: "route" | "sites" | "incidents" } | null} Answer `null` for nothing */

const texts = words.found;
/** As many as routes: more would fill the map, and nobody ticks more. */
const MAX_SITES = 200;
const MAX_ROUTES = 200;

/**
 * @param {HTMLElement} root
 * @param {string} file its name
 * @param {RouteFile} found
 * @param {{ mayBeIncidents: boolean, basemap: { countries: any, towns: import("../basemap.js").Town[] } }} page
 *   `mayBeIncidents`: whether the file is a table, whose rows could be anything
 * @returns {Promise<Answer>}
 */
export function askWhatIsWanted(root, file, found, page) {
  return new Promise((resolve) => {
    /** @param {Answer} answer */
    const end = (answer) => {
      dialog.close();
      resolve(answer);
    };
    const cancel = () => end(null);
    const isReadings = howToAdd(found) === "readings";
    const list = isReadings ? null : createList(found);
    const problem = el("p", { class: "problem", role: "alert", hidden: true });
    function submit() {
      const shapes = list?.shapes() ?? [];
      problem.hidden = shapes.length > 0;
      problem.textContent = problem.hidden ? "" : texts.nothingTicked;
      if (shapes.length > 0 && list?.isRadiusUsable()) end({ shapes });
    }
    const dialog = createDialog(root, {
      name: isReadings ? "readings" : "found",
      title: isReadings ? texts.readingsTitle : texts.title(file),
      content: [
        doubtList(found.doubts),
        isReadings ? readingCards(found.routes, page.basemap, end) : list?.element,
        !isReadings && otherwise(found, page.mayBeIncidents, end),
        problem,
      ],
      buttons: [list?.button, el("button", { type: "button", onclick: cancel }, texts.cancel)],
      ...{ submit, cancel },
    });
    dialog.show();
  });
}

/** @param {string[]} doubts */
const doubtList = (doubts) =>
  doubts.length > 0 &&
  el(
    "ul",
    { class: "caution" },
    ...doubts.map((doubt) => el("li", {}, plainText(words.opening.doubts([doubt])))),
  );

/**
 * @param {RouteFile["routes"]} routes two readings of the same text
 * @param {{ countries: any, towns: import("../basemap.js").Town[] }} basemap
 * @param {(answer: Answer) => void} end
 */
function readingCards(routes, { countries, towns }, end) {
  const placeOf = (/** @type {GeoJSON.Position} */ [lon, lat]) =>
    texts.place(formatPlace(lon, lat), nearestTown(towns, [lon, lat]));
  const cards = routes.map((route) => {
    const line = route.geometry.coordinates;
    const { digits = 5 } = route.properties;
    return el(
      "li",
      { class: "reading", "data-digits": digits },
      el("h3", {}, texts.digits(digits)),
      drawSketch(countries, line, texts.sketch(digits)),
      el("p", {}, texts.length(kmOf(route), line.length)),
      el("p", { class: "hint" }, texts.from(placeOf(line[0]))),
      el("p", { class: "hint" }, texts.to(placeOf(line[line.length - 1]))),
      el(
        "button",
        { type: "button", class: "primary", onclick: () => end({ shapes: [shapeOfReading(routes, route)] }) },
        texts.use(digits),
      ),
    );
  });
  return el("ul", { class: "readings" }, ...cards);
}

/** The lists to tick. @param {RouteFile} found */
function createList({ routes, sites }) {
  const button = el("button", { type: "submit", class: "primary" });
  const radius = el("input", {
    ...{ id: uniqueId("radius"), type: "number", step: "any", inputmode: "decimal", value: SITE_KM },
    ...{ min: KM_LIMITS.min, max: KM_LIMITS.max },
  });
  const ticked = tickedAtFirst(routes);
  const routeItems = routes.map((route, i) =>
    item(
      route.properties.name,
      texts.route(route.properties.kind, kmOf(route), route.geometry.coordinates.length),
      ticked[i],
    ),
  );
  const areTicked = areSitesTicked({ routes, sites });
  const parts = sites.slice(0, MAX_SITES).map((site) => partsOf(site).slice(0, MAX_SITES));
  const siteItems = sites
    .slice(0, MAX_SITES)
    .map((site) => item(String(site.properties?.name ?? ""), describeSite(site), areTicked));
  const isTicked = (/** @type {{ box: HTMLInputElement }} */ { box }) => box.checked;
  const update = () => {
    const ticked = [...routeItems.filter(isTicked), ...parts.filter((_, i) => isTicked(siteItems[i])).flat()];
    button.textContent = texts.add(ticked.length);
  };
  const more = sites.length - siteItems.length;
  const hasPoints = sites.some(({ geometry }) => !geometry.type.endsWith("Polygon"));
  const element = el(
    "div",
    { onchange: update },
    routes.length > 0 && part(texts.routesLegend, routeItems, update),
    routes.length >= MAX_ROUTES && el("p", { class: "hint" }, texts.manyRoutes),
    sites.length > 0 &&
      part(
        texts.sitesLegend,
        siteItems,
        update,
        hasPoints && el("p", { class: "distance" }, el("label", { for: radius.id }, texts.radius), radius),
      ),
    more > 0 && el("p", { class: "hint" }, texts.moreSites(more)),
  );
  update();
  return {
    ...{ element, button },
    isRadiusUsable() {
      const needsRadius = hasPoints && siteItems.some(isTicked);
      radius.setCustomValidity("");
      if (!needsRadius || (radius.value !== "" && radius.checkValidity())) return true;
      radius.setCustomValidity(words.shapes.kmLimits(KM_LIMITS.min, KM_LIMITS.max));
      radius.reportValidity();
      return false;
    },
    shapes: () => [
      ...routes.filter((_, i) => isTicked(routeItems[i])).map(shapeOfRoute),
      ...parts
        .filter((_, i) => isTicked(siteItems[i]))
        .flat()
        .map((site) => shapeOfSite(site, Number(radius.value))),
    ],
  };
}

/** @param {import("geobit").Feature} site */
function describeSite(site) {
  const all = partsOf(site);
  const about = [
    site.geometry.type.startsWith("Multi") ? texts.parts(all.length, Math.min(all.length, MAX_SITES)) : "",
    hasHoles(site)
      ? texts.siteWithHoles
      : texts.site[/** @type {keyof typeof texts.site} */ (all[0].geometry.type)],
  ];
  return about.filter(Boolean).join(": ");
}

/** @param {string} name @param {string} about @param {boolean} checked */
function item(name, about, checked) {
  const box = el("input", { type: "checkbox", checked });
  const element = el(
    "li",
    {},
    el(
      "label",
      {},
      box,
      el("span", { class: "item-name" }, plainText(name)),
      el("span", { class: "sub" }, about),
    ),
  );
  return { element, box };
}

/**
 * @param {string} legend @param {{ element: HTMLElement, box: HTMLInputElement }[]} items @param {() => void} update
 * @param {import("../dom.js").ElementChild} [below]
 */
function part(legend, items, update, below) {
  const tick = (/** @type {boolean} */ checked) => () => {
    for (const { box } of items) box.checked = checked;
    update();
  };
  const buttons = [
    el(
      "button",
      { type: "button", class: "small", "aria-label": texts.allOf(legend), onclick: tick(true) },
      texts.all,
    ),
    el(
      "button",
      { type: "button", class: "small", "aria-label": texts.noneOf(legend), onclick: tick(false) },
      texts.none,
    ),
  ];
  const list = el("ul", { class: "items" });
  setChildren(list, ...items.map(({ element }) => element));
  return el(
    "fieldset",
    {},
    el("legend", {}, legend),
    items.length > 1 && el("p", { class: "tick" }, ...buttons),
    list,
    below,
  );
}

/** What else the file may be. @param {RouteFile} found @param {boolean} mayBeIncidents @param {(answer: Answer) => void} end */
function otherwise({ routes, sites }, mayBeIncidents, end) {
  const isOfPoints = routes.some(({ properties }) => ["waypoints", "points"].includes(properties.kind));
  const points = sites.filter(({ geometry }) => geometry.type === "Point").length;
  /** @param {"route" | "sites" | "incidents"} as @param {string} label */
  const button = (as, label) =>
    el("button", { type: "button", class: "small", onclick: () => end({ as }) }, label);
  const buttons = [
    routes.length === 0 && points > 1 && button("route", texts.asRoute),
    isOfPoints && button("sites", texts.asSites),
    mayBeIncidents && button("incidents", texts.asIncidents),
  ].filter((one) => one !== false);
  return buttons.length > 0 && el("p", { class: "otherwise" }, el("span", {}, texts.otherwise), ...buttons);
}
