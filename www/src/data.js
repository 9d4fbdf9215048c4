// The engine and the snapshot it holds. A new file replaces the old one only once it is loaded, so a bad file,
// a cancelled load or a failure leaves what was there usable.
import { open } from "geobit";
import { dayOfDate } from "./format.js";

/**
 * @typedef {object} Loaded
 * @property {import("geobit").Snapshot} snapshot
 * @property {import("geobit").Columns} columns
 * @property {boolean} demo
 * @property {number} fromDay first day of the data
 * @property {number} toDay data as of
 */
/** @typedef {{ phase: string, done: number, total: number }} Progress */

const DEMO = {
  url: "./demo.csv",
  options: { name: "Demo data: synthetic, not real events", licence: "CC0-1.0" },
};

/** @param {(progress: Progress) => void} onProgress */
export async function createData(onProgress) {
  const engine = await open();
  /** @type {Loaded | null} */
  let current = null;
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
        ...{ fromDay: dayOfDate(from), toDay: Math.max(dayOfDate(asOf), dayOfDate(to)) },
      };
      const previous = current;
      current = next;
      previous?.snapshot.close();
      return next;
    } finally {
      if (loading === abort) loading = null;
    }
  }

  return {
    version: engine.version,
    current: () => current,
    loadDemo: () => load(DEMO.url, DEMO.options, true),
    /** @param {File} file */
    loadFile: (file) => load(file, { name: file.name }),
    /** A snapshot beside the one shown, which asks nothing of it. @param {import("geobit").ColumnSource} columns */
    loadColumns: (columns) => engine.load(columns),
    cancel: () => loading?.abort(),
  };
}

/** @param {unknown} error @returns {string} the engine's sentence */
export const inWords = (error) => (error instanceof Error ? error.message : String(error));

/** @param {unknown} error */
export const codeOf = (error) => /** @type {{ code?: string }} */ (error)?.code;
