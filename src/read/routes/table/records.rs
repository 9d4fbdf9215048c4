//! Splits a table into records. Only one is held at a time.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::error::Result;
use crate::read::routes::bad;

/// A record has at most this many bytes. Without a limit, a quote that is never closed would swallow the file.
const MAX_RECORD_BYTES: usize = 1 << 20;
/// A table has at most this many columns.
const MAX_COLUMNS: usize = 10_000;

/// The records of a text, one after the other.
pub(super) struct Records<'t> {
    text: &'t str,
    parser: Reader,
    separator: u8,
    /// How many fields the header has; 0 before it is read.
    width: usize,
    at: usize,
    line: u64,
    fields: Vec<u8>,
    ends: Vec<usize>,
}

/// One record: its line in the file, from 1, and its fields.
pub(super) struct Record<'r> {
    pub(super) line: u64,
    fields: &'r [u8],
    ends: &'r [usize],
}

impl<'r> Record<'r> {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns a field; it is empty where the record is shorter than the header.
    pub(super) fn field(&self, column: usize) -> &'r str {
        let Some(end) = self.ends.get(column) else { return "" };
        let start = if column == 0 { 0 } else { self.ends[column - 1] };
        // Fields are cut at separators of ASCII, so they are text as the whole is.
        std::str::from_utf8(&self.fields[start..*end]).unwrap_or_default()
    }

    /// Returns whether a line within a field is a row itself, which a stray quotation mark has swallowed.
    fn swallows_rows(&self, separator: u8, width: usize) -> bool {
        let separators = |line: &str| line.bytes().filter(|byte| *byte == separator).count();
        let is_row = |line: &str| width > 1 && separators(line) + 1 >= width;
        (0..self.len()).any(|column| self.field(column).split(['\r', '\n']).skip(1).any(is_row))
    }

    pub(super) fn is_blank(&self) -> bool {
        (0..self.len()).all(|column| self.field(column).trim().is_empty())
    }
}

impl<'t> Records<'t> {
    /// Prepares to split a text whose first line has the number `line`.
    pub(super) fn new(text: &'t str, line: u64, separator: u8) -> Self {
        let parser = ReaderBuilder::new().delimiter(separator).build();
        Self { text, parser, separator, width: 0, at: 0, line, fields: vec![0; 4096], ends: vec![0; 64] }
    }

    /// Returns the next record, or `None` at the end. Blank lines are no records.
    ///
    /// # Errors
    /// `BadRoute`, with the line, for a record that is too long and for a quote that is never closed.
    pub(super) fn next(&mut self) -> Result<Option<Record<'_>>> {
        self.skip_line_breaks();
        if self.at == self.text.len() {
            return Ok(None);
        }
        let (start, line) = (self.at, self.line);
        let (mut length, mut count) = (0, 0);
        loop {
            // A line break ends any record, except within quotation marks.
            let is_at_end = self.at == self.text.len();
            let input = if is_at_end { b"\n" } else { &self.text.as_bytes()[self.at..] };
            let (result, taken, written, ended) =
                self.parser.read_record(input, &mut self.fields[length..], &mut self.ends[count..]);
            self.at += if is_at_end { 0 } else { taken };
            (length, count) = (length + written, count + ended);
            match result {
                ReadRecordResult::OutputFull if self.fields.len() >= MAX_RECORD_BYTES => return Err(too_long(line)),
                ReadRecordResult::OutputEndsFull if self.ends.len() >= MAX_COLUMNS => return Err(too_wide(line)),
                ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize((self.ends.len() * 2).min(MAX_COLUMNS), 0),
                ReadRecordResult::InputEmpty if is_at_end => return Err(unclosed(line)),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record | ReadRecordResult::End => break,
            }
        }
        let raw = &self.text[start..self.at];
        self.line += line_breaks(raw);
        if self.width == 0 {
            self.width = count;
        }
        let record = Record { line, fields: &self.fields[..length], ends: &self.ends[..count] };
        if line_breaks(raw.trim_end_matches(['\r', '\n'])) > 0 && record.swallows_rows(self.separator, self.width) {
            return Err(swallowed(line));
        }
        Ok(Some(record))
    }

    fn skip_line_breaks(&mut self) {
        let rest = &self.text[self.at..];
        let breaks = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        self.line += line_breaks(&rest[..breaks]);
        self.at += breaks;
    }
}

/// Counts LF, CRLF and CR as one line break each.
fn line_breaks(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let ends = |at: usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    (0..bytes.len()).filter(|at| ends(*at)).count() as u64
}

fn too_long(line: u64) -> crate::error::GeobitError {
    bad(format!("The row that begins in line {line} is longer than 1 MiB; is a quotation mark in it not closed?"))
        .at_row(line)
}

fn too_wide(line: u64) -> crate::error::GeobitError {
    bad(format!("Row {line} has more than {MAX_COLUMNS} columns.")).at_row(line)
}

fn swallowed(line: u64) -> crate::error::GeobitError {
    bad(format!("A quotation mark in the row that begins in line {line} swallows the rows below it; remove the mark, or close it.")).at_row(line)
}

fn unclosed(line: u64) -> crate::error::GeobitError {
    bad(format!("A quotation mark in the row that begins in line {line} is never closed, so that it swallows the rest of the file.")).at_row(line)
}
