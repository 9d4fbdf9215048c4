//! The one notion of a record that all formats share: named fields with text in them, and perhaps a point.
//!
//! A layout (UCDP, generic) asks a record for its fields; how the file holds them is the format's affair.
//! The helpers turn text into values, and say in words why a text is refused.

use std::borrow::Cow;

use crate::day;
use crate::error::quote_excerpt;
use crate::incident::{Day, Fatalities, Position};

use super::tally::{Oddities, Oddity};

/// Where a record says that it happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Point {
    /// In its longitude and latitude fields.
    InFields,
    /// In a geometry: longitude, latitude.
    At(f64, f64),
    /// The format says that there is no place.
    Nowhere,
}

pub(super) trait Record<'r> {
    /// The trimmed text of a field of the layout; empty where the record has none.
    fn text(&self, field: usize) -> Cow<'r, str>;

    /// The name that the file gives to the field.
    fn name(&self, field: usize) -> &str;

    fn point(&self) -> Point {
        Point::InFields
    }

    /// An id that the format keeps outside the fields.
    fn outer_id(&self) -> Cow<'r, str> {
        Cow::Borrowed("")
    }
}

/// Why a record is rejected, in words for the person who has the file.
pub(super) type Reason = String;

pub(super) type Checked<T> = std::result::Result<T, Reason>;

/// Says which field holds what instead of what.
pub(super) fn refuse<'r>(record: &dyn Record<'r>, field: usize, wanted: &str) -> Reason {
    let (name, text) = (record.name(field), record.text(field));
    if text.is_empty() {
        format!("{name} is empty; needed is {wanted}")
    } else {
        format!("{name} is {}; needed is {wanted}", quote_excerpt(&text))
    }
}

pub(super) fn day<'r>(record: &dyn Record<'r>, field: usize) -> Checked<Option<Day>> {
    let text = record.text(field);
    if text.is_empty() {
        return Ok(None);
    }
    let day = day::parse_with_time(&text);
    day.map(Some).ok_or_else(|| refuse(record, field, "a date written YYYY-MM-DD, with or without a time"))
}

/// First and last day of the incident; the last is the first where it is not given.
pub(super) fn days<'r>(record: &dyn Record<'r>, start: usize, end: usize) -> Checked<(Day, Day)> {
    let Some(first) = day(record, start)? else {
        return Err(refuse(record, start, "a date written YYYY-MM-DD"));
    };
    let last = day(record, end)?.unwrap_or(first);
    if last < first {
        let (start_name, end_name) = (record.name(start), record.name(end));
        return Err(format!("{end_name} {} is before {start_name} {}", day::format(last), day::format(first)));
    }
    Ok((first, last))
}

/// A finite number; `NaN`, `inf` and decimal commas are refused.
pub(super) fn number<'r>(record: &dyn Record<'r>, field: usize, wanted: &str) -> Checked<Option<f64>> {
    let text = record.text(field);
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(Some(number)),
        _ => Err(refuse(record, field, wanted)),
    }
}

/// The digits of a whole number that may be written as `15960.0`.
pub(super) fn whole_digits(text: &str) -> Option<&str> {
    let (digits, fraction) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (all_digits && fraction.bytes().all(|byte| byte == b'0')).then_some(digits)
}

/// A code of a provider: a whole number within the range.
pub(super) fn code(text: &str, range: std::ops::RangeInclusive<u8>) -> Option<u8> {
    whole_digits(text)?.parse().ok().filter(|code| range.contains(code))
}

/// The provider's date precision. It decides nothing, so a text that is no code costs the code and not the row.
pub(super) fn time_precision<'r>(record: &dyn Record<'r>, field: usize, odd: &mut Oddities) -> Option<u8> {
    let text = record.text(field);
    let precision = code(&text, 0..=u8::MAX);
    if precision.is_none() && !text.is_empty() {
        odd.note(Oddity::TimePrecisionUnreadable);
    }
    precision
}

pub(super) fn fatalities<'r>(record: &dyn Record<'r>, fields: [usize; 3], odd: &mut Oddities) -> Checked<Fatalities> {
    let deaths = |field| {
        let text = record.text(field);
        if text.is_empty() {
            return Ok(None);
        }
        let count = whole_digits(&text).and_then(|digits| digits.parse::<u32>().ok());
        count.map(Some).ok_or_else(|| refuse(record, field, "a whole number of deaths, 0 or more"))
    };
    let [low, best, high] = fields;
    let (low, best, high) = (deaths(low)?, deaths(best)?, deaths(high)?);
    if low.zip(best).is_some_and(|(low, best)| low > best) {
        odd.note(Oddity::LowAboveBest);
    }
    if best.zip(high).is_some_and(|(best, high)| best > high) {
        odd.note(Oddity::BestAboveHigh);
    }
    Ok(Fatalities { low, best, high })
}

/// The recorded coordinates, in range; `None` where both are empty or the format says that there is no place.
pub(super) fn position<'r>(record: &dyn Record<'r>, lon: usize, lat: usize) -> Checked<Option<Position>> {
    const LON: &str = "a longitude in degrees from -180 to 180, with a decimal point";
    const LAT: &str = "a latitude in degrees from -90 to 90, with a decimal point";
    match record.point() {
        Point::Nowhere => Ok(None),
        Point::At(lon, _) if !in_range(lon, 180.0) => {
            Err(format!("the longitude of the point is {}; needed is {LON}", lon))
        }
        Point::At(_, lat) if !in_range(lat, 90.0) => {
            Err(format!("the latitude of the point is {}; needed is {LAT}", lat))
        }
        Point::At(lon, lat) => Ok(Some(Position { lon, lat })),
        Point::InFields => match (number(record, lon, LON)?, number(record, lat, LAT)?) {
            (None, None) => Ok(None),
            (None, _) => Err(refuse(record, lon, LON)),
            (_, None) => Err(refuse(record, lat, LAT)),
            (Some(degrees), _) if !in_range(degrees, 180.0) => Err(refuse(record, lon, LON)),
            (_, Some(degrees)) if !in_range(degrees, 90.0) => Err(refuse(record, lat, LAT)),
            (Some(lon), Some(lat)) => Ok(Some(Position { lon, lat })),
        },
    }
}

fn in_range(degrees: f64, most: f64) -> bool {
    (-most..=most).contains(&degrees)
}

/// The first of the fields that is not empty.
pub(super) fn first_text<'r>(record: &dyn Record<'r>, fields: [usize; 2]) -> Cow<'r, str> {
    let first = record.text(fields[0]);
    if first.is_empty() { record.text(fields[1]) } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_may_carry_empty_decimals() {
        assert_eq!(whole_digits("15960"), Some("15960"));
        assert_eq!(whole_digits("15960.0"), Some("15960"));
        assert_eq!(whole_digits("15960."), Some("15960"));
        for text in ["", ".0", "1.5", "-1", "+1", "1e3", "NaN", "1.0.0", "١"] {
            assert_eq!(whole_digits(text), None, "{text}");
        }
    }

    #[test]
    fn codes_are_whole_and_in_range() {
        assert_eq!(code("7.0", 1..=7), Some(7));
        for text in ["0", "8", "256", "1.5", "", "x"] {
            assert_eq!(code(text, 1..=7), None, "{text}");
        }
    }
}
