import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder with `vectors` and `data`: the real incident data that is no part of this repository. */
const root = resolve(process.env.GEOBIT_DATA ?? fileURLToPath(new URL("../../../shared", import.meta.url)));

/** For the `skip` of a test: false where the data is there. */
export const noRealData =
  existsSync(join(root, "vectors")) && existsSync(join(root, "data")) ? false : "skipped: no real data";
if (noRealData) console.log(noRealData);

/** @param {string} path */
export const readBytes = async (path) => new Uint8Array(await readFile(join(root, path)));

/** @param {string} path */
export const readJson = async (path) => JSON.parse(await readFile(join(root, path), "utf8"));
