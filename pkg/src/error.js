/** @import { ErrorCode, Place } from "../geobit.d.ts" */

/** The only error type of the package: a stable code, a sentence that a person can act on, and the place in the input. */
export class GeobitError extends Error {
  /**
   * @param {ErrorCode} code
   * @param {string} message
   * @param {Place} [at]
   * @param {unknown} [cause]
   */
  constructor(code, message, at, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "GeobitError";
    this.code = code;
    if (at) this.at = at;
  }
}

/**
 * An error after which the engine cannot be used any more. Its supervisor starts a new one.
 * @param {string} message
 * @param {unknown} [cause]
 */
export const engineFailed = (message, cause) => new GeobitError("engineFailed", message, undefined, cause);

/**
 * Converts what the engine threw into a `GeobitError`. The engine throws plain objects for refused input. Anything else
 * ends it: a panic, whose message and place `src/wasm/panic.rs` throws as an `Error`, or a trap such as a lack of memory.
 * @param {any} thrown
 * @returns {GeobitError}
 */
export function fromEngine(thrown) {
  if (thrown instanceof GeobitError) return thrown;
  if (typeof thrown?.code === "string" && typeof thrown.message === "string" && !(thrown instanceof Error)) {
    return new GeobitError(thrown.code, thrown.message, thrown.at);
  }
  return engineFailed(`The engine stopped: ${thrown?.message ?? thrown}.`, thrown);
}

/**
 * Returns the parts of an error that survive a message between threads. `fromEngine` turns them into an error again.
 * @param {GeobitError} error
 */
export const toMessage = ({ code, message, at }) => ({ code, message, at });

/** @param {unknown} error */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));
