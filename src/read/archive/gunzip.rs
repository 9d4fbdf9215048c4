//! Gzip, unpacked while its pieces arrive.

use std::io::{self, Write};

use flate2::write::MultiGzDecoder;

use super::{MARK_BYTES, kind, nested, refuse, too_large};
use crate::error::Result;

const WHAT: &str = "The content of this gzip archive";

/// How much is unpacked at a time. A byte of gzip becomes 1032 at most, so that the result of one step stays small.
const STEP_BYTES: usize = 4096;

/// Unpacks a file in gzip that arrives in pieces of any size.
///
/// ```
/// use geobit::read::archive::Gunzip;
///
/// let packed = [
///     31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 203, 201, 207, 211, 201, 73, 44, 225, 2, 0, 254, 70, 52, 58, 8, 0, 0, 0,
/// ];
/// let (mut gunzip, mut text) = (Gunzip::new(1000), Vec::new());
/// let mut keep = |piece: &[u8]| {
///     text.extend_from_slice(piece);
///     Ok(())
/// };
/// gunzip.push(&packed, &mut keep)?;
/// gunzip.finish(&mut keep)?;
/// assert_eq!(text, b"lon,lat\n");
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
pub struct Gunzip {
    decoder: MultiGzDecoder<Unpacked>,
    max_bytes: u64,
}

/// What has been unpacked and not handed over yet.
#[derive(Default)]
struct Unpacked {
    bytes: Vec<u8>,
    total: u64,
    /// The first bytes of all, which show whether the content is an archive again.
    mark: Vec<u8>,
}

impl Write for Unpacked {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        self.total += bytes.len() as u64;
        let missing = MARK_BYTES - self.mark.len();
        self.mark.extend(bytes.iter().take(missing));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Gunzip {
    /// Prepares to unpack at most `max_bytes` bytes.
    pub fn new(max_bytes: u64) -> Self {
        Self { decoder: MultiGzDecoder::new(Unpacked::default()), max_bytes }
    }

    /// Takes the next bytes of the archive and calls `keep` for what they hold.
    ///
    /// # Errors
    /// `TooLarge` for content beyond the bound; `UnknownFormat` for a damaged archive, and for an archive in it.
    pub fn push(&mut self, bytes: &[u8], keep: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        for step in bytes.chunks(STEP_BYTES) {
            self.decoder.write_all(step).map_err(|error| damaged(&error))?;
            self.hand_over(keep)?;
        }
        Ok(())
    }

    /// Ends the archive.
    ///
    /// # Errors
    /// Those of [`push`](Self::push); `UnknownFormat` for an archive that is cut short or whose checksum is wrong.
    pub fn finish(mut self, keep: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        self.decoder.try_finish().map_err(|error| damaged(&error))?;
        self.hand_over(keep)
    }

    fn hand_over(&mut self, keep: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let unpacked = self.decoder.get_mut();
        if unpacked.total > self.max_bytes {
            return Err(too_large(WHAT, self.max_bytes));
        }
        if kind(&unpacked.mark).is_some() {
            return Err(nested(WHAT));
        }
        keep(&unpacked.bytes)?;
        unpacked.bytes.clear();
        Ok(())
    }
}

fn damaged(error: &io::Error) -> crate::error::GeobitError {
    refuse(format!("This gzip archive is damaged or cut short ({error}); copy or export it again."))
}
