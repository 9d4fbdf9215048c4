// Brings data and routes onto the page: the demo data, files of incidents, and files of routes. Every file goes the same way: the
// engine says what it is, and where that leaves something open, the reader is asked. Each opening can be cancelled.
import { errorMessage } from "./data.js";
import { setHidden } from "./dom.js";
import { isGroundFile } from "./ground/begin.js";
import { later } from "./later.js";
import { boxAround } from "./layers/outline.js";
import { FIELDS } from "./opening/columns.js";
import { forget, recall, remember } from "./opening/remembered.js";
import { shapeOfRoute } from "./opening/shapes-of.js";
import { howToAdd, isAboutColumns, sheetsToChooseFrom, whatToDo } from "./opening/verdict.js";
import { showSnapshot } from "./panels/snapshot.js";
import { plainText } from "./plain-text.js";
import { beginReading, LIMIT_SECONDS, ReadingEnded } from "./reading.js";
import { isRoadsFile } from "./roads-tab/begin.js";
import { findHook } from "./root.js";
import { positions, shapeKinds } from "./shapes.js";
import { countUndecided } from "./sources/decisions.js";
import { isEntered } from "./sources/panel.js";
import { reportTiming } from "./timing.js";
import { words } from "./words/index.js";
import { isWorkspace } from "./workspace/recognise.js";

/** @typedef {import("./data.js").Loaded} Loaded */
/** @typedef {import("./data.js").Source} Source */
/** @typedef {import("./data.js").Opened} Opened */
/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("geobit").Inspection} Inspection */
/** @typedef {import("geobit").RouteFile} RouteFile */
/** Where incidents go: instead of all others, beside them, or instead of one file. @typedef {"insteadOfAll" | "beside" | Source} Place */
/** A file that has been looked at; `sheet` is that of a workbook. @typedef {Pick<Opened, "file" | "sheet" | "inspection"> & { place: Place }} Seen */
/** @typedef {() => unknown} Step what follows when the file has been looked at, and others may be */

/** A reading that takes less time is not announced: it would only flicker. */
const SHOWN_AFTER_MS = 250;

/**
 * @param {HTMLElement} root
 * @param {{
 *   data: Awaited<ReturnType<typeof import("./data.js").createData>>,
 *   basemap: Awaited<ReturnType<typeof import("./basemap.js").loadBasemap>>,
 *   drawing: ReturnType<typeof import("./draw.js").createDrawing>,
 *   messages: ReturnType<typeof import("./messages.js").createMessages>,
 *   filters: ReturnType<typeof import("./filters.js").createFilters>,
 *   record: ReturnType<typeof import("./record.js").createRecord>,
 *   incidentLayers: ReturnType<typeof import("./layers/incidents.js").createIncidentLayers>,
 *   store: import("./page-state.js").PageStore,
 *   sources: ReturnType<typeof import("./sources/sources.js").createSources>,
 *   suspicions: ReturnType<typeof import("./sources/suspicions.js").createSuspicions>,
 *   fit: (box: [number, number, number, number]) => void,
 *   openWorkspace: (file: File) => Promise<unknown>,
 *   lookAtGround: (file: File) => Promise<() => void>,
 *   lookAtRoads: (file: File, signal: AbortSignal, onProgress: () => void) => Promise<() => unknown>,
 *   follow: (name: string, reading: Reading) => void,
 * }} page `follow` is told whose progress is shown from now on, and what its button cancels
 */
export function createLoader(root, page) {
  const { data, drawing, messages, filters, record, incidentLayers, store, sources } = page;
  /** The last file that is looked at, or waits for it: one after the other, so that none is lost. @type {Promise<unknown>} */
  let looking = Promise.resolve();
  /** The last question to the reader, asked or waiting. @type {Promise<unknown>} */
  let asking = Promise.resolve();
  /** The last load of incidents. @type {Promise<void>} */
  let incidents = Promise.resolve();
  /** The loads of incidents that have not ended yet, of which one runs and the others are to be shown beside it. @type {{ name: string, reading: Reading }[]} */
  let loading = [];

  /**
   * Reads something, and says so if it fails or is ended.
   * @template T
   * @param {string} name @param {Reading} reading @param {() => Promise<T>} read
   * @param {(error: unknown) => void} [fail] says so
   */
  async function attempt(name, reading, read, fail = (error) => explain(name, error)) {
    try {
      return await read();
    } catch (error) {
      fail(error);
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
   * Loads incidents. Those that are to be shown instead of all others end the loads before them, which would be replaced anyway;
   * others wait for them.
   * @param {string} name @param {(reading: Reading) => Promise<Source>} load
   * @param {{ place?: Place, begun?: Reading, fail?: (error: unknown) => void }} [how]
   */
  function loadIncidents(name, load, { place = "insteadOfAll", begun, fail } = {}) {
    if (place === "insteadOfAll") for (const { reading } of loading) reading.end("superseded");
    const before = place === "insteadOfAll" ? Promise.resolve() : incidents;
    const mine = { name, reading: begun ?? beginReading() };
    loading = place === "insteadOfAll" ? [mine] : [...loading, mine];
    incidents = before
      .then(() => {
        page.follow(name, mine.reading);
        return attempt(
          name,
          mine.reading,
          async () => show(await load(mine.reading), place, mine.reading.signal),
          fail,
        );
      })
      .finally(() => {
        loading = loading.filter((one) => one !== mine);
      });
    return incidents;
  }

  /** @param {Source} source @param {Place} place @param {AbortSignal} signal */
  async function show(source, place, signal) {
    try {
      if (place === "insteadOfAll") await sources.replaceAll(source, signal);
      else if (place === "beside") await sources.add(source, signal);
      else await sources.replace(place, source, signal);
    } catch (error) {
      source.snapshot.close();
      throw error;
    }
    messages.clear();
    const { demo, opened, snapshot } = source;
    if (!demo && snapshot.summary.bbox) page.fit(snapshot.summary.bbox);
    const { doubts = [] } = opened?.inspection ?? {};
    // A question about them has been answered already.
    const isDoubtful = opened && doubts.length > 0 && whatToDo(opened.inspection) === "incidents";
    const doubtful = isDoubtful ? sentences(doubts) : "";
    if (place === "beside") await announceAdded(snapshot.summary.name, doubtful);
    else if (opened && doubtful)
      messages.showNote(words.opening.opened(plainText(opened.file.name)), doubtful);
  }

  /** Says how many suspected duplicates a file has brought. @param {string} name @param {string} doubtful */
  async function announceAdded(name, doubtful) {
    await page.suspicions.idle();
    const found = words.duplicates.found(countUndecided(store.get()));
    messages.showNote(words.sources.added(name), [found, doubtful].filter(Boolean).join(" "));
  }

  store.subscribe(
    ({ loaded }) => loaded,
    (loaded, previous) => {
      if (!loaded) return;
      record.close();
      const start = performance.now();
      incidentLayers.setColumns(loaded.columns);
      reportTiming("columns", start);
      showLoaded();
      const isOfSameFiles = filesOf(loaded).join() === filesOf(previous).join();
      if (isOfSameFiles) filters.extend(loaded);
      else filters.reset(loaded);
    },
  );
  for (const select of /** @type {((state: import("./page-state.js").PageState) => unknown)[]} */ ([
    ({ suspicions }) => suspicions,
    ({ decisions }) => decisions,
  ]))
    store.subscribe(select, showLoaded);

  function showLoaded() {
    const { loaded, suspicions } = store.get();
    if (!loaded) return;
    setHidden(findHook(root, "add-log"), loaded.demo);
    showSnapshot(root, loaded, {
      showDemo,
      changeColumns({ opened, key }) {
        const place = loaded.sources.find((source) => source.key === key);
        if (opened && place) ask({ ...opened, place }, words.columns.change, { choice: opened.choice });
      },
      forget({ opened }) {
        if (!opened) return;
        forget(opened.inspection.columns);
        opened.isRemembered = false;
        showLoaded();
      },
      remove(source) {
        const { name } = source.snapshot.summary;
        sources.remove(source).then(
          () => messages.announce(words.sources.removed(name)),
          (error) => messages.showError(words.sources.notCombined, errorMessage(error)),
        );
      },
      undecided: suspicions && countUndecided(store.get()),
      openDuplicates() {
        // The note that says how many there are would stand over them.
        if (loading.length === 0) messages.clear();
        later()
          .then((parts) => parts.openDuplicates(root, store))
          .catch(tellMissing);
      },
    });
  }

  /** Says that a dialog cannot be opened. @param {unknown} error */
  const tellMissing = (error) => messages.showError(words.messages.partMissing, errorMessage(error));

  const showDemo = data.hasDemo ? () => loadIncidents(words.messages.demo, data.loadDemo) : undefined;

  /** @param {Opened & { place: Place }} opened */
  const loadOpened = ({ place, ...opened }) =>
    loadIncidents(plainText(opened.file.name), (reading) => data.loadFile(opened, reading), {
      place,
      fail(error) {
        const { file, inspection, choice } = opened;
        if (!isAboutColumns(error) || inspection.columns.length === 0)
          return explain(plainText(file.name), error);
        const isTried = Object.keys(choice).length > 0;
        ask({ ...opened, place }, reasonToAsk(inspection), {
          choice,
          error: isTried ? errorMessage(error) : undefined,
        });
      },
    });

  /**
   * Asks which column is which, after the questions that were asked before.
   * @param {Seen} seen @param {string} reason
   * @param {{ choice?: import("./opening/columns.js").Choice, error?: string }} [before]
   */
  function ask({ file, sheet, inspection, place }, reason, { choice, error } = {}) {
    const { columns } = inspection;
    const isRemembered = recall(columns) !== null;
    const name = plainText(file.name);
    /** @type {import("./opening/columns-dialog.js").Page} */
    const answers = {
      inspect: (options) => data.inspect(file, { ...options, sheet }, new AbortController().signal),
      readDates: data.readDates,
      forget: () => forget(columns),
      async read(chosen, isKept) {
        /** @type {string | null} */
        let problem = null;
        let isRead = true;
        const opened = { file, sheet, inspection, choice: chosen, isRemembered: isKept };
        await loadIncidents(name, (reading) => data.loadFile(opened, reading), {
          place,
          fail(error) {
            isRead = false;
            // Who ends the reading wants no more of it.
            if (error instanceof ReadingEnded) return explain(name, error);
            messages.clear();
            problem = errorMessage(error);
          },
        });
        if (isRead) keep(columns, chosen, isKept);
        return problem;
      },
    };
    clearMessages();
    const question = { file: name, inspection, reason, choice, isRemembered, error };
    asking = asking
      .then(async () => (await later()).askForColumns(root, question, answers))
      .catch(tellMissing);
    return asking;
  }

  /** @param {Inspection["columns"]} columns @param {import("./opening/columns.js").Choice} choice @param {boolean} isKept */
  function keep(columns, choice, isKept) {
    if (!isKept) forget(columns);
    else if (!remember(columns, choice)) messages.showNote(words.columns.notRemembered, "");
  }

  /** The load of incidents that goes on keeps its button. */
  function clearMessages() {
    const [running] = loading;
    if (running) messages.showProgress({ name: running.name, phase: "read", done: 0, total: 0 });
    else messages.clear();
  }

  /** @param {string} name of their file @param {Omit<import("./shapes.js").Shape, "id">[]} shapes @param {string[]} doubts */
  function addShapes(name, shapes, doubts) {
    drawing.addAll(shapes);
    clearMessages();
    if (doubts.length > 0) messages.showNote(words.opening.opened(name), sentences(doubts));
    const corners = shapes.flatMap(({ geometry }) => positions(geometry));
    page.fit(boxAround(corners, Math.max(...shapes.map(({ km }) => km), shapeKinds.route.km)));
  }

  /** Adds what was found, or asks what of it is wanted. @param {Seen} seen @param {RouteFile} found */
  function addFound(seen, found) {
    const { file, inspection } = seen;
    const name = plainText(file.name);
    if (howToAdd(found) === "add") return addShapes(name, found.routes.map(shapeOfRoute), found.doubts);
    clearMessages();
    const mayBeIncidents = inspection.columns.length > 0;
    asking = asking
      .then(async () => {
        const { askWhatIsWanted } = await later();
        return askWhatIsWanted(root, name, found, { mayBeIncidents, basemap: page.basemap });
      })
      .then((answer) => {
        if (!answer) return;
        if ("shapes" in answer) addShapes(name, answer.shapes, []);
        else if (answer.as === "incidents") ask(seen, words.columns.asIncidents);
        else readAs(seen, answer.as);
      })
      .catch(tellMissing);
    return asking;
  }

  /** Reads a file of points as what the reader says they are. @param {Seen} seen @param {"route" | "sites"} as */
  const readAs = (seen, as) =>
    look(seen.file, async ({ signal }) => {
      const { file, sheet } = seen;
      const found = await data.readRoutes(file, { as, sheet }, signal);
      const isAnswer = as === "route" && found.routes.length === 1;
      return () =>
        isAnswer
          ? addShapes(plainText(file.name), found.routes.map(shapeOfRoute), found.doubts)
          : addFound(seen, found);
    });

  /** Looks at a file: what it is decides what follows. @param {File} file @param {Place} place @param {string | undefined} sheet @param {Reading} reading @returns {Promise<Step>} */
  async function examine(file, place, sheet, reading) {
    const { signal } = reading;
    if (await isWorkspace(file))
      return () => {
        clearMessages();
        asking = asking.then(() => page.openWorkspace(file));
        return asking;
      };
    if (await isGroundFile(file)) {
      const draw = await page.lookAtGround(file);
      return () => {
        clearMessages();
        draw();
      };
    }
    if (await isRoadsFile(file)) {
      const show = await page.lookAtRoads(file, signal, reading.progress);
      return () => {
        clearMessages();
        return show();
      };
    }
    const inspection = await data.inspect(file, { sheet }, signal);
    const seen = { file, sheet, inspection, place };
    const verdict = whatToDo(inspection);
    if (verdict === "refuse") throw new Error(refusalOf(inspection));
    if (verdict === "routes") {
      const found = await data.readRoutes(file, { sheet }, signal);
      if (inspection.format === "geojson" && found.routes.length > 0) {
        const { withBars } = await later();
        found.routes = await withBars(file, found.routes);
      }
      return () => addFound(seen, found);
    }
    const remembered = recall(inspection.columns);
    const isRemembered = remembered !== null;
    return verdict === "incidents" || isRemembered
      ? () => loadOpened({ ...seen, choice: remembered ?? {}, isRemembered })
      : () => ask(seen, reasonToAsk(inspection));
  }

  /** Opens a file for what is in it. @param {File} file @param {Place} place @param {string} [sheet] */
  const openFile = (file, place, sheet) =>
    look(file, async (reading) => {
      try {
        return await examine(file, place, sheet, reading);
      } catch (error) {
        const sheets = sheetsToChooseFrom(error);
        if (!sheets) throw error;
        return () => askWhichSheet(file, place, sheets);
      }
    });

  /** @param {File} file @param {Place} place @param {string[]} sheets */
  function askWhichSheet(file, place, sheets) {
    clearMessages();
    asking = asking
      .then(async () => (await later()).askForSheet(root, plainText(file.name), sheets))
      .then((sheet) => sheet !== null && openFile(file, place, sheet))
      .catch(tellMissing);
    return asking;
  }

  /** Looks at a file after those before it, and then does what follows. @param {File} file @param {(reading: Reading) => Promise<Step>} see */
  function look(file, see) {
    const name = plainText(file.name);
    const seen = looking.then(async () => {
      const reading = beginReading();
      const showing = setTimeout(() => {
        page.follow(name, reading);
        messages.showProgress({ name, phase: "read", done: 0, total: 0 });
      }, SHOWN_AFTER_MS);
      const step = await attempt(name, reading, () => see(reading).finally(() => clearTimeout(showing)));
      const [running] = loading;
      if (running) page.follow(running.name, running.reading);
      return step;
    });
    looking = seen;
    return seen.then((step) => step?.());
  }

  return {
    /** Shows the first data, which are being loaded. @param {string} name @param {Promise<Source>} data @param {Reading} [begun] */
    showFirst: (name, data, begun) => loadIncidents(name, () => data, { begun }),

    /** Shows incidents that the document around the page brings. @param {string} name @param {(reading: Reading) => Promise<Source>} load @returns {Promise<void>} */
    openSource: (name, load) =>
      new Promise((resolve, reject) => {
        const fail = (/** @type {unknown} */ error) => {
          explain(name, error);
          reject(error);
        };
        loadIncidents(name, load, { fail }).then(resolve);
      }),

    /** Opens a file for what is in it: routes and sites for the map, or incidents. @param {File} file */
    openFile: (file) => openFile(file, "insteadOfAll"),

    /** Opens a pack that is kept in this browser. @param {string} id @param {string} name @param {Source} [instead] of which; without it, of all others */
    openPack: (id, name, instead) =>
      loadIncidents(plainText(name), (reading) => data.loadPack(id, reading), { place: instead }),

    /** The same, with its incidents beside those that are shown. @param {File} file */
    addFile: (/** @type {File} */ file) => openFile(file, "beside"),

    /** Resolves when nothing is being read. A question may be open. */
    idle: () =>
      looking
        .then(() => incidents)
        .then(sources.idle)
        .then(page.suspicions.idle),
  };
}

/** Names the files among the sources: what is entered by hand is none. @param {Loaded | null} loaded */
const filesOf = (loaded) =>
  (loaded?.sources ?? []).filter((source) => !isEntered(source)).map(({ key }) => key);

/** @param {string[]} doubts */
const sentences = (doubts) => plainText(words.opening.doubts(doubts));

/** In the order in which the dialog asks for them. @param {string} a @param {string} b */
const byField = (a, b) => FIELDS.indexOf(a) - FIELDS.indexOf(b);

/** @param {Inspection} inspection */
function reasonToAsk({ missing, dateOrder, doubts }) {
  // What else the engine says of a file that is asked about names options, which are no words for a reader.
  const header = doubts.filter((doubt) => doubt.startsWith("The file has no header"));
  const reasons = [
    ...header,
    ...(missing.length > 0 ? [words.columns.missing(missing.toSorted(byField))] : []),
    ...(missing.length === 0 && dateOrder === "ambiguous" ? [words.columns.ambiguous] : []),
  ];
  return reasons.join(" ") || words.columns.change;
}

/** @param {Inspection} inspection */
function refusalOf({ columns, doubts }) {
  if (columns.length > 0) return words.opening.noTable;
  return doubts.length > 0 ? sentences(doubts) : words.opening.unreadable;
}
