/**
 * Interpolates linearly between two stops, and returns the value of the nearer stop beyond them.
 * @param {number} at @param {[number, number]} from @param {[number, number]} to
 */
export const interpolate = (at, [x0, y0], [x1, y1]) =>
  y0 + (y1 - y0) * Math.min(1, Math.max(0, (at - x0) / (x1 - x0)));

/**
 * Interpolates along a curve that grows by the factor `base` per unit.
 * @param {number} base @param {number} at @param {[number, number]} from @param {[number, number]} to
 */
export const interpolateExponential = (base, at, [x0, y0], [x1, y1]) =>
  interpolate(base ** (at - x0), [1, y0], [base ** (x1 - x0), y1]);
