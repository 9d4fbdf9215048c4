//! Judges a CSV file by its first rows: what separates its fields, which row is the header, which layout it has, how it writes
//! days and numbers.

use super::csv::{CsvFields, is_hxl};
use super::csv_records::{CsvRecords, MAX_RECORD_BYTES, Next};
use super::style_finder::StyleFinder;
use super::track::{self, TrackFinder};
use crate::error::{Code, GeobitError, Result};
use crate::read::layouts::{self, Layout};
use crate::read::options::ReadOptions;
use crate::read::rows::column_map::{self, ColumnMap};
use crate::read::rows::mapping::Mapping;
use crate::read::rows::reading::Reading;

/// Spreadsheets have a title and a few notes above the header at most.
const MAX_LINES_ABOVE_HEADER: usize = 10;

/// What the first rows tell of a file.
pub struct Head {
    /// What the dates say about their order: `ymd`, `dmy`, `mdy` or `ambiguous`.
    pub date_order: &'static str,
    /// Whether the rows are the points of a GPS track.
    pub is_track: bool,
    pub delimiter: u8,
    pub layout: &'static Layout,
    pub columns: ColumnMap,
    pub reading: Reading,
    /// Where the first row below the header starts: its byte, and its line.
    pub data_start: usize,
    pub data_line: u64,
    /// Whether the first bytes are all of the file.
    pub is_complete: bool,
    /// Whether the file has a header. Without one, its columns are those of a provider or called `column 1` and so on.
    pub has_header: bool,
    /// What is odd about the file as a whole.
    pub doubts: Vec<String>,
}

/// Judges a file by its first bytes. `is_complete` says that it has no others.
///
/// # Errors
/// `BadCsv` for a file without a header, for one without the columns that its layout needs, for a GPS track, and for dates of which
/// the order cannot be told, with `dateOrder` as the field; `BadOption` for a mapping to a column that the file does not have, and
/// for a layout that it does not have.
pub fn judge(bytes: &[u8], is_complete: bool, options: &ReadOptions) -> Result<Head> {
    let mut head = find_columns(bytes, is_complete, options)?;
    check_columns(&head, &options.mapping)?;
    let finder = judge_rows(bytes, &mut head, options)?;
    if head.is_track {
        return Err(GeobitError::new(Code::BadCsv, track::REFUSAL).at_row(1));
    }
    let (style, doubts) = finder.decide(options, Code::BadCsv)?;
    head.reading.style = style;
    head.doubts.extend(doubts);
    Ok(head)
}

/// Finds the columns of a file, whether or not they are all that is needed.
///
/// # Errors
/// `BadCsv` for a file without a header; `BadOption` for a layout that the file does not have.
pub fn find_columns(bytes: &[u8], is_complete: bool, options: &ReadOptions) -> Result<Head> {
    let frame = Frame::find(bytes, is_complete)?;
    let Header { names, layout, data_start, data_line, lines_above, is_data } = find_header(bytes, &frame, options)?;
    let mut doubts = Vec::new();
    if lines_above > 0 {
        let lines = if lines_above == 1 { "line was" } else { "lines were" };
        doubts.push(format!("{lines_above} {lines} left out above the header"));
    }
    Ok(Head {
        date_order: "ymd",
        is_track: false,
        delimiter: frame.delimiter,
        layout,
        columns: layout.map_columns(names, &options.mapping),
        reading: Reading { plausible: options.plausible, ..Reading::default() },
        data_start,
        data_line,
        is_complete,
        has_header: !is_data,
        doubts,
    })
}

/// Looks at the rows: how they write days and numbers, and whether they are a track.
pub fn judge_rows(bytes: &[u8], head: &mut Head, options: &ReadOptions) -> Result<StyleFinder> {
    let (mut finder, mut track) = (StyleFinder::default(), TrackFinder::default());
    for_each_row(bytes, head, |fields, row| {
        finder.see(fields, head.layout, row);
        track.see(fields, head.layout);
    })?;
    let is_told = !options.mapping.is_empty() || options.layout.is_some();
    head.date_order = finder.describe_order();
    head.is_track = !is_told && track.is_track();
    Ok(finder)
}

/// Calls a function with each whole row of the first bytes.
pub fn for_each_row(bytes: &[u8], head: &Head, mut see: impl FnMut(&CsvFields<'_, '_>, u64)) -> Result<()> {
    let mut records = CsvRecords::new(head.delimiter, head.data_line);
    let mut input = &bytes[head.data_start..];
    let mut is_first = true;
    while records.next(&mut input)? == Next::Record {
        let row = records.row();
        if !(std::mem::take(&mut is_first) && is_hxl(&row, &head.columns)) {
            see(&CsvFields::new(row, &head.columns, &head.reading), row.line);
        }
    }
    // The last row may be cut off where the first bytes end.
    if head.is_complete && records.end()? == Next::Record {
        let row = records.row();
        see(&CsvFields::new(row, &head.columns, &head.reading), row.line);
    }
    Ok(())
}

/// What lies outside the rows.
struct Frame {
    delimiter: u8,
    /// Where the rows start: their first byte, and its line.
    start: usize,
    line: u64,
}

impl Frame {
    fn find(bytes: &[u8], is_complete: bool) -> Result<Frame> {
        let first = Line::first(bytes, 0);
        if first.end - first.start > MAX_RECORD_BYTES || (first.end == bytes.len() && !is_complete) {
            let message = "The first line is longer than 1 MiB: this is not a CSV file with a header.";
            return Err(GeobitError::new(Code::BadCsv, message).at_row(1));
        }
        if let Some(delimiter) = named_delimiter(first.of(bytes)) {
            return Ok(Frame { delimiter, start: first.next, line: first.number + 1 });
        }
        // A title above the header has no delimiters.
        let mut line = first;
        for _ in 0..MAX_LINES_ABOVE_HEADER {
            if let Some(delimiter) = delimiter(line.of(bytes)) {
                return Ok(Frame { delimiter, start: 0, line: 1 });
            }
            line = Line::first(bytes, line.next);
        }
        Ok(Frame { delimiter: b',', start: 0, line: 1 })
    }
}

/// A line that is not blank.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    /// Where the next line starts.
    next: usize,
    /// Its number, from 1, if it is the first of the file.
    number: u64,
}

impl Line {
    fn first(bytes: &[u8], from: usize) -> Line {
        let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let start = from + bytes[from..].iter().take_while(|byte| is_break(byte)).count();
        let end = bytes[start..].iter().position(is_break).map_or(bytes.len(), |length| start + length);
        let next = match &bytes[end..] {
            [b'\r', b'\n', ..] => end + 2,
            [_, ..] => end + 1,
            [] => end,
        };
        let crlf = bytes[from..start].windows(2).filter(|pair| pair == b"\r\n").count();
        Line { start, end, next, number: (start - from - crlf) as u64 + 1 }
    }

    fn of(self, bytes: &[u8]) -> &[u8] {
        &bytes[self.start..self.end]
    }
}

/// Returns the delimiter that a line such as `sep=;` names. Spreadsheets write and read it.
fn named_delimiter(line: &[u8]) -> Option<u8> {
    let line = line
        .trim_ascii()
        .strip_prefix(b"\"")
        .map_or(line.trim_ascii(), |rest| rest.strip_suffix(b"\"").unwrap_or(rest));
    let (name, delimiter) = line.split_at_checked(4)?;
    let is_known = |byte: &u8| DELIMITERS.contains(byte);
    match delimiter {
        [byte] if name.eq_ignore_ascii_case(b"sep=") && is_known(byte) => Some(*byte),
        // A tab may have been trimmed.
        [] if name.eq_ignore_ascii_case(b"sep=") => Some(b'\t'),
        _ => None,
    }
}

/// The delimiters in the order in which they win a tie.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Returns the delimiter that occurs most often in a line, outside quotes.
fn delimiter(line: &[u8]) -> Option<u8> {
    let mut quoted = false;
    let mut counts = DELIMITERS.map(|delimiter| (delimiter, 0));
    for byte in line {
        quoted ^= *byte == b'"';
        if !quoted && let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| delimiter == byte) {
            *count += 1;
        }
    }
    // `max_by_key` returns the last of equals.
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .filter(|(_, count)| *count > 0)
        .map(|(delimiter, _)| delimiter)
}

/// The header of a file.
struct Header {
    names: Vec<String>,
    layout: &'static Layout,
    data_start: usize,
    data_line: u64,
    lines_above: usize,
    /// Whether the file has no header, and its first row is data.
    is_data: bool,
}

/// Finds the header: the first of the first rows that names what its layout needs, or else the first row.
fn find_header(bytes: &[u8], frame: &Frame, options: &ReadOptions) -> Result<Header> {
    let rows = first_rows(bytes, frame)?;
    let Some(first) = rows.first() else {
        let message = "The header, the first line of the file, opens a quote that is never closed.";
        return Err(GeobitError::new(Code::BadCsv, message).at_row(1));
    };
    let asked = options.layout.as_deref();
    let without_header = |names: Vec<String>| -> Result<Header> {
        let layout = Layout::choose(&names, &options.mapping, asked, false)?;
        let (data_start, data_line) = (first.start, first.line);
        Ok(Header { names, layout, data_start, data_line, lines_above: 0, is_data: true })
    };
    let cells: Vec<&str> = first.cells.iter().map(String::as_str).collect();
    if let Some(names) = layouts::columns_without_header(&cells) {
        return without_header(names);
    }
    let header = |row: &Row, lines_above| -> Result<Header> {
        let layout = Layout::choose(&row.cells, &options.mapping, asked, false)?;
        let (data_start, data_line) = (row.end, row.next_line);
        Ok(Header { names: row.cells.clone(), layout, data_start, data_line, lines_above, is_data: false })
    };
    let is_whole = |header: &Header| {
        header.layout.map_columns(header.names.clone(), &options.mapping).missing(header.layout.needed).is_empty()
            && options.mapping.named().all(|(_, column)| column_map::find_column(&header.names, column).is_some())
    };
    let found = rows.iter().enumerate().find_map(|(above, row)| header(row, above).ok().filter(is_whole));
    if let Some(found) = found {
        return Ok(found);
    }
    if looks_like_data(first) {
        let names: Vec<String> = (1..=first.cells.len()).map(|number| format!("column {number}")).collect();
        return without_header(names);
    }
    header(first, 0)
}

/// One of the first rows of a file.
struct Row {
    cells: Vec<String>,
    /// Its first byte, and the one behind it.
    start: usize,
    end: usize,
    line: u64,
    next_line: u64,
}

fn first_rows(bytes: &[u8], frame: &Frame) -> Result<Vec<Row>> {
    let mut records = CsvRecords::new(frame.delimiter, frame.line);
    let mut input = &bytes[frame.start..];
    let mut rows = Vec::new();
    while rows.len() < MAX_LINES_ABOVE_HEADER {
        let start = bytes.len() - input.len();
        let mut next = records.next(&mut input)?;
        if next == Next::NeedsInput {
            next = records.end()?;
        }
        if next != Next::Record {
            break;
        }
        let mut end = bytes.len() - input.len();
        if bytes[..end].ends_with(b"\r") && bytes[end..].starts_with(b"\n") {
            end += 1;
        }
        let row = records.row();
        let cells = row.fields().map(str::to_string).collect();
        rows.push(Row { cells, start, end, line: row.line, next_line: row.last_line + 1 });
    }
    Ok(rows)
}

/// Returns whether a row holds values rather than the names of columns: a number or a date in half of its cells, and two at least.
fn looks_like_data(row: &Row) -> bool {
    let is_value = |cell: &&String| {
        cell.bytes().any(|byte| byte.is_ascii_digit())
            && !cell.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
            && {
                let digits = cell.bytes().filter(u8::is_ascii_digit).count();
                2 * digits >= cell.chars().count()
            }
    };
    let values = row.cells.iter().filter(is_value).count();
    values >= 2 && 2 * values >= row.cells.len()
}

/// Refuses a mapping to a column that is not there, and a header without a column that the layout needs.
fn check_columns(head: &Head, mapping: &Mapping) -> Result<()> {
    let Head { columns, layout, has_header, .. } = head;
    let names = columns.names();
    if let Some((field, column)) = mapping.named().find(|(_, column)| column_map::find_column(names, column).is_none())
    {
        return Err(column_map::unknown_column(field, column, names));
    }
    let missing = columns.missing(layout.needed);
    if missing.is_empty() {
        return Ok(());
    }
    let what = if !has_header { "The file has no header: its first row is data already. It" } else { "The header" };
    let sites = if missing == ["start"] && *has_header {
        " A list of places without dates can be read as sites, and a track as a route, but not as incidents."
    } else {
        ""
    };
    let message = format!(
        "{what} has no column for {}. {} A file needs columns for lon, lat and start (a date); if they have other names here, \
         give a mapping from our field names to these columns.{}{sites}",
        missing.join(", "),
        column_map::list_columns(names),
        column_map::other_days_if(missing.contains(&"start"), names),
    );
    Err(GeobitError::new(Code::BadCsv, message).at_row(1).at_field(missing[0]))
}
