// Which column is which, in files with the same columns.
import { checkedChoice } from "../../opening/remembered.js";
import { workspace as texts } from "../../words/workspace.js";
import { readList, readObject, readSome, readText, refuse } from "../checks.js";

const MOST_FILES = 1000;
const MOST_COLUMNS = 10_000;
const MOST_LETTERS = 10_000;

/** @type {import("../sections.js").Section<import("../../opening/remembered.js").Mappings>} */
export const mappings = {
  name: "mappings",
  empty: [],
  write: (list) => list,
  read: (value, at, amiss) => readSome(value, at, MOST_FILES, readMapping, amiss),
};

/** @param {unknown} value @param {string} at */
function readMapping(value, at) {
  const { columns, choice } = readObject(value, at);
  return {
    columns: readList(columns, `${at}.columns`, MOST_COLUMNS, (name, place) =>
      readText(name, place, MOST_LETTERS),
    ),
    choice: checkedChoice(choice) ?? refuse(`${at}.choice`, texts.expected.object),
  };
}
