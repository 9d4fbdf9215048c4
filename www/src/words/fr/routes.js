// Several routes compared, in French. No route is called the best.
import {
  formatCount,
  formatExpectedInTrips,
  formatHours,
  formatKm,
  formatLimits,
  formatNumber,
  formatP,
  formatPercent,
  formatTrips,
} from "../../format.js";
import { between, form, listed, plural } from "./plural.js";
import { verdict } from "./report.js";

/** @param {string[]} by @param {string} clear */
const dominatedBy = (by, clear) =>
  `ne prend pas moins de temps et n’attend pas moins de rencontres que ${listed(by)}\u202f; la différence de rencontres ${clear}`;

/** @type {typeof import("../en/routes.js").routes} */
export const routes = {
  title: "Itinéraires comparés",
  tooMany: (n, max) => `${n} itinéraires sont dessinés\u202f; on en compare au plus ${max} à la fois.`,
  button: (n) => `Comparer les ${n} itinéraires`,
  sharedLegend: "route commune, sur la carte à côté du corridor",
  method: (sharedKm, rounds, seed) =>
    `Une route compte comme commune là où l’autre itinéraire est à moins de ${formatNumber(sharedKm)} km. Différences par un bootstrap de ${formatCount(Number(rounds))} tours, graine ${seed}.`,
  yours:
    "C’est à vous de peser les heures contre les rencontres\u202f: aucun itinéraire n’est appelé le meilleur.",
  leftOut: (names) =>
    `Une comparaison demande des données sur chaque itinéraire. Sans ${listed(names)}, les autres peuvent être comparés.`,
  route: "Itinéraire",
  lengthTime: "Longueur, temps",
  expectedTerm: "Attendu",
  expected: (trips) => `{term} ${formatTrips(trips)}`,
  sharedWith: "Commun avec",
  sharedNone: "rien",
  sharedKm: (letter, km) => `${letter}\u202f: ${formatKm(km)}`,
  more: (n) => `et ${formatCount(n)} de plus`,
  dominatedTerm: "Meilleur en rien",
  dominated: "{term}\u202f: {reasons}.",
  dominatedClearly: (by) => dominatedBy(by, "est claire"),
  dominatedUnclearly: (by) => dominatedBy(by, "n’est pas claire"),
  differentEnds: (a, b, siteKm) =>
    `${a} et ${b} sont des trajets différents\u202f: ils ne commencent et ne finissent pas à moins de ${formatNumber(siteKm)} km l’un de l’autre, et ne sont donc pas comparés.`,
  differences: "Différences",
  otherPairs: "Paires des autres itinéraires",
  lettered: (name, letter) => `${name} (${letter})`,
  clear: "une différence claire",
  notClear: "pas de différence claire",
  test: (a, b, p) => `${a} et ${b}\u202f: ${formatP(p)}.`,
  testAmongAll: (a, b, p, q) => `${a} et ${b}\u202f: ${formatP(p)}, q ${formatPercent(q)}.`,
  dominatedMethod:
    "Un itinéraire est dominé si un autre ne prend pas plus de temps et n’attend pas plus de rencontres.",
  level: (confidence, range) => `intervalle à ${formatNumber(100 * confidence)}\u202f%, ${range}`,
  equal: (a, b, level, verdict) =>
    `${a} et ${b} attendent le même nombre de rencontres (${level})\u202f: ${verdict}.`,
  difference: ({ more, less, by, trips, level, verdict }) =>
    `${more} attend ${by} rencontres de plus ${formatTrips(trips)} que ${less} (${level})\u202f: ${verdict}.`,
  moreRange: (low, high) => between(low, high),
  fewerRange: (low, high) => `${between(low, high)} de moins`,
  mixedRange: (fewer, more) => `de ${fewer} de moins à ${more} de plus`,
  sameTime: (a, b) => `${a} et ${b} prennent le même temps.`,
  longer: (longer, shorter, hours) => `${longer} prend ${formatHours(hours)} de plus que ${shorter}.`,
  sharesNothing: "Ils n’ont aucune route en commun.",
  shares: (sharedKm, a, lengthKm, b) =>
    `${formatNumber(sharedKm)} des ${formatKm(lengthKm)} de ${a} suivent ${b}`,
  sentence: (text) => `${text}.`,
  sharedPartsFew: (places) => `(km ${places}).`,
  sharedPartsMore: (places, more) =>
    `(km ${places}, et ${plural(more, "partie plus courte", "parties plus courtes")}).`,
  independentTerm: "Itinéraires indépendants",
  belowLabel: "Compter ceux qui ont moins de ",
  belowAfter: (trips) => ` rencontres attendues ${formatTrips(trips)} `,
  suchAs: (n) => `par ex. ${n}`,
  count: "Compter",
  belowMissing: "Donnez un nombre supérieur à 0.",
  independent: (n, all, siteKm, below, trips, names) =>
    `${formatCount(n)} sur ${plural(all, "itinéraire")} ${form(n, "est indépendant (ne partage", "sont indépendants (ne partagent")} de route qu’à moins de ${formatNumber(siteKm)} km de ${form(n, "ses", "leurs")} extrémités) en dessous de ${below} ${formatTrips(trips)}${names.length > 0 ? `\u202f: ${listed(names)}` : ""}.`,
  certainlySame: (n) => ` Certainement ${n}\u202f: les mêmes.`,
  certainly: (n, names) => ` Certainement ${n}${names.length > 0 ? `\u202f: ${listed(names)}` : ""}.`,
  chartLabel: (spoken) => `Heures et rencontres attendues. ${spoken.join("\u202f; ")}.`,
  spokenMark: (letter, name, hours, { expected }, trips) =>
    `${letter}, ${name}\u202f: ${formatHours(hours)}, ${formatExpectedInTrips(expected, trips)}`,
  spread: (confidence, routes, trips) =>
    `, ${verdict.interval(confidence)} selon l’intensité fixe, ${formatTrips(trips)}\u202f: ${routes.map(([letter, interval]) => `${letter} ${formatLimits(interval, trips)}`).join("\u202f; ")}.`,
  hoursAxis: "heures",
  expectedAxis: (trips) => `rencontres attendues ${formatTrips(trips)}`,
};
