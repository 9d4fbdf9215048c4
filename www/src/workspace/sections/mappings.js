// Which column is which, in files with the same columns.
import { checkedChoice } from "../../opening/remembered.js";
import { workspace as texts } from "../../words/workspace.js";
import { readList, readObject, readText, refuse } from "../checks.js";

const MOST_FILES = 1000;
const MOST_COLUMNS = 10_000;
const MOST_LETTERS = 10_000;

/** @type {import("../sections.js").Section<import("../../opening/remembered.js").Mappings>} */
export const mappings = {
  name: "mappings",
  empty: [],
  write: (list) => list,
  read: (value, at) =>
    readList(value, at, MOST_FILES, (one, where) => {
      const { columns, choice } = readObject(one, where);
      return {
        columns: readList(columns, `${where}.columns`, MOST_COLUMNS, (name, place) =>
          readText(name, place, MOST_LETTERS),
        ),
        choice: checkedChoice(choice) ?? refuse(`${where}.choice`, texts.expected.object),
      };
    }),
};
