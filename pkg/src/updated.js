/** A pack and the deltas that bring it up to date, one after the other. They are loaded as one file. */
export class Updated {
  /** @param {Blob} base @param {Blob[]} deltas */
  constructor(base, deltas) {
    this.base = base;
    this.deltas = deltas;
  }
}
