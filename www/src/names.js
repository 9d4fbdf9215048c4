// The names of what is drawn: one line of text that a person can change, and a default that no other shape has.
import { plainText } from "./plain-text.js";
import { words } from "./words/index.js";

/** A longer name would not fit on the map, nor in a table. */
export const MAX_NAME = 80;

/** Returns a name as it is kept: one line without hidden characters, not too long; empty if nothing is left of it. @param {string} text */
export const cleanName = (text) =>
  [...plainText(text.slice(0, 8 * MAX_NAME)).replace(/\s/gu, " ")].slice(0, MAX_NAME).join("").trim();

/** Returns a name with the lowest number that makes it one of its own. @param {string} label @param {readonly { name: string }[]} shapes */
export function numberedName(label, shapes) {
  const taken = new Set(shapes.map(({ name }) => name));
  let number = 1;
  while (taken.has(`${label} ${number}`)) number += 1;
  return `${label} ${number}`;
}

/** Returns the name of a copy. @param {string} name @param {readonly { name: string }[]} shapes */
export function copyName(name, shapes) {
  const taken = new Set(shapes.map((shape) => shape.name));
  for (let number = 1; ; number += 1) {
    const copy = words.shapes.copyOf(name, number);
    // Of a long name the end gives way to what tells the copy apart.
    const short = cleanName(copy) === copy ? copy : words.shapes.copyOf(shorten(name), number);
    if (!taken.has(short)) return short;
  }
}

/** Returns a name, with a number after it where another shape has it. @param {string} name @param {readonly { name: string }[]} shapes */
export function freeName(name, shapes) {
  const taken = new Set(shapes.map((shape) => shape.name));
  const clean = cleanName(name);
  let free = clean;
  for (let number = 2; taken.has(free); number += 1) {
    const numbered = `${clean} (${number})`;
    free = cleanName(numbered) === numbered ? numbered : `${shorten(clean)} (${number})`;
  }
  return free;
}

/** Leaves room for what is added to a name. */
const COPY_ROOM = 16;

/** @param {string} name */
const shorten = (name) =>
  [...name]
    .slice(0, MAX_NAME - COPY_ROOM)
    .join("")
    .trim();
