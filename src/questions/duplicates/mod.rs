//! Suspected duplicates: which incidents of two snapshots may be records of the same event. People decide; nothing is
//! merged unasked.

mod assignment;
mod candidates;

use serde::{Deserialize, Serialize};

use super::limits;
use super::matching::preface;
use crate::error::Result;
use crate::memory;
use crate::snapshot::Snapshot;
use crate::words::Language;
use assignment::Assignment;
use candidates::find_candidates;

/// The subject of the sentence that says that memory is missing.
const COMPARISON: &str = "This comparison";
/// About how many bytes choosing takes for each incident and for each candidate.
const WORKING_BYTES: usize = 100;

/// The options of a question about two snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DuplicatesOptions {
    /// The most km between the recorded points of a pair, 0 to 100. Default: 2.
    pub within_km: f64,
    /// The most days between the first days of a pair, 0 to 30. Default: 1.
    pub within_days: u32,
    /// Whether the kinds of a pair must be the same, or one of them `other`. Default: true.
    pub same_kind: bool,
}

impl Default for DuplicatesOptions {
    fn default() -> DuplicatesOptions {
        DuplicatesOptions { within_km: 2.0, within_days: 1, same_kind: true }
    }
}

/// Suspected duplicates in two snapshots.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DuplicatesReport {
    /// The pairs with the largest total score in which no incident comes twice, those with the highest score first.
    pub pairs: Vec<SuspectedPair>,
    /// How many incidents are in no pair because they cannot be located.
    pub left_out: LeftOut,
    /// How the answer was made.
    pub method: DuplicatesMethod,
    /// Sentences about what was left out, and what the reader has to know.
    pub notes: Vec<String>,
}

/// Two incidents that may be records of the same event.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SuspectedPair {
    /// The row in the first snapshot.
    pub a: u32,
    /// The row in the second snapshot.
    pub b: u32,
    /// Geodesic distance of the recorded points, km.
    pub km: f64,
    /// Days between the first days.
    pub days: u32,
    /// How alike the two are, 0 to 1: 1 less the mean of km/withinKm, days/withinDays and, where both state their deaths,
    /// min(1, |ln((1 + d₁)/(1 + d₂))|/0.7). A part with the limit 0 is 0.
    pub score: f64,
}

/// Numbers of incidents of both snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The number of incidents of the first snapshot.
    pub a: u64,
    /// The number of incidents of the second snapshot.
    pub b: u64,
}

/// The options as they were answered, and what else the answer rests on.
#[derive(Clone, Debug, Serialize)]
pub struct DuplicatesMethod {
    /// The options as they were answered.
    #[serde(flatten)]
    pub options: DuplicatesOptions,
    /// How distances are measured.
    pub distance: &'static str,
    /// The names of both snapshots.
    pub snapshots: [String; 2],
    /// Version of the engine.
    pub version: &'static str,
}

/// Finds suspected duplicates in two snapshots: one-to-one, by the largest total score to nine decimal places, and of equal
/// totals one with the most pairs.
///
/// # Errors
/// `BadOption` for an option out of its range. `TooLarge` where more than 2,000,000 pairs are within the limits, or too many
/// have to be looked at to find them.
pub fn duplicates(a: &Snapshot, b: &Snapshot, options: &DuplicatesOptions) -> Result<DuplicatesReport> {
    limits::DUPLICATE_KM.check("withinKm", options.within_km)?;
    limits::DUPLICATE_DAYS.check("withinDays", options.within_days)?;
    let candidates = find_candidates(a, b, options)?;
    memory::require(COMPARISON, WORKING_BYTES * (a.len() + b.len() + candidates.len()))?;
    let assignment = Assignment::new([a.len(), b.len()], candidates);
    let left_out = LeftOut { a: a.summary().not_locatable, b: b.summary().not_locatable };
    let mut notes = vec![
        "These pairs are suspicions, by place, day and what is stated; whether two records are of the same event is for \
         people to decide."
            .to_string(),
    ];
    if left_out.a + left_out.b > 0 {
        notes.push(format!(
            "{} incidents of the first snapshot and {} of the second cannot be located; they are in no pair.",
            left_out.a, left_out.b
        ));
    }
    notes.extend([a, b].into_iter().find_map(|snapshot| preface(snapshot, Language::En)));
    notes.extend(assignment.note());
    let method = DuplicatesMethod {
        options: *options,
        distance: "WGS84 geodesic between recorded points; days between first days",
        snapshots: [a, b].map(|snapshot| snapshot.summary().name.clone()),
        version: env!("CARGO_PKG_VERSION"),
    };
    Ok(DuplicatesReport { pairs: assignment.pairs, left_out, method, notes })
}
