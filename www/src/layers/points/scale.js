/**
 * Between two stops in a straight line, and beyond them as at the nearer one.
 * @param {number} at @param {[number, number]} from @param {[number, number]} to
 */
export const clamped = (at, [x0, y0], [x1, y1]) =>
  y0 + (y1 - y0) * Math.min(1, Math.max(0, (at - x0) / (x1 - x0)));

/**
 * The same along a curve that grows by `base` per step.
 * @param {number} base @param {number} at @param {[number, number]} from @param {[number, number]} to
 */
export const grown = (base, at, [x0, y0], [x1, y1]) =>
  clamped(base ** (at - x0), [1, y0], [base ** (x1 - x0), y1]);
