//! The bytes of a Parquet file, which can be read when all of it has come.

use super::{FILE, ParquetFile};
use crate::error::{Code, GeobitError, Result};
use crate::memory;

/// The size limit of a file in bytes, which must be held whole to be read.
const MAX_FILE_BYTES: usize = 1 << 30;

/// Collects the pieces of a Parquet file.
pub struct Pieces {
    bytes: Vec<u8>,
}

impl Pieces {
    /// Prepares to collect a file. `expected` is its size in bytes, if that is known, or 0.
    ///
    /// # Errors
    /// `TooLarge` where there is no memory for a file of that size.
    pub fn new(expected: usize) -> Result<Pieces> {
        let bytes = memory::list_for(expected.min(MAX_FILE_BYTES)).map_err(|shortage| shortage.refuse(FILE))?;
        Ok(Pieces { bytes })
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// `TooLarge` for a file of more than 1 GiB, and where there is not enough memory.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        if self.bytes.len() + bytes.len() > MAX_FILE_BYTES {
            let message = "The Parquet file is larger than 1 GiB. Cut the data to a region or a period.";
            return Err(GeobitError::new(Code::TooLarge, message));
        }
        memory::grow(&mut self.bytes, bytes.len()).map_err(|shortage| shortage.refuse(FILE))?;
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    /// Returns the bytes so far.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Those of [`ParquetFile::open`].
    pub fn open(self) -> Result<ParquetFile> {
        ParquetFile::open(self.bytes)
    }
}
