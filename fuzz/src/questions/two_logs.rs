//! Two snapshots: suspected duplicates against all pairs, and both as one.

use std::collections::BTreeSet;

use arbitrary::{Result, Unstructured};
use geobit::geo::distance_km;
use geobit::incident::Kind;
use geobit::questions::duplicates::{DuplicatesOptions, duplicates};
use geobit::questions::geofence::{GeofenceOptions, geofence};
use geobit::snapshot::{CombineOptions, Snapshot, combine};
use serde_json::{Value, json};

use super::super::draw::special_or;
use super::super::readers::check_error;
use super::super::twins::check_numbers;
use super::read_options;

/// Distances this near to the limit may be decided either way.
const CLOSE_KM: f64 = 1e-6;

/// Draws the options of a question about duplicates.
pub fn draw_options(u: &mut Unstructured<'_>) -> Result<Value> {
    let within_km = special_or(u, &[0.0, 2.0, 2.0, 100.0, 101.0], 0.0, 100.0)?;
    let within_days = special_or(u, &[0.0, 1.0, 1.0, 30.0, 31.0], 0.0, 30.0)? as u32;
    Ok(json!({ "withinKm": within_km, "withinDays": within_days, "sameKind": u.arbitrary::<bool>()? }))
}

pub fn check(a: &Snapshot, b: &Snapshot, options: &Value) {
    let Some(options) = read_options::<DuplicatesOptions>(options) else { return };
    let found = match duplicates(a, b, &options) {
        Ok(found) => found,
        Err(error) => return check_error(&error),
    };
    check_numbers(&found);
    let taken = |row: fn(&(u32, u32)) -> u32| {
        let rows: BTreeSet<u32> = found.pairs.iter().map(|pair| row(&(pair.a, pair.b))).collect();
        assert_eq!(rows.len(), found.pairs.len(), "an incident is in two pairs");
        rows
    };
    let (taken_a, taken_b) = (taken(|pair| pair.0), taken(|pair| pair.1));
    for pair in &found.pairs {
        assert!(is_candidate(a, b, [pair.a, pair.b], &options, CLOSE_KM), "{pair:?}");
        assert!((0.0..=1.0).contains(&pair.score), "{pair:?}");
    }
    for row_a in 0..a.len() as u32 {
        for row_b in 0..b.len() as u32 {
            let could_be_added = !taken_a.contains(&row_a) && !taken_b.contains(&row_b);
            let is_left = could_be_added && is_candidate(a, b, [row_a, row_b], &options, -CLOSE_KM);
            assert!(!is_left, "{row_a} and {row_b} are in no pair");
        }
    }
    check_combination(a, b, found.pairs.iter().map(|pair| [0, pair.a, 1, pair.b]).collect());
}

/// Whether two rows are within the limits, with so much added to the distance.
fn is_candidate(
    a: &Snapshot,
    b: &Snapshot,
    [row_a, row_b]: [u32; 2],
    options: &DuplicatesOptions,
    add_km: f64,
) -> bool {
    let (one, other) = (a.record(row_a as usize), b.record(row_b as usize));
    let may_be_same = one.kind == other.kind || one.kind == Kind::Other || other.kind == Kind::Other;
    one.uncertainty_km.is_some()
        && other.uncertainty_km.is_some()
        && (may_be_same || !options.same_kind)
        && one.start.abs_diff(other.start) <= options.within_days
        && distance_km(a.at(row_a as usize), b.at(row_b as usize)) <= options.within_km + add_km
}

fn check_combination(a: &Snapshot, b: &Snapshot, same: Vec<[u32; 4]>) {
    let merged = same.len();
    let combined = match combine(&[a, b], &CombineOptions { same, names: None }) {
        Ok(combined) => combined,
        Err(error) => return check_error(&error),
    };
    let summary = combined.summary();
    assert_eq!(combined.len() + merged, a.len() + b.len());
    assert_eq!(summary.located + summary.not_locatable + summary.rejected + summary.superseded, summary.rows);
    assert_eq!(summary.origins.iter().map(|origin| origin.count).sum::<u64>(), summary.count);
    assert_eq!(summary.as_of, a.as_of().min(b.as_of()));
    check_numbers(summary);
    let Ok(area) = geobit::Area::circle(geobit::LonLat::new(0.0, 0.0), 2000.0) else { return };
    match geofence(&combined, &area, &GeofenceOptions::default()) {
        Ok(report) => assert_eq!(report.by_origin.as_slice().iter().sum::<u64>(), report.rows.len() as u64),
        Err(error) => check_error(&error),
    }
}
