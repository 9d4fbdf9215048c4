// Fastest ways by `ngraph.path`.
import { cheapestLinks } from "./graph.js";

/** @import { Graph } from "./graph.js" */
/** @typedef {typeof import("./libraries.js")} Libraries */
/** @typedef {{ name: string, find: (from: number, to: number) => number[], hoursOf: (way: number[]) => number }} Peer a way is a list of nodes */

/**
 * The smallest radius of curvature of the ellipsoid, km: on a sphere of this radius no distance is longer than it is, so that the bound of the
 * search holds.
 */
const RADIUS_KM = 6335;
const RADIAN = Math.PI / 180;

/** @param {Graph} graph @param {Libraries} libraries @returns {Peer[]} A* from one end, and NBA* from both */
export function ngraphPeers(graph, { createGraph, aStar, nba }) {
  const [network, links] = [createGraph(), cheapestLinks(graph)];
  const nodes = graph.lon.length;
  network.beginUpdate();
  for (let node = 0; node < nodes; node++) network.addNode(node, node);
  for (const [key, hours] of links) network.addLink(Math.floor(key / nodes), key % nodes, hours);
  network.endUpdate();
  const mostKmh = fastestKmh(graph);
  const options = {
    oriented: true,
    distance: (/** @type {unknown} */ _a, /** @type {unknown} */ _b, /** @type {{ data: number }} */ link) =>
      link.data,
    heuristic: (/** @type {{ id: number }} */ a, /** @type {{ id: number }} */ b) =>
      haversineKm(graph, a.id, b.id) / mostKmh,
  };
  const hoursOf = (/** @type {number[]} */ way) =>
    way
      .slice(1)
      .reduce(
        (sum, node, i) => sum + (links.get(way[i] * nodes + node) ?? Number.NaN),
        way.length > 0 ? 0 : Infinity,
      );
  return Object.entries({ "ngraph.path, A*": aStar, "ngraph.path, NBA*": nba }).map(([name, search]) => {
    const finder = search(network, options);
    return {
      name,
      find: (from, to) =>
        finder
          .find(from, to)
          .map(({ id }) => id)
          .reverse(),
      hoursOf,
    };
  });
}

/** The speed, as the crow flies, that no link exceeds: no higher bound holds. @param {Graph} graph */
function fastestKmh(graph) {
  return graph.hours.reduce((most, hours, link) => {
    const km = haversineKm(graph, graph.from[link], graph.to[link]);
    return km > 0 ? Math.max(most, km / hours) : most;
  }, 0);
}

/** @param {Graph} graph @param {number} a @param {number} b */
function haversineKm({ lon, lat }, a, b) {
  const north = Math.sin(((lat[b] - lat[a]) * RADIAN) / 2);
  const east = Math.sin(((lon[b] - lon[a]) * RADIAN) / 2);
  const share = north * north + Math.cos(lat[a] * RADIAN) * Math.cos(lat[b] * RADIAN) * east * east;
  return 2 * RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(share)));
}
