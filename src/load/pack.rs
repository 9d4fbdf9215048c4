//! Loads packs, for which no reader of files is needed.

use super::{LoadOptions, working_bytes};
use crate::columnar::{MAGIC, ParquetFile, Pieces};
use crate::digest::Digest;
use crate::error::{Code, GeobitError, Result};
use crate::memory;
use crate::snapshot::pack::{is_pack, read_updated};
use crate::snapshot::{Provenance, Snapshot};

/// Loads a pack that arrives in pieces of any size.
pub struct PackLoader {
    pieces: Pieces,
    provenance: Provenance,
    /// Whether the caller says what the columns mean, as of a file that is no pack.
    is_explained: bool,
    /// Deltas that bring the pack up to date, and the digest of what has come of it.
    deltas: Vec<ParquetFile>,
    digest: Digest,
}

impl PackLoader {
    /// Prepares to load a pack. `expected` is its size in bytes, if that is known, or 0.
    ///
    /// # Errors
    /// `BadOption` for a text that is too long; `TooLarge` where there is no memory for a file of that size.
    pub fn new(options: LoadOptions, expected: usize) -> Result<PackLoader> {
        options.check()?;
        Ok(PackLoader {
            pieces: Pieces::new(expected)?,
            is_explained: options.explains_columns(),
            provenance: options.split().1,
            deltas: Vec::new(),
            digest: Digest::default(),
        })
    }

    /// Takes a delta, as [`Loader::add_delta`](super::Loader::add_delta) does.
    ///
    /// # Errors
    /// `BadPack` for a file that is no delta; `BadParquet` for a damaged one.
    pub fn add_delta(&mut self, bytes: Vec<u8>) -> Result<()> {
        self.deltas.push(open_delta(bytes)?);
        Ok(())
    }

    /// Takes the next bytes of the pack.
    ///
    /// # Errors
    /// `TooLarge` for more than 1 GiB, and where there is not enough memory, with how much is needed and how much can be had.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        memory::require("This file", working_bytes(bytes.len()))?;
        if !self.deltas.is_empty() {
            self.digest.update(bytes);
        }
        self.pieces.push(bytes)
    }

    /// Ends the pack, indexes its incidents and returns the snapshot.
    ///
    /// # Errors
    /// Those of [`read_updated`]; `BadPack` for a delta of a file that is no pack, and `BadParquet` for such a file by itself.
    pub fn finish(self) -> Result<Snapshot> {
        if !self.deltas.is_empty() && (self.is_explained || !self.pieces.bytes().starts_with(MAGIC)) {
            return Err(refuse_delta());
        }
        let file = self.pieces.open()?;
        match is_pack(&file) {
            true => read_updated(&file, self.digest.finish(), &self.deltas, self.provenance),
            false if self.deltas.is_empty() => {
                Err(GeobitError::new(Code::BadParquet, "This Parquet file is no pack: it has no header of GeoBit."))
            }
            false => Err(refuse_delta()),
        }
    }
}

/// Opens a delta.
pub(super) fn open_delta(bytes: Vec<u8>) -> Result<ParquetFile> {
    let file = ParquetFile::open(bytes)?;
    if is_pack(&file) {
        return Ok(file);
    }
    Err(GeobitError::new(Code::BadPack, "This Parquet file is no delta of a pack."))
}

/// Refuses a delta of a file that is no pack.
pub(super) fn refuse_delta() -> GeobitError {
    GeobitError::new(Code::BadPack, "This file is no pack, so a delta cannot bring it up to date.")
}
