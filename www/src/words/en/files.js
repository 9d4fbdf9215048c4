// What is wrong with a file of a route, in whole sentences.

/** What the reader of waypoints looks for in a row. */
const columns = { lon: "longitude", lat: "latitude" };

export const files = {
  tooLarge: "It is larger than 32 MiB; a route has some hundred kilobytes.",
  noLine: "It has no track, route or line, only points or nothing; export the road as a track.",
  nestedTooDeep: (/** @type {number} */ depth) =>
    `Its geometry collections are nested more than ${depth} deep.`,

  // Lines and their positions.
  line: (/** @type {number} */ number) => `Line ${number}`,
  point: (/** @type {number} */ number, /** @type {string} */ line) => `Point ${number} of ${line}`,
  it: "It",
  tooManyPoints: (/** @type {string} */ line) =>
    `${line} has more than 100,000 points, which is the most that can be opened. Thin it out, or cut it in two.`,
  onePlace: (/** @type {string} */ line) => `${line} has one place only; a route needs two.`,
  notNumbers: (/** @type {string} */ position) =>
    `${position} is not a pair of numbers, longitude and latitude.`,
  notOnEarth: (/** @type {string} */ position, /** @type {number} */ lon, /** @type {number} */ lat) =>
    `${position} is at longitude ${lon}, latitude ${lat}: no place on earth.`,

  // KMZ.
  archiveDamaged: "The archive is damaged; export it again.",
  archiveTooManyFiles: (/** @type {number} */ max) =>
    `It holds more than ${max} files; save the route in a file of its own.`,
  notAnArchive: "It is not a zip archive, as a KMZ file is, or only a part of one; export it again.",
  noKml: (/** @type {string[]} */ names) =>
    `There is no .kml file in the archive, which a KMZ file has. It holds ${names.join(", ") || "nothing"}.`,
  kmlTooLarge: (/** @type {string} */ name) =>
    `${name} in it is larger than 32 MiB when unpacked; a route has some hundred kilobytes.`,

  // Encoded polylines.
  polylineEmpty: "There is nothing in it. An encoded polyline has only the letters from ? to ~.",
  polylineLetter: (/** @type {number} */ number, /** @type {string} */ letter) =>
    `Letter ${number} is “${letter}”. An encoded polyline has only the letters from ? to ~.`,
  polylineCut: "It ends within a number; copy it to its last letter.",
  polylineTooLarge: (/** @type {number} */ letter) =>
    `From letter ${letter} on it is not an encoded polyline: there is a number too large for degrees.`,
  polylineOdd: "Its last latitude has no longitude; copy it to its last letter.",
  /** @param {number} point @param {number} lon @param {number} lat @param {string} advice */
  polylineNotOnEarth: (point, lon, lat, advice) =>
    `Point ${point} is at longitude ${lon}, latitude ${lat}: no place on earth. ${advice}`,
  polylineOtherDigits: (/** @type {number} */ digits) =>
    `With ${digits} digits every point of it is on earth: choose ${digits}.`,
  polylineNoDigits: "Neither 5 nor 6 digits bring all its points on earth; copy it again.",

  // CSV of waypoints.
  row: (/** @type {number} */ number, /** @type {string} */ name) =>
    name ? `Row ${number} (${name})` : `Row ${number}`,
  rowUnreadable: (/** @type {number} */ number, /** @type {string} */ reason) =>
    `Row ${number} cannot be read: ${reason}.`,
  noWaypoints: "It has a header, but no row with a waypoint below it.",
  /** @param {string} row @param {"lon" | "lat"} column @param {string} cell */
  notDegrees: (row, column, cell) =>
    `${row} has ${cell ? `the ${columns[column]} “${cell}”` : `no ${columns[column]}`}; degrees are given as a number, such as -8.02.`,

  // XML.
  notXml: (/** @type {string} */ reason) => `It is not well-formed XML. ${reason}`,
  notGpxOrKml: (/** @type {string} */ element) =>
    `It is neither GPX nor KML: its outermost element is <${element}>.`,
  onlyLinks: "It has no line, only links to other files, which are not fetched; open those files instead.",
  documentType: "It declares a document type, which neither GPX nor KML has; export it again without one.",
};
