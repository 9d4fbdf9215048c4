// A folder of packs of a test's own, with a catalogue that is signed with the key for tests (tests/fixtures/keys), as docs/catalog.md says.
import { createHash, createPrivateKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** @import { PackEntry, RoadsEntry, RoadsSummary } from "../../pkg/geobit.d.ts" */

const key = (/** @type {string} */ name) =>
  readFileSync(new URL(`../fixtures/keys/${name}`, import.meta.url), "utf8");

/** The public key that the catalogues are signed with. */
export const PUBLIC_KEY = key("test.key.pub");

/** How a private key of Ed25519 begins in PKCS 8. */
const BEFORE_SEED = Buffer.from("302e020100300506032b657004220420", "hex");
/** Where the number of the key and its seed are in a secret key of minisign that has no passphrase. */
const [NUMBER_AT, SEED_AT] = [54, 62];

/** Returns what stands in `catalog.json.minisig`. @param {Buffer} content */
function signatureOf(content) {
  const secret = Buffer.from(key("test.key").trim().split("\n")[1], "base64");
  const number = secret.subarray(NUMBER_AT, SEED_AT);
  const seed = secret.subarray(SEED_AT, SEED_AT + 32);
  const privateKey = createPrivateKey({
    ...{ key: Buffer.concat([BEFORE_SEED, seed]), format: "der", type: "pkcs8" },
  });
  const signature = sign(undefined, createHash("blake2b512").update(content).digest(), privateKey);
  const comment = "a catalogue of a test";
  const whole = sign(undefined, Buffer.concat([signature, Buffer.from(comment)]), privateKey);
  const lines = [
    "untrusted comment: signature of a test",
    Buffer.concat([Buffer.from("ED"), number, signature]).toString("base64"),
    `trusted comment: ${comment}`,
    whole.toString("base64"),
  ];
  return `${lines.join("\n")}\n`;
}

/**
 * Returns what a catalogue says of a pack of roads.
 * @param {string} path @param {Uint8Array} content @param {RoadsSummary} summary of the network in it
 * @param {Partial<RoadsEntry>} [more] what is said otherwise
 * @returns {RoadsEntry}
 */
export function roadsEntry(path, content, summary, more) {
  const { name, bbox, lengthKm, dataAsOf, schematic, licence, attribution } = summary;
  return {
    ...{ id: path, path, name, bbox: bbox ?? null, lengthKm, dataAsOf, schematic, licence, attribution },
    bytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    ...more,
  };
}

/**
 * Writes a folder of packs.
 * @param {{ packs?: PackEntry[], roads?: RoadsEntry[] }} entries @param {Record<string, Uint8Array>} files by their paths
 */
export async function writeFolder({ packs = [], roads }, files) {
  const folder = await mkdtemp(join(tmpdir(), "geobit-packs-"));
  const catalog = { version: 1, madeBy: "a test", madeAt: "2026-12-01", packs, deltas: [], roads };
  const content = Buffer.from(JSON.stringify(catalog));
  const all = {
    ...files,
    "catalog.json": content,
    "catalog.json.minisig": Buffer.from(signatureOf(content)),
  };
  for (const [path, bytes] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
