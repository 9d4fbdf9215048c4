// Chooses the sentences of a brief, which are the same on paper and in its files.
import { dayOfDate, formatCount, formatPerTrips } from "../format.js";
import { kindLabel } from "../kinds.js";
import { isCovered } from "../panels/coverage.js";
import { describeIntensity } from "../panels/intensity.js";
import { listLeftOut } from "../panels/parts.js";
import { words } from "../words/index.js";
import { dateAt, offsetLabel } from "./clock.js";
import { TOWN_KM } from "./towns-along.js";

/** @typedef {import("./content.js").Brief} Brief */
/** @typedef {import("geobit").Change} Change */

const texts = words.brief;

/** @param {Brief} brief */
export const describeWay = ({ schedule: { passages } }) =>
  texts.way(passages[0].name, passages[passages.length - 1].name);

/** @param {Brief} brief */
export const describeSize = ({ report }) => texts.size(report.lengthKm, report.hours);

/** @param {Brief} brief */
export const describeSource = ({ report, schedule, summary: { name, licence, attribution } }) =>
  [
    texts.asOf(report.method.asOf, describeAge(report.method.asOf, schedule)),
    name,
    licence ?? words.provenance.noLicence,
    attribution,
  ]
    .filter(Boolean)
    .join(" · ");

/** Describes how old the record is when the convoy leaves. @param {string} asOf @param {Brief["schedule"]} schedule */
function describeAge(asOf, { departure, offset }) {
  if (departure === null) return "";
  const days = dayOfDate(dateAt(departure, offset)) - dayOfDate(asOf);
  if (days === 0) return texts.ageToday;
  return days > 0 ? texts.ageBefore(days) : texts.ageAfter;
}

/** @param {Brief} brief */
export const describeEncounter = ({ trips, report: { encounter, method } }) =>
  texts.encounter(encounter.expected, trips, method.encounterKm);

/** Says what is expected next along the route, and what such numbers were worth in the past. @param {Brief} brief @returns {string[]} */
export const listForecast = ({ report }) =>
  report.next && report.hindcast && isCovered(report) ? [report.next.words, report.hindcast.words] : [];

/** @param {Brief} brief */
export const describeRecent = ({ recent, report: { method, status } }) =>
  texts.recent({
    ...recent,
    km: method.corridorKm,
    baseline: status.baseline,
    change: describeVerdict(status.change),
    daysSinceLast: status.recency.daysSinceLast,
  });

/** Describes the blockades, which stop a convoy; `null` where the source cannot hold any. @param {Brief} brief @returns {string | null} */
export function describeBlockades({ report: { status } }) {
  const { blockades } = status;
  if (!blockades) return null;
  const [recentDays, baselineDays] = [status.recent.days, status.baseline.days];
  if (blockades.recent + blockades.baseline === 0) return texts.blockadesNone(recentDays + baselineDays);
  return texts.blockades(
    { count: blockades.recent, days: recentDays },
    { count: blockades.baseline, days: baselineDays },
  );
}

/** @param {Change} change */
const describeVerdict = ({ verdict }) => words.verdict.phrases[verdict];

/** @param {Change["verdict"]} verdict */
const isClear = (verdict) => verdict === "more" || verdict === "fewer";

/** Writes the certain and the possible ones. @param {{ count: number, possible: number }} counts */
export const describeCounts = ({ count, possible }) =>
  [count > 0 && formatCount(count), possible > 0 && texts.countPossible(possible)]
    .filter(Boolean)
    .join(", ") || texts.none;

/** @param {{ daysSinceLast: number | null }} stretch */
export function describeLast({ daysSinceLast }) {
  if (daysSinceLast === null) return texts.lastNone;
  return daysSinceLast === 0 ? texts.lastToday : texts.lastDays(daysSinceLast);
}

/** Compares a stretch with its own past. @param {import("geobit").Stretch} stretch */
export function describeChange({ recent, baseline, change, standsAmongAll }) {
  const counts =
    recent.count + baseline.count === 0
      ? texts.countsNone(recent.days + baseline.days)
      : texts.counts(recent, baseline);
  const phrase = words.verdict.phrases[change.verdict];
  const amongAll = isClear(change.verdict) && !standsAmongAll ? texts.byItself : "";
  return texts.change(counts, `${phrase}${amongAll}`);
}

/**
 * Compares another route with this one; the package gives the difference the other way round.
 * @param {import("./content.js").Alternative} route @param {number} trips @param {boolean} isCovered whether the data cover this one
 */
export function describeAgainst({ against, ...route }, trips, isCovered) {
  if (!route.isCovered || !against || !isCovered) return "";
  if (!against.interval) return texts.against[against.verdict];
  const [low, high] = against.interval;
  return texts.difference(
    texts.against[against.verdict],
    formatSigned(-high, trips),
    formatSigned(-low, trips),
  );
}

/** @param {number} n @param {number} trips */
const formatSigned = (n, trips) => `${n < 0 ? "−" : n > 0 ? "+" : ""}${formatPerTrips(Math.abs(n), trips)}`;

/**
 * Describes which route dominates another one, and how much road that one shares with this: a short line, however many routes
 * there are.
 * @param {import("./content.js").Alternative} route @returns {string}
 */
export function describeBeside({ dominated, against, sharedKm, lengthKm }) {
  const clearly = dominated.filter((one) => one.clearly);
  const [first, ...others] = clearly.length > 0 ? clearly : dominated;
  return [
    first && texts.dominated(first.clearly, first.by, others.length),
    against && (sharedKm > 0 ? texts.sharesRoad(sharedKm, lengthKm) : texts.sharesNoRoad),
  ]
    .filter(Boolean)
    .join(" ");
}

/** Lists what to keep in mind about the numbers, a sentence each. @param {Brief} brief @returns {string[]} */
export function listNotes({ report, summary, range, schedule }) {
  return [
    ...(isCovered(report) && report.legs.note ? [report.legs.note] : []),
    ...(schedule.departure === null ? [texts.daysOnly] : []),
    ...(range.kinds ? [texts.onlyKinds(range.kinds.map(kindLabel))] : []),
    ...(schedule.departure === null ? [] : [texts.clockNote(offsetLabel(schedule.offset))]),
    texts.placesNote(TOWN_KM),
    ...listLeftOut(report.notes, summary),
  ];
}

/** @param {Brief} brief */
export const describeMethod = ({ report: { method } }) =>
  texts.method(describeIntensity(method), method.corridorKm, method.version);
