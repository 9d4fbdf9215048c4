//! Packs and deltas that are damaged here and there. Whole files are rarely hit by chance, so a case is a good file and a list of edits.

use std::sync::OnceLock;

use arbitrary::Unstructured;
use geobit::error::GeobitError;
use geobit::load::{LoadOptions, Loader};
use geobit::snapshot::Snapshot;
use geobit::snapshot::pack::{self, PackOptions};
use serde::{Deserialize, Serialize};

use super::Case;
use super::memory::bounded;
use super::readers::{check_books, check_error, contents};

/// What a small pack may cost, however it is damaged. A page of a few bytes may stand for a million equal values, in each of 23 columns.
const MAX_BYTES: usize = 1 << 30;
/// The most edits of a file.
const MAX_EDITS: usize = 6;
/// Where the metadata of a file of some kilobytes are, from its end.
const FOOTER: usize = 4096;

const BEFORE: &[u8] = include_bytes!("../../tests/fixtures/packs/before/log.parquet");
const AFTER: &[u8] = include_bytes!("../../tests/fixtures/packs/after/log.parquet");
const DELTA: &[u8] = include_bytes!("../../tests/fixtures/packs/after/log.1193001d-d06c9dc6.delta.parquet");
/// The pack before as the package writes it: snappy, whose pages have no checksum, so that damage reaches their values.
const SNAPPY: &[u8] = include_bytes!("../bases/snappy.parquet");

/// Bytes of a file that are replaced by others.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    /// Where, from the start of the file.
    at: usize,
    /// How many bytes go.
    take: usize,
    /// What comes instead.
    put: Vec<u8>,
}

impl Edit {
    fn draw(u: &mut Unstructured<'_>, length: usize) -> arbitrary::Result<Edit> {
        let start = if u.ratio(2, 3)? { length.saturating_sub(FOOTER) } else { 0 };
        let at = u.int_in_range(start..=length - 1)?;
        let (take, put) = match u.int_in_range(0..=4)? {
            0 => (1, vec![u.arbitrary()?]),
            1 => (4, u.choose(&[[0; 4], [255; 4], [255, 255, 255, 127], [1, 0, 0, 0]])?.to_vec()),
            2 => (0, u.bytes(1)?.to_vec()),
            3 => (u.int_in_range(1..=64)?, Vec::new()),
            // The file ends here.
            _ => (usize::MAX, Vec::new()),
        };
        Ok(Edit { at, take, put })
    }

    fn apply(&self, bytes: &mut Vec<u8>) {
        let start = self.at.min(bytes.len());
        let end = start.saturating_add(self.take).min(bytes.len());
        bytes.splice(start..end, self.put.iter().copied());
    }
}

fn draw_edits(u: &mut Unstructured<'_>, length: usize) -> arbitrary::Result<Vec<Edit>> {
    let count = u.int_in_range(1..=MAX_EDITS)?;
    (0..count).map(|_| Edit::draw(u, length)).collect()
}

fn edited(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    edits.iter().for_each(|edit| edit.apply(&mut bytes));
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
    assert_eq!(contents(snapshot).2, contents(&again).2, "written and read again");
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
