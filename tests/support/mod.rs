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

/// A table of CSV with quoted cells, to be changed and written again.
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub fn read(bytes: &[u8]) -> Table {
        let mut reader = csv_core::Reader::new();
        let (mut rows, mut row, mut cell, mut input) = (Vec::new(), Vec::new(), Vec::new(), bytes);
        let mut output = [0; 4096];
        loop {
            let (result, taken, written) = reader.read_field(input, &mut output);
            input = &input[taken..];
            cell.extend_from_slice(&output[..written]);
            match result {
                csv_core::ReadFieldResult::Field { record_end } => {
                    row.push(String::from_utf8(std::mem::take(&mut cell)).unwrap());
                    if record_end {
                        rows.push(std::mem::take(&mut row));
                    }
                }
                csv_core::ReadFieldResult::End => break,
                _ => {}
            }
        }
        let header = rows.remove(0);
        Table { header, rows }
    }

    pub fn column(&self, name: &str) -> usize {
        self.header.iter().position(|own| own == name).unwrap()
    }

    /// The text of the rows that are kept, after they are changed.
    pub fn write(&self, mut keep: impl FnMut(&mut Vec<String>) -> bool) -> String {
        let line = |cells: &[String]| {
            let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            quoted.join(",") + "\n"
        };
        let mut text = line(&self.header);
        for row in &self.rows {
            let mut row = row.clone();
            if keep(&mut row) {
                text += &line(&row);
            }
        }
        text
    }
}

/// Both snapshots of a case of the vector `changes`: the older one and the newer one.
pub fn changed_snapshots(case: &Value) -> [Snapshot; 2] {
    let table = Table::read(&dataset(case["dataset"].as_str().unwrap()));
    let [id, start, end] = ["id", "date_start", "date_end"].map(|name| table.column(name));
    let listed =
        |name: &str| -> Vec<u64> { case[name].as_array().unwrap().iter().map(|id| id.as_u64().unwrap()).collect() };
    let (late, withdrawn) = (listed("only_in_new_though_old"), listed("withdrawn_from_new"));
    let text = |name: &str| case[name].as_str().unwrap().to_string();
    let [from, old_until, new_until] = ["from", "old_until_exclusive", "new_until_exclusive"].map(text);
    let id_of = |row: &[String]| row[id].parse::<f64>().map(|id| id as u64);
    let is_within = |row: &[String], until: &str| (from.as_str()..until).contains(&row[start].get(..10).unwrap_or(""));
    let older = table.write(|row| is_within(row, &old_until) && !late.contains(&id_of(row).unwrap()));
    let newer = table.write(|row| {
        if !is_within(row, &new_until) || withdrawn.contains(&id_of(row).unwrap()) {
            return false;
        }
        let own = id_of(row).unwrap();
        for change in case["changed_in_new"].as_array().unwrap().iter().filter(|change| change["id"] == own) {
            let value = change["value"].as_str().map_or_else(|| change["value"].to_string(), str::to_string);
            row[table.column(change["field"].as_str().unwrap())] = value;
            if row[end][..10] < row[start][..10] {
                row[end] = row[start].clone();
            }
        }
        true
    });
    [(older, old_until), (newer, new_until)].map(|(text, until)| {
        let as_of = geobit::day::parse(&until).unwrap() - 1;
        let mut loader = Loader::new(LoadOptions { as_of: Some(as_of), ..LoadOptions::default() }).unwrap();
        loader.push(text.as_bytes()).unwrap();
        loader.finish().unwrap()
    })
}
