import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

/** The folder of everything that tests read: reference vectors, real data, files in the layouts of others. */
export const fixtures = fileURLToPath(new URL("../fixtures/", import.meta.url));

/** The reference vectors of a file, `vectors/<name>.json`. @param {string} name */
export const readVectors = async (name) =>
  JSON.parse(await readFile(`${fixtures}vectors/${name}.json`, "utf8"));

/** The uncompressed bytes of a file of real data, `data/<name>.gz`. @param {string} name */
export const readDataset = async (name) =>
  new Uint8Array(gunzipSync(await readFile(`${fixtures}data/${name}.gz`)));
