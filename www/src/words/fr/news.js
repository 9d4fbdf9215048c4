// What is new, rules about shapes, and the daily brief, in French.
import { formatCount, formatKm, formatNumber } from "../../format.js";
import { form, listed, plural, recordedIncidents } from "./plural.js";

/** Names of the members of an incident, as they differ. @type {Record<string, string>} */
const fields = {
  id: "Identifiant",
  start: "Premier jour",
  end: "Dernier jour",
  timePrecision: "Précision du jour",
  lon: "Longitude",
  lat: "Latitude",
  uncertaintyKm: "Lieu connu à",
  kind: "Type",
  type: "Type du fournisseur",
  subtype: "Sous-type",
  actors: "Acteurs",
  fatalities: "Morts",
  country: "Pays",
  admin1: "Région",
  place: "Lieu",
  source: "Source",
  headline: "Titre",
};

/** @param {{ added: number, changed: number, withdrawn: number }} counts */
const countsOf = ({ added, changed, withdrawn }) =>
  listed(
    [
      added > 0 ? plural(added, "ajouté") : "",
      changed > 0 ? plural(changed, "modifié") : "",
      withdrawn > 0 ? plural(withdrawn, "retiré") : "",
    ].filter(Boolean),
  ) || "rien";

/** @param {number} days */
const daysOf = (days) =>
  days < 730 ? plural(Math.round(days), "jour") : plural(Math.round(days / 365.25), "an");

/** @param {number} n */
const entriesOf = (n) => plural(n, "entrée");

/** @type {typeof import("../en/news.js").news} */
export const news = {
  titleWith: (n) => `Ce qui est nouveau (${formatCount(n)})`,
  intro:
    "Comparez ce qui est chargé avec une version plus ancienne\u202f: incidents ajoutés, modifiés et retirés, d’abord ceux de vos sites et itinéraires. Un paquet de données que vous mettez à jour est comparé de lui-même.",
  file: "Comparer avec un fichier plus ancien…",
  fileLabel: "Fichier plus ancien de la même source",
  pack: "Comparer avec un paquet conservé ici",
  /** @param {string} asOf */
  earlier: (asOf) => `Comparer avec la version d’avant la dernière mise à jour (données au ${asOf})`,
  choosePack: "– un paquet –",
  newer: "Quelle source est la version la plus récente",
  nothingLoaded: "Ouvrez d’abord un fichier d’incidents.",
  comparing: (name) => `Comparaison avec ${name}`,
  failed: (name) => `${name} n’a pas pu être comparé.`,
  unreadable:
    "Ses colonnes ne sont pas claires. Ouvrez-le d’abord comme fichier, dites quelle colonne est laquelle et faites-le retenir\u202f; puis comparez de nouveau.",
  cancelled: (name) => `La comparaison avec ${name} a été annulée.`,
  against: (name, asOf) => `Comparé avec ${name}, données au ${asOf}.`,
  close: "Finir la comparaison",
  nothing: "Rien n’a été ajouté, modifié ou retiré.",
  counts: countsOf,
  atShape: (name, counts) => `${name}\u202f: ${counts}`,
  quietShapes: (names) => `Rien de nouveau\u202f: ${listed(names)}.`,
  noShapes: "Aucun site ni itinéraire n’est dessiné\u202f; rien ne vient donc d’abord.",
  elsewhere: (counts) => `Ailleurs\u202f: ${counts}`,
  all: (counts) => `En tout\u202f: ${counts}`,
  lag: ({ n, q50, q90 }) =>
    n < 5
      ? `Délai d’enregistrement\u202f: trop peu ont été ajoutés pour le dire (${formatCount(n)}).`
      : `Délai d’enregistrement\u202f: la moitié des ajoutés étaient dans les données au plus ${daysOf(q50)} après le jour où ils ont commencé, 9 sur 10 au plus ${daysOf(q90)} après.`,
  outside: (n) =>
    `${plural(n, "incident")} de la version plus ancienne ${form(n, "est", "sont")} hors de ce que couvre la plus récente, et ${form(n, "n’est pas dit retiré", "ne sont pas dits retirés")}.`,
  withoutId: (n) =>
    `${plural(n, "incident")} sans identifiant du fournisseur ne ${form(n, "peut pas être comparé", "peuvent pas être comparés")}.`,
  notListed: (n) =>
    `${formatCount(n)} de plus ${form(n, "est compté", "sont comptés")} ci-dessus et non ${form(n, "listé")}.`,
  what: {
    added: "Nouveau",
    old: "Enregistré tard",
    changed: "Modifié",
    withdrawn: "Retiré",
  },
  field: (name) => fields[name] ?? name,
  none: "non indiqué",
  fromTo: (before, after) => `${before} → ${after}`,
  touches: (names) => `Concerne ${listed(names)}`,
  deaths: (n) => plural(n, "mort"),
  acknowledge: "Marquer comme vu",
  ignore: "Ignorer",
  bringBack: "Remettre",
  actionOn: (action, name) => `${action}\u202f: ${name}`,
  acknowledgeAll: (n) => `Tout marquer comme vu (${formatCount(n)})`,
  acknowledgedAll: (n) => `${plural(n, "entrée marquée comme vue", "entrées marquées comme vues")}.`,
  undo: "Rétablir",
  open: (n) => `${entriesOf(n)} à regarder.`,
  allDone: "Tout est vu ou ignoré.",
  done: (n) => `Vus (${formatCount(n)})`,
  showIgnored: (n) => `Montrer ${formatCount(n)} ${form(n, "ignoré")}`,
  hideIgnored: "Cacher ce qui est ignoré",
  ignored: (n) => `Ignorés (${formatCount(n)})`,
  shownOf: (shown, all) =>
    `${form(shown, "Première montrée", `Les ${formatCount(shown)} premières montrées`)}, sur ${formatCount(all)}.`,
  more: (n) => `En montrer ${formatCount(n)} de plus`,
  notKept:
    "Ce navigateur ne permet pas de conserver quelque chose\u202f; ceci est donc oublié à la fermeture de la page.",
  announce: (n) => (n === 0 ? "Rien n’est nouveau." : `${entriesOf(n)} dans ce qui est nouveau.`),
  noted: "Ce qui est nouveau",
  notedWhere: (n) =>
    n === 0
      ? "Rien n’a été ajouté, modifié ou retiré depuis la version d’avant."
      : `${entriesOf(n)} depuis la version d’avant, ${form(n, "listée")} sous Ce qui est nouveau et ${form(n, "marquée")} sur la carte.`,
  withdrawnRecord: "Retiré\u202f: voici l’enregistrement de la version plus ancienne.",
  legendNew: "Nouveau",
  legendChanged: "Modifié",
  legend: (asOf) => `Depuis les données au ${asOf}\u202f:`,
};

/** @param {number} n */
const incidentsOf = (n) => plural(n, "incident");

/** @type {typeof import("../en/news.js").rules} */
export const rules = {
  titleWith: (n, fired) => `Règles (${formatCount(n)}${fired > 0 ? `, ${plural(fired, "déclenchée")}` : ""})`,
  intro:
    "Une règle surveille un site ou un itinéraire dessiné, et est vérifiée chaque fois que les données ou les formes changent. Les règles disparaissent, comme les formes, à la fermeture de la page.",
  noShapes: "Dessinez d’abord un site ou un itinéraire.",
  shape: "Site ou itinéraire",
  whenLabel: "Se déclenche pour",
  whens: {
    any: "tout nouvel incident",
    atLeast: "un nombre d’incidents en quelques jours",
    more: "plus qu’avant (28 jours contre 336)",
    alarm: "l’alarme pour un rythme doublé",
  },
  atLeast: "Au moins ",
  inDays: " sur ",
  days: " jours",
  minFatalities: "Avec au moins autant de morts",
  radiusKm: "Un rayon à elle, km",
  kinds: "Types, et un rayon pour chacun",
  kindsHint: "Aucun coché veut dire tous les types. Un rayon peut être donné pour chaque type, en km.",
  km: "km",
  fields: {
    atLeast: "Le nombre d’incidents",
    inDays: "Le nombre de jours",
    minFatalities: "Le nombre de morts",
    radiusKm: "Le rayon en km",
  },
  ownRadius: (kind) => `Le rayon en km pour ${kind}`,
  wrong: (field, [least, most]) =>
    `${field} doit être un nombre${least < 1 && least > 0 ? "" : " entier"} de ${formatNumber(least)} à ${formatCount(most)}.`,
  add: "Ajouter la règle",
  name: (shape, rule) => `${shape}\u202f: ${rule}`,
  goneShape: "Une forme disparue",
  when(when, kinds) {
    const of = kinds.length > 0 ? ` (${listed(kinds)})` : "";
    if (when === "any") return `tout nouvel incident${of}`;
    if (when === "more") return `plus d’incidents qu’avant${of}`;
    if (when === "alarm") return `alarme pour un rythme doublé${of}`;
    return `au moins ${incidentsOf(when.atLeast)}${of} sur ${plural(when.inDays, "jour")}`;
  },
  within: (km) => `à moins de ${formatKm(km)}`,
  radiusOf: (kind, km) => `${kind} à moins de ${formatKm(km)}`,
  atLeastDeaths: (n) => `avec ${plural(n, "mort")} ou plus`,
  looking: "Vérification…",
  refused: "Ne peut pas être vérifiée.",
  fired: "Déclenchée.",
  firedSince: (day) => `Déclenchée, depuis le ${day}.`,
  notFired: "Non déclenchée.",
  falseAlarms: (aYear) =>
    aYear === null
      ? "Fausses alarmes par an\u202f: inconnues ici."
      : `Fausses alarmes par an, par hasard\u202f: ${aYear > 0 && aYear < 0.01 ? "moins de 0,01" : `environ ${formatNumber(Number(aYear.toPrecision(2)))}`}.`,
  show: (n) => `Montrer ${incidentsOf(n)}`,
  remove: "Supprimer",
  removed: (name) => `${name} a été supprimée.`,
  undo: "Rétablir",
  actionOn: (action, name) => `${action}\u202f: ${name}`,
  announce: (n) => `${plural(n, "règle déclenchée", "règles déclenchées")}.`,
};

/** @type {typeof import("../en/news.js").siteBrief} */
export const siteBrief = {
  open: "Fiche du jour",
  reveals:
    "La page et l’image contiennent une carte du lieu et son nom, le texte son nom, et chacun les lieux des incidents sur place.",
  tooShort: "Ce qui est dessiné est trop court.",
  since: "Nouveau depuis le ",
  sinceLabel: "Le premier jour où un incident est nouveau",
  copy: "Copier comme texte",
  copied: (letters) => `Copié, ${plural(letters, "caractère")}.`,
  picture: "Enregistrer une image",
  saved: "L’image est enregistrée.",
  print: "Imprimer ou enregistrer en PDF",
  fileName: (name, day) => `Fiche du jour ${name} ${day}`,
  title: (name) => `Fiche du jour\u202f: ${name}`,
  polygon: "zone",
  kinds: {
    circle: (km) => `cercle de ${km}`,
    corridor: (km) => `corridor, ${km} de chaque côté`,
    route: (km) => `itinéraire, ${km} de chaque côté`,
  },
  asOf: (day, age) =>
    `Données au ${day}${age === null || age < 0 ? "" : `, vieilles de ${plural(age, "jour")}`}.`,
  window: (days, period) =>
    `${form(days, "Le dernier jour", `Les ${formatCount(days)} derniers jours`)}, ${period}\u202f:`,
  rulesTitle: "Règles",
  noRules: "Aucune règle ne le surveille.",
  noneFired: (n) =>
    n === 1
      ? "Sa règle ne s’est pas déclenchée."
      : `Aucune de ses ${formatCount(n)} règles ne s’est déclenchée.`,
  fired: (fired, all) =>
    all === 1
      ? "Sa règle s’est déclenchée\u202f:"
      : `${formatCount(fired)} de ses ${formatCount(all)} règles ${form(fired, "s’est déclenchée", "se sont déclenchées")}\u202f:`,
  firedRule: (name, since) => (since ? `${name} (depuis le ${since})` : name),
  fresh(since, certain, possible, late) {
    const counts =
      possible === 0
        ? recordedIncidents(certain)
        : `${recordedIncidents(certain)} avec certitude, ${formatCount(possible)} peut-être ici`;
    return `Nouveau depuis le ${since}\u202f: ${counts}${late > 0 ? ` (${plural(late, "enregistré")} tard)` : ""}`;
  },
  changes: (asOf, counts) => `Par rapport à la version des données au ${asOf}\u202f: ${countsOf(counts)}.`,
  last: "Derniers enregistrés\u202f:",
  lastOthers: "Derniers déjà connus avant\u202f:",
  none: "Aucun incident enregistré.",
  on: (day, kind) => `${day}\u202f: ${kind}`,
  deaths: (n) => plural(n, "mort"),
  possible: "peut-être à l’extérieur",
  andMore: (n) => `et ${formatCount(n)} de plus`,
  mapOf: (name) => `Carte de ${name}`,
  mapLegend: (from, to) => `Marques\u202f: du ${from} au ${to}\u202f; cerclées\u202f: comptées ici.`,
  mapSource: "Carte\u202f: Natural Earth · GeoNames CC BY 4.0",
  source: (source) => `Source\u202f: ${source}`,
  counted: (n) => `Sur ${plural(n, "incident enregistré", "incidents enregistrés")} en tout.`,
  moreRules: (n) => (n > 0 ? plural(n, "règle déclenchée", "règles déclenchées") : ""),
  moreFresh: (n) => (n > 0 ? plural(n, "nouvel incident", "nouveaux incidents") : ""),
  moreLast: (n) => (n > 0 ? plural(n, "incident antérieur", "incidents antérieurs") : ""),
  map: "la carte",
  leftOut: (parts) => `Laissé de côté ici\u202f: ${listed(parts)}.`,
  cardLeftOut: (n) => `${plural(n, "entrée laissée", "entrées laissées")} de côté ici, faute de place.`,
};
