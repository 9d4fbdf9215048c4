// Several routes for one trip, compared on request: what each expects, how they differ, what road they share.
import { h } from "preact";
import { useRef, useState } from "preact/hooks";
import { term } from "../../definitions.js";
import { countIn, hours, inTrips, km, limitsIn, measure, plural, whole } from "../../format.js";
import { onRequest } from "../more.js";
import { disclosure, part } from "../parts.js";
import { scatter } from "./scatter.js";
import {
  differenceInWords,
  dominatedInWords,
  independentInWords,
  kmMark,
  LETTERS,
  longest,
  namesInWords,
  sharedInWords,
  sharedKm,
  timeInWords,
  tripsOf,
} from "./words.js";

/** @typedef {import("geobit").RoutesReport} RoutesReport */
/** @typedef {import("geobit").RoutePair} RoutePair */
/**
 * @typedef {object} AskRoutes
 * @property {string[]} names of all routes that are drawn
 * @property {number} active the number of the one that is shown
 * @property {(below?: number) => Promise<RoutesReport>} compare
 * @property {(report: RoutesReport) => void} markShared on the map, until the next report
 * @property {(route: number, lengthKm: number, part: import("geobit").SharedPart) => void} fly
 */

const MOST = LETTERS.length;
/** Up to so many pairs are all told at once; of more, those of the active route. */
const PAIRS_SHOWN = 3;
/** With so many others the shared km are in the table; with all of them they are in the pairs. */
const SHARED_SHOWN = 3;

/** The expectation on one trip that was typed last survives the next report, which may tell it in other numbers of trips. @type {number | undefined} */
let below;

/** @param {AskRoutes} ask */
export function routesPart(ask) {
  const { names } = ask;
  if (names.length < 2) return null;
  if (names.length > MOST)
    return part(
      "Routes compared",
      h("p", null, `${names.length} routes are drawn; up to ${MOST} are compared at once.`),
    );
  return onRequest(ask, "Routes compared", `Compare all ${names.length} routes`, async (_, isShown) => {
    const report = await ask.compare(below);
    // The shapes may have changed meanwhile, and another panel be shown.
    if (isShown()) ask.markShared(report);
    return comparison(report, { ...ask, names: namesInWords(names) });
  });
}

/** @param {string} text @param {number} trips */
const belowOf = (text, trips) => (Number(text) > 0 ? Number(text) / trips : undefined);

/** @param {RoutesReport} report @param {AskRoutes} ask */
function comparison(report, ask) {
  const { method } = report;
  const { names } = ask;
  return h(
    "div",
    { class: "routes" },
    routesTable(report, names),
    report.pairs.some(({ shared }) => shared.a.length > 0) &&
      h(
        "p",
        { class: "legend" },
        h("span", { class: "swatch shared" }),
        h("span", null, "shared road, on the map beside the corridor"),
      ),
    scatter(report.routes, names),
    pairsPart(report, ask),
    h(IndependentForm, { report, ask }),
    h(
      "p",
      { class: "hint" },
      `A road counts as shared where the other route is within ${measure(method.sharedKm)} km. Differences by a bootstrap, ${whole(method.rounds)} rounds, seed ${method.seed}. Hours against encounters is for you to weigh: no route is called the best.`,
    ),
  );
}

/** As a field takes it, without the traces of a division. @param {number} n @param {number} [digits] */
const plain = (n, digits = 12) => String(Number(n.toPrecision(digits)));

/** @param {RoutesReport} report @param {string[]} names */
function routesTable(report, names) {
  const head = [
    "Route",
    term("length", "Length, time"),
    h("span", null, term("encounter", "Expected"), ` ${inTrips(tripsOf(report))}`),
    term("sharedRoad", "Shared with"),
  ];
  return h(
    "table",
    { class: "compared" },
    h("thead", null, h("tr", null, ...head.map((name) => h("th", { scope: "col" }, name)))),
    ...names.map((name, route) => {
      const worse = dominatedInWords(report.dominated, route, names);
      return h(
        "tbody",
        { "data-route": route },
        routeRow(report, name, route),
        worse.length > 0 &&
          h(
            "tr",
            { class: "dominated" },
            h("td", { colspan: 4 }, term("dominated", "Dominated"), `: ${worse.join("; ")}.`),
          ),
      );
    }),
  );
}

/** @param {RoutesReport} report @param {string} name @param {number} route */
function routeRow(report, name, route) {
  const { lengthKm, hours: time, encounter } = report.routes[route];
  const trips = tripsOf(report);
  const sub = (/** @type {string} */ words) => h("span", { class: "sub" }, words);
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, letter(route), h("span", null, name)),
    h("td", null, h("span", { "data-stat": "route-length" }, km(lengthKm)), sub(hours(time))),
    h(
      "td",
      null,
      h("span", { "data-stat": "route-expected" }, countIn(encounter.expected, trips)),
      sub(limitsIn(encounter.interval, trips)),
    ),
    h("td", null, sharedBy(report.pairs, route)),
  );
}

/** @param {number} route */
const letter = (route) => h("span", { class: "letter" }, LETTERS[route]);

/** How many km it shares with which others, the most first. @param {RoutePair[]} pairs @param {number} route */
function sharedBy(pairs, route) {
  const lines = pairs.flatMap(({ a, b, shared }) => {
    if (a !== route && b !== route) return [];
    const [other, parts] = a === route ? [b, shared.a] : [a, shared.b];
    return parts.length > 0 ? [{ other, km: sharedKm(parts) }] : [];
  });
  lines.sort((a, b) => b.km - a.km);
  if (lines.length === 0) return "none";
  const more = lines.length - SHARED_SHOWN;
  return h(
    "div",
    null,
    ...lines
      .slice(0, SHARED_SHOWN)
      .map(({ km: most, other }) => h("div", null, `${LETTERS[other]}: ${km(most)}`)),
    more > 0 && h("div", null, `and ${more} more`),
  );
}

/** @param {RoutesReport} report @param {AskRoutes} ask */
function pairsPart(report, ask) {
  const { names, active } = ask;
  const { pairs, routes } = report;
  const confidence = Number(routes[0].method.confidence);
  const of = { pairs: pairs.length, confidence, trips: tripsOf(report) };
  const lengths = routes.map(({ lengthKm }) => lengthKm);
  const list = (/** @type {RoutePair[]} */ some) =>
    h(
      "ul",
      { class: "pairs" },
      ...some.map((pair) =>
        h(
          "li",
          { "data-pair": `${pair.a} ${pair.b}`, "data-verdict": pair.verdict },
          h("p", { class: "pair-of" }, letter(pair.a), letter(pair.b)),
          h("p", null, differenceInWords(pair, names, of)),
          h(
            "p",
            { class: "sub" },
            `${timeInWords(pair, names)} ${sharedInWords(pair, names, lengths)}`,
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
    h("h4", null, term("pairedDifference", "Differences")),
    list(first),
    others.length > 0 && disclosure("Pairs of the other routes", () => list(others)),
  );
}

/**
 * Where they are, each a click away on the map.
 * @param {RoutePair} pair @param {number} lengthKm @param {AskRoutes} ask
 */
function sharedParts({ a, shared }, lengthKm, { fly }) {
  const named = longest(shared.a);
  if (named.length === 0) return [];
  const more = shared.a.length - named.length;
  const links = named.flatMap((part) => [
    part === named[0] ? " (km " : ", ",
    h(
      "button",
      { type: "button", class: "link", onclick: () => fly(a, lengthKm, part) },
      `${kmMark(part.fromKm)}–${kmMark(part.toKm)}`,
    ),
  ]);
  return [...links, `${more > 0 ? `, and ${plural(more, "shorter part")}` : ""}).`];
}

/**
 * Asks again when another number is given; the rest of the comparison does not depend on it.
 * @param {{ report: RoutesReport, ask: AskRoutes }} props
 */
function IndependentForm({ report, ask: { names, compare } }) {
  const trips = tripsOf(report);
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [answer, say] = useState(() => independentInWords(report, names));
  const most = Math.max(...report.routes.map(({ encounter }) => encounter.expected));
  const submitted = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const asked = belowOf(input.current?.value ?? "", trips);
    below = asked;
    if (asked === undefined) return say("Give a number above 0.");
    say("Computing…");
    try {
      const found = independentInWords(await compare(asked), names);
      if (below === asked) say(found);
    } catch (error) {
      say(`This could not be answered. ${/** @type {Error} */ (error).message}`);
    }
  };
  return h(
    "form",
    { class: "independent", onsubmit: submitted, novalidate: true },
    h("h4", null, term("independent", "Independent routes")),
    h(
      "p",
      null,
      h("label", { for: "below" }, "Count those with fewer than "),
      h("input", {
        ...{ ref: input, type: "number", min: 0, step: "any", inputmode: "decimal", id: "below" },
        // What is typed stays when the form is rendered again.
        defaultValue: below ? plain(below * trips) : "",
        placeholder: `such as ${plain(trips * most || 1, 2)}`,
      }),
      ` encounters expected ${inTrips(trips)} `,
      h("button", { type: "submit", class: "small" }, "Count"),
    ),
    h("p", { role: "status", "data-stat": "independent" }, answer),
  );
}
