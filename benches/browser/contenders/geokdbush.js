// geokdbush, which answers one question: what is around a place.

/** @import { Contender } from "../types.d.ts" */
import { around } from "../libraries.js";
import { ready } from "./kdbush.js";

/** @type {Contender<ReturnType<typeof ready>>} */
export const geokdbush = {
  name: "geokdbush",
  metric: { share: 0.007, why: "distances on a sphere" },
  ready,
  sites({ index }, places, radiusKm) {
    return places.map(([x, y]) => around(index, x, y, Infinity, radiusKm));
  },
  limits: {
    sites: { most: 1_000_000, why: "it sorts what it finds, which takes tens of seconds here" },
  },
};
