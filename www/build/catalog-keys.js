// The keys that the page accepts under a catalogue of packs.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The public keys of whoever may sign the catalogue of packs: those that the environment names, separated by commas, or the one in
 * catalog.pub. The key in this repository is for tests: its secret half is there as well.
 */
export const CATALOG_KEYS = process.env.GEOBIT_CATALOG_KEYS?.split(",").map((key) => key.trim()) ?? [
  readFileSync(join(import.meta.dirname, "../catalog.pub"), "utf8")
    .trim()
    .split("\n")
    .at(-1),
];
