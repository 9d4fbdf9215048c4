// Sites and routes to try. Coordinates are [longitude, latitude]; the roads follow the trunk roads' main towns and
// bends to a few kilometres, enough to try the page on and not to navigate by.

/**
 * @typedef {{ name: string, kind: "circle", km: number, at: [number, number] }
 *   | { name: string, kind: "route", km: number, line: [number, number][] }} Place
 */

/** @type {Place[]} */
export const places = [
  { name: "Mine near Naréna", kind: "circle", km: 25, at: [-8.72, 12.23] },
  { name: "Morila mine", kind: "circle", km: 25, at: [-6.85, 11.68] },
  {
    name: "Bamako–Sikasso",
    kind: "route",
    km: 5,
    line: [
      [-8.0029, 12.6392],
      [-7.934, 12.47],
      [-7.957, 12.25],
      [-7.913, 11.995],
      [-7.79, 11.79],
      [-7.646, 11.585],
      [-7.4833, 11.4167],
      [-7.2, 11.35],
      [-6.92, 11.352],
      [-6.63, 11.31],
      [-6.34, 11.36],
      [-6.02, 11.37],
      [-5.6667, 11.3167],
    ],
  },
  {
    name: "Bamako–Kayes",
    kind: "route",
    km: 5,
    line: [
      [-8.0029, 12.6392],
      [-8.072, 12.7445],
      [-8.33, 12.85],
      [-8.62, 12.93],
      [-8.93, 12.99],
      [-9.22, 13.02],
      [-9.4892, 13.0349],
      [-9.75, 13.19],
      [-9.98, 13.36],
      [-10.3, 13.53],
      [-10.58, 13.67],
      [-10.8325, 13.8064],
      [-10.99, 14.03],
      [-11.13, 14.26],
      [-11.4395, 14.4469],
    ],
  },
];

/** Where the page opens: Mali and its neighbours, [west, south, east, north]. */
export const openingView = /** @type {[number, number, number, number]} */ ([-14.5, 8.5, 9.5, 19.5]);
