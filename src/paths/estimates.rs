//! What a path costs at least from a node to the target, for any weighing of the two costs.

use super::graph::Graph;
use super::weighed::{Weights, sums_to};
use crate::memory;

/// How much memory an estimate of a node takes, while it is made.
const BYTES_OF_NODE: usize = 48;

/// For some weighings, the least weighed sum from every node to the target.
pub struct Estimates {
    /// In ascending order of the second weight beside the first. The first one weighs the first cost alone, the last one the second.
    known: Vec<Known>,
}

struct Known {
    weights: Weights,
    sums: Vec<f64>,
}

/// A weighing as a sum of two for which the least sums are known: how many times each is taken.
///
/// It never tells too much: the least sum of two costs together is at least the sum of the least of each.
#[derive(Clone, Copy)]
pub struct Estimate<'e> {
    parts: [(f64, &'e [f64]); 2],
}

impl Estimates {
    /// Those of each cost alone.
    pub fn new(graph: &Graph<'_>, target: u32) -> Estimates {
        let known = [[1.0, 0.0], [0.0, 1.0]].map(|weights| Known { weights, sums: sums_to(graph, target, weights) });
        Estimates { known: known.into() }
    }

    /// Adds a weighing, both weights of which are above 0, unless there is no memory for it: what is known goes on to be true.
    pub fn add(&mut self, graph: &Graph<'_>, target: u32, weights: Weights) {
        if memory::require("An estimate", BYTES_OF_NODE * graph.nodes()).is_err() {
            return;
        }
        let known = Known { weights, sums: sums_to(graph, target, weights) };
        self.known.insert(self.place(weights), known);
    }

    /// The number of weighings.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Estimates for a weighing.
    pub fn of(&self, weights: Weights) -> Estimate<'_> {
        let place = self.place(weights);
        let [a, b] = [&self.known[place - 1], &self.known[place]];
        let whole = turn(a.weights, b.weights);
        let times = [turn(weights, b.weights) / whole, turn(a.weights, weights) / whole];
        Estimate { parts: [(times[0].max(0.0), &a.sums), (times[1].max(0.0), &b.sums)] }
    }

    /// The least of each cost from a node to the target.
    pub fn bounds(&self, node: u32) -> [f64; 2] {
        [&self.known[0], &self.known[self.known.len() - 1]].map(|known| known.sums[node as usize])
    }

    /// The place of the first weighing after the first one that is not before another one.
    fn place(&self, weights: Weights) -> usize {
        let before = self.known.partition_point(|known| turn(known.weights, weights) > 0.0);
        before.clamp(1, self.known.len() - 1)
    }
}

impl Estimate<'_> {
    /// The estimate from a node; infinite where the target is not reachable.
    pub fn from(&self, node: u32) -> f64 {
        let part = |(times, sums): (f64, &[f64])| if times > 0.0 { times * sums[node as usize] } else { 0.0 };
        part(self.parts[0]) + part(self.parts[1])
    }
}

/// Above 0 where the second weighing gives the second cost more weight than the first one does.
fn turn(a: Weights, b: Weights) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}
