// What takes longer than a drag allows, and so is asked by a button: near repeats, and the comparison of all areas.
import { h } from "preact";
import { useRef, useState } from "preact/hooks";
import { term } from "../definitions.js";
import { measure, percent, plural, probability, whole } from "../format.js";
import { part, table } from "./parts.js";
import { between, WITHIN } from "./verdict.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */
/** @typedef {{ name: string, report: GeofenceReport }} Compared */
/**
 * @typedef {{
 *   repeats: () => Promise<GeofenceReport>,
 *   areas: number,
 *   compare: (progress: (done: number, total: number) => void) => Promise<Compared[]>,
 * }} Ask
 */

/** @param {Ask} ask */
export const repeatPart = (ask) =>
  onRequest(ask, "Near repeats", "Look for near repeats", async () => repeatsInWords(await ask.repeats()));

/** @param {Ask} ask */
export const comparePart = (ask) =>
  ask.areas > 1 &&
  onRequest(ask, "All areas", `Compare all ${ask.areas} areas`, async (say) =>
    comparison(await ask.compare((done, total) => say(`${done} of ${total} areas`))),
  );

/**
 * A part that is empty until its button is pressed.
 * @param {object} of what is asked belongs to: with another one the part is empty again
 * @param {string} title @param {string} label @param {Answer} answer
 */
export const onRequest = (of, title, label, answer) =>
  part(title, h(OnRequest, { key: of, title, label, answer }));

/**
 * @callback Answer
 * @param {(words: string) => void} say
 * @param {() => boolean} isShown whether the part is still there, and not that of another report
 * @returns {Promise<import("./parts.js").Child>}
 */

/** @param {{ title: string, label: string, answer: Answer }} props */
function OnRequest({ title, label, answer }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const [shown, show] = useState(/** @type {import("./parts.js").Child} */ (null));
  const say = (/** @type {string} */ words) => show(h("p", { class: "hint", role: "status" }, words));
  const pressed = async () => {
    // The button goes; who pressed it with a key goes on from here.
    place.current?.focus({ preventScroll: true });
    say("Computing…");
    try {
      show(await answer(say, () => place.current !== null));
    } catch (error) {
      say(`This could not be answered. ${/** @type {Error} */ (error).message}`);
    }
  };
  return h(
    "div",
    { ref: place, "data-request": title, role: "group", "aria-label": title, tabindex: -1 },
    shown ?? h("button", { type: "button", class: "small", onclick: pressed }, label),
  );
}

/** @param {GeofenceReport} report */
function repeatsInWords({ repeat }) {
  if (!repeat) return h("p", null, "Nothing was tested.");
  const { km, days, incidents, observed, expected, p, permutations, seed, tooUncertain } = repeat;
  const close = `at most ${measure(km)} km and ${plural(days, "day")} apart`;
  const left =
    tooUncertain > 0 && ` ${plural(tooUncertain, "incident")} known less exactly than that left out.`;
  if (p === null) {
    const why = incidents < 2 ? "too few to test" : "too many pairs to test";
    return h("p", null, `${plural(incidents, "incident")} in both windows: ${why}.`, left);
  }
  return h(
    "p",
    null,
    term("repeat", "Pairs of incidents"),
    ` ${close}: ${whole(observed)}, where chance would make ${measure(expected)} (${probability(p)}, ${whole(permutations)} shuffles, seed ${seed}).`,
    left,
  );
}

/** @param {Compared[]} areas */
function comparison(areas) {
  const rate = (/** @type {Compared} */ { report }) => report.among?.shrunk.perDay ?? 0;
  const sorted = areas.toSorted((a, b) => rate(b) - rate(a));
  return table(
    ["", term("rank", "Rank"), term("shrunk", "Per day, shrunk"), term("q", "Change")],
    sorted.map(({ name, report }) => [name, ...cells(report)]),
    "Of the recent window. Where ranks overlap, the difference may be chance.",
  );
}

/** @param {GeofenceReport} report */
function cells({ among, change }) {
  if (!among) return [];
  const [best, worst] = among.rank;
  return [
    best === worst ? whole(best) : `${whole(best)} to ${whole(worst)}`,
    h(
      "span",
      null,
      measure(among.shrunk.perDay),
      h("span", { class: "sub" }, between(among.shrunk.interval)),
    ),
    h("span", null, WITHIN[change.verdict], h("span", { class: "sub" }, `q ${percent(among.q)}`)),
  ];
}
