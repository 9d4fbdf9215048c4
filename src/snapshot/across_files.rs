//! What files of one log have in common: rows whose id is also in another file, of which one counts.

#[cfg(not(target_arch = "wasm32"))]
use std::hash::{DefaultHasher, Hasher};

use super::builder::Judgement;
#[cfg(not(target_arch = "wasm32"))]
use super::pack::round_degrees;
#[cfg(not(target_arch = "wasm32"))]
use super::streaming::encode_record;
#[cfg(not(target_arch = "wasm32"))]
use crate::incident::{Incident, Position};
use crate::intake::Warning;

/// The reason of the warning about rows that are the same in another file.
pub const SAME_IN_FILES: &str = "another file has the same row: it counts once";
/// The reason of the warning about rows that another file has otherwise.
pub const DIFFERENT_IN_FILES: &str =
    "another file has the id with other content: the newest edition counts, or else the row of the later file";

/// The files that incidents come from, which follow one another. Where none is begun, all come from one.
#[derive(Default)]
pub struct Files {
    /// The number of the first incident of each file.
    starts: Vec<u64>,
}

impl Files {
    /// Begins the next file, of which the first incident has a number.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn begin(&mut self, first: u64) {
        self.starts.push(first);
    }

    /// Returns whether a file has begun, so that there may be several.
    pub fn have_begun(&self) -> bool {
        !self.starts.is_empty()
    }

    /// Returns whether two incidents, by their numbers, are of different files.
    pub fn differ(&self, one: u64, other: u64) -> bool {
        let file = |number: u64| self.starts.partition_point(|start| *start <= number);
        file(one) != file(other)
    }
}

/// Returns a number for all that a pack holds of an incident. It is another one for another content, but for one in 2⁶⁴.
#[cfg(not(target_arch = "wasm32"))]
pub fn content_of(incident: &Incident<'_>) -> u64 {
    let round = |Position { lon, lat }| Position { lon: round_degrees(lon), lat: round_degrees(lat) };
    let position = incident.position.map(round);
    let mut record = Vec::new();
    encode_record(&Incident { position, ..borrow(incident) }, &mut record);
    let mut hasher = DefaultHasher::new();
    hasher.write(&record);
    hasher.finish()
}

/// Returns an incident whose texts are those of another.
#[cfg(not(target_arch = "wasm32"))]
fn borrow<'i>(incident: &'i Incident<'_>) -> Incident<'i> {
    let [actor1, actor2] = &incident.actors;
    Incident {
        id: incident.id.as_ref().into(),
        event_type: incident.event_type.as_ref().into(),
        subtype: incident.subtype.as_ref().into(),
        actors: [actor1.as_ref().into(), actor2.as_ref().into()],
        country: incident.country.as_ref().into(),
        admin1: incident.admin1.as_ref().into(),
        place: incident.place.as_ref().into(),
        source: incident.source.as_ref().into(),
        headline: incident.headline.as_ref().into(),
        ..*incident
    }
}

/// Why a row may be dropped whose id comes again; see [`SharedCounts`](super::builder::SharedCounts).
#[derive(Clone, Copy, Debug)]
pub enum Why {
    /// The other row is an edition of it, by its revision or without one.
    Revised,
    Repeated,
    /// The other row has another day or place.
    Moved,
    /// The id is 0.
    Nothing,
}

/// How many rows have the id of a row of another file.
#[derive(Clone, Copy, Debug, Default)]
pub struct AcrossFiles {
    /// By [`Why`], those that are the same as the other row, and those that differ from it.
    counts: [[u64; 2]; 4],
}

impl AcrossFiles {
    /// Adds a row.
    pub fn add(&mut self, why: Why, is_same: bool) {
        self.counts[why as usize][usize::from(!is_same)] += 1;
    }

    /// Tells of the rows that are dropped.
    pub fn warn(self, judgement: Judgement) -> impl Iterator<Item = Warning> {
        let is_dropped = |why: Why| match why {
            Why::Revised => true,
            Why::Repeated | Why::Moved => !judgement.keeps_moved,
            Why::Nothing => !judgement.keeps_moved && !judgement.keeps_nothing,
        };
        let dropped: Vec<Why> = [Why::Revised, Why::Repeated, Why::Moved, Why::Nothing]
            .into_iter()
            .filter(|why| is_dropped(*why))
            .collect();
        let told = [SAME_IN_FILES, DIFFERENT_IN_FILES].into_iter().enumerate().map(move |(column, reason)| Warning {
            reason: reason.into(),
            count: dropped.iter().map(|why| self.counts[*why as usize][column]).sum(),
            rows: Vec::new(),
        });
        told.filter(|warning| warning.count > 0)
    }
}
