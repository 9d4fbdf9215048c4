//! Parquet files as columns: what a file holds, and its values column by column. What the columns mean is not known here.
//!
//! A column is a leaf of the file's schema that has one value for each row. Leaves within lists have several and are left out.

mod cell;
mod long_texts;
mod pieces;
mod place;
mod source;

pub use cell::Cell;
pub use long_texts::LongTexts;
pub use pieces::Pieces;
pub use place::{Place, PlaceColumns};
pub use source::Ranges;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::basic::{Compression, ConvertedType, LogicalType, TimeUnit, Type as PhysicalType};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use crate::error::{Code, GeobitError, Result, quote_letters, show_line};
use crate::memory;
use cell::Meaning;
use source::Source;

/// What every Parquet file begins and ends with.
pub const MAGIC: &[u8] = b"PAR1";

/// The most rows of a file.
const MAX_ROWS: i64 = 50_000_000;
/// The most columns of a file, those within lists counted.
const MAX_COLUMNS: usize = 10_000;
/// A file ends with the length of its metadata, in four bytes, and the magic.
const TAIL_BYTES: u64 = 8;
/// A file is handed over in pieces of this size.
const PIECE_BYTES: usize = 1 << 20;
/// The most letters of what the library says of a file.
const MOST_SAID: usize = 300;
/// The subject of the sentence that says that memory is missing.
const FILE: &str = "This Parquet file";

/// A Parquet file whose footer has been read and checked.
pub struct ParquetFile {
    source: Source,
    reader: SerializedFileReader<Source>,
    columns: Vec<Column>,
}

/// A column with one value for each row.
#[derive(Clone, Debug)]
struct Column {
    name: String,
    /// Its number among the leaves of the schema.
    leaf: usize,
    meaning: Meaning,
}

impl ParquetFile {
    /// Reads the footer of a file, which must be whole.
    ///
    /// # Errors
    /// `BadParquet` for a file that is cut, damaged or encrypted; `TooLarge` for more than 50 million rows or 10,000 columns.
    pub fn open(bytes: Vec<u8>) -> Result<ParquetFile> {
        ParquetFile::of(Source::Whole(bytes.into()))
    }

    /// Reads the footer of a file of which no more is read than what is asked for.
    ///
    /// # Errors
    /// Those of [`ParquetFile::open`]; `BadParquet` for bytes that cannot be read.
    pub fn open_ranges(ranges: Box<dyn Ranges>) -> Result<ParquetFile> {
        ParquetFile::of(Source::of_ranges(ranges))
    }

    fn of(source: Source) -> Result<ParquetFile> {
        if !is_whole(&source).map_err(|error| damaged(&error))? {
            let message = "This Parquet file is cut: it does not end as one does. Download it again.";
            return Err(GeobitError::new(Code::BadParquet, message));
        }
        let reader = catch(|| SerializedFileReader::new(source.clone())).map_err(|error| damaged(&error))?;
        check_sizes(&reader)?;
        let schema = reader.metadata().file_metadata().schema_descr();
        let leaves = schema.columns().iter().enumerate();
        let single = leaves.filter(|(_, descriptor)| descriptor.max_rep_level() == 0);
        let columns = single.map(|(leaf, descriptor)| Column {
            name: descriptor.path().string(),
            leaf,
            meaning: meaning_of(descriptor),
        });
        let columns = columns.collect();
        Ok(ParquetFile { source, reader, columns })
    }

    /// Returns the file as it is.
    ///
    /// # Errors
    /// `BadParquet` for bytes that cannot be read.
    pub fn into_bytes(self) -> Result<Bytes> {
        self.source.get_bytes(0, self.source.len() as usize).map_err(|error| damaged(&error))
    }

    /// Returns the number of bytes of the file.
    pub fn size(&self) -> u64 {
        self.source.len()
    }

    /// Returns where the metadata at the end of the file begin, and all bytes from there on.
    ///
    /// # Errors
    /// `BadParquet` for bytes that cannot be read.
    pub fn footer(&self) -> Result<(u64, Vec<u8>)> {
        let size = self.source.len();
        let bytes = |at: u64| self.source.get_bytes(at, (size - at) as usize).map_err(|error| damaged(&error));
        let tail = bytes(size.saturating_sub(TAIL_BYTES))?;
        let length = tail.first_chunk().map_or(0, |length| u64::from(u32::from_le_bytes(*length)));
        let at = size.saturating_sub(TAIL_BYTES + length);
        Ok((at, bytes(at)?.to_vec()))
    }

    /// Hands over bytes of the file as they are, piece by piece.
    ///
    /// # Errors
    /// `BadParquet` for bytes that cannot be read.
    pub fn each_piece(&self, range: Range<u64>, mut take: impl FnMut(&[u8])) -> Result<()> {
        for at in range.clone().step_by(PIECE_BYTES) {
            let length = PIECE_BYTES.min((range.end - at) as usize);
            take(&self.source.get_bytes(at, length).map_err(|error| damaged(&error))?);
        }
        Ok(())
    }

    /// Returns the names of the columns. The name of a member of a group has the names of its groups before it, with dots.
    pub fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// Returns the number of a column with a name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// Returns the number of rows of each row group.
    pub fn groups(&self) -> Vec<usize> {
        self.reader.metadata().row_groups().iter().map(|group| group.num_rows() as usize).collect()
    }

    /// Returns a text that the writer of the file left under a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        let pairs = self.reader.metadata().file_metadata().key_value_metadata()?;
        pairs.iter().find(|pair| pair.key == key)?.value.as_deref()
    }

    /// Returns the columns that say where a row is, if the file declares them as GeoParquet or they are geometries.
    ///
    /// # Errors
    /// `BadParquet` for coordinates that are no longitudes and latitudes.
    pub fn place_columns(&self) -> Result<Option<PlaceColumns>> {
        place::find(self)
    }

    /// Returns the reference system that the type of a geometry names.
    fn system_of(&self, column: usize) -> Option<&str> {
        let schema = self.reader.metadata().file_metadata().schema_descr();
        match schema.columns()[self.columns[column].leaf].logical_type_ref()? {
            LogicalType::Geometry(geometry) => geometry.crs.as_deref(),
            LogicalType::Geography(geography) => geography.crs.as_deref(),
            _ => None,
        }
    }

    /// Refuses a column whose values are bytes of unknown meaning.
    ///
    /// # Errors
    /// `BadParquet` with the column as field.
    pub fn require_readable(&self, column: usize) -> Result<()> {
        let Column { name, leaf, meaning } = &self.columns[column];
        if *meaning != Meaning::Opaque {
            return Ok(());
        }
        let schema = self.reader.metadata().file_metadata().schema_descr();
        let length = schema.column(*leaf).type_length();
        let message = format!(
            "The column {} holds {length} bytes of no declared meaning in each row, which GeoBit does not read. Write it as text or as a \
             number.",
            quote_letters(name, 60)
        );
        Err(GeobitError::new(Code::BadParquet, message).at_field(name.clone()))
    }

    /// Returns a column of all row groups, as values of its physical type. Where a value is missing, `None` is.
    ///
    /// # Errors
    /// `BadParquet` for a column of another type and for a damaged one; `TooLarge` where there is not enough memory.
    pub fn values<T: DataType>(&self, column: usize) -> Result<Vec<Option<T::T>>>
    where
        ColumnReaderImpl<T>: FromReader,
    {
        let rows: usize = self.groups().iter().sum();
        let mut all = memory::list_for(rows).map_err(|shortage| shortage.refuse(FILE))?;
        for (group, rows) in self.groups().into_iter().enumerate() {
            let reader = <ColumnReaderImpl<T> as FromReader>::from_reader(self.column_reader(group, column)?);
            let Some(mut reader) = reader else {
                let name = quote_letters(&self.columns[column].name, 60);
                return Err(GeobitError::new(
                    Code::BadParquet,
                    format!("The column {name} has another type than it should."),
                ));
            };
            let most = self.highest_level(column);
            catch(|| read_into(&mut reader, rows, most, &mut all))
                .map_err(|error| self.damaged_column(column, &error))?;
        }
        Ok(all)
    }

    /// Returns a counter of the long texts of the file.
    pub fn long_texts(&self) -> LongTexts {
        LongTexts::of_file(self.source.len() as usize)
    }

    /// Returns a reader of some columns of a row group, a number of rows at a time.
    ///
    /// # Errors
    /// `BadParquet` for a damaged column; `TooLarge` where there is not enough memory.
    pub fn batches(&self, group: usize, columns: &[usize]) -> Result<Batches<'_>> {
        let readers = columns.iter().map(|&column| Ok((column, self.column_reader(group, column)?)));
        Ok(Batches { file: self, readers: readers.collect::<Result<_>>()?, left: self.groups()[group] })
    }

    fn column_reader(&self, group: usize, column: usize) -> Result<ColumnReader> {
        let leaf = self.columns[column].leaf;
        let chunk = self.reader.metadata().row_group(group).column(leaf);
        if let codec @ (Compression::ZSTD(_) | Compression::BROTLI(_) | Compression::LZO) = chunk.compression() {
            return Err(refuse_codec(codec.to_string()));
        }
        // A page is held packed and unpacked.
        memory::require(FILE, 2 * chunk.uncompressed_size().max(0) as usize)?;
        let group = self.reader.get_row_group(group).map_err(|error| damaged(&error))?;
        let first = chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset());
        if first < 0 || chunk.compressed_size() < 0 {
            // The library panics on these.
            let error = ParquetError::General("its place in the file is negative".into());
            return Err(self.damaged_column(column, &error));
        }
        catch(|| group.get_column_reader(leaf)).map_err(|error| self.damaged_column(column, &error))
    }

    /// Returns the level of definition of values that are there.
    fn highest_level(&self, column: usize) -> i16 {
        let schema = self.reader.metadata().file_metadata().schema_descr();
        schema.column(self.columns[column].leaf).max_def_level()
    }

    fn damaged_column(&self, column: usize, error: &ParquetError) -> GeobitError {
        let name = &self.columns[column].name;
        let message = format!("The column {} cannot be read: {}.", quote_letters(name, 60), reason(error));
        GeobitError::new(Code::BadParquet, message).at_field(name.clone())
    }
}

/// Some columns of a row group, read a number of rows at a time.
pub struct Batches<'f> {
    file: &'f ParquetFile,
    readers: Vec<(usize, ColumnReader)>,
    left: usize,
}

impl Batches<'_> {
    /// Reads at most `rows` further rows. Returns their number, and puts the cells of each column, by its number, in `cells`.
    ///
    /// # Errors
    /// `BadParquet` for a damaged column, and for one with fewer values than the file has rows; those of [`LongTexts::add`].
    pub fn next(&mut self, rows: usize, cells: &mut [Vec<Cell>], long_texts: &mut LongTexts) -> Result<usize> {
        let rows = rows.min(self.left);
        for (column, reader) in &mut self.readers {
            let level = self.file.highest_level(*column);
            let meaning = self.file.columns[*column].meaning;
            cells[*column].clear();
            let cells = &mut cells[*column];
            catch(|| cell::read(reader, rows, level, meaning, cells))
                .map_err(|error| self.file.damaged_column(*column, &error))?;
            let counted = cells.iter().map(Cell::byte_count).try_for_each(|bytes| long_texts.add(bytes));
            counted.map_err(|error| error.at_field(self.file.columns[*column].name.clone()))?;
        }
        self.left -= rows;
        Ok(rows)
    }
}

/// The reader of one physical type, out of that of any.
pub trait FromReader: Sized {
    /// Returns the reader, if it is of this type.
    fn from_reader(reader: ColumnReader) -> Option<Self>;
}

macro_rules! from_reader {
    ($($variant:ident: $data_type:ident;)+) => {$(
        impl FromReader for ColumnReaderImpl<parquet::data_type::$data_type> {
            fn from_reader(reader: ColumnReader) -> Option<Self> {
                match reader {
                    ColumnReader::$variant(reader) => Some(reader),
                    _ => None,
                }
            }
        }
    )+};
}

from_reader! {
    Int32ColumnReader: Int32Type;
    FloatColumnReader: FloatType;
    DoubleColumnReader: DoubleType;
    ByteArrayColumnReader: ByteArrayType;
}

/// Reads, and turns a panic into an error. The decoders of the library panic on some damaged pages, such as a dictionary whose last text
/// is cut. What was being read is not used further. In WebAssembly a panic ends the engine, which the package starts anew.
fn catch<T>(read: impl FnOnce() -> std::result::Result<T, ParquetError>) -> std::result::Result<T, ParquetError> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(ParquetError::General("its pages contradict themselves".into())))
}

/// Appends a number of rows of a column. `highest` is the level of definition of values that are there.
fn read_into<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    highest: i16,
    all: &mut Vec<Option<T::T>>,
) -> std::result::Result<(), ParquetError> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    let (read, ..) = reader.read_records(rows, Some(&mut levels), None, &mut values)?;
    if read < rows {
        return Err(ParquetError::EOF(format!("it has {read} values where the file has {rows} rows")));
    }
    if highest == 0 {
        all.extend(values.into_iter().map(Some));
        return Ok(());
    }
    let mut values = values.into_iter();
    all.extend(levels.into_iter().map(|level| if level == highest { values.next() } else { None }));
    Ok(())
}

/// Returns whether a file begins and ends as one.
fn is_whole(source: &Source) -> std::result::Result<bool, ParquetError> {
    let size = source.len();
    let marks = 3 * MAGIC.len() as u64;
    Ok(size >= marks
        && source.get_bytes(0, MAGIC.len())? == MAGIC
        && source.get_bytes(size - MAGIC.len() as u64, MAGIC.len())? == MAGIC)
}

fn check_sizes(reader: &SerializedFileReader<Source>) -> Result<()> {
    let metadata = reader.metadata();
    let refuse = |code, message: String| Err(GeobitError::new(code, message));
    let file = metadata.file_metadata();
    let rows = metadata.row_groups().iter().map(RowGroupMetaData::num_rows);
    let total = rows.clone().try_fold(0i64, |total, rows| if rows < 0 { None } else { total.checked_add(rows) });
    if total != Some(file.num_rows()) {
        return refuse(
            Code::BadParquet,
            "This Parquet file is damaged: its numbers of rows contradict each other.".into(),
        );
    }
    if file.num_rows() > MAX_ROWS {
        let message = format!("This Parquet file has {} rows; at most {MAX_ROWS} can be read.", file.num_rows());
        return refuse(Code::TooLarge, message);
    }
    let columns = file.schema_descr().num_columns();
    if columns > MAX_COLUMNS {
        return refuse(
            Code::TooLarge,
            format!("This Parquet file has {columns} columns; at most {MAX_COLUMNS} can be read."),
        );
    }
    Ok(())
}

fn meaning_of(descriptor: &ColumnDescriptor) -> Meaning {
    let unit = |unit: &TimeUnit| match unit {
        TimeUnit::MILLIS => 1_000,
        TimeUnit::MICROS => 1_000_000,
        TimeUnit::NANOS => 1_000_000_000,
    };
    match (descriptor.logical_type_ref(), descriptor.converted_type()) {
        (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => Meaning::Day,
        (Some(LogicalType::Timestamp(timestamp)), _) => {
            Meaning::Moment { per_second: unit(&timestamp.unit), is_utc: timestamp.is_adjusted_to_u_t_c }
        }
        (_, ConvertedType::TIMESTAMP_MILLIS) => Meaning::Moment { per_second: 1_000, is_utc: true },
        (_, ConvertedType::TIMESTAMP_MICROS) => Meaning::Moment { per_second: 1_000_000, is_utc: true },
        (Some(LogicalType::Decimal(decimal)), _) => Meaning::Decimal { scale: decimal.scale.clamp(0, 38) as u32 },
        (_, ConvertedType::DECIMAL) => Meaning::Decimal { scale: descriptor.type_scale().clamp(0, 38) as u32 },
        (Some(LogicalType::Integer(integer)), _) if !integer.is_signed => Meaning::Unsigned,
        (_, ConvertedType::UINT_32 | ConvertedType::UINT_64) => Meaning::Unsigned,
        (Some(LogicalType::Geometry(_) | LogicalType::Geography(_)), _) => Meaning::Geometry,
        (Some(LogicalType::Float16), _) => Meaning::Half,
        (Some(LogicalType::Uuid), _) => Meaning::Uuid,
        _ if descriptor.physical_type() == PhysicalType::FIXED_LEN_BYTE_ARRAY => Meaning::Opaque,
        _ => Meaning::Plain,
    }
}

/// Says what is wrong with a file.
fn damaged(error: &ParquetError) -> GeobitError {
    GeobitError::new(Code::BadParquet, format!("This Parquet file cannot be read: {}.", reason(error)))
}

/// Returns what the library says, which may quote names from the file.
fn reason(error: &ParquetError) -> String {
    let said: String = error.to_string().chars().take(MOST_SAID).collect();
    show_line(&said)
}

/// Refuses a compression that there is no decoder for, by its name.
fn refuse_codec(codec: String) -> GeobitError {
    let message = format!(
        "This Parquet file is compressed with {codec}, which GeoBit does not read. Write it with snappy, gzip, lz4 or no compression."
    );
    GeobitError::new(Code::BadParquet, message)
}
