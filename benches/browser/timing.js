// Times contenders against each other, one call each in turn, so that other work on the machine affects all of them.

/** @import { Spread } from "./types.d.ts" */

/** A sample has as many calls as take this long, since the clock ticks in microseconds. */
const SAMPLE_MS = 2;
const MOST_CALLS = 50;
/** Before the first sample a contender is called for this long, or this often. */
const WARM_UP_MS = 400;
const WARM_UP_CALLS = 100;
/** No contender takes more of the run than this, apart from its first call. */
const BUDGET_MS = 20_000;

/**
 * @typedef {{ name: string, call: (turn: number) => unknown, after?: (result: any) => void }} Entry `call` is timed, `after` is not
 * @typedef {{ name: string, first: unknown, spread: Spread, samples: number[] }} Timed `first` is the first call's result
 */

/**
 * @param {Entry[]} entries
 * @param {number} rounds
 * @returns {Promise<Timed[]>} in the order of the entries
 */
export async function timeInTurns(entries, rounds) {
  const runners = [];
  for (const entry of entries) {
    const start = performance.now();
    const first = await entry.call(0);
    const cold = performance.now() - start;
    runners.push({
      ...entry,
      first,
      cold,
      turn: 1,
      calls: 1,
      wanted: 0,
      samples: /** @type {number[]} */ ([]),
    });
  }
  for (const runner of runners) {
    // The first calls run in code that is not optimised yet.
    const end = performance.now() + WARM_UP_MS;
    let warm = await sample(runner);
    while (performance.now() + warm < end && runner.turn < WARM_UP_CALLS) warm = await sample(runner);
    runner.calls = runner.after ? 1 : Math.min(MOST_CALLS, Math.max(1, Math.ceil(SAMPLE_MS / warm)));
    runner.wanted = Math.min(rounds, Math.max(1, Math.floor(BUDGET_MS / (warm * runner.calls))));
    // A slow contender is not called again for the one sample that it has already given.
    if (runner.wanted === 1) runner.samples.push(warm);
  }
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < runners.length; place++) {
      const runner = runners[(place + round) % runners.length];
      if (runner.samples.length < runner.wanted) runner.samples.push(await sample(runner));
    }
  }
  for (const { after, first } of runners) after?.(first);
  return runners.map(({ name, first, cold, samples }) => ({
    name,
    first,
    samples,
    spread: spread(cold, samples),
  }));
}

/**
 * Returns the milliseconds per call.
 * @param {Entry & { turn: number, calls: number }} runner
 */
async function sample(runner) {
  const results = [];
  const start = performance.now();
  for (let call = 0; call < runner.calls; call++) results.push(await runner.call(runner.turn++));
  const taken = (performance.now() - start) / runner.calls;
  if (runner.after) for (const result of results) runner.after(result);
  return taken;
}

/** @param {number} cold @param {number[]} samples @returns {Spread} */
export function spread(cold, samples) {
  const [low, median, high] = quartiles(samples);
  return { cold, median, low, high, rounds: samples.length };
}

/** Returns what half of the numbers do not exceed (p50), what 19 of 20 do not (p95), and the largest. @param {number[]} numbers */
export function percentiles(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), most: at(1) };
}

/** Returns the lower quartile, the median and the upper quartile. @param {number[]} numbers */
export function quartiles(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)];
    return below + (sorted[Math.ceil(place)] - below) * (place - Math.floor(place));
  };
  return [at(0.25), at(0.5), at(0.75)];
}

/**
 * Returns the quartiles of how many times longer one took than another, round by round where both have equally many.
 * @param {number[]} slow @param {number[]} fast
 */
export function ratio(slow, fast) {
  const typical = quartiles(fast)[1];
  const ratios = slow.map((ms, round) => ms / (slow.length === fast.length ? fast[round] : typical));
  const [low, ratio, high] = quartiles(ratios);
  return { ratio, low, high };
}
