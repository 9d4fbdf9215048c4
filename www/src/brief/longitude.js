// Lines over the antimeridian: to find a place between two corners they have to go on, to be a place it has to be on the globe.

/** Longitudes that go on over the antimeridian, so that a place between two corners is between them. @param {GeoJSON.Position[]} line */
export function continuous(line) {
  let turn = 0;
  return line.map(([lon, lat], i) => {
    const before = i > 0 ? line[i - 1][0] : lon;
    if (lon - before > 180) turn -= 360;
    if (lon - before < -180) turn += 360;
    return [lon + turn, lat];
  });
}

/** @param {number} lon of a line that goes on @returns {number} from -180 to 180 */
export const ownLongitude = (lon) => (Math.abs(lon) > 180 ? lon - 360 * Math.round(lon / 360) : lon);
