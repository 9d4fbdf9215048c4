// Says, before anything else is fetched, whether a workspace is kept in this browser.

const KEY = "geobit:workspace";

export function isFlagged() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false; // Then nothing is kept either.
  }
}

/** @param {boolean} isKept */
export function setFlag(isKept) {
  try {
    if (isKept) localStorage.setItem(KEY, "kept");
    else localStorage.removeItem(KEY);
  } catch {
    // Where this is forbidden, so is the keeping, which says so.
  }
}
