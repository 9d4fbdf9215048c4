//! The least of one cost to or from every node of a network, or to those that are near.

use std::collections::HashMap;

use super::graph::Graph;
use super::queue::{Queue, Waiting};

/// No edge.
const NONE: u32 = u32::MAX;

/// In which direction edges are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From where an edge begins to where it ends.
    Forward,
    /// From where an edge ends to where it begins.
    Backward,
}

/// The least costs from the places where a search began to the nodes around them.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The least cost of each node; infinite where it is not reached.
    pub costs: Vec<f64>,
    /// The edge by which each node is reached.
    before: Vec<u32>,
    direction: Direction,
}

/// Finds the least sums of one cost, from any of some nodes with what each costs at the start. It ends with the costs above `limit`, and
/// when all of `targets` are reached, unless there are none; nodes that are farther keep what was found of them so far, or infinity.
///
/// Source: E. W. Dijkstra, A note on two problems in connexion with graphs, Numerische Mathematik 1 (1959).
///
/// ```
/// use geobit::paths::{Direction, Edges, Graph, tree};
///
/// let edges = Edges { from: &[0, 0, 1], to: &[1, 2, 2], costs: [&[1.0, 3.0, 1.0], &[5.0, 2.0, 5.0]] };
/// let graph = Graph::new(3, edges)?;
/// let found = tree(&graph, &[(0, 0.0)], 0, Direction::Forward, f64::INFINITY, &[]);
/// assert_eq!((found.costs[2], found.edges(&graph, 2)), (2.0, Some(vec![0, 2])));
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
///
/// # Panics
/// If a node is none of the graph.
pub fn tree(
    graph: &Graph<'_>,
    starts: &[(u32, f64)],
    which: usize,
    direction: Direction,
    limit: f64,
    targets: &[u32],
) -> Tree {
    let mut found = Tree { costs: vec![f64::INFINITY; graph.nodes()], before: vec![NONE; graph.nodes()], direction };
    let mut queue = Queue::new();
    for &(node, cost) in starts {
        if cost < found.costs[node as usize] && cost <= limit {
            found.costs[node as usize] = cost;
            queue.push(Waiting { costs: [cost, 0.0], number: node });
        }
    }
    let mut wanted = targets.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let mut missing = wanted.len();
    while let Some(Waiting { costs: [cost, _], number: node }) = queue.pop() {
        if cost > found.costs[node as usize] {
            continue;
        }
        if missing > 0 && wanted.binary_search(&node).is_ok() {
            missing -= 1;
            if missing == 0 {
                break;
            }
        }
        let edges = match direction {
            Direction::Forward => graph.outgoing(node),
            Direction::Backward => graph.incoming(node),
        };
        for &edge in edges {
            let next = match direction {
                Direction::Forward => graph.edges.to[edge as usize],
                Direction::Backward => graph.edges.from[edge as usize],
            };
            let cost = cost + graph.edges.costs[which][edge as usize];
            if cost < found.costs[next as usize] && cost <= limit {
                found.costs[next as usize] = cost;
                found.before[next as usize] = edge;
                queue.push(Waiting { costs: [cost, 0.0], number: next });
            }
        }
    }
    found
}

impl Tree {
    /// Whether a node is reached.
    pub fn reaches(&self, node: u32) -> bool {
        self.costs[node as usize].is_finite()
    }

    /// The edges between the start and a node, in the order in which they are driven; `None` where it is not reached.
    pub fn edges(&self, graph: &Graph<'_>, node: u32) -> Option<Vec<u32>> {
        if !self.reaches(node) {
            return None;
        }
        let (mut edges, mut at) = (Vec::new(), node);
        while self.before[at as usize] != NONE {
            let edge = self.before[at as usize];
            edges.push(edge);
            at = match self.direction {
                Direction::Forward => graph.edges.from[edge as usize],
                Direction::Backward => graph.edges.to[edge as usize],
            };
        }
        if self.direction == Direction::Forward {
            edges.reverse();
        }
        Some(edges)
    }
}

/// The least costs from the places where a search began to the nodes near them. It takes memory for these alone.
#[derive(Clone, Debug)]
pub struct Near {
    /// The least cost of each node, and the edge by which it is reached.
    found: HashMap<u32, (f64, u32)>,
}

/// Finds the least sums of one cost as [`tree`] does forward, for few nodes of a large network.
///
/// # Panics
/// If a node is none of the graph.
pub fn near(graph: &Graph<'_>, starts: &[(u32, f64)], which: usize, limit: f64, targets: &[u32]) -> Near {
    let mut found: HashMap<u32, (f64, u32)> = HashMap::new();
    let mut queue = Queue::new();
    let is_better = |found: &HashMap<u32, (f64, u32)>, node: u32, cost: f64| {
        cost <= limit && found.get(&node).is_none_or(|(known, _)| cost < *known)
    };
    for &(node, cost) in starts {
        if is_better(&found, node, cost) {
            found.insert(node, (cost, NONE));
            queue.push(Waiting { costs: [cost, 0.0], number: node });
        }
    }
    let mut wanted = targets.to_vec();
    while let Some(Waiting { costs: [cost, _], number: node }) = queue.pop() {
        if cost > found[&node].0 {
            continue;
        }
        if !wanted.is_empty() {
            wanted.retain(|target| *target != node);
            if wanted.is_empty() {
                break;
            }
        }
        for &edge in graph.outgoing(node) {
            let (next, cost) = (graph.edges.to[edge as usize], cost + graph.edges.costs[which][edge as usize]);
            if is_better(&found, next, cost) {
                found.insert(next, (cost, edge));
                queue.push(Waiting { costs: [cost, 0.0], number: next });
            }
        }
    }
    Near { found }
}

impl Near {
    /// The least cost of a node; infinite where it is not reached.
    pub fn cost(&self, node: u32) -> f64 {
        self.found.get(&node).map_or(f64::INFINITY, |(cost, _)| *cost)
    }

    /// The edges between the start and a node; `None` where it is not reached.
    pub fn edges(&self, graph: &Graph<'_>, node: u32) -> Option<Vec<u32>> {
        let (mut edges, mut at) = (Vec::new(), node);
        loop {
            let (_, edge) = *self.found.get(&at)?;
            if edge == NONE {
                edges.reverse();
                return Some(edges);
            }
            edges.push(edge);
            at = graph.edges.from[edge as usize];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::Edges;
    use proptest::prelude::*;

    proptest! {
        /// Against relaxing every edge until nothing changes.
        #[test]
        fn costs_are_those_of_relaxation(
            edges in prop::collection::vec((0..9u32, 0..9u32, 0..20u32), 0..40), start in 0..9u32, backward: bool, limit in 0..60u32,
        ) {
            let from: Vec<u32> = edges.iter().map(|edge| edge.0).collect();
            let to: Vec<u32> = edges.iter().map(|edge| edge.1).collect();
            let costs: Vec<f64> = edges.iter().map(|edge| f64::from(edge.2)).collect();
            let graph = Graph::new(9, Edges { from: &from, to: &to, costs: [&costs, &costs] }).unwrap();
            let direction = if backward { Direction::Backward } else { Direction::Forward };
            let mut least = [f64::INFINITY; 9];
            least[start as usize] = 0.0;
            for _ in 0..9 {
                for (a, b, cost) in &edges {
                    let (a, b) = if backward { (*b, *a) } else { (*a, *b) };
                    least[b as usize] = least[b as usize].min(least[a as usize] + f64::from(*cost));
                }
            }
            let found = tree(&graph, &[(start, 0.0)], 0, direction, f64::INFINITY, &[]);
            prop_assert_eq!(&found.costs, &least.to_vec());
            for node in 0..9 {
                let Some(edges) = found.edges(&graph, node) else { continue };
                prop_assert_eq!(edges.iter().map(|edge| costs[*edge as usize]).sum::<f64>(), least[node as usize]);
                let ends = if backward { (node, start) } else { (start, node) };
                let mut at = ends.0;
                for edge in edges {
                    prop_assert_eq!(from[edge as usize], at);
                    at = to[edge as usize];
                }
                prop_assert_eq!(at, ends.1);
            }
            let limit = f64::from(limit);
            let within = tree(&graph, &[(start, 0.0)], 0, direction, limit, &[]);
            let expected = least.map(|cost| if cost <= limit { cost } else { f64::INFINITY });
            prop_assert_eq!(&within.costs, &expected.to_vec());
            let forward = tree(&graph, &[(start, 0.0)], 0, Direction::Forward, limit, &[]);
            let few = near(&graph, &[(start, 0.0)], 0, limit, &[]);
            for node in 0..9 {
                prop_assert_eq!(few.cost(node), forward.costs[node as usize]);
                prop_assert_eq!(few.edges(&graph, node), forward.edges(&graph, node));
            }
            let until = tree(&graph, &[(start, 0.0)], 0, direction, f64::INFINITY, &[3]);
            prop_assert_eq!(until.costs[3], least[3]);
        }
    }
}
