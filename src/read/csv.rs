//! CSV files, streamed: the header decides the delimiter, the layout and the columns; then rows become incidents.

use std::borrow::Cow;

use crate::error::{Code, GeobitError, Result};
use crate::incident::Incident;
use crate::intake::ReadSummary;

use super::columns::{self, Columns};
use super::csv_records::{LONGEST_RECORD, Records, Row};
use super::generic;
use super::layout::Layout;
use super::mapping::Mapping;
use super::record::{Checked, Record};
use super::tally::{Oddities, Oddity, Tally};

pub(super) struct CsvReader {
    mapping: Mapping,
    /// The first bytes, until they hold a whole line: it decides the delimiter.
    head: Vec<u8>,
    records: Option<Records>,
    table: Option<Table>,
    tally: Tally,
}

impl CsvReader {
    pub(super) fn new(mapping: Mapping) -> Self {
        Self { mapping, head: Vec::new(), records: None, table: None, tally: Tally::default() }
    }

    pub(super) fn rows(&self) -> u64 {
        self.tally.rows()
    }

    pub(super) fn push(&mut self, bytes: &[u8], keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        if self.records.is_some() {
            return self.take(bytes, keep);
        }
        let line_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let seen = self.head.len();
        self.head.extend_from_slice(bytes);
        // Blank lines above the header are skipped, so a line break ends it only after something else.
        let start = self.head.iter().take_while(|byte| line_break(byte)).count().max(seen);
        let end = self.head[start..].iter().position(line_break).map(|length| start + length);
        if end.unwrap_or(self.head.len()) > LONGEST_RECORD {
            let message = "The first line is longer than 1 MiB: this is not a CSV file with a header.";
            return Err(GeobitError::new(Code::BadCsv, message).at_row(1));
        }
        end.map_or(Ok(()), |end| self.start(end, keep))
    }

    pub(super) fn finish(mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<ReadSummary> {
        if self.records.is_none() {
            self.start(self.head.len(), keep)?;
        }
        if let Some(records) = &mut self.records {
            if records.end()? {
                self.take_record(keep)?;
            } else if let Some((quote, line)) = records.unclosed() {
                let reason =
                    format!("a quote opens on line {quote} and is never closed: the file from there on cannot be read");
                self.tally.rejected(line, reason);
            }
        }
        match self.table {
            Some(table) => self.tally.close(table.format(), table.layout, Code::BadCsv),
            None => {
                let message = "A quote in the header, the first line of the file, is never closed.";
                Err(GeobitError::new(Code::BadCsv, message).at_row(1))
            }
        }
    }

    /// Begins with the records, once the first line is known to end at `end`.
    fn start(&mut self, end: usize, keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        let head = std::mem::take(&mut self.head);
        self.records = Some(Records::new(delimiter(&head[..end])));
        self.take(&head, keep)
    }

    fn take(&mut self, mut bytes: &[u8], keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        while let Some(records) = &mut self.records
            && records.next(&mut bytes)?
        {
            self.take_record(keep)?;
        }
        Ok(())
    }

    /// The first record is the header, the others are rows.
    fn take_record(&mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        let Some(records) = &mut self.records else { return Ok(()) };
        match &mut self.table {
            Some(table) => table.take(records.row(), &mut self.tally, keep),
            None => self.table = Some(Table::new(&records.row(), &self.mapping)?),
        }
        Ok(())
    }
}

/// What the header says about the rows.
struct Table {
    layout: Layout,
    columns: Columns,
    at_first_row: bool,
    hxl_tagged: bool,
}

impl Table {
    fn new(header: &Row<'_>, mapping: &Mapping) -> Result<Self> {
        let names: Vec<String> = header.fields().map(str::to_string).collect();
        let layout = Layout::recognise(&names, mapping, false);
        let columns = layout.columns(names, mapping);
        check_columns(&columns, layout, mapping)?;
        Ok(Self { layout, columns, at_first_row: true, hxl_tagged: false })
    }

    fn format(&self) -> &'static str {
        let unnamed_index = self.columns.names()[0].is_empty();
        match self.layout {
            Layout::Generic => "csv",
            Layout::Ucdp if self.hxl_tagged || unnamed_index => "ucdp-hdx-csv",
            Layout::Ucdp => "ucdp-csv",
        }
    }

    fn take(&mut self, row: Row<'_>, tally: &mut Tally, keep: &mut dyn FnMut(Incident<'_>)) {
        if std::mem::take(&mut self.at_first_row) && is_hxl(&row, &self.columns) {
            self.hxl_tagged = true;
            return;
        }
        let mut odd = Oddities::default();
        if row.patched {
            odd.note(Oddity::NotUtf8);
        }
        match incident(self.layout, &self.columns, row, &mut odd) {
            Ok(incident) => {
                keep(incident);
                tally.kept(odd);
            }
            Err(reason) => tally.rejected(row.line, reason),
        }
    }
}

fn incident<'r>(layout: Layout, columns: &Columns, row: Row<'r>, odd: &mut Oddities) -> Checked<Incident<'r>> {
    if row.len() != columns.len() {
        let Row { line, last_line, .. } = row;
        let span = if last_line > line {
            format!("; it runs to line {last_line}, as when a quote is not closed")
        } else {
            String::new()
        };
        return Err(format!("the row has {} fields where the header has {}{span}", row.len(), columns.len()));
    }
    layout.incident(&CsvRecord { row, columns }, row.line, odd)
}

struct CsvRecord<'r, 'c> {
    row: Row<'r>,
    columns: &'c Columns,
}

impl<'r> Record<'r> for CsvRecord<'r, '_> {
    fn text(&self, field: usize) -> Cow<'r, str> {
        Cow::Borrowed(self.columns.of(field).map_or("", |column| self.row.field(column)))
    }

    fn name(&self, field: usize) -> &str {
        self.columns.name(field)
    }
}

/// The delimiter that the first line has most of, outside quotes; a comma where it has none.
fn delimiter(first_line: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in first_line {
        quoted ^= *byte == b'"';
        if !quoted && let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| delimiter == byte) {
            *count += 1;
        }
    }
    // `max_by_key` gives the last of equals: the comma must come last to win a tie.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| delimiter)
}

/// HDX puts a row of HXL tags (`#date+start`) under the header.
fn is_hxl(row: &Row<'_>, columns: &Columns) -> bool {
    let named = row.fields().zip(columns.names()).filter(|(field, name)| !field.is_empty() && !name.is_empty());
    let mut tags = named.map(|(field, _)| field.starts_with('#')).peekable();
    tags.peek().is_some() && tags.all(|tag| tag)
}

fn check_columns(columns: &Columns, layout: Layout, mapping: &Mapping) -> Result<()> {
    let names = columns.names();
    if let Some((ours, theirs)) = mapping.iter().find(|(_, theirs)| columns::column_named(names, theirs).is_none()) {
        return Err(columns::mapped_to_nothing(ours, theirs, names));
    }
    let missing = if layout == Layout::Generic { columns.missing(&generic::NEEDED) } else { Vec::new() };
    if missing.is_empty() {
        return Ok(());
    }
    let message = format!(
        "The header has no column for {}. {} A file needs columns for lon, lat and start (a date); if they have other names here, \
         give a mapping from our field names to these columns.",
        missing.join(", "),
        columns::found(names),
    );
    Err(GeobitError::new(Code::BadCsv, message).at_row(1).at_field(missing[0]))
}
