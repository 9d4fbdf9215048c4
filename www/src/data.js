// The engine and the snapshot it holds. A new file replaces the old one only once it is loaded, so that a bad file,
// a cancelled load or a failure leaves the old one usable.
import { open } from "geobit";
import { dayOfDate } from "./format.js";
import { words } from "./words/index.js";

/**
 * @typedef {object} Loaded
 * @property {import("geobit").Snapshot} snapshot
 * @property {import("geobit").Columns} columns
 * @property {boolean} demo
 * @property {number} firstDay of the data, days since 1970-01-01
 * @property {number} lastDay the date of the data, or of an incident after it
 */
/** @typedef {{ phase: string, done: number, total: number }} Progress */

const DEMO = {
  url: "./demo.csv",
  options: { name: words.messages.demoName, licence: "CC0-1.0" },
};

/**
 * @param {import("./page-state.js").PageStore} store
 * @param {(progress: Progress) => void} onProgress
 */
export async function createData(store, onProgress) {
  const engine = await open();
  /** @type {AbortController | null} */
  let loading = null;

  /**
   * @param {string | File} source
   * @param {import("geobit").LoadOptions} options
   * @returns {Promise<Loaded>}
   */
  async function load(source, options, demo = false) {
    loading?.abort();
    const abort = new AbortController();
    loading = abort;
    try {
      const snapshot = await engine.load(source, { ...options, onProgress, signal: abort.signal });
      const columns = await snapshot.columns();
      const { from, asOf, to } = snapshot.summary;
      const next = {
        ...{ snapshot, columns, demo },
        ...{ firstDay: dayOfDate(from), lastDay: Math.max(dayOfDate(asOf), dayOfDate(to)) },
      };
      const previous = store.get().loaded;
      store.update({ type: "setLoaded", loaded: next });
      previous?.snapshot.close();
      return next;
    } finally {
      if (loading === abort) loading = null;
    }
  }

  return {
    version: engine.version,
    loadDemo: () => load(DEMO.url, DEMO.options, true),
    /** @param {File} file */
    loadFile: (file) => load(file, { name: file.name }),
    /** Loads a second snapshot, which leaves the one shown alone. @param {import("geobit").ColumnSource} columns */
    loadColumns: (columns) => engine.load(columns),
    cancel: () => loading?.abort(),
    close() {
      loading?.abort();
      engine.close();
    },
  };
}

/** @param {unknown} error @returns {string} the sentence that the error carries */
export const errorMessage = (error) => (error instanceof Error ? error.message : String(error));

/** @param {unknown} error */
export const errorCode = (error) => /** @type {{ code?: string }} */ (error)?.code;
