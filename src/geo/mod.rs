//! Distance on the WGS84 ellipsoid: the exact geodesic (Karney 2013) and the straight chord that filters for it.
//!
//! Lengths are km, angles degrees. The chord between two points through the earth is never longer than the geodesic
//! between them, needs no care at the poles or the antimeridian, and determines the geodesic to millimetres over the
//! distances that most questions are about. So chords filter; where a decision is close, the geodesic decides.

mod boxes;
mod curve;
mod point_box;
mod vicinity;

use std::sync::LazyLock;

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};

pub use boxes::{Box3, Boxes, Spot, bits, least_of};
pub use curve::Curve;
pub use point_box::{DegreeBox, PointBox, Relation, union};
pub use vicinity::Vicinity;

/// Semi-major axis of WGS84.
pub const EQUATOR_KM: f64 = 6378.137;
/// First eccentricity squared of WGS84.
pub const E2: f64 = 6.694_379_990_141_317e-3;

/// Radius that turns a chord into an arc: between the smallest (6335.4) and the largest (6399.6) radius of curvature.
pub const ARC_RADIUS_KM: f64 = 6371.0;
/// Above the largest radius of curvature.
const FLATTEST_KM: f64 = 6400.0;
/// Bound of |1/ρ² − 1/`ARC_RADIUS_KM`²| over all radii of curvature ρ of WGS84, per km².
const ARC_SPREAD: f64 = 2.9e-10;
/// Chords up to this length give the geodesic to 1.6 mm (`arc_error`); above it, only Karney is called exact.
const SHORT_KM: f64 = 50.0;

static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// Earth-centred, earth-fixed Cartesian coordinates, km.
pub type Xyz = [f64; 3];

/// Degrees of longitude and latitude. The longitude may lie outside ±180 where a line crosses the antimeridian.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LonLat {
    pub lon: f64,
    pub lat: f64,
}

impl LonLat {
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }

    /// The point a share `t` of the way to `other`, straight in longitude and latitude.
    pub fn lerp(self, other: LonLat, t: f64) -> LonLat {
        LonLat::new(self.lon + (other.lon - self.lon) * t, self.lat + (other.lat - self.lat) * t)
    }
}

/// A geodesic between two points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inverse {
    pub distance_km: f64,
    /// Forward azimuth at the first point, degrees clockwise from north, −180..180.
    pub azimuth1: f64,
    /// Forward azimuth at the second point.
    pub azimuth2: f64,
}

/// Solves the inverse geodesic problem, accurate to nanometres.
/// Source: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87, 43–55 (2013).
pub fn inverse(from: LonLat, to: LonLat) -> Inverse {
    let (metres, azimuth1, azimuth2, _): (f64, f64, f64, f64) = WGS84.inverse(from.lat, from.lon, to.lat, to.lon);
    Inverse { distance_km: metres / 1000.0, azimuth1, azimuth2 }
}

/// Length of the geodesic between two points, km.
pub fn distance_km(from: LonLat, to: LonLat) -> f64 {
    let metres: f64 = WGS84.inverse(from.lat, from.lon, to.lat, to.lon);
    metres / 1000.0
}

/// The point reached from `from` by going `distance_km` in direction `azimuth`.
pub fn direct(from: LonLat, azimuth: f64, distance_km: f64) -> LonLat {
    let (lat, lon): (f64, f64) = WGS84.direct(from.lat, from.lon, azimuth, distance_km * 1000.0);
    LonLat::new(lon, lat)
}

/// Earth-centred coordinates of a point on the ellipsoid.
pub fn xyz(p: LonLat) -> Xyz {
    Tangent::at(p).xyz
}

/// A point of the ellipsoid with the vectors that one radian of longitude and of latitude move it by, km.
pub struct Tangent {
    pub xyz: Xyz,
    pub per_lon: Xyz,
    pub per_lat: Xyz,
}

impl Tangent {
    pub fn at(p: LonLat) -> Tangent {
        let (sin_lon, cos_lon) = p.lon.to_radians().sin_cos();
        let (sin_lat, cos_lat) = p.lat.to_radians().sin_cos();
        let w2 = 1.0 - E2 * sin_lat * sin_lat;
        let normal = EQUATOR_KM / w2.sqrt();
        let meridian = normal * (1.0 - E2) / w2;
        let parallel = normal * cos_lat;
        Tangent {
            xyz: [parallel * cos_lon, parallel * sin_lon, normal * (1.0 - E2) * sin_lat],
            per_lon: [-parallel * sin_lon, parallel * cos_lon, 0.0],
            per_lat: [-meridian * sin_lat * cos_lon, -meridian * sin_lat * sin_lon, meridian * cos_lat],
        }
    }
}

/// Km per degree of longitude and per degree of latitude at a latitude.
pub fn km_per_degree(lat: f64) -> (f64, f64) {
    let (sin, cos) = lat.to_radians().sin_cos();
    let w2 = 1.0 - E2 * sin * sin;
    let normal = EQUATOR_KM / w2.sqrt();
    ((normal * cos).to_radians(), (normal * (1.0 - E2) / w2).to_radians())
}

pub fn dot(a: Xyz, b: Xyz) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

pub fn minus(a: Xyz, b: Xyz) -> Xyz {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

/// Length of the straight line between two points through the earth.
pub fn chord_km(a: Xyz, b: Xyz) -> f64 {
    let d = minus(a, b);
    dot(d, d).sqrt()
}

/// Square of the distance from a point to the straight line between two others; `inverse_2` is one over the square of
/// their distance, or 0 where that is 0.
#[inline]
pub fn line_distance_2(from: Xyz, to: Xyz, inverse_2: f64, point: Xyz) -> f64 {
    let (line, to_point) = (minus(to, from), minus(point, from));
    let share = (dot(to_point, line) * inverse_2).clamp(0.0, 1.0);
    let off = minus(to_point, [line[0] * share, line[1] * share, line[2] * share]);
    dot(off, off)
}

/// One over a number, and 0 for 0: as what has no length has no share either.
pub fn inverse_or_0(number: f64) -> f64 {
    if number > 0.0 { 1.0 / number } else { 0.0 }
}

/// The geodesic over a chord, off by at most [`arc_error`].
#[inline]
pub fn arc_of_chord(chord: f64) -> f64 {
    let half = chord / (2.0 * ARC_RADIUS_KM);
    if chord > SHORT_KM {
        return 2.0 * ARC_RADIUS_KM * half.min(1.0).asin();
    }
    // The series of the arc sine; what is left out is below 1e-15 of it.
    let square = half * half;
    chord * (1.0 + square / 6.0 * (1.0 + square * 0.45))
}

/// Bound of the error of [`arc_of_chord`], km: 1.6 mm at 50 km, 1.6 m at 500 km.
#[inline]
pub fn arc_error(chord: f64) -> f64 {
    chord * chord * chord / 24.0 * ARC_SPREAD * 1.1 + 1e-9
}

/// What no geodesic over a chord is shorter than, anywhere on the ellipsoid.
pub fn least_arc(chord: f64) -> f64 {
    // As no curve of the ellipsoid is flatter than the meridian at the poles.
    2.0 * FLATTEST_KM * (chord / (2.0 * FLATTEST_KM)).asin()
}

/// A place with its earth-centred coordinates.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub at: LonLat,
    pub xyz: Xyz,
}

impl Place {
    pub fn new(at: LonLat) -> Place {
        Place { at, xyz: xyz(at) }
    }

    /// Geodesic distance: by the chord where that is good to 1.6 mm, by Karney beyond.
    #[inline]
    pub fn distance_km(&self, other: &Place) -> f64 {
        let chord = chord_km(self.xyz, other.xyz);
        if chord <= SHORT_KM { arc_of_chord(chord) } else { distance_km(self.at, other.at) }
    }

    /// Whether the geodesic distance is at most `limit_km`, decided by Karney where the chord cannot tell.
    pub fn is_within(&self, other: &Place, limit_km: f64) -> bool {
        let chord = chord_km(self.xyz, other.xyz);
        let (estimate, error) = (arc_of_chord(chord), arc_error(chord));
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
            let chord = chord_km(xyz(a), xyz(b));
            prop_assert!(chord <= km + 1e-9);
            prop_assert!((arc_of_chord(chord) - km).abs() <= arc_error(chord), "{} {}", arc_of_chord(chord) - km, arc_error(chord));
        }

        #[test]
        fn no_geodesic_is_shorter_than_the_least(a in (-180.0..180.0f64, -90.0..90.0f64), b in (-180.0..180.0f64, -90.0..90.0f64), opposite: bool) {
            let a = LonLat::new(a.0, a.1);
            let b = if opposite { LonLat::new(a.lon + 180.0 + b.0 / 90.0, -a.lat + b.1 / 90.0) } else { LonLat::new(b.0, b.1) };
            let b = LonLat::new(b.lon, b.lat.clamp(-90.0, 90.0));
            prop_assert!(least_arc(chord_km(xyz(a), xyz(b))) <= distance_km(a, b) + 1e-9);
        }

        #[test]
        fn tangent_is_the_derivative(lon in -180.0..180.0f64, lat in -89.0..89.0f64) {
            let p = LonLat::new(lon, lat);
            let tangent = Tangent::at(p);
            let h = 1e-4f64;
            for (vector, q) in [(tangent.per_lon, LonLat::new(lon + h, lat)), (tangent.per_lat, LonLat::new(lon, lat + h))] {
                let moved = minus(xyz(q), tangent.xyz);
                for axis in 0..3 {
                    prop_assert!((moved[axis] / h.to_radians() - vector[axis]).abs() < 0.02);
                }
            }
        }
    }

    #[test]
    fn km_per_degree_at_the_equator_and_the_pole() {
        assert!((km_per_degree(0.0).0 - 111.319_49).abs() < 1e-4);
        assert!((km_per_degree(0.0).1 - 110.574_27).abs() < 1e-4);
        assert!(km_per_degree(90.0).0.abs() < 1e-12);
    }
}
