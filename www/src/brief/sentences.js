// The sentences of a brief, the same on paper and in its files.
import {
  countIn,
  day,
  dayOfDate,
  expectedIn,
  hours,
  km,
  limitsIn,
  measure,
  plural,
  probability,
  whole,
} from "../format.js";
import { kindLabel } from "../kinds.js";
import { WITHIN } from "../panels/verdict.js";
import { dateOn, offsetLabel } from "./clock.js";
import { TOWN_KM } from "./towns-along.js";

/** @typedef {import("./content.js").Brief} Brief */

export const ADVISORY = "Derived from recorded incidents; not a risk advisory.";

/** Above it a verdict may be one of several that chance makes. */
const USUAL_Q = 0.05;
/** As the engine says it, where a departure is set; true without one as well. */
const DAYS_ONLY = "The data tell days and not hours: the exposure is the same at any hour of departure.";

/** @param {Brief} brief */
export const wayInWords = ({ schedule: { passages } }) =>
  `${passages[0].name} → ${passages[passages.length - 1].name}`;

/** @param {Brief} brief */
export const sizeInWords = ({ report }) => `${km(report.lengthKm)}, ${hours(report.hours)}`;

/** @param {Brief} brief */
export const sourceInWords = ({ report, schedule, summary: { name, licence, attribution } }) =>
  [
    `Data as of ${day(report.method.asOf)}${ageInWords(report.method.asOf, schedule)}`,
    name,
    licence ?? "licence not stated",
    attribution,
  ]
    .filter(Boolean)
    .join(" · ");

/** How old the record is when the convoy leaves. @param {string} asOf @param {Brief["schedule"]} schedule */
function ageInWords(asOf, { departure, offset }) {
  if (departure === null) return "";
  const days = dayOfDate(dateOn(departure, offset)) - dayOfDate(asOf);
  if (days === 0) return ", the day of departure";
  return days > 0 ? `, ${plural(days, "day")} before departure` : ", after the departure";
}

/** @param {Brief} brief */
export function encounterInWords({ trips, report: { encounter, method } }) {
  const level = measure(100 * Number(method.confidence));
  return `${expectedIn(encounter.expected, trips)} (${level} % interval ${limitsIn(encounter.interval, trips)}): recorded incidents expected within ${method.encounterKm} km of the convoy, if the recent pattern holds.`;
}

/** @param {Brief} brief */
export function recentInWords({ recent, report: { method, status } }) {
  const { from, to, days, certain, possible, farther, atMost } = recent;
  const { baseline, recency, change } = status;
  const when = `in the ${days} days ${day(from)} – ${day(to)}`;
  const far = farther > 0 ? ` ${whole(farther)} of the possible, recorded farther off, are not listed.` : "";
  const last =
    certain === 0 && recency.daysSinceLast !== null
      ? ` The last one certain was ${plural(recency.daysSinceLast, "day")} before the date of the data; a quiet record is not the same as a quiet road.`
      : "";
  const sure = certain === 0 ? "No recorded incidents are" : whole(certain);
  return `${sure} certainly within ${method.corridorKm} km of the route ${when}, ${possible === 0 ? "none" : `${atMost ? "up to " : ""}${whole(possible)}`} possibly; ${baseline.count === 0 ? "none" : whole(baseline.count)} certainly in the ${whole(baseline.days)} days before: ${verdictInWords(change)}.${last}${far}`;
}

/** Blockades are what stops a convoy; told apart where the source can hold them. @param {Brief} brief @returns {string | null} */
export function blockadesInWords({ report: { status } }) {
  if (!status.blockades) return null;
  const { recent, baseline } = status.blockades;
  if (recent + baseline === 0)
    return `No recorded blockades, checkpoints or extortion among them in ${status.recent.days + status.baseline.days} days.`;
  return `Blockades, checkpoints and extortion among them: ${whole(recent)} in the last ${status.recent.days} days, ${whole(baseline)} in the ${status.baseline.days} before.`;
}

/** A test's number only where the verdict rests on it. @param {import("geobit").Change} change */
const verdictInWords = ({ verdict, p, widened }) =>
  isClear(verdict) ? `${WITHIN[verdict]} (${probability(widened?.p ?? p)})` : WITHIN[verdict];

/** @param {import("geobit").Change["verdict"]} verdict */
const isClear = (verdict) => verdict === "more" || verdict === "fewer";

/** The certain and the possible ones. @param {{ count: number, possible: number }} counts */
export const countsInWords = ({ count, possible }) =>
  [count > 0 && whole(count), possible > 0 && `${whole(possible)} possible`].filter(Boolean).join(", ") ||
  "none";

/** @param {{ daysSinceLast: number | null }} stretch */
export const lastInWords = ({ daysSinceLast }) =>
  daysSinceLast === null
    ? "none certain"
    : daysSinceLast === 0
      ? "on the last day"
      : plural(daysSinceLast, "day");

/** A stretch against its own past. @param {import("geobit").Stretch} stretch */
export function changeInWords({ recent, baseline, change, q }) {
  const counted =
    recent.count + baseline.count === 0
      ? `none certain in ${recent.days + baseline.days} days`
      : `${whole(recent.count)} in ${recent.days} days, ${whole(baseline.count)} in ${baseline.days} before`;
  const among = `${q > USUAL_Q ? " by itself" : ""} (q ${q < 0.001 ? "< 0.001" : measure(q)})`;
  return `${counted}: ${WITHIN[change.verdict]}${isClear(change.verdict) ? among : ""}`;
}

/** A route against this one, whose difference the package tells the other way round. @param {import("./content.js").Alternative} route @param {number} trips */
export function againstInWords({ interval, against }, trips) {
  const own = limitsIn(interval, trips);
  if (!against) return own;
  const [low, high] = against.interval;
  return `${own} · ${FROM_THAT_SIDE[against.verdict]}: ${signed(-high, trips)} to ${signed(-low, trips)}`;
}

const FROM_THAT_SIDE = {
  more: "clearly less",
  less: "clearly more",
  noClearDifference: "no clear difference",
};

/** @param {number} n @param {number} trips */
const signed = (n, trips) => `${n < 0 ? "−" : n > 0 ? "+" : ""}${countIn(Math.abs(n), trips)}`;

/** By which route it is dominated, the clearest first, and its road along this one: a short line, however many routes there are. @param {import("./content.js").Alternative} route @returns {string} */
export function besideInWords({ dominated, against, sharedKm, lengthKm }) {
  const clear = dominated.filter(({ clearly }) => clearly);
  const [first, ...others] = clear.length > 0 ? clear : dominated;
  const more = others.length > 0 ? ` and ${plural(others.length, "other")}` : "";
  const road = sharedKm > 0 ? `${measure(sharedKm)} of its ${km(lengthKm)} run` : "none of it runs";
  return [
    first && `Dominated ${first.clearly ? "clearly" : "(not clearly)"} by ${first.by}${more}.`,
    against && `${capital(road)} along this route.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** @param {string} text */
export const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** What to keep in mind about the numbers, a sentence each. @param {Brief} brief @returns {string[]} */
export function notesInWords({ report, summary, range, schedule }) {
  const { rejected, superseded } = summary;
  return [
    !report.notes.includes(DAYS_ONLY) && DAYS_ONLY,
    range.kinds &&
      `Only these kinds are counted: ${range.kinds.map((kind) => kindLabel(kind).toLowerCase()).join(", ")}.`,
    schedule.departure !== null &&
      `Times are ${offsetLabel(schedule.offset)} the whole way. Dark: the sun's upper edge below a level horizon.`,
    `Places: towns of this map within ${TOWN_KM} km of the route. Closed roads, checkpoints and breakdowns are in no time.`,
    ...report.notes.filter((note) => note !== ADVISORY),
    rejected > 0 &&
      `${plural(rejected, "row")} of the file could not be read and ${rejected === 1 ? "is" : "are"} left out.`,
    superseded > 0 && `${plural(superseded, "row")} replaced by a newer one with the same id.`,
  ].filter((text) => typeof text === "string");
}

/** @param {Brief} brief */
export function methodInWords({ report: { method } }) {
  return `Each recorded incident weighs half after ${method.halfLifeDays} days and is spread over about ${method.bandwidthKm} km; exposure is what of that lies along the road. Corridor ${method.corridorKm} km on either side. Silence of the record is no finding. geobit ${method.version}.`;
}
