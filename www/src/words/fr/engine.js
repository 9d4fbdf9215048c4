// What the engine says in English only, in French. A test compares the templates with the engine's source.
import { formatCount, formatDay } from "../../format.js";
import { translate } from "../templates.js";
import { form } from "./plural.js";

/** A count as the engine writes it. @param {string} n @param {string} one @param {string} many */
const counted = (n, one, many) => `${formatCount(Number(n))} ${form(Number(n), one, many)}`;

/** A decimal number as the engine writes it. @param {string} n */
const decimal = (n) => n.replace(".", ",");

/** What sources cannot contain, and how a report is computed. @type {Record<string, string>} */
export const phrases = {
  "WGS84 geodesic; edges and legs straight in longitude and latitude":
    "géodésique WGS84\u202f; côtés et étapes droits en longitude et latitude",
  "share of a uniform disc of the location's uncertainty; 1 is certain":
    "part d’un disque uniforme de l’incertitude du lieu\u202f; 1 est certain",
  "points as recorded": "points tels qu’enregistrés",
  "Gaussian kernel, σ² = bandwidth² + (uncertainty/2)²; weight 2^(−age/half-life); closed-form integral along each leg":
    "noyau gaussien, σ² = largeur² + (incertitude/2)²\u202f; poids 2^(−âge/demi-vie)\u202f; intégrale exacte le long de chaque étape",
  "blockades, checkpoints and extortion as a type of their own":
    "les blocus, barrages et extorsions comme un type à part",
  "crime without a political side, such as robbery on the road":
    "les crimes sans côté politique, comme le vol sur la route",
  "numbers of deaths": "les nombres de morts",
  "what no online news reported": "ce qu’aucun média en ligne n’a rapporté",
  "single incidents: one incident is often recorded several times, and some records are errors of the machine":
    "les incidents un par un\u202f: un incident est souvent enregistré plusieurs fois, et certains enregistrements sont des erreurs de la machine",
  "what no news in the system's sources reported":
    "ce qu’aucun média parmi les sources du système n’a rapporté",
  "incidents without a death": "les incidents sans mort",
  "blockades, checkpoints and extortion": "les blocus, barrages et extorsions",
  "abductions without a death": "les enlèvements sans mort",
  "looting, riots and protests without a death": "les pillages, émeutes et manifestations sans mort",
};

/** @param {string} phrase */
const phraseOf = (phrase) => phrases[phrase] ?? phrase;

/** @param {string} list as the engine writes it */
const phrasesOf = (list) => list.split("; ").map(phraseOf).join("\u202f; ");

/** By the engine's templates, with `{}` for each value. @type {Record<string, (...values: string[]) => string>} */
export const notes = {
  "Derived from recorded incidents; not a risk advisory.": () =>
    "Tiré d’incidents enregistrés\u202f; ce n’est pas un avis sur les risques.",
  "{} incidents of the snapshot cannot be located; they are in no count.": (n) =>
    `${counted(n, "incident des données ne peut pas être situé\u202f; il n’est", "incidents des données ne peuvent pas être situés\u202f; ils ne sont")} dans aucun compte.`,
  "This snapshot cannot contain: {}.": (list) =>
    `Ces données ne peuvent pas contenir\u202f: ${phrasesOf(list)}.`,
  "The data of the origins reach to different days, from {} to {}; the snapshot is complete only up to the first of them.":
    (from, to) =>
      `Les données des origines s’arrêtent à des jours différents, du ${formatDay(from)} au ${formatDay(to)}\u202f; l’ensemble n’est complet que jusqu’au premier.`,
  "The origin {} cannot contain: {}.": (origin, list) =>
    `L’origine ${origin} ne peut pas contenir\u202f: ${phrasesOf(list)}.`,
  "{} of the incidents listed are later than {} and so in neither window.": (n, day) =>
    `${counted(n, "des incidents listés est postérieur", "des incidents listés sont postérieurs")} au ${formatDay(day)}, et donc dans aucune des deux fenêtres.`,
  "The size of this area, which is very thin or intricate, is approximate: it may be wrong by {} %.": (
    percent,
  ) =>
    `La surface de cette zone, très mince ou très découpée, est approchée\u202f: elle peut être fausse de ${decimal(percent)}\u202f%.`,
  "{} incidents of the snapshot are later than {}; the exposure leaves them out.": (n, day) =>
    `${counted(n, "incident des données est postérieur", "incidents des données sont postérieurs")} au ${formatDay(day)}\u202f; l’exposition ${form(Number(n), "le", "les")} laisse de côté.`,
  "{} of the incidents listed in the corridor are later than {}.": (n, day) =>
    `${counted(n, "des incidents listés dans le corridor est postérieur", "des incidents listés dans le corridor sont postérieurs")} au ${formatDay(day)}.`,
  "{} vertices repeat the one before them; they change no number.": (n) =>
    `${counted(n, "sommet répète le précédent\u202f; il ne change", "sommets répètent le précédent\u202f; ils ne changent")} aucun nombre.`,
  "The data tell days and not hours: the exposure is the same at any hour of departure.": () =>
    "Les données disent des jours et non des heures\u202f: l’exposition est la même quelle que soit l’heure du départ.",
  "{} incidents that are or may be inside have a date that is not known to {} days: they are in neither window, and not in the weeks.":
    (n, days) =>
      `${counted(n, "incident qui est ou peut être à l’intérieur a une date connue", "incidents qui sont ou peuvent être à l’intérieur ont une date connue")} à plus de ${days} jours près\u202f: ${form(Number(n), "il n’est", "ils ne sont")} dans aucune des deux fenêtres, ni dans les semaines.`,
  "{} of the {} incidents in the windows last longer than a week. Each counts once, on its first day.": (
    n,
    all,
  ) =>
    `${formatCount(Number(n))} des ${formatCount(Number(all))} incidents des fenêtres ${form(Number(n), "dure", "durent")} plus d’une semaine. Chacun compte une fois, le premier jour.`,
  "The segments that hold half of the encounter expectation make {} stretches; the {} with the highest expectation are listed.":
    (n, most) =>
      `Les segments qui ont la moitié des rencontres attendues font ${formatCount(Number(n))} tronçons\u202f; les ${formatCount(Number(most))} qui en attendent le plus sont listés.`,
  "No stretch of this route is worse than others: no incident adds to its encounter expectation, which is the same wherever the data reach.":
    () =>
      "Aucun tronçon de cet itinéraire n’est pire que d’autres\u202f: aucun incident n’ajoute aux rencontres attendues, qui sont les mêmes partout où vont les données.",
  "The worst stretches hold {} % of the encounter expectation, and not half of it: on the rest of the route no incident adds to it, and it is the same wherever the data reach.":
    (percent) =>
      `Les pires tronçons ont ${decimal(percent)}\u202f% des rencontres attendues, et non la moitié\u202f: sur le reste de l’itinéraire, aucun incident n’y ajoute, et elles sont les mêmes partout où vont les données.`,
  "{} % of the encounter expectation comes from the last {} days before the date of the data, of which reports still arrive.":
    (percent, days) =>
      `${decimal(percent)}\u202f% des rencontres attendues viennent des ${days} derniers jours avant la date des données, dont des rapports arrivent encore.`,
  "The weekly series ends on {}, and not on {}: nothing can be recorded in the weeks after it yet.": (
    last,
    asked,
  ) =>
    `Les semaines s’arrêtent au ${formatDay(last)}, et non au ${formatDay(asked)}\u202f: rien ne peut encore être enregistré dans celles d’après.`,
  "The weekly series and the trend begin on {}, and not on {}: a series has at most {} weeks.": (
    first,
    asked,
    most,
  ) =>
    `Les semaines et la tendance commencent le ${formatDay(first)}, et non le ${formatDay(asked)}\u202f: il y a au plus ${formatCount(Number(most))} semaines.`,
  "The weeks of the baseline differ more than chance would make them (index of dispersion {}): intervals are shown as Poisson and widened by {}, and the verdict goes by the widened ones.":
    (index, factor) =>
      `Les semaines de la période de référence diffèrent plus que par hasard (indice de dispersion ${decimal(index)})\u202f: les intervalles sont montrés selon Poisson et élargis de ${decimal(factor)}, et le constat suit les intervalles élargis.`,
  "Fewer are recorded in the recent window, but not clearly so without the last {} days before the date of the data, whose records are incomplete.":
    (days) =>
      `Moins sont enregistrés dans la fenêtre récente, mais ce n’est pas clair sans les ${days} derniers jours avant la date des données, dont les enregistrements sont incomplets.`,
  "The baseline begins on {}, before the snapshot's first incident of {}: its rate may be too low.": (
    begins,
    first,
  ) =>
    `La période de référence commence le ${formatDay(begins)}, avant le premier incident des données, du ${formatDay(first)}\u202f: son rythme est peut-être trop bas.`,
  "The recent window reaches to {}, beyond the date of the data, {}: nothing can be recorded there yet.": (
    last,
    asOf,
  ) =>
    `La fenêtre récente va jusqu’au ${formatDay(last)}, au-delà de la date des données, le ${formatDay(asOf)}\u202f: rien ne peut encore y être enregistré.`,
  "Nothing is said about what comes next: that takes {} days of record, and this one begins on {}.": (
    days,
    first,
  ) =>
    `Rien n’est dit de ce qui vient ensuite\u202f: il faut pour cela ${days} jours d’enregistrement, et celui-ci commence le ${formatDay(first)}.`,
  "{} incidents that are certainly inside have a date that is not known to {} days: what is expected next, and the past such expectations, leave them out.":
    (n, days) =>
      `${counted(n, "incident qui est certainement à l’intérieur a une date connue", "incidents qui sont certainement à l’intérieur ont une date connue")} à plus de ${days} jours près\u202f: ce qui est attendu ensuite, et ce qui l’était aux dates passées, ${form(Number(n), "le laisse", "les laissent")} de côté.`,
};

/** @type {typeof import("../en/engine.js").engine} */
export const engine = {
  note: (note) => translate(note, notes) ?? note,
  phrase: phraseOf,
};
