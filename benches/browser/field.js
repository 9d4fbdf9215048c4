// The contenders at one size: made ready, asked, compared.

/** @import { Cell, Contender, Data, Table } from "./types.d.ts" */
/** @import { Timed } from "./timing.js" */
/** @import { Workload } from "./workloads.js" */
import { contest, ratio } from "./timing.js";

/** @typedef {{ contender: Contender, state: any }} Ready */

/**
 * Why a contender is left out of an operation at this size.
 * @param {Contender} contender @param {string} operation @param {number} count
 */
export function excuse({ limits }, operation, count) {
  const limit = limits?.[operation] ?? limits?.ready;
  if (limit && count > limit.most) return `only up to ${limit.most.toLocaleString("en")}: ${limit.why}`;
}

/**
 * @param {Workload} workload @param {Ready[]} field ours first @param {number} count @param {number} rounds
 * @returns {Promise<Table>}
 */
export async function compete(workload, field, count, rounds) {
  const { operation } = workload;
  const able = field.filter(({ contender }) => contender[operation]);
  const excuses = new Map(able.map(({ contender }) => [contender.name, excuse(contender, operation, count)]));
  const entries = able
    .filter(({ contender, state }) => state !== undefined && !excuses.get(contender.name))
    .map(({ contender, state }) => ({
      name: contender.name,
      call: (/** @type {number} */ turn) =>
        /** @type {any} */ (contender)[operation](state, ...workload.question(turn)),
    }));
  const timed = await contest(entries, rounds);
  const cells = able.map(({ contender, state }) => {
    const result = timed.find(({ name }) => name === contender.name);
    if (!result)
      return { contender: contender.name, skipped: excuses.get(contender.name) ?? "not made ready" };
    const rows = (/** @type {any} */ rows) => contender.numbers?.(state, rows) ?? rows;
    const wrong = workload.fault(contender, result.first, rows);
    const { cold, ...warm } = result.spread;
    // By the time of a drag the code is warm: its first call is none.
    const spread = workload.id.endsWith("-drag") ? warm : { cold, ...warm };
    return { contender: contender.name, ...spread, wrong, answer: told(result.first) };
  });
  return rank({ workload: workload.id, title: workload.title, named: workload.named, cells }, timed);
}

/** The ratios of the others to ours, which is the first. @param {Table} table @param {Timed[]} timed */
export function rank(table, timed) {
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

/** The answer in a few characters. @param {any} answer */
export function told(answer) {
  if (typeof answer === "number") return answer.toPrecision(7);
  if (Array.isArray(answer) && typeof answer[0] === "object")
    return `${answer.reduce((sum, rows) => sum + rows.length, 0).toLocaleString("en")} in all`;
  return `${(answer.rows ?? answer).length.toLocaleString("en")} rows`;
}
