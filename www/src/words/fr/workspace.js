// The workspace in French: what is saved of all sites and routes, and what is kept in this browser.
import { formatCount, formatKm } from "../../format.js";
import { form, listed, plural } from "./plural.js";

/** @param {number} sites @param {number} routes */
const sitesAndRoutes = (sites, routes) =>
  listed([
    ...(sites > 0 ? [plural(sites, "site")] : []),
    ...(routes > 0 ? [plural(routes, "itinéraire")] : []),
  ]);

/** The coordinates of what is drawn, and its names. @param {number} sites @param {number} routes */
const coordinates = (sites, routes) =>
  `les coordonnées de ${sitesAndRoutes(sites, routes)} et ${form(sites + routes, "son nom", "leurs noms")}`;

/** @type {typeof import("../en/workspace.js").workspace} */
export const workspace = {
  // All sites and routes in one file
  saveAll: "Tous les sites et itinéraires dans un fichier",
  nothingDrawn: "Rien n’est encore dessiné.",
  revealsShapes: (sites, routes) => `Ce fichier contient ${coordinates(sites, routes)}.`,
  formatsLose:
    "D’autres programmes peuvent le lire. Rouvert ici, seul GeoJSON garde les distances, les corridors et les zones\u202f: de KML, GPX et CSV, un corridor revient comme itinéraire, et rien n’est fermé, interdit ni restreint. Aucun ne garde ce qu’un site est dans une évacuation ni ce qui est prévu pour un itinéraire. Un fichier d’espace de travail garde tout.",
  shapesFile: "sites et itinéraires",
  circleNote: (km) => `Cercle de ${formatKm(km)}`,
  besideNote: (km) => `${formatKm(km)} de chaque côté`,

  // The workspace file
  file: "Fichier d’espace de travail",
  fileIntro:
    "Tout ce qui est sur cette page dans un fichier\u202f: sites et itinéraires, règles, incidents saisis à la main, réglages, quelle colonne est laquelle, et quels paquets de données. Mais pas les incidents des fichiers.",
  revealsWorkspace(sites, routes, own, isLocked) {
    const parts = [
      ...(sites + routes > 0 ? [coordinates(sites, routes)] : []),
      ...(own > 0
        ? [
            `${plural(own, "incident saisi", "incidents saisis")} à la main avec ${form(own, "son lieu et sa remarque", "leurs lieux et remarques")}`,
          ]
        : []),
      "vos réglages",
    ];
    const sentence = `Ce fichier contient ${parts.join(", et ")}.`;
    return isLocked ? `${sentence} Sans la phrase de passe, personne ne peut le lire.` : sentence;
  },
  saveFile: "Enregistrer dans un fichier",
  openFile: "Ouvrir un espace de travail…",
  saved: "Le fichier d’espace de travail est enregistré.",
  opened(shapes, own) {
    const drawn = plural(shapes, "site ou itinéraire", "sites ou itinéraires");
    const entered = own > 0 ? ` et ${plural(own, "incident saisi", "incidents saisis")} à la main` : "";
    return `${drawn}${entered} ${form(shapes + own, "ouvert", "ouverts")}. «\u202fAnnuler\u202f» ramène ce qui était dessiné avant.`;
  },
  rulesReplaced: "Ses règles remplacent celles d’avant.",
  missingPacks: (names) =>
    `Il a été utilisé avec ${form(names.length, "un paquet de données qui n’est pas gardé", "des paquets de données qui ne sont pas gardés")} dans ce navigateur\u202f: ${listed(names)}.`,
  openFailed: (name) => `${name} n’a pas pu être ouvert.`,
  allStays: (reason) => `${reason} Ce qui est sur la page est resté comme avant.`,

  // Kept in this browser
  keepTitle: "Dans ce navigateur",
  keep: "Garder cet espace de travail dans ce navigateur",
  keepHint:
    "Sinon rien n’en est gardé quand la page est fermée. Qui utilise ce navigateur peut l’ouvrir, à moins qu’il n’ait une phrase de passe.",
  status: {
    off: "Rien de cette page n’est gardé.",
    kept: "Gardé, avec chaque modification.",
    keptLocked: "Gardé sous une phrase de passe, avec chaque modification.",
    pending: "Enregistrement…",
    locked:
      "Un espace de travail verrouillé est gardé ici. Cette page a démarré sans lui, et ne le modifie pas.",
    unreadable: "Un espace de travail qui ne peut pas être lu est gardé ici. Il reste comme il est.",
    twoTabs:
      "Cet espace de travail est ouvert aussi dans un autre onglet. Ce que vous modifiez ici n’est pas gardé, jusqu’à ce que vous choisissiez lequel des deux l’est.",
    changed:
      "Un autre onglet a modifié l’espace de travail gardé. Ce que vous modifiez ici n’est pas gardé, jusqu’à ce que vous choisissiez lequel des deux l’est.",
    failed:
      "Les dernières modifications ne sont pas gardées. Elles sont encore sur cette page\u202f: enregistrez-les dans un fichier.",
  },
  keptUnreadable: "L’espace de travail gardé dans ce navigateur n’a pas pu être ouvert.",
  keptInPart: "Une partie de l’espace de travail gardé dans ce navigateur n’a pas pu être lue.",
  staysBeside:
    "Ce qui était gardé reste à côté comme il était\u202f: enregistrez-le dans un fichier sous «\u202fEspace de travail\u202f».",
  asideHint:
    "Une partie d’un espace de travail qui était gardé ici n’a pas pu être lue. Il est encore ici comme il était.",
  saveAside: "Enregistrer ce qui était gardé dans un fichier",
  leftAsItIs: (reason) => `${reason} Il reste comme il est.`,
  useKept: "Ouvrir ce qui est gardé",
  useThis: "Garder plutôt ce qui est ici",
  unlockKept: "Le déverrouiller…",
  denied:
    "Ce navigateur ne permet de rien garder ici. Rien de la page n’est perdu\u202f; enregistrez-la dans un fichier.",
  noRoom:
    "Ce navigateur n’a plus de place. Rien de la page n’est perdu\u202f; enregistrez-la dans un fichier, ou supprimez un paquet de données.",
  erasedElsewhere:
    "Ce qui était gardé dans ce navigateur a été effacé dans un autre onglet. Ce qui est sur cette page y est encore.",
  noLongerKept: "L’espace de travail n’est plus gardé dans ce navigateur.",
  setPassphrase: "Le verrouiller par une phrase de passe…",
  changePassphrase: "Changer la phrase de passe…",
  dropPassphrase: "Le garder sans phrase de passe",
  locked: "Désormais, il est gardé et enregistré sous la phrase de passe.",
  unlocked: "Désormais, il est gardé et enregistré sans phrase de passe.",
  erase: "Effacer tout ce qui est gardé dans ce navigateur",
  erased({ workspace: isGone, own, mappings, packs, ground, others }) {
    const parts = [
      ...(isGone ? ["l’espace de travail"] : []),
      ...(own ? ["les incidents saisis à la main"] : []),
      ...(mappings > 0
        ? [`les colonnes de ${plural(mappings, "sorte de fichiers", "sortes de fichiers")}`]
        : []),
      ...(packs > 0 ? [plural(packs, "paquet de données", "paquets de données")] : []),
      ...(ground ? ["le fichier de carte"] : []),
      ...(others > 0 ? [plural(others, "note de cette page", "notes de cette page")] : []),
    ];
    return parts.length === 0
      ? "Rien n’était gardé dans ce navigateur."
      : `Effacé de ce navigateur\u202f: ${listed(parts)}. Ce qui est sur la page y est encore.`;
  },
  notErased: (reason) => `Tout n’a pas pu être effacé. ${reason}`,

  // Passphrases
  askTitle: "Un espace de travail verrouillé est gardé dans ce navigateur",
  askFileTitle: (name) => `${name} est verrouillé`,
  passphrase: "Phrase de passe",
  unlock: "Déverrouiller",
  unlocking: "Déverrouillage…",
  startWithout: "Démarrer sans lui",
  cancel: "Annuler",
  setTitle: "Verrouiller l’espace de travail par une phrase de passe",
  setIntro:
    "Elle reste en mémoire tant que la page est ouverte, et nulle part ailleurs. Si elle est oubliée, personne ne peut plus ouvrir l’espace de travail.",
  newPassphrase: (least) => `Phrase de passe, au moins ${plural(least, "caractère")}`,
  again: "La même encore une fois",
  lock: "Verrouiller",
  tooShort: (least) => `Donnez au moins ${plural(least, "caractère")}.`,
  notSame: "Les deux ne sont pas les mêmes.",
  wrongPassphrase: "Cette phrase de passe ne l’ouvre pas, ou le fichier a été modifié.",

  // What is wrong with a file
  wholeFile: "tout le fichier",
  notJson: "Il est endommagé\u202f: ce n’est pas du JSON.",
  notOurs: "Ce n’est pas un espace de travail de cette page.",
  later: (version, known) =>
    `Il a été écrit par une version plus récente de cette page\u202f: version ${formatCount(version)} du format, que cette page lit jusqu’à la version ${formatCount(known)}. Ouvrez-le avec la page qui l’a écrit.`,
  isExpected: (at, expected) => `à ${at}, il faut ${expected}`,
  damaged: (at, expected) => `Il est endommagé\u202f: ${workspace.isExpected(at, expected)}.`,
  named: (name, part) => `«\u202f${name}\u202f»\u202f: ${part}`,
  leftOut: (parts, more) =>
    `Tout n’a pas pu être lu. Laissé de côté, ou remplacé par la valeur habituelle\u202f: ${parts.join("\u202f; ")}${more > 0 ? `\u202f; et ${formatCount(more)} de plus` : ""}.`,
  expected: {
    text: (most) => `un texte d’au plus ${plural(most, "caractère")}`,
    number: (least, most) => `un nombre de ${formatCount(least)} à ${formatCount(most)}`,
    member: (members) => `l’un de ${members.join(", ")}`,
    object: "un objet",
    list: (most) => `une liste d’au plus ${plural(most, "élément")}`,
    day: "un jour, par exemple 2026-11-30",
    time: "une heure, par exemple 06:30",
    version: (known) => `une version de 1 à ${formatCount(known)}`,
    known: "une partie que cette page connaît",
    id: "un identifiant, par exemple shape-1",
    ids: "pour chacun un identifiant qu’aucun autre n’a",
    name: "un nom",
    position: "une longitude et une latitude",
    ring: "un anneau d’au moins quatre positions qui finit où il a commencé",
    line: "au moins deux positions",
    incident: "un incident avec un jour, un lieu et un type",
    bytes: (least) => `au moins ${plural(least, "octet")}`,
    base64: "un texte en base64",
  },
};
