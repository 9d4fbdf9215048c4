//! Earth-centred coordinates of many points near one another, without a sine and cosine for each.

use super::{E2, EQUATOR_KM, GeoPoint, LonLat, Xyz, to_xyz};

/// Largest difference from the centre, radians, in longitude or latitude, for which the series below keep all digits.
const MAX_OFFSET: f64 = 0.035;

/// Converts points near a centre from longitude and latitude to earth-centred coordinates.
///
/// The sine and cosine of a point follow from those of the centre by the addition theorems, and from the sine and cosine
/// of the small difference, whose series are exact to the last digit here.
pub struct LocalConverter {
    centre: LonLat,
    sin_lon: f64,
    cos_lon: f64,
    sin_lat: f64,
    cos_lat: f64,
}

impl LocalConverter {
    /// A converter for points around `centre`.
    pub fn new(centre: LonLat) -> LocalConverter {
        let (sin_lon, cos_lon) = centre.lon.to_radians().sin_cos();
        let (sin_lat, cos_lat) = centre.lat.to_radians().sin_cos();
        LocalConverter { centre, sin_lon, cos_lon, sin_lat, cos_lat }
    }

    /// The same coordinates as [`to_xyz`] gives, to nanometres. Points more than 2° from the centre are right, too, but
    /// cost as much as by [`to_xyz`].
    #[inline]
    pub fn xyz(&self, p: LonLat) -> Xyz {
        let (east, north) = ((p.lon - self.centre.lon).to_radians(), (p.lat - self.centre.lat).to_radians());
        if !(east.abs() < MAX_OFFSET && north.abs() < MAX_OFFSET) {
            return to_xyz(p);
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

    /// The point with its earth-centred coordinates.
    #[inline]
    pub fn point(&self, at: LonLat) -> GeoPoint {
        GeoPoint { at, xyz: self.xyz(at) }
    }
}

/// Sine and cosine by their Taylor series; the terms left out are below 1e-17 up to [`MAX_OFFSET`].
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
        fn agrees_with_the_direct_conversion(lon in -180.0..=180.0f64, lat in -90.0..=90.0f64, off in (-3.0..3.0f64, -3.0..3.0f64)) {
            let p = LonLat::new(lon + off.0, (lat + off.1).clamp(-90.0, 90.0));
            let converter = LocalConverter::new(LonLat::new(lon, lat));
            prop_assert!(chord_km(converter.xyz(p), to_xyz(p)) < 1e-11);
        }
    }
}
