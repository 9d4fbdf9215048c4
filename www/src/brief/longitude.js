// Lines over the antimeridian: a place between two corners is found on continuous longitudes, and then brought back to the globe.

/** Makes longitudes continuous over the antimeridian, so that a place between two corners has a longitude between theirs. @param {GeoJSON.Position[]} line */
export function unwrapLongitudes(line) {
  let turn = 0;
  return line.map(([lon, lat], i) => {
    const before = i > 0 ? line[i - 1][0] : lon;
    if (lon - before > 180) turn -= 360;
    if (lon - before < -180) turn += 360;
    return [lon + turn, lat];
  });
}

/** @param {number} lon continuous, so that it may lie beyond 180 @returns {number} from -180 to 180 */
export const wrapLongitude = (lon) => (Math.abs(lon) > 180 ? lon - 360 * Math.round(lon / 360) : lon);

/** Brings a geometry back to the globe: what is drawn over the antimeridian goes on beyond 180. @template {GeoJSON.Point | GeoJSON.Polygon | GeoJSON.LineString} T @param {T} geometry @returns {T} the same one if nothing of it lies beyond */
export function onGlobe(geometry) {
  let isSame = true;
  /** @param {any} at @returns {any} */
  function wrap(at) {
    if (typeof at[0] !== "number") return at.map(wrap);
    if (Math.abs(at[0]) <= 180) return at;
    isSame = false;
    return [Math.round(wrapLongitude(at[0]) * 1e9) / 1e9, at[1]];
  }
  const coordinates = wrap(geometry.coordinates);
  return isSame ? geometry : { ...geometry, coordinates };
}
