// Incidents entered by hand.
import { formatCount, formatKm } from "../../format.js";
import { plural } from "./plural.js";

/** By the names of the fields. @type {Record<string, string>} */
const missing = {
  gps: "Click the place on the map, or give its latitude and longitude, such as 12.37, -8.02.",
  start: "Give the day on which it happened.",
  uncertainty_km: "Say how exactly the place is known, in km; 0 if it is known exactly.",
  kind: "Choose what happened.",
};

export const own = {
  origin: "Entered by hand",
  title: "Incidents entered by hand",
  titleWith: (/** @type {number} */ n) => `Incidents entered by hand (${formatCount(n)})`,
  intro: "What you know and no file has. It counts in every report, as an origin of its own.",
  enter: "Enter an incident…",
  fields: {
    gps: "Latitude, longitude",
    uncertainty_km: "Place exact to, km",
    start: "Day",
    kind: "Kind of incident",
    deaths: "Deaths, if known",
    note: "Note",
  },
  noKind: "– choose –",
  pick: "Choose on the map",
  pickHint: "Click where it happened. Escape cancels.",
  picked: (/** @type {string} */ place) => `The place is ${place}.`,
  enterTitle: "Enter an incident",
  editTitle: "Edit an incident",
  add: "Add the incident",
  change: "Save the changes",
  cancel: "Cancel",
  missing,
  notYet: "Give a day that is not after today.",
  badDeaths: "Give a whole number of deaths from 0.",
  give: (/** @type {string} */ expected) => `Give ${expected}.`,
  rejected: (/** @type {string} */ reason) => `This cannot be read: ${reason}.`,
  notLocated: (/** @type {string[]} */ reasons) =>
    `An incident with this could not be located${reasons.length > 0 ? `: ${reasons.join("; ")}` : ""}.`,
  problems: (/** @type {number} */ n) =>
    `${plural(n, "field")} ${n === 1 ? "needs" : "need"} another answer.`,
  notRead: (/** @type {string} */ reason) => `The incident could not be entered. ${reason}`,
  /** @param {string} kind @param {string} day */
  name: (kind, day) => `${kind}, ${day}`,
  within: (/** @type {number} */ km) => (km > 0 ? `within ${formatKm(km)}` : "exact"),
  deaths: (/** @type {number} */ n) => plural(n, "death"),
  edit: "Edit",
  editOne: (/** @type {string} */ name) => `Edit ${name}`,
  remove: "Delete",
  removeOne: (/** @type {string} */ name) => `Delete ${name}`,
  removed: (/** @type {string} */ name) => `${name} was deleted.`,
  undo: "Undo",
  added: (/** @type {string} */ name) => `${name} was added.`,
  changed: (/** @type {string} */ name) => `${name} was changed.`,
  save: "Save as CSV",
  reveals: (/** @type {number} */ n) =>
    `The CSV file contains ${plural(n, "incident")} with ${n === 1 ? "its place, day and note" : "their places, days and notes"}.`,
  open: "Add from a saved file…",
  file: "incidents entered by hand",
  opened: (/** @type {number} */ n) => `${plural(n, "incident")} read.`,
  leftOut: (/** @type {number} */ n) =>
    `${plural(n, "row")} left out: without a day or a place they cannot be among incidents entered by hand.`,
  openFailed: (/** @type {string} */ file) => `${file} could not be added.`,
  keep: "Keep them in this browser",
  keepHint: "Otherwise they are gone when the page is closed. Save them as CSV to have them elsewhere.",
  notKept: "This browser does not allow anything to be kept here.",
  notShown: "The incidents entered by hand could not be shown.",
  keptLeftOut: (/** @type {number} */ n) =>
    `${plural(n, "incident")} kept in this browser could not be read and ${n === 1 ? "is" : "are"} left out.`,
};
