//! Whether weekly counts rise or fall.

use serde::Serialize;

use crate::incident::Day;
use crate::stats::trend::mann_kendall;

/// With fewer weeks there is no verdict.
const MIN_WEEKS: u32 = 4;

/// What the weeks say about a trend: its p is below 1 − confidence, or there is no clear trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TrendVerdict {
    /// Weekly counts rise.
    Rising,
    /// Weekly counts fall.
    Falling,
    /// Neither.
    NoClearTrend,
    /// Fewer than four weeks.
    TooFew,
}

/// The Mann–Kendall test of a series of weekly counts, with the variance corrected for ties, and Sen's slope.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Slope {
    /// Number of weeks.
    pub weeks: u32,
    /// The standardised test statistic, above 0 where counts rise; 0 for fewer than two weeks.
    pub z: f64,
    /// Two-sided probability of such a trend by chance; 1 for fewer than two weeks.
    pub p: f64,
    /// Sen's slope, the median of the slopes between all pairs of weeks; incidents per week, per week.
    pub per_week: f64,
    /// What the test says.
    pub verdict: TrendVerdict,
}

/// The trend of all weeks, and of those weeks whose records are complete.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trend {
    /// The trend of all weeks.
    #[serde(flatten)]
    pub all: Slope,
    /// The trend of the weeks that end at least 14 days before the date of the data, whose records are complete.
    pub settled: Slope,
}

impl Trend {
    /// `settled` are the first of the `weeks`, whose records are complete.
    pub(super) fn new(weeks: &[u32], settled: &[u32], confidence: f64) -> Trend {
        Trend { all: Slope::new(weeks, confidence), settled: Slope::new(settled, confidence) }
    }
}

impl Slope {
    fn new(weeks: &[u32], confidence: f64) -> Slope {
        let series: Vec<f64> = weeks.iter().map(|&count| f64::from(count)).collect();
        let (z, p, per_week) = mann_kendall(&series).map_or((0.0, 1.0, 0.0), |trend| (trend.z, trend.p, trend.slope));
        let weeks = weeks.len() as u32;
        let verdict = if weeks < MIN_WEEKS {
            TrendVerdict::TooFew
        } else if p >= 1.0 - confidence {
            TrendVerdict::NoClearTrend
        } else if z > 0.0 {
            TrendVerdict::Rising
        } else {
            TrendVerdict::Falling
        };
        Slope { weeks, z, p, per_week, verdict }
    }
}

/// The weeks of a series without those that end after `complete_to`. The series ends on `last`.
pub fn settled_weeks(weeks: &[u32], last: Day, complete_to: Day) -> &[u32] {
    let late_days = (i64::from(last) - i64::from(complete_to)).max(0) as usize;
    &weeks[..weeks.len().saturating_sub(late_days.div_ceil(7))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_with_incomplete_records_are_left_out() {
        let weeks = [1, 2, 3, 4];
        assert_eq!(settled_weeks(&weeks, 100, 100), [1, 2, 3, 4]);
        assert_eq!(settled_weeks(&weeks, 100, 99), [1, 2, 3]);
        assert_eq!(settled_weeks(&weeks, 100, 86), [1, 2]);
        assert_eq!(settled_weeks(&weeks, 100, 200), [1, 2, 3, 4]);
        assert!(settled_weeks(&weeks, 100, 0).is_empty());
    }

    #[test]
    fn too_few_weeks_have_no_trend() {
        for weeks in [&[][..], &[7], &[1, 2, 3]] {
            let slope = Slope::new(weeks, 0.95);
            assert_eq!((slope.weeks, slope.verdict), (weeks.len() as u32, TrendVerdict::TooFew));
        }
        assert_eq!(Slope::new(&[7], 0.95).p, 1.0);
    }

    #[test]
    fn the_verdict_follows_the_confidence_level() {
        let verdict = |weeks: &[u32], confidence| Slope::new(weeks, confidence).verdict;
        assert_eq!(verdict(&[1, 2, 3, 4, 5, 6], 0.95), TrendVerdict::Rising);
        assert_eq!(verdict(&[6, 5, 4, 3, 2, 1], 0.95), TrendVerdict::Falling);
        assert_eq!(verdict(&[1, 2, 3, 4, 5, 6], 0.999), TrendVerdict::NoClearTrend);
        assert_eq!(verdict(&[3, 3, 3, 3], 0.95), TrendVerdict::NoClearTrend);
    }
}
