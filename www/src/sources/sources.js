// The sources of what is shown: files, and the incidents entered by hand. Several are combined, and the whole of them is shown only
// when all of it is there: until then, and if it fails, what was shown before stays.
import { errorCode } from "../data.js";
import { dayOfDate } from "../format.js";
import { belongsTo, filesOf } from "../more-filters/bound.js";
import { newestWins } from "../newest.js";
import { pairId, pairsWith, withoutLost } from "./decisions.js";
import { rowOf } from "./rows.js";

/** @typedef {import("../data.js").Source} Source */
/** @typedef {import("../data.js").Loaded} Loaded */
/** @typedef {import("./decisions.js").Pair} Pair */
/** @typedef {import("../more-filters/matching.js").Matching} Matching */
/** What of the whole is shown, and why it is not what was asked for. @typedef {{ snapshot: import("geobit").Snapshot, matching: Matching | null, refusal?: unknown }} Part */
/** @typedef {import("../more-filters/bound.js").BoundFilter} BoundFilter */
/** @typedef {import("../page-state.js").PageStore} PageStore */
/** @typedef {import("../page-state.js").PageState} PageState */
/** @typedef {import("../own-incidents/incident.js").OwnIncident} OwnIncident */

/**
 * @param {PageStore} store
 * @param {{
 *   data: Pick<Awaited<ReturnType<typeof import("../data.js").createData>>, "combine" | "loadOwn">,
 *   showError: (error: unknown) => void,
 *   tellAside: (error: unknown) => void,
 * }} page `tellAside` says that the filter does not fit its data now
 */
export function createSources(store, { data, showError, tellAside }) {
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
    const previous = store.get().loaded;
    /** @type {import("geobit").Snapshot | undefined} */
    let whole;
    /** @type {Part | undefined} */
    let part;
    try {
      const accepted = pairsWith(withoutLost(store.get().decisions, isThere), "same");
      const isSameWhole = previous?.sources === sources && previous.accepted === idsOf(accepted);
      whole = isSameWhole ? previous.whole : await combine(sources, accepted);
      const before = store.get();
      part = await filter(whole, filterFor(next, before));
      const columns = await part.snapshot.columns();
      signal?.throwIfAborted();
      const gone = [...files, ...(own ? [own.source] : [])].filter((source) => !sources.includes(source));
      const following = followFilter(next, part, before);
      [files, own] = [next, nextOwn];
      store.update(
        { type: "setDecisions", decisions: withoutLost(store.get().decisions, isThere) },
        ...following,
        { type: "setLoaded", loaded: wholeOf(whole, part, columns, sources, accepted) },
      );
      if (previous) closeAll([previous.snapshot, previous.whole], [whole, part.snapshot], sources);
      for (const source of gone) source.snapshot.close();
      if (part.refusal && following.length > 0) tellAside(part.refusal);
    } catch (error) {
      const kept = previous ? [previous.snapshot, previous.whole] : [];
      closeAll([part?.snapshot, whole], kept, sources);
      if (nextOwn && nextOwn !== own) nextOwn.source.snapshot.close();
      throw error;
    }
  }

  /** The filter of the page, and the files that it is for. @param {PageState} state @returns {BoundFilter | null} */
  const boundFilter = ({ matching, waiting }) => (matching ? { matching, files: filesOf(files) } : waiting);

  /** Returns the filter of the page if it is one of these files. @param {readonly Source[]} next @param {PageState} state */
  function filterFor(next, state) {
    const filter = boundFilter(state);
    return filter && belongsTo(filter, next) ? filter.matching : null;
  }

  /**
   * Returns the change by which the filter follows the files: it counts among its own, and waits for them among others, as it does
   * where it does not fit them. What was filtered by before is no step among other files.
   * @param {readonly Source[]} next @param {Part} part @param {PageState} before the state that the part was made of
   * @returns {import("../page-state.js").PageChange[]}
   */
  function followFilter(next, part, before) {
    const now = store.get();
    const isChanged = now.matching !== before.matching || now.waiting !== before.waiting;
    // Then what is shown is made once more.
    if (isChanged && haveSameFiles(files, next)) return [];
    const filter = boundFilter(now);
    const counts = filter !== null && belongsTo(filter, next) && (isChanged || !part.refusal);
    const [matching, waiting] = counts ? [filter.matching, null] : [null, filter];
    const isAsBefore = matching === now.matching && waiting === now.waiting;
    return isAsBefore && haveSameNames(files, next)
      ? []
      : [{ type: "followFiles", matching, waiting, isQuiet: true }];
  }

  /**
   * Returns what of the whole matches a filter: all of it where there is none, or where it does not fit.
   * @param {import("geobit").Snapshot} whole @param {Matching | null} matching @returns {Promise<Part>}
   */
  async function filter(whole, matching) {
    if (!matching) return { snapshot: whole, matching: null };
    try {
      return { snapshot: await whole.filtered(matching), matching };
    } catch (refusal) {
      if (errorCode(refusal) !== "badOption") throw refusal;
      return { snapshot: whole, matching: null, refusal };
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
  store.subscribe(({ matching }) => matching, refreshShown);

  function refreshShown() {
    const { loaded, own: list, decisions, matching } = store.get();
    const isOwnShown = own ? own.list === list : list.length === 0;
    const isFiltered = matching === loaded?.matching;
    // Before the first file there is nothing to combine with.
    if (loaded && !(isOwnShown && isFiltered && loaded.accepted === idsOf(pairsWith(decisions, "same"))))
      refresh();
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

/**
 * Closes snapshots that are neither shown nor a source.
 * @param {(import("geobit").Snapshot | undefined)[]} snapshots @param {import("geobit").Snapshot[]} shown
 * @param {readonly Source[]} sources
 */
function closeAll(snapshots, shown, sources) {
  for (const snapshot of new Set(snapshots)) {
    const isNeeded =
      !snapshot || shown.includes(snapshot) || sources.some((source) => source.snapshot === snapshot);
    if (!isNeeded) snapshot.close();
  }
}

/** Returns whether these are the same files, as when only what is entered by hand has changed. @param {readonly Source[]} before @param {readonly Source[]} next */
const haveSameFiles = (before, next) =>
  before.length === next.length && before.every((source, i) => source.key === next[i].key);

/** @param {readonly Source[]} before @param {readonly Source[]} next */
const haveSameNames = (before, next) => belongsTo({ files: filesOf(before) }, next);

/** Returns the sources before if the next are the same, so that nobody looks at them again. @param {readonly Source[] | undefined} before @param {readonly Source[]} next */
const sameOrNext = (before, next) =>
  before?.length === next.length && before.every((source, i) => source === next[i]) ? before : next;

/**
 * Describes what is shown.
 * @param {import("geobit").Snapshot} whole @param {Part} part @param {import("geobit").Columns} columns
 * @param {readonly Source[]} sources @param {Pair[]} accepted @returns {Loaded}
 */
function wholeOf(whole, { snapshot, matching }, columns, sources, accepted) {
  const { from, asOf, to } = whole.summary;
  return {
    ...{ snapshot, columns, whole, matching, sources, accepted: idsOf(accepted) },
    demo: sources.some(({ demo }) => demo),
    ...{ firstDay: dayOfDate(from), lastDay: Math.max(dayOfDate(asOf), dayOfDate(to)) },
  };
}

/** Returns the last day that any of some sources covers. @param {readonly Source[]} sources */
const latest = (sources) =>
  sources.map(({ snapshot }) => snapshot.summary.asOf).reduce((a, b) => (a > b ? a : b), "");
