// Times the contenders of one workload at one size, and compares their answers and times.

/** @import { Cell, Contender, Data, Table } from "./types.d.ts" */
/** @import { Timed } from "./timing.js" */
/** @import { Workload } from "./workloads.js" */
import { ratio, timeInTurns } from "./timing.js";

/** @typedef {{ contender: Contender, state: any }} Ready */

/**
 * Returns why a contender is left out of an operation at this size, or `undefined` where it is not.
 * @param {Contender} contender @param {string} operation @param {number} count
 */
export function skipReason({ limits }, operation, count) {
  const limit = limits?.[operation] ?? limits?.ready;
  if (limit && count > limit.most) return `only up to ${limit.most.toLocaleString("en")}: ${limit.why}`;
}

/**
 * @param {Workload} workload @param {Ready[]} field ours first @param {number} count @param {number} rounds
 * @returns {Promise<Table>}
 */
export async function runWorkload(workload, field, count, rounds) {
  const { operation } = workload;
  const able = field.filter(({ contender }) => contender[operation]);
  const reasons = new Map(
    able.map(({ contender }) => [contender.name, skipReason(contender, operation, count)]),
  );
  const entries = able
    .filter(({ contender, state }) => state !== undefined && !reasons.get(contender.name))
    .map(({ contender, state }) => ({
      name: contender.name,
      call: (/** @type {number} */ turn) =>
        /** @type {any} */ (contender)[operation](state, ...workload.question(turn)),
    }));
  const timed = await timeInTurns(entries, rounds);
  const cells = able.map(({ contender, state }) => {
    const result = timed.find(({ name }) => name === contender.name);
    if (!result)
      return { contender: contender.name, skipped: reasons.get(contender.name) ?? "not made ready" };
    const rows = (/** @type {any} */ rows) => contender.numbers?.(state, rows) ?? rows;
    const wrong = workload.fault(contender, result.first, rows);
    const { cold, ...warm } = result.spread;
    // The code is warm by the time of a drag, so its first call is not a first one.
    const spread = workload.id.endsWith("-drag") ? warm : { cold, ...warm };
    return { contender: contender.name, ...spread, wrong, answer: describeAnswer(result.first) };
  });
  return addRatios({ workload: workload.id, title: workload.title, named: workload.named, cells }, timed);
}

/** Adds the ratios of the others to ours, which is the first cell. @param {Table} table @param {Timed[]} timed */
export function addRatios(table, timed) {
  const samples = (/** @type {string} */ name) => timed.find((one) => one.name === name)?.samples;
  const [ours, ...others] = table.cells;
  const fast = samples(ours.contender);
  if (!fast || ours.wrong) return table;
  const right = others.filter(({ median, wrong }) => median !== undefined && !wrong);
  const best = right.sort((a, b) => (a.median ?? 0) - (b.median ?? 0))[0];
  if (best) table.best = { contender: best.contender, ...ratio(samples(best.contender) ?? [], fast) };
  const named = right.find(({ contender }) => contender === table.named);
  if (named) table.againstNamed = ratio(samples(named.contender) ?? [], fast);
  return table;
}

/** Returns an answer in a few characters. @param {any} answer */
export function describeAnswer(answer) {
  if (typeof answer === "number") return answer.toPrecision(7);
  if (Array.isArray(answer) && typeof answer[0] === "object")
    return `${answer.reduce((sum, rows) => sum + rows.length, 0).toLocaleString("en")} in all`;
  return `${(answer.rows ?? answer).length.toLocaleString("en")} rows`;
}
