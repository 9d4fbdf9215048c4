/**
 * Reports a piece of work to the browser's profiler and to the bench. The entry goes to current observers and is not
 * kept: a day of dragging must not fill the memory.
 *
 * @param {string} name @param {number} start as `performance.now()` gave it
 */
export function reportTiming(name, start) {
  performance.measure(`geobit:${name}`, { start, end: performance.now() });
  performance.clearMeasures(`geobit:${name}`);
}
