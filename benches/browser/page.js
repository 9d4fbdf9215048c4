// Runs in the page: everything that is timed. `run.js` calls what is put on `window` here.

/** @import { Contender, Data, SizeResult, Table } from "./types.d.ts" */
import { startDuckdb } from "./contenders/duckdb.js";
import { flatbush, kdbushFlatbush } from "./contenders/flatbush.js";
import { geokdbush } from "./contenders/geokdbush.js";
import { kdbush } from "./contenders/kdbush.js";
import { learnSource, loadIncidents, ours } from "./contenders/ours.js";
import { sampled, tuned } from "./contenders/tuned.js";
import { kdbushTurf, turf, turfOnLine } from "./contenders/turf.js";
import { compete, excuse, rank } from "./field.js";
import { memory } from "./memory.js";
import { reports } from "./reports.js";
import { curves } from "./scaling.js";
import { contest } from "./timing.js";
import { prices } from "./uncertain.js";
import { incidents, weighed } from "./workload.js";
import { workloads } from "./workloads.js";

// By a name that the type checker does not follow: the import map of the page says where it is.
const { open } = await import(/** @type {string} */ ("geobit"));

/** Told to whoever watches the run. @param {string} line */
const say = (line) => console.log(line);

/**
 * @param {{ count: number, rounds: number, duckdb: boolean }} options
 * @returns {Promise<Omit<SizeResult, "memory">>}
 */
async function measureSize({ count, rounds, duckdb }) {
  const data = weighed(incidents(count));
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
      notes.push(`DuckDB-WASM did not start from this machine alone: ${error}`);
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
    tables.push(await compete(workload, field, count, rounds));
  }
  const integral = await mine.exposure(
    state,
    /** @type {any} */ (all.find(({ id }) => id === "exposure")).question(0)[0],
  );
  const { whole, cut } = exposures();
  const exposure = { ours: integral, whole, cut, difference: integral / whole - 1 };

  say("uncertain locations");
  const still = all.filter(({ id }) => !id.endsWith("-drag"));
  const uncertain = await prices(engine, state, still, rounds);

  for (const { contender, state } of field) if (state !== undefined) contender.close?.(state);
  engine.close();
  say("full reports through the worker");
  const asked = await reports(open, data.incidents, rounds);
  return { count, tables, exposure, notes, prices: uncertain, ...asked };
}

/**
 * From incidents to an index, in the order of the file and in the order of a snapshot.
 * @param {Contender[]} contenders @param {Data} data @param {number} rounds @param {any} engine
 */
async function readyTables(contenders, data, rounds, engine) {
  const count = data.incidents.lon.length;
  // Several contenders stand on the same index.
  const makers = contenders.filter(
    ({ ready, hasIndex }, place) =>
      ready && hasIndex !== false && contenders.findIndex((other) => other.ready === ready) === place,
  );
  /** @param {string} id @param {string} title @param {Data} given @returns {Promise<Table>} */
  const table = async (id, title, given) => {
    const able = makers.filter((maker) => !excuse(maker, "ready", count));
    const timed = await contest(
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
      if (!spread) return { contender: maker.name, skipped: excuse(maker, "ready", count) };
      return { contender: maker.name, ...spread };
    });
    return rank({ workload: id, title, named: "kdbush + cheap-ruler", cells }, timed);
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
    const possible = ready && !excuse(contender, "ready", data.incidents.lon.length);
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
