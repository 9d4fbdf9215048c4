//! Writes packs.

use std::io::Write;
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
use crate::error::{Code, GeobitError, Result};
use crate::snapshot::Snapshot;

/// The number of rows of a row group.
const GROUP_ROWS: usize = 1 << 20;

/// Writes a snapshot as a pack. Its rows keep their order, which is that of the index.
///
/// # Errors
/// `BadParquet` where the pack cannot be written, with the reason.
pub fn write(snapshot: &Snapshot, options: &PackOptions, out: impl Write + Send) -> Result<()> {
    write_rows(snapshot, None, &Header::new(snapshot.summary(), options), out)
}

/// Writes some rows of a snapshot, by default all, under a header. The rows of a delta have their numbers beside them.
///
/// # Errors
/// `BadParquet` where the file cannot be written, with the reason.
pub fn write_rows(snapshot: &Snapshot, rows: Option<&[u32]>, header: &Header, out: impl Write + Send) -> Result<()> {
    write_file(snapshot, rows, header, out)
        .map_err(|error| GeobitError::new(Code::BadParquet, format!("The pack cannot be written: {error}.")))
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
    let schema = parse_message_type(&schema_of(&columns))?;
    let metadata = header.metadata(snapshot.summary().bbox);
    let mut writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties(metadata)))?;
    let count = rows.map_or(snapshot.len(), <[u32]>::len);
    let row_of = |number: usize| rows.map_or(number, |rows| rows[number] as usize);
    for first in (0..count).step_by(GROUP_ROWS) {
        let numbers = first..(first + GROUP_ROWS).min(count);
        let mut group = writer.next_row_group()?;
        for column in &columns {
            write_column(&mut group, column, numbers.clone().map(row_of))?;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
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

fn properties(metadata: [(&'static str, String); 2]) -> WriterProperties {
    let metadata = metadata.into_iter().map(|(key, value)| KeyValue::new(key.into(), value)).collect();
    let mut builder = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_created_by(concat!("geobit ", env!("CARGO_PKG_VERSION")).into())
        .set_key_value_metadata(Some(metadata))
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
    column: &PackColumn<'_>,
    rows: impl Iterator<Item = usize>,
) -> std::result::Result<(), ParquetError> {
    match &column.values {
        Values::Doubles(get) => write_values::<DoubleType, _>(group, rows.map(get)),
        Values::Floats(get) => write_values::<FloatType, _>(group, rows.map(get)),
        Values::Integers(get) | Values::Days(get) => write_values::<Int32Type, _>(group, rows.map(get)),
        Values::Texts(get) => {
            write_values::<ByteArrayType, _>(group, rows.map(|row| get(row).map(|text| ByteArray::from(text.as_ref()))))
        }
    }
}

fn write_values<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: impl Iterator<Item = Option<T::T>>,
) -> std::result::Result<(), ParquetError> {
    let Some(mut writer) = group.next_column()? else {
        return Err(ParquetError::General("the schema has fewer columns than are written".into()));
    };
    let (mut present, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        present.extend(value);
    }
    writer.typed::<T>().write_batch(&present, Some(&levels), None)?;
    writer.close()
}
