//! Circles: which of many points lie within a geodesic distance of a centre.
//!
//! Boxes are decided by the chord. Points are decided by a planar distance that is good to a ten-thousandth for circles of
//! ordinary size and latitude and costs a few multiplications; the geodesic decides the points that come closer to the
//! limit than that.

use wide::f64x2;

use crate::geo::{ARC_RADIUS_KM, E2, EQUATOR_KM, GeoPoint, LocalConverter, LonLat, Relation, SpaceBox, to_xyz};

/// Largest radius at the equator, km, for which [`PlanarDistance`] is good to [`PlanarDistance::ERROR`] (see the test);
/// elsewhere it shrinks with the cosine of the latitude.
const MAX_PLANAR_KM: f64 = 100.0;

/// Everything within a geodesic distance of a point.
pub struct Circle {
    pub centre: GeoPoint,
    pub radius_km: f64,
    centre_box: SpaceBox,
    converter: LocalConverter,
    /// `None` where the circle is too large for it.
    planar: Option<PlanarDistance>,
}

impl Circle {
    pub fn new(centre: LonLat, radius_km: f64) -> Circle {
        let is_small = radius_km <= MAX_PLANAR_KM * centre.lat.to_radians().cos();
        Circle {
            centre: GeoPoint::new(centre),
            radius_km,
            centre_box: to_xyz(centre).into(),
            converter: LocalConverter::new(centre),
            planar: is_small.then(|| PlanarDistance::new(centre)),
        }
    }

    pub fn contains(&self, point: &GeoPoint) -> bool {
        self.centre.is_within(point, self.radius_km)
    }

    /// How a box of discs with radii up to `reach_km` relates to the circle; see
    /// [`AreaClassifier::relation`](super::AreaClassifier::relation).
    pub fn relation(&self, space: &SpaceBox, reach_km: f64) -> Relation {
        // A chord is never longer than its geodesic.
        let reach = self.radius_km + reach_km;
        if space.min_distance_2(&self.centre_box) > reach * reach {
            return Relation::Outside;
        }
        let inner = self.radius_km - reach_km;
        // An arc is longer than its chord by less than a share of (arc / earth radius)²/20.
        let chord = inner * (1.0 - 1e-6 - (inner / ARC_RADIUS_KM).powi(2) / 20.0);
        let inside = inner > 0.0 && space.max_distance_2(&self.centre_box) <= chord * chord;
        if inside { Relation::Inside } else { Relation::Mixed }
    }

    /// Calls `visit` with the numbers of the points inside, ascending.
    pub fn for_each_inside(&self, lon: &[f64], lat: &[f64], mut visit: impl FnMut(usize)) {
        let Some(planar) = &self.planar else {
            for (number, (lon, lat)) in lon.iter().zip(lat).enumerate() {
                if self.contains(&self.converter.point(LonLat::new(*lon, *lat))) {
                    visit(number);
                }
            }
            return;
        };
        let limit_2 = self.radius_km * self.radius_km;
        let (inside, outside) = (limit_2 * (1.0 - PlanarDistance::ERROR), limit_2 * (1.0 + PlanarDistance::ERROR));
        const BATCH: usize = 32;
        let mut squares = [0.0; BATCH];
        for first in (0..lon.len()).step_by(BATCH) {
            let last = (first + BATCH).min(lon.len());
            planar.distances_2(&lon[first..last], &lat[first..last], &mut squares);
            for (number, &square) in (first..last).zip(&squares) {
                if square < inside
                    || (square <= outside && self.contains(&GeoPoint::new(LonLat::new(lon[number], lat[number]))))
                {
                    visit(number);
                }
            }
        }
    }
}

/// Distances from a centre by the mid-latitude formula: the differences in latitude and in longitude, each times the
/// radius of curvature of the meridian or the radius of the parallel at the middle latitude. Both squared radii are
/// expanded in a Taylor series around the centre.
struct PlanarDistance {
    centre: LonLat,
    /// Square of the km per degree of latitude, and its change per degree north.
    lat: [f64; 2],
    /// Square of the km per degree of longitude, and its first and second change per degree north.
    lon: [f64; 3],
}

impl PlanarDistance {
    /// Bound of the relative error of a squared distance.
    const ERROR: f64 = 2e-4;

    fn new(centre: LonLat) -> PlanarDistance {
        let (sin, cos) = centre.lat.to_radians().sin_cos();
        let w2 = 1.0 - E2 * sin * sin;
        let normal_2 = EQUATOR_KM * EQUATOR_KM / w2;
        let degree = 1f64.to_radians();
        // (N cos φ)² = a² (1 − s)/(1 − e² s) with s = sin² φ, by the derivatives of s: s' = 2 sin φ cos φ, s'' = 2 cos 2φ.
        let (s1, s2) = (2.0 * sin * cos, 2.0 * (cos * cos - sin * sin));
        let slope = -(1.0 - E2) / (w2 * w2);
        let bend = 2.0 * E2 * slope / w2;
        let parallel = [cos * cos / w2, slope * s1, slope * s2 + bend * s1 * s1].map(|c| c * EQUATOR_KM * EQUATOR_KM);
        // M² = a² (1 − e²)²/(1 − e² s)³.
        let meridian_2 = normal_2 * (1.0 - E2) * (1.0 - E2) / (w2 * w2);
        let meridian_slope = 3.0 * E2 * s1 / w2 * meridian_2;
        let square = degree * degree;
        // The middle latitude is half the difference away from the centre.
        let half = degree / 2.0;
        PlanarDistance {
            centre,
            lat: [meridian_2 * square, meridian_slope * half * square],
            lon: [parallel[0] * square, parallel[1] * half * square, parallel[2] / 2.0 * half * half * square],
        }
    }

    /// Writes the squared distances of the points, km², to `squares`.
    fn distances_2(&self, lon: &[f64], lat: &[f64], squares: &mut [f64]) {
        let ((lons, last_lon), (lats, last_lat)) = (lon.as_chunks::<2>(), lat.as_chunks::<2>());
        for ((square, lon), lat) in squares.as_chunks_mut::<2>().0.iter_mut().zip(lons).zip(lats) {
            *square = self.distance_2(f64x2::new(*lon), f64x2::new(*lat)).to_array();
        }
        if let ([lon], [lat]) = (last_lon, last_lat) {
            squares[2 * lons.len()] = self.distance_2(f64x2::splat(*lon), f64x2::splat(*lat)).to_array()[0];
        }
    }

    #[inline]
    fn distance_2(&self, lon: f64x2, lat: f64x2) -> f64x2 {
        let [lat0, lat1] = self.lat.map(f64x2::splat);
        let [lon0, lon1, lon2] = self.lon.map(f64x2::splat);
        let north = lat - f64x2::splat(self.centre.lat);
        let difference = lon - f64x2::splat(self.centre.lon);
        let east = difference - f64x2::splat(360.0) * (difference * f64x2::splat(1.0 / 360.0)).round_ties_even();
        (lat0 + lat1 * north) * north * north + (lon0 + (lon1 + lon2 * north) * north) * east * east
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn the_planar_distance_keeps_its_error_bound(
            lon in -180.0..180.0f64, lat in -89.0..89.0f64, azimuth in 0.0..360.0f64, share in 0.001..1.01f64,
        ) {
            let centre = LonLat::new(lon, lat);
            let km = share * MAX_PLANAR_KM * lat.to_radians().cos();
            let p = geo::direct(centre, azimuth, km);
            let [planar, _] = PlanarDistance::new(centre).distance_2(f64x2::splat(p.lon), f64x2::splat(p.lat)).to_array();
            prop_assert!((planar / (km * km) - 1.0).abs() < PlanarDistance::ERROR / 2.0, "{} {km}", planar.sqrt());
        }
    }
}
