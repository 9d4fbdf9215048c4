//! The formulas of distances and of the kernel.

use serde::{Deserialize, Serialize};

use super::numbers::{Latitude, Length, Longitude, PlanePoint, Sigma};
use crate::area;
use crate::error::Result;
use crate::geo::{self, LonLat};
use crate::kernel;

/// Two points in degrees.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GeodesicArguments {
    lon1: Longitude,
    lat1: Latitude,
    lon2: Longitude,
    lat2: Latitude,
}

/// The shortest way between two points on the WGS84 ellipsoid.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GeodesicResult {
    /// Its length in km.
    distance_km: f64,
    /// Its direction at the first point, degrees clockwise from north, −180 to 180.
    azimuth1: f64,
    /// Its direction at the second point.
    azimuth2: f64,
}

/// See [`geo::inverse`].
pub fn geodesic(arguments: GeodesicArguments) -> Result<GeodesicResult> {
    let GeodesicArguments { lon1, lat1, lon2, lat2 } = arguments;
    let from = LonLat::new(lon1.into(), lat1.into());
    let to = LonLat::new(lon2.into(), lat2.into());
    let geo::InverseSolution { distance_km, azimuth1, azimuth2 } = geo::inverse(from, to);
    Ok(GeodesicResult { distance_km, azimuth1, azimuth2 })
}

/// A disc and a circle, in any one unit of length.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiscOverlapArguments {
    /// Radius of the disc.
    #[serde(rename = "R")]
    disc_radius: Length,
    /// Radius of the circle.
    #[serde(rename = "r")]
    circle_radius: Length,
    /// Distance between their centres.
    #[serde(rename = "d")]
    distance: Length,
}

/// The share of the disc that lies within the circle; see [`area::disc_overlap`].
pub fn disc_overlap(arguments: DiscOverlapArguments) -> Result<f64> {
    let DiscOverlapArguments { disc_radius, circle_radius, distance } = arguments;
    Ok(area::disc_overlap(disc_radius.into(), circle_radius.into(), distance.into()))
}

/// A leg in a plane, and a Gaussian kernel. All lengths are km.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KernelLineArguments {
    /// Where the leg begins.
    a: PlanePoint,
    /// Where the leg ends.
    b: PlanePoint,
    /// Centre of the kernel.
    p: PlanePoint,
    /// Standard deviation of the kernel.
    sigma: Sigma,
}

/// The integral of the kernel along the leg, per km; see [`kernel::leg_integral`].
pub fn kernel_line(arguments: KernelLineArguments) -> Result<f64> {
    let KernelLineArguments { a, b, p, sigma } = arguments;
    Ok(kernel::leg_integral(a.0, b.0, p.0, sigma.into()))
}
