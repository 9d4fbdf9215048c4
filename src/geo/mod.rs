//! Distance on the WGS84 ellipsoid: the exact geodesic (Karney 2013) and the straight chord that filters for it.
//!
//! Lengths are in km, angles in degrees unless stated otherwise, and a name that ends in `_2` is the square of a length.
//!
//! The chord between two points through the Earth is never longer than the geodesic between them, has no special cases
//! at the poles or the antimeridian, and determines the geodesic to millimetres over the distances that most questions
//! are about. So chords filter, and where a decision is close, the geodesic decides.
//!
//! ```
//! use geobit::geo::{LonLat, distance_km};
//!
//! let (bamako, segou) = (LonLat::new(-8.0, 12.64), LonLat::new(-6.26, 13.43));
//! assert!((distance_km(bamako, segou) - 208.0).abs() < 1.0);
//! ```

mod boxes;
mod curve;
mod local;
mod point_box;

use std::sync::LazyLock;

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};

pub use boxes::{FourBoxes, SpaceBox, SplatPoint, min_lane, set_bits};
pub use curve::HilbertCurve;
pub use local::LocalConverter;
pub use point_box::{DegreeBox, PointBox, Relation, union};

/// Semi-major axis of WGS84, km.
pub const EQUATOR_KM: f64 = 6378.137;
/// First eccentricity squared of WGS84.
pub const E2: f64 = 6.694_379_990_141_317e-3;

/// Radius of the circle on which a chord is turned into an arc, km: between the smallest (6335.4) and the largest
/// (6399.6) radius of curvature of WGS84.
pub const ARC_RADIUS_KM: f64 = 6371.0;
/// A radius above the largest radius of curvature of WGS84, km.
const FLATTEST_RADIUS_KM: f64 = 6400.0;
/// A radius below the smallest radius of curvature of WGS84, km.
const MOST_CURVED_RADIUS_KM: f64 = 6335.0;
/// Bound of |1/ρ² − 1/`ARC_RADIUS_KM`²| over all radii of curvature ρ of WGS84, per km².
const ARC_SPREAD: f64 = 2.9e-10;
/// Longest chord, km, that still gives the geodesic to 1.6 mm ([`arc_error_bound`]). Beyond it only Karney's algorithm
/// counts as exact.
const SHORT_KM: f64 = 50.0;

static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// Earth-centred, earth-fixed Cartesian coordinates, km.
pub type Xyz = [f64; 3];

/// A point in degrees of longitude and latitude. The longitude may lie outside ±180 where a line crosses the
/// antimeridian.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LonLat {
    /// Longitude, degrees east.
    pub lon: f64,
    /// Latitude, degrees north, within ±90.
    pub lat: f64,
}

impl LonLat {
    /// The point at these degrees of longitude and latitude.
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }

    /// Linear interpolation in longitude and latitude: this point for `t` = 0, `other` for `t` = 1.
    pub fn lerp(self, other: LonLat, t: f64) -> LonLat {
        LonLat::new(self.lon + (other.lon - self.lon) * t, self.lat + (other.lat - self.lat) * t)
    }
}

/// The solution of the inverse geodesic problem: the shortest line between two points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InverseSolution {
    /// Length of the geodesic, km.
    pub distance_km: f64,
    /// Forward azimuth at the first point, degrees clockwise from north, −180..180.
    pub azimuth1: f64,
    /// Forward azimuth at the second point, likewise.
    pub azimuth2: f64,
}

/// Solves the inverse geodesic problem, accurate to nanometres.
/// Source: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87, 43–55 (2013).
pub fn inverse(from: LonLat, to: LonLat) -> InverseSolution {
    let (metres, azimuth1, azimuth2, _): (f64, f64, f64, f64) = WGS84.inverse(from.lat, from.lon, to.lat, to.lon);
    InverseSolution { distance_km: metres / 1000.0, azimuth1, azimuth2 }
}

/// The geodesic distance between two points, km.
pub fn distance_km(from: LonLat, to: LonLat) -> f64 {
    let metres: f64 = WGS84.inverse(from.lat, from.lon, to.lat, to.lon);
    metres / 1000.0
}

/// Solves the direct geodesic problem: the point `distance_km` away from `from` in the direction `azimuth`, degrees
/// clockwise from north.
pub fn direct(from: LonLat, azimuth: f64, distance_km: f64) -> LonLat {
    let (lat, lon): (f64, f64) = WGS84.direct(from.lat, from.lon, azimuth, distance_km * 1000.0);
    LonLat::new(lon, lat)
}

/// Earth-centred coordinates of a point on the ellipsoid, km.
pub fn to_xyz(p: LonLat) -> Xyz {
    let (sin_lon, cos_lon) = p.lon.to_radians().sin_cos();
    let (sin_lat, cos_lat) = p.lat.to_radians().sin_cos();
    let normal = EQUATOR_KM / (1.0 - E2 * sin_lat * sin_lat).sqrt();
    let parallel = normal * cos_lat;
    [parallel * cos_lon, parallel * sin_lon, normal * (1.0 - E2) * sin_lat]
}

/// The length of a degree of longitude and of a degree of latitude at a latitude, km.
pub fn km_per_degree(lat: f64) -> (f64, f64) {
    let (sin, cos) = lat.to_radians().sin_cos();
    let w2 = 1.0 - E2 * sin * sin;
    let normal = EQUATOR_KM / w2.sqrt();
    ((normal * cos).to_radians(), (normal * (1.0 - E2) / w2).to_radians())
}

/// The scalar product of two vectors.
pub fn dot(a: Xyz, b: Xyz) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// The vector from `b` to `a`.
pub fn subtract(a: Xyz, b: Xyz) -> Xyz {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

/// The length of the straight line between two points through the Earth, km.
pub fn chord_km(a: Xyz, b: Xyz) -> f64 {
    let d = subtract(a, b);
    dot(d, d).sqrt()
}

/// The squared distance between a point and the straight segment `from`–`to`, km². `inverse_length_2` is the reciprocal
/// of the squared length of the segment, or 0 for a segment without length.
#[inline]
pub fn segment_distance_2(from: Xyz, to: Xyz, inverse_length_2: f64, point: Xyz) -> f64 {
    let (line, to_point) = (subtract(to, from), subtract(point, from));
    let share = (dot(to_point, line) * inverse_length_2).clamp(0.0, 1.0);
    let off = subtract(to_point, [line[0] * share, line[1] * share, line[2] * share]);
    dot(off, off)
}

/// The reciprocal of a number, and 0 for 0: every position along a segment without length is its beginning.
pub fn reciprocal_or_zero(number: f64) -> f64 {
    if number > 0.0 { 1.0 / number } else { 0.0 }
}

/// Estimates the length of the geodesic, km, from the length of its chord. The error is at most [`arc_error_bound`].
#[inline]
pub fn chord_to_arc(chord: f64) -> f64 {
    let half = chord / (2.0 * ARC_RADIUS_KM);
    if chord > SHORT_KM {
        return 2.0 * ARC_RADIUS_KM * half.min(1.0).asin();
    }
    // The series of the arcsine; the terms left out are below 1e-15 of the result.
    let square = half * half;
    chord * (1.0 + square / 6.0 * (1.0 + square * 0.45))
}

/// The length of the chord, km, for which [`chord_to_arc`] gives this length.
#[inline]
pub fn arc_to_chord(arc: f64) -> f64 {
    2.0 * ARC_RADIUS_KM * (arc / (2.0 * ARC_RADIUS_KM)).sin()
}

/// Bound of the error of [`chord_to_arc`], km: 1.6 mm for a chord of 50 km, 1.6 m for 500 km.
#[inline]
pub fn arc_error_bound(chord: f64) -> f64 {
    chord * chord * chord / 24.0 * ARC_SPREAD * 1.1 + 1e-9
}

/// Lower bound of the length of a geodesic with this chord, km, anywhere on the ellipsoid.
pub fn min_arc(chord: f64) -> f64 {
    // No curve of the ellipsoid is flatter than the meridian at the poles.
    2.0 * FLATTEST_RADIUS_KM * (chord / (2.0 * FLATTEST_RADIUS_KM)).asin()
}

/// Upper bound of the chord of a geodesic of this length, km, anywhere on the ellipsoid; for lengths up to half the way
/// around the Earth.
pub fn max_chord(arc: f64) -> f64 {
    2.0 * FLATTEST_RADIUS_KM * (arc / (2.0 * FLATTEST_RADIUS_KM)).sin()
}

/// Upper bound of the length of a geodesic with this chord, km, anywhere on the ellipsoid.
pub fn max_arc(chord: f64) -> f64 {
    // No curve of the ellipsoid is more strongly curved than the meridian at the equator.
    let half = chord / (2.0 * MOST_CURVED_RADIUS_KM);
    2.0 * MOST_CURVED_RADIUS_KM * half.min(1.0).asin()
}

/// A point with its earth-centred coordinates.
#[derive(Clone, Copy, Debug)]
pub struct GeoPoint {
    /// Longitude and latitude.
    pub at: LonLat,
    /// Earth-centred coordinates, km.
    pub xyz: Xyz,
}

impl GeoPoint {
    /// Computes the Earth-centred coordinates of a point.
    pub fn new(at: LonLat) -> GeoPoint {
        GeoPoint { at, xyz: to_xyz(at) }
    }

    /// Geodesic distance to another point, km: from the chord where that is good to 1.6 mm, by Karney's algorithm beyond.
    #[inline]
    pub fn distance_km(&self, other: &GeoPoint) -> f64 {
        let chord = chord_km(self.xyz, other.xyz);
        if chord <= SHORT_KM { chord_to_arc(chord) } else { distance_km(self.at, other.at) }
    }

    /// Whether the geodesic distance to another point is at most `limit_km`, decided by Karney's algorithm where the
    /// chord cannot tell.
    pub fn is_within(&self, other: &GeoPoint, limit_km: f64) -> bool {
        let chord = chord_km(self.xyz, other.xyz);
        let (estimate, error) = (chord_to_arc(chord), arc_error_bound(chord));
        if (estimate - limit_km).abs() > error && chord < 5000.0 {
            return estimate < limit_km;
        }
        distance_km(self.at, other.at) <= limit_km
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn chord_bounds_the_geodesic(lon in -180.0..180.0f64, lat in -90.0..90.0f64, azimuth in 0.0..360.0f64, km in 0.0..600.0f64) {
            let a = LonLat::new(lon, lat);
            let b = direct(a, azimuth, km);
            let chord = chord_km(to_xyz(a), to_xyz(b));
            prop_assert!(chord <= km + 1e-9);
            prop_assert!((chord_to_arc(chord) - km).abs() <= arc_error_bound(chord), "{} {}", chord_to_arc(chord) - km, arc_error_bound(chord));
        }

        #[test]
        fn no_geodesic_is_shorter_and_no_chord_longer_than_its_bound(a in (-180.0..180.0f64, -90.0..90.0f64), b in (-180.0..180.0f64, -90.0..90.0f64), opposite: bool) {
            let a = LonLat::new(a.0, a.1);
            let b = if opposite { LonLat::new(a.lon + 180.0 + b.0 / 90.0, -a.lat + b.1 / 90.0) } else { LonLat::new(b.0, b.1) };
            let b = LonLat::new(b.lon, b.lat.clamp(-90.0, 90.0));
            let (chord, distance) = (chord_km(to_xyz(a), to_xyz(b)), distance_km(a, b));
            prop_assert!(min_arc(chord) <= distance + 1e-9 && chord <= max_chord(distance) + 1e-9, "{chord} {distance}");
        }
    }

    proptest! {
        /// Near its limit, where the chord cannot tell, and far from it, at any distance.
        #[test]
        fn points_are_within_a_limit_as_the_geodesic_says(
            lon in -180.0..180.0f64, lat in -89.0..89.0f64, azimuth in 0.0..360.0f64,
            km in prop_oneof![0.0..60.0f64, 0.0..20_000.0f64], off in prop_oneof![Just(0.0), -1e-6..1e-6f64, -0.1..0.1f64, -50.0..50.0f64],
        ) {
            let a = LonLat::new(lon, lat);
            let b = direct(a, azimuth, km);
            let (first, second) = (GeoPoint::new(a), GeoPoint::new(b));
            let distance = distance_km(a, b);
            prop_assert_eq!(first.is_within(&second, distance + off), off >= 0.0);
            let tolerance = if distance < 50.0 { 0.0017 } else { 0.0 };
            prop_assert!((first.distance_km(&second) - distance).abs() <= tolerance);
        }

        /// Against the distance to many points of the segment.
        #[test]
        fn a_segment_is_as_far_as_its_nearest_point(a in [-9.0..9.0f64, -9.0..9.0f64, -9.0..9.0f64], b in [-9.0..9.0f64, -9.0..9.0f64, -9.0..9.0f64], p in [-20.0..20.0f64, -20.0..20.0f64, -20.0..20.0f64]) {
            let on = |share: f64| [0, 1, 2].map(|axis| a[axis] + share * (b[axis] - a[axis]));
            let nearest = (0..=1000).map(|step| chord_km(on(f64::from(step) / 1000.0), p)).fold(f64::INFINITY, f64::min);
            let length = chord_km(a, b);
            let found = segment_distance_2(a, b, reciprocal_or_zero(length * length), p).sqrt();
            prop_assert!(found <= nearest + 1e-9 && found >= nearest - length / 1000.0, "{found} {nearest}");
        }

        #[test]
        fn a_degree_is_as_long_as_the_geodesic_along_it(lon in -180.0..180.0f64, lat in -89.0..89.0f64) {
            let (at, step) = (LonLat::new(lon, lat), 1e-4);
            let (east, north) = km_per_degree(lat);
            let eastward = distance_km(at, LonLat::new(lon + step, lat)) / step;
            let northward = distance_km(LonLat::new(lon, lat - step), LonLat::new(lon, lat + step)) / (2.0 * step);
            prop_assert!((east / eastward - 1.0).abs() < 1e-6 && (north / northward - 1.0).abs() < 1e-6, "{east} {eastward} {north} {northward}");
        }
    }

    #[test]
    fn a_segment_without_length_is_a_point() {
        assert_eq!((reciprocal_or_zero(0.0), reciprocal_or_zero(4.0)), (0.0, 0.25));
        assert_eq!(segment_distance_2([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], 0.0, [1.0, 5.0, 7.0]), 25.0);
    }

    #[test]
    fn a_chord_through_the_whole_earth_is_half_way_round_it() {
        let half_way = std::f64::consts::PI * ARC_RADIUS_KM;
        assert!((chord_to_arc(2.0 * ARC_RADIUS_KM) - half_way).abs() < 1e-6);
        assert!((chord_to_arc(2.1 * ARC_RADIUS_KM) - half_way).abs() < 1e-6, "no chord of a sphere is longer");
    }

    #[test]
    fn km_per_degree_at_the_equator_and_the_pole() {
        assert!((km_per_degree(0.0).0 - 111.319_49).abs() < 1e-4);
        assert!((km_per_degree(0.0).1 - 110.574_27).abs() < 1e-4);
        assert!(km_per_degree(90.0).0.abs() < 1e-12);
    }
}
