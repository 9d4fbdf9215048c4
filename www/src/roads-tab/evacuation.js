// Evacuation: which sites are muster points and havens, and the fastest way from each to each.
import { h } from "preact";
import { formatExpectedInTrips, formatHours, formatKm } from "../format.js";
import { hint, part, sub } from "../panels/parts.js";
import { roads as texts } from "../words/roads.js";
import { exposureOptions, hasExposure, inputsOf, roadOptions } from "./ask.js";
import { tripsOf } from "./curve.js";
import { placeOfSite, sitesOf } from "./places.js";
import { createQuestion } from "./question.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("../bars.js").Evacuation} Evacuation */
/** @typedef {{ site: Shape, isNear: boolean }} Placed a site, and whether a road is near */
/** `places` has, for each pair, its place in the matrix. @typedef {{ from: Placed[], to: Placed[], matrix: import("geobit").Matrix | null }} Table */

/**
 * @param {import("../page-state.js").PageStore} store
 * @param {Parameters<typeof import("./index.js").createRoadsTab>[2]} page
 * @param {{ render: () => void, isShown: () => boolean }} tab
 */
export function createEvacuationPart(store, page, { render, isShown }) {
  const sites = () => sitesOf(store.get().drawn.shapes);
  const having = (/** @type {keyof Evacuation} */ role) =>
    sites().filter(({ evacuation }) => evacuation?.[role]);

  /** @param {readonly Shape[]} list @param {import("geobit").RoadNetwork} network @returns {Promise<Placed[]>} */
  const placed = (list, network) =>
    Promise.all(
      list.map(async (site) => ({ site, isNear: (await network.snap(placeOfSite(site).at)) !== null })),
    );
  const placesOf = (/** @type {Placed[]} */ list) =>
    list.filter(({ isNear }) => isNear).map(({ site }) => placeOfSite(site).at);

  /** @type {ReturnType<typeof createQuestion<Table>>} */
  const question = createQuestion({
    ...{ isShown, whenSettled: page.whenSettled, changed: render },
    inputs: () => [
      ...inputsOf(store.get()),
      JSON.stringify([having("muster"), having("haven")].map((list) => list.map(placeOfSite))),
    ],
    async ask(follow) {
      const state = store.get();
      if (!state.roads) throw new Error(texts.needBoth);
      const { network } = state.roads;
      const [from, to] = await Promise.all([
        placed(having("muster"), network),
        placed(having("haven"), network),
      ]);
      const [starts, ends] = [placesOf(from), placesOf(to)];
      const measured = hasExposure(state) ? { ...exposureOptions(state), ...follow } : {};
      const options = /** @type {import("geobit").MatrixOptions} */ ({ ...roadOptions(state), ...measured });
      const isAsked = starts.length > 0 && ends.length > 0;
      return { from, to, matrix: isAsked ? await network.matrix(starts, ends, options) : null };
    },
  });

  /** @param {Shape} site */
  function roleRow({ id, name, evacuation = { muster: false, haven: false } }) {
    const tick = (/** @type {keyof Evacuation} */ role) =>
      h(
        "td",
        null,
        h("input", {
          ...{ type: "checkbox", checked: evacuation[role], "aria-label": `${name}: ${texts[role]}` },
          ...{ "data-role": role },
          onchange(/** @type {Event} */ { currentTarget }) {
            const { checked } = /** @type {HTMLInputElement} */ (currentTarget);
            const next = { ...evacuation, [role]: checked };
            store.update({ type: "setShapeEvacuation", id, evacuation: next, step: `evacuation of ${id}` });
          },
        }),
      );
    return h("tr", { key: id }, h("th", { scope: "row" }, name), tick("muster"), tick("haven"));
  }

  const roles = () =>
    h(
      "table",
      { class: "evacuation-roles" },
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          ...[texts.site, texts.muster, texts.haven].map((name) => h("th", { scope: "col" }, name)),
        ),
      ),
      h("tbody", null, ...sites().map(roleRow)),
    );

  /** @param {Table} table */
  function tableOf({ from, to, matrix }) {
    const expected = Array.from(matrix?.expected ?? []).filter(Number.isFinite);
    const trips = tripsOf(expected.map((one) => ({ expected: one })));
    const nth = (/** @type {Placed[]} */ list, /** @type {Placed} */ one) =>
      list.filter(({ isNear }) => isNear).indexOf(one);
    /** @param {Placed} start @param {Placed} end */
    function cell(start, end) {
      const none = (/** @type {string} */ reason) => h("td", null, "–", sub(reason));
      const far = [start, end].find(({ isNear }) => !isNear);
      if (far) return none(texts.noRoad(far.site.name));
      if (start.site.id === end.site.id) return none(texts.itself);
      if (!matrix) return none(texts.noWay);
      const at = nth(from, start) * matrix.havens + nth(to, end);
      if (!Number.isFinite(matrix.hours[at])) return none(texts.noWay);
      const exposure = matrix.expected[at];
      return h(
        "td",
        { "data-pair": `${start.site.id} ${end.site.id}` },
        h("strong", null, formatHours(matrix.hours[at])),
        ` · ${formatKm(matrix.km[at])}`,
        Number.isFinite(exposure) && sub(texts.perTrips(formatExpectedInTrips(exposure, trips))),
        sub(texts.independent(matrix.independent[at])),
      );
    }
    return [
      h(
        "div",
        { class: "wide-table", role: "group", "aria-label": texts.tableCaption, tabindex: 0 },
        h(
          "table",
          { class: "evacuation" },
          h("caption", null, texts.tableCaption),
          h(
            "thead",
            null,
            h("tr", null, h("td", null), ...to.map(({ site }) => h("th", { scope: "col" }, site.name))),
          ),
          h(
            "tbody",
            null,
            ...from.map((start) =>
              h("tr", null, h("th", { scope: "row" }, start.site.name), ...to.map((end) => cell(start, end))),
            ),
          ),
        ),
      ),
      matrix && hint(matrix.words),
    ];
  }

  return {
    view() {
      if (sites().length === 0) return part(texts.evacuationTitle, hint(texts.evacuationNone));
      const { state: step, answer, sentence, progress } = question.shown();
      const isReady = having("muster").length > 0 && having("haven").length > 0;
      return part(
        texts.evacuationTitle,
        hint(texts.evacuationIntro),
        roles(),
        h(
          "p",
          { class: "snapshot-buttons" },
          h(
            "button",
            {
              ...{ type: "button", class: "small", "data-evacuation": "table", disabled: !isReady },
              onclick: () => question.start(),
            },
            texts.table,
          ),
          step === "asking" &&
            h("button", { type: "button", class: "small", onclick: question.cancel }, texts.cancel),
        ),
        !isReady && hint(texts.needBoth),
        h(
          "p",
          { class: "hint", role: "status" },
          step === "asking" && (progress ? texts.measuring(progress.done, progress.total) : texts.finding),
          step === "outdated" && texts.again,
          step === "failed" && texts.notAnswered(sentence),
        ),
        answer && isReady && tableOf(answer),
      );
    },
    follow: question.follow,
    idle: question.idle,
  };
}
