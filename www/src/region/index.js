// The tab Region: where all that is loaded lies, period by period, by the filters of the page and without any shape. It works only while
// it is shown, and what it shows is always of what is chosen now: a change takes the numbers away until the next ones are there.
import { h } from "preact";
import { errorCode, errorMessage } from "../data.js";
import { renderInto } from "../dom.js";
import { formatNumber, formatP } from "../format.js";
import { boxAround, ellipseRing } from "../layers/outline.js";
import { createRegionLayer } from "../layers/region.js";
import { newestWins } from "../newest.js";
import { filteredPart } from "../panels/filtered.js";
import { disclosure, part, StoreContext } from "../panels/parts.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";
import { region as texts } from "../words/region.js";
import { units } from "../words/units.js";
import { activeArea, largeTownNear, referenceOf, regionOptions } from "./ask.js";
import { createGroups } from "./groups.js";
import { distancesPart, marked, periodName, ringsPart } from "./periods.js";
import { Controls } from "./reference.js";

/** @typedef {import("../page-state.js").PageState} PageState */
/** @typedef {import("geobit").Region} Region */

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {{ map: import("maplibre-gl").Map, whenSettled: (work: () => void) => () => void, bringIntoView: (box: [number, number, number, number]) => void } & Parameters<typeof createGroups>[1]} page
 */
export function createRegionTab(root, store, page) {
  const panel = findHook(root, "region-tab");
  const layer = createRegionLayer(page.map);
  const groups = createGroups(store, page, show, render);
  /** @type {{ found: Region, by: import("./view.js").By } | null} */
  let answer = null;
  /** In place of an answer. */
  let sentence = "";
  /** What was asked last. @type {readonly unknown[]} */
  let inputs = [];
  /** The large town near the middle of what is loaded, with whose data it was. @type {{ of: unknown, town: import("./view.js").Place | null }} */
  let large = { of: null, town: null };

  /** Whether the tab was opened just now, and what is on the map is to be seen. */
  let isOpened = true;

  const isShown = () => store.get().tab === "region";
  /** @param {PageState} state */
  const shapeAsked = (state) =>
    state.region.isWithin || state.region.reference === "site" ? activeArea(state) : null;
  /** What the answers depend on; a shape counts only where it is asked about. */
  function inputsNow() {
    const state = store.get();
    const { loaded, filters, region } = state;
    const { by, reference, isWithin } = region;
    return [loaded, filters, by, reference, isWithin, shapeAsked(state)];
  }
  /** Groups are of what is asked about, but not of periods and the place. */
  function groupInputs() {
    const { since, permutations } = store.get().region;
    const [loaded, filters, , , isWithin, shape] = inputsNow();
    return [loaded, filters, isWithin, isWithin && shape, since, permutations];
  }
  let groupsAsked = groupInputs();
  /** @param {readonly unknown[]} a @param {readonly unknown[]} b */
  const isSame = (a, b) => a.length === b.length && a.every((one, i) => one === b[i]);
  const isCurrent = () => isSame(inputs, inputsNow());

  const refresh = newestWins(async () => {
    if (!isShown() || isCurrent()) return;
    inputs = inputsNow();
    const { loaded, filters, region } = store.get();
    answer = null;
    const isNone = filters.kinds.size === 0;
    sentence = words.geofence.computing;
    if (!loaded || isNone) sentence = isNone ? words.results.noKinds : words.results.nothingLoaded;
    show();
    if (!loaded || isNone) return;
    try {
      const { snapshot } = loaded;
      if (large.of !== loaded) {
        // The middle of all that is loaded, so that another filter does not bring another town.
        const { reference } = await snapshot.region();
        large = { of: loaded, town: largeTownNear(page.towns, snapshot.summary.bbox, reference) };
        if (!isCurrent()) return;
      }
      const state = store.get();
      const found = await snapshot.region(regionOptions(state, referenceOf(state, large.town)));
      if (!isCurrent()) return;
      [answer, sentence] = [{ found, by: region.by }, ""];
    } catch (error) {
      // The data are others by now, and are asked about next.
      if (!isCurrent() || errorCode(error) === "closed") return;
      sentence = words.geofence.notAnswered(errorMessage(error));
    }
    show();
  });

  function show() {
    render();
    mark();
  }

  /** Shows on the map what the tab tells, while it tells it. */
  function mark() {
    const { list, chosen } = groups.shown();
    if (!isShown()) return layer.set([], [], -1);
    const { found, by } = answer ?? { found: null, by: /** @type {const} */ ("year") };
    const periods = [...marked(found?.periods ?? []).keys()].map((period) => ({
      label: periodName(period, by),
      mean: /** @type {import("geobit").Position} */ (period.mean),
      ellipse: /** @type {NonNullable<typeof period.ellipse>} */ (period.ellipse),
    }));
    layer.set(periods, list, chosen);
    if (!isOpened || periods.length === 0) return;
    isOpened = false;
    page.bringIntoView(boxAround(periods.flatMap(({ mean, ellipse }) => ellipseRing(mean, ellipse))));
  }

  function render() {
    if (!isShown()) return;
    const state = store.get();
    renderInto(
      panel,
      h(
        StoreContext.Provider,
        { value: store },
        filteredPart(state.matching),
        h(Controls, {
          ...{ view: state.region, area: activeArea(state), towns: page.towns },
          large: large.of === state.loaded ? large.town : null,
          set: (region) => store.update({ type: "setRegion", region }),
        }),
        h(
          "p",
          { class: "region-words", role: "status", lang: units.engine, "data-region": "words" },
          answer?.found.words ?? sentence,
        ),
        ...answerParts(),
        part(texts.groups, ...groups.render()),
      ),
    );
  }

  function answerParts() {
    if (!answer?.found.periods.some(({ n }) => n > 0)) return [];
    const { found, by } = answer;
    const { test } = found;
    return [
      part(texts.rings, ...ringsPart(found, by)),
      part(texts.distances, ...distancesPart(found, by)),
      disclosure(
        words.provenance.methodTitle,
        () => [
          test &&
            h("p", { "data-region": "test" }, texts.test(formatNumber(test.u), formatP(test.p), test.exact)),
          h("p", null, texts.methodText),
        ],
        texts.title,
      ),
    ];
  }

  const later = page.whenSettled(refresh);
  /** Takes away what is of what was chosen before. */
  function outdate() {
    const next = groupInputs();
    if (!isSame(next, groupsAsked)) groups.drop();
    groupsAsked = next;
    if (!isCurrent()) [answer, sentence] = [null, words.geofence.computing];
    show();
  }
  for (const select of /** @type {((state: PageState) => unknown)[]} */ ([
    ({ loaded }) => loaded,
    ({ filters }) => filters,
    ({ region }) => region,
    shapeAsked,
  ]))
    store.subscribe(select, () => {
      outdate();
      later();
    });
  store.subscribe((state) => activeArea(state)?.name, render);
  store.subscribe(
    ({ tab }) => tab,
    () => {
      isOpened = isShown();
      outdate();
      refresh();
    },
  );
  outdate();
  refresh();
  return { idle: refresh.idle };
}
