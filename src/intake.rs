//! What a source held: the rows that were kept and rejected, and what its provider does not record.
//!
//! Readers write it and snapshots keep it, so that neither depends on the other.

use serde::Serialize;

use crate::incident::Kind;

/// The reason of the [`Warning`] about rows that name no kind.
pub const KIND_MISSING: &str = "no kind is given: kept as \"other\"";

/// What a source held. Every row is either kept or rejected.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadSummary {
    /// `ucdp-csv`, `ucdp-hdx-csv`, `ucdp-geojson`, `csv`, `geojson` or `columns`.
    pub format: &'static str,
    /// Number of data rows. The header, blank lines and a row of HXL tags are not data.
    pub rows: u64,
    /// Number of rejected rows.
    pub rejected: u64,
    /// The first hundred rejected rows.
    pub rejections: Vec<Rejection>,
    /// What was odd about rows that were kept.
    pub warnings: Vec<Warning>,
    /// What is known of the provider; `None` where the layout does not tell who that is.
    pub provider: Option<&'static ProviderFacts>,
}

/// What a layout tells about the provider of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct ProviderFacts {
    pub licence: &'static str,
    pub attribution: &'static str,
    /// What the provider does not record, in short phrases for people.
    pub cannot_contain: &'static [&'static str],
    /// Kinds that the provider never records, so that a count of zero says nothing.
    pub never_records: &'static [Kind],
}

/// A row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejection {
    /// The line on which the row starts (the header is line 1), or the number of the feature, from 1.
    pub row: u64,
    pub reason: String,
}

/// Something odd about rows that were kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    pub reason: String,
    pub count: u64,
}
