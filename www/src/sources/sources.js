// The sources of what is shown: files, and the incidents entered by hand. Several are combined, and the whole of them is shown only
// when all of it is there: until then, and if it fails, what was shown before stays.
import { dayOfDate } from "../format.js";
import { newestWins } from "../newest.js";
import { pairId, pairsWith, withoutLost } from "./decisions.js";
import { rowOf } from "./rows.js";

/** @typedef {import("../data.js").Source} Source */
/** @typedef {import("../data.js").Loaded} Loaded */
/** @typedef {import("./decisions.js").Pair} Pair */
/** @typedef {import("../page-state.js").PageStore} PageStore */
/** @typedef {import("../own-incidents/incident.js").OwnIncident} OwnIncident */

/**
 * @param {PageStore} store
 * @param {{
 *   data: Pick<Awaited<ReturnType<typeof import("../data.js").createData>>, "combine" | "loadOwn">,
 *   showError: (error: unknown) => void,
 * }} page
 */
export function createSources(store, { data, showError }) {
  /** @type {readonly Source[]} */
  let files = [];
  /** The incidents entered by hand, as they were loaded. @type {{ source: Source, list: readonly OwnIncident[], asOf: string } | null} */
  let own = null;
  /** Changes come one after the other, each of what the one before left. @type {Promise<unknown>} */
  let last = Promise.resolve();

  /** @param {() => Promise<void>} change */
  function queue(change) {
    const run = last.then(change);
    last = run.catch(() => {});
    return run;
  }

  /** Loads the incidents entered by hand, unless they are loaded so already. @param {readonly Source[]} next */
  async function loadOwn(next) {
    const { own: list } = store.get();
    if (list.length === 0) return null;
    const asOf = latest(next);
    if (own?.list === list && own.asOf === asOf) return own;
    try {
      return { list, asOf, source: await data.loadOwn(list, asOf) };
    } catch (error) {
      // What another program wrote to the browser's storage must not keep files from being shown.
      showError(error);
      return null;
    }
  }

  /**
   * Shows other files together with the incidents entered by hand.
   * @param {readonly Source[]} next @param {AbortSignal} [signal]
   */
  async function show(next, signal) {
    const nextOwn = await loadOwn(next);
    const sources = sameOrNext(store.get().loaded?.sources, nextOwn ? [...next, nextOwn.source] : next);
    const isThere = (/** @type {import("./decisions.js").Place} */ place) => rowOf(sources, place) !== null;
    /** @type {import("geobit").Snapshot | undefined} */
    let snapshot;
    try {
      const accepted = pairsWith(withoutLost(store.get().decisions, isThere), "same");
      snapshot = await combine(sources, accepted);
      const columns = await snapshot.columns();
      signal?.throwIfAborted();
      const previous = store.get().loaded;
      const gone = [...files, ...(own ? [own.source] : [])].filter((source) => !sources.includes(source));
      [files, own] = [next, nextOwn];
      store.update(
        { type: "setDecisions", decisions: withoutLost(store.get().decisions, isThere) },
        { type: "setLoaded", loaded: wholeOf(snapshot, columns, sources, accepted) },
      );
      if (previous && !isOneOf(sources, previous.snapshot)) previous.snapshot.close();
      for (const source of gone) source.snapshot.close();
    } catch (error) {
      if (snapshot && !isOneOf(sources, snapshot)) snapshot.close();
      if (nextOwn && nextOwn !== own) nextOwn.source.snapshot.close();
      throw error;
    }
  }

  /** @param {readonly Source[]} sources @param {Pair[]} accepted */
  async function combine(sources, accepted) {
    if (sources.length === 1) return sources[0].snapshot;
    const same = accepted.flatMap(({ a, b }) => {
      const [one, other] = [rowOf(sources, a), rowOf(sources, b)];
      return one && other ? [/** @type {[number, number, number, number]} */ ([...one, ...other])] : [];
    });
    return data.combine(
      sources.map((source) => source.snapshot),
      same,
    );
  }

  /** @param {(files: readonly Source[]) => readonly Source[]} change @param {AbortSignal} [signal] */
  const change = (change, signal) => queue(() => show(change(files), signal));

  const refresh = newestWins(async () => {
    try {
      await change((all) => all);
    } catch (error) {
      showError(error);
    }
  });
  store.subscribe(({ own: list }) => list, refreshShown);
  store.subscribe(({ decisions }) => decisions, refreshShown);

  function refreshShown() {
    const { loaded, own: list, decisions } = store.get();
    const isOwnShown = own ? own.list === list : list.length === 0;
    // Before the first file there is nothing to combine with.
    if (loaded && !(isOwnShown && loaded.accepted === idsOf(pairsWith(decisions, "same")))) refresh();
  }

  return {
    /** Shows a file instead of all others. @param {Source} source @param {AbortSignal} [signal] */
    replaceAll: (source, signal) => change(() => [source], signal),

    /** Shows a file beside the others. @param {Source} source @param {AbortSignal} [signal] */
    add: (source, signal) => change((all) => [...all, source], signal),

    /** Shows a file instead of one other, or beside the others if that is gone. @param {Source} old @param {Source} source @param {AbortSignal} [signal] */
    replace: (old, source, signal) =>
      change(
        (all) => (all.includes(old) ? all.map((one) => (one === old ? source : one)) : [...all, source]),
        signal,
      ),

    /** Takes a file away; the last one stays. @param {Source} source */
    remove: (source) =>
      change((all) => {
        const rest = all.filter((one) => one !== source);
        return rest.length > 0 ? rest : all;
      }),

    /** Resolves when what is shown is what is known. */
    idle: () => refresh.idle().then(() => last),
  };
}

/** @param {Pair[]} pairs */
const idsOf = (pairs) => pairs.map(pairId).join();

/** @param {readonly Source[]} sources @param {import("geobit").Snapshot} snapshot */
const isOneOf = (sources, snapshot) => sources.some((source) => source.snapshot === snapshot);

/** Returns the sources before if the next are the same, so that nobody looks at them again. @param {readonly Source[] | undefined} before @param {readonly Source[]} next */
const sameOrNext = (before, next) =>
  before?.length === next.length && before.every((source, i) => source === next[i]) ? before : next;

/**
 * Describes what is shown.
 * @param {import("geobit").Snapshot} snapshot @param {import("geobit").Columns} columns
 * @param {readonly Source[]} sources @param {Pair[]} accepted @returns {Loaded}
 */
function wholeOf(snapshot, columns, sources, accepted) {
  const { from, asOf, to } = snapshot.summary;
  return {
    ...{ snapshot, columns, sources, accepted: idsOf(accepted) },
    demo: sources.some(({ demo }) => demo),
    ...{ firstDay: dayOfDate(from), lastDay: Math.max(dayOfDate(asOf), dayOfDate(to)) },
  };
}

/** Returns the last day that any of some sources covers. @param {readonly Source[]} sources */
const latest = (sources) =>
  sources.map(({ snapshot }) => snapshot.summary.asOf).reduce((a, b) => (a > b ? a : b), "");
