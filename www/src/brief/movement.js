// What is planned for one route: when it starts, how fast, where it halts. Kept with the shape while the page is open.
import { browserOffset, instantOf } from "./clock.js";

/**
 * @typedef {object} Movement
 * @property {string} date of departure, `YYYY-MM-DD`; empty: none is planned
 * @property {string} time of departure, `HH:MM`
 * @property {number} offset minutes that the clock of these is ahead of UTC
 * @property {number} speedKmh
 * @property {{ fromKm: number, kmh: number }[]} speeds from there on
 * @property {{ km: number, hours: number }[]} stops
 */

/** The package's own. */
export const USUAL_KMH = 40;

/** @returns {Movement} */
export const newMovement = () => ({
  ...{ date: "", time: "06:00", offset: browserOffset(), speedKmh: USUAL_KMH },
  ...{ speeds: [], stops: [] },
});

/** @param {Movement | undefined} movement @returns {number | null} the instant of departure */
export const departureOf = (movement) =>
  movement ? instantOf(movement.date, movement.time, movement.offset) : null;

/**
 * For the engine: only what differs from its defaults is named. Its times are in UTC.
 * @param {Movement | undefined} movement
 */
export function movementOptions(movement) {
  if (!movement) return {};
  const { speedKmh, speeds, stops } = movement;
  const departure = departureOf(movement);
  return {
    ...(speedKmh !== USUAL_KMH && { speedKmh }),
    ...(speeds.length > 0 && { speeds }),
    ...(stops.length > 0 && { stops }),
    ...(departure !== null && { departure: new Date(departure).toISOString().slice(0, 16) }),
  };
}
