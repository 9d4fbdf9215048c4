//! Packs that are made without holding their incidents: of a file, or of the parts of a file that were read apart from each other, such
//! as on several machines. It is for programs that make packs, and not part of the module for browsers.

use std::io::{Read, Write};

use crate::error::{Code, GeobitError, Result};
use crate::load::LoadOptions;
use crate::read::{Ended, PartSummary, Reader};
use crate::snapshot::pack::{self, PackOptions};
use crate::snapshot::{Filters, PartWriter, Provenance, Room, StreamingBuilder, Summary, filter, read_part};

/// Makes a pack of a file that arrives in pieces of any size. The incidents of a file take no more memory than they are given; what does
/// not fit is in temporary files. JSON, Parquet files and packs are held whole nevertheless.
pub struct Packer {
    reader: Reader,
    builder: StreamingBuilder,
    options: PackOptions,
    provenance: Provenance,
}

impl Packer {
    /// Prepares to make a pack of the incidents that pass the filters, if there are any.
    ///
    /// # Errors
    /// Those of [`Loader::new`](crate::load::Loader::new) and of [`Filters::check`].
    pub fn new(load: LoadOptions, options: PackOptions, filters: Option<Filters>, room: Room) -> Result<Packer> {
        load.check()?;
        filters.as_ref().map_or(Ok(()), Filters::check)?;
        let (read, provenance) = load.split();
        Ok(Packer {
            reader: Reader::new(read)?,
            builder: StreamingBuilder::new(room, options.clone(), filters),
            options,
            provenance,
        })
    }

    /// Says how many bytes the file has, before its first piece; see [`Loader::expect`](crate::load::Loader::expect).
    pub fn expect(&mut self, bytes: usize) {
        self.reader.expect(bytes);
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// Those of [`Reader::push`] and of [`StreamingBuilder::check`].
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.reader.push(bytes, &mut |incident| self.builder.push(&incident))?;
        self.builder.check()
    }

    /// Ends the file, writes the pack and returns what it says about itself. It is the pack that [`pack::write`] makes of the snapshot
    /// that a [`Loader`](crate::load::Loader) makes of the file.
    ///
    /// # Errors
    /// Those of [`Reader::finish`] and of [`StreamingBuilder::finish`].
    pub fn finish(mut self, out: impl Write + Send) -> Result<Summary> {
        match self.reader.finish_unless(pack::is_pack, &mut |incident| self.builder.push(&incident))? {
            Ended::Read(read) => self.builder.finish(self.provenance, read, out),
            Ended::Left(file) => {
                let mut snapshot = pack::read(&file, self.provenance)?;
                if let Some(filters) = self.builder.filters() {
                    snapshot = filter(snapshot, filters)?;
                }
                pack::write(&snapshot, &self.options, out)?;
                Ok(snapshot.summary().clone())
            }
        }
    }
}

/// Reads a part of a CSV file, and writes what [`PartsPacker`] needs of it.
pub struct PartReader<W: Write> {
    reader: Reader,
    writer: PartWriter<W>,
}

impl<W: Write> PartReader<W> {
    /// Prepares to read a part. A part that does not begin with the header of the file is given the first bytes of the file and the
    /// line on which it begins; see [`Reader::judge_by`].
    ///
    /// # Errors
    /// Those of [`Loader::new`](crate::load::Loader::new) and of [`Reader::judge_by`].
    pub fn new(load: LoadOptions, behind: Option<(&[u8], u64)>, out: W) -> Result<PartReader<W>> {
        load.check()?;
        let mut reader = Reader::new(load.split().0)?;
        behind.map_or(Ok(()), |(head, line)| reader.judge_by(head, line))?;
        Ok(PartReader { reader, writer: PartWriter::new(out) })
    }

    /// Takes the next bytes of the part.
    ///
    /// # Errors
    /// Those of [`Reader::push`] and of [`PartWriter::check`].
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.reader.push(bytes, &mut |incident| self.writer.push(&incident))?;
        self.writer.check()
    }

    /// Ends the part, and returns the number of its rows.
    ///
    /// # Errors
    /// Those of [`Reader::finish_part`] and of [`PartWriter::finish`].
    pub fn finish(mut self) -> Result<u64> {
        let summary = self.reader.finish_part(&mut |incident| self.writer.push(&incident))?;
        let text = serde_json::to_string(&summary).expect("a summary has only members that JSON can hold");
        self.writer.finish(&text)?;
        Ok(summary.rows())
    }
}

/// Makes a pack of the parts of a file, in their order. It is the pack of the whole file.
pub struct PartsPacker {
    builder: StreamingBuilder,
    provenance: Provenance,
    summary: Option<PartSummary>,
}

impl PartsPacker {
    /// Prepares to make a pack of the incidents that pass the filters, if there are any. Of the options, those count that describe the
    /// pack: how the file is read was said when its parts were.
    ///
    /// # Errors
    /// Those of [`Packer::new`].
    pub fn new(load: LoadOptions, options: PackOptions, filters: Option<Filters>, room: Room) -> Result<PartsPacker> {
        load.check()?;
        filters.as_ref().map_or(Ok(()), Filters::check)?;
        let builder = StreamingBuilder::new(room, options, filters);
        Ok(PartsPacker { builder, provenance: load.split().1, summary: None })
    }

    /// Takes the next part.
    ///
    /// # Errors
    /// `TooLarge` for a part that cannot be read, `BadCsv` for one of another file, and those of [`StreamingBuilder::check`].
    pub fn add(&mut self, part: &mut dyn Read) -> Result<()> {
        let text = read_part(part, &mut |incident| self.builder.push(incident))?;
        self.builder.check()?;
        let later: PartSummary = serde_json::from_str(&text).map_err(|error| {
            GeobitError::new(Code::BadCsv, format!("What this part says about itself cannot be read: {error}."))
        })?;
        match &mut self.summary {
            None => self.summary = Some(later),
            Some(summary) => summary.add(later)?,
        }
        Ok(())
    }

    /// Writes the pack and returns what it says about itself.
    ///
    /// # Errors
    /// Those of [`StreamingBuilder::finish`]; `BadCsv` if there is no part, or no row that can be used.
    pub fn finish(self, out: impl Write + Send) -> Result<Summary> {
        let summary = self.summary.ok_or_else(|| GeobitError::new(Code::BadCsv, "There is no part."))?;
        self.builder.finish(self.provenance, summary.into_summary()?, out)
    }
}
