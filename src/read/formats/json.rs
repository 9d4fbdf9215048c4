//! JSON files: the text is split into records first (`json_frame`), so that one bad record costs itself and not the file.

use std::borrow::Cow;
use std::ops::ControlFlow;

use serde_json::value::RawValue;

use super::feature::{Feature, NOT_AN_OBJECT, plain_text};
use super::json_frame::{JsonFrame, RecordKind};
use super::style_finder::StyleFinder;
use super::track::{self, TrackFinder};
use crate::error::{Code, GeobitError, Result};
use crate::incident::Incident;
use crate::intake::ReadSummary;
use crate::memory;
use crate::read::layouts::{GENERIC, Layout};
use crate::read::options::ReadOptions;
use crate::read::rows::column_map::{self, ColumnMap};
use crate::read::rows::countries::CountryChecker;
use crate::read::rows::fields::{FieldResult, FieldSource, Location};
use crate::read::rows::reading::Reading;
use crate::read::rows::row_account::{RowAccount, RowWarnings};

/// The number of records that decide how the file writes days and numbers.
const JUDGED_RECORDS: u64 = 2000;

/// The size limit of a file in bytes. JSON must be held whole to be read; more does not fit beside the engine in a
/// browser's memory.
const MAX_FILE_BYTES: usize = 512 << 20;

/// The subject of the sentence that says that memory is missing.
const FILE: &str = "This GeoJSON file";

/// A feature of more text than this asks for memory before it is read.
const LARGE_FEATURE_BYTES: usize = 256 << 10;

/// Collects the pieces of a JSON file, and reads it when it is complete.
pub struct JsonReader {
    options: ReadOptions,
    text: Vec<u8>,
}

impl JsonReader {
    /// Prepares to read a file. `expected` is its size in bytes, if that is known, or 0.
    ///
    /// # Errors
    /// `TooLarge` where there is no memory for a file of that size.
    pub fn new(options: ReadOptions, expected: usize) -> Result<Self> {
        let text = memory::list_for(expected.min(MAX_FILE_BYTES)).map_err(|shortage| shortage.refuse(FILE))?;
        Ok(Self { options, text })
    }

    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        if self.text.len() + bytes.len() > MAX_FILE_BYTES {
            let message = "The GeoJSON file is larger than 512 MiB. The same data as CSV is read piece by piece and may be larger.";
            return Err(GeobitError::new(Code::TooLarge, message));
        }
        memory::grow(&mut self.text, bytes.len()).map_err(|shortage| shortage.refuse(FILE))?;
        self.text.extend_from_slice(bytes);
        Ok(())
    }

    pub fn finish(mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<ReadSummary> {
        part_values(&mut self.text);
        let text = as_utf8(&self.text)?;
        let frame = JsonFrame::find(text)?;
        let mut reader = RecordReader::new(&self.options, frame.kind);
        frame.doubts.iter().for_each(|doubt| reader.account.warn_of_file(doubt.as_str()));
        reader.judge_style(&frame)?;
        let mut number = 0;
        frame.for_each(|record| {
            number += 1;
            reader.read(record, number, keep).map(ControlFlow::Continue)
        })?;
        reader.finish()
    }
}

/// Replaces the separators of a GeoJSON text sequence (RFC 8142) by blanks. No JSON text holds them.
pub fn part_values(text: &mut [u8]) {
    text.iter_mut().filter(|byte| **byte == 0x1e).for_each(|byte| *byte = b' ');
}

/// Returns the text of a file.
///
/// # Errors
/// `BadGeojson`, with the line, for what is not UTF-8.
pub fn as_utf8(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        let message = format!("JSON must be UTF-8 text; line {line} of this file is not.");
        GeobitError::new(Code::BadGeojson, message).at_row(line as u64)
    })
}

/// Reads records one by one, and remembers what they have in common.
pub struct RecordReader<'o> {
    options: &'o ReadOptions,
    kind: RecordKind,
    reading: Reading,
    /// The first record that has fields decides.
    layout: Option<&'static Layout>,
    /// The columns of the last record: in most files, all records have the same fields.
    columns: Option<ColumnMap>,
    /// The mapped columns that some record has.
    mapped_columns_seen: Vec<String>,
    /// Our names of the needed fields that none of the first records has.
    missing: Vec<&'static str>,
    /// Whether the first records are the points of a track.
    is_track: bool,
    countries: CountryChecker,
    account: RowAccount,
}

impl<'o> RecordReader<'o> {
    pub fn new(options: &'o ReadOptions, kind: RecordKind) -> Self {
        let reading = Reading { plausible: options.plausible, ..Reading::default() };
        Self {
            options,
            kind,
            reading,
            layout: None,
            columns: None,
            mapped_columns_seen: Vec::new(),
            missing: Vec::new(),
            is_track: false,
            countries: CountryChecker::default(),
            account: RowAccount::default(),
        }
    }

    /// Finds out from the first records how the file writes days and numbers, and whether they say where and when.
    fn judge_style(&mut self, frame: &JsonFrame<'_>) -> Result<()> {
        let finder = self.find_style(frame)?;
        let is_mapped = |column: &str| self.mapped_columns_seen.iter().any(|seen| seen == column);
        // That a mapping names a member that no record has is told when all were seen.
        if self.kind == RecordKind::Object
            && self.options.mapping.named().all(|(_, column)| is_mapped(column))
            && let Some(first) = self.missing.first()
        {
            let names = self.columns.as_ref().map_or(&[][..], ColumnMap::names);
            let message = format!(
                "The records have no member for {}. {} They need members for lon, lat and start (a date); if these have other names \
                 here, give a mapping from our field names to them.{}",
                self.missing.join(", "),
                column_map::list_columns(names),
                column_map::other_days_if(self.missing.contains(&"start"), names),
            );
            return Err(GeobitError::new(Code::BadGeojson, message).at_row(1).at_field(*first));
        }
        if self.is_track {
            let reason = if self.kind == RecordKind::Object { track::REFUSAL_OF_RECORDS } else { track::REFUSAL };
            return Err(GeobitError::new(Code::BadGeojson, reason).at_row(1));
        }
        let (style, doubts) = finder.decide(self.options, Code::BadGeojson)?;
        self.reading.style = style;
        doubts.into_iter().for_each(|doubt| self.account.warn_of_file(doubt));
        Ok(())
    }

    /// Shows the first records to a finder of the style.
    pub fn find_style(&mut self, frame: &JsonFrame<'_>) -> Result<StyleFinder> {
        let (mut finder, mut track) = (StyleFinder::default(), TrackFinder::default());
        let mut missing: Option<Vec<&'static str>> = None;
        let mut number = 0;
        frame.for_each(|record| {
            number += 1;
            if let Ok(feature) = self.parse(record) {
                let (names, values): (Vec<&str>, Vec<&RawValue>) = feature.properties().unzip();
                let (kind, reading) = (self.kind, self.reading);
                let (layout, columns) = self.columns_for(&names)?;
                let lacking = columns.missing(layout.needed);
                match &mut missing {
                    Some(missing) => missing.retain(|field| lacking.contains(field)),
                    None => missing = Some(lacking),
                }
                let fields = FeatureFields {
                    feature: &feature,
                    values,
                    columns,
                    location: match kind {
                        RecordKind::Feature => locate(&feature, columns, layout).unwrap_or(Location::Unknown),
                        RecordKind::Object => Location::InFields,
                    },
                    reading: &reading,
                };
                finder.see(&fields, layout, number);
                track.see(&fields, layout);
            }
            Ok(if number == JUDGED_RECORDS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        self.missing = missing.unwrap_or_default();
        self.is_track = self.options.mapping.is_empty() && self.options.layout.is_none() && track.is_track();
        Ok(finder)
    }

    /// Returns our names of the needed fields that none of the first records has, once the style was looked for.
    pub fn missing(&self) -> &[&'static str] {
        &self.missing
    }

    /// Returns whether the first records are the points of a track, once the style was looked for.
    pub fn is_track(&self) -> bool {
        self.is_track
    }

    /// Returns the layout and the columns of the last record that was seen.
    pub fn layout_and_columns(&self) -> Option<(&'static Layout, &ColumnMap)> {
        Some((self.layout.unwrap_or(&GENERIC), self.columns.as_ref()?))
    }

    /// Takes a record apart.
    pub fn parse<'t>(&self, record: &'t RawValue) -> FieldResult<Feature<'t>> {
        match self.kind {
            RecordKind::Feature => Feature::parse(record.get()),
            RecordKind::Object => Feature::of_object(record.get()),
        }
    }

    fn read(&mut self, raw: &RawValue, number: u64, keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        // A file may hold hundreds of millions of numbers or other short members, so these cost as little as possible.
        if !raw.get().starts_with('{') {
            self.account.count_rejected(number, NOT_AN_OBJECT);
            return Ok(());
        }
        // Text with escapes is held once more while it is read.
        if raw.get().len() > LARGE_FEATURE_BYTES {
            memory::require("A record of this JSON file", raw.get().len())?;
        }
        let mut warnings = RowWarnings::default();
        let feature = match self.parse(raw) {
            Ok(feature) => feature,
            Err(reason) => {
                self.account.count_rejected(number, reason);
                return Ok(());
            }
        };
        match self.read_incident(&feature, number, &mut warnings)? {
            Ok(incident) => {
                self.countries.check(&incident, &mut warnings);
                keep(incident);
                self.account.count_kept(number, warnings);
            }
            Err(reason) => self.account.count_rejected(number, reason),
        }
        Ok(())
    }

    fn finish(mut self) -> Result<ReadSummary> {
        self.countries.finish(&mut self.account);
        if let Some(columns) = &self.columns {
            let seen = |column: &str| self.mapped_columns_seen.iter().any(|seen| seen == column);
            if let Some((field, column)) = self.options.mapping.named().find(|(_, column)| !seen(column)) {
                return Err(column_map::unknown_column(field, column, columns.names()));
            }
        }
        let layout = self.layout.unwrap_or(&GENERIC);
        let format = match self.kind {
            RecordKind::Feature => "geojson",
            RecordKind::Object => "json",
        };
        self.account.into_summary(layout.format_name(format), layout.name, layout.provider, Code::BadGeojson)
    }

    fn read_incident<'f>(
        &mut self,
        feature: &'f Feature<'_>,
        number: u64,
        warnings: &mut RowWarnings,
    ) -> Result<FieldResult<Incident<'f>>> {
        let (names, values): (Vec<&str>, Vec<&RawValue>) = feature.properties().unzip();
        let (kind, reading) = (self.kind, self.reading);
        let (layout, columns) = self.columns_for(&names)?;
        let location = match kind {
            RecordKind::Feature => match locate(feature, columns, layout) {
                Ok(location) => location,
                Err(reason) => return Ok(Err(reason)),
            },
            RecordKind::Object => Location::InFields,
        };
        let fields = FeatureFields { feature, values, columns, location, reading: &reading };
        Ok((layout.read_incident)(&fields, number, warnings))
    }

    /// Returns the layout of the file, and the columns of a record with the given fields.
    fn columns_for(&mut self, names: &[&str]) -> Result<(&'static Layout, &ColumnMap)> {
        if self.columns.as_ref().is_none_or(|columns| !columns.names().iter().eq(names.iter())) {
            let names: Vec<String> = names.iter().map(|name| name.to_string()).collect();
            let mapping = &self.options.mapping;
            for (_, column) in mapping.named() {
                if column_map::find_column(&names, column).is_some()
                    && !self.mapped_columns_seen.iter().any(|seen| seen == column)
                {
                    self.mapped_columns_seen.push(column.to_string());
                }
            }
            if !names.is_empty() && self.layout.is_none() {
                let has_geometry = self.kind == RecordKind::Feature;
                self.layout = Some(Layout::choose(&names, mapping, self.options.layout.as_deref(), has_geometry)?);
            }
            self.columns = Some(self.layout.unwrap_or(&GENERIC).map_columns(names, mapping));
        }
        let layout = self.layout.unwrap_or(&GENERIC);
        Ok((layout, self.columns.get_or_insert_with(|| layout.map_columns(Vec::new(), &self.options.mapping))))
    }
}

/// Returns where the feature is. One without a geometry may still have its place in its properties.
fn locate(feature: &Feature<'_>, columns: &ColumnMap, layout: &Layout) -> FieldResult<Location> {
    let in_fields = layout.place_without_geometry.iter().any(|field| columns.column(*field).is_some());
    Ok(match feature.point()? {
        Some((lon, lat)) => Location::At(lon, lat),
        None if in_fields => Location::InFields,
        None => Location::Unknown,
    })
}

/// The fields of one record: the properties of a feature, or the members of an object.
struct FeatureFields<'f, 'c> {
    feature: &'f Feature<'f>,
    values: Vec<&'f RawValue>,
    columns: &'c ColumnMap,
    location: Location,
    reading: &'c Reading,
}

impl<'f> FieldSource<'f> for FeatureFields<'f, '_> {
    fn reading(&self) -> &Reading {
        self.reading
    }

    fn columns(&self) -> &ColumnMap {
        self.columns
    }

    fn cell(&self, column: usize) -> Cow<'f, str> {
        plain_text(self.values[column])
    }

    fn location(&self) -> Location {
        self.location
    }

    fn outer_id(&self) -> Cow<'f, str> {
        self.feature.id()
    }
}
