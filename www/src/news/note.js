// Acknowledges and ignores entries of what is new, wherever they are listed.
import { keepNoted, recallNoted, withNote } from "./kept.js";

/**
 * Returns whether that could be kept in this browser.
 * @param {import("../page-state.js").PageStore} store
 * @param {readonly string[]} keys of entries @param {import("./kept.js").Note | null} note `null` takes it back
 */
export function noteEntries(store, keys, note) {
  // Another page may have kept more meanwhile.
  const noted = withNote(new Map([...store.get().noted, ...recallNoted()]), keys, note);
  store.update({ type: "setNoted", noted });
  return keepNoted(noted) || note === null;
}
