//! Splits a stream of bytes into CSV records, each with the line it starts on. Only one record is held at a time.
//!
//! Blank lines between records are skipped, as every CSV reader does; they are not rows. A line ends with LF, CRLF or CR.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::error::{Code, GeobitError, Result};
use crate::memory;

/// The length limit of a record in bytes. Without it, a quote that is never closed would swallow the file.
pub(super) const MAX_RECORD_BYTES: usize = 1 << 20;

/// What became of some input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A record is complete.
    Record,
    /// The input is used up.
    NeedsInput,
    /// The record is longer than 1 MiB.
    TooLong,
}

fn parser(delimiter: u8, quoting: bool) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).quoting(quoting).build()
}

/// Splits bytes into records; see the module.
pub(super) struct CsvRecords {
    delimiter: u8,
    parser: Reader,
    /// The bytes of the current record as they stand in the file.
    raw: Vec<u8>,
    /// Whether the next record is read without regard to quotes.
    unquoted: bool,
    /// Whether the current record was.
    is_corrected: bool,
    /// The unquoted fields of the current record, one after the other, in the first `text_len` bytes.
    text: Vec<u8>,
    text_len: usize,
    /// Where in `text` each field ends, in the first `fields` items.
    ends: Vec<usize>,
    fields: usize,
    /// The line that the next byte is on.
    line: u64,
    /// The line that the current record starts on.
    first_line: u64,
    /// Whether a record has begun and not ended yet.
    open: bool,
    /// Whether the last byte was a CR that ended a line: an LF right after it belongs to the same line break.
    after_cr: bool,
    decoded: Decoded,
}

/// A record as text: its fields, trimmed, and the lines from which and to which it runs.
#[derive(Clone, Copy)]
pub(super) struct CsvRow<'r> {
    pub(super) line: u64,
    pub(super) last_line: u64,
    /// Whether some of the text was not UTF-8 and was read as Windows-1252.
    pub(super) not_utf8: bool,
    text: &'r str,
    ends: &'r [usize],
}

impl<'r> CsvRow<'r> {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn field(&self, column: usize) -> &'r str {
        let start = if column == 0 { 0 } else { self.ends[column - 1] };
        self.text[start..self.ends[column]].trim()
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = &'r str> {
        let row = *self;
        (0..row.len()).map(move |column| row.field(column))
    }
}

impl CsvRecords {
    /// Prepares to split input of which the first byte is on the given line.
    pub(super) fn new(delimiter: u8, line: u64) -> Self {
        Self {
            delimiter,
            parser: parser(delimiter, true),
            raw: Vec::new(),
            unquoted: false,
            is_corrected: false,
            text: vec![0; 4096],
            text_len: 0,
            ends: vec![0; 64],
            fields: 0,
            line,
            first_line: line,
            open: false,
            after_cr: false,
            decoded: Decoded::default(),
        }
    }

    /// Says on which line the input begins, before its first byte.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn start_on(&mut self, line: u64) {
        (self.line, self.first_line) = (line, line);
    }

    /// Prepares to split input of which the first record is read without regard to quotes.
    pub(super) fn unquoted(delimiter: u8, line: u64) -> Self {
        Self { parser: parser(delimiter, false), unquoted: true, ..Self::new(delimiter, line) }
    }

    /// Takes bytes from the front of `input` until a record is complete or the input is used up. [`row`](Self::row) returns the
    /// record.
    ///
    /// # Errors
    /// `TooLarge` where there is not enough memory.
    pub(super) fn next(&mut self, input: &mut &[u8]) -> Result<Next> {
        if !self.open {
            self.skip_line_breaks(input);
            if input.is_empty() {
                return Ok(Next::NeedsInput);
            }
            (self.open, self.first_line, self.text_len, self.fields) = (true, self.line, 0, 0);
            self.raw.clear();
        }
        while !input.is_empty() {
            let lines_before = self.parser.line();
            let (result, taken, written, ended) =
                self.parser.read_record(input, &mut self.text[self.text_len..], &mut self.ends[self.fields..]);
            let last = input[..taken].last().copied();
            memory::grow(&mut self.raw, taken).map_err(|shortage| shortage.refuse("This file"))?;
            self.raw.extend_from_slice(&input[..taken]);
            *input = &input[taken..];
            self.text_len += written;
            self.fields += ended;
            self.line += self.parser.line() - lines_before;
            match result {
                ReadRecordResult::Record => {
                    self.open = false;
                    // The parser counts LFs only.
                    self.after_cr = last == Some(b'\r');
                    self.line += u64::from(self.after_cr);
                    self.is_corrected = std::mem::take(&mut self.unquoted);
                    if self.is_corrected {
                        self.parser = parser(self.delimiter, true);
                    }
                    return Ok(Next::Record);
                }
                ReadRecordResult::OutputFull if self.text.len() >= MAX_RECORD_BYTES => return Ok(Next::TooLong),
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
            }
        }
        Ok(Next::NeedsInput)
    }

    /// Takes the current record back: returns its bytes, which are to be read again, its first line without regard to quotes.
    pub(super) fn take_back(&mut self) -> Vec<u8> {
        (self.open, self.after_cr, self.unquoted) = (false, false, true);
        self.line = self.first_line;
        self.parser = parser(self.delimiter, false);
        std::mem::take(&mut self.raw)
    }

    /// Returns whether the record that `next` completed was taken back and read without regard to quotes.
    pub(super) fn is_corrected(&self) -> bool {
        self.is_corrected
    }

    /// Returns the bytes of the current record, and the delimiter.
    pub(super) fn raw(&self) -> (&[u8], u8) {
        (&self.raw, self.delimiter)
    }

    /// Ends the input. Returns whether a last record without a line break is complete.
    pub(super) fn end(&mut self) -> Result<Next> {
        // A line break ends any record except within quotes; see `unclosed`.
        self.next(&mut &b"\n"[..])
    }

    /// After `end`: returns the line of a quote that was opened and never closed, and the line on which its record starts.
    pub(super) fn unclosed(&self) -> Option<(u64, u64)> {
        self.open.then(|| (self.quote_line(), self.first_line))
    }

    /// Returns the record that `next` completed.
    pub(super) fn row(&mut self) -> CsvRow<'_> {
        let (line, last_line) = (self.first_line, self.line - 1);
        let (bytes, ends) = (&self.text[..self.text_len], &self.ends[..self.fields]);
        match std::str::from_utf8(bytes) {
            // Broken halves of a character on both sides of a delimiter can look whole once the delimiter is gone.
            Ok(text) if ends.iter().all(|end| text.is_char_boundary(*end)) => {
                CsvRow { line, last_line, not_utf8: false, text, ends }
            }
            _ => {
                self.decoded.fill(bytes, ends);
                CsvRow { line, last_line, not_utf8: true, text: &self.decoded.text, ends: &self.decoded.ends }
            }
        }
    }

    fn skip_line_breaks(&mut self, input: &mut &[u8]) {
        while let [byte @ (b'\n' | b'\r'), rest @ ..] = *input {
            let ends_crlf = self.after_cr && *byte == b'\n';
            self.line += u64::from(!ends_crlf);
            self.after_cr = *byte == b'\r';
            *input = rest;
        }
        if !input.is_empty() {
            self.after_cr = false;
        }
    }

    /// Returns the error for a record of more than 1 MiB.
    pub(super) fn too_long(&self) -> GeobitError {
        let (first, quote) = (self.first_line, self.quote_line());
        let cause = if self.line > first {
            format!("most likely the quote that opens on line {quote} is never closed")
        } else {
            "it has no line break".to_string()
        };
        let message = format!("The record that starts on line {first} is longer than 1 MiB: {cause}.");
        GeobitError::new(Code::BadCsv, message).at_row(quote)
    }

    /// Returns the line on which the field that is being read starts.
    fn quote_line(&self) -> u64 {
        let before = if self.fields == 0 { 0 } else { self.ends[self.fields - 1] };
        self.first_line + self.text[..before].iter().filter(|byte| **byte == b'\n').count() as u64
    }
}

/// A record in which some field is not UTF-8: such a field is taken for Windows-1252, which spreadsheets still write.
#[derive(Default)]
struct Decoded {
    text: String,
    ends: Vec<usize>,
}

impl Decoded {
    fn fill(&mut self, bytes: &[u8], ends: &[usize]) {
        self.text.clear();
        self.ends.clear();
        let mut start = 0;
        for end in ends {
            match std::str::from_utf8(&bytes[start..*end]) {
                Ok(text) => self.text.push_str(text),
                Err(_) => self.text.extend(bytes[start..*end].iter().map(|byte| windows_1252(*byte))),
            }
            self.ends.push(self.text.len());
            start = *end;
        }
    }
}

fn windows_1252(byte: u8) -> char {
    const FROM_0X80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', //
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => FROM_0X80[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type LineAndFields = (u64, Vec<String>);

    /// Returns all records from chunks of the given size, and what `unclosed` returns at the end.
    fn split(bytes: &[u8], chunk: usize) -> (Vec<LineAndFields>, Option<(u64, u64)>) {
        let mut records = CsvRecords::new(b',', 1);
        let mut rows = Vec::new();
        let mut take = |row: CsvRow<'_>| rows.push((row.line, row.fields().map(str::to_string).collect()));
        for mut input in bytes.chunks(chunk) {
            while records.next(&mut input).unwrap() == Next::Record {
                take(records.row());
            }
        }
        if records.end().unwrap() == Next::Record {
            take(records.row());
        }
        (rows, records.unclosed())
    }

    fn lines_and_fields(text: &str) -> Vec<LineAndFields> {
        let whole = split(text.as_bytes(), usize::MAX);
        for chunk in 1..text.len() {
            assert_eq!(split(text.as_bytes(), chunk), whole, "chunks of {chunk}");
        }
        whole.0
    }

    fn row(line: u64, fields: &[&str]) -> LineAndFields {
        (line, fields.iter().map(|field| field.to_string()).collect())
    }

    #[test]
    fn counts_physical_lines_whatever_ends_them() {
        let expected = [row(1, &["a", "b"]), row(2, &["c\nd", "e"]), row(5, &["f", ""])];
        assert_eq!(lines_and_fields("a,b\n\"c\nd\",e\n\nf,"), expected);
        let expected = [row(1, &["a", "b"]), row(2, &["c\r\nd", "e"]), row(5, &["f", ""])];
        assert_eq!(lines_and_fields("a,b\r\n\"c\r\nd\",e\r\n\r\nf,\r\n"), expected);
        let expected = [row(1, &["a", "b"]), row(2, &["c", "d"]), row(4, &["e", "f"])];
        assert_eq!(lines_and_fields("a,b\rc,d\r\re,f\r"), expected);
    }

    #[test]
    fn quotes_may_be_doubled_and_fields_empty() {
        assert_eq!(lines_and_fields("\"he said \"\"no\"\"\",\"\",\n"), [row(1, &["he said \"no\"", "", ""])]);
    }

    #[test]
    fn a_quote_left_open_is_found_at_the_end() {
        let (rows, unclosed) = split(b"a,b\nc,\"d\nd\",\"e\nf,g\n", 3);
        assert_eq!(rows, [row(1, &["a", "b"])]);
        assert_eq!(unclosed, Some((3, 2)));
    }

    #[test]
    fn an_endless_record_is_refused_where_its_quote_opens() {
        let mut records = CsvRecords::new(b',', 1);
        let mut input = &b"a,b\nc,\"d\n"[..];
        assert_eq!(records.next(&mut input), Ok(Next::Record));
        assert_eq!(records.next(&mut input), Ok(Next::NeedsInput));
        let filler = [b'\n'; 1 << 16];
        assert!((0..17).any(|_| records.next(&mut &filler[..]) == Ok(Next::TooLong)), "more than 1 MiB");
        let error = records.too_long();
        assert_eq!((error.code, error.at.row), (Code::BadCsv, Some(2)));
        assert!(error.message.contains("line 2"), "{}", error.message);
        assert!(records.text.len() <= MAX_RECORD_BYTES);
    }

    #[test]
    fn a_record_of_nearly_1_mib_is_read() {
        let long = "x".repeat(MAX_RECORD_BYTES - 8);
        let text = format!("a,b\nc,{long}\ne,f\n");
        for chunk in [1000, usize::MAX] {
            assert_eq!(
                split(text.as_bytes(), chunk).0,
                [row(1, &["a", "b"]), row(2, &["c", &long]), row(3, &["e", "f"])]
            );
        }
        assert_eq!(MAX_RECORD_BYTES, 1_048_576);
    }

    #[test]
    fn a_record_that_is_taken_back_is_read_line_by_line() {
        let mut records = CsvRecords::new(b',', 1);
        let mut input = &b"a,\"b\nc,d\ne,\"f\" x\ng,h\n"[..];
        assert_eq!(records.next(&mut input), Ok(Next::Record));
        assert_eq!((records.row().line, records.row().last_line), (1, 3));
        let again = records.take_back();
        let mut rows = Vec::new();
        for mut input in [&again[..], input] {
            while records.next(&mut input) == Ok(Next::Record) {
                let row = records.row();
                rows.push((row.line, row.fields().map(str::to_string).collect::<Vec<_>>()));
            }
        }
        let expected = [row(1, &["a", "\"b"]), row(2, &["c", "d"]), row(3, &["e", "f x"]), row(4, &["g", "h"])];
        assert_eq!(rows, expected);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_windows_1252_field_by_field() {
        let (rows, _) =
            split("S\u{e9}gou,".as_bytes().iter().chain(b"S\xe9gou \x80").copied().collect::<Vec<_>>().as_slice(), 5);
        assert_eq!(rows, [row(1, &["Ségou", "Ségou €"])]);
        // The halves of an "é" on both sides of a delimiter.
        assert_eq!(split(b"a\xc3,\xa9b\n", 2).0, [row(1, &["aÃ", "©b"])]);
    }

    #[test]
    fn many_fields_and_long_ones_fit() {
        let text = format!("{}\n{}\n", ",".repeat(1000), "x".repeat(100_000));
        let (rows, _) = split(text.as_bytes(), 7);
        assert_eq!((rows[0].1.len(), rows[1].1[0].len()), (1001, 100_000));
    }
}
