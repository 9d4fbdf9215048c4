//! Counts over time: the recent window, the baseline before it, kinds and weeks.

use serde::Serialize;

use crate::day;
use crate::incident::{Day, Kind, KindCounts};

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

    pub fn report(self, counts: &KindCounts) -> Window {
        let count = Kind::ALL.into_iter().map(|kind| counts.of(kind)).sum();
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
#[derive(Clone, Copy)]
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

    /// One follows the other.
    pub fn cover(&self, day: Day) -> bool {
        (self.baseline.first..=self.recent.last).contains(&day)
    }
}

/// Certain incidents by whole weeks, the last of which ends on the last day of the range.
#[derive(Clone, Debug, PartialEq)]
pub struct Weekly {
    /// First day of the first week.
    pub start: String,
    pub counts: Vec<u32>,
}

/// Certain incidents, counted one by one.
pub struct Tally {
    windows: Windows,
    recent: KindCounts,
    baseline: KindCounts,
    weeks_start: Day,
    weeks: Vec<u32>,
}

impl Tally {
    /// Weeks are those of a range of days; days before the first whole one are left out.
    pub fn new(windows: Windows, first: Day, last: Day) -> Tally {
        let weeks = ((i64::from(last) - i64::from(first) + 1) / 7).max(0) as usize;
        Tally {
            windows,
            recent: KindCounts::default(),
            baseline: KindCounts::default(),
            weeks_start: last - 7 * weeks as Day + 1,
            weeks: vec![0; weeks],
        }
    }

    pub fn add(&mut self, day: Day, kind: Kind) {
        if self.windows.cover(day) {
            let recent = self.windows.recent.covers(day);
            (if recent { &mut self.recent } else { &mut self.baseline }).add(kind);
        }
        if day >= self.weeks_start
            && let Some(week) = self.weeks.get_mut(((day - self.weeks_start) / 7) as usize)
        {
            *week += 1;
        }
    }

    pub fn recent(&self) -> Window {
        self.windows.recent.report(&self.recent)
    }

    pub fn baseline(&self) -> Window {
        self.windows.baseline.report(&self.baseline)
    }

    /// Kinds with an incident in either window, in the order of [`Kind::ALL`].
    pub fn by_kind(&self) -> Vec<KindCount> {
        let all = Kind::ALL.into_iter().map(|kind| KindCount {
            kind: kind.name(),
            recent: self.recent.of(kind),
            baseline: self.baseline.of(kind),
        });
        all.filter(|kind| kind.recent + kind.baseline > 0).collect()
    }

    pub fn weekly(self) -> Weekly {
        Weekly { start: day::format(self.weeks_start), counts: self.weeks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(windows: Windows, first: Day, last: Day, certain: &[(Day, Kind)]) -> Tally {
        let mut tally = Tally::new(windows, first, last);
        certain.iter().for_each(|(day, kind)| tally.add(*day, *kind));
        tally
    }

    #[test]
    fn windows_touch_and_do_not_overlap() {
        let windows = Windows::new(1000, 28, 336);
        assert_eq!((windows.recent.first, windows.recent.last), (973, 1000));
        assert_eq!((windows.baseline.first, windows.baseline.last), (637, 972));
        let days = [636, 637, 972, 973, 1000, 1001].map(|day| (day, Kind::Riot));
        let tally = tally(windows, 0, 0, &days);
        assert_eq!((tally.recent().days, tally.recent().count), (28, 2));
        assert_eq!((tally.baseline().days, tally.baseline().count), (336, 2));
    }

    #[test]
    fn weeks_end_on_the_last_day() {
        let windows = Windows::new(1000, 28, 336);
        let weekly = |days: &[Day], first: Day, last: Day| {
            let certain: Vec<_> = days.iter().map(|&day| (day, Kind::Riot)).collect();
            tally(windows, first, last, &certain).weekly()
        };
        let two = weekly(&[-1, 0, 6, 7, 13, 14, 15], -3, 13);
        assert_eq!(two.counts, [2, 2]);
        assert_eq!(two.start, "1970-01-01");
        assert!(weekly(&[5], 10, 5).counts.is_empty());
        assert_eq!(weekly(&[5], 5, 5).counts.len(), 0);
    }

    #[test]
    fn kinds_that_occur_are_counted() {
        let certain = [(95, Kind::Riot), (50, Kind::Abduction), (51, Kind::Abduction), (0, Kind::Protest)];
        let tally = tally(Windows::new(100, 10, 50), 0, 0, &certain);
        let kinds: Vec<_> = tally.by_kind().into_iter().map(|kind| (kind.kind, kind.recent, kind.baseline)).collect();
        assert_eq!(kinds, [("abduction", 0, 2), ("riot", 1, 0)]);
    }
}
