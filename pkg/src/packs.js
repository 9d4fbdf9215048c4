import { addressOf, entryOf } from "./catalog.js";
import { describe, guard } from "./checks.js";
import { download } from "./download.js";
import { GeobitError } from "./error.js";
import { Updated } from "./updated.js";

/** @import { Catalog, DeltaEntry, KeptPack, LoadOptions, PackEntry } from "../geobit.d.ts" */
/** @import { Watch } from "./source.js" */
/** @import { Supervisor } from "./supervisor.js" */

/**
 * A pack that is kept, as a file of its own says so. It is written when the data are complete, so that data without one are no pack; the
 * one with the highest number counts, so that the pack before stays in use until then. `before` is the version that the last deltas
 * brought up to date: its entry, and how many of the deltas it has.
 * @typedef {{ entry: PackEntry, base: { sha256: string, bytes: number }, deltas: DeltaEntry[], before?: { entry: PackEntry, deltas: number } }} Kept
 */

/** What the rest of the package does for packs. @typedef {{ watch: (options: unknown, what: string) => { watch: Watch, engineOptions: Record<string, any> }, load: (source: Blob | Updated, options: object, watch: Watch) => Promise<any> }} Helpers */

const ENTRY = ".entry";
const BEGUN = /^([0-9a-f]{64})\.begun$/;

/** Ids may have slashes, which names of files may not. @param {string} id */
const nameOf = (id) => id.replaceAll("/", "~");
/** Takes the name of the file of a pack apart: `<name of the id>.<number>.entry`. @param {string} file */
function entryIn(file) {
  if (!file.endsWith(ENTRY)) return undefined;
  const parts = file.split(".");
  return { name: parts.slice(0, -2).join("."), number: Number(parts.at(-2)) };
}
/** @param {{ sha256: string }} file */
const dataOf = ({ sha256 }) => `${sha256}.data`;

/** The packs that are kept. Its members are described in `geobit.d.ts`. */
export class Packs {
  #supervisor;
  #helpers;

  /** @param {Supervisor} supervisor @param {Helpers} helpers */
  constructor(supervisor, helpers) {
    this.#supervisor = supervisor;
    this.#helpers = helpers;
  }

  /** @returns {Promise<KeptPack[]>} */
  list() {
    return guard(async () => {
      const { kept, begun } = await this.#look();
      const complete = [...kept.values()].map(({ kept }) => shown(kept));
      const ids = new Set(complete.map(({ id, sha256 }) => `${id} ${sha256}`));
      const partial = begun
        .filter(({ entry }) => !ids.has(`${entry.id} ${entry.sha256}`))
        .map(({ entry, bytes }) => ({ ...entry, complete: false, keptBytes: bytes }));
      return [...complete, ...partial];
    });
  }

  /** @param {Catalog} catalog @param {string} id @param {object} [options] @returns {Promise<KeptPack>} */
  download(catalog, id, options) {
    return guard(async () => {
      this.#supervisor.assertOpen();
      const { entry, text } = entryOf(catalog, id);
      const { watch } = this.#helpers.watch(options, "The download");
      return locked(entry.id, watch, () => this.#bringUpToDate(catalog, text, entry, watch));
    });
  }

  /** @param {string} id @param {LoadOptions} [options] */
  load(id, options) {
    return guard(async () => {
      const { kept } = this.#find(await this.#look(), id);
      return this.#load(kept, options);
    });
  }

  /** @param {string} id @param {LoadOptions} [options] */
  loadBefore(id, options) {
    return guard(async () => {
      const { kept } = this.#find(await this.#look(), id);
      const { before, base, deltas } = kept;
      if (before)
        return this.#load({ entry: before.entry, base, deltas: deltas.slice(0, before.deltas) }, options);
      const message = `Of the pack ${describe(id)} no earlier version is kept: it was not brought up to date by deltas.`;
      throw new GeobitError("badOption", message, { field: "id" });
    });
  }

  /** @param {Kept} kept @param {LoadOptions} [options] */
  async #load(kept, options) {
    const { watch, engineOptions } = this.#helpers.watch(options, "The load");
    const read = (/** @type {{ sha256: string }} */ file) => this.#files("read", dataOf(file));
    // What is kept may have been altered since it was downloaded. The base of deltas is checked by these.
    if (kept.deltas.length === 0) await this.#verify(kept.base, kept.entry);
    const base = await read(kept.base);
    const deltas = await Promise.all(kept.deltas.map(read));
    const source = deltas.length > 0 ? new Updated(base, deltas) : base;
    return this.#helpers.load(source, { fileName: kept.entry.path, ...engineOptions }, watch);
  }

  /** @param {string} id */
  remove(id) {
    return guard(async () => {
      const { watch } = this.#helpers.watch(undefined, "The removal");
      return locked(id, watch, async () => {
        const found = await this.#look();
        for (const name of found.names)
          if (entryIn(name)?.name === nameOf(id)) await this.#files("remove", name);
        for (const { entry, name } of found.begun) if (entry.id === id) await this.#files("remove", name);
        await this.#tidy();
      });
    });
  }

  /** Refuses a file that is not what was downloaded. @param {{ sha256: string }} file @param {PackEntry} entry */
  async #verify(file, entry) {
    const digest = await this.#supervisor.call("digestPackFile", [dataOf(file)]);
    if (digest === file.sha256) return;
    const message = `What is kept of the pack ${describe(entry.id)} is not what was downloaded: its SHA-256 is another one. Remove it and download it again.`;
    throw new GeobitError("badPack", message);
  }

  /** @param {Catalog} catalog @param {string} text @param {PackEntry} entry @param {Watch} watch */
  async #bringUpToDate(catalog, text, entry, watch) {
    const before = (await this.#look()).kept.get(entry.id);
    if (before?.kept.entry.sha256 === entry.sha256) return shown(before.kept);
    if (before) requireLater(before.kept.entry, entry);
    const next =
      (before && (await this.#byDeltas(catalog, text, before.kept, entry, watch))) ??
      (await this.#asWhole(catalog, entry, watch));
    const name = `${nameOf(entry.id)}.${(before?.number ?? 0) + 1}.entry`;
    await this.#write(name, next);
    await this.#tidy();
    return shown(next);
  }

  /** Downloads the deltas to a pack, if that is less than the pack and they fit. @param {Catalog} catalog @param {string} text @param {Kept} kept @param {PackEntry} entry @param {Watch} watch @returns {Promise<Kept | undefined>} */
  async #byDeltas(catalog, text, kept, entry, watch) {
    const found = await this.#supervisor.call("deltasBetween", [text, kept.entry.sha256, entry.sha256]);
    const steps = /** @type {DeltaEntry[] | null} */ (JSON.parse(found));
    if (!steps || steps.reduce((sum, { bytes }) => sum + bytes, 0) >= entry.bytes) return undefined;
    const deltas = [...kept.deltas, ...steps];
    try {
      for (const delta of steps) await this.#fetch(catalog, delta, entry, watch);
      const blobs = await Promise.all(deltas.map((delta) => this.#files("read", dataOf(delta))));
      // It is tried before it counts.
      const source = new Updated(await this.#files("read", dataOf(kept.base)), blobs);
      (await this.#helpers.load(source, { fileName: entry.path }, watch)).close();
    } catch (error) {
      if (!(error instanceof GeobitError && ["badPack", "badParquet"].includes(error.code))) throw error;
      return undefined;
    }
    const before = { entry: kept.entry, deltas: kept.deltas.length };
    return { entry, base: kept.base, deltas, before };
  }

  /** @param {Catalog} catalog @param {PackEntry} entry @param {Watch} watch @returns {Promise<Kept>} */
  async #asWhole(catalog, entry, watch) {
    await this.#fetch(catalog, entry, entry, watch);
    return { entry, base: { sha256: entry.sha256, bytes: entry.bytes }, deltas: [] };
  }

  /** @param {Catalog} catalog @param {{ path: string, bytes: number, sha256: string }} file @param {PackEntry} entry @param {Watch} watch */
  async #fetch(catalog, file, entry, watch) {
    const [data, mark] = [dataOf(file), `${file.sha256}.begun`];
    const files = (/** @type {string} */ method, /** @type {unknown[]} */ ...args) =>
      this.#files(method, ...args);
    const sizeOf = async () =>
      (await files("list")).find((/** @type {{ name: string }} */ { name }) => name === data)?.bytes ?? 0;
    try {
      await download(
        addressOf(catalog, file.path),
        file,
        {
          begun: async () => ({ bytes: await sizeOf(), etag: (await this.#read(mark))?.etag }),
          note: (etag) => this.#write(mark, { entry, etag }),
          write: (at, bytes) => files("append", data, at, bytes),
          digest: async () => {
            await files("close", data);
            return this.#supervisor.call("digestPackFile", [data]);
          },
          drop: async () => {
            await files("remove", data);
            await files("remove", mark);
          },
        },
        watch,
      );
    } finally {
      await files("close", data).catch(() => {});
    }
  }

  /** Removes what no pack and no download that can go on needs. */
  async #tidy() {
    const { kept, begun, names } = await this.#look();
    const complete = [...kept.values()];
    const needed = new Set(complete.flatMap(({ kept }) => [kept.base, ...kept.deltas].map(dataOf)));
    const entries = new Set(complete.map(({ name }) => name));
    for (const { entry, name } of begun) {
      const data = name.replace(".begun", ".data");
      const isOver = needed.has(data) || kept.get(entry.id)?.kept.entry.sha256 === entry.sha256;
      if (isOver) await this.#files("remove", name);
      else needed.add(data);
    }
    for (const name of names) {
      const isOld = entryIn(name) ? !entries.has(name) : name.endsWith(".data") && !needed.has(name);
      if (isOld) await this.#files("remove", name);
    }
  }

  /** Finds out what is kept. */
  async #look() {
    /** @type {{ name: string, bytes: number }[]} */
    const all = await this.#files("list");
    const sizes = new Map(all.map(({ name, bytes }) => [name, bytes]));
    const isThere = (/** @type {{ sha256: string, bytes: number }} */ file) =>
      sizes.get(dataOf(file)) === file.bytes;
    /** @type {Map<string, { name: string, number: number, kept: Kept }>} */
    const kept = new Map();
    const begun = [];
    for (const { name } of all) {
      const number = entryIn(name)?.number;
      const [, sha256] = BEGUN.exec(name) ?? [];
      if (number === undefined && sha256 === undefined) continue;
      // A file that was cut when the browser ended says nothing.
      const content = await this.#read(name);
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

  /** @param {{ kept: Map<string, { kept: Kept }> }} found @param {string} id */
  #find({ kept }, id) {
    const found = kept.get(id);
    if (found) return found;
    throw new GeobitError("badOption", `No pack with the id ${describe(id)} is kept; download it first.`, {
      field: "id",
    });
  }

  /** @param {string} name @returns {Promise<any>} */
  async #read(name) {
    try {
      return JSON.parse(await (await this.#files("read", name)).text());
    } catch {
      return undefined;
    }
  }

  /** @param {string} name @param {object} content */
  async #write(name, content) {
    await this.#files("append", name, 0, new TextEncoder().encode(JSON.stringify(content)));
    await this.#files("close", name);
  }

  /** @param {string} method @param {unknown[]} args @returns {Promise<any>} */
  #files(method, ...args) {
    return this.#supervisor.call("packFiles", [method, ...args]);
  }
}

/**
 * An older catalogue keeps its good signature, so whoever controls the server could hide what is new by it.
 * @param {PackEntry} kept @param {PackEntry} offered
 */
function requireLater(kept, offered) {
  if (offered.asOf >= kept.asOf) return;
  throw new GeobitError(
    "badPack",
    `The pack ${describe(offered.id)} of this catalogue has data up to ${offered.asOf}, and the one that is kept up to ${kept.asOf}. It was not replaced; remove it first if you want the older one.`,
  );
}

/** @param {Kept} kept @returns {KeptPack} */
const shown = ({ entry, base, deltas, before }) => ({
  ...entry,
  complete: true,
  ...(before && { before: { asOf: before.entry.asOf } }),
  keptBytes: deltas.reduce((sum, { bytes }) => sum + bytes, base.bytes),
});

/**
 * Does something of a pack while no other tab does.
 * @template T
 * @param {string} id @param {Watch} watch @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function locked(id, watch, work) {
  const { locks } = /** @type {any} */ (globalThis.navigator ?? {});
  if (!locks) return work();
  return locks
    .request(`geobit pack ${id}`, { signal: watch.signal }, work)
    .catch((/** @type {unknown} */ error) => {
      watch.check();
      throw error;
    });
}
