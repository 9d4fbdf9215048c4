//! What the integration tests share: the reference data, and snapshots made from it.
//!
//! The data is not part of the project. It is looked for in `GEOBIT_DATA`, then in `../shared`.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::PathBuf;

use geobit::load::{LoadOptions, Loader};
use geobit::snapshot::Snapshot;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A file of the reference data; `None`, with a printed reason, where it is absent.
pub fn shared(path: &str) -> Option<Vec<u8>> {
    let root = std::env::var_os("GEOBIT_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let bytes = std::fs::read(root.join(path)).ok();
    if bytes.is_none() {
        eprintln!("skipped: no real data ({path})");
    }
    bytes
}

/// The cases of a vector file.
pub fn cases(name: &str) -> Option<Vec<(Value, Value)>> {
    let bytes = shared(&format!("vectors/{name}.json"))?;
    let file: Value = serde_json::from_slice(&bytes).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert!(!cases.is_empty());
    Some(cases.iter().map(|case| (case["in"].clone(), case["out"].clone())).collect())
}

/// The snapshot of a file of real data.
pub fn dataset(name: &str) -> Option<Snapshot> {
    Some(load(&shared(&format!("data/{name}"))?))
}

pub fn load(bytes: &[u8]) -> Snapshot {
    let mut loader = Loader::new(LoadOptions::default()).unwrap();
    loader.push(bytes).unwrap();
    loader.finish().unwrap()
}

pub const NIGERIA: &str = "ucdp_ged_nigeria_1990_2019_hdx.csv";

pub fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

/// |a − b| ≤ tolerance · max(|a|, |b|).
pub fn relative(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs())
}

/// Ids of rows, ascending, and the hash of them that the vectors carry.
pub fn ids(snapshot: &Snapshot, rows: &[u32]) -> (Vec<u64>, String) {
    let mut ids: Vec<u64> = rows.iter().map(|&row| snapshot.id(row as usize).parse().unwrap()).collect();
    ids.sort_unstable();
    let joined = ids.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
    let hash = Sha256::digest(joined.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    (ids, hash)
}
