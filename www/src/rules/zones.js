// Which sites and routes touch zones of one's own: told among the rules, as long as the zones are in force.
import { h } from "preact";
import { asking } from "../asking.js";
import { errorMessage } from "../data.js";
import { newestWins } from "../newest.js";
import { onDemand } from "../on-demand.js";

/** @typedef {{ title: string, count: string, sentences: string[], more: string }} ZonesTold */

/** @type {ZonesTold} */
const NOTHING = { title: "", count: "", sentences: [], more: "" };

/**
 * @param {import("../page-state.js").PageStore} store
 * @param {{ show: () => void, announce: (sentence: string) => void, fail: (sentence: string) => void }} page `show` is called when there is something else to tell
 */
export function createZonesTold(store, { show, announce, fail }) {
  let told = NOTHING;
  const parts = onDemand(
    () => import("../tab-parts.js"),
    (error) => fail(errorMessage(error)),
  );

  const refresh = newestWins(async () => {
    const { shapes } = store.get().drawn;
    if (!shapes.some(({ bar }) => bar)) return tell(NOTHING);
    const zones = await parts();
    if (zones && shapes === store.get().drawn.shapes) tell(zones.tellTouches(shapes, asking().today));
  });

  /** @param {ZonesTold} next */
  function tell(next) {
    const before = told.sentences;
    told = next;
    const fresh = next.sentences.filter((sentence) => !before.includes(sentence));
    if (fresh.length > 0) announce(fresh[0]);
    if (before.length + next.sentences.length > 0) show();
  }

  return {
    refresh,
    /** How many there are, in words, for the title; empty for none. */
    count: () => told.count,
    view: () =>
      told.sentences.length > 0 &&
      h(
        "div",
        { class: "zones-told", "data-rules": "zones" },
        h("p", null, h("strong", null, told.title)),
        h("ul", { class: "plain" }, ...told.sentences.map((sentence) => h("li", null, sentence))),
        told.more && h("p", { class: "hint" }, told.more),
      ),
  };
}
