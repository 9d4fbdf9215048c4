//! What was expected along routes, by deciles, and what came.

use std::fmt::Write;

use geobit::geo::distance_km;
use geobit::questions::route::{RouteOptions, route};
use geobit::snapshot::Snapshot;
use geobit::{Day, LonLat, Route, day};

/// How far the ends of a route are apart, km.
const LENGTH_KM: std::ops::Range<f64> = 20.0..200.0;
const DECILES: usize = 10;

/// A forecast for the corridor of a route at a past date.
struct Forecast {
    expected: f64,
    observed: f64,
    held: bool,
}

/// Returns the rows of one record, or nothing where it has no routes.
pub fn deciles(name: &str, snapshot: &Snapshot, places: &[LonLat]) -> String {
    let options = RouteOptions { hindcast: true, segment_km: 20.0, ..RouteOptions::default() };
    let mut forecasts: Vec<Forecast> = Vec::new();
    let mut dates: Vec<Day> = Vec::new();
    let mut routes = 0;
    for (number, &from) in places.iter().enumerate() {
        let mut others = places[number + 1..].iter().chain(&places[..number]);
        let Some(&to) = others.find(|to| LENGTH_KM.contains(&distance_km(from, **to))) else { continue };
        let line = Route::from_vertices([from, to]).expect("two places");
        let report = route(snapshot, &line, &options).expect("default options");
        let hindcast = report.findings.expect("a full report").hindcast.expect("asked for");
        routes += 1;
        for (date, &expected) in hindcast.expected.iter().enumerate() {
            let observed = f64::from(hindcast.observed[date]);
            let held = (hindcast.lower[date]..=hindcast.upper[date]).contains(&observed);
            forecasts.push(Forecast { expected, observed, held });
        }
        dates.extend(hindcast.as_of);
    }
    let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) else { return String::new() };
    forecasts.sort_by(|a, b| a.expected.total_cmp(&b.expected));
    let mut text = String::new();
    for decile in 0..DECILES {
        let part = &forecasts[decile * forecasts.len() / DECILES..(decile + 1) * forecasts.len() / DECILES];
        let mean = |of: fn(&Forecast) -> f64| part.iter().map(of).sum::<f64>() / part.len().max(1) as f64;
        let (expected, observed) = (mean(|one| one.expected), mean(|one| one.observed));
        let held = 100.0 * mean(|one| f64::from(u8::from(one.held)));
        let label = match decile {
            0 => format!("{name}, {routes} routes, {} to {}", day::format(*first), day::format(*last)),
            _ => String::new(),
        };
        writeln!(text, "| {label} | {} | {expected:.3} | {observed:.3} | {held:.0} |", decile + 1).unwrap();
    }
    text
}
