// What the corridor's status says, in words. Silence is a gap in the record; it does not say that a road is open.
import { dayOfDate, measure, percent, plural, probability, whole } from "../format.js";

/** @typedef {import("geobit").CorridorStatus} CorridorStatus */

/**
 * Said where the recent window has nothing; otherwise nothing.
 * @param {CorridorStatus} status
 * @param {{ from: string, unsure: boolean, kinds?: unknown }} of
 *   `from`: the first day of the data; `unsure`: whether any incident may be in the corridor; `kinds` asked for, none: all
 */
export function silenceInWords({ recent, recency }, { from, unsure, kinds }) {
  if (recent.count > 0) return "";
  const days =
    recency.daysSinceLast === null
      ? `in all ${plural(dayOfDate(recent.to) - dayOfDate(from) + 1, "day")} of the data`
      : `in ${plural(recency.daysSinceLast, "day")}`;
  const apart = unsure ? ", apart from those whose place is too uncertain to say" : "";
  return `No recorded incidents${kinds ? " of the chosen kinds" : ""} in the corridor ${days}${apart}. That is a gap in the record; it does not say that the road is open.`;
}

/** @param {CorridorStatus} status @param {number} confidence */
export function laplaceInWords({ laplace }, confidence) {
  if (!laplace) return "No recorded incidents to tell a trend by.";
  const { z, p } = laplace;
  const test = `z ${measure(z).replace("-", "−")}, ${probability(p)}`;
  if (p >= 1 - confidence) return `No clear trend: ${test}.`;
  return `Incidents crowd towards the ${z > 0 ? "end" : "beginning"}: ${test}.`;
}

/** @param {CorridorStatus} status */
export function lastInWords({ recency }) {
  const { daysSinceLast, quietProbability } = recency;
  if (daysSinceLast === null) return "No recorded incidents in the corridor.";
  if (daysSinceLast === 0) return "On the last day of the data.";
  const ago = `${plural(daysSinceLast, "day")} before the date of the data.`;
  if (quietProbability === null) return ago;
  return `${ago} At the rate before it, ${percent(quietProbability)} of gaps would be at least as long.`;
}

/** @param {CorridorStatus} status @param {unknown} kinds asked for; none: all */
export function blockadesInWords({ blockades, recent, baseline }, kinds) {
  if (!blockades) return "This data cannot contain blockades: their absence here says nothing.";
  if (Array.isArray(kinds) && !kinds.includes("blockade")) return "Not counted with the kinds chosen.";
  return `${whole(blockades.recent)} in the last ${plural(recent.days, "day")}, ${whole(blockades.baseline)} in the ${whole(baseline.days)} before; checkpoints and extortion with them.`;
}
