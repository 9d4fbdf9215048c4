//! The incidents, areas and routes of `benches/browser/workload.js`, equal to the last digit or two: change both or neither.

use std::f64::consts::{PI, TAU};

use geobit::snapshot::{ColumnSource, Snapshot};

const KINDS: [&str; 6] = ["armedClash", "attackOnCivilians", "abduction", "explosion", "blockade", "looting"];
const WEST: f64 = -17.0;
const SOUTH: f64 = 4.0;
const WIDTH: f64 = 33.0;
const HEIGHT: f64 = 21.0;
/// 2016-11-23.
const FIRST_DAY: i32 = 17_128;
const DAYS: f64 = 3652.0;
/// Radius of a site in km.
pub const SITE_KM: f64 = 25.0;
const MIDDLE: [f64; 2] = [-1.5, 12.4];

/// The generator mulberry32 of uniform numbers in 0..1.
struct Uniform(u32);

impl Uniform {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut t = (self.0 ^ (self.0 >> 15)).wrapping_mul(self.0 | 1);
        t = t.wrapping_add((t ^ (t >> 7)).wrapping_mul(t | 61)) ^ t;
        f64::from(t ^ (t >> 14)) / 2f64.powi(32)
    }

    fn gauss(&mut self) -> f64 {
        let far = (-2.0 * (1.0 - self.next()).ln()).sqrt();
        far * (TAU * self.next()).cos()
    }
}

/// Calls `take` with longitude, latitude, day, number of the kind, and uncertainty in km.
fn each_incident(count: usize, mut take: impl FnMut(f64, f64, i32, u8, f32)) {
    let mut next = Uniform(20_261_123);
    let towns: Vec<[f64; 3]> = (0..400)
        .map(|_| [WEST + next.next() * WIDTH, SOUTH + next.next() * HEIGHT, 0.05 + 0.4 * next.next()])
        .collect();
    for _ in 0..count {
        let [town_lon, town_lat, spread] = towns[(next.next().powf(2.5) * 400.0) as usize];
        let (lon, lat) = if next.next() < 0.85 {
            (town_lon + next.gauss() * spread, town_lat + next.gauss() * spread)
        } else {
            (WEST + next.next() * WIDTH, SOUTH + next.next() * HEIGHT)
        };
        let day = FIRST_DAY + (next.next() * DAYS) as i32;
        let kind = (next.next() * 6.0) as u8;
        take(lon, lat, day, kind, if next.next() < 0.2 { 25.0 } else { 0.0 });
    }
}

/// The incidents as columns, as the package takes them.
pub fn columns(count: usize) -> ColumnSource {
    let mut columns = ColumnSource { kind_names: Some(KINDS.map(String::from).into()), ..Default::default() };
    let (kind, uncertainty) = (columns.kind.insert(Vec::new()), columns.uncertainty_km.insert(Vec::new()));
    each_incident(count, |lon, lat, day, kind_number, uncertainty_km| {
        columns.lon.push(lon);
        columns.lat.push(lat);
        columns.day.push(day);
        kind.push(kind_number);
        uncertainty.push(uncertainty_km);
    });
    columns
}

/// The columns of a snapshot in its own order, from which a snapshot is built faster.
pub fn sorted(snapshot: &Snapshot) -> ColumnSource {
    ColumnSource {
        lon: snapshot.lon().to_vec(),
        lat: snapshot.lat().to_vec(),
        day: snapshot.day().to_vec(),
        kind: Some(snapshot.kind().iter().map(|kind| *kind as u8).collect()),
        kind_names: None,
        uncertainty_km: Some(snapshot.uncertainty_km().to_vec()),
    }
}

/// A star of 64 vertices, about 60 km from its middle to its tips, as GeoJSON.
pub fn area() -> String {
    ring(64, |i| if i % 2 == 0 { 0.54 } else { 0.44 })
}

/// A jagged area of 1,000 vertices, about 450 km from its middle to its farthest ones, as GeoJSON.
pub fn jagged() -> String {
    let mut next = Uniform(1000);
    ring(1000, |_| 3.2 + 0.9 * next.next())
}

fn ring(vertices: usize, mut reach: impl FnMut(usize) -> f64) -> String {
    let mut ring: Vec<[f64; 2]> = (0..vertices)
        .map(|i| {
            let angle = i as f64 / vertices as f64 * 2.0 * PI;
            let reach = reach(i);
            [MIDDLE[0] + reach * angle.cos(), MIDDLE[1] + reach * angle.sin()]
        })
        .collect();
    ring.push(ring[0]);
    format!(r#"{{"type":"Polygon","coordinates":[{ring:?}]}}"#)
}

/// A winding road of 2,000 vertices and about 1,050 km, as GeoJSON.
pub fn road() -> String {
    let line: Vec<[f64; 2]> = (0..2000)
        .map(|i| {
            let t = f64::from(i) / 1999.0;
            [-8.0 + 9.4 * t, 12.6 + 0.35 * (9.0 * t).sin() + 0.004 * (400.0 * t).sin()]
        })
        .collect();
    format!(r#"{{"type":"LineString","coordinates":{line:?}}}"#)
}

/// Longitude and latitude of every incident.
pub fn places(count: usize) -> Vec<[f64; 2]> {
    let mut places = Vec::with_capacity(count);
    each_incident(count, |lon, lat, _, _, _| places.push([lon, lat]));
    places
}

/// The numbers of 1,000 incidents, evenly spread over all of them.
pub fn site_numbers(count: usize) -> impl Iterator<Item = usize> {
    (0..1000).map(move |site| site * count / 1000)
}

/// Circles of `SITE_KM` around those incidents, as a GeoJSON feature collection.
pub fn sites(count: usize) -> String {
    let places = places(count);
    let circle = |site: usize| {
        let at = places[site];
        format!(
            r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":{at:?}}},"properties":{{"radiusKm":{SITE_KM}}}}}"#
        )
    };
    let features: Vec<String> = site_numbers(count).map(circle).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}
