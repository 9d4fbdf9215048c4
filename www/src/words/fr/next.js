// What is expected next, and what such expectations were worth in the past, in French.
import { formatCount, formatDay, formatNumber, formatPercent } from "../../format.js";
import { between, form, plural } from "./plural.js";

/** @param {number} low @param {number} high */
function range(low, high) {
  if (low === high) return formatCount(low);
  return high === low + 1
    ? `${formatCount(low)} ou ${formatCount(high)}`
    : between(formatCount(low), formatCount(high));
}

/** @param {number} n */
const pastDates = (n) => plural(n, "date passée", "dates passées");

/** @type {typeof import("../en/next.js").next} */
export const next = {
  title: "Attendu ensuite",
  waiting: "…",
  fitting: "Ajustement à l’enregistrement…",
  axis: "incidents en 28 jours",
  pictureLabel: (from, to, dates, held, most) =>
    `Ce qui était attendu à ${pastDates(dates)}, du ${formatDay(from)} au ${formatDay(to)}, et ce qui est venu dans les 28 jours suivants\u202f: l’intervalle a tenu ${formatCount(held)} fois\u202f; au plus, il en est venu ${formatCount(most)}.`,
  at: (asOf, low, high, came) =>
    `28 jours après le ${formatDay(asOf)}\u202f: ${range(low, high)} ${form(high, "attendu")}, ${formatCount(came)} ${form(came, "venu")}`,
  bandLegend: "intervalle attendu",
  lineLegend: "moyenne attendue",
  heldLegend: "venus, dans l’intervalle",
  missedLegend: "venus, hors de l’intervalle",
  statisticsTitle: "Attendu ensuite, et aux dates passées",
  mean: ({ expected, level, model }) =>
    `Moyenne ${formatNumber(expected)}, selon ${next.models[model]}\u202f; l’intervalle est fait pour tenir dans ${formatPercent(level)} des cas.`,
  models: {
    fitted: "l’intensité ajustée à cet enregistrement",
    fixed: "l’intensité fixe",
    twelveMonths: "la moyenne des 12 derniers mois",
  },
  covered: (covered, dates) =>
    `À ${pastDates(dates)}, espacées de quatre semaines, chacune avec ce qui était alors enregistré, l’intervalle a tenu dans ${formatPercent(covered)} des cas.`,
  scoresCaption: "Log-probabilité moyenne donnée à ce qui est venu\u202f; plus haut, c’est mieux",
  score: "Score",
  scores: {
    ours: "Cette intensité",
    last28Days: "Moyenne des 28 derniers jours",
    twelveMonths: "Moyenne des 12 derniers mois",
    uniform: "Partout la même",
  },
  fitCaption: "Poids de l’intensité ajustée à tout l’enregistrement",
  part: "Partie",
  weight: "Poids",
  parts: [
    "Partout la même",
    "Demi-vie de 365 jours, noyau de 10 km",
    "Demi-vie de 365 jours, noyau de 3 km",
    "Demi-vie de 60 jours, noyau de 5 km",
    "Demi-vie de 21 jours, noyau de 2 km",
  ],
  level: (days) => `Le niveau de tout l’enregistrement a une demi-vie de ${plural(days, "jour")}.`,
  fitScoresCaption: "Où les incidents sont venus\u202f: nats par incident au-dessus d’une carte uniforme",
  fitScores: {
    fitted: "Intensité ajustée",
    fixed: "Intensité fixe",
    twelveMonths: "Carte de 12 mois",
  },
  judged: (incidents, from) =>
    `Jugé sur ${plural(incidents, "incident")} à partir du ${formatDay(from)}, que les poids n’avaient pas vus.`,
  spread: (level, trips) => `{term} (${level}), selon l’intensité fixe\u202f: {limits} ${trips}.`,
  spreadTerm: "Dispersion passée",
};
