// Draws pairs of places between which everyone is asked for the fastest way.
import { randomNumbers } from "./random.js";

/** @import { Graph } from "./graph.js" */

/**
 * Draws pairs of nodes with a way in both directions. The package is given places and not nodes, and puts a place on one of the roads that meet
 * there: where one of them is one-way, or where several nodes are at the same place, the question would be another one.
 * @param {Graph} graph @param {number} count @param {number} seed @returns {[number, number][]}
 */
export function drawPairs(graph, count, seed) {
  const joined = largestPart(graph);
  /** @type {Map<string, number>} */
  const there = new Map();
  const keyOf = (/** @type {number} */ node) => `${graph.lon[node]} ${graph.lat[node]}`;
  for (let node = 0; node < graph.lon.length; node++)
    there.set(keyOf(node), (there.get(keyOf(node)) ?? 0) + 1);
  const nodes = joined.filter((node) => !graph.oneWay[node] && there.get(keyOf(node)) === 1);
  if (nodes.length < 2) return [];
  const random = randomNumbers(seed);
  const draw = () => nodes[Math.floor(random() * nodes.length)];
  return Array.from({ length: count }, () => {
    const from = draw();
    for (;;) {
      const to = draw();
      if (to !== from) return [from, to];
    }
  });
}

/** The nodes of the largest part in which each is reached from each other. @param {Graph} graph @returns {number[]} */
function largestPart(graph) {
  const [ahead, back] = [neighbours(graph, "from", "to"), neighbours(graph, "to", "from")];
  const seen = new Uint8Array(graph.lon.length);
  /** @type {number[]} */
  let largest = [];
  for (let node = 0; node < seen.length && largest.length < seen.length - node; node++) {
    if (seen[node]) continue;
    const reached = reachedFrom(node, ahead);
    const part = [...reachedFrom(node, back)].filter((other) => reached.has(other));
    for (const other of part) seen[other] = 1;
    if (part.length > largest.length) largest = part;
  }
  return largest.sort((a, b) => a - b);
}

/** @param {Graph} graph @param {"from" | "to"} start @param {"from" | "to"} end */
function neighbours(graph, start, end) {
  const lists = Array.from(graph.lon, () => /** @type {number[]} */ ([]));
  graph[start].forEach((node, link) => {
    lists[node].push(graph[end][link]);
  });
  return lists;
}

/** @param {number} start @param {number[][]} neighbours */
function reachedFrom(start, neighbours) {
  const reached = new Set([start]);
  for (const node of reached) for (const next of neighbours[node]) reached.add(next);
  return reached;
}
