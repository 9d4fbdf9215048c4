// Sites and routes to try. Coordinates are [longitude, latitude]. The roads connect the main towns along the trunk roads,
// without the bends between them: enough to try the page with, not to navigate by.
import { words } from "./words/index.js";

const names = words.shapes.places;

/**
 * @typedef {{ name: string, kind: "circle", km: number, at: [number, number] }
 *   | { name: string, kind: "route", km: number, line: [number, number][] }} Place
 */

/** @type {Place[]} */
export const places = [
  { name: names.narena, kind: "circle", km: 25, at: [-8.72, 12.23] },
  { name: names.morila, kind: "circle", km: 25, at: [-6.85, 11.68] },
  {
    name: names.sikasso,
    kind: "route",
    km: 5,
    line: [
      [-8.003, 12.639],
      [-7.938, 12.397],
      [-7.913, 11.995],
      [-7.762, 11.72],
      [-7.483, 11.418],
      [-6.833, 11.417],
      [-6.352, 11.43],
      [-5.666, 11.317],
    ],
  },
  {
    // The fuel road from Senegal, by Diéma.
    name: names.kayes,
    kind: "route",
    km: 5,
    line: [
      [-8.003, 12.639],
      [-8.073, 12.744],
      [-8.053, 13.158],
      [-8.034, 13.572],
      [-8.1, 13.88],
      [-8.462, 14.1],
      [-8.825, 14.32],
      [-9.187, 14.54],
      [-9.543, 14.55],
      [-9.9, 14.56],
      [-10.29, 14.7],
      [-10.61, 14.66],
      [-10.93, 14.62],
      [-11.434, 14.447],
    ],
  },
];

/** Returns the shape of a place, as a new one. @param {Place} place @returns {Omit<import("./shapes.js").Shape, "id">} */
export function shapeOfPlace(place) {
  const { kind, name, km } = place;
  return place.kind === "circle"
    ? { kind, name, km, geometry: { type: "Point", coordinates: place.at } }
    : { kind, name, km, geometry: { type: "LineString", coordinates: place.line } };
}

/** Where the page opens: Mali and its neighbours, [west, south, east, north]. */
export const openingView = /** @type {[number, number, number, number]} */ ([-14.5, 8.5, 9.5, 19.5]);
