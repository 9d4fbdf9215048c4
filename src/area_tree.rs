//! Finds the areas that a place touches, among many: a tree of their boxes is asked once for each place.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::area::Area;
use crate::geo::{DegreeBox, GeoPoint, LonLat};

/// Fewer km than a degree of latitude has anywhere.
const KM_PER_DEGREE: f64 = 110.0;
/// A radius that is smaller than every radius of curvature of the Earth, km, so that angles come out too large.
const LEAST_RADIUS_KM: f64 = 6300.0;
/// Boxes are wider than their content by this, degrees, against rounding.
const MARGIN: f64 = 1e-9;

/// A box of a part of an area, with the number of the area.
type Part = GeomWithData<Rectangle<[f64; 2]>, u32>;

/// The boxes of many areas, with their radii.
pub(crate) struct AreaTree<'a> {
    areas: Vec<&'a Area>,
    boxes: RTree<Part>,
    /// Scratch space.
    candidates: Vec<u32>,
}

impl<'a> AreaTree<'a> {
    /// Areas are known by their numbers in this order.
    pub fn new(areas: impl IntoIterator<Item = &'a Area>) -> AreaTree<'a> {
        let areas: Vec<&Area> = areas.into_iter().collect();
        let mut parts = Vec::new();
        for (area, number) in areas.iter().zip(0..) {
            for bounds in area.drawn_bounds() {
                parts.extend(widen(bounds, area.radius_km()).map(|[west, south, east, north]| {
                    GeomWithData::new(Rectangle::from_corners([west, south], [east, north]), number)
                }));
            }
        }
        AreaTree { areas, boxes: RTree::bulk_load(parts), candidates: Vec::new() }
    }

    /// Calls `visit` with the number of every area that the disc around a place touches, ascending, and the share of the disc that
    /// lies inside. A radius of 0 km stands for a point.
    pub fn visit_touched(&mut self, at: LonLat, radius_km: f64, mut visit: impl FnMut(usize, f32)) {
        self.candidates.clear();
        for [west, south, east, north] in widen([at.lon, at.lat, at.lon, at.lat], radius_km) {
            let envelope = AABB::from_corners([west, south], [east, north]);
            self.candidates.extend(self.boxes.locate_in_envelope_intersecting(&envelope).map(|part| part.data));
        }
        if self.candidates.is_empty() {
            return;
        }
        self.candidates.sort_unstable();
        self.candidates.dedup();
        let point = GeoPoint::new(at);
        for &number in &self.candidates {
            let share = self.areas[number as usize].share(&point, radius_km);
            if share > 0.0 {
                visit(number as usize, share);
            }
        }
    }
}

/// The box around everything within `km` of a box, as one box or two within ±180°, a little too large.
pub(crate) fn widen([west, south, east, north]: DegreeBox, km: f64) -> impl Iterator<Item = DegreeBox> {
    let dlat = km / KM_PER_DEGREE + MARGIN;
    let (south, north) = (south - dlat, north + dlat);
    // Near a pole a disc reaches every longitude.
    let lean = (km / LEAST_RADIUS_KM).sin() / (south.abs().max(north.abs()).min(90.0) - dlat).to_radians().cos();
    let dlon = if south <= -90.0 || north >= 90.0 || lean >= 1.0 { 360.0 } else { lean.asin().to_degrees() + MARGIN };
    let width = east - west + 2.0 * dlon;
    let (first, second) = if width >= 360.0 {
        ([-180.0, south, 180.0, north], None)
    } else {
        let start = (west - dlon + 180.0).rem_euclid(360.0) - 180.0;
        let end = start + width;
        let beyond = (end > 180.0).then(|| [-180.0, south, end - 360.0, north]);
        ([start, south, end.min(180.0), north], beyond)
    };
    [Some(first), second].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// A circle, a corridor, a square or two points: kind, place and size in km.
    fn area((kind, lon, lat, km): (usize, f64, f64, f64)) -> Option<Area> {
        let reach = km / 111.0;
        let (west, east, south, north) = (lon - reach, lon + reach, (lat - reach).max(-90.0), (lat + reach).min(90.0));
        let geometry: Value = match kind {
            0 => json!({ "type": "Point", "coordinates": [lon, lat] }),
            1 => json!({ "type": "LineString", "coordinates": [[west, south], [east, north]] }),
            2 => json!({ "type": "MultiPoint", "coordinates": [[west, south], [-lon, -lat]] }),
            _ => {
                json!({ "type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]] })
            }
        };
        let radius = if kind == 3 && km < 300.0 { 0.0 } else { km };
        Area::new(geometry::parse(&geometry.to_string()).ok()?, Some(radius)).ok()
    }

    fn longitudes() -> impl Strategy<Value = f64> {
        prop_oneof![2 => -180.0..=180.0f64, 1 => 179.0..=180.0f64, 1 => -180.0..=-179.0f64, 1 => Just(180.0), 1 => Just(-180.0)]
    }

    fn latitudes() -> impl Strategy<Value = f64> {
        prop_oneof![3 => -90.0..=90.0f64, 1 => 88.0..=90.0f64, 1 => -90.0..=-88.0f64, 1 => Just(90.0), 1 => Just(-90.0)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        /// The twin asks every area. Places and areas crowd at the antimeridian and at the poles.
        #[test]
        fn a_tree_finds_what_every_area_says(
            shapes in prop::collection::vec((0..4usize, longitudes(), latitudes(), prop_oneof![1.0..50.0f64, 50.0..1900.0f64]), 0..12),
            places in prop::collection::vec((longitudes(), latitudes(), prop_oneof![Just(0.0), 1.0..500.0f64]), 1..20),
        ) {
            let areas: Vec<Area> = shapes.into_iter().filter_map(area).collect();
            let mut tree = AreaTree::new(&areas);
            for (lon, lat, radius_km) in places {
                let at = LonLat::new(lon, lat);
                let mut found = Vec::new();
                tree.visit_touched(at, radius_km, |number, share| found.push((number, share)));
                let shares = areas.iter().map(|area| area.share(&GeoPoint::new(at), radius_km)).enumerate();
                let expected: Vec<(usize, f32)> = shares.filter(|(_, share)| *share > 0.0).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
