//! Independent routes: the largest sets of routes that share no road except near their ends.

use serde::Serialize;

use super::{RoutePair, SharedPart};
use crate::questions::route::RouteReport;
use crate::route_line::Route;

/// The largest sets of routes that share no road except within
/// [`CompareOptions::site_km`](super::CompareOptions::site_km) of their ends.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndependentRoutes {
    /// Numbers of routes, among those with an encounter expectation below
    /// [`CompareOptions::below`](super::CompareOptions::below).
    pub routes: Vec<usize>,
    /// Numbers of routes, among those whose whole interval of the encounter expectation lies below it.
    pub surely: Vec<usize>,
}

/// Finds the largest sets of independent routes. `reports` are full ones; `pairs` are all pairs of the routes.
pub fn find_independent(
    lines: &[Route],
    reports: &[RouteReport],
    pairs: &[RoutePair],
    below: f64,
    site_km: f64,
) -> IndependentRoutes {
    let mut conflicts = vec![0u32; lines.len()];
    for pair in pairs.iter().filter(|pair| is_dependent(lines, pair, site_km)) {
        conflicts[pair.a] |= 1 << pair.b;
        conflicts[pair.b] |= 1 << pair.a;
    }
    let (mut below_limit, mut surely_below) = (0, 0);
    for (number, report) in reports.iter().enumerate() {
        let encounter = &report.risk.as_ref().expect("reports are full ones").encounter;
        below_limit |= u32::from(encounter.expected < below) << number;
        surely_below |= u32::from(encounter.interval.1 < below) << number;
    }
    IndependentRoutes {
        routes: members(largest_set(below_limit, &conflicts)),
        surely: members(largest_set(surely_below, &conflicts)),
    }
}

/// Whether the routes of a pair share a road elsewhere than within `site_km` of their ends.
fn is_dependent(lines: &[Route], pair: &RoutePair, site_km: f64) -> bool {
    let shares_away_from_ends = |parts: &[SharedPart], number: usize| {
        let last_km = lines[number].length_km() - site_km;
        parts.iter().any(|part| part.to_km > site_km && part.from_km < last_km)
    };
    shares_away_from_ends(&pair.shared.a, pair.a) || shares_away_from_ends(&pair.shared.b, pair.b)
}

/// The largest set of allowed routes of which no two conflict; of equally large sets, the one that is the smallest as a
/// number. Sets are bits; `conflicts` has for each route the set of routes that it conflicts with.
fn largest_set(allowed: u32, conflicts: &[u32]) -> u32 {
    let is_free =
        |set: u32| conflicts.iter().enumerate().all(|(number, others)| set >> number & 1 == 0 || set & others == 0);
    let sets = (0..1u32 << conflicts.len()).filter(|set| set & !allowed == 0 && is_free(*set));
    sets.fold(0, |best: u32, set| if set.count_ones() > best.count_ones() { set } else { best })
}

/// The numbers of the bits that are set in a set.
fn members(set: u32) -> Vec<usize> {
    (0..32).filter(|number| set >> number & 1 == 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Compared with a recursion: each route is in the set or not, and the largest set without a conflict counts.
        #[test]
        fn no_set_without_a_conflict_is_larger(number in 0..9usize, links in prop::collection::vec((0..9usize, 0..9usize), 0..16)) {
            let mut conflicts = vec![0u32; 9];
            for &(a, b) in links.iter().filter(|(a, b)| a != b) {
                conflicts[a] |= 1 << b;
                conflicts[b] |= 1 << a;
            }
            fn largest_size(left: &[usize], chosen: &mut Vec<usize>, conflicts: &[u32]) -> usize {
                let Some((first, rest)) = left.split_first() else { return chosen.len() };
                let without = largest_size(rest, chosen, conflicts);
                if chosen.iter().any(|other| conflicts[*first] >> other & 1 == 1) {
                    return without;
                }
                chosen.push(*first);
                let with = largest_size(rest, chosen, conflicts);
                chosen.pop();
                with.max(without)
            }
            let allowed: Vec<usize> = (0..number).collect();
            let set = largest_set((1 << number) - 1, &conflicts);
            let found: Vec<usize> = members(set);
            prop_assert!(found.iter().all(|a| found.iter().all(|b| conflicts[*a] >> b & 1 == 0)));
            prop_assert_eq!(found.len(), largest_size(&allowed, &mut Vec::new(), &conflicts));
        }
    }
}
