// The targets of the bench.

/** @import { SizeResult } from "../types.d.ts" */

/** What people feel on the built page, both in 19 of 20 cases: milliseconds of a step of a drag, and of a start after the first. */
export const PAGE_TARGETS = { stepMs: 16, startMs: 1500 };

/** The first visit over a slow line: until the page can be used, and what that takes, compressed. */
export const SLOW_LINE_TARGETS = { readyMs: 6000, bytesBefore: 800_000, bytes: 1_500_000 };

/** A pack without text: its size, and how many times sooner it answers than GeoJSON in plain JavaScript. */
export const PACK_TARGETS = { bytesPerRow: 12, timesSooner: 15 };

/** How many times the native time the WebAssembly module may take. */
export const NATIVE_TARGET = 1.5;

/**
 * How many times faster than its target peer each workload should be, by number of incidents.
 * @type {Record<string, Record<number, number>>}
 */
const TARGETS = {
  ready: { 100000: 3, 1000000: 2.5, 5000000: 3 },
  "ready-sorted": { 100000: 20, 1000000: 25, 5000000: 25 },
  geofence64: { 100000: 2, 1000000: 10, 5000000: 20 },
  geofence1000: { 100000: 60, 1000000: 100, 5000000: 200 },
  corridor: { 100000: 8, 1000000: 35, 5000000: 60 },
  exposure: { 100000: 5, 1000000: 10, 5000000: 15 },
  exposure90: { 1000000: 3 },
  sites: { 100000: 5, 1000000: 15, 5000000: 20 },
};

/** Adds to every workload its target and whether it was met. @param {SizeResult} size */
export function setTargets(size) {
  for (const table of size.tables) {
    table.target = TARGETS[table.workload]?.[size.count];
    if (table.target && table.againstNamed) table.met = table.againstNamed.ratio >= table.target;
  }
  return size;
}
