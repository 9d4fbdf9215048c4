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

/** Keeps beside it what was kept, since not all of it could be read: what is kept next is without that. @param {Kept} kept */
export const putAside = (kept) =>
  withKept("readwrite", (_, store) => {
    // By its state: nothing that was put aside is written over by something else.
    store.put(kept, kept.state);
  });

/** @returns {Promise<Kept[]>} what was put aside, the newest last */
export const readAside = () =>
  withStore(
    "readonly",
    // Numbers alone: what is kept has a name.
    (store) => store.getAll(IDBKeyRange.bound(0, Number.MAX_VALUE)),
    (all) => all.flatMap((/** @type {any} */ one) => checked(one) ?? []),
  );

/** @returns {Promise<boolean>} whether there was something to remove */
export const removeKept = () =>
  withKept("readwrite", (kept, store) => {
    store.clear();
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
const withKept = (mode, work) =>
  withStore(
    mode,
    (store) => store.get(ONLY),
    (kept, store) => work(checked(kept), store),
  );

/**
 * @template T
 * @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<any>} ask
 * @param {(found: any, store: IDBObjectStore) => T} work
 * @returns {Promise<T>}
 */
async function withStore(mode, ask, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const store = transaction.objectStore(STORE);
      const request = ask(store);
      /** @type {T} */
      let result;
      /** @type {unknown} */
      let failure;
      request.onsuccess = () => {
        try {
          result = work(request.result, store);
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
