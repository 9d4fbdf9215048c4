// L’onglet qui met les sites et les itinéraires côte à côte.
import { formatCount, formatDay } from "../../format.js";
import { form, plural } from "./plural.js";

/** @type {typeof import("../en/compare.js").compare} */
export const compare = {
  marks: { more: "▲", fewer: "▼", noClearChange: "=", tooFew: "·" },
  trends: {
    rising: "en hausse",
    falling: "en baisse",
    noClearTrend: "pas de tendance nette",
    tooFew: "trop peu de semaines",
  },
  noted: {
    done: (n) => `${plural(n, "entrée")} ${form(n, "prise en compte", "prises en compte")}.`,
    ignored: (n) => `${plural(n, "entrée")} ${form(n, "ignorée")}.`,
  },
  sitesTitle: "Zones côte à côte",
  oneSite: "Dessinez une deuxième zone, et les deux seront ici côte à côte.",
  oneRoute: "Dessinez un deuxième itinéraire, et les deux seront ici côte à côte.",
  site: "Zone",
  recorded: "Enregistrés",
  lastDays: (days) => `en ${plural(days, "jour")}`,
  before: (count, days) => `${formatCount(count)} dans les ${plural(days, "jour")} d’avant`,
  recordBegins: (day) => `enregistré depuis le ${formatDay(day)}`,
  trend: "Par semaine",
  oneScale: "même échelle",
  evened: (rate, interval) => `${rate} par jour (${interval})`,
  windows: (days) => `Les derniers jours sont comparés aux ${plural(days, "jour")} d’avant.`,
  recordedOn: "Enregistrés",
  triageTitle: "Ce qui est nouveau, et ce que disent les règles",
  newTitle: "Ce qui est nouveau",
  noNews:
    "Comparez ce qui est chargé à un fichier ou à un lot plus ancien\u202f: ce qui est nouveau à vos sites et itinéraires sera listé ici, à prendre en compte ou à ignorer.",
  compareOlder: "Comparer à une version plus ancienne…",
  openHere: (n) => `${plural(n, "entrée")} à regarder à vos sites et itinéraires.`,
  noneHere: "Il ne reste rien à regarder à vos sites et itinéraires.",
  openElsewhere: (n) => `${formatCount(n)} ailleurs.`,
  allNews: "Toute la liste",
  rulesTitle: "Règles",
  noRules:
    "Une règle dit quand un site ou un itinéraire doit être remarqué, par exemple à tout nouvel incident.",
  setRules: "Définir des règles…",
};
