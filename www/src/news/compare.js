// Asks the engine what changed from an older version to a newer one, and fetches the records of what is listed.
import { keyOf, listFound, MOST_ENTRIES } from "./entries.js";

/** @typedef {import("geobit").Snapshot} Snapshot */
/** @typedef {import("geobit").Incident} Incident */
/** @typedef {import("./entries.js").Found} Found */
/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {{ id: string, name: string, area: import("geobit").Feature }} WatchedArea */
/** @typedef {{ id: string, name: string, added: number, changed: number, withdrawn: number }} WatchedCount */
/**
 * @typedef {object} News
 * @property {string} source key of the newer version among the sources
 * @property {string} olderName
 * @property {string} olderAsOf
 * @property {string} asOf of the newer version
 * @property {readonly Entry[]} entries
 * @property {number} notListed how many more there are
 * @property {{ added: number, old: number, changed: number, withdrawn: number, outside: number, unchanged: number, withoutId: number }} counts `old` are part of `added`
 * @property {readonly WatchedCount[]} watched what touches each drawn shape
 * @property {import("geobit").Changes["lagDays"]} lagDays
 * @property {string} words the engine's sentence
 */

/** A comparison of two versions, which is asked again when other shapes are drawn. */
export class Comparison {
  #days;
  /** Records that were fetched already, by version and row. @type {Record<"newer" | "older", Map<number, Incident>>} */
  #records = { newer: new Map(), older: new Map() };

  /** @param {Snapshot} newer @param {Snapshot} older */
  constructor(newer, older) {
    this.newer = newer;
    this.older = older;
    this.#days = Promise.all([newer.columns(), older.columns()]).then(([a, b]) => ({
      newer: a.day,
      older: b.day,
    }));
    this.#days.catch(() => {}); // reported where it is awaited
  }

  /**
   * @param {string} source @param {readonly WatchedArea[]} areas
   * @param {Omit<import("geobit").ChangesOptions, "watch">} options
   * @returns {Promise<News>}
   */
  async ask(source, areas, options) {
    const features = areas.map(({ area }) => area);
    const changes = await this.newer.changes(this.older, {
      ...options,
      watch: { type: "FeatureCollection", features },
    });
    const found = listFound(changes, await this.#days);
    const listed = found.slice(0, MOST_ENTRIES);
    await this.#fetch(
      "newer",
      listed.flatMap((one) => (one.what === "withdrawn" ? [] : [one.row])),
    );
    await this.#fetch(
      "older",
      listed.flatMap((one) => (one.what === "withdrawn" ? [one.row] : one.older >= 0 ? [one.older] : [])),
    );
    const { summary } = this.older;
    return {
      ...{ source, olderName: summary.name, olderAsOf: summary.asOf, asOf: this.newer.summary.asOf },
      entries: listed.map((one) => this.#entryOf(one)),
      notListed: found.length - listed.length,
      counts: {
        ...{ added: changes.added.length, old: changes.newlyRecordedOld.length },
        ...{ changed: changes.changed.length, withdrawn: changes.withdrawn.length },
        ...{ outside: changes.outside.length, unchanged: changes.unchanged },
        withoutId: changes.withoutId.newer + changes.withoutId.older,
      },
      watched: areas.map(({ id, name }, number) => {
        const { added, changed, withdrawn } = changes.watched[number];
        return { id, name, added: added.length, changed: changed.length, withdrawn: withdrawn.length };
      }),
      ...{ lagDays: changes.lagDays, words: changes.words },
    };
  }

  /** @param {"newer" | "older"} version @param {number[]} rows */
  async #fetch(version, rows) {
    const known = this.#records[version];
    const missing = rows.filter((row) => !known.has(row));
    if (missing.length === 0) return;
    for (const record of await this[version].incidents(missing)) known.set(record.row, record);
  }

  /** @param {Found} found @returns {Entry} */
  #entryOf({ older, ...found }) {
    const { what, row, fields } = found;
    const record = this.#record(what === "withdrawn" ? "older" : "newer", row);
    const before = older >= 0 ? this.#record("older", older) : null;
    return { ...found, key: keyOf(what, record, fields), record, before };
  }

  /** @param {"newer" | "older"} version @param {number} row */
  #record(version, row) {
    return /** @type {Incident} */ (this.#records[version].get(row));
  }

  close() {
    this.older.close();
  }
}
