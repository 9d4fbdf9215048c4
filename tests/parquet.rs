//! Parquet files of others, and our own packs.

mod support;

use geobit::error::{Code, GeobitError};
use geobit::load::{LoadOptions, Loader};
use geobit::read::inspect::{KindOfFile, inspect};
use geobit::snapshot::pack::{self, PackOptions};
use geobit::snapshot::{CombineOptions, Snapshot, combine};
use serde_json::json;
use support::{NIGERIA, cases, dataset, fixture, sha256};

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

fn pack_of(snapshot: &Snapshot, options: &PackOptions) -> Vec<u8> {
    let mut bytes = Vec::new();
    pack::write(snapshot, options, &mut bytes).unwrap();
    bytes
}

/// The records by id, with coordinates of seven decimals, and the summary without what a row number decides.
fn records(snapshot: &Snapshot) -> Vec<serde_json::Value> {
    let rows: Vec<u32> = (0..snapshot.len() as u32).collect();
    let mut records: Vec<serde_json::Value> = serde_json::from_str(&snapshot.records_json(&rows).unwrap()).unwrap();
    for record in &mut records {
        record.as_object_mut().unwrap().remove("row");
        for member in ["lon", "lat"] {
            if let Some(degrees) = record[member].as_f64() {
                record[member] = json!(format!("{degrees:.7}"));
            }
        }
    }
    records.sort_by_key(|record| record.to_string());
    records
}

fn summary(snapshot: &Snapshot) -> serde_json::Value {
    let mut summary = serde_json::to_value(snapshot.summary()).unwrap();
    for bbox in ["/bbox", "/coverage/bbox"] {
        let numbers = summary.pointer(bbox).unwrap().as_array().unwrap().clone();
        *summary.pointer_mut(bbox).unwrap() =
            numbers.iter().map(|number| json!(format!("{:.6}", number.as_f64().unwrap()))).collect();
    }
    summary
}

#[test]
fn packs_give_back_what_was_put_in() {
    let files = [
        dataset(NIGERIA),
        dataset("ucdp_candidate_v26_0_7_mali_excerpt.csv"),
        dataset("ucdp_ged_v23_1_sample_1000.csv"),
        dataset("ucdp_ged_car_v23_1.geojson"),
        fixture("files/acled_iso.csv"),
        fixture("files/gdelt_events.export.CSV"),
    ];
    for file in files {
        let loaded = load(&file, json!({ "name": "As loaded" })).unwrap();
        let again = load(&pack_of(&loaded, &PackOptions::default()), json!({})).unwrap();
        assert_eq!(summary(&again), summary(&loaded));
        assert_eq!(records(&again), records(&loaded));
        // What was rounded once stays as it is.
        let third = load(&pack_of(&again, &PackOptions::default()), json!({})).unwrap();
        assert_eq!((third.lon(), third.lat()), (again.lon(), again.lat()));
        assert!((0..third.len()).all(|row| third.id(row) == again.id(row)));
    }
}

#[test]
fn packs_of_combined_snapshots_keep_their_origins() {
    let public = load(&dataset("ucdp_candidate_v26_0_7_mali_excerpt.csv"), json!({ "name": "UCDP" })).unwrap();
    let own = load(
        b"id,date,lon,lat,kind\n1,2026-03-02,-8.0,12.6,abduction\n2,2026-03-05,,,other\n",
        json!({ "name": "Own" }),
    )
    .unwrap();
    let both = combine(&[&public, &own], &CombineOptions::default()).unwrap();
    let again = load(&pack_of(&both, &PackOptions::default()), json!({})).unwrap();
    assert_eq!(summary(&again), summary(&both));
    assert_eq!(records(&again), records(&both));
}

#[test]
fn packs_without_text_hold_what_questions_compute_with() {
    let loaded = load(&dataset(NIGERIA), json!({})).unwrap();
    let bytes = pack_of(&loaded, &PackOptions { no_text: true, ..PackOptions::default() });
    let whole = pack_of(&loaded, &PackOptions::default());
    assert!(bytes.len() * 3 < whole.len(), "{} of {}", bytes.len(), whole.len());
    let again = load(&bytes, json!({ "name": "Without text", "asOf": "2020-01-31" })).unwrap();
    // The rows are those of the pack with text, in the same order.
    let with_text = load(&whole, json!({})).unwrap();
    assert_eq!((again.lon(), again.day(), again.kind()), (with_text.lon(), with_text.day(), with_text.kind()));
    assert_eq!(records(&with_text), records(&loaded));
    assert_eq!((again.id(0).as_ref(), again.record(0).headline.as_str()), ("row 1", ""));
    assert_eq!(
        (again.summary().name.as_str(), again.summary().origins[0].name.as_str()),
        ("Without text", "Without text")
    );
    assert_eq!(geobit::day::format(again.as_of()), "2020-01-31");
    assert_eq!(again.summary().fatalities.best, loaded.summary().fatalities.best);
}

#[test]
fn damaged_packs_are_refused_with_their_place() {
    let loaded = load(&dataset("ucdp_candidate_v26_0_7_mali_excerpt.csv"), json!({})).unwrap();
    let options = PackOptions { made_at: geobit::day::parse("2026-11-30"), ..PackOptions::default() };
    let bytes = pack_of(&loaded, &options);
    assert_eq!(summary(&load(&bytes, json!({})).unwrap()), summary(&loaded));
    let replaced = |from: &str, to: &str| {
        let at = bytes.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
        let mut bytes = bytes.clone();
        bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
        load(&bytes, json!({})).err().unwrap()
    };
    let newer = replaced("\"version\":1", "\"version\":9");
    assert!(newer.message.contains("version 9") && newer.message.contains("newer GeoBit"), "{}", newer.message);
    let count = format!("\"count\":{}", loaded.len());
    let other = replaced(&count, &count.replace(char::is_numeric, "7"));
    assert_eq!((other.code, other.at.field.as_deref()), (Code::BadParquet, Some("geobit")));

    let mut random = oorandom::Rand64::new(20_262);
    for _ in 0..400 {
        let mut bytes = bytes.clone();
        let at = random.rand_range(4..bytes.len() as u64 - 4) as usize;
        bytes[at] ^= 1 << random.rand_range(0..8);
        if let Ok(snapshot) = load(&bytes, json!({})) {
            assert_eq!(snapshot.len(), loaded.len());
        }
    }
}

#[test]
fn decimals_identifiers_and_halves_are_values() {
    let snapshot = load(&fixture("files/own_types.parquet"), json!({})).unwrap();
    let mut rows: Vec<_> = (0..snapshot.len())
        .map(|row| {
            (
                snapshot.id(row).into_owned(),
                snapshot.at(row),
                snapshot.uncertainty_km()[row],
                snapshot.fatalities(row).best,
            )
        })
        .collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    let id = |number: u32| format!("00000000-0000-0000-0000-00000000000{number}");
    let places: Vec<_> = rows.iter().map(|(id, at, km, deaths)| (id.clone(), at.lon, at.lat, *km, *deaths)).collect();
    assert_eq!(
        places,
        [(id(1), -8.123_456, 12.6, 1.5, Some(4)), (id(2), -7.5, 13.25, 25.0, None), (id(3), 0.0, 0.5, 0.0, Some(0)),]
    );
}

/// A Parquet file of rows that all have the same note, which a dictionary holds once.
fn with_one_note(rows: usize, note: usize) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
    let schema = "message log { required binary id (STRING); required binary start (STRING); required double lon; required double lat; required binary notes (STRING); }";
    let schema = std::sync::Arc::new(parquet::schema::parser::parse_message_type(schema).unwrap());
    let mut bytes = Vec::new();
    // A dictionary is given up where it becomes longer than this.
    let properties =
        parquet::file::properties::WriterProperties::builder().set_dictionary_page_size_limit(4 << 20).build();
    let mut writer = parquet::file::writer::SerializedFileWriter::new(&mut bytes, schema, properties.into()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let texts: [&dyn Fn(usize) -> String; 3] =
        [&|row| format!("A{row}"), &|_| "2026-03-01".into(), &|_| "n".repeat(note)];
    for column in 0..5 {
        let mut writer = group.next_column().unwrap().unwrap();
        if column == 2 || column == 3 {
            writer.typed::<DoubleType>().write_batch(&vec![10.0; rows], None, None).unwrap();
        } else {
            let text = texts[if column == 4 { 2 } else { column }];
            let first = ByteArray::from(text(0).as_str());
            let values: Vec<ByteArray> =
                (0..rows).map(|row| if column == 0 { text(row).as_str().into() } else { first.clone() }).collect();
            writer.typed::<ByteArrayType>().write_batch(&values, None, None).unwrap();
        }
        writer.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    bytes
}

/// A small file stood for gigabytes of text, which were all copied.
#[test]
fn a_long_text_that_a_dictionary_repeats_is_refused_before_it_fills_the_memory() {
    let bytes = with_one_note(4000, 1 << 20);
    assert!(bytes.len() < 4 << 20, "{} bytes", bytes.len());
    let error = load(&bytes, json!({})).err().unwrap();
    assert_eq!((error.code, error.at.field.as_deref()), (Code::TooLarge, Some("notes")));
    assert!(error.message.contains("more than 256 MiB of texts"), "{}", error.message);
    // Some are read, and ordinary notes as often as there are rows.
    assert_eq!(load(&with_one_note(100, 1 << 20), json!({})).unwrap().len(), 100);
    assert_eq!(load(&with_one_note(50_000, 1 << 10), json!({})).unwrap().len(), 50_000);
}

#[test]
fn bytes_of_no_meaning_are_refused_by_their_column() {
    let error = load(&fixture("files/own_opaque.parquet"), json!({})).err().unwrap();
    assert_eq!((error.code, error.at.field.as_deref()), (Code::BadParquet, Some("id")));
    assert!(error.message.contains("holds 2 bytes of no declared meaning in each row"), "{}", error.message);
}
