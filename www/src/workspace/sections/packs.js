// Which data packs were kept in the browser, and which was open. A pack is a whole region, so that its id names no site.
import { plainText } from "../../plain-text.js";
import { orElse, readObject, readSome, readText } from "../checks.js";

/** @typedef {{ kept: readonly { id: string, name: string }[], open: string | null }} Packs */

const MOST = 1000;
const MOST_LETTERS = 300;

/** @type {import("../sections.js").Section<Packs>} */
export const packs = {
  name: "packs",
  empty: { kept: [], open: null },
  write: (part) => part,
  read(value, at, amiss) {
    const { kept, open } = readObject(value, at);
    return {
      kept: orElse(amiss, () => readSome(kept, `${at}.kept`, MOST, readPack, amiss), []),
      open: open === null ? null : orElse(amiss, () => readText(open, `${at}.open`, MOST_LETTERS), null),
    };
  },
};

/** @param {unknown} value @param {string} at */
function readPack(value, at) {
  const { id, name } = readObject(value, at);
  return {
    id: readText(id, `${at}.id`, MOST_LETTERS),
    name: plainText(readText(name, `${at}.name`, MOST_LETTERS)),
  };
}
