//! How long ago the last incident was, and how unusual so long a gap is.

use serde::Serialize;

use super::daily::DailyCounts;
use super::windows::DayRange;
use crate::day;
use crate::incident::Day;
use crate::stats::Observed;
use crate::stats::dispersion::Dispersion;
use crate::stats::poisson::quiet_probability;

/// How long ago the last certain incident was.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recency {
    /// The last day with a certain incident up to the end of the recent window, even if it is before the baseline;
    /// `None` without such an incident.
    #[serde(with = "day::text_option")]
    pub last: Option<Day>,
    /// Days from `last` to the end of the recent window.
    pub days_since_last: Option<u32>,
    /// Median number of days between one certain incident and the next in both windows; `None` for fewer than two
    /// incidents.
    pub median_gap_days: Option<f64>,
    /// Probability of a gap at least as long as the present one if the rate before it still held: (T/(T + t))ⁿ for n
    /// incidents in the T days from the beginning of the baseline up to `last`, and t days since; n is divided by the index of
    /// dispersion where weeks differ more than chance would make them. `None` where `last` is before the baseline.
    pub quiet_probability: Option<f64>,
}

impl Recency {
    /// `dispersion` is that of the weeks of the baseline.
    pub(super) fn new(daily: &DailyCounts, dispersion: Option<Dispersion>) -> Recency {
        let Some(last) = daily.last() else { return Recency::default() };
        let windows = daily.windows();
        let gap = windows.recent.last - last;
        // Given the n-th incident at the end of T days, the next gap is longer than t with probability (T/(T + t))ⁿ.
        let before = DayRange { first: windows.baseline.first, last };
        let observed = || {
            let Observed { count, duration } = daily.observed(before);
            Observed { count: dispersion.map_or(count, |wide| wide.independent_count(count)), duration }
        };
        let quiet = (before.first <= last).then(|| quiet_probability(observed(), f64::from(gap)));
        Recency {
            last: Some(last),
            days_since_last: Some(gap as u32),
            median_gap_days: median_gap(daily.counts(windows.both())),
            quiet_probability: quiet,
        }
    }
}

/// The median number of days from one incident to the next; `None` for fewer than two incidents. `days` has the number
/// of incidents on each day.
fn median_gap(days: &[u32]) -> Option<f64> {
    let mut gaps_by_length = vec![0_u64; days.len()];
    let mut before = None;
    for (day, &count) in days.iter().enumerate().filter(|(_, count)| **count > 0) {
        gaps_by_length[0] += u64::from(count - 1);
        if let Some(before) = before.replace(day) {
            gaps_by_length[day - before] += 1;
        }
    }
    let gaps: u64 = gaps_by_length.iter().sum();
    let length_at = |rank: u64| {
        let mut below = 0;
        gaps_by_length.iter().position(|&number| {
            below += number;
            below > rank
        })
    };
    Some((length_at(gaps.checked_sub(1)? / 2)? + length_at(gaps / 2)?) as f64 / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Windows;

    fn recency(days: &[i32]) -> Recency {
        let mut daily = DailyCounts::new(Windows::new(100, 10, 90));
        days.iter().for_each(|&day| daily.add(day));
        Recency::new(&daily, None)
    }

    #[test]
    fn clustered_incidents_make_a_gap_less_unusual() {
        let mut daily = DailyCounts::new(Windows::new(100, 10, 90));
        (40..=50).for_each(|day| daily.add(day));
        let quiet = |index: f64| Recency::new(&daily, Some(Dispersion { index, p: 0.0 })).quiet_probability.unwrap();
        assert_eq!(quiet(1.4), Recency::new(&daily, None).quiet_probability.unwrap());
        assert!((quiet(4.0) - (50.0_f64 / 100.0).powf(11.0 / 4.0)).abs() < 1e-12);
    }

    #[test]
    fn gaps_are_counted_between_incidents() {
        assert_eq!(recency(&[]), Recency::default());
        assert_eq!(recency(&[50]).median_gap_days, None);
        assert_eq!(recency(&[50, 50]).median_gap_days, Some(0.0));
        assert_eq!(recency(&[50, 60]).median_gap_days, Some(10.0));
        assert_eq!(recency(&[50, 60, 61]).median_gap_days, Some(5.5));
        assert_eq!(recency(&[50, 60, 61, 61, 90]).median_gap_days, Some(5.5));
    }

    #[test]
    fn a_gap_is_judged_by_the_rate_before_it() {
        let after_ten_each_day = recency(&[40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50]);
        assert_eq!(after_ten_each_day.days_since_last, Some(50));
        let expected = (50.0_f64 / 100.0).powi(11);
        assert!((after_ten_each_day.quiet_probability.unwrap() - expected).abs() < 1e-12);
        assert_eq!(recency(&[100]).quiet_probability, Some(1.0));
        let long_ago = recency(&[-500]);
        assert_eq!((long_ago.days_since_last, long_ago.quiet_probability), (Some(600), None));
    }
}
