//! Archives: a file in gzip or zip, unpacked within bounds.
//!
//! A small archive can hold gigabytes, name files as it likes and state wrong sizes. So nothing is unpacked beyond the bound of
//! the format that reads it, checksums are compared, and an archive within an archive is refused. Nothing is written to a
//! disk, where a name could lead elsewhere.

mod choose;
mod gunzip;
#[cfg(test)]
mod tests;
mod zip;

use crate::error::{Code, GeobitError, quote_excerpt};
pub use choose::{Choice, choose};
pub use gunzip::Gunzip;
pub use zip::Zip;

/// The bytes of text at most in a file that is held whole, as JSON is: 512 MiB.
pub const MAX_WHOLE_BYTES: u64 = 512 << 20;
/// The bytes of text at most in a file that is read piece by piece, as CSV is: 1 GiB.
pub const MAX_STREAMED_BYTES: u64 = 1 << 30;

/// What packs a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// One packed file.
    Gzip,
    /// Any number of files, as in a KMZ or a spreadsheet.
    Zip,
}

/// Returns what packs a file, by its first bytes.
pub fn kind(head: &[u8]) -> Option<Container> {
    const GZIP: &[u8] = b"\x1f\x8b";
    // The directory of an empty archive comes first.
    const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
    if head.starts_with(GZIP) {
        Some(Container::Gzip)
    } else {
        ZIP.iter().any(|mark| head.starts_with(mark)).then_some(Container::Zip)
    }
}

/// How many bytes show what a file is.
const MARK_BYTES: usize = 4;

fn refuse(message: String) -> GeobitError {
    GeobitError::new(Code::UnknownFormat, message)
}

/// Returns the error for an archive in an archive. `what` is the subject of the sentence.
fn nested(what: &str) -> GeobitError {
    refuse(format!("{what} is an archive again; one level is unpacked. Unpack it and open what is in it."))
}

fn too_large(what: &str, max_bytes: u64) -> GeobitError {
    let message =
        format!("{what} is larger than {} MiB when unpacked, which is the most that is read.", max_bytes >> 20);
    GeobitError::new(Code::TooLarge, message)
}

/// Returns what messages call a file of an archive.
fn member(name: &str) -> String {
    format!("The file {} in this archive", quote_excerpt(name))
}
