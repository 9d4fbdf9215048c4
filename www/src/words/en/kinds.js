// The kinds of incident. `short` is for where there is little room.

/** @type {Record<string, { label: string, short?: string }>} */
export const kinds = {
  armedClash: { label: "Armed clash" },
  attackOnCivilians: { label: "Attack on civilians" },
  abduction: { label: "Abduction" },
  explosion: { label: "Explosion or remote violence", short: "Explosion" },
  blockade: { label: "Blockade, checkpoint or extortion", short: "Blockade, checkpoint" },
  looting: { label: "Looting or property destruction", short: "Looting" },
  riot: { label: "Riot" },
  protest: { label: "Protest" },
  other: { label: "Other" },
};
