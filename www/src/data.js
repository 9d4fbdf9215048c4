// The engine and the snapshot it holds. A new file replaces the old one only once it is loaded, so that a bad file,
// a cancelled load or a failure leaves the old one usable.
import { open } from "geobit";
import { dayOfDate } from "./format.js";
import { plainText } from "./plain-text.js";
import { untilEnded } from "./reading.js";
import { words } from "./words/index.js";

/** @typedef {import("./reading.js").Reading} Reading */
/**
 * @typedef {object} Loaded
 * @property {import("geobit").Snapshot} snapshot
 * @property {import("geobit").Columns} columns
 * @property {boolean} demo
 * @property {number} firstDay of the data, days since 1970-01-01
 * @property {number} lastDay the date of the data, or of an incident after it
 * @property {Opened} [opened] how the file was opened; the demo data are no file
 */
/**
 * @typedef {object} Opened
 * @property {File} file
 * @property {string} [sheet] of a workbook
 * @property {import("geobit").Inspection} inspection
 * @property {import("./opening/columns.js").Choice} choice what the reader said of it
 * @property {boolean} isRemembered whether that is kept in this browser
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

  /**
   * @param {string | File} source
   * @param {import("geobit").LoadOptions} options
   * @param {Reading} reading
   * @param {{ demo?: boolean, opened?: Opened }} origin
   * @returns {Promise<Loaded>}
   */
  async function load(source, options, reading, { demo = false, opened }) {
    const { signal } = reading;
    const showProgress = (/** @type {Progress} */ progress) => {
      if (signal.aborted) return;
      reading.progress();
      onProgress(progress);
    };
    const loading = read(source, { ...options, onProgress: showProgress, signal });
    // The engine notices at the end of a step, and the reader does not wait for it.
    loading.then(
      ({ snapshot }) => signal.aborted && snapshot.close(),
      () => {},
    );
    const { snapshot, columns } = await untilEnded(loading, signal);
    const { from, asOf, to } = snapshot.summary;
    const next = {
      ...{ snapshot, columns, demo, opened },
      ...{ firstDay: dayOfDate(from), lastDay: Math.max(dayOfDate(asOf), dayOfDate(to)) },
    };
    const previous = store.get().loaded;
    store.update({ type: "setLoaded", loaded: next });
    previous?.snapshot.close();
    return next;
  }

  /** @param {string | File} source @param {import("geobit").LoadOptions} options */
  async function read(source, options) {
    const snapshot = await engine.load(source, options);
    return { snapshot, columns: await snapshot.columns() };
  }

  /**
   * Returns the day of each text as the engine would read it in a file, `null` where it would reject the row.
   * @param {string[]} texts @param {import("geobit").LoadOptions} options
   */
  async function readDates(texts, options) {
    const rows = texts.map((text, i) => `${i},"${text.replaceAll('"', '""')}",,`);
    const table = new Blob([["id,start,lon,lat", ...rows].join("\n")]);
    /** @type {(string | null)[]} */
    const days = texts.map(() => null);
    try {
      const snapshot = await engine.load(table, { ...options, format: "csv", layout: "generic" });
      const all = Array.from({ length: snapshot.summary.count }, (_, row) => row);
      for (const { id, start } of await snapshot.incidents(all)) days[Number(id)] = start;
      snapshot.close();
    } catch {
      // None of them is a date.
    }
    return days;
  }

  return {
    version: engine.version,
    /** @param {Reading} reading */
    loadDemo: (reading) => load(DEMO.url, DEMO.options, reading, { demo: true }),
    /** @param {Opened} opened @param {Reading} reading */
    loadFile: async (opened, reading) => {
      const { file, sheet, choice } = opened;
      const name =
        sheet === undefined ? nameOf(file) : words.opening.sheetName(nameOf(file), plainText(sheet));
      return load(file, { ...choice, sheet, name }, reading, { opened });
    },
    /** Tells what a file is. @param {File} file @param {import("geobit").LoadOptions} options @param {AbortSignal} signal */
    inspect: (file, options, signal) => untilEnded(engine.inspect(file, { ...options, signal }), signal),
    /** @param {Blob} file @param {import("geobit").RoutesFileOptions} options @param {AbortSignal} signal */
    readRoutes: (file, options, signal) =>
      untilEnded(engine.readRoutes(file, { ...options, signal }), signal),
    readDates,
    /** Loads a second snapshot, which leaves the one shown alone. @param {import("geobit").ColumnSource} columns */
    loadColumns: (columns) => engine.load(columns),
    close: () => engine.close(),
  };
}

/** @param {File} file */
const nameOf = ({ name }) => plainText(name);

/** Returns the sentence that an error carries, which may quote a file. @param {unknown} error */
export const errorMessage = (error) => plainText(error instanceof Error ? error.message : String(error));

/** @param {unknown} error */
export const errorCode = (error) => /** @type {{ code?: string }} */ (error)?.code;
