import { Engine } from "./engine.js";
import { EngineGone } from "./error.js";
import { noteStarted } from "./spreadsheet.js";

/** @import { Host } from "./supervisor.js" */

/** The steps of reading a file. Before each, other tasks of this thread get a turn, for example to draw or to abort. */
const READING_STEPS = ["push", "finish", "readRoutes"];
const runOtherTasks = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Runs the engine in this thread.
 * @implements {Host}
 */
export class LocalHost {
  #engine;
  #stopped = false;

  /** @param {WebAssembly.Module} module */
  static async start(module) {
    const host = new LocalHost(await Engine.start(module));
    noteStarted();
    return host;
  }

  /** @param {Engine} engine */
  constructor(engine) {
    this.#engine = engine;
  }

  get alive() {
    return this.#engine.alive;
  }

  /** @param {string} method @param {unknown[]} args @returns {Promise<any>} */
  async call(method, args) {
    // The `await` makes every answer arrive after this call has returned, as answers from a worker do.
    await (READING_STEPS.includes(method) && runOtherTasks());
    if (this.#stopped) throw new EngineGone("The engine was stopped.");
    return this.#engine.answer(method, args);
  }

  stop() {
    this.#stopped = true;
    if (this.alive) this.#engine.releaseAll();
  }
}
