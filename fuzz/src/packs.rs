//! Packs and deltas that are damaged here and there. Whole files are rarely hit by chance, so a case is a good file and a list of edits.

use std::sync::OnceLock;

use arbitrary::Unstructured;
use geobit::error::GeobitError;
use geobit::load::{LoadOptions, Loader};
use geobit::snapshot::Snapshot;
use geobit::snapshot::pack::{self, PackOptions};
use serde::{Deserialize, Serialize};

use super::Case;
use super::edits::{Edit, draw_edits};
use super::memory::bounded;
use super::readers::{check_books, check_error, contents};

/// What a small pack may cost, however it is damaged. A page of a few bytes may stand for a million equal values, in each of 23 columns.
const MAX_BYTES: usize = 1 << 30;
/// Writing moves a coordinate by at most half a step of 1e-7 degrees (docs/snapshot.md), and a little more where that is between two
/// steps.
const MOST_MOVED: f64 = 0.51e-7;

const BEFORE: &[u8] = include_bytes!("../../tests/fixtures/packs/before/log.parquet");
const AFTER: &[u8] = include_bytes!("../../tests/fixtures/packs/after/log.parquet");
const DELTA: &[u8] = include_bytes!("../../tests/fixtures/packs/after/log.8b84635f-521fb24c.delta.parquet");
/// The pack before as the first builds of the package wrote it: without a seal, and with snappy, whose pages have no checksum, so that damage reaches their values.
const SNAPPY: &[u8] = include_bytes!("../bases/snappy.parquet");

/// Edits a file and seals it again, as otherwise its seal alone would be tried.
fn edited(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    edits.iter().for_each(|edit| edit.apply(&mut bytes));
    // A file without a place for a seal, such as one of the first builds, goes by itself.
    let _ = pack::seal(&mut bytes);
    bytes
}

/// A damaged pack.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DamagedPack {
    /// Whether it is the one that the package wrote.
    snappy: bool,
    edits: Vec<Edit>,
}

impl Case for DamagedPack {
    fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn draw(u: &mut Unstructured<'_>) -> arbitrary::Result<Self> {
        let snappy = u.arbitrary()?;
        Ok(DamagedPack { snappy, edits: draw_edits(u, Self::base(snappy).len())? })
    }

    /// Either the pack is refused in words, or what it holds is whole and the same when it is written and read again.
    fn check(&self) {
        let bytes = edited(Self::base(self.snappy), &self.edits);
        bounded(MAX_BYTES, || match load(&bytes, &[]) {
            Ok(snapshot) => {
                check_books(&snapshot);
                check_again(&snapshot);
            }
            Err(error) => check_error(&error),
        });
    }
}

impl DamagedPack {
    fn base(snappy: bool) -> &'static [u8] {
        if snappy { SNAPPY } else { BEFORE }
    }
}

/// A good pack and its damaged delta.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DamagedDelta {
    edits: Vec<Edit>,
}

impl Case for DamagedDelta {
    fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn draw(u: &mut Unstructured<'_>) -> arbitrary::Result<Self> {
        Ok(DamagedDelta { edits: draw_edits(u, DELTA.len())? })
    }

    /// Either the delta is refused in words, or a snapshot comes of it whose books are right. Written as a pack by the command line, it
    /// is the later pack byte by byte, or refused.
    fn check(&self) {
        let delta = edited(DELTA, &self.edits);
        bounded(MAX_BYTES, || {
            match load(BEFORE, &[&delta]) {
                Ok(snapshot) => check_books(&snapshot),
                Err(error) => check_error(&error),
            }
            match pack::apply_delta(BEFORE, &delta) {
                Ok(later) => assert!(later == AFTER, "a delta was applied, and another pack came of it"),
                Err(error) => check_error(&error),
            }
        });
    }
}

fn load(bytes: &[u8], deltas: &[&[u8]]) -> Result<Snapshot, GeobitError> {
    let mut loader = Loader::new(LoadOptions::default())?;
    for delta in deltas {
        loader.add_delta(delta.to_vec())?;
    }
    loader.push(bytes)?;
    loader.finish()
}

fn check_again(snapshot: &Snapshot) {
    let mut bytes = Vec::new();
    pack::write(snapshot, &PackOptions::default(), &mut bytes).expect("a snapshot of a pack can be written");
    let again = load(&bytes, &[]).expect("what was written can be read");
    let (before, after) = (records(snapshot), records(&again));
    assert_eq!(before.len(), after.len(), "written and read again");
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.0, after.0, "written and read again");
        let moved = [0, 1].map(|which: usize| (before.1[which] - after.1[which]).abs());
        assert!(moved.iter().all(|degrees| *degrees <= MOST_MOVED), "{before:?} became {after:?}");
    }
}

/// Returns the records and where they are, in an order that does not go by rows: what is written has those of one place in the order of
/// their ids.
fn records(snapshot: &Snapshot) -> Vec<(String, [f64; 2])> {
    let mut records: Vec<(String, [f64; 2])> = contents(snapshot)
        .2
        .into_iter()
        .map(|mut record| {
            let members = record.as_object_mut().expect("a record is an object");
            members.remove("row");
            // A record without a place has none that moves.
            let at =
                ["lon", "lat"].map(|name| members.remove(name).and_then(|degrees| degrees.as_f64()).unwrap_or(1e3));
            (record.to_string(), at)
        })
        .collect();
    records.sort_by(|a, b| a.0.cmp(&b.0).then(a.1[0].total_cmp(&b.1[0])).then(a.1[1].total_cmp(&b.1[1])));
    records
}

/// The good files are good: otherwise the targets would only try refusals.
pub fn check_bases() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        for bytes in [BEFORE, AFTER, SNAPPY] {
            check_books(&load(bytes, &[]).expect("a good pack"));
        }
        assert!(pack::apply_delta(BEFORE, DELTA).is_ok_and(|later| later == AFTER));
    });
}
