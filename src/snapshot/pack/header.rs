//! The header of a pack: where its incidents come from, what was left out, and how it was made.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::delta::DeltaMark;
use super::seal::{BLANK, SEAL_KEY};
use super::{HEADER_KEY, STEPS_PER_DEGREE, VERSION};
use crate::columnar::ParquetFile;
use crate::day;
use crate::error::{Code, GeobitError, Result};
use crate::incident::{Day, Kind};
use crate::intake::{Rejection, Warning};
use crate::snapshot::filters::Filters;
use crate::snapshot::summary::{FromOrigin, Origin, SourceCoverage, Summary};

/// How a pack is written. Every member has a default.
#[derive(Clone, Debug, Default)]
pub struct PackOptions {
    /// Whether to leave out everything but what questions compute with: ids, names, places, sources and headlines. An incident then has
    /// the number of its row for an id.
    pub no_text: bool,
    /// The day on which the pack is made.
    pub made_at: Option<Day>,
}

/// The header; see the module. Its members are described in docs/snapshot.md.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    pub version: u32,
    pub made_by: String,
    #[serde(with = "day::text_option", default, skip_serializing_if = "Option::is_none")]
    pub made_at: Option<Day>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<Filters>,
    pub has_text: bool,
    /// Whether the file has a seal; see `seal`. Packs of the first builds have none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sealed: bool,
    pub name: String,
    #[serde(with = "day::text")]
    pub as_of: Day,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    pub format: String,
    pub layout: Cow<'static, str>,
    pub precision_table: Cow<'static, str>,
    pub kind_table: Cow<'static, str>,
    pub coverage: SourceCoverage,
    pub rows: u64,
    pub count: u64,
    pub superseded: u64,
    pub rejected: u64,
    #[serde(default)]
    pub left_out: u64,
    pub rejections: Vec<FromOrigin<Rejection>>,
    pub warnings: Vec<FromOrigin<Warning>>,
    pub origins: Vec<Origin>,
    pub cannot_contain: Vec<Cow<'static, str>>,
    pub never_records: Vec<Kind>,
    /// What makes the file a delta. The other members are those of the pack that it leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delta: Option<DeltaMark>,
}

/// Returns the metadata of GeoParquet 1.1.
fn geo(bbox: Option<[f64; 4]>) -> serde_json::Value {
    let mut geometry = json!({
        "encoding": "point",
        "geometry_types": ["Point"],
        "edges": "spherical",
        "orientation": "counterclockwise",
    });
    if let Some([west, south, east, north]) = bbox {
        let step = 1.0 / STEPS_PER_DEGREE;
        geometry["bbox"] = json!([west - step, south - step, east + step, north + step]);
    }
    json!({ "version": "1.1.0", "primary_column": "geometry", "columns": { "geometry": geometry } })
}

impl Header {
    pub fn new(summary: &Summary, options: &PackOptions) -> Header {
        Header {
            version: VERSION,
            made_by: format!("geobit {}", env!("CARGO_PKG_VERSION")),
            made_at: options.made_at,
            filters: summary.filters.clone(),
            has_text: !options.no_text,
            sealed: true,
            name: summary.name.clone(),
            as_of: summary.as_of,
            licence: summary.licence.clone(),
            attribution: summary.attribution.clone(),
            format: summary.format.clone(),
            layout: summary.layout.clone(),
            precision_table: summary.precision_table.clone(),
            kind_table: summary.kind_table.clone(),
            coverage: summary.coverage.clone(),
            rows: summary.rows,
            count: summary.count,
            superseded: summary.superseded,
            rejected: summary.rejected,
            left_out: summary.left_out,
            rejections: summary.rejections.clone(),
            warnings: summary.warnings.clone(),
            origins: summary.origins.clone(),
            cannot_contain: summary.cannot_contain.clone(),
            never_records: summary.never_records.clone(),
            delta: None,
        }
    }

    /// Returns the metadata of the file before it is sealed: keys and texts. `bbox` is the box around its incidents.
    pub fn metadata(&self, bbox: Option<[f64; 4]>) -> [(&'static str, String); 3] {
        let header = serde_json::to_string(self).expect("a header has only members that JSON can hold");
        [(HEADER_KEY, header), ("geo", geo(bbox).to_string()), (SEAL_KEY, BLANK.into())]
    }
}

impl Header {
    /// Reads the header of a pack or of a delta.
    ///
    /// # Errors
    /// `BadParquet` for a header that is damaged or of a later version.
    pub fn of(file: &ParquetFile) -> Result<Header> {
        let text = file.text(HEADER_KEY).unwrap_or_default();
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let refuse = |message: String| Err(GeobitError::new(Code::BadParquet, message).at_field("geobit"));
        if let Ok(Version { version }) = serde_json::from_str(text)
            && version > VERSION
        {
            return refuse(format!(
                "This pack has version {version} of the format; this GeoBit reads versions up to {VERSION}. Use a newer GeoBit."
            ));
        }
        match serde_json::from_str(text) {
            Ok(header) => Ok(header),
            Err(error) => refuse(format!("The header of this pack cannot be read: {error}.")),
        }
    }

    /// Checks the header of a pack with a number of incidents.
    ///
    /// # Errors
    /// `BadParquet` for a header that is damaged or of another file.
    pub fn check(&self, incidents: usize) -> Result<()> {
        let refuse = |message: String| Err(GeobitError::new(Code::BadParquet, message).at_field("geobit"));
        if self.count != incidents as u64 {
            return refuse(format!(
                "The header of this pack tells of {} incidents, and the file has {incidents}.",
                self.count
            ));
        }
        let rows = [self.superseded, self.rejected, self.left_out];
        if rows.into_iter().try_fold(self.count, u64::checked_add) != Some(self.rows) {
            return refuse("The header of this pack is damaged: its numbers of rows contradict each other.".into());
        }
        if self.origins.is_empty() || self.origins.len() > 256 {
            return refuse(format!("This pack has {} origins; 1 to 256 are accepted.", self.origins.len()));
        }
        Ok(())
    }

    /// Puts what is known of the source into a summary that was made of the incidents.
    pub fn complete(self, summary: &mut Summary) {
        summary.name = self.name;
        summary.format = self.format;
        summary.layout = self.layout;
        summary.coverage = SourceCoverage { to: summary.as_of, bbox: summary.bbox, ..self.coverage };
        summary.rows = self.rows;
        summary.rejections = self.rejections;
        summary.rejected = self.rejected;
        summary.superseded = self.superseded;
        summary.left_out = self.left_out;
        summary.filters = self.filters;
        summary.warnings = self.warnings;
        summary.licence = self.licence;
        summary.attribution = self.attribution;
        summary.origins = self.origins;
        summary.cannot_contain = self.cannot_contain;
        summary.never_records = self.never_records;
        summary.precision_table = self.precision_table;
        summary.kind_table = self.kind_table;
    }
}
