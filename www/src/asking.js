// What every question of the page says of who asks: what day it is there, and in which language the engine's sentences are
// wanted, which is that of the page where the engine speaks it.
import { dateOfDay } from "./format.js";
import { units } from "./words/units.js";

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 24 * 60;

/** Returns the day of this machine's clock and time zone. @param {Date} now */
export const localDay = (now) =>
  dateOfDay(Math.floor((now.getTime() / MS_PER_MINUTE - now.getTimezoneOffset()) / MINUTES_PER_DAY));

/**
 * Returns the intensity to ask by: the fixed one until the other is fitted, as nothing waits for that.
 * @param {import("./page-state.js").PageState} state @returns {{ intensity?: import("geobit").Intensity }}
 */
export const intensityOf = ({ fit }) => (fit === "fitted" ? {} : { intensity: "fixed" });

/**
 * Returns what to ask of the days to come. In a drag, answers come at every step and do not tell it.
 * @param {import("./page-state.js").PageState} state @param {boolean} isQuick
 * @returns {{ intensity?: import("geobit").Intensity, forecast?: false, hindcast?: true }}
 */
export const forecastOptions = (state, isQuick) => {
  if (isQuick) return { ...intensityOf(state), forecast: false };
  return state.fit === "running" ? { intensity: "fixed" } : { ...intensityOf(state), hindcast: true };
};

export const asking = () => ({ today: localDay(new Date()), lang: units.engine });
