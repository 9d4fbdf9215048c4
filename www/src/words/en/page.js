// The page around the reports: its markup, messages, tools, the list of shapes, records and the loaded data.
import { formatCount } from "../../format.js";
import { listed, plural } from "./plural.js";

/** The texts in index.html, by the names in `data-words`. A test holds the two against each other. */
export const markup = {
  title: "GeoBit: incidents around a site or along a route",
  help: "Help",
  language: "Language",
  skipMap: "Skip the map",
  brand: "Recorded incidents around a site or along a route",
  starting: "Starting…",
  search: "Search a town or coordinates",
  addData: "Add data",
  openFile: "Open a file…",
  addPack: "Data packs…",
  addRoads: "Roads…",
  addOwn: "Enter an incident…",
  addTry: "Examples, coordinates, polyline…",
  moreTools: "More buttons",
  saveWork: "Save",
  print: "Print",
  history: "Undo and redo",
  undo: "Undo",
  redo: "Redo",
  addLog: "Add another log…",
  file: "File of incidents, or of routes or sites (CSV, Excel, GeoJSON, GPX, KML, KMZ, TCX, encoded polyline), or of a map (PMTiles) or roads",
  toolbar: "Drawing tools",
  toolSelect: "Move, edit",
  toolSite: "Site",
  toolArea: "Area",
  toolRoute: "Route",
  mapSide: "Map and filters",
  view: "Show as",
  viewPoints: "Points",
  viewClusters: "Groups",
  viewHeat: "Heat map",
  record: "Record of an incident",
  timeRange: "Time range",
  firstDay: "First day",
  lastDay: "Last day",
  firstDate: "First day, as a date",
  lastDate: "Last day, as a date",
  to: "to",
  kinds: "Kinds of incident",
  moreFilters: "More filters…",
  marksLegend: "Hollow: the place is uncertain. Ringed: counted in the current result.",
  shapes: "Areas and routes",
  intro:
    "Draw an area around a site, or a route, or open a file of routes or sites. The recorded incidents that matter to it appear here while you draw.",
  saveRoute: "Save this route",
  saveLine: "Line",
  savePolyline: "Polyline",
  digits: "Decimal digits of its degrees",
  saveDigits5: "5 digits, 1 m",
  saveDigits6: "6 digits, 0.1 m",
  copy: "Copy",
  save: "Save",
  saveSegments: "Segments",
  saveSegmentsHint: "with their numbers",
  thisShape: "This area or route",
  byHand: "Add by hand",
  tryPlaces: "Places to try, or your own",
  coordinates: "Circle at latitude, longitude",
  polyline: "Route from an encoded polyline",
  add: "Add",
  result: "Result",
  tabs: "What is shown of the result",
  tabSummary: "Summary",
  tabIncidents: "Incidents",
  tabCompare: "Compare",
  tabRoads: "Roads",
  tabRegion: "Region",
  regionEntry: "Where the incidents lie, year by year",
  snapshot: "What is loaded",
  privacy: "Privacy",
  packs: "Data packs",
  ground: "Map ground: roads, rivers, places",
  news: "What is new",
  rules: "Rules for sites and routes",
  siteBrief: "Daily brief",
  workspace: "Workspace: save, keep, erase",
  share: "Share this answer without its place",
  revealsRoute: "These files contain the coordinates of this route and its name; a polyline has no name.",
  privacyPromise:
    "What you draw and what you open stays in this browser: this page sends nothing to anyone. It keeps no copy after you close it, apart from itself, for use without a connection, data packs that you download and the list of them, the language and the light or dark look that you choose, that you closed the first card, the ids of what you acknowledge or ignore in what is new, the day of your last daily brief, and, if you ask it to keep them, which column is which, the incidents you entered by hand, a map file, and your workspace.",
  brief: "Movement brief",
  dropFile: "Drop the file to open it. It stays in this browser.",
};

/** Asked before the page starts again in another language. */
export const language = {
  title: "Change the language",
  closes: (/** @type {string[]} */ files) =>
    `The page starts again in the new language. What is drawn and entered stays. ${listed(files)} ${files.length === 1 ? "is" : "are"} closed and must be opened again.`,
  losesDrawn:
    "The page starts again in the new language. This browser does not allow it to take over what is drawn, entered and filtered by: that would be lost.",
  change: "Change the language",
  cancel: "Cancel",
};

const MOST_NAMED = 3;
/** Names a few files, and counts the others. @param {string[]} names */
const shortened = (names) =>
  names.length > MOST_NAMED + 1
    ? [...names.slice(0, MOST_NAMED), plural(names.length - MOST_NAMED, "other")]
    : names;

export const messages = {
  notFetched: "This part of the page could not be fetched. Try again when there is a connection.",
  /** What a load is doing. @type {Record<string, string>} */
  phases: { download: "Fetching", read: "Reading", index: "Indexing" },
  otherPhase: "Loading",
  progress: (/** @type {string} */ phase, /** @type {string} */ name) => `${phase} ${name}…`,
  loading: "Loading",
  cancel: "Cancel",
  dismiss: "Dismiss",
  demo: "the demo data",
  demoName: "Demo data: synthetic, not real events",
  demoAttribution: "Synthetic, made for GeoBit: none of these events happened",
  startFailed: "The page could not start.",
  noRoads: "Roads are not part of this map; open them on the page of GeoBit itself.",
  partMissing: "A part of the page could not be fetched.",
  oneAtATime: "One file is opened at a time.",
  /** @param {string[]} names */
  notOpened: (names) =>
    `${listed(shortened(names))} ${names.length === 1 ? "was" : "were"} not opened. Open them one after the other; another log is put beside the first by “${markup.addLog}”.`,
  openFailed: (/** @type {string} */ name) => `${name} could not be opened.`,
  allStays: (/** @type {string} */ reason) => `${reason} What was loaded and drawn before is still here.`,
  announceReading: (/** @type {string} */ name) => `${name} is being read. The button Cancel ends it.`,
  cancelled: (/** @type {string} */ name) =>
    `${name} was cancelled. What was loaded and drawn before is still here.`,
  stalled: (/** @type {number} */ seconds) => `Its reading stood still for ${seconds} seconds and was ended.`,
  tooLong: (/** @type {number} */ minutes) =>
    `Its reading took more than ${minutes} minutes and was ended. Cut it to a region or a range of years first.`,
  recordFailed: "The record could not be read.",
  copied: "Copied",
  copiedAnnouncement: "The encoded polyline is copied.",
  segmentsFailed: "The segments could not be saved.",
  copyFailed: "The polyline could not be copied.",
  copyForbidden: "This browser does not allow it here; save it as a file.",
  segmentsFile: (/** @type {string} */ name) => `${name} segments`,
};

export const tools = {
  /** Where there is a keyboard. A touch screen has the button Cancel. */
  hint: (/** @type {string} */ howTo) => `${howTo} Escape cancels.`,
  refused: (/** @type {string} */ reason) => `The shape cannot be drawn: ${reason}`,
  circle: {
    label: "Site",
    kmLabel: "Radius, km",
    howTo: "Click the centre, then click where the edge should be.",
    byTouch: "Tap the centre, then tap where the edge should be.",
  },
  polygon: {
    label: "Area",
    kmLabel: "",
    howTo: "Click each corner; click the last one again to close the area.",
    byTouch: "Tap each corner, then Finish.",
  },
  corridor: {
    label: "Corridor",
    kmLabel: "Distance on either side, km",
    howTo: "Click along the line; click the last point again to end it.",
    byTouch: "Tap along the line, then Finish.",
  },
  route: {
    label: "Route",
    kmLabel: "Corridor on either side, km",
    howTo: "Click along the road; click the destination again to end it.",
    byTouch: "Tap along the road, then Finish.",
  },
};

export const shapes = {
  remove: (/** @type {string} */ name) => `Remove ${name}`,
  removed: (/** @type {string} */ name) => `${name} was removed.`,
  undo: "Undo",
  name: "Name",
  nameNeeded: "A name of 1 to 80 letters",
  colour: "Colour",
  /** By the names in `colours.js`. @type {Record<string, string>} */
  colours: {
    blue: "Dark blue",
    orange: "Orange",
    green: "Green",
    pink: "Pink",
    sky: "Light blue",
    amber: "Amber",
    black: "Black",
  },
  duplicate: "Duplicate",
  question: "What is asked of this line",
  asRoute: "as a route, for a trip",
  asCorridor: "as an area along it",
  /** @param {string} name @param {number} number of the copy, from 1 */
  copyOf: (name, number) => `${name}, copy${number > 1 ? ` ${formatCount(number)}` : ""}`,
  /** What is recorded of late at a shape, by the engine's verdict. @type {Record<string, string>} */
  trends: { more: "▲", fewer: "▼", noClearChange: "=", tooFew: "" },
  /** @param {number} count @param {number} days @param {string} verdict */
  recent: (count, days, verdict) =>
    `${plural(count, "recorded incident")} in the last ${plural(days, "day")} of the data: ${verdict}`,
  noRecent: "–",
  notCovered: "The data do not cover this.",
  /** @param {number} days */
  recentLegend: (days) =>
    `Recorded incidents of the last ${plural(days, "day")} of the data, all kinds: more than before ▲, fewer ▼, no clear change =.`,
  kmLimits: (/** @type {number} */ min, /** @type {number} */ max) => `A distance from ${min} to ${max} km`,
  badCoordinates: "Latitude and longitude in degrees, such as 12.23, -8.72",
  polylineName: "Encoded polyline",
  /** Places to try, by their names in `places.js`. */
  places: {
    narena: "Mine near Naréna",
    morila: "Morila mine",
    sikasso: "Bamako–Sikasso",
    kayes: "Bamako–Kayes",
  },
};

/** The top bar. */
export const header = {
  age: (/** @type {number} */ days) => `${plural(days, "day")} old`,
};

/** The panel where it is a sheet over the map. */
export const sheet = { more: "Show more", less: "Show less" };

/** The search for a place. */
export const search = {
  /** How coordinates were written. @type {Record<import("../../search/coordinates.js").Form, string>} */
  forms: {
    degrees: "degrees",
    utm: "UTM",
    utmNorth: "UTM, if S is the band (northern hemisphere)",
    utmSouth: "UTM, if S is the southern hemisphere",
    mgrs: "MGRS, the middle of the square",
  },
  none: "No such town here, and no coordinates. Write them as 12.23, -8.72 or 12°13′48″N 8°43′12″W, or in UTM or MGRS.",
  placeholder: "Find a place",
  siteHere: "Site here",
  close: "Close",
};

/** The choice of days. */
export const picker = {
  days28: "28 days",
  months12: "12 months",
  all: "All",
  only: "only",
  onlyKind: (/** @type {string} */ kind) => `Only ${kind}`,
  allKinds: "All kinds",
};

/** The slider of days, and what lies behind it. */
export const timeline = {
  label: (/** @type {number} */ most) =>
    `All loaded incidents, week by week: at most ${formatCount(most)} in one week.`,
  highest: (/** @type {number} */ most) => `${formatCount(most)} a week`,
  /** @param {number} recent @param {number} baseline */
  windows: (recent, baseline) =>
    `Shaded: the ${plural(recent, "day")} of the answer, and the ${plural(baseline, "day")} before with which they are compared.`,
  play: "Play 28 days",
  stop: "Stop",
  /** Where less motion is wanted. */
  step: "Next 28 days",
};

export const record = {
  previous: "Previous incident here",
  next: "Next incident here",
  position: (/** @type {number} */ n, /** @type {number} */ of) => `${n} of ${of}`,
  close: "Close the record",
  date: "Date",
  place: "Place",
  coordinates: "Position",
  located: "Located",
  actors: "Actors",
  deaths: "Deaths",
  headline: "Headline",
  source: "Source",
  type: "In the file",
  shownAs: "Shown as",
  typeHint: "Note",
  /** @type {Record<string, string>} */
  ucdpTypes: { 1: "State-based conflict", 2: "Non-state conflict", 3: "One-sided violence" },
  ucdpHint:
    "This source says who fought and not how: a bombing or an ambush is a state-based conflict as well. The headline may say more.",
  /** The first two digits of a CAMEO code. @type {Record<string, string>} */
  cameoRoots: {
    "01": "Public statement",
    "02": "Appeal",
    "03": "Intent to cooperate",
    "04": "Consultation",
    "05": "Diplomatic cooperation",
    "06": "Material cooperation",
    "07": "Aid",
    "08": "Yielding",
    "09": "Investigation",
    10: "Demand",
    11: "Disapproval",
    12: "Rejection",
    13: "Threat",
    14: "Protest",
    15: "Show of force",
    16: "Reduced relations",
    17: "Coercion",
    18: "Assault",
    19: "Fighting",
    20: "Mass violence",
  },
  /** @param {string} type in words @param {string} code of the file */
  typeWithCode: (type, code) => `${type} (code ${code})`,
  typeCode: (/** @type {string} */ code) => `code ${code} of the file, without a word for it`,
  /** Where they are not all at one place. */
  apart: (/** @type {number} */ count) => `${plural(count, "incident")}, not all at one place:`,
  here: (/** @type {number} */ count) => `${plural(count, "incident")} at this place, the newest first:`,
  more: (/** @type {number} */ count) =>
    `${formatCount(count)} more are not listed. The arrows above go through all of them.`,
  id: "Id",
  origin: "Origin",
  deathsNotRecorded: "not recorded",
  deathsRange: (/** @type {string} */ best, /** @type {string} */ low, /** @type {string} */ high) =>
    `${best} (${low} to ${high})`,
  notLocatable: "cannot be located",
  locatedWithin: (/** @type {string} */ radius) => `within about ${radius} of the position`,
  locatedExactly: "at the position",
};

/** What the rows of a file are called, and what their numbers count. @type {Record<string, { one: string, many: string }>} */
const rowNames = {
  csv: { one: "row", many: "rows" },
  geojson: { one: "feature", many: "features" },
  json: { one: "record", many: "records" },
  parquet: { one: "row", many: "rows" },
  pack: { one: "row", many: "rows" },
};

/** Layouts of files. @type {Record<string, string>} */
const layouts = {
  acled: "events of ACLED",
  "acled-totals": "totals of ACLED by week or month",
  gdelt: "events of GDELT 2.0",
  icews: "events of ICEWS",
  kobo: "a survey form (KoboToolbox, ODK)",
  ucdp: "events of UCDP GED",
  generic: "columns known by their names",
  combined: "the origins above, as one",
};

/** @type {Record<string, string>} */
const formats = { csv: "CSV", geojson: "GeoJSON", json: "JSON", columns: "columns", combined: "Combined" };

export const snapshot = {
  mark: (/** @type {number} */ count, /** @type {string} */ asOf) =>
    `${plural(count, "incident")} · data as of ${asOf}`,
  /** After the mark. @param {string} day the first one */
  from: (day) => `· from ${day}`,
  rowsLeftOut: (/** @type {number} */ rows) => `${plural(rows, "row")} left out`,
  oddities: (/** @type {number} */ n) => `${plural(n, "note")} on the data`,
  details: "Details",
  demo: "Every incident of this demonstration is made up by a generator, around real towns and roads. Open a file of your own to work with real records: ACLED, GDELT, UCDP GED, survey forms, and any table or GeoJSON with a date and a place can be read.",
  cannotContain: "What this source cannot contain",
  backToDemo: "Back to the demo data",
  name: "Name",
  layout: "Layout",
  /** @param {string} layout @param {string} format @param {boolean} areChosen whether the reader said which column is which */
  layoutAndFormat: (layout, format, areChosen) =>
    `${formats[format] ?? format}: ${areChosen ? "columns as you chose them" : (layouts[layout] ?? layout)}`,
  asOf: "Data as of",
  period: "Incidents from",
  countries: "Countries",
  /** @param {string[]} names the first ones @param {number} more */
  countryList: (names, more) => `${names.join(", ")}${more > 0 ? ` and ${formatCount(more)} more` : ""}`,
  rows: "Rows in the file",
  rowsOfAll: "Rows in all of them",
  kept: "Incidents kept",
  notLocatable: "Not locatable",
  notLocatableCount: (/** @type {number} */ n) =>
    `${formatCount(n)}, kept and counted, on no map and in no distance`,
  superseded: "Superseded",
  /** @param {number} n @param {boolean} isCombined whether pairs of records may have been accepted */
  supersededCount: (n, isCombined) =>
    `${formatCount(n)} by a newer row with the same id${isCombined ? ", or as the other record of an accepted pair" : ""}`,
  rejected: "Rejected",
  rejectedCount: (/** @type {number} */ n) => `${formatCount(n)} that cannot be read`,
  deaths: "Recorded deaths",
  licence: "Licence",
  attribution: "Attribution",
  warnings: "Odd, but kept",
  wholeFile: "the whole file",
  /** @param {string} format @param {number} count of all rows @param {number[]} rows the first of them @param {number} more */
  inRows(format, count, rows, more) {
    const { one, many } = rowNames[format] ?? rowNames.csv;
    const numbers = rows.map((row) => String(row));
    if (count === 1) return `in ${one} ${numbers.join("")}`;
    const list = more > 0 ? `${numbers.join(", ")} and ${formatCount(more)} more` : listed(numbers);
    return `in ${formatCount(count)} ${many}: ${list}`;
  },
  /** @param {string} origin @param {string} where */
  ofOrigin: (origin, where) => `${origin}: ${where}`,
  rejectedRows: (/** @type {number} */ n) => plural(n, "rejected row"),
  line: "Line",
  number: "Number",
  reason: "Reason",
  more: (/** @type {number} */ n) => `and ${formatCount(n)} more`,
};

/** What keeps what is drawn in this browser, and the lock. */
export const wall = {
  noShape: "No shape is drawn yet: requests are counted from the first one on.",
  /** @param {number} count @param {number} ofStart files of the page that were still coming */
  requests: (count, ofStart) =>
    `Requests of this page since your first shape: ${formatCount(count)}${ofStart > 0 ? `, beside ${formatCount(ofStart)} for its own files, which were still coming` : ""}.`,
  lock: "Lock this page",
  lockHint: "Takes away from this page all by which it could send something, until you load it again.",
  locked: "This page is locked until you load it again.",
  /** @param {boolean} navigation */
  closed: (navigation) =>
    `Closed: requests and connections of every kind, pictures, scripts and frames from any address, other tabs, new windows, cookies, voices${navigation ? ", going to another address" : ""}.`,
  without:
    "While it is locked, no data pack is listed or downloaded, an engine that fails is not started again, and links to other pages are not followed.",
  language: "To choose another language, load the page again: it is free then, and can be locked again.",
  cannot: "What no page can close:",
  navigation:
    "A script that is in this page already can go to another address: this browser does not let a page stop that.",
  workerImport:
    "A script that is in one of its workers already can import another: only a policy that the host sends with its scripts forbids that.",
  ownImport:
    "A script that is in one of its workers already can ask the page's own host for a file, in whose name it could say something.",
  open: [
    "A script that is in this page already can have the browser look up the name of a host.",
    "A script that ran before the lock may have kept what the lock takes away.",
    "A script can load the page again, which is free then.",
    "What is kept in this browser for the page's host, and the names of locks, can be read by another tab of that host, and by a later visit.",
    "The browser's own autofill, spelling and synchronisation.",
    "Extensions of the browser, and other software on this machine.",
  ],
  noPolicy:
    "The host of this page sends no policy with its scripts. Its workers have given up by themselves all by which they could send something, but for the import of scripts.",
  document: "Which headers a host should send",
};
