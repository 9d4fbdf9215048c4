// Ce par quoi les incidents sont filtrés, outre les jours et les types.
import { formatCount, formatKm } from "../../format.js";
import { listed, plural } from "./plural.js";

/** @type {typeof import("../en/more-filters.js").moreFilters} */
export const moreFilters = {
  title: "Plus de filtres",
  lead: "Seuls comptent les incidents qui correspondent à tout cela\u202f: sur la carte, dans chaque nombre, dans les listes et dans ce qui est imprimé ou enregistré.",
  filtered: (parts, kept, of) =>
    `Filtré\u202f: ${parts.join("\u202f; ")}. ${formatCount(kept)} sur ${plural(of, "incident", "incidents")}.`,
  remove: "Retirer le filtre",
  removed: "Le filtre a été retiré.",
  limits: (parts) => `Filtré\u202f: ${parts}. Ce qui ne correspond pas ne compte dans aucun nombre ici.`,
  actors: "Acteurs",
  actorsHint: "Un incident correspond s’il nomme l’un d’eux.",
  findActor: "Chercher un acteur",
  actorsShown: (listed, found) =>
    listed === found
      ? plural(found, "acteur", "acteurs")
      : `${formatCount(listed)} sur ${plural(found, "acteur", "acteurs")}. Tapez pour trouver les autres.`,
  noActors: "Aucun incident ici ne nomme d’acteur.",
  deaths: "Morts enregistrés, au moins",
  deathsHint: "Un incident sans nombre de morts enregistré ne correspond pas, même à 0.",
  text: "Mots",
  textHint:
    "Dans un titre, un lieu, un acteur ou une source. Plusieurs mots doivent s’y suivre, dans cet ordre. Les majuscules et les accents ne comptent pas.",
  within: "Lieu connu à",
  withinAny: "Toute précision",
  withinKm: (km) => (km === 0 ? "Lieux exacts" : `${formatKm(km)} près`),
  withinHint: "Les incidents qui ne peuvent pas être situés ne correspondent pas.",
  sources: "Sources",
  sourcesHint:
    "Ce que disent les autres sources n’est alors pas connu du tout\u202f: pas même où et quand elles ont des données.",
  apply: "Filtrer",
  cancel: "Annuler",
  clear: "Tout retirer",
  notFiltered: "Impossible de filtrer ainsi",
  aside: (sentence) => `Le filtre ne va pas avec ces données\u202f: tous les incidents comptent. ${sentence}`,
  waits: (parts, files) => {
    const data = files?.length === 0 ? "les données de démonstration" : listed(files ?? ["son fichier"]);
    return `Un filtre attend ${data}\u202f: ${parts.join("\u202f; ")}. Ici, tous les incidents comptent.`;
  },
  wrongDeaths: (most) => `Les morts sont un nombre entier de 0 à ${formatCount(most)}.`,
  noSource: "Choisissez au moins une source.",
  parts: {
    kinds: (labels) => `seulement ${listed(labels).toLowerCase()}`,
    actors: (names) => `acteur ${listed(names)}`,
    deaths: (n) => `au moins ${plural(n, "mort enregistré", "morts enregistrés")}`,
    text: (text) => `«\u202f${text}\u202f»`,
    within: (km) => (km === 0 ? "lieux exacts" : `lieu connu à ${formatKm(km)} près`),
    sources: (names) => `source ${listed(names)}`,
    others: (n) => plural(n, "autre", "autres"),
  },
};
