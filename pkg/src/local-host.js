import { Engine } from "./engine.js";
import { engineFailed } from "./error.js";

/** @import { Host } from "./supervisor.js" */

/** The steps of a load, which others in this thread get a turn between: to draw, or to abort. */
const LONG = ["push", "finish"];
const otherTasks = () => new Promise((resolve) => setTimeout(resolve));

/**
 * The engine in this thread.
 * @implements {Host}
 */
export class LocalHost {
  #engine;
  #stopped = false;

  /** @param {WebAssembly.Module} module */
  static async start(module) {
    return new LocalHost(await Engine.start(module));
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
    // No answer comes before the caller is through with asking, as from a worker.
    await (LONG.includes(method) && otherTasks());
    if (this.#stopped) throw engineFailed("The engine was stopped.");
    return this.#engine.answer(method, args);
  }

  stop() {
    this.#stopped = true;
    if (this.alive) this.#engine.releaseAll();
  }
}
