// How numbers, days and places are written in French.

/** @type {typeof import("../en/units.js").units} */
export const units = {
  lang: "fr",
  direction: "ltr",
  engine: "fr",
  locale: "fr",
  km: (n) => `${n}\u00a0km`,
  minutes: (n) => `${n}\u00a0min`,
  hours: (n) => `${n}\u00a0h`,
  percent: (n) => `${n}\u202f%`,
  leastPercent: "moins de 0,1\u202f%",
  mostPercent: "plus de 99,9\u202f%",
  smallestP: "p < 0,001",
  p: (n) => `p = ${n}`,
  oneTrip: "en un trajet",
  trips: (n) => `en ${n} trajets`,
  millionTrips: "en un million de trajets",
  under: (n) => `moins de ${n}`,
  none: "aucun",
  inTrips: (count, trips) => `${count} ${trips}`,
  range: (low, high) => `de ${low} à ${high}`,
  rangeUpwards: (low) => `à partir de ${low}`,
  period: (from, to) => `${from}\u00a0– ${to}`,
  latitude: (degrees, south) => `${degrees}° ${south ? "S" : "N"}`,
  longitude: (degrees, west) => `${degrees}° ${west ? "O" : "E"}`,
  compass: ["N", "NE", "E", "SE", "S", "SO", "O", "NO"],
};
