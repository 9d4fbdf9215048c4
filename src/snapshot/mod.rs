//! The immutable snapshot: incidents as columns in the order of the spatial index, with what is known of their source.

mod across_files;
mod arrange;
mod builder;
mod chunked_vec;
mod column_source;
mod combine;
mod filtered;
#[cfg(not(target_arch = "wasm32"))]
mod filtering;
mod filters;
mod id_column;
mod interner;
#[cfg(not(target_arch = "wasm32"))]
mod log;
mod matching;
mod narrow_column;
pub mod pack;
mod pick;
mod record_store;
#[cfg(not(target_arch = "wasm32"))]
mod streaming;
mod summary;
mod text_column;

use std::any::Any;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

#[cfg(not(target_arch = "wasm32"))]
pub use across_files::{DIFFERENT_IN_FILES, SAME_IN_FILES};
pub use builder::{Provenance, SnapshotBuilder};
pub use column_source::ColumnSource;
pub use combine::{CombineOptions, combine};
pub use filtered::{ActorCount, filtered};
#[cfg(not(target_arch = "wasm32"))]
pub use filtering::filter;
pub use filters::Filters;
#[cfg(not(target_arch = "wasm32"))]
pub use log::{Log, WITHOUT_ID};
pub use matching::{Matched, Matching};
pub use record_store::IncidentRecord;
#[cfg(not(target_arch = "wasm32"))]
pub use streaming::{PART_MAGIC, PartFile, PartWriter, Room, StreamingBuilder};
pub use summary::{FatalitySums, FromOrigin, Origin, SourceCoverage, Summary};

use crate::error::{Code, GeobitError, Result};
use crate::geo::{GeoPoint, LonLat};
use crate::incident::{Day, Fatalities, Incident, Kind, OriginCounts};
use crate::index::{Index, Layer, Precision};
use crate::memory;
use record_store::RecordStore;

/// The subject of the sentence that says that memory for records is missing.
const RECORDS: &str = "This list of records";

/// A loaded snapshot. Its rows, one for each incident, are numbered from 0 in the order of the index; those of incidents
/// without coordinates come last.
pub struct Snapshot {
    lon: Vec<f64>,
    lat: Vec<f64>,
    start: Vec<Day>,
    kind: Vec<Kind>,
    /// NaN where the incident cannot be located.
    uncertainty_km: Vec<f32>,
    /// The number of the origin of each row; empty where all rows have the same.
    origin: Vec<u8>,
    /// The number of each row in `records`, which are in the order of the source. It is empty where the numbers are the rows.
    record_numbers: Vec<u32>,
    records: RecordStore,
    index: Index,
    summary: Summary,
    as_of: Day,
    first_day: Day,
    last_day: Day,
    /// The incidents among which those of a filtered snapshot were chosen.
    ground: Option<Arc<Snapshot>>,
    derived: Derived,
}

/// What a question found out about all rows, which does not change. It is kept with the rows, so that it is found out once.
#[derive(Default)]
struct Derived(OnceLock<Box<dyn Any + Send + Sync>>);

impl Snapshot {
    /// Returns what `derive` finds out about all rows. It is called once; there is one such thing for a snapshot.
    pub(crate) fn derived<T: Any + Send + Sync>(&self, derive: impl FnOnce() -> T) -> &T {
        let derived = self.derived.0.get_or_init(|| Box::new(derive()));
        derived.downcast_ref().unwrap_or_else(|| unreachable!("one thing is derived from a snapshot"))
    }

    /// Returns the snapshot under another name. The names of several origins stay.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn with_name(mut self, name: String) -> Snapshot {
        Provenance { name: Some(name), ..Provenance::default() }.overrule(&mut self.summary);
        self
    }

    /// Returns the number of incidents.
    pub fn len(&self) -> usize {
        self.start.len()
    }

    /// Returns whether there are no incidents.
    pub fn is_empty(&self) -> bool {
        self.start.is_empty()
    }

    /// Returns what the snapshot says about itself.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Returns the day up to which the data claim to be complete.
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// Returns the first and the last day of any incident.
    pub fn span(&self) -> (Day, Day) {
        (self.first_day, self.last_day)
    }

    /// Returns whether these are the incidents that match among those of another snapshot.
    pub(crate) fn is_filtered(&self) -> bool {
        self.ground.is_some()
    }

    /// Returns the snapshot whose incidents tell which places the data cover: of a filtered one that from which its incidents were chosen.
    pub(crate) fn ground(&self) -> &Snapshot {
        self.ground.as_deref().unwrap_or(self)
    }

    /// Returns the longitudes by row, degrees; NaN without coordinates.
    pub fn lon(&self) -> &[f64] {
        &self.lon
    }

    /// Returns the latitudes by row, degrees; NaN without coordinates.
    pub fn lat(&self) -> &[f64] {
        &self.lat
    }

    /// Returns the first days by row.
    pub fn day(&self) -> &[Day] {
        &self.start
    }

    /// Returns the kinds by row.
    pub fn kind(&self) -> &[Kind] {
        &self.kind
    }

    /// Returns the radii of uncertainty by row, km; NaN where the incident cannot be located.
    pub fn uncertainty_km(&self) -> &[f32] {
        &self.uncertainty_km
    }

    /// Returns the number of the origin of a row among [`Summary::origins`].
    #[inline]
    pub fn origin(&self, row: usize) -> usize {
        self.origin.get(row).map_or(0, |number| usize::from(*number))
    }

    /// Returns counts of nothing yet: one for each origin of a combined snapshot, none for any other.
    pub(crate) fn origin_counts(&self) -> OriginCounts {
        OriginCounts::new(if self.origin.is_empty() { 0 } else { self.summary.origins.len() })
    }

    /// Counts rows by origin, where this is a combined snapshot.
    pub(crate) fn count_by_origin(&self, rows: impl IntoIterator<Item = usize>) -> OriginCounts {
        let mut counts = self.origin_counts();
        if !counts.is_empty() {
            rows.into_iter().for_each(|row| counts.add(self.origin(row)));
        }
        counts
    }

    /// Returns the recorded deaths of a row.
    pub fn fatalities(&self, row: usize) -> Fatalities {
        self.records.fatalities(self.record_number(row))
    }

    /// Returns whether the day of any incident is less than certain.
    pub(crate) fn has_coarse_dates(&self) -> bool {
        self.records.date_span_days().constant().is_none_or(|days| days > 1)
    }

    /// Returns the number of days within which the first day of a row lies; up to 1 where it is known.
    pub(crate) fn date_span_days(&self, row: usize) -> u32 {
        self.records.date_span_days().get(self.record_number(row)) as u32
    }

    /// Returns whether any incident lasts longer than a day.
    pub(crate) fn has_durations(&self) -> bool {
        self.records.duration_days().constant().is_none_or(|days| days > 0)
    }

    /// Returns the number of days from the first day of a row to its last, both counted.
    pub(crate) fn duration_days(&self, row: usize) -> u32 {
        self.records.duration_days().get(self.record_number(row)) as u32 + 1
    }

    /// Returns the coordinates of a row.
    pub fn at(&self, row: usize) -> LonLat {
        LonLat::new(self.lon[row], self.lat[row])
    }

    /// Returns the coordinates of a row as a point, from which distances are measured.
    pub fn point(&self, row: usize) -> GeoPoint {
        GeoPoint::new(self.at(row))
    }

    /// Returns everything that is recorded of the incident of a row.
    pub fn record(&self, row: usize) -> IncidentRecord {
        self.records.get(row, self.record_number(row), self)
    }

    /// Returns everything that is recorded of the incidents of some rows, as JSON text: a list of [`IncidentRecord`]s in the
    /// order of the rows.
    ///
    /// # Errors
    /// `BadOption` for a row that the snapshot does not have; `TooLarge` for records of more than 256 MB.
    pub fn records_json(&self, rows: &[u32]) -> Result<String> {
        const MOST_BYTES: usize = 256_000_000;
        /// About how much JSON a record takes beside its text.
        const RECORD_BYTES: usize = 400;
        let mut list = Vec::new();
        for (index, &row) in rows.iter().enumerate() {
            let row = row as usize;
            if row >= self.len() {
                let last = self.len().saturating_sub(1);
                let message = format!("rows[{index}] is {row}; this snapshot has the rows 0 to {last}.");
                return Err(GeobitError::new(Code::BadOption, message).at_field("rows"));
            }
            let text = self.records.text_bytes_of(self.record_number(row));
            if list.len() + text > MOST_BYTES {
                let message = format!(
                    "The records of these rows take more than 256 MB, of which rows[{index}] would be the first one too many; ask \
                     for fewer rows at once."
                );
                return Err(GeobitError::new(Code::TooLarge, message).at_field("rows"));
            }
            memory::grow(&mut list, text + RECORD_BYTES).map_err(|shortage| shortage.refuse(RECORDS))?;
            if text > 1 << 20 {
                // The record as it is, and escaped as JSON.
                memory::require(RECORDS, 4 * text)?;
            }
            list.push(if index == 0 { b'[' } else { b',' });
            serde_json::to_writer(&mut list, &self.record(row)).expect("records have only members that JSON can hold");
        }
        list.extend_from_slice(if rows.is_empty() { b"[]" } else { b"]" });
        Ok(String::from_utf8(list).expect("JSON is text"))
    }

    /// Returns the incident of a row as a reader would hand it over.
    pub(crate) fn incident(&self, row: usize) -> Incident<'_> {
        self.records.incident(row, self.record_number(row), self)
    }

    /// Returns the id of the incident of a row.
    pub fn id(&self, row: usize) -> Cow<'_, str> {
        self.records.id(self.record_number(row))
    }

    /// Returns whether the incidents have ids of their provider. Those of columns and of a pack without text have not.
    pub fn has_ids(&self) -> bool {
        self.is_empty() || self.records.has_ids()
    }

    /// Returns the data-as-of of the first snapshot that had the incident of a row, where that is known.
    pub fn first_seen(&self, row: usize) -> Option<Day> {
        self.records.first_seen(self.record_number(row), self.start[row])
    }

    /// Returns the snapshot with what is known of that, by row.
    ///
    /// # Errors
    /// `TooLarge` if there is not enough memory.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn with_first_seen(mut self, by_row: &[Option<Day>]) -> Result<Snapshot> {
        let mut by_number = vec![(0, None); self.len()];
        for (row, first_seen) in by_row.iter().enumerate() {
            by_number[self.record_number(row)] = (self.start[row], *first_seen);
        }
        let set = self.records.set_first_seen(by_number.into_iter());
        set.map_err(|shortage| shortage.refuse("This snapshot"))?;
        Ok(self)
    }

    /// Returns, for each row, the number of its incident among those kept, in the order of the source, from 0.
    pub fn source(&self) -> Cow<'_, [u32]> {
        if self.record_numbers.is_empty() {
            return (0..self.len() as u32).collect();
        }
        Cow::Borrowed(&self.record_numbers)
    }

    /// Returns the rows in the order of the source.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn rows_of_source(&self) -> Vec<u32> {
        let mut rows = vec![0; self.len()];
        (0..self.len()).for_each(|row| rows[self.record_number(row)] = row as u32);
        rows
    }

    /// Returns the number of a row in `records`.
    fn record_number(&self, row: usize) -> usize {
        self.record_numbers.get(row).map_or(row, |number| *number as usize)
    }

    /// Returns the layers that a question looks at, each with the radius of uncertainty of its points in km. A question
    /// without uncertainty looks at everything that has coordinates and takes it for exact.
    pub(crate) fn layers(&self, uncertainty: bool) -> impl Iterator<Item = (&Layer, f64)> {
        self.index.layers().iter().filter_map(move |layer| match (uncertainty, layer.precision) {
            (false, _) | (true, Precision::Exact) => Some((layer, 0.0)),
            (true, Precision::Within(km)) => Some((layer, f64::from(km))),
            (true, Precision::NotLocatable) => None,
        })
    }

    /// Returns the code of an actor, or `None` where no incident of the snapshot names it.
    pub(crate) fn actor_code(&self, name: &str) -> Option<u32> {
        self.records.actor_code(name)
    }

    /// Returns whether a row names one of the actors with these codes.
    pub(crate) fn has_actor(&self, row: usize, codes: &[u32]) -> bool {
        self.records.actor_codes(self.record_number(row)).iter().any(|actor| codes.contains(actor))
    }

    /// Returns the radius of uncertainty of a row in km, which is 0 in a question without uncertainty.
    pub(crate) fn radius_km(&self, row: usize, uncertainty: bool) -> f64 {
        if uncertainty { f64::from(self.uncertainty_km[row]) } else { 0.0 }
    }
}

/// Iterates over the numbers below `len`, without those in `left_out`, which must ascend.
fn kept(len: usize, left_out: &[u32]) -> impl Iterator<Item = usize> {
    let mut left_out = left_out.iter().peekable();
    (0..len).filter(move |number| left_out.next_if(|left_out| **left_out as usize == *number).is_none())
}
