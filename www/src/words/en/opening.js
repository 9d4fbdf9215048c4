// What is asked and told when a file is opened: which column is which, what of a file of routes is wanted, what is doubtful.
import { formatCount, formatKm } from "../../format.js";
import { capitalized, listed, plural } from "./plural.js";

/** Our fields, by their names in a mapping. @type {Record<string, string>} */
const fields = {
  start: "Day",
  end: "Last day",
  lon: "Longitude",
  lat: "Latitude",
  gps: "Latitude and longitude in one column",
  kind: "Kind of incident",
  type: "Type, in the file’s own words",
  fatalities_best: "Deaths",
  country: "Country",
  place: "Name of the place",
  headline: "Note",
  id: "Id",
  uncertainty_km: "Uncertainty of the place, km",
};

/** What a route is in its file. @type {Record<string, string>} */
const kinds = {
  track: "track",
  route: "route",
  plan: "planned route",
  line: "line",
  waypoints: "waypoints",
  points: "points",
  polyline: "encoded polyline",
  history: "location history",
};

export const columns = {
  title: "Which column is which?",
  datesTitle: "Day or month first?",
  about: (/** @type {string} */ file) => `The first rows of ${file}:`,
  fields,
  missing: (/** @type {string[]} */ missing) =>
    `No column was recognised for ${listed(missing.map((field) => fields[field] ?? field).map((name) => name.toLowerCase()))}. Choose the columns that hold them.`,
  ambiguous:
    "Nothing in the dates of this file tells whether the day or the month comes first. Ask whoever made it, if you do not know.",
  change: "Choose which columns are used, and how they are read.",
  asIncidents: "Each row becomes an incident, with the columns that you choose.",
  isPlaceOfFeature: "The place is the point of each feature.",
  tableLabel: "First rows of the file",
  unnamed: "(no name)",
  notInFile: "not in this file",
  /** @param {string} name @param {string} sample its first value */
  option: (name, sample) => (sample ? `${name} (${sample})` : name),
  choose: "Choose a column.",
  chooseOrder: "Choose whether the day or the month comes first.",
  main: "Columns",
  order: "In dates such as 03/04/2026",
  dayFirst: "the day comes first",
  monthFirst: "the month comes first",
  /** @param {string} text as the file has it @param {string} day as it would be read */
  reads: (text, day) => `${text} → ${day}`,
  unreadable: (/** @type {string} */ text) => `${text} → cannot be read as a date`,
  dates: "Dates as they are read",
  how: "How it is written",
  decimal: "Decimal sign",
  decimals: { auto: "as the coordinates show", point: "point: 12.63", comma: "comma: 12,63" },
  encoding: "Encoding of the text",
  encodingAuto: (/** @type {string} */ label) => `as recognised (${label})`,
  remember: "Remember for files with these columns (in this browser)",
  rememberHint: "Only the names of the columns and these choices are kept, and nothing of the rows.",
  notRemembered: "This browser does not allow anything to be kept here.",
  remembered: "Read with the columns that you chose before for files like this.",
  forget: "Forget them",
  forgotten: "Forgotten: such files are asked about again.",
  changeColumns: "Change how its columns are read…",
  read: "Read the file",
  cancel: "Cancel",
  failed: (/** @type {string} */ reason) => `The file could not be read like this. ${reason}`,
};

export const found = {
  title: (/** @type {string} */ file) => `What is wanted from ${file}?`,
  readingsTitle: "Which of these is the road?",
  routesLegend: "Routes",
  sitesLegend: "Places to watch",
  /** @param {string} kind @param {number} km @param {number} points */
  route: (kind, km, points) => `${kinds[kind] ?? kind} · ${formatKm(km)} · ${plural(points, "point")}`,
  site: { Point: "point", Polygon: "area", LineString: "line" },
  /** @param {number} all @param {number} used */
  parts: (all, used) =>
    used < all
      ? `the first ${formatCount(used)} of ${formatCount(all)} parts`
      : `${formatCount(all)} parts, one site each`,
  siteWithHoles: "area; its holes are filled",
  all: "All",
  none: "None",
  allOf: (/** @type {string} */ what) => `All of the ${what.toLowerCase()}`,
  noneOf: (/** @type {string} */ what) => `None of the ${what.toLowerCase()}`,
  radius: "Radius around points, km",
  moreSites: (/** @type {number} */ n) =>
    `${plural(n, "further place")} of this file cannot be listed; put them in a file of their own.`,
  manyRoutes: "The file may hold more: at most 200 routes of a file are listed.",
  otherwise: "This is something else:",
  asRoute: "One route, in this order",
  asSites: "Places to watch",
  asIncidents: "Incidents, each on a day",
  add: (/** @type {number} */ n) => (n === 0 ? "Add to the map" : `Add ${formatCount(n)} to the map`),
  cancel: "Cancel",
  nothingTicked: "Tick what is to be added.",
  digits: (/** @type {number} */ digits) => `Read with ${digits} decimal digits`,
  /** @param {number} km @param {number} points */
  length: (km, points) => `${formatKm(km)}, ${plural(points, "point")}`,
  from: (/** @type {string} */ place) => `from ${place}`,
  to: (/** @type {string} */ place) => `to ${place}`,
  /** @param {string} place in degrees @param {string} town may be empty */
  place: (place, town) => (town ? `${place}, ${town}` : place),
  sketch: (/** @type {number} */ digits) =>
    `Where the route lies if its numbers have ${digits} decimal digits`,
  use: (/** @type {number} */ digits) => `Use ${digits} digits`,
};

export const opening = {
  /** Sentences of the engine, some of which begin in the middle of a line. @param {string[]} doubts */
  doubts: (doubts) =>
    doubts.map((doubt) => capitalized(/[.!?]$/.test(doubt) ? doubt : `${doubt}.`)).join(" "),
  opened: (/** @type {string} */ file) => `${file} is open.`,
  unreadable: "Nothing in it tells what it is.",
  noTable:
    "It is neither a table with a day and a place in each row, nor a file of routes or sites that is known.",
  sheetTitle: (/** @type {string} */ file) => `Which sheet of ${file}?`,
  /** @param {string} file @param {string} sheet */
  sheetName: (file, sheet) => `${file}, ${sheet}`,
  cancel: "Cancel",
};
