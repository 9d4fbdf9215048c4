//! The Gaussian kernel of one incident: its integral along a straight leg, and along a run of legs.

mod run;
mod series;

use std::f64::consts::{PI, SQRT_2};

pub use run::{Kernel, LEGS, LONGEST_LEG_SIGMAS, Leg, Run, Sums, of_legs};

/// Beyond this many σ a kernel is below 1e-12 of its peak and is left out.
pub const REACH_SIGMAS: f64 = 7.5;

/// Integral along a straight leg of the density of an isotropic Gaussian, exp(−d²/2σ²)/(2πσ²) per km²; per km.
/// `from_km` and `to_km` are the signed distances of the leg's
/// ends from the foot point of the centre on the leg's line, `off_km` the distance of the centre from that line:
/// [Φ(to/σ) − Φ(from/σ)] · exp(−off²/2σ²)/(√(2π) σ).
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

/// Integral of the same density around `p` along the leg `a`–`b`, in one plane, km; per km.
pub fn leg_integral(a: [f64; 2], b: [f64; 2], p: [f64; 2], sigma_km: f64) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = dx.hypot(dy);
    if length == 0.0 {
        return 0.0;
    }
    let (px, py) = (p[0] - a[0], p[1] - a[1]);
    let foot = (px * dx + py * dy) / length;
    let off = (px * dy - py * dx) / length;
    along_leg(-foot, length - foot, off, sigma_km)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cut_leg_adds_up(foot in -50.0..50.0f64, off in 0.0..40.0f64, length in 0.1..60.0f64, cut in 0.0..1.0f64, sigma in 0.5..80.0f64) {
            let whole = along_leg(-foot, length - foot, off, sigma);
            let middle = length * cut - foot;
            let parts = along_leg(-foot, middle, off, sigma) + along_leg(middle, length - foot, off, sigma);
            prop_assert!((whole - parts).abs() <= 1e-13 + 1e-9 * whole);
        }
    }

    #[test]
    fn an_endless_leg_through_the_centre_holds_the_whole_line_density() {
        let sigma = 5.0;
        assert!((along_leg(-1e3, 1e3, 0.0, sigma) - 1.0 / ((2.0 * PI).sqrt() * sigma)).abs() < 1e-15);
        assert_eq!(leg_integral([1.0, 1.0], [1.0, 1.0], [0.0, 0.0], sigma), 0.0);
    }
}
