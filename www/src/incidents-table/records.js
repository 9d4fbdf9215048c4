// What the table shows of the records, fetched from the engine as it is needed and kept as long as the data are.
import { folded, plainText } from "../plain-text.js";

/** @typedef {import("geobit").Incident} Incident */
/**
 * @typedef {object} Entry what the table shows of a record
 * @property {number | null} deaths
 * @property {string} place
 * @property {string} actors
 * @property {string} source
 * @property {string} text
 * @property {number} origin
 * @property {string} search all of its texts, as they are searched
 */

/** So many records are asked for at a time, so that other questions can be answered in between. */
const CHUNK = 5000;

/** @param {Incident} incident @returns {Entry} */
export function entryOf({ id, place, admin1, country, actors, source, headline, fatalities, origin }) {
  const joined = (/** @type {string[]} */ texts, /** @type {string} */ sign) =>
    texts.filter(Boolean).map(plainText).join(sign);
  const shown = {
    place: joined([place, admin1], ", "),
    actors: joined(actors, " · "),
    source: plainText(source),
    text: plainText(headline),
  };
  const search = folded([...Object.values(shown), country, id].join(" "));
  return { deaths: fatalities.best, ...shown, origin, search };
}

/** @typedef {ReturnType<typeof createRecords>} Records */

export function createRecords() {
  /** @type {import("geobit").Snapshot | null} */
  let source = null;
  /** @type {Map<number, Entry>} */
  let known = new Map();

  return {
    /** @param {number} row */
    entry: (row) => known.get(row),

    /**
     * Fetches what is not there yet of some rows.
     * @param {import("geobit").Snapshot} snapshot @param {number[]} rows
     * @param {{ isWanted?: () => boolean, progress?: (done: number, total: number) => void }} [follow]
     * @returns {Promise<boolean>} whether all are there now
     */
    async fetch(snapshot, rows, { isWanted = () => true, progress } = {}) {
      if (source !== snapshot) {
        source = snapshot;
        known = new Map();
      }
      const kept = known;
      const missing = rows.filter((row) => !kept.has(row));
      for (let start = 0; start < missing.length; start += CHUNK) {
        if (!isWanted()) return false;
        progress?.(rows.length - missing.length + start, rows.length);
        for (const record of await snapshot.incidents(missing.slice(start, start + CHUNK)))
          kept.set(record.row, entryOf(record));
      }
      return true;
    },
  };
}
