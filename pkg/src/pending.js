/** Promises that can all be refused at once, when what they wait for closes or fails. */
export class Pending {
  /** @type {Set<(error: Error) => void>} */
  #rejections = new Set();

  /**
   * The same promise, refused early if `refuseAll` comes first.
   * @template T
   * @param {Promise<T>} promise
   * @returns {Promise<T>}
   */
  guard(promise) {
    return new Promise((resolve, reject) => {
      this.#rejections.add(reject);
      promise.then(resolve, reject).finally(() => this.#rejections.delete(reject));
    });
  }

  /** @param {() => Error} error */
  refuseAll(error) {
    for (const reject of this.#rejections) reject(error());
    this.#rejections.clear();
  }
}
