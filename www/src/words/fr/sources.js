// Several origins shown as one, and suspected duplicates among them, in French.
import { formatCount, formatKm, formatNumber } from "../../format.js";
import { plural } from "./plural.js";

/** @param {number} n */
const suspected = (n) => plural(n, "doublon présumé", "doublons présumés");

/** @type {typeof import("../en/sources.js").sources} */
export const sources = {
  title: "Origines",
  origin: "Origine",
  count: "Incidents",
  inArea: "Dans la zone",
  inCorridor: "Dans le corridor",
  byOrigin: "Par origine",
  byOriginHint:
    "Le premier nombre compte les incidents certains et possibles, les autres seulement les certains.",
  of: (count, asOf) => `${count} · données au ${asOf}`,
  counted: (n) => plural(n, "incident"),
  others: (n) => `et ${formatCount(n)} de plus`,
  ends: (asOf) =>
    `Les origines s’arrêtent à des jours différents. Les fenêtres récentes finissent le ${asOf}\u202f: jusque-là seulement, toutes sont complètes.`,
  remove: (name) => `Retirer ${name}`,
  removeShort: "Retirer",
  added: (name) => `${name} a été ajouté.`,
  removed: (name) => `${name} a été retiré.`,
  notCombined: "Les origines n’ont pas pu être montrées ensemble.",
};

/** @type {typeof import("../en/sources.js").duplicates} */
export const duplicates = {
  title: "Doublons présumés",
  looking: "Recherche de doublons présumés…",
  open: (undecided) =>
    undecided === 0
      ? "Doublons présumés\u202f: aucun à trancher…"
      : `Doublons présumés\u202f: ${formatCount(undecided)} à trancher…`,
  found: (n) =>
    n === 0
      ? "Aucun doublon présumé n’a été trouvé."
      : `${suspected(n)}\u202f: tranchez sous «\u202fCe qui est chargé\u202f».`,
  intro:
    "Chaque paire peut être deux enregistrements d’un même événement. Rien n’est fusionné avant que vous l’acceptiez\u202f: alors l’enregistrement de gauche compte, et l’autre non.",
  none: "Il n’y a pas de doublon présumé.",
  limits: (km, days) =>
    `On compare les enregistrements d’origines différentes à ${formatKm(km)} et ${plural(days, "jour")} d’écart au plus, qui peuvent être du même type. Ceux qui n’ont pas de lieu ne sont dans aucune paire.`,
  problem: (reason) => `Toutes les origines n’ont pas pu être comparées. ${reason}`,
  state: (undecided, all) => `${plural(all, "paire")}, dont ${formatCount(undecided)} à trancher.`,
  pair: (n, all) => `Paire ${formatCount(n)} sur ${formatCount(all)}`,
  what: "Ce qui est enregistré",
  day: "Jour",
  kind: "Type",
  place: "Lieu",
  deaths: "Morts",
  note: "Remarque",
  apart: (km, days) => `à ${formatKm(km)} et ${plural(days, "jour")} d’écart`,
  score: (score) => `score ${formatNumber(score)}`,
  accept: "Accepter\u202f: un seul événement",
  keepApart: "Garder séparés",
  more: (n) => `En montrer ${formatCount(n)} de plus`,
  acceptAbove: "Accepter toutes celles qui restent à trancher, avec un score d’au moins",
  acceptAll: "Les accepter",
  badScore: "Donnez un score de 0 à 1, par exemple 0.9.",
  accepted: (accepted, leftOut) =>
    `${plural(accepted, "paire acceptée", "paires acceptées")}.${leftOut > 0 ? ` ${plural(leftOut, "paire laissée telle quelle", "paires laissées telles quelles")}\u202f: accepter réunirait des enregistrements que vous gardez séparés.` : ""}`,
  joinsApart:
    "Ceci ne peut pas être accepté\u202f: par d’autres paires, cela réunirait des enregistrements que vous gardez séparés.",
  alreadyJoined:
    "Ceux-ci ne peuvent pas rester séparés\u202f: d’autres paires que vous avez acceptées en font un seul événement.",
  close: "Fermer",
};
