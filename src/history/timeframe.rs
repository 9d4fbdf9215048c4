//! The comparison of the recent window with the baseline, and the history that adds what the weeks say.

use serde::Serialize;

use super::alarm::Alarm;
use super::change::{Change, ChangeTest, INCOMPLETE_DAYS};
use super::counter::Counter;
use super::daily::DailyCounts;
use super::dispersion::WeeklyDispersion;
use super::possible::PossibleChange;
use super::recency::Recency;
use super::trend::{Trend, settled_weeks};
use super::windows::{DayRange, Window, Windows};
use crate::day;
use crate::incident::Day;
use crate::stats::dispersion::Dispersion;
use crate::stats::negative_binomial::ThetaSums;

/// The most weeks of a weekly series, and of each of the two windows: about fifty years.
pub const MAX_WEEKS: Day = 2600;

/// The days that all comparisons over time in one report are about, and the confidence level.
#[derive(Clone, Copy, Debug)]
pub struct Timeframe {
    /// The windows that are compared.
    pub windows: Windows,
    /// The days of the weekly series.
    series: DayRange,
    /// The days of the weekly series that was asked for.
    asked: DayRange,
    /// The date of the data of the snapshot.
    data_as_of: Day,
    confidence: f64,
    /// The number of origins that are told apart, or 0.
    origins: usize,
}

/// What a snapshot says of its days.
#[derive(Clone, Copy, Debug)]
pub struct DataDays {
    /// The date of the data.
    pub as_of: Day,
    /// The last day with an incident, which may be later.
    pub last: Day,
}

/// The recent window compared with the baseline.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The certain incidents in the recent window.
    pub recent: Window,
    /// The certain incidents in the baseline.
    pub baseline: Window,
    /// Incidents that the recent window would have at the rate of the baseline.
    pub expected_recent: f64,
    /// The change of certain incidents.
    pub change: Change,
    /// The ratio drawn towards 1, the more so the less was recorded, which is what a place that stands out by its ratio is likelier
    /// to have: (k + a)/(E + a) for k incidents in the recent window and E expected, with a Gamma prior of shape and rate a = 1/θ. θ
    /// is how far periods of the baseline as long as the recent window differ beyond chance. `None` where the ratio is.
    pub shrunk_ratio: Option<f64>,
    /// What the change may be, given that possible incidents are inside or not.
    pub change_with_possible: PossibleChange,
    /// How much the weeks of the baseline vary; `None` where it has fewer than two weeks or no incident.
    pub dispersion: Option<WeeklyDispersion>,
    /// How long ago the last certain incident was.
    pub recency: Recency,
    /// Certain incidents by week.
    pub weekly: Weekly,
}

/// Certain incidents by week. The weeks are whole ones; the last one ends with the last day asked for, or else with the
/// recent window.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Weekly {
    /// First day of the first week.
    #[serde(with = "day::text")]
    pub start: Day,
    /// Number of incidents in each week.
    pub counts: Vec<u32>,
    /// The least and the greatest count of a usual week: at the rate of the baseline a weekly count lies between them
    /// with the probability `confidence`. Poisson, or negative binomial where the weeks differ more than chance would
    /// make them.
    pub usual: (u32, u32),
}

/// A comparison with trend and alarm, which take longer to compute.
#[derive(Clone, Debug, Serialize)]
pub struct History {
    /// The recent window compared with the baseline.
    #[serde(flatten)]
    pub comparison: Comparison,
    /// The trend of the weekly series.
    pub trend: Trend,
    /// An alarm for a doubled rate; `None` where the baseline has no incident.
    pub alarm: Option<Alarm>,
}

impl Timeframe {
    /// The weekly series runs from the first to the last day of the time range, or over both windows where these are
    /// `None`. Of a time range that ends later than anything can be recorded, whole weeks at the end are left out; of a
    /// series that is longer than [`MAX_WEEKS`], those at the beginning.
    pub fn new(windows: Windows, (from, to): (Option<Day>, Option<Day>), data: DataDays, confidence: f64) -> Timeframe {
        let asked = DayRange { first: from.unwrap_or(windows.baseline.first), last: to.unwrap_or(windows.recent.last) };
        let last_possible = data.last.max(data.as_of).max(windows.recent.last);
        let last = asked.last - (asked.last - last_possible).max(0) / 7 * 7;
        let series = DayRange { first: asked.first.max(last - 7 * MAX_WEEKS + 1), last };
        Timeframe { windows, series, asked, data_as_of: data.as_of, confidence, origins: 0 }
    }

    /// Tells apart the origins of a combined snapshot.
    pub fn with_origins(self, origins: usize) -> Timeframe {
        Timeframe { origins, ..self }
    }

    /// The number of weeks in the weekly series.
    pub fn weeks(&self) -> usize {
        self.series.whole_weeks()
    }

    /// Notes on weeks that were asked for and are not in the weekly series.
    pub fn series_notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.series.last < self.asked.last {
            notes.push(format!(
                "The weekly series ends on {}, and not on {}: nothing can be recorded in the weeks after it yet.",
                day::format(self.series.last),
                day::format(self.asked.last)
            ));
        }
        if self.series.first > self.asked.first {
            notes.push(format!(
                "The weekly series and the trend begin on {}, and not on {}: a series has at most {MAX_WEEKS} weeks.",
                day::format(self.series.first),
                day::format(self.asked.first)
            ));
        }
        notes
    }

    /// A counter that has counted nothing yet.
    pub fn counter(&self) -> Counter {
        Counter::new(self.windows, self.series, self.origins)
    }

    /// Compares the two windows by the certain incidents that were counted. `possible` has the possible incidents in them, and
    /// `share_of` tells the share of one that lies inside.
    pub fn compare<P>(&self, counter: &Counter, possible: &[(Day, P)], share_of: impl FnMut(&P) -> f64) -> Comparison {
        let certain = counter.daily();
        let test = ChangeTest { confidence: self.confidence, complete_to: self.complete_to() };
        let (dispersion, weeks) = certain.baseline_dispersion();
        let window =
            |range, by_origin| Window { by_origin, ..Window::new(certain, range, dispersion, self.confidence) };
        let [recent_by_origin, baseline_by_origin] = counter.by_origin();
        let baseline = window(self.windows.baseline, baseline_by_origin);
        let independent = Dispersion { index: 1.0, p: 1.0 };
        let weekly = Weekly {
            start: counter.weeks_start(),
            counts: counter.weeks().to_vec(),
            usual: dispersion.unwrap_or(independent).count_range(7.0 * baseline.per_day, self.confidence),
        };
        let change = test.compare(certain, dispersion);
        let expected_recent = baseline.per_day * f64::from(self.windows.recent.days());
        Comparison {
            expected_recent,
            shrunk_ratio: change.ratio.map(|_| shrunk_ratio(certain, expected_recent)),
            recent: window(self.windows.recent, recent_by_origin),
            baseline,
            change_with_possible: PossibleChange::new(&test, certain, &change, possible, share_of),
            change,
            dispersion: dispersion.map(|dispersion| WeeklyDispersion::new(dispersion, weeks)),
            recency: Recency::new(certain, dispersion),
            weekly,
        }
    }

    /// Compares as [`Timeframe::compare`] does, and adds the trend and the alarm.
    pub fn history<P>(&self, counter: &Counter, possible: &[(Day, P)], share_of: impl FnMut(&P) -> f64) -> History {
        let weeks = counter.weeks();
        let settled = settled_weeks(weeks, self.series.last, self.complete_to());
        History {
            comparison: self.compare(counter, possible, share_of),
            trend: Trend::new(weeks, settled, self.confidence),
            alarm: Alarm::new(counter.daily(), counter.daily().baseline_dispersion().0),
        }
    }

    /// The last day up to which records are complete.
    fn complete_to(&self) -> Day {
        self.data_as_of - INCOMPLETE_DAYS
    }
}

impl Comparison {
    /// Notes that the reader needs to understand the verdict.
    pub(crate) fn notes(&self) -> impl Iterator<Item = String> {
        let overdispersed = self.dispersion.as_ref().filter(|dispersion| dispersion.overdispersed);
        let widened = overdispersed.map(|dispersion| {
            format!(
                "The weeks of the baseline differ more than chance would make them (index of dispersion {}): intervals are \
                 shown as Poisson and widened by {}, and the verdict goes by the widened ones.",
                round_to_hundredths(dispersion.index),
                round_to_hundredths(dispersion.factor)
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

/// The θ of a place of which nothing is known: the rate of a month is within a factor of two or so of that of the year.
const USUAL_THETA: f64 = 0.5;
/// The number of periods by which it counts.
const USUAL_PERIODS: f64 = 8.0;

/// The ratio of the recent window drawn towards 1; see [`Comparison::shrunk_ratio`].
fn shrunk_ratio(certain: &DailyCounts, expected: f64) -> f64 {
    let windows = certain.windows();
    let mut sums = ThetaSums::default();
    for period in certain.counts(windows.baseline).rchunks_exact(windows.recent.days() as usize) {
        sums.add(expected, period.iter().map(|&count| f64::from(count)).sum());
    }
    let shape = 1.0 / sums.shrunk(USUAL_THETA, USUAL_PERIODS);
    (certain.count(windows.recent) as f64 + shape) / (expected + shape)
}

/// Rounds a number to two decimal places.
fn round_to_hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const AS_OF: Day = 20_000;

    fn timeframe(from: Option<Day>, to: Option<Day>, windows: [u32; 2], last: Day) -> Timeframe {
        let data = DataDays { as_of: AS_OF, last };
        Timeframe::new(Windows::new(AS_OF, windows[0], windows[1]), (from, to), data, 0.95)
    }

    #[test]
    fn finding_a_a_series_to_the_end_of_time_ends_where_nothing_can_be_recorded_yet() {
        let end = day::parse("9999-12-31").unwrap();
        let to_the_end = timeframe(None, Some(end), [28, 336], AS_OF);
        assert!((AS_OF..AS_OF + 7).contains(&to_the_end.series.last) && (end - to_the_end.series.last) % 7 == 0);
        assert_eq!(to_the_end.weeks(), 52);
        let [note] = &to_the_end.series_notes()[..] else { panic!("one note") };
        assert!(note.ends_with("and not on 9999-12-31: nothing can be recorded in the weeks after it yet."), "{note}");
        // Within a week of the last day nothing is cut.
        assert!(timeframe(None, Some(AS_OF + 6), [28, 336], AS_OF).series_notes().is_empty());
        assert_eq!(timeframe(None, Some(AS_OF + 7), [28, 336], AS_OF).series.last, AS_OF);
        // An incident may be later than the date of the data.
        assert_eq!(timeframe(None, Some(AS_OF + 7), [28, 336], AS_OF + 1).series.last, AS_OF + 7);
    }

    #[test]
    fn finding_a_a_series_has_at_most_2600_weeks() {
        let from_1500 = timeframe(day::parse("1500-01-01"), None, [28, 336], AS_OF);
        assert_eq!((from_1500.weeks(), from_1500.series.last), (2600, AS_OF));
        let [note] = &from_1500.series_notes()[..] else { panic!("one note") };
        assert!(note.contains("and not on 1500-01-01: a series has at most 2600 weeks"), "{note}");
        assert_eq!(timeframe(None, None, [18_200, 18_200], AS_OF).weeks(), 2600);
        let fifty_years = timeframe(None, None, [7, 18_193], AS_OF);
        assert_eq!((fifty_years.weeks(), fifty_years.series_notes().len()), (2600, 0));
    }

    proptest! {
        #[test]
        fn cut_series_keep_the_weeks_in_which_something_can_be_recorded(
            from in prop::option::of(-719_528..2_932_896i32), length in 0..3_000_000i32, has_end: bool,
            windows in prop::array::uniform2(1..=18_200u32), last in 19_000..21_000i32,
        ) {
            let to = has_end.then(|| (from.unwrap_or(0) + length).min(2_932_896));
            let frame = timeframe(from, to, windows, last);
            let (series, asked) = (frame.series, frame.asked);
            prop_assert!(frame.weeks() <= 2600 && series.first >= asked.first && series.last <= asked.last);
            prop_assert_eq!((asked.last - series.last) % 7, 0);
            prop_assert!(series.last == asked.last || series.last >= last.max(AS_OF));
            prop_assert!(series.first == asked.first || frame.weeks() == 2600);
            let cut = u32::from(series.last < asked.last) + u32::from(series.first > asked.first);
            prop_assert_eq!(frame.series_notes().len() as u32, cut);
        }
    }
}
