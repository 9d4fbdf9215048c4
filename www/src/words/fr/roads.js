// Les routes : ce qui est chargé, les chemins, ce qui les barre, et l’évacuation.
import { formatCount, formatDay, formatKm, formatNumber, formatPercent } from "../../format.js";
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
  via: (n) => `Étape ${n}`,
  addVia: "Ajouter un lieu de passage",
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
  siteGone: "Le site choisi n’est plus dessiné\u202f: choisissez un autre lieu.",
  hoursOnly:
    "Aucun incident n’est chargé\u202f: il y a des heures et pas d’exposition, et seul le chemin le plus rapide est cherché.",
  hoursNoKinds:
    "Aucun type d’incident n’est choisi\u202f: il y a des heures et pas d’exposition, et seul le chemin le plus rapide est cherché.",
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

  barredTitle: "Vos secteurs\u202f: fermés, interdits, restreints",
  barredIntro:
    "Chaque zone ou itinéraire dessiné peut être un de vos secteurs. Fermé\u202f: on ne peut pas prendre ses routes. Interdit\u202f: personne n’y entre. Restreint\u202f: on l’évite, et ne le traverse que faute d’un autre chemin. Un itinéraire barre les routes qu’il suit. Les fiches, et les Règles pour sites et itinéraires, nomment les secteurs en vigueur.",
  barredLater: "Les chemins les contournent dès que des routes sont ouvertes.",
  barredNone: "Rien n’est encore dessiné.",
  bars: { "": "pas un secteur", closed: "fermé", "no-go": "interdit", avoid: "restreint" },
  source: "Source",
  reliability: "Fiabilité",
  reliabilities: { "": "non précisée", confirmed: "confirmée", probable: "probable", doubtful: "douteuse" },
  noDay: "Ce jour n’existe pas\u202f: donnez-le comme dans le calendrier, avec une année de quatre chiffres.",
  until: "Valable jusqu’au",
  expired: "Échu\u202f: ne barre plus rien.",

  evacuationTitle: "Évacuation",
  evacuationIntro:
    "Quels sites sont des points de rassemblement, et lesquels sont des destinations\u202f: refuges, pistes d’atterrissage, cliniques et hôpitaux\u202f? Le tableau donne le chemin le plus rapide de chaque point de rassemblement à chacune d’elles.",
  evacuationNone:
    "Dessinez d’abord des sites\u202f: les points de rassemblement et les destinations sont des sites.",
  site: "Site",
  roles: { muster: "Rassemblement", haven: "Refuge", airstrip: "Piste", medical: "Médical" },
  table: "Faire le tableau",
  needBoth: "Cochez au moins un point de rassemblement, et un refuge, une piste ou un site médical.",
  tableCaption: "Le chemin le plus rapide de chaque point de rassemblement à chaque destination",
  independent: (n) => plural(n, "chemin indépendant", "chemins indépendants"),
  perTrips: (count) => `attendus\u202f: ${count}`,
  noWay: "aucun chemin sur ces routes",
  noRoadWithin: (limit, nearest) =>
    `aucune route à moins de ${limit}\u202f; ${nearest ? `la plus proche est à ${nearest}` : "il n’y en a aucune à la ronde"}`,
  noRoad: (name, reason) => `${name}\u202f: ${reason}`,
  noRoadAdvice:
    "Un site sans route proche n’a aucun chemin ici\u202f: dessinez-en un autre là où sa piste rejoint une route, et cochez celui-là.",
  offRoad: (km) => `à ${km} de la route la plus proche\u202f; ce tronçon n’entre dans aucun chiffre`,
  offRoads: (places) =>
    `${listed(places.map(([name, km]) => `${name} est à ${km}`))} de la route la plus proche\u202f; ${places.length === 1 ? "ce tronçon n’entre" : "ces tronçons n’entrent"} dans aucun chiffre`,
  itself: "le même site",
  whatIf: "Et si ceci ferme\u202f?",
  whatIfNothing: "Rien de plus ne ferme",
  thenNone: "alors aucun chemin",
  thenSame: "inchangé",
  thenMore: (more, hours) => `alors ${more} de plus (${hours})`,
  thenAsLong: "alors aussi long",
  waysLeft: (left, of) =>
    `il reste ${formatCount(left)} sur ${plural(of, "chemin indépendant", "chemins indépendants")}`,
  losesOnly: (zone, from, to) => `Si ${zone} ferme, ${from} perd son seul chemin vers ${listed(to)}.`,
  losesEvery: (zone, from, to) => `Si ${zone} ferme, ${from} perd tous ses chemins vers ${listed(to)}.`,
  losesAll: (zone, from) =>
    `Si ${zone} ferme, ${from} n’a plus aucun chemin vers une destination de ce tableau.`,
  moreLosses: (n) => `${plural(n, "autre perte", "autres pertes")} de ce genre dans le tableau.`,
  takesLonger: (zone, n, from, to, more) =>
    n === 1
      ? `Si ${zone} ferme, le chemin de ${from} à ${to} prend ${more} de plus.`
      : `Si ${zone} ferme, ${formatCount(n)} chemins s’allongent\u202f; le plus, celui de ${from} à ${to}, de ${more}.`,
  fewerOne: (from, to, left, of) =>
    `De ${from} à ${to}, il reste ${formatCount(left)} sur ${plural(of, "chemin indépendant", "chemins indépendants")}.`,
  fewerWays: (n) => `${plural(n, "paire a", "paires ont")} moins de chemins indépendants qu’avant.`,
  nothingChanges: (zone) => `Si ${zone} ferme, rien ne change dans ce tableau.`,

  reachTitle: "Portée",
  reachFrom: "Depuis le site",
  chooseSite: "Choisir un site",
  hours: "Heures, comme 1, 2, 4",
  badHours:
    "Jusqu’à 12 nombres d’heures, chacun supérieur à 0 et d’au plus 240, séparés par des espaces ou des points-virgules, comme 1\u202f; 2,5\u202f; 4.",
  showReach: "Montrer sur la carte",
  hideReach: "Masquer",
  reached: (hours, km) => `En ${hours}\u202f: ${km} de routes`,

  layTitle: "Poser un itinéraire sur les routes",
  layNone: "Choisissez un itinéraire dans la liste ci-dessus pour le poser sur ces routes.",
  lay: (name) => `Poser ${name} sur les routes`,
  laid: (name, km) => `${name} suit les routes\u202f; ${km} sont hors des routes et restent comme avant.`,

  zone: (name, facts) => `${name} (${facts.join("\u202f; ")})`,
  zoneSource: (source) => (source ? `source\u202f: ${source}` : "aucune source nommée"),
  zoneUntil: (day) => (day ? `jusqu’au ${formatDay(day)}` : "sans dernier jour"),
  zoneReliability: (said) => `fiabilité\u202f: ${said}`,
  zonesAlong: (zones) => `Vos secteurs en vigueur qu’il traverse\u202f: ${zones.join(", ")}.`,
  zoneItself: (zone) => `L’itinéraire est lui-même un de vos secteurs en vigueur\u202f: ${zone}.`,
  zonesNone: (n, areOthers) =>
    n === 1
      ? `Il ne traverse pas votre seul ${areOthers ? "autre " : ""}secteur en vigueur.`
      : `Il ne traverse aucun de vos ${formatCount(n)} ${areOthers ? "autres " : ""}secteurs en vigueur.`,
  zonesExpired: (zones) => `Échus, et plus comptés\u202f: ${zones.join(", ")}.`,
  zonesTitle: "Vos secteurs en vigueur",
  zonesTouched: (n) => plural(n, "secteur touché", "secteurs touchés"),
  passesThrough: (route, zone) => `${route} traverse ${zone}.`,
  touchesZone: (site, zone) => `${site} touche ${zone}.`,
  zonesOnMap: (zones, more) =>
    `Pointillé, vos secteurs en vigueur\u202f: ${zones.join(", ")}${more > 0 ? ` et ${formatCount(more)} de plus` : ""}.`,
  credit: (facts) => `Routes\u202f: ${facts.join(" · ")}`,
  andMore: (n) => `Et ${formatCount(n)} de plus.`,

  fill: "Remplir d’après les routes",
  fillHint:
    "Remplit les champs vides. Point de retour\u202f: là où le chemin le plus rapide vers le départ prend autant de temps que le plus rapide vers l’arrivée.",
  filling: "Recherche le long des routes…",
  fillCancelled: "Annulé. Rien n’est rempli.",
  atStart: (name) => `Départ, ${name}`,
  atMiddle: (facts) => `Milieu, ${facts.join(", ")}`,
  atEnd: (name) => `Arrivée, ${name}`,
  atMuster: (name) => `Point de rassemblement ${name}`,
  kmAlong: (km) => `km ${formatNumber(Math.round(km))}`,
  nearest: (place, haven, hours, km) => `${place}\u202f: ${haven}, ${hours}, ${km}`,
  nearestNone: (place) => `${place}\u202f: aucun chemin par ces routes`,
  withStretch: (line, stretch) => `${line} (${stretch})`,
  turnBack: (facts, back, on) =>
    `Point de retour\u202f: ${facts.join(", ")}. De là, ${back} par la route vers le départ, ${on} vers l’arrivée.`,
  turnBackCut: (facts, back, on) =>
    `Point de retour\u202f: ${facts.join(", ")}, là où les chemins par la route sont coupés ou changent. De là, ${back} vers le départ, ${on} vers l’arrivée.`,
  turnBackRound: (facts, back) =>
    `Point de retour\u202f: ${facts.join(", ")}, le lieu le plus éloigné de cet aller-retour. De là, ${back} par la route vers le départ.`,
  noGoAlong: (zones) => `Interdit le long de l’itinéraire\u202f: ${zones.join(", ")}.`,
  fillSource: (name, day) =>
    `D’après les routes «\u202f${name}\u202f», ${day ? `données au ${formatDay(day)}` : "données d’un jour inconnu"}\u202f; au plus rapide, sans arrêts, en évitant ce qui est fermé ou interdit.`,
  fillItself: (kind) => `Cet itinéraire est lui-même ${kind}\u202f: aucun de ces chemins ne le suit.`,
  filled: (fields) => `Rempli\u202f: ${fields.join(", ")}.`,
  leftAsWritten: (fields) => `Laissé, car quelque chose y est écrit\u202f: ${fields.join(", ")}.`,
  notFilled: (field, reason) => `${field}\u202f: ${reason}`,
  noHavens: "aucun site n’est coché comme refuge ou piste dans l’onglet Routes.",
  noMedical: "aucun site n’est coché comme médical dans l’onglet Routes.",
  noTurnBack: "le départ, l’arrivée ou l’itinéraire entre eux n’est sur aucun chemin de ces routes.",
};
