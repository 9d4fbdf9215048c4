// Lists wrong answers and errors of the page as lines to print.

/** @import { Results } from "../types.d.ts" */

/** @param {Results} results */
export const wrongCells = ({ sizes, page }) => [
  ...sizes.flatMap(({ count, tables }) =>
    tables.flatMap(({ title, cells }) =>
      cells
        .filter(({ wrong }) => wrong)
        .map(({ contender, wrong }) => `${title}, ${count.toLocaleString("en")}: ${contender}: ${wrong}`),
    ),
  ),
  ...(page?.drag.faults ?? []).map((fault) => `dragging on the page: ${fault}`),
];
