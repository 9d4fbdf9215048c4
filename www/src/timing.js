/**
 * Names a stretch of work for the browser's profiler and for the bench. An entry is handed to whoever observes and not
 * kept: a day of dragging must not fill the memory.
 *
 * @param {string} name @param {number} start by `performance.now()`
 */
export function timed(name, start) {
  performance.measure(`geobit:${name}`, { start, end: performance.now() });
  performance.clearMeasures(`geobit:${name}`);
}
