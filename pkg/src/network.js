import { checkNames, describe, plainOptions, requireOption } from "./checks.js";

/** The largest number of a node, and of nodes. */
const MOST = 2 ** 32 - 1;

/** @typedef {{ nodes: number, from: Uint32Array, to: Uint32Array, costs: [Float64Array, Float64Array] }} Network */

/**
 * Reads a network for the engine, which checks that its nodes exist and that its costs are numbers from 0 on.
 * @param {any} graph
 * @returns {Network}
 */
export function readNetwork(graph) {
  const isObject = typeof graph === "object" && graph !== null;
  const example = "an object such as { nodes, from, to, costs: [hours, risk] } is wanted";
  requireOption(isObject, "graph", `graph is ${describe(graph)}; ${example}.`);
  const { nodes, from, to, costs } = graph;
  const [first, second] = Array.isArray(costs) && costs.length === 2 ? costs : [];
  const isPair = first !== undefined && second !== undefined;
  requireOption(isPair, "costs", `costs is ${describe(costs)}; an array of two lists of costs is wanted.`);
  return {
    nodes: whole(nodes, "nodes"),
    from: nodesOf(from, "from"),
    to: nodesOf(to, "to"),
    costs: [costsOf(first, "costs.0"), costsOf(second, "costs.1")],
  };
}

/** @param {unknown} source @param {unknown} target */
export const readEnds = (source, target) => Uint32Array.of(whole(source, "source"), whole(target, "target"));

/** @param {unknown} options @returns {number} */
export function readTolerance(options) {
  const given = plainOptions(options);
  checkNames(given, ["tolerance"]);
  const { tolerance = 0 } = given;
  const message = `tolerance is ${describe(tolerance)}; a number from 0 to 10 is accepted.`;
  requireOption(typeof tolerance === "number", "tolerance", message);
  return tolerance;
}

/** @param {any} number @param {string} name */
function whole(number, name) {
  const isWhole = Number.isInteger(number) && number >= 0 && number <= MOST;
  requireOption(isWhole, name, `${name} is ${describe(number)}; a whole number from 0 to ${MOST} is wanted.`);
  return number;
}

/** @param {any} list @param {string} name */
function nodesOf(list, name) {
  if (list instanceof Uint32Array) return list;
  return Uint32Array.from(plainList(list, name), (node, i) => whole(node, `${name}.${i}`));
}

/** @param {any} list @param {string} name */
function costsOf(list, name) {
  if (list instanceof Float64Array) return list;
  return Float64Array.from(plainList(list, name), (cost, i) => {
    const message = `${name}.${i} is ${describe(cost)}; a number from 0 on is accepted.`;
    requireOption(typeof cost === "number", `${name}.${i}`, message);
    return /** @type {number} */ (cost);
  });
}

/** @param {any} list @param {string} name @returns {ArrayLike<unknown>} */
function plainList(list, name) {
  const isList = Array.isArray(list) || (ArrayBuffer.isView(list) && !(list instanceof DataView));
  requireOption(isList, name, `${name} is ${describe(list)}; a list of numbers is wanted.`);
  return list;
}
