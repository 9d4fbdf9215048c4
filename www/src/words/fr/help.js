// Ce qui aide ; en français.
import { listed, plural } from "./plural.js";

/** @type {typeof import("../en/help.js").noMap} */
export const noMap = {
  title: "Pas de carte dans ce navigateur",
  why: "La carte est dessinée avec WebGL 2, que ce navigateur n’offre pas en ce moment.",
  failed: (reason) => `La carte n’a pas pu être dessinée\u202f: ${reason}`,
  without:
    "Tout le reste fonctionne\u202f: saisissez un site, une zone ou un itinéraire, ouvrez un fichier ou essayez un lieu. Les nombres, les graphiques et les tableaux sont à côté.",
  kind: "Quoi",
  corners: {
    circle: "Centre\u202f: latitude, longitude",
    polygon: "Sommets\u202f: latitude, longitude, chacun sur sa ligne",
    corridor: "Points le long de la ligne\u202f: latitude, longitude, chacun sur sa ligne",
    route: "Points le long de la route\u202f: latitude, longitude, chacun sur sa ligne",
  },
  example: {
    circle: "12.23, -8.72",
    polygon: "12.4, -8.9\n12.4, -8.5\n12.1, -8.7",
    corridor: "12.64, -8.00\n11.32, -5.67",
    route: "12.64, -8.00\n11.42, -6.83\n11.32, -5.67",
  },
  add: "Ajouter et répondre",
  other: "Ou bien",
  openFile: "Ouvrir un fichier…",
  badLine: (line, accepted) => `La ligne ${line} n’est pas un lieu. Accepté\u202f: ${accepted}.`,
  cornersNeeded: (least, most) =>
    least === most
      ? "Il faut un lieu, sur une ligne."
      : `Il faut au moins ${plural(least, "lieu", "lieux")}, chacun sur sa ligne\u202f; au plus ${most}.`,
};

/** @type {typeof import("../en/help.js").offline} */
export const offline = {
  update: "Une nouvelle version de cette page est là.",
  use: "L’utiliser maintenant",
  later: "Plus tard",
  title: "Utiliser la nouvelle version",
  closes: (files) =>
    `La page redémarre. Ce qui est dessiné et saisi reste. ${listed(files)} ${files.length === 1 ? "est fermé" : "sont fermés"} et à rouvrir.`,
  losesDrawn:
    "La page redémarre. Ce navigateur ne lui permet pas de reprendre ce qui est dessiné et saisi ni les filtres\u202f: ce serait perdu.",
  change: "L’utiliser maintenant",
  cancel: "Annuler",
  others: (tabs) =>
    tabs === 1
      ? "Cette page est ouverte dans un autre onglet. Fermez-le d’abord, pour que rien n’y soit perdu."
      : "Cette page est ouverte dans d’autres onglets. Fermez-les d’abord, pour que rien n’y soit perdu.",
  failed:
    "La nouvelle version ne répond pas. Elle sera utilisée quand tous les onglets de cette page seront fermés.",
  kept: {
    unable: "Ce navigateur ne garde pas la page\u202f: elle a besoin d’une connexion.",
    fetching: "La page est en train d’être gardée pour l’usage sans connexion.",
    ready: "La page fonctionne sans connexion.",
  },
};

/** @type {typeof import("../en/help.js").help} */
export const help = {
  welcome: "Bienvenue",
  question:
    "Qu’est-ce qui a été enregistré autour de ce site, et le long de cette route\u202f? Dessinez l’un ou l’autre, et la réponse apparaît ici.",
  again: "Le bouton Aide montre cette carte de nouveau.",
  closeWelcome: "Fermer cette carte",
  title: "Aide",
  close: "Fermer",
  starts: { example: "Essayer un exemple", draw: "Dessiner votre site", open: "Ouvrir vos données" },
  looks: {
    legend: "Clair ou sombre",
    system: "Comme le système",
    light: "Clair",
    dark: "Sombre",
  },
  parts: {
    keys: "Touches",
    terms: "Ce que les mots veulent dire",
    licences: "Données et licences",
    report: "Signaler un problème",
  },
  key: "Touche",
  does: "Ce qu’elle fait",
  keys: [
    ["Tab, Maj + Tab", "Passe à la commande suivante ou précédente. La première saute la carte."],
    ["← ↑ → ↓", "Déplacent la carte quand elle est active\u202f; + et − changent l’échelle."],
    ["Entrée", "Finit la ligne ou la zone en cours de dessin sur la carte."],
    [
      "Échap",
      "Abandonne un dessin ou un choix sur la carte\u202f; ferme un dialogue, une fiche ou un enregistrement.",
    ],
    ["Ctrl + Z, Ctrl + Maj + Z", "Annule et refait ce qui est fait aux formes\u202f; sur Mac avec ⌘."],
    ["?", "Ouvre cette aide."],
  ],
  ownLicence: "GeoBit est sous licence MIT ou Apache-2.0, à votre choix. Il est fait avec\u202f:",
  data: "Données",
  packages: "Bibliothèques de la page",
  crates: "Crates du moteur",
  dataNames: {
    naturalEarth: "Pays\u202f: Natural Earth",
    geonames: "Villes\u202f: GeoNames",
    ucdp: "Paquets de données\u202f: UCDP Georeferenced Event Dataset",
    demo: "Données de démonstration\u202f: synthétiques, faites pour GeoBit",
  },
  fullTexts: "Textes complets des licences des bibliothèques",
  reportHint:
    "Ce texte parle de la page et de votre navigateur\u202f: versions, nombres et durées. Il ne contient aucun lieu, aucun nom et aucun nom de fichier. Il ne part pas de lui-même\u202f: copiez-le, et envoyez-le avec quelques mots sur ce qui n’a pas marché à qui vous a donné cette page.",
  copy: "Copier",
  copied: "Le texte est copié.",
  copyFailed:
    "Ce navigateur ne permet pas de copier ici. Le texte est sélectionné\u202f: copiez-le avec les touches de votre système.",
};
