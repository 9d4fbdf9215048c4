//! How large the part of the Earth is that a record covers.

use std::cell::Cell;
use std::collections::HashSet;

use crate::geo::{LocalConverter, LonLat, Relation, SpaceBox, Xyz, chord_km};
use crate::snapshot::Snapshot;

/// A place belongs to the extent if an incident is recorded within this distance, km.
pub const REACH_KM: f64 = 50.0;
/// The size of the cells by which the extent is measured, degrees of latitude; as wide as they are high.
const CELL_DEGREES: f64 = 0.05;
const KM_PER_DEGREE: f64 = 111.195;
/// Incidents nearer to each other than this, degrees, are taken for one place.
const PLACE_DEGREES: f64 = 0.05;

/// Whether a place belongs to the extent of a snapshot.
pub fn is_covered(snapshot: &Snapshot, place: Xyz) -> bool {
    let bounds = SpaceBox::from(place);
    let chord_2 = REACH_KM * REACH_KM;
    snapshot.layers(true).any(|(layer, _)| {
        let is_near = Cell::new(false);
        layer.visit(
            |node, _| Relation::mixed_if(!is_near.get() && node.space().min_distance_2(&bounds) <= chord_2),
            |_, rows, _| {
                let converter = LocalConverter::new(snapshot.at(rows.start));
                let mut places = rows.map(|row| converter.xyz(snapshot.at(row)));
                is_near.set(is_near.get() || places.any(|at| chord_km(at, place) <= REACH_KM));
            },
        );
        is_near.get()
    })
}

/// The area within 50 km of a place, km², to about 3 %. It is the same for every question, and λ depends on it only through
/// the uniform part.
pub fn extent_km2(places: impl Iterator<Item = LonLat>) -> f64 {
    let rounded = |degrees: f64| (degrees / PLACE_DEGREES).round() as i32;
    let places: HashSet<(i32, i32)> = places.map(|at| (rounded(at.lon), rounded(at.lat))).collect();
    let mut covered = HashSet::new();
    for (lon, lat) in places {
        let at = LonLat::new(f64::from(lon) * PLACE_DEGREES, f64::from(lat) * PLACE_DEGREES);
        cover(at, &mut covered);
    }
    let side_km = CELL_DEGREES * KM_PER_DEGREE;
    covered.len() as f64 * side_km * side_km
}

/// Adds the cells, by row and column, whose centre is near.
fn cover(at: LonLat, covered: &mut HashSet<(i32, i32)>) {
    let reach = REACH_KM / KM_PER_DEGREE;
    let row = |lat: f64| (lat / CELL_DEGREES).floor() as i32;
    for row in row((at.lat - reach).max(-90.0))..=row((at.lat + reach).min(90.0 - CELL_DEGREES)) {
        let lat = (f64::from(row) + 0.5) * CELL_DEGREES;
        // A whole number of columns goes round the parallel.
        let columns = (360.0 / CELL_DEGREES * lat.to_radians().cos()).round().max(1.0);
        let width = 360.0 / columns;
        let half = half_width_degrees(at.lat, lat, reach);
        let first = ((at.lon - half) / width - 0.5).ceil() as i32;
        let last = ((at.lon + half) / width - 0.5).floor() as i32;
        let count = (last - first + 1).min(columns as i32);
        covered.extend((first..first + count).map(|column| (row, column.rem_euclid(columns as i32))));
    }
}

/// Half the range of longitudes that are within `reach` degrees on the parallel of `lat`, on a sphere; below 0 if none is.
fn half_width_degrees(centre_lat: f64, lat: f64, reach: f64) -> f64 {
    let (sin_1, cos_1) = centre_lat.to_radians().sin_cos();
    let (sin_2, cos_2) = lat.to_radians().sin_cos();
    let cosine = (reach.to_radians().cos() - sin_1 * sin_2) / (cos_1 * cos_2);
    if cosine > 1.0 { -1.0 } else { cosine.max(-1.0).acos().to_degrees() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DISC_KM2: f64 = std::f64::consts::PI * REACH_KM * REACH_KM;

    #[test]
    fn a_disc_is_as_large_anywhere() {
        for (lon, lat) in [(-8.0, 12.64), (180.0, 0.0), (-180.0, 65.0), (20.0, 89.9), (0.0, -90.0)] {
            let found = extent_km2([LonLat::new(lon, lat)].into_iter());
            assert!((found / DISC_KM2 - 1.0).abs() < 0.03, "{lon} {lat}: {found}");
        }
    }

    #[test]
    fn places_that_are_near_each_other_cover_less_than_two_discs() {
        let at = |lon: f64| LonLat::new(lon, 0.0);
        let extent = |lons: &[f64]| extent_km2(lons.iter().map(|lon| at(*lon))) / DISC_KM2;
        assert!((extent(&[0.0, 0.0, 0.001]) - 1.0).abs() < 0.03);
        assert!((extent(&[0.0, 5.0]) - 2.0).abs() < 0.06);
        assert!((1.3..1.7).contains(&extent(&[0.0, 0.4])));
        assert!((1.3..1.7).contains(&extent(&[179.8, -179.8])));
        assert_eq!(extent(&[]), 0.0);
    }
}
