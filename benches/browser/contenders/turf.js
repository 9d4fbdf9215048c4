// Turf by itself, and its point-in-polygon test behind kdbush.

/** @import { Contender } from "../types.d.ts" */
import { box } from "../geodesy.js";
import {
  booleanPointInPolygon,
  buffer,
  distance,
  nearestPointOnLine,
  pointsWithinPolygon,
} from "../libraries.js";
import { lineString, polygon } from "../workload.js";
import { ready } from "./kdbush.js";

/** @typedef {ReturnType<typeof pointsWithinPolygon>} Points */

/** @param {Points} found */
const idsOf = ({ features }) => features.map(({ properties }) => properties.id);

/** @type {Contender<Points>} */
export const turf = {
  name: "Turf",
  metric: { share: 0.03, why: "a sphere, and round corners of a few edges" },
  hasIndex: false,
  ready({ incidents: { lon, lat } }) {
    const features = Array.from(lon, (x, id) => ({
      type: "Feature",
      properties: { id },
      geometry: { type: "Point", coordinates: [x, lat[id]] },
    }));
    return { type: "FeatureCollection", features };
  },
  geofence: (points, ring) => idsOf(pointsWithinPolygon(points, polygon(ring))),
  // Without distance and position: `nearestPointOnLine` takes 2 to 3 ms for each incident on a route of 2,000 vertices.
  corridor(points, line, limitKm) {
    const around = buffer(lineString(line), limitKm, { units: "kilometers" });
    return { rows: idsOf(pointsWithinPolygon(points, around)) };
  },
  sites: (points, places, radiusKm) =>
    places.map((place) =>
      points.features
        .filter((point) => distance(place, point, { units: "kilometers" }) <= radiusKm)
        .map(({ properties }) => properties.id),
    ),
  limits: {
    ready: { most: 1_000_000, why: "one object for each incident" },
    geofence: { most: 100_000, why: "every incident meets every edge" },
    corridor: { most: 100_000, why: "every incident meets the whole outline" },
    sites: { most: 10_000, why: "every incident meets every site" },
  },
};

/** @type {Contender<ReturnType<typeof ready>>} */
export const turfOnLine = {
  name: "Turf, nearestPointOnLine",
  metric: { share: 0.007, why: "a sphere" },
  ready,
  corridor({ index, lon, lat }, line, limitKm) {
    const route = lineString(line);
    const [west, south, east, north] = box(line, limitKm);
    const rows = [];
    const distanceKm = [];
    const alongKm = [];
    for (const id of index.range(west, south, east, north)) {
      const { properties } = nearestPointOnLine(route, [lon[id], lat[id]], { units: "kilometers" });
      if (properties.pointDistance > limitKm) continue;
      rows.push(id);
      distanceKm.push(properties.pointDistance);
      alongKm.push(properties.totalDistance);
    }
    return { rows, distanceKm, alongKm };
  },
  limits: { corridor: { most: 10_000, why: "2 to 3 ms for each incident" } },
};

/** @type {Contender<ReturnType<typeof ready>>} */
export const kdbushTurf = {
  name: "kdbush + Turf's test",
  metric: { share: 0, why: "no lengths" },
  ready,
  geofence({ index, lon, lat }, ring) {
    const [west, south, east, north] = box(ring, 0);
    const shape = polygon(ring);
    return index
      .range(west, south, east, north)
      .filter((id) => booleanPointInPolygon([lon[id], lat[id]], shape));
  },
};
