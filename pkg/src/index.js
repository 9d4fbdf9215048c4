import { checkNames, guard, plainOptions, requireOption } from "./checks.js";
import { Geobit } from "./client.js";
import { placesFor } from "./places.js";
import { classNameOf, isNode } from "./platform.js";
import { Supervisor } from "./supervisor.js";
import { compile, readersOf, requireCode, roadsOf } from "./wasm-source.js";
import { isWorker } from "./worker-link.js";

export { GeobitError } from "./error.js";

const OPTIONS = ["readersWasm", "roadsWasm", "wasm", "worker"];

/**
 * Starts an engine, by default in a worker of its own in browsers and in this thread in Node.
 * @param {import("../geobit.d.ts").OpenOptions} [options]
 */
export function open(options) {
  return guard(() => start(options));
}

/** @param {import("../geobit.d.ts").OpenOptions} [options] */
async function start(options) {
  const given = plainOptions(options, OPTIONS);
  checkNames(given, OPTIONS);
  const { wasm, readersWasm, roadsWasm, worker = !isNode } = given;
  const isAccepted = isWorker(worker) || ["Boolean", "String", "URL"].includes(classNameOf(worker));
  requireOption(isAccepted, "worker", "worker is true, false, a URL of a worker script, or a Worker.");
  requireCode(readersWasm, "readersWasm");
  requireCode(roadsWasm, "roadsWasm");
  const module = compile(wasm);
  module.catch(() => {}); // A failure is reported by the first call, which waits for the module.
  const places = await placesFor(worker, module);
  const supervisor = new Supervisor(() => places.start(), readersOf(readersWasm));
  return new Geobit(supervisor, await supervisor.call("version", []), places, roadsOf(roadsWasm));
}
