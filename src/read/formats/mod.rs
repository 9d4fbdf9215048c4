//! Formats: how a file holds its records. A format knows nothing of what their fields mean.

mod csv;
mod csv_records;
mod feature;
mod geojson;
mod sniff;

pub(super) use csv::CsvReader;
pub(super) use geojson::GeojsonReader;
pub use sniff::FormatHint;
pub(super) use sniff::{Format, SNIFF_BYTES, sniff};
