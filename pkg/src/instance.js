import init, { __wbg_reset_state, initSync } from "../wasm/geobit.js";

/**
 * The generated bindings keep one WebAssembly instance per thread. After a panic or a trap it is replaced, and everything
 * that lived in the old one is lost. The number tells an engine whether it still belongs to the current instance.
 */
let instanceNumber = 0;

/** Creates this thread's instance unless it exists already, and resolves to its number. */
export async function instantiate(/** @type {WebAssembly.Module} */ module) {
  await init({ module_or_path: module });
  return instanceNumber;
}

export const currentInstance = () => instanceNumber;

/** Replaces a broken instance, unless another engine of this thread has done so already. */
export function replaceInstance(/** @type {number} */ broken) {
  if (broken !== instanceNumber) return;
  __wbg_reset_state();
  instanceNumber++;
}

/** Returns the size of the instance's WebAssembly memory in bytes, which only grows. `initSync` returns an existing instance. */
export const memoryBytes = () => initSync(/** @type {any} */ (undefined)).memory.buffer.byteLength;
