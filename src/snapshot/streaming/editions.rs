//! Finds the incidents whose id comes again, as [`SnapshotBuilder`](crate::snapshot::SnapshotBuilder) does, without holding the ids.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::io;
use std::path::Path;

use hashbrown::DefaultHashBuilder;

use super::numbers::Numbers;
use super::sorter::{Sorter, by_key_alone};
use crate::incident::{Day, IdTrust, Incident};
use crate::intake::Warning;
use crate::snapshot::across_files::{AcrossFiles, Files, Why, content_of};
use crate::snapshot::builder::{
    KEPT, LOOKED_AT, SUPERSEDED, SharedCounts, Spot, differ, is_newer_edition, warn_of_shared_ids,
};

/// The ids of incidents, sorted by their hashes, the last incident of each first.
pub struct Editions {
    ids: Sorter,
    hasher: DefaultHashBuilder,
    /// The least that any incident says of its id.
    id_trust: IdTrust,
    record: Vec<u8>,
    /// Where the files of a log begin, if there are several.
    files: Files,
}

/// The incidents that are dropped because their id comes again, and what is odd about the ids.
pub struct Superseded {
    pub numbers: Numbers,
    pub warnings: Vec<Warning>,
}

impl Editions {
    pub fn new(room: usize, folder: &Path) -> Editions {
        Editions {
            ids: Sorter::new(room, folder, by_key_alone),
            hasher: DefaultHashBuilder::default(),
            id_trust: IdTrust::Given,
            record: Vec::new(),
            files: Files::default(),
        }
    }

    /// Begins the next file, of which the first incident has a number.
    pub fn begin_file(&mut self, first: u64) {
        self.files.begin(first);
    }

    /// Takes the incident with a number. Numbers ascend.
    pub fn push(&mut self, number: u64, incident: &Incident<'_>) -> io::Result<()> {
        self.id_trust = self.id_trust.max(incident.id_trust);
        let Spot { lon, lat, .. } = Spot::of(incident);
        self.record.clear();
        self.record.extend_from_slice(&incident.revision.to_le_bytes());
        self.record.extend_from_slice(&incident.start.to_le_bytes());
        self.record.extend_from_slice(&lon.to_le_bytes());
        self.record.extend_from_slice(&lat.to_le_bytes());
        if self.files.have_begun() {
            self.record.extend_from_slice(&content_of(incident).to_le_bytes());
        }
        self.record.extend_from_slice(incident.id.as_bytes());
        let hash = self.hasher.hash_one(incident.id.as_ref());
        self.ids.push(u128::from(hash) << 64 | u128::from(!number), &self.record)
    }

    /// Finds out which incidents are dropped.
    pub fn finish(self) -> io::Result<Superseded> {
        let mut ids = self.ids.finish()?;
        let has_files = self.files.have_begun();
        let mut repeats = Repeats { files: self.files, ..Repeats::default() };
        // The newest incident of each id with the current hash: mostly there is one such id.
        let mut newest: HashMap<Vec<u8>, Edition> = HashMap::new();
        let mut hash = None;
        while let Some((key, record)) = ids.next()? {
            if hash.replace(key >> 64) != Some(key >> 64) {
                newest.clear();
            }
            let (edition, id) = Edition::read(!(key as u64), record, has_files);
            match newest.get_mut(id) {
                None => {
                    newest.insert(id.into(), edition);
                }
                Some(held) => repeats.add(edition, held, id, self.id_trust),
            }
        }
        Ok(repeats.judge(self.id_trust))
    }
}

/// What decides between incidents with the same id.
#[derive(Clone, Copy)]
struct Edition {
    number: u64,
    revision: i64,
    dated: (Day, f64, f64),
    /// What the incident holds, as a number, where the log has several files.
    content: u64,
}

impl Edition {
    /// Reads what [`Editions::push`] has written, and returns the id beside it.
    fn read(number: u64, record: &[u8], has_content: bool) -> (Edition, &[u8]) {
        fn take<const COUNT: usize>(record: &mut &[u8]) -> [u8; COUNT] {
            let (taken, rest) = record.split_first_chunk().expect("a record is whole");
            *record = rest;
            *taken
        }
        let mut rest = record;
        let revision = i64::from_le_bytes(take(&mut rest));
        let start = Day::from_le_bytes(take(&mut rest));
        let (lon, lat) = (f64::from_le_bytes(take(&mut rest)), f64::from_le_bytes(take(&mut rest)));
        let content = if has_content { u64::from_le_bytes(take(&mut rest)) } else { 0 };
        (Edition { number, revision, dated: (start, lon, lat), content }, rest)
    }
}

/// The incidents whose id comes again.
#[derive(Default)]
struct Repeats {
    /// Those of which another is a newer edition, and those among them that have a revision.
    superseded: Numbers,
    revised: Numbers,
    /// Those that are not of the same day and place, and do not say that they are editions; and the ids of the first of them.
    moved: Numbers,
    moved_ids: BTreeMap<u64, String>,
    /// Those with the id 0.
    nothing: Numbers,
    /// Where the files of a log begin, and the rows of which another file has the id.
    files: Files,
    across: AcrossFiles,
}

impl Repeats {
    /// Adds an incident whose id comes again in a later one, which is replaced if this one is newer.
    fn add(&mut self, edition: Edition, held: &mut Edition, id: &[u8], id_trust: IdTrust) {
        let may_be_apart = id_trust != IdTrust::Given && edition.revision == 0 && held.revision == 0;
        if may_be_apart && id == b"0" {
            self.compare(Why::Nothing, edition, *held);
            self.nothing.insert(edition.number);
        } else if may_be_apart && differ(edition.dated, held.dated) {
            self.compare(Why::Moved, edition, *held);
            self.moved.insert(edition.number);
            self.note_moved(edition.number, id);
        } else {
            let are_of_two_files = self.files.differ(edition.number, held.number);
            let is_newer = is_newer_edition(edition.revision, held.revision, are_of_two_files);
            let older = if is_newer { std::mem::replace(held, edition) } else { edition };
            let newer = if is_newer { edition } else { *held };
            self.compare(if older.revision != 0 { Why::Revised } else { Why::Repeated }, older, newer);
            self.superseded.insert(older.number);
            if older.revision != 0 {
                self.revised.insert(older.number);
            }
        }
    }

    /// Notes whether a row is the same as the one of another file that has its id.
    fn compare(&mut self, why: Why, older: Edition, newer: Edition) {
        if self.files.differ(older.number, newer.number) {
            self.across.add(why, older.content == newer.content);
        }
    }

    fn note_moved(&mut self, number: u64, id: &[u8]) {
        let is_early =
            self.moved_ids.len() < LOOKED_AT || self.moved_ids.last_key_value().is_some_and(|(last, _)| number < *last);
        if is_early {
            self.moved_ids.insert(number, String::from_utf8_lossy(id).into_owned());
        }
        if self.moved_ids.len() > LOOKED_AT {
            self.moved_ids.pop_last();
        }
    }

    fn judge(self, id_trust: IdTrust) -> Superseded {
        let Repeats { superseded, revised, moved, moved_ids, nothing, across, .. } = self;
        let counts = SharedCounts {
            same: superseded.len(),
            moved: moved.len(),
            nothing: nothing.len(),
            ..SharedCounts::default()
        };
        let judgement = counts.judge(id_trust);
        let mut dropped = if judgement.keeps_moved { revised } else { superseded };
        if !judgement.keeps_moved {
            dropped.add(&moved);
            if !judgement.keeps_nothing {
                dropped.add(&nothing);
            }
        }
        let zeros = vec!["0".to_string(); nothing.len().min(LOOKED_AT as u64) as usize];
        let (mut kept, mut gone) = (Listed::default(), Listed::default());
        if judgement.keeps_nothing {
            kept.add(nothing.len(), &zeros);
        }
        let of_moved = if judgement.keeps_moved { &mut kept } else { &mut gone };
        of_moved.add(moved.len(), moved_ids.values());
        if !judgement.keeps_nothing {
            of_moved.add(nothing.len(), &zeros);
        }
        let warning = match () {
            () if kept.count > 0 => Some(kept.warn(KEPT)),
            () if judgement.is_shared => Some(gone.warn(SUPERSEDED)),
            () => None,
        };
        Superseded { numbers: dropped, warnings: warning.into_iter().chain(across.warn(judgement)).collect() }
    }
}

/// Incidents that share their id with a later one and yet differ from it: how many, and the ids of the first.
#[derive(Default)]
struct Listed {
    count: u64,
    ids: Vec<String>,
}

impl Listed {
    fn add<'i>(&mut self, count: u64, ids: impl IntoIterator<Item = &'i String>) {
        self.count += count;
        self.ids.extend(ids.into_iter().cloned());
    }

    fn warn(mut self, what: &str) -> Warning {
        self.ids.truncate(LOOKED_AT);
        warn_of_shared_ids(&self.ids, self.count, what)
    }
}
