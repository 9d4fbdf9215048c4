//! The paths from one node to another that no other path beats in both costs.

use super::graph::{Graph, refuse};
use super::merged;
use super::queue::{Queue, Waiting};
use super::weighed::sums_to;
use crate::error::{Code, GeobitError, Result};
use crate::memory;

/// The most partial paths that are kept: about 800 MB.
const MOST_LABELS: usize = 20_000_000;
/// What is refused where memory is missing.
const SUBJECT: &str = "The search for these paths";
/// No path.
pub(super) const NONE: u32 = u32::MAX;

/// Paths among which a choice is to be made, none of which is beaten by another in both costs.
#[derive(Clone, Debug)]
pub struct Choices {
    labels: Vec<Label>,
    /// The labels of the paths at the target.
    ends: Vec<u32>,
}

/// A path from the source to a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub costs: [f64; 2],
    pub node: u32,
    /// Its last edge, and the path before that; none at the source.
    pub edge: u32,
    pub before: u32,
}

/// Paths by their numbers.
#[derive(Default)]
pub(super) struct Labels {
    pub all: Vec<Label>,
}

impl Labels {
    /// Adds a path. Returns its number.
    pub fn add(&mut self, label: Label) -> Result<u32> {
        let number = self.all.len();
        if number == MOST_LABELS {
            let message = format!(
                "{SUBJECT} looked at {MOST_LABELS} partial paths, which is the most it may. Ask with a tolerance, such as 0.01, or on a \
                 smaller network."
            );
            return Err(GeobitError::new(Code::TooLarge, message).at_field("tolerance"));
        }
        memory::grow(&mut self.all, 1).map_err(|shortage| shortage.refuse(SUBJECT))?;
        self.all.push(label);
        Ok(number as u32)
    }

    /// Adds a whole path. Returns its costs and its number.
    pub fn add_path(&mut self, graph: &Graph<'_>, source: u32, edges: &[u32]) -> Result<([f64; 2], u32)> {
        let mut costs = [0.0; 2];
        let mut number = self.add(Label { costs, node: source, edge: NONE, before: NONE })?;
        for &edge in edges {
            for (sum, list) in costs.iter_mut().zip(graph.edges.costs) {
                *sum += list[edge as usize];
            }
            number = self.add(Label { costs, node: graph.edges.to[edge as usize], edge, before: number })?;
        }
        Ok((costs, number))
    }
}

/// Makes room for one more in a list and in a queue.
pub(super) fn make_room<T>(list: &mut Vec<T>, queue: &mut Queue) -> Result<()> {
    memory::grow(list, 1).map_err(|shortage| shortage.refuse(SUBJECT))?;
    let shortage = memory::Shortage { bytes: 2 * queue.len() * size_of::<Waiting>() };
    queue.try_reserve(1).map_err(|_| shortage.refuse(SUBJECT))
}

impl Choices {
    /// The costs of each path, in ascending order of the first and descending order of the second.
    pub fn costs(&self) -> impl ExactSizeIterator<Item = [f64; 2]> {
        self.ends.iter().map(|end| self.labels[*end as usize].costs)
    }

    /// The edges of a path, by its number in [`Self::costs`], from the source on.
    pub fn edges(&self, path: usize) -> Vec<u32> {
        let mut edges = Vec::new();
        let mut label = &self.labels[self.ends[path] as usize];
        while label.before != NONE {
            edges.push(label.edge);
            label = &self.labels[label.before as usize];
        }
        edges.reverse();
        edges
    }
}

/// Finds all paths from `source` to `target` that no other path beats in both costs: one for each pair of costs. With a `tolerance` ε
/// above 0 it may leave some out, but whatever path there is, one that is listed costs at most (1 + ε) times as much in both. There is none
/// where the target is not reachable.
///
/// Sums of costs are those of double precision: whole numbers are exact, and paths that differ by rounding only may count as equal.
///
/// Source: C. Hernández Ulloa, W. Yeoh, J. A. Baier, H. Zhang, L. Suazo and S. Koenig, A simple and fast bi-objective search algorithm,
/// Proceedings of ICAPS 30 (2020). With a tolerance, paths that are nearly alike are merged (`merged`).
///
/// ```
/// use geobit::paths::{Edges, Graph, pareto};
///
/// let edges = Edges { from: &[0, 0, 1], to: &[1, 2, 2], costs: [&[1.0, 3.0, 1.0], &[5.0, 2.0, 5.0]] };
/// let found = pareto(&Graph::new(3, edges)?, 0, 2, 0.0)?;
/// assert_eq!(found.costs().collect::<Vec<_>>(), [[2.0, 10.0], [3.0, 2.0]]);
/// assert_eq!(found.edges(0), [0, 2]);
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
///
/// # Errors
/// `BadOption` for a node that there is not, and for a tolerance that is not from 0 to 10. `TooLarge` for more than 20,000,000 partial
/// paths, or if there is not enough memory.
pub fn pareto(graph: &Graph<'_>, source: u32, target: u32, tolerance: f64) -> Result<Choices> {
    graph.check("source", source)?;
    graph.check("target", target)?;
    if !(0.0..=10.0).contains(&tolerance) {
        return refuse("tolerance", format!("tolerance is {tolerance}; a number from 0 to 10 is accepted."));
    }
    if tolerance > 0.0 {
        let mut labels = Labels::default();
        let mut ends = merged::search(graph, (source, target), tolerance, &mut labels)?;
        drop_beaten(&mut ends, &labels.all);
        return Ok(Choices { labels: labels.all, ends });
    }
    let bounds = [[1.0, 0.0], [0.0, 1.0]].map(|weights| sums_to(graph, target, weights));
    let bound = |node: u32| [bounds[0][node as usize], bounds[1][node as usize]];
    let mut search = Search { labels: Labels::default(), queue: Queue::new() };
    let mut ends: Vec<u32> = Vec::new();
    if bound(source)[0].is_finite() {
        search.add(Label { costs: [0.0; 2], node: source, edge: NONE, before: NONE }, bound(source))?;
    }
    // Paths come in ascending order of their first cost, so that one is beaten where an earlier one costs no more in the second.
    let mut least = vec![f64::INFINITY; graph.nodes()];
    let is_beaten = |least: &[f64], node: u32, second: f64, rest: f64| {
        second >= least[node as usize] || second + rest >= least[target as usize]
    };
    while let Some(Waiting { number, .. }) = search.queue.pop() {
        let Label { costs, node, .. } = search.labels.all[number as usize];
        if is_beaten(&least, node, costs[1], bound(node)[1]) {
            continue;
        }
        least[node as usize] = costs[1];
        if node == target {
            ends.push(number);
            continue;
        }
        for &edge in graph.outgoing(node) {
            let edges = &graph.edges;
            let to = edges.to[edge as usize];
            let rest = bound(to);
            let next = [0, 1].map(|which: usize| costs[which] + edges.costs[which][edge as usize]);
            if rest[0].is_finite() && !is_beaten(&least, to, next[1], rest[1]) {
                search.add(Label { costs: next, node: to, edge, before: number }, rest)?;
            }
        }
    }
    drop_beaten(&mut ends, &search.labels.all);
    Ok(Choices { labels: search.labels.all, ends })
}

/// The partial paths, and those that are to be looked at.
struct Search {
    labels: Labels,
    queue: Queue,
}

impl Search {
    /// Adds a path that costs at least `rest` more to the target.
    fn add(&mut self, label: Label, rest: [f64; 2]) -> Result<()> {
        let costs = [0, 1].map(|which: usize| label.costs[which] + rest[which]);
        let number = self.labels.add(label)?;
        make_room(&mut self.labels.all, &mut self.queue)?;
        self.queue.push(Waiting { costs, number });
        Ok(())
    }
}

/// Removes ends that are beaten: where bounds are rounded, paths may come in another order than that of their costs.
fn drop_beaten(ends: &mut Vec<u32>, labels: &[Label]) {
    let costs = |end: &u32| labels[*end as usize].costs;
    crate::order::sort_by(ends, |a, b| {
        let (a, b) = (costs(a), costs(b));
        a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1]))
    });
    let mut least = f64::INFINITY;
    ends.retain(|end| {
        let [_, second] = costs(end);
        let is_better = second < least;
        least = least.min(second);
        is_better
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::Edges;
    use proptest::prelude::*;

    /// A small network as a list of edges.
    type Network = (u32, Vec<(u32, u32, f64, f64)>);

    struct Lists {
        from: Vec<u32>,
        to: Vec<u32>,
        costs: [Vec<f64>; 2],
    }

    impl Lists {
        fn new(edges: &[(u32, u32, f64, f64)]) -> Lists {
            Lists {
                from: edges.iter().map(|edge| edge.0).collect(),
                to: edges.iter().map(|edge| edge.1).collect(),
                costs: [edges.iter().map(|edge| edge.2).collect(), edges.iter().map(|edge| edge.3).collect()],
            }
        }

        fn edges(&self) -> Edges<'_> {
            Edges { from: &self.from, to: &self.to, costs: [&self.costs[0], &self.costs[1]] }
        }
    }

    /// Costs of every path without a loop.
    fn all_paths(
        edges: &[(u32, u32, f64, f64)],
        at: u32,
        target: u32,
        costs: [f64; 2],
        seen: &mut Vec<u32>,
    ) -> Vec<[f64; 2]> {
        if at == target {
            return vec![costs];
        }
        seen.push(at);
        let mut found = Vec::new();
        for (_, to, first, second) in edges.iter().filter(|edge| edge.0 == at) {
            if !seen.contains(to) {
                found.extend(all_paths(edges, *to, target, [costs[0] + first, costs[1] + second], seen));
            }
        }
        seen.pop();
        found
    }

    fn unbeaten(all: &[[f64; 2]]) -> Vec<[f64; 2]> {
        let beats = |a: &[f64; 2], b: &[f64; 2]| a[0] <= b[0] && a[1] <= b[1] && a != b;
        let mut found: Vec<[f64; 2]> =
            all.iter().filter(|one| !all.iter().any(|other| beats(other, one))).copied().collect();
        found.sort_by(|a, b| a[0].total_cmp(&b[0]));
        found.dedup();
        found
    }

    fn networks(cost: impl Strategy<Value = f64> + Clone + 'static) -> impl Strategy<Value = Network> {
        (2..8u32).prop_flat_map(move |nodes| {
            let edge = (0..nodes, 0..nodes, cost.clone(), cost.clone());
            (Just(nodes), prop::collection::vec(edge, 0..22))
        })
    }

    fn check(nodes: u32, edges: &[(u32, u32, f64, f64)], tolerance: f64) -> std::result::Result<(), TestCaseError> {
        let lists = Lists::new(edges);
        let graph = Graph::new(nodes, lists.edges()).unwrap();
        let all = all_paths(edges, 0, nodes - 1, [0.0; 2], &mut Vec::new());
        let found = pareto(&graph, 0, nodes - 1, tolerance).unwrap();
        let costs: Vec<[f64; 2]> = found.costs().collect();
        if tolerance == 0.0 {
            prop_assert_eq!(&costs, &unbeaten(&all));
        }
        for path in &all {
            let covers =
                |one: &[f64; 2]| (0..2).all(|which| one[which] <= (1.0 + tolerance) * path[which] * (1.0 + 1e-12));
            prop_assert!(costs.iter().any(covers), "{:?} is not covered by {:?}", path, costs);
        }
        prop_assert!(costs.windows(2).all(|pair| pair[0][0] < pair[1][0] && pair[0][1] > pair[1][1]));
        // Each path can be walked, and costs what is told.
        for (number, told) in costs.iter().enumerate() {
            let (mut at, mut sum) = (0, [0.0; 2]);
            for edge in found.edges(number) {
                let (from, to, first, second) = edges[edge as usize];
                prop_assert_eq!(at, from);
                (at, sum) = (to, [sum[0] + first, sum[1] + second]);
            }
            prop_assert_eq!((at, sum), (nodes - 1, *told));
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn paths_are_those_of_all_paths_that_none_beats((nodes, edges) in networks((0..9u32).prop_map(f64::from))) {
            check(nodes, &edges, 0.0)?;
        }

        #[test]
        fn costs_need_not_be_whole((nodes, edges) in networks(0.0..1.0f64)) {
            check(nodes, &edges, 0.0)?;
        }

        #[test]
        fn a_tolerance_leaves_a_path_near_each(
            (nodes, edges) in networks(0.0..1.0f64), tolerance in prop::sample::select(vec![1e-3, 0.1, 0.5, 10.0]),
        ) {
            check(nodes, &edges, tolerance)?;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        /// Networks with many choices, in which gaps between the corners of the curve are searched.
        #[test]
        fn in_a_grid_a_tolerance_leaves_a_path_near_each(
            costs in prop::collection::vec((0.5..1.5f64, 0.0..1.0f64), 2 * 14 * 14),
            tolerance in prop::sample::select(vec![1e-3, 0.01, 0.03]),
        ) {
            let side = 14;
            let node = |x: u32, y: u32| y * side + x;
            let mut edges = Vec::new();
            for (number, (first, second)) in costs.into_iter().enumerate() {
                let (at, is_east) = (number as u32 / 2, number % 2 == 0);
                let (x, y) = (at % side, at / side);
                let to = if is_east { (x + 1, y) } else { (x, y + 1) };
                if to.0 < side && to.1 < side {
                    edges.push((node(x, y), node(to.0, to.1), first, second));
                    edges.push((node(to.0, to.1), node(x, y), second + 0.5, first));
                }
            }
            let lists = Lists::new(&edges);
            let graph = Graph::new(side * side, lists.edges()).unwrap();
            let target = side * side - 1;
            let all: Vec<[f64; 2]> = pareto(&graph, 0, target, 0.0).unwrap().costs().collect();
            let found: Vec<[f64; 2]> = pareto(&graph, 0, target, tolerance).unwrap().costs().collect();
            for path in all {
                let covers = |one: &[f64; 2]| (0..2).all(|which| one[which] <= (1.0 + tolerance) * path[which] * (1.0 + 1e-9));
                prop_assert!(found.iter().any(covers), "{:?} is not covered by {:?}", path, found);
            }
        }
    }

    #[test]
    fn refusals_name_the_place() {
        let good = [(0, 1, 1.0, 1.0), (1, 2, 1.0, 2.0)];
        let refused = |change: fn(&mut Lists), field: &str| {
            let mut lists = Lists::new(&good);
            change(&mut lists);
            let error = Graph::new(3, lists.edges()).unwrap_err();
            assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some(field)), "{error}");
            error.message
        };
        assert_eq!(
            refused(|lists| lists.costs[1][1] = -1.0, "costs.1.1"),
            "costs.1.1 is -1; a number from 0 on is accepted."
        );
        refused(|lists| lists.costs[0][0] = f64::NAN, "costs.0.0");
        refused(|lists| lists.costs[0][1] = f64::INFINITY, "costs.0.1");
        assert_eq!(refused(|lists| lists.to[1] = 3, "to.1"), "to.1 is 3; a node from 0 to 2 is accepted.");
        refused(|lists| lists.from[0] = 9, "from.0");
        refused(|lists| lists.costs[1].truncate(1), "costs.1");
        let lists = Lists::new(&good);
        let graph = Graph::new(3, lists.edges()).unwrap();
        for (source, target, tolerance, field) in
            [(3, 0, 0.0, "source"), (0, 3, 0.0, "target"), (0, 1, -0.1, "tolerance"), (0, 1, f64::NAN, "tolerance")]
        {
            assert_eq!(pareto(&graph, source, target, tolerance).unwrap_err().at.field.as_deref(), Some(field));
        }
        assert_eq!(Graph::new(0, Lists::new(&[]).edges()).map(|graph| pareto(&graph, 0, 0, 0.0).is_err()), Ok(true));
        // A node reaches itself without an edge, and another one may be out of reach.
        assert_eq!(pareto(&graph, 1, 1, 0.0).unwrap().costs().collect::<Vec<_>>(), [[0.0, 0.0]]);
        assert_eq!(pareto(&graph, 2, 0, 0.0).unwrap().costs().len(), 0);
    }
}
