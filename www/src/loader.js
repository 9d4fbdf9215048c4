// Brings data and routes onto the page: the demo data, files of incidents, and files of routes. Each opening can be cancelled.
import { errorMessage } from "./data.js";
import { boxAround } from "./layers/outline.js";
import { showSnapshot } from "./panels/snapshot.js";
import { plainText } from "./plain-text.js";
import { beginReading, LIMIT_SECONDS, ReadingEnded } from "./reading.js";
import { createRouteReader } from "./route-files/reader.js";
import { positions, shapeKinds } from "./shapes.js";
import { reportTiming } from "./timing.js";
import { words } from "./words/index.js";

/** @typedef {import("./data.js").Loaded} Loaded */
/** @typedef {import("./reading.js").Reading} Reading */

/** A reading that takes less time is not announced: it would only flicker. */
const SHOWN_AFTER_MS = 250;

/**
 * @param {HTMLElement} root
 * @param {{
 *   data: Awaited<ReturnType<typeof import("./data.js").createData>>,
 *   drawing: ReturnType<typeof import("./draw.js").createDrawing>,
 *   messages: ReturnType<typeof import("./messages.js").createMessages>,
 *   filters: ReturnType<typeof import("./filters.js").createFilters>,
 *   record: ReturnType<typeof import("./record.js").createRecord>,
 *   incidentLayers: ReturnType<typeof import("./layers/incidents.js").createIncidentLayers>,
 *   fit: (box: [number, number, number, number]) => void,
 *   follow: (name: string, reading: Reading) => void,
 * }} page `follow` is told whose progress is shown from now on, and what its button cancels
 */
export function createLoader(root, page) {
  const { data, drawing, messages, filters, record, incidentLayers } = page;
  const routeReader = createRouteReader();
  /** The last reading of a file by the reader of routes, begun or waiting. @type {Promise<unknown>} */
  let routes = Promise.resolve();
  /** The last load of incidents. @type {Promise<void>} */
  let incidents = Promise.resolve();
  /** The load of incidents that has not ended yet. @type {{ name: string, reading: Reading } | null} */
  let loading = null;

  /**
   * Reads something, and says so if it fails or is ended.
   * @template T
   * @param {string} name @param {Reading} reading @param {() => Promise<T>} read
   */
  async function attempt(name, reading, read) {
    try {
      return await read();
    } catch (error) {
      explain(name, error);
    } finally {
      reading.finish();
    }
  }

  /** @param {string} name @param {unknown} error */
  function explain(name, error) {
    if (!(error instanceof ReadingEnded)) {
      messages.showError(words.messages.openFailed(name), words.messages.allStays(errorMessage(error)));
      return;
    }
    // What comes in its place has its progress shown already.
    if (error.reason === "superseded") return;
    messages.clear();
    const { stalled, tooLong } = words.messages;
    if (error.reason === "cancelled") messages.announce(words.messages.cancelled(name));
    else {
      const sentence =
        error.reason === "stalled" ? stalled(LIMIT_SECONDS.stalled) : tooLong(LIMIT_SECONDS.longest / 60);
      messages.showError(words.messages.openFailed(name), words.messages.allStays(sentence));
    }
  }

  /**
   * Loads incidents instead of those that are being loaded: they would be replaced anyway.
   * @param {string} name @param {(reading: Reading) => Promise<Loaded>} load @param {Reading} [begun]
   */
  function loadIncidents(name, load, begun) {
    loading?.reading.end("superseded");
    const reading = begun ?? beginReading();
    const mine = { name, reading };
    loading = mine;
    page.follow(name, reading);
    incidents = attempt(name, reading, async () => show(await load(reading))).finally(() => {
      if (loading === mine) loading = null;
    });
    return incidents;
  }

  /** @param {Loaded} loaded */
  function show(loaded) {
    messages.clear();
    record.close();
    const start = performance.now();
    incidentLayers.setColumns(loaded.columns);
    reportTiming("columns", start);
    showSnapshot(root, loaded, showDemo);
    filters.reset(loaded);
    const { bbox } = loaded.snapshot.summary;
    if (!loaded.demo && bbox) page.fit(bbox);
  }

  const showDemo = () => loadIncidents(words.messages.demo, data.loadDemo);

  /** Adds routes to what is on the map. @param {string} name of the file @param {import("./route-files/read.js").Found} found */
  function addRoutes(name, { routes, lines, note }) {
    for (const route of routes) drawing.add({ kind: "route", km: shapeKinds.route.km, ...route });
    // The load of incidents that goes on keeps its button.
    if (loading) messages.showProgress({ name: loading.name, phase: "read", done: 0, total: 0 });
    else messages.clear();
    if (lines > routes.length)
      messages.showError(words.messages.tooManyLines(name, lines), words.messages.firstLines(routes.length));
    else if (note) messages.showNote(words.messages.partlyRead(name), note);
    const corners = routes.flatMap(({ geometry }) => positions(geometry));
    page.fit(boxAround(corners, shapeKinds.route.km));
  }

  /** Reads a file as one of routes; resolves to whether it is one of incidents. @param {File} file @param {string} name */
  async function readRoutes(file, name) {
    const reading = beginReading();
    const showing = setTimeout(() => {
      page.follow(name, reading);
      messages.showProgress({ name, phase: "read", done: 0, total: 0 });
    }, SHOWN_AFTER_MS);
    const isOfIncidents = await attempt(name, reading, async () => {
      const found = await routeReader.read(file, reading.signal).finally(() => clearTimeout(showing));
      if (found) addRoutes(name, found);
      return !found;
    });
    if (loading) page.follow(loading.name, loading.reading);
    return isOfIncidents;
  }

  return {
    /** Shows the demo data, which are being loaded. @param {Promise<Loaded>} demo @param {Reading} [begun] */
    showFirst: (demo, begun) => loadIncidents(words.messages.demo, () => demo, begun),

    /** Opens a file for what is in it: routes for the map, one file after the other, or incidents. @param {File} file */
    openFile(file) {
      const name = plainText(file.name);
      const reading = routes.then(() => readRoutes(file, name));
      routes = reading;
      return reading.then((isOfIncidents) =>
        isOfIncidents ? loadIncidents(name, (begun) => data.loadFile(file, begun)) : undefined,
      );
    },

    /** Resolves when nothing is being opened. */
    idle: () => routes.then(() => incidents),

    close: () => routeReader.close(),
  };
}
