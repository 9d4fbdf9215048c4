// The list of suspected duplicates: pairs to accept or to keep apart. What is decided is shown at once, and can be taken back.
import { h } from "preact";
import { errorCode } from "../data.js";
import { el, renderInto, setText } from "../dom.js";
import { newestWins } from "../newest.js";
import { createDialog } from "../opening/dialog.js";
import { uniqueId } from "../root.js";
import { words } from "../words/index.js";
import { acceptable, canKeepApart, countUndecided, decide, pairId } from "./decisions.js";
import { pairItem } from "./pair-item.js";
import { rowOf } from "./rows.js";

/** @typedef {import("../data.js").Source} Source */
/** @typedef {import("../page-state.js").PageState} PageState */
/** @typedef {import("./decisions.js").Pair} Pair */
/** @typedef {import("./decisions.js").Answer} Answer */

/** So many pairs are shown at first, and so many more each time. */
const PAIRS_SHOWN = 20;
const texts = words.duplicates;

/**
 * Returns all pairs, the highest scores first: those that are suspected now, and those that were decided when they were.
 * @param {Pick<PageState, "suspicions" | "decisions">} state
 */
export function listPairs({ suspicions, decisions }) {
  const pairs = suspicions?.pairs ?? [];
  const known = new Set(pairs.map(pairId));
  const others = [...decisions].filter(([id]) => !known.has(id)).map(([, { pair }]) => pair);
  return others.length === 0 ? pairs : [...pairs, ...others].sort((one, other) => other.score - one.score);
}

/**
 * Opens the list.
 * @param {HTMLElement} root @param {import("../page-state.js").PageStore} store
 */
export function openDuplicates(root, store) {
  const body = el("div");
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const done = el("p", { class: "hint", role: "status" });
  const score = el("input", {
    ...{ id: uniqueId("score"), type: "number", min: 0, max: 1, step: "any", inputmode: "decimal" },
    placeholder: "0.9",
  });
  const above = el(
    "p",
    { class: "accept-above" },
    el("label", { for: score.id }, texts.acceptAbove),
    score,
    el("button", { type: "submit", class: "small" }, texts.acceptAll),
  );
  /** @type {WeakMap<Source, Map<number, import("geobit").Incident>>} */
  const records = new WeakMap();
  let shown = PAIRS_SHOWN;

  /** @param {string} sentence */
  function showProblem(sentence) {
    problem.hidden = sentence === "";
    setText(problem, sentence);
  }

  /** @param {Pair[]} pairs @param {Answer | null} answer */
  const setAnswer = (pairs, answer) =>
    store.update({ type: "setDecisions", decisions: decide(store.get().decisions, pairs, answer) });

  /** Answers a pair; the same answer again takes it back. @param {Pair} pair @param {Answer} answer */
  function toggle(pair, answer) {
    const { decisions } = store.get();
    setText(done, "");
    showProblem("");
    if (decisions.get(pairId(pair))?.answer === answer) return setAnswer([pair], null);
    if (answer === "same" && acceptable(decisions, [pair]).length === 0) return showProblem(texts.joinsApart);
    if (answer === "apart" && !canKeepApart(decisions, pair)) return showProblem(texts.alreadyJoined);
    setAnswer([pair], answer);
  }

  function acceptAbove() {
    const least = score.value.trim() === "" ? Number.NaN : Number(score.value);
    const isUsable = least >= 0 && least <= 1;
    score.setAttribute("aria-invalid", String(!isUsable));
    setText(done, "");
    showProblem(isUsable ? "" : texts.badScore);
    if (!isUsable) return score.focus();
    const { suspicions, decisions } = store.get();
    const asked = (suspicions?.pairs ?? []).filter(
      (pair) => pair.score >= least && !decisions.has(pairId(pair)),
    );
    const accepted = acceptable(decisions, asked);
    setAnswer(accepted, "same");
    setText(done, texts.accepted(accepted.length, asked.length - accepted.length));
  }

  /** Fetches the records of pairs that have not been shown yet. @param {readonly Source[]} sources @param {readonly Pair[]} pairs */
  async function fetchRecords(sources, pairs) {
    const places = pairs.flatMap(({ a, b }) => [a, b]).map((place) => rowOf(sources, place));
    await Promise.all(
      sources.map(async (source, number) => {
        const known = records.get(source) ?? new Map();
        records.set(source, known);
        const rows = places.flatMap((place) => (place?.[0] === number ? [place[1]] : []));
        const missing = [...new Set(rows)].filter((row) => !known.has(row));
        if (missing.length === 0) return;
        const fetched = await source.snapshot.incidents(missing);
        for (const [i, row] of missing.entries()) known.set(row, fetched[i]);
      }),
    );
  }

  const render = newestWins(async () => {
    const { loaded, suspicions, decisions } = store.get();
    if (!loaded) return;
    const pairs = listPairs({ suspicions, decisions });
    const first = pairs.slice(0, shown);
    try {
      await fetchRecords(loaded.sources, first);
    } catch (error) {
      // Other sources are shown by now, and the next run shows theirs.
      if (errorCode(error) === "closed") return;
      throw error;
    }
    const { origins } = loaded.whole.summary;
    /** @param {import("./decisions.js").Place} place */
    function sideOf(place) {
      const at = rowOf(loaded?.sources ?? [], place);
      const record = at && records.get(/** @type {any} */ (loaded).sources[at[0]])?.get(at[1]);
      return at && record ? { source: origins[at[0]].name, record } : null;
    }
    const items = first.flatMap((pair, i) => {
      const [a, b] = [sideOf(pair.a), sideOf(pair.b)];
      const answer = decisions.get(pairId(pair))?.answer ?? null;
      const label = texts.pair(i + 1, pairs.length);
      return a && b
        ? [pairItem({ pair, a, b, answer, label, answerWith: (wanted) => toggle(pair, wanted) })]
        : [];
    });
    above.hidden = pairs.length === 0;
    renderInto(
      body,
      ...describe({ suspicions, decisions }, pairs.length),
      items.length > 0 && h("ol", { class: "duplicates" }, ...items),
      more(pairs.length),
    );
  });

  /** @param {number} all */
  const more = (all) =>
    all > shown &&
    h(
      "button",
      {
        ...{ type: "button", class: "small" },
        onclick() {
          shown += PAIRS_SHOWN;
          render();
        },
      },
      texts.more(Math.min(PAIRS_SHOWN, all - shown)),
    );

  const ends = [
    store.subscribe(({ loaded }) => loaded, render),
    store.subscribe(({ suspicions }) => suspicions, render),
    store.subscribe(({ decisions }) => decisions, render),
  ];
  function close() {
    for (const end of ends) end();
    dialog.close();
  }
  const dialog = createDialog(root, {
    ...{ name: "duplicates", title: texts.title },
    content: [body],
    buttons: [above, done, problem, el("button", { type: "button", onclick: close }, texts.close)],
    ...{ submit: acceptAbove, cancel: close },
  });
  render();
  dialog.show();
}

/** @param {Pick<PageState, "suspicions" | "decisions">} state @param {number} all pairs @returns {import("../panels/parts.js").Child[]} */
function describe({ suspicions, decisions }, all) {
  if (!suspicions) return [h("p", { role: "status" }, texts.looking)];
  const { limits, problems } = suspicions;
  const undecided = countUndecided({ suspicions, decisions });
  return [
    h("p", null, all === 0 ? texts.none : texts.intro),
    limits && h("p", { class: "hint" }, texts.limits(limits.withinKm, limits.withinDays)),
    ...problems.map((reason) => h("p", { class: "problem" }, texts.problem(reason))),
    all > 0 && h("p", { role: "status", "data-stat": "pairs" }, texts.state(undecided, all)),
  ];
}
