//! Days as text: reads `YYYY-MM-DD` into a day number and writes it back, also as a serde format.

use std::ops::RangeInclusive;

use jiff_core::civil::{Date, UnixEpochDay};

use crate::incident::Day;

/// The days that can be written, 0000-01-01 to 9999-12-31.
pub(crate) const DAYS: RangeInclusive<Day> = -719_528..=2_932_896;

const MINUTES_PER_DAY: i32 = 24 * 60;

/// Reads a day that is written exactly `YYYY-MM-DD`. Returns `None` for any other text, and for a day that the calendar does
/// not have.
///
/// ```
/// assert_eq!(geobit::day::parse("1970-01-02"), Some(1));
/// assert_eq!(geobit::day::parse("2023-02-29"), None);
/// ```
pub fn parse(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (year, month, day) = (digits(&bytes[..4])?, digits(&bytes[5..7])?, digits(&bytes[8..])?);
    let date = Date::new(year as i16, month as i8, day as i8).ok()?;
    Some(date.to_unix_epoch_day().day())
}

/// Reads a day that may carry a time, as data files write it: `2009-06-09`, `2009-06-09 00:00:00.000`,
/// `2009-02-20T00:00:00`, with or without `Z` or an offset such as `+01:00`. Returns the day in UTC.
pub fn parse_with_time(text: &str) -> Option<Day> {
    let day = parse(text.get(..10)?)?;
    let rest = &text.as_bytes()[10..];
    match rest.first() {
        None => Some(day),
        Some(b' ' | b'T' | b't') => Some(day + minutes_in_utc(&rest[1..])?.div_euclid(MINUTES_PER_DAY)),
        Some(_) => None,
    }
}

/// Writes a day as `YYYY-MM-DD`. A day beyond the years ±9999 is written as the last day within them.
pub fn format(day: Day) -> String {
    let (year, month, day) = civil(day);
    // ISO 8601 writes a year before 0 with a sign and six digits.
    let (sign, width) = if year < 0 { ("-", 6) } else { ("", 4) };
    format!("{sign}{:0width$}-{month:02}-{day:02}", year.unsigned_abs())
}

/// The year, the month (1 to 12) and the day of the month. A day beyond the years ±9999 is the last day within them.
pub(crate) fn civil(day: Day) -> (i16, i8, i8) {
    let last = if day < 0 { Date::MIN } else { Date::MAX };
    let date = UnixEpochDay::new(day).map_or(last, UnixEpochDay::to_date);
    (date.year(), date.month(), date.day())
}

/// The first day of a month, 1 to 12. Beyond the years that can be written, it is the day after the last one.
pub(crate) fn first_of_month(year: i32, month: i32) -> Day {
    let date = i16::try_from(year).ok().and_then(|year| Date::new(year, month as i8, 1).ok());
    date.map_or(DAYS.end() + 1, |date| date.to_unix_epoch_day().day())
}

/// A serde format for a [`Day`] that is written `YYYY-MM-DD`, to be named in `#[serde(with = "geobit::day::text")]`.
///
/// # Errors
/// Deserialising fails for a value that is not a text, and for a text that is not exactly `YYYY-MM-DD` or names a day
/// that the calendar does not have.
pub mod text {
    use std::fmt;

    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};

    use super::Day;
    use crate::error::quote_excerpt;

    /// Writes the day as `YYYY-MM-DD`; see [`format`](super::format).
    pub fn serialize<S: Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::format(*day))
    }

    /// Reads the day from `YYYY-MM-DD`; see [`parse`](super::parse).
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        deserializer.deserialize_str(DayVisitor)
    }

    struct DayVisitor;

    impl Visitor<'_> for DayVisitor {
        type Value = Day;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a date as YYYY-MM-DD")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Day, E> {
            super::parse(text).ok_or_else(|| {
                E::custom(format!("{} is not a day; a date as YYYY-MM-DD is expected", quote_excerpt(text)))
            })
        }
    }
}

/// The serde format [`text`] for a day that may be missing: `None` is written as a null, and a null is read as `None`.
///
/// A member that may be left out altogether also needs `#[serde(default)]`.
pub mod text_option {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Day;

    /// Writes the day as `YYYY-MM-DD`, or a null.
    pub fn serialize<S: Serializer>(day: &Option<Day>, serializer: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => serializer.serialize_some(&super::format(*day)),
            None => serializer.serialize_none(),
        }
    }

    /// Reads the day from `YYYY-MM-DD`; a null is `None`.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
        #[derive(Deserialize)]
        struct Text(#[serde(with = "super::text")] Day);
        Ok(Option::<Text>::deserialize(deserializer)?.map(|Text(day)| day))
    }
}

/// Writes days as a list of `YYYY-MM-DD`, to be named in `#[serde(serialize_with = "geobit::day::serialize_list")]`.
pub fn serialize_list<S: serde::Serializer>(days: &[Day], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(days.iter().map(|day| format(*day)))
}

/// Reads `HH:MM[:SS[.fff]][Z|±HH[:]MM]` and returns the minutes since midnight UTC: less than 0 on the day before, 1440 or
/// more on the day after.
fn minutes_in_utc(time: &[u8]) -> Option<i32> {
    let mut minutes = hours_and_minutes(time.get(..5)?)?;
    let mut rest = &time[5..];
    if let [b':', tens, ones, after @ ..] = rest {
        digits(&[*tens, *ones]).filter(|seconds| *seconds <= 60)?;
        rest = after;
        if let [b'.', fraction @ ..] = rest {
            let length = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if length == 0 {
                return None;
            }
            rest = &fraction[length..];
        }
    }
    match rest {
        [] | b"Z" | b"z" | b" UTC" => {}
        [sign @ (b'+' | b'-'), offset @ ..] => {
            let offset = match offset {
                [h1, h2, m1, m2] => hours_and_minutes(&[*h1, *h2, b':', *m1, *m2])?,
                [h1, h2] => hours_and_minutes(&[*h1, *h2, b':', b'0', b'0'])?,
                _ => hours_and_minutes(offset)?,
            };
            minutes += if *sign == b'+' { -offset } else { offset };
        }
        _ => return None,
    }
    Some(minutes)
}

fn hours_and_minutes(text: &[u8]) -> Option<i32> {
    let [h1, h2, b':', m1, m2] = text else { return None };
    let (hours, minutes) = (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?);
    (hours <= 23 && minutes <= 59).then_some(hours * 60 + minutes)
}

fn digits(text: &[u8]) -> Option<i32> {
    text.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i32::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};

    #[test]
    fn reads_the_forms_that_files_use() {
        let day = parse("2009-06-09");
        assert_eq!(day, Some(14_404));
        for text in [
            "2009-06-09",
            "2009-06-09 00:00:00.000",
            "2009-06-09 23:59",
            "2009-06-09T00:00:00",
            "2009-06-09T12:00:00Z",
            "2009-06-09T12:00:00+01:00",
            "2009-06-09T12:00:00.123-0430",
        ] {
            assert_eq!(parse_with_time(text), day, "{text}");
        }
    }

    #[test]
    fn writes_every_year() {
        for (day, text) in [
            (0, "1970-01-01"),
            (-719_528, "0000-01-01"),
            (-719_529, "-000001-12-31"),
            (i32::MAX, "9999-12-31"),
            (i32::MIN, "-009999-01-01"),
        ] {
            assert_eq!(format(day), text);
        }
    }

    #[test]
    fn an_offset_moves_the_day_to_utc() {
        assert_eq!(parse_with_time("2009-06-09T00:30:00+01:00"), parse("2009-06-08"));
        assert_eq!(parse_with_time("2009-06-09T23:30:00-01:00"), parse("2009-06-10"));
    }

    #[test]
    fn refuses_what_is_not_a_day() {
        for text in [
            "",
            "2009",
            "2009-6-9",
            "2009-13-01",
            "2023-02-29",
            "09/06/2009",
            "2009-06-09x",
            "2009-06-09 ",
            "2009-06-09 25:00",
            "2009-06-09T00:00:00.",
            "2009-06-09T00:00:00+1",
            "20090609",
            "2009-06-0é",
            "2009-06-09T00:00:0é",
            "+009-06-09",
        ] {
            assert_eq!(parse_with_time(text), None, "{text}");
        }
        assert_eq!(parse("2009-06-09 00:00:00.000"), None);
    }

    #[test]
    fn serde_reads_and_writes_days_as_text() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Days {
            #[serde(with = "text")]
            first: Day,
            #[serde(with = "text_option", default)]
            last: Option<Day>,
        }
        let written = |days: &Days| serde_json::to_string(days).unwrap();
        let read = |json: &str| serde_json::from_str::<Days>(json);
        let days = Days { first: 14_404, last: Some(14_405) };
        assert_eq!(written(&days), r#"{"first":"2009-06-09","last":"2009-06-10"}"#);
        assert_eq!(read(&written(&days)).unwrap(), days);
        let open = Days { first: 14_404, last: None };
        assert_eq!(written(&open), r#"{"first":"2009-06-09","last":null}"#);
        assert_eq!(read(&written(&open)).unwrap(), open);
        assert_eq!(read(r#"{"first":"2009-06-09"}"#).unwrap(), open);

        let refused = |json| read(json).unwrap_err().to_string();
        for json in [r#"{"first":"9 June"}"#, r#"{"first":"2009-06-09","last":"9 June"}"#] {
            let message = refused(json);
            assert!(message.contains("\"9 June\" is not a day; a date as YYYY-MM-DD is expected"), "{message}");
        }
        assert!(refused(r#"{"first":14404}"#).contains("expected a date as YYYY-MM-DD"));
    }

    proptest! {
        /// Also with numbers that a clock does not have.
        #[test]
        fn a_time_moves_its_day_to_utc_or_is_refused(
            day in -1000..30_000i32, between in prop::sample::select(vec![" ", "T", "t", "x"]),
            (hours, minutes) in (0..26i32, 0..64i32),
            seconds in prop::option::of((prop_oneof![0..60i32, 60..63i32], prop::option::of("[0-9]{1,9}"))),
            offset in prop::option::of((any::<bool>(), 0..26i32, 0..64i32, 0..3usize)), zone in prop::sample::select(vec!["", "Z", "z", " UTC"]),
        ) {
            let mut text = format!("{}{between}{hours:02}:{minutes:02}", format(day));
            let mut is_time = between != "x" && hours < 24 && minutes < 60;
            if let Some((seconds, fraction)) = &seconds {
                text += &format!(":{seconds:02}");
                text += &fraction.as_ref().map_or(String::new(), |digits| format!(".{digits}"));
                is_time &= *seconds <= 60;
            }
            let mut in_utc = 60 * hours + minutes;
            match offset {
                Some((east, hours, minutes, form)) => {
                    let (sign, minutes) = (if east { '+' } else { '-' }, if form == 2 { 0 } else { minutes });
                    text += &match form {
                        0 => format!("{sign}{hours:02}:{minutes:02}"),
                        1 => format!("{sign}{hours:02}{minutes:02}"),
                        _ => format!("{sign}{hours:02}"),
                    };
                    is_time &= hours < 24 && minutes < 60;
                    in_utc -= if east { 60 * hours + minutes } else { -60 * hours - minutes };
                }
                None => text += zone,
            }
            let moved = if in_utc < 0 { day - 1 } else if in_utc >= 1440 { day + 1 } else { day };
            prop_assert_eq!(parse_with_time(&text), is_time.then_some(moved), "{}", text);
        }

        #[test]
        fn what_is_written_reads_back(day in -700_000..2_900_000) {
            prop_assert_eq!(parse(&format(day)), Some(day));
        }

        #[test]
        fn no_text_panics(text in any::<String>(), time in "[ T:.Z+0-9-]{0,20}", day in any::<i32>()) {
            parse(&text);
            parse_with_time(&text);
            parse_with_time(&format!("2009-06-09{time}"));
            format(day);
        }
    }
}
