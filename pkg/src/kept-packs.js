import { describe } from "./checks.js";
import { GeobitError } from "./error.js";

/** @import { DeltaEntry, PackEntry, RoadsEntry } from "../geobit.d.ts" */
/** @import { Watch } from "./source.js" */
/** @import { Supervisor } from "./supervisor.js" */

/** What a catalogue says of a pack, and which list of it does. Packs that were kept before there were roads have no kind. @typedef {(PackEntry & { kind?: "incidents" }) | (RoadsEntry & { kind: "roads" })} Entry */

/**
 * A pack that is kept, as a file of its own says so. It is written when the data are complete, so that data without one are no pack; the
 * one with the highest number counts, so that the pack before stays in use until then. `before` is the version that the last deltas
 * brought up to date: its entry, and how many of the deltas it has.
 * @typedef {{ entry: Entry, base: { sha256: string, bytes: number }, deltas: DeltaEntry[], before?: { entry: PackEntry, deltas: number } }} Kept
 */

const ENTRY = ".entry";
const BEGUN = /^([0-9a-f]{64})\.begun$/;

/** Ids may have slashes, which names of files may not. @param {string} id */
export const nameOf = (id) => id.replaceAll("/", "~");
/** Takes the name of the file of a pack apart: `<name of the id>.<number>.entry`. @param {string} file */
function entryIn(file) {
  if (!file.endsWith(ENTRY)) return undefined;
  const parts = file.split(".");
  return { name: parts.slice(0, -2).join("."), number: Number(parts.at(-2)) };
}
/** @param {{ sha256: string }} file */
export const dataOf = ({ sha256 }) => `${sha256}.data`;

/** The packs that are kept, as files. */
export class KeptPacks {
  #supervisor;

  /** @param {Supervisor} supervisor */
  constructor(supervisor) {
    this.#supervisor = supervisor;
  }

  /** Finds out what is kept. */
  async look() {
    /** @type {{ name: string, bytes: number }[]} */
    const all = await this.files("list");
    const sizes = new Map(all.map(({ name, bytes }) => [name, bytes]));
    const isThere = (/** @type {{ sha256: string, bytes: number }} */ file) =>
      sizes.get(dataOf(file)) === file.bytes;
    /** @type {Map<string, { name: string, number: number, kept: Kept }>} */
    const kept = new Map();
    /** @type {{ name: string, entry: Entry, bytes: number }[]} */
    const begun = [];
    for (const { name } of all) {
      const number = entryIn(name)?.number;
      const [, sha256] = BEGUN.exec(name) ?? [];
      if (number === undefined && sha256 === undefined) continue;
      // A file that was cut when the browser ended says nothing.
      const content = await this.read(name);
      if (!content?.entry) continue;
      if (sha256 !== undefined)
        begun.push({ name, entry: content.entry, bytes: sizes.get(dataOf({ sha256 })) ?? 0 });
      else if ([content.base, ...content.deltas].every(isThere)) {
        const { id } = content.entry;
        if (number !== undefined && (kept.get(id)?.number ?? -1) < number)
          kept.set(id, { name, number, kept: content });
      }
    }
    return { kept, begun, names: all.map(({ name }) => name) };
  }

  /** Returns a pack that is kept and what it is of, or says that there is none. @param {string} id */
  async find(id) {
    const found = (await this.look()).kept.get(id);
    if (found) return found.kept;
    throw new GeobitError("badOption", `No pack with the id ${describe(id)} is kept; download it first.`, {
      field: "id",
    });
  }

  /** Returns the file of a pack of roads that is kept. @param {string} id */
  async roads(id) {
    const { entry, base } = await this.find(id);
    if (entry.kind !== "roads")
      throw new GeobitError(
        "badOption",
        `The pack ${describe(id)} that is kept is one of incidents; packs.load() loads it.`,
        { field: "id" },
      );
    await this.verify(base, entry);
    return this.files("read", dataOf(base));
  }

  /** Refuses a file that is not what was downloaded. @param {{ sha256: string }} file @param {Entry} entry */
  async verify(file, entry) {
    const digest = await this.#supervisor.call("digestPackFile", [dataOf(file)]);
    if (digest === file.sha256) return;
    const message = `What is kept of the pack ${describe(entry.id)} is not what was downloaded: its SHA-256 is another one. Remove it and download it again.`;
    throw new GeobitError("badPack", message);
  }

  /** Removes a pack, and what was begun of it. @param {string} id */
  async remove(id) {
    const { begun, names } = await this.look();
    for (const name of names) if (entryIn(name)?.name === nameOf(id)) await this.files("remove", name);
    for (const { entry, name } of begun) if (entry.id === id) await this.files("remove", name);
    await this.tidy();
  }

  /** Removes what no pack and no download that can go on needs. */
  async tidy() {
    const { kept, begun, names } = await this.look();
    const complete = [...kept.values()];
    const needed = new Set(complete.flatMap(({ kept }) => [kept.base, ...kept.deltas].map(dataOf)));
    const entries = new Set(complete.map(({ name }) => name));
    for (const { entry, name } of begun) {
      const data = name.replace(".begun", ".data");
      const isOver = needed.has(data) || kept.get(entry.id)?.kept.entry.sha256 === entry.sha256;
      if (isOver) await this.files("remove", name);
      else needed.add(data);
    }
    for (const name of names) {
      const isOld = entryIn(name) ? !entries.has(name) : name.endsWith(".data") && !needed.has(name);
      if (isOld) await this.files("remove", name);
    }
  }

  /** @param {string} name @returns {Promise<any>} */
  async read(name) {
    try {
      return JSON.parse(await (await this.files("read", name)).text());
    } catch {
      return undefined;
    }
  }

  /** @param {string} name @param {object} content */
  async write(name, content) {
    await this.files("append", name, 0, new TextEncoder().encode(JSON.stringify(content)));
    await this.files("close", name);
  }

  /** @param {string} method @param {unknown[]} args @returns {Promise<any>} */
  files(method, ...args) {
    return this.#supervisor.call("packFiles", [method, ...args]);
  }
}

/**
 * Does something of a pack while no other tab does.
 * @template T
 * @param {string} id @param {Watch} watch @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked(id, watch, work) {
  const { locks } = /** @type {any} */ (globalThis.navigator ?? {});
  if (!locks) return work();
  return locks
    .request(`geobit pack ${id}`, { signal: watch.signal }, work)
    .catch((/** @type {unknown} */ error) => {
      watch.check();
      throw error;
    });
}
