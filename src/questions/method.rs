//! How an answer was made: enough to repeat it.

use serde::Serialize;

use super::forecast::Intensity;
use super::matching;
use crate::day;
use crate::error::quote_excerpt;
use crate::incident::Day;
use crate::intensity::{FitScore, Record, Weights};
use crate::snapshot::{Origin, Snapshot};
use crate::words::Language;

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
    pub precision_table: String,
    /// Version of the table from the provider's codes to kinds.
    pub kind_table: String,
    /// Name of the snapshot.
    pub snapshot: String,
    /// Licence of the data, where it is known.
    pub licence: Option<String>,
    /// Version of the engine.
    pub version: &'static str,
    /// The intensity that was fitted; `None` where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit: Option<FitSummary>,
}

/// An intensity that was fitted to a snapshot.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FitSummary {
    /// The weights of the uniform part and of the kernels with 365 days and 10 km, 365 days and 3 km, 60 days and 5 km, 21 days
    /// and 2 km (half-life and bandwidth); their sum is 1.
    pub weights: Weights,
    /// The half-life of the level, days.
    pub level_half_life_days: f64,
    /// How good such weights were in the past of the snapshot; `None` for a short record.
    pub score: Option<FitScore>,
}

impl Assumptions {
    /// The assumptions behind an answer about a snapshot. `counting` says how an incident counts.
    pub(super) fn new(snapshot: &Snapshot, counting: &'static str) -> Assumptions {
        let summary = snapshot.summary();
        Assumptions {
            distance: "WGS84 geodesic; edges and legs straight in longitude and latitude",
            counting,
            precision_table: summary.precision_table.to_string(),
            kind_table: summary.kind_table.to_string(),
            snapshot: summary.name.clone(),
            licence: summary.licence.clone(),
            version: env!("CARGO_PKG_VERSION"),
            fit: None,
        }
    }

    /// Tells what was fitted to the snapshot as of a day, if the intensity is the fitted one.
    pub(super) fn with_fit(mut self, snapshot: &Snapshot, as_of: Day, intensity: Intensity) -> Assumptions {
        let record = Record::of(snapshot).filter(|_| intensity == Intensity::Fitted);
        self.fit = record.map(|record| {
            let fit = record.fit(snapshot);
            let era = fit.era(as_of);
            FitSummary { weights: era.weights, level_half_life_days: era.level_half_life_days(), score: fit.score }
        });
        self
    }
}

/// The notes that every report carries, and those about what its snapshot leaves out.
pub(super) fn common_notes(snapshot: &Snapshot, uncertainty: bool, lang: Language) -> Vec<String> {
    let mut notes = vec!["Derived from recorded incidents; not a risk advisory.".to_string()];
    notes.extend(matching::notes(snapshot, lang));
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
    notes.extend(origin_notes(&summary.origins));
    notes
}

/// Notes on what the origins of a combined snapshot do not have in common.
fn origin_notes(origins: &[Origin]) -> Vec<String> {
    let mut notes = Vec::new();
    let as_of = || origins.iter().map(|origin| origin.as_of);
    if let (Some(first), Some(last)) = (as_of().min(), as_of().max())
        && first < last
    {
        notes.push(format!(
            "The data of the origins reach to different days, from {} to {}; the snapshot is complete only up to the first of \
             them.",
            day::format(first),
            day::format(last)
        ));
    }
    for origin in origins {
        let is_partial = |phrase: &&_| origins.iter().any(|other| !other.cannot_contain.contains(*phrase));
        let partial: Vec<&str> = origin.cannot_contain.iter().filter(is_partial).map(AsRef::as_ref).collect();
        if !partial.is_empty() {
            notes.push(format!("The origin {} cannot contain: {}.", quote_excerpt(&origin.name), partial.join("; ")));
        }
    }
    notes
}
