// A small picture of where on Earth a line lies: the countries around it, and the line among them.
import { feature } from "topojson-client";
import { svg } from "../dom.js";
import { boxAround } from "../layers/outline.js";

/** The picture, in its own units. */
const SIZE = { width: 300, height: 180 };
/** It shows this much of the Earth at least, in degrees from west to east, so that coasts can be recognised. */
const LEAST_DEGREES = 30;
/** Room around a long line, as a share of its length. */
const MARGIN = 0.3;

/**
 * @param {any} countries of the basemap
 * @param {GeoJSON.Position[]} line
 * @param {string} label
 */
export function drawSketch(countries, line, label) {
  const path = unwrapped(line);
  const view = viewOf(path);
  const land = /** @type {GeoJSON.FeatureCollection} */ (
    /** @type {unknown} */ (feature(countries, countries.objects.countries))
  );
  const rings = land.features
    .flatMap(({ geometry }) => ringsOf(geometry))
    .flatMap((ring) => copiesIn(unwrapped(ring), view));
  const [start] = path;
  return svg(
    "svg",
    { class: "sketch", role: "img", "aria-label": label, viewBox: `0 0 ${SIZE.width} ${SIZE.height}` },
    svg("path", { class: "sketch-land", d: rings.map((ring) => `${pathOf(ring, view)}Z`).join("") }),
    svg("path", { class: "sketch-line", d: pathOf(path, view) }),
    svg("circle", { class: "sketch-start", cx: view.x(start[0]), cy: view.y(start[1]), r: 4 }),
  );
}

/** @param {GeoJSON.Position[]} line */
function viewOf(line) {
  const [west, south, east, north] = boxAround(line);
  const ratio = SIZE.width / SIZE.height;
  const degrees = Math.max(
    LEAST_DEGREES,
    (1 + MARGIN) * (east - west),
    (1 + MARGIN) * (north - south) * ratio,
  );
  const scale = SIZE.width / degrees;
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const round = (/** @type {number} */ n) => Math.round(10 * n) / 10;
  return {
    west: lon - degrees / 2,
    east: lon + degrees / 2,
    south: lat - degrees / ratio / 2,
    north: lat + degrees / ratio / 2,
    x: (/** @type {number} */ at) => round(SIZE.width / 2 + (at - lon) * scale),
    y: (/** @type {number} */ at) => round(SIZE.height / 2 - (at - lat) * scale),
  };
}

/** @typedef {ReturnType<typeof viewOf>} View */

/** @param {GeoJSON.Geometry} geometry @returns {GeoJSON.Position[][]} */
function ringsOf(geometry) {
  if (geometry.type === "Polygon") return geometry.coordinates;
  return geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
}

/** Returns a line without jumps at 180°, even if it leaves ±180 for that. @param {GeoJSON.Position[]} line @returns {GeoJSON.Position[]} */
function unwrapped(line) {
  let turns = 0;
  return line.map(([lon, lat], i) => {
    const step = i === 0 ? 0 : lon - line[i - 1][0];
    if (Math.abs(step) > 180) turns -= Math.sign(step);
    return [lon + 360 * turns, lat];
  });
}

/** Returns the ring where the picture shows it, which may be whole turns away. @param {GeoJSON.Position[]} ring @param {View} view */
function copiesIn(ring, view) {
  const [west, south, east, north] = boxAround(ring);
  if (south > view.north || north < view.south) return [];
  const shifts = [-360, 0, 360].filter((shift) => west + shift <= view.east && east + shift >= view.west);
  return shifts.map((shift) => ring.map(([lon, lat]) => [lon + shift, lat]));
}

/** @param {GeoJSON.Position[]} line @param {View} view */
const pathOf = (line, view) => `M${line.map(([lon, lat]) => `${view.x(lon)} ${view.y(lat)}`).join("L")}`;
