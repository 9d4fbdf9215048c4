//! Counts of incidents by day over both windows. Most statistics of a report are computed from them.

use super::windows::{DayRange, Windows};
use crate::incident::Day;
use crate::stats::Observed;
use crate::stats::dispersion::{Dispersion, dispersion};

const WEEK: usize = 7;

/// The number of incidents on each day from the beginning of the baseline to the end of the recent window.
#[derive(Clone, Debug)]
pub struct DailyCounts {
    windows: Windows,
    counts: Vec<u32>,
    /// The last day with an incident, even if that is before the windows.
    last: Option<Day>,
}

impl DailyCounts {
    /// Counts without an incident on any day.
    pub fn new(windows: Windows) -> DailyCounts {
        DailyCounts { windows, counts: vec![0; windows.both().days() as usize], last: None }
    }

    /// Counts one incident. Days after the recent window are ignored; days before the baseline only set [`Self::last`].
    pub fn add(&mut self, day: Day) {
        if day <= self.windows.recent.last {
            self.last = self.last.max(Some(day));
            if let Ok(index) = usize::try_from(day - self.windows.baseline.first) {
                self.counts[index] += 1;
            }
        }
    }

    pub fn windows(&self) -> &Windows {
        &self.windows
    }

    /// The last day with an incident up to the end of the recent window, even if it is before the baseline.
    pub fn last(&self) -> Option<Day> {
        self.last
    }

    /// The counts of the days of a range, which must lie within the windows.
    pub fn counts(&self, range: DayRange) -> &[u32] {
        let start = (range.first - self.windows.baseline.first) as usize;
        &self.counts[start..start + range.days() as usize]
    }

    /// The number of incidents in a range.
    pub fn count(&self, range: DayRange) -> u64 {
        self.counts(range).iter().map(|&count| u64::from(count)).sum()
    }

    /// The incidents of a range and the number of its days, for the formulas of rates.
    pub fn observed(&self, range: DayRange) -> Observed {
        Observed { count: self.count(range) as f64, duration: f64::from(range.days()) }
    }

    /// The incidents of the baseline and the number of its days on which something could be recorded.
    pub fn recorded_baseline(&self) -> Observed {
        Observed { duration: f64::from(self.windows.recorded_days), ..self.observed(self.windows.baseline) }
    }

    /// The counts of whole weeks, the last of which ends with the range. Days before the first whole week are left out.
    pub fn weeks(&self, range: DayRange) -> Vec<f64> {
        let days = self.counts(range);
        let weeks = days[days.len() % WEEK..].chunks_exact(WEEK);
        weeks.map(|week| week.iter().map(|&count| f64::from(count)).sum()).collect()
    }

    /// The dispersion of the whole weeks of the baseline, `None` for fewer than two weeks or no incident, and the number of
    /// weeks.
    pub fn baseline_dispersion(&self) -> (Option<Dispersion>, usize) {
        let weeks = self.weeks(self.windows.baseline);
        (dispersion(&weeks), weeks.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_weeks_of_the_windows() {
        let windows = Windows::new(100, 10, 20);
        let mut daily = DailyCounts::new(windows);
        for day in [3, 70, 71, 90, 91, 100, 100, 101] {
            daily.add(day);
        }
        assert_eq!((daily.count(windows.baseline), daily.count(windows.recent)), (2, 3));
        assert_eq!(daily.last(), Some(100));
        assert_eq!(daily.weeks(windows.baseline), [0.0, 1.0]);
        assert_eq!(daily.weeks(windows.recent), [2.0]);
        assert_eq!(daily.observed(windows.recent), Observed { count: 3.0, duration: 10.0 });
    }

    #[test]
    fn an_incident_before_the_windows_can_be_the_last_one() {
        let mut daily = DailyCounts::new(Windows::new(100, 10, 20));
        assert_eq!(daily.last(), None);
        daily.add(-4000);
        assert_eq!((daily.last(), daily.counts(daily.windows().both()).iter().sum::<u32>()), (Some(-4000), 0));
    }
}
