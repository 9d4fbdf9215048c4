//! Bounding boxes of blocks of rows, in degrees and in earth-centred coordinates, without trigonometry per row.

use crate::geo::{DegreeBox, E2, EQUATOR_KM, PointBox, SpaceBox};

/// The sines of whole degrees from −180 to 270; the sine of any angle is found from that of the nearest whole degree.
pub struct SineTable(Vec<f64>);

impl SineTable {
    /// Computes the table.
    pub fn new() -> SineTable {
        SineTable((-180..=270).map(|degree: i32| f64::from(degree).to_radians().sin()).collect())
    }

    /// Sine and cosine of an angle within ±180°, good to 1e-12.
    fn sin_cos(&self, degrees: f64) -> (f64, f64) {
        let whole = degrees.round_ties_even();
        let rest = (degrees - whole).to_radians();
        // The rest is at most half a degree, so the terms left out are below 1e-12.
        let (sin_rest, cos_rest) = (rest - rest.powi(3) / 6.0, 1.0 - rest * rest / 2.0 + rest.powi(4) / 24.0);
        let index = (whole + 180.0) as usize;
        let (sin, cos) = (self.0[index], self.0[index + 90]);
        (sin * cos_rest + cos * sin_rest, cos * cos_rest - sin * sin_rest)
    }

    /// The bounding box of some points. Its earth-centred box contains the whole rectangle in degrees and touches the
    /// rectangle on each side.
    pub fn bounding_box(&self, lon: &[f64], lat: &[f64]) -> PointBox {
        let ([west, east], [south, north]) = (min_max(lon), min_max(lat));
        self.box_around([west, south, east, north])
    }

    fn box_around(&self, degrees: DegreeBox) -> PointBox {
        let [west, south, east, north] = degrees;
        let (sin_west, cos_west) = self.sin_cos(west);
        let (sin_east, cos_east) = self.sin_cos(east);
        let contains = |degree: f64| west <= degree && degree <= east;
        let cos = [
            if contains(-180.0) || contains(180.0) { -1.0 } else { min(cos_west, cos_east) },
            if contains(0.0) { 1.0 } else { max(cos_west, cos_east) },
        ];
        let sin = [
            if contains(-90.0) { -1.0 } else { min(sin_west, sin_east) },
            if contains(90.0) { 1.0 } else { max(sin_west, sin_east) },
        ];
        let (axis_south, height_south) = self.meridian(south);
        let (axis_north, height_north) = self.meridian(north);
        let min_axis = min(axis_south, axis_north);
        let max_axis = if south <= 0.0 && north >= 0.0 { EQUATOR_KM } else { max(axis_south, axis_north) };
        // A negative coordinate is lowest where the distance from the axis is largest.
        let low = |share: f64| share * if share < 0.0 { max_axis } else { min_axis };
        let high = |share: f64| share * if share < 0.0 { min_axis } else { max_axis };
        let low = [low(cos[0]), low(sin[0]), height_south];
        let high = [high(cos[1]), high(sin[1]), height_north];
        PointBox::new(degrees, SpaceBox::from_corners(low, high))
    }

    /// The distance from the Earth's axis and the height above the plane of the equator at a latitude, km.
    fn meridian(&self, lat: f64) -> (f64, f64) {
        let (sin, cos) = self.sin_cos(lat);
        let normal = EQUATOR_KM / (1.0 - E2 * sin * sin).sqrt();
        (normal * cos, normal * (1.0 - E2) * sin)
    }
}

/// The smallest and the largest of some numbers.
#[cfg(not(target_feature = "simd128"))]
fn min_max(numbers: &[f64]) -> [f64; 2] {
    numbers
        .iter()
        .fold([f64::INFINITY, f64::NEG_INFINITY], |[least, most], &number| [min(least, number), max(most, number)])
}

/// The smallest and the largest of some numbers, two at a time: engines for WebAssembly compile every choice between two
/// scalar numbers to a branch.
#[cfg(target_feature = "simd128")]
fn min_max(numbers: &[f64]) -> [f64; 2] {
    use std::arch::wasm32::{f64x2, f64x2_extract_lane, f64x2_pmax, f64x2_pmin, f64x2_splat};
    let (mut least, mut most) = (f64x2_splat(f64::INFINITY), f64x2_splat(f64::NEG_INFINITY));
    let (pairs, rest) = numbers.as_chunks::<2>();
    let rest = rest.iter().map(|&number| f64x2_splat(number));
    for pair in pairs.iter().map(|&[first, second]| f64x2(first, second)).chain(rest) {
        (least, most) = (f64x2_pmin(least, pair), f64x2_pmax(most, pair));
    }
    let lanes = |pair| [f64x2_extract_lane::<0>(pair), f64x2_extract_lane::<1>(pair)];
    let ([a, b], [c, d]) = (lanes(least), lanes(most));
    [min(a, b), max(c, d)]
}

/// The smaller of two numbers that are not NaN, which `f64::min` has to check for.
fn min(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

/// The larger of two numbers that are not NaN.
fn max(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{LonLat, to_xyz};
    use proptest::prelude::*;

    /// Any angle, and often the angles at which a sine has an extreme or the map ends.
    fn degrees(most: f64) -> impl Strategy<Value = f64> {
        let special = prop::sample::select(vec![-180.0, -90.0, -0.0, 0.0, 90.0, 180.0]);
        prop_oneof![4 => -most..=most, 1 => special.prop_filter("within", move |degree: &f64| degree.abs() <= most)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn boxes_contain_their_points_and_are_tight(
            (lon, lat) in (degrees(180.0), degrees(90.0)),
            spread in prop::sample::select(vec![0.0, 1e-6, 0.01, 1.0, 30.0, 400.0]),
            off in prop::collection::vec((-0.5..=0.5f64, -0.5..=0.5f64), 1..33),
        ) {
            let lons: Vec<f64> = off.iter().map(|(x, _)| (lon + x * spread).clamp(-180.0, 180.0)).collect();
            let lats: Vec<f64> = off.iter().map(|(_, y)| (lat + y * spread).clamp(-90.0, 90.0)).collect();
            let node = SineTable::new().bounding_box(&lons, &lats);
            let [low, high] = node.space().corners();
            let [west, south, east, north] = node.degrees;
            let mut tight = [[f64::INFINITY; 3], [f64::NEG_INFINITY; 3]];
            let mut look = |p: LonLat| {
                let p = to_xyz(p);
                tight = [std::array::from_fn(|i| tight[0][i].min(p[i])), std::array::from_fn(|i| tight[1][i].max(p[i]))];
                (0..3).all(|i| low[i] <= p[i] && p[i] <= high[i])
            };
            for (&lon, &lat) in lons.iter().zip(&lats) {
                prop_assert!(west <= lon && lon <= east && south <= lat && lat <= north);
                prop_assert!(look(LonLat::new(lon, lat)), "{lon} {lat} {low:?} {high:?}");
            }
            // Sampled finely: the box contains the whole rectangle and is not much larger anywhere.
            for i in 0..=60 {
                for j in 0..=60 {
                    let at = |from: f64, to: f64, t: i32| from + (to - from) * f64::from(t) / 60.0;
                    prop_assert!(look(LonLat::new(at(west, east, i), at(south, north, j))));
                }
            }
            let slack = 0.003 + 6400.0 * (east - west).max(north - south).to_radians().powi(2) / 60.0 / 60.0 / 4.0;
            for i in 0..3 {
                prop_assert!(tight[0][i] - low[i] <= slack && high[i] - tight[1][i] <= slack, "{low:?} {high:?} {tight:?}");
            }
        }

        #[test]
        fn sines_are_good_to_1e_12(degrees in -180.0..=180.0f64) {
            let (sin, cos) = SineTable::new().sin_cos(degrees);
            let (expected_sin, expected_cos) = degrees.to_radians().sin_cos();
            prop_assert!((sin - expected_sin).abs() < 1e-12 && (cos - expected_cos).abs() < 1e-12);
        }
    }
}
