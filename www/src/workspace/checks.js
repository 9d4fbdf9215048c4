// Checks of what a workspace file holds: whatever wrote it, nothing is taken over that this page could not have written. An error
// says where in the file it is, and what would be accepted. What is wrong with one part is left out and noted: it keeps nothing else
// from being read.
import { isDay } from "../format.js";
import { workspace as texts } from "../words/workspace.js";

/** What is wrong with a workspace: no file of ours, written by a later version of this page, or damaged. */
export class FormError extends Error {
  /** @param {string} message @param {string} [part] what of it is wrong, and what would be accepted */
  constructor(message, part = message) {
    super(message);
    this.part = part;
  }
}

/** What of a workspace was left out, in words. @typedef {string[]} Amiss */

/** @param {string} at where in the file @param {string} expected @returns {never} */
export function refuse(at, expected) {
  throw new FormError(texts.damaged(at, expected), texts.isExpected(at, expected));
}

/**
 * Reads a part without which the rest can do. Where it is wrong, that is noted, and something else stands in for it.
 * @template T, U @param {Amiss} amiss @param {() => T} read @param {U} otherwise @returns {T | U}
 */
export function orElse(amiss, read, otherwise) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FormError)) throw error;
    amiss.push(error.part);
    return otherwise;
  }
}

/** @param {unknown} value @param {string} at @param {number} most @returns {string} */
export function readText(value, at, most) {
  if (typeof value !== "string" || value.length > most) refuse(at, texts.expected.text(most));
  return /** @type {string} */ (value);
}

/** Reads text, of which what is too long is cut. @param {unknown} value @param {string} at @param {number} most @param {Amiss} amiss @returns {string} */
export function readCut(value, at, most, amiss) {
  const text = typeof value === "string" ? value.slice(0, most) : "";
  return orElse(amiss, () => readText(value, at, most), text);
}

/** @param {unknown} value @param {string} at @param {readonly [number, number]} limits @returns {number} */
export function readNumber(value, at, [least, most]) {
  if (typeof value !== "number" || !(value >= least && value <= most))
    refuse(at, texts.expected.number(least, most));
  return /** @type {number} */ (value);
}

/** @template {string} T @param {unknown} value @param {string} at @param {readonly T[]} members @returns {T} */
export function readMember(value, at, members) {
  const found = members.find((member) => member === value);
  return found ?? refuse(at, texts.expected.member(members));
}

/** @param {unknown} value @param {string} at @returns {Record<string, unknown>} */
export function readObject(value, at) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(at, texts.expected.object);
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @template T
 * @param {unknown} value @param {string} at @param {number} most @param {(item: unknown, at: string) => T} readItem
 * @returns {T[]}
 */
export function readList(value, at, most, readItem) {
  if (!Array.isArray(value) || value.length > most) refuse(at, texts.expected.list(most));
  return /** @type {unknown[]} */ (value).map((item, i) => readItem(item, `${at}[${i}]`));
}

/**
 * Reads a list without those of its items that are wrong, and without what is beyond its length.
 * @template T
 * @param {unknown} value @param {string} at @param {number} most @param {(item: unknown, at: string) => T} readItem @param {Amiss} amiss
 * @returns {T[]}
 */
export function readSome(value, at, most, readItem, amiss) {
  if (!Array.isArray(value)) refuse(at, texts.expected.list(most));
  const items = /** @type {unknown[]} */ (value);
  if (items.length > most) amiss.push(texts.isExpected(at, texts.expected.list(most)));
  return items.slice(0, most).flatMap((item, i) => orElse(amiss, () => [readItem(item, `${at}[${i}]`)], []));
}

/** @param {unknown} value @param {string} at @returns {string} */
export const readDay = (value, at) => (isDay(value) ? value : refuse(at, texts.expected.day));
