//! Snapshots and routes for the tests of this folder.

use crate::geometry::parse;
use crate::load::{LoadOptions, load_columns};
use crate::route_line::Route;
use crate::snapshot::{ColumnSource, Snapshot};

/// A snapshot of incidents, each with longitude, latitude, age in days and uncertainty radius in km.
pub fn snapshot(incidents: &[(f64, f64, i32, f32)]) -> Snapshot {
    let columns = ColumnSource {
        lon: incidents.iter().map(|one| (one.0 + 540.0).rem_euclid(360.0) - 180.0).collect(),
        lat: incidents.iter().map(|one| one.1).collect(),
        day: incidents.iter().map(|one| 20_000 - one.2).collect(),
        uncertainty_km: Some(incidents.iter().map(|one| one.3).collect()),
        ..ColumnSource::default()
    };
    load_columns(columns, LoadOptions::default()).unwrap()
}

/// A route through corners, each with longitude and latitude.
pub fn line(path: &[(f64, f64)]) -> Route {
    let corners: Vec<String> = path.iter().map(|(lon, lat)| format!("[{lon},{lat}]")).collect();
    Route::new(parse(&format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, corners.join(","))).unwrap()).unwrap()
}
