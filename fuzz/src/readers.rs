//! Bytes of a file, whole and in pieces.

use geobit::error::GeobitError;
use geobit::load::{LoadOptions, Loader};
use geobit::read::FormatHint;
use geobit::snapshot::Snapshot;
use serde_json::Value;

use super::memory::bounded;
use super::twins::check_numbers;

/// What a snapshot of a small file may cost: a constant part, and bytes per byte of the file.
const MAX_BYTES: usize = 48 << 20;
const MAX_BYTES_PER_BYTE: usize = 400;

/// Panics with what is wrong if the readers treat this file wrongly.
pub fn check(bytes: &[u8]) {
    bounded(MAX_BYTES + MAX_BYTES_PER_BYTE * bytes.len(), || {
        let mut random = Random::of(bytes);
        for format in [FormatHint::Auto, random.pick([FormatHint::Csv, FormatHint::Geojson])] {
            let options = LoadOptions { format, ..LoadOptions::default() };
            let whole = load(bytes, &options, |_| usize::MAX);
            let longest = random.pick([1, 2, 7, 64, 1000, 5000]);
            let pieces = load(bytes, &options, |random| 1 + random.below(longest));
            match (&whole, &pieces) {
                (Ok(whole), Ok(pieces)) => {
                    check_books(whole);
                    assert_eq!(
                        contents(whole),
                        contents(pieces),
                        "{format:?}: whole, and in pieces of up to {longest}"
                    );
                    check_features(bytes, whole);
                }
                (Err(whole), Err(pieces)) => {
                    check_error(whole);
                    assert_eq!(whole, pieces, "{format:?}: whole, and in pieces of up to {longest}");
                }
                (whole, pieces) => panic!(
                    "{format:?}: whole {:?}, in pieces of up to {longest} {:?}",
                    whole.as_ref().err(),
                    pieces.as_ref().err()
                ),
            }
        }
    });
}

fn load(
    bytes: &[u8],
    options: &LoadOptions,
    mut size: impl FnMut(&mut Random) -> usize,
) -> Result<Snapshot, GeobitError> {
    let mut loader = Loader::new(options.clone())?;
    let (mut random, mut rest) = (Random::of(bytes), bytes);
    let mut rows = 0;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(size(&mut random).min(rest.len()));
        loader.push(piece)?;
        assert!(loader.rows() >= rows, "the number of rows fell");
        (rest, rows) = (after, loader.rows());
    }
    let snapshot = loader.finish()?;
    assert!(snapshot.summary().rows >= rows, "{} rows at the end, {rows} before", snapshot.summary().rows);
    Ok(snapshot)
}

/// Every row of the source is accounted for, and every value is in its range.
pub fn check_books(snapshot: &Snapshot) {
    let summary = snapshot.summary();
    let (located, not_locatable) = (summary.located, summary.not_locatable);
    assert_eq!(located + not_locatable + summary.superseded + summary.rejected, summary.rows, "rows are lost");
    assert_eq!((located + not_locatable, snapshot.len() as u64), (summary.count, summary.count));
    assert!(summary.count > 0, "a snapshot without an incident");
    assert_eq!(summary.rejections.len() as u64, summary.rejected.min(100));
    assert!(summary.rejections.windows(2).all(|two| two[0].row <= two[1].row), "{:?}", summary.rejections);
    assert!(
        summary.warnings.iter().all(|warning| (1..=summary.rows).contains(&warning.count)),
        "{:?}",
        summary.warnings
    );
    let kinds = serde_json::to_value(summary.kinds).expect("counts can be written");
    let sum: u64 = kinds.as_object().into_iter().flatten().filter_map(|(_, count)| count.as_u64()).sum();
    assert_eq!(sum, summary.count, "{kinds}");
    check_numbers(summary);

    let (mut place_known, days) = (0, snapshot.span());
    for row in 0..snapshot.len() {
        let (lon, lat, uncertainty_km) = (snapshot.lon()[row], snapshot.lat()[row], snapshot.uncertainty_km()[row]);
        let on_the_globe = lon.abs() <= 180.0 && lat.abs() <= 90.0;
        assert!(on_the_globe || (lon.is_nan() && lat.is_nan()), "row {row} is at {lon}, {lat}");
        assert!(
            uncertainty_km.is_nan() || (on_the_globe && (0.0..=20_037.0).contains(&uncertainty_km)),
            "{uncertainty_km}"
        );
        place_known += u64::from(!uncertainty_km.is_nan());
        assert!((days.0..=days.1).contains(&snapshot.day()[row]), "row {row} is outside {days:?}");
        let record = snapshot.record(row);
        assert!(record.start <= record.end && !record.id.is_empty(), "{record:?}");
        assert_eq!((record.start, record.kind), (snapshot.day()[row], snapshot.kind()[row]));
        check_numbers(&record);
    }
    assert_eq!(place_known, located);
    assert_eq!(snapshot.day().iter().min(), Some(&days.0));
    let mut source = snapshot.source().into_owned();
    source.sort_unstable();
    assert!(source.into_iter().eq(0..snapshot.len() as u32), "the numbers in the source are no permutation");
}

/// Everything that a snapshot holds, to be compared.
pub fn contents(snapshot: &Snapshot) -> (Value, Vec<u32>, Vec<Value>) {
    let written = |value: serde_json::Result<Value>| value.expect("it can be written");
    let records = (0..snapshot.len()).map(|row| written(serde_json::to_value(snapshot.record(row)))).collect();
    (written(serde_json::to_value(snapshot.summary())), snapshot.source().into_owned(), records)
}

/// A collection has as many rows as it has features.
fn check_features(bytes: &[u8], snapshot: &Snapshot) {
    let summary = snapshot.summary();
    if !summary.format.ends_with("geojson") {
        return;
    }
    // Members of the same name are another matter; `serde_json` takes the last.
    let Ok(Value::Object(file)) = serde_json::from_slice(bytes) else { return };
    if let (Some("FeatureCollection"), Some(Value::Array(features))) =
        (file.get("type").and_then(Value::as_str), file.get("features"))
        && bytes.windows(10).filter(|name| name == b"\"features\"").count() == 1
    {
        assert_eq!(summary.rows, features.len() as u64, "features are lost");
    }
}

/// An error says what is wrong.
pub fn check_error(error: &GeobitError) {
    assert!(error.message.trim().len() > 10, "{error:?}");
    assert!(!error.message.contains(char::is_control), "{error:?}");
}

/// Pseudo-random numbers that follow from the bytes alone (SplitMix64).
struct Random(u64);

impl Random {
    fn of(bytes: &[u8]) -> Random {
        let hash = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        Random(bytes.iter().fold(0xcbf2_9ce4_8422_2325, hash))
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn pick<T: Copy, const N: usize>(&mut self, values: [T; N]) -> T {
        values[self.below(N)]
    }
}
