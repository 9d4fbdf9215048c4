// What people decided about suspected duplicates. A decision names incidents by their sources, so that it stays what it is when
// other sources come and go.

/** An incident: its source, and its row there. @typedef {{ source: string, row: string }} Place */
/** @typedef {{ a: Place, b: Place, km: number, days: number, score: number }} Pair */
/** @typedef {"same" | "apart"} Answer */
/** By the ids of their pairs. @typedef {ReadonlyMap<string, { pair: Pair, answer: Answer }>} Decisions */

/** @param {Place} place */
const placeId = ({ source, row }) => JSON.stringify([source, row]);

/** @param {Pair} pair */
export const pairId = ({ a, b }) => placeId(a) + placeId(b);

/** Returns the pairs that were answered so. @param {Decisions} decisions @param {Answer} wanted */
export const pairsWith = (decisions, wanted) =>
  [...decisions.values()].filter(({ answer }) => answer === wanted).map(({ pair }) => pair);

/**
 * Returns the decisions with those on some pairs changed; `null` takes them back.
 * @param {Decisions} decisions @param {readonly Pair[]} pairs @param {Answer | null} answer @returns {Decisions}
 */
export function decide(decisions, pairs, answer) {
  const next = new Map(decisions);
  for (const pair of pairs)
    if (answer) next.set(pairId(pair), { pair, answer });
    else next.delete(pairId(pair));
  return next;
}

/**
 * Returns the decisions on incidents that are still there.
 * @param {Decisions} decisions @param {(place: Place) => boolean} isThere @returns {Decisions}
 */
export function withoutLost(decisions, isThere) {
  const kept = [...decisions].filter(([, { pair }]) => isThere(pair.a) && isThere(pair.b));
  return kept.length === decisions.size ? decisions : new Map(kept);
}

/**
 * Returns those of some pairs that can be accepted one after the other without joining, through others, what is kept apart.
 * @param {Decisions} decisions @param {readonly Pair[]} pairs
 */
export function acceptable(decisions, pairs) {
  const events = joinEvents(pairsWith(decisions, "same"));
  const asked = new Set(pairs.map(pairId));
  // Who accepts a pair no longer keeps it apart.
  const apart = pairsWith(decisions, "apart").filter((pair) => !asked.has(pairId(pair)));
  return pairs.filter(({ a, b }) => {
    const joined = [events.root(a), events.root(b)];
    const isRefused = apart.some((pair) => {
      const [one, other] = [events.root(pair.a), events.root(pair.b)];
      return one !== other && joined.includes(one) && joined.includes(other);
    });
    if (!isRefused) events.join(a, b);
    return !isRefused;
  });
}

/** Tells whether a pair can be kept apart: other pairs may have made one event of it. @param {Decisions} decisions @param {Pair} pair */
export function canKeepApart(decisions, pair) {
  const events = joinEvents(pairsWith(decide(decisions, [pair], null), "same"));
  return events.root(pair.a) !== events.root(pair.b);
}

/** Puts incidents together that accepted pairs make one event of. @param {readonly Pair[]} pairs */
function joinEvents(pairs) {
  /** @type {Map<string, string>} */
  const parents = new Map();
  /** @param {Place} place */
  function root(place) {
    let id = placeId(place);
    for (let parent = parents.get(id); parent !== undefined; parent = parents.get(id)) {
      // Each step halves the way for the next time.
      const next = parents.get(parent);
      if (next !== undefined) parents.set(id, next);
      id = parent;
    }
    return id;
  }
  /** @param {Place} a @param {Place} b */
  function join(a, b) {
    const [one, other] = [root(a), root(b)];
    if (one !== other) parents.set(other, one);
  }
  for (const { a, b } of pairs) join(a, b);
  return { root, join };
}

/**
 * Counts the suspected pairs on which nobody has decided.
 * @param {Pick<import("../page-state.js").PageState, "suspicions" | "decisions">} state
 */
export const countUndecided = ({ suspicions, decisions }) =>
  suspicions?.pairs.filter((pair) => !decisions.has(pairId(pair))).length ?? 0;
