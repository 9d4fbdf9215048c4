import init, { __wbg_reset_state, initSync } from "../wasm/geobit.js";

/**
 * The generated glue keeps one instance of the engine's code per thread. After a trap that instance is replaced, and
 * whatever lived in the old one is gone: the number of the instance tells.
 */
let number = 0;

/** Makes the instance of this thread unless it is there; resolves to its number. */
export async function instantiate(/** @type {WebAssembly.Module} */ module) {
  await init({ module_or_path: module });
  return number;
}

export const currentInstance = () => number;

/** Replaces the instance after a trap, unless another engine of this thread already has. */
export function replaceInstance(/** @type {number} */ broken) {
  if (broken !== number) return;
  __wbg_reset_state();
  number++;
}

/** Bytes of WebAssembly memory of the instance that is there, which `initSync` then gives. Such memory only grows. */
export const memoryBytes = () => initSync(/** @type {any} */ (undefined)).memory.buffer.byteLength;
