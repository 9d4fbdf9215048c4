// The movement brief in French, on paper and in its files.
import {
  formatCount,
  formatDay,
  formatExpectedInTrips,
  formatHours,
  formatKm,
  formatNumber,
  formatTrips,
} from "../../format.js";
import { capitalized, form, plural } from "./plural.js";

/** @type {typeof import("../en/brief.js").brief} */
export const brief = {
  // The dialog.
  gathering: "Préparation de la fiche…",
  failed: (reason) => `La fiche n’a pas pu être faite. ${reason}`,
  noKinds: "Aucun type d’incident n’est choisi.",
  tooShort: "L’itinéraire dessiné est trop court\u202f; il faut deux lieux.",
  print: "Imprimer ou enregistrer en PDF",
  reveals:
    "La page et tous les fichiers contiennent cet itinéraire, son nom, ses heures et les lieux des incidents à côté ; la page et le texte aussi ce qui est saisi.",
  text: "Texte",
  picture: "Image",
  saved: "Enregistré.",
  close: "Fermer",
  fileName: (route) => `Fiche de mouvement ${route}`,

  // Times.
  onDate: (time, date) => `${time} le ${date}`,
  daysLater: (time, days) => `${time} +${days}\u00a0j`,
  minutes: (n) => `${n}\u00a0min`,
  hoursMinutes: (hours, minutes) => `${hours}\u00a0h${minutes ? `\u00a0${minutes.padStart(2, "0")}` : ""}`,
  after: (duration) => `+\u00a0${duration}`,

  // Daylight.
  beforeSunset: (time, clock) => `${time} avant le coucher du soleil (${clock})`,
  afterSunrise: (time, clock) => `${time} après le lever du soleil (${clock})`,
  noSunset: "de jour\u202f: le soleil ne s’y couche pas ce jour-là",
  darkBeforeSunrise: (time, clock) => `de nuit, ${time} avant le lever du soleil (${clock})`,
  darkAfterSunset: (time, clock) => `de nuit, ${time} après le coucher du soleil (${clock})`,
  noSunrise: "de nuit\u202f: le soleil ne s’y lève pas ce jour-là",
  arrives: (time, light) => `Arrivée ${time}, ${light}.`,
  leaves: (time, light) => `Départ ${time}, ${light}.`,
  allInDaylight: "Tout se conduit de jour.",
  drivenInDark: (parts) => `Conduite de nuit\u202f: ${parts}.`,
  stoppedInDark: (parts) => `Arrêt de nuit\u202f: ${parts}.`,
  darkDrive: (fromKm, toKm, time) => `km ${formatNumber(fromKm)}–${formatNumber(toKm)} (${time})`,
  darkStop: (km, time) => `km ${formatNumber(km)} (${time})`,
  moreTimes: (parts, more) => `${parts} et ${formatCount(more)} fois de plus`,
  day: "jour",
  dark: "nuit",
  darkFor: (hours) => `nuit ${hours}`,
  stop: "Arrêt",

  // The sheet.
  title: (route) => `Fiche de mouvement\u202f: ${route}`,
  noDeparture: "Pas de départ indiqué",
  departure: (day, time) => `${day}, ${time}`,
  way: (from, to) => `${from} → ${to}`,
  size: (lengthKm, hours) => `${formatKm(lengthKm)}, ${formatHours(hours)}`,
  noMap: "La carte n’a pas pu être dessinée.",
  noDaylight: "Sans départ, rien n’est dit de la lumière du jour.",
  mapOf: (way) => `Carte de l’itinéraire ${way}`,
  mapLegend: (days) =>
    `Foncé\u202f: le plus exposé. Numéros\u202f: pires tronçons. Marques\u202f: les ${plural(days, "jour")} jusqu’à la date des données\u202f; cerclées\u202f: le long de l’itinéraire. Tirets\u202f: autres itinéraires.`,
  mapCredit: "Natural Earth · GeoNames CC BY 4.0 · MapLibre",
  north: "N",
  scale: (km) => `${formatCount(km)} km`,
  asOf: (day, age) => `Données au ${formatDay(day)}${age}`,
  ageToday: ", le jour du départ",
  ageBefore: (days) => `, ${plural(days, "jour")} avant le départ`,
  ageAfter: ", après le départ",
  encounter: (expected, trips, km) =>
    `${capitalized(formatExpectedInTrips(expected, trips))}\u202f: incidents enregistrés attendus à moins de ${km} km du convoi, si la tendance récente se maintient.`,
  recent: ({ certain, possible, atMost, farther, days, from, to, km, baseline, change, daysSinceLast }) =>
    [
      certain === 0 ? "Aucun incident enregistré n’est" : plural(certain, "incident est", "incidents sont"),
      ` certainement à moins de ${km} km de l’itinéraire sur ${plural(days, "jour")}, du ${formatDay(from)} au ${formatDay(to)}, `,
      possible === 0 ? "aucun" : `${atMost ? "jusqu’à " : ""}${formatCount(possible)}`,
      ` peut-être\u202f; ${baseline.count === 0 ? "aucun" : formatCount(baseline.count)} certainement sur les ${plural(baseline.days, "jour")} d’avant\u202f: ${change}.`,
      certain === 0 && daysSinceLast !== null
        ? ` Le dernier certain date de ${plural(daysSinceLast, "jour")} avant la date des données\u202f; un enregistrement calme n’est pas une route calme.`
        : "",
      farther > 0
        ? ` ${formatCount(farther)} des possibles, ${form(farther, "enregistré plus loin, n’est pas listé", "enregistrés plus loin, ne sont pas listés")}.`
        : "",
    ].join(""),
  blockadesNone: (days) =>
    `Aucun blocus, barrage ou extorsion enregistré parmi eux sur ${plural(days, "jour")}.`,
  blockades: (recent, baseline) =>
    `Blocus, barrages et extorsions parmi eux\u202f: ${formatCount(recent.count)} sur ces ${plural(recent.days, "jour")}, ${formatCount(baseline.count)} sur les ${formatCount(baseline.days)} d’avant.`,
  none: "aucun",
  possible: "possible",
  countPossible: (n) => plural(n, "possible"),
  lastNone: "aucun certain",
  lastToday: "le dernier jour",
  lastDays: (days) => plural(days, "jour"),
  countsNone: (days) => `aucun certain sur ${plural(days, "jour")}`,
  counts: (recent, baseline) =>
    `${formatCount(recent.count)} sur ${plural(recent.days, "jour")}, ${formatCount(baseline.count)} sur ${formatCount(baseline.days)} avant`,
  change: (counts, phrase) => `${counts}\u202f: ${phrase}`,
  byItself: " pris seul",

  // The route card and the worst stretches.
  card: "Feuille de route",
  cardColumns: (clock) => [
    ...["Lieu", "km", "Étape", "h:min", "km/h"],
    ...[`Arrivée, ${clock ?? "après"}`, "Départ", "Lumière"],
  ],
  stretches: "Pires tronçons",
  stretchColumns: ["", "km", "Part", "Dans le corridor", "Dernier"],
  noStretches:
    "Aucun\u202f: pas d’incident enregistré près de l’itinéraire dans les mois avant la date des données. Un enregistrement calme n’est pas une route calme.",
  stretchesNote: (more) =>
    `${more > 0 ? `${formatCount(more)} de plus dans les fichiers. ` : ""}Part des rencontres attendues, arrêts compris.`,
  stretch: (number) => `Tronçon ${number}`,
  leg: (from, to) => `${from} – ${to}`,

  // The incidents.
  incidents: (period) => `Enregistrés le long de l’itinéraire, ${period}`,
  incidentColumns: ["Date", "km", "Écart, km", "Type", "Lieu", "Morts"],
  moreIncidents: (n) => `et ${formatCount(n)} de plus sur les pages qui suivent.`,
  continued: (route) => `Fiche de déplacement : ${route}, suite`,
  recordColumn: "Fiche",
  checkIns: "Heures de contact",
  noCheckIns: "Avec une heure de départ, les heures de contact sont ici.",
  overdue: "en retard",
  overdueCount: (n) => `${plural(n, "contact")} en retard.`,
  offLittle: "< 0,1",
  placeUnnamed: "lieu sans nom",
  deathsUnknown: "–",

  // Where the data do not cover the route.
  notCovered: "hors des données",

  // The alternatives.
  alternatives: "Autres itinéraires dessinés",
  noAlternatives: "Aucun\u202f: aucun autre itinéraire n’est dessiné, zones mises à part.",
  notComparable: (reason) => `Ils n’ont pas pu être comparés. ${reason}`,
  problemOf: (route, problem) => `${route}\u202f: ${problem}`,
  alternativeColumns: (trips) => [...["Itinéraire", "Longueur", "Temps"], capitalized(formatTrips(trips))],
  alternativesNote: (notCompared) =>
    `Rencontres attendues, comme prévu ou à cette vitesse, et la différence avec cet itinéraire.${notCompared > 0 ? ` ${formatCount(notCompared)} de plus ne ${form(notCompared, "est pas comparé", "sont pas comparés")}.` : ""}`,
  dominatedNote: "Pas meilleur\u202f: ne prend pas moins de temps et n’attend pas moins de rencontres.",
  against: {
    more: "clairement moins",
    less: "clairement plus",
    noClearDifference: "pas de différence claire",
    differentEnds: "non comparé\u202f: ses extrémités sont autres",
  },
  difference: (verdict, low, high) => `${verdict}\u202f: de ${low} à ${high}`,
  dominated: (clearly, by, others) =>
    `${clearly ? "Clairement pas" : "Pas"} meilleur que ${by}${others > 0 ? ` et ${plural(others, "autre")}` : ""}.`,
  sharesRoad: (km, lengthKm) => `${formatNumber(km)} de ses ${formatKm(lengthKm)} suivent cet itinéraire.`,
  sharesNoRoad: "Aucune partie ne suit cet itinéraire.",

  // What to keep in mind.
  notes: "À garder à l’esprit",
  daysOnly:
    "Les données disent des jours et non des heures\u202f: l’exposition est la même quelle que soit l’heure du départ.",
  onlyKinds: (labels) => `Seuls ces types sont comptés\u202f: ${labels.join(", ").toLowerCase()}.`,
  clockNote: (clock) =>
    `Les heures sont en ${clock} tout le long. Nuit\u202f: le bord supérieur du soleil est sous un horizon plat.`,
  placesNote: (km) =>
    `Lieux\u202f: localités de cette carte à moins de ${km} km de l’itinéraire. Les temps ne comptent ni routes fermées, ni barrages, ni pannes.`,
  method: (intensity, corridorKm, version) =>
    `Exposition\u202f: ${intensity} Corridor de ${corridorKm} km de chaque côté. Le silence de l’enregistrement n’est pas un constat. geobit ${version}.`,

  // What only people can fill in.
  form: "À remplir par des personnes",
  fields: [
    ["Expéditeur", "nom, téléphone"],
    ["Destination", "qui reçoit, téléphone"],
    ["Responsable du trajet", "nom, téléphone"],
    ["Chauffeurs et passagers", "noms, repos"],
    ["Véhicules et chargement", "plaques, carburant, pièces"],
    ["Contacts", "canaux, indicatifs, numéros"],
    ["En cas de retard", "quand, qui, quoi"],
    ["Points interdits et de demi-tour", "où, pourquoi"],
    ["Lieux de refuge", "où, contact"],
    ["Médical", "trousse, hôpital le plus proche, évacuation"],
  ],
  signatures: ["Préparé par, date", "Approuvé par, date"],
};
