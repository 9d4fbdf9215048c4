//! What came after the verdict *more* in the past: four weeks that stand out are partly chance, and the next four weeks tell how
//! much of it stayed.

use super::change::{ChangeTest, ChangeVerdict};
use super::daily::DailyCounts;
use super::windows::Windows;
use crate::incident::Day;
use crate::stats::Observed;

/// The lengths of the recent window, which is also that of what follows, and of the baseline, days.
pub const RECENT_DAYS: u32 = 28;
pub const BASELINE_DAYS: u32 = 336;
/// The confidence level of the verdicts.
const CONFIDENCE: f64 = 0.95;

/// A place at a past date at which its verdict was *more*.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PastMore {
    /// The last day of the four weeks that followed.
    pub known: Day,
    /// Incidents in the recent window.
    pub recent: u32,
    /// Incidents in four weeks at the rate of the baseline.
    pub usual: f64,
    /// Incidents in the four weeks that followed.
    pub next: u32,
}

impl PastMore {
    /// Finds those of `dates` at which the verdict was *more*. `days` are the days of the incidents of a place, ascending.
    pub fn find(days: &[Day], dates: impl Iterator<Item = Day>) -> Vec<PastMore> {
        dates.filter_map(|date| PastMore::at(days, date)).collect()
    }

    fn at(days: &[Day], date: Day) -> Option<PastMore> {
        let windows = Windows::new(date, RECENT_DAYS, BASELINE_DAYS);
        let up_to = |day: Day| days.partition_point(|own| *own <= day);
        let [start, middle, end, next] =
            [windows.baseline.first - 1, windows.baseline.last, date, date + RECENT_DAYS as Day].map(up_to);
        let usual = (middle - start) as f64 * f64::from(RECENT_DAYS) / f64::from(BASELINE_DAYS);
        let recent = (end - middle) as u32;
        if f64::from(recent) <= usual {
            return None;
        }
        let mut daily = DailyCounts::new(windows);
        days[start..end].iter().for_each(|day| daily.add(*day));
        let observed = |range| -> Observed { daily.observed(range) };
        // Whether days are complete decides about *fewer* only.
        let test = ChangeTest { confidence: CONFIDENCE, complete_to: date };
        let (recent_window, baseline) = (observed(windows.recent), observed(windows.baseline));
        let verdict = test.verdict(recent_window, None, baseline, daily.baseline_dispersion().0);
        (verdict == ChangeVerdict::More).then_some(PastMore {
            known: date + RECENT_DAYS as Day,
            recent,
            usual,
            next: (next - end) as u32,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_with_clearly_more_are_found() {
        // One incident every 28 days for two years, then nine in four weeks, and two in the next four.
        let mut days: Vec<Day> = (0..26).map(|number| 28 * number).collect();
        days.extend((0..9).map(|number| 701 + 3 * number));
        days.extend([740, 750]);
        let dates = (400..=756).step_by(28).chain([728]);
        let found = PastMore::find(&days, dates.filter(|date| *date <= 728));
        assert_eq!(found.last(), Some(&PastMore { known: 756, recent: 9, usual: 1.0, next: 2 }));
        assert!(found.iter().all(|one| f64::from(one.recent) > one.usual), "{found:?}");
        assert!(PastMore::find(&days, [400, 500].into_iter()).is_empty());
        assert!(PastMore::find(&[], [400].into_iter()).is_empty());
    }

    #[test]
    fn a_place_without_a_baseline_can_have_more() {
        let days: Vec<Day> = (0..6).map(|number| 1000 - number).collect();
        let found = PastMore::find(&days, [1000].into_iter());
        assert_eq!(found, [PastMore { known: 1028, recent: 6, usual: 0.0, next: 0 }]);
        // Four are too few to say.
        assert!(PastMore::find(&days[..4], [1000].into_iter()).is_empty());
    }
}
