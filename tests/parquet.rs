//! Parquet files of others, and our own packs.

mod support;

use geobit::error::{Code, GeobitError};
use geobit::load::{LoadOptions, Loader};
use geobit::read::inspect::{KindOfFile, inspect};
use geobit::snapshot::Snapshot;
use serde_json::json;
use support::{cases, fixture, sha256};

fn load(bytes: &[u8], options: serde_json::Value) -> Result<Snapshot, GeobitError> {
    let options: LoadOptions = serde_json::from_value(options).unwrap();
    let mut loader = Loader::new(options)?;
    for piece in bytes.chunks(7001) {
        loader.push(piece)?;
    }
    loader.finish()
}

fn ids(snapshot: &Snapshot) -> Vec<u64> {
    let mut ids: Vec<u64> = (0..snapshot.len()).map(|row| snapshot.id(row).parse().unwrap()).collect();
    ids.sort();
    ids
}

#[test]
fn files_of_others_hold_what_their_writer_says() {
    let (given, expected) = cases("parquet_expectations").remove(0);
    for name in ["none", "snappy", "gzip", "lz4"] {
        let bytes = fixture(&format!("files/foreign_{name}.parquet"));
        let snapshot = load(&bytes, json!({ "mapping": given["mapping"] })).unwrap();
        let summary = snapshot.summary();
        assert_eq!((summary.rows, summary.format.as_str()), (expected["rows"].as_u64().unwrap(), "parquet"), "{name}");
        assert_eq!(json!(summary.fatalities.best), expected["deaths"], "{name}");
        let days = |day| geobit::day::format(day);
        assert_eq!(json!(days(summary.from)), expected["from"], "{name}");
        assert_eq!(json!(days(summary.to)), expected["to"], "{name}");
        let joined = ids(&snapshot).iter().map(u64::to_string).collect::<Vec<_>>().join(",");
        assert_eq!(json!(sha256(joined.as_bytes())), expected["ids_sha256"], "{name}");
    }
}

#[test]
fn points_of_geoparquet_are_places() {
    let mapping = json!({ "id": "event_id", "start": "when", "fatalities": "deaths" });
    let with_points = load(&fixture("files/foreign_wkb.parquet"), json!({ "mapping": mapping })).unwrap();
    let mapping = json!({ "id": "event_id", "start": "when", "fatalities": "deaths", "lat": "lat", "lon": "lon" });
    let with_columns = load(&fixture("files/foreign_none.parquet"), json!({ "mapping": mapping })).unwrap();
    let places = |snapshot: &Snapshot| {
        let mut places: Vec<_> = (0..snapshot.len())
            .map(|row| (snapshot.id(row).into_owned(), snapshot.at(row).lon, snapshot.at(row).lat))
            .collect();
        places.sort_by(|a, b| a.0.cmp(&b.0));
        places
    };
    assert_eq!(places(&with_points), places(&with_columns));
    assert_eq!(with_points.summary().located, 1500);
}

#[test]
fn what_is_not_read_is_refused_by_its_name() {
    let mapping = json!({ "mapping": { "id": "event_id", "start": "when", "lat": "lat", "lon": "lon" } });
    let refusal = |bytes: &[u8]| load(bytes, mapping.clone()).err().unwrap();
    let zstd = refusal(&fixture("files/foreign_zstd.parquet"));
    assert_eq!(zstd.code, Code::BadParquet);
    assert!(zstd.message.contains("ZSTD") && zstd.message.contains("snappy"), "{}", zstd.message);

    let whole = fixture("files/foreign_snappy.parquet");
    for cut in [4, 11, 100, whole.len() / 2, whole.len() - 1] {
        let error = refusal(&whole[..cut]);
        assert_eq!(error.code, Code::BadParquet, "{cut}: {}", error.message);
    }
    let mut no_column = mapping.clone();
    no_column["mapping"]["start"] = json!("day");
    let error = load(&whole, no_column).err().unwrap();
    assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some("mapping.start")));
}

#[test]
fn damaged_bytes_are_refused_or_read_and_never_more() {
    let whole = fixture("files/foreign_snappy.parquet");
    let mapping =
        json!({ "mapping": { "id": "event_id", "start": "when", "lat": "lat", "lon": "lon", "fatalities": "deaths" } });
    let (mut random, mut refused) = (oorandom::Rand64::new(20_261), 0);
    for _ in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..=random.rand_range(0..3) {
            let at = random.rand_range(4..bytes.len() as u64 - 4) as usize;
            bytes[at] ^= 1 << random.rand_range(0..8);
        }
        match load(&bytes, mapping.clone()) {
            Err(_) => refused += 1,
            Ok(snapshot) => assert!(snapshot.summary().rows <= 1500),
        }
    }
    assert!(refused > 20, "{refused} were refused");
}

#[test]
fn an_inspection_shows_the_columns_and_what_is_missing() {
    let bytes = fixture("files/foreign_wkb.parquet");
    let options: LoadOptions = serde_json::from_value(json!({ "mapping": { "start": "when" } })).unwrap();
    let options = options.into_read_options().unwrap();
    let inspection = inspect(&bytes, true, &options).unwrap();
    assert_eq!((inspection.format.as_str(), inspection.kind_of_file), ("parquet", KindOfFile::Incidents));
    assert_eq!(inspection.missing, Vec::<&str>::new());
    let when = inspection.columns.iter().find(|column| column.name == "when").unwrap();
    assert_eq!(when.samples.len(), 5);
    let cut = inspect(&bytes[..1000], false, &options).unwrap();
    assert_eq!((cut.format.as_str(), cut.kind_of_file), ("parquet", KindOfFile::Unknown));
}
