// Runs in the page: how long files of several formats take until they can be used, each until the first area is answered.
import { featuresOf, KDBush, parquetRead, parseCsv, writeFlatGeobuf } from "./libraries.js";
import { isInside } from "./reference.js";
import { csv } from "./synthetic-csv.js";
import { timeInTurns } from "./timing.js";
import { area, incidents, polygon } from "./workload.js";

/** @import { Format, Incidents } from "./types.d.ts" */
/** @typedef {{ name: string, bytes: number, count: () => Promise<number> }} Contender `count` opens the file and counts what lies in the area */

const FEATURES_PER_PART = 10_000;

const { open } = await import(/** @type {string} */ ("geobit"));

/** @param {{ count: number, rounds: number }} options @returns {Promise<Format[]>} */
async function measureFormats({ count, rounds }) {
  const engine = await open();
  const contenders = await makeContenders(engine, incidents(count));
  const timed = await timeInTurns(
    contenders.map(({ name, count }) => ({ name, call: count })),
    rounds,
  );
  engine.close();
  return timed.map(({ spread, first }, place) => {
    const { name, bytes } = contenders[place];
    return { name, bytes, found: /** @type {number} */ (first), ...spread };
  });
}

/** @param {any} engine @param {Incidents} data @returns {Promise<Contender[]>} */
async function makeContenders(engine, data) {
  const table = new Blob([...csv(data)]);
  const pack = await (await fetch("/built/pack.parquet")).blob();
  const collection = { type: "FeatureCollection", features: [...features(data)] };
  const text = new Blob(jsonOf(collection.features));
  console.log("the GeoJSON is written");
  const flat = new Blob([writeFlatGeobuf(collection)]);
  console.log("the FlatGeobuf is written");
  collection.features.length = 0;

  /** Loads a file into an engine whose module is there, as the page does. @param {Blob} blob */
  const byGeobit = async (blob) => {
    const snapshot = await engine.load(blob);
    const { rows } = await snapshot.geofence(polygon(area()), { uncertainty: false, detail: "rows" });
    snapshot.close();
    return rows.length;
  };
  return [
    { name: "GeoBit: pack", bytes: pack.size, count: () => byGeobit(pack) },
    { name: "GeoBit: CSV", bytes: table.size, count: () => byGeobit(table) },
    {
      name: "GeoJSON: JSON.parse + kdbush",
      bytes: text.size,
      async count() {
        const { features } = JSON.parse(await text.text());
        return countBy(features.length, (i) => features[i].geometry.coordinates);
      },
    },
    {
      name: "CSV: papaparse + kdbush",
      bytes: table.size,
      async count() {
        const { data: rows } = parseCsv(await table.text(), { header: true, skipEmptyLines: true });
        return countBy(rows.length, (i) => [Number(rows[i].lon), Number(rows[i].lat)]);
      },
    },
    {
      name: "FlatGeobuf + kdbush",
      bytes: flat.size,
      async count() {
        /** @type {number[][]} */
        const places = [];
        for await (const { geometry } of featuresOf(new Uint8Array(await flat.arrayBuffer())))
          places.push(geometry.coordinates);
        return countBy(places.length, (i) => places[i]);
      },
    },
    {
      name: "the pack by hyparquet + kdbush",
      bytes: pack.size,
      async count() {
        const places = (await columnsOf(pack, data.lon.length)).geometry;
        return countBy(places.length, (i) => [places[i].x, places[i].y]);
      },
    },
  ];
}

/** Reads all columns of a pack, of which a map needs every one. @param {Blob} pack @param {number} count */
async function columnsOf(pack, count) {
  const bytes = await pack.arrayBuffer();
  /** @type {Record<string, any[]>} */
  const columns = {};
  await parquetRead({
    file: bytes,
    onChunk({ columnName, columnData, rowStart }) {
      columns[columnName] ??= new Array(count);
      for (let i = 0; i < columnData.length; i++) columns[columnName][rowStart + i] = columnData[i];
    },
  });
  return columns;
}

/** Counts the places in the area, with an index. @param {number} count @param {(i: number) => number[]} placeOf */
function countBy(count, placeOf) {
  const index = new KDBush(count);
  for (let i = 0; i < count; i++) index.add(placeOf(i)[0], placeOf(i)[1]);
  index.finish();
  const ring = area();
  const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
  const near = index.range(Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats));
  return near.filter((id) => isInside(ring, placeOf(id)[0], placeOf(id)[1])).length;
}

/** @param {Incidents} data */
function* features({ lon, lat, day, kind, kindNames, uncertaintyKm }) {
  for (let i = 0; i < lon.length; i++) {
    const start = new Date(day[i] * 864e5).toISOString().slice(0, 10);
    const properties = { id: i, start, kind: kindNames[kind[i]], uncertainty_km: uncertaintyKm[i] };
    yield { type: "Feature", properties, geometry: { type: "Point", coordinates: [lon[i], lat[i]] } };
  }
}

/** Returns a collection as texts, because one text of a million features takes too much memory to make. @param {object[]} features */
function jsonOf(features) {
  const parts = ['{"type":"FeatureCollection","features":['];
  for (let at = 0; at < features.length; at += FEATURES_PER_PART) {
    const part = features.slice(at, at + FEATURES_PER_PART).map((feature) => JSON.stringify(feature));
    parts.push(at > 0 ? "," : "", part.join(","));
  }
  return [...parts, "]}"];
}

Object.assign(window, { measureFormats });
