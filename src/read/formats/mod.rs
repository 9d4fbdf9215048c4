//! Formats: how a file holds its records. A format knows nothing of what their fields mean.

mod csv;
pub(super) mod csv_head;
mod csv_records;
mod feature;
mod json;
pub(super) mod json_frame;
mod parquet;
mod sniff;
mod style_finder;
pub(super) mod track;

pub(super) use csv::CsvReader;
#[cfg(not(target_arch = "wasm32"))]
pub use csv::PartSummary;
pub(super) use json::{JsonReader, RecordReader, as_utf8, part_values};
pub(super) use parquet::{ParquetReader, ParquetTable, is_parquet, read_parquet};
pub(super) use sniff::{Format, SNIFF_BYTES, sniff};
