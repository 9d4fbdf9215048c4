import { askInParts } from "./batch.js";
import { guard, plainOptions } from "./checks.js";
import { fileOf } from "./handles.js";
import { Pending } from "./pending.js";
import { dispose } from "./platform.js";
import { listPlaces, readHours, readLine, readOptions, readPlace, readPlaces } from "./road-questions.js";
import { closed } from "./supervisor.js";
import { unpack } from "./transport.js";

/** @import { Listeners } from "./batch.js" */
/** @import { Exposures } from "./road-questions.js" */
/** @import { Supervisor } from "./supervisor.js" */

/** How many measurements of all edges are kept: each snapshot, and each set of options, needs its own. */
const MOST_KEPT = 4;

/** A loaded network of roads. Its members are described in `geobit.d.ts`. */
export class RoadNetwork {
  #supervisor;
  #file;
  #pending = new Pending();
  #closed = false;
  /** What each edge adds to the exposure, by what it was measured with; the latest last. @type {Map<string, Float64Array>} */
  #measured = new Map();

  /** @param {Supervisor} supervisor @param {number} file @param {import("../geobit.d.ts").RoadsSummary} summary */
  constructor(supervisor, file, summary) {
    this.#supervisor = supervisor;
    this.#file = file;
    this.summary = summary;
  }

  /** @param {any} at @param {object} [options] */
  snap(at, options) {
    return guard(async () =>
      JSON.parse(await this.#call([], "snapToRoad", readPlace(at, "at"), plainOptions(options))),
    );
  }

  /** @param {any} line @param {object} [options] */
  match(line, options) {
    return guard(async () =>
      JSON.parse(await this.#call([], "matchToRoads", readLine(line), plainOptions(options))),
    );
  }

  /** @param {any} from @param {any} to @param {object} [options] */
  paths(from, to, options) {
    return guard(async () => {
      const { via, bars, exposure, listeners, options: own } = readOptions("paths", options);
      const places = readPlaces([["from", from], ...listPlaces(via, "via"), ["to", to]]);
      const exposures = await this.#expose(exposure, listeners);
      const others = exposures ? [exposures.file] : [];
      return JSON.parse(await this.#call(others, "paths", places, bars, exposures, own));
    });
  }

  /** @param {any} from @param {any} hours @param {object} [options] */
  reach(from, hours, options) {
    return guard(async () => {
      const { bars, options: own } = readOptions("reach", options);
      return JSON.parse(await this.#call([], "reach", readPlace(from, "from"), readHours(hours), bars, own));
    });
  }

  /** @param {any} sites @param {any} havens @param {object} [options] */
  matrix(sites, havens, options) {
    return guard(async () => {
      const { bars, exposure, listeners, options: own } = readOptions("matrix", options);
      const from = listPlaces(sites, "sites");
      const places = readPlaces([...from, ...listPlaces(havens, "havens")]);
      const exposures = await this.#expose(exposure, listeners);
      const others = exposures ? [exposures.file] : [];
      return unpack(await this.#call(others, "matrix", places, from.length, bars, exposures, own));
    });
  }

  /** Returns the lines of all roads, rivers and borders, for a map. */
  lines() {
    return guard(async () => {
      const { kinds, ends, coordinates } = await this.#call([], "mapLines");
      const features = kinds.map((/** @type {string} */ kind, /** @type {number} */ i) => ({
        type: "Feature",
        properties: { kind },
        geometry: { type: "MultiLineString", coordinates: linesOf(ends[i], coordinates[i]) },
      }));
      return { type: "FeatureCollection", features };
    });
  }

  /** @returns {Promise<Uint8Array>} */
  toPack() {
    return guard(() => this.#call([], "packRoads"));
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#measured.clear();
    this.#pending.rejectAll(closed);
    this.#supervisor.release(this.#file);
  }

  [dispose]() {
    this.close();
  }

  #assertOpen() {
    if (this.#closed) throw closed();
    this.#supervisor.assertOpen();
  }

  /**
   * Measures what each edge adds to the exposure, unless that is known.
   * @param {ReturnType<typeof readOptions>["exposure"]} exposure @param {Listeners} listeners
   * @returns {Promise<Exposures | null>}
   */
  async #expose(exposure, listeners) {
    this.#assertOpen();
    if (!exposure) return null;
    const { options, driving } = exposure;
    const file = fileOf(exposure.snapshot, this.#supervisor, "snapshot");
    const { speeds } = driving;
    const key = JSON.stringify([file, options, speeds]);
    const edges = this.#measured.get(key) ?? (await this.#measure(file, options, speeds, listeners));
    this.#measured.delete(key);
    this.#measured.set(key, edges);
    const [oldest] = this.#measured.keys();
    if (this.#measured.size > MOST_KEPT) this.#measured.delete(/** @type {string} */ (oldest));
    return { edges, file, options, driving };
  }

  /** @param {number} file of incidents @param {object} options @param {object | undefined} speeds @param {Listeners} listeners @returns {Promise<Float64Array>} */
  #measure(file, options, speeds, listeners) {
    const driving = speeds === undefined ? {} : { speeds };
    const call = async (/** @type {string} */ method, /** @type {unknown[]} */ ...args) => {
      this.#assertOpen();
      return this.#pending.guard(this.#supervisor.callOn(file, method, args, [this.#file]));
    };
    const args = [this.#file, this.summary.edges, driving, options];
    return askInParts(this.#supervisor, call, ["beginExposures", ...args], listeners, "edges");
  }

  /** @param {number[]} others further files that the call is about @param {string} method @param {unknown[]} args @returns {Promise<any>} */
  async #call(others, method, ...args) {
    this.#assertOpen();
    return this.#pending.guard(this.#supervisor.callOn(this.#file, method, args, others));
  }
}

/** @param {Uint32Array} ends @param {Float64Array} coordinates */
function linesOf(ends, coordinates) {
  let start = 0;
  return Array.from(ends, (end) => {
    const line = Array.from({ length: end - start }, (_, i) => {
      const at = 2 * (start + i);
      return [coordinates[at], coordinates[at + 1]];
    });
    start = end;
    return line;
  });
}
