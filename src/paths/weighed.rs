//! The least weighed sums of both costs, from one node on or back from it.

use super::graph::Graph;
use super::queue::{Queue, Waiting};
use super::tree::Direction;

/// No edge.
const NONE: u32 = u32::MAX;

/// How the two costs are weighed.
pub type Weights = [f64; 2];

/// Returns the weighed sum of two costs.
pub fn sum(weights: Weights, costs: [f64; 2]) -> f64 {
    weights[0] * costs[0] + weights[1] * costs[1]
}

/// Where a search goes, and where it ends.
#[derive(Clone, Copy, Debug)]
pub struct Aim {
    /// The node where it begins.
    pub start: u32,
    /// In which direction edges are followed.
    pub direction: Direction,
    /// How the costs are weighed.
    pub weights: Weights,
    /// Nodes over which a path would cost more in all are left out.
    pub most: f64,
    /// The node with which the search ends, if there is one.
    pub until: Option<u32>,
}

/// The least weighed sums of the nodes that a search reached. It may be used for one search after the other, each of which takes the time for
/// the nodes that it reaches alone.
pub struct Reached {
    sums: Vec<f64>,
    /// Both costs of the path of a sum, where they are measured.
    costs: Vec<[f64; 2]>,
    before: Vec<u32>,
    nodes: Vec<u32>,
}

impl Reached {
    /// Makes room for the nodes of a graph.
    pub fn new(graph: &Graph<'_>) -> Reached {
        Reached {
            sums: vec![f64::INFINITY; graph.nodes()],
            costs: vec![[0.0; 2]; graph.nodes()],
            before: vec![NONE; graph.nodes()],
            nodes: Vec::new(),
        }
    }

    /// Searches. `rest` is what a path costs at least from each node to its other end; infinite where it does not come there. Returns the number
    /// of nodes that were looked at.
    ///
    /// Source: P. E. Hart, N. J. Nilsson and B. Raphael, A formal basis for the heuristic determination of minimum cost paths, IEEE
    /// Transactions on Systems Science and Cybernetics 4 (1968).
    pub fn search(&mut self, graph: &Graph<'_>, aim: Aim, rest: impl Fn(u32) -> f64) -> usize {
        self.clear();
        let (mut looked, mut queue) = (0, Queue::new());
        let whole = rest(aim.start);
        if whole.is_finite() && whole <= aim.most {
            self.reach(aim.start, 0.0, NONE);
            queue.push(Waiting { costs: [whole, 0.0], number: aim.start });
        }
        while let Some(Waiting { costs: [_, cost], number: node }) = queue.pop() {
            if Some(node) == aim.until {
                break;
            }
            if cost > self.sum(node) {
                continue;
            }
            looked += 1;
            let (edges, ends) = match aim.direction {
                Direction::Forward => (graph.outgoing(node), graph.edges.to),
                Direction::Backward => (graph.incoming(node), graph.edges.from),
            };
            for &edge in edges {
                let next = ends[edge as usize];
                let cost = cost + sum(aim.weights, graph.edges.costs.map(|list| list[edge as usize]));
                if cost >= self.sum(next) {
                    continue;
                }
                let whole = cost + rest(next);
                if whole.is_finite() && whole <= aim.most {
                    self.reach(next, cost, edge);
                    queue.push(Waiting { costs: [whole, cost], number: next });
                }
            }
        }
        looked
    }

    fn reach(&mut self, node: u32, sum: f64, edge: u32) {
        if self.sums[node as usize].is_infinite() {
            self.nodes.push(node);
        }
        self.sums[node as usize] = sum;
        self.costs[node as usize] = [f64::NAN; 2];
        self.before[node as usize] = edge;
    }

    fn clear(&mut self) {
        for node in self.nodes.drain(..) {
            self.sums[node as usize] = f64::INFINITY;
        }
    }

    /// The least weighed sum of a node; infinite where it is not reached.
    pub fn sum(&self, node: u32) -> f64 {
        self.sums[node as usize]
    }

    /// The sums of all nodes.
    pub fn into_sums(self) -> Vec<f64> {
        self.sums
    }

    /// The nodes that are reached.
    pub fn nodes(&self) -> &[u32] {
        &self.nodes
    }

    /// Measures both costs of the paths to all nodes that are reached. It is not done while they are looked for: of paths with the same
    /// sum, the one that is found first may give way to another.
    pub fn measure(&mut self, graph: &Graph<'_>, direction: Direction) {
        let mut unmeasured = Vec::new();
        for node in self.nodes.iter().copied() {
            let mut at = node;
            while self.costs[at as usize][0].is_nan() {
                unmeasured.push(at);
                let edge = self.before[at as usize];
                if edge == NONE {
                    break;
                }
                at = node_before(graph, direction, edge);
            }
            while let Some(at) = unmeasured.pop() {
                let edge = self.before[at as usize];
                self.costs[at as usize] = if edge == NONE {
                    [0.0; 2]
                } else {
                    let so_far = self.costs[node_before(graph, direction, edge) as usize];
                    [0, 1].map(|which: usize| so_far[which] + graph.edges.costs[which][edge as usize])
                };
            }
        }
    }

    /// Both costs of the path to a node that is reached, after they were measured.
    pub fn costs(&self, node: u32) -> [f64; 2] {
        self.costs[node as usize]
    }

    /// The edges between where a search began and a node that it reached, in the order in which they are driven.
    pub fn edges(&self, graph: &Graph<'_>, direction: Direction, node: u32) -> Vec<u32> {
        let (mut edges, mut at) = (Vec::new(), node);
        while self.before[at as usize] != NONE {
            let edge = self.before[at as usize];
            edges.push(edge);
            at = node_before(graph, direction, edge);
        }
        if direction == Direction::Forward {
            edges.reverse();
        }
        edges
    }
}

/// The node from which an edge was followed.
fn node_before(graph: &Graph<'_>, direction: Direction, edge: u32) -> u32 {
    match direction {
        Direction::Forward => graph.edges.from[edge as usize],
        Direction::Backward => graph.edges.to[edge as usize],
    }
}

/// The least weighed sums from all nodes to one.
pub fn sums_to(graph: &Graph<'_>, target: u32, weights: Weights) -> Vec<f64> {
    let aim = Aim { start: target, direction: Direction::Backward, weights, most: f64::INFINITY, until: None };
    let mut reached = Reached::new(graph);
    reached.search(graph, aim, |_| 0.0);
    reached.into_sums()
}
