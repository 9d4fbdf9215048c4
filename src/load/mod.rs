//! Loads snapshots from the bytes of a file or from columns: the reader and the builder put together.
//!
//! Natively, [`Loader`] does all of it. In WebAssembly, the readers are a module of their own: there, [`FileReader`] reads and hands
//! over, [`Receiver`] receives and builds, and [`PackLoader`] needs no reader.

mod apart;
#[cfg(not(target_arch = "wasm32"))]
mod log;
mod options;
mod pack;

pub use apart::{FileReader, Receiver};
#[cfg(not(target_arch = "wasm32"))]
pub use log::LogLoader;
pub use options::LoadOptions;
#[cfg(not(target_arch = "wasm32"))]
pub use options::day_of_machine;
pub use pack::PackLoader;
use pack::{open_delta, refuse_delta};

use crate::columnar::ParquetFile;
pub use crate::columnar::Ranges;
use crate::digest::Digest;
use crate::error::Result;
use crate::memory;
use crate::read::{Ended, Reader};
#[cfg(not(target_arch = "wasm32"))]
use crate::snapshot::Filters;
use crate::snapshot::pack::{is_pack, read_updated};
use crate::snapshot::{ColumnSource, Provenance, Snapshot, SnapshotBuilder};

/// Loads a snapshot from a file that arrives in pieces of any size.
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
    builder: SnapshotBuilder,
    provenance: Provenance,
    /// Deltas that bring the pack up to date, and the digest of what has come of it.
    deltas: Vec<ParquetFile>,
    digest: Digest,
}

impl Loader {
    /// Prepares to load a file.
    ///
    /// # Errors
    /// `BadOption` for a mapping of a field that does not exist, and for a text that is too long.
    pub fn new(options: LoadOptions) -> Result<Loader> {
        options.check()?;
        let (options, provenance) = options.split();
        Ok(Loader {
            reader: Reader::new(options)?,
            builder: SnapshotBuilder::default(),
            provenance,
            deltas: Vec::new(),
            digest: Digest::default(),
        })
    }

    /// Leaves out the incidents that do not pass filters, before the first piece. They take little memory while the file is read. Of
    /// records with the same id, the one that counts is the one that has to pass. Without an `as_of`, the data are as of the last
    /// first day of all incidents, also of those that are left out.
    ///
    /// [`finish`](Self::finish) then fails with `BadOption` if nothing is left, and says what there is.
    ///
    /// # Errors
    /// Those of [`Filters::check`].
    #[cfg(not(target_arch = "wasm32"))]
    pub fn with_filters(mut self, filters: Filters) -> Result<Loader> {
        filters.check()?;
        self.builder.filter(filters);
        Ok(self)
    }

    /// Takes a delta that brings the pack up to date, before the first piece of the pack. Several are applied one after the other.
    ///
    /// [`finish`](Self::finish) then fails with `BadPack` for a delta of another pack, and for a file that is no pack.
    ///
    /// # Errors
    /// `BadPack` for a file that is no delta; `BadParquet` for a damaged one.
    pub fn add_delta(&mut self, bytes: Vec<u8>) -> Result<()> {
        self.deltas.push(open_delta(bytes)?);
        Ok(())
    }

    /// Says how many bytes the file has, before its first piece. GeoJSON, which is held whole, then asks for its memory once.
    pub fn expect(&mut self, bytes: usize) {
        self.reader.expect(bytes);
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// Those of [`Reader::push`], and `TooLarge` where there is not enough memory, with how much is needed and how much can be had.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        memory::require("This file", working_bytes(bytes.len()))?;
        if !self.deltas.is_empty() {
            self.digest.update(bytes);
        }
        self.reader.push(bytes, &mut |incident| self.builder.push(&incident))?;
        self.builder.check_size()
    }

    /// Returns the number of data rows read so far; see [`Reader::rows`].
    pub fn rows(&self) -> u64 {
        self.reader.rows()
    }

    /// Ends the file, indexes the incidents and returns the snapshot.
    ///
    /// # Errors
    /// Those of [`Reader::finish`], and `TooLarge` as for [`push`](Self::push).
    pub fn finish(mut self) -> Result<Snapshot> {
        let read = match self.reader.finish_unless(is_pack, &mut |incident| self.builder.push(&incident))? {
            Ended::Read(_) if !self.deltas.is_empty() => return Err(refuse_delta()),
            Ended::Read(read) => read,
            Ended::Left(file) => {
                let snapshot = read_updated(&file, self.digest.finish(), &self.deltas, self.provenance)?;
                #[cfg(not(target_arch = "wasm32"))]
                if let Some(filters) = self.builder.filters() {
                    return crate::snapshot::filter(snapshot, filters);
                }
                return Ok(snapshot);
            }
        };
        self.builder.finish(self.provenance, read)
    }
}

/// Returns how much memory reading a piece of a file may take beside what it adds to the snapshot, which is asked for as it
/// grows: one record of up to 1 MiB, as it stands and decoded, and the messages about bad rows.
fn working_bytes(piece: usize) -> usize {
    piece.saturating_mul(4).clamp(1 << 20, 16 << 20)
}

/// Makes a snapshot of columns. They are taken as they are, whatever day is `today`.
///
/// # Errors
/// Those of [`ColumnSource::into_snapshot`], and `BadOption` for a text that is too long or an option that only a file can have,
/// with the name of the option as field.
pub fn load_columns(columns: ColumnSource, options: LoadOptions) -> Result<Snapshot> {
    options.check()?;
    options.check_for_columns()?;
    let (_, provenance) = options.split();
    columns.into_snapshot(provenance)
}
