//! Readers: bytes of a file in, incidents and a list of rejected rows out.
//!
//! ```text
//! bytes ── sniff ──▶ csv (csv_records) ──┐
//!                └─▶ geojson ────────────┴─▶ record ── layout (ucdp, generic) ──▶ incident
//! ```
//! A format knows how a file holds its records; a layout knows what their fields mean; neither knows the other.

mod columns;
mod csv;
mod csv_records;
mod generic;
mod geojson;
mod layout;
mod mapping;
mod record;
mod sniff;
mod tally;
#[cfg(test)]
mod tests;
mod ucdp;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::incident::Incident;
use crate::intake::ReadSummary;

pub use mapping::Mapping;

/// What the caller says the format of a file is. As text it is `auto`, `csv` or `geojson`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FormatHint {
    /// The first bytes of the file decide.
    #[default]
    Auto,
    /// Records separated by line breaks, fields by commas, semicolons or tabs.
    Csv,
    /// A FeatureCollection of Point features, or one such Feature.
    Geojson,
}

#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    pub format: FormatHint,
    /// For generic files: our field to their column.
    pub mapping: Mapping,
}

/// Reads one file, given in pieces of any size. After an error it is of no further use.
///
/// ```
/// use geobit::read::{ReadOptions, Reader};
///
/// let mut reader = Reader::new(ReadOptions::default())?;
/// let mut ids = Vec::new();
/// reader.push(b"id,date,lon,lat\nA1,2026-03-0", &mut |incident| ids.push(incident.id.to_string()))?;
/// reader.push(b"1,-8.0,12.6\n", &mut |incident| ids.push(incident.id.to_string()))?;
/// let summary = reader.finish(&mut |incident| ids.push(incident.id.to_string()))?;
/// assert_eq!((summary.rows, ids), (1, vec!["A1".to_string()]));
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
pub struct Reader {
    options: ReadOptions,
    stage: Stage,
}

enum Stage {
    /// The first bytes, until there are enough to tell what the file is.
    Sniffing(Vec<u8>),
    Csv(Box<csv::CsvReader>),
    Geojson(geojson::GeojsonReader),
}

impl Reader {
    /// # Errors
    /// `BadOption` where the mapping names a field that does not exist.
    pub fn new(options: ReadOptions) -> Result<Self> {
        columns::check_mapping(&options.mapping, generic::FIELDS)?;
        Ok(Self { options, stage: Stage::Sniffing(Vec::new()) })
    }

    /// Takes the next bytes of the file and calls `keep` for every incident that is complete.
    ///
    /// # Errors
    /// `UnknownFormat` for what is neither CSV nor GeoJSON, `BadCsv` for a header without the needed columns or a record
    /// beyond all measure, `BadOption` for a mapping to a column that is not there, `TooLarge` for huge GeoJSON.
    pub fn push(&mut self, bytes: &[u8], keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        match &mut self.stage {
            Stage::Sniffing(head) => {
                head.extend_from_slice(bytes);
                if head.len() < sniff::SNIFF_BYTES { Ok(()) } else { self.decide(keep) }
            }
            Stage::Csv(reader) => reader.push(bytes, keep),
            Stage::Geojson(reader) => reader.push(bytes),
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// As `push`; and `BadCsv` or `BadGeojson` where no row of the file can be used, or where the JSON is broken.
    pub fn finish(mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<ReadSummary> {
        if matches!(self.stage, Stage::Sniffing(_)) {
            self.decide(keep)?;
        }
        match self.stage {
            Stage::Csv(reader) => reader.finish(keep),
            Stage::Geojson(reader) => reader.finish(keep),
            Stage::Sniffing(_) => unreachable!("decided above"),
        }
    }

    /// Data rows seen so far. GeoJSON is split only when it is complete, so it has none before.
    pub fn rows(&self) -> u64 {
        match &self.stage {
            Stage::Csv(reader) => reader.rows(),
            Stage::Sniffing(_) | Stage::Geojson(_) => 0,
        }
    }

    fn decide(&mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        let Stage::Sniffing(head) = &mut self.stage else { return Ok(()) };
        let head = std::mem::take(head);
        // Only the same bytes may decide, however the file is cut into pieces.
        let (container, mark) = sniff::sniff(&head[..head.len().min(sniff::SNIFF_BYTES)], self.options.format)?;
        let mapping = std::mem::take(&mut self.options.mapping);
        self.stage = match container {
            sniff::Container::Csv => Stage::Csv(Box::new(csv::CsvReader::new(mapping))),
            sniff::Container::Geojson => Stage::Geojson(geojson::GeojsonReader::new(mapping)),
        };
        self.push(&head[mark..], keep)
    }
}
