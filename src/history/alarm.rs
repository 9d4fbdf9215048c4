//! An alarm for a doubled rate: a CUSUM chart of the weekly counts.

use serde::Serialize;

use super::daily::DailyCounts;
use crate::day;
use crate::incident::Day;
use crate::stats::Observed;
use crate::stats::cusum::{Cusum, YEAR_WEEKS};
use crate::stats::dispersion::Dispersion;

/// Beyond so many years a number of them means nothing.
const MAX_YEARS: f64 = 1000.0;

/// What the CUSUM chart over the whole weeks of both windows says (Lucas 1985), made to notice a doubled rate.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alarm {
    /// Incidents per week at the rate of the baseline, λ₀.
    pub expected_per_week: f64,
    /// The weekly count above which the sum grows, k = λ₀/ln 2 to 5 %. The sum is S = max(0, S + count − k).
    pub reference: f64,
    /// The sum at which the alarm rings: the smallest one at which that happens by chance alone once in five years or more rarely
    /// (Brook and Evans 1972), with what the baseline leaves open of the rate and the dispersion of the place.
    pub threshold: f64,
    /// By chance alone the alarm rings about once in so many years: 5 or more, or less where incidents come so many at once that
    /// no threshold was found; at most 1,000.
    pub by_chance_years: f64,
    /// The sum after the last week.
    pub level: f64,
    /// Whether the alarm rings in the last week.
    pub ringing: bool,
    /// First day of the week since which it has been ringing; `None` where it is silent.
    #[serde(with = "day::text_option")]
    pub since: Option<Day>,
    /// First day of the last week in which it rang; `None` where it never did.
    #[serde(with = "day::text_option")]
    pub last_rang: Option<Day>,
}

impl Alarm {
    /// Follows the whole weeks of both windows. Returns `None` where the baseline has no incident or is not recorded, and so has no
    /// rate.
    /// `dispersion` is that of the weeks of the baseline.
    pub(super) fn new(daily: &DailyCounts, dispersion: Option<Dispersion>) -> Option<Alarm> {
        let windows = daily.windows();
        if !windows.can_be_compared() {
            return None;
        }
        let baseline = daily.observed(windows.baseline);
        let baseline = Observed { duration: baseline.duration / 7.0, ..baseline };
        let expected_per_week = baseline.count / baseline.duration;
        let chart = Cusum::new(baseline, dispersion)?;
        let weeks = daily.weeks(windows.both());
        let start = windows.recent.last + 1 - 7 * weeks.len() as Day;
        let first_day = |week: usize| start + 7 * week as Day;
        let sums = chart.running_sums(&weeks);
        let rings = |sum: &f64| chart.rings_at(*sum);
        let last_silent = sums.iter().rposition(|sum| !rings(sum));
        let ringing = sums.last().is_some_and(rings);
        Some(Alarm {
            expected_per_week,
            reference: chart.k,
            threshold: chart.h,
            by_chance_years: (chart.run_weeks / YEAR_WEEKS).min(MAX_YEARS),
            level: sums.last().copied().unwrap_or_default(),
            ringing,
            since: ringing.then(|| first_day(last_silent.map_or(0, |week| week + 1))),
            last_rang: sums.iter().rposition(rings).map(first_day),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Windows;

    #[test]
    fn a_doubled_rate_rings_and_says_since_when() {
        let windows = Windows::new(1000, 28, 336);
        let mut daily = DailyCounts::new(windows);
        assert_eq!(Alarm::new(&daily, None), None);
        (windows.baseline.first..=windows.baseline.last).step_by(3).for_each(|day| daily.add(day));
        let silent = Alarm::new(&daily, None).unwrap();
        assert!(!silent.ringing && silent.since.is_none() && silent.last_rang.is_none(), "{silent:?}");
        (windows.recent.first..=windows.recent.last).for_each(|day| daily.add(day));
        let alarm = Alarm::new(&daily, None).unwrap();
        assert!(alarm.ringing && alarm.level >= alarm.threshold, "{alarm:?}");
        assert!(alarm.since > Some(windows.baseline.last), "{alarm:?}");
        assert!(alarm.last_rang >= alarm.since);
        assert!((5.0..10.0).contains(&alarm.by_chance_years), "{alarm:?}");
        // Where weeks differ more than chance would make them, more is needed.
        let dispersed = Alarm::new(&daily, Some(Dispersion { index: 4.0, p: 0.0 })).unwrap();
        assert!(dispersed.threshold > 2.0 * alarm.threshold && dispersed.by_chance_years >= 5.0, "{dispersed:?}");
    }
}
