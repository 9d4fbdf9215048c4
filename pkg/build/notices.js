import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cratesOfEngine } from "./crates.js";

/**
 * Returns the notices that the licences of the bundled libraries require, in Markdown.
 * @param {string[]} modules paths of the modules that were bundled
 */
export async function noticesOf(modules) {
  const folders = new Set(
    modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll("\\", "/")) ?? []),
  );
  const notices = await Promise.all([...folders].map(noticeOf));
  return `# Libraries in worker.js and dist\n\n${notices.sort().join("\n")}\n${await noticesOfCrates()}`;
}

/** Returns the notices of the crates in the WebAssembly modules, in Markdown. A text that several have is there once. */
export async function noticesOfCrates() {
  /** @type {Map<string, { text: string, crates: string[] }>} */
  const notices = new Map();
  for (const { name, version, license, manifest_path: manifest } of cratesOfEngine())
    for (const text of await textsIn(dirname(manifest))) {
      // Copies of a text differ in their spaces and in the scheme of addresses.
      const key = text.replace(/\s+/g, " ").replaceAll("http:", "https:").trim();
      const notice = notices.get(key) ?? { text, crates: [] };
      notice.crates.push(`${name} ${version} (${license})`);
      notices.set(key, notice);
    }
  const parts = [...notices.values()].map(
    ({ text, crates }) => `## ${crates.sort().join(", ")}\n\n${text.replace(/^#/gm, "###")}\n`,
  );
  return `# Crates in the WebAssembly modules\n\n${parts.sort().join("\n")}`;
}

/** Returns the texts of the licences of a crate. @param {string} folder */
async function textsIn(folder) {
  const names = (await readdir(folder)).filter((name) => /^(un)?(licen[cs]e|copying|notice)/i.test(name));
  const texts = await Promise.all(
    // Where the texts are a folder, the files of the same names stand beside it.
    names.sort().map((name) => readFile(join(folder, name), "utf8").catch(() => "")),
  );
  const found = texts.map((text) => text.trim()).filter(Boolean);
  return found.length > 0 ? found : ["Its package has no text of its licence."];
}

/** @param {string} folder of a package */
async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  if (!file) throw new Error(`${name} has no text of its licence`);
  return `## ${name} ${version} (${license})\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`;
}
