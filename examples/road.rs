//! What is recorded along a road, as GeoJSON: `cargo run --example road -- incidents.csv road.geojson > report.geojson`.
//!
//! The arguments are a file of incidents (CSV or GeoJSON) and a GeoJSON LineString, bare or as a Feature.

use std::error::Error;
use std::{env, fs};

use geobit::questions::route::{RouteOptions, route};
use geobit::{LoadOptions, Loader, Route, geometry};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [incidents, road] = arguments.as_slice() else {
        return Err("Two arguments are wanted: a file of incidents and a GeoJSON LineString.".into());
    };
    let mut loader = Loader::new(LoadOptions::default())?;
    loader.push(&fs::read(incidents).map_err(|error| format!("{incidents}: {error}"))?)?;
    let snapshot = loader.finish()?;
    let line = fs::read_to_string(road).map_err(|error| format!("{road}: {error}"))?;
    let road = Route::new(geometry::parse(&line)?)?;
    let report = route(&snapshot, &road, &RouteOptions::default())?;
    println!("{}", report.to_geojson(&snapshot, &road));
    Ok(())
}
