// Brings data and routes onto the page: the demo data, files of incidents, and files of routes. One file is opened after the other,
// and each opening can be cancelled.
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
  /** The last opening, begun or waiting. @type {Promise<void>} */
  let opening = Promise.resolve();
  /** The incidents that are being read. @type {Reading | null} */
  let incidents = null;

  /**
   * Opens one thing after what is being opened already. Incidents are not waited for: they would be replaced.
   * @param {string} name @param {(reading: Reading) => Promise<void>} read @param {Reading} [begun]
   */
  function open(name, read, begun) {
    incidents?.end("superseded");
    opening = opening.then(async () => {
      const reading = begun ?? beginReading();
      page.follow(name, reading);
      try {
        await read(reading);
      } catch (error) {
        explain(name, error);
      } finally {
        reading.finish();
      }
    });
    return opening;
  }

  /** @param {string} name @param {unknown} error */
  function explain(name, error) {
    if (!(error instanceof ReadingEnded)) {
      messages.showError(words.messages.openFailed(name), words.messages.allStays(errorMessage(error)));
      return;
    }
    messages.clear();
    const { stalled, tooLong } = words.messages;
    if (error.reason === "cancelled") messages.announce(words.messages.cancelled(name));
    else if (error.reason !== "superseded") {
      const sentence =
        error.reason === "stalled" ? stalled(LIMIT_SECONDS.stalled) : tooLong(LIMIT_SECONDS.longest / 60);
      messages.showError(words.messages.openFailed(name), words.messages.allStays(sentence));
    }
  }

  /** @param {Promise<Loaded>} loading @param {Reading} reading */
  async function show(loading, reading) {
    incidents = reading;
    try {
      const loaded = await loading;
      messages.clear();
      record.close();
      const start = performance.now();
      incidentLayers.setColumns(loaded.columns);
      reportTiming("columns", start);
      showSnapshot(root, loaded, () => showDemo());
      filters.reset(loaded);
      const { bbox } = loaded.snapshot.summary;
      if (!loaded.demo && bbox) page.fit(bbox);
    } finally {
      incidents = null;
    }
  }

  const showDemo = () => open(words.messages.demo, (reading) => show(data.loadDemo(reading), reading));

  /** Adds routes to what is on the map. @param {string} name of the file @param {import("./route-files/read.js").Found} found */
  function addRoutes(name, { routes, lines, note }) {
    for (const route of routes) drawing.add({ kind: "route", km: shapeKinds.route.km, ...route });
    messages.clear();
    if (lines > routes.length)
      messages.showError(words.messages.tooManyLines(name, lines), words.messages.firstLines(routes.length));
    else if (note) messages.showNote(words.messages.partlyRead(name), note);
    const corners = routes.flatMap(({ geometry }) => positions(geometry));
    page.fit(boxAround(corners, shapeKinds.route.km));
  }

  /** @param {File} file @param {string} name @param {Reading} reading */
  async function readRoutes(file, name, reading) {
    const showing = setTimeout(
      () => messages.showProgress({ name, phase: "read", done: 0, total: 0 }),
      SHOWN_AFTER_MS,
    );
    try {
      return await routeReader.read(file, reading.signal);
    } finally {
      clearTimeout(showing);
    }
  }

  return {
    /** Shows the demo data, which are being loaded. @param {Promise<Loaded>} loading @param {Reading} [begun] */
    showFirst: (loading, begun) => open(words.messages.demo, (reading) => show(loading, reading), begun),

    /** Opens a file for what is in it: routes for the map, or incidents. @param {File} file */
    openFile(file) {
      const name = plainText(file.name);
      return open(name, async (reading) => {
        const found = await readRoutes(file, name, reading);
        if (found) addRoutes(name, found);
        else await show(data.loadFile(file, reading), reading);
      });
    },

    /** Resolves when nothing is being opened. */
    idle: () => opening,

    close: () => routeReader.close(),
  };
}
