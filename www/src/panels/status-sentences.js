// Chooses the sentences of a corridor's status. Silence is a gap in the record; it does not say that a road is open.
import { dayOfDate } from "../format.js";
import { words } from "../words/index.js";

/** @typedef {import("geobit").CorridorStatus} CorridorStatus */

/**
 * Returns a sentence if the recent window has no incidents, otherwise an empty text.
 * @param {CorridorStatus} status
 * @param {{ from: string, mayHold: boolean, kinds?: unknown }} scope
 *   `from`: the first day of the data; `mayHold`: whether incidents of uncertain place may be in the corridor; `kinds`: those
 *   that were asked for, none for all
 */
export function describeSilence({ recent, recency }, { from, mayHold, kinds }) {
  if (recent.count > 0) return "";
  const allDays = dayOfDate(recent.to) - dayOfDate(from) + 1;
  return words.status.silence(recency.daysSinceLast, allDays, mayHold, Boolean(kinds));
}

/** @param {CorridorStatus} status */
export function describeLaplace({ laplace }) {
  if (!laplace) return words.status.laplaceNone;
  if (laplace.verdict === "noClearTrend") return words.status.laplaceNotClear;
  return laplace.verdict === "late" ? words.status.laplaceLate : words.status.laplaceEarly;
}

/** @param {NonNullable<CorridorStatus["laplace"]>} laplace */
export const describeLaplaceTest = ({ z, p }) => words.status.laplaceTest(z, p);

/** @param {CorridorStatus} status */
export function describeLast({ recency: { daysSinceLast, quietProbability } }) {
  if (daysSinceLast === null) return words.status.lastNone;
  if (daysSinceLast === 0) return words.status.lastToday;
  return quietProbability === null
    ? words.status.lastAgo(daysSinceLast)
    : words.status.lastAgoQuiet(daysSinceLast, quietProbability);
}

/** @param {CorridorStatus} status @param {unknown} kinds that were asked for; none for all */
export function describeBlockades({ blockades, recent, baseline }, kinds) {
  if (!blockades) return words.status.blockadesUnknown;
  if (Array.isArray(kinds) && !kinds.includes("blockade")) return words.status.blockadesNotChosen;
  return words.status.blockadesCount(
    { count: blockades.recent, days: recent.days, from: recent.from, to: recent.to },
    { count: blockades.baseline, days: baseline.days },
  );
}

/** Says how long blockades stay; nothing where they are not counted. @param {CorridorStatus} status @param {unknown} kinds */
export function describeSpells({ blockades }, kinds) {
  if (!blockades || (Array.isArray(kinds) && !kinds.includes("blockade"))) return "";
  const { presentWeeks, past, tooFew, medianWeeks, longestWeeks, asLong } = blockades.spells;
  const texts = words.status;
  const present = presentWeeks === null ? texts.spellsNone : texts.spellsPresent(presentWeeks);
  if (tooFew || longestWeeks === null) return `${present} ${texts.spellsTooFew(past)}`;
  const before = texts.spellsPast(past, medianWeeks, longestWeeks);
  return [present, before, asLong && texts.spellsAsLong(asLong.spells, asLong.wentOn)]
    .filter(Boolean)
    .join(" ");
}
