//! The kernel integrated along several short legs at once: the closed form as its series about the middle of a leg.
//!
//! With d the distance of the incident from a leg's middle, b the leg's middle from the incident's foot along the leg, and
//! L the leg's length, the integral of exp(−r²/2σ²) over the leg is L · exp(−d²/2σ²) · ½∫₋₁¹ exp(−βτ² − ατ) dτ with
//! α = bL/2σ² and β = L²/8σ². For legs of at most half a σ the last factor is a power series in α² and β that needs few
//! terms; it is within 5e-8 of the closed form (see the test). Distances are arcs over chords, the triangle of the
//! incident and the leg's ends is laid in a plane: d² = (from² + to²)/2 − L²/4 and b = (from² − to²)/2L.

use std::f64::consts::LOG2_E;

use wide::f64x2;

use crate::measure::{ARC_RADIUS_KM, Xyz, arc_of_chord, chord_km};

/// Legs in a run.
pub const LEGS: usize = 8;
/// Longest leg over the least σ.
pub const LONGEST_LEG_SIGMAS: f64 = 0.5;
/// L²/2σ² of a leg of an eighth of a σ.
const SHORT_LEG_SHARPNESS: f64 = 1.0 / 128.0;
/// Square of the chord, km², up to which the series of the arc is good to 1e-9.
const FARTHEST_FOR_SERIES_2: f64 = 1274.0 * 1274.0;

/// One incident's kernel.
#[derive(Clone, Copy, Debug)]
pub struct Kernel {
    pub xyz: Xyz,
    /// Age of the incident, as the exponent that its weight is e^−age of.
    pub age: f64,
    /// 1/2σ², per km².
    pub sharpness: f64,
    /// Value at the centre of an incident of age 0.
    pub peak: f64,
}

impl Kernel {
    /// Value at a place, by the square of the geodesic distance over the chord.
    pub fn at(&self, xyz: Xyz) -> f64 {
        let arc = arc_of_chord(chord_km(self.xyz, xyz));
        self.peak * (-self.age - arc * arc * self.sharpness).exp()
    }
}

/// Numbers of the ends of the legs, in whole pairs.
const NODES: usize = LEGS + 2;

/// Legs in a row, each beginning where the one before it ends. Unused ones at the end have no length, and so no integral.
#[derive(Clone, Debug)]
pub struct Run {
    /// By axis.
    nodes: [[f64; NODES]; 3],
    length: [f64; LEGS],
    /// 1/2L, 0 for a leg without length.
    per_length: [f64; LEGS],
    longest: f64,
}

impl Run {
    /// Up to [`LEGS`] legs, given by the beginning of the first one, and the end and the length of each.
    pub fn new(beginning: Xyz, legs: impl Iterator<Item = (Xyz, f64)>) -> Run {
        let mut run =
            Run { nodes: beginning.map(|c| [c; NODES]), length: [0.0; LEGS], per_length: [0.0; LEGS], longest: 0.0 };
        for (number, (end, length)) in legs.enumerate() {
            for (nodes, c) in run.nodes.iter_mut().zip(end) {
                nodes[number + 1..].fill(c);
            }
            run.length[number] = length;
            run.per_length[number] = if length > 0.0 { 0.5 / length } else { 0.0 };
            run.longest = run.longest.max(length);
        }
        run
    }

    /// Of all legs.
    pub fn length_km(&self) -> f64 {
        self.length.iter().sum()
    }

    /// Adds a kernel's integral along each leg.
    pub fn add(&self, kernel: &Kernel, sums: &mut [f64; LEGS]) {
        let squares = self.arcs_2(kernel.xyz);
        // Legs of a tenth of a σ, as of a road, need few terms.
        if self.longest * self.longest * kernel.sharpness <= SHORT_LEG_SHARPNESS {
            self.add_by(kernel, &squares, sums, mean_of_short)
        } else {
            self.add_by(kernel, &squares, sums, mean)
        }
    }

    #[inline]
    fn add_by(
        &self,
        kernel: &Kernel,
        squares: &[f64; NODES],
        sums: &mut [f64; LEGS],
        mean: impl Fn(f64x2, f64x2) -> f64x2,
    ) {
        let sharpness = f64x2::splat(kernel.sharpness);
        for leg in (0..LEGS).step_by(2) {
            let (from_2, to_2) = (two(squares, leg), two(squares, leg + 1));
            let length = two(&self.length, leg);
            let length_2 = length * length;
            let along = (from_2 - to_2) * two(&self.per_length, leg);
            let middle_2 = (from_2 + to_2) * f64x2::splat(0.5) - length_2 * f64x2::splat(0.25);
            let alpha = along * length * sharpness;
            let beta = length_2 * sharpness * f64x2::splat(0.25);
            // Powers of 2 are computed faster than those of e.
            let exponent = (middle_2 * sharpness + f64x2::splat(kernel.age)) * f64x2::splat(-LOG2_E);
            let integral = length * f64x2::splat(kernel.peak) * exponent.exp2() * mean(alpha * alpha, beta);
            let [a, b] = integral.to_array();
            sums[leg] += a;
            sums[leg + 1] += b;
        }
    }

    /// Squares of the arcs from the nodes to a point: arcsin² as a series in the square of half the chord over the
    /// radius.
    #[inline]
    fn arcs_2(&self, point: Xyz) -> [f64; NODES] {
        let mut arcs_2 = [0.0; NODES];
        let mut farthest = f64x2::splat(0.0);
        for node in (0..NODES).step_by(2) {
            let off = |axis: usize| two(&self.nodes[axis], node) - f64x2::splat(point[axis]);
            let (x, y, z) = (off(0), off(1), off(2));
            let chord_2 = x * x + y * y + z * z;
            farthest = farthest.fast_max(chord_2);
            let share = chord_2 * f64x2::splat(0.25 / (ARC_RADIUS_KM * ARC_RADIUS_KM));
            let series = f64x2::splat(4.0 / 35.0) * share + f64x2::splat(8.0 / 45.0);
            let arc_2 = chord_2 * ((series * share + f64x2::splat(1.0 / 3.0)) * share + f64x2::splat(1.0));
            arcs_2[node..node + 2].copy_from_slice(&arc_2.to_array());
        }
        let [a, b] = farthest.to_array();
        if a.max(b) > FARTHEST_FOR_SERIES_2 { self.far_arcs_2(point) } else { arcs_2 }
    }

    #[cold]
    fn far_arcs_2(&self, point: Xyz) -> [f64; NODES] {
        let node = |number: usize| self.nodes.map(|axis| axis[number]);
        std::array::from_fn(|number| arc_of_chord(chord_km(node(number), point)).powi(2))
    }
}

#[inline]
fn two(numbers: &[f64], first: usize) -> f64x2 {
    f64x2::new([numbers[first], numbers[first + 1]])
}

/// 1/((2k)! (2k + 2j + 1)), the term of α²ᵏ(−β)ʲ/j!.
const fn term(k: u32, j: u32) -> f64 {
    let (mut factorial, mut n) = (1.0, 2);
    while n <= 2 * k {
        factorial *= n as f64;
        n += 1;
    }
    1.0 / (factorial * (2 * k + 2 * j + 1) as f64)
}

/// ½∫₋₁¹ exp(−βτ² − ατ) dτ by its series in α² and β: Σⱼ (−β)ʲ/j! Σₖ α²ᵏ/((2k)! (2k + 2j + 1)).
#[inline]
fn mean(alpha_2: f64x2, beta: f64x2) -> f64x2 {
    let first =
        polynomial([term(0, 0), term(1, 0), term(2, 0), term(3, 0), term(4, 0), term(5, 0), term(6, 0)], alpha_2);
    let second = polynomial([term(0, 1), term(1, 1), term(2, 1), term(3, 1), term(4, 1), term(5, 1)], alpha_2);
    let third = polynomial([term(0, 2), term(1, 2), term(2, 2), term(3, 2), term(4, 2)].map(|c| c / 2.0), alpha_2);
    let fourth = polynomial([term(0, 3), term(1, 3), term(2, 3)].map(|c| c / 6.0), alpha_2);
    first - beta * (second - beta * (third - beta * fourth))
}

/// The same for legs up to [`SHORT_LEG_SHARPNESS`].
#[inline]
fn mean_of_short(alpha_2: f64x2, beta: f64x2) -> f64x2 {
    let first = polynomial([term(0, 0), term(1, 0), term(2, 0), term(3, 0)], alpha_2);
    let second = polynomial([term(0, 1), term(1, 1), term(2, 1)], alpha_2);
    first - beta * (second - beta * f64x2::splat(term(0, 2) / 2.0))
}

#[inline]
fn polynomial<const N: usize>(coefficients: [f64; N], x: f64x2) -> f64x2 {
    let last = f64x2::splat(coefficients[N - 1]);
    coefficients[..N - 1].iter().rev().fold(last, |sum, coefficient| sum * x + f64x2::splat(*coefficient))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::along_leg;
    use crate::measure::EQUATOR_KM;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn the_series_is_the_closed_form(foot in -40.0..40.0f64, off in 0.0..40.0f64, share in prop_oneof![0.001..=1.0f64, 0.001..=0.25f64], sigma in 1.0..80.0f64, age in 0.0..20.0f64) {
            let length = share * LONGEST_LEG_SIGMAS * sigma;
            let (foot, off) = (foot * sigma / 8.0, off * sigma / 8.0);
            let point = [EQUATOR_KM, 0.0, 0.0];
            // Ends so placed that the arcs, not the chords, have the lengths of the plane.
            let end = |along: f64| {
                let arc = along.hypot(off) / ARC_RADIUS_KM;
                let chord = 2.0 * ARC_RADIUS_KM * (arc / 2.0).sin();
                [EQUATOR_KM, chord, 0.0]
            };
            let run = Run::new(end(-foot), std::iter::once((end(length - foot), length)));
            let kernel = Kernel { xyz: point, age, sharpness: 0.5 / (sigma * sigma), peak: 1.0 };
            let mut sums = [0.0; LEGS];
            run.add(&kernel, &mut sums);
            let closed = along_leg(-foot, length - foot, off, sigma) * (std::f64::consts::TAU * sigma * sigma) * (-age).exp();
            prop_assert!((sums[0] - closed).abs() <= 5e-8 * closed, "{} {closed}", sums[0]);
            prop_assert_eq!(&sums[1..], &[0.0; LEGS - 1][..]);
        }
    }

    #[test]
    fn half_way_round_the_earth_arcs_are_arcs() {
        let kernel = Kernel { xyz: [EQUATOR_KM, 0.0, 0.0], age: 0.0, sharpness: 0.5 / 1e8, peak: 1.0 };
        let mut sums = [0.0; LEGS];
        Run::new([-6000.0, 2000.0, 0.0], std::iter::once(([-6000.0, 2001.0, 0.0], 1.0))).add(&kernel, &mut sums);
        assert!((sums[0] - kernel.at([-6000.0, 2000.5, 0.0])).abs() < 1e-6);
    }
}
