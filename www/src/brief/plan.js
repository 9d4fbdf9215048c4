// What people add to a brief: what they type into its fields, and which check-ins were made. Kept with the route.
import { MS_PER_HOUR } from "./clock.js";

/** @typedef {{ fields: Readonly<Record<string, string>>, done: readonly string[] }} Plan `done`: keys of check-ins */
/** @typedef {{ key: string, name: string, at: number }} CheckIn `at`: an instant */

/** The fields, in the order of the words for them. */
export const FIELDS = [
  ...["sender", "destination", "manager", "people", "vehicles"],
  ...["communications", "overdue", "noGo", "havens", "medical"],
];
export const MOST_LETTERS = 2000;

/** @type {Plan} */
export const NO_PLAN = { fields: {}, done: [] };

/** @param {Plan} plan @param {string} name @param {string} text @returns {Plan} */
export const withField = (plan, name, text) => ({ ...plan, fields: { ...plan.fields, [name]: text } });

/** @param {Plan} plan @param {Readonly<Record<string, string>>} texts by their fields @returns {Plan} */
export const withFields = (plan, texts) => ({ ...plan, fields: { ...plan.fields, ...texts } });

/** @param {Plan} plan @param {string} key @param {boolean} made @returns {Plan} */
export const withCheckIn = (plan, key, made) => ({
  ...plan,
  done: [...plan.done.filter((one) => one !== key), ...(made ? [key] : [])],
});

/**
 * Lists when a movement is to be heard of: at its departure, and where it arrives. None without a departure. Another time at a place is
 * another check-in.
 * @param {Pick<import("./schedule.js").Schedule, "departure" | "passages">} schedule
 * @returns {CheckIn[]}
 */
export const checkInsOf = ({ departure, passages }) =>
  departure === null
    ? []
    : passages.map(({ name, km, arrives }) => {
        const at = departure + arrives * MS_PER_HOUR;
        return { key: `${new Date(at).toISOString().slice(0, 16)} km ${km.toFixed(1)}`, name, at };
      });

/** @param {readonly CheckIn[]} checkIns @param {Plan} plan @param {number} now an instant @returns {ReadonlySet<string>} keys of those that are overdue */
export const overdueOf = (checkIns, plan, now) =>
  new Set(checkIns.filter(({ key, at }) => at < now && !plan.done.includes(key)).map(({ key }) => key));
