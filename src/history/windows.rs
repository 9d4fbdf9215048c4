//! Counts over time: the recent window, the baseline before it, kinds and weeks.

use serde::Serialize;

use super::daily::Daily;
use crate::day;
use crate::incident::{Day, Kind, KindCounts};
use crate::stats::Observed;
use crate::stats::dispersion::Dispersion;
use crate::stats::poisson::rate_interval;

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

    pub fn days(self) -> u32 {
        (self.last - self.first + 1) as u32
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
    /// Exact Poisson interval of the rate, and the one for weeks that differ more than chance.
    pub interval: (f64, f64),
    pub widened: Option<(f64, f64)>,
}

impl Window {
    /// `dispersion` is that of the baseline's weeks.
    pub fn new(daily: &Daily, range: Range, dispersion: Option<Dispersion>, confidence: f64) -> Window {
        let observed = daily.observed(range);
        let limits = |observed: Observed| {
            let interval = rate_interval(observed, confidence).expect("a window has days");
            (interval.lower, interval.upper)
        };
        let wide = dispersion.filter(Dispersion::is_overdispersed);
        Window {
            days: range.days(),
            from: day::format(range.first),
            to: day::format(range.last),
            count: daily.count(range),
            per_day: observed.count / observed.exposure,
            interval: limits(observed),
            widened: wide.map(|wide| limits(wide.to_independent(observed))),
        }
    }
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

    /// What a reader has to know of them, where they reach beyond the snapshot's first incident or its own day.
    pub fn notes(&self, first: Day, data_as_of: Day) -> Vec<String> {
        let mut notes = Vec::new();
        if self.baseline.first < first {
            notes.push(format!(
                "The baseline begins on {}, before the snapshot's first incident of {}: its rate may be too low.",
                day::format(self.baseline.first),
                day::format(first)
            ));
        }
        if self.recent.last > data_as_of {
            notes.push(format!(
                "The recent window reaches to {}, beyond the date of the data, {}: nothing can be recorded there yet.",
                day::format(self.recent.last),
                day::format(data_as_of)
            ));
        }
        notes
    }

    /// Both, of which one follows the other.
    pub fn whole(&self) -> Range {
        Range { first: self.baseline.first, last: self.recent.last }
    }
}

/// Certain incidents by whole weeks, the last of which ends on the last day of the range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Weekly {
    /// First day of the first week.
    pub start: String,
    #[serde(skip)]
    pub counts: Vec<u32>,
}

/// Certain incidents, counted one by one.
pub struct Tally {
    daily: Daily,
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
            daily: Daily::new(windows),
            recent: KindCounts::default(),
            baseline: KindCounts::default(),
            weeks_start: last - 7 * weeks as Day + 1,
            weeks: vec![0; weeks],
        }
    }

    pub fn add(&mut self, day: Day, kind: Kind) {
        self.daily.add(day);
        let windows = self.daily.windows();
        if windows.whole().covers(day) {
            let recent = windows.recent.covers(day);
            (if recent { &mut self.recent } else { &mut self.baseline }).add(kind);
        }
        if day >= self.weeks_start
            && let Some(week) = self.weeks.get_mut(((day - self.weeks_start) / 7) as usize)
        {
            *week += 1;
        }
    }

    pub fn windows(&self) -> &Windows {
        self.daily.windows()
    }

    pub fn daily(&self) -> &Daily {
        &self.daily
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

    pub fn weekly(&self) -> Weekly {
        Weekly { start: day::format(self.weeks_start), counts: self.weeks.clone() }
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
        let window = |range: Range| Window::new(tally.daily(), range, None, 0.95);
        assert_eq!((window(windows.recent).days, window(windows.recent).count), (28, 2));
        assert_eq!((window(windows.baseline).days, window(windows.baseline).count), (336, 2));
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
