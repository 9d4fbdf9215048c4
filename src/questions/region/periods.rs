//! Years, quarters and months of the calendar.

use serde::{Deserialize, Serialize};

use crate::day;
use crate::incident::Day;
use crate::words::{self, Language, Value, messages};

/// The length of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PeriodLength {
    /// A year of the calendar.
    #[default]
    Year,
    /// A quarter of a year.
    Quarter,
    /// A month.
    Month,
}

impl PeriodLength {
    fn months(self) -> i32 {
        match self {
            PeriodLength::Year => 12,
            PeriodLength::Quarter => 3,
            PeriodLength::Month => 1,
        }
    }

    /// The name that options have.
    pub fn name(self) -> &'static str {
        match self {
            PeriodLength::Year => "year",
            PeriodLength::Quarter => "quarter",
            PeriodLength::Month => "month",
        }
    }

    /// The most days that such a period has.
    pub fn most_days(self) -> u32 {
        match self {
            PeriodLength::Year => 366,
            PeriodLength::Quarter => 92,
            PeriodLength::Month => 31,
        }
    }

    /// The number of the period that a day is in. That of the next period is one more.
    pub fn number_of(self, day: Day) -> i32 {
        let (year, month, _) = day::civil(day);
        (i32::from(year) * 12 + i32::from(month) - 1).div_euclid(self.months())
    }

    /// The first and the last day of a period by its number.
    pub fn days(self, number: i32) -> (Day, Day) {
        let first = |number: i32| {
            let month = number * self.months();
            day::first_of_month(month.div_euclid(12), month.rem_euclid(12) + 1)
        };
        (first(number), first(number + 1) - 1)
    }

    /// A period as people call it.
    pub fn say(self, number: i32, lang: Language) -> Value {
        let month = number * self.months();
        let year = Value::text(month.div_euclid(12).to_string());
        let in_year = month.rem_euclid(12) as usize;
        match self {
            PeriodLength::Year => year,
            PeriodLength::Quarter => {
                let quarter = words::count(in_year as u32 / 3 + 1, lang);
                Value::text(messages::QUARTER.say(lang, &[("number", quarter), ("year", year)]))
            }
            PeriodLength::Month => {
                let name = Value::text(messages::MONTHS.word(lang, in_year).unwrap_or_default());
                Value::text(messages::MONTH_OF_YEAR.say(lang, &[("month", name), ("year", year)]))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn periods_are_those_of_the_calendar() {
        let at = |text| day::parse(text).unwrap();
        for (length, first, last, said) in [
            (PeriodLength::Year, "2024-01-01", "2024-12-31", "2024"),
            (PeriodLength::Quarter, "2024-01-01", "2024-03-31", "quarter 1 of 2024"),
            (PeriodLength::Month, "2024-02-01", "2024-02-29", "February 2024"),
        ] {
            let number = length.number_of(at("2024-02-29"));
            assert_eq!(length.days(number), (at(first), at(last)));
            let name = crate::words::Message { en: "{name}", fr: "{name}" };
            assert_eq!(name.say(Language::En, &[("name", length.say(number, Language::En))]), said);
        }
    }

    proptest! {
        #[test]
        fn every_day_is_in_its_period(day in -719_528..2_932_896i32) {
            for length in [PeriodLength::Year, PeriodLength::Quarter, PeriodLength::Month] {
                let number = length.number_of(day);
                let (first, last) = length.days(number);
                prop_assert!(first <= day && day <= last && last - first < length.most_days() as Day);
                prop_assert_eq!(length.days(number + 1).0, last + 1);
            }
        }
    }
}
