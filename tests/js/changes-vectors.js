// The vector of what changed: two files are made of one, as its README says, and compared.

import { readTable, writeTable } from "./table.js";

/** @import { Geobit, Snapshot } from "../../pkg/geobit.d.ts" */
/** @import { Table } from "./table.js" */
/** @import { Tally } from "./tally.js" */

/** The members of an incident that the changed columns are read into. @type {Record<string, string>} */
const MEMBERS = { where_prec: "uncertaintyKm", date_start: "start", best: "fatalities", latitude: "lat" };

/**
 * @param {Tally} tally @param {any[]} cases @param {Geobit} geobit
 * @param {(dataset: string) => Promise<Uint8Array>} readDataset @param {(text: string) => Promise<string>} sha256
 */
export async function checkChanges(tally, cases, geobit, readDataset, sha256) {
  for (const { in: given, out } of cases) {
    const table = readTable(new TextDecoder().decode(await readDataset(given.dataset)));
    const older = await load(geobit, olderRows(table, given), given.old_until_exclusive);
    const newer = await load(geobit, newerRows(table, given), given.new_until_exclusive);
    tally.same("rows", [older.summary.count, newer.summary.count], [out.old_rows, out.new_rows]);
    /** @type {number[]} */
    const steps = [];
    const found = await newer.changes(older, { onProgress: ({ done }) => steps.push(done) });
    const added = await idsOf(newer, found.added);
    tally.same("added", [added.length, await sha256(added.join(","))], [out.added, out.added_sha256]);
    tally.same("old", await idsOf(newer, found.newlyRecordedOld), out.newly_recorded_old);
    const changed = found.changed.map(({ row }) => row);
    tally.same("changed", await idsOf(newer, changed), out.changed);
    tally.same("withdrawn", await idsOf(older, found.withdrawn), out.withdrawn);
    tally.same("unchanged", [found.unchanged, found.outside.length], [out.unchanged, 0]);
    for (const { row, fields } of found.changed) {
      const [{ id }] = await newer.incidents([row]);
      const { field } = given.changed_in_new.find((/** @type {any} */ change) => change.id === Number(id));
      const expected = fields.filter((name) => name !== "end" || field !== "date_start");
      tally.same(`fields of ${id}`, expected, [MEMBERS[field]]);
    }
    tally.same("lag", found.lagDays?.n, out.added);
    tally.same(
      "progress",
      steps.length > 1 && steps.every((step, i) => i === 0 || step > steps[i - 1]),
      true,
    );
    older.close();
    newer.close();
  }
}

/** @param {Table} table @param {any} given */
function olderRows({ header, rows }, given) {
  const { id, isWithin } = access(header, given);
  const kept = rows.filter((row) => isWithin(row, given.old_until_exclusive));
  return [header, ...kept.filter((row) => !given.only_in_new_though_old.includes(id(row)))];
}

/** @param {Table} table @param {any} given */
function newerRows({ header, rows }, given) {
  const { id, isWithin, start, end } = access(header, given);
  const kept = rows.filter((row) => isWithin(row, given.new_until_exclusive));
  const staying = kept.filter((row) => !given.withdrawn_from_new.includes(id(row)));
  const changed = staying.map((row) => {
    const copy = [...row];
    for (const change of given.changed_in_new) {
      if (change.id === id(row)) copy[header.indexOf(change.field)] = String(change.value);
    }
    if (copy[end].slice(0, 10) < copy[start].slice(0, 10)) copy[end] = copy[start];
    return copy;
  });
  return [header, ...changed];
}

/** @param {string[]} header @param {any} given */
function access(header, given) {
  const [id, start, end] = ["id", "date_start", "date_end"].map((name) => header.indexOf(name));
  const day = (/** @type {string[]} */ row) => row[start].slice(0, 10);
  return {
    start,
    end,
    id: (/** @type {string[]} */ row) => Number(row[id]),
    isWithin: (/** @type {string[]} */ row, /** @type {string} */ until) =>
      day(row) >= given.from && day(row) < until,
  };
}

/** @param {Geobit} geobit @param {string[][]} rows @param {string} until */
function load(geobit, rows, until) {
  const asOf = new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10);
  return geobit.load(new Blob([writeTable(rows)]), { asOf });
}

/** The ids of rows, ascending. @param {Snapshot} snapshot @param {ArrayLike<number>} rows */
const idsOf = async (snapshot, rows) =>
  (await snapshot.incidents(rows)).map(({ id }) => Number(id)).sort((a, b) => a - b);
