//! What the integration tests share: the fixtures, and snapshots made from them.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use geobit::load::{LoadOptions, Loader};
use geobit::snapshot::Snapshot;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The path of a file or folder below `tests/fixtures`.
pub fn fixture_path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path)
}

/// The bytes of a file below `tests/fixtures`.
pub fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(fixture_path(path)).unwrap_or_else(|error| panic!("tests/fixtures/{path}: {error}"))
}

/// The uncompressed bytes of a file of real data, `tests/fixtures/data/<name>.gz`.
pub fn dataset(name: &str) -> Vec<u8> {
    let compressed = fixture(&format!("data/{name}.gz"));
    let mut bytes = Vec::new();
    GzDecoder::new(compressed.as_slice()).read_to_end(&mut bytes).unwrap();
    bytes
}

/// The input and the expected output of every case in `tests/fixtures/vectors/<name>.json`.
pub fn cases(name: &str) -> Vec<(Value, Value)> {
    let file: Value = serde_json::from_slice(&fixture(&format!("vectors/{name}.json"))).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert!(!cases.is_empty());
    cases.iter().map(|case| (case["in"].clone(), case["out"].clone())).collect()
}

/// The SHA-256 of bytes in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
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

/// Returns the ids of rows in ascending order, and their SHA-256 as the vectors define it.
pub fn ids(snapshot: &Snapshot, rows: &[u32]) -> (Vec<u64>, String) {
    let mut ids: Vec<u64> = rows.iter().map(|&row| snapshot.id(row as usize).parse().unwrap()).collect();
    ids.sort_unstable();
    let joined = ids.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
    let hash = sha256(joined.as_bytes());
    (ids, hash)
}
