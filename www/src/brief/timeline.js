// When a movement is where, from the timeline of kilometres and hours that the package gives. It is straight between its points,
// and a stop is the same kilometre twice.

/** @typedef {{ km: ArrayLike<number>, hours: ArrayLike<number> }} Timeline */
/** @typedef {{ fromKm: number, toKm: number, fromHours: number, toHours: number, stop: boolean }} Piece */

/** Splits a timeline into drives and stops, without those that take no time. @param {Timeline} timeline @returns {Piece[]} */
export function pieces({ km, hours }) {
  const found = [];
  for (let i = 1; i < km.length; i++) {
    if (hours[i] === hours[i - 1]) continue;
    found.push({
      ...{ fromKm: km[i - 1], toKm: km[i], fromHours: hours[i - 1], toHours: hours[i] },
      stop: km[i] === km[i - 1],
    });
  }
  return found;
}

/**
 * Returns the hours after departure at which a kilometre is reached and left again, which differ at a stop only.
 * @param {Timeline} timeline @param {number} at km
 */
export function timesAt({ km, hours }, at) {
  let arrives = hours[hours.length - 1];
  let leaves = arrives;
  let reached = false;
  for (let i = 0; i < km.length; i++) {
    if (km[i] < at) continue;
    if (!reached) {
      arrives = i === 0 || km[i] === at ? hours[i] : interpolate(km, hours, i, at);
      leaves = arrives;
      reached = true;
    }
    if (km[i] > at) break;
    leaves = hours[i];
  }
  return { arrives, leaves };
}

/** Returns where a movement is after some hours. @param {Timeline} timeline @param {number} after hours @returns {number} km */
export function kmAfter({ km, hours }, after) {
  for (let i = 0; i < hours.length; i++) {
    if (hours[i] < after) continue;
    return i === 0 || hours[i] === after ? km[i] : interpolate(hours, km, i, after);
  }
  return km[km.length - 1];
}

/** Interpolates between the points `i - 1` and `i`. @param {ArrayLike<number>} x @param {ArrayLike<number>} y @param {number} i @param {number} at */
const interpolate = (x, y, i, at) => y[i - 1] + ((at - x[i - 1]) / (x[i] - x[i - 1])) * (y[i] - y[i - 1]);
