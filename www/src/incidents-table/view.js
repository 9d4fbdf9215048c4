// What the table of incidents is asked to show: its order, what it leaves out, and which row is selected.

/** @typedef {"day" | "kind" | "inside" | "along" | "distance" | "deaths" | "place" | "precision" | "actors" | "source" | "origin" | "text"} ColumnName */
/**
 * @typedef {object} ListFilter
 * @property {"all" | "certain" | "possible"} certainty
 * @property {string} kind empty for all
 * @property {boolean} deadly only those with recorded deaths
 * @property {string} text that the record has to contain; empty for any
 * @property {string} from first day; empty for no limit
 * @property {string} to last day; empty for no limit
 */
/**
 * @typedef {object} ListView
 * @property {{ by: ColumnName, down: boolean }} sort
 * @property {ListFilter} filter
 * @property {number | null} selected a row of the snapshot
 */

/** @type {ListFilter} */
export const EVERYTHING = { certainty: "all", kind: "", deadly: false, text: "", from: "", to: "" };

/** The latest first. @type {ListView} */
export const FIRST_VIEW = { sort: { by: "day", down: true }, filter: EVERYTHING, selected: null };

/** Numbers are asked for from the largest, and words from A. @type {ReadonlySet<ColumnName>} */
const DOWN_FIRST = new Set(["day", "inside", "deaths"]);

/** Returns the order after a click on the head of a column: a second click turns it around. @param {ListView["sort"]} sort @param {ColumnName} by */
export const sortBy = (sort, by) => ({ by, down: sort.by === by ? !sort.down : DOWN_FIRST.has(by) });

/** Tells whether anything is left out. @param {ListFilter} filter */
export const isNarrowed = (filter) =>
  Object.entries(EVERYTHING).some(
    ([name, value]) => filter[/** @type {keyof ListFilter} */ (name)] !== value,
  );
