// Groups of incidents near each other and recent: looked for on request, as that takes long, and dropped with what they were asked about.
import { h } from "preact";
import { errorCode, errorMessage } from "../data.js";
import {
  dateOfDay,
  dayOfDate,
  formatExpected,
  formatKm,
  formatP,
  formatPeriod,
  formatPlace,
} from "../format.js";
import { kindName } from "../kinds.js";
import { boxAround, nearestTown } from "../layers/outline.js";
import { isUnusual } from "../layers/region.js";
import { hint, link, sub } from "../panels/parts.js";
import { words } from "../words/index.js";
import { region as texts } from "../words/region.js";
import { units } from "../words/units.js";
import { clustersOptions } from "./ask.js";
import { chosenIn, select } from "./reference.js";

/** @typedef {import("geobit").Cluster} Cluster */
/** @typedef {{ done: number, total: number }} Progress */
/**
 * @typedef {object} Groups
 * @property {string} sentence in place of an answer
 * @property {Progress | null} progress while they are looked for
 * @property {{ found: import("geobit").Clusters, from: string } | null} answer
 * @property {number} chosen the one that is shown, from 0; -1 for none
 * @property {readonly import("geobit").Incident[]} incidents of that one
 */

/** @type {Groups} */
const NONE = { sentence: "", progress: null, answer: null, chosen: -1, incidents: [] };
/** How often days can be permuted. More permutations tell smaller p. */
const PERMUTATIONS = [99, 999, 9999];
const TOLD_EVERY_MS = 200;
/** More incidents of a group are not listed. */
const LISTED = 100;

/**
 * @param {import("../page-state.js").PageStore} store
 * @param {{
 *   towns: import("../basemap.js").Town[],
 *   fetch: (rows: number[]) => Promise<import("geobit").Incident[]>,
 *   showIncidents: (rows: number[]) => void,
 *   fit: (box: [number, number, number, number]) => void,
 * }} page
 * @param {() => void} changed is called when something else is to be shown, here and on the map
 * @param {() => void} progressed is called when something else is to be shown here
 */
export function createGroups(store, page, changed, progressed) {
  let groups = NONE;
  let search = new AbortController();
  /** When progress was last shown. */
  let told = 0;

  /** @param {Partial<Groups>} change */
  function set(change) {
    groups = { ...groups, ...change };
    changed();
  }

  /** Whoever draws at every step keeps the engine waiting for the next. @param {Progress} progress */
  function tell({ done, total }) {
    groups = { ...groups, progress: { done, total } };
    const now = performance.now();
    if (now - told < TOLD_EVERY_MS) return;
    told = now;
    progressed();
  }

  async function look() {
    const { loaded, filters } = store.get();
    if (!loaded) return;
    if (filters.kinds.size === 0) return set({ ...NONE, sentence: words.results.noKinds });
    const { snapshot } = loaded;
    const { summary } = snapshot;
    const options = clustersOptions(store.get(), summary);
    search = new AbortController();
    const { signal } = search;
    set({ ...NONE, progress: { done: 0, total: 0 } });
    try {
      const found = await snapshot.clusters({
        ...options,
        signal,
        onProgress: (progress) => signal.aborted || tell(progress),
      });
      if (!signal.aborted) set({ ...NONE, answer: { found, from: options.from ?? summary.from } });
    } catch (error) {
      // Who ended it has said so, or asks about other data.
      if (signal.aborted) return;
      const isGone = ["aborted", "closed"].includes(errorCode(error) ?? "");
      set({ ...NONE, sentence: isGone ? "" : words.geofence.notAnswered(errorMessage(error)) });
    }
  }

  /** @param {string} sentence */
  function end(sentence) {
    search.abort();
    set({ ...NONE, sentence });
  }

  /** @param {number} chosen */
  async function choose(chosen) {
    const { answer } = groups;
    if (!answer) return;
    const { centre, radiusKm, rows } = answer.found.clusters[chosen];
    set({ chosen, incidents: [] });
    page.fit(boxAround([centre], Math.max(radiusKm, 5)));
    try {
      const incidents = await page.fetch([...rows.slice(0, LISTED)]);
      if (groups.answer === answer && groups.chosen === chosen)
        set({ incidents: incidents.toSorted((a, b) => (a.start < b.start ? -1 : 1)) });
    } catch (error) {
      if (groups.answer === answer) set({ sentence: words.geofence.notAnswered(errorMessage(error)) });
    }
  }

  function controls() {
    const { since, permutations } = store.get().region;
    const change = (/** @type {Partial<import("./view.js").RegionView>} */ region) =>
      store.update({ type: "setRegion", region });
    return h(
      "div",
      { class: "region-controls" },
      select(
        texts.since,
        {
          ...{ "data-region": "since", value: since },
          onchange: (/** @type {Event} */ event) => change({ since: /** @type {any} */ (chosenIn(event)) }),
        },
        Object.entries(texts.sinces),
      ),
      select(
        texts.permutations,
        {
          ...{ "data-region": "permutations", value: String(permutations) },
          onchange: (/** @type {Event} */ event) => change({ permutations: Number(chosenIn(event)) }),
        },
        PERMUTATIONS.map((n) => [String(n), String(n)]),
      ),
    );
  }

  /** @param {Progress} progress */
  function running({ done, total }) {
    const sentence = total > 0 ? texts.progress(done, total) : words.geofence.computing;
    return h(
      "p",
      { class: "news-running", "data-region": "running" },
      h("progress", { ...(total > 0 && { max: total, value: done }), "aria-label": texts.look }),
      h("span", null, sentence),
      h(
        "button",
        { type: "button", class: "small", "data-region": "cancel", onclick: () => end(texts.cancelled) },
        texts.cancel,
      ),
    );
  }

  /** @param {Cluster} group @param {number} i @param {string} asOf */
  function item({ centre, radiusKm, days, count, expected, p, recurrenceDays }, i, asOf) {
    const [lon, lat] = centre;
    const from = dateOfDay(dayOfDate(asOf) - days + 1);
    const isChosen = i === groups.chosen;
    return h(
      "li",
      { key: i, "data-group": i },
      link(nearestTown(page.towns, [lon, lat]) || formatPlace(lon, lat), () => choose(i), {
        "aria-expanded": String(isChosen),
      }),
      " ",
      radiusKm > 0
        ? texts.where(formatKm(radiusKm), formatPeriod(from, asOf))
        : texts.onePlace(formatPeriod(from, asOf)),
      sub(texts.count(String(count), formatExpected(expected))),
      sub(texts.chance(formatP(p), Math.round(recurrenceDays))),
      !isUnusual({ p }) && sub(texts.usual),
      isChosen &&
        groups.incidents.length > 0 &&
        h(
          "ul",
          { class: "region-incidents" },
          ...groups.incidents.map(({ row, kind, start, end }) =>
            h(
              "li",
              { key: row },
              link(formatPeriod(start, end ?? start), () => page.showIncidents([row])),
              " ",
              kindName(kind),
            ),
          ),
        ),
    );
  }

  return {
    /** Forgets what was found: it was about something else. */
    drop() {
      search.abort();
      groups = NONE;
    },
    shown: () => ({ list: groups.answer?.found.clusters ?? [], chosen: groups.chosen }),
    render() {
      const { answer, progress, sentence } = groups;
      return [
        h("p", null, texts.groupsText),
        controls(),
        progress
          ? running(progress)
          : h("button", { type: "button", class: "small", "data-region": "look", onclick: look }, texts.look),
        h(
          "p",
          { role: "status", lang: units.engine, "data-region": "groups" },
          answer?.found.words ?? sentence,
        ),
        answer &&
          h(
            "ol",
            { class: "region-groups" },
            ...answer.found.clusters.map((one, i) => item(one, i, answer.found.asOf)),
          ),
        answer && hint(texts.lookedAt(answer.found, answer.from)),
      ];
    },
  };
}
