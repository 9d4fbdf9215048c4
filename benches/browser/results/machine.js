// Describes the machine and the versions that the figures belong to.
import { readFileSync } from "node:fs";
import { cpus, totalmem, type } from "node:os";
import { root } from "../../../tests/browser/harness.js";

/** Enough to judge the figures by, without a name or a path. */
export function machine() {
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? "unknown",
    cores: processors.length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: type(),
  };
}

/** @returns {Record<string, string>} */
export function versions() {
  const read = (/** @type {string} */ path) => JSON.parse(readFileSync(`${root}${path}`, "utf8"));
  return { geobit: read("pkg/package.json").version, ...read("benches/package.json").devDependencies };
}
