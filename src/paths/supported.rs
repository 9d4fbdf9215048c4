//! Paths that are the least for some weighing of the two costs: the corners of the curve of choices. They are found fast, and where the curve
//! between two of them is known to be near one of them, nothing else need be looked for.

use super::estimates::Estimates;
use super::gap::{Pair, ROUNDING, may_hide, weights_between};
use super::graph::Graph;
use super::pareto::Labels;
use super::tree::Direction;
use super::weighed::{Aim, Reached, Weights, sum};
use crate::error::Result;

/// The most searches between the first corner and the last. Corners lie ever closer, so that more of them would tell little.
const MOST_SEARCHES: usize = 512;
/// The most weighings for which all nodes are looked at: as many numbers are kept for each node.
const MOST_ESTIMATES: usize = 17;
/// A search that looks at more than this share of the nodes is worth better estimates for the next ones like it.
const LARGE_SHARE: f64 = 0.1;
/// The weight of the other cost, by which paths of the same cost are told apart.
const TIE: f64 = 1e-9;

/// Corners of the curve of choices, and where it may have more.
#[derive(Default)]
pub struct Corners {
    /// The path of each.
    pub paths: Vec<u32>,
    /// Between these the curve may have more paths, for which neither of the two stands.
    pub gaps: Vec<Pair>,
}

/// Finds corners until what lies between each two is within `times` of one of them, or no corner is between them.
///
/// Source: Y. P. Aneja and K. P. K. Nair, Bicriteria transportation problem, Management Science 25 (1979), by which the weights are chosen.
pub fn find(
    graph: &Graph<'_>,
    (source, target): (u32, u32),
    times: f64,
    estimates: &mut Estimates,
    labels: &mut Labels,
) -> Result<Corners> {
    let mut corners = Corners::default();
    let least = estimates.bounds(source);
    if least[0].is_infinite() {
        return Ok(corners);
    }
    let mut weighing = Weighing { graph, ends: (source, target), labels, reached: Reached::new(graph), looked: 0 };
    // Among paths that cost the least in one, that of the least other cost is wanted.
    let tie = |which: usize| if least[1 - which] > 0.0 { TIE * least[which] / least[1 - which] } else { TIE };
    let Some((first, path)) = weighing.least(estimates, [1.0, tie(0)], f64::INFINITY)? else { return Ok(corners) };
    corners.paths.push(path);
    if first[1] <= times * least[1] {
        // It stands for all.
        return Ok(corners);
    }
    let Some((last, path)) = weighing.least(estimates, [tie(1), 1.0], f64::INFINITY)? else { return Ok(corners) };
    if !is_between(last, [first, [f64::INFINITY, -1.0]]) {
        return Ok(corners);
    }
    corners.paths.push(path);
    let (mut open, mut without_corner) = (vec![[first, last]], Vec::new());
    for _ in 0..MOST_SEARCHES {
        let Some(pair) = take_widest(&mut open, times) else { break };
        let weights = weights_between(pair);
        let most = sum(weights, pair[0]) * (1.0 + ROUNDING);
        match weighing.least(estimates, weights, most)?.filter(|(costs, _)| is_between(*costs, pair)) {
            Some((costs, path)) => {
                corners.paths.push(path);
                open.extend([[pair[0], costs], [costs, pair[1]]]);
            }
            None => without_corner.push(pair),
        }
        if weighing.looked as f64 > LARGE_SHARE * graph.nodes() as f64 && estimates.len() < MOST_ESTIMATES {
            estimates.add(graph, target, weights);
        }
    }
    let gaps = without_corner.into_iter().chain(open);
    corners.gaps = gaps.filter(|pair| may_hide(pair, times)).collect();
    Ok(corners)
}

/// Takes the pair between which the curve may be the farthest from both.
fn take_widest(open: &mut Vec<Pair>, times: f64) -> Option<Pair> {
    open.retain(|pair| may_hide(pair, times));
    let width = |[a, b]: &Pair| (b[0] / a[0]).min(a[1] / b[1]);
    let at = (0..open.len()).max_by(|one, other| width(&open[*one]).total_cmp(&width(&open[*other])))?;
    Some(open.swap_remove(at))
}

/// Returns whether costs lie between two others in both, and apart from them.
fn is_between(costs: [f64; 2], [a, b]: Pair) -> bool {
    costs[0] > a[0] && costs[0] < b[0] && costs[1] < a[1] && costs[1] > b[1]
}

/// What a search for the least weighed sum needs.
struct Weighing<'g, 'e> {
    graph: &'g Graph<'e>,
    ends: (u32, u32),
    labels: &'g mut Labels,
    reached: Reached,
    /// The number of nodes that the last search looked at.
    looked: usize,
}

impl Weighing<'_, '_> {
    /// Finds the path of the least weighed sum of costs, which is at most `most`. Returns its costs and its number.
    fn least(&mut self, estimates: &Estimates, weights: Weights, most: f64) -> Result<Option<([f64; 2], u32)>> {
        let (source, target) = self.ends;
        let rest = estimates.of(weights);
        let aim = Aim { start: source, direction: Direction::Forward, weights, most, until: Some(target) };
        self.looked = self.reached.search(self.graph, aim, |node| rest.from(node));
        if self.reached.sum(target).is_infinite() {
            return Ok(None);
        }
        let edges = self.reached.edges(self.graph, Direction::Forward, target);
        self.labels.add_path(self.graph, source, &edges).map(Some)
    }
}
