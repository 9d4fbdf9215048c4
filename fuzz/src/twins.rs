//! Independent and slow ways to the same answers.

use std::f64::consts::TAU;

use geobit::area::Area;
use geobit::geo::{GeoPoint, LonLat, direct, distance_km};
use serde::Serialize;
use serde_value::Value;

/// The surface of the WGS84 ellipsoid, km².
pub const EARTH_KM2: f64 = 510_065_622.0;
/// The radius of a sphere with this surface, km.
const SPHERE_KM: f64 = 6_371.007_2;
/// Half the way around the Earth, km, rounded up.
pub const FARTHEST_KM: f64 = 20_037.6;

/// A longitude within ±180.
pub fn wrapped(lon: f64) -> f64 {
    if lon.abs() <= 180.0 { lon } else { (lon + 540.0).rem_euclid(360.0) - 180.0 }
}

/// The number of an even sequence of points in a square; see Roberts (2018) on R₂.
fn spread(number: u32) -> (f64, f64) {
    let number = f64::from(number) + 0.5;
    ((number * 0.754_877_666_246_692_8).fract(), (number * 0.569_840_290_998_053_3).fract())
}

/// The share of a disc that lies in an area, by asking about points of the disc.
pub fn sampled_share(area: &Area, centre: LonLat, uncertainty_km: f64, samples: u32) -> f64 {
    let inside = (0..samples).filter(|&number| {
        // Vogel's spiral: each point stands for the same part of the disc.
        let distance = uncertainty_km * ((f64::from(number) + 0.5) / f64::from(samples)).sqrt();
        let turn = (f64::from(number) * 137.507_764_05).rem_euclid(360.0);
        let at = direct(centre, turn, distance);
        area.contains(&GeoPoint::new(LonLat::new(wrapped(at.lon), at.lat)))
    });
    inside.count() as f64 / f64::from(samples)
}

/// The size of an area by asking about points of a box around it, and the size of that box, km².
pub fn sampled_area_km2(area: &Area, samples: u32) -> (f64, f64) {
    let vertices: Vec<LonLat> = drawn_vertices(area).collect();
    let extremes = |values: &dyn Fn(&LonLat) -> f64| {
        let values = vertices.iter().map(values);
        (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((west, east), (south, north)) = (extremes(&|at| at.lon), extremes(&|at| at.lat));
    // No degree of latitude is shorter than 110.5 km.
    let beyond = area.radius_km() / 110.5;
    let (south, north) = ((south - beyond).max(-90.0), (north + beyond).min(90.0));
    // The widest reach in longitude is a little poleward of the middle; twice the naive one covers it.
    let narrowest = south.abs().max(north.abs()).to_radians().cos();
    let aside = if area.radius_km() == 0.0 { 0.0 } else { 2.0 * beyond / narrowest.max(1e-9) };
    let (west, east) = if east - west + 2.0 * aside >= 360.0 { (-180.0, 180.0) } else { (west - aside, east + aside) };
    let (low, high) = (south.to_radians().sin(), north.to_radians().sin());
    let inside = (0..samples).filter(|&number| {
        let (x, z) = spread(number);
        let at = LonLat::new(
            wrapped(west + (east - west) * x),
            (low + (high - low) * z).clamp(-1.0, 1.0).asin().to_degrees(),
        );
        area.contains(&GeoPoint::new(at))
    });
    let box_km2 = SPHERE_KM * SPHERE_KM * (east - west).to_radians() * (high - low);
    (inside.count() as f64 / f64::from(samples) * box_km2, box_km2)
}

/// All vertices as they were drawn.
pub fn drawn_vertices(area: &Area) -> impl Iterator<Item = LonLat> {
    let rings = area.polygons().flat_map(|rings| rings.iter().flatten().copied());
    area.points().chain(area.lines().flat_map(|line| line.iter().copied())).chain(rings)
}

/// A distance that the line has somewhere, and mostly the least: by sampling each leg and searching around the nearest
/// sample.
pub fn distance_to_line(path: &[LonLat], point: LonLat) -> f64 {
    const SAMPLES: u32 = 60;
    let step = 1.0 / f64::from(SAMPLES);
    let mut nearest = f64::INFINITY;
    for ends in path.windows(2) {
        let on = |t: f64| distance_km(ends[0].lerp(ends[1], t), point);
        let Some(best) = (0..=SAMPLES).map(|i| f64::from(i) * step).min_by(|a, b| on(*a).total_cmp(&on(*b))) else {
            continue;
        };
        let (mut low, mut high) = ((best - step).max(0.0), (best + step).min(1.0));
        for _ in 0..50 {
            let (a, b) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
            if on(a) < on(b) { high = b } else { low = a }
        }
        nearest = nearest.min(on((low + high) / 2.0));
    }
    nearest
}

/// An incident as the intensity sees it.
pub struct Recorded {
    pub at: LonLat,
    pub age_days: f64,
    pub uncertainty_km: f64,
}

/// The sum of the kernels of incidents at a point by its definition, without any cut, per km².
pub fn kernels(incidents: &[Recorded], at: LonLat, bandwidth_km: f64, half_life_days: f64) -> f64 {
    let kernel = |incident: &Recorded| {
        let variance = bandwidth_km.powi(2) + incident.uncertainty_km.powi(2) / 4.0;
        let distance = distance_km(at, incident.at);
        let weight = 0.5_f64.powf(incident.age_days / half_life_days);
        weight * (-distance * distance / (2.0 * variance)).exp() / (TAU * variance)
    };
    incidents.iter().map(kernel).sum()
}

/// Members of reports that may be negative.
const SIGNED: [&str; 8] = ["lon", "lat", "z", "perWeek", "difference", "level", "bbox", "coordinates"];
/// Members of reports that are probabilities or shares.
const SHARES: [&str; 6] = ["p", "q", "share", "verdictP", "quietProbability", "confidence"];

/// Panics if a number of a report is not finite, if it is negative though its meaning does not allow it, or if a
/// probability is above 1.
pub fn check_numbers(report: &impl Serialize) {
    let value = serde_value::to_value(report).expect("a report can be written");
    check_value(&value, "");
}

fn check_value(value: &Value, path: &str) {
    let name = path.rsplit('.').find(|name| name.parse::<usize>().is_err()).unwrap_or_default();
    let check = |number: f64| {
        assert!(number.is_finite(), "{path} is {number}");
        // The interval of a difference has the sign of the difference.
        let is_signed = SIGNED.contains(&name) || path.starts_with(".pairs");
        assert!(number >= 0.0 || is_signed, "{path} is negative: {number}");
        assert!(number <= 1.0 || !SHARES.contains(&name), "{path} is above 1: {number}");
    };
    match value {
        Value::F64(number) => check(*number),
        Value::F32(number) => check(f64::from(*number)),
        Value::Option(Some(inner)) | Value::Newtype(inner) => check_value(inner, path),
        Value::Seq(items) => {
            items.iter().enumerate().for_each(|(index, item)| check_value(item, &format!("{path}.{index}")))
        }
        Value::Map(members) => {
            for (key, member) in members {
                let Value::String(key) = key else { continue };
                // The options are repeated as they were given.
                if key != "method" {
                    check_value(member, &format!("{path}.{key}"));
                }
            }
        }
        _ => {}
    }
}
