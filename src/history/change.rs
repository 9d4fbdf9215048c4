//! Whether more is recorded than before: the recent window compared with the baseline, and how certain that is.

use serde::Serialize;

use super::daily::DailyCounts;
use super::windows::{DayRange, Windows};
use crate::incident::Day;
use crate::stats::dispersion::Dispersion;
use crate::stats::poisson::{self, RateComparison};
use crate::stats::{Interval, Observed};

/// With fewer incidents in both windows together there is no verdict.
const MIN_INCIDENTS: f64 = 5.0;
/// Records of the last days before the date of the data are incomplete, so that fewer of them mean nothing.
pub const INCOMPLETE_DAYS: Day = 14;

/// What the change says: its p is below 1 − confidence, or there is no clear change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ChangeVerdict {
    /// More incidents per day than in the baseline, even if the days before the record began are left out.
    More,
    /// Fewer incidents per day than in the baseline, even if the last 14 days before the date of the data, whose
    /// records are incomplete, are left out.
    Fewer,
    /// Neither.
    NoClearChange,
    /// Fewer than five incidents in both windows together, or a record that begins too late to say what is usual.
    TooFew,
}

impl ChangeVerdict {
    /// Whether the rates clearly differ.
    pub fn is_clear(self) -> bool {
        matches!(self, ChangeVerdict::More | ChangeVerdict::Fewer)
    }
}

/// A lower limit and an upper limit, which is `None` where nothing bounds the value from above.
pub type Limits = (f64, Option<f64>);

/// The change of the recent rate from the rate of the baseline. Given the number of incidents in both windows, that
/// of the recent ones is binomial if the rates are the same (Przyborowski and Wilenski 1940).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The recent rate divided by the rate of the baseline; `None` where the baseline has no incident.
    pub ratio: Option<f64>,
    /// Interval of the ratio at the confidence level of the question, after Clopper and Pearson (1934).
    pub interval: Limits,
    /// Two-sided probability of such a change by chance: twice the smaller tail, at most 1.
    pub p: f64,
    /// What the change says.
    pub verdict: ChangeVerdict,
    /// The p by which the verdict goes: the widened one where there is one.
    pub verdict_p: f64,
    /// Interval and p for weeks of the baseline that differ more than chance would make them, by which the verdict then
    /// goes; `None` where they do not.
    pub widened: Option<WidenedChange>,
    /// Whether fewer incidents are recorded, but not clearly so without the days whose records are incomplete.
    pub fewer_withheld: bool,
}

/// Interval and p of a change, with counts and days divided by the index of dispersion (McCullagh and Nelder 1989).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WidenedChange {
    /// Interval of the ratio.
    pub interval: Limits,
    /// Two-sided: twice the smaller tail, at most 1.
    pub p: f64,
}

impl Change {
    /// The change between two windows without an incident.
    fn without_incidents() -> Change {
        Change {
            ratio: None,
            interval: (0.0, None),
            p: 1.0,
            verdict: ChangeVerdict::TooFew,
            verdict_p: 1.0,
            widened: None,
            fewer_withheld: false,
        }
    }
}

/// How the windows of a series of days are compared.
#[derive(Clone, Copy, Debug)]
pub struct ChangeTest {
    /// Confidence level of intervals and of the verdict.
    pub confidence: f64,
    /// The last day up to which records are complete.
    pub complete_to: Day,
}

impl ChangeTest {
    /// Compares the windows of a series of days. `dispersion` is that of the weeks of its baseline.
    pub fn compare(&self, daily: &DailyCounts, dispersion: Option<Dispersion>) -> Change {
        let windows = daily.windows();
        let (recent, baseline) = (daily.observed(windows.recent), daily.observed(windows.baseline));
        let Some(exact) = poisson::compare(recent, baseline, self.confidence) else {
            return Change::without_incidents();
        };
        let wide = dispersion.filter(Dispersion::is_overdispersed);
        let widened = wide.and_then(|wide| self.compare_widened(wide, recent, baseline));
        let decisive = widened.unwrap_or(exact);
        let tails = [decisive.p_greater, decisive.p_less];
        let enough = windows.can_be_compared() && recent.count + baseline.count >= MIN_INCIDENTS;
        let is_fewer =
            || self.complete(windows).is_some_and(|days| self.is_fewer(daily.observed(days), baseline, wide));
        let (verdict, fewer_withheld) = self.decide(enough, tails, is_fewer);
        // Days before the record began are no quiet ones: it has to be *more* without them, too.
        let verdict = match verdict {
            ChangeVerdict::More if !self.is_more(recent, daily.recorded_baseline(), wide) => {
                ChangeVerdict::NoClearChange
            }
            verdict => verdict,
        };
        Change {
            ratio: exact.ratio.is_finite().then_some(exact.ratio),
            interval: limits(exact.interval),
            p: exact.p,
            verdict,
            verdict_p: decisive.p,
            widened: widened.map(|RateComparison { interval, p, .. }| WidenedChange { interval: limits(interval), p }),
            fewer_withheld,
        }
    }

    /// The verdict of [`ChangeTest::compare`] alone, from counts: those of the recent window, of the part of it whose records are
    /// complete, where it has days, and of the baseline.
    pub(super) fn verdict(
        &self,
        recent: Observed,
        complete: Option<Observed>,
        baseline: Observed,
        dispersion: Option<Dispersion>,
    ) -> ChangeVerdict {
        let wide = dispersion.filter(Dispersion::is_overdispersed);
        let Some(tails) = independent_tails(recent, baseline, wide) else { return ChangeVerdict::TooFew };
        let enough = recent.count + baseline.count >= MIN_INCIDENTS;
        let is_fewer = || complete.is_some_and(|complete| self.is_fewer(complete, baseline, wide));
        self.decide(enough, tails, is_fewer).0
    }

    /// The verdict by the tails that decide, and whether *fewer* is withheld. `is_fewer_by_complete_days` says whether that part
    /// of the recent window whose records are complete has clearly fewer incidents by itself.
    fn decide(
        &self,
        enough: bool,
        tails: [f64; 2],
        is_fewer_by_complete_days: impl FnOnce() -> bool,
    ) -> (ChangeVerdict, bool) {
        match () {
            () if !enough => (ChangeVerdict::TooFew, false),
            () if !self.is_clear(tails) => (ChangeVerdict::NoClearChange, false),
            () if tails[1] >= tails[0] => (ChangeVerdict::More, false),
            () if is_fewer_by_complete_days() => (ChangeVerdict::Fewer, false),
            () => (ChangeVerdict::NoClearChange, true),
        }
    }

    /// The part of the recent window whose records are complete; `None` if it has no day.
    pub(super) fn complete(&self, windows: &Windows) -> Option<DayRange> {
        let complete = DayRange { first: windows.recent.first, last: windows.recent.last.min(self.complete_to) };
        (complete.first <= complete.last).then_some(complete)
    }

    fn compare_widened(&self, wide: Dispersion, recent: Observed, baseline: Observed) -> Option<RateComparison> {
        poisson::compare(wide.to_independent(recent), wide.to_independent(baseline), self.confidence)
    }

    /// Whether two tails are those of a clear change, up or down.
    fn is_clear(&self, tails: [f64; 2]) -> bool {
        poisson::two_sided(tails) < 1.0 - self.confidence
    }

    /// Whether the recent window has clearly more incidents than the baseline.
    fn is_more(&self, recent: Observed, baseline: Observed, wide: Option<Dispersion>) -> bool {
        independent_tails(recent, baseline, wide).is_some_and(|tails| self.is_clear(tails) && tails[1] >= tails[0])
    }

    /// Whether a part of the recent window has clearly fewer incidents than the baseline.
    fn is_fewer(&self, part: Observed, baseline: Observed, wide: Option<Dispersion>) -> bool {
        independent_tails(part, baseline, wide).is_some_and(|tails| self.is_clear(tails) && tails[1] < tails[0])
    }
}

/// The tails of a comparison of two windows, with counts and days divided by the index of dispersion.
fn independent_tails(recent: Observed, baseline: Observed, wide: Option<Dispersion>) -> Option<[f64; 2]> {
    match wide {
        Some(wide) => poisson::tails(wide.to_independent(recent), wide.to_independent(baseline)),
        None => poisson::tails(recent, baseline),
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

    fn series(recent: &[Day], baseline: usize) -> DailyCounts {
        let windows = Windows::new(AS_OF, 28, 336);
        let mut daily = DailyCounts::new(windows);
        recent.iter().for_each(|&day| daily.add(day));
        // Evenly spread, so that the weeks do not differ more than chance.
        (0..baseline).for_each(|n| daily.add(windows.baseline.first + (n * 336 / baseline) as Day));
        daily
    }

    fn verdict(recent: &[Day], baseline: usize, complete_to: Day) -> ChangeVerdict {
        ChangeTest { confidence: 0.95, complete_to }.compare(&series(recent, baseline), None).verdict
    }

    #[test]
    fn verdicts() {
        assert_eq!(verdict(&[], 4, AS_OF), ChangeVerdict::TooFew);
        assert_eq!(verdict(&[], 0, AS_OF), ChangeVerdict::TooFew);
        assert_eq!(verdict(&[1000; 5], 0, AS_OF), ChangeVerdict::More);
        assert_eq!(verdict(&[980; 2], 24, AS_OF), ChangeVerdict::NoClearChange);
        assert_eq!(verdict(&[980; 9], 24, AS_OF), ChangeVerdict::More);
        assert_eq!(verdict(&[], 120, AS_OF), ChangeVerdict::Fewer);
    }

    #[test]
    fn days_with_incomplete_records_do_not_count_as_fewer() {
        // The incidents come at the old rate until 14 days ago; none is recorded since then.
        let up_to_14_days_ago: Vec<Day> = (973..=986).step_by(2).collect();
        assert_eq!(verdict(&up_to_14_days_ago, 240, AS_OF), ChangeVerdict::Fewer);
        assert_eq!(verdict(&up_to_14_days_ago, 240, AS_OF - INCOMPLETE_DAYS), ChangeVerdict::NoClearChange);
        assert_eq!(verdict(&[], 240, AS_OF - 28), ChangeVerdict::NoClearChange);
        assert_eq!(verdict(&[], 240, AS_OF - INCOMPLETE_DAYS), ChangeVerdict::Fewer);
    }

    #[test]
    fn fewer_is_withheld_only_where_the_complete_days_are_not_clearly_fewer() {
        let withheld = |recent: &[Day], complete_to: Day| {
            ChangeTest { confidence: 0.95, complete_to }.compare(&series(recent, 240), None).fewer_withheld
        };
        let up_to_14_days_ago: Vec<Day> = (973..=986).step_by(2).collect();
        assert!(withheld(&up_to_14_days_ago, AS_OF - INCOMPLETE_DAYS));
        assert!(!withheld(&up_to_14_days_ago, AS_OF) && !withheld(&[], AS_OF - INCOMPLETE_DAYS));
    }

    #[test]
    fn an_empty_baseline_bounds_no_ratio() {
        let test = ChangeTest { confidence: 0.95, complete_to: AS_OF };
        let change = test.compare(&series(&[1000; 7], 0), None);
        assert_eq!((change.ratio, change.interval.1), (None, None));
        assert!(change.interval.0 > 1.0 && change.p < 0.05);
    }

    #[test]
    fn weeks_that_differ_more_than_chance_widen_the_interval() {
        let test = ChangeTest { confidence: 0.95, complete_to: AS_OF };
        let daily = series(&[1000; 9], 24);
        let change = test.compare(&daily, Some(Dispersion { index: 4.0, p: 0.0 }));
        let widened = change.widened.unwrap();
        assert!(widened.interval.0 < change.interval.0 && widened.interval.1 > change.interval.1);
        assert_eq!(change.verdict, ChangeVerdict::NoClearChange);
        assert!(change.p < 0.05 && widened.p > 0.05);
    }
}
