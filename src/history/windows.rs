//! The two windows that are compared: the recent one and the baseline.

use serde::Serialize;

use super::daily::DailyCounts;
use crate::day;
use crate::incident::{Day, OriginCounts};
use crate::stats::Observed;
use crate::stats::dispersion::Dispersion;
use crate::stats::poisson::rate_interval;

/// A range of days that includes both ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRange {
    /// First day.
    pub first: Day,
    /// Last day; before `first` for a range without a day.
    pub last: Day,
}

impl DayRange {
    /// Whether a day lies in the range.
    pub fn contains(self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Number of days in the range, which must not be empty.
    pub fn days(self) -> u32 {
        (self.last - self.first + 1) as u32
    }

    /// Number of whole weeks in the range; 0 for a range without a day.
    pub fn whole_weeks(self) -> usize {
        ((i64::from(self.last) - i64::from(self.first) + 1) / 7).max(0) as usize
    }
}

/// The recent window and the baseline, which ends on the day before it.
#[derive(Clone, Copy, Debug)]
pub struct Windows {
    /// The recent window.
    pub recent: DayRange,
    /// The baseline before it.
    pub baseline: DayRange,
    /// The days of the baseline on which something could be recorded: those since the record began.
    pub recorded_days: u32,
    /// Whether the data end so early that less than half of the recent window can be in them.
    pub ends_early: bool,
}

impl Windows {
    /// Windows of the given lengths, of which the recent one ends on `as_of`.
    pub fn new(as_of: Day, recent_days: u32, baseline_days: u32) -> Windows {
        let recent = DayRange { first: as_of - recent_days as Day + 1, last: as_of };
        let baseline = DayRange { first: recent.first - baseline_days as Day, last: recent.first - 1 };
        Windows { recent, baseline, recorded_days: baseline_days, ends_early: false }
    }

    /// The same windows of a record with these days.
    pub fn of_record(self, record: DayRange) -> Windows {
        let Windows { recent, baseline, .. } = self;
        let recorded = DayRange { first: baseline.first.max(record.first), ..baseline };
        let recent_days = recent.last.min(record.last) - recent.first + 1;
        Windows {
            recorded_days: (recorded.last - recorded.first + 1).max(0) as u32,
            ends_early: 2 * recent_days < recent.days() as Day,
            ..self
        }
    }

    /// Whether the record is long enough to say what is usual: it reaches over as many days of the baseline as the recent window has,
    /// and over half of that.
    pub fn can_be_compared(&self) -> bool {
        self.recorded_days >= self.recent.days().min(self.baseline.days()) && !self.ends_early
    }

    /// Both windows as one range.
    pub fn both(&self) -> DayRange {
        DayRange { first: self.baseline.first, last: self.recent.last }
    }

    /// Notes for windows that begin before the first incident of the snapshot or end after the date of the data.
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
}

/// The certain incidents in a window.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Window {
    /// Number of days.
    pub days: u32,
    /// First day.
    #[serde(with = "day::text")]
    pub from: Day,
    /// Last day.
    #[serde(with = "day::text")]
    pub to: Day,
    /// Number of incidents.
    pub count: u64,
    /// These by origin; only in a combined snapshot.
    #[serde(skip_serializing_if = "OriginCounts::is_empty")]
    pub by_origin: OriginCounts,
    /// Incidents per day.
    pub per_day: f64,
    /// Exact Poisson interval of `per_day` at the confidence level of the question (Garwood 1936).
    pub interval: (f64, f64),
    /// The interval with count and days divided by the index of dispersion (McCullagh and Nelder 1989), for weeks of
    /// the baseline that differ more than chance would make them; `None` where they do not.
    pub widened: Option<(f64, f64)>,
}

impl Window {
    /// `dispersion` is that of the weeks of the baseline.
    pub(super) fn new(daily: &DailyCounts, range: DayRange, dispersion: Option<Dispersion>, confidence: f64) -> Window {
        let observed = daily.observed(range);
        let limits = |observed: Observed| {
            let interval = rate_interval(observed, confidence).expect("a window has days");
            (interval.lower, interval.upper)
        };
        let wide = dispersion.filter(Dispersion::is_overdispersed);
        Window {
            days: range.days(),
            from: range.first,
            to: range.last,
            count: daily.count(range),
            by_origin: OriginCounts::default(),
            per_day: observed.count / observed.duration,
            interval: limits(observed),
            widened: wide.map(|wide| limits(wide.to_independent(observed))),
        }
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
        let mut daily = DailyCounts::new(windows);
        [636, 637, 972, 973, 1000, 1001].into_iter().for_each(|day| daily.add(day));
        let window = |range: DayRange| Window::new(&daily, range, None, 0.95);
        assert_eq!((window(windows.recent).days, window(windows.recent).count), (28, 2));
        assert_eq!((window(windows.baseline).days, window(windows.baseline).count), (336, 2));
    }

    #[test]
    fn windows_beyond_the_data_are_noted() {
        let windows = Windows::new(20_000, 28, 336);
        assert_eq!(windows.both(), DayRange { first: 19_637, last: 20_000 });
        assert!(windows.notes(19_637, 20_000).is_empty() && windows.notes(19_000, 20_001).is_empty());
        assert_eq!(
            windows.notes(19_638, 19_999),
            [
                "The baseline begins on 2023-10-07, before the snapshot's first incident of 2023-10-08: its rate may be too low.",
                "The recent window reaches to 2024-10-04, beyond the date of the data, 2024-10-03: nothing can be recorded there yet."
            ]
        );
    }

    #[test]
    fn a_record_that_is_too_short_says_nothing_of_what_is_usual() {
        let asked = Windows::new(20_000, 28, 336);
        let found = |asked: Windows, first: Day, last: Day| {
            let windows = asked.of_record(DayRange { first, last });
            (windows.recorded_days, windows.can_be_compared())
        };
        let of = |first: Day, last: Day| found(asked, first, last);
        assert_eq!([19_000, 19_637, 19_638].map(|first| of(first, 20_000)), [(336, true), (336, true), (335, true)]);
        assert_eq!([19_945, 19_946, 20_000].map(|first| of(first, 20_000)), [(28, true), (27, false), (0, false)]);
        // Half of the recent window is after the data, and more than half.
        assert_eq!([19_986, 19_985, 19_000].map(|last| of(18_000, last).1), [true, false, false]);
        // A baseline that is shorter than the recent window needs no more than it has.
        assert_eq!(found(Windows::new(20_000, 28, 7), 19_966, 20_000), (7, true));
    }
}
