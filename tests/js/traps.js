import { EngineSnapshot, initSync } from "../../pkg/wasm/geobit.js";
import { FileReader, initSync as readers } from "../../pkg/wasm/geobit_readers.js";

/**
 * Importing this makes the engine of this thread fail in its own code on inputs that tests choose: it traps on a geofence
 * of 666 km, panics on a geofence of 667 km, and its readers trap on a file that contains TRAP, and never return from one that
 * contains STALL.
 * All other inputs work as before.
 */
export const TRAPPING_RADIUS = 666;
export const PANICKING_RADIUS = 667;
export const TRAPPING_FILE = "id,start,lon,lat\nTRAP,2024-01-01,1,2\n";
export const STALLING_FILE = "id,start,lon,lat\nSTALL,2024-01-01,1,2\n";

/** Frees an address beyond the end of the memory of a module. @param {typeof initSync} instance */
function trap(instance) {
  const { memory, __wbindgen_free: free } = /** @type {any} */ (instance(/** @type {any} */ (undefined)));
  free(memory.buffer.byteLength + 1024, 4, 4);
  throw new Error("the engine did not trap");
}

/**
 * Asks for so many rows that no vector could hold them, which the package never does.
 * @param {EngineSnapshot} snapshot
 */
function panic(snapshot) {
  snapshot.incidents(/** @type {any} */ ({ length: 2 ** 32 - 1 }));
  throw new Error("the engine did not panic");
}

const { geofence } = EngineSnapshot.prototype;
EngineSnapshot.prototype.geofence = function (...args) {
  const { radiusKm } = args[args.length - 1] ?? {};
  if (radiusKm === TRAPPING_RADIUS) trap(initSync);
  if (radiusKm === PANICKING_RADIUS) panic(this);
  return geofence.apply(this, args);
};

const { push } = FileReader.prototype;
FileReader.prototype.push = function (chunk) {
  const text = new TextDecoder().decode(Uint8Array.from(chunk));
  if (text.includes("TRAP")) trap(/** @type {any} */ (readers));
  while (text.includes("STALL"));
  return push.call(this, chunk);
};
