// Reads the columns of a pack of roads (docs/roads.md), since the package shows no edge by itself. It trusts the pack, which the package has
// just written, and runs in Node.js and in a page.

/**
 * @typedef {{
 *   edges: number, columns: { packed: number, unpacked: number }[], lon: Float64Array, lat: Float64Array,
 *   from: Uint32Array, to: Uint32Array, class: Uint8Array, surface: Uint8Array, flags: Uint8Array,
 *   innerCount: Uint32Array, innerLon: Float64Array, innerLat: Float64Array,
 * }} PackColumns places are in degrees; `columns` has the bytes of nodes, edges, inner places, names and lines
 */

/** Where the length of the header stands, after the name of the format and its version. */
const HEADER_LENGTH_AT = 10;
const MICRO = 1e6;

/** Numbers of a column, one after the other. */
class Numbers {
  #bytes;
  #at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  next() {
    let [number, worth] = [0, 1];
    for (;;) {
      const byte = this.#bytes[this.#at++];
      number += (byte & 127) * worth;
      if (byte < 128) return number;
      worth *= 128;
    }
  }

  /** A number that may be negative. */
  signed() {
    const number = this.next();
    return number % 2 === 0 ? number / 2 : -(number + 1) / 2;
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes a pack @returns {Promise<PackColumns>} */
export async function readColumns(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = HEADER_LENGTH_AT + 4;
  let at = first + view.getUint32(HEADER_LENGTH_AT, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(first, at)));
  /** @type {PackColumns["columns"]} */
  const columns = [];
  /** @type {Numbers[]} */
  const contents = [];
  for (let column = 0; column < 5; column++) {
    const [packed, unpacked] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    const content = bytes.subarray(at + 8, at + 8 + packed);
    columns.push({ packed, unpacked });
    contents.push(new Numbers(packed === unpacked ? content : await inflate(content)));
    at += 8 + packed;
  }
  const [nodes, edges, inner] = contents;
  const places = readNodes(nodes, header.nodes);
  const roads = readEdges(edges, header.edges);
  return {
    edges: header.edges,
    columns,
    ...places,
    ...roads,
    ...readInner(inner, header.inner, places, roads),
  };
}

/** @param {Uint8Array<ArrayBuffer>} packed */
async function inflate(packed) {
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

/** @param {Numbers} column @param {number} count */
function readNodes(column, count) {
  const axis = () => {
    let micro = 0;
    return Float64Array.from({ length: count }, () => {
      micro += column.signed();
      return micro / MICRO;
    });
  };
  return { lon: axis(), lat: axis() };
}

/** Lists of all edges, one after the other. @param {Numbers} column @param {number} count */
function readEdges(column, count) {
  let before = 0;
  const from = new Uint32Array(count).map(() => {
    before += column.signed();
    return before;
  });
  const to = from.map((node) => node + column.signed());
  const [roadClass, surface, flags] = [0, 1, 2].map(() => new Uint8Array(count).map(() => column.next()));
  const [, innerCount] = ["name", "inner places"].map(() => new Uint32Array(count).map(() => column.next()));
  return { from, to, class: roadClass, surface, flags, innerCount };
}

/**
 * @param {Numbers} column @param {number} count @param {ReturnType<typeof readNodes>} nodes
 * @param {ReturnType<typeof readEdges>} edges
 */
function readInner(column, count, nodes, edges) {
  const [innerLon, innerLat] = [new Float64Array(count), new Float64Array(count)];
  let place = 0;
  edges.innerCount.forEach((places, edge) => {
    let [lon, lat] = [nodes.lon, nodes.lat].map((axis) => Math.round(axis[edges.from[edge]] * MICRO));
    for (const last = place + places; place < last; place++) {
      lon += column.signed();
      lat += column.signed();
      innerLon[place] = lon / MICRO;
      innerLat[place] = lat / MICRO;
    }
  });
  return { innerLon, innerLat };
}
