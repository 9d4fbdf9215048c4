//! Where the bytes of a Parquet file are: in memory, or elsewhere, from where they are read in ranges as they are needed.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Buf, Bytes};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, Length};

use super::FILE;
use crate::memory;

type Result<T> = std::result::Result<T, ParquetError>;

/// Bytes that are read in ranges, such as those of a file on disk.
pub trait Ranges: Send + Sync {
    /// Returns the number of all bytes.
    fn size(&self) -> u64;

    /// Fills a buffer with the bytes from `at` on, all of which are within the size.
    ///
    /// # Errors
    /// An error where the bytes cannot be read, for example because the file was removed.
    fn read(&self, at: u64, into: &mut [u8]) -> io::Result<()>;
}

/// The bytes of a file.
#[derive(Clone)]
pub enum Source {
    Whole(Bytes),
    Ranges(Arc<Windows>),
}

impl Source {
    /// Returns a source that reads ranges.
    pub fn of_ranges(ranges: Box<dyn Ranges>) -> Source {
        Source::Ranges(Arc::new(Windows { ranges, kept: Mutex::default() }))
    }
}

impl Length for Source {
    fn len(&self) -> u64 {
        match self {
            Source::Whole(bytes) => bytes.len() as u64,
            Source::Ranges(windows) => windows.ranges.size(),
        }
    }
}

impl ChunkReader for Source {
    type T = SourceReader;

    fn get_read(&self, start: u64) -> Result<SourceReader> {
        Ok(SourceReader { source: self.clone(), at: start, next: Bytes::new() })
    }

    /// Returns bytes of the file. A damaged footer may ask for any.
    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let size = self.len();
        let end = start.checked_add(length as u64).filter(|&end| end <= size);
        let Some(end) = end else {
            let message = format!("it refers to {length} bytes from byte {start} on, and has {size}");
            return Err(ParquetError::EOF(message));
        };
        match self {
            Source::Whole(bytes) => Ok(bytes.slice(start as usize..end as usize)),
            Source::Ranges(windows) => windows.bytes(start, length),
        }
    }
}

/// Reads a file from some byte on.
pub struct SourceReader {
    source: Source,
    at: u64,
    next: Bytes,
}

impl Read for SourceReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.next.is_empty() {
            let left = self.source.len().saturating_sub(self.at);
            let length = left.min(HEADER_BYTES) as usize;
            self.next = self.source.get_bytes(self.at, length).map_err(io::Error::other)?;
            self.at += length as u64;
        }
        let length = buffer.len().min(self.next.len());
        self.next.copy_to_slice(&mut buffer[..length]);
        Ok(length)
    }
}

/// What is read from some byte on is the header of a page, which is rarely longer.
const HEADER_BYTES: u64 = 512;
/// A range is read together with what follows it, because what follows is mostly wanted next.
const WINDOW_BYTES: u64 = 256 * 1024;
/// The number of windows that are kept, so that this many columns can be read side by side with each byte read once.
const MOST_WINDOWS: usize = 32;

/// Ranges, and the last windows that were read of them.
pub struct Windows {
    ranges: Box<dyn Ranges>,
    /// Each with its first byte; the last one used is the last.
    kept: Mutex<VecDeque<(u64, Bytes)>>,
}

impl Windows {
    /// Returns bytes that are within the size.
    fn bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let end = start + length as u64;
        let holds = |(first, window): &(u64, Bytes)| *first <= start && end <= first + window.len() as u64;
        if let Some(place) = kept.iter().position(holds) {
            let (first, window) = kept.remove(place).expect("a place in the list");
            let bytes = window.slice((start - first) as usize..(end - first) as usize);
            kept.push_back((first, window));
            return Ok(bytes);
        }
        let window = self.read(start, (length as u64).max(WINDOW_BYTES).min(self.ranges.size() - start) as usize)?;
        let bytes = window.slice(..length);
        if length < WINDOW_BYTES as usize {
            kept.push_back((start, window));
        }
        if kept.len() > MOST_WINDOWS {
            kept.pop_front();
        }
        Ok(bytes)
    }

    fn read(&self, at: u64, length: usize) -> Result<Bytes> {
        let refuse = |error: &dyn std::fmt::Display| ParquetError::General(error.to_string());
        let mut bytes = memory::list_for(length).map_err(|shortage| refuse(&shortage.refuse(FILE)))?;
        bytes.resize(length, 0);
        self.ranges.read(at, &mut bytes).map_err(|error| refuse(&error))?;
        Ok(bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Bytes in memory that count how many of them were read.
    struct Counted {
        bytes: Vec<u8>,
        read: Arc<Mutex<usize>>,
    }

    impl Ranges for Counted {
        fn size(&self) -> u64 {
            self.bytes.len() as u64
        }

        fn read(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
            into.copy_from_slice(&self.bytes[at as usize..at as usize + into.len()]);
            *self.read.lock().unwrap() += into.len();
            Ok(())
        }
    }

    fn counted(size: usize) -> (Source, Vec<u8>, Arc<Mutex<usize>>) {
        let bytes: Vec<u8> = (0..size).map(|at| (at * at % 251) as u8).collect();
        let read = Arc::<Mutex<usize>>::default();
        let ranges = Counted { bytes: bytes.clone(), read: read.clone() };
        (Source::of_ranges(Box::new(ranges)), bytes, read)
    }

    proptest! {
        #[test]
        fn ranges_give_the_bytes_of_the_file(wanted in prop::collection::vec((0u64..900_000, 0usize..600_000), 1..40)) {
            let (source, bytes, _) = counted(1_000_000);
            for (start, length) in wanted {
                let length = length.min(1_000_000 - start as usize);
                prop_assert_eq!(&source.get_bytes(start, length).unwrap()[..], &bytes[start as usize..][..length]);
            }
        }
    }

    #[test]
    fn columns_side_by_side_are_read_about_once() {
        let (source, _, read) = counted(12_000_000);
        for page in 0..100u64 {
            for column in 0..12u64 {
                source.get_bytes(column * 1_000_000 + page * 10_000, 10_000).unwrap();
            }
        }
        let times = *read.lock().unwrap() as f64 / 12e6;
        assert!(times < 1.2, "each byte was read {times} times");
    }

    #[test]
    fn a_reader_goes_to_the_end() {
        let (ranges, bytes, _) = counted(2_000);
        for source in [ranges, Source::Whole(bytes.clone().into())] {
            let mut read = Vec::new();
            source.get_read(300).unwrap().read_to_end(&mut read).unwrap();
            assert_eq!(read, bytes[300..]);
        }
    }

    #[test]
    fn what_is_not_in_the_file_is_refused() {
        for source in [counted(100).0, Source::Whole(Bytes::from(vec![0; 100]))] {
            for (start, length) in [(90, 11), (101, 0), (u64::MAX, 1), (0, usize::MAX)] {
                assert!(matches!(source.get_bytes(start, length), Err(ParquetError::EOF(_))), "{start} {length}");
            }
            assert_eq!(source.get_bytes(100, 0).unwrap().len(), 0);
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        struct Gone;
        impl Ranges for Gone {
            fn size(&self) -> u64 {
                10
            }
            fn read(&self, _: u64, _: &mut [u8]) -> io::Result<()> {
                Err(io::Error::other("the file has been removed"))
            }
        }
        let error = Source::of_ranges(Box::new(Gone)).get_bytes(0, 4).unwrap_err();
        assert!(error.to_string().contains("the file has been removed"));
    }
}
