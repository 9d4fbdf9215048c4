//! CSV files, read as they arrive: the first rows decide how the file is read (`csv_head`); then rows become incidents.

use std::borrow::Cow;

#[cfg(not(target_arch = "wasm32"))]
use serde::{Deserialize, Serialize};

use super::csv_head::{self, Head};
use super::csv_records::{CsvRecords, CsvRow, Next};
#[cfg(not(target_arch = "wasm32"))]
use crate::error::GeobitError;
use crate::error::{Code, Result};
use crate::incident::Incident;
use crate::intake::ReadSummary;
use crate::memory;
use crate::read::layouts::Layout;
use crate::read::options::ReadOptions;
use crate::read::rows::column_map::ColumnMap;
use crate::read::rows::countries::CountryChecker;
use crate::read::rows::fields::{FieldResult, FieldSource};
use crate::read::rows::reading::Reading;
use crate::read::rows::row_account::{RowAccount, RowWarning, RowWarnings};

/// The number of bytes from which the file is judged. A file that is sorted by day needs many rows to show which of two numbers is
/// the month.
pub(super) const HEAD_BYTES: usize = 1 << 20;

/// The number of bytes that are read again at most to correct quotes, which bounds the time. A short row costs its own length, so that
/// millions of them can be corrected.
const MAX_BYTES_AGAIN: usize = 1 << 30;

/// Reads a CSV file that arrives in pieces.
pub struct CsvReader {
    options: ReadOptions,
    /// The first bytes, until there are enough to judge the file.
    head: Vec<u8>,
    table: Option<Table>,
    account: RowAccount,
    max_bytes_again: usize,
}

impl CsvReader {
    pub fn new(options: ReadOptions) -> Self {
        Self {
            options,
            head: Vec::new(),
            table: None,
            account: RowAccount::default(),
            max_bytes_again: MAX_BYTES_AGAIN,
        }
    }

    pub fn rows(&self) -> u64 {
        self.account.rows()
    }

    /// Returns the name of the layout, once the first rows have told it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn layout(&self) -> Option<&'static str> {
        self.table.as_ref().map(|table| table.layout.name)
    }

    pub fn push(&mut self, bytes: &[u8], keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        if let Some(table) = &mut self.table {
            return table.read(bytes, &mut self.account, keep);
        }
        // No more is held than is judged: what follows is read from where it is.
        let (judged, rest) = bytes.split_at(bytes.len().min(HEAD_BYTES - self.head.len()));
        memory::grow(&mut self.head, judged.len()).map_err(|shortage| shortage.refuse("This file"))?;
        self.head.extend_from_slice(judged);
        if self.head.len() < HEAD_BYTES {
            return Ok(());
        }
        self.start(false, keep)?;
        self.push(rest, keep)
    }

    pub fn finish(mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<ReadSummary> {
        if self.table.is_none() {
            self.start(true, keep)?;
        }
        let Some(mut table) = self.table else { unreachable!("the table was started above") };
        table.end(&mut self.account, keep)?;
        table.countries.finish(&mut self.account);
        self.account.into_summary(table.format_name(), table.layout.name, table.layout.provider, Code::BadCsv)
    }

    /// Prepares to read a part of a file, which begins on a line behind the header. `head` are the first bytes of the whole file, without
    /// a byte order mark, by which it is judged. What is doubtful about them is told by the part that has them.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn of_part(options: ReadOptions, head: &[u8], line: u64) -> Result<CsvReader> {
        let judged = &head[..head.len().min(HEAD_BYTES)];
        let head = csv_head::judge(judged, judged.len() < HEAD_BYTES, &options)?;
        let mut reader = CsvReader::new(options);
        let table = reader.table.insert(Table::new(head, MAX_BYTES_AGAIN));
        table.records.start_on(line);
        table.is_first_row = false;
        Ok(reader)
    }

    /// Ends a part of a file.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn finish_part(mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<PartSummary> {
        if self.table.is_none() {
            self.start(true, keep)?;
        }
        let Some(mut table) = self.table else { unreachable!("the table was started above") };
        table.end(&mut self.account, keep)?;
        Ok(PartSummary {
            format: table.format_name(),
            layout: table.layout.name.into(),
            account: self.account,
            countries: table.countries,
        })
    }

    /// Judges the file by its first bytes, and reads them.
    fn start(&mut self, is_complete: bool, keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        let bytes = std::mem::take(&mut self.head);
        let head = csv_head::judge(&bytes, is_complete, &self.options)?;
        head.doubts.iter().for_each(|doubt| self.account.warn_of_file(doubt.as_str()));
        let data_start = head.data_start;
        let table = self.table.insert(Table::new(head, self.max_bytes_again));
        table.read(&bytes[data_start..], &mut self.account, keep)
    }
}

/// What a part of a file held.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, Serialize, Deserialize)]
pub struct PartSummary {
    format: String,
    layout: String,
    account: RowAccount,
    countries: CountryChecker,
}

#[cfg(not(target_arch = "wasm32"))]
impl PartSummary {
    /// Returns the number of rows, kept and rejected.
    pub fn rows(&self) -> u64 {
        self.account.rows()
    }

    /// Adds the part that follows.
    ///
    /// # Errors
    /// `BadCsv` for a part of another file, which has another layout.
    pub fn add(&mut self, later: PartSummary) -> Result<()> {
        if self.layout != later.layout {
            let message = format!("This part was read as {}, and those before it as {}.", later.layout, self.layout);
            return Err(GeobitError::new(Code::BadCsv, message));
        }
        self.account.add(later.account);
        self.countries.add(&later.countries);
        Ok(())
    }

    /// Sums up what the file held.
    ///
    /// # Errors
    /// `BadCsv` for a file of which no row can be used.
    pub fn into_summary(mut self) -> Result<ReadSummary> {
        let layout = Layout::named(&self.layout)?;
        self.countries.finish(&mut self.account);
        self.account.into_summary(self.format, layout.name, layout.provider, Code::BadCsv)
    }
}

/// The rows of a file, and how they are read.
struct Table {
    records: CsvRecords,
    layout: &'static Layout,
    columns: ColumnMap,
    reading: Reading,
    countries: CountryChecker,
    is_first_row: bool,
    has_hxl_tags: bool,
    /// The number of bytes that may still be read again.
    bytes_left: usize,
    /// Bytes that are read again before others, from `again_at` on.
    again: Vec<u8>,
    again_at: usize,
}

impl Table {
    fn new(head: Head, max_bytes_again: usize) -> Self {
        Self {
            records: CsvRecords::new(head.delimiter, head.data_line),
            layout: head.layout,
            columns: head.columns,
            reading: head.reading,
            countries: CountryChecker::default(),
            is_first_row: true,
            has_hxl_tags: false,
            bytes_left: max_bytes_again,
            again: Vec::new(),
            again_at: 0,
        }
    }

    /// Files from HDX are known by a row of tags or by a first column without a name, which holds row numbers. That is
    /// reported of a provider's files only: of others it says nothing.
    fn format_name(&self) -> String {
        let is_from_hdx = self.has_hxl_tags || self.columns.names()[0].is_empty();
        self.layout.format_name(if is_from_hdx && self.layout.provider.is_some() { "hdx-csv" } else { "csv" })
    }

    fn read(&mut self, mut bytes: &[u8], account: &mut RowAccount, keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        loop {
            let is_again = self.again_at < self.again.len();
            let next = if is_again {
                let mut rest = &self.again[self.again_at..];
                let next = self.records.next(&mut rest)?;
                self.again_at = self.again.len() - rest.len();
                next
            } else {
                self.records.next(&mut bytes)?
            };
            match next {
                Next::Record => self.read_record(account, keep),
                Next::TooLong if self.bytes_left > 0 && self.has_swallowed_rows() => self.correct_quote(),
                Next::TooLong => return Err(self.records.too_long()),
                Next::NeedsInput if is_again => {}
                Next::NeedsInput => return Ok(()),
            }
        }
    }

    /// Ends the file.
    fn end(&mut self, account: &mut RowAccount, keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        loop {
            match self.records.end()? {
                Next::Record => {
                    self.read_record(account, keep);
                }
                Next::TooLong => return Err(self.records.too_long()),
                Next::NeedsInput => match self.records.unclosed() {
                    None => return Ok(()),
                    Some(_) if self.bytes_left > 0 && self.has_swallowed_rows() => self.correct_quote(),
                    Some((quote, line)) => {
                        let reason = format!(
                            "a quote opens on line {quote} and is never closed: the file from there on cannot be read"
                        );
                        account.count_rejected(line, reason);
                        return Ok(());
                    }
                },
            }
            self.read(&[], account, keep)?;
        }
    }

    fn read_record(&mut self, account: &mut RowAccount, keep: &mut dyn FnMut(Incident<'_>)) {
        let row = self.records.row();
        let (line, last_line) = (row.line, row.last_line);
        if last_line > line && self.has_swallowed_rows() {
            if self.bytes_left > 0 {
                return self.correct_quote();
            }
            let reason = format!(
                "lines {line} to {last_line} are read as one row, because a quote opens and is closed in another row; the file has more \
                 of these than can be corrected"
            );
            return (line..=last_line).for_each(|line| account.count_rejected(line, reason.as_str()));
        }
        let is_corrected = self.records.is_corrected();
        let row = self.records.row();
        if std::mem::take(&mut self.is_first_row) && is_hxl(&row, &self.columns) {
            self.has_hxl_tags = true;
            return;
        }
        let mut warnings = RowWarnings::default();
        if row.not_utf8 {
            warnings.add(RowWarning::NotUtf8);
        }
        if is_corrected {
            warnings.add(RowWarning::SwallowedRows);
        }
        match read_incident(self.layout, &self.columns, &self.reading, row, &mut warnings) {
            Ok(incident) => {
                self.countries.check(&incident, &mut warnings);
                keep(incident);
                account.count_kept(row.line, warnings);
            }
            Err(reason) => account.count_rejected(row.line, reason),
        }
    }

    /// Reads the current record again, its first line without regard to quotes.
    fn correct_quote(&mut self) {
        let mut again = self.records.take_back();
        self.bytes_left = self.bytes_left.saturating_sub(again.len() + self.again.len() - self.again_at);
        again.extend_from_slice(&self.again[self.again_at..]);
        (self.again, self.again_at) = (again, 0);
    }

    /// Returns whether the lines within the quotes of the current record are rows themselves: then the quote was never meant to
    /// open. Lines of a note are no rows.
    fn has_swallowed_rows(&self) -> bool {
        if self.columns.len() < 3 {
            return false;
        }
        let (raw, delimiter) = self.records.raw();
        let mut lines = raw.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty());
        lines.next();
        lines.any(|line| self.is_row(line, delimiter))
    }

    /// Returns whether a line is a row of this file.
    fn is_row(&self, line: &[u8], delimiter: u8) -> bool {
        let delimiters = line.iter().filter(|byte| **byte == delimiter).count();
        if delimiters + 1 < self.columns.len() {
            return false;
        }
        let is_balanced = line.iter().filter(|byte| **byte == b'"').count().is_multiple_of(2);
        let mut records = if is_balanced { CsvRecords::new(delimiter, 1) } else { CsvRecords::unquoted(delimiter, 1) };
        let is_whole = records.next(&mut &line[..]).is_ok() && records.end() == Ok(Next::Record);
        let mut warnings = RowWarnings::default();
        is_whole
            && records.row().len() == self.columns.len()
            && read_incident(self.layout, &self.columns, &self.reading, records.row(), &mut warnings).is_ok()
    }
}

/// Reads the incident of a row. Cells that are missing at its end are empty; surplus cells must be.
pub(super) fn read_incident<'r>(
    layout: &Layout,
    columns: &ColumnMap,
    reading: &Reading,
    row: CsvRow<'r>,
    warnings: &mut RowWarnings,
) -> FieldResult<Incident<'r>> {
    let span = if row.last_line > row.line {
        format!("; it runs to line {}, which happens when a quote is not closed", row.last_line)
    } else {
        String::new()
    };
    let surplus = row.fields().skip(columns.len()).any(|cell| !cell.is_empty());
    if surplus {
        return Err(format!("the row has {} fields where the header has {}{span}", row.len(), columns.len()));
    }
    if row.len() < columns.len() {
        warnings.add(RowWarning::ShortRow);
    }
    let incident = (layout.read_incident)(&CsvFields::new(row, columns, reading), row.line, warnings);
    incident.map_err(|reason| {
        if row.len() < columns.len() {
            format!("{reason}; the row has {} fields where the header has {}{span}", row.len(), columns.len())
        } else {
            reason
        }
    })
}

/// The fields of one row.
pub struct CsvFields<'r, 'c> {
    row: CsvRow<'r>,
    columns: &'c ColumnMap,
    reading: &'c Reading,
}

impl<'r, 'c> CsvFields<'r, 'c> {
    pub(super) fn new(row: CsvRow<'r>, columns: &'c ColumnMap, reading: &'c Reading) -> Self {
        Self { row, columns, reading }
    }

    /// Iterates over all cells of the row.
    pub fn cells(&self) -> impl Iterator<Item = &'r str> {
        self.row.fields()
    }
}

impl<'r> FieldSource<'r> for CsvFields<'r, '_> {
    fn reading(&self) -> &Reading {
        self.reading
    }

    fn columns(&self) -> &ColumnMap {
        self.columns
    }

    fn cell(&self, column: usize) -> Cow<'r, str> {
        Cow::Borrowed(if column < self.row.len() { self.row.field(column) } else { "" })
    }
}

/// Returns whether a row holds HXL tags such as `#date+start`, which files from HDX have under the header.
pub(super) fn is_hxl(row: &CsvRow<'_>, columns: &ColumnMap) -> bool {
    let named = row.fields().zip(columns.names()).filter(|(field, name)| !field.is_empty() && !name.is_empty());
    let mut tags = named.map(|(field, _)| field.starts_with('#')).peekable();
    tags.peek().is_some() && tags.all(|tag| tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads 1,500 rows with a quote that is never closed, and returns how many incidents there are and what the summary says.
    fn read(max_bytes_again: usize) -> (u64, ReadSummary) {
        let mut reader = CsvReader { max_bytes_again, ..CsvReader::new(ReadOptions::default()) };
        let mut incidents = 0;
        let mut keep = |_: Incident<'_>| incidents += 1;
        let rows = (0..1500).map(|number| format!("{number},2026-01-02,12,-8,\"abc,1\n"));
        let text = std::iter::once("id,date,lat,lon,notes,deaths\n".to_string()).chain(rows).collect::<String>();
        reader.push(text.as_bytes(), &mut keep).unwrap();
        let summary = reader.finish(&mut keep).unwrap();
        (incidents, summary)
    }

    #[test]
    fn any_number_of_stray_quotes_is_corrected() {
        let (incidents, summary) = read(MAX_BYTES_AGAIN);
        // Nothing stands below the last row that its quote could swallow.
        assert_eq!((incidents, summary.rows, summary.rejected), (1499, 1500, 1));
        assert_eq!(summary.rejections[0].row, 1501);
        let warning = summary.warnings.iter().find(|warning| warning.reason.contains("never closed")).unwrap();
        assert_eq!(warning.count, 1499);
    }

    #[test]
    fn rows_in_quotes_that_are_not_corrected_are_rejected_with_their_lines() {
        let (incidents, summary) = read(10_000);
        assert_eq!((summary.rows, summary.rows - summary.rejected), (1500, incidents));
        assert!(incidents > 100 && summary.rejected > 1000, "{incidents}");
        assert!(summary.rejections[0].reason.contains("are read as one row"), "{:?}", summary.rejections[0]);
    }
}
