// L’onglet de la région : où sont les incidents, période par période, et leurs groupes.
import { formatCount, formatDay } from "../../format.js";
import { plural } from "./plural.js";

/** @type {typeof import("../en/region.js").region} */
export const region = {
  title: "La région",
  by: "Périodes",
  periods: { year: "années", quarter: "trimestres", month: "mois" },
  reference: "Distances depuis",
  auto: (town) => `${town} (grande ville la plus proche du milieu)`,
  site: (name) => `le milieu de ${name}`,
  centre: "le centre moyen de tous",
  other: "un autre lieu…",
  town: "Une ville ou des coordonnées",
  within: (name) => `Seulement les incidents dans ${name}`,
  rings: "Incidents par distance",
  ringsLabel: (from, to, counts) =>
    `Incidents par distance, de ${from} à ${to}. Pour la dernière\u202f: ${counts}.`,
  upTo: (km) => `jusqu’à ${km}`,
  beyond: (km) => `au-delà de ${km}`,
  ringsTable: "La même chose en nombres",
  distances: "Distances par période",
  head: ["Période", "Incidents", "La moitié à moins de", "Moitié du milieu", "À moins de 100 km"],
  part: "en partie",
  earlier: (n) => plural(n, "période d’avant", "périodes d’avant"),
  onMap: "Sur la carte\u202f: le centre moyen et l’ellipse d’un écart type des dernières périodes.",
  quarter: (quarter, year) => `T${quarter} ${year}`,
  test: (u, p, exact) =>
    `Distances des deux périodes selon Mann et Whitney\u202f: U = ${u}, ${p} (${exact ? "exact" : "approximation normale"}).`,
  methodText:
    "Un incident compte à son point enregistré, à son premier jour. Les parts ont l’intervalle exact à 95\u202f%. Un centre moyen bouge aussi quand d’autres lieux se taisent\u202f: les nombres par anneau sont donc à côté.",
  groups: "Agrégats\u202f: groupes proches et récents",
  groupsText:
    "Cherche les cercles où plus est enregistré dans leurs derniers jours, 28 au plus, que si lieux et jours n’avaient aucun lien. Cela prend un moment, et 5\u202f000 lieux au plus.",
  since: "Par rapport à",
  sinces: { year: "12 mois", all: "tous les jours choisis" },
  permutations: "Permutations",
  look: "Chercher des agrégats",
  cancel: "Annuler",
  progress: (done, total) => `Étape ${formatCount(done)} sur ${formatCount(total)}`,
  cancelled: "Annulé. Rien n’est affiché.",
  lookedAt: ({ incidents, places, asOf, permutations, seed }, from) =>
    `${plural(incidents, "incident")} en ${plural(places, "lieu", "lieux")} examinés, du ${formatDay(from)} au ${formatDay(asOf)}\u202f; ${formatCount(permutations)} permutations, graine ${seed}.`,
  where: (km, days) => `à moins de ${km}, ${days}`,
  onePlace: (days) => `en un seul lieu, ${days}`,
  count: (count, expected) => `${count} enregistrés, ${expected} attendus`,
  chance: (p, days) => `${p}\u202f; à regarder chaque jour, par hasard une fois en ${plural(days, "jour")}`,
  usual: "Rien d’inhabituel\u202f: le hasard seul fait souvent un tel groupe. Il est plus pâle sur la carte.",
};
