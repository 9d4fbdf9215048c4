// What is shared of an answer without its place, in French.
import { formatCount, formatKm } from "../../format.js";
import { capitalized, form, plural, recordedIncidents } from "./plural.js";

/** @type {typeof import("../en/share.js").share} */
export const share = {
  intro:
    "Cette réponse sans coordonnées, sans noms et sans carte\u202f: des nombres, et des kilomètres depuis le lieu même.",
  reveals:
    "Cela contient des nombres, des kilomètres et la date des données, mais ni coordonnées, ni nom, ni carte. Qui a les mêmes données peut quand même retrouver le lieu par ces nombres.",
  picture: "Enregistrer une image",
  text: "Enregistrer le texte",
  copy: "Copier le texte",
  copied: "Le texte est copié.",
  copyFailed: "Ce navigateur ne permet pas de copier ici\u202f; enregistrez le texte dans un fichier.",
  pictureFailed: "L’image n’a pas pu être faite.",
  noAnswer: "Il n’y a pas de réponse à partager pour le moment.",
  pictureFile: "geobit-reponse.png",
  textFile: "geobit-reponse.txt",
  circle: (km) => `Un site\u202f: un cercle de ${formatKm(km)} autour de lui`,
  polygon: (km2) => `Un site\u202f: une zone de ${formatCount(Math.round(km2))} km²`,
  corridor: (km) => `Un corridor de ${formatKm(km)} de chaque côté d’une ligne`,
  line: (lengthKm, km) =>
    `Un itinéraire de ${formatKm(lengthKm)}, avec un corridor de ${formatKm(km)} de chaque côté`,
  counts: (certain, possible) =>
    `${capitalized(recordedIncidents(certain))} à l’intérieur avec certitude, ${formatCount(possible)} peut-être, sur tous les jours qui comptent.`,
  along: (count) =>
    `${capitalized(recordedIncidents(count))} dans le corridor, sur tous les jours qui comptent.`,
  windows: (recent, recentDays, baseline, baselineDays) =>
    `${formatCount(recent)} dans ${lastDays(recentDays)} des données, ${formatCount(baseline)} dans ${form(baselineDays, "le", "les")} ${plural(baselineDays, "jour")} d’avant.`,
  filtered: (parts) => `Filtré\u202f: ${parts}. Ce qui ne correspond pas ne compte dans aucun nombre ici.`,
  parts: {
    actors: (n) => `par ${plural(n, "acteur")}`,
    text: "par des mots",
    sources: (n) => `par ${plural(n, "source")}`,
  },
  listOf: (title) => `${title}\u202f:`,
  ringsTitle: "Par distance, dans les deux fenêtres ensemble",
  ring: (from, to, count) => `${formatKm(from)} à ${formatKm(to)}\u202f: ${formatCount(count)}`,
  stretchesTitle: "Les pires tronçons, le pire d’abord, en km depuis le départ",
  stretch: (from, to, count) =>
    `km ${formatCount(Math.round(from))} à ${formatCount(Math.round(to))}\u202f: ${recordedIncidents(count)}`,
  weeks: "Incidents enregistrés par semaine, jusqu’à la date des données",
  strip: "Incidents enregistrés le long de l’itinéraire, du départ à l’arrivée",
  data: (isDemo, asOf) =>
    `${isDemo ? "Données de démonstration inventées, pas de vrais événements. " : ""}Données au ${asOf}.`,
  left: "Les coordonnées, les noms et la carte n’y sont pas.",
};

/** @param {number} days */
const lastDays = (days) =>
  `${form(days, "le", "les")} ${formatCount(days)} ${form(days, "dernier jour", "derniers jours")}`;
