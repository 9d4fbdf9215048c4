//! One value of a column, and how it is written as text.

use std::borrow::Cow;

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray, Int96};
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
    /// Numbers of half precision.
    Half,
    /// Universally unique identifiers.
    Uuid,
    /// A geometry as well-known binary.
    Geometry,
    /// Bytes that are no text.
    Opaque,
}

/// The most bytes of a text, as of a line of a CSV file. A dictionary may repeat one text millions of times.
const MAX_TEXT_BYTES: usize = 1 << 20;

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

    /// Returns the number of bytes of a text; 0 of any other value.
    pub fn byte_count(&self) -> usize {
        match self {
            Cell::Bytes(bytes) => bytes.len(),
            _ => 0,
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
        ColumnReader::ByteArrayColumnReader(reader) => {
            convert(reader, rows, level, cells, |value| from_bytes(value, meaning))?;
            check_lengths(cells)
        }
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            convert(reader, rows, level, cells, |value: FixedLenByteArray| from_bytes(value.into(), meaning))
        }
    }
}

fn from_bytes(value: ByteArray, meaning: Meaning) -> Cell {
    match meaning {
        Meaning::Plain | Meaning::Geometry => Cell::Bytes(value),
        Meaning::Decimal { scale } => decimal(value.data(), scale),
        Meaning::Half => <[u8; 2]>::try_from(value.data()).map_or(Cell::Other, |bytes| Cell::Single(half(bytes))),
        Meaning::Uuid => Cell::Bytes(ByteArray::from(uuid_text(value.data()).as_str())),
        _ => Cell::Other,
    }
}

/// Reads a decimal number of up to 16 bytes, the highest first. What has more digits than fit is cut at the end.
fn decimal(bytes: &[u8], mut scale: u32) -> Cell {
    let Some(first) = bytes.first().filter(|_| bytes.len() <= 16) else { return Cell::Other };
    let sign = if *first < 0x80 { 0 } else { -1 };
    let mut number = bytes.iter().fold(sign, |number: i128, byte| (number << 8) | i128::from(*byte));
    loop {
        match i64::try_from(number) {
            Ok(number) => return Cell::Decimal(number, scale),
            Err(_) if scale == 0 => return Cell::Other,
            Err(_) => (number, scale) = (number / 10, scale - 1),
        }
    }
}

/// Reads a number of half precision (IEEE 754 binary16), the lowest byte first.
fn half(bytes: [u8; 2]) -> f32 {
    let bits = u16::from_le_bytes(bytes);
    let (exponent, part) = (i32::from(bits >> 10 & 0x1f), f32::from(bits & 0x3ff) / 1024.0);
    let size = match exponent {
        0 => part * 2f32.powi(-14),
        31 if part == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1.0 + part) * 2f32.powi(exponent - 15),
    };
    if bits >> 15 == 1 { -size } else { size }
}

fn uuid_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(36);
    for (number, byte) in bytes.iter().enumerate() {
        if matches!(number, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

fn check_lengths(cells: &[Cell]) -> Result<(), ParquetError> {
    let long = cells.iter().find_map(|cell| match cell {
        Cell::Bytes(bytes) if bytes.len() > MAX_TEXT_BYTES => Some(bytes.len()),
        _ => None,
    });
    match long {
        Some(length) => Err(ParquetError::General(format!(
            "it has a text of {length} bytes, and at most {MAX_TEXT_BYTES} are read"
        ))),
        None => Ok(()),
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
    fn decimals_of_any_length_are_read() {
        assert_eq!(decimal(&[0x05, 0xdc], 3), Cell::Decimal(1500, 3));
        assert_eq!(decimal(&(-8_123_456i128).to_be_bytes(), 6).text(), "-8.123456");
        assert_eq!(
            decimal(&12_600_000_000_000_000_000_000_000_000i128.to_be_bytes(), 27).text(),
            "12.60000000000000000"
        );
        assert_eq!(decimal(&[], 3), Cell::Other);
        assert_eq!(decimal(&[1; 17], 3), Cell::Other);
        assert_eq!(decimal(&i128::MAX.to_be_bytes(), 0), Cell::Other);
    }

    #[test]
    fn numbers_of_half_precision_are_read() {
        let cases =
            [(0x3c00, 1.0), (0xc000, -2.0), (0x4a4d, 12.601_562_5), (0x0001, 5.960_464_5e-8), (0x7c00, f32::INFINITY)];
        for (bits, number) in cases {
            assert_eq!(half(u16::to_le_bytes(bits)), number, "{bits:x}");
        }
        assert!(half(0x7e00u16.to_le_bytes()).is_nan());
    }

    #[test]
    fn identifiers_are_written_as_text() {
        let bytes: Vec<u8> = (0..16).collect();
        assert_eq!(uuid_text(&bytes), "00010203-0405-0607-0809-0a0b0c0d0e0f");
    }

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
