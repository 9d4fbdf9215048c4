// What a person said of files with the same columns, kept in this browser if they asked for it. Of a file only the names of its
// columns are kept.

/** @typedef {import("./columns.js").Choice} Choice */
/** @typedef {{ name: string }[]} Columns */

const PREFIX = "geobit:columns:";

/** @param {Columns} columns */
const keyOf = (columns) => PREFIX + JSON.stringify(columns.map(({ name }) => name));

/** Returns what is remembered for files with these columns. @param {Columns} columns @returns {Choice | null} */
export function recall(columns) {
  try {
    return checkedChoice(JSON.parse(localStorage.getItem(keyOf(columns)) ?? "null"));
  } catch {
    return null; // Nothing is kept here, or it is not ours.
  }
}

/** Returns whether it could be kept: a browser may forbid it, or have no room. @param {Columns} columns @param {Choice} choice */
export function remember(columns, choice) {
  try {
    localStorage.setItem(keyOf(columns), JSON.stringify(choice));
    return true;
  } catch {
    return false;
  }
}

/** @param {Columns} columns */
export function forget(columns) {
  try {
    localStorage.removeItem(keyOf(columns));
  } catch {
    // Then nothing was kept either.
  }
}

/** Takes nothing over but what the dialog writes: other programs of the same address write here too. @param {any} kept @returns {Choice | null} */
function checkedChoice(kept) {
  if (typeof kept !== "object" || kept === null) return null;
  const { mapping, dateOrder, decimal, encoding } = kept;
  /** @type {Choice} */
  const choice = {};
  if (mapping && typeof mapping === "object")
    choice.mapping = Object.fromEntries(
      Object.entries(mapping).flatMap(([field, column]) =>
        typeof column === "string" ? [[field, column]] : [],
      ),
    );
  if (dateOrder === "dmy" || dateOrder === "mdy") choice.dateOrder = dateOrder;
  if (decimal === "." || decimal === ",") choice.decimal = decimal;
  if (typeof encoding === "string") choice.encoding = encoding;
  return choice;
}
