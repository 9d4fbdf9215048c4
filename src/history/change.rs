//! Whether more is recorded now than before: the recent window against the baseline, and how sure that is.

use serde::Serialize;

use super::daily::Daily;
use super::windows::Range;
use crate::incident::Day;
use crate::stats::dispersion::Dispersion;
use crate::stats::poisson::{self, RateComparison};
use crate::stats::{Interval, Observed};

/// Fewer in both windows together are too few to say anything.
const FEWEST: f64 = 5.0;
/// Reports of the last days before the date of the data still arrive, so that fewer of them mean nothing.
pub const INCOMPLETE_DAYS: Day = 14;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    More,
    Fewer,
    NoClearChange,
    TooFew,
}

/// A lower limit, and an upper one where anything bounds it.
pub type Limits = (f64, Option<f64>);

/// The recent rate divided by that of the baseline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// `None` where the baseline has no incident.
    pub ratio: Option<f64>,
    pub interval: Limits,
    /// Two-sided: twice the smaller tail.
    pub p: f64,
    pub verdict: Verdict,
    /// The same for weeks that differ more than chance; the verdict then goes by this.
    pub widened: Option<Widened>,
    /// Whether fewer would be said if all days were complete.
    #[serde(skip)]
    pub is_fewer_by_all_days: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Widened {
    pub interval: Limits,
    pub p: f64,
}

impl Change {
    /// That of the verdict.
    pub fn judged_p(&self) -> f64 {
        self.widened.as_ref().map_or(self.p, |widened| widened.p)
    }
}

/// How counts are judged.
#[derive(Clone, Copy)]
pub struct Judge {
    pub confidence: f64,
    /// Up to this day records are complete.
    pub complete_to: Day,
}

impl Judge {
    /// Compares the windows of a series. `dispersion` is that of its baseline's weeks.
    pub fn change(&self, daily: &Daily, dispersion: Option<Dispersion>) -> Change {
        let windows = daily.windows();
        let (recent, baseline) = (daily.observed(windows.recent), daily.observed(windows.baseline));
        let Some(exact) = poisson::compare(recent, baseline, self.confidence) else { return Change::nothing() };
        let wide = dispersion.filter(Dispersion::is_overdispersed);
        let widened = wide.and_then(|wide| self.widened(wide, recent, baseline));
        let judged = widened.unwrap_or(exact);
        let is_clear = recent.count + baseline.count >= FEWEST && self.is_clear(&judged);
        let is_fewer_by_all_days = is_clear && judged.p_less < judged.p_greater;
        let verdict = if recent.count + baseline.count < FEWEST {
            Verdict::TooFew
        } else if is_clear && !is_fewer_by_all_days {
            Verdict::More
        } else if is_fewer_by_all_days && self.is_fewer_when_complete(daily, wide) {
            Verdict::Fewer
        } else {
            Verdict::NoClearChange
        };
        Change {
            ratio: exact.ratio.is_finite().then_some(exact.ratio),
            interval: limits(exact.interval),
            p: exact.p,
            verdict,
            widened: widened.map(|RateComparison { interval, p, .. }| Widened { interval: limits(interval), p }),
            is_fewer_by_all_days,
        }
    }

    fn widened(&self, wide: Dispersion, recent: Observed, baseline: Observed) -> Option<RateComparison> {
        poisson::compare(wide.to_independent(recent), wide.to_independent(baseline), self.confidence)
    }

    fn is_clear(&self, comparison: &RateComparison) -> bool {
        comparison.p < 1.0 - self.confidence
    }

    /// Whether the part of the recent window whose records are complete has fewer by itself.
    fn is_fewer_when_complete(&self, daily: &Daily, wide: Option<Dispersion>) -> bool {
        let windows = daily.windows();
        let complete = Range { first: windows.recent.first, last: windows.recent.last.min(self.complete_to) };
        if complete.last < complete.first {
            return false;
        }
        let (mut recent, mut baseline) = (daily.observed(complete), daily.observed(windows.baseline));
        if let Some(wide) = wide {
            (recent, baseline) = (wide.to_independent(recent), wide.to_independent(baseline));
        }
        let part = poisson::compare(recent, baseline, self.confidence);
        part.is_some_and(|part| self.is_clear(&part) && part.p_less < part.p_greater)
    }
}

impl Change {
    /// What two windows without an incident say.
    fn nothing() -> Change {
        Change {
            ratio: None,
            interval: (0.0, None),
            p: 1.0,
            verdict: Verdict::TooFew,
            widened: None,
            is_fewer_by_all_days: false,
        }
    }
}

fn limits(interval: Interval) -> Limits {
    (interval.lower, interval.upper.is_finite().then_some(interval.upper))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Windows;

    const AS_OF: Day = 1000;

    fn series(recent: &[Day], baseline: usize) -> Daily {
        let windows = Windows::new(AS_OF, 28, 336);
        let mut daily = Daily::new(windows);
        recent.iter().for_each(|&day| daily.add(day));
        // Spread evenly: no weeks that differ more than chance.
        (0..baseline).for_each(|n| daily.add(windows.baseline.first + (n * 336 / baseline) as Day));
        daily
    }

    fn verdict(recent: &[Day], baseline: usize, complete_to: Day) -> Verdict {
        Judge { confidence: 0.95, complete_to }.change(&series(recent, baseline), None).verdict
    }

    #[test]
    fn verdicts() {
        assert_eq!(verdict(&[], 4, AS_OF), Verdict::TooFew);
        assert_eq!(verdict(&[], 0, AS_OF), Verdict::TooFew);
        assert_eq!(verdict(&[1000; 5], 0, AS_OF), Verdict::More);
        assert_eq!(verdict(&[980; 2], 24, AS_OF), Verdict::NoClearChange);
        assert_eq!(verdict(&[980; 9], 24, AS_OF), Verdict::More);
        assert_eq!(verdict(&[], 120, AS_OF), Verdict::Fewer);
    }

    #[test]
    fn fewer_is_not_said_of_days_whose_records_are_incomplete() {
        // As many as ever up to a fortnight ago, and nothing since.
        let until_then: Vec<Day> = (973..=986).step_by(2).collect();
        assert_eq!(verdict(&until_then, 240, AS_OF), Verdict::Fewer);
        assert_eq!(verdict(&until_then, 240, AS_OF - INCOMPLETE_DAYS), Verdict::NoClearChange);
        assert_eq!(verdict(&[], 240, AS_OF - 28), Verdict::NoClearChange);
        assert_eq!(verdict(&[], 240, AS_OF - INCOMPLETE_DAYS), Verdict::Fewer);
    }

    #[test]
    fn an_empty_baseline_bounds_no_ratio() {
        let judge = Judge { confidence: 0.95, complete_to: AS_OF };
        let change = judge.change(&series(&[1000; 7], 0), None);
        assert_eq!((change.ratio, change.interval.1), (None, None));
        assert!(change.interval.0 > 1.0 && change.p < 0.05);
    }

    #[test]
    fn weeks_that_differ_more_than_chance_widen_the_interval() {
        let judge = Judge { confidence: 0.95, complete_to: AS_OF };
        let daily = series(&[1000; 9], 24);
        let change = judge.change(&daily, Some(Dispersion { index: 4.0, p: 0.0 }));
        let widened = change.widened.unwrap();
        assert!(widened.interval.0 < change.interval.0 && widened.interval.1 > change.interval.1);
        assert_eq!(change.verdict, Verdict::NoClearChange);
        assert!(change.p < 0.05 && widened.p > 0.05);
    }
}
