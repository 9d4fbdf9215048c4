// The reports of areas, and what all reports share, in French.
import {
  chooseTrips,
  formatCount,
  formatDay,
  formatExpected,
  formatExpectedInTrips,
  formatInterval,
  formatKm,
  formatNumber,
  formatP,
  formatPercent,
} from "../../format.js";
import { between, capitalized, form, plural, recordedIncidents } from "./plural.js";

/** Alarms that are rarer are not told apart, years. */
const MOST_YEARS = 100;

/** @type {typeof import("../en/report.js").results} */
export const results = {
  notYet: "Il n’y a pas encore de réponse. ",
  noKinds: "Aucun type d’incident n’est choisi\u202f; choisissez-en au moins un à compter.",
  nothingLoaded: "Aucune donnée n’est chargée.",
  noRecordedIncidents: "aucun incident enregistré",
  measuredFrom: { Point: "le centre", LineString: "la ligne", Polygon: "la zone" },
  announceEmptyArea: "Aucun incident enregistré dans cette zone.",
  announceArea: (verdict, { certain, possible, expected }) =>
    `${verdict} ${plural(certain, "certain")}, ${plural(possible, "possible")}, ${formatExpected(expected)} à l’intérieur en moyenne.`,
  announceRoute: (count, encounter) =>
    `${capitalized(recordedIncidents(count))} dans le corridor. Rencontres attendues\u202f: ${formatExpectedInTrips(encounter.expected, chooseTrips([encounter]))}.`,
};

/** @type {typeof import("../en/report.js").provenance} */
export const provenance = {
  advisory: "Tiré d’incidents enregistrés\u202f; ce n’est pas un avis sur les risques.",
  asOf: (day) => `Données au ${day}`,
  noLicence: "licence non indiquée",
  counted: (range) => `Comptés\u202f: ${range}.`,
  allDates: "toutes les dates",
  leftOut: "Ce qui a été écarté, et pourquoi",
  methodTitle: "Méthode",
  parametersTitle: "Paramètres",
  rejectedRows: (n) =>
    `${plural(n, "ligne")} du fichier ${form(n, "n’a pas pu être lue et est écartée", "n’ont pas pu être lues et sont écartées")}.`,
  supersededRows: (n) =>
    `${plural(n, "ligne remplacée", "lignes remplacées")} par une plus récente de même identifiant.`,
  yes: "oui",
  no: "non",
  none: "aucun",
  notRestricted: "sans restriction",
  speed: (fromKm, kmh) => `à partir du km ${formatNumber(fromKm)} à ${formatNumber(kmh)} km/h`,
  stop: (km, hours) => `au km ${formatNumber(km)} pendant ${formatNumber(hours)} h`,
  method: {
    asOf: "Données au",
    from: "Du",
    to: "Au",
    recentDays: "Fenêtre récente, jours",
    baselineDays: "Période de référence avant elle, jours",
    ringsKm: "Anneaux, km",
    radiusKm: "Rayon, km",
    kinds: "Types",
    actors: "Acteurs",
    uncertainty: "Lieux incertains répartis sur leur cercle",
    corridorKm: "Corridor de chaque côté, km",
    segmentKm: "Segment, km",
    speedKmh: "Vitesse, km/h",
    encounterKm: "Rencontre à moins de, km",
    halfLifeDays: "Demi-vie du poids d’un incident, jours",
    bandwidthKm: "Largeur du noyau, km",
    stops: "Arrêts",
    precisionTable: "Table de précision des lieux",
    kindTable: "Table des types",
    distance: "Distance",
    confidence: "Niveau de confiance des intervalles",
    departure: "Départ, UTC",
    speeds: "Vitesses à partir d’un km",
    detail: "Détail",
    counting: "Comment un incident compte",
    snapshot: "Jeu de données",
    licence: "Licence",
    version: "Version de geobit",
    today: "Demandé le",
    lang: "Langue des phrases",
    intensity: "Intensité",
    forecast: "Avec ce qui est attendu ensuite",
    hindcast: "Demandé aussi pour des dates passées",
  },
};

/** @type {typeof import("../en/report.js").verdict} */
export const verdict = {
  headlines: {
    more: "Plus d’incidents enregistrés qu’avant",
    fewer: "Moins d’incidents enregistrés qu’avant",
    noClearChange: "Pas de changement clair des incidents enregistrés",
    tooFew: "Trop peu d’incidents enregistrés pour parler d’un changement",
  },
  phrases: {
    more: "plus qu’avant",
    fewer: "moins qu’avant",
    noClearChange: "pas de changement clair",
    tooFew: "trop peu pour le dire",
  },
  interval: (confidence) => `intervalle à ${formatNumber(100 * confidence)}\u202f%`,
  counts: (recent, baseline) =>
    `${formatCount(recent.count)} sur ${plural(recent.days, "jour")}, du ${formatDay(recent.from)} au ${formatDay(recent.to)}\u202f; ${formatCount(baseline.count)} sur les ${plural(baseline.days, "jour")} d’avant`,
  noneInEither: (counts) => `${counts}\u202f: aucun incident enregistré ni ici ni là.`,
  withoutRatio: (counts, low, p) =>
    `${counts}\u202f: {interval} du rapport à partir de ${formatNumber(low)} (${formatP(p)}).`,
  withRatio: (counts, usual, interval, p) =>
    `${counts}, ce qui en ferait ${formatNumber(usual)} sur autant de jours. {ratio} le rythme d’avant, {interval} ${formatInterval(interval)} (${formatP(p)}).`,
  times: (ratio) => `${formatNumber(ratio)} fois`,
  weeksVary: "Les semaines varient plus que par hasard",
  widened: (interval, p) =>
    `{weeksVary}\u202f: élargi pour cela, ${formatInterval(interval)} (${formatP(p)}). Le constat suit cet intervalle.`,
  shrunkTerm: "Ramené vers 1",
  shrunk: (ratio) =>
    `{term} parce que peu est enregistré\u202f: ${formatNumber(ratio)} fois le rythme d’avant.`,
  withPossibleTerm: "Avec les possibles",
  withPossible: (change) => `{term}\u202f: ${change}.`,
  noPossible: "il n’y en a pas dans les deux fenêtres",
  possibleRange: (lower, upper) => {
    if (lower === null) return "pas de rapport, car aucun n’est enregistré les jours d’avant";
    return upper === null
      ? `au moins ${formatNumber(lower)} fois le rythme d’avant, selon ceux qui sont à l’intérieur`
      : `${between(formatNumber(lower), formatNumber(upper))} fois le rythme d’avant, selon ceux qui sont à l’intérieur`;
  },
  draws: ({ rounds, more, fewer }) =>
    `Tirés selon leurs parts, ${formatCount(more)} tirages sur ${formatCount(rounds)} disent plus qu’avant, et ${formatCount(fewer)} moins`,
  trendTooFew: "trop peu de semaines pour le dire.",
  recordBegins: (day) =>
    `trop peu de semaines pour le dire\u202f: l’enregistrement commence le ${formatDay(day)}.`,
  usualUnknown: (counts, day) =>
    `${counts}. L’enregistrement commence le ${formatDay(day)}, trop tard pour dire ce qui est habituel.`,
  trendNotClear: (weeks) => `pas de tendance claire sur ${plural(weeks, "semaine")}.`,
  trendTest: (weeks, p) => `{term}, Mann–Kendall\u202f: ${formatP(p)} sur ${plural(weeks, "semaine")}.`,
  trend: (direction, weeks, perWeek) =>
    `${direction === "rising" ? "en hausse" : "en baisse"} sur ${plural(weeks, "semaine")}${perWeek === 0 ? "" : `, ${perWeek > 0 ? "+" : "−"}${formatNumber(Math.abs(perWeek))} par semaine selon la médiane`}.`,
  alarmRinging: (since, terms) => `sonne depuis la semaine du ${formatDay(since)}\u202f; ${terms}.`,
  alarmRang: (last, terms) =>
    `se tait maintenant\u202f; elle a sonné la dernière fois la semaine du ${formatDay(last)}\u202f; ${terms}.`,
  alarmSilent: (terms) => `ne sonne jamais\u202f; ${terms}.`,
  alarmTerms: (expected, years) =>
    `${formatNumber(expected)} ${form(expected, "attendu")} par semaine\u202f; par le seul hasard, elle sonne ${years >= MOST_YEARS ? `moins d’une fois en ${MOST_YEARS} ans` : `environ une fois en ${formatNumber(years)} ${form(years, "an")}`}`,
};

/** @type {typeof import("../en/report.js").charts} */
export const charts = {
  weeklyLabel: (start, highest) =>
    `Incidents enregistrés par semaine depuis le ${formatDay(start)}\u202f: ${highest}.`,
  weeklyNone: "aucun incident enregistré",
  weeklyHighest: (count, week) => `au plus ${formatCount(count)} en une semaine, celle du ${formatDay(week)}`,
  week: (week, count) =>
    `Semaine du ${formatDay(week)}\u202f: ${plural(count, "incident enregistré", "incidents enregistrés")}`,
  sparkline: (start, highest, recentFrom) =>
    `Incidents enregistrés par semaine depuis le ${formatDay(start)}\u202f: au plus ${formatCount(highest)}\u202f; la fenêtre récente commence le ${formatDay(recentFrom)}.`,
  strip: "Exposition le long de l’itinéraire\u202f; la liste ci-dessous a ses pires tronçons.",
  stripStart: "km 0",
  segment: (fromKm, toKm, count) =>
    `km ${formatNumber(fromKm)}–${formatNumber(toKm)}\u202f: ${plural(count, "incident enregistré", "incidents enregistrés")} dans le corridor`,
};

/** @type {typeof import("../en/report.js").geofence} */
export const geofence = {
  certain: "certains",
  certainNote: "enregistrés à l’intérieur",
  possible: "possibles",
  possibleNote: "lieu incertain, peut-être à l’intérieur",
  expected: "en moyenne à l’intérieur",
  expectedNote: "somme de toutes les parts",
  none: "Aucun incident enregistré dans cette zone et cette période. Un enregistrement calme n’est pas un lieu calme.",
  size: (areaKm2, period) => `Incidents enregistrés sur ${formatNumber(areaKm2)} km², ${period}.`,
  windowsTitle: "Récemment, et avant",
  intervalsTitle: "Rythmes et leurs intervalles",
  lastDays: (days) => `${form(days, "Dernier jour", `${formatCount(days)} derniers jours`)}`,
  recentDays: (days) => plural(days, "jour"),
  daysBefore: (days) => `${plural(days, "jour")} avant`,
  daysBeforeShort: (days) => `${formatCount(days)} avant`,
  recorded: "Incidents enregistrés",
  perDay: "Par jour",
  interval: "Intervalle",
  widened: "Élargi",
  onlyCertain: "Ici et plus bas, seuls les incidents certains comptent.",
  dispersion: (index) =>
    ` Les semaines de la période de référence varient plus que par hasard\u202f: indice de dispersion ${formatNumber(index)}.`,
  weeksTitle: "Semaine par semaine",
  hatched: (weeks) =>
    `Hachuré\u202f: ${form(weeks, "la dernière semaine", `les ${formatCount(weeks)} dernières semaines`)}. Les enregistrements récents sont incomplets\u202f; des rapports arrivent encore. `,
  shadedTerm: "Ombré",
  shaded: ([low, high]) =>
    `{shaded}\u202f: ${between(String(low), String(high))} par semaine, comme d’habitude au rythme de la période de référence.`,
  trendTerm: "Tendance",
  alarmTerm: "Alarme",
  labelled: (text) => `{term}\u202f: ${text}`,
  recencyTitle: "Depuis le dernier",
  lastDayTerm: "Le dernier jour des données",
  onLastDay: "{term} a le dernier incident certain.",
  sinceTerm: (days) => plural(days, "jour"),
  sinceLast: "{term} depuis le dernier incident certain.",
  medianGap: (days) => ` La moitié des intervalles entre incidents sont d’au plus ${plural(days, "jour")}.`,
  quiet: (probability) =>
    ` Au rythme d’avant, ${formatPercent(probability)} des intervalles seraient au moins aussi longs.`,
  kindsTitle: "Par type",
  kind: "Type",
  ringsTitle: (from) => `Par distance depuis ${from}`,
  distance: "Distance",
  ringUpTo: (km) => `jusqu’à ${formatNumber(km)} km`,
  ring: (fromKm, toKm) => `${between(formatNumber(fromKm), formatNumber(toKm))} km`,
  nearestTitle: (from) => `Les plus proches depuis ${from}`,
  nearestMore: "D’autres parmi les plus proches",
  nearestIn: (from) => `dans ${from}`,
  nearestAt: (km, direction) => `${formatKm(km)} ${direction}`,
  locatedWithin: (km) => ` · situé à ${formatKm(km)} près`,
  computing: "Calcul…",
  notAnswered: (reason) => `Il n’y a pas eu de réponse. ${reason}`,
  repeatsTitle: "Répétitions proches",
  repeatsButton: "Chercher des répétitions proches",
  repeatsUntested: "Rien n’a été testé.",
  repeatsLeftOut: (n) =>
    ` ${plural(n, "incident situé moins précisément écarté", "incidents situés moins précisément écartés")}.`,
  repeatsTooFew: (n) => `${plural(n, "incident")} dans les deux fenêtres\u202f: trop peu pour tester.`,
  repeatsTooMany: (n) => `${plural(n, "incident")} dans les deux fenêtres\u202f: trop de paires pour tester.`,
  repeatsTerm: "Paires d’incidents",
  repeats: ({ km, days, observed, expected }) =>
    `{pairs} à ${formatNumber(km)} km et ${plural(days, "jour")} d’écart au plus\u202f: ${formatCount(observed)}, là où le hasard en ferait ${formatNumber(expected)}.`,
  repeatsTest: ({ permutations, seed }, p) =>
    `Test de Knox\u202f: ${formatP(p)}, ${plural(permutations, "permutation")}, graine ${seed}.`,
  compareTitle: "Toutes les zones",
  compareButton: (areas) => `Comparer les ${areas} zones`,
  compareProgress: (done, total) => `${done} zones sur ${total}`,
  rank: "Rang",
  evenedPerDay: "Par jour, lissé",
  notCovered: "hors des données",
  change: "Changement",
  compareCaption:
    "De la fenêtre récente. Là où les rangs se recouvrent, la différence peut être due au hasard.",
  ranks: (best, worst) => `${best} à ${worst}`,
  shrunk:
    "Les rythmes sont ramenés vers la moyenne de toutes les zones. Le q de chaque changement est son p, corrigé pour le nombre de zones.",
  q: (name, q) => `${name}\u202f: q ${formatPercent(q)}`,
};
