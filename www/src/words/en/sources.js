// Several origins shown as one, and suspected duplicates among them.
import { formatCount, formatKm, formatNumber } from "../../format.js";
import { plural } from "./plural.js";

export const sources = {
  title: "Origins",
  origin: "Origin",
  count: "Incidents",
  inArea: "In the area",
  inCorridor: "In the corridor",
  byOrigin: "By origin",
  byOriginHint: "The first number counts certain and possible incidents, the others only certain ones.",
  /** @param {string} count @param {string} asOf */
  of: (count, asOf) => `${count} · data as of ${asOf}`,
  counted: (/** @type {number} */ n) => plural(n, "incident"),
  /** In the top bar, after the first ones. */
  others: (/** @type {number} */ n) => `and ${formatCount(n)} more`,
  ends: (/** @type {string} */ asOf) =>
    `The origins end on different days. Recent windows end on ${asOf}: only up to then all of them are complete.`,
  remove: (/** @type {string} */ name) => `Remove ${name}`,
  removeShort: "Remove",
  added: (/** @type {string} */ name) => `${name} was added.`,
  removed: (/** @type {string} */ name) => `${name} was removed.`,
  notCombined: "The origins could not be shown together.",
};

export const duplicates = {
  title: "Suspected duplicates",
  looking: "Looking for suspected duplicates…",
  open: (/** @type {number} */ undecided) =>
    undecided === 0
      ? "Suspected duplicates: none to decide…"
      : `Suspected duplicates: ${formatCount(undecided)} to decide…`,
  found: (/** @type {number} */ n) =>
    n === 0
      ? "No suspected duplicates were found."
      : `${plural(n, "suspected duplicate")}: decide on them under “What is loaded”.`,
  intro:
    "Each pair may be two records of one event. Nothing is merged until you accept it: then the record on the left counts, and the other does not.",
  none: "There are no suspected duplicates.",
  /** @param {number} km @param {number} days */
  limits: (km, days) =>
    `Records of different origins are compared that are at most ${formatKm(km)} and ${plural(days, "day")} apart and may be of the same kind. Records that cannot be located are in no pair.`,
  problem: (/** @type {string} */ reason) => `Not all origins could be compared. ${reason}`,
  /** @param {number} undecided @param {number} all */
  state: (undecided, all) => `${plural(all, "pair")}, ${formatCount(undecided)} to decide.`,
  /** @param {number} n @param {number} all */
  pair: (n, all) => `Pair ${formatCount(n)} of ${formatCount(all)}`,
  what: "What is recorded",
  day: "Day",
  kind: "Kind",
  place: "Place",
  deaths: "Deaths",
  note: "Note",
  /** @param {number} km @param {number} days */
  apart: (km, days) => `${formatKm(km)} and ${plural(days, "day")} apart`,
  score: (/** @type {number} */ score) => `score ${formatNumber(score)}`,
  accept: "Accept: one event",
  keepApart: "Keep apart",
  more: (/** @type {number} */ n) => `Show ${formatCount(n)} more`,
  acceptAbove: "Accept all that are not decided, with a score of at least",
  acceptAll: "Accept them",
  badScore: "Give a score from 0 to 1, such as 0.9.",
  /** @param {number} accepted @param {number} leftOut */
  accepted: (accepted, leftOut) =>
    `${plural(accepted, "pair")} accepted.${leftOut > 0 ? ` ${plural(leftOut, "pair")} left as it is: accepting would join records that you keep apart.` : ""}`,
  joinsApart: "This cannot be accepted: through other pairs it would join records that you keep apart.",
  alreadyJoined: "These cannot be kept apart: other pairs that you accepted make one event of them.",
  close: "Close",
};
