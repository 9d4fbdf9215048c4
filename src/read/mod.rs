//! Readers: bytes of a file in, incidents and a list of rejected rows out.
//!
//! ```text
//! bytes ── archive ── encoding ── sniff ──▶ csv (csv_head, csv_records) ──┐
//!                                      └─▶ json (json_frame, feature) ────┴─▶ fields ── layouts ──▶ incident
//! ```
//! A format (`formats`) knows how a file holds its records, a layout (`layouts`) what their fields mean. What both need to
//! know of a record is in `rows`.
//!
//! Files of routes and sites are another matter: `routes` reads them, from text that `archive` unpacks and `encoding` decodes.

pub mod archive;
mod crs;
pub mod encoding;
mod formats;
pub mod inspect;
mod layouts;
mod names;
mod options;
mod reader;
pub mod routes;
mod rows;
#[cfg(test)]
mod tests;
mod unpacked;
mod values;

#[cfg(not(target_arch = "wasm32"))]
pub use formats::PartSummary;
pub use options::{FormatHint, ReadOptions};
pub(crate) use reader::Ended;
pub use reader::Reader;
pub use rows::mapping::Mapping;
pub use rows::reading::Plausible;
pub use values::{DateOrder, Decimal, parse_offset};
