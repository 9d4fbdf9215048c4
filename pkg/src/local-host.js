import { Engine } from "./engine.js";

/** @import { Host } from "./supervisor.js" */

/**
 * The engine in this thread.
 * @implements {Host}
 */
export class LocalHost {
  #engine;

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
    return this.#engine.answer(method, args);
  }

  stop() {
    if (this.alive) this.#engine.releaseAll();
  }
}
