// What is wrong with a file of a route, in whole sentences.

/** What the reader of waypoints looks for in a row. */
const columns = { lon: "longitude", lat: "latitude" };

export const files = {
  tooLarge: "It is larger than 32 MiB; a route has some hundred kilobytes.",
  gone: "It could not be read from the disk; it may have been changed, moved or removed, or be a folder.",
  unreadable: "It cannot be read; it may be damaged or nested too deeply.",
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
  /** @param {string} position @param {string[]} found what stands there, if it is text */
  notNumbers: (position, found) =>
    `${position} is not a pair of numbers, longitude and latitude${found.length > 0 ? `, but ${found.map((text) => `“${text}”`).join(", ")}` : ""}.`,
  notOnEarth: (/** @type {string} */ position, /** @type {number} */ lon, /** @type {number} */ lat) =>
    `${position} is at longitude ${lon}, latitude ${lat}: no place on earth.`,

  // KMZ.
  archiveDamaged: "The directory of the archive is damaged; export it again.",
  wrongChecksum: (/** @type {string} */ name) =>
    `${name} in it is damaged: its checksum is not that of its content. Copy or export the file again.`,
  wrongSize: (/** @type {string} */ name) =>
    `${name} in it has not the size that the archive states; export it again.`,
  fileDamaged: (/** @type {string} */ name) =>
    `${name} in it is damaged, or the archive says two things about it; export it again.`,
  overlaps: (/** @type {string} */ name) =>
    `${name} in it shares its bytes with another file of the archive, which no program writes; export it again.`,
  encrypted: (/** @type {string} */ name) =>
    `${name} in it is locked with a password; export it without one.`,
  unknownMethod: (/** @type {string} */ name) =>
    `${name} in it is compressed in a way that is not read; export it as a plain zip archive (deflate).`,
  twice: (/** @type {string} */ name) =>
    `The archive holds ${name} more than once, and nothing says which is meant; export it again.`,
  /** @param {string} read @param {number} count how many others there are @param {string[]} others the first of them */
  otherKmls: (read, count, others) =>
    `Of the ${count + 1} .kml files in it, ${read} was read, and not ${others.join(", ")}${count > others.length ? " and others" : ""}; open those as files of their own.`,
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
  elementsTooDeep: (/** @type {number} */ depth) => `Its elements are nested more than ${depth} deep.`,
  unknownEncoding: (/** @type {string} */ encoding) =>
    `It is written in the encoding “${encoding}”, which this browser does not know; export it as UTF-8.`,
  /** @param {number} line @param {number} column @param {string} reason */
  notXml: (line, column, reason) =>
    `It is not well-formed XML: at line ${line}, column ${column}: ${reason.replace(/\.$/, "")}.`,
  notGpxOrKml: (/** @type {string} */ element) =>
    `It is neither GPX nor KML: its outermost element is <${element}>.`,
  onlyLinks: "It has no line, only links to other files, which are not fetched; open those files instead.",
  documentType: "It declares a document type, which neither GPX nor KML has; export it again without one.",
};
