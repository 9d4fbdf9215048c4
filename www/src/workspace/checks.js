// Checks of what a workspace file holds: whatever wrote it, nothing is taken over that this page could not have written. An error
// says where in the file it is, and what would be accepted.
import { workspace as texts } from "../words/workspace.js";

/** What is wrong with a workspace: no file of ours, written by a later version of this page, or damaged. */
export class FormError extends Error {}

/** @param {string} at where in the file @param {string} expected @returns {never} */
export function refuse(at, expected) {
  throw new FormError(texts.damaged(at, expected));
}

/** @param {unknown} value @param {string} at @param {number} most @returns {string} */
export function readText(value, at, most) {
  if (typeof value !== "string" || value.length > most) refuse(at, texts.expected.text(most));
  return /** @type {string} */ (value);
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

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Tells whether a text is a day that there is. @param {unknown} text @returns {text is string} */
export const isDay = (text) =>
  typeof text === "string" &&
  DAY.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00Z`)) &&
  new Date(`${text}T00:00Z`).toISOString().startsWith(text);

/** @param {unknown} value @param {string} at @returns {string} */
export const readDay = (value, at) => (isDay(value) ? value : refuse(at, texts.expected.day));
