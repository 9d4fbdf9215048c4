// What takes longer than a drag allows, and so is asked by a button: near repeats, and the comparison of all areas.
import { term } from "../definitions.js";
import { el } from "../dom.js";
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
export const repeatPart = ({ repeats }) =>
  onRequest("Near repeats", "Look for near repeats", async () => repeatsInWords(await repeats()));

/** @param {Ask} ask */
export const comparePart = ({ areas, compare }) =>
  areas > 1 &&
  onRequest("All areas", `Compare all ${areas} areas`, async (say) =>
    comparison(await compare((done, total) => say(`${done} of ${total} areas`))),
  );

/**
 * A part that is empty until its button is pressed.
 * @param {string} title @param {string} label
 * @param {(say: (words: string) => void) => Promise<HTMLElement>} answer
 */
export function onRequest(title, label, answer) {
  const place = el("div", { "data-request": title, role: "group", "aria-label": title, tabindex: -1 });
  const pressed = async () => {
    const waiting = el("p", { class: "hint", role: "status" }, "Computing…");
    // The button goes; who pressed it with a key goes on from here.
    place.focus({ preventScroll: true });
    place.replaceChildren(waiting);
    try {
      place.replaceChildren(
        await answer((words) => {
          waiting.textContent = words;
        }),
      );
    } catch (error) {
      waiting.textContent = `This could not be answered. ${/** @type {Error} */ (error).message}`;
    }
  };
  place.append(el("button", { type: "button", class: "small", onclick: pressed }, label));
  return part(title, place);
}

/** @param {GeofenceReport} report */
function repeatsInWords({ repeat }) {
  if (!repeat) return el("p", {}, "Nothing was tested.");
  const { km, days, incidents, observed, expected, p, permutations, seed, tooUncertain } = repeat;
  const close = `at most ${measure(km)} km and ${plural(days, "day")} apart`;
  const left =
    tooUncertain > 0 && ` ${plural(tooUncertain, "incident")} known less exactly than that left out.`;
  if (p === null) {
    const why = incidents < 2 ? "too few to test" : "too many pairs to test";
    return el("p", {}, `${plural(incidents, "incident")} in both windows: ${why}.`, left);
  }
  return el(
    "p",
    {},
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
    el(
      "span",
      {},
      measure(among.shrunk.perDay),
      el("span", { class: "sub" }, between(among.shrunk.interval)),
    ),
    el("span", {}, WITHIN[change.verdict], el("span", { class: "sub" }, `q ${percent(among.q)}`)),
  ];
}
