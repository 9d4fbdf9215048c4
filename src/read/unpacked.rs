//! The bytes of a file without the archive around them.

use super::archive::{self, Choice, Container, Gunzip, MAX_STREAMED_BYTES, Zip};
use crate::error::{Code, GeobitError, Result};
use crate::memory;

/// The number of bytes that show whether a file is an archive.
const MARK_BYTES: usize = 4;

/// An archive is held whole, because its directory is at its end. Larger ones are refused.
const MAX_ARCHIVE_BYTES: usize = 512 << 20;

/// Takes the pieces of a file and hands over what is in it: the file itself, or the one that is packed in it.
pub(super) enum Unpacked {
    /// The first bytes.
    Undecided(Vec<u8>),
    Plain,
    Gzip(Box<Gunzip>),
    Zip(Vec<u8>),
}

impl Unpacked {
    pub(super) fn new() -> Unpacked {
        Unpacked::Undecided(Vec::new())
    }

    /// Takes the next bytes of the file, and calls `keep` for what they hold.
    ///
    /// # Errors
    /// Those of `keep`; `UnknownFormat` for a damaged archive; `TooLarge` for one of more than 512 MiB, and for what is too large
    /// unpacked.
    pub(super) fn push(&mut self, bytes: &[u8], keep: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        match self {
            Unpacked::Plain => keep(bytes),
            Unpacked::Gzip(gunzip) => gunzip.push(bytes, keep),
            Unpacked::Zip(whole) => {
                if whole.len() + bytes.len() > MAX_ARCHIVE_BYTES {
                    let message = "This zip archive is larger than 512 MiB; unpack it and open the file itself.";
                    return Err(GeobitError::new(Code::TooLarge, message));
                }
                memory::grow(whole, bytes.len()).map_err(|shortage| shortage.refuse("This archive"))?;
                whole.extend_from_slice(bytes);
                Ok(())
            }
            Unpacked::Undecided(mark) => {
                let (first, rest) = bytes.split_at(bytes.len().min(MARK_BYTES - mark.len()));
                mark.extend_from_slice(first);
                if mark.len() < MARK_BYTES {
                    return Ok(());
                }
                self.decide(keep)?;
                self.push(rest, keep)
            }
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Those of [`push`](Self::push); `UnknownFormat` for an archive of several files, and for a spreadsheet.
    pub(super) fn finish(mut self, keep: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        if matches!(self, Unpacked::Undecided(_)) {
            self.decide(keep)?;
        }
        match self {
            Unpacked::Plain | Unpacked::Undecided(_) => Ok(()),
            Unpacked::Gzip(gunzip) => gunzip.finish(keep),
            Unpacked::Zip(whole) => {
                let zip = Zip::open(&whole)?;
                match archive::choose(&zip.names())? {
                    Choice::File(number, _) => zip.unpack(number, MAX_STREAMED_BYTES, keep),
                    Choice::Spreadsheet => Err(GeobitError::new(
                        Code::UnknownFormat,
                        "This is a spreadsheet (.xlsx). The engine reads text: save the sheet as CSV, or let the package read it.",
                    )),
                }
            }
        }
    }

    fn decide(&mut self, keep: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let Unpacked::Undecided(mark) = self else { return Ok(()) };
        let mark = std::mem::take(mark);
        *self = match archive::kind(&mark) {
            None => Unpacked::Plain,
            Some(Container::Gzip) => Unpacked::Gzip(Box::new(Gunzip::new(MAX_STREAMED_BYTES))),
            Some(Container::Zip) => Unpacked::Zip(Vec::new()),
        };
        self.push(&mark, keep)
    }
}
