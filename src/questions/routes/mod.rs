//! Several routes for one trip: what they share, which differ, which are worse in every way. None is called the best:
//! hours against exposure is for people to weigh.

mod shared;

use super::limits::in_range;
use super::route::encounter::Weights;
use super::route::{RouteOptions, RouteReport, route};
use crate::error::{Code, GeobitError, Result};
use crate::route_line::Route;
use crate::snapshot::Snapshot;
use crate::stats::multiple::benjamini_hochberg;
use crate::stats::resample::Bootstrap;
use shared::Part;

/// More than a person compares; the sets of independent ones are looked at one by one.
const MOST_ROUTES: usize = 16;
const MOST_ROUNDS: u32 = 100_000;

/// How routes are compared.
#[derive(Clone, Debug)]
pub struct CompareOptions {
    /// Routes share a road where they are no farther apart, km.
    pub shared_km: f64,
    /// Rounds of the bootstrap, and where its random numbers begin.
    pub rounds: u32,
    pub seed: u32,
    /// Independent routes are sought among those with an encounter expectation below this.
    pub below: Option<f64>,
    /// They may share the road this near to their ends, km.
    pub site_km: f64,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { shared_km: 0.5, rounds: 1999, seed: 1, below: None, site_km: 5.0 }
    }
}

pub struct Comparison {
    pub routes: Vec<RouteReport>,
    pub pairs: Vec<Pair>,
    /// Routes that another is no worse than, in hours and in expectation.
    pub dominated: Vec<Dominated>,
    pub independent: Option<Independent>,
    pub asked: CompareOptions,
    pub notes: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Less = -1,
    NoClearDifference,
    More,
}

/// Two routes, by their numbers from 0; differences are those of `a` less those of `b`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub a: usize,
    pub b: usize,
    pub hours: f64,
    /// Of the encounter expectations.
    pub difference: f64,
    pub interval: (f64, f64),
    pub p: f64,
    /// The p among all pairs.
    pub q: f64,
    /// Whether `a` has more, at the level asked for.
    pub verdict: Verdict,
    pub shared: Shared,
}

/// The parts of each that run along the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    pub a: Vec<Part>,
    pub b: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Dominated {
    pub route: usize,
    pub by: usize,
    /// Whether the difference in expectation is clear, too.
    pub clearly: bool,
}

/// As many routes as there can be that share no road but near their ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Independent {
    /// Of those with an expectation below the one chosen, and of those whose interval lies below it: a bit for each route.
    pub routes: u32,
    pub surely: u32,
}

/// Answers the question for each route and compares them. Errors name the route, from 1.
pub fn compare(
    snapshot: &Snapshot,
    lines: &[Route],
    asked: &[RouteOptions],
    options: &CompareOptions,
) -> Result<Comparison> {
    options.check(lines.len())?;
    let mut routes = Vec::with_capacity(lines.len());
    for ((line, asked), number) in lines.iter().zip(asked).zip(1..) {
        routes.push(route(snapshot, line, asked).map_err(|error| error.at_row(number))?);
    }
    let numbers = || (0..lines.len()).flat_map(|a| (a + 1..lines.len()).map(move |b| (a, b)));
    let mut pairs: Vec<Pair> = numbers().map(|(a, b)| options.pair(lines, &routes, asked, a, b)).collect();
    let p: Vec<f64> = pairs.iter().map(|pair| pair.p).collect();
    for (pair, q) in pairs.iter_mut().zip(benjamini_hochberg(&p)) {
        pair.q = q;
    }
    let dominated = pairs.iter().filter_map(dominated).collect();
    let independent = options.below.map(|below| options.independent(below, lines, &routes, &pairs));
    let notes = options.notes(lines.len());
    Ok(Comparison { routes, pairs, dominated, independent, asked: options.clone(), notes })
}

impl CompareOptions {
    fn check(&self, routes: usize) -> Result<()> {
        in_range("sharedKm", self.shared_km, 0.0, 100.0)?;
        in_range("siteKm", self.site_km, 0.0, 500.0)?;
        in_range("rounds", f64::from(self.rounds), 98.0, f64::from(MOST_ROUNDS))?;
        self.below.map_or(Ok(()), |below| in_range("below", below, 0.0, f64::INFINITY))?;
        if routes > MOST_ROUTES {
            let words = format!("These are {routes} routes; up to {MOST_ROUTES} are compared at once.");
            return Err(GeobitError::new(Code::TooLarge, words));
        }
        Ok(())
    }

    fn pair(&self, lines: &[Route], routes: &[RouteReport], asked: &[RouteOptions], a: usize, b: usize) -> Pair {
        let [one, other] = [a, b].map(|number| routes[number].weights.as_ref().expect("reports are full ones"));
        let shared = Shared {
            a: shared::parts(&lines[a], &lines[b], self.shared_km),
            b: shared::parts(&lines[b], &lines[a], self.shared_km),
        };
        // Nothing can happen on the one and not on the other where they are the same all along.
        let unseen = |number: usize, parts: &[Part], weights: &Weights| {
            let shared_km: f64 = parts.iter().map(|part| part.to_km - part.from_km).sum();
            if shared_km < lines[number].length_km() { weights.largest } else { 0.0 }
        };
        let unseen = [unseen(a, &shared.a, one), unseen(b, &shared.b, other)];
        let bootstrap = Bootstrap { rounds: self.rounds, seed: u64::from(self.seed), confidence: asked[a].confidence };
        let found = bootstrap.difference(&differences(one, other), unseen).expect("the confidence is checked");
        let verdict = match (found.p < 1.0 - asked[a].confidence, found.estimate > 0.0) {
            (false, _) => Verdict::NoClearDifference,
            (true, true) => Verdict::More,
            (true, false) => Verdict::Less,
        };
        Pair {
            a,
            b,
            hours: routes[a].hours - routes[b].hours,
            difference: found.estimate,
            interval: (found.interval.lower, found.interval.upper),
            p: found.p,
            q: found.p,
            verdict,
            shared,
        }
    }

    fn independent(&self, below: f64, lines: &[Route], routes: &[RouteReport], pairs: &[Pair]) -> Independent {
        let mut conflicts = vec![0u32; lines.len()];
        for pair in pairs.iter().filter(|pair| self.share_a_road(lines, pair)) {
            conflicts[pair.a] |= 1 << pair.b;
            conflicts[pair.b] |= 1 << pair.a;
        }
        let (mut expected, mut surely) = (0, 0);
        for (number, report) in routes.iter().enumerate() {
            let (_, encounter) = report.exposure.as_ref().expect("reports are full ones");
            expected |= u32::from(encounter.expected < below) << number;
            surely |= u32::from(encounter.interval.1 < below) << number;
        }
        Independent { routes: largest_set(expected, &conflicts), surely: largest_set(surely, &conflicts) }
    }

    /// Elsewhere than near their ends.
    fn share_a_road(&self, lines: &[Route], pair: &Pair) -> bool {
        let away = |parts: &[Part], number: usize| {
            let last_km = lines[number].length_km() - self.site_km;
            parts.iter().any(|part| part.to_km > self.site_km && part.from_km < last_km)
        };
        away(&pair.shared.a, pair.a) || away(&pair.shared.b, pair.b)
    }

    fn notes(&self, routes: usize) -> Vec<String> {
        let pairs = routes * routes.saturating_sub(1) / 2;
        vec![format!(
            "{pairs} pairs of routes are compared by a bootstrap with the same weights for both ({} rounds, seed {}); a road \
             counts as shared within {} km. No route is called the best.",
            self.rounds, self.seed, self.shared_km
        )]
    }
}

/// What each incident adds to the first sum less what it adds to the other.
fn differences(one: &Weights, other: &Weights) -> Vec<f64> {
    let (mut one, mut other) = (one.of_row.iter().peekable(), other.of_row.iter().peekable());
    let mut parts = Vec::new();
    while let Some(row) = [one.peek(), other.peek()].into_iter().flatten().map(|(row, _)| *row).min() {
        let of = |list: &mut std::iter::Peekable<std::slice::Iter<'_, super::route::rows::Part>>| {
            list.next_if(|(next, _)| *next == row).map_or(0.0, |(_, part)| *part)
        };
        parts.push(of(&mut one) - of(&mut other));
    }
    parts
}

/// No slower and no more expected, and better in one of them.
fn dominated(pair: &Pair) -> Option<Dominated> {
    let Pair { a, b, hours, difference, verdict, .. } = *pair;
    let clearly = verdict != Verdict::NoClearDifference;
    if hours == 0.0 && difference == 0.0 {
        None
    } else if hours >= 0.0 && difference >= 0.0 {
        Some(Dominated { route: a, by: b, clearly })
    } else if hours <= 0.0 && difference <= 0.0 {
        Some(Dominated { route: b, by: a, clearly })
    } else {
        None
    }
}

/// The largest set of allowed routes without a conflict; of equal ones the first by its numbers. Sets are bits.
fn largest_set(allowed: u32, conflicts: &[u32]) -> u32 {
    let is_free =
        |set: u32| conflicts.iter().enumerate().all(|(number, others)| set >> number & 1 == 0 || set & others == 0);
    let sets = (0..1u32 << conflicts.len()).filter(|set| set & !allowed == 0 && is_free(*set));
    sets.fold(0, |best: u32, set| if set.count_ones() > best.count_ones() { set } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::LonLat;
    use crate::geometry::parse;
    use crate::load::{LoadOptions, columns};
    use crate::snapshot::Bulk;
    use proptest::prelude::*;

    fn line(path: &[(f64, f64)]) -> Route {
        let vertices: Vec<String> = path.iter().map(|(lon, lat)| format!("[{lon},{lat}]")).collect();
        Route::new(parse(&format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, vertices.join(","))).unwrap())
            .unwrap()
    }

    fn snapshot(places: &[LonLat], days: &[i32]) -> Snapshot {
        let (lon, lat) = places.iter().map(|at| (at.lon, at.lat)).unzip();
        let options = LoadOptions { as_of: crate::day::parse("2024-10-04"), ..LoadOptions::default() };
        columns(Bulk { lon, lat, day: days.to_vec(), ..Bulk::default() }, options).unwrap()
    }

    fn compared(snapshot: &Snapshot, lines: &[Route], options: &CompareOptions) -> Comparison {
        compare(snapshot, lines, &vec![RouteOptions::default(); lines.len()], options).unwrap()
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
        assert_eq!((pair.a, pair.b, pair.verdict), (0, 1, Verdict::More));
        let expected = |number: usize| found.routes[number].exposure.as_ref().unwrap().1.expected;
        assert!((pair.difference - (expected(0) - expected(1))).abs() < 1e-6 * pair.difference);
        assert!(pair.interval.0 > 0.0 && pair.interval.0 < pair.difference && pair.difference < pair.interval.1);
        // North is a little shorter than east: no slower, so only what is more in both is dominated.
        assert!(pair.hours < 0.0 && found.dominated.iter().all(|one| (one.route, one.by) != (0, 1)));
        assert_eq!(found.pairs[2].verdict, Verdict::NoClearDifference);
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
        assert_eq!((found.routes, found.surely), (0b11, 0b11));
        let found = below(1e-11).independent.unwrap();
        assert_eq!((found.routes, found.surely), (0b1, 0));
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
        let found = compare(&snapshot, &lines, &[slow, RouteOptions::default()], &CompareOptions::default()).unwrap();
        assert_eq!(found.dominated, [Dominated { route: 0, by: 1, clearly: false }]);
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
        let refused = compare(&snapshot, &many, &vec![RouteOptions::default(); 17], &CompareOptions::default());
        assert_eq!(refused.err().unwrap().code, Code::TooLarge);
        let wrong = RouteOptions { speed_kmh: 0.0, ..RouteOptions::default() };
        let refused =
            compare(&snapshot, &[one(), one()], &[RouteOptions::default(), wrong], &CompareOptions::default());
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
            let found: Vec<usize> = (0..9).filter(|number| set >> number & 1 == 1).collect();
            prop_assert!(found.iter().all(|a| found.iter().all(|b| conflicts[*a] >> b & 1 == 0)));
            prop_assert_eq!(found.len(), most(&allowed, &mut Vec::new(), &conflicts));
        }
    }
}
