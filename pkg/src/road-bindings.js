import { engineFailed, messageOf } from "./error.js";

/** @typedef {typeof import("../wasm/geobit_roads.js")} Bindings */

/** The bindings of the module for roads, from the first network on. @type {Bindings | undefined} */
let bindings;
/** Whether its instance is there. */
let isStarted = false;
/** How many networks the engines of this thread hold. */
let networks = 0;

/** Makes the module ready, and returns its bindings. @param {WebAssembly.Module} module */
export async function startRoads(module) {
  try {
    bindings ??= await import("../wasm/geobit_roads.js");
    await bindings.default({ module_or_path: module });
  } catch (error) {
    throw engineFailed(`The module for roads could not be started: ${messageOf(error)}`, error);
  }
  isStarted = true;
  return bindings;
}

/** Drops the module's instance with all networks in it. */
export function dropRoads() {
  networks = 0;
  isStarted = false;
  bindings?.__wbg_reset_state();
}

/** Notes that there is one network more, or one less. The memory of the last one is given back. @param {1 | -1} change */
export function countNetworks(change) {
  networks += change;
  if (networks === 0) dropRoads();
}

/** Returns how many bytes the module lacked when it failed, and 0 if that was not the reason. */
export const takeRoadsFailedBytes = () => (isStarted && bindings ? bindings.takeFailedBytes() : 0);

/** Returns the memory of the networks. `initSync` returns an existing instance. */
export function roadsMemory() {
  if (!bindings || networks === 0) return { bytes: 0, reserved: 0 };
  const { memory } = bindings.initSync(/** @type {any} */ (undefined));
  return { bytes: bindings.bytesInUse(), reserved: memory.buffer.byteLength };
}
