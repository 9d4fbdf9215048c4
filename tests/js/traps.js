import { EngineSnapshot, initSync, Loader } from "../../pkg/wasm/geobit.js";

/**
 * Makes the engine of this thread trap for real, in its own code, on inputs that tests choose: a geofence of the radius
 * 666 km, and a file that holds the word of `TRAPPING_FILE`. Nothing else changes.
 */
export const TRAPPING_RADIUS = 666;
export const TRAPPING_FILE = "id,start,lon,lat\nTRAP,2024-01-01,1,2\n";

/** Frees an address that was never given out: the engine runs into memory that it does not have. */
function trap() {
  const { memory, __wbindgen_free: free } = /** @type {any} */ (initSync(/** @type {any} */ (undefined)));
  free(memory.buffer.byteLength - 4, 2 ** 31, 4);
  throw new Error("the engine did not trap");
}

const { geofence } = EngineSnapshot.prototype;
EngineSnapshot.prototype.geofence = function (...args) {
  const { radiusKm } = args[args.length - 1] ?? {};
  if (radiusKm === TRAPPING_RADIUS) trap();
  return geofence.apply(this, args);
};

const { push } = Loader.prototype;
Loader.prototype.push = function (chunk) {
  if (new TextDecoder().decode(Uint8Array.from(chunk)).includes("TRAP")) trap();
  return push.call(this, chunk);
};
