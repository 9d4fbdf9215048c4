//! Paths that are the least for some weighing of the two costs: the corners of the curve of choices. They are found fast, and where the curve
//! between two of them is known to be near one of them, nothing else need be looked for.

use super::graph::Graph;
use super::pareto::{Label, Labels, NONE, least_costs_to};
use super::queue::{Queue, Waiting};
use crate::error::Result;

/// The most searches between the first corner and the last. Corners lie ever closer, so that more of them would tell little.
const MOST_SEARCHES: usize = 64;
/// The weight of the other cost, by which paths of the same cost are told apart.
const TIE: f64 = 1e-9;
/// By how much sums of many costs may be wrong, as a share.
const ROUNDING: f64 = 1e-9;

/// Corners of the curve of choices, and where it may have more.
#[derive(Default)]
pub struct Corners {
    /// The costs of each and its path, in ascending order of the first and descending order of the second.
    all: Vec<([f64; 2], u32)>,
    /// Where the curve may have more paths, in no order.
    gaps: Vec<Gap>,
}

/// The part of the curve between two corners, in which paths may be that neither of them stands for.
struct Gap {
    /// Both costs of such a path are below these.
    below: [f64; 2],
    /// How the costs are weighed, and the weighed sum that such a path is below.
    weights: [f64; 2],
    most: f64,
    /// The least weighed sum from each node to the target.
    rest: Vec<f64>,
}

impl Gap {
    /// Returns whether a path that goes on from a node may end in the gap. `whole` is what it costs at least in all.
    fn may_reach(&self, costs: [f64; 2], node: u32, whole: [f64; 2]) -> bool {
        let is_below = whole[0] < self.below[0] && whole[1] < self.below[1];
        is_below && weighed(self.weights, costs) + self.rest[node as usize] < self.most
    }
}

impl Corners {
    /// Returns the paths.
    pub fn paths(&self) -> impl Iterator<Item = u32> {
        self.all.iter().map(|(_, path)| *path)
    }

    /// Returns whether a path that goes on from a node may become one for which no corner stands. `rest` is what it costs at least from
    /// there on.
    pub fn leave(&self, costs: [f64; 2], node: u32, rest: [f64; 2]) -> bool {
        let whole = [costs[0] + rest[0], costs[1] + rest[1]];
        self.gaps.iter().any(|gap| gap.may_reach(costs, node, whole))
    }

    fn add(&mut self, costs: [f64; 2], path: u32) {
        let at = self.all.partition_point(|(corner, _)| corner[0] < costs[0]);
        self.all.insert(at, (costs, path));
    }
}

/// Finds corners until what lies between each two is within `times` of one of them, or no corner is between them.
/// `bounds` are the least of each cost from every node to the target.
///
/// Source: Y. P. Aneja and K. P. K. Nair, Bicriteria transportation problem, Management Science 25 (1979), by which the weights are chosen.
pub fn find(
    graph: &Graph<'_>,
    (source, target): (u32, u32),
    times: f64,
    bounds: &[Vec<f64>; 2],
    labels: &mut Labels,
) -> Result<Corners> {
    let mut corners = Corners::default();
    let mut weighing = Weighing { graph, bounds, labels };
    // Among paths that cost the least in one, that of the least other cost is wanted.
    let least = [0, 1].map(|which| bounds[which][source as usize]);
    let tie = |which: usize| if least[1 - which] > 0.0 { TIE * least[which] / least[1 - which] } else { TIE };
    let Some(first) = weighing.least(source, target, [1.0, tie(0)])? else { return Ok(corners) };
    let Some(last) = weighing.least(source, target, [tie(1), 1.0])? else { return Ok(corners) };
    corners.add(first.0, first.1);
    if first.0[1] <= times * least[1] {
        // It stands for all.
        return Ok(corners);
    }
    if !is_between(last.0, first.0, [f64::INFINITY, -1.0]) {
        return Ok(corners);
    }
    corners.add(last.0, last.1);
    let mut open = vec![[first.0, last.0]];
    let mut without_corner = Vec::new();
    for _ in 0..MOST_SEARCHES {
        let Some([a, b]) = widest(&mut open, times) else { break };
        let Some((costs, path)) = weighing.least(source, target, weights_between(a, b))? else { break };
        if is_between(costs, a, b) {
            corners.add(costs, path);
            open.extend([[a, costs], [costs, b]]);
        } else {
            without_corner.push([a, b]);
        }
    }
    open.retain(|[a, b]| may_hide(*a, *b, times));
    for [a, b] in without_corner.into_iter().chain(open) {
        corners.gaps.extend(gap(graph, (source, target), [a, b], times));
    }
    Ok(corners)
}

/// Returns the weights with which the weighed sums of two corners are the same.
fn weights_between(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[1] - b[1], b[0] - a[0]]
}

/// Returns the gap between two corners, unless nothing can be in it.
fn gap(graph: &Graph<'_>, (source, target): (u32, u32), [a, b]: [[f64; 2]; 2], times: f64) -> Option<Gap> {
    let weights = weights_between(a, b);
    let below = [b[0] / times, a[1] / times];
    // Rounded sums must not hide a path.
    let most = weighed(weights, below) * (1.0 + ROUNDING);
    let rest = least_costs_to(graph, target, weights, most);
    (rest[source as usize] < most).then_some(Gap { below, weights, most, rest })
}

/// Returns whether a path may lie between two corners for which neither stands.
fn may_hide(a: [f64; 2], b: [f64; 2], times: f64) -> bool {
    b[0] > times * a[0] && a[1] > times * b[1]
}

fn weighed(weights: [f64; 2], costs: [f64; 2]) -> f64 {
    weights[0] * costs[0] + weights[1] * costs[1]
}

/// Takes the pair between which the curve may be the farthest from both.
fn widest(open: &mut Vec<[[f64; 2]; 2]>, times: f64) -> Option<[[f64; 2]; 2]> {
    open.retain(|[a, b]| may_hide(*a, *b, times));
    let width = |[a, b]: &[[f64; 2]; 2]| (b[0] / a[0]).min(a[1] / b[1]);
    let at = (0..open.len()).max_by(|one, other| width(&open[*one]).total_cmp(&width(&open[*other])))?;
    Some(open.swap_remove(at))
}

/// Returns whether costs lie between two others in both, and apart from them.
fn is_between(costs: [f64; 2], a: [f64; 2], b: [f64; 2]) -> bool {
    costs[0] > a[0] && costs[0] < b[0] && costs[1] < a[1] && costs[1] > b[1]
}

/// What a search for the least weighed sum needs.
struct Weighing<'g, 'e> {
    graph: &'g Graph<'e>,
    bounds: &'g [Vec<f64>; 2],
    labels: &'g mut Labels,
}

impl Weighing<'_, '_> {
    /// Finds the path of the least weighed sum of costs. Returns its costs and its number.
    ///
    /// Source: P. E. Hart, N. J. Nilsson and B. Raphael, A formal basis for the heuristic determination of minimum cost paths, IEEE
    /// Transactions on Systems Science and Cybernetics 4 (1968); the estimate is the weighed sum of both bounds.
    fn least(&mut self, source: u32, target: u32, weights: [f64; 2]) -> Result<Option<([f64; 2], u32)>> {
        let graph = self.graph;
        let sum = |costs: [f64; 2]| weighed(weights, costs);
        let rest = |node: u32| sum([self.bounds[0][node as usize], self.bounds[1][node as usize]]);
        if self.bounds[0][source as usize].is_infinite() {
            return Ok(None);
        }
        let mut least = vec![f64::INFINITY; graph.nodes()];
        let mut before = vec![NONE; graph.nodes()];
        least[source as usize] = 0.0;
        let mut queue = Queue::from([Waiting { costs: [rest(source), 0.0], number: source }]);
        while let Some(Waiting { costs: [estimate, cost], number: node }) = queue.pop() {
            if node == target {
                break;
            }
            if cost > least[node as usize] || estimate.is_infinite() {
                continue;
            }
            for &edge in graph.outgoing(node) {
                let to = graph.edges.to[edge as usize];
                let step = [0, 1].map(|which: usize| graph.edges.costs[which][edge as usize]);
                let cost = cost + sum(step);
                if cost < least[to as usize] && self.bounds[0][to as usize].is_finite() {
                    least[to as usize] = cost;
                    before[to as usize] = edge;
                    queue.push(Waiting { costs: [cost + rest(to), cost], number: to });
                }
            }
        }
        self.keep(source, target, &before).map(Some)
    }

    /// Keeps the path to the target.
    fn keep(&mut self, source: u32, target: u32, before: &[u32]) -> Result<([f64; 2], u32)> {
        let (mut edges, mut at) = (Vec::new(), target);
        while at != source {
            edges.push(before[at as usize]);
            at = self.graph.edges.from[before[at as usize] as usize];
        }
        let mut costs = [0.0; 2];
        let mut number = self.labels.add(Label { costs, node: source, edge: NONE, before: NONE })?;
        for edge in edges.into_iter().rev() {
            for (sum, list) in costs.iter_mut().zip(self.graph.edges.costs) {
                *sum += list[edge as usize];
            }
            let node = self.graph.edges.to[edge as usize];
            number = self.labels.add(Label { costs, node, edge, before: number })?;
        }
        Ok((costs, number))
    }
}
