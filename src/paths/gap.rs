//! Where the curve of choices may have paths between two others, and which paths are found there at once.

use super::estimates::Estimates;
use super::graph::Graph;
use super::tree::Direction;
use super::weighed::{Aim, Reached, Weights, sum};

/// By how much sums of many costs may be wrong, as a share.
pub const ROUNDING: f64 = 1e-9;
/// Paths of a gap that are taken at once differ by at least this share of the tolerance.
const STEP_SHARE: f64 = 0.125;
/// The most paths of a gap that are taken at once.
const MOST_AT_ONCE: usize = 64;

/// The costs of two paths of which none beats the other, that of the smaller first cost before the other.
pub type Pair = [[f64; 2]; 2];

/// Returns whether a path may lie between two others that costs more than `times` less than each of them in one cost.
pub fn may_hide([a, b]: &Pair, times: f64) -> bool {
    b[0] > times * a[0] && a[1] > times * b[1]
}

/// Returns the weights with which the weighed sums of both are the same.
pub fn weights_between([a, b]: Pair) -> Weights {
    [a[1] - b[1], b[0] - a[0]]
}

/// The part of the curve between two paths, in which paths may be that neither of them stands for.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    /// Both costs of such a path are below these.
    below: [f64; 2],
    /// The weighed sum that such a path is at most.
    pub most: f64,
}

impl Gap {
    /// The gap between two paths, each of which stands for what costs at least one part in `times` of it in both costs.
    pub fn new(pair: Pair, weights: Weights, times: f64) -> Gap {
        let below = [pair[1][0] / times, pair[0][1] / times];
        // Rounded sums must not hide a path.
        Gap { below, most: sum(weights, below) * (1.0 + ROUNDING) }
    }

    /// Returns whether costs from `least` on, with a weighed sum from `least_sum` on, may be in the gap.
    pub fn may_hold(&self, least: [f64; 2], least_sum: f64) -> bool {
        least_sum <= self.most && least[0] < self.below[0] && least[1] < self.below[1]
    }
}

/// The nodes over which the paths of a gap lead, with the least weighed sums from the source to them and from them to the target. It may be used
/// for one gap after the other.
pub struct Corridor<'g, 'e> {
    graph: &'g Graph<'e>,
    ends: (u32, u32),
    weights: Weights,
    so_far: Reached,
    rest: Reached,
}

impl<'g, 'e> Corridor<'g, 'e> {
    /// Makes room for the nodes of a graph.
    pub fn new(graph: &'g Graph<'e>, ends: (u32, u32)) -> Corridor<'g, 'e> {
        Corridor { graph, ends, weights: [1.0; 2], so_far: Reached::new(graph), rest: Reached::new(graph) }
    }

    /// Finds the nodes of the gap between a pair: first from the source with estimates of the rest, then back with what is known so.
    pub fn narrow(&mut self, pair: Pair, times: f64, estimates: &Estimates) {
        let (source, target) = self.ends;
        self.weights = weights_between(pair);
        let estimate = estimates.of(self.weights);
        let Gap { most, .. } = Gap::new(pair, self.weights, times);
        let aim = Aim { start: source, direction: Direction::Forward, weights: self.weights, most, until: None };
        self.so_far.search(self.graph, aim, |node| estimate.from(node));
        let aim = Aim { start: target, direction: Direction::Backward, ..aim };
        self.rest.search(self.graph, aim, |node| self.so_far.sum(node));
    }

    /// The nodes.
    pub fn nodes(&self) -> &[u32] {
        self.rest.nodes()
    }

    /// The least weighed sum of a path that costs so much up to a node; infinite where it leads out.
    pub fn least_sum(&self, costs: [f64; 2], node: u32) -> f64 {
        sum(self.weights, costs) + self.rest.sum(node)
    }

    /// Paths between a pair that none beats among those with the least sum over each node: their costs in ascending order of the first one, with
    /// the node of each. Of paths that are nearly alike one is taken, and of many some.
    pub fn paths_over_nodes(&mut self, pair: Pair, tolerance: f64) -> Vec<([f64; 2], u32)> {
        let [a, b] = pair;
        self.so_far.measure(self.graph, Direction::Forward);
        self.rest.measure(self.graph, Direction::Backward);
        let mut over: Vec<([f64; 2], u32)> = Vec::new();
        for &node in self.nodes() {
            let [before, after] = [self.so_far.costs(node), self.rest.costs(node)];
            let costs = [before[0] + after[0], before[1] + after[1]];
            if costs[0] > a[0] && costs[0] < b[0] && costs[1] < a[1] && costs[1] > b[1] {
                over.push((costs, node));
            }
        }
        crate::order::sort_by(&mut over, |(a, _), (b, _)| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        let (step, mut last) = (1.0 + STEP_SHARE * tolerance, a);
        let mut least = f64::INFINITY;
        over.retain(|(costs, _)| {
            let is_better = costs[1] < least;
            least = least.min(costs[1]);
            let is_apart = is_better && (costs[0] > step * last[0] || step * costs[1] < last[1]);
            if is_apart {
                last = *costs;
            }
            is_apart
        });
        let every = over.len().div_ceil(MOST_AT_ONCE).max(1);
        over.into_iter().step_by(every).collect()
    }

    /// The edges of the path with the least sum over a node, from the source to the target.
    pub fn edges_over(&self, node: u32) -> Vec<u32> {
        let before = self.so_far.edges(self.graph, Direction::Forward, node);
        [before, self.rest.edges(self.graph, Direction::Backward, node)].concat()
    }

    /// The gaps that are left between some paths in ascending order of the first cost, unless nothing can be in them. Paths that lie near each
    /// other have one as well: what beats them both need not be near them.
    pub fn gaps_between(&self, paths: &[[f64; 2]], times: f64) -> Vec<Gap> {
        let least = self.rest.sum(self.ends.0);
        let gaps = paths.windows(2).map(|two| Gap::new([two[0], two[1]], self.weights, times));
        gaps.filter(|gap| least <= gap.most).collect()
    }
}
