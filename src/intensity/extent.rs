//! How large the part of the Earth is that a record covers.

use std::cell::Cell;

use crate::geo::{LocalConverter, LonLat, Relation, SpaceBox, Xyz, chord_km};
use crate::order;
use crate::snapshot::Snapshot;

/// A place belongs to the extent if an incident is recorded within this distance, km.
pub const REACH_KM: f64 = 50.0;
/// The size of the cells by which the extent is measured, degrees of latitude; as wide as they are high.
const CELL_DEGREES: f64 = 0.05;
const KM_PER_DEGREE: f64 = 111.195;
/// [`REACH_KM`] in degrees of latitude.
const REACH_DEGREES: f64 = REACH_KM / KM_PER_DEGREE;
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
    let mut places: Vec<(i32, i32)> = places.map(|at| (rounded(at.lat), rounded(at.lon))).collect();
    order::sort_by(&mut places, Ord::cmp);
    places.dedup();
    let parallels: Vec<Parallel<'_>> = places.chunk_by(|a, b| a.0 == b.0).map(Parallel::new).collect();
    let (Some(south), Some(north)) = (parallels.first(), parallels.last()) else { return 0.0 };
    let mut changes = Vec::new();
    let covered = (south.first_row..=north.last_row).map(|row| {
        // Both ends of the rows ascend with the parallels.
        let first = parallels.partition_point(|parallel| parallel.last_row < row);
        let near = parallels[first..].iter().take_while(|parallel| parallel.first_row <= row);
        count_covered(row, near, &mut changes)
    });
    let side_km = CELL_DEGREES * KM_PER_DEGREE;
    covered.sum::<usize>() as f64 * side_km * side_km
}

/// The places on one parallel, and the rows of cells that they reach.
struct Parallel<'p> {
    lat: f64,
    /// The numbers of the parallel and of the meridian of each place.
    places: &'p [(i32, i32)],
    first_row: i32,
    last_row: i32,
}

impl Parallel<'_> {
    fn new(places: &[(i32, i32)]) -> Parallel<'_> {
        let lat = f64::from(places[0].0) * PLACE_DEGREES;
        let row = |lat: f64| (lat / CELL_DEGREES).floor() as i32;
        let first_row = row((lat - REACH_DEGREES).max(-90.0));
        let last_row = row((lat + REACH_DEGREES).min(90.0 - CELL_DEGREES));
        Parallel { lat, places, first_row, last_row }
    }
}

/// Counts the cells of a row whose centre is near one of the places. `changes` is scratch space.
fn count_covered<'p>(row: i32, near: impl Iterator<Item = &'p Parallel<'p>>, changes: &mut Vec<i32>) -> usize {
    let lat = (f64::from(row) + 0.5) * CELL_DEGREES;
    // A whole number of columns goes round the parallel.
    let columns = (360.0 / CELL_DEGREES * lat.to_radians().cos()).round().max(1.0);
    let (width, columns) = (360.0 / columns, columns as i32);
    // By how much the number of places that reach a column differs from that of the column before.
    changes.clear();
    changes.resize(columns as usize + 1, 0);
    for parallel in near {
        let half = half_width_degrees(parallel.lat, lat, REACH_DEGREES);
        for (_, meridian) in parallel.places {
            let lon = f64::from(*meridian) * PLACE_DEGREES;
            let first = ((lon - half) / width - 0.5).ceil() as i32;
            let last = ((lon + half) / width - 0.5).floor() as i32;
            let count = (last - first + 1).min(columns);
            if count > 0 {
                let (from, to) = (first.rem_euclid(columns), first.rem_euclid(columns) + count);
                changes[from as usize] += 1;
                changes[to.min(columns) as usize] -= 1;
                if to > columns {
                    changes[0] += 1;
                    changes[(to - columns) as usize] -= 1;
                }
            }
        }
    }
    let mut places = 0;
    let reached = changes[..columns as usize].iter().filter(|change| {
        places += **change;
        places > 0
    });
    reached.count()
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
    use proptest::prelude::*;
    use std::collections::HashSet;

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

    proptest! {
        /// The twin: a set of the cells near each place.
        #[test]
        fn the_cells_of_all_places_are_counted_once(
            places in prop::collection::vec((prop_oneof![-180.0..=180.0f64, 179.0..=180.0f64, -180.0..=-179.0f64],
                prop_oneof![-90.0..=90.0f64, 10.0..11.0f64, 88.5..=90.0f64]), 0..30),
        ) {
            let mut covered = HashSet::new();
            for (lon, lat) in &places {
                let [lon, lat] = [lon, lat].map(|degrees| (degrees / PLACE_DEGREES).round() * PLACE_DEGREES);
                for row in -1800..1800 {
                    let middle = (f64::from(row) + 0.5) * CELL_DEGREES;
                    if (middle - lat).abs() > REACH_DEGREES + CELL_DEGREES {
                        continue;
                    }
                    let columns = (360.0 / CELL_DEGREES * middle.to_radians().cos()).round().max(1.0);
                    let half = half_width_degrees(lat, middle, REACH_DEGREES);
                    for column in 0..columns as i32 {
                        let off = (f64::from(column) + 0.5) * 360.0 / columns - lon;
                        if ((off + 540.0).rem_euclid(360.0) - 180.0).abs() <= half {
                            covered.insert((row, column));
                        }
                    }
                }
            }
            let side_km = CELL_DEGREES * KM_PER_DEGREE;
            let found = extent_km2(places.into_iter().map(|(lon, lat)| LonLat::new(lon, lat))) / (side_km * side_km);
            // A centre at the very limit may be taken either way.
            prop_assert!((found - covered.len() as f64).abs() <= 2.0, "{found} {}", covered.len());
        }
    }
}
