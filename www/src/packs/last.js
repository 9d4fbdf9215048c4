// Which pack was opened last, of incidents or of roads: it is opened again at the next visit.

/** The keys under which that is kept. */
export const LAST_PACK = "geobit:pack";
export const LAST_ROADS = "geobit:roads";

/** @param {string} key @param {string | null} id */
export function rememberLast(key, id) {
  try {
    if (id === null) localStorage.removeItem(key);
    else localStorage.setItem(key, id);
  } catch {
    // Then the next visit begins without it.
  }
}

/** Returns the id of the pack that was opened last, if that is remembered. @param {string} key */
export function recallLast(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
