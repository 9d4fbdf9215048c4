// What changed, as a list of entries: first what touches a drawn shape, then the rest, and of each the latest first.

/** @typedef {import("geobit").Incident} Incident */
/** @typedef {import("geobit").Changes} Changes */
/** `old`: it began before the older version ends, and is recorded only now. @typedef {"added" | "old" | "changed" | "withdrawn"} What */
/**
 * @typedef {object} Found an entry before its records are fetched
 * @property {What} what
 * @property {number} row of the newer version, of one that was withdrawn of the older
 * @property {number} older the row of what was changed in the older version, or -1
 * @property {string[]} fields that differ
 * @property {number[]} watched numbers of the watched areas that it touches
 * @property {number} day of its beginning
 */
/**
 * @typedef {Omit<Found, "older"> & { key: string, record: Incident, before: Incident | null }} Entry
 *   `before`: the older record of what was changed
 */

/** So many entries are listed; what is beyond is counted. */
export const MOST_ENTRIES = 20_000;

/**
 * Lists what changed, in its order.
 * @param {Changes} changes
 * @param {{ newer: ArrayLike<number>, older: ArrayLike<number> }} days of the incidents of both versions, by their rows
 * @returns {Found[]}
 */
export function listFound(changes, days) {
  const isOld = new Set(changes.newlyRecordedOld);
  const touched = {
    added: areasByRow(changes.watched, "added"),
    changed: areasByRow(changes.watched, "changed"),
    withdrawn: areasByRow(changes.watched, "withdrawn"),
  };
  const none = { older: -1, fields: /** @type {string[]} */ ([]) };
  /** @type {Found[]} */
  const found = [];
  for (const row of changes.added)
    found.push({
      ...{ what: isOld.has(row) ? "old" : "added", row, ...none, day: days.newer[row] },
      watched: touched.added.get(row) ?? [],
    });
  for (const { row, older, fields } of changes.changed)
    found.push({
      ...{ what: "changed", row, older, fields, day: days.newer[row] },
      watched: touched.changed.get(row) ?? [],
    });
  for (const row of changes.withdrawn)
    found.push({
      ...{ what: "withdrawn", row, ...none, day: days.older[row] },
      watched: touched.withdrawn.get(row) ?? [],
    });
  const first = (/** @type {Found} */ { watched }) => watched[0] ?? Number.POSITIVE_INFINITY;
  return found.sort((a, b) => compare(first(a), first(b)) || b.day - a.day);
}

/** @param {number} a @param {number} b both may be infinite */
const compare = (a, b) => (a === b ? 0 : a < b ? -1 : 1);

/** @param {Changes["watched"]} watched @param {"added" | "changed" | "withdrawn"} what */
function areasByRow(watched, what) {
  /** @type {Map<number, number[]>} */
  const areas = new Map();
  for (const [number, lists] of watched.entries())
    for (const row of lists[what]) {
      const known = areas.get(row);
      if (known) known.push(number);
      else areas.set(row, [number]);
    }
  return areas;
}

/**
 * Names an entry so that it is known again at the next visit: by the id of its incident in its source, its day, and of what was
 * changed also by a number that stands for the new values, so that a further change is news again.
 * @param {What} what @param {Incident} record @param {string[]} fields
 */
export function keyOf(what, record, fields) {
  const kind = what === "old" ? "added" : what;
  const values = fields.map((field) => [field, record[/** @type {keyof Incident} */ (field)]]);
  const stamp = fields.length > 0 ? ` ${checksum(JSON.stringify(values))}` : "";
  return `${kind} ${record.start} ${record.id}${stamp}`;
}

/** Returns a short text for a long one, by FNV-1a. @param {string} text */
function checksum(text) {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return sum.toString(36);
}

/** Counts entries by what they are. @param {readonly { what: What }[]} entries @returns {Record<What, number>} */
export function countByWhat(entries) {
  const counts = { added: 0, old: 0, changed: 0, withdrawn: 0 };
  for (const { what } of entries) counts[what] += 1;
  return counts;
}

/**
 * Parts entries by what was noted of them.
 * @param {readonly Entry[]} entries @param {import("./kept.js").Noted} noted
 * @returns {{ open: Entry[], done: Entry[], ignored: Entry[] }}
 */
export function partByNote(entries, noted) {
  /** @type {{ open: Entry[], done: Entry[], ignored: Entry[] }} */
  const parts = { open: [], done: [], ignored: [] };
  for (const entry of entries) parts[noted.get(entry.key) ?? "open"].push(entry);
  return parts;
}
