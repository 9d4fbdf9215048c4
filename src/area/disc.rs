//! Discs: the share of one that lies inside another, and the size of one on the ellipsoid.

use std::f64::consts::PI;

use crate::geo;

/// The share (0 to 1) of a uniform disc of radius `disc_km` that lies inside a circle of radius `circle_km`, with
/// `distance_km` between the two centres, in the plane. A disc of radius 0 is a point: 1 on or inside the circle, else 0.
///
/// Source: the lens of two circles, E. W. Weisstein, "Circle-Circle Intersection", MathWorld, eq. 14, written with
/// circular segments so that thin lenses keep their digits.
///
/// ```
/// use geobit::area::disc_overlap;
///
/// assert_eq!(disc_overlap(5.0, 10.0, 5.0), 1.0);
/// assert!((disc_overlap(25.0, 10.0, 3.0) - 0.16).abs() < 1e-12);
/// ```
pub fn disc_overlap(disc_km: f64, circle_km: f64, distance_km: f64) -> f64 {
    let (small, large) = (disc_km.min(circle_km), disc_km.max(circle_km));
    if disc_km == 0.0 {
        return if distance_km <= circle_km { 1.0 } else { 0.0 };
    }
    if distance_km >= disc_km + circle_km {
        return 0.0;
    }
    if distance_km <= large - small {
        return (small / disc_km).powi(2);
    }
    // Half the angles that the common chord spans at the two centres, from the triangle of the two radii and the
    // distance.
    let at_disc = half_chord_angle(disc_km, distance_km, circle_km);
    let at_circle = half_chord_angle(circle_km, distance_km, disc_km);
    let lens = disc_km * disc_km * segment_area(at_disc) + circle_km * circle_km * segment_area(at_circle);
    (lens / (PI * disc_km * disc_km)).clamp(0.0, 1.0)
}

/// The angle between the sides `a` and `b` of a triangle with the third side `c`, by Kahan's numerically stable formula.
/// Source: W. Kahan, "Miscalculating Area and Angles of a Needle-like Triangle" (2014).
fn half_chord_angle(a: f64, b: f64, c: f64) -> f64 {
    let (long, short) = if a >= b { (a, b) } else { (b, a) };
    let mu = if short >= c { c - (long - short) } else { short - (long - c) };
    let product = ((long - short) + c) * mu / ((long + (short + c)) * ((long - c) + short));
    2.0 * product.max(0.0).sqrt().atan()
}

/// The area of a segment of the unit circle whose chord spans the angle `2 half` at the centre.
fn segment_area(half: f64) -> f64 {
    // half − sin·cos cancels for thin segments; its series does not.
    if half < 0.02 {
        let h2 = half * half;
        return half * h2 * (2.0 / 3.0) * (1.0 - h2 / 5.0 * (1.0 - h2 * 2.0 / 21.0));
    }
    half - half.sin() * half.cos()
}

/// The area within a geodesic distance of a point at latitude `lat`, km²: πr²(1 − K r²/12) with the Gaussian curvature K
/// there. The term left out is below 1e-5 of it at 2,000 km.
/// Source: A. Gray, The volume of a small geodesic ball, Michigan Math. J. 20 (1973).
pub fn geodesic_disc_km2(lat: f64, radius_km: f64) -> f64 {
    let sin = lat.to_radians().sin();
    let w2 = 1.0 - geo::E2 * sin * sin;
    let curvature = w2 * w2 / (geo::EQUATOR_KM * geo::EQUATOR_KM * (1.0 - geo::E2));
    let r2 = radius_km * radius_km;
    PI * r2 * (1.0 - curvature * r2 / 12.0 * (1.0 - curvature * r2 / 30.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_at_the_limits() {
        assert_eq!(disc_overlap(0.0, 10.0, 10.0), 1.0);
        assert_eq!(disc_overlap(0.0, 10.0, 10.1), 0.0);
        assert_eq!(disc_overlap(25.0, 10.0, 35.0), 0.0);
        assert_eq!(disc_overlap(5.0, 10.0, 5.0), 1.0);
        assert!((disc_overlap(25.0, 10.0, 3.0) - 0.16).abs() < 1e-15);
        // Two equal circles a radius apart: 2/3 − √3/(2π).
        assert!((disc_overlap(1.0, 1.0, 1.0) - (2.0 / 3.0 - 3f64.sqrt() / (2.0 * PI))).abs() < 1e-15);
    }

    #[test]
    fn overlap_is_continuous_where_the_segment_series_takes_over() {
        for distance in [19.98, 19.995, 19.999] {
            let (near, far) = (disc_overlap(10.0, 10.0, distance), disc_overlap(10.0, 10.0, distance + 1e-9));
            assert!(near >= far && near - far < 1e-9);
        }
    }

    #[test]
    fn a_geodesic_disc_is_a_little_smaller_than_a_flat_one() {
        let flat = PI * 25.0 * 25.0;
        let curved = geodesic_disc_km2(12.0, 25.0);
        assert!(curved < flat && (flat - curved) / flat < 2e-6);
    }

    /// The curvature is that of a sphere with the radius of the poles at the equator, and with a²/b at the poles.
    #[test]
    fn a_geodesic_disc_is_a_cap_of_the_sphere_that_is_curved_as_much() {
        for (lat, sphere_km) in [(0.0, 6_356.752_314), (90.0, 6_399.593_626), (-90.0, 6_399.593_626)] {
            for radius_km in [50.0, 1000.0] {
                let half: f64 = radius_km / sphere_km / 2.0;
                let cap = 4.0 * PI * sphere_km * sphere_km * half.sin().powi(2);
                let disc = geodesic_disc_km2(lat, radius_km);
                assert!((disc / cap - 1.0).abs() < 1e-8, "{lat} {radius_km}: {disc} {cap}");
            }
        }
    }
}
