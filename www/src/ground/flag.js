// The name of the map file that this browser keeps, and its removal. The file itself is looked for only if there is a name.

/** Where the file lies. */
export const FOLDER = "geobit-ground";
const KEY = "geobit:ground";

/** @returns {string | null} */
export function keptName() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {string | null} name */
export function setKeptName(name) {
  if (name === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, name);
}

/** Removes what is kept, and returns whether there was something. */
export async function removeKeptGround() {
  const isKept = keptName() !== null;
  setKeptName(null);
  try {
    await (await navigator.storage?.getDirectory?.())?.removeEntry(FOLDER, { recursive: true });
  } catch (error) {
    if (/** @type {Error} */ (error).name !== "NotFoundError") throw error;
  }
  return isKept;
}
