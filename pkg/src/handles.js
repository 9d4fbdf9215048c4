import { describe, requireOption } from "./checks.js";
import { GeobitError } from "./error.js";

/** @import { Supervisor } from "./supervisor.js" */

/** What the package knows of a snapshot. @typedef {{ supervisor: Supervisor, file: number, assertOpen: () => void }} Handle */

/** For calls that take a snapshot as an argument. @type {WeakMap<object, Handle>} */
const handles = new WeakMap();

/** @param {object} snapshot @param {Handle} handle */
export const keepHandle = (snapshot, handle) => handles.set(snapshot, handle);

/**
 * Returns the number of the file of a snapshot that was given as an argument.
 * @param {any} snapshot
 * @param {Supervisor} supervisor of the engine that is asked
 * @param {string} field name of the argument
 * @param {string} [name] what the message calls it
 */
export function fileOf(snapshot, supervisor, field, name = field) {
  const handle = typeof snapshot === "object" && snapshot !== null ? handles.get(snapshot) : undefined;
  if (!handle)
    throw new GeobitError("badOption", `${name} is ${describe(snapshot)}; a loaded snapshot is wanted.`, {
      field,
    });
  const isOwn = handle.supervisor === supervisor;
  requireOption(isOwn, field, `${name} is a snapshot of another engine; load its source with this one.`);
  handle.assertOpen();
  return handle.file;
}
