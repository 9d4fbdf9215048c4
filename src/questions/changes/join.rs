//! Joins the incidents of two snapshots by their ids, some at a time.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::compare::changed_fields;
use super::extent::Extent;
use super::{COMPARISON, ChangedIncident, STEP, WithoutId};
use crate::error::Result;
use crate::memory::{self, Shortage};
use crate::snapshot::Snapshot;

/// An incident of the older snapshot has no partner in the newer one.
const NO_ORIGIN: usize = usize::MAX;

/// The state of a join. First the ids of the older snapshot are entered, then every incident of the newer one is looked up, and at
/// last the older ones that were not found are sorted out.
pub struct Join {
    rows: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// The origin of the older snapshot that each origin of the newer one is.
    origins: Vec<usize>,
    /// Which rows of the older snapshot were found in the newer one, or have no id.
    settled: Vec<bool>,
    /// What each origin of the newer snapshot covers.
    covered: Vec<Extent>,
    /// What the filters of each origin of the older snapshot let pass.
    passed: Vec<Extent>,
    lengths: [usize; 2],
    done: usize,
    /// The row of the older snapshot by that of the newer one, where that is asked for.
    pub pairs: Option<Vec<Option<u32>>>,
    pub added: Vec<u32>,
    pub changed: Vec<ChangedIncident>,
    pub withdrawn: Vec<u32>,
    pub outside: Vec<u32>,
    pub unchanged: u64,
    pub without_id: WithoutId,
}

impl Join {
    pub fn new(newer: &Snapshot, older: &Snapshot) -> Result<Join> {
        let lengths = [newer.len(), older.len()];
        let mut rows: HashTable<u32> = HashTable::new();
        let reserved = rows.try_reserve(older.len(), |_| 0).map_err(|_| Shortage { bytes: 10 * older.len() });
        reserved.map_err(|shortage| shortage.refuse(COMPARISON))?;
        memory::require(COMPARISON, older.len() + 4 * (newer.len() + older.len()))?;
        Ok(Join {
            rows,
            hasher: DefaultHashBuilder::default(),
            origins: match_origins(newer, older),
            settled: vec![false; older.len()],
            covered: Extent::of_origins(newer),
            passed: Extent::by_filters(older),
            lengths,
            done: 0,
            pairs: None,
            added: Vec::new(),
            changed: Vec::new(),
            withdrawn: Vec::new(),
            outside: Vec::new(),
            unchanged: 0,
            without_id: WithoutId::default(),
        })
    }

    pub fn total(&self) -> usize {
        let [newer, older] = self.lengths.map(|length| length.div_ceil(STEP));
        newer + 2 * older
    }

    pub fn done(&self) -> usize {
        self.done
    }

    pub fn step(&mut self, newer: &Snapshot, older: &Snapshot) {
        let [newer_steps, older_steps] = self.lengths.map(|length| length.div_ceil(STEP));
        let step = self.done;
        let range = |step: usize, length: usize| STEP * step..(STEP * (step + 1)).min(length);
        if step < older_steps {
            range(step, older.len()).for_each(|row| self.enter(older, row));
        } else if step < older_steps + newer_steps {
            range(step - older_steps, newer.len()).for_each(|row| self.look_up(newer, older, row));
        } else {
            range(step - older_steps - newer_steps, older.len()).for_each(|row| self.sort_out(older, row));
        }
        self.done += 1;
    }

    fn enter(&mut self, older: &Snapshot, row: usize) {
        let id = older.id(row);
        if is_row_number(&id) {
            self.settled[row] = true;
            self.without_id.older += 1;
            return;
        }
        let Join { rows, hasher, .. } = self;
        let hash = |row: usize| hasher.hash_one((older.origin(row), &*older.id(row)));
        rows.insert_unique(hasher.hash_one((older.origin(row), &*id)), row as u32, |row| hash(*row as usize));
    }

    fn look_up(&mut self, newer: &Snapshot, older: &Snapshot, row: usize) {
        let id = newer.id(row);
        if is_row_number(&id) {
            self.without_id.newer += 1;
            return;
        }
        let origin = self.origins[newer.origin(row)];
        let is_same = |other: &u32| older.origin(*other as usize) == origin && older.id(*other as usize) == id;
        let Some(&other) = self.rows.find(self.hasher.hash_one((origin, &*id)), is_same) else {
            self.added.push(row as u32);
            return;
        };
        self.settled[other as usize] = true;
        if let Some(pairs) = &mut self.pairs {
            pairs[row] = Some(other);
        }
        let fields = changed_fields(&newer.incident(row), &older.incident(other as usize));
        if fields.is_empty() {
            self.unchanged += 1;
        } else {
            self.changed.push(ChangedIncident { row: row as u32, older: other, fields });
        }
    }

    fn sort_out(&mut self, older: &Snapshot, row: usize) {
        if self.settled[row] {
            return;
        }
        let origin = self.origins.iter().position(|own| *own == older.origin(row));
        let is_covered = origin.is_some_and(|origin| self.covered[origin].covers(&older.incident(row)));
        (if is_covered { &mut self.withdrawn } else { &mut self.outside }).push(row as u32);
    }
}

impl Join {
    /// Returns the origin of the older snapshot that would have had an incident of the newer one, if it had been recorded: `None` where
    /// the older snapshot has no such origin, or its filters left the incident out.
    pub fn expected_origin(&self, newer: &Snapshot, row: u32) -> Option<usize> {
        let origin = self.origins[newer.origin(row as usize)];
        let passed = self.passed.get(origin)?;
        passed.covers(&newer.incident(row as usize)).then_some(origin)
    }
}

/// Returns, for each origin of the newer snapshot, which one of the older snapshot it is. Those of combined snapshots go by their
/// names; a snapshot of one origin has the name of its file, which is another one each time.
fn match_origins(newer: &Snapshot, older: &Snapshot) -> Vec<usize> {
    let [new, old] = [newer, older].map(|snapshot| &snapshot.summary().origins);
    if new.len() <= 1 && old.len() <= 1 {
        return vec![0];
    }
    let find = |name: &str| old.iter().position(|origin| origin.name == name).unwrap_or(NO_ORIGIN);
    new.iter().map(|origin| find(&origin.name)).collect()
}

/// Whether an id only says in which row of its file the incident was, because the provider gave none.
fn is_row_number(id: &str) -> bool {
    id.strip_prefix("row ").is_some_and(|row| !row.is_empty() && row.bytes().all(|byte| byte.is_ascii_digit()))
}
