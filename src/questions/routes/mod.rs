//! Several routes for one trip: what they share, which differ, and which are worse in every way.
//!
//! No route is called the best: people weigh hours against exposure.

mod shared;

use std::iter::Peekable;
use std::slice;

use serde::{Deserialize, Serialize};

use super::limits::{at_least, in_range};
use super::route::{RouteOptions, RouteReport, RouteWeights, RowWeight, route_with_weights};
use crate::error::{Code, GeobitError, Result};
use crate::route_line::Route;
use crate::snapshot::Snapshot;
use crate::stats::multiple::benjamini_hochberg;
use crate::stats::resample::Bootstrap;
pub use shared::SharedPart;

/// A person compares no more, and the sets of independent routes are tried one by one.
const MOST_ROUTES: usize = 16;
const FEWEST_ROUNDS: u32 = 99;
const MOST_ROUNDS: u32 = 100_000;

/// How routes are compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CompareOptions {
    /// Routes share a road where they are no farther apart than this, km, above 0 and up to 100. Default: 0.5.
    pub shared_km: f64,
    /// Independent routes may share the road this near to their ends, km, above 0 and up to 500. Default: 5.
    pub site_km: f64,
    /// Rounds of the bootstrap, 99 to 100,000. Default: 1,999.
    pub rounds: u32,
    /// Seed of the bootstrap. The same seed gives the same answer. Default: 1.
    pub seed: u32,
    /// Independent routes are sought among those with an encounter expectation below this, above 0. Default: not sought.
    pub below: Option<f64>,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { shared_km: 0.5, site_km: 5.0, rounds: 1999, seed: 1, below: None }
    }
}

/// The answer for several routes. Routes are named by their numbers from 0.
#[derive(Clone, Debug, Serialize)]
pub struct RoutesReport {
    pub routes: Vec<RouteReport>,
    /// Every two routes.
    pub pairs: Vec<RoutePair>,
    /// Routes that are no better than another in hours and in encounter expectation.
    pub dominated: Vec<DominatedRoute>,
    /// `None` unless [`CompareOptions::below`] is given.
    pub independent: Option<IndependentRoutes>,
    pub method: CompareOptions,
    pub notes: Vec<String>,
}

/// Whether the first route of a pair has more, at the confidence level of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum PairVerdict {
    Less,
    NoClearDifference,
    More,
}

/// Two routes. Differences are those of `a` less those of `b`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoutePair {
    pub a: usize,
    pub b: usize,
    /// Difference of the durations, hours.
    pub hours: f64,
    /// Difference of the encounter expectations.
    pub difference: f64,
    /// Interval of the difference, by a Poisson bootstrap with the same weights for both routes.
    pub interval: (f64, f64),
    /// Two-sided.
    pub p: f64,
    /// The p, corrected for the number of pairs (Benjamini–Hochberg).
    pub q: f64,
    pub verdict: PairVerdict,
    pub shared: SharedRoad,
}

/// The parts of each route of a pair along which the other one runs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SharedRoad {
    pub a: Vec<SharedPart>,
    pub b: Vec<SharedPart>,
}

/// A route that takes no less time than another and expects no fewer encounters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DominatedRoute {
    pub route: usize,
    pub by: usize,
    /// Whether the encounter expectations differ clearly, too.
    pub clearly: bool,
}

/// The largest sets of routes that share no road except near their ends.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndependentRoutes {
    /// Among the routes with an encounter expectation below the limit.
    pub routes: Vec<usize>,
    /// Among the routes whose whole interval lies below the limit.
    pub surely: Vec<usize>,
}

/// Answers the question for each route and compares them. `options` has one entry for each route.
///
/// # Errors
/// As [`route`](super::route::route), with the number of the route as row, from 1; `TooLarge` for more than 16 routes.
pub fn routes(
    snapshot: &Snapshot,
    lines: &[Route],
    options: &[RouteOptions],
    compare: &CompareOptions,
) -> Result<RoutesReport> {
    compare.check(lines.len())?;
    let (mut reports, mut weights) = (Vec::with_capacity(lines.len()), Vec::with_capacity(lines.len()));
    for ((line, options), number) in lines.iter().zip(options).zip(1..) {
        let answer = route_with_weights(snapshot, line, options).map_err(|error| error.at_row(number))?;
        reports.push(answer.0);
        weights.push(answer.1);
    }
    let confidence = options.first().map_or(0.95, |options| options.confidence);
    let comparison = Comparison { lines, reports: &reports, weights: &weights, confidence, compare };
    let mut pairs = comparison.pairs();
    let p: Vec<f64> = pairs.iter().map(|pair| pair.p).collect();
    for (pair, q) in pairs.iter_mut().zip(benjamini_hochberg(&p)) {
        pair.q = q;
    }
    let dominated = pairs.iter().filter_map(find_dominated).collect();
    let independent = compare.below.map(|below| comparison.find_independent(below, &pairs));
    let notes = vec![compare.note(pairs.len())];
    Ok(RoutesReport { routes: reports, pairs, dominated, independent, method: compare.clone(), notes })
}

impl CompareOptions {
    fn check(&self, routes: usize) -> Result<()> {
        in_range("sharedKm", self.shared_km, 0.0, 100.0)?;
        in_range("siteKm", self.site_km, 0.0, 500.0)?;
        at_least("rounds", f64::from(self.rounds), f64::from(FEWEST_ROUNDS), f64::from(MOST_ROUNDS))?;
        self.below.map_or(Ok(()), |below| in_range("below", below, 0.0, f64::INFINITY))?;
        if routes > MOST_ROUTES {
            let message = format!("These are {routes} routes; up to {MOST_ROUTES} are compared at once.");
            return Err(GeobitError::new(Code::TooLarge, message));
        }
        Ok(())
    }

    fn note(&self, pairs: usize) -> String {
        format!(
            "{pairs} pairs of routes are compared by a bootstrap with the same weights for both ({} rounds, seed {}); a road \
             counts as shared within {} km. No route is called the best.",
            self.rounds, self.seed, self.shared_km
        )
    }
}

/// The answered routes that are compared.
struct Comparison<'a> {
    lines: &'a [Route],
    reports: &'a [RouteReport],
    weights: &'a [RouteWeights],
    confidence: f64,
    compare: &'a CompareOptions,
}

impl Comparison<'_> {
    /// Every two routes; their q is still their p.
    fn pairs(&self) -> Vec<RoutePair> {
        let numbers = 0..self.lines.len();
        numbers.clone().flat_map(|a| (a + 1..numbers.end).map(move |b| (a, b))).map(|(a, b)| self.pair(a, b)).collect()
    }

    fn pair(&self, a: usize, b: usize) -> RoutePair {
        let shared_km = self.compare.shared_km;
        let shared = SharedRoad {
            a: shared::shared_parts(&self.lines[a], &self.lines[b], shared_km),
            b: shared::shared_parts(&self.lines[b], &self.lines[a], shared_km),
        };
        // Nothing can happen on the one and not on the other where they are the same all along.
        let unseen = |number: usize, parts: &[SharedPart]| {
            let shared_km: f64 = parts.iter().map(|part| part.to_km - part.from_km).sum();
            if shared_km < self.lines[number].length_km() { self.weights[number].largest } else { 0.0 }
        };
        let unseen = [unseen(a, &shared.a), unseen(b, &shared.b)];
        let CompareOptions { rounds, seed, .. } = *self.compare;
        let bootstrap = Bootstrap { rounds, seed: u64::from(seed), confidence: self.confidence };
        let differences = row_differences(&self.weights[a].of_row, &self.weights[b].of_row);
        let found = bootstrap.difference(&differences, unseen).expect("the confidence is checked");
        let verdict = match (found.p < 1.0 - self.confidence, found.estimate > 0.0) {
            (false, _) => PairVerdict::NoClearDifference,
            (true, true) => PairVerdict::More,
            (true, false) => PairVerdict::Less,
        };
        RoutePair {
            a,
            b,
            hours: self.reports[a].hours - self.reports[b].hours,
            difference: found.estimate,
            interval: (found.interval.lower, found.interval.upper),
            p: found.p,
            q: found.p,
            verdict,
            shared,
        }
    }

    fn find_independent(&self, below: f64, pairs: &[RoutePair]) -> IndependentRoutes {
        let mut conflicts = vec![0u32; self.lines.len()];
        for pair in pairs.iter().filter(|pair| self.share_a_road(pair)) {
            conflicts[pair.a] |= 1 << pair.b;
            conflicts[pair.b] |= 1 << pair.a;
        }
        let (mut expected, mut surely) = (0, 0);
        for (number, report) in self.reports.iter().enumerate() {
            let encounter = &report.risk.as_ref().expect("reports are full ones").encounter;
            expected |= u32::from(encounter.expected < below) << number;
            surely |= u32::from(encounter.interval.1 < below) << number;
        }
        IndependentRoutes {
            routes: members(largest_set(expected, &conflicts)),
            surely: members(largest_set(surely, &conflicts)),
        }
    }

    /// Whether two routes share a road elsewhere than near their ends.
    fn share_a_road(&self, pair: &RoutePair) -> bool {
        let site_km = self.compare.site_km;
        let shares_away_from_ends = |parts: &[SharedPart], number: usize| {
            let last_km = self.lines[number].length_km() - site_km;
            parts.iter().any(|part| part.to_km > site_km && part.from_km < last_km)
        };
        shares_away_from_ends(&pair.shared.a, pair.a) || shares_away_from_ends(&pair.shared.b, pair.b)
    }
}

/// What each incident adds to the first sum, less what it adds to the other. Both lists are ascending by row.
fn row_differences(a: &[RowWeight], b: &[RowWeight]) -> Vec<f64> {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut differences = Vec::new();
    while let Some(row) = [a.peek(), b.peek()].into_iter().flatten().map(|(row, _)| *row).min() {
        let weight_in = |list: &mut Peekable<slice::Iter<'_, RowWeight>>| {
            list.next_if(|(next, _)| *next == row).map_or(0.0, |(_, weight)| *weight)
        };
        differences.push(weight_in(&mut a) - weight_in(&mut b));
    }
    differences
}

/// The route of a pair that is no faster and expects no fewer encounters, if it is worse in one of the two.
fn find_dominated(pair: &RoutePair) -> Option<DominatedRoute> {
    let RoutePair { a, b, hours, difference, verdict, .. } = *pair;
    let clearly = verdict != PairVerdict::NoClearDifference;
    if hours == 0.0 && difference == 0.0 {
        None
    } else if hours >= 0.0 && difference >= 0.0 {
        Some(DominatedRoute { route: a, by: b, clearly })
    } else if hours <= 0.0 && difference <= 0.0 {
        Some(DominatedRoute { route: b, by: a, clearly })
    } else {
        None
    }
}

/// The largest set of allowed routes without a conflict; of equally large sets the one with the lowest numbers. Sets are bits.
fn largest_set(allowed: u32, conflicts: &[u32]) -> u32 {
    let is_free =
        |set: u32| conflicts.iter().enumerate().all(|(number, others)| set >> number & 1 == 0 || set & others == 0);
    let sets = (0..1u32 << conflicts.len()).filter(|set| set & !allowed == 0 && is_free(*set));
    sets.fold(0, |best: u32, set| if set.count_ones() > best.count_ones() { set } else { best })
}

/// The numbers of the bits that are set.
fn members(set: u32) -> Vec<usize> {
    (0..32).filter(|number| set >> number & 1 == 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day;
    use crate::geo::LonLat;
    use crate::geometry::parse;
    use crate::load::{LoadOptions, load_columns};
    use crate::snapshot::ColumnSource;
    use proptest::prelude::*;

    fn line(path: &[(f64, f64)]) -> Route {
        let vertices: Vec<String> = path.iter().map(|(lon, lat)| format!("[{lon},{lat}]")).collect();
        Route::new(parse(&format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, vertices.join(","))).unwrap())
            .unwrap()
    }

    fn snapshot(places: &[LonLat], days: &[i32]) -> Snapshot {
        let (lon, lat) = places.iter().map(|at| (at.lon, at.lat)).unzip();
        let options = LoadOptions { as_of: day::parse("2024-10-04"), ..LoadOptions::default() };
        load_columns(ColumnSource { lon, lat, day: days.to_vec(), ..ColumnSource::default() }, options).unwrap()
    }

    fn compared(snapshot: &Snapshot, lines: &[Route], options: &CompareOptions) -> RoutesReport {
        routes(snapshot, lines, &vec![RouteOptions::default(); lines.len()], options).unwrap()
    }

    /// From a site in the middle: north; east; east and back north; all from 0.5 degrees away.
    fn ways() -> [Route; 3] {
        [line(&[(0.0, 0.5), (0.0, 0.0)]), line(&[(0.5, 0.0), (0.0, 0.0)]), line(&[(0.3, 0.3), (0.3, 0.0), (0.0, 0.0)])]
    }

    #[test]
    fn many_incidents_on_one_road_only_are_a_clear_difference() {
        let places: Vec<LonLat> = (0..30).map(|number| LonLat::new(0.0, 0.1 + f64::from(number) * 0.012)).collect();
        let snapshot = snapshot(&places, &[20_000; 30]);
        let found = compared(&snapshot, &ways(), &CompareOptions::default());
        let pair = &found.pairs[0];
        assert_eq!((pair.a, pair.b, pair.verdict), (0, 1, PairVerdict::More));
        let expected = |number: usize| found.routes[number].risk.as_ref().unwrap().encounter.expected;
        assert!((pair.difference - (expected(0) - expected(1))).abs() < 1e-6 * pair.difference);
        assert!(pair.interval.0 > 0.0 && pair.interval.0 < pair.difference && pair.difference < pair.interval.1);
        // North is a little shorter than east: no slower, so only what is more in both is dominated.
        assert!(pair.hours < 0.0 && found.dominated.iter().all(|one| (one.route, one.by) != (0, 1)));
        assert_eq!(found.pairs[2].verdict, PairVerdict::NoClearDifference);
    }

    #[test]
    fn shared_roads_make_routes_dependent() {
        let snapshot = snapshot(&[LonLat::new(0.3, 0.2)], &[20_000]);
        let [north, east, detour] = ways();
        let lines = [north, east, detour];
        let below = |below: f64| {
            compared(&snapshot, &lines, &CompareOptions { below: Some(below), ..CompareOptions::default() })
        };
        let found = below(1.0).independent.unwrap();
        assert_eq!((found.routes, found.surely), (vec![0, 1], vec![0, 1]));
        let found = below(1e-11).independent.unwrap();
        assert_eq!((found.routes, found.surely), (vec![0], vec![]));
        let shared = &below(1.0).pairs[2].shared;
        assert!(shared.a.len() == 1 && shared.b.len() == 1, "{shared:?}");
        assert!((shared.a[0].to_km - shared.a[0].from_km - 33.4).abs() < 1.0, "{shared:?}");
    }

    #[test]
    fn the_same_route_twice_does_not_differ_and_a_slower_one_is_dominated() {
        let snapshot = snapshot(&[LonLat::new(0.0, 0.2)], &[20_000]);
        let lines = [line(&[(0.0, 0.5), (0.0, 0.0)]), line(&[(0.0, 0.5), (0.0, 0.0)])];
        let found = compared(&snapshot, &lines, &CompareOptions::default());
        assert_eq!((found.pairs[0].difference, found.pairs[0].interval, found.pairs[0].p), (0.0, (0.0, 0.0), 1.0));
        assert!(found.dominated.is_empty());
        let slow = RouteOptions { speed_kmh: 20.0, ..RouteOptions::default() };
        let found = routes(&snapshot, &lines, &[slow, RouteOptions::default()], &CompareOptions::default()).unwrap();
        assert_eq!(found.dominated, [DominatedRoute { route: 0, by: 1, clearly: false }]);
    }

    #[test]
    fn one_route_has_no_pair_and_too_many_are_refused() {
        let snapshot = snapshot(&[LonLat::new(0.0, 0.2)], &[20_000]);
        let one = || line(&[(0.0, 0.5), (0.0, 0.0)]);
        assert!(compared(&snapshot, &[one()], &CompareOptions::default()).pairs.is_empty());
        assert!(
            compared(&snapshot, &[], &CompareOptions { below: Some(1.0), ..CompareOptions::default() })
                .routes
                .is_empty()
        );
        let many: Vec<Route> = (0..17).map(|_| one()).collect();
        let refused = routes(&snapshot, &many, &vec![RouteOptions::default(); 17], &CompareOptions::default());
        assert_eq!(refused.err().unwrap().code, Code::TooLarge);
        let wrong = RouteOptions { speed_kmh: 0.0, ..RouteOptions::default() };
        let refused = routes(&snapshot, &[one(), one()], &[RouteOptions::default(), wrong], &CompareOptions::default());
        assert_eq!(refused.err().unwrap().at.row, Some(2));
    }

    proptest! {
        /// Against all sets, in another way: each route is in or out, the largest that has no conflict.
        #[test]
        fn the_largest_set_is_the_largest(number in 0..9usize, links in prop::collection::vec((0..9usize, 0..9usize), 0..16)) {
            let mut conflicts = vec![0u32; 9];
            for &(a, b) in links.iter().filter(|(a, b)| a != b) {
                conflicts[a] |= 1 << b;
                conflicts[b] |= 1 << a;
            }
            fn most(left: &[usize], chosen: &mut Vec<usize>, conflicts: &[u32]) -> usize {
                let Some((first, rest)) = left.split_first() else { return chosen.len() };
                let without = most(rest, chosen, conflicts);
                if chosen.iter().any(|other| conflicts[*first] >> other & 1 == 1) {
                    return without;
                }
                chosen.push(*first);
                let with = most(rest, chosen, conflicts);
                chosen.pop();
                with.max(without)
            }
            let allowed: Vec<usize> = (0..number).collect();
            let set = largest_set((1 << number) - 1, &conflicts);
            let found: Vec<usize> = members(set);
            prop_assert!(found.iter().all(|a| found.iter().all(|b| conflicts[*a] >> b & 1 == 0)));
            prop_assert_eq!(found.len(), most(&allowed, &mut Vec::new(), &conflicts));
        }
    }
}
