import { describe, plainOptions, requireOption } from "./checks.js";
import { GeobitError } from "./error.js";
import { classNameOf, resolveUrl } from "./platform.js";
import { toBlob } from "./source.js";

/** @import { Catalog, CatalogOptions } from "../geobit.d.ts" */
/** @import { Entry } from "./kept-packs.js" */
/** @import { Supervisor } from "./supervisor.js" */
/** @import { Watch } from "./source.js" */

/** A catalogue has at most 4 MiB, and its signature far less. The engine says so in words. */
const MOST_BYTES = 4 * 1024 ** 2 + 1;

/**
 * What only this module knows of a catalogue: its verified text, and the address that its paths go by. What a caller makes up has none,
 * so nothing is downloaded for it.
 * @type {WeakMap<object, { text: string, url: URL | undefined }>}
 */
const verified = new WeakMap();

/**
 * Reads a catalogue. The engine verifies the signature before anything that it says is looked at.
 * @param {Supervisor} supervisor @param {unknown} source @param {CatalogOptions} options @param {Watch} watch
 * @returns {Promise<Catalog>}
 */
export async function readCatalog(supervisor, source, { keys, signature, url }, watch) {
  const isList = Array.isArray(keys) && keys.every((key) => typeof key === "string");
  requireOption(isList, "keys", `keys is ${describe(keys)}; an array of public keys of minisign is wanted.`);
  const isAddress = ["String", "URL"].includes(classNameOf(source));
  if (!isAddress && signature === undefined)
    throw new GeobitError(
      "badOption",
      "signature is missing; the bytes of catalog.json.minisig are wanted.",
      {
        field: "signature",
      },
    );
  const address = isAddress ? source : url;
  const base = address === undefined ? undefined : await resolveUrl(String(address));
  const fetched = isAddress ? await freshly(/** @type {URL} */ (base), watch) : source;
  const bytes = await bytesOf(fetched, watch);
  const beside = signature ?? (await freshly(signatureOf(/** @type {URL} */ (base)), watch));
  const signed = new TextDecoder().decode(await bytesOf(beside, watch));
  watch.check();
  const text = await supervisor.call("readCatalog", [bytes, signed, keys]);
  watch.check();
  const catalog = JSON.parse(text);
  verified.set(catalog, { text, url: base });
  return catalog;
}

/** A catalogue that a cache kept would hide what is new. @param {URL} url @param {Watch} watch */
const freshly = (url, watch) =>
  /^https?:$/.test(url.protocol)
    ? fetch(url, { cache: "no-cache", signal: watch.signal }).catch((error) => {
        watch.check();
        const message = `${url.href} could not be read: ${error.message}.`;
        throw new GeobitError("badOption", message, { field: "source" }, error);
      })
    : url;

/** @param {URL} url */
function signatureOf(url) {
  const beside = new URL(url);
  beside.pathname += ".minisig";
  return beside;
}

/** @param {unknown} source @param {Watch} watch */
async function bytesOf(source, watch) {
  const { blob } = await toBlob(
    typeof source === "string" ? new TextEncoder().encode(source) : source,
    watch,
  );
  return new Uint8Array(await blob.slice(0, MOST_BYTES).arrayBuffer());
}

/**
 * Returns what a verified catalogue says of a pack, of incidents or of roads. Each has an id of its own.
 * @param {unknown} catalog @param {unknown} id
 */
export function entryOf(catalog, id) {
  const known = verified.get(/** @type {object} */ (catalog));
  if (!known)
    throw new GeobitError(
      "badOption",
      `catalog is ${describe(catalog)}; what catalog() returned is wanted.`,
      {
        field: "catalog",
      },
    );
  // The text is the engine's; the object may have been changed by the caller.
  const { packs, roads = [] } = /** @type {Catalog} */ (JSON.parse(known.text));
  const isMeant = (/** @type {{ id: string }} */ pack) => pack.id === id;
  const pack = packs.find(isMeant);
  const found = pack ?? roads.find(isMeant);
  if (!found)
    throw new GeobitError("badOption", `The catalogue has no pack with the id ${describe(id)}.`, {
      field: "id",
    });
  const entry = /** @type {Entry} */ ({ ...found, kind: pack ? "incidents" : "roads" });
  return { entry, text: known.text };
}

/**
 * Returns the address of a file of a catalogue.
 * @param {object} catalog @param {string} path which the engine has checked
 */
export function addressOf(catalog, path) {
  const url = verified.get(catalog)?.url;
  if (!url)
    throw new GeobitError(
      "badOption",
      "It is not known where the packs of this catalogue are; give url to catalog().",
      {
        field: "url",
      },
    );
  return new URL(path, url);
}

/** The options of a catalogue, of which the signature may be bytes. @param {unknown} options */
export const catalogOptions = (options) =>
  plainOptions(options, ["onProgress", "signal", "signature", "url"]);
