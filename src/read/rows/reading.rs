//! How a file is read: what is found out once and holds for all its rows.

use std::fmt;

use crate::day;
use crate::incident::Day;
use crate::read::values::Style;

/// How the rows of one file are read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    /// How the file writes days and numbers.
    pub style: Style,
    /// Which days an incident can have happened on.
    pub plausible: Plausible,
}

/// The days on which a recorded incident can have happened. Displayed, it ends a sentence: `from 1900-01-01 to 2026-12-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plausible {
    last: Day,
}

/// 1 January 1900. No record of incidents goes back further.
const FIRST: Day = -25_567;

/// Files carry dates a little after the day they claim to end on: of another time zone, or of an announced event.
const DAYS_AHEAD: Day = 31;

impl Plausible {
    /// Returns the days up to 31 days after a given one: the last day that the data cover, or today.
    pub fn until(day: Day) -> Plausible {
        Plausible { last: day.saturating_add(DAYS_AHEAD) }
    }

    /// Returns whether an incident can have happened on a day.
    pub fn contains(&self, day: Day) -> bool {
        (FIRST..=self.last).contains(&day)
    }
}

/// All days from 1900 on, for those who do not know what day it is.
impl Default for Plausible {
    fn default() -> Plausible {
        Plausible { last: Day::MAX }
    }
}

impl fmt::Display for Plausible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "from {} to {}", day::format(FIRST), day::format(self.last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_from_1900_to_a_month_after_the_last_are_plausible() {
        let plausible = Plausible::until(day::parse("2026-11-30").unwrap());
        for (day, is_plausible) in
            [("1899-12-31", false), ("1900-01-01", true), ("2026-12-31", true), ("2027-01-01", false)]
        {
            assert_eq!(plausible.contains(day::parse(day).unwrap()), is_plausible, "{day}");
        }
        assert_eq!(plausible.to_string(), "from 1900-01-01 to 2026-12-31");
    }
}
