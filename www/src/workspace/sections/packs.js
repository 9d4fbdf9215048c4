// Which data packs were kept in the browser, and which was open. A pack is a whole region, so that its id names no site.
import { plainText } from "../../plain-text.js";
import { readList, readObject, readText } from "../checks.js";

/** @typedef {{ kept: readonly { id: string, name: string }[], open: string | null }} Packs */

const MOST = 1000;
const MOST_LETTERS = 300;

/** @type {import("../sections.js").Section<Packs>} */
export const packs = {
  name: "packs",
  empty: { kept: [], open: null },
  write: (part) => part,
  read(value, at) {
    const { kept, open } = readObject(value, at);
    return {
      kept: readList(kept, `${at}.kept`, MOST, (one, where) => {
        const { id, name } = readObject(one, where);
        return {
          id: readText(id, `${where}.id`, MOST_LETTERS),
          name: plainText(readText(name, `${where}.name`, MOST_LETTERS)),
        };
      }),
      open: open === null ? null : readText(open, `${at}.open`, MOST_LETTERS),
    };
  },
};
