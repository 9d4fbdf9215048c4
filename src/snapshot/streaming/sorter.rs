//! Sorts records that do not fit into memory: runs of them are sorted and written to a temporary file, and merged when all are there.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The bytes before a record in the file: its key and its length.
const HEAD_BYTES: usize = 20;
/// At least so much of a run is read at once.
const LEAST_READ: usize = 1 << 12;
/// More of a run at once is not faster.
const MOST_READ: usize = 1 << 20;

/// Returns what of a record decides between keys with the same upper half, before their lower halves do.
pub type Tie = fn(&[u8]) -> &[u8];

/// Leaves it to the lower halves.
pub fn by_key_alone(_: &[u8]) -> &[u8] {
    &[]
}

/// Returns the upper and the lower half of a key.
fn halves(key: u128) -> (u64, u64) {
    ((key >> 64) as u64, key as u64)
}

/// Takes records, each with a key of its own; see the module.
pub struct Sorter {
    folder: PathBuf,
    tie: Tie,
    /// How many bytes of memory are taken.
    room: usize,
    /// The run that is held: where each record lies in `bytes`.
    held: Vec<Held>,
    bytes: Vec<u8>,
    file: Option<File>,
    runs: Vec<Run>,
}

/// A record in memory.
pub struct Held {
    key: u128,
    start: usize,
    length: u32,
}

/// A sorted run in the file, or what is left of it.
struct Run {
    start: u64,
    end: u64,
}

impl Sorter {
    /// Prepares to sort with about so many bytes of memory. What does not fit is written to a file in a folder.
    pub fn new(room: usize, folder: &Path, tie: Tie) -> Sorter {
        Sorter { folder: folder.into(), tie, room, held: Vec::new(), bytes: Vec::new(), file: None, runs: Vec::new() }
    }

    /// Takes a record.
    pub fn push(&mut self, key: u128, record: &[u8]) -> io::Result<()> {
        let length = u32::try_from(record.len()).map_err(io::Error::other)?;
        let taken = self.bytes.len() + record.len() + (self.held.len() + 1) * size_of::<Held>();
        if taken > self.room && !self.held.is_empty() {
            self.write_run()?;
        }
        self.held.push(Held { key, start: self.bytes.len(), length });
        self.bytes.extend_from_slice(record);
        Ok(())
    }

    fn sort_held(&mut self) {
        let Sorter { held, bytes, tie, .. } = self;
        let order = |held: &Held| {
            let (upper, lower) = halves(held.key);
            (upper, tie(&bytes[held.start..held.start + held.length as usize]), lower)
        };
        held.sort_unstable_by(|one, other| order(one).cmp(&order(other)));
    }

    fn write_run(&mut self) -> io::Result<()> {
        self.sort_held();
        let mut file = match self.file.take() {
            Some(file) => file,
            None => tempfile::tempfile_in(&self.folder)?,
        };
        let start = file.seek(SeekFrom::End(0))?;
        let mut out = BufWriter::with_capacity(MOST_READ.min(self.room.max(LEAST_READ)), &mut file);
        let mut end = start;
        for held in &self.held {
            out.write_all(&held.key.to_le_bytes())?;
            out.write_all(&held.length.to_le_bytes())?;
            out.write_all(&self.bytes[held.start..held.start + held.length as usize])?;
            end += HEAD_BYTES as u64 + u64::from(held.length);
        }
        out.flush()?;
        drop(out);
        self.file = Some(file);
        self.runs.push(Run { start, end });
        self.held.clear();
        self.bytes.clear();
        Ok(())
    }

    /// Ends the records, and returns them in the order of their keys.
    pub fn finish(mut self) -> io::Result<Sorted> {
        if self.file.is_some() && !self.held.is_empty() {
            self.write_run()?;
        }
        self.sort_held();
        let Some(file) = self.file else {
            return Ok(Sorted::Held { held: self.held.into_iter(), bytes: self.bytes });
        };
        (self.held, self.bytes) = (Vec::new(), Vec::new());
        let read_at_once = (self.room / self.runs.len()).clamp(LEAST_READ, MOST_READ);
        let mut merge =
            Merge { file, tie: self.tie, runs: Vec::new(), next: BinaryHeap::new(), read_at_once, last: None };
        for (number, run) in self.runs.into_iter().enumerate() {
            merge.runs.push(RunReader { rest: run, bytes: Vec::new(), at: 0 });
            merge.advance(number)?;
        }
        Ok(Sorted::Merged(merge))
    }
}

/// Records in the order of their keys.
pub enum Sorted {
    /// All of them fitted into memory.
    Held { held: std::vec::IntoIter<Held>, bytes: Vec<u8> },
    /// They are in a file.
    Merged(Merge),
}

impl Sorted {
    /// Returns the next record with its key.
    pub fn next(&mut self) -> io::Result<Option<(u128, &[u8])>> {
        match self {
            Sorted::Held { held, bytes } => {
                let next = held.next();
                Ok(next.map(|next| (next.key, &bytes[next.start..next.start + next.length as usize])))
            }
            Sorted::Merged(merge) => merge.next(),
        }
    }
}

/// The next record of a run: its key, around what decides between equal upper halves, and the run.
type Next = (u64, Box<[u8]>, u64, usize);

/// The runs of a file, read side by side.
pub struct Merge {
    file: File,
    tie: Tie,
    runs: Vec<RunReader>,
    /// The next record of each run that has one.
    next: BinaryHeap<Reverse<Next>>,
    read_at_once: usize,
    /// The run whose record was returned last, and has to be passed over.
    last: Option<usize>,
}

/// A run that is read piece by piece.
struct RunReader {
    rest: Run,
    bytes: Vec<u8>,
    /// Where in `bytes` the next record begins.
    at: usize,
}

impl Merge {
    fn next(&mut self) -> io::Result<Option<(u128, &[u8])>> {
        if let Some(last) = self.last.take() {
            self.runs[last].at += HEAD_BYTES + self.runs[last].length();
            self.advance(last)?;
        }
        let Some(Reverse((.., number))) = self.next.pop() else { return Ok(None) };
        self.last = Some(number);
        let run = &self.runs[number];
        let key = run.key();
        let start = run.at + HEAD_BYTES;
        Ok(Some((key, &run.bytes[start..start + run.length()])))
    }

    /// Makes sure that the next record of a run is in memory as a whole, if there is one.
    fn advance(&mut self, number: usize) -> io::Result<()> {
        let run = &mut self.runs[number];
        if run.has(0) {
            run.require(HEAD_BYTES, &self.file, self.read_at_once)?;
            run.require(HEAD_BYTES + run.length(), &self.file, self.read_at_once)?;
            let (upper, lower) = halves(run.key());
            let record = &run.bytes[run.at + HEAD_BYTES..run.at + HEAD_BYTES + run.length()];
            self.next.push(Reverse((upper, (self.tie)(record).into(), lower, number)));
        } else {
            run.bytes = Vec::new();
        }
        Ok(())
    }
}

impl RunReader {
    /// Returns whether there are more bytes than these.
    fn has(&self, bytes: usize) -> bool {
        self.bytes.len() - self.at > bytes || self.rest.start < self.rest.end
    }

    /// Reads on until so many bytes are there.
    fn require(&mut self, bytes: usize, mut file: &File, read_at_once: usize) -> io::Result<()> {
        let missing = (self.at + bytes).saturating_sub(self.bytes.len());
        if missing == 0 {
            return Ok(());
        }
        self.bytes.drain(..std::mem::take(&mut self.at));
        let length = (missing.max(read_at_once) as u64).min(self.rest.end - self.rest.start) as usize;
        let held = self.bytes.len();
        self.bytes.resize(held + length, 0);
        file.seek(SeekFrom::Start(self.rest.start))?;
        file.read_exact(&mut self.bytes[held..])?;
        self.rest.start += length as u64;
        if length < missing { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }

    fn key(&self) -> u128 {
        let mut key = [0; 16];
        key.copy_from_slice(&self.bytes[self.at..self.at + 16]);
        u128::from_le_bytes(key)
    }

    fn length(&self) -> usize {
        let mut length = [0; 4];
        length.copy_from_slice(&self.bytes[self.at + 16..self.at + HEAD_BYTES]);
        u32::from_le_bytes(length) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sort(room: usize, records: &[(u128, Vec<u8>)]) -> (Vec<(u128, Vec<u8>)>, usize) {
        let folder = tempfile::tempdir().unwrap();
        let mut sorter = Sorter::new(room, folder.path(), by_key_alone);
        records.iter().for_each(|(key, record)| sorter.push(*key, record).unwrap());
        let runs = sorter.runs.len();
        let mut sorted = sorter.finish().unwrap();
        let mut all = Vec::new();
        while let Some((key, record)) = sorted.next().unwrap() {
            all.push((key, record.to_vec()));
        }
        (all, runs)
    }

    proptest! {
        #[test]
        fn records_come_back_in_order_whatever_the_room(
            records in prop::collection::btree_map(any::<u128>(), prop::collection::vec(any::<u8>(), 0..40), 0..200),
            seed in any::<u64>(),
            room in 0..3000usize,
        ) {
            let expected: Vec<(u128, Vec<u8>)> = records.into_iter().collect();
            let mut shuffled = expected.clone();
            shuffled.sort_by_key(|(key, _)| (*key as u64).wrapping_mul(seed | 1));
            prop_assert_eq!(sort(room, &shuffled).0, expected);
        }
    }

    #[test]
    fn records_longer_than_what_is_read_at_once_are_whole() {
        let record = |number: u128| (number, vec![number as u8; number as usize * 3000]);
        let records: Vec<_> = (0..20).rev().map(record).collect();
        let (sorted, runs) = sort(10_000, &records);
        assert!(runs > 5 && sorted.into_iter().eq((0..20).map(record)), "{runs} runs");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_an_error() {
        let mut sorter = Sorter::new(100, Path::new("/nowhere"), by_key_alone);
        sorter.file = Some(File::options().read(true).write(true).open("/dev/full").unwrap());
        let written: io::Result<()> = (0..100).try_for_each(|key| sorter.push(key, &[0; 50]));
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
