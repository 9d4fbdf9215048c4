//! Zip, of which one file is unpacked. The directory at its end decides what is in it, and not what stands before each file.

use std::io::Read;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive, ZipVerification};

use super::{MARK_BYTES, kind, member, nested, refuse, too_large};
use crate::error::{GeobitError, Result};

/// An archive of more files is refused: a KMZ with a photograph of every place has some hundred.
const MAX_FILES: usize = 10_000;

const STEP_BYTES: usize = 64 << 10;

/// A zip archive whose directory has been read.
pub struct Zip<'b> {
    archive: ZipSliceArchive<&'b [u8]>,
    files: Vec<File>,
}

struct File {
    name: String,
    is_locked: bool,
    method: CompressionMethod,
    size: u64,
    place: ZipArchiveEntryWayfinder,
}

impl<'b> Zip<'b> {
    /// Reads the directory of an archive.
    ///
    /// # Errors
    /// `UnknownFormat` for bytes that are no whole archive, and for one of more than 10,000 files.
    pub fn open(bytes: &'b [u8]) -> Result<Self> {
        let archive = ZipArchive::from_slice(bytes).map_err(|_| not_whole())?;
        if archive.entries_hint() > MAX_FILES as u64 {
            return Err(refuse(format!("This archive holds more than {MAX_FILES} files; pack the one that is meant.")));
        }
        let files = list(&archive)?;
        Ok(Self { archive, files })
    }

    /// Returns the names of the files, in the order of the directory. They are as the archive has them, and may hold anything.
    pub fn names(&self) -> Vec<&str> {
        self.files.iter().map(|file| file.name.as_str()).collect()
    }

    /// Unpacks a file, given its number among the names, and calls `keep` for each piece of it.
    ///
    /// # Errors
    /// `TooLarge` for a file of more than `max_bytes` bytes; `UnknownFormat`, with the name of the file, for one that is
    /// damaged, locked with a password, packed in another way than by deflate, or an archive again.
    pub fn unpack(&self, number: usize, max_bytes: u64, keep: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let file = &self.files[number];
        let what = member(&file.name);
        if file.is_locked {
            return Err(refuse(format!("{what} is locked with a password; export it without one.")));
        }
        if file.size > max_bytes {
            return Err(too_large(&what, max_bytes));
        }
        let entry = self.archive.get_entry(file.place).map_err(|_| damaged(&what))?;
        let mut content = Content { what: &what, stated: entry.claim_verifier(), keep };
        match file.method {
            CompressionMethod::STORE => content.hand_over(entry.data()),
            CompressionMethod::DEFLATE => content.hand_over(DeflateDecoder::new(entry.data())),
            other => {
                let method = other.name().map_or_else(|| "an unknown method".into(), str::to_ascii_lowercase);
                Err(refuse(format!("{what} is packed by {method}; pack it as a plain zip archive (deflate).")))
            }
        }
    }
}

fn list(archive: &ZipSliceArchive<&[u8]>) -> Result<Vec<File>> {
    let mut files = Vec::new();
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().map_err(|_| broken_directory())? {
        files.push(File {
            name: String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned(),
            is_locked: entry.flags().is_encrypted(),
            method: entry.compression_method(),
            size: entry.uncompressed_size_hint(),
            place: entry.wayfinder(),
        });
        if files.len() > MAX_FILES {
            return Err(broken_directory());
        }
    }
    if files.len() as u64 == archive.entries_hint() { Ok(files) } else { Err(broken_directory()) }
}

/// The content of a file while it is handed over, compared with what the directory states.
struct Content<'c> {
    what: &'c str,
    stated: ZipVerification,
    keep: &'c mut dyn FnMut(&[u8]) -> Result<()>,
}

impl Content<'_> {
    fn hand_over(&mut self, mut reader: impl Read) -> Result<()> {
        let mut step = vec![0; STEP_BYTES];
        // The crate for gzip has this checksum anyway; the tables of `rawzip` for it would weigh 16 KB more.
        let (mut crc, mut total, mut mark) = (Crc::new(), 0, Vec::new());
        loop {
            let count = reader.read(&mut step).map_err(|_| damaged(self.what))?;
            crc.update(&step[..count]);
            total += count as u64;
            if total > self.stated.uncompressed_size || (count == 0 && total < self.stated.uncompressed_size) {
                return Err(wrong_size(self.what));
            }
            if count == 0 {
                return if crc.sum() == self.stated.crc { Ok(()) } else { Err(wrong_checksum(self.what)) };
            }
            let missing = MARK_BYTES - mark.len();
            mark.extend(step[..count].iter().take(missing));
            if kind(&mark).is_some() {
                return Err(nested(self.what));
            }
            (self.keep)(&step[..count])?;
        }
    }
}

fn not_whole() -> GeobitError {
    refuse(
        "This is not a whole zip archive: its directory, which stands at its end, is missing. Copy or export it again."
            .into(),
    )
}

fn broken_directory() -> GeobitError {
    refuse("The directory of this zip archive is damaged; copy or export it again.".into())
}

fn wrong_size(what: &str) -> GeobitError {
    refuse(format!("{what} does not have the size that the archive states; copy or export it again."))
}

fn wrong_checksum(what: &str) -> GeobitError {
    refuse(format!("{what} is damaged: its checksum is not that of its content. Copy or export the archive again."))
}

fn damaged(what: &str) -> GeobitError {
    refuse(format!("{what} is damaged; copy or export the archive again."))
}
