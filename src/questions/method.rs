//! How an answer was made: enough to repeat it.

use serde::Serialize;

use crate::snapshot::Snapshot;

/// The options as they were answered, with the defaults filled in, and what else the answer rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Method<Options> {
    /// The options as they were answered.
    #[serde(flatten)]
    pub options: Options,
    /// The assumptions and the data behind the answer.
    #[serde(flatten)]
    pub assumptions: Assumptions,
}

/// What the answer rests on besides its options.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Assumptions {
    /// How distances are measured.
    pub distance: &'static str,
    /// How an incident counts.
    pub counting: &'static str,
    /// Version of the table from location precision to uncertainty radius.
    pub precision_table: &'static str,
    /// Version of the table from the provider's codes to kinds.
    pub kind_table: &'static str,
    /// Name of the snapshot.
    pub snapshot: String,
    /// Licence of the data, where it is known.
    pub licence: Option<String>,
    /// Version of the engine.
    pub version: &'static str,
}

impl Assumptions {
    /// The assumptions behind an answer about a snapshot. `counting` says how an incident counts.
    pub(super) fn new(snapshot: &Snapshot, counting: &'static str) -> Assumptions {
        let summary = snapshot.summary();
        Assumptions {
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

/// The notes that every report carries, and those about what its snapshot leaves out.
pub(super) fn common_notes(snapshot: &Snapshot, uncertainty: bool) -> Vec<String> {
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
