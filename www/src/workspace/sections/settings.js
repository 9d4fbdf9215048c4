// What is chosen on the page: points, groups or heat map, the range of days, the kinds that are left out.
import { kinds } from "../../kinds.js";
import { readDay, readList, readMember, readNumber, readObject } from "../checks.js";

/** @typedef {import("../../page-state.js").View} View */
/**
 * @typedef {object} Settings
 * @property {View} view
 * @property {string | null} from the first day, `null` for that of the data
 * @property {string | null} to the last day, `null` for that of the data
 * @property {readonly string[]} withoutKinds
 * @property {number | null} independentBelow the expectation on one trip that was typed in the comparison of routes
 */

const KINDS = kinds.map(({ name }) => name);

/** @type {import("../sections.js").Section<Settings>} */
export const settings = {
  name: "settings",
  empty: { view: "points", from: null, to: null, withoutKinds: [], independentBelow: null },
  write: (part) => part,
  read(value, at) {
    const { view, from, to, withoutKinds, independentBelow } = readObject(value, at);
    return {
      view: readMember(view, `${at}.view`, /** @type {View[]} */ (["points", "clusters", "heat"])),
      from: from === null ? null : readDay(from, `${at}.from`),
      to: to === null ? null : readDay(to, `${at}.to`),
      withoutKinds: readList(withoutKinds, `${at}.withoutKinds`, KINDS.length, (kind, where) =>
        readMember(kind, where, KINDS),
      ),
      independentBelow:
        independentBelow === null ? null : readNumber(independentBelow, `${at}.independentBelow`, [0, 1e9]),
    };
  },
};
