/** A set of promises that can all be rejected at once, when what they wait for is closed or fails. */
export class Pending {
  /** @type {Set<(error: Error) => void>} */
  #rejections = new Set();

  /**
   * Returns the same promise, rejected early if `rejectAll` comes first.
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
  rejectAll(error) {
    for (const reject of this.#rejections) reject(error());
    this.#rejections.clear();
  }
}
