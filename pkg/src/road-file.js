/** A file of roads, and the code that reads it. It is kept in this form, so that it can be loaded again. */
export class RoadFile {
  /** @param {Blob} blob @param {import("./wasm-source.js").Compiler} module */
  constructor(blob, module) {
    this.blob = blob;
    this.module = module;
  }
}
