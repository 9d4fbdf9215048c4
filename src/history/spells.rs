//! Spells: how long something goes on once it is recorded, week by week, and how long it went on before.

use serde::Serialize;

use crate::incident::Day;
use crate::stats::survival::{Lasted, median_time};

/// How many weeks without an incident end a spell.
const BREAK_WEEKS: i32 = 3;
/// How many more weeks a past spell has to go on to be counted among those that stayed.
const FURTHER_WEEKS: u32 = 4;
/// With fewer past spells there is too little to say.
const MIN_SPELLS: usize = 3;

/// The spells of incidents: runs of weeks with one, broken by three weeks without. Weeks count back from the end of the recent
/// window; the length of a spell is that from its first week with an incident to its last.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Spells {
    /// Length so far of the spell that goes on, weeks; `None` if none does.
    pub present_weeks: Option<u32>,
    /// Number of spells that are over.
    pub past: u32,
    /// Whether these are fewer than three, too few to say how long spells last.
    pub too_few: bool,
    /// The median length, weeks, by the estimate of Kaplan and Meier (1958), in which the present spell is not over; `None` for
    /// too few spells, and where more than half of them lasted longer than any that is over.
    pub median_weeks: Option<u32>,
    /// The longest of the spells that are over, weeks; `None` for too few.
    pub longest_weeks: Option<u32>,
    /// The past spells that lasted as long as the present one has; `None` without a present one, and for too few.
    pub as_long: Option<SpellsAsLong>,
}

/// Past spells that lasted as long as the present one has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SpellsAsLong {
    /// Their number.
    pub spells: u32,
    /// How many of them went on for four weeks more.
    pub went_on: u32,
}

impl Spells {
    /// The spells of the incidents on these days, in any order, seen on the day `as_of`; later days do not count.
    pub fn new(days: &[Day], as_of: Day) -> Spells {
        // Weeks ago, the oldest first.
        let mut weeks: Vec<i32> = days.iter().filter(|&&day| day <= as_of).map(|day| (as_of - day) / 7).collect();
        weeks.sort_unstable();
        weeks.reverse();
        weeks.dedup();
        let goes_on = weeks.last().is_some_and(|last| *last < BREAK_WEEKS);
        let runs = weeks.chunk_by(|earlier, later| earlier - later <= BREAK_WEEKS);
        let mut lengths: Vec<u32> = runs.map(|run| (run[0] - run[run.len() - 1] + 1) as u32).collect();
        let present_weeks = if goes_on { lengths.pop() } else { None };
        let spells = Spells {
            present_weeks,
            past: lengths.len() as u32,
            too_few: lengths.len() < MIN_SPELLS,
            ..Spells::default()
        };
        if spells.too_few {
            return spells;
        }
        let lasted = |weeks: u32, ended: bool| Lasted { time: f64::from(weeks), ended };
        let mut all: Vec<Lasted> = lengths.iter().map(|&weeks| lasted(weeks, true)).collect();
        all.extend(present_weeks.map(|weeks| lasted(weeks, false)));
        let count = |least: u32| lengths.iter().filter(|&&weeks| weeks >= least).count() as u32;
        Spells {
            median_weeks: median_time(&all).map(|weeks| weeks as u32),
            longest_weeks: lengths.iter().copied().max(),
            as_long: present_weeks
                .map(|weeks| SpellsAsLong { spells: count(weeks), went_on: count(weeks + FURTHER_WEEKS) }),
            ..spells
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const AS_OF: Day = 10_000;

    /// Incidents in weeks counted back from the last one, which is week 0.
    fn spells(weeks: &[i32]) -> Spells {
        Spells::new(&weeks.iter().map(|week| AS_OF - 7 * week - week % 7).collect::<Vec<_>>(), AS_OF)
    }

    #[test]
    fn spells_are_broken_by_three_weeks_without() {
        assert_eq!(spells(&[]), Spells { too_few: true, ..Spells::default() });
        assert_eq!(spells(&[2]).present_weeks, Some(1));
        assert_eq!((spells(&[3]).present_weeks, spells(&[3]).past), (None, 1));
        // Two weeks without are none, three are a break.
        assert_eq!(spells(&[1, 4]), Spells { present_weeks: Some(4), too_few: true, ..Spells::default() });
        assert_eq!((spells(&[1, 5]).present_weeks, spells(&[1, 5]).past), (Some(1), 1));
        assert_eq!(Spells::new(&[AS_OF + 1], AS_OF).present_weeks, None);
    }

    #[test]
    fn past_spells_say_how_long_one_lasts() {
        // The past spells have 9, 2, 6 and 1 weeks; the present one has 2 so far.
        let found = spells(&[60, 57, 54, 52, 40, 39, 30, 28, 25, 20, 2, 1]);
        let expected = Spells {
            present_weeks: Some(2),
            past: 4,
            too_few: false,
            median_weeks: Some(6),
            longest_weeks: Some(9),
            as_long: Some(SpellsAsLong { spells: 3, went_on: 2 }),
        };
        assert_eq!(found, expected);
        let over = spells(&[60, 57, 54, 52, 40, 39, 30, 28, 25, 20]);
        assert_eq!((over.present_weeks, over.past, over.as_long, over.median_weeks), (None, 4, None, Some(2)));
    }

    proptest! {
        /// The twin walks through the weeks one by one.
        #[test]
        fn spells_are_those_of_a_walk_through_the_weeks(ages in prop::collection::vec(-5..700i32, 0..60)) {
            let days: Vec<Day> = ages.iter().map(|age| AS_OF - age).collect();
            let (mut lengths, mut length, mut without) = (Vec::new(), 0u32, 0);
            for week in (0..101).rev() {
                let active = days.iter().any(|&day| day <= AS_OF - 7 * week && day > AS_OF - 7 * (week + 1));
                without = if active { 0 } else { without + 1 };
                if length > 0 || active {
                    length += 1;
                }
                if without == 3 && length > 0 {
                    lengths.push(length - 3);
                    length = 0;
                }
            }
            let present = (length > 0).then(|| length - without);
            let found = Spells::new(&days, AS_OF);
            prop_assert_eq!((found.present_weeks, found.past as usize), (present, lengths.len()));
            if lengths.len() >= 3 {
                prop_assert_eq!(found.longest_weeks, lengths.iter().copied().max());
                if let (Some(present), Some(as_long)) = (present, found.as_long) {
                    prop_assert_eq!(as_long.spells as usize, lengths.iter().filter(|one| **one >= present).count());
                    prop_assert_eq!(as_long.went_on as usize, lengths.iter().filter(|one| **one >= present + 4).count());
                }
            } else {
                prop_assert!(found.too_few && found.median_weeks.is_none() && found.as_long.is_none());
            }
        }
    }
}
