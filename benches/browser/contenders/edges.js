// A ring or a line in typed arrays, for the tuned contenders.
import { kmPerLat, kmPerLon } from "../geodesy.js";

/** Below this number of pairs of a point and an edge, the bands cost more than they save. */
const FEW_PAIRS = 20_000;

/**
 * Returns the fastest test for this many points.
 * @param {number[][]} ring @param {number} south @param {number} north @param {number} points
 */
export function insideTest(ring, south, north, points) {
  if (points * ring.length > FEW_PAIRS) return bandsOf(ring, south, north);
  const flat = new Float64Array(2 * ring.length);
  for (let i = 0; i < ring.length; i++) {
    flat[2 * i] = ring[i][0];
    flat[2 * i + 1] = ring[i][1];
  }
  return (/** @type {number} */ x, /** @type {number} */ y) => {
    let inside = false;
    for (let k = 2; k < flat.length; k += 2) {
      const ay = flat[k - 1];
      const by = flat[k + 1];
      if (ay > y !== by > y && x < ((flat[k] - flat[k - 2]) * (y - ay)) / (by - ay) + flat[k - 2])
        inside = !inside;
    }
    return inside;
  };
}

/**
 * Sorts the edges of a ring into bands of latitude, so that a point is compared only with those of its own band.
 * @param {number[][]} ring @param {number} south @param {number} north
 */
function bandsOf(ring, south, north) {
  const count = Math.max(1, ring.length >> 1);
  const perDegree = count / (north - south || 1);
  const bandOf = (/** @type {number} */ y) =>
    Math.min(count - 1, Math.max(0, Math.floor((y - south) * perDegree)));
  const starts = new Uint32Array(count + 1);
  const eachBand = (/** @type {(edge: number, band: number) => void} */ visit) => {
    for (let i = 1; i < ring.length; i++) {
      const [from, to] = [bandOf(ring[i - 1][1]), bandOf(ring[i][1])];
      for (let band = Math.min(from, to); band <= Math.max(from, to); band++) visit(i, band);
    }
  };
  eachBand((_, band) => starts[band + 1]++);
  for (let band = 0; band < count; band++) starts[band + 1] += starts[band];
  const place = starts.slice();
  const edges = new Float64Array(4 * starts[count]);
  eachBand((edge, band) => {
    const k = 4 * place[band]++;
    edges[k] = ring[edge - 1][0];
    edges[k + 1] = ring[edge - 1][1];
    edges[k + 2] = ring[edge][0];
    edges[k + 3] = ring[edge][1];
  });

  return (/** @type {number} */ x, /** @type {number} */ y) => {
    const band = bandOf(y);
    let inside = false;
    for (let k = 4 * starts[band]; k < 4 * starts[band + 1]; k += 4) {
      const ay = edges[k + 1];
      const by = edges[k + 3];
      if (ay > y !== by > y && x < ((edges[k + 2] - edges[k]) * (y - ay)) / (by - ay) + edges[k])
        inside = !inside;
    }
    return inside;
  };
}

/** Returns the legs of a line, each with the scales of its own latitude. @param {number[][]} line */
export function legsOf(line) {
  const count = line.length - 1;
  const legs = {
    count,
    x: new Float64Array(count),
    y: new Float64Array(count),
    kx: new Float64Array(count),
    ky: new Float64Array(count),
    dx: new Float64Array(count),
    dy: new Float64Array(count),
    length: new Float64Array(count),
    start: new Float64Array(count),
  };
  let start = 0;
  for (let leg = 0; leg < count; leg++) {
    const [[ax, ay], [bx, by]] = [line[leg], line[leg + 1]];
    const middle = (ay + by) / 2;
    const [kx, ky] = [kmPerLon(middle), kmPerLat(middle)];
    const [dx, dy] = [(bx - ax) * kx, (by - ay) * ky];
    const length = Math.sqrt(dx * dx + dy * dy);
    legs.x[leg] = ax;
    legs.y[leg] = ay;
    legs.kx[leg] = kx;
    legs.ky[leg] = ky;
    legs.dx[leg] = length > 0 ? dx / length : 0;
    legs.dy[leg] = length > 0 ? dy / length : 0;
    legs.length[leg] = length;
    legs.start[leg] = start;
    start += length;
  }
  return legs;
}
