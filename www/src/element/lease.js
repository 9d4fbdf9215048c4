// The engine that all elements of a document share. Each has a lease: what it loaded is closed with it, and the engine with the last.

import { engineCode } from "virtual:element-files";
import { GeobitError, open } from "geobit";

/** @typedef {import("geobit").Geobit} Geobit */
/** @typedef {import("geobit").Snapshot} Snapshot */

/** @type {{ engine: Promise<Geobit>, users: number } | null} */
let shared = null;

function take() {
  shared ??= { engine: open(engineCode()), users: 0 };
  shared.users += 1;
  return shared;
}

/** @param {NonNullable<typeof shared>} taken */
function giveBack(taken) {
  taken.users -= 1;
  if (taken.users > 0) return;
  if (shared === taken) shared = null;
  taken.engine.then((engine) => engine.close()).catch(() => {});
}

const gone = () => new GeobitError("closed", "The element was removed.");

/** Opens the shared engine, or lends the one that is open. @returns {Promise<Geobit>} */
export async function lease() {
  const taken = take();
  try {
    return lend(await taken.engine, () => giveBack(taken));
  } catch (error) {
    giveBack(taken);
    throw error;
  }
}

/** @param {Geobit} engine @param {() => void} end @returns {Geobit} */
function lend(engine, end) {
  /** @type {Set<Snapshot>} */
  const open = new Set();
  let isClosed = false;

  /** Keeps a snapshot among those that end with the lease. @param {Snapshot} snapshot */
  function keep(snapshot) {
    if (isClosed) {
      snapshot.close();
      throw gone();
    }
    open.add(snapshot);
    const { filtered, close } = snapshot;
    return Object.assign(snapshot, {
      filtered: async (/** @type {any} */ matching) => keep(await filtered.call(snapshot, matching)),
      close() {
        open.delete(snapshot);
        close.call(snapshot);
      },
    });
  }

  /** @param {any} owner @param {string} name */
  const loading =
    (owner, name) =>
    async (/** @type {unknown[]} */ ...args) => {
      if (isClosed) throw gone();
      return keep(await owner[name](...args));
    };

  const close = () => {
    if (isClosed) return;
    isClosed = true;
    for (const snapshot of [...open]) snapshot.close();
    end();
  };

  return /** @type {Geobit} */ (
    /** @type {unknown} */ ({
      ...{ version: engine.version, runsIn: engine.runsIn, fallbacks: engine.fallbacks },
      formulas: engine.formulas,
      load: loading(engine, "load"),
      combine: loading(engine, "combine"),
      applyDelta: loading(engine, "applyDelta"),
      inspect: engine.inspect.bind(engine),
      readRoutes: engine.readRoutes.bind(engine),
      catalog: engine.catalog.bind(engine),
      packs: {
        list: () => engine.packs.list(),
        load: loading(engine.packs, "load"),
        loadBefore: loading(engine.packs, "loadBefore"),
        remove: (/** @type {string} */ id) => engine.packs.remove(id),
        download: (/** @type {any[]} */ ...args) => /** @type {any} */ (engine.packs).download(...args),
      },
      close,
    })
  );
}
