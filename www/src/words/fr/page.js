// The page around the reports, in French: its markup, messages, tools, the list of shapes, records and the loaded data.
import { formatCount } from "../../format.js";
import { form, listed, plural } from "./plural.js";

/** @param {number} days */
const lastDays = (days) =>
  `${form(days, "le", "les")} ${formatCount(days)} ${form(days, "dernier jour", "derniers jours")}`;

/** @type {typeof import("../en/page.js").markup} */
export const markup = {
  title: "GeoBit\u202f: les incidents autour d’un site ou le long d’un itinéraire",
  help: "Aide",
  language: "Langue",
  skipMap: "Passer la carte",
  brand: "Incidents enregistrés autour d’un site ou le long d’un itinéraire",
  starting: "Démarrage…",
  history: "Annuler et refaire",
  undo: "Annuler",
  redo: "Refaire",
  search: "Chercher une ville ou des coordonnées",
  addData: "Données",
  openFile: "Ouvrir un fichier…",
  addPack: "Paquets de données…",
  addRoads: "Routes…",
  addOwn: "Saisir un incident…",
  addTry: "Exemples, coordonnées, polyligne…",
  moreTools: "Autres boutons",
  saveWork: "Enregistrer",
  print: "Imprimer",
  addLog: "Ajouter un journal…",
  file: "Fichier d’incidents, ou d’itinéraires ou de lieux (CSV, Excel, GeoJSON, GPX, KML, KMZ, TCX, polyligne encodée), ou d’une carte (PMTiles) ou de routes",
  toolbar: "Outils de dessin",
  toolSelect: "Modifier",
  toolSite: "Site",
  toolArea: "Zone",
  toolRoute: "Itinéraire",
  mapSide: "Carte et filtres",
  view: "Montrer comme",
  viewPoints: "Points",
  viewClusters: "Groupes",
  viewHeat: "Densité",
  record: "Enregistrement d’un incident",
  timeRange: "Période",
  firstDay: "Premier jour",
  lastDay: "Dernier jour",
  firstDate: "Premier jour, comme date",
  lastDate: "Dernier jour, comme date",
  to: "au",
  kinds: "Types d’incident",
  moreFilters: "Plus de filtres…",
  marksLegend: "Creux\u202f: le lieu est incertain. Cerclé\u202f: compté dans le résultat actuel.",
  shapes: "Zones et itinéraires",
  intro:
    "Dessinez une zone autour d’un site, ou un itinéraire, ou ouvrez un fichier d’itinéraires ou de lieux. Les incidents enregistrés qui le concernent s’affichent ici pendant que vous dessinez.",
  saveRoute: "Enregistrer cet itinéraire",
  saveLine: "Ligne",
  savePolyline: "Polyligne",
  digits: "Décimales de ses degrés",
  saveDigits5: "5 décimales, 1 m",
  saveDigits6: "6 décimales, 0,1 m",
  copy: "Copier",
  save: "Enregistrer",
  saveSegments: "Segments",
  saveSegmentsHint: "avec leurs nombres",
  thisShape: "Cette zone ou cet itinéraire",
  byHand: "Ajouter à la main",
  tryPlaces: "Des lieux à essayer, ou les vôtres",
  coordinates: "Cercle à latitude, longitude",
  polyline: "Itinéraire d’une polyligne encodée",
  add: "Ajouter",
  result: "Résultat",
  tabs: "Ce qui est montré du résultat",
  tabSummary: "Résumé",
  tabIncidents: "Incidents",
  tabCompare: "Comparer",
  tabRoads: "Routes",
  tabRegion: "Région",
  regionEntry: "Où sont les incidents, année par année",
  snapshot: "Ce qui est chargé",
  privacy: "Confidentialité",
  packs: "Paquets de données",
  ground: "Fond de carte\u202f: routes, rivières, lieux",
  news: "Ce qui est nouveau",
  rules: "Règles pour sites et itinéraires",
  siteBrief: "Fiche du jour",
  workspace: "Espace de travail\u202f: enregistrer, garder, effacer",
  share: "Partager cette réponse sans son lieu",
  revealsRoute:
    "Ces fichiers contiennent les coordonnées de cet itinéraire et son nom\u202f; une polyligne n’a pas de nom.",
  privacyPromise:
    "Ce que vous dessinez et ce que vous ouvrez reste dans ce navigateur\u202f: cette page n’envoie rien à personne. Elle n’en garde aucune copie après sa fermeture, sauf elle-même, pour l’usage sans connexion, les paquets de données que vous téléchargez et leur liste, la langue et l’aspect clair ou sombre que vous choisissez, le fait que vous avez fermé la première carte, les identifiants de ce que vous marquez comme vu ou ignorez dans ce qui est nouveau, le jour de votre dernière fiche du jour, et, si vous lui demandez de les garder, quelle colonne est laquelle, les incidents que vous avez saisis à la main, un fichier de carte et votre espace de travail.",
  brief: "Fiche de mouvement",
  dropFile: "Déposez le fichier pour l’ouvrir. Il reste dans ce navigateur.",
};

/** @type {typeof import("../en/page.js").language} */
export const language = {
  title: "Changer de langue",
  closes: (files) =>
    `La page redémarre dans la nouvelle langue. Ce qui est dessiné et saisi reste. ${listed(files)} ${form(files.length, "est fermé et doit", "sont fermés et doivent")} être ouvert${form(files.length, "", "s")} de nouveau.`,
  losesDrawn:
    "La page redémarre dans la nouvelle langue. Ce navigateur ne permet pas d’y reprendre ce qui est dessiné et saisi ni les filtres\u202f: ce serait perdu.",
  change: "Changer de langue",
  cancel: "Annuler",
};

const MOST_NAMED = 3;
/** Nomme quelques fichiers, et compte les autres. @param {string[]} names */
const shortened = (names) =>
  names.length > MOST_NAMED + 1
    ? [...names.slice(0, MOST_NAMED), plural(names.length - MOST_NAMED, "autre", "autres")]
    : names;

/** @type {typeof import("../en/page.js").messages} */
export const messages = {
  notFetched: "Cette partie de la page n’a pas pu être téléchargée. Réessayez quand il y a une connexion.",
  phases: { download: "Téléchargement de", read: "Lecture de", index: "Indexation de" },
  otherPhase: "Chargement de",
  progress: (phase, name) => `${phase} ${name}…`,
  loading: "Chargement",
  cancel: "Annuler",
  dismiss: "Fermer",
  demo: "données de démonstration",
  demoName: "Données de démonstration\u202f: synthétiques, pas de vrais événements",
  demoAttribution: "Données synthétiques, faites pour GeoBit\u202f: aucun de ces événements n’a eu lieu",
  startFailed: "La page n’a pas pu démarrer.",
  noRoads: "Les routes ne font pas partie de cette carte ; ouvrez-les sur la page de GeoBit elle-même.",
  partMissing: "Une partie de la page n’a pas pu être téléchargée.",
  oneAtATime: "Un seul fichier s’ouvre à la fois.",
  notOpened: (names) =>
    `${listed(shortened(names))} ${form(names.length, "n’a pas été ouvert", "n’ont pas été ouverts")}. Ouvrez-les l’un après l’autre\u202f; un autre journal s’ajoute au premier par «\u202f${markup.addLog}\u202f».`,
  openFailed: (name) => `${name} n’a pas pu être ouvert.`,
  allStays: (reason) => `${reason} Ce qui était chargé et dessiné avant est toujours là.`,
  announceReading: (name) => `Lecture de ${name} en cours. Le bouton Annuler l’arrête.`,
  cancelled: (name) =>
    `La lecture de ${name} a été annulée. Ce qui était chargé et dessiné avant est toujours là.`,
  stalled: (seconds) => `Sa lecture n’avançait plus depuis ${plural(seconds, "seconde")} et a été arrêtée.`,
  tooLong: (minutes) =>
    `Sa lecture a pris plus de ${plural(minutes, "minute")} et a été arrêtée. Réduisez-le d’abord à une région ou à quelques années.`,
  recordFailed: "L’enregistrement n’a pas pu être lu.",
  copied: "Copié",
  copiedAnnouncement: "La polyligne encodée est copiée.",
  segmentsFailed: "Les segments n’ont pas pu être enregistrés.",
  copyFailed: "La polyligne n’a pas pu être copiée.",
  copyForbidden: "Ce navigateur ne le permet pas ici\u202f; enregistrez-la dans un fichier.",
  segmentsFile: (name) => `${name} segments`,
};

/** @type {typeof import("../en/page.js").tools} */
export const tools = {
  hint: (howTo) => `${howTo} Échap annule.`,
  refused: (reason) => `La forme ne peut pas être dessinée\u202f: ${reason}`,
  circle: {
    label: "Site",
    kmLabel: "Rayon, km",
    howTo: "Cliquez le centre, puis là où doit être le bord.",
    byTouch: "Touchez le centre, puis là où doit être le bord.",
  },
  polygon: {
    label: "Zone",
    kmLabel: "",
    howTo: "Cliquez chaque sommet\u202f; cliquez de nouveau le dernier pour fermer la zone.",
    byTouch: "Touchez chaque sommet, puis Terminer.",
  },
  corridor: {
    label: "Corridor",
    kmLabel: "Distance de chaque côté, km",
    howTo: "Cliquez le long de la ligne\u202f; cliquez de nouveau le dernier point pour la finir.",
    byTouch: "Touchez le long de la ligne, puis Terminer.",
  },
  route: {
    label: "Itinéraire",
    kmLabel: "Corridor de chaque côté, km",
    howTo: "Cliquez le long de la route\u202f; cliquez de nouveau la destination pour la finir.",
    byTouch: "Touchez le long de la route, puis Terminer.",
  },
};

/** @type {typeof import("../en/page.js").shapes} */
export const shapes = {
  remove: (name) => `Supprimer ${name}`,
  removed: (name) => `${name} a été supprimé.`,
  undo: "Rétablir",
  name: "Nom",
  nameNeeded: "Un nom de 1 à 80 caractères",
  colour: "Couleur",
  colours: {
    blue: "Bleu foncé",
    orange: "Orange",
    green: "Vert",
    pink: "Rose",
    sky: "Bleu clair",
    amber: "Ambre",
    black: "Noir",
  },
  duplicate: "Dupliquer",
  question: "Ce qui est demandé de cette ligne",
  asRoute: "comme itinéraire, pour un trajet",
  asCorridor: "comme zone le long d’elle",
  copyOf: (name, number) => `${name}, copie${number > 1 ? ` ${formatCount(number)}` : ""}`,
  trends: { more: "▲", fewer: "▼", noClearChange: "=", tooFew: "" },
  recent: (count, days, verdict) =>
    `${plural(count, "incident enregistré", "incidents enregistrés")} dans ${lastDays(days)} des données\u202f: ${verdict}`,
  noRecent: "–",
  notCovered: "Les données ne couvrent pas ceci.",
  recentLegend: (days) =>
    `Incidents enregistrés dans ${lastDays(days)} des données, tous types\u202f: plus qu’avant ▲, moins ▼, pas de changement clair =.`,
  kmLimits: (min, max) => `Une distance de ${min} à ${max} km`,
  badCoordinates: "Latitude et longitude en degrés, par exemple 12.23, -8.72",
  polylineName: "Polyligne encodée",
  places: {
    narena: "Mine près de Naréna",
    morila: "Mine de Morila",
    sikasso: "Bamako–Sikasso",
    kayes: "Bamako–Kayes",
  },
};

/** @type {typeof import("../en/page.js").header} */
export const header = {
  age: (days) => `${plural(days, "jour")} d’âge`,
};

/** @type {typeof import("../en/page.js").sheet} */
export const sheet = { more: "Montrer plus", less: "Montrer moins" };

/** @type {typeof import("../en/page.js").search} */
export const search = {
  forms: {
    degrees: "degrés",
    utm: "en UTM",
    utmNorth: "en UTM, si S est la bande (hémisphère nord)",
    utmSouth: "en UTM, si S est l’hémisphère sud",
    mgrs: "en MGRS, le milieu du carré",
  },
  none: "Aucune ville de ce nom ici, et pas de coordonnées. Écrivez-les ainsi\u202f: 12.23, -8.72 ou 12°13′48″N 8°43′12″O, ou en UTM ou MGRS.",
  placeholder: "Chercher un lieu",
  siteHere: "Un site ici",
  close: "Fermer",
};

/** @type {typeof import("../en/page.js").picker} */
export const picker = {
  days28: "28 jours",
  months12: "12 mois",
  all: "Tout",
  only: "seul",
  onlyKind: (kind) => `Montrer seul\u202f: ${kind}`,
  allKinds: "Tous les types",
};

/** @type {typeof import("../en/page.js").timeline} */
export const timeline = {
  label: (most) =>
    `Tous les incidents chargés, semaine par semaine\u202f: au plus ${formatCount(most)} en une semaine.`,
  highest: (most) => `${formatCount(most)} par semaine`,
  windows: (recent, baseline) =>
    `Ombré\u202f: les ${plural(recent, "jour")} de la réponse, et les ${plural(baseline, "jour")} d’avant auxquels ils sont comparés.`,
  play: "Dérouler 28 jours",
  stop: "Arrêter",
  step: "28 jours suivants",
};

/** @type {typeof import("../en/page.js").record} */
export const record = {
  previous: "Incident précédent ici",
  next: "Incident suivant ici",
  position: (n, of) => `${n} sur ${of}`,
  close: "Fermer l’enregistrement",
  date: "Date",
  place: "Lieu",
  coordinates: "Position",
  located: "Situé",
  actors: "Acteurs",
  deaths: "Morts",
  headline: "Titre",
  source: "Source",
  type: "Dans le fichier",
  shownAs: "Montré comme",
  typeHint: "Remarque",
  ucdpTypes: { 1: "Conflit étatique", 2: "Conflit non étatique", 3: "Violence unilatérale" },
  ucdpHint:
    "Cette source dit qui s’est battu et non comment\u202f: un attentat ou une embuscade est aussi un conflit étatique. Le titre peut en dire plus.",
  cameoRoots: {
    "01": "Déclaration publique",
    "02": "Appel",
    "03": "Intention de coopérer",
    "04": "Consultation",
    "05": "Coopération diplomatique",
    "06": "Coopération matérielle",
    "07": "Aide",
    "08": "Concession",
    "09": "Enquête",
    10: "Exigence",
    11: "Désapprobation",
    12: "Rejet",
    13: "Avertissement",
    14: "Manifestation",
    15: "Démonstration de force",
    16: "Réduction des relations",
    17: "Contrainte",
    18: "Agression",
    19: "Combat",
    20: "Violence de masse",
  },
  typeWithCode: (type, code) => `${type} (code ${code})`,
  typeCode: (code) => `code ${code} du fichier, sans mot pour le dire`,
  apart: (count) => `${plural(count, "incident")}, pas tous au même endroit\u202f:`,
  here: (count) => `${plural(count, "incident")} à cet endroit, le plus récent d’abord\u202f:`,
  more: (count) =>
    `${formatCount(count)} autres ne sont pas listés. Les flèches ci-dessus les parcourent tous.`,
  id: "Identifiant",
  origin: "Origine",
  deathsNotRecorded: "non enregistrés",
  deathsRange: (best, low, high) => `${best} (de ${low} à ${high})`,
  notLocatable: "ne peut pas être situé",
  locatedWithin: (radius) => `à environ ${radius} de la position`,
  locatedExactly: "à la position",
};

/** What the rows of a file are called, and what their numbers count. @type {Record<string, { one: string, many: string }>} */
const rowNames = {
  csv: { one: "ligne", many: "lignes" },
  geojson: { one: "objet", many: "objets" },
  json: { one: "enregistrement", many: "enregistrements" },
  parquet: { one: "ligne", many: "lignes" },
  pack: { one: "ligne", many: "lignes" },
};

/** Layouts of files. @type {Record<string, string>} */
const layouts = {
  acled: "événements d’ACLED",
  "acled-totals": "totaux d’ACLED par semaine ou par mois",
  gdelt: "événements de GDELT 2.0",
  icews: "événements d’ICEWS",
  kobo: "un formulaire d’enquête (KoboToolbox, ODK)",
  ucdp: "événements d’UCDP GED",
  generic: "colonnes connues par leurs noms",
  combined: "les origines ci-dessus, réunies",
};

/** @type {Record<string, string>} */
const formats = { csv: "CSV", geojson: "GeoJSON", json: "JSON", columns: "colonnes", combined: "Réunies" };

/** @type {typeof import("../en/page.js").snapshot} */
export const snapshot = {
  mark: (count, asOf) => `${plural(count, "incident")} · données au ${asOf}`,
  from: (day) => `· depuis le ${day}`,
  rowsLeftOut: (rows) => plural(rows, "ligne écartée", "lignes écartées"),
  oddities: (n) => `${plural(n, "remarque")} sur les données`,
  details: "Détails",
  demo: "Chaque incident de cette démonstration est inventé par un générateur, autour de vraies villes et de vraies routes. Ouvrez un fichier à vous pour travailler avec de vrais enregistrements\u202f: ACLED, GDELT, UCDP GED, des formulaires d’enquête, et tout tableau ou GeoJSON avec une date et un lieu.",
  cannotContain: "Ce que cette source ne peut pas contenir",
  backToDemo: "Retour aux données de démonstration",
  name: "Nom",
  layout: "Structure",
  layoutAndFormat: (layout, format, areChosen) =>
    `${formats[format] ?? format}\u202f: ${areChosen ? "colonnes telles que vous les avez choisies" : (layouts[layout] ?? layout)}`,
  asOf: "Données au",
  period: "Incidents depuis",
  countries: "Pays",
  countryList: (names, more) => `${names.join(", ")}${more > 0 ? ` et ${plural(more, "autre")}` : ""}`,
  rows: "Lignes du fichier",
  rowsOfAll: "Lignes de tous les fichiers",
  kept: "Incidents retenus",
  notLocatable: "Impossibles à situer",
  notLocatableCount: (n) =>
    `${formatCount(n)}, ${form(n, "retenu et compté", "retenus et comptés")}, sur aucune carte et dans aucune distance`,
  superseded: "Remplacés",
  supersededCount: (n, isCombined) =>
    `${formatCount(n)} par une ligne plus récente de même identifiant${isCombined ? ", ou comme l’autre enregistrement d’une paire acceptée" : ""}`,
  rejected: "Rejetés",
  rejectedCount: (n) => `${formatCount(n)} qui ne ${form(n, "peut pas être lu", "peuvent pas être lus")}`,
  deaths: "Morts enregistrés",
  licence: "Licence",
  attribution: "Attribution",
  warnings: "Étranges, mais retenus",
  wholeFile: "le fichier entier",
  inRows(format, count, rows, more) {
    const { one, many } = rowNames[format] ?? rowNames.csv;
    const numbers = rows.map((row) => String(row));
    if (count === 1) return `${one} ${numbers.join("")}`;
    const list = more > 0 ? `${numbers.join(", ")} et ${formatCount(more)} de plus` : listed(numbers);
    return `${formatCount(count)} ${many}\u202f: ${list}`;
  },
  ofOrigin: (origin, where) => `${origin}\u202f: ${where}`,
  rejectedRows: (n) => plural(n, "ligne rejetée", "lignes rejetées"),
  line: "Ligne",
  number: "Numéro",
  reason: "Raison",
  more: (n) => `et ${formatCount(n)} de plus`,
};

/** @type {typeof import("../en/page.js").wall} */
export const wall = {
  noShape: "Rien n’est encore dessiné : les requêtes sont comptées à partir du premier dessin.",
  requests: (count, ofStart) =>
    `Requêtes de cette page depuis votre premier dessin : ${formatCount(count)}${ofStart > 0 ? `, outre ${formatCount(ofStart)} pour ses propres fichiers, qui arrivaient encore` : ""}.`,
  lock: "Verrouiller cette page",
  lockHint:
    "Retire à cette page tout ce par quoi elle pourrait envoyer quelque chose, jusqu’à ce que vous la rechargiez.",
  locked: "Cette page est verrouillée jusqu’à ce que vous la rechargiez.",
  closed: (navigation) =>
    `Sont fermés : les requêtes et connexions de toute sorte, les images, scripts et cadres de toute adresse, les autres onglets, les nouvelles fenêtres, les cookies, les voix${navigation ? ", le passage à une autre adresse" : ""}.`,
  without:
    "Tant qu’elle est verrouillée, aucun paquet de données n’est listé ni téléchargé, un moteur en échec n’est pas redémarré, et les liens vers d’autres pages ne sont pas suivis.",
  language:
    "Pour choisir une autre langue, rechargez la page\u202f: elle n’est alors plus verrouillée, et peut l’être de nouveau.",
  cannot: "Ce qu’aucune page ne peut fermer :",
  navigation:
    "Un script qui est déjà dans cette page peut passer à une autre adresse : ce navigateur ne laisse pas une page l’empêcher.",
  workerImport:
    "Un script qui est déjà dans l’un de ses processus de calcul peut en importer un autre\u202f: seule une politique que l’hôte envoie avec ses scripts l’interdit.",
  ownImport:
    "Un script qui est déjà dans l’un de ses processus de calcul peut demander à l’hôte de la page un fichier, dont le nom pourrait dire quelque chose.",
  open: [
    "Un script qui est déjà dans cette page peut faire chercher au navigateur le nom d’un hôte.",
    "Un script qui a tourné avant le verrouillage peut avoir gardé ce qu’il retire.",
    "Un script peut recharger la page, qui n’est alors plus verrouillée.",
    "Ce qui est gardé dans ce navigateur pour l’hôte de la page, et les noms de verrous internes, peuvent être lus par un autre onglet de cet hôte et lors d’une visite ultérieure.",
    "Le remplissage automatique, l’orthographe et la synchronisation du navigateur lui-même.",
    "Les extensions du navigateur et les autres logiciels de cette machine.",
  ],
  noPolicy:
    "L’hôte de cette page n’envoie aucune politique avec ses scripts. Ses processus de calcul ont abandonné d’eux-mêmes tout ce par quoi ils pourraient envoyer quelque chose, sauf l’importation de scripts.",
  document: "Les en-têtes qu’un hôte devrait envoyer",
};
