// Writes what the package and the page are made of as a bill of materials in the format CycloneDX 1.6: `npm run sbom -w www -- DIR` writes
// geobit.cdx.json and page.cdx.json. The same sources give the same bytes: it has no time and no number of its own.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import { PackageURL } from "packageurl-js";
import { listCrates, listPackages } from "./notices.js";

/** @import { Party } from "./notices.js" */

const root = join(import.meta.dirname, "../..");
const { version } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));

/** Returns the checksums of crates by name and version, as Cargo.lock has them. */
function checksums() {
  const entries = readFileSync(join(root, "Cargo.lock"), "utf8").split("[[package]]");
  const field = (/** @type {string} */ entry, /** @type {string} */ name) =>
    new RegExp(`^${name} = "(.*)"$`, "m").exec(entry)?.[1] ?? "";
  return new Map(
    entries.map((entry) => [`${field(entry, "name")} ${field(entry, "version")}`, field(entry, "checksum")]),
  );
}

/** Returns the licence in the words of SPDX, of which older crates write *or* as a slash. @param {Party} party */
export const expressionOf = ({ licence }) => licence.replaceAll("/", " OR ");

/** @param {Party} party @param {"npm" | "cargo"} type @param {string} [sha256] */
function componentOf(party, type, sha256) {
  const [, scope, name] = /^(?:(@[^/]+)\/)?(.*)$/.exec(party.name) ?? [];
  const purl = new PackageURL(type, scope, name, party.version, undefined, undefined).toString();
  const component = new Models.Component(Enums.ComponentType.Library, name, {
    ...{ group: scope, version: party.version, purl, bomRef: purl },
    externalReferences: new Models.ExternalReferenceRepository([
      new Models.ExternalReference(party.link, Enums.ExternalReferenceType.VCS),
    ]),
  });
  component.licenses.add(new Models.LicenseExpression(expressionOf(party)));
  if (sha256) component.hashes.set(Enums.HashAlgorithm["SHA-256"], sha256);
  return component;
}

/**
 * Returns the bill of materials of what has a name, as JSON.
 * @param {string} name @param {Enums.ComponentType} type @param {Party[]} packages @param {Party[]} crates
 */
export function billOf(name, type, packages, crates) {
  const sums = checksums();
  const bom = new Models.Bom();
  const whole = new Models.Component(type, name, { version, bomRef: `${name}@${version}` });
  bom.metadata.component = whole;
  for (const part of [
    ...packages.map((one) => componentOf(one, "npm")),
    ...crates.map((one) => componentOf(one, "cargo", sums.get(`${one.name} ${one.version}`))),
  ]) {
    bom.components.add(part);
    whole.dependencies.add(part.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

/** Returns the bills of materials by their file names. */
export function bills() {
  const crates = listCrates();
  const { Library, Application } = Enums.ComponentType;
  return new Map([
    ["geobit.cdx.json", billOf("geobit", Library, listPackages(["pkg"]), crates)],
    ["page.cdx.json", billOf("geobit-page", Application, listPackages(), crates)],
  ]);
}

if (process.argv[1] === import.meta.filename) {
  const folder = process.argv[2];
  if (!folder) throw new Error("Say where to: npm run sbom -w www -- DIR");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of bills()) writeFileSync(join(folder, name), text);
}
