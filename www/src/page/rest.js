// The seam of the page: behind it is what nobody needs before a site can be drawn and is answered. It fills elements that are there from
// the start.
import { later } from "../later.js";
import { flyTo, hasMap, startDrawing } from "../map.js";
import { activeShape } from "../page-state.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {{
 *   map: import("maplibre-gl").Map,
 *   basemap: Awaited<ReturnType<typeof import("../basemap.js").loadBasemap>>,
 *   data: Awaited<ReturnType<typeof import("../data.js").createData>>,
 *   messages: ReturnType<typeof import("../messages.js").createMessages>,
 *   drawing: ReturnType<typeof import("../draw.js").createDrawing>,
 *   incidentLayers: ReturnType<typeof import("../layers/incidents.js").createIncidentLayers>,
 *   picker: ReturnType<typeof import("../own-incidents/place-picker.js").createPlacePicker>,
 *   looking: ReturnType<typeof import("./looking.js").createLooking>,
 *   briefed: Omit<Parameters<typeof import("../brief/index.js").createBrief>[2], "loadColumns">,
 *   fetchIncidents: (rows: number[]) => Promise<import("geobit").Incident[]>,
 *   openFile: () => void,
 *   notFetched: (error: unknown) => void,
 *   theme: import("../theme.js").Themes,
 *   isPart: boolean,
 *   packs: () => Pick<Parameters<typeof import("../packs/packs.js").createPacks>[1], "openPack" | "showNews">,
 *   signal: AbortSignal,
 * }} page `openFile` asks for a file
 */
export function createRest(root, store, page) {
  const { map, data, messages, drawing, incidentLayers, looking, notFetched, signal } = page;
  const { announce, showError } = messages;
  const state = store.get;
  const fly = (/** @type {[number, number]} */ at) => flyTo(map, at);
  /** Called when the page can be used. @type {(value?: unknown) => void} */
  let ask = () => {};
  const first = new Promise((resolve) => {
    ask = resolve;
  });
  /** With the elements that it fills. @type {Promise<{ brief: ReturnType<typeof import("../brief/index.js").createBrief>, packs: ReturnType<typeof import("../packs/packs.js").createPacks> }> | undefined} */
  let made;
  /** Shows what can be saved of a route, once that is there. */
  let updateSaveRoute = () => {};
  /** Ends the keeping of the incidents entered by hand, once that is there. */
  let forgetOwn = () => {};

  function get() {
    made ??= first.then(later).then(make);
    made.catch(() => {
      made = undefined;
    });
    return made;
  }

  /** @param {typeof import("../later-parts.js")} parts */
  function make(parts) {
    incidentLayers.addGroups(parts.createGroupLayer);
    parts.createZoneLayer(map, store);
    parts.createMapLegend(findHook(root, "map").parentElement ?? root, store, map, incidentLayers);
    parts.createHover(map, {
      ...{ rowsAt: incidentLayers.rowsAt, groupAt: incidentLayers.groupAt, fetch: page.fetchIncidents },
      isBusy: drawing.isDrawing,
    });
    const brief = parts.createBrief(root, store, { ...page.briefed, loadColumns: data.loadColumns });
    updateSaveRoute = parts.createSaveRoute(root, {
      ...{ shape: () => activeShape(state()), answer: () => state().answer },
      summary: () => state().loaded?.snapshot.summary,
      routeGeojson: ({ question, options }) => {
        const { loaded } = state();
        if (!loaded) throw new Error(words.results.nothingLoaded);
        return loaded.snapshot.routeGeojson(/** @type {any} */ (question.feature), options);
      },
      ...{ announce, showError },
    });
    const ownPanel = parts.createOwnPanel(root, store, {
      ...{ readTable: data.readTable, picker: page.picker, messages, signal, flyTo: fly },
    });
    ownPanel.tellLeftOut();
    parts.createSearch(root, { towns: page.basemap.towns, flyTo: fly, add: looking.addOnce });
    parts.createHelp(root, store, {
      ...{ add: looking.addAndShow, openFile: page.openFile, notFetched, theme: page.theme },
      ...{ isPart: page.isPart, signal },
      drawSite: () => startDrawing(map, () => drawing.chooseTool("circle")),
      facts: async () => ({ version: data.version, state: state(), hasMap: hasMap(map) }),
    });
    const packs = parts.createPacks(root, {
      ...{ data, announce, signal, ...page.packs() },
      sourceOf: (id) => state().loaded?.sources.find(({ pack }) => pack === id),
    });
    forgetOwn = ownPanel.stopKeeping;
    updateSaveRoute();
    return { brief, packs };
  }

  return {
    ...{ get, first },
    /** The page can be used. */
    ask: () => ask(),
    updateSaveRoute: () => updateSaveRoute(),
    forgetOwn: () => forgetOwn(),
  };
}
