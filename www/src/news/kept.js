// What the reader has acknowledged or ignored, kept in this browser. It holds ids of incidents and their days, and no place.

/** @typedef {"done" | "ignored"} Note */
/** By the keys of entries. @typedef {ReadonlyMap<string, Note>} Noted */

export const KEY = "geobit:news";

/** The oldest are forgotten beyond this, so that there is room for other things. */
const MOST_KEPT = 20_000;

/** Returns what is kept; what is not ours is left out. @returns {Noted} */
export function recallNoted() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
    const lists = /** @type {[Note, unknown][]} */ ([
      ["done", kept?.done],
      ["ignored", kept?.ignored],
    ]);
    return new Map(
      lists.flatMap(([note, keys]) =>
        (Array.isArray(keys) ? keys : [])
          .filter((key) => typeof key === "string")
          .map((key) => /** @type {[string, Note]} */ ([key, note])),
      ),
    );
  } catch {
    return new Map();
  }
}

/** Returns whether it could be kept: a browser may forbid it, or have no room. @param {Noted} noted */
export function keepNoted(noted) {
  const newest = [...noted].slice(-MOST_KEPT);
  const keysOf = (/** @type {Note} */ wanted) =>
    newest.flatMap(([key, note]) => (note === wanted ? [key] : []));
  try {
    if (newest.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify({ done: keysOf("done"), ignored: keysOf("ignored") }));
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns what is noted with another note on some entries; `null` takes it back.
 * @param {Noted} noted @param {readonly string[]} keys @param {Note | null} note @returns {Noted}
 */
export function withNote(noted, keys, note) {
  const next = new Map(noted);
  for (const key of keys) {
    next.delete(key);
    if (note) next.set(key, note);
  }
  return next;
}
