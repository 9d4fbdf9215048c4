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
    /// Whether the record reaches back over all of the baseline, so that its rate is one.
    pub are_recorded: bool,
}

impl Windows {
    /// Windows of the given lengths, of which the recent one ends on `as_of`.
    pub fn new(as_of: Day, recent_days: u32, baseline_days: u32) -> Windows {
        let recent = DayRange { first: as_of - recent_days as Day + 1, last: as_of };
        let baseline = DayRange { first: recent.first - baseline_days as Day, last: recent.first - 1 };
        Windows { recent, baseline, are_recorded: true }
    }

    /// Leaves out the days on which nothing can be recorded: those of the baseline before the record begins, and those of the recent
    /// window after the date of the data. A baseline that would be shorter than the recent window keeps the length of that, and is
    /// not recorded. Of a recent window that lies wholly after the data, nothing is left out.
    pub fn within(self, record: DayRange) -> Windows {
        let Windows { mut recent, mut baseline, .. } = self;
        if recent.first <= record.last {
            recent.last = recent.last.min(record.last);
        }
        let shortest = DayRange { first: recent.first - recent.days() as Day, ..baseline };
        baseline.first = baseline.first.max(record.first.min(shortest.first));
        Windows { recent, baseline, are_recorded: baseline.first >= record.first }
    }

    /// Both windows as one range.
    pub fn both(&self) -> DayRange {
        DayRange { first: self.baseline.first, last: self.recent.last }
    }

    /// Notes where these are fewer days than the windows that were asked for, and where the record begins after them.
    pub fn notes(&self, asked: &Windows, record: DayRange) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.are_recorded {
            notes.push(format!(
                "The baseline begins on {}, and the record with the snapshot's first incident on {}: it is too short to say what is usual.",
                day::format(self.baseline.first),
                day::format(record.first)
            ));
        } else if self.baseline.first > asked.baseline.first {
            notes.push(format!(
                "The baseline has {} days instead of {}: it begins with the snapshot's first incident on {}.",
                self.baseline.days(),
                asked.baseline.days(),
                day::format(record.first)
            ));
        }
        if self.recent.last < asked.recent.last {
            notes.push(format!(
                "The recent window has {} days instead of {}: the data end on {}.",
                self.recent.days(),
                asked.recent.days(),
                day::format(record.last)
            ));
        } else if asked.recent.last > record.last {
            notes.push(format!(
                "The recent window is after the date of the data, {}: nothing can be recorded there yet.",
                day::format(record.last)
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
    fn days_on_which_nothing_can_be_recorded_are_left_out_and_noted() {
        let asked = Windows::new(20_000, 28, 336);
        assert_eq!(asked.both(), DayRange { first: 19_637, last: 20_000 });
        let within = |first: Day, last: Day| {
            let record = DayRange { first, last };
            let windows = asked.within(record);
            (windows.baseline.first, windows.recent.last, windows.are_recorded, windows.notes(&asked, record))
        };
        assert_eq!(within(19_637, 20_000), (19_637, 20_000, true, vec![]));
        assert_eq!(within(19_000, 20_001), (19_637, 20_000, true, vec![]));
        let noted = [
            "The baseline has 335 days instead of 336: it begins with the snapshot's first incident on 2023-10-08.",
            "The recent window has 27 days instead of 28: the data end on 2024-10-03.",
        ];
        assert_eq!(within(19_638, 19_999), (19_638, 19_999, true, noted.map(String::from).to_vec()));
    }

    #[test]
    fn a_record_that_is_too_short_says_nothing_of_what_is_usual() {
        let asked = Windows::new(20_000, 28, 336);
        let baseline = |first: Day| {
            let windows = asked.within(DayRange { first, last: 20_000 });
            (windows.baseline.days(), windows.are_recorded)
        };
        assert_eq!([19_945, 19_946, 19_973, 20_000].map(baseline), [(28, true), (28, false), (28, false), (28, false)]);
        // A baseline that was asked to be shorter than the recent window stays as it is.
        let short = Windows::new(20_000, 28, 7);
        assert_eq!(short.within(DayRange { first: 19_000, last: 20_000 }).baseline.days(), 7);
        // The whole recent window is after the data.
        let late = asked.within(DayRange { first: 19_000, last: 19_900 });
        assert_eq!((late.recent.days(), late.recent.last), (28, 20_000));
    }
}
