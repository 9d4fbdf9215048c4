//! One value of a column, and how it is written as text.

use std::borrow::Cow;

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, Int96};
use parquet::errors::ParquetError;

use super::read_into;
use crate::day;
use crate::incident::Day;

/// What the values of a column mean beyond their physical type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Numbers, truth values and text as they are.
    Plain,
    /// Whole numbers that are not negative.
    Unsigned,
    /// Days since 1970-01-01.
    Day,
    /// Moments since 1970-01-01, in parts of a second.
    Moment { per_second: i64, is_utc: bool },
    /// Decimal numbers, as whole numbers of their smallest part.
    Decimal { scale: u32 },
    /// A geometry as well-known binary.
    Geometry,
    /// Bytes that are no text.
    Opaque,
}

/// A value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// No value.
    #[default]
    Empty,
    /// A truth value.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number of single precision.
    Single(f32),
    /// A number of double precision.
    Double(f64),
    /// A decimal number: a whole number of its smallest part, and the number of its decimals.
    Decimal(i64, u32),
    /// A day, from 1970-01-01.
    Day(Day),
    /// The seconds since 1970-01-01, and whether they are those of UTC.
    Second(i64, bool),
    /// Text, or a geometry as well-known binary.
    Bytes(ByteArray),
    /// A value of a type that is not read.
    Other,
}

impl Cell {
    /// Returns the value as a file of text would have it. What is missing or no number is empty, and so is a value of a type that
    /// is not read.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty | Cell::Other => Cow::Borrowed(""),
            Cell::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            Cell::Whole(number) => Cow::Owned(number.to_string()),
            Cell::Single(number) if number.is_nan() => Cow::Borrowed(""),
            Cell::Single(number) => Cow::Owned(number.to_string()),
            Cell::Double(number) if number.is_nan() => Cow::Borrowed(""),
            Cell::Double(number) => Cow::Owned(number.to_string()),
            Cell::Decimal(number, scale) => Cow::Owned(decimal_text(*number, *scale)),
            Cell::Day(day) => Cow::Owned(day::format(*day)),
            Cell::Second(second, is_utc) => Cow::Owned(moment_text(*second, *is_utc)),
            Cell::Bytes(bytes) => String::from_utf8_lossy(bytes.data()),
        }
    }

    /// Returns the value as a number, where it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Whole(number) => Some(*number as f64),
            Cell::Single(number) => Some(f64::from(*number)),
            Cell::Double(number) => Some(*number),
            _ => None,
        }
    }
}

/// Reads a number of rows of a column.
pub fn read(
    reader: &mut ColumnReader,
    rows: usize,
    level: i16,
    meaning: Meaning,
    cells: &mut Vec<Cell>,
) -> Result<(), ParquetError> {
    match reader {
        ColumnReader::BoolColumnReader(reader) => convert(reader, rows, level, cells, Cell::Flag),
        ColumnReader::Int32ColumnReader(reader) => {
            let widen = |value: i32| if meaning == Meaning::Unsigned { (value as u32).into() } else { value.into() };
            convert(reader, rows, level, cells, |value| whole(widen(value), meaning))
        }
        ColumnReader::Int64ColumnReader(reader) => convert(reader, rows, level, cells, |value| whole(value, meaning)),
        ColumnReader::Int96ColumnReader(reader) => {
            convert(reader, rows, level, cells, |value: Int96| Cell::Second(value.to_millis().div_euclid(1_000), false))
        }
        ColumnReader::FloatColumnReader(reader) => convert(reader, rows, level, cells, Cell::Single),
        ColumnReader::DoubleColumnReader(reader) => convert(reader, rows, level, cells, Cell::Double),
        ColumnReader::ByteArrayColumnReader(reader) => convert(reader, rows, level, cells, |value| match meaning {
            Meaning::Plain | Meaning::Geometry => Cell::Bytes(value),
            _ => Cell::Other,
        }),
        ColumnReader::FixedLenByteArrayColumnReader(reader) => convert(reader, rows, level, cells, |_| Cell::Other),
    }
}

fn convert<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    level: i16,
    cells: &mut Vec<Cell>,
    into_cell: impl Fn(T::T) -> Cell,
) -> Result<(), ParquetError> {
    let mut values = Vec::new();
    read_into(reader, rows, level, &mut values)?;
    cells.extend(values.into_iter().map(|value| value.map_or(Cell::Empty, &into_cell)));
    Ok(())
}

fn whole(value: i64, meaning: Meaning) -> Cell {
    match meaning {
        Meaning::Day => Day::try_from(value).map_or(Cell::Other, Cell::Day),
        Meaning::Moment { per_second, is_utc } => Cell::Second(value.div_euclid(per_second), is_utc),
        Meaning::Decimal { scale } => Cell::Decimal(value, scale),
        Meaning::Unsigned if value < 0 => Cell::Other,
        _ => Cell::Whole(value),
    }
}

fn decimal_text(number: i64, scale: u32) -> String {
    let digits = format!("{:0>width$}", number.unsigned_abs(), width = scale as usize + 1);
    let (whole, part) = digits.split_at(digits.len() - scale as usize);
    let sign = if number < 0 { "-" } else { "" };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

fn moment_text(second: i64, is_utc: bool) -> String {
    const SECONDS_PER_DAY: i64 = 86_400;
    let (day, of_day) = (second.div_euclid(SECONDS_PER_DAY), second.rem_euclid(SECONDS_PER_DAY));
    let Ok(day) = Day::try_from(day) else { return String::new() };
    let zone = if is_utc { "Z" } else { "" };
    format!("{}T{:02}:{:02}:{:02}{zone}", day::format(day), of_day / 3600, of_day / 60 % 60, of_day % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_in_a_file_of_text() {
        let cases = [
            (Cell::Empty, ""),
            (Cell::Flag(true), "true"),
            (Cell::Whole(-7), "-7"),
            (Cell::Single(12.6), "12.6"),
            (Cell::Double(-8.000_001), "-8.000001"),
            (Cell::Double(f64::NAN), ""),
            (Cell::Decimal(-1205, 2), "-12.05"),
            (Cell::Decimal(5, 3), "0.005"),
            (Cell::Decimal(5, 0), "5"),
            (Cell::Day(0), "1970-01-01"),
            (Cell::Second(-1, true), "1969-12-31T23:59:59Z"),
            (Cell::Second(86_400, false), "1970-01-02T00:00:00"),
            (Cell::Second(i64::MAX, false), ""),
            (Cell::Bytes("Ségou".into()), "Ségou"),
            (Cell::Other, ""),
        ];
        for (cell, text) in cases {
            assert_eq!(cell.text(), text);
        }
    }
}
