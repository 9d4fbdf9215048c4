import { Worker } from "node:worker_threads";
import { GeobitError, open } from "geobit";
import { file, QUESTIONS, REFUSED } from "./calls.js";
import { generator } from "./random.js";

/** @import { Geobit, Snapshot } from "../../../pkg/geobit.d.ts" */
/** @import { Random } from "./random.js" */

/** How often the memory is looked at. */
const SAMPLES = 20;
/** How many snapshots are open at a time. */
const OPEN_SNAPSHOTS = 4;
/** How many calls are pending at a time, at most. */
const PENDING = 8;
/** The errors that a caller of this kind of calls may get. */
const EXPECTED = [
  "badOption",
  "badGeometry",
  "badCsv",
  "badGeojson",
  "unknownFormat",
  "tooLarge",
  "closed",
  "aborted",
];
/** Bytes in use with nothing open may grow by this much after the first tenth of the calls: lists that keep their room. */
const ALLOWED_GROWTH = 64 * 1024;

/** What the memory was after a number of calls, in bytes. @typedef {{ calls: number, loads: number, idle: number, reserved: number, rss: number }} Sample */
/** @typedef {{ samples: Sample[], counts: Record<string, number>, findings: string[] }} Outcome */

/**
 * Makes many calls of all kinds in random order, good and bad, with loads, closes, aborts and killed workers among them.
 * @param {object} plan
 * @param {number} plan.calls how many calls are made; one in a hundred is a load and a close
 * @param {number} plan.seed
 * @param {boolean} plan.worker whether the engine runs in a worker, which is killed now and then
 * @param {(sample: Sample) => void} [plan.onSample]
 * @returns {Promise<Outcome>}
 */
export async function endure({ calls, seed, worker, onSample }) {
  const run = new Run(generator(seed), worker);
  try {
    return await run.finish(calls, onSample);
  } finally {
    run.end();
  }
}

class Run {
  #random;
  #worker;
  /** @type {Set<Worker>} */
  #workers = new Set();
  #postMessage = Worker.prototype.postMessage;
  /** @type {Geobit | undefined} */
  #geobit;
  /** @type {Snapshot[]} */
  #snapshots = [];
  /** @type {Set<Promise<void>>} */
  #pending = new Set();
  /** @type {Record<string, number>} */
  #counts = {};
  /** Each is told once. @type {Set<string>} */
  #findings = new Set();

  /** @param {Random} random @param {boolean} worker */
  constructor(random, worker) {
    this.#random = random;
    this.#worker = worker;
    const workers = this.#workers;
    const post = this.#postMessage;
    // The package does not show its workers; this finds the ones to kill.
    Worker.prototype.postMessage = function (...args) {
      workers.add(this);
      return post.apply(this, args);
    };
  }

  end() {
    Worker.prototype.postMessage = this.#postMessage;
    this.#geobit?.close();
  }

  /** @param {number} calls @param {((sample: Sample) => void) | undefined} onSample @returns {Promise<Outcome>} */
  async finish(calls, onSample) {
    const geobit = await open({ worker: this.#worker });
    this.#geobit = geobit;
    /** @type {Sample[]} */
    const samples = [];
    for (let made = 1; made <= calls; made++) {
      while (this.#snapshots.length < OPEN_SNAPSHOTS) await this.#load(geobit);
      this.#makeCall(geobit);
      if (this.#pending.size >= PENDING) await Promise.race(this.#pending);
      if (made % 100 === 0) this.#snapshots.splice(this.#random.below(OPEN_SNAPSHOTS), 1)[0].close();
      if (this.#worker && made % 1000 === 500) this.#kill();
      if (made % Math.ceil(calls / SAMPLES) === 0) {
        samples.push(await this.#sample(geobit, made));
        onSample?.(/** @type {Sample} */ (samples.at(-1)));
      }
    }
    this.#checkGrowth(samples);
    return { samples, counts: this.#counts, findings: [...this.#findings] };
  }

  /** @param {Geobit} geobit */
  async #load(geobit) {
    this.#count("loads");
    if (this.#random.happens(0.1)) await this.#abandonLoad(geobit);
    this.#snapshots.push(await geobit.load(file(this.#random)));
  }

  /** Begins a load and aborts it at some point. @param {Geobit} geobit */
  async #abandonLoad(geobit) {
    const controller = new AbortController();
    let steps = this.#random.below(4);
    const onProgress = () => void (steps-- === 0 && controller.abort());
    await geobit.load(file(this.#random), { signal: controller.signal, onProgress }).then(
      (snapshot) => snapshot.close(),
      (error) => this.#check(error, "a load that is aborted"),
    );
    this.#count("aborted loads");
  }

  /** Makes a call without waiting for its answer. @param {Geobit} geobit */
  #makeCall(geobit) {
    const snapshot = this.#random.pick(this.#snapshots);
    const refused = this.#random.happens(0.2);
    const call = this.#random.pick(refused ? REFUSED : QUESTIONS);
    const outcome = call(snapshot, geobit, this.#random).then(
      () => {
        this.#count("answered");
        if (refused) this.#findings.add(`a bad call was answered: ${call}`);
      },
      (error) => {
        this.#count(error?.code ?? "another error");
        this.#check(error, String(call));
        if (!refused && error?.code !== "closed") this.#findings.add(`${error?.stack} for ${call}`);
      },
    );
    const settled = outcome.finally(() => this.#pending.delete(settled));
    this.#pending.add(settled);
  }

  /** Kills the worker in mid-call. */
  #kill() {
    for (const worker of this.#workers) void worker.terminate();
    this.#workers.clear();
    this.#count("killed workers");
  }

  /**
   * Looks at the memory when nothing is pending and nothing open.
   * @param {Geobit} geobit @param {number} calls @returns {Promise<Sample>}
   */
  async #sample(geobit, calls) {
    await Promise.all(this.#pending);
    for (const snapshot of this.#snapshots.splice(0)) snapshot.close();
    const { bytes: idle, reserved } = await geobit.memory();
    return { calls, loads: this.#counts.loads, idle, reserved, rss: process.memoryUsage.rss() };
  }

  /** @param {unknown} error @param {string} what */
  #check(error, what) {
    const isExpected = error instanceof GeobitError && EXPECTED.includes(error.code);
    if (!isExpected) this.#findings.add(`${/** @type {any} */ (error)?.stack ?? error} for ${what}`);
  }

  /** @param {Sample[]} samples */
  #checkGrowth(samples) {
    const first = samples[Math.ceil(samples.length / 10) - 1];
    for (const { calls, idle } of samples) {
      if (first && idle > first.idle + ALLOWED_GROWTH)
        this.#findings.add(
          `${idle} bytes are in use after ${calls} calls, with nothing open; ${first.idle} after ${first.calls}`,
        );
    }
  }

  /** @param {string} what */
  #count(what) {
    this.#counts[what] = (this.#counts[what] ?? 0) + 1;
  }
}
