// The report of a route in French: its exposure, its worst stretches and the status of its corridor.
import { formatCount, formatDay, formatNumber, formatP, formatPercent } from "../../format.js";
import { form, plural } from "./plural.js";

/** @type {typeof import("../en/route.js").route} */
export const route = {
  length: "longueur",
  driving: "conduite",
  pace: (kmh, hasStops) => `à ${kmh} km/h, ${hasStops ? "avec" : "sans"} les arrêts`,
  paceWithSpeeds: (hasStops) => `aux vitesses indiquées, ${hasStops ? "avec" : "sans"} les arrêts`,
  inCorridor: "dans le corridor",
  within: (km) => `enregistrés à moins de ${km}\u00a0km`,
  none: "Aucun incident enregistré dans ce corridor et cette période. Un enregistrement calme n’est pas une route calme.",
  exposureTitle: "Exposition le long de l’itinéraire",
  less: "moins",
  more: "plus exposé\u202f: chaque degré double",
  worstLegend: "pires tronçons, entre de tels traits sur la carte",
  mean: "Moyenne",
  meanUnit: "{value} pour 1\u202f000 km² et par jour",
  highest: "Maximum",
  peak: (km, town) => `{value} au km ${formatNumber(km)}, ${town} {place}`,
  weights: (halfLifeDays, bandwidthKm) =>
    `Incidents enregistrés près de la route. Chacun pèse la moitié après ${halfLifeDays} jours et est réparti sur environ ${bandwidthKm} km.`,
  fittedWeights:
    "Incidents enregistrés près de la route, les plus récents et les plus proches davantage\u202f: de combien, c’est ajusté à cet enregistrement.",
  tripTitle: "Sur un trajet comme celui-ci",
  encounter: (encounterKm) =>
    `{expected}\u202f: {term} à moins de ${encounterKm}\u00a0km du convoi, si la tendance récente se maintient.`,
  encounterTerm: "incidents enregistrés attendus",
  kmRange: (fromKm, toKm) => `km ${formatNumber(fromKm)}–${formatNumber(toKm)}`,
};

/** @type {typeof import("../en/route.js").stretches} */
export const stretches = {
  title: "Pires tronçons",
  half: "Ensemble, ils ont la moitié de ce qui est attendu sur le trajet.",
  more: (n) => `et ${formatCount(n)} de plus`,
  shareTerm: "Part",
  recordedTerm: "enregistrés",
  changeTerm: "changement",
  qTerm: "valeur q",
  qOfEach: (parts) => `{q} du changement de chaque pire tronçon\u202f: ${parts.join("\u202f; ")}.`,
  qOf: (place, q) => `${place}\u202f: ${formatPercent(q)}`,
  legend:
    "{share} de ce qui est attendu sur l’itinéraire\u202f; {recorded} dans la période montrée, certainement dans le corridor\u202f; {change} par rapport au passé du tronçon. Petit graphique\u202f: incidents par semaine, la fenêtre récente ombrée.",
  none: "Aucun incident enregistré",
  recorded: (n) => plural(n, "incident enregistré", "incidents enregistrés"),
  possible: (n) => plural(n, "possible"),
  newest: (days) =>
    days === 0
      ? "le plus récent le dernier jour des données"
      : `le plus récent ${plural(days, "jour")} avant la date des données`,
  sentence: (parts) => `${parts.join(", ")}.`,
  kind: (label, n) => `${label.toLowerCase()} ${formatCount(n)}`,
  otherKinds: (n) => `autres ${formatCount(n)}`,
  change: (headline, recent, baseline) =>
    `${headline}\u202f: ${formatCount(recent.count)} du ${formatDay(recent.from)} au ${formatDay(recent.to)}, ${formatCount(baseline.count)} sur les ${plural(baseline.days, "jour")} d’avant.`,
};

/** @type {typeof import("../en/route.js").status} */
export const status = {
  title: "État du corridor",
  hatched: "Hachuré\u202f: les enregistrements récents sont incomplets. ",
  shadedTerm: "Ombré",
  shaded: "{shaded}\u202f: comme d’habitude au rythme de la période de référence.",
  activeWeeks: "Semaines actives",
  weeksOf: (active, all) => `${formatCount(active)} sur ${formatCount(all)}`,
  trend: "Tendance",
  alarm: "Alarme",
  last: "Le dernier",
  blockades: "Blocus",
  spells: "Persistance",
  spellsNone: "Aucun blocus ne se poursuit.",
  spellsPresent: (weeks) =>
    `Des blocus sont enregistrés depuis ${plural(weeks, "semaine")}, sans interruption de trois semaines.`,
  spellsTooFew: (past) =>
    `${past === 0 ? "Aucune série antérieure n’est enregistrée" : `${plural(past, "série antérieure", "séries antérieures")} ${form(past, "est enregistrée", "sont enregistrées")}`}\u202f: trop peu pour dire combien de temps elles durent.`,
  spellsPast: (past, median, longest) =>
    `De ${plural(past, "série antérieure", "séries antérieures")}, la plus longue a duré ${plural(longest, "semaine")}\u202f; la moitié ${median === null ? "a duré plus longtemps que toutes celles qui sont finies" : `était finie après ${plural(median, "semaine")}`}.`,
  spellsAsLong: (spells, wentOn) =>
    spells === 0
      ? "Aucune n’a duré aussi longtemps que celle-ci."
      : `Sur ${formatCount(spells)} qui ${form(spells, "a duré", "ont duré")} aussi longtemps que celle-ci, ${formatCount(wentOn)} ${form(wentOn, "a continué", "ont continué")} quatre semaines de plus.`,
  repeatedTitle: "Segments touchés à plusieurs reprises",
  days: "Jours",
  incidents: "Incidents",
  daysSince: "Jours depuis",
  repeatedCaption: (more) =>
    `Avec des incidents enregistrés sur plusieurs jours des deux fenêtres, d’abord ceux qui ont le plus de jours${more > 0 ? `\u202f; ${formatCount(more)} de plus ne ${form(more, "est pas montré", "sont pas montrés")}` : ""}.`,
  silence: (days, allDays, mayHold, isOfSomeKinds) =>
    `Aucun incident enregistré${isOfSomeKinds ? " des types choisis" : ""} dans le corridor ${days === null ? `sur l’ensemble des ${plural(allDays, "jour")} des données` : `depuis ${plural(days, "jour")}`}${mayHold ? ", à part ceux dont le lieu est trop incertain pour le dire" : ""}. C’est un vide de l’enregistrement\u202f; cela ne dit pas que la route est ouverte.`,
  laplaceNone: "Aucun incident enregistré qui dise une tendance.",
  laplaceTest: (z, p) => `z ${formatNumber(z).replace("-", "−")}, ${formatP(p)}`,
  laplaceTerm: "Regroupement, Laplace",
  laplace: (test) => `{term}\u202f: ${test}.`,
  laplaceNotClear: "Pas de tendance claire.",
  laplaceLate: "Les incidents se regroupent vers la fin.",
  laplaceEarly: "Les incidents se regroupent vers le début.",
  lastNone: "Aucun incident enregistré dans le corridor.",
  lastToday: "Le dernier jour des données.",
  lastAgo: (days) => `${plural(days, "jour")} avant la date des données.`,
  lastAgoQuiet: (days, probability) =>
    `${status.lastAgo(days)} Au rythme d’avant, ${formatPercent(probability)} des intervalles seraient au moins aussi longs.`,
  blockadesUnknown: "Ces données ne peuvent pas contenir de blocus\u202f: leur absence ne dit rien ici.",
  blockadesNotChosen: "Non comptés avec les types choisis.",
  blockadesCount: (recent, baseline) =>
    `${formatCount(recent.count)} du ${formatDay(recent.from)} au ${formatDay(recent.to)}, ${formatCount(baseline.count)} sur les ${plural(baseline.days, "jour")} d’avant\u202f; barrages et extorsions compris.`,
};
