import { plainOptions, requireOption } from "./checks.js";
import { Geobit } from "./client.js";
import { isNode, kindOf } from "./platform.js";
import { Supervisor } from "./supervisor.js";
import { compile } from "./wasm-source.js";
import { WorkerHost } from "./worker-host.js";

export { GeobitError } from "./error.js";

/**
 * Starts an engine, by default in a worker of its own in browsers and in this thread in Node.
 * @param {import("../geobit.d.ts").OpenOptions} [options]
 */
export async function open(options) {
  const { wasm, worker = !isNode } = plainOptions(options, ["wasm", "worker"]);
  const isWorker = typeof worker?.postMessage === "function";
  const possible = isWorker || ["Boolean", "String", "URL"].includes(kindOf(worker));
  requireOption(possible, "worker", "worker is true, false, a URL of a worker script, or a Worker.");
  const module = compile(wasm);
  module.catch(() => {}); // told to whoever waits for the engine
  const supervisor = new Supervisor(
    worker === false ? inThisThread(module) : () => WorkerHost.start(worker, module),
  );
  return new Geobit(supervisor, await supervisor.call("version", []));
}

/**
 * Asked for only here, so that a page with a worker does not load the engine's glue twice.
 * @param {Promise<WebAssembly.Module>} module
 */
const inThisThread = (module) => async () => {
  const { LocalHost } = await import("./local-host.js");
  return LocalHost.start(await module);
};
