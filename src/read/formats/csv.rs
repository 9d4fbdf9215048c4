//! CSV files, read as they arrive: the header decides the delimiter, the layout and the columns; then rows become incidents.

use std::borrow::Cow;

use super::csv_records::{CsvRecords, CsvRow, MAX_RECORD_BYTES};
use crate::error::{Code, GeobitError, Result};
use crate::incident::Incident;
use crate::intake::ReadSummary;
use crate::memory;
use crate::read::layouts::Layout;
use crate::read::rows::column_map::{self, ColumnMap};
use crate::read::rows::fields::{FieldResult, FieldSource};
use crate::read::rows::mapping::Mapping;
use crate::read::rows::row_account::{RowAccount, RowWarning, RowWarnings};

/// Reads a CSV file that arrives in pieces.
pub struct CsvReader {
    mapping: Mapping,
    /// The first bytes, until they hold a whole line, which decides the delimiter.
    head: Vec<u8>,
    records: Option<CsvRecords>,
    table: Option<Table>,
    account: RowAccount,
}

impl CsvReader {
    pub fn new(mapping: Mapping) -> Self {
        Self { mapping, head: Vec::new(), records: None, table: None, account: RowAccount::default() }
    }

    pub fn rows(&self) -> u64 {
        self.account.rows()
    }

    pub fn push(&mut self, bytes: &[u8], keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        if self.records.is_some() {
            return self.read(bytes, keep);
        }
        let line_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let seen = self.head.len();
        memory::grow(&mut self.head, bytes.len()).map_err(|shortage| shortage.refuse("This file"))?;
        self.head.extend_from_slice(bytes);
        // Blank lines above the header are skipped, so a line break ends it only after something else.
        let start = self.head.iter().take_while(|byte| line_break(byte)).count().max(seen);
        let end = self.head[start..].iter().position(line_break).map(|length| start + length);
        if end.unwrap_or(self.head.len()) > MAX_RECORD_BYTES {
            let message = "The first line is longer than 1 MiB: this is not a CSV file with a header.";
            return Err(GeobitError::new(Code::BadCsv, message).at_row(1));
        }
        end.map_or(Ok(()), |end| self.start(end, keep))
    }

    pub fn finish(mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<ReadSummary> {
        if self.records.is_none() {
            self.start(self.head.len(), keep)?;
        }
        if let Some(records) = &mut self.records {
            if records.end()? {
                self.read_record(keep)?;
            } else if let Some((quote, line)) = records.unclosed() {
                let reason =
                    format!("a quote opens on line {quote} and is never closed: the file from there on cannot be read");
                self.account.count_rejected(line, reason);
            }
        }
        match self.table {
            Some(table) => self.account.into_summary(table.format_name(), table.layout.provider, Code::BadCsv),
            None => {
                let message = "The header, the first line of the file, opens a quote that is never closed.";
                Err(GeobitError::new(Code::BadCsv, message).at_row(1))
            }
        }
    }

    /// Begins to split records, once the first line is known to end at `end`.
    fn start(&mut self, end: usize, keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        let head = std::mem::take(&mut self.head);
        self.records = Some(CsvRecords::new(delimiter(&head[..end])));
        self.read(&head, keep)
    }

    fn read(&mut self, mut bytes: &[u8], keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        while let Some(records) = &mut self.records
            && records.next(&mut bytes)?
        {
            self.read_record(keep)?;
        }
        Ok(())
    }

    /// Reads the record that is complete. The first one is the header, the others are rows.
    fn read_record(&mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        let Some(records) = &mut self.records else { return Ok(()) };
        match &mut self.table {
            Some(table) => table.read_row(records.row(), &mut self.account, keep),
            None => self.table = Some(Table::new(&records.row(), &self.mapping)?),
        }
        Ok(())
    }
}

/// What the header says about the rows.
struct Table {
    layout: &'static Layout,
    columns: ColumnMap,
    is_first_row: bool,
    has_hxl_tags: bool,
}

impl Table {
    fn new(header: &CsvRow<'_>, mapping: &Mapping) -> Result<Self> {
        let names: Vec<String> = header.fields().map(str::to_string).collect();
        let layout = Layout::recognise(&names, mapping, false);
        let columns = layout.map_columns(names, mapping);
        check_columns(&columns, layout, mapping)?;
        Ok(Self { layout, columns, is_first_row: true, has_hxl_tags: false })
    }

    /// Files from HDX are known by a row of tags or by a first column without a name, which holds row numbers. That is
    /// reported of a provider's files only: of others it says nothing.
    fn format_name(&self) -> String {
        let is_from_hdx = self.has_hxl_tags || self.columns.names()[0].is_empty();
        self.layout.format_name(if is_from_hdx && self.layout.provider.is_some() { "hdx-csv" } else { "csv" })
    }

    fn read_row(&mut self, row: CsvRow<'_>, account: &mut RowAccount, keep: &mut dyn FnMut(Incident<'_>)) {
        if std::mem::take(&mut self.is_first_row) && is_hxl(&row, &self.columns) {
            self.has_hxl_tags = true;
            return;
        }
        let mut warnings = RowWarnings::default();
        if row.not_utf8 {
            warnings.add(RowWarning::NotUtf8);
        }
        match self.read_incident(row, &mut warnings) {
            Ok(incident) => {
                keep(incident);
                account.count_kept(warnings);
            }
            Err(reason) => account.count_rejected(row.line, reason),
        }
    }

    fn read_incident<'r>(&self, row: CsvRow<'r>, warnings: &mut RowWarnings) -> FieldResult<Incident<'r>> {
        let columns = &self.columns;
        if row.len() != columns.len() {
            let CsvRow { line, last_line, .. } = row;
            let span = if last_line > line {
                format!("; it runs to line {last_line}, which happens when a quote is not closed")
            } else {
                String::new()
            };
            return Err(format!("the row has {} fields where the header has {}{span}", row.len(), columns.len()));
        }
        (self.layout.read_incident)(&CsvFields { row, columns }, row.line, warnings)
    }
}

/// The fields of one row.
struct CsvFields<'r, 'c> {
    row: CsvRow<'r>,
    columns: &'c ColumnMap,
}

impl<'r> FieldSource<'r> for CsvFields<'r, '_> {
    fn text(&self, field: usize) -> Cow<'r, str> {
        Cow::Borrowed(self.columns.column(field).map_or("", |column| self.row.field(column)))
    }

    fn name(&self, field: usize) -> &str {
        self.columns.field_name(field)
    }
}

/// Returns the delimiter that occurs most often in the first line, outside quotes; a comma where there is none.
fn delimiter(first_line: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in first_line {
        quoted ^= *byte == b'"';
        if !quoted && let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| delimiter == byte) {
            *count += 1;
        }
    }
    // `max_by_key` returns the last of equals: the comma must come last to win a tie.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| delimiter)
}

/// Returns whether a row holds HXL tags such as `#date+start`, which files from HDX have under the header.
fn is_hxl(row: &CsvRow<'_>, columns: &ColumnMap) -> bool {
    let named = row.fields().zip(columns.names()).filter(|(field, name)| !field.is_empty() && !name.is_empty());
    let mut tags = named.map(|(field, _)| field.starts_with('#')).peekable();
    tags.peek().is_some() && tags.all(|tag| tag)
}

/// Refuses a mapping to a column that is not there, and a header without a column that the layout needs.
fn check_columns(columns: &ColumnMap, layout: &Layout, mapping: &Mapping) -> Result<()> {
    let names = columns.names();
    if let Some((field, column)) = mapping.iter().find(|(_, column)| column_map::find_column(names, column).is_none()) {
        return Err(column_map::unknown_column(field, column, names));
    }
    let missing = columns.missing(layout.needed);
    if missing.is_empty() {
        return Ok(());
    }
    let message = format!(
        "The header has no column for {}. {} A file needs columns for lon, lat and start (a date); if they have other names here, \
         give a mapping from our field names to these columns.",
        missing.join(", "),
        column_map::list_columns(names),
    );
    Err(GeobitError::new(Code::BadCsv, message).at_row(1).at_field(missing[0]))
}
