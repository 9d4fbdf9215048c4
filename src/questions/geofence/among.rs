//! One area among others that were asked together: which changes are real, and which ranks.

use crate::stats::Interval;
use crate::stats::Observed;
use crate::stats::multiple::benjamini_hochberg;
use crate::stats::poisson::rate_interval;
use crate::stats::shrinkage::{Peers, Posterior};

/// An area's place among its peers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Among {
    /// Of the change, corrected for the number of areas.
    pub q: f64,
    /// The recent rate drawn towards that of all areas, incidents per day.
    pub per_day: f64,
    pub interval: Interval,
    /// The best and the worst rank, 1 for the highest rate, that the counts do not rule out.
    pub rank: (usize, usize),
}

/// Compares areas by their incidents in a recent window of so many days; `p` is that of each area's change.
///
/// An area ranks above another where its rate is the higher one with a probability of more than 1 − α/2 after both
/// counts. Source: H. Goldstein and D. J. Spiegelhalter, League tables and their limitations, JRSS A 159 (1996).
pub fn among(counts: &[f64], days: f64, p: &[f64], confidence: f64) -> Vec<Among> {
    let observed: Vec<Observed> = counts.iter().map(|&count| Observed { count, exposure: days }).collect();
    let Some(peers) = Peers::new(&observed) else { return Vec::new() };
    let levels = levels(counts);
    let judged: Vec<Level> =
        levels.iter().map(|&(count, _)| Level::new(&peers, count, days, counts, confidence)).collect();
    let ranks = ranks(&judged, &levels, confidence);
    let place = |count: f64| levels.partition_point(|&(other, _)| other > count);
    let area = |(&count, q): (&f64, f64)| {
        let level = place(count);
        Among { q, per_day: judged[level].per_day, interval: judged[level].interval, rank: ranks[level] }
    };
    counts.iter().zip(benjamini_hochberg(p)).map(area).collect()
}

/// Areas with the same count are the same to all that follows: each count, descending, and how many have it.
fn levels(counts: &[f64]) -> Vec<(f64, usize)> {
    let mut levels: Vec<(f64, usize)> = Vec::new();
    for &count in counts {
        let place = levels.partition_point(|&(other, _)| other > count);
        match levels.get_mut(place) {
            Some((same, areas)) if *same == count => *areas += 1,
            _ => levels.insert(place, (count, 1)),
        }
    }
    levels
}

struct Level {
    per_day: f64,
    interval: Interval,
    /// `None` where chance explains all differences: then all areas have one rate.
    posterior: Option<Posterior>,
}

impl Level {
    fn new(peers: &Peers, count: f64, days: f64, counts: &[f64], confidence: f64) -> Level {
        let own = Observed { count, exposure: days };
        if let Some(posterior) = peers.prior().and_then(|prior| prior.posterior(own, confidence)) {
            return Level { per_day: posterior.mean, interval: posterior.interval, posterior: Some(posterior) };
        }
        let all = Observed { count: counts.iter().sum(), exposure: days * counts.len() as f64 };
        let unknown = Interval { lower: 0.0, upper: f64::INFINITY };
        let interval = rate_interval(all, confidence).unwrap_or(unknown);
        Level { per_day: peers.mean, interval, posterior: None }
    }
}

/// The ranks each level may have. The higher a count, the higher its rate is likely to be, so that those surely above
/// are the first ones and those surely below the last.
fn ranks(judged: &[Level], levels: &[(f64, usize)], confidence: f64) -> Vec<(usize, usize)> {
    let all: usize = levels.iter().map(|(_, areas)| areas).sum();
    let surely = |higher: &Level, lower: &Level| match (&higher.posterior, &lower.posterior) {
        (Some(higher), Some(lower)) => higher.p_above(lower) > (1.0 + confidence) / 2.0,
        _ => false,
    };
    let areas = |levels: &[(f64, usize)]| -> usize { levels.iter().map(|(_, areas)| areas).sum() };
    let rank = |level: &Level| {
        let above = judged.partition_point(|other| surely(other, level));
        let not_below = judged.partition_point(|other| !surely(level, other));
        (1 + areas(&levels[..above]), all - areas(&levels[not_below..]))
    };
    judged.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_area_and_one_area() {
        assert!(among(&[], 28.0, &[], 0.95).is_empty());
        let [one] = among(&[7.0], 28.0, &[0.02], 0.95)[..] else { panic!("one") };
        assert_eq!((one.q, one.rank, one.per_day), (0.02, (1, 1), 0.25));
        assert!(one.interval.lower < 0.25 && one.interval.upper > 0.25);
    }

    #[test]
    fn quiet_areas_share_all_ranks_and_a_loud_one_stands_out() {
        let mut counts = vec![1.0; 30];
        counts[4] = 40.0;
        counts[9] = 0.0;
        let areas = among(&counts, 28.0, &vec![0.5; 30], 0.95);
        assert_eq!(areas[4].rank, (1, 1));
        assert_eq!((areas[0].rank, areas[9].rank), ((2, 30), (2, 30)));
        assert!(areas[4].per_day < 40.0 / 28.0 && areas[9].per_day > 0.0, "drawn towards the mean");
        let same = among(&[3.0; 5], 28.0, &[1.0; 5], 0.95);
        assert!(same.iter().all(|area| area.rank == (1, 5) && (area.per_day - 3.0 / 28.0).abs() < 1e-12));
    }

    #[test]
    fn no_incident_anywhere() {
        let areas = among(&[0.0; 3], 28.0, &[1.0; 3], 0.95);
        assert!(areas.iter().all(|area| area.per_day == 0.0 && area.rank == (1, 3) && area.interval.upper.is_finite()));
    }
}
