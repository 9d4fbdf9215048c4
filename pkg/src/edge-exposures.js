/** @import { EngineSnapshot } from "../wasm/geobit.js" */
/** @import { EngineRoads } from "../wasm/geobit_roads.js" */

/** How many edges are measured in one step. Edges that are numbered one after the other are near each other, and share their search. */
const EDGES_OF_STEP = 2048;

/** Measures what each edge of a network adds to the exposure, some edges at a time. */
export class EdgeExposures {
  #roads;
  #driving;
  #options;
  #done = 0;
  #expected;

  /** @param {EngineRoads} roads @param {number} edges how many there are @param {object} driving speeds @param {object} options of a route */
  constructor(roads, edges, driving, options) {
    this.#roads = roads;
    this.#driving = driving;
    this.#options = options;
    this.#expected = new Float64Array(edges);
  }

  /** Number of steps. */
  get total() {
    return Math.ceil(this.#expected.length / EDGES_OF_STEP);
  }

  /** Takes at most `count` further steps. Returns how many are taken so far. @param {EngineSnapshot} snapshot @param {number} count */
  advance(snapshot, count) {
    const first = this.#done * EDGES_OF_STEP;
    const { hours, ends, coordinates } = this.#roads.edgeLines(first, count * EDGES_OF_STEP, this.#driving);
    this.#expected.set(snapshot.expectedAlong(hours, ends, coordinates, this.#options), first);
    this.#done = Math.min(this.total, this.#done + count);
    return this.#done;
  }

  finish() {
    return this.#expected;
  }

  free() {}
}
