//! How many ways there are from one place to another that share no road but near their ends.

use super::joined::Joined;
use super::open::Open;
use super::snap::{Snapper, bounds};
use crate::error::Result;
use crate::geo::{GeoPoint, LonLat};
use crate::paths::{Direction, tree};
use crate::trace::{Tolerance, Trace};

/// More ways than these are not counted.
pub const MOST_WAYS: u8 = 8;
/// How far apart places are at which roads are compared, km.
const STEP_KM: f64 = 0.2;
/// A road runs along another one where it comes forward by this share of its own length there: at an angle of less than 37°.
const ALONG: f64 = 0.8;
/// A road is the same as another one where this share of it runs along that within the distance.
const SAME: f64 = 0.5;

/// What is asked about two places.
pub struct Question<'a, 'n> {
    pub joined: &'a Joined<'n>,
    pub snapper: &'a Snapper,
    /// What is open.
    pub open: &'a Open,
    pub ends: [u32; 2],
    /// The places at the ends.
    pub places: [LonLat; 2],
    pub site_km: f64,
    pub shared_km: f64,
}

impl Question<'_, '_> {
    /// Counts independent ways, at most [`MOST_WAYS`]: a number of ways that there are, while there may be more where roads run close to
    /// each other. It is the larger of what two searches find: of the ways of the largest flow, the most of which no two run along
    /// each other; and the ways that are found by leaving out whatever runs along those before.
    pub fn count(&self) -> Result<u8> {
        let flow = self.flow()?;
        if flow.len() < 2 {
            return Ok(flow.len() as u8);
        }
        let apart = self.most_apart(&flow)?;
        Ok(if apart == flow.len() { apart as u8 } else { (apart as u8).max(self.one_by_one(flow.len())?) })
    }

    /// Whether a road lies within the distance of an end.
    fn is_near_end(&self, road: u32) -> bool {
        let line = self.joined.line(road);
        self.places.iter().any(|end| {
            let end = GeoPoint::new(*end);
            line.iter().all(|at| end.is_within(&GeoPoint::new(*at), self.site_km))
        })
    }

    /// The ways of the largest flow in which a road that is not near an end is used once.
    /// Source: L. R. Ford and D. R. Fulkerson, Maximal flow through a network, Canadian Journal of Mathematics 8 (1956).
    fn flow(&self) -> Result<Vec<Vec<u32>>> {
        let graph = self.open.graph()?;
        let [source, target] = self.ends;
        let mut flow = Flow {
            question: self,
            used: vec![0; self.joined.road_count()],
            near: vec![None; self.joined.road_count()],
        };
        let mut ways = 0;
        while ways < MOST_WAYS {
            let Some(links) = flow.augment(&graph, source, target) else { break };
            let is_near = links
                .iter()
                .all(|(link, _)| flow.is_near(self.joined.link(self.open.links[*link as usize] as usize).0));
            flow.take(&links);
            ways += 1;
            // A way that lies near the ends as a whole may be driven as often as one likes.
            if is_near {
                break;
            }
        }
        Ok(flow.ways(&graph, ways))
    }

    /// The most of some ways of which no two run along each other.
    fn most_apart(&self, ways: &[Vec<u32>]) -> Result<usize> {
        let lines: Vec<Vec<Vec<LonLat>>> = ways.iter().map(|roads| self.lines_away(roads)).collect();
        let traces: Vec<Option<Trace>> = lines.iter().map(|lines| trace_of(lines)).collect::<Result<_>>()?;
        let mut conflicts = vec![0u32; ways.len()];
        for (a, lines) in lines.iter().enumerate() {
            for (b, trace) in traces.iter().enumerate().filter(|(b, _)| *b != a) {
                let Some(trace) = trace else { continue };
                if lines.iter().any(|line| self.is_same(line, trace)) {
                    conflicts[a] |= 1 << b;
                    conflicts[b] |= 1 << a;
                }
            }
        }
        let is_free =
            |set: &u32| conflicts.iter().enumerate().all(|(way, others)| set >> way & 1 == 0 || set & others == 0);
        Ok((0..1u32 << ways.len()).filter(is_free).map(u32::count_ones).max().unwrap_or(0) as usize)
    }

    /// The lines of the roads of a way that are not near its ends.
    fn lines_away(&self, roads: &[u32]) -> Vec<Vec<LonLat>> {
        roads.iter().filter(|road| !self.is_near_end(**road)).map(|road| self.joined.line(*road)).collect()
    }

    /// Finds the fastest way, leaves out whatever runs along it, and so on; at most `most` times.
    fn one_by_one(&self, most: usize) -> Result<u8> {
        let mut left_out = vec![false; self.joined.road_count()];
        for ways in 0..most as u8 {
            let allowed = self.open.without(self.joined, |road| left_out[road as usize]);
            let graph = allowed.graph()?;
            let [source, target] = self.ends;
            let found = tree(&graph, &[(source, 0.0)], 0, Direction::Forward, f64::INFINITY, &[target]);
            let Some(edges) = found.edges(&graph, target) else { return Ok(ways) };
            let roads: Vec<u32> =
                allowed.links_of(&edges).into_iter().map(|link| self.joined.link(link as usize).0).collect();
            let lines = self.lines_away(&roads);
            roads.iter().filter(|road| !self.is_near_end(**road)).for_each(|road| left_out[*road as usize] = true);
            let Some(trace) = trace_of(&lines)? else { return Ok(ways + 1) };
            let mut near: Vec<u32> = lines
                .iter()
                .flat_map(|line| self.snapper.edges_in(bounds(line), self.shared_km).collect::<Vec<_>>())
                .collect();
            near.sort_unstable();
            near.dedup();
            for road in near.into_iter().flat_map(|edge| self.joined.pieces_of(edge).unwrap_or(edge..edge + 1)) {
                if !left_out[road as usize] && self.is_same(&self.joined.line(road), &trace) && !self.is_near_end(road)
                {
                    left_out[road as usize] = true;
                }
            }
        }
        Ok(most as u8)
    }

    /// Whether a line runs along other ones, within the distance.
    fn is_same(&self, line: &[LonLat], others: &Trace) -> bool {
        let (mut along, mut all) = (0.0, 0.0);
        for pair in line.windows(2) {
            let length = GeoPoint::new(pair[0]).distance_km(&GeoPoint::new(pair[1]));
            let steps = (length / STEP_KM).ceil().max(1.0);
            let at = |step: usize| GeoPoint::new(pair[0].lerp(pair[1], step as f64 / steps));
            let mut before = None;
            for step in 0..=steps as usize {
                let nearest = others.nearest(&at(step)).filter(|nearest| nearest.distance_km <= self.shared_km);
                if let (Some(before), Some(nearest)) = (before, nearest.map(|nearest| nearest.at)) {
                    let forward = GeoPoint::new(before).distance_km(&GeoPoint::new(nearest));
                    if forward >= ALONG * length / steps {
                        along += length / steps;
                    }
                }
                before = nearest.map(|nearest| nearest.at);
            }
            all += length;
        }
        all > 0.0 && along >= SAME * all
    }
}

fn trace_of(lines: &[Vec<LonLat>]) -> Result<Option<Trace>> {
    if lines.is_empty() {
        return Ok(None);
    }
    Trace::new(lines.iter().map(Vec::as_slice), Tolerance::DISTANCE).map(Some)
}

/// A flow: on each road, how often it is driven along its line less how often against it.
struct Flow<'q, 'a, 'n> {
    question: &'q Question<'a, 'n>,
    used: Vec<i32>,
    near: Vec<Option<bool>>,
}

impl Flow<'_, '_, '_> {
    fn is_near(&mut self, road: u32) -> bool {
        let known = &mut self.near[road as usize];
        *known.get_or_insert_with(|| self.question.is_near_end(road))
    }

    fn link(&self, link: u32) -> (u32, i32) {
        let (road, backward) = self.question.joined.link(self.question.open.links[link as usize] as usize);
        (road, if backward { -1 } else { 1 })
    }

    /// The links of a way on which more may flow, each driven as it is or taken back.
    fn augment(&mut self, graph: &crate::paths::Graph<'_>, source: u32, target: u32) -> Option<Vec<(u32, bool)>> {
        const NONE: u32 = u32::MAX;
        let mut before: Vec<(u32, bool)> = vec![(NONE, false); graph.nodes()];
        let mut queue = std::collections::VecDeque::from([source]);
        let mut seen = vec![false; graph.nodes()];
        seen[source as usize] = true;
        while let Some(node) = queue.pop_front() {
            if node == target {
                let (mut links, mut at) = (Vec::new(), target);
                while at != source {
                    let (link, is_taken_back) = before[at as usize];
                    links.push((link, is_taken_back));
                    let ends = (graph.edges.from[link as usize], graph.edges.to[link as usize]);
                    at = if is_taken_back { ends.1 } else { ends.0 };
                }
                links.reverse();
                return Some(links);
            }
            for &link in graph.outgoing(node) {
                let (road, way) = self.link(link);
                let next = graph.edges.to[link as usize];
                if !seen[next as usize] && (self.used[road as usize] * way < 1 || self.is_near(road)) {
                    seen[next as usize] = true;
                    before[next as usize] = (link, false);
                    queue.push_back(next);
                }
            }
            for &link in graph.incoming(node) {
                let (road, way) = self.link(link);
                let next = graph.edges.from[link as usize];
                if !seen[next as usize] && self.used[road as usize] * way > 0 {
                    seen[next as usize] = true;
                    before[next as usize] = (link, true);
                    queue.push_back(next);
                }
            }
        }
        None
    }

    fn take(&mut self, links: &[(u32, bool)]) {
        for (link, is_taken_back) in links {
            let (road, way) = self.link(*link);
            self.used[road as usize] += if *is_taken_back { -way } else { way };
        }
    }

    /// The ways that the flow is made of, as roads.
    fn ways(&mut self, graph: &crate::paths::Graph<'_>, count: u8) -> Vec<Vec<u32>> {
        let [source, target] = self.question.ends;
        let mut ways = Vec::new();
        for _ in 0..count {
            let (mut roads, mut at) = (Vec::new(), source);
            while at != target {
                let next = graph.outgoing(at).iter().copied().find(|link| {
                    let (road, way) = self.link(*link);
                    self.used[road as usize] * way > 0
                });
                let Some(link) = next else { break };
                let (road, way) = self.link(link);
                self.used[road as usize] -= way;
                roads.push(road);
                at = graph.edges.to[link as usize];
            }
            ways.push(roads);
        }
        ways
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roads::network::Network;
    use crate::roads::speeds::Speeds;
    use crate::roads::testing;
    use proptest::prelude::*;

    fn count(network: &Network, from: u32, to: u32, site_km: f64) -> u8 {
        let snapper = Snapper::new(network);
        let joined = Joined::new(network, &snapper, &[], &Speeds::default(), 1.0).unwrap();
        let open = Open::new(&joined, |_| true, |_| 0.0);
        let places = [network.node(from), network.node(to)];
        let question = Question {
            joined: &joined,
            snapper: &snapper,
            open: &open,
            ends: [from, to],
            places,
            site_km,
            shared_km: 0.5,
        };
        question.count().unwrap()
    }

    /// The most ways of which no two share a road, by trying all sets of all ways without a loop.
    fn by_enumeration(network: &Network, from: u32, to: u32) -> u8 {
        fn all(network: &Network, at: u32, to: u32, seen: &mut Vec<u32>, used: u64, found: &mut Vec<u64>) {
            if at == to {
                found.push(used);
                return;
            }
            seen.push(at);
            for (number, edge) in network.edges().iter().enumerate() {
                for (backward, a, b) in [(false, edge.from, edge.to), (true, edge.to, edge.from)] {
                    if a == at && edge.allows(backward) && !seen.contains(&b) {
                        all(network, b, to, seen, used | 1 << number, found);
                    }
                }
            }
            seen.pop();
        }
        fn most(ways: &[u64], used: u64) -> u8 {
            let free = (0..ways.len()).filter(|way| ways[*way] & used == 0);
            free.map(|way| 1 + most(&ways[way + 1..], used | ways[way])).max().unwrap_or(0)
        }
        let mut found = Vec::new();
        all(network, from, to, &mut Vec::new(), 0, &mut found);
        most(&found, 0)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(80))]
        /// On a grid, where no two roads run along each other.
        #[test]
        fn ways_are_those_of_enumeration(left_out in prop::collection::vec(any::<bool>(), 12), one_way in prop::collection::vec(0..4u16, 12)) {
            let mut parts = testing::grid(3, 3, 0.1);
            for (edge, flags) in parts.edges.iter_mut().zip(one_way) {
                edge.flags = super::super::Flags(if flags < 3 { flags } else { 0 });
            }
            let mut kept = left_out.iter();
            parts.edges.retain(|_| !*kept.next().unwrap());
            prop_assume!(!parts.edges.is_empty());
            let network = Network::new(parts).unwrap();
            prop_assert_eq!(count(&network, 0, 8, 0.01), by_enumeration(&network, 0, 8));
        }
    }

    #[test]
    fn two_carriageways_are_one_way_and_roads_near_the_site_may_be_shared() {
        // Two roads 200 m apart, and one 20 km off.
        let mut parts = testing::grid(2, 1, 0.5);
        parts.inner = vec![[10_000, 10_002_000], [490_000, 10_002_000], [10_000, 10_200_000], [490_000, 10_200_000]];
        parts.edges =
            [(0, 0), (0, 2), (2, 2)].map(|inner| super::super::Edge { inner, ..testing::edge(0, 1) }).to_vec();
        let network = Network::new(parts.clone()).unwrap();
        assert_eq!(count(&network, 0, 1, 0.01), 2);
        // One bridge that all ways have to take.
        parts.nodes.push([-20_000, 10_000_000]);
        parts.edges.push(testing::edge(2, 0));
        let network = Network::new(parts).unwrap();
        assert_eq!((count(&network, 2, 1, 1.0), count(&network, 2, 1, 5.0)), (1, 2));
    }
}
