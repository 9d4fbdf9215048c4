// Which column holds which of our fields, as a person says it in the dialog.

/** @typedef {import("geobit").Inspection} Inspection */
/**
 * @typedef {object} Choice what a person says of a file: options of its load
 * @property {Record<string, string>} [mapping]
 * @property {"dmy" | "mdy"} [dateOrder]
 * @property {"." | ","} [decimal]
 * @property {string} [encoding]
 */

/** The fields that the dialog asks for, by the names that a mapping gives them. The others are found by the names of the columns. @type {string[]} */
export const FIELDS = [
  ...["start", "end", "lon", "lat", "gps", "kind", "type", "fatalities_best"],
  ...["country", "place", "headline", "id", "uncertainty_km"],
];
const PLACE_FIELDS = ["lon", "lat", "gps"];
/** The layouts whose fields are ours. The columns of the others are known, and are not asked for. */
const OWN_LAYOUTS = ["generic", "kobo"];

/** Returns whether the columns are those of a provider, so that only the order of dates is open. @param {Inspection} inspection */
export const areColumnsKnown = ({ layout, missing }) =>
  layout !== null && !OWN_LAYOUTS.includes(layout) && missing.length === 0;

/** Returns whether there is anything to choose about how a file is read. @param {Inspection} inspection */
export const isChoosable = (inspection) =>
  inspection.columns.length > 0 &&
  !(areColumnsKnown(inspection) && (inspection.dateOrder ?? "ymd") === "ymd");

/** Returns the fields that are asked for: a feature has its place in its geometry. @param {Inspection} inspection @returns {string[]} */
export const fieldsFor = ({ format }) =>
  format === "geojson" ? FIELDS.filter((field) => !PLACE_FIELDS.includes(field)) : [...FIELDS];

/** Returns the column of each field as the engine guesses it, empty where it found none. @param {Inspection} inspection @returns {Record<string, string>} */
export const guessedColumns = (inspection) =>
  Object.fromEntries(fieldsFor(inspection).map((field) => [field, inspection.mapping[field] ?? ""]));

/** Returns the fields without which nothing can be read. @param {Record<string, string>} columns by field @returns {string[]} */
export function missingFields(columns) {
  const missing = columns.start ? [] : ["start"];
  if (!("lon" in columns) || columns.gps) return missing;
  return [...missing, ...["lon", "lat"].filter((field) => !columns[field])];
}

/**
 * Returns the mapping to load a file with, or nothing where the columns are used as they would be anyway: a mapping makes every file
 * a generic one.
 * @param {Inspection} inspection @param {Record<string, string>} columns by field
 */
export function mappingFor(inspection, columns) {
  const guess = guessedColumns(inspection);
  const isAsGuessed = fieldsFor(inspection).every((field) => guess[field] === columns[field]);
  return isAsGuessed && inspection.kindOfFile === "incidents" ? undefined : { ...columns };
}

/** Returns the names of the columns that a person may choose: a column without a name cannot be named. @param {Inspection} inspection */
export const namedColumns = ({ columns }) =>
  columns.filter(({ name }, i) => name !== "" && columns.findIndex((other) => other.name === name) === i);

/** Returns the values of a column in the first rows. @param {Inspection} inspection @param {string} name @returns {string[]} */
export const samplesOf = ({ columns }, name) => columns.find((column) => column.name === name)?.samples ?? [];
