// Reads what was typed into the form. The engine judges it as it would judge a row of a file, so that what is accepted here is read
// there, and its sentences say what would be accepted.
import Papa from "papaparse";
import { words } from "../words/index.js";
import { fromRecord } from "./incident.js";

/** What was typed, by the names of our fields. @typedef {{ gps: string, start: string, uncertainty_km: string, kind: string, deaths: string, note: string }} Typed */
/** @typedef {keyof Typed} Field */
/** What is wrong, a sentence for each field. @typedef {Partial<Record<Field, string>>} Problems */
/** @typedef {(table: Blob, options: import("geobit").LoadOptions) => Promise<import("./table.js").Read>} ReadTable */

/** Something that is accepted in each field that the engine reads: a note may be anything. @type {Record<string, string>} */
const ACCEPTED = { gps: "1, 1", start: "2000-01-01", uncertainty_km: "1", kind: "other", deaths: "" };
const FIELDS = /** @type {Field[]} */ (Object.keys(ACCEPTED));
/** What an incident cannot do without. */
const isNeeded = (/** @type {Field} */ field) => field !== "deaths";
/** What separates what was found from what is accepted, in a sentence of the engine. */
const EXPECTED = "; expected ";

/**
 * @param {Typed} typed @param {string} id that the incident gets @param {string} today
 * @param {ReadTable} readTable
 * @returns {Promise<{ incident: import("./incident.js").OwnIncident } | { problems: Problems }>}
 */
export async function readEntry(typed, id, today, readTable) {
  // A row for each field, so that everything that is wrong is said at once. The row of an empty field is accepted.
  const isTyped = (/** @type {Field} */ field) => typed[field].trim() !== "";
  /** @param {Field} field @returns {[string, Record<string, string>]} */
  const rowOf = (field) => [field, { ...ACCEPTED, ...(isTyped(field) && { [field]: typed[field] }) }];
  const table = tableOf([["accepted", ACCEPTED], ...FIELDS.map(rowOf)]);
  const { summary, records } = await readTable(table, { decimal: "." });
  /** @param {Field} field */
  function problemOf(field) {
    if (!isTyped(field)) return isNeeded(field) ? words.own.missing[field] : undefined;
    if (field === "start" && typed.start > today) return words.own.notYet;
    // The first line is the header, and the second what is accepted.
    const line = FIELDS.indexOf(field) + 3;
    const rejection = summary.rejections.find(({ row }) => row === line);
    if (rejection) return describeRejection(rejection.reason);
    // A row of a file is kept without deaths that are no number; here they were typed just now.
    const record = records.find(({ id }) => id === field);
    if (field === "deaths" && record && record.fatalities.best === null) return words.own.badDeaths;
    const isLocated = records.some((record) => record.id === field && record.uncertaintyKm !== null);
    const reasons = summary.warnings.filter((warning) => warning.rows.includes(line));
    return isLocated ? undefined : words.own.notLocated(reasons.map(({ reason }) => reason.split(":", 1)[0]));
  }
  const problems = Object.fromEntries(
    FIELDS.flatMap((field) => {
      const problem = problemOf(field);
      return problem ? [[field, problem]] : [];
    }),
  );
  if (Object.keys(problems).length > 0) return { problems };
  const read = await readTable(tableOf([[id, typed]]), { decimal: "." });
  return { incident: { ...fromRecord(read.records[0]), id, note: typed.note.trim() } };
}

/** Writes what was typed as it is: no spreadsheet reads this. @param {[id: string, row: Record<string, string>][]} rows */
const tableOf = (rows) =>
  new Blob([
    Papa.unparse({
      fields: ["id", ...FIELDS],
      data: rows.map(([id, row]) => [id, ...FIELDS.map((field) => row[field])]),
    }),
  ]);

/** @param {string} reason of the engine, such as `deaths is "x"; expected a whole number` */
function describeRejection(reason) {
  const at = reason.indexOf(EXPECTED);
  return at < 0 ? words.own.rejected(reason) : words.own.give(reason.slice(at + EXPECTED.length));
}
