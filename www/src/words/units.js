// The part of the language that numbers, days and places are written with. It needs no formatted number itself.
export { units } from "./en/units.js";
