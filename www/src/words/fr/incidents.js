// L’onglet avec tous les incidents d’une réponse.
import { form, plural } from "./plural.js";

/** @type {typeof import("../en/incidents.js").incidents} */
export const incidents = {
  columns: {
    day: "Jour",
    kind: "Type",
    inside: "Dans la zone",
    along: "Le long, km",
    distance: "Écart, km",
    deaths: "Morts",
    place: "Lieu",
    precision: "Localisé",
    actors: "Acteurs",
    source: "Source",
    origin: "Origine",
    text: "Texte",
  },
  label: (name) => `Incidents de ${name}`,
  noAnswer: "Les incidents d’une zone ou d’un itinéraire sont listés ici dès que la réponse est possible.",
  notCovered: "Les données ne couvrent pas cela\u202f; il n’y a donc rien à lister.",
  none: "Aucun incident enregistré dans cette période.",
  noneMatching: "Aucun de cette période ne correspond au filtre.",
  noneLeft: "Aucun d’eux ne correspond.",
  count: (shown, all, certain) =>
    shown === all
      ? `${plural(all, "incident enregistré", "incidents enregistrés")}\u202f: ${plural(certain, "certain")}, ${plural(all - certain, "possible")}`
      : `${plural(shown, "incident")} sur ${plural(all, "enregistré")}\u202f: ${plural(certain, "certain")}, ${plural(shown - certain, "possible")}`,
  onlyInCorridor:
    "Sont listés ceux enregistrés dans le couloir. D’autres, enregistrés en dehors, peuvent en faire partie\u202f: les décomptes des tronçons les donnent comme possibles.",
  certainty: "Dans la zone",
  certainties: {
    all: "Certains et possibles",
    certain: "Certains seulement",
    possible: "Possibles seulement",
  },
  kind: "Type",
  allKinds: "Tous les types",
  deadly: "Avec des morts",
  search: "Lieu, acteur, source ou texte",
  period: (period) => `Seulement ${period}`,
  clear: "Tout montrer",
  certain: "certain",
  possible: "possible",
  possibleShare: (share) => `possible, ${share}`,
  exact: "exactement",
  within: (km) => `à ${km} près`,
  nowhere: "sans lieu",
  deathsUnknown: "–",
  loading: "…",
  reading: (done, all) => `Lecture des fiches\u202f: ${plural(done, "fiche")} sur ${plural(all, "fiche")}.`,
  failed: (message) => `Les fiches n’ont pas pu être lues\u202f: ${message}`,
  tooMany: (most) =>
    `Au-delà de ${plural(most, "incident")}, on ne peut trier et chercher que par jour, type, place dans la réponse et précision du lieu. Choisissez d’abord moins de jours ou de types.`,
  tooLong: (most) =>
    `Le tableau s’arrête après ${plural(most, "ligne")}\u202f; les fichiers ${form(most, "les ont tous", "les ont tous")}.`,
  keys: "Les flèches vont de ligne en ligne, et chacune est montrée sur la carte. Entrée, ou un second clic, ouvre sa fiche.",
  sortBy: (column) => `Trier par ${column}`,
  save: "Enregistrer ce qui est listé",
  reveals: (n, name) =>
    `Ces fichiers contiennent les lieux et les textes de ${plural(n, "incident")}, et leur position par rapport à «\u202f${name}\u202f»\u202f: on peut en déduire quel lieu a été étudié.`,
  saved: (n) => `${plural(n, "incident enregistré", "incidents enregistrés")} dans le fichier.`,
  file: (name) => `Incidents ${name}`,
  open: (number, what) => `${number} ${what}\u202f: les lister`,
};
