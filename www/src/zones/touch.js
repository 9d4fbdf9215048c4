// Whether two drawn shapes touch. No number comes of it: it chooses which zones a brief and the rules name.
import { unwrapLongitudes, wrapLongitude } from "../brief/longitude.js";
import { distanceKm } from "../layers/outline.js";
import { positions } from "../shapes.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {GeoJSON.Position} Position */
/** In degrees. @typedef {{ west: number, south: number, east: number, north: number }} Box */
/** Some legs of an outline. @typedef {Box & { legs: [Position, Position][] }} Piece */
/** @typedef {Box & { corners: Position[], pieces: Piece[], isArea: boolean }} Outline */

/** A line bars the roads within so many km of it, as the engine has it. */
const LINE_KM = 0.05;
/** Legs are compared piece by piece, as a track has 100,000. */
const PIECE = 64;
/** A lower bound of a degree of latitude, km. */
const DEGREE_KM = 110.5;

/**
 * Tells whether a shape touches a zone: a route by its line and not by its corridor, a site by all of its area.
 * @param {Shape} shape @param {Shape} zone
 */
export function touches(shape, zone) {
  const a = outlineOf(shape.geometry);
  const b = turnedTo(a, outlineOf(zone.geometry));
  const km = reachOf(shape, 0) + reachOf(zone, LINE_KM);
  return (
    mayBeNear(a, b, km) &&
    (isNear(a, b, km) ||
      (b.isArea && isInside(a.corners[0], b.corners)) ||
      (a.isArea && isInside(b.corners[0], a.corners)))
  );
}

/** How far a shape reaches around its outline, km. @param {Shape} shape @param {number} ofLine how far the line of a route does */
const reachOf = ({ kind, km }, ofLine) => ({ circle: km, corridor: km, polygon: 0, route: ofLine })[kind];

/** Every shape is compared with many. @type {WeakMap<Shape["geometry"], Outline>} */
const known = new WeakMap();

/** @param {Shape["geometry"]} geometry it may not be changed later */
function outlineOf(geometry) {
  const outline =
    known.get(geometry) ?? outlineFrom(unwrapLongitudes(positions(geometry)), geometry.type === "Polygon");
  known.set(geometry, outline);
  return outline;
}

/** Brings an outline to the same copy of the world as another one. @param {Outline} other @param {Outline} outline */
function turnedTo(other, outline) {
  const turn = 360 * Math.round((other.corners[0][0] - outline.corners[0][0]) / 360);
  if (turn === 0) return outline;
  return outlineFrom(
    outline.corners.map(([lon, lat]) => [lon + turn, lat]),
    outline.isArea,
  );
}

/** @param {Position[]} corners @param {boolean} isArea @returns {Outline} */
function outlineFrom(corners, isArea) {
  /** @type {Piece[]} */
  const pieces = [];
  // A single place is a leg of no length.
  const line = corners.length === 1 ? [corners[0], corners[0]] : corners;
  for (let first = 0; first < line.length - 1; first += PIECE) {
    const part = line.slice(first, first + PIECE + 1);
    pieces.push({
      legs: part.slice(1).map((to, i) => [part[i], to]),
      ...boxOf([part.map(([lon]) => lon), part.map(([, lat]) => lat)]),
    });
  }
  const whole = boxOf([
    pieces.flatMap(({ west, east }) => [west, east]),
    pieces.flatMap(({ south, north }) => [south, north]),
  ]);
  return { corners, pieces, isArea, ...whole };
}

/** @param {[number[], number[]]} degrees @returns {Box} */
const boxOf = ([lons, lats]) => ({
  ...{ west: Math.min(...lons), east: Math.max(...lons) },
  ...{ south: Math.min(...lats), north: Math.max(...lats) },
});

/** @param {Outline} a @param {Outline} b @param {number} km */
const isNear = (a, b, km) =>
  a.pieces.some((one) =>
    b.pieces.some(
      (other) =>
        mayBeNear(one, other, km) &&
        one.legs.some((leg) => other.legs.some((another) => areNear(leg, another, km))),
    ),
  );

/** @param {Box} a @param {Box} b @param {number} km */
function mayBeNear(a, b, km) {
  const north = km / DEGREE_KM;
  const farthest = Math.min(89, Math.max(Math.abs(a.south), Math.abs(a.north)) + north);
  const east = north / Math.cos((farthest * Math.PI) / 180);
  return (
    a.west <= b.east + east &&
    b.west <= a.east + east &&
    a.south <= b.north + north &&
    b.south <= a.north + north
  );
}

/** @param {[Position, Position]} a @param {[Position, Position]} b @param {number} km */
const areNear = (a, b, km) =>
  doCross(a, b) || a.some((end) => kmToLeg(end, b) <= km) || b.some((end) => kmToLeg(end, a) <= km);

/** @param {[Position, Position]} a @param {[Position, Position]} b */
const doCross = ([a, b], [c, d]) =>
  sideOf(a, b, c) * sideOf(a, b, d) < 0 && sideOf(c, d, a) * sideOf(c, d, b) < 0;

/** @param {Position} a @param {Position} b @param {Position} p @returns {number} over 0 on the left of the line from `a` to `b` */
const sideOf = (a, b, p) => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);

/** The distance from a place to a leg, which is straight in degrees. @param {Position} p @param {[Position, Position]} leg */
function kmToLeg(p, [a, b]) {
  const width = Math.cos((p[1] * Math.PI) / 180);
  const [x, y] = [(b[0] - a[0]) * width, b[1] - a[1]];
  const length = x * x + y * y;
  const share = length === 0 ? 0 : ((p[0] - a[0]) * width * x + (p[1] - a[1]) * y) / length;
  const within = Math.min(1, Math.max(0, share));
  const nearest = [a[0] + within * (b[0] - a[0]), a[1] + within * (b[1] - a[1])];
  return distanceKm([wrapLongitude(p[0]), p[1]], [wrapLongitude(nearest[0]), nearest[1]]);
}

/** Tells whether a place is within a ring. @param {Position} p @param {Position[]} ring */
function isInside([lon, lat], ring) {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1], ring[i]];
    if (a[1] > lat !== b[1] > lat && lon < a[0] + ((lat - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
      inside = !inside;
  }
  return inside;
}
