//! What is recorded around a site: `cargo run --example site -- incidents.csv -8.0 12.6 25`.
//!
//! The arguments are a file of incidents (CSV or GeoJSON), longitude and latitude in degrees, and a radius in km.

use std::error::Error;
use std::{env, fs};

use geobit::questions::geofence::{GeofenceOptions, geofence};
use geobit::{Area, LoadOptions, Loader, LonLat, day};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [file, lon, lat, radius_km] = arguments.as_slice() else {
        return Err("Four arguments are wanted: a file, longitude, latitude and a radius in km.".into());
    };
    let mut loader = Loader::new(LoadOptions::default())?;
    loader.push(&fs::read(file).map_err(|error| format!("{file}: {error}"))?)?;
    let snapshot = loader.finish()?;
    let site = Area::circle(LonLat::new(lon.parse()?, lat.parse()?), radius_km.parse()?)?;
    let report = geofence(&snapshot, &site, &GeofenceOptions::default())?;
    let Some(findings) = report.findings else { return Ok(()) };

    let comparison = &findings.history.comparison;
    println!("Data as of {}.", day::format(snapshot.as_of()));
    println!(
        "{} incidents certainly within {radius_km} km, {} possibly.",
        report.counts.certain, report.counts.possible
    );
    println!(
        "{} in the last {} days, {} in the {} days before.",
        comparison.recent.count, comparison.recent.days, comparison.baseline.count, comparison.baseline.days
    );
    println!("{}", findings.verdict_text);
    for incident in &findings.nearest {
        println!(
            "{:6.1} km  {}  {}  {}",
            incident.distance_km,
            day::format(incident.date),
            incident.kind.name(),
            incident.id
        );
    }
    findings.notes.iter().for_each(|note| println!("{note}"));
    Ok(())
}
