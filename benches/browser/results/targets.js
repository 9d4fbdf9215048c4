// How many times faster than the named contender each workload is meant to be, by number of incidents.

/** @import { SizeResult } from "../types.d.ts" */

/** @type {Record<string, Record<number, number>>} */
const TARGETS = {
  ready: { 100000: 3, 1000000: 2.5, 5000000: 3 },
  "ready-sorted": { 100000: 20, 1000000: 25, 5000000: 25 },
  geofence64: { 100000: 2, 1000000: 10, 5000000: 20 },
  geofence1000: { 100000: 60, 1000000: 100, 5000000: 200 },
  corridor: { 100000: 8, 1000000: 35, 5000000: 60 },
  exposure: { 100000: 5, 1000000: 10, 5000000: 15 },
  sites: { 100000: 5, 1000000: 15, 5000000: 20 },
};

/** @param {SizeResult} size */
export function setTargets(size) {
  for (const table of size.tables) {
    table.target = TARGETS[table.workload]?.[size.count];
    if (table.target && table.againstNamed) table.met = table.againstNamed.ratio >= table.target;
  }
  return size;
}
