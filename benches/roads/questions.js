// What is asked of each of the two networks.

/** @import { Questions } from "./measure.js" */

/** A square kilometre and a half: exposure differs from street to street only by a narrow kernel. @type {Questions} */
export const HELSINKI = {
  name: "Helsinki",
  incidents: {
    box: [24.935, 60.164, 24.954, 60.18],
    ...{ count: 500, towns: 25, spread: 0.0005, uncertainKm: 0.2, seed: 27 },
  },
  exposure: { bandwidthKm: 0.1, halfLifeDays: 365 },
  tolerances: [0],
  unbeatenPairs: 200,
  hours: [0.01, 0.02, 0.04],
};

/** @type {Questions} */
export const COUNTRY = {
  name: "Country",
  incidents: { box: [0, 5, 10, 15], count: 15_000, towns: 300, spread: 0.1, uncertainKm: 25, seed: 27 },
  exposure: {},
  tolerances: [0.05, 0.02, 0.01],
  unbeatenPairs: 10,
  trip: [
    [1, 6],
    [8.5, 13.5],
  ],
  hours: [1, 2, 4],
};
