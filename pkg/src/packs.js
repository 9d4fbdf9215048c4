import { describe, guard } from "./checks.js";
import { GeobitError } from "./error.js";
import { dataOf, locked, nameOf } from "./kept-packs.js";
import { Updated } from "./updated.js";

/** @import { Catalog, DeltaEntry, KeptPack, KeptRoads, LoadOptions, PackEntry } from "../geobit.d.ts" */
/** @import { Entry, Kept, KeptPacks } from "./kept-packs.js" */
/** @import { Watch } from "./source.js" */
/** @import { Supervisor } from "./supervisor.js" */

/** What the rest of the package does for packs. @typedef {{ watch: (options: unknown, what: string) => { watch: Watch, engineOptions: Record<string, any> }, load: (source: Blob | Updated, options: object, watch: Watch) => Promise<any> }} Helpers */

/** The packs that are kept. Its members are described in `geobit.d.ts`. */
export class Packs {
  #supervisor;
  #store;
  #helpers;

  /** @param {Supervisor} supervisor @param {KeptPacks} store @param {Helpers} helpers */
  constructor(supervisor, store, helpers) {
    this.#supervisor = supervisor;
    this.#store = store;
    this.#helpers = helpers;
  }

  /** @returns {Promise<(KeptPack | KeptRoads)[]>} */
  list() {
    return guard(async () => {
      const { kept, begun } = await this.#store.look();
      const complete = [...kept.values()].map(({ kept }) => shown(kept));
      const ids = new Set(complete.map(({ id, sha256 }) => `${id} ${sha256}`));
      const partial = begun
        .filter(({ entry }) => !ids.has(`${entry.id} ${entry.sha256}`))
        .map(({ entry, bytes }) => told(entry, { complete: false, keptBytes: bytes }));
      return [...complete, ...partial];
    });
  }

  /** @param {Catalog} catalog @param {string} id @param {object} [options] @returns {Promise<KeptPack | KeptRoads>} */
  download(catalog, id, options) {
    return guard(async () => {
      this.#supervisor.assertOpen();
      const { entryOf } = await import("./downloads.js");
      const { entry, text } = entryOf(catalog, id);
      const { watch } = this.#helpers.watch(options, "The download");
      return locked(entry.id, watch, () => this.#bringUpToDate(catalog, text, entry, watch));
    });
  }

  /** @param {string} id @param {LoadOptions} [options] */
  load(id, options) {
    return guard(async () => this.#load(await this.#store.find(id), options));
  }

  /** @param {string} id @param {LoadOptions} [options] */
  loadBefore(id, options) {
    return guard(async () => {
      const { before, base, deltas } = await this.#store.find(id);
      if (before)
        return this.#load({ entry: before.entry, base, deltas: deltas.slice(0, before.deltas) }, options);
      const message = `Of the pack ${describe(id)} no earlier version is kept: it was not brought up to date by deltas.`;
      throw new GeobitError("badOption", message, { field: "id" });
    });
  }

  /** @param {Kept} kept @param {LoadOptions} [options] */
  async #load({ entry, base, deltas }, options) {
    if (entry.kind === "roads")
      throw new GeobitError(
        "badOption",
        `The pack ${describe(entry.id)} that is kept is one of roads; roads() loads it.`,
        { field: "id" },
      );
    const { watch, engineOptions } = this.#helpers.watch(options, "The load");
    const read = (/** @type {{ sha256: string }} */ file) => this.#store.files("read", dataOf(file));
    // What is kept may have been altered since it was downloaded. The base of deltas is checked by these.
    if (deltas.length === 0) await this.#store.verify(base, entry);
    const [first, ...others] = await Promise.all([base, ...deltas].map(read));
    const source = others.length > 0 ? new Updated(first, others) : first;
    return this.#helpers.load(source, { fileName: entry.path, ...engineOptions }, watch);
  }

  /** @param {string} id */
  remove(id) {
    return guard(async () => {
      const { watch } = this.#helpers.watch(undefined, "The removal");
      return locked(id, watch, () => this.#store.remove(id));
    });
  }

  /** @param {Catalog} catalog @param {string} text @param {Entry} entry @param {Watch} watch */
  async #bringUpToDate(catalog, text, entry, watch) {
    const before = (await this.#store.look()).kept.get(entry.id);
    if (before?.kept.entry.sha256 === entry.sha256) return shown(before.kept);
    if (before) requireLater(before.kept.entry, entry);
    const next =
      (before && (await this.#byDeltas(catalog, text, before.kept, entry, watch))) ??
      (await this.#asWhole(catalog, entry, watch));
    const name = `${nameOf(entry.id)}.${(before?.number ?? 0) + 1}.entry`;
    await this.#store.write(name, next);
    await this.#store.tidy();
    return shown(next);
  }

  /** Downloads the deltas to a pack, if that is less than the pack and they fit. @param {Catalog} catalog @param {string} text @param {Kept} kept @param {Entry} entry @param {Watch} watch @returns {Promise<Kept | undefined>} */
  async #byDeltas(catalog, text, kept, entry, watch) {
    // There are no deltas of roads.
    if (entry.kind === "roads") return undefined;
    const found = await this.#supervisor.call("deltasBetween", [text, kept.entry.sha256, entry.sha256]);
    const steps = /** @type {DeltaEntry[] | null} */ (JSON.parse(found));
    if (!steps || steps.reduce((sum, { bytes }) => sum + bytes, 0) >= entry.bytes) return undefined;
    const deltas = [...kept.deltas, ...steps];
    try {
      for (const delta of steps) await this.#fetch(catalog, delta, entry, watch);
      const blobs = await Promise.all(deltas.map((delta) => this.#store.files("read", dataOf(delta))));
      // It is tried before it counts.
      const source = new Updated(await this.#store.files("read", dataOf(kept.base)), blobs);
      (await this.#helpers.load(source, { fileName: entry.path }, watch)).close();
    } catch (error) {
      if (!(error instanceof GeobitError && ["badPack", "badParquet"].includes(error.code))) throw error;
      return undefined;
    }
    const before = { entry: /** @type {PackEntry} */ (kept.entry), deltas: kept.deltas.length };
    return { entry, base: kept.base, deltas, before };
  }

  /** @param {Catalog} catalog @param {Entry} entry @param {Watch} watch @returns {Promise<Kept>} */
  async #asWhole(catalog, entry, watch) {
    await this.#fetch(catalog, entry, entry, watch);
    return { entry, base: { sha256: entry.sha256, bytes: entry.bytes }, deltas: [] };
  }

  /** @param {Catalog} catalog @param {{ path: string, bytes: number, sha256: string }} file @param {Entry} entry @param {Watch} watch */
  async #fetch(catalog, file, entry, watch) {
    const { addressOf, download } = await import("./downloads.js");
    const store = this.#store;
    const [data, mark] = [dataOf(file), `${file.sha256}.begun`];
    const files = (/** @type {string} */ method, /** @type {unknown[]} */ ...args) =>
      store.files(method, ...args);
    const sizeOf = async () =>
      (await files("list")).find((/** @type {{ name: string }} */ { name }) => name === data)?.bytes ?? 0;
    try {
      await download(
        addressOf(catalog, file.path),
        file,
        {
          begun: async () => ({ bytes: await sizeOf(), etag: (await store.read(mark))?.etag }),
          note: (etag) => store.write(mark, { entry, etag }),
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
}

/** Until when a pack tells. @param {Entry} entry */
const dayOf = (entry) => (entry.kind === "roads" ? entry.dataAsOf : entry.asOf);

/**
 * An older catalogue keeps its good signature, so whoever controls the server could hide what is new by it.
 * @param {Entry} kept @param {Entry} offered
 */
function requireLater(kept, offered) {
  const isOther = (kept.kind === "roads") !== (offered.kind === "roads");
  if (!isOther && dayOf(offered) >= dayOf(kept)) return;
  const reason = isOther
    ? `is one of ${offered.kind}, and the one that is kept is not`
    : `of this catalogue has data up to ${dayOf(offered) || "a day that is not known"}, and the one that is kept up to ${dayOf(kept)}`;
  throw new GeobitError(
    "badPack",
    `The pack ${describe(offered.id)} ${reason}. It was not replaced; remove it first if you want the ${isOther ? "other" : "older"} one.`,
  );
}

/** @param {Entry} entry @param {{ complete: boolean, keptBytes: number, before?: { asOf: string } }} state */
const told = (entry, state) =>
  /** @type {KeptPack | KeptRoads} */ ({ kind: "incidents", ...entry, ...state });

/** @param {Kept} kept */
const shown = ({ entry, base, deltas, before }) =>
  told(entry, {
    complete: true,
    ...(before && { before: { asOf: before.entry.asOf } }),
    keptBytes: deltas.reduce((sum, { bytes }) => sum + bytes, base.bytes),
  });
