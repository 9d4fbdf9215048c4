// The workspace that is kept in this browser: one text with the number of its state. Who writes says which state they know, and
// writes nothing if another tab has written since: no tab overwrites another without being told.

const DATABASE = "geobit-workspace";
const STORE = "workspace";
const ONLY = "only";

/** @typedef {{ text: string, state: number }} Kept */

/** @returns {Promise<Kept | null>} what is kept, or `null` */
export const readKept = () => withKept("readonly", (kept) => kept);

/**
 * Keeps a text instead of the one with a state; `null` for none.
 * @param {string} text @param {number | null} known
 * @returns {Promise<number | "changed">} its state, or that another one is kept than that which is known
 */
export const writeKept = (text, known) =>
  withKept("readwrite", (kept, store) => {
    if ((kept?.state ?? null) !== known) return "changed";
    // Not counted up from nothing: a tab must not take what is kept anew for what it knew.
    const state = kept ? kept.state + 1 : Date.now();
    store.put({ text, state }, ONLY);
    return state;
  });

/** @returns {Promise<boolean>} whether there was something to remove */
export const removeKept = () =>
  withKept("readwrite", (kept, store) => {
    store.delete(ONLY);
    return kept !== null;
  });

/** @param {any} kept @returns {Kept | null} */
const checked = (kept) =>
  typeof kept?.text === "string" && Number.isSafeInteger(kept.state)
    ? { text: kept.text, state: kept.state }
    : null;

/**
 * Does something with what is kept, in a transaction of its own, and resolves when that is on the disk.
 * @template T
 * @param {IDBTransactionMode} mode @param {(kept: Kept | null, store: IDBObjectStore) => T} work
 * @returns {Promise<T>}
 */
async function withKept(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const store = transaction.objectStore(STORE);
      const request = store.get(ONLY);
      /** @type {T} */
      let result;
      /** @type {unknown} */
      let failure;
      request.onsuccess = () => {
        try {
          result = work(checked(request.result), store);
        } catch (error) {
          failure = error;
          transaction.abort();
        }
      };
      transaction.oncomplete = () => resolve(result);
      // Where there is no room, the transaction ends so, too.
      transaction.onabort = () => reject(failure ?? transaction.error);
    });
  } finally {
    database.close();
  }
}

/** @returns {Promise<IDBDatabase>} */
const open = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
