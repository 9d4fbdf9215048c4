//! Collects the incidents of a file until they become a snapshot.

use std::cell::RefCell;

use super::Snapshot;
#[cfg(not(target_arch = "wasm32"))]
use super::across_files::content_of;
use super::across_files::{AcrossFiles, Files, Why};
use super::arrange::{CoreColumns, arrange, require_room};
use super::chunked_vec::ChunkedVec;
#[cfg(not(target_arch = "wasm32"))]
use super::filters::Filters;
use super::id_column::Repeats;
use super::record_store::RecordStore;
use super::summary::Summary;
use crate::error::{Result, quote_excerpt};
use crate::incident::{Day, IdTrust, Incident, Kind, MAX_UNCERTAINTY_KM};
use crate::intake::{ReadSummary, Warning};
use crate::memory::{self, Allocated, Shortage};

/// The subject of the sentence that says that memory is missing.
pub(super) const FILE: &str = "This file";

/// From this size in bytes on, superseded incidents are looked for while a file is read, and again whenever the rest has
/// doubled. Smaller files are looked through once, when they end.
const FIRST_SIFTING_BYTES: usize = 256 << 20;
/// About how many bytes an incident takes beside its text.
const INCIDENT_BYTES: usize = 48;
/// How many incidents are added between two looks at the size.
const LOOK_EVERY: usize = 1 << 12;

/// What the person who loads a snapshot says about it. Every member has a default.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    /// The name of the snapshot; by default that of a pack, or else the name of the file, or else `Unnamed snapshot`.
    pub name: Option<String>,
    /// The name of the file.
    pub file_name: Option<String>,
    /// The day up to which the data claim to be complete; by default the last day of any incident.
    pub as_of: Option<Day>,
    /// The licence; by default the provider's, where the layout of the file tells who that is.
    pub licence: Option<String>,
    /// How the data are to be attributed; by default as the provider wishes.
    pub attribution: Option<String>,
}

impl Provenance {
    /// Puts what is said here in the place of what the snapshot says itself.
    pub(super) fn overrule(self, summary: &mut Summary) {
        if let Some(name) = self.name {
            summary.name = name;
        }
        if self.licence.is_some() {
            summary.licence = self.licence;
        }
        if self.attribution.is_some() {
            summary.attribution = self.attribution;
        }
        if let [origin] = summary.origins.as_mut_slice() {
            origin.name = summary.name.clone();
            origin.as_of = summary.as_of;
            origin.licence = summary.licence.clone();
            origin.attribution = summary.attribution.clone();
        }
    }
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
/// assert_eq!(builder.finish(Provenance::default(), read)?.len(), 1);
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
pub struct SnapshotBuilder {
    pub(super) columns: GrowingColumns,
    pub(super) records: RecordStore,
    /// What is left out on purpose.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) filters: Option<Filters>,
    /// Where the files of a log begin, if there are several, and what each incident of them holds, as a number.
    files: Files,
    contents: ChunkedVec<u64>,
    /// Incidents that were left out because their id came again.
    superseded: u64,
    /// The least that any incident says of its id.
    id_trust: IdTrust,
    /// The superseded incidents whose day or place differs from that of the newer edition.
    moved: u64,
    /// The size in bytes from which superseded incidents are looked for.
    sift_from: usize,
    /// Set when memory was missing. Incidents that come later are not kept.
    shortage: Option<Shortage>,
}

/// The columns that questions compute with, while they grow.
#[derive(Default)]
pub(super) struct GrowingColumns {
    pub(super) start: ChunkedVec<Day>,
    kind: ChunkedVec<Kind>,
    /// Degrees; NaN without coordinates.
    lon: ChunkedVec<f64>,
    lat: ChunkedVec<f64>,
    /// Km; NaN where the incident cannot be located.
    uncertainty_km: ChunkedVec<f32>,
    /// Empty while no record had a revision.
    revision: ChunkedVec<i64>,
    /// Whether an incident is left out on purpose; empty while none is.
    pub(super) left_out: ChunkedVec<bool>,
}

impl Default for SnapshotBuilder {
    fn default() -> SnapshotBuilder {
        SnapshotBuilder {
            columns: GrowingColumns::default(),
            records: RecordStore::default(),
            #[cfg(not(target_arch = "wasm32"))]
            filters: None,
            files: Files::default(),
            contents: ChunkedVec::default(),
            superseded: 0,
            id_trust: IdTrust::Given,
            moved: 0,
            sift_from: FIRST_SIFTING_BYTES,
            shortage: None,
        }
    }
}

impl SnapshotBuilder {
    /// Appends an incident. Where there is no memory for it, [`check_size`](Self::check_size) says so.
    pub fn push(&mut self, incident: &Incident<'_>) {
        if self.shortage.is_some() {
            return;
        }
        #[cfg(not(target_arch = "wasm32"))]
        if self.filters.as_ref().is_some_and(|filters| !filters.accept(incident)) {
            self.shortage = self.note_content(incident).and_then(|()| self.leave_out(incident)).err();
            return;
        }
        self.shortage = self.note_content(incident).and_then(|()| self.try_push(incident, false)).err();
    }

    pub(super) fn try_push(&mut self, incident: &Incident<'_>, is_left_out: bool) -> Allocated<()> {
        self.id_trust = self.id_trust.max(incident.id_trust);
        self.columns.push(incident)?;
        self.columns.mark(is_left_out)?;
        self.records.push(incident)?;
        // Those of several files are counted first.
        let may_sift = !self.files.have_begun() && self.len().is_multiple_of(LOOK_EVERY);
        if may_sift && self.bytes() > self.sift_from {
            self.drop_superseded()?;
            self.sift_from = self.sift_from.max(2 * self.bytes());
        }
        Ok(())
    }

    /// Begins a file of a log that has several, the first of them before the first incident. Rows are counted whose id is in another file.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn begin_file(&mut self) {
        self.files.begin(self.len() as u64);
    }

    /// Notes what an incident holds, where there are several files.
    fn note_content(&mut self, _incident: &Incident<'_>) -> Allocated<()> {
        #[cfg(not(target_arch = "wasm32"))]
        if self.files.have_begun() {
            self.contents.push(content_of(_incident))?;
        }
        Ok(())
    }

    /// Returns the number of incidents so far, without superseded ones that have been dropped already.
    pub fn len(&self) -> usize {
        self.columns.start.len()
    }

    /// Returns whether there is no incident yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns about how much memory the incidents take.
    fn bytes(&self) -> usize {
        self.records.text_bytes() + INCIDENT_BYTES * self.len()
    }

    /// Checks that there was memory for every incident. To be called after every piece of a file.
    ///
    /// # Errors
    /// `TooLarge`, with how much memory is needed and how much can be had.
    pub fn check_size(&self) -> Result<()> {
        self.shortage.map_or(Ok(()), |shortage| Err(shortage.refuse(FILE)))
    }

    /// Sorts and indexes the incidents and returns the snapshot. Of incidents with the same id, the last one in the file is
    /// kept, because providers append new releases; see [`IdTrust`] for what is no id.
    ///
    /// # Errors
    /// `TooLarge`, with how much memory is needed and how much can be had.
    pub fn finish(mut self, provenance: Provenance, mut intake: ReadSummary) -> Result<Snapshot> {
        self.check_size()?;
        let shared = self.drop_superseded().map_err(|shortage| shortage.refuse(FILE))?;
        intake.warnings.extend(shared);
        #[cfg(not(target_arch = "wasm32"))]
        if self.filters.is_some() {
            return self.finish_filtered(provenance, intake);
        }
        self.arrange(provenance, intake)
    }

    pub(super) fn arrange(mut self, provenance: Provenance, intake: ReadSummary) -> Result<Snapshot> {
        self.records.shrink_to_fit();
        require_room(FILE, self.len())?;
        Ok(arrange(self.columns.into_core(), self.records, provenance, intake, self.superseded))
    }

    /// Drops the incidents whose id has come again, and frees their memory. Returns what is odd about the ids.
    fn drop_superseded(&mut self) -> Allocated<Vec<Warning>> {
        let columns = &self.columns;
        let revision =
            |number: u32| if columns.revision.is_empty() { 0 } else { columns.revision.get(number as usize) };
        let is_nothing = |number: u32| self.records.id(number as usize) == "0";
        let across = RefCell::new(AcrossFiles::default());
        let are_of_two_files = |one: u32, other: u32| self.files.differ(one.into(), other.into());
        let compare = |why: Why, one: u32, other: u32| {
            if are_of_two_files(one, other) {
                let is_same = self.contents.get(one as usize) == self.contents.get(other as usize);
                across.borrow_mut().add(why, is_same);
            }
        };
        let is_apart = |number: u32, newer: u32| {
            let may_be = self.id_trust != IdTrust::Given && revision(number) == 0 && revision(newer) == 0;
            let why = match () {
                () if may_be && is_nothing(number) => Why::Nothing,
                () if may_be && columns.differ(number as usize, newer as usize) => Why::Moved,
                () => return false,
            };
            compare(why, number, newer);
            true
        };
        let is_newer = |number: u32, held: u32| {
            let is_newer = is_newer_edition(revision(number), revision(held), are_of_two_files(number, held));
            let older = if is_newer { held } else { number };
            compare(if revision(older) != 0 { Why::Revised } else { Why::Repeated }, number, held);
            is_newer
        };
        let Repeats { mut superseded, apart } = self.records.repeats(is_newer, is_apart)?;
        let (nothing, mut moved): (Vec<u32>, Vec<u32>) = apart.into_iter().partition(|number| is_nothing(*number));
        let counts = SharedCounts {
            same_before: self.superseded - self.moved,
            moved_before: self.moved,
            same: superseded.len() as u64,
            moved: moved.len() as u64,
            nothing: nothing.len() as u64,
        };
        let judgement = counts.judge(self.id_trust);
        let mut kept = Vec::new();
        let zeros = if judgement.keeps_nothing { &mut kept } else { &mut moved };
        memory::grow(zeros, nothing.len())?;
        zeros.extend(nothing);
        if judgement.keeps_moved {
            memory::grow(&mut kept, moved.len())?;
            kept.append(&mut moved);
            superseded.retain(|number| revision(*number) != 0);
        }
        let ids = |numbers: &[u32]| {
            let first = numbers.iter().take(LOOKED_AT);
            first.map(|number| self.records.id(*number as usize).into_owned()).collect::<Vec<_>>()
        };
        let warning = match () {
            () if !kept.is_empty() => Some(warn_of_shared_ids(&ids(&kept), kept.len() as u64, KEPT)),
            () if judgement.is_shared => {
                Some(warn_of_shared_ids(&ids(&moved), self.moved + moved.len() as u64, SUPERSEDED))
            }
            () => None,
        };
        let warnings = warning.into_iter().chain(across.into_inner().warn(judgement)).collect();
        self.moved += moved.len() as u64;
        memory::grow(&mut superseded, moved.len())?;
        superseded.append(&mut moved);
        superseded.sort_unstable();
        if !superseded.is_empty() {
            self.columns = std::mem::take(&mut self.columns).without(&superseded)?;
            self.records.drop_numbers(&superseded)?;
            self.superseded += superseded.len() as u64;
        }
        Ok(warnings)
    }
}

/// Returns whether an incident is a newer edition than one with the same id that stands behind it: by revisions, where they are of one
/// file or both have one; otherwise it is not.
pub(super) fn is_newer_edition(revision: i64, held: i64, are_of_two_files: bool) -> bool {
    revision > held && (held != 0 || !are_of_two_files)
}

/// How many incidents have an id that comes again.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SharedCounts {
    /// Those that were dropped before, with the day and the place of the newer one, and with others.
    pub same_before: u64,
    pub moved_before: u64,
    /// Those that are editions of the newer one.
    pub same: u64,
    /// Those that have another day or place.
    pub moved: u64,
    /// Those with the id 0.
    pub nothing: u64,
}

/// What follows from [`SharedCounts`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Judgement {
    /// Whether 0 stands for no id, so that these incidents are kept.
    pub keeps_nothing: bool,
    /// Whether the same text stands for many places or days: it is no id.
    pub is_shared: bool,
    /// Whether those that have another day or place are kept. Of the others, those are dropped that have a revision.
    pub keeps_moved: bool,
}

impl SharedCounts {
    pub(super) fn judge(self, id_trust: IdTrust) -> Judgement {
        let is_shared = self.same_before + self.same < self.moved_before + self.moved;
        Judgement {
            // 0 comes again at least as often as all others.
            keeps_nothing: self.nothing >= self.same + self.moved,
            is_shared,
            keeps_moved: is_shared && id_trust == IdTrust::Guessed,
        }
    }
}

/// The number of incidents with a shared id that are looked at for examples. Later ones add little.
pub(super) const LOOKED_AT: usize = 1000;

/// Says that incidents with these ids share them with later ones and yet differ from them.
pub(super) fn warn_of_shared_ids(ids: &[String], count: u64, what: &str) -> Warning {
    const EXAMPLES: usize = 3;
    let mut examples: Vec<&String> = Vec::new();
    for id in ids {
        if examples.len() < EXAMPLES && !examples.contains(&id) {
            examples.push(id);
        }
    }
    let named: Vec<String> = examples.into_iter().map(|id| quote_excerpt(id)).collect();
    let reason =
        format!("the id is that of a later row too, with another day or place, such as {}: {what}", named.join(", "));
    Warning { reason, count, rows: Vec::new() }
}

/// What becomes of the incidents of [`warn_of_shared_ids`].
pub(super) const KEPT: &str = "it is not taken for the id of an incident, and the rows are kept";
pub(super) const SUPERSEDED: &str = "of each id only the last row is kept. If these are different incidents, the column is no id: map the id to \
                          another column, or to none";

impl GrowingColumns {
    pub(super) fn push(&mut self, incident: &Incident<'_>) -> Allocated<()> {
        let Spot { lon, lat, uncertainty_km } = Spot::of(incident);
        self.start.push(incident.start)?;
        self.kind.push(incident.kind)?;
        self.lon.push(lon)?;
        self.lat.push(lat)?;
        self.uncertainty_km.push(uncertainty_km)?;
        if incident.revision == 0 && self.revision.is_empty() {
            return Ok(());
        }
        while self.revision.len() + 1 < self.start.len() {
            self.revision.push(0)?;
        }
        self.revision.push(incident.revision)
    }

    /// Returns whether two incidents are not of the same day and place.
    fn differ(&self, one: usize, other: usize) -> bool {
        let dated = |number| (self.start.get(number), self.lon.get(number), self.lat.get(number));
        differ(dated(one), dated(other))
    }

    /// Marks whether the last incident is left out.
    fn mark(&mut self, is_left_out: bool) -> Allocated<()> {
        if !is_left_out && self.left_out.is_empty() {
            return Ok(());
        }
        while self.left_out.len() + 1 < self.start.len() {
            self.left_out.push(false)?;
        }
        self.left_out.push(is_left_out)
    }

    /// Drops the incidents with the given numbers, which must ascend.
    pub(super) fn without(self, left_out: &[u32]) -> Allocated<GrowingColumns> {
        Ok(GrowingColumns {
            start: self.start.without(left_out)?,
            kind: self.kind.without(left_out)?,
            lon: self.lon.without(left_out)?,
            lat: self.lat.without(left_out)?,
            uncertainty_km: self.uncertainty_km.without(left_out)?,
            revision: if self.revision.is_empty() { self.revision } else { self.revision.without(left_out)? },
            left_out: if self.left_out.is_empty() { self.left_out } else { self.left_out.without(left_out)? },
        })
    }

    pub(super) fn into_core(self) -> CoreColumns {
        CoreColumns {
            lon: self.lon.into_vec(),
            lat: self.lat.into_vec(),
            start: self.start.into_vec(),
            kind: self.kind.into_vec(),
            uncertainty_km: self.uncertainty_km.into_vec(),
            origin: Vec::new(),
        }
    }
}

/// Where an incident is, as columns have it.
pub(super) struct Spot {
    /// Degrees; NaN without coordinates.
    pub lon: f64,
    pub lat: f64,
    /// Km; NaN where the incident cannot be located.
    pub uncertainty_km: f32,
}

impl Spot {
    pub(super) fn of(incident: &Incident<'_>) -> Spot {
        let radius_km = incident.position.and(incident.uncertainty_km).filter(|km| *km <= MAX_UNCERTAINTY_KM);
        Spot {
            lon: incident.position.map_or(f64::NAN, |position| position.lon),
            lat: incident.position.map_or(f64::NAN, |position| position.lat),
            uncertainty_km: radius_km.unwrap_or(f32::NAN),
        }
    }
}

/// Returns whether two incidents, each given by its first day, longitude and latitude, are not of the same day, or lie more than about a
/// kilometre apart.
pub(super) fn differ(one: (Day, f64, f64), other: (Day, f64, f64)) -> bool {
    const SAME_PLACE: f64 = 0.01;
    let is_far = |one: f64, other: f64| one.is_nan() != other.is_nan() || (one - other).abs() > SAME_PLACE;
    one.0 != other.0 || is_far(one.1, other.1) || is_far(one.2, other.2)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::incident::{Fatalities, Position};

    /// Reads 40,000 rows that share 100 ids, each with text of its own in every column.
    fn build(sift_from: usize) -> Snapshot {
        let mut builder = SnapshotBuilder { sift_from, ..SnapshotBuilder::default() };
        let rows = 40_000;
        for number in 0..rows {
            let text = |what: &str| Cow::Owned(format!("{what} {number}"));
            let incident = Incident {
                id: format!("id {}", number % 100).into(),
                start: number % 5000,
                end: number % 5000 + number % 3,
                position: Some(Position { lon: f64::from(number % 360 - 180), lat: f64::from(number % 170 - 85) }),
                uncertainty_km: Some((number % 2) as f32),
                kind: Kind::ALL[number as usize % 9],
                event_type: text("type"),
                actors: [text("actor"), text("other actor")],
                fatalities: Fatalities { low: None, best: Some(number as u32), high: None },
                source: text("source"),
                headline: text("headline"),
                ..Incident::default()
            };
            builder.push(&incident);
            assert!(sift_from == usize::MAX || builder.len() < 9000, "superseded incidents are dropped on the way");
        }
        builder.check_size().unwrap();
        let intake = ReadSummary {
            format: "csv".into(),
            layout: "generic".into(),
            rows: rows as u64,
            rejected: 0,
            rejections: Vec::new(),
            warnings: Vec::new(),
            provider: None,
        };
        builder.finish(Provenance::default(), intake).unwrap()
    }

    #[test]
    fn finding_k_superseded_incidents_are_dropped_with_their_text() {
        let (at_the_end, on_the_way) = (build(usize::MAX), build(1 << 16));
        let records = |snapshot: &Snapshot| {
            let records = (0..snapshot.len()).map(|row| snapshot.record(row));
            serde_json::to_value(records.collect::<Vec<_>>()).unwrap()
        };
        assert_eq!(records(&at_the_end), records(&on_the_way));
        for snapshot in [&at_the_end, &on_the_way] {
            assert_eq!((snapshot.len(), snapshot.summary().superseded), (100, 39_900));
            let mut source = snapshot.source().into_owned();
            source.sort();
            assert!(source.into_iter().eq(0..100));
            let mut headlines: Vec<String> = (0..100).map(|row| snapshot.record(row).headline).collect();
            headlines.sort();
            assert!(headlines.into_iter().eq((39_900..40_000).map(|number| format!("headline {number}"))));
            assert!(snapshot.records.text_bytes() < 100 * 80, "{} bytes of text", snapshot.records.text_bytes());
            assert_eq!((snapshot.actor_code("actor 1"), snapshot.actor_code("actor 39999").is_some()), (None, true));
        }
    }
}
