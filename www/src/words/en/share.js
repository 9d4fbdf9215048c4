// What is shared of an answer without its place.
import { formatCount, formatKm } from "../../format.js";
import { capitalized, plural, recordedIncidents } from "./plural.js";

export const share = {
  intro: "This answer without coordinates, names or a map: numbers, and kilometres from the place itself.",
  /** What both reveal. */
  reveals:
    "It contains counts, kilometres and the date of the data, and no coordinate, name or map. Who has the same data may still find the place by its counts.",
  picture: "Save as a picture",
  text: "Save as text",
  copy: "Copy the text",
  copied: "The text is copied.",
  copyFailed: "This browser does not allow copying here; save the text as a file.",
  pictureFailed: "The picture could not be made.",
  noAnswer: "There is no answer to share at the moment.",
  pictureFile: "geobit-answer.png",
  textFile: "geobit-answer.txt",
  circle: (/** @type {number} */ km) => `A site: a circle of ${formatKm(km)} around it`,
  polygon: (/** @type {number} */ km2) => `A site: an area of ${formatCount(Math.round(km2))} km²`,
  corridor: (/** @type {number} */ km) => `A corridor of ${formatKm(km)} on either side of a line`,
  /** @param {number} lengthKm @param {number} km */
  line: (lengthKm, km) =>
    `A route of ${formatKm(lengthKm)}, with a corridor of ${formatKm(km)} on either side`,
  counts: (/** @type {number} */ certain, /** @type {number} */ possible) =>
    `${capitalized(recordedIncidents(certain))} inside for certain, ${formatCount(possible)} possibly, on all days that are counted.`,
  along: (/** @type {number} */ count) =>
    `${capitalized(recordedIncidents(count))} in the corridor, on all days that are counted.`,
  /** @param {number} recent @param {number} recentDays @param {number} baseline @param {number} baselineDays */
  windows: (recent, recentDays, baseline, baselineDays) =>
    `${formatCount(recent)} in the last ${plural(recentDays, "day")} of the data, ${formatCount(baseline)} in the ${plural(baselineDays, "day")} before.`,
  /** @param {string} parts */
  filtered: (parts) => `Filtered: ${parts}. Whatever does not match counts in no number here.`,
  /** What would name something is only counted. */
  parts: {
    actors: (/** @type {number} */ n) => `by ${plural(n, "actor")}`,
    text: "by words",
    sources: (/** @type {number} */ n) => `by ${plural(n, "source")}`,
  },
  listOf: (/** @type {string} */ title) => `${title}:`,
  ringsTitle: "By distance, in both windows together",
  /** @param {number} from @param {number} to @param {number} count */
  ring: (from, to, count) => `${formatKm(from)} to ${formatKm(to)}: ${formatCount(count)}`,
  stretchesTitle: "The worst stretches, worst first, in km from the start",
  /** @param {number} from @param {number} to @param {number} count */
  stretch: (from, to, count) =>
    `km ${formatCount(Math.round(from))} to ${formatCount(Math.round(to))}: ${recordedIncidents(count)}`,
  weeks: "Recorded incidents per week, up to the date of the data",
  strip: "Recorded incidents along the route, from its start to its end",
  data: (/** @type {boolean} */ isDemo, /** @type {string} */ asOf) =>
    `${isDemo ? "Made-up demo data, not real events. " : ""}Data as of ${asOf}.`,
  left: "Coordinates, names and the map are left out.",
};
