// The plan of a movement: departure, speed, stops and daylight.
import { formatCount } from "../../format.js";

export const movement = {
  summary: "Movement: departure, speed, stops, daylight",
  openBrief: "Movement brief…",
  stillCounts: (/** @type {string[]} */ problems) =>
    `${problems.join(" ")} What was usable before still counts.`,
  departure: "Departure",
  at: "at",
  in: "in",
  clock: "Clock of these times",
  speed: "Speed, km/h",
  speeds: {
    title: "Other speeds",
    add: "Another speed from a km on",
    remove: "Remove this speed",
    first: { label: "From km", before: "from km" },
    second: { label: "Speed from there, km/h", before: "at", after: "km/h" },
  },
  stops: {
    title: "Stops",
    add: "A stop",
    remove: "Remove this stop",
    first: { label: "Stop at km", before: "at km" },
    second: { label: "Length of the stop, hours", before: "for", after: "h" },
  },
  addButton: (/** @type {string} */ what) => `+ ${what}`,
  typed: (/** @type {string} */ text) => (text === "" ? "nothing usable is typed" : `${text} is typed`),
  badDay: "There is no such day of departure.",
  hourMissing: "A departure needs its hour as well.",
  badSpeed: (/** @type {{ min: number, max: number }} */ kmh, /** @type {string} */ text) =>
    `The speed is ${kmh.min} to ${kmh.max} km/h; ${movement.typed(text)}.`,
  badSpeedFrom: (
    /** @type {string} */ km,
    /** @type {{ min: number, max: number }} */ kmh,
    /** @type {string} */ text,
  ) => `The speed from km ${km || "?"} is ${kmh.min} to ${kmh.max} km/h; ${movement.typed(text)}.`,
  badSpeedKm: (/** @type {string} */ text) =>
    `A speed begins at a km of the route, from 0 on; ${movement.typed(text)}.`,
  badStopKm: (/** @type {string} */ text) =>
    `A stop begins at a km of the route, from 0 on; ${movement.typed(text)}.`,
  badStopHours: (/** @type {number} */ max, /** @type {string} */ text) =>
    `A stop lasts more than 0 hours, up to ${formatCount(max)}; ${movement.typed(text)}.`,
  withoutDeparture:
    "Without a date of departure, hours count from the start, and nothing is said of daylight.",
  arrives: (/** @type {string | null} */ clock) => `Arrives, ${clock ?? "after"}`,
  leaves: "Leaves",
  light: "Light",
  dark: "dark",
  day: "day",
  km: (/** @type {string} */ km) => `km ${km} `,
  stop: "stop",
  stopAt: (/** @type {string} */ place) => `Stop at ${place}`,
  otherSpeed: "speed",
  speedFrom: (/** @type {string} */ place) => `Another speed from ${place} on`,
  towns: (/** @type {number} */ km) =>
    `Towns of this map within ${km} km of the route, the most important ones evenly spread.`,
};
