//! Collects the incidents of a file until they become a snapshot.

use super::Snapshot;
use super::arrange::{CoreColumns, arrange};
use super::chunked_vec::ChunkedVec;
use super::record_store::RecordStore;
use crate::error::{Code, GeobitError, Result};
use crate::incident::{Day, Incident, Kind, MAX_UNCERTAINTY_KM};
use crate::intake::ReadSummary;

/// The size limit of a column of text in bytes. Text is addressed with 32 bits; the limit leaves room for what one more piece
/// of a file may bring before the size is checked again.
const MAX_TEXT_BYTES: usize = 3 << 30;

/// What the person who loads a snapshot says about it. Every member has a default.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    /// The name of the snapshot; by default `Unnamed snapshot`.
    pub name: Option<String>,
    /// The day up to which the data claim to be complete; by default the last day of any incident.
    pub as_of: Option<Day>,
    /// The licence; by default the provider's, where the layout of the file tells who that is.
    pub licence: Option<String>,
    /// How the data are to be attributed; by default as the provider wishes.
    pub attribution: Option<String>,
}

/// Collects incidents in the order of the file.
///
/// ```
/// use geobit::incident::Incident;
/// use geobit::read::{ReadOptions, Reader};
/// use geobit::snapshot::{Provenance, SnapshotBuilder};
///
/// let mut builder = SnapshotBuilder::default();
/// let mut reader = Reader::new(ReadOptions::default())?;
/// let mut keep = |incident: Incident<'_>| builder.push(&incident);
/// reader.push(b"id,date,lon,lat\nA1,2026-03-01,-8.0,12.6\n", &mut keep)?;
/// let read = reader.finish(&mut keep)?;
/// assert_eq!(builder.finish(Provenance::default(), read).len(), 1);
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
#[derive(Default)]
pub struct SnapshotBuilder {
    start: ChunkedVec<Day>,
    kind: ChunkedVec<Kind>,
    /// Degrees; NaN without coordinates.
    lon: ChunkedVec<f64>,
    lat: ChunkedVec<f64>,
    /// Km; NaN where the incident cannot be located.
    uncertainty_km: ChunkedVec<f32>,
    records: RecordStore,
}

impl SnapshotBuilder {
    /// Appends an incident.
    pub fn push(&mut self, incident: &Incident<'_>) {
        self.start.push(incident.start);
        self.kind.push(incident.kind);
        self.lon.push(incident.position.map_or(f64::NAN, |position| position.lon));
        self.lat.push(incident.position.map_or(f64::NAN, |position| position.lat));
        let radius_km = incident.position.and(incident.uncertainty_km).filter(|km| *km <= MAX_UNCERTAINTY_KM);
        self.uncertainty_km.push(radius_km.unwrap_or(f32::NAN));
        self.records.push(incident);
    }

    /// Returns the number of incidents so far.
    pub fn len(&self) -> usize {
        self.start.len()
    }

    /// Returns whether there is no incident yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Checks that the columns can address their text. To be called after every piece of a file.
    ///
    /// # Errors
    /// `TooLarge` for more than 3 GB in one column of text.
    pub fn check_size(&self) -> Result<()> {
        if self.records.largest_text_bytes() > MAX_TEXT_BYTES {
            return Err(GeobitError::new(
                Code::TooLarge,
                "This file holds more than 3 GB of text, which is more than a snapshot can hold.",
            ));
        }
        Ok(())
    }

    /// Sorts and indexes the incidents and returns the snapshot. Of incidents with the same id, the last one in the file is
    /// kept, because providers append new releases.
    pub fn finish(mut self, provenance: Provenance, intake: ReadSummary) -> Snapshot {
        self.records.shrink_to_fit();
        let columns = CoreColumns {
            lon: self.lon.into_vec(),
            lat: self.lat.into_vec(),
            start: self.start.into_vec(),
            kind: self.kind.into_vec(),
            uncertainty_km: self.uncertainty_km.into_vec(),
        };
        arrange(columns, self.records, provenance, intake)
    }
}
