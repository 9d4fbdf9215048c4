//! Several routes for one trip: which roads they share, which of them differ, and which are worse in every way.
//!
//! No route is called the best: people weigh hours against exposure.

mod independent;
mod options;
mod shared;

use std::iter::Peekable;
use std::slice;

use serde::{Deserialize, Serialize};

use super::limits;
use super::route::{RouteOptions, RouteReport, RouteWeights, RowWeight, route_with_weights};
use crate::error::{Code, GeobitError, Result};
use crate::geo::{LonLat, distance_km};
use crate::route_line::Route;
use crate::snapshot::Snapshot;
use crate::stats::multiple::benjamini_hochberg;
use crate::stats::resample::Bootstrap;
pub use independent::IndependentRoutes;
use independent::find_independent;
pub use options::RoutesOptions;
pub use shared::SharedPart;

/// Encounter expectations that differ by less than this part of the larger are the same: they are computed to 2e-4, and where incidents
/// lie at an end of a route to 8e-4.
const ACCURACY: f64 = 2e-3;
/// Durations that differ by less are the same, hours.
const SAME_HOURS: f64 = 1e-6;

/// How routes are compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CompareOptions {
    /// Routes share a road where they are at most this far apart, km, 0.001 to 100. Default: 0.5.
    pub shared_km: f64,
    /// Routes are of one trip, and compared, if both their ends are at most this far apart. Independent routes may share a road
    /// within this distance of their ends. km, 0.001 to 500. Default: 5.
    pub site_km: f64,
    /// Rounds of the bootstrap, 99 to 100,000, and at most 1,200,000 for all pairs of routes together. Default: 9,999.
    pub rounds: u32,
    /// Seed of the bootstrap, 0 to 4,294,967,295. The same seed gives the same answer. Default: 1.
    pub seed: u32,
    /// Independent routes are sought among those with an encounter expectation below this, 1e-20 to 1,000,000.
    /// Default: not sought.
    pub below: Option<f64>,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { shared_km: 0.5, site_km: 5.0, rounds: 9999, seed: 1, below: None }
    }
}

/// The answer for several routes. Routes are referred to by their numbers, from 0, in the order of the question.
#[derive(Clone, Debug, Serialize)]
pub struct RoutesReport {
    /// The full report of each route.
    pub routes: Vec<RouteReport>,
    /// The comparison of every two routes.
    pub pairs: Vec<RoutePair>,
    /// Routes that are no better than another in hours and in encounter expectation.
    pub dominated: Vec<DominatedRoute>,
    /// `None` unless [`CompareOptions::below`] is given.
    pub independent: Option<IndependentRoutes>,
    /// The options as they were answered, with the defaults filled in.
    pub method: CompareOptions,
    /// Sentences that the reader needs to understand the comparison.
    pub notes: Vec<String>,
}

/// Whether the first route of a pair has a higher encounter expectation than the second: `p` is below 1 − confidence,
/// or there is no clear difference, or they are not of one trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum PairVerdict {
    /// A lower one.
    Less,
    /// Neither.
    NoClearDifference,
    /// A higher one.
    More,
    /// The routes do not share both ends within [`CompareOptions::site_km`], in one direction or the other: they are different
    /// trips, and not compared.
    DifferentEnds,
}

/// The comparison of two routes. Differences are values of `a` minus values of `b`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoutePair {
    /// Number of the first route.
    pub a: usize,
    /// Number of the second route.
    pub b: usize,
    /// Difference of the durations, hours.
    pub hours: f64,
    /// Difference of the encounter expectations; 0 where they are the same but for their accuracy, 0.2 % of the larger.
    pub difference: f64,
    /// Lower and upper limit of the difference at the confidence level of the question, by a Poisson bootstrap with the
    /// same weights for both routes (Hanley and MacGibbon 2006). `None`, as `p` and `q` are, for routes with different ends.
    pub interval: Option<(f64, f64)>,
    /// Two-sided, by the same bootstrap: twice the smaller share of the rounds on one side of 0, at most 1.
    pub p: Option<f64>,
    /// `p`, corrected for the number of pairs that are compared (Benjamini and Hochberg 1995).
    pub q: Option<f64>,
    /// What `p` says at the confidence level of the question.
    pub verdict: PairVerdict,
    /// The parts that the routes share.
    pub shared: SharedRoad,
}

/// The parts of each route of a pair along which the other one is no farther than [`CompareOptions::shared_km`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SharedRoad {
    /// Parts of the first route.
    pub a: Vec<SharedPart>,
    /// Parts of the second route.
    pub b: Vec<SharedPart>,
}

/// A route that takes no less time than another, has no lower encounter expectation, and is worse in one of the two.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DominatedRoute {
    /// Number of the dominated route.
    pub route: usize,
    /// Number of the other route.
    pub by: usize,
    /// Whether the encounter expectations differ clearly as well.
    pub clearly: bool,
}

/// Answers the question for each route, in full, and compares them. `options` has one entry for each route; the
/// confidence level of the comparison is that of the first one.
///
/// # Errors
/// The errors of [`route`](super::route::route), with the number of the route, from 1, as row, unless they are about an
/// option that is the same for all routes; `BadOption` for an option of the comparison out of its range; `TooLarge` for
/// more than 16 routes.
pub fn routes(
    snapshot: &Snapshot,
    lines: &[Route],
    options: &[RouteOptions],
    compare: &CompareOptions,
) -> Result<RoutesReport> {
    compare.check(lines.len())?;
    check_options(snapshot, options)?;
    let (mut reports, mut weights) = (Vec::with_capacity(lines.len()), Vec::with_capacity(lines.len()));
    for ((line, options), number) in lines.iter().zip(options).zip(1..) {
        let answer = route_with_weights(snapshot, line, options).map_err(|error| error.at_row(number))?;
        reports.push(answer.0);
        weights.push(answer.1);
    }
    let confidence = options.first().map_or(0.95, |options| options.confidence);
    let comparison = Comparison { lines, reports: &reports, weights: &weights, confidence, compare };
    let mut pairs = comparison.compare_pairs();
    let p: Vec<f64> = pairs.iter().filter_map(|pair| pair.p).collect();
    for (pair, q) in pairs.iter_mut().filter(|pair| pair.p.is_some()).zip(benjamini_hochberg(&p)) {
        pair.q = Some(q);
    }
    let dominated = pairs.iter().filter_map(find_dominated).collect();
    let independent = compare.below.map(|below| find_independent(lines, &reports, &pairs, below, compare.site_km));
    let notes = compare.notes(&pairs);
    Ok(RoutesReport { routes: reports, pairs, dominated, independent, method: compare.clone(), notes })
}

/// Checks whatever does not depend on the routes. An error in an option that is the same for all routes is in none of
/// them.
fn check_options(snapshot: &Snapshot, options: &[RouteOptions]) -> Result<()> {
    for (own, number) in options.iter().zip(1..) {
        let Err(error) = own.check_against(snapshot) else { continue };
        let field = error.at.field.as_deref().unwrap_or_default();
        let name = field.split('.').next().unwrap_or_default();
        let is_shared = options.iter().all(|other| value_of(other, name) == value_of(own, name));
        return Err(if is_shared { error } else { error.at_row(number) });
    }
    Ok(())
}

/// The value of an option of a route by its name, as JSON.
fn value_of(options: &RouteOptions, name: &str) -> Option<serde_json::Value> {
    serde_json::to_value(options).ok()?.get_mut(name).map(serde_json::Value::take)
}

impl CompareOptions {
    fn check(&self, routes: usize) -> Result<()> {
        limits::SHARED_KM.check("sharedKm", self.shared_km)?;
        limits::SITE_KM.check("siteKm", self.site_km)?;
        limits::ROUNDS.check("rounds", self.rounds)?;
        self.below.map_or(Ok(()), |below| limits::BELOW.check("below", below))?;
        if routes > limits::MAX_ROUTES {
            let message = format!("There are {routes} routes; up to {} are compared at once.", limits::MAX_ROUTES);
            return Err(GeobitError::new(Code::TooLarge, message));
        }
        let pairs = routes * routes.saturating_sub(1) / 2;
        let max_rounds = limits::MAX_ROUNDS_OF_ALL_PAIRS / pairs.max(1);
        if self.rounds as usize > max_rounds {
            let message = format!(
                "rounds is {}; for the {pairs} pairs of {routes} routes at most {max_rounds} are accepted.",
                self.rounds
            );
            return limits::refuse("rounds", message);
        }
        Ok(())
    }

    fn notes(&self, pairs: &[RoutePair]) -> Vec<String> {
        let different = pairs.iter().filter(|pair| pair.verdict == PairVerdict::DifferentEnds).count();
        let mut notes = vec![format!(
            "{} compared by a bootstrap with the same weights for both ({} rounds, seed {}); a road \
             counts as shared within {} km. No route is called the best.",
            pairs_are(pairs.len() - different),
            self.rounds,
            self.seed,
            self.shared_km
        )];
        if different > 0 {
            notes.push(format!(
                "{} not compared, because their routes do not begin and end within {} km of each other: these are \
                 different trips.",
                pairs_are(different),
                self.site_km
            ));
        }
        notes
    }
}

fn pairs_are(number: usize) -> String {
    match number {
        1 => "1 pair of routes is".to_owned(),
        _ => format!("{number} pairs of routes are"),
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
    /// Compares every two routes. The q of each pair is still its p.
    fn compare_pairs(&self) -> Vec<RoutePair> {
        let numbers = 0..self.lines.len();
        numbers
            .clone()
            .flat_map(|a| (a + 1..numbers.end).map(move |b| (a, b)))
            .map(|(a, b)| self.compare_pair(a, b))
            .collect()
    }

    fn compare_pair(&self, a: usize, b: usize) -> RoutePair {
        let min_step_km = shared::min_step_km(self.lines);
        let shared_parts = |of: usize, with: usize| {
            shared::find_shared_parts(&self.lines[of], &self.lines[with], self.compare.shared_km, min_step_km)
        };
        let shared = SharedRoad { a: shared_parts(a, b), b: shared_parts(b, a) };
        let differences = subtract_weights(&self.weights[a].row_weights, &self.weights[b].row_weights);
        let uniform = self.weights[a].uniform() - self.weights[b].uniform();
        let hours = self.reports[a].hours - self.reports[b].hours;
        if !share_both_ends(&self.lines[a], &self.lines[b], self.compare.site_km) {
            let verdict = PairVerdict::DifferentEnds;
            let difference = uniform + differences.iter().sum::<f64>();
            return RoutePair { a, b, hours, difference, interval: None, p: None, q: None, verdict, shared };
        }
        // One incident may have been missed on each route, with the largest weight it can have there. A route that
        // shares all of its road with the other cannot have one that the other has not.
        let max_missed = |number: usize, parts: &[SharedPart]| {
            let shared_km: f64 = parts.iter().map(|part| part.to_km - part.from_km).sum();
            if shared_km < self.lines[number].length_km() { self.weights[number].max_weight } else { 0.0 }
        };
        let max_missed = [max_missed(a, &shared.a), max_missed(b, &shared.b)];
        let CompareOptions { rounds, seed, .. } = *self.compare;
        let bootstrap = Bootstrap { rounds, seed: u64::from(seed), confidence: self.confidence };
        let found = bootstrap.difference(&differences, uniform, max_missed).expect("the confidence is checked");
        let is_same = self.is_same(a, b, &differences, uniform);
        let (difference, p) = if is_same { (0.0, 1.0) } else { (found.estimate, found.p) };
        let verdict = match (p < 1.0 - self.confidence, difference > 0.0) {
            (false, _) => PairVerdict::NoClearDifference,
            (true, true) => PairVerdict::More,
            (true, false) => PairVerdict::Less,
        };
        RoutePair {
            a,
            b,
            hours,
            difference,
            interval: Some((found.interval.lower, found.interval.upper)),
            p: Some(p),
            q: Some(p),
            verdict,
            shared,
        }
    }
}

impl Comparison<'_> {
    /// Whether two routes have the same encounter expectation from every incident, but for the accuracy of it: such as a road and the
    /// way back on it.
    fn is_same(&self, a: usize, b: usize, differences: &[f64], uniform: f64) -> bool {
        let total = |number: usize| {
            let weights = &self.weights[number];
            weights.uniform() + weights.row_weights.iter().map(|(_, weight)| weight).sum::<f64>()
        };
        let apart = uniform.abs() + differences.iter().map(|difference| difference.abs()).sum::<f64>();
        apart <= ACCURACY * total(a).max(total(b))
    }
}

/// Whether two routes begin within `site_km` of each other and end so, or the one where the other ends.
fn share_both_ends(a: &Route, b: &Route, site_km: f64) -> bool {
    let ends = |route: &Route| {
        let vertices = route.vertices();
        [vertices[0], vertices[vertices.len() - 1]]
    };
    let ([a_start, a_end], [b_start, b_end]) = (ends(a), ends(b));
    let near = |one: LonLat, other: LonLat| distance_km(one, other) <= site_km;
    (near(a_start, b_start) && near(a_end, b_end)) || (near(a_start, b_end) && near(a_end, b_start))
}

/// What each incident adds to the first sum minus what it adds to the second one. Both lists are ascending by row.
fn subtract_weights(a: &[RowWeight], b: &[RowWeight]) -> Vec<f64> {
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

/// Finds the route of a pair that is no faster and has no lower encounter expectation, if it is worse in one of the
/// two. Of two trips with different ends none is worse.
fn find_dominated(pair: &RoutePair) -> Option<DominatedRoute> {
    let RoutePair { a, b, mut hours, difference, verdict, .. } = *pair;
    if hours.abs() <= SAME_HOURS {
        hours = 0.0;
    }
    let clearly = verdict != PairVerdict::NoClearDifference;
    if verdict == PairVerdict::DifferentEnds || (hours == 0.0 && difference == 0.0) {
        None
    } else if hours >= 0.0 && difference >= 0.0 {
        Some(DominatedRoute { route: a, by: b, clearly })
    } else if hours <= 0.0 && difference <= 0.0 {
        Some(DominatedRoute { route: b, by: a, clearly })
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day;
    use crate::geometry::parse;
    use crate::load::{LoadOptions, load_columns};
    use crate::snapshot::ColumnSource;

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

    fn compare(snapshot: &Snapshot, lines: &[Route], options: &CompareOptions) -> RoutesReport {
        routes(snapshot, lines, &vec![RouteOptions::fixed(); lines.len()], options).unwrap()
    }

    /// Three routes to one site: from the north, from the east, and from the north-east, the last part of it from the
    /// east.
    fn routes_to_a_site() -> [Route; 3] {
        [line(&[(0.0, 0.5), (0.0, 0.0)]), line(&[(0.5, 0.0), (0.0, 0.0)]), line(&[(0.3, 0.3), (0.3, 0.0), (0.0, 0.0)])]
    }

    #[test]
    fn many_incidents_on_one_road_only_are_a_clear_difference() {
        let places: Vec<LonLat> = (0..30).map(|number| LonLat::new(0.0, 0.1 + f64::from(number) * 0.012)).collect();
        let snapshot = snapshot(&places, &[20_000; 30]);
        let near_enough = CompareOptions { site_km: 100.0, ..CompareOptions::default() };
        let found = compare(&snapshot, &routes_to_a_site(), &near_enough);
        let pair = &found.pairs[0];
        assert_eq!((pair.a, pair.b, pair.verdict), (0, 1, PairVerdict::More));
        let expected = |number: usize| found.routes[number].risk.as_ref().unwrap().encounter.expected;
        assert!((pair.difference - (expected(0) - expected(1))).abs() < 1e-6 * pair.difference);
        let (lower, upper) = pair.interval.unwrap();
        assert!(lower > 0.0 && lower < pair.difference && pair.difference < upper);
        // The route from the north is a little shorter than that from the east, so neither dominates the other.
        assert!(pair.hours < 0.0 && found.dominated.iter().all(|one| (one.route, one.by) != (0, 1)));
        assert_eq!(found.pairs[2].verdict, PairVerdict::NoClearDifference);
    }

    #[test]
    fn a_road_and_the_way_back_are_the_same() {
        // With incidents at both ends, along it, and beside it.
        let places = [(-8.0, 12.0), (-7.0, 12.0), (-7.5, 12.0), (-7.3, 12.02), (-8.003, 12.0)];
        let places: Vec<LonLat> =
            (0..60).map(|number| places[number % 5]).map(|(lon, lat)| LonLat::new(lon, lat)).collect();
        let days: Vec<i32> = (0..60).map(|number| 20_000 - 7 * number).collect();
        let snapshot = snapshot(&places, &days);
        let there = [(-8.0, 12.0), (-7.0, 12.0)];
        let back = [there[1], there[0]];
        let denser: Vec<(f64, f64)> = (0..=50).map(|step| (-8.0 + 0.02 * f64::from(step), 12.0)).collect();
        let lines = [line(&there), line(&back), line(&denser)];
        for options in [RouteOptions::fixed(), RouteOptions::default()] {
            let options = vec![options; 3];
            let report = routes(&snapshot, &lines, &options, &CompareOptions::default()).unwrap();
            for pair in &report.pairs {
                let found = (pair.difference, pair.p, pair.verdict);
                assert_eq!(found, (0.0, Some(1.0), PairVerdict::NoClearDifference), "{pair:?}");
            }
            assert!(report.dominated.is_empty(), "{:?}", report.dominated);
        }
    }

    #[test]
    fn trips_with_different_ends_are_not_compared() {
        let places: Vec<LonLat> = (0..30).map(|number| LonLat::new(0.0, 0.1 + f64::from(number) * 0.012)).collect();
        let snapshot = snapshot(&places, &[20_000; 30]);
        // The second one is the first one driven back, the third ends 4 km from it, and the fourth elsewhere.
        let lines = [
            line(&[(0.0, 0.5), (0.0, 0.0)]),
            line(&[(0.0, 0.0), (0.2, 0.2), (0.0, 0.5)]),
            line(&[(0.0, 0.5), (0.2, 0.2), (0.036, 0.0)]),
            line(&[(0.0, 0.5), (0.054, 0.0)]),
        ];
        let found = compare(&snapshot, &lines, &CompareOptions::default());
        let compared: Vec<bool> = found.pairs.iter().map(|pair| pair.p.is_some()).collect();
        assert_eq!(compared, [true, true, false, true, false, true]);
        for pair in &found.pairs {
            let is_different = pair.verdict == PairVerdict::DifferentEnds;
            assert_eq!(
                (pair.p.is_none(), pair.q.is_none(), pair.interval.is_none()),
                (is_different, is_different, is_different)
            );
        }
        assert!(found.dominated.iter().all(|one| [one.route, one.by] != [0, 3] && [one.route, one.by] != [3, 0]));
        assert!(
            found.notes[0].starts_with("4 pairs") && found.notes[1].starts_with("2 pairs of routes are not compared")
        );
        // The third corrects for the four pairs that are compared, not for six.
        let p: Vec<f64> = found.pairs.iter().filter_map(|pair| pair.p).collect();
        let q: Vec<f64> = found.pairs.iter().filter_map(|pair| pair.q).collect();
        assert_eq!(q, benjamini_hochberg(&p));
    }

    #[test]
    fn shared_roads_make_routes_dependent() {
        let snapshot = snapshot(&[LonLat::new(0.3, 0.2)], &[20_000]);
        let [north, east, detour] = routes_to_a_site();
        let lines = [north, east, detour];
        let below = |below: f64| {
            compare(&snapshot, &lines, &CompareOptions { below: Some(below), ..CompareOptions::default() })
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
        let found = compare(&snapshot, &lines, &CompareOptions::default());
        let pair = &found.pairs[0];
        assert_eq!((pair.difference, pair.interval, pair.p), (0.0, Some((0.0, 0.0)), Some(1.0)));
        assert!(found.dominated.is_empty());
        let slow = RouteOptions { speed_kmh: 20.0, ..RouteOptions::fixed() };
        let found = routes(&snapshot, &lines, &[slow, RouteOptions::fixed()], &CompareOptions::default()).unwrap();
        assert_eq!(found.dominated, [DominatedRoute { route: 0, by: 1, clearly: false }]);
    }

    #[test]
    fn one_route_has_no_pair_and_too_many_are_refused() {
        let snapshot = snapshot(&[LonLat::new(0.0, 0.2)], &[20_000]);
        let one = || line(&[(0.0, 0.5), (0.0, 0.0)]);
        assert!(compare(&snapshot, &[one()], &CompareOptions::default()).pairs.is_empty());
        assert!(
            compare(&snapshot, &[], &CompareOptions { below: Some(1.0), ..CompareOptions::default() })
                .routes
                .is_empty()
        );
        let many: Vec<Route> = (0..17).map(|_| one()).collect();
        let refused = routes(&snapshot, &many, &vec![RouteOptions::fixed(); 17], &CompareOptions::default());
        assert_eq!(refused.err().unwrap().code, Code::TooLarge);
        let wrong = RouteOptions { speed_kmh: 0.0, ..RouteOptions::fixed() };
        let refused = routes(&snapshot, &[one(), one()], &[RouteOptions::fixed(), wrong], &CompareOptions::default());
        assert_eq!(refused.err().unwrap().at.row, Some(2));
    }
}
