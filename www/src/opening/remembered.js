// What a person said of files with the same columns, kept in this browser if they asked for it. Of a file only the names of its
// columns are kept.

/** @typedef {import("./columns.js").Choice} Choice */
/** @typedef {{ name: string }[]} Columns */

/** What is remembered of all files, by the names of their columns. @typedef {readonly { columns: readonly string[], choice: Choice }[]} Mappings */

const PREFIX = "geobit:columns:";

/** What came with a workspace: it holds while the page is open, and is kept as little as the workspace. @type {Map<string, Choice>} */
const held = new Map();

/** @param {readonly string[]} names */
const keyOfNames = (names) => PREFIX + JSON.stringify(names);

/** @param {Columns} columns */
const keyOf = (columns) => keyOfNames(columns.map(({ name }) => name));

/** Returns what is remembered for files with these columns. @param {Columns} columns @returns {Choice | null} */
export function recall(columns) {
  return recallKey(keyOf(columns)) ?? held.get(keyOf(columns)) ?? null;
}

/** @param {string} key */
function recallKey(key) {
  try {
    return checkedChoice(JSON.parse(localStorage.getItem(key) ?? "null"));
  } catch {
    return null; // Nothing is kept here, or it is not ours.
  }
}

/** Holds what a workspace remembers. @param {Mappings} mappings */
export function hold(mappings) {
  for (const { columns, choice } of mappings) held.set(keyOfNames(columns), choice);
}

/** Returns what is remembered of all files, kept or held. @returns {Mappings} */
export function recallAll() {
  return [...new Set([...keptKeys(), ...held.keys()])].flatMap((key) => {
    const choice = recallKey(key) ?? held.get(key);
    const columns = namesOf(key);
    return choice && columns ? [{ columns, choice }] : [];
  });
}

/** Forgets what is remembered of all files; returns of how many it was kept. */
export function forgetAll() {
  const keys = keptKeys();
  held.clear();
  for (const key of keys) localStorage.removeItem(key);
  return keys.length;
}

function keptKeys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

/** @param {string} key @returns {string[] | null} */
function namesOf(key) {
  try {
    const names = JSON.parse(key.slice(PREFIX.length));
    return Array.isArray(names) && names.every((name) => typeof name === "string") ? names : null;
  } catch {
    return null; // Another program wrote it.
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
  held.delete(keyOf(columns));
  try {
    localStorage.removeItem(keyOf(columns));
  } catch {
    // Then nothing was kept either.
  }
}

/** Takes nothing over but what the dialog writes: other programs of the same address write here too. @param {any} kept @returns {Choice | null} */
export function checkedChoice(kept) {
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
