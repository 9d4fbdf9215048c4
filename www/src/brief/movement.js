// What is planned for one route: when it starts, how fast it goes, where it stops. Kept with the shape while the page is open.
import { browserOffset, instantOf } from "./clock.js";

/**
 * @typedef {object} Movement
 * @property {string} date of departure, `YYYY-MM-DD`; empty if none is planned
 * @property {string} time of departure, `HH:MM`
 * @property {number} offset how many minutes the clock of date and time is ahead of UTC
 * @property {number} speedKmh
 * @property {{ fromKm: number, kmh: number }[]} speeds each from its km on
 * @property {{ km: number, hours: number }[]} stops
 */

/** The default of the package. */
export const DEFAULT_KMH = 40;

/** @returns {Movement} */
export const newMovement = () => ({
  ...{ date: "", time: "06:00", offset: browserOffset(), speedKmh: DEFAULT_KMH },
  ...{ speeds: [], stops: [] },
});

/** @param {Movement | undefined} movement @returns {number | null} the instant of departure */
export const departureOf = (movement) =>
  movement ? instantOf(movement.date, movement.time, movement.offset) : null;

/**
 * Returns the movement as options for the engine: only what differs from its defaults is named. Its times are in UTC.
 * @param {Movement | undefined} movement
 */
export function movementOptions(movement) {
  if (!movement) return {};
  const { speedKmh, speeds, stops } = movement;
  const departure = departureOf(movement);
  return {
    ...(speedKmh !== DEFAULT_KMH && { speedKmh }),
    ...(speeds.length > 0 && { speeds }),
    ...(stops.length > 0 && { stops }),
    ...(departure !== null && { departure: new Date(departure).toISOString().slice(0, 16) }),
  };
}
