// Measures the cost of uncertain locations: the engine answers the same question with incidents as points and as discs.

import { describeAnswer } from "./compare.js";
/** @import { Price } from "./types.d.ts" */
/** @import { Workload } from "./workloads.js" */
import { ours } from "./contenders/ours.js";
import { ratio, timeInTurns } from "./timing.js";

/** @param {any} engine @param {any} state @param {Workload[]} workloads @param {number} rounds */
export async function measureUncertainty(engine, state, workloads, rounds) {
  const [points, discs] = [ours(engine), ours(engine, { uncertainty: true })];
  /** @type {Price[]} */
  const all = [];
  for (const { title, operation, question } of workloads) {
    const call = (/** @type {any} */ contender) => () => contender[operation](state, ...question(0));
    const [plain, uncertain] = await timeInTurns(
      [
        { name: "points", call: call(points) },
        { name: "uncertain", call: call(discs) },
      ],
      rounds,
    );
    all.push({
      title,
      points: plain.spread,
      uncertain: uncertain.spread,
      ratio: ratio(uncertain.samples, plain.samples),
      pointsAnswer: describeAnswer(plain.first),
      uncertainAnswer: describeAnswer(uncertain.first),
    });
  }
  return all;
}
