//! Incidents in blocks, each of which is read by itself.

use postcard::ser_flavors::Flavor;

use super::row::{MOST_BYTES_WITHOUT_TEXT, Row};
use crate::error::{Code, GeobitError, Result};
use crate::incident::Incident;
use crate::intake::ReadSummary;
use crate::memory::{self, Allocated};

/// From this size on a block is full: large enough that handing it over costs nothing, and small beside what is read.
const FULL_BYTES: usize = 1 << 20;
/// What a block begins with: the mark of the build, what it holds, and the number of its incidents.
const HEAD_BYTES: usize = 13;
/// The block holds incidents.
const INCIDENTS: u8 = 1;
/// The block holds the account of the reading, and is the last one.
const ACCOUNT: u8 = 2;

/// The mark of this build: a hash of what `xtask` says of it, or else of the version.
const BUILD: u64 = hash(match option_env!("GEOBIT_BUILD") {
    Some(build) => build,
    None => env!("CARGO_PKG_VERSION"),
});

/// FNV-1a, at compile time.
const fn hash(text: &str) -> u64 {
    let (bytes, mut at, mut hash) = (text.as_bytes(), 0, 0xcbf2_9ce4_8422_2325);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

/// A block of incidents that is being written.
#[derive(Default)]
pub struct Block {
    bytes: Vec<u8>,
    incidents: u32,
}

impl Block {
    /// Appends an incident.
    pub fn push(&mut self, incident: &Incident<'_>) -> Allocated<()> {
        let row = Row::new(incident);
        let head = if self.bytes.is_empty() { HEAD_BYTES } else { 0 };
        memory::grow(&mut self.bytes, head + row.text_bytes() + MOST_BYTES_WITHOUT_TEXT)?;
        if self.bytes.is_empty() {
            self.bytes.extend_from_slice(&head_of(INCIDENTS, 0));
        }
        postcard::serialize_with_flavor(&row, Appended(&mut self.bytes))
            .unwrap_or_else(|error| unreachable!("an incident can be written: {error}"));
        self.incidents += 1;
        Ok(())
    }

    /// Returns whether the block is to be handed over before more comes.
    pub fn is_full(&self) -> bool {
        self.bytes.len() >= FULL_BYTES
    }

    /// Hands the block over and begins the next one, in the same memory. A block without incidents stays here.
    pub fn hand_over(&mut self, send: &mut dyn FnMut(&[u8])) {
        if self.incidents == 0 {
            return;
        }
        self.bytes[..HEAD_BYTES].copy_from_slice(&head_of(INCIDENTS, self.incidents));
        send(&self.bytes);
        self.incidents = 0;
        self.bytes.clear();
        // One long text is no reason to hold its memory until the file ends.
        self.bytes.shrink_to(2 * FULL_BYTES);
    }
}

/// Hands over what the file held, which comes after all incidents.
pub fn hand_over_account(account: &ReadSummary, send: &mut dyn FnMut(&[u8])) {
    let head = head_of(ACCOUNT, 0).to_vec();
    let block = postcard::to_extend(account, head);
    send(&block.unwrap_or_else(|error| unreachable!("an account can be written: {error}")));
}

fn head_of(content: u8, incidents: u32) -> [u8; HEAD_BYTES] {
    let mut head = [0; HEAD_BYTES];
    head[..8].copy_from_slice(&BUILD.to_le_bytes());
    head[8] = content;
    head[9..].copy_from_slice(&incidents.to_le_bytes());
    head
}

/// Appends what is written to a list that has room for it.
struct Appended<'l>(&'l mut Vec<u8>);

impl Flavor for Appended<'_> {
    type Output = ();

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<()> {
        Ok(())
    }
}

/// What came of a block.
#[derive(Debug)]
pub enum Received {
    /// It held incidents.
    Incidents,
    /// It was the last one, and held the account of the reading.
    Account(Box<ReadSummary>),
}

/// Takes a block, and calls `keep` for each of its incidents.
///
/// # Errors
/// `UnknownFormat` for a block of another build and for one that is damaged.
pub fn receive(block: &[u8], keep: &mut dyn FnMut(Incident<'_>)) -> Result<Received> {
    let (head, mut rest) = block.split_at_checked(HEAD_BYTES).ok_or_else(|| damaged("it is cut"))?;
    if head[..8] != BUILD.to_le_bytes() {
        let message = "The module that reads files is not of the same build as the engine. Serve both from one release of GeoBit.";
        return Err(GeobitError::new(Code::UnknownFormat, message));
    }
    if head[8] == ACCOUNT {
        let (account, rest) = postcard::take_from_bytes(rest).map_err(|error| damaged(&error.to_string()))?;
        return if rest.is_empty() { Ok(Received::Account(Box::new(account))) } else { Err(damaged("it is too long")) };
    }
    if head[8] != INCIDENTS {
        return Err(damaged("what it holds is not known"));
    }
    let incidents = head[9..].iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte));
    for _ in 0..incidents {
        let (row, after) = postcard::take_from_bytes::<Row<'_>>(rest).map_err(|error| damaged(&error.to_string()))?;
        keep(row.into_incident().map_err(|field| damaged(&format!("the field {field} has an impossible value")))?);
        rest = after;
    }
    if rest.is_empty() { Ok(Received::Incidents) } else { Err(damaged("it is too long")) }
}

/// Returns the error for what arrives otherwise than it was handed over.
pub(crate) fn damaged(why: &str) -> GeobitError {
    let message = format!("What was read of the file arrived damaged: {why}. Load the file again.");
    GeobitError::new(Code::UnknownFormat, message)
}
