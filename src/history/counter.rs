//! Counts of certain incidents by day, by kind and by week.

use serde::Serialize;

use super::daily::DailyCounts;
use super::windows::{DayRange, Windows};
use crate::incident::{Day, Kind, KindCounts};

/// The certain incidents of one kind in both windows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KindCount {
    /// The kind.
    pub kind: Kind,
    /// Number of incidents in the recent window.
    pub recent: u64,
    /// Number of incidents in the baseline.
    pub baseline: u64,
}

/// Counts certain incidents one by one, in any order.
#[derive(Debug)]
pub struct Counter {
    daily: DailyCounts,
    recent: KindCounts,
    baseline: KindCounts,
    /// First day of the first week.
    weeks_start: Day,
    weeks: Vec<u32>,
}

impl Counter {
    /// A counter without an incident. Its weeks are whole weeks, the last of which ends with `series`; days of `series`
    /// before the first whole week are left out.
    pub fn new(windows: Windows, series: DayRange) -> Counter {
        let weeks = series.whole_weeks();
        Counter {
            daily: DailyCounts::new(windows),
            recent: KindCounts::default(),
            baseline: KindCounts::default(),
            weeks_start: series.last - 7 * weeks as Day + 1,
            weeks: vec![0; weeks],
        }
    }

    /// Counts one incident.
    pub fn add(&mut self, day: Day, kind: Kind) {
        self.daily.add(day);
        let windows = self.daily.windows();
        if windows.both().contains(day) {
            let recent = windows.recent.contains(day);
            (if recent { &mut self.recent } else { &mut self.baseline }).add(kind);
        }
        if day >= self.weeks_start
            && let Some(week) = self.weeks.get_mut(((day - self.weeks_start) / 7) as usize)
        {
            *week += 1;
        }
    }

    /// The counts by day over both windows.
    pub fn daily(&self) -> &DailyCounts {
        &self.daily
    }

    /// The kinds with an incident in either window, in the order of [`Kind::ALL`].
    pub fn by_kind(&self) -> Vec<KindCount> {
        let counts = Kind::ALL.into_iter().map(|kind| self.of_kind(kind));
        counts.filter(|count| count.recent + count.baseline > 0).collect()
    }

    /// The incidents of one kind in both windows.
    pub fn of_kind(&self, kind: Kind) -> KindCount {
        KindCount { kind, recent: self.recent.of(kind), baseline: self.baseline.of(kind) }
    }

    /// First day of the first week.
    pub fn weeks_start(&self) -> Day {
        self.weeks_start
    }

    /// The count of each week of the series.
    pub fn weeks(&self) -> &[u32] {
        &self.weeks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(windows: Windows, series: DayRange, certain: &[(Day, Kind)]) -> Counter {
        let mut counter = Counter::new(windows, series);
        certain.iter().for_each(|(day, kind)| counter.add(*day, *kind));
        counter
    }

    #[test]
    fn weeks_end_on_the_last_day() {
        let weeks = |days: &[Day], first: Day, last: Day| {
            let certain: Vec<_> = days.iter().map(|&day| (day, Kind::Riot)).collect();
            let counter = count(Windows::new(1000, 28, 336), DayRange { first, last }, &certain);
            (counter.weeks_start(), counter.weeks().to_vec())
        };
        assert_eq!(weeks(&[-1, 0, 6, 7, 13, 14, 15], -3, 13), (0, vec![2, 2]));
        assert!(weeks(&[5], 10, 5).1.is_empty());
        assert!(weeks(&[5], 5, 5).1.is_empty());
    }

    #[test]
    fn kinds_that_occur_are_counted() {
        let certain = [(95, Kind::Riot), (50, Kind::Abduction), (51, Kind::Abduction), (0, Kind::Protest)];
        let counter = count(Windows::new(100, 10, 50), DayRange { first: 0, last: 0 }, &certain);
        let kinds: Vec<_> = counter.by_kind().into_iter().map(|kind| (kind.kind, kind.recent, kind.baseline)).collect();
        assert_eq!(kinds, [(Kind::Abduction, 0, 2), (Kind::Riot, 1, 0)]);
    }
}
