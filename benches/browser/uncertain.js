// What uncertain locations cost: the engine asked the same with incidents as points and as the discs that they are.

/** @import { Price } from "./types.d.ts" */
/** @import { Workload } from "./workloads.js" */
import { ours } from "./contenders/ours.js";
import { told } from "./field.js";
import { contest, ratio } from "./timing.js";

/** @param {any} engine @param {any} state @param {Workload[]} workloads @param {number} rounds */
export async function prices(engine, state, workloads, rounds) {
  const [points, discs] = [ours(engine), ours(engine, { uncertainty: true })];
  /** @type {Price[]} */
  const all = [];
  for (const { title, operation, question } of workloads) {
    const call = (/** @type {any} */ contender) => () => contender[operation](state, ...question(0));
    const [plain, uncertain] = await contest(
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
      pointsAnswer: told(plain.first),
      uncertainAnswer: told(uncertain.first),
    });
  }
  return all;
}
