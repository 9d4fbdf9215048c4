//! Readers: bytes of a file in, incidents and a list of rejected rows out.
//!
//! ```text
//! bytes ── sniff ──▶ csv (csv_records) ──┐
//!                └─▶ geojson (feature) ──┴─▶ fields ── layouts (ucdp, generic) ──▶ incident
//! ```
//! A format (`formats`) knows how a file holds its records, a layout (`layouts`) what their fields mean. What both need to
//! know of a record is in `rows`.
//!
//! Files of routes and sites are another matter: `routes` reads them, from text that `archive` unpacks and `encoding` decodes.

pub mod archive;
pub mod encoding;
mod formats;
mod layouts;
pub mod routes;
mod rows;
#[cfg(test)]
mod tests;

use crate::error::Result;
use crate::incident::Incident;
use crate::intake::ReadSummary;
use crate::memory;
use formats::{CsvReader, Format, GeojsonReader};
use rows::column_map;

pub use formats::FormatHint;
pub use rows::mapping::Mapping;

/// What the caller may say about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of the file; by default its first bytes decide.
    pub format: FormatHint,
    /// Which columns hold our fields. With a mapping, every file is read with the generic layout.
    pub mapping: Mapping,
}

/// Reads one file that is given in pieces of any size. After an error, the reader cannot be used further.
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
    /// The size of the file in bytes, or 0 where it is not known.
    expected: usize,
    stage: Stage,
}

enum Stage {
    /// Holds the first bytes, until there are enough to decide on the format.
    Sniffing(Vec<u8>),
    Csv(Box<CsvReader>),
    Geojson(GeojsonReader),
}

impl Reader {
    /// Prepares to read a file.
    ///
    /// # Errors
    /// `BadOption` where the mapping names a field that does not exist.
    pub fn new(options: ReadOptions) -> Result<Self> {
        column_map::check_mapping(&options.mapping, layouts::GENERIC.fields)?;
        Ok(Self { options, expected: 0, stage: Stage::Sniffing(Vec::new()) })
    }

    /// Says how many bytes the file has, before its first piece. A file that has to be held whole then asks for its memory once.
    pub fn expect(&mut self, bytes: usize) {
        self.expected = bytes;
    }

    /// Takes the next bytes of the file and calls `keep` for every incident that is complete.
    ///
    /// # Errors
    /// `UnknownFormat` for a file that is neither CSV nor GeoJSON, `BadCsv` for a header without the needed columns or a
    /// record of more than 1 MiB, `BadOption` for a mapping to a column that is not there, `TooLarge` for GeoJSON of more
    /// than 512 MiB, and where there is not enough memory.
    pub fn push(&mut self, bytes: &[u8], keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        match &mut self.stage {
            Stage::Sniffing(head) => {
                memory::grow(head, bytes.len()).map_err(|shortage| shortage.refuse("This file"))?;
                head.extend_from_slice(bytes);
                if head.len() < formats::SNIFF_BYTES { Ok(()) } else { self.decide_format(keep) }
            }
            Stage::Csv(reader) => reader.push(bytes, keep),
            Stage::Geojson(reader) => reader.push(bytes),
        }
    }

    /// Ends the file: calls `keep` for the remaining incidents and returns what the file held.
    ///
    /// # Errors
    /// Those of [`push`](Self::push); `BadCsv` or `BadGeojson` for a file of which no row can be used, and for broken JSON.
    pub fn finish(mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<ReadSummary> {
        if matches!(self.stage, Stage::Sniffing(_)) {
            self.decide_format(keep)?;
        }
        match self.stage {
            Stage::Csv(reader) => reader.finish(keep),
            Stage::Geojson(reader) => reader.finish(keep),
            Stage::Sniffing(_) => unreachable!("the format was decided above"),
        }
    }

    /// Returns the number of data rows seen so far. GeoJSON is split only when it is complete, so it has none before.
    pub fn rows(&self) -> u64 {
        match &self.stage {
            Stage::Csv(reader) => reader.rows(),
            Stage::Sniffing(_) | Stage::Geojson(_) => 0,
        }
    }

    fn decide_format(&mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        let Stage::Sniffing(head) = &mut self.stage else { return Ok(()) };
        let head = std::mem::take(head);
        // However the file is cut into pieces, the same bytes must decide.
        let sniffed = &head[..head.len().min(formats::SNIFF_BYTES)];
        let (format, mark_len) = formats::sniff(sniffed, self.options.format)?;
        let mapping = std::mem::take(&mut self.options.mapping);
        self.stage = match format {
            Format::Csv => Stage::Csv(Box::new(CsvReader::new(mapping))),
            Format::Geojson => Stage::Geojson(GeojsonReader::new(mapping, self.expected)?),
        };
        self.push(&head[mark_len..], keep)
    }
}
