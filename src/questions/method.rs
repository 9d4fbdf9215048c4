//! How an answer was made: enough to repeat it.

use serde::Serialize;

use crate::snapshot::Snapshot;

/// The question as it was answered, defaults filled in, and the ways and the data of the answer.
#[derive(Clone, Debug, Serialize)]
pub struct Method<Options> {
    pub asked: Options,
    pub ways: Ways,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ways {
    /// How distances are taken.
    pub distance: &'static str,
    /// How an incident counts.
    pub counting: &'static str,
    pub precision_table: &'static str,
    pub kind_table: &'static str,
    pub snapshot: String,
    pub licence: Option<String>,
    /// Of the engine.
    pub version: &'static str,
}

impl Ways {
    pub fn new(snapshot: &Snapshot, counting: &'static str) -> Ways {
        let summary = snapshot.summary();
        Ways {
            distance: "WGS84 geodesic; edges and legs straight in longitude and latitude",
            counting,
            precision_table: summary.precision_table,
            kind_table: summary.kind_table,
            snapshot: summary.name.clone(),
            licence: summary.licence.clone(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// What every report says of itself, and what its snapshot leaves out.
pub fn common_notes(snapshot: &Snapshot, uncertainty: bool) -> Vec<String> {
    let mut notes = vec!["Derived from recorded incidents; not a risk advisory.".to_string()];
    let summary = snapshot.summary();
    if uncertainty && summary.not_locatable > 0 {
        notes.push(format!(
            "{} incidents of the snapshot cannot be located; they are in no count.",
            summary.not_locatable
        ));
    }
    if !summary.cannot_contain.is_empty() {
        notes.push(format!("This snapshot cannot contain: {}.", summary.cannot_contain.join("; ")));
    }
    notes
}
