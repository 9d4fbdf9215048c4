// The kinds of incident in French. `short` is for where there is little room.

/** @type {typeof import("../en/kinds.js").kinds} */
export const kinds = {
  armedClash: { label: "Affrontement armé" },
  attackOnCivilians: { label: "Attaque contre des civils" },
  abduction: { label: "Enlèvement" },
  explosion: { label: "Explosion ou violence à distance", short: "Explosion" },
  blockade: { label: "Blocus, barrage ou extorsion", short: "Blocus, barrage" },
  looting: { label: "Pillage ou destruction de biens", short: "Pillage" },
  riot: { label: "Émeute" },
  protest: { label: "Manifestation" },
  other: { label: "Autre" },
};
