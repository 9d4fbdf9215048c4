// What changes in the table of an evacuation if one more road or area closes.
import { formatHours } from "../format.js";
import { questionFor } from "../shapes.js";
import { roads as texts } from "../words/roads.js";
import { isExpired } from "../zones/in-force.js";
import { pairAt } from "./matrix.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("./matrix.js").Table} Table */
/** @typedef {import("./matrix.js").Placed} Placed */
/**
 * @typedef {object} Effect on the way of one pair
 * @property {"lost" | "worse" | "same"} what
 * @property {number} hours of the way that is left
 * @property {number} moreHours than before; 0 where nobody would notice
 * @property {number} left independent ways
 * @property {number} of how many there were
 */

/** Half a minute, below which both are written as the same time. */
const SAME_HOURS = 1 / 120;
/** Nobody reads more; the table has all. */
const MOST_SENTENCES = 6;

/** Lists the shapes that can be thought of as closed: what is closed already, and places to go to, are none. @param {readonly Shape[]} shapes @param {string} today */
export const closable = (shapes, today) =>
  shapes.filter(
    ({ bar, evacuation, ...shape }) =>
      questionFor(shape) !== null &&
      !(bar && bar.as !== "avoid" && !isExpired(bar, today)) &&
      !Object.values(evacuation ?? {}).includes(true),
  );

/** Compares the way of a pair before and after; `null` where there was none before. @param {Table} before @param {Table} after @param {Placed} start @param {Placed} end @returns {Effect | null} */
export function effectOn(before, after, start, end) {
  const at = pairAt(before, start, end);
  if (at === null || !before.matrix || !after.matrix) return null;
  const [was, is] = [before.matrix, after.matrix];
  if (!Number.isFinite(was.hours[at])) return null;
  const more = is.hours[at] - was.hours[at];
  const moreHours = Math.abs(more) < SAME_HOURS ? 0 : more;
  const [left, of] = [is.independent[at], was.independent[at]];
  const what = !Number.isFinite(more) ? "lost" : moreHours !== 0 || left < of ? "worse" : "same";
  return { what, hours: is.hours[at], moreHours, left, of };
}

/** Says what changes for a pair. @param {Effect} effect */
export function describeEffect({ what, hours, moreHours, left, of }) {
  if (what === "lost") return texts.thenNone;
  if (what === "same") return texts.thenSame;
  return [
    moreHours !== 0 ? texts.thenMore(formatHours(moreHours), formatHours(hours)) : texts.thenAsLong,
    ...(left < of ? [texts.waysLeft(left, of)] : []),
  ].join(", ");
}

/** Says in sentences what changes if a shape closes. @param {string} name of the shape @param {Table} before @param {Table} after @returns {string[]} */
export function describeClosure(name, before, after) {
  const rows = before.from.map((start) => ({
    start: start.site.name,
    effects: before.to.flatMap((end) => {
      const effect = effectOn(before, after, start, end);
      return effect ? [{ ...effect, end: end.site.name }] : [];
    }),
  }));
  const lost = rows.flatMap(({ start, effects }) => describeLoss(name, start, effects));
  const worse = rows.flatMap(({ start, effects }) =>
    effects.filter(({ what }) => what === "worse").map((effect) => ({ ...effect, start })),
  );
  const sentences = [
    ...lost.slice(0, MOST_SENTENCES),
    ...(lost.length > MOST_SENTENCES ? [texts.moreLosses(lost.length - MOST_SENTENCES)] : []),
    ...describeDetours(name, worse),
  ];
  return sentences.length > 0 ? sentences : [texts.nothingChanges(name)];
}

/** @param {string} name @param {(Effect & { start: string, end: string })[]} worse @returns {string[]} */
function describeDetours(name, worse) {
  const longer = worse.filter(({ moreHours }) => moreHours > 0).sort((a, b) => b.moreHours - a.moreHours);
  const fewer = worse.filter(({ left, of }) => left < of);
  const [longest] = longer;
  const [one] = fewer;
  const sentences = [];
  if (longest) {
    const { start, end, moreHours } = longest;
    sentences.push(texts.takesLonger(name, longer.length, start, end, formatHours(moreHours)));
  }
  if (fewer.length === 1) sentences.push(texts.fewerOne(one.start, one.end, one.left, one.of));
  if (fewer.length > 1) sentences.push(texts.fewerWays(fewer.length));
  return sentences;
}

/** @param {string} name @param {string} start @param {(Effect & { end: string })[]} effects */
function describeLoss(name, start, effects) {
  const lost = effects.filter(({ what }) => what === "lost");
  if (lost.length > 1 && lost.length === effects.length) return [texts.losesAll(name, start)];
  const [only, every] = [true, false].map((isOnly) =>
    lost.filter(({ of }) => (of === 1) === isOnly).map(({ end }) => end),
  );
  return [
    ...(only.length > 0 ? [texts.losesOnly(name, start, only)] : []),
    ...(every.length > 0 ? [texts.losesEvery(name, start, every)] : []),
  ];
}
