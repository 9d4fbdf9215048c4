//! Writes packs.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, Encoding, GzipLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;

use super::columns::{PackColumn, TEXTS, Values, columns};
use super::delta::PLACE;
use super::header::{Header, PackOptions};
use super::order::rows_in_order;
use super::seal::Sealing;
use crate::error::{Code, GeobitError, Result};
use crate::snapshot::Snapshot;

/// The number of rows of a row group.
pub const GROUP_ROWS: usize = 1 << 20;

/// Writes a snapshot as a pack. Its rows are in the order of the index, and at one place in that of their ids.
///
/// # Errors
/// `BadParquet` where the pack cannot be written, with the reason; `TooLarge` if there is not enough memory.
pub fn write(snapshot: &Snapshot, options: &PackOptions, out: impl Write + Send) -> Result<()> {
    let rows = rows_in_order(snapshot)?;
    write_rows(snapshot, Some(&rows), &Header::new(snapshot.summary(), options), out)
}

/// Writes some rows of a snapshot, by default all, under a header. The rows of a delta have their numbers beside them.
///
/// # Errors
/// `BadParquet` where the file cannot be written, with the reason.
pub fn write_rows(snapshot: &Snapshot, rows: Option<&[u32]>, header: &Header, out: impl Write + Send) -> Result<()> {
    write_file(snapshot, rows, header, out).map_err(refuse)
}

/// Returns the error for a pack that cannot be written.
pub fn refuse(error: ParquetError) -> GeobitError {
    let reason = match error {
        ParquetError::External(error) => error.to_string(),
        error => error.to_string(),
    };
    GeobitError::new(Code::BadParquet, format!("The pack cannot be written: {reason}."))
}

fn write_file(
    snapshot: &Snapshot,
    rows: Option<&[u32]>,
    header: &Header,
    out: impl Write + Send,
) -> std::result::Result<(), ParquetError> {
    let mut columns = columns(snapshot, header.has_text);
    if header.delta.is_some() {
        columns.push(PackColumn { name: PLACE, values: Values::Integers(Box::new(|row| i32::try_from(row).ok())) });
    }
    let mut writer = PackWriter::new(&columns, out)?;
    let count = rows.map_or(snapshot.len(), <[u32]>::len);
    let row_of = |number: usize| rows.map_or(number, |rows| rows[number] as usize);
    for first in (0..count).step_by(GROUP_ROWS) {
        let numbers = first..(first + GROUP_ROWS).min(count);
        writer.write_group(columns.iter().map(|column| column.over(numbers.clone().map(row_of))))?;
    }
    writer.finish(header, snapshot.summary().bbox)
}

/// Writes a pack row group by row group. What its header says may be known only at the end.
pub struct PackWriter<W: Write + Send>(SerializedFileWriter<Sealing<W>>);

impl<W: Write + Send> PackWriter<W> {
    /// Begins a pack with columns, of which only the names and the types matter.
    pub fn new(columns: &[PackColumn<'_>], out: W) -> std::result::Result<PackWriter<W>, ParquetError> {
        let schema = parse_message_type(&schema_of(columns))?;
        Ok(PackWriter(SerializedFileWriter::new(Sealing::new(out), Arc::new(schema), Arc::new(properties()))?))
    }

    /// Writes a row group of at most [`GROUP_ROWS`] rows, column after column.
    pub fn write_group<'s>(
        &mut self,
        mut columns: impl Iterator<Item = Stream<'s>>,
    ) -> std::result::Result<(), ParquetError> {
        let mut group = self.0.next_row_group()?;
        columns.try_for_each(|column| write_column(&mut group, column))?;
        group.close()?;
        Ok(())
    }

    /// Ends the pack with its header. `bbox` is the box around its incidents.
    pub fn finish(mut self, header: &Header, bbox: Option<[f64; 4]>) -> std::result::Result<(), ParquetError> {
        for (key, value) in header.metadata(bbox) {
            self.0.append_key_value_metadata(KeyValue::new(key.into(), value));
        }
        self.0.inner_mut().hold();
        Ok(self.0.into_inner()?.finish()?)
    }
}

/// The values of a column, one after the other. A missing one is `None`.
pub enum Stream<'s> {
    Doubles(Each<'s, f64>),
    Floats(Each<'s, f32>),
    /// Numbers, or days.
    Integers(Each<'s, i32>),
    Texts(Each<'s, ByteArray>),
}

type Each<'s, T> = Box<dyn Iterator<Item = io::Result<Option<T>>> + 's>;

impl PackColumn<'_> {
    /// Returns the values of some rows.
    fn over<'s>(&'s self, rows: impl Iterator<Item = usize> + 's) -> Stream<'s> {
        match &self.values {
            Values::Doubles(get) => Stream::Doubles(Box::new(rows.map(|row| Ok(get(row))))),
            Values::Floats(get) => Stream::Floats(Box::new(rows.map(|row| Ok(get(row))))),
            Values::Integers(get) | Values::Days(get) => Stream::Integers(Box::new(rows.map(|row| Ok(get(row))))),
            Values::Texts(get) => {
                Stream::Texts(Box::new(rows.map(|row| Ok(get(row).map(|text| ByteArray::from(text.as_ref()))))))
            }
        }
    }
}

/// Returns the schema of columns, of which the first two are longitude and latitude. Whatever may be missing is optional.
fn schema_of(columns: &[PackColumn<'_>]) -> String {
    let fields = columns[2..].iter().map(|column| {
        let (kind, meaning) = match column.values {
            Values::Doubles(_) => ("double", ""),
            Values::Floats(_) => ("float", ""),
            Values::Integers(_) => ("int32", ""),
            Values::Days(_) => ("int32", " (DATE)"),
            Values::Texts(_) => ("binary", " (STRING)"),
        };
        format!("optional {kind} {}{meaning};", column.name)
    });
    let fields: String = fields.collect();
    format!("message snapshot {{ optional group geometry {{ required double x; required double y; }} {fields} }}")
}

fn properties() -> WriterProperties {
    let mut builder = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_created_by(concat!("geobit ", env!("CARGO_PKG_VERSION")).into())
        .set_compression(Compression::SNAPPY);
    for name in TEXTS {
        builder = builder.set_column_compression(ColumnPath::from(name), Compression::GZIP(GzipLevel::default()));
    }
    for coordinate in ["x", "y"] {
        let path = ColumnPath::new(vec!["geometry".into(), coordinate.into()]);
        builder = builder
            .set_column_dictionary_enabled(path.clone(), false)
            .set_column_encoding(path.clone(), Encoding::BYTE_STREAM_SPLIT)
            .set_column_compression(path, Compression::GZIP(GzipLevel::default()));
    }
    builder.build()
}

fn write_column<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    column: Stream<'_>,
) -> std::result::Result<(), ParquetError> {
    match column {
        Stream::Doubles(values) => write_values::<DoubleType, _>(group, values),
        Stream::Floats(values) => write_values::<FloatType, _>(group, values),
        Stream::Integers(values) => write_values::<Int32Type, _>(group, values),
        Stream::Texts(values) => write_values::<ByteArrayType, _>(group, values),
    }
}

/// The number of values that are handed to the writer at once. It is a multiple of the number after which the writer itself looks at the size of
/// a page, so that the bytes do not depend on it.
const BATCH: usize = 1 << 12;

fn write_values<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: Each<'_, T::T>,
) -> std::result::Result<(), ParquetError> {
    let Some(mut writer) = group.next_column()? else {
        return Err(ParquetError::General("the schema has fewer columns than are written".into()));
    };
    let (mut present, mut levels) = (Vec::new(), Vec::new());
    let mut values = values.peekable();
    while values.peek().is_some() {
        present.clear();
        levels.clear();
        for value in values.by_ref().take(BATCH) {
            let value = value?;
            levels.push(i16::from(value.is_some()));
            present.extend(value);
        }
        writer.typed::<T>().write_batch(&present, Some(&levels), None)?;
    }
    writer.close()
}
