// DuckDB-WASM without a network: plain SQL over columns, since its spatial extension would have to be downloaded.

/** @import { Contender } from "../types.d.ts" */
import { box } from "../geodesy.js";
import { arrow, duckdb } from "../libraries.js";

const FOLDER = new URL("/duckdb/", location.href).href;
/** Great-circle distance in km on the sphere of the mean radius. */
const DISTANCE = `CREATE MACRO km(x1, y1, x2, y2) AS 12742.0176 * asin(sqrt(
  pow(sin(radians(y2 - y1) / 2), 2) + cos(radians(y1)) * cos(radians(y2)) * pow(sin(radians(x2 - x1) / 2), 2)))`;

const SETTLE_MS = 3000;

/** Starts the database; its state is the name of the table with the incidents. @returns {Promise<Contender<string>>} */
export async function startDuckdb() {
  const worker = new Worker(`${FOLDER}duckdb-browser-eh.worker.js`);
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await database.instantiate(`${FOLDER}duckdb-eh.wasm`);
  const connection = await database.connect();
  const run = (/** @type {string} */ sql) => connection.query(sql);
  await run(DISTANCE);
  // Its 34 MB are still being compiled in the background, which must not slow the others down.
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  /** @param {string} name @param {object} columns */
  const fill = async (name, columns) => {
    await run(`DROP TABLE IF EXISTS ${name}`);
    await connection.insertArrowTable(arrow.tableFromArrays(columns), { name });
  };
  const ids = async (/** @type {string} */ sql) => (await run(sql)).getChild("id").toArray();

  return {
    name: "DuckDB-WASM, plain SQL",
    metric: { share: 0.007, why: "distances on a sphere" },
    async ready({ incidents: { lon, lat } }) {
      const id = Uint32Array.from(lon, (_, number) => number);
      await fill("incidents", { id, lon, lat });
      return "incidents";
    },
    async geofence(table, ring) {
      const [west, south, east, north] = box(ring, 0);
      const ends = ring.slice(1).map((end, i) => [...ring[i], ...end]);
      const column = (/** @type {number} */ at) => Float64Array.from(ends, (edge) => edge[at]);
      await fill("edges", { x1: column(0), y1: column(1), x2: column(2), y2: column(3) });
      return ids(`SELECT id FROM ${table} JOIN edges
        ON (y1 > lat) <> (y2 > lat) AND lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1
        WHERE lon BETWEEN ${west} AND ${east} AND lat BETWEEN ${south} AND ${north}
        GROUP BY id HAVING count(*) % 2 = 1`);
    },
    async sites(table, places, radiusKm) {
      const boxes = places.map((place) => box([place], radiusKm * 1.01));
      const column = (/** @type {number} */ at) => Float64Array.from(boxes, (edge) => edge[at]);
      await fill("sites", {
        site: Uint32Array.from(places, (_, site) => site),
        x: Float64Array.from(places, ([x]) => x),
        y: Float64Array.from(places, ([, y]) => y),
        west: column(0),
        south: column(1),
        east: column(2),
        north: column(3),
      });
      const found = await run(`SELECT site, id FROM sites JOIN ${table}
        ON lat BETWEEN south AND north AND lon BETWEEN west AND east
        WHERE km(x, y, lon, lat) <= ${radiusKm}`);
      const [site, id] = ["site", "id"].map((name) => found.getChild(name).toArray());
      const rows = places.map(() => /** @type {number[]} */ ([]));
      for (let i = 0; i < id.length; i++) rows[site[i]].push(id[i]);
      return rows;
    },
    limits: {
      geofence: { most: 1_000_000, why: "it pairs incidents and edges" },
      sites: { most: 100_000, why: "without a spatial index it pairs all incidents with all sites" },
    },
    close: () => worker.terminate(),
  };
}
