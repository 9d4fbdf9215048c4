//! The incidents of a part of a file, on their way to a pack of the whole: a file that only the same version of GeoBit reads.

use std::io::{self, Read, Write};

use super::record::{decode, encode};
use super::refuse_part;
use crate::error::Result;
use crate::incident::{IdTrust, Incident};

/// What a part begins with.
pub const MAGIC: &[u8; 16] = b"GeoBit part 0002";
/// What stands before a record: its length, the revision, and how sure the id is.
const HEAD_BYTES: usize = 13;
/// The length that ends the records. No record is so long.
const END: u32 = u32::MAX;
/// More bytes than the summary of a part has.
const MOST_SUMMARY: u64 = 64 << 20;

/// Writes a part.
pub struct PartWriter<W: Write> {
    out: W,
    record: Vec<u8>,
    failure: Option<io::Error>,
}

impl<W: Write> PartWriter<W> {
    /// Begins a part. It may be the first one of its file.
    pub fn new(out: W, begins_file: bool) -> PartWriter<W> {
        let mut writer = PartWriter { out, record: Vec::new(), failure: None };
        let begun = writer.out.write_all(MAGIC).and_then(|()| writer.out.write_all(&[begins_file.into()]));
        writer.failure = begun.err();
        writer
    }

    /// Appends an incident. Where it cannot be written, [`check`](Self::check) says so.
    pub fn push(&mut self, incident: &Incident<'_>) {
        if self.failure.is_none() {
            self.failure = self.try_push(incident).err();
        }
    }

    fn try_push(&mut self, incident: &Incident<'_>) -> io::Result<()> {
        self.record.clear();
        encode(incident, false, true, &mut self.record);
        let length = u32::try_from(self.record.len()).map_err(io::Error::other)?;
        self.out.write_all(&length.to_le_bytes())?;
        self.out.write_all(&incident.revision.to_le_bytes())?;
        self.out.write_all(&[incident.id_trust as u8])?;
        self.out.write_all(&self.record)
    }

    /// Checks that every incident could be written.
    ///
    /// # Errors
    /// `TooLarge` where the part cannot be written, with the reason.
    pub fn check(&self) -> Result<()> {
        self.failure.as_ref().map_or(Ok(()), |error| Err(refuse_part(error)))
    }

    /// Ends the part with a text about it.
    ///
    /// # Errors
    /// Those of [`check`](Self::check).
    pub fn finish(mut self, summary: &str) -> Result<()> {
        self.check()?;
        let ended = self.out.write_all(&END.to_le_bytes()).and_then(|()| self.out.write_all(summary.as_bytes()));
        ended.and_then(|()| self.out.flush()).map_err(|error| refuse_part(&error))
    }
}

/// A part that is read.
pub struct PartFile<'r> {
    part: &'r mut dyn Read,
    begins_file: bool,
}

impl<'r> PartFile<'r> {
    /// Reads the beginning of a part.
    ///
    /// # Errors
    /// `TooLarge` for a part that cannot be read, or is one of another version.
    pub fn open(part: &'r mut dyn Read) -> Result<PartFile<'r>> {
        match begins_file(part) {
            Ok(begins_file) => Ok(PartFile { part, begins_file }),
            Err(error) => Err(refuse_part(&error)),
        }
    }

    /// Returns whether it is the first one of its file.
    pub fn begins_file(&self) -> bool {
        self.begins_file
    }

    /// Calls `keep` for every incident, and returns the text about the part.
    ///
    /// # Errors
    /// `TooLarge` for a part that cannot be read or is cut off.
    pub fn read(self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<String> {
        try_read(self.part, keep).map_err(|error| refuse_part(&error))
    }
}

fn begins_file(part: &mut dyn Read) -> io::Result<bool> {
    let (mut magic, mut begins_file) = ([0; MAGIC.len()], [0]);
    part.read_exact(&mut magic)?;
    if magic != *MAGIC {
        return Err(io::Error::other("it was not made by this version of GeoBit"));
    }
    part.read_exact(&mut begins_file)?;
    Ok(begins_file != [0])
}

fn try_read(part: &mut dyn Read, keep: &mut dyn FnMut(Incident<'_>)) -> io::Result<String> {
    let mut record = Vec::new();
    loop {
        let mut length = [0; 4];
        part.read_exact(&mut length)?;
        let length = u32::from_le_bytes(length);
        if length == END {
            let mut summary = String::new();
            part.take(MOST_SUMMARY).read_to_string(&mut summary)?;
            return Ok(summary);
        }
        let mut head = [0; HEAD_BYTES - 4];
        part.read_exact(&mut head)?;
        record.resize(length as usize, 0);
        part.read_exact(&mut record)?;
        let (mut incident, _) = decode(&record);
        let [revision @ .., trust] = head;
        incident.revision = i64::from_le_bytes(revision);
        incident.id_trust = match trust {
            0 => IdTrust::Given,
            1 => IdTrust::Named,
            _ => IdTrust::Guessed,
        };
        keep(incident);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_is_cut_off_is_refused() {
        let mut bytes = Vec::new();
        let mut writer = PartWriter::new(&mut bytes, true);
        let incident = Incident { id: "A1".into(), revision: -7, id_trust: IdTrust::Guessed, ..Incident::default() };
        writer.push(&incident);
        writer.finish("{}").unwrap();
        let mut kept = Vec::new();
        let mut keep = |incident: Incident<'_>| kept.push(format!("{incident:?}"));
        let mut whole = &bytes[..];
        let part = PartFile::open(&mut whole).unwrap();
        assert!(part.begins_file());
        assert_eq!(part.read(&mut keep).unwrap(), "{}");
        assert_eq!(kept, [format!("{incident:?}")]);
        for length in [0, 10, 16, 30, bytes.len() - 6] {
            let mut cut = &bytes[..length];
            let read = PartFile::open(&mut cut).and_then(|part| part.read(&mut |_| {}));
            assert!(read.is_err(), "{length} bytes");
        }
    }
}
