//! The Gaussian kernel of one incident: its integral along a straight leg, and along a run of legs at once.

mod run;
mod series;

use std::f64::consts::{PI, SQRT_2};

pub use run::{Kernel, LEGS, LONGEST_LEG_SIGMAS, Leg, LegSums, Run, leg_values};

/// Distance, in σ, beyond which a kernel is below 1e-12 of its peak and is left out.
pub const REACH_SIGMAS: f64 = 7.5;

/// The integral along a straight leg of the density of an isotropic Gaussian, exp(−d²/2σ²)/(2πσ²) per km²; the result is
/// per km.
///
/// `from_km` and `to_km` are the signed distances along the leg's line from the projection of the centre onto that line to
/// the ends of the leg, and `off_km` is the distance of the centre from the line. The integral is
/// [Φ(to/σ) − Φ(from/σ)] · exp(−off²/2σ²)/(√(2π) σ).
///
/// ```
/// // An endless leg through the centre.
/// let integral = geobit::kernel::along_leg(-1000.0, 1000.0, 0.0, 5.0);
/// assert!((integral - 1.0 / (5.0 * std::f64::consts::TAU.sqrt())).abs() < 1e-15);
/// ```
pub fn along_leg(from_km: f64, to_km: f64, off_km: f64, sigma_km: f64) -> f64 {
    let z = off_km / sigma_km;
    let across = (-z * z / 2.0).exp() / ((2.0 * PI).sqrt() * sigma_km);
    across * normal_between(from_km / sigma_km, to_km / sigma_km)
}

/// Φ(b) − Φ(a), without cancellation in the tails.
fn normal_between(a: f64, b: f64) -> f64 {
    let (a, b) = (a / SQRT_2, b / SQRT_2);
    if a > 0.0 && b > 0.0 {
        (libm::erfc(a) - libm::erfc(b)) / 2.0
    } else if a < 0.0 && b < 0.0 {
        (libm::erfc(-b) - libm::erfc(-a)) / 2.0
    } else {
        (libm::erf(b) - libm::erf(a)) / 2.0
    }
}

/// The integral of [`along_leg`] for a kernel centred on `p` and the leg `a`–`b`, all in one plane, in km; the result is
/// per km, and 0 for a leg without length.
pub fn leg_integral(a: [f64; 2], b: [f64; 2], p: [f64; 2], sigma_km: f64) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = dx.hypot(dy);
    if length == 0.0 {
        return 0.0;
    }
    let (px, py) = (p[0] - a[0], p[1] - a[1]);
    let projection = (px * dx + py * dy) / length;
    let off = (px * dy - py * dx) / length;
    along_leg(-projection, length - projection, off, sigma_km)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_parts_of_a_leg_add_up(projection in -50.0..50.0f64, off in 0.0..40.0f64, length in 0.1..60.0f64, cut in 0.0..1.0f64, sigma in 0.5..80.0f64) {
            let whole = along_leg(-projection, length - projection, off, sigma);
            let cut = length * cut - projection;
            let parts = along_leg(-projection, cut, off, sigma) + along_leg(cut, length - projection, off, sigma);
            prop_assert!((whole - parts).abs() <= 1e-13 + 1e-9 * whole);
        }
    }

    /// A short leg has nearly the density at its middle times its length, with all digits, whatever side it lies on.
    #[test]
    fn short_legs_keep_their_digits_in_the_tails_and_at_the_middle() {
        let sigma = 5.0;
        let density = |at: f64| (-at * at / (2.0 * sigma * sigma)).exp() / (2.0 * PI * sigma * sigma);
        let check = |from: f64, to: f64| {
            // The rule of Simpson, for the curvature.
            let expected = (to - from) * (density(from) + 4.0 * density((from + to) / 2.0) + density(to)) / 6.0;
            let found = along_leg(from, to, 0.0, sigma);
            assert!((found / expected - 1.0).abs() < 1e-9, "{from} {to} {found} {expected}");
            assert_eq!(along_leg(to, from, 0.0, sigma), -found);
        };
        for middle in [-35.0, -20.0, -0.1, 0.1, 20.0, 35.0] {
            check(middle - 5e-5, middle + 5e-5);
        }
        // The two tail functions are near 1 here, and their difference would lose a leg as short as these.
        for (from, to) in [(-1e-9, 0.0), (0.0, 1e-9), (-1e-9, 1e-9), (-2e-9, 1e-9)] {
            check(from, to);
        }
    }

    #[test]
    fn the_integral_of_an_endless_leg_and_of_one_without_length() {
        let sigma = 5.0;
        assert!((along_leg(-1e3, 1e3, 0.0, sigma) - 1.0 / ((2.0 * PI).sqrt() * sigma)).abs() < 1e-15);
        assert_eq!(leg_integral([1.0, 1.0], [1.0, 1.0], [0.0, 0.0], sigma), 0.0);
    }
}
