// The part of the language that numbers, days and places are written with. It needs no formatted number itself, so that
// `format.js`, which the tables of words need, needs no table.

/** @typedef {typeof import("./en/units.js").units} Units */

/** Those of the language that is spoken. @type {Units} */
export let units;

/** Called when a language is spoken. @param {Units} spoken */
export function setUnits(spoken) {
  units = spoken;
}

// Where there is no page, as in tests, nobody chooses.
if (typeof document === "undefined") setUnits((await import("./en/units.js")).units);
