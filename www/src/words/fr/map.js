// On the map itself, in French.
import { formatCount } from "../../format.js";
import { form, plural } from "./plural.js";

/** @type {typeof import("../en/map.js").map} */
export const map = {
  label: "Carte des incidents enregistrés. Les flèches la déplacent, plus et moins changent l’échelle.",
  attribution: "Natural Earth · GeoNames CC BY 4.0 · MapLibre",
  controls: {
    "AttributionControl.ToggleAttribution": "Montrer ou cacher les sources de la carte",
    "Map.Title": "Carte",
    "NavigationControl.ZoomIn": "Agrandir",
    "NavigationControl.ZoomOut": "Réduire",
  },
  moveCorner: "Glissez pour déplacer ce sommet\u202f; clic droit pour le supprimer",
  insertCorner: "Glissez pour ajouter un sommet",
  atTown: (town) => `à ${town}`,
  nearTown: (km, town) => `à ${km}\u00a0km de ${town}`,
  basemapMissing: (name, status) => `Le fichier ${name}.json du fond de carte manque (état HTTP ${status}).`,
  noCanvas: "Ce navigateur n’offre pas de canevas 2D.",
  shadersFailed: (reasons) =>
    `Ce navigateur ne peut pas dessiner les incidents sur la carte\u202f: ${reasons}`,
  drawsNothing: "La carte ne dessine rien.",
  hover: {
    deaths: (count) => plural(count, "mort"),
    deathsNotRecorded: "morts non enregistrés",
    others: (count) => `et ${formatCount(count)} ${form(count, "autre")} ici`,
    group: (count) => plural(count, "incident"),
    certain: (count) => `${formatCount(count)} ${form(count, "compté")} dans la réponse`,
    possible: (count) => `${formatCount(count)} peut-être dedans`,
  },
  legend: {
    title: "Légende",
    beside: {
      barred: "Votre secteur en vigueur\u202f: fermé ou interdit",
      restricted: "Votre secteur en vigueur\u202f: restreint",
      roads: "Les routes chargées",
      ways: "Des chemins\u202f; celui qui est choisi est épais",
      reach: "Jusqu’où l’on arrive dans les heures demandées",
    },
    marks: "Un incident\u202f; la forme et la couleur disent son type",
    dots: "Un incident\u202f; de plus près, il a la forme de son type",
    hollow: "Creux\u202f: le lieu est incertain",
    certain: "Anneau foncé\u202f: compté dans la réponse",
    possible: "Anneau pâle\u202f: peut-être dedans",
    group: (from, to) => `de ${from} à ${to} incidents`,
    largestGroup: (from) => `${from} incidents ou plus`,
    alone: "Un incident, selon son type",
    groupCounted: "Avec anneau\u202f: certains sont comptés dans la réponse",
    groupHint:
      "Les groupes n’ont que ce que les filtres laissent. Cliquez sur l’un d’eux pour voir de plus près.",
    few: "peu",
    many: "beaucoup",
    heatHint:
      "À quel point les incidents montrés sont proches les uns des autres. L’échelle suit leur nombre et le zoom\u202f: comparez des lieux, pas des jours. Ce que la réponse compte n’a pas d’anneau ici.",
  },
};

/** @type {typeof import("../en/map.js").draw} */
export const draw = {
  bar: "Dessin",
  finish: "Terminer",
  undoPoint: "Annuler le point",
  deleteCorner: "Supprimer le sommet",
  cancel: "Abandonner",
  done: "Fait",
  remove: "Supprimer",
  radius: (km) => `Rayon ${km}`,
  typeRadius: "Saisir le rayon",
  askRadius: "Rayon du cercle, km",
  points: (count) => plural(count, "point"),
  corner: (number, of) => `Sommet ${number} sur ${of}`,
  leastArea: "Une zone a besoin de ses 3 sommets.",
  leastLine: "Une ligne a besoin de ses 2 points.",
  edge: "Glissez pour changer le rayon",
};
