// Measures the WebAssembly memory that a snapshot takes in an engine that does nothing else.

/** @import { Incidents, Memory } from "./types.d.ts" */
import { incidents } from "./workload.js";

/** @param {(options: object) => Promise<any>} open @param {number} count @returns {Promise<Memory>} */
export async function memory(open, count) {
  const unsorted = await loadAlone(open, incidents(count));
  const sorted = await loadAlone(open, unsorted.columns);
  return { unsorted: unsorted.held, sorted: sorted.held };
}

/** @param {(options: object) => Promise<any>} open @param {Incidents} given */
async function loadAlone(open, given) {
  // A worker has a memory of its own; in one thread the engines share it, and it never shrinks.
  const engine = await open({ worker: true });
  const snapshot = await engine.load(given);
  const held = await engine.memory();
  const columns = await snapshot.columns();
  engine.close();
  return { held, columns };
}
