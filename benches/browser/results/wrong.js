// The cells whose answer is not right, as lines to print.

/** @import { Results } from "../types.d.ts" */

/** @param {Results} results */
export const wrongCells = ({ sizes }) =>
  sizes.flatMap(({ count, tables }) =>
    tables.flatMap(({ title, cells }) =>
      cells
        .filter(({ wrong }) => wrong)
        .map(({ contender, wrong }) => `${title}, ${count.toLocaleString("en")}: ${contender}: ${wrong}`),
    ),
  );
