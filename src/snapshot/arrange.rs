//! Makes a snapshot, which is in the order of its index, of columns in the order of their source.

use super::record_store::RecordStore;
use super::summary::{Summary, Totals};
use super::{Provenance, Snapshot};
use crate::error::Result;
use crate::incident::{Day, Kind};
use crate::index::{self, Index, Points};
use crate::intake::ReadSummary;
use crate::memory;

/// The columns that questions compute with.
pub(super) struct CoreColumns {
    /// Degrees; NaN without coordinates.
    pub lon: Vec<f64>,
    /// Degrees; NaN without coordinates.
    pub lat: Vec<f64>,
    /// First days.
    pub start: Vec<Day>,
    pub kind: Vec<Kind>,
    /// Radius of uncertainty in km; NaN where the incident cannot be located.
    pub uncertainty_km: Vec<f32>,
    /// The number of the origin, from 0; empty unless the snapshot is a combined one.
    pub origin: Vec<u8>,
}

impl CoreColumns {
    pub(super) fn points(&self) -> Points<'_> {
        Points { lon: &self.lon, lat: &self.lat, uncertainty_km: &self.uncertainty_km }
    }

    /// Returns the incidents with the given numbers, in this order. Column by column, so that never more than one column is
    /// held twice.
    fn pick(self, order: &[u32]) -> CoreColumns {
        CoreColumns {
            lon: pick(self.lon, order),
            lat: pick(self.lat, order),
            start: pick(self.start, order),
            kind: pick(self.kind, order),
            uncertainty_km: pick(self.uncertainty_km, order),
            origin: if self.origin.is_empty() { self.origin } else { pick(self.origin, order) },
        }
    }
}

fn pick<T: Copy>(column: Vec<T>, order: &[u32]) -> Vec<T> {
    order.iter().map(|&number| column[number as usize]).collect()
}

/// Memory that sorting and indexing take for each incident, in bytes, beside what is there before and after. It is measured
/// in `tests/memory.rs`.
const WORKING_BYTES: usize = 28;

/// Makes sure that there is memory to arrange a number of incidents.
///
/// # Errors
/// `TooLarge`, with the subject `what`.
pub(super) fn require_room(what: &str, incidents: usize) -> Result<()> {
    memory::require(what, incidents.saturating_mul(WORKING_BYTES))
}

/// Sorts, indexes and sums up. `superseded` says how many rows were left out because their id came again.
pub(super) fn arrange(
    mut columns: CoreColumns,
    records: RecordStore,
    provenance: Provenance,
    intake: ReadSummary,
    superseded: u64,
) -> Snapshot {
    // Columns that stay as they are need no list of the numbers of their records.
    let mut record_numbers = Vec::new();
    if !index::is_ordered(columns.points()) {
        record_numbers = index::storage_order(columns.points());
        columns = columns.pick(&record_numbers);
    }
    let (mut snapshot, totals) = assemble(columns, record_numbers, records);
    snapshot.summary = Summary::new(totals, provenance, intake, superseded);
    snapshot.as_of = snapshot.summary.as_of;
    snapshot
}

/// Makes a snapshot of columns in their order, and indexes it. It has no summary yet.
pub(super) fn assemble(columns: CoreColumns, record_numbers: Vec<u32>, records: RecordStore) -> (Snapshot, Totals) {
    let index = Index::new(columns.points());
    let CoreColumns { lon, lat, start, kind, uncertainty_km, origin } = columns;
    let mut snapshot = Snapshot {
        lon,
        lat,
        start,
        kind,
        uncertainty_km,
        origin,
        record_numbers,
        records,
        index,
        summary: Summary::default(),
        as_of: 0,
        first_day: 0,
        last_day: 0,
        ground: None,
        derived: Default::default(),
    };
    (snapshot.first_day, snapshot.last_day) = span(&snapshot);
    let totals = Totals::of(&snapshot);
    (snapshot, totals)
}

/// Returns the first and the last day of any incident.
fn span(snapshot: &Snapshot) -> (Day, Day) {
    let days = &snapshot.start;
    let (first, latest) = days.iter().fold((Day::MAX, Day::MIN), |(first, last), &day| (first.min(day), last.max(day)));
    if days.is_empty() {
        return (0, 0);
    }
    let durations = snapshot.records.duration_days();
    let last = match durations.constant() {
        Some(duration) => latest + duration as Day,
        None => {
            let duration = |row| durations.get(snapshot.record_number(row)) as Day;
            let ends = days.iter().enumerate().map(|(row, day)| day + duration(row));
            ends.max().unwrap_or(latest)
        }
    };
    (first, last)
}
