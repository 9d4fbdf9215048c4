// The worst stretches of a route: where half of its encounter expectation lies, and what was recorded there over time.
import { h } from "preact";
import { sparkline } from "../chart.js";
import { term } from "../definitions.js";
import { formatPercent } from "../format.js";
import { kindLabel } from "../kinds.js";
import { words } from "../words/index.js";
import { withElements } from "../words/with-elements.js";
import { disclosure, hint, link, part, sub } from "./parts.js";

/** @typedef {import("geobit").Stretch} Stretch */

const STRETCHES_SHOWN = 5;
/** How many kinds a stretch names, the most frequent first. */
const KINDS_NAMED = 3;
/** The small charts reach at least to so many incidents a week. */
const LEAST_SCALE = 3;
const texts = words.stretches;

/**
 * @param {import("geobit").RouteReport} report
 * @param {(stretch: Stretch) => void} showSegment
 * @param {(stretch: Stretch) => string} describePlace by the nearest town
 */
export function stretchesPart({ stretches }, showSegment, describePlace) {
  if (stretches.length === 0) return null;
  const page = { showSegment, describePlace, scale: commonScale(stretches) };
  const list = (/** @type {Stretch[]} */ listed) =>
    h("ol", { class: "stretches" }, ...listed.map((stretch) => listItem(stretch, page)));
  const others = stretches.slice(STRETCHES_SHOWN);
  return part(
    term("worstStretch", texts.title),
    hint(texts.half),
    list(stretches.slice(0, STRETCHES_SHOWN)),
    others.length > 0 && disclosure(texts.more(others.length), () => list(others), "stretches"),
    hint(
      withElements(texts.legend, {
        share: term("stretchShare", texts.shareTerm),
        recorded: term("segmentRecorded", texts.recordedTerm),
        change: term("stretchChange", texts.changeTerm),
      }),
    ),
  );
}

/** Renders the tests behind the changes of several stretches. @param {import("geobit").RouteReport} report */
export function stretchesStatistics({ stretches }) {
  const tested = stretches.slice(0, STRETCHES_SHOWN).filter(({ change }) => change.verdict !== "tooFew");
  if (stretches.length < 2 || tested.length === 0) return null;
  const each = tested.map(({ fromKm, toKm, q }) => texts.qOf(words.route.kmRange(fromKm, toKm), q));
  return h("p", null, ...withElements(texts.qOfEach(each), { q: term("q", texts.qTerm) }));
}

/** Returns the highest week of all stretches: on one scale the small charts can be compared. @param {Stretch[]} stretches */
const commonScale = (stretches) =>
  Math.max(LEAST_SCALE, ...stretches.flatMap(({ weekly }) => [...weekly.counts]));

/**
 * @param {Stretch} stretch
 * @param {{
 *   showSegment: (stretch: Stretch) => void,
 *   describePlace: (stretch: Stretch) => string,
 *   scale: number,
 * }} page
 */
function listItem(stretch, { showSegment, describePlace, scale }) {
  const { fromKm, toKm, share, weekly, recent } = stretch;
  return h(
    "li",
    { class: "stretch" },
    h(
      "p",
      null,
      link(words.route.kmRange(fromKm, toKm), () => showSegment(stretch)),
      sub(describePlace(stretch)),
    ),
    sparkline(weekly, recent.from, scale),
    h("span", { class: "stretch-share" }, formatPercent(share)),
    h("p", { class: "stretch-words" }, ...describeRecorded(stretch), sub(describeChange(stretch))),
  );
}

/** @param {Stretch} stretch */
function describeRecorded({ count, possible, kinds, daysSinceLast }) {
  const parts = [
    count > 0 ? texts.recorded(count) : texts.none,
    ...(possible > 0 ? [texts.possible(possible)] : []),
    ...(daysSinceLast === null ? [] : [texts.newest(daysSinceLast)]),
  ];
  return [texts.sentence(parts), count > 0 && sub(describeKinds(kinds, count))];
}

/** @param {Record<string, number>} kinds @param {number} count of all kinds */
function describeKinds(kinds, count) {
  const named = Object.entries(kinds)
    .filter(([, n]) => n > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, KINDS_NAMED);
  const others = count - named.reduce((sum, [, n]) => sum + n, 0);
  return [
    ...named.map(([kind, n]) => texts.kind(kindLabel(kind), n)),
    ...(others > 0 ? [texts.otherKinds(others)] : []),
  ].join(", ");
}

/** @param {Stretch} stretch */
const describeChange = ({ change, recent, baseline }) =>
  texts.change(words.verdict.headlines[change.verdict], recent, baseline);
