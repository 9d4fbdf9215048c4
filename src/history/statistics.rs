//! What the counts of a report say, with their uncertainty.

use serde::Serialize;

use super::change::{Change, INCOMPLETE_DAYS, Judge, Verdict};
use super::daily::Daily;
use super::recency::Recency;
use super::series::{Alarm, Spread, Trend, settled};
use super::windows::{Tally, Window, Windows};
use crate::incident::Day;
use crate::stats::dispersion::{Dispersion, dispersion};

/// What all histories of a report have in common.
#[derive(Clone, Copy)]
pub struct Frame {
    pub windows: Windows,
    /// The series of weeks: from this day to this one.
    first: Day,
    last: Day,
    /// The snapshot's own day.
    data_as_of: Day,
    confidence: f64,
}

/// The recent window against the baseline.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    pub recent: Window,
    pub baseline: Window,
    /// Of certain incidents, and with every possible one counted as one inside.
    pub change: Change,
    pub change_with_possible: Change,
    pub dispersion: Option<Spread>,
    pub recency: Recency,
    /// Where a week lies at the rate of the baseline; told with the weeks.
    pub usual_week: (u32, u32),
}

/// The same and what the weeks say, which takes longer.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Statistics {
    pub comparison: Comparison,
    /// Of the weeks of the series.
    pub trend: Trend,
    pub alarm: Option<Alarm>,
}

impl Frame {
    /// The series of weeks is that of the days asked for; by itself it runs over both windows.
    pub fn new(windows: Windows, asked: [Option<Day>; 2], data_as_of: Day, confidence: f64) -> Frame {
        let first = asked[0].unwrap_or(windows.baseline.first);
        let last = asked[1].unwrap_or(windows.recent.last);
        Frame { windows, first, last, data_as_of, confidence }
    }

    pub fn tally(&self) -> Tally {
        Tally::new(self.windows, self.first, self.last)
    }

    /// Of the certain incidents of a tally and the days of the possible ones.
    pub fn comparison(&self, tally: &Tally, possible: impl Iterator<Item = Day>) -> Comparison {
        let certain = tally.daily();
        let mut all = certain.clone();
        possible.for_each(|day| all.add(day));
        let judge = Judge { confidence: self.confidence, complete_to: self.complete_to() };
        let (spread, weeks) = spread(certain);
        let window = |range| Window::new(certain, range, spread, self.confidence);
        let baseline = window(self.windows.baseline);
        let independent = Dispersion { index: 1.0, p: 1.0 };
        Comparison {
            recent: window(self.windows.recent),
            usual_week: spread.unwrap_or(independent).count_range(7.0 * baseline.per_day, self.confidence),
            baseline,
            change: judge.change(certain, spread),
            change_with_possible: judge.change(&all, self::spread(&all).0),
            dispersion: spread.map(|spread| Spread::new(spread, weeks)),
            recency: Recency::new(certain),
        }
    }

    pub fn statistics(&self, tally: &Tally, possible: impl Iterator<Item = Day>) -> Statistics {
        let weekly = tally.weekly().counts;
        Statistics {
            comparison: self.comparison(tally, possible),
            trend: Trend::new(&weekly, settled(&weekly, self.last, self.complete_to())),
            alarm: Alarm::new(tally.daily()),
        }
    }

    /// Up to this day records are complete.
    fn complete_to(&self) -> Day {
        self.data_as_of - INCOMPLETE_DAYS
    }
}

impl Comparison {
    /// What a reader has to know of the verdict.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        let dispersed = self.dispersion.as_ref().filter(|spread| spread.overdispersed).map(|spread| {
            format!(
                "The weeks of the baseline differ more than chance would make them (index of dispersion {}): intervals are \
                 shown as Poisson and widened by {}, and the verdict goes by the widened ones.",
                rounded(spread.index),
                rounded(spread.factor)
            )
        });
        let withheld = (self.change.verdict == Verdict::NoClearChange && self.change.is_fewer_by_all_days).then(|| {
            format!(
                "Fewer are recorded in the recent window, but not clearly so without the last {INCOMPLETE_DAYS} days before \
                 the date of the data, whose records are incomplete."
            )
        });
        dispersed.into_iter().chain(withheld)
    }
}

/// How the whole weeks of the baseline vary, and how many they are.
fn spread(daily: &Daily) -> (Option<Dispersion>, usize) {
    let weeks = daily.weeks(daily.windows().baseline);
    (dispersion(&weeks), weeks.len())
}

fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
