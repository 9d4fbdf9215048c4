//! What the weeks say: whether they rise or fall, whether an alarm rings, and whether they differ more than chance.

use serde::Serialize;

use super::daily::Daily;
use crate::day;
use crate::incident::Day;
use crate::stats::cusum::Cusum;
use crate::stats::dispersion::Dispersion;
use crate::stats::trend::mann_kendall;

/// Mann–Kendall over a series of weeks.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Slope {
    pub weeks: u32,
    pub z: f64,
    pub p: f64,
    /// Sen's slope, incidents per week and week.
    pub per_week: f64,
}

/// The trend of all weeks, and of those whose records are complete.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trend {
    pub weeks: u32,
    pub z: f64,
    pub p: f64,
    pub per_week: f64,
    pub settled: Slope,
}

impl Trend {
    pub fn new(weeks: &[u32], settled: &[u32]) -> Trend {
        let Slope { weeks, z, p, per_week } = Slope::new(weeks);
        Trend { weeks, z, p, per_week, settled: Slope::new(settled) }
    }
}

impl Slope {
    pub fn new(weeks: &[u32]) -> Slope {
        let series: Vec<f64> = weeks.iter().map(|&count| f64::from(count)).collect();
        let (z, p, per_week) = mann_kendall(&series).map_or((0.0, 1.0, 0.0), |trend| (trend.z, trend.p, trend.slope));
        Slope { weeks: weeks.len() as u32, z, p, per_week }
    }
}

/// When the CUSUM of the weeks of both windows rang.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alarm {
    /// Incidents a week at the rate of the baseline.
    pub expected_per_week: f64,
    /// What a week may have before the sum grows.
    pub reference: f64,
    /// The sum at which it rings.
    pub threshold: f64,
    /// The sum after the last week.
    pub level: f64,
    pub ringing: bool,
    /// First day of the week since which it rings.
    pub since: Option<String>,
    /// First day of the last week in which it rang.
    pub last_rang: Option<String>,
}

impl Alarm {
    /// `None` where the baseline has no incident, and so no rate.
    pub fn new(daily: &Daily) -> Option<Alarm> {
        let windows = daily.windows();
        let baseline = daily.observed(windows.baseline);
        let expected_per_week = 7.0 * baseline.count / baseline.exposure;
        let chart = Cusum::new(expected_per_week)?;
        let weeks = daily.weeks(windows.whole());
        let start = windows.recent.last + 1 - 7 * weeks.len() as Day;
        let first_day = |week: usize| day::format(start + 7 * week as Day);
        let sums = chart.running_sums(&weeks);
        let rings = |sum: &f64| *sum >= chart.h;
        let quiet = sums.iter().rposition(|sum| !rings(sum));
        let ringing = sums.last().is_some_and(rings);
        Some(Alarm {
            expected_per_week,
            reference: chart.k,
            threshold: chart.h,
            level: sums.last().copied().unwrap_or_default(),
            ringing,
            since: ringing.then(|| first_day(quiet.map_or(0, |week| week + 1))),
            last_rang: sums.iter().rposition(rings).map(first_day),
        })
    }
}

/// How much the weeks of the baseline vary.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Spread {
    /// Variance of the weekly counts by their mean; 1 is expected of independent incidents.
    pub index: f64,
    /// Of so much or more by chance.
    pub p: f64,
    pub weeks: u32,
    /// By which intervals are widened; 1 where they are not.
    pub factor: f64,
    pub overdispersed: bool,
}

impl Spread {
    pub fn new(dispersion: Dispersion, weeks: usize) -> Spread {
        Spread {
            index: dispersion.index,
            p: dispersion.p,
            weeks: weeks as u32,
            factor: dispersion.widening(),
            overdispersed: dispersion.is_overdispersed(),
        }
    }
}

/// The weeks of a series that ends on `last` without those that end after `complete_to`.
pub fn settled(weeks: &[u32], last: Day, complete_to: Day) -> &[u32] {
    let late = (i64::from(last) - i64::from(complete_to)).max(0) as usize;
    &weeks[..weeks.len().saturating_sub(late.div_ceil(7))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Windows;

    #[test]
    fn a_doubled_rate_rings_and_says_since_when() {
        let windows = Windows::new(1000, 28, 336);
        let mut daily = Daily::new(windows);
        assert_eq!(Alarm::new(&daily), None);
        (windows.baseline.first..=windows.baseline.last).step_by(3).for_each(|day| daily.add(day));
        let silent = Alarm::new(&daily).unwrap();
        assert!(!silent.ringing && silent.since.is_none() && silent.last_rang.is_none(), "{silent:?}");
        (windows.recent.first..=windows.recent.last).for_each(|day| daily.add(day));
        let alarm = Alarm::new(&daily).unwrap();
        assert!(alarm.ringing && alarm.level >= alarm.threshold, "{alarm:?}");
        assert!(alarm.since.as_ref() > Some(&day::format(windows.baseline.last)), "{alarm:?}");
        assert!(alarm.last_rang >= alarm.since);
    }

    #[test]
    fn weeks_whose_records_are_incomplete_are_unsettled() {
        let weeks = [1, 2, 3, 4];
        assert_eq!(settled(&weeks, 100, 100), [1, 2, 3, 4]);
        assert_eq!(settled(&weeks, 100, 99), [1, 2, 3]);
        assert_eq!(settled(&weeks, 100, 86), [1, 2]);
        assert_eq!(settled(&weeks, 100, 200), [1, 2, 3, 4]);
        assert!(settled(&weeks, 100, 0).is_empty());
    }

    #[test]
    fn too_few_weeks_have_no_trend() {
        for weeks in [&[][..], &[7]] {
            assert_eq!(Slope::new(weeks), Slope { weeks: weeks.len() as u32, z: 0.0, p: 1.0, per_week: 0.0 });
        }
        assert!(Slope::new(&[1, 2, 3, 4, 5, 6]).p < 0.05);
    }
}
