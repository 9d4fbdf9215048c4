//! How many incidents there were by every day, forgotten at different speeds.

use super::densities::MAPS;
use super::kernels::{Decay, FIXED, KERNELS, LEVEL_HALF_LIVES, MIXED, TWELVE_MONTHS};
use crate::incident::Day;

/// Days over which a forecast is made and judged.
pub const AHEAD_DAYS: Day = 28;
/// Days of record that have to lie before a day from which a forecast is made.
pub const HISTORY_DAYS: Day = 364;

/// Older incidents weigh nothing by any kernel: 60 half-lives of the slowest.
const MAX_DAYS: Day = 60 * 365;

/// Counts of the incidents by day, and their weighted sums.
#[derive(Clone, Debug)]
pub struct Timeline {
    first: Day,
    /// The last day of the data.
    last: Day,
    /// Incidents up to each day, from the first on.
    up_to: Vec<u64>,
    /// The sum of the weights of all incidents for each kernel of the mixture, by day.
    weights: [Vec<f64>; MIXED],
    /// The sum of the weights of all incidents for the fixed kernel, by day.
    fixed: Vec<f64>,
    /// The daily rate for each half-life of the level, by day.
    rates: [Vec<f64>; LEVEL_HALF_LIVES.len()],
}

impl Timeline {
    /// The timeline of incidents on these days, of which later ones than `last` do not count, nor those of more than sixty
    /// years before. `None` without any.
    pub fn new(days: impl Iterator<Item = Day> + Clone, last: Day) -> Option<Timeline> {
        let counted = || days.clone().filter(|day| (last - MAX_DAYS..=last).contains(day));
        let first = counted().min()?;
        let mut counts = vec![0u64; (last - first) as usize + 1];
        counted().for_each(|day| counts[(day - first) as usize] += 1);
        let weights = KERNELS.map(|kernel| decayed(&counts, kernel.decay));
        let rates = LEVEL_HALF_LIVES.map(|half_life| {
            let ones = vec![1; counts.len()];
            let (sums, days) =
                (decayed(&counts, Decay::HalfLife(half_life)), decayed(&ones, Decay::HalfLife(half_life)));
            sums.iter().zip(days).map(|(sum, days)| sum / days).collect()
        });
        let mut total = 0;
        let up_to = counts.iter().map(|count| {
            total += count;
            total
        });
        Some(Timeline { first, last, up_to: up_to.collect(), weights, fixed: decayed(&counts, FIXED.decay), rates })
    }

    /// The first day with an incident.
    pub fn first(&self) -> Day {
        self.first
    }

    /// The last day of the data.
    pub fn last(&self) -> Day {
        self.last
    }

    /// The incidents on the days after `after` and up to `to`.
    pub fn count(&self, after: Day, to: Day) -> u64 {
        let up_to = |day: Day| self.index(day).map_or(0, |index| self.up_to[index]);
        up_to(to) - up_to(after)
    }

    /// The last day up to a day, and up to the last of the data, that has an incident; `day` itself before the first.
    pub fn last_recorded(&self, day: Day) -> Day {
        let Some(index) = self.index(day) else { return day };
        let total = self.up_to[index];
        let quiet = self.up_to[..index].iter().rev().take_while(|count| **count == total).count();
        self.first + (index - quiet) as Day
    }

    /// The sum of the weights of all incidents up to a day, for each kernel of the mixture.
    pub fn weights(&self, day: Day) -> [f64; MIXED] {
        let beyond = (day - self.last).max(0);
        let index = self.index(day);
        std::array::from_fn(|kernel| {
            index.map_or(0.0, |index| self.weights[kernel][index] * KERNELS[kernel].decay.weight(beyond))
        })
    }

    /// The sum of the weights of all incidents up to a day of the data, for each map.
    pub(super) fn map_weights(&self, day: Day) -> [f64; MAPS] {
        let mixed = self.weights(day);
        let Decay::Flat(days) = TWELVE_MONTHS.decay else { unreachable!("a map of twelve months") };
        let index = self.index(day);
        std::array::from_fn(|map| match map {
            map if map < MIXED => mixed[map],
            MIXED => index.map_or(0.0, |index| self.fixed[index]),
            _ => self.count(day - days, day) as f64,
        })
    }

    /// The incidents a day as of a day, weighted with each half-life of the level.
    pub fn rates(&self, day: Day) -> [f64; LEVEL_HALF_LIVES.len()] {
        let index = self.index(day);
        std::array::from_fn(|level| index.map_or(0.0, |index| self.rates[level][index]))
    }

    /// The days from which forecasts can be made whose outcome is known by `known`, the newest first, four weeks apart.
    pub fn past_days(&self, known: Day) -> impl Iterator<Item = Day> {
        let earliest = self.first + HISTORY_DAYS;
        (1..).map(move |number| known - AHEAD_DAYS * number).take_while(move |day| *day >= earliest)
    }

    fn index(&self, day: Day) -> Option<usize> {
        (day >= self.first).then(|| (day.min(self.last) - self.first) as usize)
    }
}

/// The weighted sum of the counts up to each day.
fn decayed(counts: &[u64], decay: Decay) -> Vec<f64> {
    let kept = decay.weight(1);
    let mut sum = 0.0;
    let next = |count: &u64| {
        sum = sum * kept + *count as f64;
        sum
    };
    counts.iter().map(next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_weights() {
        let days = [10, 10, 40, 90, 200];
        let timeline = Timeline::new(days.into_iter(), 100).unwrap();
        assert_eq!((timeline.first(), timeline.last()), (10, 100));
        assert_eq!(
            [timeline.count(10, 90), timeline.count(0, 10), timeline.count(0, 300), timeline.count(95, 200)],
            [2, 2, 4, 0]
        );
        for day in [5, 10, 39, 40, 100, 110] {
            for (kernel, found) in KERNELS.iter().zip(timeline.weights(day)) {
                let weight = |start: &&Day| **start <= day.min(100);
                let expected: f64 = days.iter().filter(weight).map(|start| kernel.decay.weight(day - start)).sum();
                assert!((found - expected).abs() < 1e-12, "{day} {kernel:?}: {found} {expected}");
            }
        }
        // On the first day the rate is what happened on it, whatever the half-life.
        assert_eq!(timeline.rates(10), [2.0; 4]);
        assert_eq!(timeline.rates(9), [0.0; 4]);
        let recorded = [5, 10, 39, 40, 89, 90, 100, 300].map(|day| timeline.last_recorded(day));
        assert_eq!(recorded, [5, 10, 10, 40, 40, 90, 90, 90]);
    }

    #[test]
    fn past_days_have_a_year_before_them_and_four_weeks_after_them() {
        let timeline = Timeline::new([0].into_iter(), 420).unwrap();
        assert_eq!(timeline.past_days(420).collect::<Vec<_>>(), [392, 364]);
        assert_eq!(timeline.past_days(391).count(), 0);
        assert!(Timeline::new([7].into_iter(), 6).is_none());
    }
}
