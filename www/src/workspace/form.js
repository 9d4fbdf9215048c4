// A workspace as text: JSON with a version, and a member for each section. What it says is checked as a whole before any of it is used;
// what is wrong with a part of it is left out, and the rest is there.
import { workspace as texts } from "../words/workspace.js";
import { FormError, orElse, readObject, refuse } from "./checks.js";
import { sections } from "./sections.js";

/** @typedef {import("./sections.js").Parts} Parts */

/**
 * The version that is written. A page refuses later ones, as it would lose what it does not know; so a new section, or a member
 * that a reader must not miss, makes a new version.
 */
export const VERSION = 4;

/** The marks by which a file is recognised, as the first member of its JSON. */
export const PLAIN = "workspace";
export const LOCKED = "locked workspace";

/** @param {Parts} parts @returns {string} */
export function writeWorkspace(parts) {
  const members = sections.map(({ name, write }) => [name, write(/** @type {any} */ (parts[name]))]);
  return `${JSON.stringify({ geobit: PLAIN, version: VERSION, ...Object.fromEntries(members) })}\n`;
}

/**
 * Reads a workspace. A section that an earlier version did not have is empty.
 * @param {string} text @returns {{ parts: Parts, amiss: import("./checks.js").Amiss }} `amiss`: what was left out of it
 * @throws {FormError} if nothing of it can be read
 */
export function readWorkspace(text) {
  const { geobit, version, ...members } = readHead(text, PLAIN);
  /** @type {import("./checks.js").Amiss} */
  const amiss = [];
  for (const name of Object.keys(members))
    if (!sections.some((section) => section.name === name))
      amiss.push(texts.isExpected(name, texts.expected.known));
  const parts = sections.map(({ name, read, empty }) => [
    name,
    name in members ? orElse(amiss, () => read(members[name], name, amiss), empty) : empty,
  ]);
  return { parts: /** @type {Parts} */ (Object.fromEntries(parts)), amiss };
}

/** Returns the members of a file with a mark of ours, in a version that is known. @param {string} text @param {string} mark */
export function readHead(text, mark) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FormError(texts.notJson);
  }
  const members = readObject(value, texts.wholeFile);
  if (members.geobit !== mark) throw new FormError(texts.notOurs);
  const { version } = members;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1)
    refuse("version", texts.expected.version(VERSION));
  if (Number(version) > VERSION) throw new FormError(texts.later(Number(version), VERSION));
  return members;
}

/** Tells whether text is that of a locked workspace. @param {string} text */
export function isLocked(text) {
  try {
    return JSON.parse(text)?.geobit === LOCKED;
  } catch {
    return false;
  }
}
