//! Paths within a tolerance: those that are nearly alike are merged, so that there are few of them at every node, and only what the corners
//! of the curve (`supported`) do not stand for is looked for.

use super::estimates::Estimates;
use super::gap::{Corridor, Gap, Pair};
use super::graph::Graph;
use super::pareto::{Label, Labels, NONE};
use super::queue::{Queue, Waiting};
use super::supported;
use crate::error::Result;

/// Several paths to one node as one.
#[derive(Clone, Copy, Debug)]
struct Bundle {
    /// The least of each cost among its paths.
    apex: [f64; 2],
    /// The path that stands for all of them: with what is at least left to the target, it costs at most 1 + tolerance times the apex.
    path: u32,
    /// Whether it was looked at, or became part of another one.
    is_gone: bool,
}

/// The bundles, and those that are to be looked at.
struct Bundles {
    all: Vec<Bundle>,
    /// Those of each node that are not gone.
    at_node: Vec<Vec<u32>>,
    queue: Queue,
}

impl Bundles {
    fn add(&mut self, node: u32, apex: [f64; 2], path: u32, rest: [f64; 2]) -> Result<()> {
        let number = self.all.len() as u32;
        super::pareto::make_room(&mut self.all, &mut self.queue)?;
        self.all.push(Bundle { apex, path, is_gone: false });
        self.at_node[node as usize].push(number);
        self.queue.push(Waiting { costs: [apex[0] + rest[0], apex[1] + rest[1]], number });
        Ok(())
    }

    fn remove(&mut self, node: u32, number: u32) {
        self.all[number as usize].is_gone = true;
        self.at_node[node as usize].retain(|other| *other != number);
    }
}

/// Finds paths from `source` to `target` of which one costs at most 1 + `tolerance` times as much as any path there is, in both costs.
/// Returns the paths at the target; some may be beaten by others.
pub fn search(graph: &Graph<'_>, ends: (u32, u32), tolerance: f64, labels: &mut Labels) -> Result<Vec<u32>> {
    let mut estimates = Estimates::new(graph, ends.1);
    let corners = supported::find(graph, ends, 1.0 + tolerance, &mut estimates, labels)?;
    let mut found = corners.paths;
    let mut search = GapSearch::new(graph, ends, tolerance, &estimates);
    for pair in &corners.gaps {
        search.fill(*pair, labels, &mut found)?;
    }
    Ok(found)
}

/// Looks for paths in one gap after the other.
struct GapSearch<'g, 'e> {
    graph: &'g Graph<'e>,
    ends: (u32, u32),
    tolerance: f64,
    estimates: &'g Estimates,
    corridor: Corridor<'g, 'e>,
    /// For each node, the least second cost of a bundle that was looked at.
    least: Vec<f64>,
    bundles: Bundles,
}

impl<'g, 'e> GapSearch<'g, 'e> {
    fn new(graph: &'g Graph<'e>, ends: (u32, u32), tolerance: f64, estimates: &'g Estimates) -> GapSearch<'g, 'e> {
        let bundles = Bundles { all: Vec::new(), at_node: vec![Vec::new(); graph.nodes()], queue: Queue::new() };
        let least = vec![f64::INFINITY; graph.nodes()];
        GapSearch { graph, ends, tolerance, estimates, corridor: Corridor::new(graph, ends), least, bundles }
    }

    /// Finds paths that stand for all between two.
    fn fill(&mut self, pair: Pair, labels: &mut Labels, found: &mut Vec<u32>) -> Result<()> {
        let times = 1.0 + self.tolerance;
        self.corridor.narrow(pair, times, self.estimates);
        let over = self.corridor.paths_over_nodes(pair, self.tolerance);
        for (_, node) in &over {
            found.push(labels.add_path(self.graph, self.ends.0, &self.corridor.edges_over(*node))?.1);
        }
        let paths: Vec<[f64; 2]> =
            [vec![pair[0]], over.into_iter().map(|(costs, _)| costs).collect(), vec![pair[1]]].concat();
        let gaps = self.corridor.gaps_between(&paths, times);
        if !gaps.is_empty() {
            self.search(&gaps, labels, found)?;
        }
        for node in self.corridor.nodes() {
            self.least[*node as usize] = f64::INFINITY;
            self.bundles.at_node[*node as usize].clear();
        }
        self.bundles.all.clear();
        self.bundles.queue.clear();
        Ok(())
    }

    /// Finds paths that stand for all in some gaps.
    ///
    /// Source: H. Zhang, O. Salzman, T. K. S. Kumar, A. Felner, C. Hernández Ulloa and S. Koenig, A*pex: efficient approximate
    /// multi-objective search on graphs, Proceedings of ICAPS 32 (2022).
    fn search(&mut self, gaps: &[Gap], labels: &mut Labels, found: &mut Vec<u32>) -> Result<()> {
        let (graph, within, (source, target)) = (self.graph, 1.0 + self.tolerance, self.ends);
        let start = labels.add(Label { costs: [0.0; 2], node: source, edge: NONE, before: NONE })?;
        self.bundles.add(source, [0.0; 2], start, self.estimates.bounds(source))?;
        // Bundles come in ascending order of the first cost of their apex, so that the second one decides; at the target, that of the paths.
        let mut least_at_end = f64::INFINITY;
        while let Some(Waiting { number, .. }) = self.bundles.queue.pop() {
            let Bundle { apex, path, is_gone } = self.bundles.all[number as usize];
            if is_gone {
                continue;
            }
            let Label { costs, node, .. } = labels.all[path as usize];
            self.bundles.remove(node, number);
            let least = &mut self.least[node as usize];
            if apex[1] >= *least || within * (apex[1] + self.estimates.bounds(node)[1]) >= least_at_end {
                continue;
            }
            *least = apex[1];
            if node == target {
                found.push(path);
                least_at_end = least_at_end.min(costs[1]);
                continue;
            }
            for &edge in graph.outgoing(node) {
                let to = graph.edges.to[edge as usize];
                let step = graph.edges.costs.map(|list| list[edge as usize]);
                let apex = [apex[0] + step[0], apex[1] + step[1]];
                let rest = self.estimates.bounds(to);
                let is_beaten = apex[1] >= self.least[to as usize] || within * (apex[1] + rest[1]) >= least_at_end;
                let whole = [apex[0] + rest[0], apex[1] + rest[1]];
                let least_sum = self.corridor.least_sum(apex, to);
                if is_beaten || !gaps.iter().any(|gap| gap.may_hold(whole, least_sum)) {
                    continue;
                }
                let label = Label { costs: [costs[0] + step[0], costs[1] + step[1]], node: to, edge, before: path };
                merge(&mut self.bundles, labels, label, apex, rest, within)?;
            }
        }
        Ok(())
    }
}

/// Adds a path with an apex to a bundle of its node, if one of the two paths can stand for both, or else as another bundle.
fn merge(
    bundles: &mut Bundles,
    labels: &mut Labels,
    label: Label,
    apex: [f64; 2],
    rest: [f64; 2],
    within: f64,
) -> Result<()> {
    let node = label.node;
    for index in 0..bundles.at_node[node as usize].len() {
        let number = bundles.at_node[node as usize][index];
        let other = bundles.all[number as usize];
        let both = [apex[0].min(other.apex[0]), apex[1].min(other.apex[1])];
        let stands =
            |costs: [f64; 2]| (0..2).all(|which| costs[which] + rest[which] <= within * (both[which] + rest[which]));
        let path = if stands(labels.all[other.path as usize].costs) {
            other.path
        } else if stands(label.costs) {
            labels.add(label)?
        } else {
            continue;
        };
        if both != other.apex || path != other.path {
            bundles.remove(node, number);
            bundles.add(node, both, path, rest)?;
        }
        return Ok(());
    }
    let path = labels.add(label)?;
    bundles.add(node, apex, path, rest)
}
