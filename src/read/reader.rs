//! The reader of a file that arrives in pieces: out of its archive, to text, to the reader of its format.

use super::encoding::{self, Decoder};
#[cfg(not(target_arch = "wasm32"))]
use super::formats::PartSummary;
use super::formats::{self, CsvReader, Format, JsonReader};
use super::layouts::{self, Layout};
use super::options::ReadOptions;
use super::rows::column_map;
use super::unpacked::Unpacked;
use crate::columnar::ParquetFile;
use crate::error::Result;
#[cfg(not(target_arch = "wasm32"))]
use crate::error::{Code, GeobitError};
use crate::incident::Incident;
use crate::intake::ReadSummary;

/// Reads one file that is given in pieces of any size. After an error, the reader cannot be used further.
///
/// ```
/// use geobit::read::{ReadOptions, Reader};
///
/// let mut reader = Reader::new(ReadOptions::default())?;
/// let mut ids = Vec::new();
/// reader.push(b"id,date,lon,lat\nA1,2026-03-0", &mut |incident| ids.push(incident.id.to_string()))?;
/// reader.push(b"1,-8.0,12.6\n", &mut |incident| ids.push(incident.id.to_string()))?;
/// let summary = reader.finish(&mut |incident| ids.push(incident.id.to_string()))?;
/// assert_eq!((summary.rows, ids), (1, vec!["A1".to_string()]));
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
pub struct Reader {
    unpacked: Unpacked,
    text: TextReader,
}

impl Reader {
    /// Prepares to read a file.
    ///
    /// # Errors
    /// `BadOption` where the mapping names a field that does not exist, and for an unknown layout.
    pub fn new(options: ReadOptions) -> Result<Self> {
        column_map::check_mapping(&options.mapping, layouts::GENERIC.fields)?;
        if let Some(name) = &options.layout {
            Layout::named(name)?;
        }
        let text = TextReader { options, expected: 0, decoder: None, stage: Stage::Sniffing(Vec::new()) };
        Ok(Self { unpacked: Unpacked::new(), text })
    }

    /// Says how many bytes the file has, before its first piece. A file that has to be held whole then asks for its memory once.
    pub fn expect(&mut self, bytes: usize) {
        self.text.expected = bytes;
    }

    /// Takes the next bytes of the file and calls `keep` for every incident that is complete.
    ///
    /// # Errors
    /// `UnknownFormat` for a file that is neither CSV, JSON nor Parquet, nor one of them packed; `BadCsv` for a header without the needed
    /// columns, a record of more than 1 MiB, and for dates of which the order cannot be told; `BadOption` for a mapping to a column
    /// that is not there; `TooLarge` for JSON of more than 512 MiB, and where there is not enough memory.
    pub fn push(&mut self, bytes: &[u8], keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        let Reader { unpacked, text } = self;
        unpacked.push(bytes, &mut |bytes| text.push(bytes, keep))
    }

    /// Ends the file: calls `keep` for the remaining incidents and returns what the file held.
    ///
    /// # Errors
    /// Those of [`push`](Self::push); `BadCsv`, `BadGeojson` or `BadParquet` for a file of which no row can be used, and for broken
    /// JSON or Parquet.
    pub fn finish(self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<ReadSummary> {
        let text = self.end(keep)?;
        if let Stage::Parquet(reader) = text.stage {
            let (file, options) = reader.open()?;
            return formats::read_parquet(&file, &options, keep);
        }
        text.finish(keep)
    }

    /// Takes what is left of the archive, and settles the format of a file that is shorter than what decides on it.
    fn end(self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<TextReader> {
        let Reader { unpacked, mut text } = self;
        unpacked.finish(&mut |bytes| text.push(bytes, keep))?;
        if matches!(text.stage, Stage::Sniffing(_)) {
            text.decide_format(keep)?;
        }
        Ok(text)
    }

    /// Prepares to read a part of a CSV file, which begins with a record on a line (from 1) behind the header. `head` are the first
    /// bytes of the whole file, by which the part is judged; more than [`INSPECTED_BYTES`](super::inspect::INSPECTED_BYTES) and the three
    /// of a byte order mark are not looked at.
    ///
    /// # Errors
    /// `UnknownFormat` for a file that is not CSV in UTF-8 or Windows-1252, and those of [`push`](Self::push).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn judge_by(&mut self, head: &[u8], line: u64) -> Result<()> {
        let sniffed = &head[..head.len().min(formats::SNIFF_BYTES)];
        if formats::is_parquet(sniffed) {
            return Err(not_in_parts());
        }
        let detected = encoding::detect(sniffed, self.text.options.encoding.as_deref())?;
        let (format, decoder) = formats::sniff(&sniffed[detected.mark_len..], &detected, self.text.options.format)?;
        if format != Format::Csv || decoder.is_some() {
            return Err(not_in_parts());
        }
        let options = std::mem::take(&mut self.text.options);
        self.text.stage = Stage::Csv(Box::new(CsvReader::of_part(options, &head[detected.mark_len..], line)?));
        Ok(())
    }

    /// Ends a part of a CSV file, the first of which has the header and needs no [`judge_by`](Self::judge_by).
    ///
    /// # Errors
    /// Those of [`judge_by`](Self::judge_by) and of [`push`](Self::push).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn finish_part(self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<PartSummary> {
        let text = self.end(keep)?;
        match text.stage {
            Stage::Csv(reader) if text.decoder.is_none() => reader.finish_part(keep),
            _ => Err(not_in_parts()),
        }
    }

    /// Ends the file as [`finish`](Self::finish) does, but leaves a Parquet file to the caller where `leave` says so. A mapping or a
    /// layout says what the columns mean; then the file is read.
    pub(crate) fn finish_unless(
        self,
        leave: fn(&ParquetFile) -> bool,
        keep: &mut dyn FnMut(Incident<'_>),
    ) -> Result<Ended> {
        let text = self.end(keep)?;
        match text.stage {
            Stage::Parquet(reader) => {
                let is_explained = reader.is_explained();
                let (file, options) = reader.open()?;
                if !is_explained && leave(&file) {
                    return Ok(Ended::Left(file));
                }
                formats::read_parquet(&file, &options, keep).map(Ended::Read)
            }
            _ => text.finish(keep).map(Ended::Read),
        }
    }

    /// Returns the name of the layout as soon as the rows of a file tell it. That of JSON and Parquet is known when the file has ended.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn layout(&self) -> Option<&'static str> {
        match &self.text.stage {
            Stage::Csv(reader) => reader.layout(),
            _ => None,
        }
    }

    /// Returns the number of data rows seen so far. The first megabyte of a file is judged before a row is read, and JSON is split
    /// only when it is complete, as Parquet is.
    pub fn rows(&self) -> u64 {
        match &self.text.stage {
            Stage::Csv(reader) => reader.rows(),
            _ => 0,
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn not_in_parts() -> GeobitError {
    let message = "Only CSV in UTF-8 or Windows-1252 is read in parts; build this file as a whole.";
    GeobitError::new(Code::UnknownFormat, message)
}

/// How the reading of a file ended.
pub(crate) enum Ended {
    /// The file was read.
    Read(ReadSummary),
    /// The file was left to the caller.
    Left(ParquetFile),
}

/// Reads a file without an archive around it.
struct TextReader {
    options: ReadOptions,
    expected: usize,
    /// Text in UTF-8 needs none. The reader of CSV also takes single cells in Windows-1252, as mixed files have them.
    decoder: Option<Decoder>,
    stage: Stage,
}

enum Stage {
    /// Holds the first bytes, until there are enough to decide on the format.
    Sniffing(Vec<u8>),
    Csv(Box<CsvReader>),
    Json(Box<JsonReader>),
    Parquet(Box<formats::ParquetReader>),
}

impl TextReader {
    fn push(&mut self, bytes: &[u8], keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        match &mut self.stage {
            Stage::Sniffing(head) => {
                let (sniffed, rest) = bytes.split_at(bytes.len().min(formats::SNIFF_BYTES - head.len()));
                head.extend_from_slice(sniffed);
                if head.len() < formats::SNIFF_BYTES {
                    return Ok(());
                }
                self.decide_format(keep)?;
                self.push(rest, keep)
            }
            stage => match &mut self.decoder {
                None => stage.push(bytes, keep),
                Some(decoder) => {
                    let mut text = String::new();
                    decoder.decode(bytes, false, &mut text)?;
                    stage.push(text.as_bytes(), keep)
                }
            },
        }
    }

    fn finish(mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<ReadSummary> {
        if let Some(decoder) = &mut self.decoder {
            let mut text = String::new();
            decoder.decode(b"", true, &mut text)?;
            self.stage.push(text.as_bytes(), keep)?;
        }
        match self.stage {
            Stage::Csv(reader) => reader.finish(keep),
            Stage::Json(reader) => reader.finish(keep),
            Stage::Parquet(_) => unreachable!("Parquet is read by whoever ends the file"),
            Stage::Sniffing(_) => unreachable!("the format was decided above"),
        }
    }

    fn decide_format(&mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        let Stage::Sniffing(head) = &mut self.stage else { return Ok(()) };
        let head = std::mem::take(head);
        if formats::is_parquet(&head) {
            let options = std::mem::take(&mut self.options);
            self.stage = Stage::Parquet(Box::new(formats::ParquetReader::new(options, self.expected)?));
            return self.push(&head, keep);
        }
        let detected = encoding::detect(&head, self.options.encoding.as_deref())?;
        let (format, decoder) = formats::sniff(&head[detected.mark_len..], &detected, self.options.format)?;
        let options = std::mem::take(&mut self.options);
        self.stage = match format {
            Format::Csv => Stage::Csv(Box::new(CsvReader::new(options))),
            Format::Json => Stage::Json(Box::new(JsonReader::new(options, self.expected)?)),
        };
        self.decoder = decoder;
        self.push(&head[detected.mark_len..], keep)
    }
}

impl Stage {
    fn push(&mut self, bytes: &[u8], keep: &mut dyn FnMut(Incident<'_>)) -> Result<()> {
        match self {
            Stage::Csv(reader) => reader.push(bytes, keep),
            Stage::Json(reader) => reader.push(bytes),
            Stage::Parquet(reader) => reader.push(bytes),
            Stage::Sniffing(_) => unreachable!("the format was decided before"),
        }
    }
}
