// What all cases share: the packed package, a folder for each, the tools, and the answer that is right.
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";

export const here = fileURLToPath(new URL(".", import.meta.url));
export const root = fileURLToPath(new URL("../../", import.meta.url));
/** Where the cases are built. It lies beside the tools, so that they are found, and is deleted at the end. */
export const work = join(here, "work");

const FILES = {
  "incidents.csv.gz": "data/ucdp_candidate_v26_0_7_mali_excerpt.csv.gz",
  "incidents.xlsx": "spreadsheets/incidents-fr.xlsx",
};

/**
 * @param {string} command @param {string[]} args @param {string} cwd @param {Record<string, string>} [env]
 * @returns {Promise<string>} what it printed
 */
export async function run(command, args, cwd, env = {}) {
  const options = {
    ...{ cwd, maxBuffer: 1 << 26, timeout: 300_000, shell: process.platform === "win32" },
    env: { ...process.env, ...env },
  };
  try {
    return (await promisify(execFile)(command, args, options)).stdout;
  } catch (error) {
    const { stdout = "", stderr = "", message } = /** @type {any} */ (error);
    throw new Error(`${message.split("\n")[0]}\n${`${stdout}\n${stderr}`.trim().slice(-1500)}`);
  }
}

/** Returns the path of a tool's script. @param {string} name of the package @param {string} file in it */
export const tool = (name, file) => join(here, "node_modules", name, file);

/** Installs the tools, unless they are there as the lock file has them. */
export async function installTools() {
  const lock = await readFile(join(here, "package-lock.json"), "utf8");
  const mark = join(here, "node_modules", ".geobit-lock");
  if ((await readFile(mark, "utf8").catch(() => "")) === lock) return;
  await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], here);
  await writeFile(mark, lock);
}

/** Packs the package as it would be published. @returns {Promise<string>} the path of the tarball */
export async function pack() {
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  await stat(join(root, "pkg/worker.js")).catch(() => {
    throw new Error("The package is not built; build it with: cargo xtask build");
  });
  const args = ["pack", "--workspace", "pkg", "--ignore-scripts", "--json", "--pack-destination", work];
  const [{ filename }] = Object.values(JSON.parse(await run("npm", args, root)));
  return join(work, filename);
}

/**
 * Makes the folder of a case: the program, the files that it reads, and the package as it is unpacked from the tarball.
 * @param {string} name @param {string} tarball
 */
export async function makeFolder(name, tarball) {
  const folder = join(work, name);
  await mkdir(join(folder, "node_modules/geobit"), { recursive: true });
  await run(
    "tar",
    ["-xzf", tarball, "--strip-components=1", "-C", join(folder, "node_modules/geobit")],
    folder,
  );
  await cp(join(here, "app"), folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await copyFiles(join(folder, "public"));
  return folder;
}

/** Puts what the program reads into a folder. @param {string} folder */
export async function copyFiles(folder) {
  await mkdir(folder, { recursive: true });
  for (const [name, fixture] of Object.entries(FILES))
    await cp(join(root, "tests/fixtures", fixture), join(folder, name));
}

/** The answer of the sources, and not of the package. The table is unpacked before. @returns {Promise<object>} */
export async function expected() {
  const { open } = await import("../../pkg/src/index.js");
  const geobit = await open({ worker: false });
  const read = (/** @type {string} */ name) => readFile(join(root, "tests/fixtures", name));
  const table = gunzipSync(await read(FILES["incidents.csv.gz"]));
  const snapshot = await geobit.load(new Uint8Array(table));
  const { counts, nearest } = await snapshot.geofence(
    { type: "Point", coordinates: [-7.99, 12.64] },
    { radiusKm: 400 },
  );
  const workbook = await geobit.load(new Uint8Array(await read(FILES["incidents.xlsx"])));
  const incidents = snapshot.summary.count;
  const answer = {
    certain: counts.certain,
    nearestKm: nearest[0].distanceKm,
    inWorkbook: workbook.summary.count,
  };
  geobit.close();
  return { incidents, ...answer, inPack: incidents };
}
