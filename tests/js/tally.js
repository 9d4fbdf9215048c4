/** Compares numbers with reference values, counts, and keeps what differs in words. */
export class Tally {
  cases = 0;
  checks = 0;
  /** @type {string[]} */
  failures = [];

  /** @param {string} what @param {unknown} got @param {unknown} wanted equal, as JSON shows them */
  same(what, got, wanted) {
    this.#check(JSON.stringify(got) === JSON.stringify(wanted), what, got, wanted);
  }

  /**
   * Within one of the tolerances.
   * @param {string} what
   * @param {number | undefined} got
   * @param {number} wanted
   * @param {{ abs?: number, rel?: number }} tolerance
   */
  near(what, got = Number.NaN, wanted, { abs = 0, rel = 0 }) {
    const difference = Math.abs(got - wanted);
    const allowed = Math.max(abs, rel * Math.max(Math.abs(got), Math.abs(wanted)));
    this.#check(difference <= allowed, what, got, wanted, ` (differs by ${difference}, allowed ${allowed})`);
  }

  /** @param {boolean} holds @param {string} what @param {unknown} got @param {unknown} wanted @param {string} [more] */
  #check(holds, what, got, wanted, more = "") {
    this.checks++;
    if (!holds)
      this.failures.push(`${what}: got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}${more}`);
  }
}
