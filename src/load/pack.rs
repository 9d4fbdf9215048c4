//! Loads packs, for which no reader of files is needed.

use super::{LoadOptions, working_bytes};
use crate::columnar::{MAGIC, ParquetFile, Pieces, Ranges};
use crate::digest::Digest;
use crate::error::{Code, GeobitError, Result};
use crate::memory;
use crate::snapshot::pack::{is_pack, read_updated};
use crate::snapshot::{Provenance, Snapshot};

/// Loads a pack that arrives in pieces of any size, or that is read in ranges.
pub struct PackLoader {
    content: Content,
    provenance: Provenance,
    /// Whether the caller says what the columns mean, as of a file that is no pack.
    is_explained: bool,
    /// Deltas that bring the pack up to date.
    deltas: Vec<ParquetFile>,
}

/// Where the bytes of a pack come from.
enum Content {
    Pieces(Pieces),
    Ranges(Box<dyn Ranges>),
}

impl PackLoader {
    /// Prepares to load a pack. `expected` is its size in bytes, if that is known, or 0.
    ///
    /// # Errors
    /// `BadOption` for a text that is too long; `TooLarge` where there is no memory for a file of that size.
    pub fn new(options: LoadOptions, expected: usize) -> Result<PackLoader> {
        options.check()?;
        Ok(PackLoader::of(Content::Pieces(Pieces::new(expected)?), options))
    }

    /// Prepares to load a pack of which only the columns that are needed are read, and never all of it at once.
    ///
    /// # Errors
    /// `BadOption` for a text that is too long.
    pub fn of_ranges(options: LoadOptions, ranges: Box<dyn Ranges>) -> Result<PackLoader> {
        options.check()?;
        Ok(PackLoader::of(Content::Ranges(ranges), options))
    }

    fn of(content: Content, options: LoadOptions) -> PackLoader {
        let is_explained = options.explains_columns();
        PackLoader { content, is_explained, provenance: options.split().1, deltas: Vec::new() }
    }

    /// Takes a delta, as [`Loader::add_delta`](super::Loader::add_delta) does.
    ///
    /// # Errors
    /// `BadPack` for a file that is no delta; `BadParquet` for a damaged one.
    pub fn add_delta(&mut self, bytes: Vec<u8>) -> Result<()> {
        self.deltas.push(open_delta(bytes)?);
        Ok(())
    }

    /// Takes the next bytes of the pack. Those of a pack that is read in ranges are not taken.
    ///
    /// # Errors
    /// `TooLarge` for more than 1 GiB, and where there is not enough memory, with how much is needed and how much can be had.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        memory::require("This file", working_bytes(bytes.len()))?;
        match &mut self.content {
            Content::Pieces(pieces) => pieces.push(bytes),
            Content::Ranges(_) => Ok(()),
        }
    }

    /// Ends the pack, indexes its incidents and returns the snapshot.
    ///
    /// # Errors
    /// Those of [`read_updated`]; `BadPack` for a delta of a file that is no pack, and `BadParquet` for such a file by itself.
    pub fn finish(self) -> Result<Snapshot> {
        if !self.deltas.is_empty() && (self.is_explained || !self.content.can_be_pack()) {
            return Err(refuse_delta());
        }
        let file = self.content.open()?;
        match is_pack(&file) {
            true => read_updated(&file, digest_of(&file, &self.deltas)?, &self.deltas, self.provenance),
            false if self.deltas.is_empty() => {
                Err(GeobitError::new(Code::BadParquet, "This Parquet file is no pack: it has no header of GeoBit."))
            }
            false => Err(refuse_delta()),
        }
    }
}

impl Content {
    /// Returns whether the bytes so far can be those of a pack.
    fn can_be_pack(&self) -> bool {
        match self {
            Content::Pieces(pieces) => pieces.bytes().starts_with(MAGIC),
            Content::Ranges(_) => true,
        }
    }

    fn open(self) -> Result<ParquetFile> {
        match self {
            Content::Pieces(pieces) => pieces.open(),
            Content::Ranges(ranges) => ParquetFile::open_ranges(ranges),
        }
    }
}

/// Returns the SHA-256 of a pack, which is asked for where there are deltas.
fn digest_of(file: &ParquetFile, deltas: &[ParquetFile]) -> Result<String> {
    let mut digest = Digest::default();
    if !deltas.is_empty() {
        file.each_piece(0..file.size(), |piece| digest.update(piece))?;
    }
    Ok(digest.finish())
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
