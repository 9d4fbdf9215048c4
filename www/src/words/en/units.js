// How numbers, days and places are written in English.

export const units = {
  /** As `lang` of the document. */
  lang: "en",
  direction: "ltr",
  /** The language in which the engine is asked to answer, and of all that this table does not translate. @type {"en" | "fr"} */
  engine: "en",
  /** For `Intl`. */
  locale: "en-GB",
  km: (/** @type {string} */ n) => `${n} km`,
  minutes: (/** @type {number} */ n) => `${n} min`,
  hours: (/** @type {string} */ n) => `${n} h`,
  percent: (/** @type {string} */ n) => `${n} %`,
  leastPercent: "fewer than 0.1 %",
  mostPercent: "more than 99.9 %",
  smallestP: "p < 0.001",
  p: (/** @type {string} */ n) => `p = ${n}`,
  oneTrip: "in one trip",
  trips: (/** @type {string} */ n) => `in ${n} trips`,
  millionTrips: "in a million trips",
  under: (/** @type {string} */ n) => `under ${n}`,
  none: "none",
  /** Parts of a sentence: a number and what follows it. @param {string} count @param {string} trips */
  inTrips: (count, trips) => `${count} ${trips}`,
  range: (/** @type {string} */ low, /** @type {string} */ high) => `${low} to ${high}`,
  rangeUpwards: (/** @type {string} */ low) => `${low} upwards`,
  period: (/** @type {string} */ from, /** @type {string} */ to) => `${from}\u00a0– ${to}`,
  /** @param {string} degrees @param {boolean} south */
  latitude: (degrees, south) => `${degrees}° ${south ? "S" : "N"}`,
  /** @param {string} degrees @param {boolean} west */
  longitude: (degrees, west) => `${degrees}° ${west ? "W" : "E"}`,
  /** Clockwise from north. */
  compass: ["N", "NE", "E", "SE", "S", "SW", "W", "NW"],
};
