/** @import { ErrorCode, Place } from "../geobit.d.ts" */

/** The one error type of the package: a stable code, a sentence a person can act on, and the place. */
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
 * The engine is of no more use; whoever supervises it starts a fresh one.
 * @param {string} message
 * @param {unknown} [cause]
 */
export const engineFailed = (message, cause) => new GeobitError("engineFailed", message, undefined, cause);

/**
 * What the engine threw, as an error of ours. It throws plain objects for refused input; anything else is a trap.
 * @param {any} thrown
 * @returns {GeobitError}
 */
export function fromEngine(thrown) {
  if (thrown instanceof GeobitError) return thrown;
  if (typeof thrown?.code === "string" && typeof thrown.message === "string" && !(thrown instanceof Error)) {
    return new GeobitError(thrown.code, thrown.message, thrown.at);
  }
  return engineFailed(`The engine stopped with an error of its own (${thrown?.message ?? thrown}).`, thrown);
}

/**
 * The parts of an error that survive a message between threads; `fromEngine` reads them back.
 * @param {GeobitError} error
 */
export const toMessage = ({ code, message, at }) => ({ code, message, at });

/** @param {unknown} error */
export const inWords = (error) => (error instanceof Error ? error.message : String(error));
