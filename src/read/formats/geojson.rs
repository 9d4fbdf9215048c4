//! GeoJSON files: the text is split into features first, so that one bad feature costs itself and not the file.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::feature::{Feature, FileFrame, NOT_AN_OBJECT, for_each_member, plain_text};
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::incident::Incident;
use crate::intake::ReadSummary;
use crate::memory;
use crate::read::layouts::{GENERIC, Layout};
use crate::read::rows::column_map::{self, ColumnMap};
use crate::read::rows::fields::{FieldResult, FieldSource, Location};
use crate::read::rows::mapping::Mapping;
use crate::read::rows::row_account::{RowAccount, RowWarnings};

/// The size limit of a file in bytes. JSON must be held whole to be read; more does not fit beside the engine in a
/// browser's memory.
const MAX_FILE_BYTES: usize = 512 << 20;

/// The subject of the sentence that says that memory is missing.
const FILE: &str = "This GeoJSON file";

/// A feature of more text than this asks for memory before it is read.
const LARGE_FEATURE_BYTES: usize = 256 << 10;

/// Collects the pieces of a GeoJSON file, and reads it when it is complete.
pub struct GeojsonReader {
    mapping: Mapping,
    text: Vec<u8>,
}

impl GeojsonReader {
    /// Prepares to read a file. `expected` is its size in bytes, if that is known, or 0.
    ///
    /// # Errors
    /// `TooLarge` where there is no memory for a file of that size.
    pub fn new(mapping: Mapping, expected: usize) -> Result<Self> {
        let text = memory::list_for(expected.min(MAX_FILE_BYTES)).map_err(|shortage| shortage.refuse(FILE))?;
        Ok(Self { mapping, text })
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

    pub fn finish(self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<ReadSummary> {
        let text = as_utf8(&self.text)?;
        let mut features = FeatureReader::new(&self.mapping);
        let mut number = 0;
        for_each_feature(text, |raw| {
            number += 1;
            features.read(raw, number, keep)
        })?;
        features.finish()
    }
}

fn as_utf8(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        bad(format!("GeoJSON must be UTF-8 text; line {line} of this file is not."))
    })
}

fn bad(message: String) -> GeobitError {
    GeobitError::new(Code::BadGeojson, message)
}

/// Calls a function for each feature of a collection, or for the one feature that the file is, until it fails. The features
/// are not listed: a list of them would take more memory than their text where they are short.
fn for_each_feature<'t>(text: &'t str, mut take: impl FnMut(&'t RawValue) -> Result<()>) -> Result<()> {
    const ACCEPTED: &str = "A FeatureCollection of Point features, or one such Feature, is accepted.";
    // The JSON is checked on its own first, so that the message for broken JSON is not about GeoJSON.
    let whole: &RawValue =
        serde_json::from_str(text).map_err(|error| bad(format!("The file is not valid JSON: {error}.")))?;
    let not_geojson = |error: String| bad(format!("The file is JSON but not GeoJSON: {error}. {ACCEPTED}"));
    let frame = FileFrame::parse(whole.get()).map_err(not_geojson)?;
    match frame.kind() {
        Some("FeatureCollection") => {
            let features =
                frame.features.ok_or_else(|| bad("The FeatureCollection has no \"features\".".to_string()))?;
            for_each_member(features, take).map_err(|error| not_geojson(format!("\"features\": {error}")))?
        }
        Some("Feature") => take(whole),
        Some(other) => Err(bad(format!("The type of this GeoJSON is {}. {ACCEPTED}", quote_excerpt(other)))),
        None => Err(bad(format!("The file is JSON but not GeoJSON: it has no \"type\". {ACCEPTED}"))),
    }
}

/// Reads features one by one, and remembers what they have in common.
struct FeatureReader<'m> {
    mapping: &'m Mapping,
    /// The first feature that has properties decides.
    layout: Option<&'static Layout>,
    /// The columns of the last feature: in most files, all features have the same properties.
    columns: Option<ColumnMap>,
    /// The mapped columns that some feature has.
    mapped_columns_seen: Vec<String>,
    account: RowAccount,
}

impl<'m> FeatureReader<'m> {
    fn new(mapping: &'m Mapping) -> Self {
        Self { mapping, layout: None, columns: None, mapped_columns_seen: Vec::new(), account: RowAccount::default() }
    }

    fn read(&mut self, raw: &RawValue, number: u64, keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        // A file may hold hundreds of millions of numbers or other short members, so these cost as little as possible.
        if !raw.get().starts_with('{') {
            self.account.count_rejected(number, NOT_AN_OBJECT);
            return Ok(());
        }
        // Text with escapes is held once more while it is read.
        if raw.get().len() > LARGE_FEATURE_BYTES {
            memory::require("A feature of this GeoJSON file", raw.get().len())?;
        }
        let mut warnings = RowWarnings::default();
        match Feature::parse(raw.get()) {
            Ok(feature) => match self.read_incident(&feature, number, &mut warnings) {
                Ok(incident) => {
                    keep(incident);
                    self.account.count_kept(warnings);
                }
                Err(reason) => self.account.count_rejected(number, reason),
            },
            Err(reason) => self.account.count_rejected(number, reason),
        }
        Ok(())
    }

    fn finish(self) -> Result<ReadSummary> {
        if let Some(columns) = &self.columns {
            let seen = |column: &str| self.mapped_columns_seen.iter().any(|seen| seen == column);
            if let Some((field, column)) = self.mapping.iter().find(|(_, column)| !seen(column)) {
                return Err(column_map::unknown_column(field, column, columns.names()));
            }
        }
        let layout = self.layout.unwrap_or(&GENERIC);
        self.account.into_summary(layout.format_name("geojson"), layout.provider, Code::BadGeojson)
    }

    fn read_incident<'f>(
        &mut self,
        feature: &'f Feature<'_>,
        number: u64,
        warnings: &mut RowWarnings,
    ) -> FieldResult<Incident<'f>> {
        let (names, values): (Vec<&str>, Vec<&RawValue>) = feature.properties().unzip();
        let (layout, columns) = self.columns_for(&names);
        let location = locate(feature, columns, layout)?;
        (layout.read_incident)(&FeatureFields { feature, values, columns, location }, number, warnings)
    }

    /// Returns the layout of the file, and the columns of a feature with the given properties.
    fn columns_for(&mut self, names: &[&str]) -> (&'static Layout, &ColumnMap) {
        if self.columns.as_ref().is_none_or(|columns| !columns.names().iter().eq(names.iter())) {
            let names: Vec<String> = names.iter().map(|name| name.to_string()).collect();
            for (_, column) in self.mapping.iter() {
                if column_map::find_column(&names, column).is_some()
                    && !self.mapped_columns_seen.iter().any(|seen| seen == column)
                {
                    self.mapped_columns_seen.push(column.to_string());
                }
            }
            if !names.is_empty() {
                self.layout.get_or_insert_with(|| Layout::recognise(&names, self.mapping, true));
            }
            self.columns = Some(self.layout.unwrap_or(&GENERIC).map_columns(names, self.mapping));
        }
        let layout = self.layout.unwrap_or(&GENERIC);
        (layout, self.columns.get_or_insert_with(|| layout.map_columns(Vec::new(), self.mapping)))
    }
}

/// Returns where the feature is. One without a geometry may still have its place in its properties.
fn locate(feature: &Feature<'_>, columns: &ColumnMap, layout: &Layout) -> FieldResult<Location> {
    let in_fields = |fields: [usize; 2]| columns.missing(&fields).is_empty();
    Ok(match feature.point()? {
        Some((lon, lat)) => Location::At(lon, lat),
        None if layout.place_without_geometry.is_some_and(in_fields) => Location::InFields,
        None => Location::Unknown,
    })
}

/// The fields of one feature: its properties.
struct FeatureFields<'f, 'c> {
    feature: &'f Feature<'f>,
    values: Vec<&'f RawValue>,
    columns: &'c ColumnMap,
    location: Location,
}

impl<'f> FieldSource<'f> for FeatureFields<'f, '_> {
    fn text(&self, field: usize) -> Cow<'f, str> {
        self.columns.column(field).map_or(Cow::Borrowed(""), |column| plain_text(self.values[column]))
    }

    fn name(&self, field: usize) -> &str {
        self.columns.field_name(field)
    }

    fn location(&self) -> Location {
        self.location
    }

    fn outer_id(&self) -> Cow<'f, str> {
        self.feature.id()
    }
}
