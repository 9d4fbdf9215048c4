// Erases everything that this page keeps in this browser.
import { removeKeptGround } from "../ground/flag.js";
import { forgetAll } from "../opening/remembered.js";
import { KEY as OWN_KEY } from "../own-incidents/kept.js";
import { setFlag } from "./flag.js";
import { removeKept } from "./kept.js";

/** Begins every key of this page. */
const PREFIX = "geobit:";

/**
 * @param {Pick<import("geobit").Packs, "list" | "remove">} packs
 * @returns what was removed; `failure` is the first error, after which the rest was erased all the same
 */
export async function eraseAll(packs) {
  /** @type {unknown} */
  let failure;
  /** @template T @param {() => T | Promise<T>} work @param {T} otherwise */
  async function attempt(work, otherwise) {
    try {
      return await work();
    } catch (error) {
      failure ??= error;
      return otherwise;
    }
  }
  const workspace = await attempt(removeKept, false);
  setFlag(false);
  const mappings = await attempt(forgetAll, 0);
  const own = await attempt(() => removeKey(OWN_KEY), false);
  const ground = await attempt(removeKeptGround, false);
  const others = await attempt(() => ourKeys().filter(removeKey).length, 0);
  const removedPacks = await attempt(() => removePacks(packs), 0);
  return { workspace, own, mappings, ground, others, packs: removedPacks, failure };
}

const ourKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

/** @param {string} key */
function removeKey(key) {
  const isThere = localStorage.getItem(key) !== null;
  localStorage.removeItem(key);
  return isThere;
}

/** @param {Pick<import("geobit").Packs, "list" | "remove">} packs */
async function removePacks(packs) {
  const kept = await packs.list();
  for (const { id } of kept) await packs.remove(id);
  return kept.length;
}
