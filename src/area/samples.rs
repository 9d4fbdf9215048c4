//! Places spread evenly over an area, always the same ones for the same area.

use super::{Area, edge};
use crate::geo::{ARC_RADIUS_KM, E2, EQUATOR_KM, GeoPoint, LonLat, Xyz, km_per_degree};

/// One place stands for this many km² at the least.
const PLACE_KM2: f64 = 25.0;
/// The fewest and the most places on which an area is sampled.
const MIN_PLACES: f64 = 16.0;
const MAX_PLACES: f64 = 200.0;
/// With fewer places than this inside, the outline is sampled as well.
const FEW: usize = 12;
/// The turn from one place of a spiral to the next, radians: the golden angle, by which they spread evenly.
const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;

impl Area {
    /// Places spread evenly over the area, at least one and about 200 at most: a spiral in a circle, otherwise the places of
    /// a grid of equal cells that are inside. An area so thin that the grid hardly meets it is sampled along its outline.
    pub fn samples(&self) -> Vec<Xyz> {
        if let Some(centre) = self.site() {
            return spiral(centre, self.radius_km);
        }
        let mut places = self.grid_inside();
        if places.len() < FEW {
            let pieces = self.outline().pieces();
            let step = pieces.len().div_ceil(MAX_PLACES as usize / 2);
            places.extend(pieces.iter().step_by(step).flat_map(|piece| [piece.from.xyz, piece.to.xyz]));
        }
        places
    }

    /// The middles of equal cells over the bounds that are inside the area.
    fn grid_inside(&self) -> Vec<Xyz> {
        let [west, south, east, north] = self.reached_bounds();
        // Between sines of latitude at equal steps, the cells of a sphere have the same size.
        let (low, high) = (south.to_radians().sin(), north.to_radians().sin());
        let (km_per_lon, km_per_lat) = km_per_degree((south + north) / 2.0);
        let (width, height) = (((east - west) * km_per_lon).max(1e-6), ((north - south) * km_per_lat).max(1e-6));
        let wanted = (width * height / PLACE_KM2).clamp(MIN_PLACES, MAX_PLACES);
        let rows = (wanted * height / width).sqrt().round().clamp(1.0, wanted);
        let columns = (wanted / rows).round();
        let middle = |number: u32, count: f64| (f64::from(number) + 0.5) / count;
        let mut places = Vec::new();
        for row in 0..rows as u32 {
            let lat = (low + (high - low) * middle(row, rows)).clamp(-1.0, 1.0).asin().to_degrees();
            for column in 0..columns as u32 {
                let lon = west + (east - west) * middle(column, columns);
                let point = GeoPoint::new(LonLat::new(lon - 360.0 * (lon / 360.0).round(), lat));
                if self.contains(&point) {
                    places.push(point.xyz);
                }
            }
        }
        places
    }

    /// The bounds in degrees of the drawn geometry with its radius.
    fn reached_bounds(&self) -> [f64; 4] {
        let [west, south, east, north] = edge::bounds(self.paths().flatten());
        let reach = (self.radius_km / ARC_RADIUS_KM).to_degrees() * 1.01;
        let [south, north] = [(south - reach).max(-90.0), (north + reach).min(90.0)];
        let widest = south.abs().max(north.abs()).to_radians().cos();
        let sine = reach.to_radians().sin();
        // Around a pole the reach covers every longitude.
        let turn = if sine < widest { (sine / widest).asin().to_degrees() } else { 180.0 };
        if self.radius_km > 0.0 && east - west + 2.0 * turn >= 360.0 {
            return [-180.0, south, 180.0, north];
        }
        let turn = if self.radius_km > 0.0 { turn } else { 0.0 };
        [west - turn, south, east + turn, north]
    }
}

/// Places of a spiral in a circle, each for the same part of it, the first near its centre.
fn spiral(centre: LonLat, radius_km: f64) -> Vec<Xyz> {
    let count = (std::f64::consts::PI * radius_km * radius_km / PLACE_KM2).clamp(MIN_PLACES, MAX_PLACES) as u32;
    let (sin_lon, cos_lon) = centre.lon.to_radians().sin_cos();
    let (sin_lat, cos_lat) = centre.lat.to_radians().sin_cos();
    let (up, east) = ([cos_lat * cos_lon, cos_lat * sin_lon, sin_lat], [-sin_lon, cos_lon, 0.0]);
    let north = [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat];
    let half_chord = (radius_km / (2.0 * ARC_RADIUS_KM)).sin();
    let (turn_sin, turn_cos) = GOLDEN_ANGLE.sin_cos();
    let (mut to_north, mut to_east) = (1.0, 0.0);
    (0..count)
        .map(|number| {
            // On a sphere, the size of a cap goes with the square of its chord.
            let half = half_chord * ((f64::from(number) + 0.5) / f64::from(count)).sqrt();
            let (away, height) = (2.0 * half * (1.0 - half * half).sqrt(), 1.0 - 2.0 * half * half);
            (to_north, to_east) = (to_north * turn_cos - to_east * turn_sin, to_north * turn_sin + to_east * turn_cos);
            on_ellipsoid(std::array::from_fn(|i| height * up[i] + away * (to_north * north[i] + to_east * east[i])))
        })
        .collect()
}

/// The place on the ellipsoid where the upright has this direction.
fn on_ellipsoid([x, y, z]: Xyz) -> Xyz {
    let normal = EQUATOR_KM / (1.0 - E2 * z * z).sqrt();
    [normal * x, normal * y, normal * (1.0 - E2) * z]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{chord_km, to_xyz};
    use crate::geometry::parse;
    use proptest::prelude::*;

    fn area(text: &str, radius_km: Option<f64>) -> Area {
        Area::new(parse(text).unwrap(), radius_km).unwrap()
    }

    /// The share of the samples that are nearer to a place than a distance, km.
    fn share_near(area: &Area, at: LonLat, km: f64) -> f64 {
        let (samples, at) = (area.samples(), to_xyz(at));
        samples.iter().filter(|place| chord_km(**place, at) < km).count() as f64 / samples.len() as f64
    }

    #[test]
    fn samples_stand_for_equal_parts() {
        let circle = Area::circle(LonLat::new(179.9, 80.0), 100.0).unwrap();
        assert_eq!(circle.samples().len(), 200);
        assert!((share_near(&circle, LonLat::new(179.9, 80.0), 50.0) - 0.25).abs() < 0.02);
        assert_eq!(share_near(&circle, LonLat::new(179.9, 80.0), 100.5), 1.0);
        // A square of 2° by 2°; the disc of 50 km holds a part of it.
        let square = area(r#"{"type":"Polygon","coordinates":[[[179,-1],[181,-1],[181,1],[179,1],[179,-1]]]}"#, None);
        let expected = std::f64::consts::PI * 50.0 * 50.0 / square.area_km2();
        assert!((share_near(&square, LonLat::new(-180.0, 0.0), 50.0) - expected).abs() < 0.03);
    }

    #[test]
    fn every_form_of_area_has_samples() {
        let forms = [
            (r#"{"type":"Polygon","coordinates":[[[0,0],[10,10],[10,10.001],[0,0]]]}"#, None),
            (r#"{"type":"Polygon","coordinates":[[[-180,80],[180,80],[180,90],[-180,90],[-180,80]]]}"#, None),
            (r#"{"type":"LineString","coordinates":[[0,0],[10,10]]}"#, Some(5.0)),
            (r#"{"type":"LineString","coordinates":[[0,89.9],[170,89.9]]}"#, Some(50.0)),
            (r#"{"type":"MultiPoint","coordinates":[[0,0],[100,0]]}"#, Some(0.001)),
            (r#"{"type":"Point","coordinates":[0,90]}"#, Some(2000.0)),
            (r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#, Some(2000.0)),
        ];
        for (text, radius_km) in forms {
            let count = area(text, radius_km).samples().len();
            assert!((1..=300).contains(&count), "{count} of {text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn samples_are_inside(lon in -180.0..180.0f64, lat in -90.0..90.0f64, km in 0.01..2000.0f64) {
            let circle = Area::circle(LonLat::new(lon, lat), km).unwrap();
            let centre = to_xyz(LonLat::new(lon, lat));
            let samples = circle.samples();
            prop_assert!(samples.iter().all(|place| chord_km(*place, centre) < km * 1.01));
            prop_assert!((16..=200).contains(&samples.len()));
        }
    }
}
