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
 * An engine that can no longer answer, or cannot be started.
 * @param {string} message
 * @param {unknown} [cause]
 */
export const engineFailed = (message, cause) => new GeobitError("engineFailed", message, undefined, cause);

/**
 * The engine went before it answered a call, which can be asked again of the next one. `isSuspect` says that this call may
 * have been the reason.
 */
export class EngineGone extends GeobitError {
  /** @param {string} reason @param {boolean} [isSuspect] */
  constructor(reason, isSuspect = false) {
    super("engineFailed", `${reason} Ask again.`);
    this.isSuspect = isSuspect;
  }
}

/** The engine does not know a batch of areas, because it was started anew after the batch was begun. */
export class BatchGone extends GeobitError {
  constructor() {
    super("aborted", "The engine was started anew during this question; ask again.");
  }
}

/**
 * Converts what the engine threw into a `GeobitError`. The engine throws plain objects for refused input. Anything else
 * ends it: a panic, whose message and place `src/wasm/panic.rs` throws as an `Error`, or a trap.
 * @param {any} thrown
 * @param {number} [missingBytes] memory that the engine asked for and did not get
 * @returns {GeobitError}
 */
export function fromEngine(thrown, missingBytes = 0) {
  if (thrown instanceof GeobitError) return thrown;
  if (isRefusal(thrown)) return new GeobitError(thrown.code, clip(thrown.message), thrown.at);
  if (missingBytes > 0) return outOfMemory(`${(missingBytes / 1e6).toFixed(1)} MB`, thrown);
  if (isOutOfMemory(thrown)) return outOfMemory(`an array or a text (${messageOf(thrown)})`, thrown);
  return engineFailed(`The engine stopped: ${messageOf(thrown)}.`, thrown);
}

/** Returns whether the engine refused the input, and can answer further calls. @param {any} thrown */
export const isRefusal = (thrown) =>
  thrown instanceof GeobitError ||
  (typeof thrown?.code === "string" && typeof thrown.message === "string" && !(thrown instanceof Error));

/** A message may repeat what was passed, which may be long. @param {string} message */
const clip = (message) => (message.length > 2000 ? `${message.slice(0, 2000)}…` : message);

/** @param {string} what @param {unknown} cause */
function outOfMemory(what, cause) {
  const message = `There is no memory for ${what} that this call needs. Ask for less at once, cut the data to a region or a range of years, or close other snapshots.`;
  return new GeobitError("tooLarge", message, undefined, cause);
}

/**
 * Returns whether an error of JavaScript means that an array or a text could not be allocated. Browsers have no type of
 * their own for that, and a stack that is too deep is a `RangeError` as well.
 * @param {unknown} thrown
 */
export function isOutOfMemory(thrown) {
  const message = messageOf(thrown);
  return thrown instanceof RangeError
    ? !/stack/i.test(message)
    : /out of memory|allocation (size|failed)/i.test(message);
}

/**
 * Returns the parts of an error that survive a message between threads. `fromMessage` turns them into an error again.
 * @param {GeobitError} error
 */
export function toMessage(error) {
  const { code, message, at } = error;
  const gone = error instanceof BatchGone ? "batch" : error instanceof EngineGone ? "engine" : undefined;
  return { code, message, at, gone };
}

/** @param {ReturnType<typeof toMessage>} message @returns {GeobitError} */
export function fromMessage({ code, message, at, gone }) {
  if (gone === "batch") return new BatchGone();
  return gone === "engine"
    ? new EngineGone("The engine was started anew.")
    : new GeobitError(code, message, at);
}

/** Returns the message of whatever was thrown, which may be anything. @param {unknown} error */
export function messageOf(error) {
  try {
    return error instanceof Error ? String(error.message) : String(error);
  } catch {
    return "something that is no text was thrown";
  }
}
