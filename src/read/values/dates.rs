//! Days as files write them: year first, day or month first, with the name of a month, with or without a time.

use std::borrow::Cow;

use jiff_core::civil::Date;
use serde::{Deserialize, Serialize};

use super::Style;
use super::months::month_named;
use crate::day;
use crate::incident::Day;

const MINUTES_PER_DAY: i32 = 24 * 60;

/// No program writes a longer date.
const MAX_LENGTH: usize = 64;

/// What comes first in dates that end with the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    /// `31/12/2026`.
    #[serde(rename = "dmy")]
    DayFirst,
    /// `12/31/2026`.
    #[serde(rename = "mdy")]
    MonthFirst,
}

impl DateOrder {
    /// Returns an example for people.
    pub fn example(self) -> &'static str {
        match self {
            DateOrder::DayFirst => "the day first (31/12/2026)",
            DateOrder::MonthFirst => "the month first (12/31/2026)",
        }
    }
}

/// What one date says about the order of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderEvidence {
    /// It can be read in this order only.
    Only(DateOrder),
    /// It can be read in both orders, and is another day in each.
    Either,
}

/// Reads a day in the style of the file. A time may follow: the day is the one that is written, unless the style asks for the day
/// of another time zone and the time has an offset.
///
/// Returns `None` for what is no day, and for a date that can be read in both orders where the style has none.
pub fn parse_day(text: &str, style: &Style) -> Option<Day> {
    if let Some(day) = day::parse(text) {
        return Some(day);
    }
    if text.len() > MAX_LENGTH {
        return None;
    }
    let text = &*western(text);
    let (date, time) = split_time(text);
    let day = parse_date(date, style)?;
    if time.is_empty() {
        return Some(day);
    }
    let Time { minutes, offset, .. } = parse_time(time)?;
    match (style.utc_offset, offset) {
        (Some(zone), Some(offset)) => Some(day + (minutes - offset + zone).div_euclid(MINUTES_PER_DAY)),
        _ => Some(day),
    }
}

/// Reads a day and the time behind it, in minutes since 1970-01-01 as they are written; `None` for a day without a time.
pub fn parse_moment(text: &str, style: &Style) -> Option<i64> {
    let text = &*western(text);
    let (_, time) = split_time(text);
    let Time { minutes, .. } = parse_time(time)?;
    let written = Style { utc_offset: None, ..*style };
    Some(i64::from(parse_day(text, &written)?) * i64::from(MINUTES_PER_DAY) + i64::from(minutes))
}

/// Reads a day, perhaps with a time, in seconds since 1970-01-01 00:00 UTC. A time without an offset is taken for one of UTC.
pub fn parse_instant(text: &str, style: &Style) -> Option<i64> {
    let text = &*western(text);
    let written = Style { utc_offset: None, ..*style };
    let day = i64::from(parse_day(text, &written)?) * i64::from(MINUTES_PER_DAY) * 60;
    let time = match split_time(text).1 {
        "" => return Some(day),
        time => parse_time(time)?,
    };
    Some(day + i64::from(time.minutes - time.offset.unwrap_or(0)) * 60 + i64::from(time.seconds))
}

/// Returns what a date says about the order of its column, or `None` where it says nothing.
pub fn order_evidence(text: &str) -> Option<OrderEvidence> {
    if text.len() > MAX_LENGTH {
        return None;
    }
    let [first, second, year] = numbers(split_time(&western(text)).0)?;
    if first.digits > 2 || !is_year(year) {
        return None;
    }
    let valid = |day: i32, month: i32| date(full_year(year), month, day).is_some();
    match (valid(first.value, second.value), valid(second.value, first.value)) {
        (true, true) if first.value == second.value => None,
        (true, true) => Some(OrderEvidence::Either),
        (true, false) => Some(OrderEvidence::Only(DateOrder::DayFirst)),
        (false, true) => Some(OrderEvidence::Only(DateOrder::MonthFirst)),
        (false, false) => None,
    }
}

/// Returns whether a date that ends with the year has two digits for it.
pub fn has_two_digit_year(text: &str) -> bool {
    numbers(split_time(&western(text)).0).is_some_and(|[first, _, year]| first.digits <= 2 && year.digits == 2)
}

/// Returns the first and the last number of a date such as `26-04-13`, if either can be the year.
pub fn year_at_either_end(text: &str) -> Option<[i32; 2]> {
    let text = western(text);
    let [first, second, third] = numbers(split_time(&text).0).filter(|_| text.len() <= MAX_LENGTH)?;
    let is_short = [first, second, third].iter().all(|number| number.digits == 2) && text.as_bytes()[2] == b'-';
    let year_first = is_short && date(full_year(first), second.value, third.value).is_some();
    year_first.then_some([first.value, third.value])
}

/// Returns the day of the month of a date that begins with a year of four digits.
pub fn day_behind_year(text: &str) -> Option<i32> {
    if text.len() > MAX_LENGTH {
        return None;
    }
    let [year, _, day] = numbers(split_time(&western(text)).0)?;
    (year.digits == 4).then_some(day.value)
}

/// Replaces the digits of Arabic and Persian by those of English, and drops marks of direction.
fn western(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let is_mark = |letter: &char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    Cow::Owned(text.chars().filter(|letter| !is_mark(letter)).map(western_digit).collect())
}

fn western_digit(letter: char) -> char {
    let digit = match letter {
        '\u{660}'..='\u{669}' => letter as u32 - 0x660,
        '\u{6f0}'..='\u{6f9}' => letter as u32 - 0x6f0,
        _ => return letter,
    };
    char::from(b'0' + digit as u8)
}

#[derive(Clone, Copy)]
struct Number {
    value: i32,
    digits: usize,
}

/// Separates a date from the time behind it.
fn split_time(text: &str) -> (&str, &str) {
    let colon = text.find(':').unwrap_or(text.len());
    if colon == text.len() {
        return (text, "");
    }
    // The hour in front of the first colon belongs to the time; a `T` or blanks separate it.
    let before = &text[..colon];
    let hour = before.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    let date =
        before[..hour].trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, 'T' | 't' | ','));
    if date.len() == hour { (text, "") } else { (date, &text[hour..]) }
}

fn parse_date(text: &str, style: &Style) -> Option<Day> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return date(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    }
    let Some([first, second, third]) = numbers(text) else { return parse_named(text) };
    if first.digits == 4 && second.digits <= 2 && third.digits <= 2 {
        return date(first.value, second.value, third.value);
    }
    if first.digits > 2 || second.digits > 2 || !is_year(third) {
        return None;
    }
    let year = full_year(third);
    match style.date_order {
        Some(DateOrder::DayFirst) => date(year, second.value, first.value),
        Some(DateOrder::MonthFirst) => date(year, first.value, second.value),
        None if first.value == second.value => date(year, first.value, second.value),
        None => match order_evidence(text)? {
            OrderEvidence::Only(DateOrder::DayFirst) => date(year, second.value, first.value),
            OrderEvidence::Only(DateOrder::MonthFirst) => date(year, first.value, second.value),
            OrderEvidence::Either => None,
        },
    }
}

/// Reads three numbers with the same mark between them.
fn numbers(text: &str) -> Option<[Number; 3]> {
    let mark = text.chars().find(|letter| !letter.is_ascii_digit()).filter(|mark| matches!(mark, '/' | '-' | '.'))?;
    let mut parts = text.split(mark).map(|part| {
        let is_number = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| Number { value: part.parse().unwrap_or(0), digits: part.len() })
    });
    let three = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(three)
}

/// Reads `2 March 2024`, `March 2, 2024`, `02-Mar-2024`, `2 de março de 2024` and the like, perhaps after the name of a weekday.
fn parse_named(text: &str) -> Option<Day> {
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '-' | '/' | '،'))
        .filter(|word| !word.is_empty() && !matches!(word.to_ascii_lowercase().as_str(), "de" | "del" | "of" | "le"))
        .collect();
    let words = if words.len() == 4 && month_named(words[0]).is_none() { &words[1..] } else { &words[..] };
    let [first, second, third] = words else { return None };
    let year = number(third).filter(|year| is_year(*year))?;
    let (day, month) = match month_named(second) {
        Some(month) => (first, month),
        None => (second, month_named(first)?),
    };
    date(full_year(year), month, day_of_month(day)?)
}

/// Reads `2`, `02`, `2nd`, `1er` and `1º`.
fn day_of_month(text: &str) -> Option<i32> {
    let digits = text.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let suffix = text[digits.len()..].to_lowercase();
    let is_ordinal = matches!(suffix.as_str(), "" | "." | "st" | "nd" | "rd" | "th" | "er" | "º" | "°");
    number(digits).filter(|day| is_ordinal && day.digits <= 2).map(|day| day.value)
}

fn number(text: &str) -> Option<Number> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| Number { value: text.parse().unwrap_or(0), digits: text.len() })
}

/// A year has four digits, or two that are read within 1969 to 2068, as POSIX does.
fn is_year(number: Number) -> bool {
    matches!(number.digits, 2 | 4)
}

fn full_year(year: Number) -> i32 {
    match (year.digits, year.value) {
        (2, 69..) => 1900 + year.value,
        (2, _) => 2000 + year.value,
        _ => year.value,
    }
}

fn date(year: i32, month: i32, day: i32) -> Option<Day> {
    let narrow = |number: i32| i8::try_from(number).ok();
    let date = Date::new(i16::try_from(year).ok()?, narrow(month)?, narrow(day)?).ok()?;
    Some(date.to_unix_epoch_day().day())
}

/// A time of the day in minutes, and how far its zone is east of UTC, where it says so.
struct Time {
    minutes: i32,
    seconds: i32,
    offset: Option<i32>,
}

/// Reads `9:05`, `09:05:30.123`, `9:05 PM`, and behind it `Z`, `UTC`, `GMT` or an offset such as `+01:00`, `-0430` or `+01`.
fn parse_time(text: &str) -> Option<Time> {
    let clock_end =
        text.find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, ':' | '.')).unwrap_or(text.len());
    let (clock, rest) = text.split_at(clock_end);
    let mut parts = clock.split(':');
    let two = |text: &str| text.parse::<i32>().ok().filter(|_| (1..=2).contains(&text.len()));
    let (mut hours, minutes) = (two(parts.next()?)?, two(parts.next()?)?);
    let mut seconds = 0;
    if let Some(text) = parts.next() {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        seconds = two(whole).filter(|seconds| *seconds <= 60 && !fraction.is_empty() && !fraction.contains('.'))?;
    }
    let mut rest = rest.trim_start();
    let half = rest.get(..2).map(str::to_ascii_lowercase);
    if let Some(half @ ("am" | "pm")) = half.as_deref() {
        if !(1..=12).contains(&hours) {
            return None;
        }
        hours = hours % 12 + if half == "pm" { 12 } else { 0 };
        rest = rest[2..].trim_start();
    }
    let offset = match rest {
        "" => None,
        "Z" | "z" | "UTC" | "GMT" => Some(0),
        _ => Some(parse_offset(rest)?),
    };
    let is_time = parts.next().is_none() && hours <= 24 && minutes <= 59 && hours * 60 + minutes <= MINUTES_PER_DAY;
    is_time.then_some(Time { minutes: hours * 60 + minutes, seconds, offset })
}

/// Reads how far a time zone is east of UTC, in minutes: `Z`, `+01:00`, `-0430` or `+01`.
pub fn parse_offset(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = text[1..].replacen(':', "", 1);
    let is_number = matches!(digits.len(), 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: i32 = is_number.then(|| digits.parse().ok()).flatten()?;
    let (hours, minutes) = if digits.len() == 2 { (number, 0) } else { (number / 100, number % 100) };
    (hours <= 23 && minutes <= 59).then_some(sign * (60 * hours + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        parse_day(text, &Style::default()).map(day::format)
    }

    fn ordered(text: &str, order: DateOrder) -> Option<String> {
        parse_day(text, &Style { date_order: Some(order), ..Style::default() }).map(day::format)
    }

    #[test]
    fn dates_are_read_in_the_forms_that_files_use() {
        for text in [
            "2024-03-02",
            "2024-03-02 10:47",
            "2024-03-02T10:47:00.120+01:00",
            "2024-03-02 10:47:00+00",
            "2024-3-2",
            "2024/03/02",
            "2024/03/02 10:47:00+00",
            "2024.03.02",
            "20240302",
            "02 March 2024",
            "2 mars 2024",
            "2 de março de 2024",
            "March 2, 2024",
            "March 2nd, 2024",
            "Mar 2 2024 9:05 PM",
            "02-Mar-2024",
            "02-Mar-24",
            "Saturday, 2 March 2024",
            "2 مارس 2024",
        ] {
            assert_eq!(read(text).as_deref(), Some("2024-03-02"), "{text}");
        }
        assert_eq!(read("1er janvier 2024").as_deref(), Some("2024-01-01"));
        assert_eq!(read("03/03/2024").as_deref(), Some("2024-03-03"));
        assert_eq!(read("25/03/2024").as_deref(), Some("2024-03-25"));
        assert_eq!(read("03/25/2024 10:47:00 AM").as_deref(), Some("2024-03-25"));
    }

    #[test]
    fn the_order_of_the_file_decides_what_both_orders_allow() {
        assert_eq!(read("02/03/2024"), None);
        assert_eq!(ordered("02/03/2024", DateOrder::DayFirst).as_deref(), Some("2024-03-02"));
        assert_eq!(ordered("02/03/2024", DateOrder::MonthFirst).as_deref(), Some("2024-02-03"));
        assert_eq!(ordered("2.3.24", DateOrder::DayFirst).as_deref(), Some("2024-03-02"));
        // A date of the other order is no date of this file.
        assert_eq!(ordered("03/25/2024", DateOrder::DayFirst), None);
        assert_eq!(order_evidence("02/03/2024"), Some(OrderEvidence::Either));
        assert_eq!(order_evidence("25/03/2024 10:47"), Some(OrderEvidence::Only(DateOrder::DayFirst)));
        assert_eq!(order_evidence("03-25-24"), Some(OrderEvidence::Only(DateOrder::MonthFirst)));
        for text in ["2024-03-02", "2 March 2024", "03/03/2024", "25/25/2024", "", "x"] {
            assert_eq!(order_evidence(text), None, "{text}");
        }
    }

    #[test]
    fn the_day_is_the_one_that_is_written_unless_a_zone_is_asked_for() {
        let text = "2026-02-01T00:00:00+03:00";
        assert_eq!(read(text).as_deref(), Some("2026-02-01"));
        let zone = |minutes| Style { utc_offset: Some(minutes), ..Style::default() };
        assert_eq!(parse_day(text, &zone(0)).map(day::format).as_deref(), Some("2026-01-31"));
        assert_eq!(parse_day(text, &zone(180)).map(day::format).as_deref(), Some("2026-02-01"));
        assert_eq!(parse_day("2026-02-01T23:30:00Z", &zone(60)).map(day::format).as_deref(), Some("2026-02-02"));
        // A time without an offset is local already.
        assert_eq!(parse_day("2026-02-01 00:00", &zone(-600)).map(day::format).as_deref(), Some("2026-02-01"));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2024",
            "March 2024",
            "2024-13-01",
            "2023-02-29",
            "31/02/2024",
            "2024-03-02x",
            "2024-03-02 25:00",
            "2024-03-02 10:60",
            "2024-03-02T00:00:00.",
            "2024-03-02T00:00:00+1",
            "2024-03-02 10:47 noon",
            "2024-03/02",
            "45000",
            "1700000000",
            "12 Foo 2024",
            "10:47",
            "2 3 2024",
            "99999999",
            "2024-03-0é",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"1".repeat(65)), None);
    }
}
