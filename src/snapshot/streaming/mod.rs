//! Makes a pack of the incidents of a file without holding them: what does not fit into memory is in temporary files.
//!
//! ```text
//! incidents ─┬─▶ ids, sorted by id ─────▶ which are superseded ─┐
//!            └─▶ records, sorted in the order of the index ─────┴─▶ columns of a row group ──▶ pack
//! ```
//! The pack is byte for byte the one that [`pack::write`](super::pack::write) makes of the same incidents in a snapshot. It is for
//! programs that make packs, and not part of the module for browsers.

mod countries;
mod editions;
mod numbers;
mod part;
mod record;
mod rows;
mod sorter;
mod spool;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::builder::Spot;
use super::filtering::slim;
use super::pack::{Header, PackOptions, PackWriter, place_in_pack, refuse};
use super::summary::Summary;
use super::{Filters, Provenance};
use crate::error::{Code, GeobitError, Result};
use crate::geo::HilbertCurve;
use crate::incident::Incident;
use crate::intake::ReadSummary;
use editions::{Editions, Superseded};
pub use part::{MAGIC as PART_MAGIC, PartFile, PartWriter};
use rows::PackRows;
use sorter::Sorter;

/// Where incidents are kept that are not in memory.
#[derive(Clone, Debug)]
pub struct Room {
    /// About how many bytes of memory are taken.
    pub memory: usize,
    /// The folder of the temporary files. They have no names, and are gone when the program ends.
    pub folder: PathBuf,
}

impl Room {
    /// Returns a part of the memory.
    fn share(&self, percent: usize) -> usize {
        self.memory / 100 * percent
    }

    fn refuse(&self, error: io::Error) -> GeobitError {
        refuse_files(&self.folder, &error)
    }
}

/// Appends all that a pack holds of an incident.
pub(super) fn encode_record(incident: &Incident<'_>, out: &mut Vec<u8>) {
    record::encode(incident, false, true, out);
}

fn refuse_part(error: &io::Error) -> GeobitError {
    let reason = match error.kind() {
        io::ErrorKind::UnexpectedEof => "it is cut off".into(),
        _ => error.to_string(),
    };
    GeobitError::new(Code::TooLarge, format!("The part cannot be written or read: {reason}."))
}

fn refuse_files(folder: &Path, error: &io::Error) -> GeobitError {
    let advice = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            " Up to two and a half times the size of the file has to be free there, beside the pack."
        }
        _ => "",
    };
    let message = format!("The temporary files in {} cannot be written or read: {error}.{advice}", folder.display());
    GeobitError::new(Code::TooLarge, message)
}

/// Collects incidents in the order of the file until they become a pack; see the module.
pub struct StreamingBuilder {
    room: Room,
    options: PackOptions,
    /// What is left out on purpose.
    filters: Option<Filters>,
    /// The number of incidents so far.
    count: u64,
    editions: Editions,
    records: Sorter,
    record: Vec<u8>,
    curve: HilbertCurve,
    /// What went wrong with the temporary files. Incidents that come later are not kept.
    failure: Option<GeobitError>,
}

impl StreamingBuilder {
    /// Prepares a pack of the incidents that pass the filters, if there are any.
    pub fn new(room: Room, options: PackOptions, filters: Option<Filters>) -> StreamingBuilder {
        StreamingBuilder {
            editions: Editions::new(room.share(20), &room.folder),
            records: Sorter::new(room.share(70), &room.folder, record::id_of),
            room,
            options,
            filters,
            count: 0,
            record: Vec::new(),
            curve: HilbertCurve::new(),
            failure: None,
        }
    }

    /// Begins a file of a log that has several, the first of them before the first incident.
    pub fn begin_file(&mut self) {
        self.editions.begin_file(self.count);
    }

    /// Returns what incidents have to pass, if anything.
    pub fn filters(&self) -> Option<&Filters> {
        self.filters.as_ref()
    }

    /// Appends an incident. Where it cannot be kept, [`check`](Self::check) says so.
    pub fn push(&mut self, incident: &Incident<'_>) {
        if self.failure.is_none() {
            self.failure = self.try_push(incident).err().map(|error| self.room.refuse(error));
        }
    }

    fn try_push(&mut self, incident: &Incident<'_>) -> io::Result<()> {
        let number = self.count;
        self.count += 1;
        let is_left_out = self.filters.as_ref().is_some_and(|filters| !filters.accept(incident));
        self.editions.push(number, incident)?;
        let Spot { lon, lat, uncertainty_km } = Spot::of(incident);
        let place = place_in_pack(&self.curve, lon, lat, uncertainty_km);
        self.record.clear();
        record::begin_with_id(&incident.id, &mut self.record);
        let kept = if is_left_out { &slim(incident) } else { incident };
        record::encode(kept, is_left_out, !self.options.no_text, &mut self.record);
        let key = u128::from(place.layer) << 96 | u128::from(place.position) << 64 | u128::from(number);
        self.records.push(key, &self.record)
    }

    /// Checks that every incident could be kept. To be called after every piece of a file.
    ///
    /// # Errors
    /// `TooLarge` where temporary files cannot be written, with the reason.
    pub fn check(&self) -> Result<()> {
        self.failure.clone().map_or(Ok(()), Err)
    }

    /// Writes the pack and returns what it says about itself.
    ///
    /// # Errors
    /// Those of [`check`](Self::check); `BadOption` if the filters leave nothing, which says what there is; `BadParquet` where the
    /// pack cannot be written.
    pub fn finish(self, provenance: Provenance, mut intake: ReadSummary, out: impl Write + Send) -> Result<Summary> {
        self.check()?;
        let StreamingBuilder { room, options, filters, editions, records, .. } = self;
        let refuse_files = |error| room.refuse(error);
        let Superseded { numbers: superseded, warnings } = editions.finish().map_err(refuse_files)?;
        intake.warnings.extend(warnings);
        let mut sorted = records.finish().map_err(refuse_files)?;
        let mut rows = PackRows::new(!options.no_text, &room, out)?;
        while let Some((key, record)) = sorted.next().map_err(refuse_files)? {
            let number = key as u64;
            if !superseded.contains(number) {
                rows.push(number, record::behind_id(record))?;
            }
        }
        rows.finish(&options, superseded.len(), filters.as_ref(), provenance, intake)
    }
}
