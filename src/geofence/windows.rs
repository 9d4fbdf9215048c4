//! Counts over time: the recent window, the baseline before it, kinds and weeks.

use serde::Serialize;

use crate::day;
use crate::incident::{Day, Kind};

/// A range of days, both ends in it.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    pub first: Day,
    pub last: Day,
}

impl Range {
    pub fn covers(self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }

    pub fn report(self, days: impl Iterator<Item = Day>) -> Window {
        let count = days.filter(|&day| self.covers(day)).count() as u64;
        let length = (self.last - self.first + 1) as u32;
        Window {
            days: length,
            from: day::format(self.first),
            to: day::format(self.last),
            count,
            per_day: count as f64 / f64::from(length),
        }
    }
}

/// Certain incidents in a window.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Window {
    pub days: u32,
    pub from: String,
    pub to: String,
    pub count: u64,
    pub per_day: f64,
}

/// Certain incidents of one kind in both windows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KindCount {
    pub kind: &'static str,
    pub recent: u64,
    pub baseline: u64,
}

/// The two windows that are compared. They never overlap.
pub struct Windows {
    pub recent: Range,
    pub baseline: Range,
}

impl Windows {
    pub fn new(as_of: Day, recent_days: u32, baseline_days: u32) -> Windows {
        let recent = Range { first: as_of - recent_days as Day + 1, last: as_of };
        let baseline = Range { first: recent.first - baseline_days as Day, last: recent.first - 1 };
        Windows { recent, baseline }
    }

    /// Kinds with an incident in either window, in the order of [`Kind::ALL`].
    pub fn by_kind(&self, certain: &[(Day, Kind)]) -> Vec<KindCount> {
        let count = |kind: Kind, range: Range| {
            certain.iter().filter(|(day, of)| *of == kind && range.covers(*day)).count() as u64
        };
        let all = Kind::ALL.into_iter().map(|kind| KindCount {
            kind: kind.name(),
            recent: count(kind, self.recent),
            baseline: count(kind, self.baseline),
        });
        all.filter(|kind| kind.recent + kind.baseline > 0).collect()
    }
}

/// Certain incidents by whole weeks, the last of which ends on the last day of the range.
#[derive(Clone, Debug, PartialEq)]
pub struct Weekly {
    /// First day of the first week.
    pub start: String,
    pub counts: Vec<u32>,
}

impl Weekly {
    /// Days before the first whole week are left out.
    pub fn new(days: impl Iterator<Item = Day>, first: Day, last: Day) -> Weekly {
        let weeks = ((i64::from(last) - i64::from(first) + 1) / 7).max(0) as usize;
        let start = last - 7 * weeks as Day + 1;
        let mut counts = vec![0; weeks];
        for day in days.filter(|&day| day >= start && day <= last) {
            counts[((day - start) / 7) as usize] += 1;
        }
        Weekly { start: day::format(start), counts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_touch_and_do_not_overlap() {
        let windows = Windows::new(1000, 28, 336);
        assert_eq!((windows.recent.first, windows.recent.last), (973, 1000));
        assert_eq!((windows.baseline.first, windows.baseline.last), (637, 972));
        let window = windows.recent.report([972, 973, 1000, 1001].into_iter());
        assert_eq!((window.days, window.count), (28, 2));
    }

    #[test]
    fn weeks_end_on_the_last_day() {
        let weekly = Weekly::new([0, 6, 7, 13, 14, 15].into_iter(), -3, 13);
        assert_eq!(weekly.counts, [2, 2]);
        assert_eq!(weekly.start, "1970-01-01");
        assert!(Weekly::new([5].into_iter(), 10, 5).counts.is_empty());
        assert_eq!(Weekly::new([5].into_iter(), 5, 5).counts.len(), 0);
    }

    #[test]
    fn kinds_that_occur_are_counted() {
        let windows = Windows::new(100, 10, 50);
        let certain = [(95, Kind::Riot), (50, Kind::Abduction), (51, Kind::Abduction), (0, Kind::Protest)];
        let kinds: Vec<_> =
            windows.by_kind(&certain).into_iter().map(|kind| (kind.kind, kind.recent, kind.baseline)).collect();
        assert_eq!(kinds, [("abduction", 0, 2), ("riot", 1, 0)]);
    }
}
