// The rows on the graphics card: what never changes, and one byte per row that says whether the answer counts it.
import { CHUNK, EAST, SOUTH, WORDS } from "./pack.js";

/**
 * @param {WebGL2RenderingContext} gl
 * @param {import("./pack.js").Packed} packed
 * @param {Uint8Array} marks
 */
export function createBuffers(gl, packed, marks) {
  const array = gl.createVertexArray();
  const rows = gl.createBuffer();
  const hits = gl.createBuffer();
  gl.bindVertexArray(array);
  gl.bindBuffer(gl.ARRAY_BUFFER, rows);
  gl.bufferData(gl.ARRAY_BUFFER, packed.vertices, gl.STATIC_DRAW);
  for (const [location, size, offset] of [
    [0, 2, 0],
    [1, 1, 8],
  ]) {
    gl.enableVertexAttribArray(location);
    gl.vertexAttribIPointer(location, size, gl.UNSIGNED_INT, 4 * WORDS, offset);
  }
  gl.bindBuffer(gl.ARRAY_BUFFER, hits);
  gl.bufferData(gl.ARRAY_BUFFER, marks, gl.DYNAMIC_DRAW);
  gl.enableVertexAttribArray(2);
  gl.vertexAttribIPointer(2, 1, gl.UNSIGNED_BYTE, 0, 0);
  gl.bindVertexArray(null);
  return {
    bind: () => gl.bindVertexArray(array),
    /** @param {{ first: number, count: number }} change */
    updateHits({ first, count }) {
      gl.bindBuffer(gl.ARRAY_BUFFER, hits);
      gl.bufferSubData(gl.ARRAY_BUFFER, first, marks, first, count);
    },
    remove() {
      gl.deleteVertexArray(array);
      gl.deleteBuffer(rows);
      gl.deleteBuffer(hits);
    },
  };
}

/**
 * Finds the rows that may be on the screen, as runs of neighbouring chunks.
 *
 * @param {import("./pack.js").Packed} packed
 * @param {{ west: number, east: number, north: number, south: number }} view in widths of the world; `west` and `east`
 *   may lie beyond 0 and 1, where the world repeats
 * @param {Uint8Array} [wanted] nonzero for each chunk that is wanted; without it all are
 * @returns {[first: number, count: number][]}
 */
export function runsInView({ count, boxes }, view, wanted) {
  /** @type {[number, number][]} */
  const runs = [];
  for (let chunk = 0; chunk * CHUNK < count; chunk++) {
    if (wanted && !wanted[chunk]) continue;
    const [west, north, east, south] = boxes.subarray(4 * chunk, 4 * chunk + 4);
    if (west > east || north / SOUTH > view.south || south / SOUTH < view.north) continue;
    // The first copy of the chunk that does not lie wholly west of the view.
    const copy = Math.ceil(view.west - east / EAST);
    if (west / EAST + copy > view.east) continue;
    const first = chunk * CHUNK;
    const rows = Math.min(count, first + CHUNK) - first;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === first) last[1] += rows;
    else runs.push([first, rows]);
  }
  return runs;
}
