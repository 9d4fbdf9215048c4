//! The place of an area among others: which changes stand when many areas are looked at, and which ranks are possible.

use serde::Serialize;

use super::{GeofenceReport, Hindcast, SetHindcast};
use crate::order;
use crate::stats::Interval;
use crate::stats::Observed;
use crate::stats::multiple::benjamini_hochberg;
use crate::stats::poisson::rate_interval;
use crate::stats::shrinkage::{Peers, Posterior};

/// The place of an area among those asked about together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Peer {
    /// Number of areas, this one included.
    pub areas: usize,
    /// The p by which the verdict of the change goes, corrected for the number of areas (Benjamini and Hochberg 1995).
    pub q: f64,
    /// The recent rate, drawn towards the rate of all areas.
    pub shrunk: ShrunkRate,
    /// The best and the worst rank by recent rate that the counts do not rule out; 1 is the highest rate.
    pub rank: (usize, usize),
    /// What the hindcasts of all areas say together; `None` unless hindcasts were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hindcast: Option<SetHindcast>,
}

/// The recent rate of an area, drawn towards the rate of all areas: the posterior mean under a Gamma prior fitted to
/// the areas' own counts by moments (Marshall 1991). Where chance explains all differences, it is the rate of all areas
/// together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShrunkRate {
    /// Incidents per day.
    pub per_day: f64,
    /// Lower and upper limit of `per_day` at the confidence level of the question.
    pub interval: (f64, f64),
}

/// Sets the place of each area among all in the full reports.
pub fn place_among_peers(reports: &mut [GeofenceReport], confidence: f64) {
    let findings: Vec<_> = reports.iter_mut().filter_map(|report| report.findings.as_mut()).collect();
    let Some(first) = findings.first() else { return };
    let days = f64::from(first.history.comparison.recent.days);
    let comparisons = || findings.iter().map(|findings| &findings.history.comparison);
    let counts: Vec<f64> = comparisons().map(|comparison| comparison.recent.count as f64).collect();
    let p: Vec<f64> = comparisons().map(|comparison| comparison.change.verdict_p).collect();
    let hindcasts: Vec<&Hindcast> = findings.iter().filter_map(|findings| findings.hindcast.as_ref()).collect();
    let together = (!hindcasts.is_empty()).then(|| SetHindcast::of(&hindcasts));
    for (findings, peer) in findings.into_iter().zip(compare_areas(&counts, days, &p, confidence)) {
        findings.among = Some(Peer { hindcast: together.clone(), ..peer });
    }
}

/// Compares areas by their incidents in a recent window of `days`. `p` is the p of each area's change.
///
/// An area ranks above another where its rate is the higher one with a probability of more than 1 − α/2 after both
/// counts. Source: H. Goldstein and D. J. Spiegelhalter, League tables and their limitations, JRSS A 159 (1996).
fn compare_areas(counts: &[f64], days: f64, p: &[f64], confidence: f64) -> Vec<Peer> {
    let observed: Vec<Observed> = counts.iter().map(|&count| Observed { count, duration: days }).collect();
    let Some(peers) = Peers::new(&observed) else { return Vec::new() };
    let levels = group_counts(counts);
    let rates: Vec<LevelRate> =
        levels.iter().map(|&(count, _)| LevelRate::new(&peers, count, days, counts, confidence)).collect();
    let ranks = find_ranks(&rates, &levels, confidence);
    let level_of = |count: f64| levels.partition_point(|&(other, _)| other > count);
    let peer = |(&count, q): (&f64, f64)| {
        let level = level_of(count);
        let Interval { lower, upper } = rates[level].interval;
        let shrunk = ShrunkRate { per_day: rates[level].per_day, interval: (lower, upper) };
        Peer { areas: counts.len(), q, shrunk, rank: ranks[level], hindcast: None }
    };
    counts.iter().zip(benjamini_hochberg(p)).map(peer).collect()
}

/// Groups areas by count: the distinct counts, descending, each with the number of areas that have it. Areas with the
/// same count have the same rate and the same ranks.
fn group_counts(counts: &[f64]) -> Vec<(f64, usize)> {
    let mut descending = counts.to_vec();
    order::sort_by(&mut descending, |a, b| b.total_cmp(a));
    descending.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect()
}

/// The shrunk rate of the areas with one count.
struct LevelRate {
    per_day: f64,
    interval: Interval,
    /// `None` where chance explains all differences: then all areas have one rate.
    posterior: Option<Posterior>,
}

impl LevelRate {
    fn new(peers: &Peers, count: f64, days: f64, counts: &[f64], confidence: f64) -> LevelRate {
        let own = Observed { count, duration: days };
        if let Some(posterior) = peers.prior().and_then(|prior| prior.posterior(own, confidence)) {
            return LevelRate { per_day: posterior.mean, interval: posterior.interval, posterior: Some(posterior) };
        }
        let all = Observed { count: counts.iter().sum(), duration: days * counts.len() as f64 };
        let unknown = Interval { lower: 0.0, upper: f64::INFINITY };
        let interval = rate_interval(all, confidence).unwrap_or(unknown);
        LevelRate { per_day: peers.mean, interval, posterior: None }
    }
}

/// Finds the best and the worst rank of each level. The higher a count, the higher its rate is likely to be, so the
/// levels that are clearly above another one come first, and those clearly below it last.
fn find_ranks(rates: &[LevelRate], levels: &[(f64, usize)], confidence: f64) -> Vec<(usize, usize)> {
    let is_clearly_above = |higher: &LevelRate, lower: &LevelRate| match (&higher.posterior, &lower.posterior) {
        (Some(higher), Some(lower)) => higher.p_above(lower) > (1.0 + confidence) / 2.0,
        _ => false,
    };
    let count_areas = |levels: &[(f64, usize)]| -> usize { levels.iter().map(|(_, areas)| areas).sum() };
    let all = count_areas(levels);
    let rank = |rate: &LevelRate| {
        let above = rates.partition_point(|other| is_clearly_above(other, rate));
        let not_below = rates.partition_point(|other| !is_clearly_above(rate, other));
        (1 + count_areas(&levels[..above]), all - count_areas(&levels[not_below..]))
    };
    rates.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_area_and_one_area_can_be_compared() {
        assert!(compare_areas(&[], 28.0, &[], 0.95).is_empty());
        let [one] = &compare_areas(&[7.0], 28.0, &[0.02], 0.95)[..] else { panic!("one") };
        assert_eq!((one.q, one.rank, one.shrunk.per_day), (0.02, (1, 1), 0.25));
        assert!(one.shrunk.interval.0 < 0.25 && one.shrunk.interval.1 > 0.25);
    }

    #[test]
    fn areas_with_few_incidents_share_all_ranks_and_one_with_many_stands_out() {
        let mut counts = vec![1.0; 30];
        counts[4] = 40.0;
        counts[9] = 0.0;
        let areas = compare_areas(&counts, 28.0, &vec![0.5; 30], 0.95);
        assert_eq!(areas[4].rank, (1, 1));
        assert_eq!((areas[0].rank, areas[9].rank), ((2, 30), (2, 30)));
        assert!(areas[4].shrunk.per_day < 40.0 / 28.0 && areas[9].shrunk.per_day > 0.0, "drawn towards the mean");
        let same = compare_areas(&[3.0; 5], 28.0, &[1.0; 5], 0.95);
        assert!(same.iter().all(|area| area.rank == (1, 5) && (area.shrunk.per_day - 3.0 / 28.0).abs() < 1e-12));
    }

    #[test]
    fn no_incident_anywhere() {
        let areas = compare_areas(&[0.0; 3], 28.0, &[1.0; 3], 0.95);
        assert!(
            areas
                .iter()
                .all(|area| area.shrunk.per_day == 0.0 && area.rank == (1, 3) && area.shrunk.interval.1.is_finite())
        );
    }
}
