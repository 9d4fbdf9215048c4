// What more the incidents are filtered by than days and kinds, and the names of the files that this is for: `null` where by nothing.

import { MOST_DEATHS } from "../../more-filters/matching.js";
import { seenWords } from "../../plain-text.js";
import { workspace as texts } from "../../words/workspace.js";
import { orElse, readList, readNumber, readObject, readText, refuse } from "../checks.js";

/** @typedef {import("../../more-filters/bound.js").BoundFilter} BoundFilter */

const MOST_NAMES = { actors: 1000, origins: 256, files: 256 };
const MOST_LETTERS = { name: 10_000, text: 200 };
/** @type {[number, number]} */
const DEATHS = [0, MOST_DEATHS];
/** @type {[number, number]} */
const RADIUS_KM = [0, 500];

/** @type {Record<string, (value: unknown, at: string) => unknown>} */
const PARTS = {
  actors: (value, at) => readNames(value, at, MOST_NAMES.actors),
  minFatalities(value, at) {
    const deaths = readNumber(value, at, DEATHS);
    return Number.isInteger(deaths) ? deaths : refuse(at, texts.expected.number(...DEATHS));
  },
  text(value, at) {
    const text = readText(value, at, MOST_LETTERS.text);
    return seenWords(text) ? text : refuse(at, texts.expected.text(MOST_LETTERS.text));
  },
  maxUncertaintyKm: (value, at) => readNumber(value, at, RADIUS_KM),
  origins: (value, at) => readNames(value, at, MOST_NAMES.origins),
};

/** @param {unknown} name @param {string} at */
const readName = (name, at) => readText(name, at, MOST_LETTERS.name);

/** @param {unknown} value @param {string} at @param {number} most */
function readNames(value, at, most) {
  const names = readList(value, at, most, readName);
  return names.length > 0 ? [...new Set(names)] : refuse(at, texts.expected.list(most));
}

/** @type {import("../sections.js").Section<BoundFilter | null>} */
export const matching = {
  name: "matching",
  empty: null,
  write: (part) => part && { ...part.matching, ...(part.files && { files: part.files }) },
  read(value, at, amiss) {
    if (value === null) return null;
    // Workspaces of before have no files.
    const { files = null, ...members } = readObject(value, at);
    /** @param {string} name @param {unknown} member */
    const readPart = (name, member) => {
      const read = Object.hasOwn(PARTS, name) ? PARTS[name] : refuse(`${at}.${name}`, texts.expected.known);
      return [[name, read(member, `${at}.${name}`)]];
    };
    const parts = Object.entries(members).flatMap(([name, member]) =>
      orElse(amiss, () => readPart(name, member), []),
    );
    const names = files === null ? null : readList(files, `${at}.files`, MOST_NAMES.files, readName);
    return parts.length > 0 ? { matching: Object.fromEntries(parts), files: names } : null;
  },
};
