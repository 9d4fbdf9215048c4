// What is chosen on the page: points, groups or heat map, the range of days, the kinds that are left out.
import { kinds } from "../../kinds.js";
import { orElse, readDay, readMember, readNumber, readObject, readSome } from "../checks.js";

/** @typedef {import("../../page-state.js").View} View */
/**
 * @typedef {object} Settings
 * @property {View} view
 * @property {string | null} from the first day, `null` for that of the data
 * @property {string | null} to the last day, `null` for that of the data
 * @property {readonly string[]} withoutKinds
 * @property {number | null} independentBelow the expectation on one trip that was typed in the comparison of routes
 */

/** @type {View[]} */
const VIEWS = ["points", "clusters", "heat"];
const KINDS = kinds.map(({ name }) => name);

/** @type {import("../sections.js").Section<Settings>} */
export const settings = {
  name: "settings",
  empty: { view: "points", from: null, to: null, withoutKinds: [], independentBelow: null },
  write: (part) => part,
  read(value, at, amiss) {
    const { view, from, to, withoutKinds, independentBelow: below } = readObject(value, at);
    /** @param {unknown} day @param {string} name */
    const dayOf = (day, name) =>
      day === null ? null : orElse(amiss, () => readDay(day, `${at}.${name}`), null);
    const readKind = (/** @type {unknown} */ kind, /** @type {string} */ where) =>
      readMember(kind, where, KINDS);
    const without = () => readSome(withoutKinds, `${at}.withoutKinds`, KINDS.length, readKind, amiss);
    const readBelow = () => readNumber(below, `${at}.independentBelow`, [0, 1e9]);
    return {
      view: orElse(amiss, () => readMember(view, `${at}.view`, VIEWS), VIEWS[0]),
      from: dayOf(from, "from"),
      to: dayOf(to, "to"),
      withoutKinds: orElse(amiss, without, []),
      independentBelow: below === null ? null : orElse(amiss, readBelow, null),
    };
  },
};
