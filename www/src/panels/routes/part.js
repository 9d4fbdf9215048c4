// Several routes for one trip, compared: what each expects, how they differ, what road they share.
import { h } from "preact";
import { useRef, useState } from "preact/hooks";
import { term } from "../../definitions.js";
import { formatHours, formatKm, formatPerTrips } from "../../format.js";
import { uniqueId } from "../../root.js";
import { words } from "../../words/index.js";
import { withElements } from "../../words/with-elements.js";
import { isCovered } from "../coverage.js";
import { countCell, disclosure, headCell, hint, link, sub } from "../parts.js";
import { scatter } from "./scatter.js";
import {
  describeDifference,
  describeDominated,
  describeIndependent,
  describeShared,
  describeTest,
  describeTime,
  formatKmMark,
  LETTERS,
  longestParts,
  scopeOf,
  sharedKm,
  tripsOf,
} from "./sentences.js";

/** @typedef {import("geobit").RoutesReport} RoutesReport */
/** @typedef {import("geobit").RoutePair} RoutePair */
/**
 * @typedef {object} AskRoutes
 * @property {string[]} names of all routes that are compared, short enough for sentences
 * @property {number} active the number of the one that is shown
 * @property {() => number | undefined} below the expectation on one trip that was typed last. It survives the next report, which
 *   may be written for another number of trips
 * @property {(below: number | undefined) => void} setBelow
 * @property {(below?: number) => Promise<RoutesReport>} compare
 * @property {(route: number, lengthKm: number, part: import("geobit").SharedPart) => void} showPart
 */

/** Up to so many pairs are all shown at once; of more, those of the active route. */
const PAIRS_SHOWN = 3;
/** The table has the shared km with so many other routes; the pairs have all. */
const SHARED_SHOWN = 3;
const texts = words.routes;

/** @param {RoutesReport} report @param {AskRoutes} ask */
export function routesComparison(report, ask) {
  const { pairs, routes } = report;
  const { names } = ask;
  if (routes.some((route) => !isCovered(route))) return uncovered(report, names);
  return h(
    "div",
    { class: "routes" },
    h(
      "div",
      { class: "wide-table", role: "group", "aria-label": texts.title, tabindex: 0 },
      routesTable(report, names),
    ),
    pairs.some(({ shared }) => shared.a.length > 0) &&
      h("p", { class: "legend" }, h("span", { class: "swatch shared" }), h("span", null, texts.sharedLegend)),
    scatter(routes, names),
    pairsPart(report, ask),
    h(IndependentForm, { report, ask }),
    hint(texts.yours),
    disclosure(words.provenance.methodTitle, () => methodOf(report, names), texts.title),
  );
}

/**
 * Renders a comparison in which the data do not cover some routes: these have no numbers, and then no pair tells anything.
 * @param {RoutesReport} report @param {string[]} names
 */
const uncovered = ({ routes }, names) =>
  h(
    "div",
    { class: "routes" },
    ...routes.flatMap((route, number) =>
      isCovered(route)
        ? []
        : [h("p", null, letter(number), h("strong", null, names[number]), ": ", route.coverage.words)],
    ),
    hint(texts.leftOut(names.filter((_, number) => !isCovered(routes[number])))),
  );

/** Renders the tests behind a comparison. @param {RoutesReport} report @param {string[]} names */
function methodOf({ method, routes, pairs, dominated }, names) {
  const tested = pairs.filter(({ p }) => p !== null);
  return [
    h("p", null, texts.method(Number(method.sharedKm), method.rounds, method.seed)),
    dominated.length > 0 && h("p", null, texts.dominatedMethod),
    h("ul", null, ...tested.map((pair) => h("li", null, describeTest(pair, names, tested.length)))),
    h(
      "p",
      null,
      term("spread", words.next.spreadTerm),
      texts.spread(
        Number(routes[0].method.confidence),
        routes.map(({ encounter }, i) => [LETTERS[i], encounter.interval]),
        tripsOf({ routes }),
      ),
    ),
  ];
}

/** @param {RoutesReport} report @param {string[]} names */
function routesTable(report, names) {
  const head = [
    texts.route,
    term("length", texts.lengthTime),
    h("span", null, term("certain", words.compare.recordedOn), sub(recentDays(report))),
    h(
      "span",
      null,
      ...withElements(texts.expected(tripsOf(report)), { term: term("encounter", texts.expectedTerm) }),
    ),
    term("sharedRoad", texts.sharedWith),
  ];
  return h(
    "table",
    { class: "compared" },
    h("thead", null, h("tr", null, ...head.map(headCell))),
    ...names.map((name, route) => {
      const reasons = describeDominated(report.dominated, route, names);
      return h(
        "tbody",
        { "data-route": route },
        routeRow(report, name, route),
        reasons.length > 0 &&
          h(
            "tr",
            { class: "dominated" },
            h(
              "td",
              { colspan: 5 },
              ...withElements(texts.dominated, {
                term: term("dominated", texts.dominatedTerm),
                reasons: reasons.join("; "),
              }),
            ),
          ),
      );
    }),
  );
}

/** Names the window that the recorded counts are of. @param {RoutesReport} report */
const recentDays = ({ routes }) => words.compare.lastDays(routes[0].status.recent.days);

/** @param {RoutesReport} report @param {string} name @param {number} route */
function routeRow(report, name, route) {
  const { lengthKm, hours, encounter, status } = report.routes[route];
  const trips = tripsOf(report);
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, letter(route), h("span", null, name)),
    h("td", null, h("span", { "data-stat": "route-length" }, formatKm(lengthKm)), sub(formatHours(hours))),
    h(
      "td",
      { "data-verdict": status.change.verdict },
      countCell("route-recent", status.recent.count),
      sub(words.compare.before(status.baseline.count, status.baseline.days)),
      sub(words.verdict.phrases[status.change.verdict]),
    ),
    h("td", null, h("span", { "data-stat": "route-expected" }, formatPerTrips(encounter.expected, trips))),
    h("td", null, sharedCell(report.pairs, route)),
  );
}

/** @param {number} route */
const letter = (route) => h("span", { class: "letter" }, LETTERS[route]);

/** Lists how many km a route shares with which others, the most first. @param {RoutePair[]} pairs @param {number} route */
function sharedCell(pairs, route) {
  const shares = pairs.flatMap(({ a, b, shared }) => {
    if (a !== route && b !== route) return [];
    const [other, parts] = a === route ? [b, shared.a] : [a, shared.b];
    return parts.length > 0 ? [{ other, km: sharedKm(parts) }] : [];
  });
  shares.sort((a, b) => b.km - a.km);
  if (shares.length === 0) return texts.sharedNone;
  const more = shares.length - SHARED_SHOWN;
  return h(
    "div",
    null,
    ...shares
      .slice(0, SHARED_SHOWN)
      .map(({ km, other }) => h("div", null, texts.sharedKm(LETTERS[other], km))),
    more > 0 && h("div", null, texts.more(more)),
  );
}

/** @param {RoutesReport} report @param {AskRoutes} ask */
function pairsPart(report, ask) {
  const { names, active } = ask;
  const { pairs, routes } = report;
  const scope = scopeOf(report);
  const lengths = routes.map(({ lengthKm }) => lengthKm);
  const list = (/** @type {RoutePair[]} */ listed) =>
    h(
      "ul",
      { class: "pairs" },
      ...listed.map((pair) =>
        h(
          "li",
          { "data-pair": `${pair.a} ${pair.b}`, "data-verdict": pair.verdict },
          h("p", { class: "pair-of" }, letter(pair.a), letter(pair.b)),
          h("p", null, describeDifference(pair, names, scope)),
          h(
            "p",
            { class: "sub" },
            `${describeTime(pair, names)} ${describeShared(pair, names, lengths)}`,
            ...sharedParts(pair, lengths[pair.a], ask),
          ),
        ),
      ),
    );
  const first =
    pairs.length <= PAIRS_SHOWN ? pairs : pairs.filter(({ a, b }) => a === active || b === active);
  const others = pairs.filter((pair) => !first.includes(pair));
  return h(
    "div",
    null,
    h("h4", null, term("pairedDifference", texts.differences)),
    list(first),
    others.length > 0 && disclosure(texts.otherPairs, () => list(others)),
  );
}

/**
 * Renders where the shared parts are, each a click away on the map.
 * @param {RoutePair} pair @param {number} lengthKm @param {AskRoutes} ask
 */
function sharedParts({ a, shared }, lengthKm, { showPart }) {
  const named = longestParts(shared.a);
  if (named.length === 0) return [];
  const more = shared.a.length - named.length;
  const places = named.flatMap((longest, i) => [
    i > 0 && ", ",
    link(`${formatKmMark(longest.fromKm)}–${formatKmMark(longest.toKm)}`, () =>
      showPart(a, lengthKm, longest),
    ),
  ]);
  const sentence = more > 0 ? texts.sharedPartsMore("{places}", more) : texts.sharedPartsFew("{places}");
  return [" ", ...withElements(sentence, { places }).flat()];
}

/** Writes a number as an input takes it, without the traces of a division. @param {number} n @param {number} [digits] */
const formatPlain = (n, digits = 12) => String(Number(n.toPrecision(digits)));

/** @param {string} text @param {number} trips @returns the expectation on one trip, if the text is a number above 0 */
const parseBelow = (text, trips) => (Number(text) > 0 ? Number(text) / trips : undefined);

/**
 * Compares again when another number is given, to count independent routes; the rest of the comparison does not depend on it.
 * @param {{ report: RoutesReport, ask: AskRoutes }} props
 */
function IndependentForm({ report, ask: { names, below, setBelow, compare } }) {
  const trips = tripsOf(report);
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [id] = useState(() => uniqueId("below"));
  const [answer, setAnswer] = useState(() => describeIndependent(report, names));
  const highest = Math.max(...report.routes.map(({ encounter }) => encounter.expected));
  const initial = below();
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const typed = parseBelow(input.current?.value ?? "", trips);
    setBelow(typed);
    if (typed === undefined) return setAnswer(texts.belowMissing);
    setAnswer(words.geofence.computing);
    try {
      const text = describeIndependent(await compare(typed), names);
      if (below() === typed) setAnswer(text);
    } catch (error) {
      setAnswer(words.geofence.notAnswered(/** @type {Error} */ (error).message));
    }
  };
  return h(
    "form",
    { class: "independent", onsubmit: submit, novalidate: true },
    h("h4", null, term("independent", texts.independentTerm)),
    h(
      "p",
      null,
      h("label", { for: id }, texts.belowLabel),
      h("input", {
        ...{ ref: input, type: "number", min: 0, step: "any", inputmode: "decimal", id },
        // What is typed stays when the form is rendered again.
        defaultValue: initial ? formatPlain(initial * trips) : "",
        placeholder: texts.suchAs(formatPlain(trips * highest || 1, 2)),
      }),
      texts.belowAfter(trips),
      h("button", { type: "submit", class: "small" }, texts.count),
    ),
    h("p", { role: "status", "data-stat": "independent" }, answer),
  );
}
