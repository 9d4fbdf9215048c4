//! What counts over time say, with their uncertainty: the comparison of two windows, and the weeks.

use serde::Serialize;

use super::alarm::Alarm;
use super::change::{Change, ChangeTest, INCOMPLETE_DAYS};
use super::counter::Counter;
use super::daily::DailyCounts;
use super::dispersion::WeeklyDispersion;
use super::recency::Recency;
use super::trend::{Trend, settled};
use super::windows::{DayRange, Window, Windows};
use crate::day;
use crate::incident::Day;
use crate::stats::dispersion::{Dispersion, dispersion};

/// The days that all histories of one report are about, and the confidence level.
#[derive(Clone, Copy, Debug)]
pub struct Timeframe {
    pub windows: Windows,
    /// The days of the weekly series.
    series: DayRange,
    /// The snapshot's own data-as-of.
    data_as_of: Day,
    confidence: f64,
}

/// The recent window compared with the baseline.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    pub recent: Window,
    pub baseline: Window,
    /// The change of certain incidents.
    pub change: Change,
    /// The change with every possible incident counted as one inside.
    pub change_with_possible: Change,
    /// `None` where the baseline has fewer than two weeks or no incident.
    pub dispersion: Option<WeeklyDispersion>,
    pub recency: Recency,
    pub weekly: Weekly,
}

/// Certain incidents by week. The last week ends with the last day of the series.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Weekly {
    /// First day of the first week.
    #[serde(with = "day::text")]
    pub start: Day,
    pub counts: Vec<u32>,
    /// The range in which a weekly count lies with the probability of the confidence level, at the rate of the baseline.
    pub usual: (u32, u32),
}

/// A comparison with what the weeks say, which takes longer to compute.
#[derive(Clone, Debug, Serialize)]
pub struct History {
    #[serde(flatten)]
    pub comparison: Comparison,
    /// The trend of the weekly series.
    pub trend: Trend,
    /// `None` where the baseline has no incident.
    pub alarm: Option<Alarm>,
}

impl Timeframe {
    /// The weekly series runs over the days asked for, and otherwise over both windows.
    pub fn new(windows: Windows, from: Option<Day>, to: Option<Day>, data_as_of: Day, confidence: f64) -> Timeframe {
        let series =
            DayRange { first: from.unwrap_or(windows.baseline.first), last: to.unwrap_or(windows.recent.last) };
        Timeframe { windows, series, data_as_of, confidence }
    }

    /// A counter that has counted nothing yet.
    pub fn counter(&self) -> Counter {
        Counter::new(self.windows, self.series)
    }

    /// Compares the windows of the certain incidents that were counted. `possible` are the days of the possible incidents.
    pub fn compare(&self, counter: &Counter, possible: impl Iterator<Item = Day>) -> Comparison {
        let certain = counter.daily();
        let mut with_possible = certain.clone();
        possible.for_each(|day| with_possible.add(day));
        let test = ChangeTest { confidence: self.confidence, complete_to: self.complete_to() };
        let (spread, weeks) = baseline_dispersion(certain);
        let window = |range| Window::new(certain, range, spread, self.confidence);
        let baseline = window(self.windows.baseline);
        let independent = Dispersion { index: 1.0, p: 1.0 };
        let weekly = Weekly {
            start: counter.weeks_start(),
            counts: counter.weeks().to_vec(),
            usual: spread.unwrap_or(independent).count_range(7.0 * baseline.per_day, self.confidence),
        };
        Comparison {
            recent: window(self.windows.recent),
            baseline,
            change: test.compare(certain, spread),
            change_with_possible: test.compare(&with_possible, baseline_dispersion(&with_possible).0),
            dispersion: spread.map(|spread| WeeklyDispersion::new(spread, weeks)),
            recency: Recency::new(certain),
            weekly,
        }
    }

    /// As [`Timeframe::compare`], with the trend and the alarm.
    pub fn history(&self, counter: &Counter, possible: impl Iterator<Item = Day>) -> History {
        let weeks = counter.weeks();
        let settled = settled(weeks, self.series.last, self.complete_to());
        History {
            comparison: self.compare(counter, possible),
            trend: Trend::new(weeks, settled, self.confidence),
            alarm: Alarm::new(counter.daily()),
        }
    }

    /// The last day up to which records are complete.
    fn complete_to(&self) -> Day {
        self.data_as_of - INCOMPLETE_DAYS
    }
}

impl Comparison {
    /// Sentences that the reader needs to understand the verdict.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        let overdispersed = self.dispersion.as_ref().filter(|dispersion| dispersion.overdispersed);
        let widened = overdispersed.map(|dispersion| {
            format!(
                "The weeks of the baseline differ more than chance would make them (index of dispersion {}): intervals are \
                 shown as Poisson and widened by {}, and the verdict goes by the widened ones.",
                rounded(dispersion.index),
                rounded(dispersion.factor)
            )
        });
        let withheld = self.change.fewer_withheld.then(|| {
            format!(
                "Fewer are recorded in the recent window, but not clearly so without the last {INCOMPLETE_DAYS} days before \
                 the date of the data, whose records are incomplete."
            )
        });
        widened.into_iter().chain(withheld)
    }
}

/// The dispersion of the whole weeks of the baseline, and the number of these weeks.
fn baseline_dispersion(daily: &DailyCounts) -> (Option<Dispersion>, usize) {
    let weeks = daily.weeks(daily.windows().baseline);
    (dispersion(&weeks), weeks.len())
}

/// Rounds to two decimal places.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
