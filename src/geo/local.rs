//! Earth-centred coordinates of many places near one another, without a call of sine and cosine for each.

use super::{E2, EQUATOR_KM, LonLat, Place, Xyz, xyz};

/// Farther than this from the middle, radians, the series below would lose digits.
const FARTHEST: f64 = 0.035;

/// Sine and cosine at the middle of some places; those of a place follow by the addition theorems from the sine and
/// cosine of the small difference, whose series are good to the last digit here.
pub struct Vicinity {
    middle: LonLat,
    sin_lon: f64,
    cos_lon: f64,
    sin_lat: f64,
    cos_lat: f64,
}

impl Vicinity {
    pub fn new(middle: LonLat) -> Vicinity {
        let (sin_lon, cos_lon) = middle.lon.to_radians().sin_cos();
        let (sin_lat, cos_lat) = middle.lat.to_radians().sin_cos();
        Vicinity { middle, sin_lon, cos_lon, sin_lat, cos_lat }
    }

    /// The same as [`xyz`], to nanometres; places too far from the middle are computed by themselves.
    #[inline]
    pub fn xyz(&self, p: LonLat) -> Xyz {
        let (east, north) = ((p.lon - self.middle.lon).to_radians(), (p.lat - self.middle.lat).to_radians());
        if !(east.abs() < FARTHEST && north.abs() < FARTHEST) {
            return xyz(p);
        }
        let ((sin_east, cos_east), (sin_north, cos_north)) = (small_sin_cos(east), small_sin_cos(north));
        let sin_lat = self.sin_lat * cos_north + self.cos_lat * sin_north;
        let cos_lat = self.cos_lat * cos_north - self.sin_lat * sin_north;
        let sin_lon = self.sin_lon * cos_east + self.cos_lon * sin_east;
        let cos_lon = self.cos_lon * cos_east - self.sin_lon * sin_east;
        let normal = EQUATOR_KM / (1.0 - E2 * sin_lat * sin_lat).sqrt();
        let parallel = normal * cos_lat;
        [parallel * cos_lon, parallel * sin_lon, normal * (1.0 - E2) * sin_lat]
    }

    #[inline]
    pub fn place(&self, at: LonLat) -> Place {
        Place { at, xyz: self.xyz(at) }
    }
}

/// Taylor series; the terms left out are below 1e-17 up to [`FARTHEST`].
#[inline]
fn small_sin_cos(x: f64) -> (f64, f64) {
    let x2 = x * x;
    let sin = x * (1.0 + x2 * (-1.0 / 6.0 + x2 * (1.0 / 120.0 + x2 * (-1.0 / 5040.0))));
    let cos = 1.0 + x2 * (-1.0 / 2.0 + x2 * (1.0 / 24.0 + x2 * (-1.0 / 720.0 + x2 * (1.0 / 40320.0))));
    (sin, cos)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::chord_km;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_place_is_where_it_is(lon in -180.0..=180.0f64, lat in -90.0..=90.0f64, off in (-3.0..3.0f64, -3.0..3.0f64)) {
            let p = LonLat::new(lon + off.0, (lat + off.1).clamp(-90.0, 90.0));
            let vicinity = Vicinity::new(LonLat::new(lon, lat));
            prop_assert!(chord_km(vicinity.xyz(p), xyz(p)) < 1e-11);
        }
    }
}
