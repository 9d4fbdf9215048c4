// La première couche d’un résultat : ce qui est trouvé, d’un coup d’œil.
import { formatPeriod } from "../../format.js";
import { plural } from "./plural.js";

/** @type {typeof import("../en/answer.js").answer} */
export const answer = {
  label: "Réponse",
  why: "Pourquoi",
  outcomes: {
    more: "Plus qu’avant",
    fewer: "Moins qu’avant",
    noClearChange: "Pas de changement clair",
    tooFew: "Trop peu pour le dire",
    outside: "Hors des données",
  },
  period: (days, from, to) => `${plural(days, "jour")}, ${formatPeriod(from, to)}`,
  recorded: "enregistrés",
  usual: "d’habitude",
  usualNote: (days) => `en autant de jours, d’après les ${days} d’avant`,
  recordBegins: (day) => `inconnu\u202f: l’enregistrement commence le ${day}`,
  noKind: "aucun type",
  kindNote: "le plus d’un seul type",
  certainNote: "certains à l’intérieur",
  corridorNote: "certains dans le corridor",
  tripNote: "attendus, si cela continue ainsi",
  lastNone: "Pas de dernier\u202f: aucun n’est certain à l’intérieur.",
  last: (day, days) => `Le dernier\u202f: ${day}, ${answer.ago(days)}.`,
  ago: (days) =>
    days === 0 ? "le dernier jour des données" : `${plural(days, "jour")} avant la fin des données`,
  show: "Le montrer",
  showAll: (n) => `Les montrer tous (${n})`,
  allTitle: "Tous les jours comptés",
};
