//! Packs that are made without holding their incidents: of a file or of several files of one log, or of their parts that were read apart
//! from each other, such as on several machines. It is for programs that make packs, and not part of the module for browsers.

use std::io::{Read, Write};

use crate::error::{Code, GeobitError, Result};
use crate::load::LoadOptions;
use crate::read::{Ended, PartSummary, ReadOptions, Reader};
use crate::snapshot::pack::{self, PackOptions};
use crate::snapshot::{Filters, Log, PartFile, PartWriter, Provenance, Room, StreamingBuilder, Summary, filter};

/// Makes a pack of a file that arrives in pieces of any size, or of several files of one layout, which are one log. The incidents of a file take no more memory than they are given; what does
/// not fit is in temporary files. JSON, Parquet files and packs are held whole nevertheless.
pub struct Packer {
    read: ReadOptions,
    reader: Reader,
    /// The files before this one, and whether there are any, or will be.
    log: Log,
    is_several: bool,
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
            reader: Reader::new(read.clone())?,
            read,
            log: Log::default(),
            is_several: false,
            builder: StreamingBuilder::new(room, options.clone(), filters),
            options,
            provenance,
        })
    }

    /// Says, before the first piece, that several files follow one another; see [`next_file`](Self::next_file).
    pub fn of_several(mut self) -> Packer {
        self.is_several = true;
        self.builder.begin_file();
        self
    }

    /// Ends a file with a name, behind which another one of the same layout follows. Of rows with the same id one counts: the edition that
    /// the provider revised last, or else the row of the later file. To be called of several files only.
    ///
    /// # Errors
    /// Those of [`Reader::finish`] and of [`StreamingBuilder::check`]; `BadOption` for a file of another layout than those before it, and for
    /// a pack, which is held whole; see [`LogLoader`](crate::load::LogLoader).
    pub fn next_file(&mut self, name: &str) -> Result<()> {
        let reader = std::mem::replace(&mut self.reader, Reader::new(self.read.clone())?);
        self.end_file(name, reader)?;
        self.builder.begin_file();
        Ok(())
    }

    fn end_file(&mut self, name: &str, reader: Reader) -> Result<()> {
        let Packer { log, builder, .. } = self;
        match reader.finish_unless(pack::is_pack, &mut |incident| builder.push(&log.take(incident)))? {
            Ended::Read(read) => log.end_file(Some(name), read)?,
            Ended::Left(_) => {
                let message = "This is a pack, and packs are held whole; load it with the other files of its log.";
                return Err(GeobitError::new(Code::BadOption, message));
            }
        }
        builder.check()
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
        let Packer { reader, log, builder, is_several, .. } = self;
        match is_several {
            true => reader.push(bytes, &mut |incident| builder.push(&log.take(incident)))?,
            false => reader.push(bytes, &mut |incident| builder.push(&incident))?,
        }
        builder.check()
    }

    /// Ends the last of several files, which has a name, and does what [`finish`](Self::finish) does. It is the pack that
    /// [`pack::write`] makes of what a [`LogLoader`](crate::load::LogLoader) loads.
    ///
    /// # Errors
    /// Those of [`next_file`](Self::next_file) and of [`StreamingBuilder::finish`].
    pub fn finish_several(mut self, name: &str, out: impl Write + Send) -> Result<Summary> {
        let reader = std::mem::replace(&mut self.reader, Reader::new(ReadOptions::default())?);
        self.end_file(name, reader)?;
        let provenance = Provenance { file_name: Some(self.log.name()), ..self.provenance };
        self.builder.finish(provenance, self.log.summary(), out)
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
        Ok(PartReader { reader, writer: PartWriter::new(out, behind.is_none()) })
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

/// Makes a pack of the parts of a file, in their order. It is the pack of the whole file, or of several files of one layout, as one log.
pub struct PartsPacker {
    builder: StreamingBuilder,
    provenance: Provenance,
    /// The files before, and what is known of the present one.
    log: Log,
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
        Ok(PartsPacker { builder, provenance: load.split().1, log: Log::default(), summary: None })
    }

    /// Takes the next part. The first part of a file, which has its header, begins the next file.
    ///
    /// # Errors
    /// `TooLarge` for a part that cannot be read, `BadCsv` for one of another file, those of [`Log::end_file`] and of
    /// [`StreamingBuilder::check`].
    pub fn add(&mut self, part: &mut dyn Read) -> Result<()> {
        let part = PartFile::open(part)?;
        if part.begins_file() || self.summary.is_none() {
            self.end_file()?;
            self.builder.begin_file();
        }
        let PartsPacker { builder, log, .. } = self;
        let text = part.read(&mut |incident| builder.push(&log.take(incident)))?;
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

    /// Ends the file of which all parts are there, if there is one. Parts do not know its name.
    fn end_file(&mut self) -> Result<()> {
        self.summary.take().map_or(Ok(()), |summary| self.log.end_file(None, summary.into_summary()?))
    }

    /// Writes the pack and returns what it says about itself.
    ///
    /// # Errors
    /// Those of [`StreamingBuilder::finish`]; `BadCsv` if there is no part, or no row that can be used.
    pub fn finish(mut self, out: impl Write + Send) -> Result<Summary> {
        self.end_file()?;
        if self.log.is_empty() {
            return Err(GeobitError::new(Code::BadCsv, "There is no part."));
        }
        self.builder.finish(self.provenance, self.log.summary(), out)
    }
}

/// What a file is among the files that packs are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileKind {
    /// The name of its layout; `combined` for a pack of several origins.
    pub layout: String,
    /// Whether it is a pack.
    pub is_pack: bool,
}

/// Finds out what a file is, of which no more is read than tells it: the first rows of CSV, and all of JSON and Parquet.
///
/// # Errors
/// Those of [`Reader::new`] and of [`Reader::finish`].
pub fn kind_of(load: LoadOptions, bytes: usize, mut next: impl FnMut(&mut Reader) -> Result<bool>) -> Result<FileKind> {
    load.check()?;
    let mut reader = Reader::new(load.split().0)?;
    reader.expect(bytes);
    while next(&mut reader)? {
        if let Some(layout) = reader.layout() {
            return Ok(FileKind { layout: layout.into(), is_pack: false });
        }
    }
    match reader.finish_unless(pack::is_pack, &mut |_| {})? {
        Ended::Read(read) => Ok(FileKind { layout: read.layout.into(), is_pack: false }),
        Ended::Left(file) => Ok(FileKind { layout: pack::layout_of(&file)?, is_pack: true }),
    }
}
