//! The roads of a line that somebody drew or recorded.
//!
//! Each place of the line may lie on any of the roads near it. Of all ways from road to road the one is taken whose roads are near the
//! places and whose lengths between them are near the straight distances (a hidden Markov model, of which the likeliest states are found).
//! Where no road is near, or no way leads on, the line stays as it was drawn, and that is told.
//!
//! Source: P. Newson and J. Krumm, Hidden Markov map matching through noise and sparseness, ACM SIGSPATIAL (2009).

use serde::{Deserialize, Serialize};

use super::joined::section;
use super::network::{Network, length_km};
use super::snap::{Snap, Snapper};
use crate::error::{Code, GeobitError, Result};
use crate::geo::{GeoPoint, LonLat};
use crate::geometry::line_from_vertices;
use crate::paths::{Edges, Graph, Near, near};

/// The most places of a line that are matched.
const MOST_PLACES: usize = 20_000;
/// The most roads that a place may lie on.
const CANDIDATES: usize = 8;
/// A way between two places is looked for up to so many times their distance, and so many km more.
const DETOUR: f64 = 2.5;
const DETOUR_KM: f64 = 2.0;
/// How far recorded places lie from the road, as a share of the distance up to which roads are looked for.
const SPREAD: f64 = 0.25;
/// How much longer than the straight line ways between places are, as a share of it and in km.
const LONGER: f64 = 0.1;
const LONGER_KM: f64 = 0.1;

/// The options of a match.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MatchOptions {
    /// How far from a road a place of the line may be, km, 0.005 to 20. Default: 1.
    pub within_km: f64,
    /// Places that are nearer to the one before are left out, km, 0 to 50. Default: 0.2.
    pub step_km: f64,
}

impl Default for MatchOptions {
    fn default() -> MatchOptions {
        MatchOptions { within_km: 1.0, step_km: 0.2 }
    }
}

/// A line on roads.
#[derive(Clone, Debug)]
pub struct Matched {
    /// The line: along roads, and as it was drawn where there are none.
    pub line: Vec<LonLat>,
    /// Its length off roads, km.
    pub off_road_km: f64,
    /// Its parts.
    pub parts: Vec<MatchedPart>,
}

/// A part of a matched line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MatchedPart {
    /// Where it begins, km along the line.
    pub from_km: f64,
    /// Where it ends.
    pub to_km: f64,
    /// Whether it follows roads.
    pub on_road: bool,
}

/// A road that a place may lie on, with the best way to it.
struct State {
    snap: Snap,
    cost: f64,
    /// The state of the place before, and the edges between.
    before: Option<(usize, Vec<Drive>)>,
}

/// A part of an edge that is driven.
#[derive(Clone, Copy, Debug)]
struct Drive {
    edge: u32,
    from_km: f64,
    to_km: f64,
}

/// Matches lines with one network; whether a road is one-way does not count, as the line is there already.
pub struct Matcher<'n> {
    network: &'n Network,
    snapper: &'n Snapper,
    from: Vec<u32>,
    to: Vec<u32>,
    km: Vec<f64>,
}

impl<'n> Matcher<'n> {
    /// Prepares the network.
    pub fn new(network: &'n Network, snapper: &'n Snapper) -> Matcher<'n> {
        let edges = network.edges();
        let both = |of: fn(&super::Edge) -> [u32; 2]| edges.iter().flat_map(of).collect::<Vec<u32>>();
        Matcher {
            network,
            snapper,
            from: both(|edge| [edge.from, edge.to]),
            to: both(|edge| [edge.to, edge.from]),
            km: edges.iter().flat_map(|edge| [edge.length_km; 2]).collect(),
        }
    }

    /// Matches a line.
    ///
    /// # Errors
    /// `BadGeometry` for what is no line; `BadOption` for options out of their range; `TooLarge` for more than 20,000 places.
    pub fn matched(&self, line: &[LonLat], options: &MatchOptions) -> Result<Matched> {
        let line = line_from_vertices(line.iter().copied())?;
        let refuse = |field: &str, message: String| Err(GeobitError::new(Code::BadOption, message).at_field(field));
        if !(0.005..=20.0).contains(&options.within_km) {
            return refuse(
                "withinKm",
                format!("withinKm is {}; a number from 0.005 to 20 is accepted.", options.within_km),
            );
        }
        if !(0.0..=50.0).contains(&options.step_km) {
            return refuse("stepKm", format!("stepKm is {}; a number from 0 to 50 is accepted.", options.step_km));
        }
        let kept = thin(&line, options.step_km);
        if kept.len() > MOST_PLACES {
            let message = format!(
                "This line has {} places that are {} km apart or more; at most {MOST_PLACES} are matched. Ask with a larger stepKm.",
                kept.len(),
                options.step_km
            );
            return Err(GeobitError::new(Code::TooLarge, message).at_field("stepKm"));
        }
        let graph = Graph::new(
            self.network.node_count() as u32,
            Edges { from: &self.from, to: &self.to, costs: [&self.km, &self.km] },
        )?;
        let places: Vec<LonLat> = kept.iter().map(|place| line[*place]).collect();
        let states = self.states(&graph, &places, options);
        Ok(self.assemble(&line, &kept, states))
    }

    /// The roads that each place may lie on, each with the best way to it.
    fn states(&self, graph: &Graph<'_>, places: &[LonLat], options: &MatchOptions) -> Vec<Vec<State>> {
        let mut all: Vec<Vec<State>> = Vec::new();
        for (number, at) in places.iter().enumerate() {
            let mut snaps = self.snapper.near(self.network, *at, options.within_km);
            crate::order::sort_by(&mut snaps, |a, b| a.km.total_cmp(&b.km).then(a.edge.cmp(&b.edge)));
            snaps.truncate(CANDIDATES);
            let off = |snap: &Snap| (snap.km / (SPREAD * options.within_km)).powi(2) / 2.0;
            let mut states: Vec<State> =
                snaps.into_iter().map(|snap| State { cost: f64::INFINITY, before: None, snap }).collect();
            if number > 0 {
                let straight = GeoPoint::new(places[number - 1]).distance_km(&GeoPoint::new(*at));
                self.follow(graph, &all[number - 1], &mut states, straight);
            }
            let is_begun = states.iter().any(|state| state.cost.is_finite());
            for state in &mut states {
                let so_far = if is_begun { state.cost } else { 0.0 };
                state.cost = so_far + off(&state.snap);
            }
            all.push(states);
        }
        all
    }

    /// Finds the best way to each state from those of the place before.
    fn follow(&self, graph: &Graph<'_>, before: &[State], states: &mut [State], straight: f64) {
        let limit = DETOUR * straight + DETOUR_KM;
        for (number, last) in before.iter().enumerate().filter(|(_, last)| last.cost.is_finite()) {
            let edge = self.network.edges()[last.snap.edge as usize];
            let starts = [(edge.from, last.snap.along_km), (edge.to, (edge.length_km - last.snap.along_km).max(0.0))];
            let targets: Vec<u32> = states
                .iter()
                .flat_map(|state| {
                    let edge = &self.network.edges()[state.snap.edge as usize];
                    [edge.from, edge.to]
                })
                .collect();
            let found = near(graph, &starts, 0, limit, &targets);
            for state in states.iter_mut() {
                let Some((km, drives)) =
                    self.way(graph, &found, &last.snap, &state.snap).filter(|(km, _)| *km <= limit)
                else {
                    continue;
                };
                let cost = last.cost + (km - straight).abs() / (LONGER * straight + LONGER_KM);
                if cost < state.cost {
                    (state.cost, state.before) = (cost, Some((number, drives)));
                }
            }
        }
    }

    /// The shortest way from one place on a road to another.
    fn way(&self, graph: &Graph<'_>, found: &Near, from: &Snap, to: &Snap) -> Option<(f64, Vec<Drive>)> {
        let edges = self.network.edges();
        let last = &edges[to.edge as usize];
        let ends = [(last.from, 0.0, to.along_km), (last.to, last.length_km, (last.length_km - to.along_km).max(0.0))];
        let through = ends
            .into_iter()
            .map(|(node, from_km, km)| (found.cost(node) + km, node, from_km))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(km, ..)| km.is_finite());
        let direct = (from.edge == to.edge).then(|| (from.along_km - to.along_km).abs());
        if let Some(km) = direct.filter(|direct| through.is_none_or(|(km, ..)| *direct <= km)) {
            return Some((km, vec![Drive { edge: from.edge, from_km: from.along_km, to_km: to.along_km }]));
        }
        let (km, node, from_km) = through?;
        let links = found.edges(graph, node)?;
        let first = links.first().map_or(node, |link| graph.edges.from[*link as usize]);
        let start = &edges[from.edge as usize];
        // Both ends of a loop are one node; the nearer one is meant.
        let is_start = first == start.from && (first != start.to || from.along_km <= start.length_km - from.along_km);
        let to_km = if is_start { 0.0 } else { start.length_km };
        let mut drives = vec![Drive { edge: from.edge, from_km: from.along_km, to_km }];
        drives.extend(links.into_iter().map(|link| {
            let length = edges[link as usize / 2].length_km;
            let (from_km, to_km) = if link % 2 == 0 { (0.0, length) } else { (length, 0.0) };
            Drive { edge: link / 2, from_km, to_km }
        }));
        drives.push(Drive { edge: to.edge, from_km, to_km: to.along_km });
        Some((km, drives))
    }

    /// The likeliest states from the last place back, and the line along them.
    fn assemble(&self, line: &[LonLat], kept: &[usize], states: Vec<Vec<State>>) -> Matched {
        // The state of each place.
        let mut chosen: Vec<Option<usize>> = vec![None; states.len()];
        let mut wanted: Option<usize> = None;
        for number in (0..states.len()).rev() {
            let best = || {
                let costs = states[number].iter().enumerate().map(|(state, known)| (known.cost, state));
                costs.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, state)| state)
            };
            let state = wanted.or_else(best);
            wanted = state.and_then(|state| states[number][state].before.as_ref()).map(|(before, _)| *before);
            chosen[number] = state;
        }
        let mut matched = Matched { line: Vec::new(), off_road_km: 0.0, parts: Vec::new() };
        let mut km = 0.0;
        for number in 1..states.len() {
            let way = chosen[number].and_then(|state| states[number][state].before.as_ref());
            let way = way.filter(|(before, _)| chosen[number - 1] == Some(*before));
            let (part, on_road) = match way {
                Some((_, drives)) => (self.line_of(drives), true),
                None => (line[kept[number - 1]..=kept[number]].to_vec(), false),
            };
            let turn =
                matched.line.last().map_or(0.0, |last: &LonLat| 360.0 * ((last.lon - part[0].lon) / 360.0).round());
            let part: Vec<LonLat> = part.into_iter().map(|at| LonLat::new(at.lon + turn, at.lat)).collect();
            let gap = matched.line.last().map_or(0.0, |last| GeoPoint::new(*last).distance_km(&GeoPoint::new(part[0])));
            // From the road to the place where it was left, and back.
            let (length, off) = (length_km(&part) + gap, if on_road { gap } else { length_km(&part) + gap });
            matched.off_road_km += off;
            match matched.parts.last_mut().filter(|last| last.on_road == on_road) {
                Some(last) => last.to_km = km + length,
                None => matched.parts.push(MatchedPart { from_km: km, to_km: km + length, on_road }),
            }
            km += length;
            for at in part {
                if matched.line.last() != Some(&at) {
                    matched.line.push(at);
                }
            }
        }
        if matched.line.len() < 2 {
            // All places lie at one point of the road.
            matched.line = vec![line[0], line[line.len() - 1]];
        }
        matched
    }

    fn line_of(&self, drives: &[Drive]) -> Vec<LonLat> {
        let mut whole: Vec<LonLat> = Vec::new();
        for drive in drives {
            let line = self.network.line(drive.edge);
            let mut part = section(&line, drive.from_km.min(drive.to_km), drive.from_km.max(drive.to_km));
            if drive.to_km < drive.from_km {
                part.reverse();
            }
            let turn = whole.last().map_or(0.0, |last| 360.0 * ((last.lon - part[0].lon) / 360.0).round());
            whole.extend(part.into_iter().map(|at| LonLat::new(at.lon + turn, at.lat)));
        }
        whole
    }
}

/// The numbers of the places of a line that are at least `step_km` from the one kept before; the first and the last always.
fn thin(line: &[LonLat], step_km: f64) -> Vec<usize> {
    let mut kept = vec![0];
    for number in 1..line.len() - 1 {
        let last = GeoPoint::new(line[kept[kept.len() - 1]]);
        if last.distance_km(&GeoPoint::new(line[number])) >= step_km {
            kept.push(number);
        }
    }
    kept.push(line.len() - 1);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roads::network::Parts;
    use crate::roads::testing;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// A path along the roads of a grid, with its places moved by up to 200 m, is found again.
        #[test]
        fn a_jittered_path_is_recovered(
            turns in prop::collection::vec(any::<bool>(), 3..8),
            jitter in prop::collection::vec((-0.0018..0.0018f64, -0.0018..0.0018f64), 400), step in 0.005..0.03f64,
        ) {
            let network = testing::grid_network(9, 9, 0.05);
            let snapper = Snapper::new(&network);
            let mut truth = vec![LonLat::new(0.0, 10.0)];
            for east in turns {
                let last = truth[truth.len() - 1];
                truth.push(if east { LonLat::new(last.lon + 0.05, last.lat) } else { LonLat::new(last.lon, last.lat + 0.05) });
            }
            let whole = length_km(&truth);
            let count = (0.05 * (truth.len() - 1) as f64 / step).ceil() as usize;
            let recorded: Vec<LonLat> = (0..=count).map(|number| {
                let km = whole * number as f64 / count as f64;
                let at = section(&truth, 0.0, km)[..].last().copied().unwrap();
                let (x, y) = jitter[number % jitter.len()];
                LonLat::new(at.lon + x, at.lat + y)
            }).collect();
            let matched = Matcher::new(&network, &snapper).matched(&recorded, &MatchOptions { within_km: 0.6, step_km: 0.3 }).unwrap();
            prop_assert_eq!(matched.off_road_km, 0.0);
            // But for the two ends, the line is the path.
            prop_assert!((length_km(&matched.line) - whole).abs() < 1.0, "{} {whole}", length_km(&matched.line));
            for corner in &truth[1..truth.len() - 1] {
                let off = matched.line.iter().map(|at| GeoPoint::new(*at).distance_km(&GeoPoint::new(*corner))).fold(f64::INFINITY, f64::min);
                prop_assert!(off < 1e-3, "{corner:?} is {off} km off");
            }
        }
    }

    #[test]
    fn clicks_far_apart_follow_the_road_and_what_is_off_it_is_told() {
        let network = testing::grid_network(5, 2, 0.1);
        let snapper = Snapper::new(&network);
        let matcher = Matcher::new(&network, &snapper);
        let clicks = [LonLat::new(0.001, 10.002), LonLat::new(0.401, 10.098)];
        let matched = matcher.matched(&clicks, &MatchOptions::default()).unwrap();
        assert_eq!((matched.off_road_km, matched.parts.len()), (0.0, 1));
        assert!((length_km(&matched.line) - 54.7).abs() < 0.5, "{}", length_km(&matched.line));
        // Out into the bush and back.
        let line = [
            LonLat::new(0.0, 10.0),
            LonLat::new(0.15, 10.0),
            LonLat::new(0.15, 9.9),
            LonLat::new(0.35, 9.9),
            LonLat::new(0.35, 10.0),
            LonLat::new(0.4, 10.0),
        ];
        let matched = matcher.matched(&line, &MatchOptions::default()).unwrap();
        assert_eq!(matched.parts.iter().map(|part| part.on_road).collect::<Vec<_>>(), [true, false, true]);
        assert!((matched.off_road_km - 44.0).abs() < 0.2, "{}", matched.off_road_km);
        assert!(matched.line.contains(&LonLat::new(0.15, 9.9)));
        // Nowhere near a road.
        let far = [LonLat::new(5.0, 5.0), LonLat::new(5.0, 5.1)];
        let matched = matcher.matched(&far, &MatchOptions::default()).unwrap();
        assert_eq!((matched.line, matched.parts.len()), (far.to_vec(), 1));
    }

    #[test]
    fn options_and_lines_are_checked() {
        let network = Network::new(Parts { names: vec![String::new()], ..Parts::default() }).unwrap();
        let snapper = Snapper::new(&network);
        let matcher = Matcher::new(&network, &snapper);
        let line = [LonLat::new(0.0, 0.0), LonLat::new(1.0, 0.0)];
        let field = |options: MatchOptions| matcher.matched(&line, &options).unwrap_err().at.field;
        assert_eq!(field(MatchOptions { within_km: 0.0, ..MatchOptions::default() }).as_deref(), Some("withinKm"));
        assert_eq!(field(MatchOptions { step_km: f64::NAN, ..MatchOptions::default() }).as_deref(), Some("stepKm"));
        assert_eq!(matcher.matched(&line[..1], &MatchOptions::default()).unwrap_err().code, Code::BadGeometry);
        assert_eq!(matcher.matched(&line, &MatchOptions::default()).unwrap().off_road_km, length_km(&line));
    }
}
