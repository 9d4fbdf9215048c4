//! What a file is, and what would be read from it, by its first bytes: for people who are asked before it is read.

use std::collections::BTreeMap;

use serde::Serialize;

use super::archive::{self, Choice, Container, Zip};
use super::encoding::{self, Decoder};
use super::formats::json_frame::{JsonFrame, RecordKind};
use super::formats::{self, RecordReader, csv_head, json_frame, track};
use super::layouts::{self, GENERIC, Holds, Layout};
use super::options::{FormatHint, ReadOptions};
use super::routes::{self, RoutesOptions};
use super::rows::column_map::{self, ColumnMap};
use super::unpacked::Unpacked;
use crate::columnar::ParquetFile;
use crate::error::{Code, GeobitError, Result};

/// The number of first bytes that tell what a file is. More need not be handed over; an archive has to be whole.
pub const INSPECTED_BYTES: usize = 1 << 20;

/// JSON and Parquet show what they hold when they are complete, so they are looked at as a whole up to this size.
const MAX_WHOLE_BYTES: usize = 64 << 20;

/// The number of values that are shown of each column.
const SAMPLES: usize = 5;
/// The number of letters that are shown of each value.
const SAMPLE_LETTERS: usize = 80;
/// The number of columns that are shown at most.
const MAX_COLUMNS: usize = 1000;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum KindOfFile {
    /// Incidents, one in each row.
    Incidents,
    /// Routes or tracks.
    Routes,
    /// Places or areas without a date.
    Sites,
    /// Numbers of incidents by region and period.
    Aggregates,
    /// Nothing that could be told.
    Unknown,
}

/// What a file is, and what would be read from it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// How the file holds its records: `csv`, `geojson`, `json`, `gpx`, `kml`, `tcx`, `polyline`, `wkt`,
    /// `parquet`, `xlsx` or `unknown`.
    pub format: String,
    /// What the columns mean, such as `acled`; `None` for a file without records of incidents.
    pub layout: Option<&'static str>,
    /// What the file holds.
    pub kind_of_file: KindOfFile,
    /// The columns, at most 1,000, with the values of the first rows.
    pub columns: Vec<ColumnSample>,
    /// The columns by our names of the fields that they hold, as they would be used.
    pub mapping: BTreeMap<&'static str, String>,
    /// Our names of the fields that are needed and were not found.
    pub missing: Vec<&'static str>,
    /// What comes first in the dates: `ymd`, `dmy`, `mdy` or `ambiguous`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<&'static str>,
    /// What is doubtful, in sentences for the person who has the file.
    pub doubts: Vec<String>,
    /// The text encoding, such as `utf-8`.
    pub encoding: String,
    /// What separates the fields of a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
}

/// A column of a file.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnSample {
    /// Its name.
    pub name: String,
    /// Its values in the first five rows, at most 80 letters of each.
    pub samples: Vec<String>,
}

impl Inspection {
    fn new(format: &str, kind_of_file: KindOfFile) -> Inspection {
        Inspection {
            format: format.into(),
            layout: None,
            kind_of_file,
            columns: Vec::new(),
            mapping: BTreeMap::new(),
            missing: Vec::new(),
            date_order: None,
            doubts: Vec::new(),
            encoding: "utf-8".into(),
            separator: None,
        }
    }

    fn unknown(error: &GeobitError) -> Inspection {
        Inspection { doubts: vec![error.message.clone()], ..Inspection::new("unknown", KindOfFile::Unknown) }
    }

    /// Shows the columns, and which of them would be used.
    fn show_columns(&mut self, layout: &'static Layout, columns: &ColumnMap) {
        self.layout = Some(layout.name);
        self.columns = columns.names().iter().take(MAX_COLUMNS).map(|name| ColumnSample::new(name)).collect();
        self.mapping = columns.mapped().map(|(field, column)| (field, column.to_string())).collect();
        self.missing = columns.missing(layout.needed);
    }
}

impl ColumnSample {
    fn new(name: &str) -> ColumnSample {
        ColumnSample { name: name.into(), samples: Vec::new() }
    }

    fn add(&mut self, value: &str) {
        if self.samples.len() < SAMPLES {
            self.samples.push(value.chars().take(SAMPLE_LETTERS).collect());
        }
    }
}

/// Tells what a file is by its first bytes. `is_complete` says that it has no others. A file that nothing can be read from is no error:
/// it is of an unknown kind, with the reason among the doubts.
///
/// # Errors
/// `BadOption` for an option that cannot be used with the file; `TooLarge` where there is not enough memory.
pub fn inspect(bytes: &[u8], is_complete: bool, options: &ReadOptions) -> Result<Inspection> {
    if is_complete && is_spreadsheet(bytes)? {
        let doubts = vec!["This is a spreadsheet. Its sheets are read by the package and not by the engine.".into()];
        return Ok(Inspection { doubts, ..Inspection::new("xlsx", KindOfFile::Unknown) });
    }
    let inspected =
        unpack(bytes, is_complete).and_then(|(content, is_whole)| inspect_content(&content, is_whole, options));
    let mut inspection = match inspected {
        Err(error) if matches!(error.code, Code::BadOption | Code::TooLarge) => return Err(error),
        Err(error) => Inspection::unknown(&error),
        Ok(inspection) => inspection,
    };
    if is_complete && !matches!(inspection.kind_of_file, KindOfFile::Incidents | KindOfFile::Aggregates) {
        judge_as_routes(&mut inspection, bytes);
    }
    Ok(inspection)
}

/// Returns whether a file is a workbook (.xlsx). Its reader unpacks it as a whole, so its files are unpacked here first, which
/// checks how large they really are.
///
/// # Errors
/// `TooLarge` for a workbook of more than 256 MiB unpacked; `UnknownFormat` for one that is damaged.
pub fn is_spreadsheet(bytes: &[u8]) -> Result<bool> {
    const MOST_BYTES: u64 = 256 << 20;
    if archive::kind(bytes) != Some(Container::Zip) {
        return Ok(false);
    }
    // What is no archive after all is told by whoever reads it.
    let Ok(zip) = Zip::open(bytes) else { return Ok(false) };
    let names = zip.names();
    if archive::choose(&names) != Ok(Choice::Spreadsheet) {
        return Ok(false);
    }
    let mut total = 0;
    for number in (0..names.len()).filter(|number| names[*number].ends_with(".xml")) {
        zip.unpack(number, MOST_BYTES, &mut |piece| {
            total += piece.len() as u64;
            if total <= MOST_BYTES {
                return Ok(());
            }
            let message =
                "This spreadsheet has more than 256 MiB unpacked. Save the sheet as CSV, which is read piece by piece.";
            Err(GeobitError::new(Code::TooLarge, message))
        })?;
    }
    Ok(true)
}

/// Returns the first bytes of what is in a file, and whether they are all.
fn unpack(bytes: &[u8], is_complete: bool) -> Result<(Vec<u8>, bool)> {
    let mut content = Vec::new();
    let mut keep = |piece: &[u8]| {
        let most = if is_complete && is_read_whole(&content, piece) { MAX_WHOLE_BYTES } else { INSPECTED_BYTES };
        let room = most.saturating_sub(content.len());
        content.extend_from_slice(&piece[..piece.len().min(room)]);
        // Nothing more is needed, and the rest of a large archive would take time.
        if piece.len() > room { Err(GeobitError::new(Code::TooLarge, ENOUGH)) } else { Ok(()) }
    };
    let mut unpacked = Unpacked::new();
    let outcome =
        unpacked.push(bytes, &mut keep).and_then(|()| if is_complete { unpacked.finish(&mut keep) } else { Ok(()) });
    match outcome {
        Err(error) if error.message == ENOUGH => Ok((content, false)),
        Err(error) if content.is_empty() => Err(error),
        _ => Ok((content, is_complete)),
    }
}

/// Returns whether a file begins as JSON or Parquet do. A byte order mark may stand before JSON.
fn is_read_whole(content: &[u8], piece: &[u8]) -> bool {
    if formats::is_parquet(if content.is_empty() { piece } else { content }) {
        return true;
    }
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() || [0xef, 0xbb, 0xbf].contains(byte);
    let first = content.iter().chain(piece).find(|byte| !is_blank(byte));
    matches!(first, Some(b'{' | b'[' | 0x1e))
}

/// The message of the error that ends the unpacking of what is not looked at.
const ENOUGH: &str = "enough";

fn inspect_content(bytes: &[u8], is_complete: bool, options: &ReadOptions) -> Result<Inspection> {
    if formats::is_parquet(bytes) {
        return inspect_parquet(bytes, is_complete, options);
    }
    let detected = encoding::detect(&bytes[..bytes.len().min(formats::SNIFF_BYTES)], options.encoding.as_deref())?;
    let mut text = String::new();
    Decoder::for_detected(&detected)?.decode(&bytes[detected.mark_len..], is_complete, &mut text)?;
    let line = routes::format_of_line(&text).map(|format| Inspection::new(format, KindOfFile::Routes));
    let mut inspection = match markup(&text).or(line) {
        Some(inspection) => inspection,
        None => inspect_text(text.into_bytes(), bytes, is_complete, options)?,
    };
    inspection.encoding = detected.label;
    Ok(inspection)
}

/// Lets the readers of routes and sites say what a file is, if they can read it. They get all of it: a KML in an archive may link to
/// others there.
fn judge_as_routes(inspection: &mut Inspection, bytes: &[u8]) {
    match routes::read_routes(bytes, &RoutesOptions::default()) {
        Ok(file) => {
            inspection.kind_of_file = if file.routes.is_empty() { KindOfFile::Sites } else { KindOfFile::Routes };
            if inspection.format == "unknown" {
                // What the reader of incidents refused, such as a geometry by itself.
                inspection.format = "json".into();
                inspection.doubts.clear();
            }
            inspection.doubts.extend(file.doubts);
        }
        Err(error) if inspection.columns.is_empty() => {
            inspection.kind_of_file = KindOfFile::Unknown;
            if inspection.format != "unknown" {
                inspection.doubts.push(error.message);
            }
        }
        // A table whose columns are not known may be one of incidents; its doubts say what is missing.
        Err(_) => {}
    }
}

/// Recognises the formats of routes that are XML by their outermost element.
fn markup(text: &str) -> Option<Inspection> {
    let start = text.trim_start();
    if !start.starts_with('<') {
        return None;
    }
    let roots = [("gpx", "gpx"), ("kml", "kml"), ("TrainingCenterDatabase", "tcx")];
    let (_, format) = roots.into_iter().find(|(root, _)| has_element(start, root))?;
    let lines = ["trk", "rte", "LineString", "Track", "MultiTrack", "Trackpoint"];
    let has_lines = lines.into_iter().any(|element| has_element(start, element));
    Some(Inspection::new(format, if has_lines { KindOfFile::Routes } else { KindOfFile::Sites }))
}

/// Returns whether a text has an element with a name, with or without a prefix.
fn has_element(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        matches!(before, Some('<' | ':')) && matches!(after, Some('>' | '/' | ' ' | '\n' | '\r' | '\t'))
    })
}

fn inspect_text(mut text: Vec<u8>, bytes: &[u8], is_complete: bool, options: &ReadOptions) -> Result<Inspection> {
    let detected = encoding::detect(&text[..text.len().min(formats::SNIFF_BYTES)], None)?;
    let (format, _) = formats::sniff(&text[..text.len().min(formats::SNIFF_BYTES)], &detected, options.format)?;
    match format {
        formats::Format::Csv => inspect_table(&text, is_complete, options),
        formats::Format::Json if is_complete => {
            formats::part_values(&mut text);
            inspect_json(formats::as_utf8(&text)?, options)
        }
        formats::Format::Json => {
            let doubt = format!(
                "Only the first {} bytes were looked at; JSON shows what it holds when it is complete.",
                bytes.len()
            );
            let looks_like_incidents = options.format == FormatHint::Geojson;
            let kind = if looks_like_incidents { KindOfFile::Incidents } else { KindOfFile::Unknown };
            Ok(Inspection { doubts: vec![doubt], ..Inspection::new("json", kind) })
        }
    }
}

fn inspect_table(text: &[u8], is_complete: bool, options: &ReadOptions) -> Result<Inspection> {
    let mut head = csv_head::find_columns(text, is_complete, options)?;
    let finder = csv_head::judge_rows(text, &mut head, options)?;
    let mut inspection = Inspection::new("csv", KindOfFile::Unknown);
    inspection.show_columns(head.layout, &head.columns);
    inspection.separator = Some(char::from(head.delimiter).to_string());
    inspection.doubts = head.doubts.clone();
    let mut samples = std::mem::take(&mut inspection.columns);
    csv_head::for_each_row(text, &head, |fields, _| {
        let cells = fields.cells().chain(std::iter::repeat(""));
        samples.iter_mut().zip(cells).for_each(|(sample, cell)| sample.add(cell));
    })?;
    inspection.columns = samples;
    if !head.layout.days.is_empty() && !inspection.missing.contains(&"start") {
        inspection.date_order = Some(head.date_order);
        match finder.decide(options, Code::BadCsv) {
            Ok((_, doubts)) => inspection.doubts.extend(doubts),
            Err(error) => inspection.doubts.push(error.message),
        }
    }
    inspection.kind_of_file = kind_of_table(head.layout, &head.columns, head.is_track, &inspection.missing);
    add_doubts(&mut inspection, head.has_header);
    Ok(inspection)
}

fn inspect_parquet(bytes: &[u8], is_complete: bool, options: &ReadOptions) -> Result<Inspection> {
    let mut inspection = Inspection::new("parquet", KindOfFile::Unknown);
    if !is_complete {
        inspection.doubts.push("Parquet shows what it holds when it is complete, so the whole file is needed.".into());
        return Ok(inspection);
    }
    let file = ParquetFile::open(bytes.to_vec())?;
    let table = formats::ParquetTable::new(&file, options)?;
    let (layout, columns) = (table.layout(), table.columns());
    inspection.show_columns(layout, columns);
    inspection.missing = table.missing();
    let mut samples = std::mem::take(&mut inspection.columns);
    table.for_each_sample(SAMPLES, &mut |column, value| {
        if let Some(sample) = samples.get_mut(column) {
            sample.add(value);
        }
    })?;
    inspection.columns = samples;
    if layout.days.iter().any(|field| columns.column(*field).is_some()) {
        let finder = table.find_style()?;
        inspection.date_order = Some(finder.describe_order());
        match finder.decide(options, Code::BadParquet) {
            Ok((_, doubts)) => inspection.doubts.extend(doubts),
            Err(error) => inspection.doubts.push(error.message),
        }
    }
    inspection.kind_of_file = kind_of_table(layout, columns, false, &inspection.missing);
    add_doubts(&mut inspection, true);
    Ok(inspection)
}

fn kind_of_table(layout: &Layout, columns: &ColumnMap, is_track: bool, missing: &[&str]) -> KindOfFile {
    match () {
        () if layout.holds == Holds::Totals => KindOfFile::Aggregates,
        () if is_track => KindOfFile::Routes,
        () if missing.is_empty() => KindOfFile::Incidents,
        () if missing == ["start"] && layout.name == GENERIC.name && !layouts::describes_incidents(columns) => {
            KindOfFile::Sites
        }
        () => KindOfFile::Unknown,
    }
}

/// Says what is missing, and what a file that is not of incidents is.
fn add_doubts(inspection: &mut Inspection, has_header: bool) {
    if !has_header && inspection.layout == Some(GENERIC.name) {
        inspection.doubts.push("The file has no header: its first row is data already.".into());
    }
    match inspection.kind_of_file {
        KindOfFile::Aggregates => inspection.doubts.push(
            "Each row is a total of several events in a region, not an incident at a place. None of them can be located.".into(),
        ),
        KindOfFile::Unknown if !inspection.missing.is_empty() => {
            let names: Vec<String> = inspection.columns.iter().map(|column| column.name.clone()).collect();
            let other_days = column_map::other_days_if(inspection.missing.contains(&"start"), &names);
            let missing = inspection.missing.join(", ");
            inspection.doubts.push(format!("No column was found for {missing}.{other_days}"));
        }
        _ => {}
    }
}

fn inspect_json(text: &str, options: &ReadOptions) -> Result<Inspection> {
    let frame = JsonFrame::find(text)?;
    let mut reader = RecordReader::new(options, frame.kind);
    let finder = reader.find_style(&frame)?;
    let format = if frame.kind == RecordKind::Feature { "geojson" } else { "json" };
    let mut inspection = Inspection::new(format, KindOfFile::Unknown);
    inspection.doubts = frame.doubts.clone();
    let shapes = json_frame::count_shapes(&frame)?;
    if let Some((layout, columns)) = reader.layout_and_columns() {
        inspection.show_columns(layout, columns);
        inspection.missing = reader.missing().to_vec();
        // The place is in the geometry.
        if frame.kind == RecordKind::Feature {
            inspection.missing.retain(|field| *field == "start");
        }
        let dated = layout.days.iter().any(|field| columns.column(*field).is_some());
        let mut samples = std::mem::take(&mut inspection.columns);
        json_frame::for_each_sample(&frame, SAMPLES, |name, value| {
            if let Some(sample) = samples.iter_mut().find(|sample| sample.name == name) {
                sample.add(value);
            }
        })?;
        inspection.columns = samples;
        inspection.date_order = dated.then(|| finder.describe_order());
        let described = layouts::describes_incidents(columns);
        inspection.kind_of_file = match frame.kind {
            RecordKind::Object if reader.is_track() => {
                inspection.doubts.push(track::REFUSAL_OF_RECORDS.into());
                KindOfFile::Unknown
            }
            RecordKind::Feature if reader.is_track() => KindOfFile::Routes,
            RecordKind::Object => kind_of_table(layout, columns, false, &inspection.missing),
            RecordKind::Feature if shapes.lines > 0 && !(dated && shapes.points > 0) => KindOfFile::Routes,
            RecordKind::Feature if dated => KindOfFile::Incidents,
            RecordKind::Feature if shapes.points + shapes.areas > 0 && !described => KindOfFile::Sites,
            RecordKind::Feature => KindOfFile::Unknown,
        };
    }
    match finder.decide(options, Code::BadGeojson) {
        Ok((_, doubts)) => inspection.doubts.extend(doubts),
        Err(error) => inspection.doubts.push(error.message),
    }
    add_doubts(&mut inspection, true);
    Ok(inspection)
}
