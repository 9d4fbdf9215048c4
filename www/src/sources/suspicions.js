// Looks for suspected duplicates whenever other sources are shown. Those of two files are found once.
import { errorCode, errorMessage } from "../data.js";
import { newestWins } from "../newest.js";
import { placeOf } from "./rows.js";

/** @typedef {import("../data.js").Source} Source */
/** @typedef {import("./decisions.js").Pair} Pair */
/** @typedef {{ withinKm: number, withinDays: number }} Limits within which was looked */
/** @typedef {{ pairs: Pair[], limits: Limits }} Found in two sources */
/** What was found, the highest scores first; `problems` says where it could not be looked for. @typedef {{ pairs: readonly Pair[], limits: Limits | null, problems: readonly string[] }} Suspicions */

/** @param {import("../page-state.js").PageStore} store */
export function createSuspicions(store) {
  /** @type {WeakMap<Source, WeakMap<Source, Promise<Found>>>} */
  const found = new WeakMap();

  /** @param {Source} a @param {Source} b */
  function pairsOf(a, b) {
    const known = found.get(a) ?? new WeakMap();
    found.set(a, known);
    const pairs = known.get(b) ?? findPairs(a, b);
    known.set(b, pairs);
    return pairs;
  }

  const look = newestWins(async () => {
    const { loaded } = store.get();
    if (!loaded) return;
    /** @type {Found[]} */
    const answers = [];
    /** @type {string[]} */
    const problems = [];
    for (const [a, b] of couplesOf(loaded.sources)) {
      try {
        answers.push(await pairsOf(a, b));
      } catch (error) {
        found.get(a)?.delete(b);
        // The next run looks at the sources that are shown then.
        if (errorCode(error) === "closed") return;
        problems.push(errorMessage(error));
      }
      if (store.get().loaded?.sources !== loaded.sources) return;
    }
    const pairs = answers.flatMap((answer) => answer.pairs).sort((one, other) => other.score - one.score);
    const limits = answers[0]?.limits ?? null;
    store.update({ type: "setSuspicions", suspicions: { pairs, limits, problems } });
  });

  store.subscribe(({ loaded }) => loaded?.sources, look);
  return { idle: look.idle };
}

/** @param {Source} a @param {Source} b @returns {Promise<Found>} */
async function findPairs(a, b) {
  const { pairs, method } = await a.snapshot.duplicates(b.snapshot);
  return {
    limits: method,
    pairs: pairs.map(({ a: row, b: other, ...likeness }) => ({
      ...likeness,
      ...{ a: placeOf(a, row), b: placeOf(b, other) },
    })),
  };
}

/** @param {readonly Source[]} sources */
const couplesOf = (sources) =>
  sources.flatMap((a, i) => sources.slice(i + 1).map((b) => /** @type {[Source, Source]} */ ([a, b])));
