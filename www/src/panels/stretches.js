// The worst stretches of a route: where half of its encounter expectation lies, and what was recorded there over time.
import { h } from "preact";
import { sparkline } from "../chart.js";
import { term } from "../definitions.js";
import { measure, percent, plural, whole } from "../format.js";
import { kindLabel } from "../kinds.js";
import { disclosure, part } from "./parts.js";
import { HEADLINES } from "./verdict.js";

/** @typedef {import("geobit").Stretch} Stretch */

const SHOWN = 5;
/** How many kinds a stretch names, most frequent first. */
const NAMED_KINDS = 3;

/**
 * @param {import("geobit").RouteReport} report
 * @param {(stretch: Stretch) => void} fly
 * @param {(stretch: Stretch) => string} where the town near it, in words
 */
export function stretchesPart({ stretches }, fly, where) {
  if (stretches.length === 0) return null;
  const page = { fly, where, several: stretches.length > 1, most: mostInAWeek(stretches) };
  const list = (/** @type {Stretch[]} */ some) =>
    h("ol", { class: "stretches" }, ...some.map((stretch) => entry(stretch, page)));
  const others = stretches.slice(SHOWN);
  return part(
    term("worstStretch", "Worst stretches"),
    h("p", { class: "hint" }, "Together they hold half of the trip's expectation."),
    list(stretches.slice(0, SHOWN)),
    others.length > 0 && disclosure(`and ${others.length} more`, () => list(others), "stretches"),
    h(
      "p",
      { class: "hint" },
      term("stretchShare", "Share"),
      " of the route's expectation; ",
      term("segmentRecorded", "recorded"),
      " in the range of time shown, certainly in the corridor; ",
      term("stretchChange", "change"),
      " against the stretch's own past",
      ...(stretches.length > 1 ? [" with its ", term("q", "q-value")] : []),
      ". Small chart: incidents a week, the recent window shaded.",
    ),
  );
}

/** One scale for all, so that the small charts compare. @param {Stretch[]} stretches */
const mostInAWeek = (stretches) => Math.max(3, ...stretches.flatMap(({ weekly }) => [...weekly.counts]));

/**
 * @param {Stretch} stretch
 * @param {{ fly: (stretch: Stretch) => void, where: (stretch: Stretch) => string, several: boolean, most: number }} page
 */
function entry(stretch, { fly, where, several, most }) {
  const { fromKm, toKm, share, weekly, recent } = stretch;
  return h(
    "li",
    { class: "stretch" },
    h(
      "p",
      null,
      h(
        "button",
        { type: "button", class: "link", onclick: () => fly(stretch) },
        `km ${measure(fromKm)}–${measure(toKm)}`,
      ),
      h("span", { class: "sub" }, where(stretch)),
    ),
    sparkline(weekly, recent.from, most),
    h("span", { class: "stretch-share" }, percent(share)),
    h(
      "p",
      { class: "stretch-words" },
      ...recordedIn(stretch),
      h("span", { class: "sub" }, changeIn(stretch, several)),
    ),
  );
}

/** @param {Stretch} stretch */
function recordedIn({ count, possible, kinds, daysSinceLast }) {
  const counted = [
    count > 0 ? plural(count, "recorded incident") : "No recorded incidents",
    possible > 0 && `${whole(possible)} possible`,
  ];
  const since = daysSinceLast !== null && `the newest ${ago(daysSinceLast)}`;
  const named = count > 0 && kindsInWords(kinds, count);
  return [`${[...counted, since].filter(Boolean).join(", ")}.`, named && h("span", { class: "sub" }, named)];
}

/** @param {number} days before the date of the data */
const ago = (days) => (days === 0 ? "on the last day of the data" : `${plural(days, "day")} ago`);

/** @param {Record<string, number>} kinds @param {number} count of all of them */
function kindsInWords(kinds, count) {
  const named = Object.entries(kinds)
    .filter(([, n]) => n > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, NAMED_KINDS);
  const others = count - named.reduce((sum, [, n]) => sum + n, 0);
  const words = named.map(([kind, n]) => `${kindLabel(kind).toLowerCase()} ${whole(n)}`);
  return [...words, others > 0 && `others ${whole(others)}`].filter(Boolean).join(", ");
}

/** @param {Stretch} stretch @param {boolean} several */
function changeIn({ change, q, recent, baseline }, several) {
  const windows = `${whole(recent.count)} in the last ${plural(recent.days, "day")}, ${whole(baseline.count)} in the ${whole(baseline.days)} before`;
  const corrected = several && change.verdict !== "tooFew" ? ` (q ${percent(q)})` : "";
  return `${HEADLINES[change.verdict]}: ${windows}${corrected}.`;
}
