//! A record as a layout sees it: numbered fields with text in them, and perhaps a point.
//!
//! A layout asks a [`FieldSource`] for its fields; how the file holds them is the format's affair. The functions turn
//! text into values, or say why a text is refused.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use super::column_map::ColumnMap;
use super::reading::Reading;
use super::row_account::{RowWarning, RowWarnings};
use crate::day;
use crate::error::quote_excerpt;
use crate::incident::{Day, Fatalities, Position};
use crate::read::names::normalise;
use crate::read::values::{self, Axis};

/// Where a record says that its incident happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Location {
    /// In its longitude and latitude fields.
    InFields,
    /// In a geometry: longitude and latitude in degrees, not yet checked.
    At(f64, f64),
    /// Nowhere: the format says that the place is unknown.
    Unknown,
}

/// One record, whatever format it is held in.
pub trait FieldSource<'r> {
    /// Returns how the file is read: the style of its values, and which days are plausible.
    fn reading(&self) -> &Reading;

    /// Returns the columns of the record.
    fn columns(&self) -> &ColumnMap;

    /// Returns the trimmed text of a column as it stands in the file; it is empty where the record has none.
    fn cell(&self, column: usize) -> Cow<'r, str>;

    /// Returns the trimmed text of a field of the layout as it stands in the file; it is empty where the record has none.
    fn raw_text(&self, field: usize) -> Cow<'r, str> {
        self.columns().column(field).map_or(Cow::Borrowed(""), |column| self.cell(column))
    }

    /// Returns the text of a field of the layout; it is empty where the record has none or says that nothing is known.
    fn text(&self, field: usize) -> Cow<'r, str> {
        match self.raw_text(field) {
            Cow::Borrowed(text) => Cow::Borrowed(values::stated(text)),
            Cow::Owned(text) if values::stated(&text).is_empty() => Cow::Borrowed(""),
            owned => owned,
        }
    }

    /// Returns the text of a field of degrees, whose minutes, seconds or hemisphere may stand in columns of their own.
    fn degrees_text(&self, field: usize) -> Cow<'r, str> {
        let text = self.text(field);
        match self.columns().degree_parts(field) {
            None => text,
            Some(parts) => {
                let stated = |column| Cow::Owned(values::stated(&self.cell(column)).to_string());
                Cow::Owned(parts.join(&text, stated))
            }
        }
    }

    /// Returns the name that the file gives to a field.
    fn name(&self, field: usize) -> String {
        self.columns().field_name(field)
    }

    /// Returns where the record says that its incident happened.
    fn location(&self) -> Location {
        Location::InFields
    }

    /// Returns an id that the format keeps outside the fields; it is empty where there is none.
    fn outer_id(&self) -> Cow<'r, str> {
        Cow::Borrowed("")
    }
}

/// Why a record is rejected, in words for the person who has the file.
pub type Reason = String;

/// A value of a record, or the reason why the record is rejected.
pub type FieldResult<T> = std::result::Result<T, Reason>;

/// Returns a reason that says what the field holds and what is expected instead.
pub fn unexpected<'r>(source: &dyn FieldSource<'r>, field: usize, expected: &str) -> Reason {
    let (name, text) = (source.name(field), source.raw_text(field));
    if text.is_empty() {
        format!("{name} is empty; expected {expected}")
    } else {
        format!("{name} is {}; expected {expected}", quote_excerpt(&text))
    }
}

fn read_day<'r>(source: &dyn FieldSource<'r>, field: usize) -> FieldResult<Option<Day>> {
    let text = source.text(field);
    if text.is_empty() {
        return Ok(None);
    }
    let day = values::parse_day(&text, &source.reading().style);
    day.map(Some).ok_or_else(|| {
        let expected = match source.reading().style.date_order {
            Some(order) => format!("a date written as in the other rows, {}", order.example()),
            None => "a date written YYYY-MM-DD, or with the name of the month".into(),
        };
        unexpected(source, field, &expected)
    })
}

/// Reads the first and the last day of the incident. Where no last day is given, it is the first. An incident that cannot have
/// happened on its first day is rejected, a last day that cannot be is left out.
pub fn read_days<'r>(
    source: &dyn FieldSource<'r>,
    start: usize,
    end: usize,
    warnings: &mut RowWarnings,
) -> FieldResult<(Day, Day)> {
    let Some(first) = read_day(source, start)? else {
        return Err(unexpected(source, start, "a date written YYYY-MM-DD"));
    };
    let plausible = &source.reading().plausible;
    if !plausible.contains(first) {
        return Err(format!("{} is {}; expected a day {plausible}", source.name(start), day::format(first)));
    }
    let last = read_day(source, end)?.unwrap_or(first);
    if last < first {
        let (start_name, end_name) = (source.name(start), source.name(end));
        return Err(format!("{end_name} {} is before {start_name} {}", day::format(last), day::format(first)));
    }
    if !plausible.contains(last) {
        warnings.add(RowWarning::EndImplausible);
        return Ok((first, first));
    }
    if last - first > LONGEST_DAYS {
        warnings.add(RowWarning::LongDuration);
    }
    Ok((first, last))
}

/// An incident of more than a year is more likely a mistyped one. Nothing depends on its last day but the record itself.
const LONGEST_DAYS: Day = 366;

/// Reads a finite number in the style of the file; `NaN` and `inf` are refused.
pub fn read_number<'r>(source: &dyn FieldSource<'r>, field: usize, expected: &str) -> FieldResult<Option<f64>> {
    let text = source.text(field);
    if text.is_empty() {
        return Ok(None);
    }
    let number = values::parse_number(&text, source.reading().style.decimal);
    number.map(Some).ok_or_else(|| unexpected(source, field, expected))
}

fn read_degrees<'r>(
    source: &dyn FieldSource<'r>,
    field: usize,
    axis: Axis,
    expected: &str,
) -> FieldResult<Option<f64>> {
    let text = source.degrees_text(field);
    if text.is_empty() {
        return Ok(None);
    }
    values::parse_degrees(&text, axis).map(Some).ok_or_else(|| unexpected(source, field, expected))
}

/// Returns the digits of a whole number that may be written with decimals that are all 0, as `15960.0`.
pub fn whole_digits(text: &str) -> Option<&str> {
    let (digits, fraction) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (all_digits && fraction.bytes().all(|byte| byte == b'0')).then_some(digits)
}

/// Reads a provider's code: a whole number within the range.
pub fn parse_code(text: &str, range: RangeInclusive<u8>) -> Option<u8> {
    whole_digits(text)?.parse().ok().filter(|code| range.contains(code))
}

/// Reads the provider's date precision. Nothing depends on it, so a text that is no code costs the code and not the row.
pub fn read_time_precision<'r>(source: &dyn FieldSource<'r>, field: usize, warnings: &mut RowWarnings) -> Option<u8> {
    let text = source.text(field);
    let precision = parse_code(&text, 0..=u8::MAX);
    if precision.is_none() && !text.is_empty() {
        warnings.add(RowWarning::TimePrecisionUnreadable);
    }
    precision
}

/// Reads the record's own id, or makes one of its row, because reports name incidents by their id. An id that a spreadsheet rounded
/// is none, nor is a word such as "unknown": many rows would share it, and all but the last would be taken for older editions of it.
pub fn read_id<'r>(source: &dyn FieldSource<'r>, field: usize, row: u64, warnings: &mut RowWarnings) -> Cow<'r, str> {
    let own = source.text(field);
    let id = if own.is_empty() { source.outer_id() } else { own };
    let is_damaged = is_rounded(&id);
    if is_damaged {
        warnings.add(RowWarning::DamagedId);
    }
    let is_placeholder = is_placeholder(&id);
    if is_placeholder {
        warnings.add(RowWarning::NoId);
    }
    if id.is_empty() || is_damaged || is_placeholder { Cow::Owned(format!("row {row}")) } else { id }
}

/// Returns whether a text is a number as programs write it when it is too long: `2.02601E+11`, `2,02601e+11`, `2.02601E11`. An id such
/// as `2E11` is none.
fn is_rounded(id: &str) -> bool {
    let Some((digits, exponent)) = id.split_once(['E', 'e']) else { return false };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (power, has_plus) = exponent.strip_prefix('+').map_or((exponent, false), |power| (power, true));
    let (whole, fraction) = match digits.split_once(['.', ',']) {
        Some(parts) => parts,
        None if has_plus => (digits, "0"),
        None => return false,
    };
    whole.len() == 1 && all_digits(whole) && all_digits(fraction) && all_digits(power) && power.len() <= 3
}

/// Returns whether an id is a word for none.
fn is_placeholder(id: &str) -> bool {
    const WORDS: [&str; 22] = [
        "unknown",
        "unk",
        "undefined",
        "unassigned",
        "no id",
        "no code",
        "tbd",
        "tbc",
        "xx",
        "xxx",
        "inconnu",
        "inconnue",
        "sans",
        "aucun",
        "neant",
        "desconhecido",
        "sem",
        "desconocido",
        "sin",
        "غير معروف",
        "مجهول",
        "void",
    ];
    // Most ids have a digit, and are decided by it.
    if id.is_empty() || id.len() > 40 || id.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let words = normalise(id);
    words.is_empty() || WORDS.contains(&words.as_str())
}

/// Reads when a record was last edited, in seconds since 1970: of records with the same id, the newest counts. 0 where that is not
/// told.
pub fn read_revision<'r>(source: &dyn FieldSource<'r>, field: usize, warnings: &mut RowWarnings) -> i64 {
    let text = source.text(field);
    if text.is_empty() {
        return 0;
    }
    if let Some(seconds) = whole_digits(&text).and_then(|digits| digits.parse().ok()) {
        return seconds;
    }
    let style = &source.reading().style;
    if let Some(seconds) = values::parse_instant(&text, style) {
        return seconds;
    }
    warnings.add(RowWarning::RevisionUnreadable);
    // What is left of a rounded number still tells years apart.
    let rounded = Some(text.replace(',', ".")).filter(|text| is_rounded(text));
    rounded.and_then(|text| text.parse::<f64>().ok()).map_or(0, |seconds| seconds as i64)
}

/// Reads a number of deaths. What is no number, such as `10-20`, costs the number and not the incident.
pub fn read_deaths<'r>(source: &dyn FieldSource<'r>, field: usize, warnings: &mut RowWarnings) -> Option<u32> {
    let text = source.text(field);
    if text.is_empty() {
        return None;
    }
    let count = values::parse_count(&text, source.reading().style.decimal);
    if count.is_none() {
        warnings.add_with(RowWarning::DeathsUnreadable, &text);
    }
    count
}

/// Reads the low, best and high estimates of deaths from the three fields. Estimates out of order are kept, with a warning.
pub fn read_fatalities<'r>(source: &dyn FieldSource<'r>, fields: [usize; 3], warnings: &mut RowWarnings) -> Fatalities {
    let [low, best, high] = fields.map(|field| read_deaths(source, field, warnings));
    if low.zip(best).is_some_and(|(low, best)| low > best) {
        warnings.add(RowWarning::LowAboveBest);
    }
    if best.zip(high).is_some_and(|(best, high)| best > high) {
        warnings.add(RowWarning::BestAboveHigh);
    }
    Fatalities { low, best, high }
}

/// Reads the recorded coordinates and checks their ranges. Returns `None` where both are empty or the place is unknown, and for
/// exactly 0°, 0°, which programs write where they have no place.
pub fn read_position<'r>(
    source: &dyn FieldSource<'r>,
    lon: usize,
    lat: usize,
    warnings: &mut RowWarnings,
) -> FieldResult<Option<Position>> {
    let position = match source.location() {
        Location::Unknown => None,
        Location::At(lon, lat) => Some(check_point(lon, lat)?),
        Location::InFields => {
            match (read_degrees(source, lon, Axis::Lon, LON)?, read_degrees(source, lat, Axis::Lat, LAT)?) {
                (None, None) => None,
                (None, _) => return Err(unexpected(source, lon, LON)),
                (_, None) => return Err(unexpected(source, lat, LAT)),
                (Some(degrees), _) if !in_range(degrees, 180.0) => return Err(unexpected(source, lon, LON)),
                (_, Some(degrees)) if !in_range(degrees, 90.0) => return Err(unexpected(source, lat, LAT)),
                (Some(lon), Some(lat)) => Some(Position { lon, lat }),
            }
        }
    };
    Ok(position.filter(|position| is_place(position, warnings)))
}

/// Checks a place that one field holds; see [`read_position`].
pub fn checked_place(lon: f64, lat: f64, warnings: &mut RowWarnings) -> FieldResult<Option<Position>> {
    check_point(lon, lat).map(|position| Some(position).filter(|position| is_place(position, warnings)))
}

fn is_place(position: &Position, warnings: &mut RowWarnings) -> bool {
    let is_place = position.lon != 0.0 || position.lat != 0.0;
    if !is_place {
        warnings.add(RowWarning::ZeroPosition);
    }
    is_place
}

const LON: &str = "a longitude in degrees from -180 to 180";
const LAT: &str = "a latitude in degrees from -90 to 90";

/// Checks the range of a point that a file holds as one value.
fn check_point(lon: f64, lat: f64) -> FieldResult<Position> {
    if !in_range(lon, 180.0) {
        Err(format!("the longitude of the point is {lon}; expected {LON}"))
    } else if !in_range(lat, 90.0) {
        Err(format!("the latitude of the point is {lat}; expected {LAT}"))
    } else {
        Ok(Position { lon, lat })
    }
}

fn in_range(degrees: f64, limit: f64) -> bool {
    (-limit..=limit).contains(&degrees)
}

/// Returns the text of the first of the two fields, or of the second where the first is empty.
pub fn first_text<'r>(source: &dyn FieldSource<'r>, fields: [usize; 2]) -> Cow<'r, str> {
    let first = source.text(fields[0]);
    if first.is_empty() { source.text(fields[1]) } else { first }
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
        assert_eq!(parse_code("7.0", 1..=7), Some(7));
        for text in ["0", "8", "256", "1.5", "", "x"] {
            assert_eq!(parse_code(text, 1..=7), None, "{text}");
        }
    }
}
