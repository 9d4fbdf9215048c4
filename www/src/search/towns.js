// Towns by what is typed of their names, without regard to accents and capitals.
import { folded } from "../plain-text.js";

/** @typedef {import("../basemap.js").Town} Town */

const MOST_FOUND = 7;

/**
 * Lists towns: those whose name begins with the text first, then those in which a word does, the larger ones before the others.
 * @param {readonly Town[]} towns @param {string} text @returns {Town[]}
 */
export function findTowns(towns, text) {
  const wanted = folded(text.trim());
  if (wanted.length < 2) return [];
  /** @type {{ town: Town, order: number }[]} */
  const found = [];
  for (const town of towns) {
    const name = folded(town[0]);
    const at = name.startsWith(wanted)
      ? 0
      : name.includes(` ${wanted}`) || name.includes(`-${wanted}`)
        ? 1
        : 2;
    if (at < 2) found.push({ town, order: (name === wanted ? 0 : 10 + 10 * at) + town[3] });
  }
  return found
    .sort((a, b) => a.order - b.order || a.town[0].localeCompare(b.town[0]))
    .slice(0, MOST_FOUND)
    .map(({ town }) => town);
}
