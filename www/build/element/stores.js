// The element keeps nothing in a browser: what it would keep would be the partner's, whose scripts read it.

/** Where things are kept in a browser, or told to other pages of the host. */
const STORES = /\b(?:globalThis\.|window\.)?(localStorage|sessionStorage|indexedDB|BroadcastChannel)\b/g;
const FOLDERS = /\bnavigator\.storage\b/g;

/** Where a store is asked for there is none, as in a browser that forbids it. @param {string} code */
export const withoutStores = (code) => code.replaceAll(STORES, "undefined").replaceAll(FOLDERS, "undefined");
