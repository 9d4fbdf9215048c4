/** Returns a generator of numbers from 0 to 1 (mulberry32): the same seed gives the same numbers. @param {number} seed */
export function generator(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    /** A whole number below a limit. @param {number} limit */
    below: (limit) => Math.floor(next() * limit),
    /** One of several. @template T @param {T[]} list @returns {T} */
    pick: (list) => list[Math.floor(next() * list.length)],
    /** Whether something of this probability happens. @param {number} probability */
    happens: (probability) => next() < probability,
  };
}

/** @typedef {ReturnType<typeof generator>} Random */
