import { checkNames, guard, plainOptions, requireOption } from "./checks.js";
import { Geobit } from "./client.js";
import { classNameOf, isNode } from "./platform.js";
import { Supervisor } from "./supervisor.js";
import { compile, readersOf, requireCode } from "./wasm-source.js";
import { WorkerHost } from "./worker-host.js";

export { GeobitError } from "./error.js";

const OPTIONS = ["readersWasm", "wasm", "worker"];

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
  const { wasm, readersWasm, worker = !isNode } = given;
  const isWorker = typeof worker?.postMessage === "function";
  const isAccepted = isWorker || ["Boolean", "String", "URL"].includes(classNameOf(worker));
  requireOption(isAccepted, "worker", "worker is true, false, a URL of a worker script, or a Worker.");
  requireCode(readersWasm, "readersWasm");
  const module = compile(wasm);
  module.catch(() => {}); // A failure is reported by the first call, which waits for the module.
  const supervisor = new Supervisor(
    worker === false ? inThisThread(module) : () => WorkerHost.start(worker, module),
    readersOf(readersWasm),
  );
  return new Geobit(supervisor, await supervisor.call("version", []));
}

/**
 * Starts the engine in this thread. Its module is imported here and not above, so that a page whose engine runs in a
 * worker does not load the bindings of the engine twice.
 * @param {Promise<WebAssembly.Module>} module
 */
const inThisThread = (module) => async () => {
  const { LocalHost } = await import("./local-host.js");
  return LocalHost.start(await module);
};
