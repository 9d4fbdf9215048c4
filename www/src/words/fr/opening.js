// What is asked and told when a file is opened, in French: which column is which, what of a file of routes is wanted, what is
// doubtful.
import { formatCount, formatKm } from "../../format.js";
import { capitalized, listed, plural } from "./plural.js";

/** Our fields, by their names in a mapping. @type {Record<string, string>} */
const fields = {
  start: "Jour",
  end: "Dernier jour",
  lon: "Longitude",
  lat: "Latitude",
  gps: "Latitude et longitude dans une colonne",
  kind: "Type d’incident",
  type: "Type, dans les mots du fichier",
  fatalities_best: "Morts",
  country: "Pays",
  place: "Nom du lieu",
  headline: "Remarque",
  id: "Identifiant",
  uncertainty_km: "Incertitude du lieu, km",
};

/** What a route is in its file. @type {Record<string, string>} */
const kinds = {
  track: "trace",
  route: "itinéraire",
  plan: "itinéraire prévu",
  line: "ligne",
  waypoints: "points de passage",
  points: "points",
  polyline: "polyligne encodée",
  history: "historique des positions",
};

/** @type {typeof import("../en/opening.js").columns} */
export const columns = {
  title: "Quelle colonne est laquelle\u202f?",
  datesTitle: "Le jour ou le mois d’abord\u202f?",
  about: (file) => `Les premières lignes de ${file}\u202f:`,
  fields,
  missing: (missing) =>
    `Aucune colonne n’a été reconnue pour\u202f: ${listed(missing.map((field) => fields[field] ?? field).map((name) => name.toLowerCase()))}. Choisissez les colonnes qui les contiennent.`,
  ambiguous:
    "Rien dans les dates de ce fichier ne dit si le jour ou le mois vient d’abord. Demandez à qui l’a fait, si vous ne le savez pas.",
  change: "Choisissez les colonnes qui servent, et comment elles sont lues.",
  asIncidents: "Chaque ligne devient un incident, avec les colonnes que vous choisissez.",
  isPlaceOfFeature: "Le lieu est le point de chaque objet.",
  tableLabel: "Premières lignes du fichier",
  unnamed: "(sans nom)",
  notInFile: "pas dans ce fichier",
  option: (name, sample) => (sample ? `${name} (${sample})` : name),
  choose: "Choisissez une colonne.",
  chooseOrder: "Choisissez si le jour ou le mois vient d’abord.",
  main: "Colonnes",
  order: "Dans des dates comme 03/04/2026",
  dayFirst: "le jour vient d’abord",
  monthFirst: "le mois vient d’abord",
  reads: (text, day) => `${text} → ${day}`,
  unreadable: (text) => `${text} → ne peut pas être lu comme une date`,
  dates: "Les dates telles qu’elles sont lues",
  how: "Comment c’est écrit",
  decimal: "Signe décimal",
  decimals: {
    auto: "comme le montrent les coordonnées",
    point: "point\u202f: 12.63",
    comma: "virgule\u202f: 12,63",
  },
  encoding: "Encodage du texte",
  encodingAuto: (label) => `tel que reconnu (${label})`,
  remember: "Retenir pour les fichiers avec ces colonnes (dans ce navigateur)",
  rememberHint: "Seuls les noms des colonnes et ces choix sont conservés, et rien des lignes.",
  notRemembered: "Ce navigateur ne permet pas de conserver quelque chose ici.",
  remembered: "Lu avec les colonnes que vous aviez choisies pour des fichiers comme celui-ci.",
  forget: "Les oublier",
  forgotten: "Oublié\u202f: la question se posera de nouveau pour de tels fichiers.",
  changeColumns: "Changer la lecture de ses colonnes…",
  read: "Lire le fichier",
  cancel: "Annuler",
  failed: (reason) => `Le fichier n’a pas pu être lu ainsi. ${reason}`,
};

/** @type {typeof import("../en/opening.js").found} */
export const found = {
  title: (file) => `Que voulez-vous de ${file}\u202f?`,
  readingsTitle: "Laquelle de ces lignes est la route\u202f?",
  routesLegend: "Itinéraires",
  sitesLegend: "Lieux à surveiller",
  route: (kind, km, points) => `${kinds[kind] ?? kind} · ${formatKm(km)} · ${plural(points, "point")}`,
  site: { Point: "point", Polygon: "zone", LineString: "ligne" },
  parts: (all, used) =>
    used < all
      ? `les ${formatCount(used)} premières de ${formatCount(all)} parties`
      : `${formatCount(all)} parties, chacune un site`,
  siteWithHoles: "zone\u202f; ses trous sont remplis",
  all: "Tout",
  none: "Rien",
  allOf: (what) => `Tous les ${what.toLowerCase()}`,
  noneOf: (what) => `Aucun des ${what.toLowerCase()}`,
  radius: "Rayon autour des points, km",
  moreSites: (n) =>
    `${plural(n, "autre lieu", "autres lieux")} de ce fichier ne tiennent pas dans la liste\u202f; mettez-les dans un fichier à part.`,
  manyRoutes:
    "Le fichier en contient peut-être plus\u202f: au plus 200 itinéraires d’un fichier sont listés.",
  otherwise: "C’est autre chose\u202f:",
  asRoute: "Un itinéraire, dans cet ordre",
  asSites: "Des lieux à surveiller",
  asIncidents: "Des incidents, chacun un jour donné",
  add: (n) => (n === 0 ? "Ajouter à la carte" : `En ajouter ${formatCount(n)} à la carte`),
  cancel: "Annuler",
  nothingTicked: "Cochez ce qui est à ajouter.",
  digits: (digits) => `Lu avec ${digits} décimales`,
  length: (km, points) => `${formatKm(km)}, ${plural(points, "point")}`,
  from: (place) => `de ${place}`,
  to: (place) => `à ${place}`,
  place: (place, town) => (town ? `${place}, ${town}` : place),
  sketch: (digits) => `Où se trouve l’itinéraire si ses nombres ont ${digits} décimales`,
  use: (digits) => `Prendre ${digits} décimales`,
};

/** @type {typeof import("../en/opening.js").opening} */
export const opening = {
  doubts: (doubts) =>
    doubts.map((doubt) => capitalized(/[.!?]$/.test(doubt) ? doubt : `${doubt}.`)).join(" "),
  opened: (file) => `${file} est ouvert.`,
  unreadable: "Rien dans ce fichier ne dit ce que c’est.",
  noTable:
    "Ce n’est ni un tableau avec un jour et un lieu dans chaque ligne, ni un fichier connu d’itinéraires ou de lieux.",
  sheetTitle: (file) => `Quelle feuille de ${file}\u202f?`,
  sheetName: (file, sheet) => `${file}, ${sheet}`,
  cancel: "Annuler",
};
