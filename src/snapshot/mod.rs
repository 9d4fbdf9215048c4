//! The immutable snapshot: incidents as columns in the order of the spatial index, with their provenance.

mod arrange;
mod builder;
mod bulk;
mod chunked;
mod ids;
mod narrow;
mod records;
mod summary;
mod texts;
mod words;

use std::borrow::Cow;

pub use builder::{Builder, Provenance};
pub use bulk::Bulk;
pub use records::Record;
pub use summary::Summary;

use crate::geo::{GeoPoint, LonLat};
use crate::incident::{Day, Kind};
use crate::index::{Index, Layer, Precision};
use records::Records;

/// A loaded snapshot. Rows are numbered from 0 in the order of the index, the ones without coordinates last.
pub struct Snapshot {
    lon: Vec<f64>,
    lat: Vec<f64>,
    start: Vec<Day>,
    kind: Vec<Kind>,
    /// NaN where the incident cannot be located.
    uncertainty_km: Vec<f32>,
    /// Where in `records`, that is in the source, the rest of a row is; empty where every row is in its place.
    record: Vec<u32>,
    records: Records,
    index: Index,
    summary: Summary,
    as_of: Day,
    first_day: Day,
    last_day: Day,
}

impl Snapshot {
    /// Number of incidents kept.
    pub fn len(&self) -> usize {
        self.start.len()
    }

    pub fn is_empty(&self) -> bool {
        self.start.is_empty()
    }

    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// The day up to which the snapshot claims to know incidents.
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The first and the last day of any incident.
    pub fn span(&self) -> (Day, Day) {
        (self.first_day, self.last_day)
    }

    /// Longitudes by row, degrees; NaN without coordinates.
    pub fn lon(&self) -> &[f64] {
        &self.lon
    }

    /// Latitudes by row, degrees; NaN without coordinates.
    pub fn lat(&self) -> &[f64] {
        &self.lat
    }

    /// First days by row.
    pub fn day(&self) -> &[Day] {
        &self.start
    }

    pub fn kind(&self) -> &[Kind] {
        &self.kind
    }

    /// Radius of uncertainty by row, km; NaN where the incident cannot be located.
    pub fn uncertainty_km(&self) -> &[f32] {
        &self.uncertainty_km
    }

    pub fn at(&self, row: usize) -> LonLat {
        LonLat::new(self.lon[row], self.lat[row])
    }

    pub fn point(&self, row: usize) -> GeoPoint {
        GeoPoint::new(self.at(row))
    }

    /// Everything recorded of one incident.
    pub fn record(&self, row: usize) -> Record {
        self.records.get(row, self.number(row), self)
    }

    pub fn id(&self, row: usize) -> Cow<'_, str> {
        self.records.id(self.number(row))
    }

    /// The number of each row's incident among those kept, in the order of the source, from 0.
    pub fn source(&self) -> Cow<'_, [u32]> {
        if self.record.is_empty() {
            return (0..self.len() as u32).collect();
        }
        let most = self.record.iter().max().map_or(0, |most| *most as usize + 1);
        if most == self.record.len() {
            return Cow::Borrowed(&self.record);
        }
        // What was superseded has no number.
        let mut numbers = vec![0; most];
        self.record.iter().for_each(|&record| numbers[record as usize] = 1);
        numbers.iter_mut().fold(0, |before, kept| before + std::mem::replace(kept, before));
        self.record.iter().map(|&record| numbers[record as usize]).collect()
    }

    /// Where in `records` a row is.
    fn number(&self, row: usize) -> usize {
        self.record.get(row).map_or(row, |number| *number as usize)
    }

    /// The layers a question looks at, each with the radius its points may reach: located ones with their
    /// uncertainty, or, without it, everything that has coordinates as plain points.
    pub(crate) fn layers(&self, uncertainty: bool) -> impl Iterator<Item = (&Layer, f64)> {
        self.index.layers().iter().filter_map(move |layer| match (uncertainty, layer.precision) {
            (false, _) | (true, Precision::Exact) => Some((layer, 0.0)),
            (true, Precision::Within(km)) => Some((layer, f64::from(km))),
            (true, Precision::NotLocatable) => None,
        })
    }

    /// The code of an actor, by its name; `None` where no incident of the snapshot names it.
    pub(crate) fn actor_code(&self, name: &str) -> Option<u32> {
        self.records.actor(name)
    }

    /// Whether a row names one of the actors with these codes.
    pub(crate) fn has_actor(&self, row: usize, codes: &[u32]) -> bool {
        self.records.actors(self.number(row)).iter().any(|actor| codes.contains(actor))
    }

    /// The radius a row counts with in a question with or without uncertainty.
    pub(crate) fn radius_km(&self, row: usize, uncertainty: bool) -> f64 {
        if uncertainty { f64::from(self.uncertainty_km[row]) } else { 0.0 }
    }
}
