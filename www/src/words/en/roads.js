// Roads: what is loaded, ways, what bars them, and evacuation.
import { formatCount, formatDay, formatKm, formatNumber, formatPercent } from "../../format.js";
import { listed, plural } from "./plural.js";

export const roads = {
  title: "Roads",
  none: "Open a pack of roads (.roads) or an extract of OpenStreetMap (.osm.pbf), here or by dropping it on the page. It is read in this browser; which roads you ask about is sent to nobody.",
  open: "Open a file of roads…",
  useDemo: "Use the demo’s roads",
  remove: "Remove these roads",
  removed: "The roads were removed.",
  opened: (/** @type {string} */ name) => `${name}: roads are loaded.`,
  loading: "The roads are being loaded…",
  notLoaded: "The roads cannot be loaded",
  length: (/** @type {number} */ km) => `${formatKm(km)} of roads`,
  schematic: "schematic: drawn from town to town, not as they run",
  asOf: (/** @type {string} */ day) => `as of ${day}`,

  packs: "Packs of roads",
  packsIntro:
    "Roads of whole regions, made ready to download from this page’s own host. A pack stays in this browser and opens without a connection. Which packs you download is all that the host can see.",
  listPacks: "List packs of roads",
  removePack: "Remove from this browser",
  listed: (/** @type {number} */ n) =>
    n === 0
      ? "The catalogue has no packs of roads; its signature is right."
      : `The catalogue lists ${plural(n, "pack of roads", "packs of roads")}; its signature is right.`,
  /** @param {string} asOf when it is from, if that is known */
  newer: (asOf) => `A newer version is there${asOf && `, ${asOf}`}.`,

  waysTitle: "Ways",
  from: "From",
  to: "To",
  via: (/** @type {number} */ n) => `Via ${n}`,
  addVia: "Add a place to pass through",
  typed: "A town or coordinates",
  placeText: (/** @type {string} */ end) => `${end}: a town or coordinates`,
  unknown: "No such town, and no coordinates.",
  is: (/** @type {string} */ name, /** @type {string} */ place) => `${name}, ${place}`,
  find: "Find ways",
  cancel: "Cancel",
  finding: "Looking for ways…",
  measuring: (/** @type {number} */ done, /** @type {number} */ total) =>
    `Measuring the exposure of each road: ${formatPercent(done / Math.max(1, total))}`,
  again: "What was asked has changed; it is asked again.",
  choosePlaces: "Choose where the way begins and ends.",
  siteGone: "The site that was chosen is not drawn any more: choose another place.",
  hoursOnly:
    "No incidents are loaded, so there are hours and no exposure, and only the fastest way is looked for.",
  hoursNoKinds:
    "No kind of incident is chosen, so there are hours and no exposure, and only the fastest way is looked for.",
  notAnswered: (/** @type {string} */ reason) => `This cannot be answered. ${reason}`,
  way: (/** @type {number} */ n) => `Way ${n}`,
  wayName: (/** @type {string} */ from, /** @type {string} */ to, /** @type {number} */ n) =>
    `${from} – ${to}, way ${n}`,
  expected: (/** @type {string} */ count) =>
    `recorded incidents expected: ${count}, if the recent pattern holds`,
  use: "Use as a route",
  used: (/** @type {string} */ name) => `${name} is a route now.`,
  curveTitle: "Hours against expected encounters",
  curveKeys: "Arrow keys choose a way.",
  through: (/** @type {string[]} */ names) => `passes through ${listed(names)} because there is no other way`,
  fords: (/** @type {number} */ n) => plural(n, "ford"),
  barriers: (/** @type {number} */ n) => plural(n, "gate or barrier", "gates or barriers"),
  ferry: (/** @type {string} */ km) => `${km} by ferry`,
  private: (/** @type {string} */ km) => `${km} on private roads`,
  doubtful: (/** @type {string} */ km) => `${km} of a doubtful class`,
  unknownSurface: (/** @type {string} */ km) => `${km} of unknown surface`,

  barredTitle: "Own zones: closed, no-go, restricted",
  barredIntro:
    "Each area or route that is drawn can be a zone of your own. Closed: its roads cannot be driven. No-go: nobody enters it. Restricted: it is avoided, and passed through only where there is no other way. A route bars the roads that it runs along. Briefs, and Rules for sites and routes, name the zones in force.",
  barredLater: "Ways go around them once roads are open.",
  barredNone: "Nothing is drawn yet.",
  bars: /** @type {Record<"" | import("../../bars.js").BarKind, string>} */ ({
    "": "no zone",
    closed: "closed",
    "no-go": "no-go",
    avoid: "restricted",
  }),
  source: "Source",
  reliability: "Reliability",
  reliabilities: /** @type {Record<import("../../bars.js").Reliability, string>} */ ({
    "": "not said",
    confirmed: "confirmed",
    probable: "probable",
    doubtful: "doubtful",
  }),
  noDay: "There is no such day: give it as it is in the calendar, with a year of four digits.",
  until: "Valid until",
  expired: "Expired: it bars nothing any more.",

  evacuationTitle: "Evacuation",
  evacuationIntro:
    "Which sites are muster points, and which are places to go to: havens, airstrips, clinics and hospitals? The table has the fastest way from each muster point to each of these.",
  evacuationNone: "Draw sites first: muster points and places to go to are sites.",
  site: "Site",
  roles: /** @type {Record<keyof import("../../bars.js").Evacuation, string>} */ ({
    muster: "Muster point",
    haven: "Haven",
    airstrip: "Airstrip",
    medical: "Medical",
  }),
  table: "Make the table",
  needBoth: "Tick at least one muster point, and one haven, airstrip or medical site.",
  tableCaption: "The fastest way from each muster point to each place to go to",
  independent: (/** @type {number} */ n) => plural(n, "independent way"),
  perTrips: (/** @type {string} */ count) => `expected: ${count}`,
  noWay: "no way on these roads",
  /** @param {string} limit @param {string} nearest how far the nearest road is; empty where there is none */
  noRoadWithin: (limit, nearest) =>
    `no road within ${limit}; ${nearest ? `the nearest is ${nearest} away` : "there is none far and wide"}`,
  noRoad: (/** @type {string} */ name, /** @type {string} */ reason) => `${name}: ${reason}`,
  noRoadAdvice:
    "A site without a road near has no way here: draw another one where its track meets a road, and tick that one.",
  offRoad: (/** @type {string} */ km) => `${km} from the nearest road; this stretch is in no number`,
  /** @param {[name: string, km: string][]} places */
  offRoads: (places) =>
    `${listed(places.map(([name, km]) => `${name} is ${km}`))} from the nearest road; ${places.length === 1 ? "this stretch is" : "these stretches are"} in no number`,
  itself: "the same site",
  whatIf: "What if this closes?",
  whatIfNothing: "Nothing more closes",
  thenNone: "then no way",
  thenSame: "unchanged",
  thenMore: (/** @type {string} */ more, /** @type {string} */ hours) => `then ${more} more (${hours})`,
  thenAsLong: "then as long",
  waysLeft: (/** @type {number} */ left, /** @type {number} */ of) =>
    `${formatCount(left)} of ${plural(of, "independent way")} left`,
  losesOnly: (/** @type {string} */ zone, /** @type {string} */ from, /** @type {string[]} */ to) =>
    `If ${zone} closes, ${from} loses its only way to ${listed(to)}.`,
  losesEvery: (/** @type {string} */ zone, /** @type {string} */ from, /** @type {string[]} */ to) =>
    `If ${zone} closes, ${from} loses every way to ${listed(to)}.`,
  losesAll: (/** @type {string} */ zone, /** @type {string} */ from) =>
    `If ${zone} closes, ${from} has no way left to any place in this table.`,
  moreLosses: (/** @type {number} */ n) => `${plural(n, "more such loss", "more such losses")} in the table.`,
  takesLonger: (
    /** @type {string} */ zone,
    /** @type {number} */ n,
    /** @type {string} */ from,
    /** @type {string} */ to,
    /** @type {string} */ more,
  ) =>
    n === 1
      ? `If ${zone} closes, the way from ${from} to ${to} takes ${more} more.`
      : `If ${zone} closes, ${formatCount(n)} ways take longer; most the one from ${from} to ${to}, ${more} more.`,
  fewerOne: (
    /** @type {string} */ from,
    /** @type {string} */ to,
    /** @type {number} */ left,
    /** @type {number} */ of,
  ) =>
    `From ${from} to ${to} ${formatCount(left)} of ${plural(of, "independent way")} ${left === 1 ? "is" : "are"} left.`,
  fewerWays: (/** @type {number} */ n) =>
    `${plural(n, "pair has", "pairs have")} fewer independent ways than before.`,
  nothingChanges: (/** @type {string} */ zone) => `If ${zone} closes, nothing in this table changes.`,

  reachTitle: "Reach",
  reachFrom: "From the site",
  chooseSite: "Choose a site",
  hours: "Hours, such as 1, 2, 4",
  badHours: "Up to 12 numbers of hours, each over 0 and at most 240, such as 1, 2, 4.",
  showReach: "Show on the map",
  hideReach: "Hide",
  reached: (/** @type {string} */ hours, /** @type {string} */ km) => `Within ${hours}: ${km} of roads`,

  layTitle: "Lay a route onto roads",
  layNone: "Choose a route in the list above to lay it onto these roads.",
  lay: (/** @type {string} */ name) => `Lay ${name} onto the roads`,
  laid: (/** @type {string} */ name, /** @type {string} */ km) =>
    `${name} follows the roads; ${km} of it lie off roads and stay as they were.`,

  // Own zones, as briefs and rules name them.
  zone: (/** @type {string} */ name, /** @type {string[]} */ facts) => `${name} (${facts.join("; ")})`,
  zoneSource: (/** @type {string} */ source) => (source ? `source: ${source}` : "no source named"),
  zoneUntil: (/** @type {string} */ day) => (day ? `until ${formatDay(day)}` : "no last day named"),
  zoneReliability: (/** @type {string} */ said) => `reliability: ${said}`,
  zonesAlong: (/** @type {string[]} */ zones) =>
    `Own zones in force that it passes through: ${zones.join(", ")}.`,
  zoneItself: (/** @type {string} */ zone) => `The route is itself an own zone in force: ${zone}.`,
  /** @param {number} n @param {boolean} areOthers the route is itself one */
  zonesNone: (n, areOthers) =>
    n === 1
      ? `It does not pass through the one ${areOthers ? "other " : ""}own zone in force.`
      : `It passes through none of the ${formatCount(n)} ${areOthers ? "other " : ""}own zones in force.`,
  zonesExpired: (/** @type {string[]} */ zones) => `Expired, and no longer counted: ${zones.join(", ")}.`,
  zonesTitle: "Own zones in force",
  zonesTouched: (/** @type {number} */ n) => plural(n, "zone touched", "zones touched"),
  passesThrough: (/** @type {string} */ route, /** @type {string} */ zone) =>
    `${route} passes through ${zone}.`,
  touchesZone: (/** @type {string} */ site, /** @type {string} */ zone) => `${site} touches ${zone}.`,
  zonesOnMap: (/** @type {string[]} */ zones, /** @type {number} */ more) =>
    `Dotted, own zones in force: ${zones.join(", ")}${more > 0 ? ` and ${formatCount(more)} more` : ""}.`,
  credit: (/** @type {string[]} */ facts) => `Roads: ${facts.join(" · ")}`,
  andMore: (/** @type {number} */ n) => `And ${formatCount(n)} more.`,

  // The fields of a brief that the roads can fill.
  fill: "Fill from the roads",
  fillHint:
    "Fills empty fields. Turn-back point: where the fastest way back to the start takes as long as the fastest way on to the end.",
  filling: "Looking along the roads…",
  fillCancelled: "Cancelled. Nothing is filled.",
  atStart: (/** @type {string} */ name) => `Start, ${name}`,
  atMiddle: (/** @type {string[]} */ facts) => `Middle, ${facts.join(", ")}`,
  atEnd: (/** @type {string} */ name) => `End, ${name}`,
  atMuster: (/** @type {string} */ name) => `Muster point ${name}`,
  kmAlong: (/** @type {number} */ km) => `km ${formatNumber(Math.round(km))}`,
  nearest: (
    /** @type {string} */ place,
    /** @type {string} */ haven,
    /** @type {string} */ hours,
    /** @type {string} */ km,
  ) => `${place}: ${haven}, ${hours}, ${km}`,
  nearestNone: (/** @type {string} */ place) => `${place}: no way to any of them by these roads`,
  withStretch: (/** @type {string} */ line, /** @type {string} */ stretch) => `${line} (${stretch})`,
  turnBack: (/** @type {string[]} */ facts, /** @type {string} */ back, /** @type {string} */ on) =>
    `Turn-back point: ${facts.join(", ")}. From there ${back} by road back to the start, ${on} on to the end.`,
  turnBackCut: (/** @type {string[]} */ facts, /** @type {string} */ back, /** @type {string} */ on) =>
    `Turn-back point: ${facts.join(", ")}, where the ways by road are cut or change. From there ${back} back to the start, ${on} on to the end.`,
  turnBackRound: (/** @type {string[]} */ facts, /** @type {string} */ back) =>
    `Turn-back point: ${facts.join(", ")}, the farthest place of this round trip. From there ${back} by road back to the start.`,
  noGoAlong: (/** @type {string[]} */ zones) => `No-go along it: ${zones.join(", ")}.`,
  fillSource: (/** @type {string} */ name, /** @type {string} */ day) =>
    `By the roads “${name}”, ${day ? `data as of ${formatDay(day)}` : "data of a day that is not known"}; fastest ways, no stops, around closed and no-go.`,
  fillItself: (/** @type {string} */ kind) => `This route is itself ${kind}: none of these ways follows it.`,
  filled: (/** @type {string[]} */ fields) => `Filled: ${fields.join(", ")}.`,
  leftAsWritten: (/** @type {string[]} */ fields) =>
    `Left, as something is written there: ${fields.join(", ")}.`,
  notFilled: (/** @type {string} */ field, /** @type {string} */ reason) => `${field}: ${reason}`,
  noHavens: "no site is ticked as a haven or an airstrip in the tab Roads.",
  noMedical: "no site is ticked as medical in the tab Roads.",
  noTurnBack: "the start, the end or the route between them is on no way of these roads.",
};
