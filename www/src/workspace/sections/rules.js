// Rules about drawn shapes in a workspace. They name shapes by their ids.
import { kinds } from "../../kinds.js";
import { LIMITS } from "../../rules/rule.js";
import { readList, readMember, readNumber, readObject, readSome, readText } from "../checks.js";

/** @typedef {import("../../rules/rule.js").SiteRule} SiteRule */
/** @typedef {import("geobit").Kind} Kind */

const MOST_RULES = 10_000;
const MOST_LETTERS = 100;
const KINDS = /** @type {Kind[]} */ (kinds.map(({ name }) => name));

/** @param {keyof typeof LIMITS} name */
const limitsOf = (name) => /** @type {[number, number]} */ (LIMITS[name]);

/** @type {import("../sections.js").Section<readonly SiteRule[]>} */
export const rules = {
  name: "rules",
  empty: [],
  write: (list) => list,
  read: (value, at, amiss) => readSome(value, at, MOST_RULES, readRule, amiss),
};

/** @param {unknown} value @param {string} at @returns {SiteRule} */
function readRule(value, at) {
  const { id, shapeId, when, kinds: ofKinds, minFatalities, radiusKm, radii } = readObject(value, at);
  const entries = Object.entries(readObject(radii, `${at}.radii`));
  return {
    id: readText(id, `${at}.id`, MOST_LETTERS),
    shapeId: readText(shapeId, `${at}.shapeId`, MOST_LETTERS),
    when: readWhen(when, `${at}.when`),
    kinds: readList(ofKinds, `${at}.kinds`, KINDS.length, (kind, where) => readMember(kind, where, KINDS)),
    minFatalities: readNumber(minFatalities, `${at}.minFatalities`, limitsOf("minFatalities")),
    radiusKm: radiusKm === null ? null : readNumber(radiusKm, `${at}.radiusKm`, limitsOf("radiusKm")),
    radii: Object.fromEntries(
      entries.map(([kind, km]) => [
        readMember(kind, `${at}.radii`, KINDS),
        readNumber(km, `${at}.radii.${kind}`, limitsOf("radiusKm")),
      ]),
    ),
  };
}

/** @param {unknown} value @param {string} at @returns {import("../../rules/rule.js").When} */
function readWhen(value, at) {
  if (typeof value === "string")
    return readMember(value, at, /** @type {("any" | "more" | "alarm")[]} */ (["any", "more", "alarm"]));
  const { atLeast, inDays } = readObject(value, at);
  return {
    atLeast: readNumber(atLeast, `${at}.atLeast`, limitsOf("atLeast")),
    inDays: readNumber(inDays, `${at}.inDays`, limitsOf("inDays")),
  };
}
