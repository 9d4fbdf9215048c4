// Incidents entered by hand, in French.
import { formatCount, formatKm } from "../../format.js";
import { form, plural } from "./plural.js";

/** @type {typeof import("../en/own.js").own} */
export const own = {
  origin: "Saisis à la main",
  title: "Incidents saisis à la main",
  titleWith: (n) => `Incidents saisis à la main (${formatCount(n)})`,
  intro:
    "Ce que vous savez et qu’aucun fichier ne contient. Cela compte dans chaque rapport, comme une origine à part.",
  enter: "Saisir un incident…",
  fields: {
    gps: "Latitude, longitude",
    uncertainty_km: "Lieu exact à, km",
    start: "Jour",
    kind: "Type d’incident",
    deaths: "Morts, si connus",
    note: "Remarque",
  },
  noKind: "– choisir –",
  pick: "Choisir sur la carte",
  pickHint: "Cliquez là où c’est arrivé. Échap annule.",
  picked: (place) => `Le lieu est ${place}.`,
  enterTitle: "Saisir un incident",
  editTitle: "Modifier un incident",
  add: "Ajouter l’incident",
  change: "Enregistrer les modifications",
  cancel: "Annuler",
  missing: {
    gps: "Cliquez le lieu sur la carte, ou donnez sa latitude et sa longitude, par exemple 12.37, -8.02.",
    start: "Donnez le jour où c’est arrivé.",
    uncertainty_km: "Dites à combien de km près le lieu est connu\u202f; 0 s’il est connu exactement.",
    kind: "Choisissez ce qui est arrivé.",
  },
  notYet: "Donnez un jour qui n’est pas après aujourd’hui.",
  badDeaths: "Donnez un nombre entier de morts, à partir de 0.",
  give: (expected) => `Donnez\u202f: ${expected}.`,
  rejected: (reason) => `Ceci ne peut pas être lu\u202f: ${reason}.`,
  notLocated: (reasons) =>
    `Un incident avec ceci ne pourrait pas être situé${reasons.length > 0 ? `\u202f: ${reasons.join("\u202f; ")}` : ""}.`,
  problems: (n) => `${plural(n, "champ")} ${form(n, "demande", "demandent")} une autre réponse.`,
  notRead: (reason) => `L’incident n’a pas pu être saisi. ${reason}`,
  name: (kind, day) => `${kind}, ${day}`,
  within: (km) => (km > 0 ? `à ${formatKm(km)} près` : "exact"),
  deaths: (n) => plural(n, "mort"),
  edit: "Modifier",
  editOne: (name) => `Modifier ${name}`,
  remove: "Supprimer",
  removeOne: (name) => `Supprimer ${name}`,
  removed: (name) => `${name} a été supprimé.`,
  undo: "Rétablir",
  added: (name) => `${name} a été ajouté.`,
  changed: (name) => `${name} a été modifié.`,
  save: "Enregistrer en CSV",
  reveals: (n) =>
    `Le fichier CSV contient ${plural(n, "incident")} avec ${form(n, "son lieu, son jour et sa remarque", "leurs lieux, jours et remarques")}.`,
  open: "Ajouter depuis un fichier enregistré…",
  file: "incidents saisis à la main",
  opened: (n) => `${plural(n, "incident lu", "incidents lus")}.`,
  leftOut: (n) =>
    `${plural(n, "ligne écartée", "lignes écartées")}\u202f: sans jour ou sans lieu, ${form(n, "elle ne peut pas être", "elles ne peuvent pas être")} parmi les incidents saisis à la main.`,
  openFailed: (file) => `${file} n’a pas pu être ajouté.`,
  keep: "Les conserver dans ce navigateur",
  keepHint:
    "Sinon, ils disparaissent à la fermeture de la page. Enregistrez-les en CSV pour les avoir ailleurs.",
  notKept: "Ce navigateur ne permet pas de conserver quelque chose ici.",
  notShown: "Les incidents saisis à la main n’ont pas pu être montrés.",
  keptLeftOut: (n) =>
    `${plural(n, "incident conservé", "incidents conservés")} dans ce navigateur ${form(n, "n’a pas pu être lu et est écarté", "n’ont pas pu être lus et sont écartés")}.`,
};
