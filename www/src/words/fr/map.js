// On the map itself, in French.

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
};
