// When a movement is where, read off the line of kilometres and hours that the package gives: straight between its points,
// and a halt is the same kilometre twice.

/** @typedef {{ km: ArrayLike<number>, hours: ArrayLike<number> }} Timeline */
/** @typedef {{ fromKm: number, toKm: number, fromHours: number, toHours: number, halt: boolean }} Piece */

/** @param {Timeline} timeline @returns {Piece[]} drives and halts, without those that take no time */
export function pieces({ km, hours }) {
  const found = [];
  for (let i = 1; i < km.length; i++) {
    if (hours[i] === hours[i - 1]) continue;
    found.push({
      ...{ fromKm: km[i - 1], toKm: km[i], fromHours: hours[i - 1], toHours: hours[i] },
      halt: km[i] === km[i - 1],
    });
  }
  return found;
}

/**
 * Hours after departure at which a kilometre is reached and left again; the same but at a halt.
 * @param {Timeline} timeline @param {number} at km
 */
export function passing({ km, hours }, at) {
  let arrives = hours[hours.length - 1];
  let leaves = arrives;
  let reached = false;
  for (let i = 0; i < km.length; i++) {
    if (km[i] < at) continue;
    if (!reached) {
      arrives = i === 0 || km[i] === at ? hours[i] : between(km, hours, i, at);
      leaves = arrives;
      reached = true;
    }
    if (km[i] > at) break;
    leaves = hours[i];
  }
  return { arrives, leaves };
}

/** Where it is after some hours. @param {Timeline} timeline @param {number} after @returns {number} km */
export function kmAfter({ km, hours }, after) {
  for (let i = 0; i < hours.length; i++) {
    if (hours[i] < after) continue;
    return i === 0 || hours[i] === after ? km[i] : between(hours, km, i, after);
  }
  return km[km.length - 1];
}

/** @param {ArrayLike<number>} x @param {ArrayLike<number>} y @param {number} i @param {number} at */
const between = (x, y, i, at) => y[i - 1] + ((at - x[i - 1]) / (x[i] - x[i - 1])) * (y[i] - y[i - 1]);
