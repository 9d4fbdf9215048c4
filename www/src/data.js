// The engine, and what it loads.
import { open } from "geobit";
import { recall } from "./opening/remembered.js";
import { contentOf, isoDay, toFeatures } from "./own-incidents/incident.js";
import { plainText } from "./plain-text.js";
import { untilEnded } from "./reading.js";
import { words } from "./words/index.js";

/** @typedef {import("./reading.js").Reading} Reading */
/**
 * @typedef {object} Source
 * @property {string} key by which decisions name it
 * @property {import("geobit").Snapshot} snapshot
 * @property {boolean} demo
 * @property {string} [pack] the id of the pack that it is
 * @property {Opened} [opened] how the file was opened; the demo data and the incidents entered by hand are no file
 * @property {string[]} [rowNames] by which decisions name its rows, if not by their numbers
 */
/**
 * @typedef {object} Loaded what is shown
 * @property {import("geobit").Snapshot} snapshot of what counts: the whole, or what of it matches the filter
 * @property {import("geobit").Columns} columns of that
 * @property {import("geobit").Snapshot} whole of the only source, or of all of them combined
 * @property {import("./more-filters/matching.js").Matching | null} matching the filter
 * @property {readonly Source[]} sources in the order of the origins of the whole
 * @property {string} accepted the ids of the pairs that are one event in it
 * @property {boolean} demo whether the demo data are among them
 * @property {number} firstDay of the data, days since 1970-01-01
 * @property {number} lastDay the date of the data, or of an incident after it
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
  url: "./demo.parquet",
  // The pack says both in English.
  options: { name: words.messages.demoName, attribution: words.messages.demoAttribution },
};

/** Packs are in a folder beside the page. The build pins who may sign its catalogue. */
const CATALOG = "./packs/catalog.json";

/** The key of the incidents entered by hand. */
const OWN = "own";

/** @typedef {{ url: string, keys: readonly string[] }} CatalogPlace where a catalogue of packs is, and who may sign it */

/** @param {(progress: Progress) => void} onProgress @param {import("./page.js").Part} [part] if the page is a part of another document */
export async function createData(onProgress, part) {
  const engine = await (part?.open ?? open)();
  /** @type {CatalogPlace} */
  const catalog = part?.catalog ?? { url: CATALOG, keys: import.meta.env.CATALOG_KEYS };
  let filesLoaded = 0;

  /**
   * @param {(options: import("geobit").LoadOptions) => Promise<import("geobit").Snapshot>} begin
   * @param {Reading} reading
   * @param {{ demo?: boolean, opened?: Opened }} [origin]
   * @returns {Promise<Source>}
   */
  async function follow(begin, reading, { demo = false, opened } = {}) {
    const { signal } = reading;
    const showProgress = (/** @type {Progress} */ progress) => {
      if (signal.aborted) return;
      reading.progress();
      onProgress(progress);
    };
    const loading = begin({ onProgress: showProgress, signal });
    // The engine notices at the end of a step, and the reader does not wait for it.
    loading.then(
      (snapshot) => signal.aborted && snapshot.close(),
      () => {},
    );
    const snapshot = await untilEnded(loading, signal);
    filesLoaded += 1;
    return { key: `file ${filesLoaded}`, snapshot, demo, opened };
  }

  /**
   * @param {string | File} source
   * @param {import("geobit").LoadOptions} options
   * @param {Reading} reading
   * @param {{ demo?: boolean, opened?: Opened }} origin
   */
  const load = (source, options, reading, origin) =>
    follow((more) => engine.load(source, { ...options, ...more }), reading, origin);

  /**
   * Loads the incidents entered by hand. They are known up to today, and never end before the data that they stand beside: whoever
   * enters what happened lately does not say that nothing is known of the days since.
   * @param {readonly import("./own-incidents/incident.js").OwnIncident[]} list @param {string} atLeast a day
   * @returns {Promise<Source>}
   */
  async function loadOwn(list, atLeast) {
    const today = isoDay(new Date());
    const snapshot = await engine.load(new Blob([JSON.stringify(toFeatures(list))]), {
      ...{ name: words.own.origin, format: "geojson", layout: "generic" },
      asOf: atLeast > today ? atLeast : today,
    });
    const names = new Map(list.map((incident) => [incident.id, contentOf(incident)]));
    return {
      key: OWN,
      snapshot,
      demo: false,
      rowNames: (await recordsOf(snapshot)).map(({ id }) => names.get(id) ?? id),
    };
  }

  /** @param {import("geobit").Snapshot} snapshot */
  const recordsOf = (snapshot) =>
    snapshot.incidents(Array.from({ length: snapshot.summary.count }, (_, row) => row));

  /**
   * Reads a table of incidents, which is not kept.
   * @param {Blob} table @param {import("geobit").LoadOptions} options
   */
  async function readTable(table, options) {
    const snapshot = await engine.load(table, { ...options, format: "csv", layout: "generic" });
    try {
      return { summary: snapshot.summary, records: await recordsOf(snapshot) };
    } finally {
      snapshot.close();
    }
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
      const { records } = await readTable(table, options);
      for (const { id, start } of records) days[Number(id)] = start;
    } catch {
      // None of them is a date.
    }
    return days;
  }

  return {
    version: engine.version,
    /** Whether there are demo data. */
    hasDemo: !part,
    /** Tells whether the host sends a policy with the worker's script. */
    hasPolicy: () => engine.hasPolicy(),
    /** @param {Reading} reading */
    loadDemo: (reading) => load(DEMO.url, DEMO.options, reading, { demo: true }),
    /** Loads what is shown first. @param {Reading} reading */
    loadFirst: (reading) =>
      part?.source
        ? load(part.source, {}, reading, {})
        : load(DEMO.url, DEMO.options, reading, { demo: true }),
    /** @param {unknown} source @param {import("geobit").LoadOptions} options @param {Reading} reading */
    loadFrom: (source, options, reading) => load(/** @type {any} */ (source), options, reading, {}),
    /** @param {Opened} opened @param {Reading} reading */
    loadFile: async (opened, reading) => {
      const { file, sheet, choice } = opened;
      const name =
        sheet === undefined ? nameOf(file) : words.opening.sheetName(nameOf(file), plainText(sheet));
      return load(file, { ...choice, sheet, name }, reading, { opened });
    },
    /** Fetches what reads files. Where that fails, who opens a file is told. */
    prepareReading: () =>
      engine.inspect(new Blob()).then(
        () => {},
        () => {},
      ),
    /** Tells what a file is. @param {File} file @param {import("geobit").LoadOptions} options @param {AbortSignal} signal */
    inspect: (file, options, signal) => untilEnded(engine.inspect(file, { ...options, signal }), signal),
    /** @param {Blob} file @param {import("geobit").RoutesFileOptions} options @param {AbortSignal} signal */
    readRoutes: (file, options, signal) =>
      untilEnded(engine.readRoutes(file, { ...options, signal }), signal),
    readDates,
    readTable,
    loadOwn,
    /** Makes one snapshot of several. @param {import("geobit").Snapshot[]} snapshots @param {[number, number, number, number][]} same */
    combine: (snapshots, same) => engine.combine(snapshots, { same }),
    /** Loads a second snapshot, which leaves the one shown alone. @param {import("geobit").ColumnSource} columns */
    loadColumns: (columns) => engine.load(columns),
    /**
     * Loads a network of roads. Who ends the reading does not wait for it.
     * @param {File | string | import("geobit").KeptRoads} source @param {{ signal: AbortSignal, onProgress?: () => void }} follow
     */
    loadRoads(source, { signal, onProgress = () => {} }) {
      const loading = engine.roads(source, { signal, onProgress });
      loading.then(
        (network) => signal.aborted && network.close(),
        () => {},
      );
      return untilEnded(loading, signal);
    },
    packs: engine.packs,
    /** Reads which packs there are. @param {AbortSignal} signal */
    readCatalog: (signal) => engine.catalog(catalog.url, { keys: [...catalog.keys], signal }),
    /** Loads a pack that is kept in this browser. @param {string} id @param {Reading} reading */
    loadPack: async (id, reading) => ({
      ...(await follow((more) => engine.packs.load(id, more), reading)),
      pack: id,
    }),
    /**
     * Loads an older version of a file. Its columns mean what those of the newer one do, or what is remembered of them.
     * @param {File} file @param {Opened | undefined} newer @param {import("geobit").LoadOptions} options
     */
    async loadOlder(file, newer, options) {
      const inspection = await engine.inspect(file, { sheet: newer?.sheet, signal: options.signal });
      const isAlike = newer && namesOf(newer.inspection) === namesOf(inspection);
      const choice = isAlike ? newer.choice : (recall(inspection.columns) ?? {});
      return engine.load(file, { ...choice, sheet: newer?.sheet, name: nameOf(file), ...options });
    },
    close: () => engine.close(),
  };
}

/** @param {import("geobit").Inspection} inspection */
const namesOf = ({ columns }) => JSON.stringify(columns.map(({ name }) => name));

/** @param {File} file */
const nameOf = ({ name }) => plainText(name);

/** Returns the sentence that an error carries, which may quote a file. @param {unknown} error */
export const errorMessage = (error) => plainText(error instanceof Error ? error.message : String(error));

/** @param {unknown} error */
export const errorCode = (error) => /** @type {{ code?: string }} */ (error)?.code;
