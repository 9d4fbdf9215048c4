// Which rows the current answer counts: one byte per row, and which range of them changed since it was last uploaded.
import { CHUNK } from "./pack.js";

export const POSSIBLE = 1;
export const CERTAIN = 2;

/** @param {number} count rows of the snapshot */
export function createHits(count) {
  const marks = new Uint8Array(count);
  /** Nonzero for chunks with a hit: only those are drawn. */
  const chunks = new Uint8Array(Math.ceil(count / CHUNK));
  /** @type {Uint32Array | number[]} */
  let marked = [];
  let [first, last] = [count, -1];

  return {
    marks,
    chunks,
    /** Returns how many rows are marked. */
    size: () => marked.length,

    /** @param {ArrayLike<number>} rows @param {ArrayLike<number>} [share] of each row, 1 for a certain one; without it all are certain */
    set(rows, share) {
      for (let i = 0; i < marked.length; i++) {
        const row = marked[i];
        marks[row] = 0;
        if (row < first) first = row;
        if (row > last) last = row;
      }
      chunks.fill(0);
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i];
        marks[row] = !share || share[i] >= 1 ? CERTAIN : POSSIBLE;
        chunks[Math.floor(row / CHUNK)] = 1;
        if (row < first) first = row;
        if (row > last) last = row;
      }
      marked = Uint32Array.from(rows);
    },

    /** Returns the range of rows that changed since the last call, or `null`. */
    takeChange() {
      const change = last < first ? null : { first, count: last - first + 1 };
      [first, last] = [count, -1];
      return change;
    },
  };
}
