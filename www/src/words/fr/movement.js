// The plan of a movement in French: departure, speed, stops and daylight.
import { formatCount } from "../../format.js";

/** @type {typeof import("../en/movement.js").movement} */
export const movement = {
  summary: "Mouvement\u202f: départ, vitesse, arrêts, lumière du jour",
  openBrief: "Fiche de mouvement…",
  stillCounts: (problems) => `${problems.join(" ")} Ce qui était utilisable avant compte toujours.`,
  departure: "Départ",
  at: "à",
  in: "en",
  clock: "Fuseau de ces heures",
  speed: "Vitesse, km/h",
  speeds: {
    title: "Autres vitesses",
    add: "Une autre vitesse à partir d’un km",
    remove: "Supprimer cette vitesse",
    first: { label: "À partir du km", before: "dès le km" },
    second: { label: "Vitesse à partir de là, km/h", before: "à", after: "km/h" },
  },
  stops: {
    title: "Arrêts",
    add: "Un arrêt",
    remove: "Supprimer cet arrêt",
    first: { label: "Arrêt au km", before: "au km" },
    second: { label: "Durée de l’arrêt, heures", before: "pendant", after: "h" },
  },
  addButton: (what) => `+ ${what}`,
  typed: (text) => (text === "" ? "rien d’utilisable n’est saisi" : `la saisie est ${text}`),
  badDay: "Ce jour de départ n’existe pas.",
  hourMissing: "Il faut aussi l’heure du départ.",
  badSpeed: (kmh, text) => `La vitesse va de ${kmh.min} à ${kmh.max} km/h\u202f; ${movement.typed(text)}.`,
  badSpeedFrom: (km, kmh, text) =>
    `La vitesse à partir du km ${km || "?"} va de ${kmh.min} à ${kmh.max} km/h\u202f; ${movement.typed(text)}.`,
  badSpeedKm: (text) =>
    `Une vitesse commence à un km de l’itinéraire, à partir de 0\u202f; ${movement.typed(text)}.`,
  badStopKm: (text) =>
    `Un arrêt commence à un km de l’itinéraire, à partir de 0\u202f; ${movement.typed(text)}.`,
  badStopHours: (max, text) =>
    `Un arrêt dure plus de 0 heure, et au plus ${formatCount(max)}\u202f; ${movement.typed(text)}.`,
  withoutDeparture:
    "Sans date de départ, les heures se comptent depuis le départ, et rien n’est dit de la lumière du jour.",
  arrives: (clock) => `Arrivée, ${clock ?? "après"}`,
  leaves: "Départ",
  light: "Lumière",
  dark: "nuit",
  day: "jour",
  km: (km) => `km ${km} `,
  stop: "arrêt",
  stopAt: (place) => `Arrêt à ${place}`,
  otherSpeed: "vitesse",
  speedFrom: (place) => `Une autre vitesse à partir de ${place}`,
  towns: (km) =>
    `Localités de cette carte à moins de ${km}\u00a0km de l’itinéraire, les plus importantes, réparties régulièrement.`,
};
