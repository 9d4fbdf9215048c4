//! Where points lie: their mean centre, the ellipse around it, and their distances to a place.

use std::f64::consts::FRAC_PI_2;

use serde::Serialize;

use crate::geo::{self, LonLat};
use crate::order;
use crate::stats::proportion::share_interval;
use crate::stats::select::quantile;

/// The region report tells which share of the incidents lies within this distance of the reference, km.
const NEAR_KM: f64 = 100.0;
/// The level of the interval of that share.
const CONFIDENCE: f64 = 0.95;
/// Fewer points have no ellipse.
const LEAST_OF_ELLIPSE: usize = 3;

/// The longitude from which degrees are counted on, so that incidents on both sides of the antimeridian are near each other: the eastern
/// end of the widest gap in which there is none. Where the antimeridian is in that gap, all longitudes stay as they are.
pub fn seam(places: &[LonLat]) -> f64 {
    let mut lons: Vec<f64> = places.iter().map(|at| at.lon).collect();
    order::sort_by(&mut lons, f64::total_cmp);
    let (Some(first), Some(last)) = (lons.first(), lons.last()) else { return -180.0 };
    let (mut widest, mut start) = (first + 360.0 - last, *first);
    for pair in lons.windows(2) {
        if pair[1] - pair[0] > widest {
            (widest, start) = (pair[1] - pair[0], pair[1]);
        }
    }
    start
}

/// The mean of longitudes and of latitudes, degrees. `None` without a place.
pub fn mean_centre(places: &[LonLat], seam: f64) -> Option<LonLat> {
    let n = places.len() as f64;
    let counted = |lon: f64| if lon < seam { lon + 360.0 } else { lon };
    let lon = places.iter().map(|at| counted(at.lon)).sum::<f64>() / n;
    let lat = places.iter().map(|at| at.lat).sum::<f64>() / n;
    (n > 0.0).then(|| LonLat::new(if lon > 180.0 { lon - 360.0 } else { lon }, lat))
}

/// A standard deviational ellipse: one standard deviation along its axes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ellipse {
    /// The longer semi-axis, km.
    pub major_km: f64,
    /// The shorter semi-axis, km.
    pub minor_km: f64,
    /// The direction of the longer one, degrees clockwise from north, 0 to below 180; 0 where both are as long.
    pub angle: f64,
}

impl Ellipse {
    /// The ellipse of places around their mean centre: they are projected by the azimuthal equidistant projection of the ellipsoid that
    /// is centred there, and the semi-axes are the roots of the eigenvalues of their covariance (divisor n) about the projected mean.
    /// `None` for fewer than three.
    ///
    /// Source: R. S. Yuill, The standard deviational ellipse, Geografiska Annaler B 53 (1971).
    pub fn around(places: &[LonLat], centre: LonLat) -> Option<Ellipse> {
        if places.len() < LEAST_OF_ELLIPSE {
            return None;
        }
        let mut last = (LonLat::new(f64::NAN, f64::NAN), [0.0; 2]);
        let projected: Vec<[f64; 2]> = places
            .iter()
            .map(|&at| {
                if at != last.0 {
                    let line = geo::inverse(centre, at);
                    let (sin, cos) = line.azimuth1.to_radians().sin_cos();
                    last = (at, [line.distance_km * sin, line.distance_km * cos]);
                }
                last.1
            })
            .collect();
        let n = projected.len() as f64;
        let mean = [0, 1].map(|axis: usize| projected.iter().map(|point| point[axis]).sum::<f64>() / n);
        let covariance = |a: usize, b: usize| {
            projected.iter().map(|point| (point[a] - mean[a]) * (point[b] - mean[b])).sum::<f64>() / n
        };
        let (east, mixed, north) = (covariance(0, 0), covariance(0, 1), covariance(1, 1));
        let (middle, half) = ((east + north) / 2.0, ((east - north) / 2.0).hypot(mixed));
        // The direction of the larger eigenvalue, from east towards north.
        let from_east = if half > 0.0 { mixed.atan2((east - north) / 2.0) / 2.0 } else { FRAC_PI_2 };
        Some(Ellipse {
            major_km: (middle + half).max(0.0).sqrt(),
            minor_km: (middle - half).max(0.0).sqrt(),
            angle: (90.0 - from_east.to_degrees()).rem_euclid(180.0),
        })
    }
}

/// Quantiles of distances, km, between two of them in proportion (type 7 of Hyndman and Fan 1996).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DistanceKm {
    /// The nearest.
    pub min: f64,
    /// One in ten is nearer.
    pub q10: f64,
    /// A quarter is nearer.
    pub q25: f64,
    /// Half are nearer.
    pub q50: f64,
    /// Three quarters are nearer.
    pub q75: f64,
    /// Nine in ten are nearer.
    pub q90: f64,
    /// The farthest.
    pub max: f64,
}

/// A share and its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// The share, 0 to 1.
    pub share: f64,
    /// Its exact interval at the level 0.95 (Clopper and Pearson).
    pub interval: (f64, f64),
}

/// The distances of places to one, km, ascending.
pub fn distances(places: &[LonLat], reference: LonLat) -> Vec<f64> {
    let mut last = (LonLat::new(f64::NAN, f64::NAN), 0.0);
    let each = places.iter().map(|&at| {
        if at != last.0 {
            last = (at, geo::distance_km(reference, at));
        }
        last.1
    });
    let mut found: Vec<f64> = each.collect();
    order::sort_by(&mut found, f64::total_cmp);
    found
}

impl DistanceKm {
    /// `None` without a distance.
    pub fn new(ascending: &[f64]) -> Option<DistanceKm> {
        let (min, max) = (*ascending.first()?, *ascending.last()?);
        let at = |share| quantile(ascending, share);
        Some(DistanceKm { min, q10: at(0.1), q25: at(0.25), q50: at(0.5), q75: at(0.75), q90: at(0.9), max })
    }
}

impl Share {
    /// The share of distances up to 100 km. `None` without a distance.
    pub fn near(ascending: &[f64]) -> Option<Share> {
        let (count, of) = (ascending.partition_point(|km| *km <= NEAR_KM), ascending.len());
        let interval = share_interval(count as u64, of as u64, CONFIDENCE)?;
        Some(Share { share: count as f64 / of as f64, interval: (interval.lower, interval.upper) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(list: &[(f64, f64)]) -> Vec<LonLat> {
        list.iter().map(|(lon, lat)| LonLat::new(*lon, *lat)).collect()
    }

    #[test]
    fn the_antimeridian_is_no_gap_where_incidents_are_near_it() {
        let near = places(&[(179.0, 10.0), (-179.0, 10.0), (178.0, 10.0), (-178.0, 10.0)]);
        assert_eq!(seam(&near), 178.0);
        let centre = mean_centre(&near, seam(&near)).unwrap();
        assert_eq!((centre.lon.abs(), centre.lat), (180.0, 10.0));
        let east = places(&[(179.0, 0.0), (-178.0, 0.0)]);
        assert_eq!(mean_centre(&east, seam(&east)).unwrap().lon, -179.5);
        let around = Ellipse::around(&near, centre).unwrap();
        assert!(around.major_km < 200.0 && (around.angle - 90.0).abs() < 1e-6, "{around:?}");
        let far = places(&[(-10.0, 0.0), (13.0, 0.0)]);
        assert_eq!((seam(&far), mean_centre(&far, -10.0).unwrap().lon), (-10.0, 1.5));
        assert_eq!((seam(&[]), mean_centre(&[], -180.0)), (-180.0, None));
    }

    #[test]
    fn ellipses_have_the_axes_and_the_direction_of_the_points() {
        let [east, north] = geo_degrees(0.0);
        // A cross of ten km to the north and two to the east: variances of 50 and 2 with the divisor 4.
        let cross = places(&[(0.0, 10.0 * north), (0.0, -10.0 * north), (2.0 * east, 0.0), (-2.0 * east, 0.0)]);
        let found = Ellipse::around(&cross, LonLat::new(0.0, 0.0)).unwrap();
        assert!((found.major_km - 50_f64.sqrt()).abs() < 1e-3 && (found.minor_km - 2_f64.sqrt()).abs() < 1e-3);
        assert!(found.angle < 1e-6 || found.angle > 180.0 - 1e-6, "{found:?}");
        let diagonal = places(&[(east, north), (-east, -north), (2.0 * east, 2.0 * north)]);
        let found = Ellipse::around(&diagonal, mean_centre(&diagonal, -180.0).unwrap()).unwrap();
        assert!((found.angle - 45.0).abs() < 1e-2 && found.minor_km < 1e-2, "{found:?}");
        let same = vec![LonLat::new(7.0, 9.0); 5];
        let point = Ellipse::around(&same, same[0]).unwrap();
        assert_eq!(point, Ellipse { major_km: 0.0, minor_km: 0.0, angle: 0.0 });
        assert_eq!(Ellipse::around(&same[..2], same[0]), None);
    }

    /// Degrees of a km at a latitude.
    fn geo_degrees(lat: f64) -> [f64; 2] {
        let (east, north) = geo::km_per_degree(lat);
        [1.0 / east, 1.0 / north]
    }

    /// The mean of degrees is no centre at a pole, and yet the numbers are finite; all points within 112 km of the pole.
    #[test]
    fn poles_have_finite_ellipses() {
        let around = places(&[(0.0, 89.0), (90.0, 89.0), (180.0, 89.0), (-90.0, 89.0), (0.0, 90.0)]);
        let centre = mean_centre(&around, seam(&around)).unwrap();
        let found = Ellipse::around(&around, centre).unwrap();
        assert!(found.major_km > 50.0 && found.major_km < 230.0 && found.minor_km > 30.0, "{found:?} {centre:?}");
        assert!((0.0..180.0).contains(&found.angle));
    }

    #[test]
    fn shares_count_what_is_within_100_km() {
        let near = Share::near(&[0.0, 100.0, 100.001, 300.0]).unwrap();
        assert_eq!(near.share, 0.5);
        assert!(near.interval.0 < 0.5 && near.interval.1 > 0.5);
        assert_eq!((Share::near(&[]), DistanceKm::new(&[])), (None, None));
        let one = DistanceKm::new(&[5.0]).unwrap();
        assert_eq!((one.min, one.q10, one.q90, one.max), (5.0, 5.0, 5.0, 5.0));
    }
}
