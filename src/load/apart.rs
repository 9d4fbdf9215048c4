//! The two halves of [`Loader`](super::Loader), for modules that have only one of them. What the first hands over, the second makes
//! into the snapshot that a `Loader` would have made of the same file.

use bytes::Bytes;

use super::{LoadOptions, working_bytes};
use crate::error::Result;
use crate::hand_over::{Block, Received, damaged, hand_over_account, receive};
use crate::incident::Incident;
use crate::intake::ReadSummary;
use crate::memory::{self, Shortage};
use crate::read::{Ended, Reader};
use crate::snapshot::pack::is_pack;
use crate::snapshot::{Provenance, Snapshot, SnapshotBuilder};

/// The subject of the sentence that says that memory is missing.
const FILE: &str = "This file";

/// Takes a block that is handed over.
pub type Send<'s> = dyn FnMut(&[u8]) + 's;

/// Reads a file that arrives in pieces of any size, and hands over what is in it.
///
/// ```
/// use geobit::load::{FileReader, LoadOptions, Receiver};
///
/// let mut receiver = Receiver::new(LoadOptions::default())?;
/// let mut blocks = Vec::new();
/// let mut reader = FileReader::new(LoadOptions::default())?;
/// reader.push(b"id,date,lon,lat\nA1,2026-03-01,-8.0,12.6\n", &mut |block| blocks.push(block.to_vec()))?;
/// assert!(reader.finish(&mut |block| blocks.push(block.to_vec()))?.is_none(), "it is no pack");
/// blocks.iter().try_for_each(|block| receiver.push(block))?;
/// assert_eq!(receiver.finish()?.summary().count, 1);
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
pub struct FileReader {
    reader: Reader,
    outgoing: Outgoing,
}

/// What is handed over next.
#[derive(Default)]
struct Outgoing {
    block: Block,
    /// Set when memory was missing. Incidents that come later are not handed over.
    shortage: Option<Shortage>,
}

impl FileReader {
    /// Prepares to read a file.
    ///
    /// # Errors
    /// Those of [`Loader::new`](super::Loader::new).
    pub fn new(options: LoadOptions) -> Result<FileReader> {
        Ok(FileReader { reader: Reader::new(options.into_read_options()?)?, outgoing: Outgoing::default() })
    }

    /// Says how many bytes the file has, before its first piece.
    pub fn expect(&mut self, bytes: usize) {
        self.reader.expect(bytes);
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// Those of [`Loader::push`](super::Loader::push).
    pub fn push(&mut self, bytes: &[u8], send: &mut Send<'_>) -> Result<()> {
        memory::require(FILE, working_bytes(bytes.len()))?;
        let FileReader { reader, outgoing } = self;
        reader.push(bytes, &mut |incident| outgoing.push(&incident, send))?;
        outgoing.check()
    }

    /// Ends the file. A pack, which can be here only out of an archive, is left to [`PackLoader`](super::PackLoader): its bytes are
    /// returned, and nothing is handed over.
    ///
    /// # Errors
    /// Those of [`Reader::finish`], and `TooLarge` as for [`push`](Self::push).
    pub fn finish(self, send: &mut Send<'_>) -> Result<Option<Bytes>> {
        let FileReader { reader, mut outgoing } = self;
        let account = match reader.finish_unless(is_pack, &mut |incident| outgoing.push(&incident, send))? {
            Ended::Left(file) => return file.into_bytes().map(Some),
            Ended::Read(account) => account,
        };
        outgoing.check()?;
        outgoing.block.hand_over(send);
        hand_over_account(&account, send);
        Ok(None)
    }
}

impl Outgoing {
    fn push(&mut self, incident: &Incident<'_>, send: &mut Send<'_>) {
        if self.shortage.is_some() {
            return;
        }
        self.shortage = self.block.push(incident).err();
        if self.block.is_full() {
            self.block.hand_over(send);
        }
    }

    /// Checks that there was memory for every incident.
    fn check(&self) -> Result<()> {
        self.shortage.map_or(Ok(()), |shortage| Err(shortage.refuse(FILE)))
    }
}

/// Receives what a [`FileReader`] hands over, and makes a snapshot of it.
pub struct Receiver {
    builder: SnapshotBuilder,
    provenance: Provenance,
    account: Option<ReadSummary>,
}

impl Receiver {
    /// Prepares to receive a file. The options are those of its reader.
    ///
    /// # Errors
    /// `BadOption` for a text that is too long, and for a time zone that is none.
    pub fn new(options: LoadOptions) -> Result<Receiver> {
        options.check()?;
        Ok(Receiver { builder: SnapshotBuilder::default(), provenance: options.split().1, account: None })
    }

    /// Takes a block.
    ///
    /// # Errors
    /// `UnknownFormat` for a block that is damaged or of another build; `TooLarge` where there is not enough memory, with how much is
    /// needed and how much can be had.
    pub fn push(&mut self, block: &[u8]) -> Result<()> {
        memory::require(FILE, working_bytes(block.len()))?;
        if self.account.is_some() {
            return Err(damaged("it goes on behind its end"));
        }
        if let Received::Account(account) = receive(block, &mut |incident| self.builder.push(&incident))? {
            self.account = Some(*account);
        }
        self.builder.check_size()
    }

    /// Indexes the incidents and returns the snapshot.
    ///
    /// # Errors
    /// `UnknownFormat` where the account of the reading has not come; `TooLarge` as for [`push`](Self::push).
    pub fn finish(self) -> Result<Snapshot> {
        let account = self.account.ok_or_else(|| damaged("its end is missing"))?;
        self.builder.finish(self.provenance, account)
    }
}
