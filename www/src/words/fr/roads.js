// Les routes : ce qui est chargé, les chemins, ce qui les barre, et l’évacuation.
import { formatKm, formatPercent } from "../../format.js";
import { listed, plural } from "./plural.js";

/** @type {typeof import("../en/roads.js").roads} */
export const roads = {
  title: "Routes",
  none: "Ouvrez un paquet de routes (.roads) ou un extrait d’OpenStreetMap (.osm.pbf), ici ou en le déposant sur la page. Il est lu dans ce navigateur\u202f; personne n’apprend sur quelles routes porte votre question.",
  open: "Ouvrir un fichier de routes…",
  useDemo: "Utiliser les routes de la démonstration",
  remove: "Retirer ces routes",
  removed: "Les routes ont été retirées.",
  opened: (name) => `${name}\u202f: les routes sont chargées.`,
  loading: "Chargement des routes…",
  notLoaded: "Les routes ne peuvent pas être chargées",
  length: (km) => `${formatKm(km)} de routes`,
  schematic: "schématiques\u202f: tracées de ville en ville, et non telles qu’elles vont",
  asOf: (day) => `au ${day}`,

  packs: "Paquets de routes",
  packsIntro:
    "Les routes de régions entières, prêtes à télécharger depuis l’hôte de cette page. Un paquet reste dans ce navigateur et s’ouvre sans connexion. L’hôte ne voit que les paquets que vous téléchargez.",
  listPacks: "Lister les paquets de routes",
  removePack: "Supprimer de ce navigateur",
  listed: (n) =>
    n === 0
      ? "Le catalogue n’a pas de paquet de routes\u202f; sa signature est juste."
      : `Le catalogue a ${plural(n, "paquet de routes", "paquets de routes")}\u202f; sa signature est juste.`,
  newer: (asOf) => `Une version plus récente est là${asOf && `, ${asOf}`}.`,

  waysTitle: "Chemins",
  from: "De",
  to: "À",
  typed: "Une ville ou des coordonnées",
  placeText: (end) => `${end}\u202f: une ville ou des coordonnées`,
  unknown: "Ni une ville connue, ni des coordonnées.",
  is: (name, place) => `${name}, ${place}`,
  find: "Chercher des chemins",
  cancel: "Annuler",
  finding: "Recherche de chemins…",
  measuring: (done, total) =>
    `Mesure de l’exposition de chaque route\u202f: ${formatPercent(done / Math.max(1, total))}`,
  again: "La question a changé\u202f; elle est posée à nouveau.",
  choosePlaces: "Choisissez où le chemin commence et où il finit.",
  hoursOnly:
    "Aucun incident n’est chargé\u202f: il y a des heures et pas d’exposition, et seul le chemin le plus rapide est cherché.",
  notAnswered: (reason) => `Pas de réponse possible. ${reason}`,
  way: (n) => `Chemin ${n}`,
  wayName: (from, to, n) => `${from} – ${to}, chemin ${n}`,
  expected: (count) => `incidents enregistrés attendus\u202f: ${count}, si la tendance récente se maintient`,
  use: "Prendre comme itinéraire",
  used: (name) => `${name} est maintenant un itinéraire.`,
  curveTitle: "Heures et rencontres attendues",
  curveKeys: "Les touches fléchées choisissent un chemin.",
  through: (names) => `traverse ${listed(names)}, faute d’un autre chemin`,
  fords: (n) => plural(n, "gué"),
  barriers: (n) => plural(n, "barrière"),
  ferry: (km) => `${km} en bac`,
  private: (km) => `${km} sur des routes privées`,
  doubtful: (km) => `${km} d’une classe douteuse`,
  unknownSurface: (km) => `${km} de revêtement inconnu`,

  barredTitle: "Fermé ou à éviter",
  barredIntro:
    "Chaque zone ou itinéraire dessiné peut barrer des routes\u202f: on ne prend pas celles qui sont fermées, et celles à éviter seulement faute d’un autre chemin. Un itinéraire barre les routes qu’il suit.",
  barredNone: "Rien n’est encore dessiné.",
  bars: { "": "ne barre rien", closed: "fermé", avoid: "à éviter" },
  source: "Source",
  reliability: "Fiabilité",
  reliabilities: { "": "non précisée", confirmed: "confirmée", probable: "probable", doubtful: "douteuse" },
  until: "Valable jusqu’au",
  expired: "Échu\u202f: ne barre plus rien.",

  evacuationTitle: "Évacuation",
  evacuationIntro:
    "Quels sites sont des points de rassemblement, et lesquels sont des refuges\u202f? Le tableau donne le chemin le plus rapide de chaque point de rassemblement à chaque refuge.",
  evacuationNone:
    "Dessinez d’abord des sites\u202f: les points de rassemblement et les refuges sont des sites.",
  site: "Site",
  muster: "Rassemblement",
  haven: "Refuge",
  table: "Faire le tableau",
  needBoth: "Cochez au moins un point de rassemblement et un refuge.",
  tableCaption:
    "Le chemin le plus rapide de chaque point de rassemblement (lignes) à chaque refuge (colonnes)",
  independent: (n) => plural(n, "chemin indépendant", "chemins indépendants"),
  perTrips: (count) => `attendus\u202f: ${count}`,
  noWay: "aucun chemin sur ces routes",
  noRoad: (name) => `aucune route près de ${name}`,
  itself: "le même site",

  reachTitle: "Portée",
  reachFrom: "Depuis le site",
  hours: "Heures, comme 1, 2, 4",
  badHours: "Jusqu’à 12 nombres d’heures, chacun supérieur à 0 et d’au plus 240, comme 1, 2, 4.",
  showReach: "Montrer sur la carte",
  hideReach: "Masquer",
  reached: (hours, km) => `En ${hours}\u202f: ${km} de routes`,

  layTitle: "Poser un itinéraire sur les routes",
  layNone: "Choisissez un itinéraire dans la liste ci-dessus pour le poser sur ces routes.",
  lay: (name) => `Poser ${name} sur les routes`,
  laid: (name, km) => `${name} suit les routes\u202f; ${km} sont hors des routes et restent comme avant.`,
};
