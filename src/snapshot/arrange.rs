//! From columns in the order of their source to a snapshot in the order of its index.

use super::records::Records;
use super::summary::Summary;
use super::{Provenance, Snapshot};
use crate::incident::{Day, Kind};
use crate::index::{self, Index, Points};
use crate::intake::ReadSummary;

/// What questions compute with, by incident.
pub(super) struct Columns {
    /// NaN without coordinates.
    pub lon: Vec<f64>,
    pub lat: Vec<f64>,
    pub start: Vec<Day>,
    pub kind: Vec<Kind>,
    /// NaN where the incident cannot be located.
    pub uncertainty_km: Vec<f32>,
}

impl Columns {
    pub(super) fn points(&self) -> Points<'_> {
        Points { lon: &self.lon, lat: &self.lat, uncertainty_km: &self.uncertainty_km }
    }

    /// In another order, or some of them. Column by column: there are never two of more than one.
    fn pick(self, order: &[u32]) -> Columns {
        Columns {
            lon: pick(self.lon, order),
            lat: pick(self.lat, order),
            start: pick(self.start, order),
            kind: pick(self.kind, order),
            uncertainty_km: pick(self.uncertainty_km, order),
        }
    }
}

fn pick<T: Copy>(column: Vec<T>, order: &[u32]) -> Vec<T> {
    order.iter().map(|&number| column[number as usize]).collect()
}

/// Sorts, indexes and sums up. Of repeated ids the last one in the source is kept.
pub(super) fn arrange(mut columns: Columns, records: Records, provenance: Provenance, intake: ReadSummary) -> Snapshot {
    let superseded = records.superseded();
    // Nothing to move means no list of what is where either.
    let mut record = Vec::new();
    if !superseded.is_empty() || !index::is_ordered(columns.points()) {
        record = index::storage_order(columns.points(), &superseded);
        columns = columns.pick(&record);
    }
    let index = Index::new(columns.points());
    let Columns { lon, lat, start, kind, uncertainty_km } = columns;
    let mut snapshot = Snapshot {
        lon,
        lat,
        start,
        kind,
        uncertainty_km,
        record,
        records,
        index,
        summary: Summary::default(),
        as_of: 0,
        first_day: 0,
        last_day: 0,
    };
    (snapshot.first_day, snapshot.last_day) = span(&snapshot);
    snapshot.as_of = provenance.as_of.unwrap_or(snapshot.last_day);
    snapshot.summary = Summary::of(&snapshot, provenance, intake, superseded.len() as u64);
    snapshot
}

/// The first and the last day of any incident.
fn span(snapshot: &Snapshot) -> (Day, Day) {
    let days = &snapshot.start;
    let (first, latest) = days.iter().fold((Day::MAX, Day::MIN), |(first, last), &day| (first.min(day), last.max(day)));
    if days.is_empty() {
        return (0, 0);
    }
    let lasted = snapshot.records.lasted();
    let last = match lasted.only() {
        Some(lasted) => latest + lasted as Day,
        None => {
            let ends = days.iter().enumerate().map(|(row, day)| day + lasted.get(snapshot.number(row)) as Day);
            ends.max().unwrap_or(latest)
        }
    };
    (first, last)
}
