//! Counts of certain incidents by day, by kind and by week.

use serde::Serialize;

use super::daily::DailyCounts;
use super::windows::{DayRange, Windows};
use crate::incident::{Day, Kind, KindCounts, OriginCounts};

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
    recent: WindowCounts,
    baseline: WindowCounts,
    /// First day of the first week.
    weeks_start: Day,
    weeks: Vec<u32>,
}

/// The incidents of one window.
#[derive(Clone, Debug)]
struct WindowCounts {
    kinds: KindCounts,
    origins: OriginCounts,
}

impl Counter {
    /// A counter without an incident. Its weeks are whole weeks, the last of which ends with `series`; days of `series`
    /// before the first whole week are left out. `origins` is the number of origins that are told apart, or 0.
    pub fn new(windows: Windows, series: DayRange, origins: usize) -> Counter {
        let weeks = series.whole_weeks();
        let nothing = WindowCounts { kinds: KindCounts::default(), origins: OriginCounts::new(origins) };
        Counter {
            daily: DailyCounts::new(windows),
            recent: nothing.clone(),
            baseline: nothing,
            weeks_start: series.last - 7 * weeks as Day + 1,
            weeks: vec![0; weeks],
        }
    }

    /// Counts one incident.
    pub fn add(&mut self, day: Day, kind: Kind, origin: usize) {
        self.daily.add(day);
        let windows = self.daily.windows();
        if windows.both().contains(day) {
            let recent = windows.recent.contains(day);
            let counts = if recent { &mut self.recent } else { &mut self.baseline };
            counts.kinds.add(kind);
            counts.origins.add(origin);
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
        KindCount { kind, recent: self.recent.kinds.of(kind), baseline: self.baseline.kinds.of(kind) }
    }

    /// The incidents of the recent window and of the baseline by origin; empty where origins are not told apart.
    pub fn by_origin(&self) -> [OriginCounts; 2] {
        [&self.recent, &self.baseline].map(|counts| counts.origins.clone())
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
        let mut counter = Counter::new(windows, series, 0);
        certain.iter().for_each(|(day, kind)| counter.add(*day, *kind, 0));
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
        assert!(counter.by_origin().iter().all(OriginCounts::is_empty));
    }

    #[test]
    fn origins_are_told_apart_in_each_window() {
        let mut counter = Counter::new(Windows::new(100, 10, 50), DayRange { first: 0, last: 0 }, 3);
        for (day, origin) in [(95, 0), (91, 2), (90, 2), (41, 1), (40, 1), (101, 0)] {
            counter.add(day, Kind::Riot, origin);
        }
        assert_eq!(counter.by_origin().each_ref().map(OriginCounts::as_slice), [[1, 0, 1], [0, 1, 1]]);
    }
}
