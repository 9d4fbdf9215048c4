//! What a source held: how many rows were kept and rejected, and what its provider does not record.
//!
//! Readers write it and snapshots keep it, so that neither depends on the other.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::incident::Kind;

/// The version of the layouts' tables from providers' precision codes to radii of uncertainty. Every snapshot reports it.
pub const PRECISION_TABLE_VERSION: &str = "2026-12";

/// The version of the layouts' tables from providers' type codes to kinds. Every snapshot reports it.
pub const KIND_TABLE_VERSION: &str = "2026-12";

/// The reason of the [`Warning`] about rows that name no kind.
pub const KIND_MISSING: &str = "no kind is given: kept as \"other\"";

/// The reason of the [`Warning`] about rows whose radius of uncertainty is too large to be used.
pub const TOO_UNCERTAIN: &str = "the radius of uncertainty is above 500 km: kept as an incident that cannot be located";

/// What a source held. Every row is either kept or rejected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadSummary {
    /// `ucdp-csv`, `ucdp-hdx-csv`, `ucdp-geojson`, `csv`, `geojson` or `columns`.
    pub format: String,
    /// The name of the layout: what the columns mean. `generic` where none was recognised, and for columns.
    pub layout: Cow<'static, str>,
    /// Number of data rows. The header, blank lines and a row of HXL tags are not data.
    pub rows: u64,
    /// Number of rejected rows.
    pub rejected: u64,
    /// The first hundred rejected rows.
    pub rejections: Vec<Rejection>,
    /// What was odd about rows that were kept, with the number of rows.
    pub warnings: Vec<Warning>,
    /// What is known of the provider; `None` where the layout does not tell who the provider is.
    pub provider: Option<Provider>,
}

/// What the table of layouts tells of a provider; see [`Provider`].
#[derive(Debug, PartialEq, Eq)]
pub struct ProviderFacts {
    /// The licence of the data, such as `CC BY 4.0`.
    pub licence: &'static str,
    /// How the provider wishes to be named.
    pub attribution: &'static str,
    /// What the provider does not record, in short phrases for people.
    pub cannot_contain: &'static [&'static str],
    /// Kinds that the provider never records, so that a count of zero says nothing.
    pub never_records: &'static [Kind],
}

/// What is known of the provider of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// The licence of the data, such as `CC BY 4.0`.
    pub licence: String,
    /// How the provider wishes to be named.
    pub attribution: String,
    /// What the provider does not record, in short phrases for people.
    pub cannot_contain: Vec<String>,
    /// Kinds that the provider never records, so that a count of zero says nothing.
    pub never_records: Vec<Kind>,
}

impl From<&ProviderFacts> for Provider {
    fn from(facts: &ProviderFacts) -> Provider {
        Provider {
            licence: facts.licence.into(),
            attribution: facts.attribution.into(),
            cannot_contain: facts.cannot_contain.iter().map(|phrase| phrase.to_string()).collect(),
            never_records: facts.never_records.to_vec(),
        }
    }
}

/// A row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// The line on which the row starts (the header is line 1), or the number of the feature, from 1.
    pub row: u64,
    /// What is wrong with it, in words for the person who has the file.
    pub reason: String,
}

/// Something odd about rows that were kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What was odd and how it was read, in words for the person who has the file.
    pub reason: String,
    /// The number of rows. What is odd about the file as a whole concerns all rows that were kept.
    pub count: u64,
    /// The first hundred of these rows: the line on which each starts (the header is line 1), or the number of the feature, from 1.
    /// Empty where the file as a whole is odd.
    pub rows: Vec<u64>,
}
