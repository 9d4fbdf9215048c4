// Runs in the page and does all the timing. `run.js` calls the functions that are put on `window` here.

import { addRatios, runWorkload, skipReason } from "./compare.js";
/** @import { Contender, Data, SizeResult, Table } from "./types.d.ts" */
import { startDuckdb } from "./contenders/duckdb.js";
import { flatbush, kdbushFlatbush } from "./contenders/flatbush.js";
import { geokdbush } from "./contenders/geokdbush.js";
import { kdbush } from "./contenders/kdbush.js";
import { learnSource, loadIncidents, ours } from "./contenders/ours.js";
import { sampled, tuned } from "./contenders/tuned.js";
import { kdbushTurf, turf, turfOnLine } from "./contenders/turf.js";
import { memory } from "./memory.js";
import { reports } from "./reports.js";
import { curves } from "./scaling.js";
import { timeInTurns } from "./timing.js";
import { measureUncertainty } from "./uncertain.js";
import { incidents, withWeights } from "./workload.js";
import { workloads } from "./workloads.js";

// The import map of the page says where this is; the type checker must not try to resolve it.
const { open } = await import(/** @type {string} */ ("geobit"));

/** Prints a line for whoever watches the run. @param {string} line */
const say = (line) => console.log(line);

/**
 * @param {{ count: number, rounds: number, duckdb: boolean }} options
 * @returns {Promise<Omit<SizeResult, "memory">>}
 */
async function measureSize({ count, rounds, duckdb }) {
  const data = withWeights(incidents(count));
  const notes = [];
  const engine = await open({ worker: false });
  const mine = ours(engine);
  /** @type {Contender[]} */
  const contenders = [
    mine,
    kdbush,
    kdbushFlatbush,
    tuned,
    sampled,
    kdbushTurf,
    geokdbush,
    flatbush,
    turf,
    turfOnLine,
  ];
  if (duckdb) {
    try {
      contenders.push(await startDuckdb());
    } catch (error) {
      notes.push(`DuckDB-WASM did not start without a network: ${error}`);
    }
  }

  say("ready");
  const tables = await readyTables(contenders, data, rounds, engine);
  const field = await makeReady(contenders, data);
  const state = field[0].state;
  await learnSource(state);

  const { all, exposures } = workloads(data);
  for (const workload of all) {
    say(workload.title);
    tables.push(await runWorkload(workload, field, count, rounds));
  }
  const integral = await mine.exposure(
    state,
    /** @type {any} */ (all.find(({ id }) => id === "exposure")).question(0)[0],
  );
  const { whole, cut } = exposures();
  const exposure = { ours: integral, whole, cut, difference: integral / whole - 1 };

  say("uncertain locations");
  const still = all.filter(({ id }) => !id.endsWith("-drag"));
  const uncertain = await measureUncertainty(engine, state, still, rounds);

  for (const { contender, state } of field) if (state !== undefined) contender.close?.(state);
  engine.close();
  say("full reports through the worker");
  const asked = await reports(open, data.incidents, rounds);
  return { count, tables, exposure, notes, prices: uncertain, ...asked };
}

/**
 * Times the way from incidents to an index, in the order of the file and in the order of a snapshot.
 * @param {Contender[]} contenders @param {Data} data @param {number} rounds @param {any} engine
 */
async function readyTables(contenders, data, rounds, engine) {
  const count = data.incidents.lon.length;
  // Several contenders share an index; each index is timed once.
  const makers = contenders.filter(
    ({ ready, hasIndex }, place) =>
      ready && hasIndex !== false && contenders.findIndex((other) => other.ready === ready) === place,
  );
  /** @param {string} id @param {string} title @param {Data} given @returns {Promise<Table>} */
  const table = async (id, title, given) => {
    const able = makers.filter((maker) => !skipReason(maker, "ready", count));
    const timed = await timeInTurns(
      able.map((maker) => ({
        name: maker.name,
        call: () => maker.ready?.(given),
        // The database holds one table and is closed at the end.
        after: maker.numbers ? maker.close : undefined,
      })),
      rounds,
    );
    const cells = makers.map((maker) => {
      const spread = timed.find(({ name }) => name === maker.name)?.spread;
      if (!spread) return { contender: maker.name, skipped: skipReason(maker, "ready", count) };
      return { contender: maker.name, ...spread };
    });
    return addRatios({ workload: id, title, named: "kdbush + cheap-ruler", cells }, timed);
  };
  const unsorted = await table("ready", "ready, unsorted", data);
  const { snapshot } = await loadIncidents(engine, data.incidents);
  const incidents = await snapshot.columns();
  snapshot.close();
  return [unsorted, await table("ready-sorted", "ready, sorted snapshot", { ...data, incidents })];
}

/** @param {Contender[]} contenders @param {Data} data */
async function makeReady(contenders, data) {
  const made = new Map();
  const field = [];
  for (const contender of contenders) {
    const { ready } = contender;
    const possible = ready && !skipReason(contender, "ready", data.incidents.lon.length);
    if (possible && !made.has(ready)) made.set(ready, await ready(data));
    field.push({ contender, state: possible ? made.get(ready) : undefined });
  }
  return field;
}

Object.assign(window, {
  measureSize,
  measureMemory: (/** @type {number} */ count) => memory(open, count),
  measureCurves: (/** @type {number} */ most) => curves(open, most, say),
});
