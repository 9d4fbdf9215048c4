//! The surfaces that areas are measured on: the whole Earth, and the disc of an uncertain location.

use std::f64::consts::FRAC_PI_4;

use super::measure::Surface;
use super::polygon::area_below;
use crate::geo::{ARC_RADIUS_KM, E2, EQUATOR_KM, GeoPoint, LonLat, Xyz, arc_to_chord, dot};

/// The surface of the Earth: a sphere of the same size, onto which the ellipsoid is laid by the authalic latitude, is
/// projected on the six sides of a cube. Every cell then has its true size, the poles are ordinary places, and cells are
/// nearly square.
pub struct Globe {
    /// Square of the radius of the sphere, km².
    radius_2: f64,
}

impl Globe {
    /// Side of a cell up to which its size is taken from its middle.
    const SMALL_SIDE: f64 = 0.01;

    pub fn new() -> Globe {
        Globe { radius_2: area_below(90.0) }
    }
}

/// A coordinate on the plane of a side of the cube: equal steps are nearly equal angles.
fn on_cube(coordinate: f64) -> f64 {
    (coordinate * FRAC_PI_4).tan()
}

impl Surface for Globe {
    const SQUARES: u8 = 6;
    const FIRST_SIDE: u32 = 1;

    fn at(&self, square: u8, x: f64, y: f64) -> Xyz {
        let (u, v) = (on_cube(x), on_cube(y));
        let direction = match square {
            0 => [1.0, u, v],
            1 => [-u, 1.0, v],
            2 => [-1.0, -u, v],
            3 => [u, -1.0, v],
            4 => [-v, u, 1.0],
            _ => [v, u, -1.0],
        };
        let length = (1.0 + u * u + v * v).sqrt();
        from_authalic(direction.map(|c| c / length))
    }

    fn size(&self, _: u8, x: f64, y: f64, side: f64) -> f64 {
        let half = side / 2.0;
        let [west, east, south, north] = [x - half, x + half, y - half, y + half].map(on_cube);
        let solid_angle = if side <= Globe::SMALL_SIDE {
            let (u, v) = (on_cube(x), on_cube(y));
            (east - west) * (north - south) / (1.0 + u * u + v * v).powf(1.5)
        } else {
            let to_corner = |u: f64, v: f64| (u * v / (1.0 + u * u + v * v).sqrt()).atan();
            to_corner(east, north) - to_corner(west, north) - to_corner(east, south) + to_corner(west, south)
        };
        solid_angle * self.radius_2
    }
}

/// The place on the ellipsoid at an authalic latitude and a longitude, given as a unit vector.
/// Source: J. P. Snyder, Map Projections: A Working Manual (1987), eq. 3-18; the terms left out are below 3e-10 radians.
fn from_authalic([x, y, sin]: Xyz) -> Xyz {
    const E4: f64 = E2 * E2;
    const E6: f64 = E4 * E2;
    let cos = x.hypot(y);
    let cos_2 = (cos - sin) * (cos + sin);
    // The geodetic latitude less the authalic one, by the sines of 2β, 4β and 6β, divided by sin 2β.
    let series = (E2 / 3.0 + 31.0 * E4 / 180.0 + 517.0 * E6 / 5040.0)
        + (23.0 * E4 / 360.0 + 251.0 * E6 / 3780.0) * 2.0 * cos_2
        + 761.0 * E6 / 45360.0 * (4.0 * cos_2 * cos_2 - 1.0);
    // Turning by that difference; written so that the place keeps its digits near the poles.
    let per_cos = 2.0 * sin * series;
    let difference = per_cos * cos;
    let (sine_share, cosine) =
        (1.0 - difference * difference / 6.0, 1.0 - difference * difference / 2.0 + difference.powi(4) / 24.0);
    let sin_lat = sin * cosine + cos * difference * sine_share;
    let cos_share = cosine - sin * per_cos * sine_share;
    let normal = EQUATOR_KM / (1.0 - E2 * sin_lat * sin_lat).sqrt();
    [normal * cos_share * x, normal * cos_share * y, normal * (1.0 - E2) * sin_lat]
}

/// The disc of an uncertain location in its azimuthal equidistant plane; its whole size is 1.
pub struct Disc {
    centre: Xyz,
    radius_km: f64,
    east: Xyz,
    north: Xyz,
    up: Xyz,
}

impl Disc {
    pub fn new(point: &GeoPoint, radius_km: f64) -> Disc {
        let (sin_lon, cos_lon) = point.at.lon.to_radians().sin_cos();
        let (sin_lat, cos_lat) = point.at.lat.to_radians().sin_cos();
        Disc {
            centre: point.xyz,
            radius_km,
            east: [-sin_lon, cos_lon, 0.0],
            north: [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
            up: [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat],
        }
    }

    /// The place on the ellipsoid at a distance in the direction of a horizontal unit vector: as far along the vector and
    /// below it that the chord has the length of the distance.
    fn place(&self, along: Xyz, distance_km: f64) -> Xyz {
        let chord = arc_to_chord(distance_km);
        // In coordinates in which the ellipsoid is the unit sphere.
        let axes = [EQUATOR_KM, EQUATOR_KM, EQUATOR_KM * (1.0 - E2).sqrt()];
        let scaled = |v: Xyz| -> Xyz { std::array::from_fn(|i| v[i] / axes[i]) };
        let (centre, along_scaled, up) = (scaled(self.centre), scaled(along), scaled(self.up));
        let (to_up, along_2, up_2, mixed) =
            (dot(centre, up), dot(along_scaled, along_scaled), dot(up, up), dot(along_scaled, up));
        let mut down = chord * chord / (2.0 * ARC_RADIUS_KM);
        for _ in 0..4 {
            let forth = (chord * chord - down * down).max(0.0).sqrt();
            down = (forth * forth * along_2 + down * down * up_2 - 2.0 * forth * down * mixed) / (2.0 * to_up);
        }
        let forth = (chord * chord - down * down).max(0.0).sqrt();
        std::array::from_fn(|i| self.centre[i] + forth * along[i] - down * self.up[i])
    }

    /// The longitude, within ±180, and the latitude of a place in the plane, in which the disc is the unit disc.
    pub fn lon_lat(&self, [x, y]: [f64; 2]) -> LonLat {
        let reach = x.hypot(y);
        if reach == 0.0 {
            return to_lon_lat(self.centre);
        }
        let along = std::array::from_fn(|i| (x * self.east[i] + y * self.north[i]) / reach);
        to_lon_lat(self.place(along, reach * self.radius_km))
    }
}

impl Surface for Disc {
    const SQUARES: u8 = 1;
    const FIRST_SIDE: u32 = 4;

    /// The square is laid on the disc so that equal areas stay equal.
    /// Source: P. Shirley and K. Chiu, A low distortion map between disk and square, J. Graphics Tools 2 (1997).
    fn at(&self, _: u8, x: f64, y: f64) -> Xyz {
        let (reach, turn) = if x.abs() > y.abs() {
            (x, FRAC_PI_4 * y / x)
        } else if y != 0.0 {
            (y, 2.0 * FRAC_PI_4 - FRAC_PI_4 * x / y)
        } else {
            (0.0, 0.0)
        };
        let (sin, cos) = turn.sin_cos();
        let sign = if reach < 0.0 { -1.0 } else { 1.0 };
        let along = std::array::from_fn(|i| sign * (cos * self.east[i] + sin * self.north[i]));
        self.place(along, reach.abs() * self.radius_km)
    }

    fn size(&self, _: u8, _: f64, _: f64, side: f64) -> f64 {
        side * side / 4.0
    }
}

/// The longitude, within ±180, and the latitude of a place on the ellipsoid.
pub fn to_lon_lat([x, y, z]: Xyz) -> LonLat {
    LonLat::new(y.atan2(x).to_degrees(), z.atan2((1.0 - E2) * x.hypot(y)).to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{chord_km, to_xyz};

    /// The sine of the authalic latitude is the share of the half of the ellipsoid below a parallel.
    #[test]
    fn places_at_an_authalic_latitude_have_as_much_below_them_as_on_the_sphere() {
        for lat in (-900..=900).map(|tenth| f64::from(tenth) / 10.0) {
            let sin = area_below(lat) / area_below(90.0);
            let cos = (1.0 - sin * sin).max(0.0).sqrt();
            let lon: f64 = 7.0 * lat;
            let place = from_authalic([cos * lon.to_radians().cos(), cos * lon.to_radians().sin(), sin]);
            // The root has half of the digits near the poles.
            let tolerance_km = if lat.abs() > 89.0 { 1e-3 } else { 2e-6 };
            let off_km = chord_km(place, to_xyz(LonLat::new(lon, lat)));
            assert!(off_km < tolerance_km, "{lat}: {off_km}");
        }
    }
}
