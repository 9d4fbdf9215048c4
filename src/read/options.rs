//! What the caller may say about a file.

use serde::{Deserialize, Serialize};

use super::rows::mapping::Mapping;
use super::rows::reading::Plausible;
use super::values::{DateOrder, Decimal};

/// What the caller may say about a file. What is not said is found out from its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of the file.
    pub format: FormatHint,
    /// Which columns hold our fields. With a mapping, every file is read with the generic layout.
    pub mapping: Mapping,
    /// The name of the layout, such as `acled`. A file that does not have its columns is refused.
    pub layout: Option<String>,
    /// Whether the day or the month comes first where the year comes last.
    pub date_order: Option<DateOrder>,
    /// The decimal sign.
    pub decimal: Option<Decimal>,
    /// The text encoding, by a label such as `windows-1256`.
    pub encoding: Option<String>,
    /// The time zone in which a time with an offset falls on its day, in minutes east of UTC. By default the day is the one that is
    /// written.
    pub utc_offset: Option<i32>,
    /// The days on which an incident can have happened.
    pub plausible: Plausible,
}

/// What the caller says the format of a file is. As text it is `auto`, `csv`, `geojson` or `parquet`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FormatHint {
    /// The first bytes of the file decide.
    #[default]
    Auto,
    /// Records separated by line breaks, fields by commas, semicolons or tabs.
    Csv,
    /// JSON: GeoJSON with Point features, or a list of objects with a place and a date.
    Geojson,
    /// Apache Parquet.
    Parquet,
}
