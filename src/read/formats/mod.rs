//! Formats: how a file holds its records. A format knows nothing of what their fields mean.

mod crs;
mod csv;
mod csv_head;
mod csv_records;
mod feature;
mod json;
mod json_frame;
mod sniff;
mod style_finder;

pub(super) use csv::CsvReader;
pub(super) use json::JsonReader;
pub use sniff::FormatHint;
pub(super) use sniff::{Format, SNIFF_BYTES, sniff};
