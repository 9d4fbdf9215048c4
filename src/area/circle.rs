//! Circles: which of many points lie within a geodesic distance of one place.
//!
//! Boxes are judged by the chord. Points are judged by a distance in longitude and latitude that is good to a ten
//! thousandth for circles of ordinary size and latitude, and costs a few multiplications; the geodesic decides those
//! that come closer to the limit than that.

use wide::f64x2;

use crate::geo::{ARC_RADIUS_KM, Box3, E2, EQUATOR_KM, LonLat, Place, Relation, Vicinity, xyz};

/// Largest radius, over the cosine of the latitude, for which [`Flat`] is good to [`Flat::ERROR`] (see the test).
const LARGEST_FLAT_KM: f64 = 100.0;

pub struct Circle {
    pub centre: Place,
    pub radius_km: f64,
    place: Box3,
    vicinity: Vicinity,
    flat: Option<Flat>,
}

impl Circle {
    pub fn new(centre: LonLat, radius_km: f64) -> Circle {
        let ordinary = radius_km <= LARGEST_FLAT_KM * centre.lat.to_radians().cos();
        Circle {
            centre: Place::new(centre),
            radius_km,
            place: xyz(centre).into(),
            vicinity: Vicinity::new(centre),
            flat: ordinary.then(|| Flat::new(centre)),
        }
    }

    pub fn contains(&self, place: &Place) -> bool {
        self.centre.is_within(place, self.radius_km)
    }

    /// As [`Area::relation`](super::Area::relation).
    pub fn relation(&self, space: &Box3, reach_km: f64) -> Relation {
        // A chord is never longer than its geodesic.
        let reach = self.radius_km + reach_km;
        if space.distance_2(&self.place) > reach * reach {
            return Relation::Outside;
        }
        let inner = self.radius_km - reach_km;
        // An arc is longer than its chord by less than a twentieth of its square over the radius of the earth.
        let chord = inner * (1.0 - 1e-6 - (inner / ARC_RADIUS_KM).powi(2) / 20.0);
        let inside = inner > 0.0 && space.farthest_2(&self.place) <= chord * chord;
        if inside { Relation::Inside } else { Relation::Mixed }
    }

    /// Calls `take` with the numbers of the points inside, ascending.
    pub fn for_each_inside(&self, lon: &[f64], lat: &[f64], mut take: impl FnMut(usize)) {
        let Some(flat) = &self.flat else {
            for (number, (lon, lat)) in lon.iter().zip(lat).enumerate() {
                if self.contains(&self.vicinity.place(LonLat::new(*lon, *lat))) {
                    take(number);
                }
            }
            return;
        };
        let limit_2 = self.radius_km * self.radius_km;
        let (inside, outside) = (limit_2 * (1.0 - Flat::ERROR), limit_2 * (1.0 + Flat::ERROR));
        const TOGETHER: usize = 32;
        let mut squares = [0.0; TOGETHER];
        for first in (0..lon.len()).step_by(TOGETHER) {
            let last = (first + TOGETHER).min(lon.len());
            flat.distances_2(&lon[first..last], &lat[first..last], &mut squares);
            for (number, &square) in (first..last).zip(&squares) {
                if square < inside
                    || (square <= outside && self.contains(&Place::new(LonLat::new(lon[number], lat[number]))))
                {
                    take(number);
                }
            }
        }
    }
}

/// Distances from a centre by the formula of the middle latitude: the difference in latitude by the meridian's radius
/// of curvature there, that in longitude by the radius of the parallel there, both developed around the centre.
struct Flat {
    centre: LonLat,
    /// Square of the km per degree of latitude, and its change per degree north.
    lat: [f64; 2],
    /// Square of the km per degree of longitude, and its first and second change per degree north.
    lon: [f64; 3],
}

impl Flat {
    /// Of the square of a distance.
    const ERROR: f64 = 2e-4;

    fn new(centre: LonLat) -> Flat {
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
        Flat {
            centre,
            lat: [meridian_2 * square, meridian_slope * half * square],
            lon: [parallel[0] * square, parallel[1] * half * square, parallel[2] / 2.0 * half * half * square],
        }
    }

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
        let turns = lon - f64x2::splat(self.centre.lon);
        let east = turns - f64x2::splat(360.0) * (turns * f64x2::splat(1.0 / 360.0)).round_ties_even();
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
        fn the_flat_distance_is_as_good_as_is_said(
            lon in -180.0..180.0f64, lat in -89.0..89.0f64, azimuth in 0.0..360.0f64, share in 0.001..1.01f64,
        ) {
            let centre = LonLat::new(lon, lat);
            let km = share * LARGEST_FLAT_KM * lat.to_radians().cos();
            let p = geo::direct(centre, azimuth, km);
            let [flat, _] = Flat::new(centre).distance_2(f64x2::splat(p.lon), f64x2::splat(p.lat)).to_array();
            prop_assert!((flat / (km * km) - 1.0).abs() < Flat::ERROR / 2.0, "{} {km}", flat.sqrt());
        }
    }
}
