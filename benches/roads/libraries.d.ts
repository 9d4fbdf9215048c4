// The peers are installed for the bench only, so that checking the types needs none of them.
interface Node {
  id: number;
  data: number;
}
interface Link {
  data: number;
}
export interface PeerGraph {
  addNode(id: number, data: number): void;
  addLink(from: number, to: number, data: number): void;
  beginUpdate(): void;
  endUpdate(): void;
}
interface Options {
  oriented: boolean;
  distance(a: Node, b: Node, link: Link): number;
  heuristic(a: Node, b: Node): number;
}
type Finder = (graph: PeerGraph, options: Options) => { find(from: number, to: number): Node[] };
export function createGraph(): PeerGraph;
export const aStar: Finder;
export const nba: Finder;
