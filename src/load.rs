//! From the bytes of a file to a snapshot: the reader and the builder, put together.

use crate::error::Result;
use crate::read::{FormatHint, Mapping, ReadOptions, Reader};
use crate::snapshot::{Builder, Bulk, Provenance, Snapshot, parse_day};

/// What a caller may say about a file.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    pub format: FormatHint,
    pub name: Option<String>,
    /// `YYYY-MM-DD`; default: the last day of any incident.
    pub as_of: Option<String>,
    pub licence: Option<String>,
    pub attribution: Option<String>,
    /// For generic files: our field to their column.
    pub mapping: Option<Mapping>,
}

impl LoadOptions {
    /// Takes out what is said of the snapshot.
    fn provenance(&mut self) -> Result<Provenance> {
        let as_of = self.as_of.as_deref().map(|text| parse_day(text, "asOf")).transpose()?;
        let Self { name, licence, attribution, .. } = self;
        Ok(Provenance { name: name.take(), as_of, licence: licence.take(), attribution: attribution.take() })
    }
}

/// Takes a file in pieces of any size.
///
/// ```
/// use geobit::load::{LoadOptions, Loader};
///
/// let mut loader = Loader::new(LoadOptions::default())?;
/// loader.push(b"id,date,lon,lat\nA1,2026-03-01,-8.0,12.6\n")?;
/// let snapshot = loader.finish()?;
/// assert_eq!(snapshot.summary().count, 1);
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
pub struct Loader {
    reader: Reader,
    builder: Builder,
    provenance: Provenance,
}

impl Loader {
    /// # Errors
    /// `BadOption` for a date or a mapping that cannot be used.
    pub fn new(mut options: LoadOptions) -> Result<Loader> {
        let provenance = options.provenance()?;
        let reader = Reader::new(ReadOptions { format: options.format, mapping: options.mapping.unwrap_or_default() })?;
        Ok(Loader { reader, builder: Builder::default(), provenance })
    }

    /// # Errors
    /// As [`Reader::push`], and `TooLarge` where a snapshot cannot hold the file.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.reader.push(bytes, &mut |incident| self.builder.push(&incident))?;
        self.builder.check_size()
    }

    /// Data rows read so far.
    pub fn rows(&self) -> u64 {
        self.reader.rows()
    }

    /// # Errors
    /// As [`Reader::finish`].
    pub fn finish(mut self) -> Result<Snapshot> {
        let read = self.reader.finish(&mut |incident| self.builder.push(&incident))?;
        self.builder.check_size()?;
        Ok(self.builder.finish(self.provenance, read))
    }
}

/// Takes columns. `format` and `mapping` are about files and say nothing here.
///
/// # Errors
/// As [`Bulk::finish`], and `BadOption` for a date that cannot be used.
pub fn columns(columns: Bulk, mut options: LoadOptions) -> Result<Snapshot> {
    columns.finish(options.provenance()?)
}
