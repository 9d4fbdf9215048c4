//! The kernel integrated along several short legs at once, by the series of the closed form about the middle of a leg.
//!
//! Let d be the distance of the incident from a leg's middle, b the distance along the leg from the projection of the
//! incident to the leg's middle, and L the leg's length. The integral of exp(−r²/2σ²) over the leg is then
//! L · exp(−d²/2σ²) · ½∫₋₁¹ exp(−βτ² − ατ) dτ with α = bL/2σ² and β = L²/8σ². For legs of at most half a σ the last factor
//! is a power series in α² and β that needs few terms; it is within 5e-8 of the closed form (see the test). Distances are
//! arcs over chords, and the triangle of the incident and the leg's ends is laid into a plane:
//! d² = (from² + to²)/2 − L²/4 and b = (from² − to²)/2L.
//!
//! Where the kernel changes little over the run, as it mostly does over a road, d² follows from its value at the middle of
//! the run and the offsets of the legs from there. These differences are so small that four legs at a time in single
//! precision are good to 4e-7.

use wide::{f32x4, f64x2};

use super::series::{MEAN, SINGLE, exp_of_nonpositive, from_memory, mean};
use crate::geo::{ARC_RADIUS_KM, SpaceBox, Xyz, chord_km, chord_to_arc, dot, subtract};

/// Legs in a run.
pub const LEGS: usize = 8;
/// Longest leg, as a multiple of the smallest σ.
pub const LONGEST_LEG_SIGMAS: f64 = 0.5;
/// L²/2σ² of a leg of an eighth of a σ.
const SHORT_LEG_SHARPNESS: f64 = 1.0 / 128.0;
/// The most that the exponent of a kernel may change over a run whose integrals are expanded about its middle.
const SMALL_CHANGE: f64 = 2.0;
/// 1/4R²: turns the square of a chord into the square of half the chord over the Earth's radius.
const SHARE: f64 = 0.25 / (ARC_RADIUS_KM * ARC_RADIUS_KM);
/// Square of the chord, km², up to which the series of the arc is good to 1e-9.
const MAX_SERIES_CHORD_2: f64 = 1274.0 * 1274.0;

/// The kernel of one incident.
#[derive(Clone, Copy, Debug)]
pub struct Kernel {
    /// The location of the incident, earth-centred, km.
    pub xyz: Xyz,
    /// The age of the incident as an exponent: its weight is e^−age.
    pub age: f64,
    /// 1/2σ², per km².
    pub sharpness: f64,
    /// The value at the centre of the kernel for an incident of age 0.
    pub peak: f64,
}

impl Kernel {
    /// Lower bound of the exponent, age included, in a box: the kernel is at most peak · e^−exponent there.
    pub fn min_exponent(&self, space: &SpaceBox) -> f64 {
        space.min_distance_2(&self.xyz.into()) * self.sharpness + self.age
    }

    /// The value at a point, by the arc over its chord from the incident.
    pub fn value_at(&self, xyz: Xyz) -> f64 {
        let arc = chord_to_arc(chord_km(self.xyz, xyz));
        self.peak * exp_of_nonpositive(-self.age - arc * arc * self.sharpness)
    }
}

/// Number of the ends of the legs, rounded up to whole pairs.
const NODES: usize = LEGS + 2;

/// One leg of a run. It begins where the leg before it ends.
pub struct Leg {
    /// The end of the leg, earth-centred, km.
    pub to: Xyz,
    /// The length of the leg, km.
    pub length_km: f64,
    /// The factor of the leg's integral in the weighted sum over the run.
    pub weight: f64,
}

/// Consecutive legs that kernels are integrated along together. Unused legs at the end have no length, and so no integral.
#[derive(Clone, Debug)]
pub struct Run {
    /// The ends of the legs, by axis.
    nodes: [[f64; NODES]; 3],
    length: [f64; LEGS],
    weight: [f64; LEGS],
    /// 1/2L, or 0 for a leg without length.
    per_length: [f64; LEGS],
    longest: f64,
    expansion: Expansion,
}

/// A sum for each leg of a run, two at a time.
pub type LegSums = [f64x2; LEGS / 2];

/// The sums of all legs in order, run by run.
pub fn leg_values(sums: &[LegSums]) -> impl Iterator<Item = f64> {
    sums.iter().flatten().flat_map(|two| two.to_array())
}

/// A single-precision number for each leg: the first four legs, and the other four.
pub type Legs = [f32x4; LEGS / 4];

/// The legs relative to the middle of their run, for the expansion of kernels about it.
#[derive(Clone, Debug)]
struct Expansion {
    middle: Xyz,
    /// Largest squared distance of a leg's middle from the middle of the run.
    reach_2: f64,
    /// The vectors from the middle of the run to each leg's middle, by axis.
    off: [Legs; 3],
    /// Mean of the squared distances of a leg's two ends from the middle of the run.
    off_2: Legs,
    /// The vectors from each leg's beginning to its end, by axis, and their scalar products with `off`.
    leg: [Legs; 3],
    leg_off: Legs,
    length: Legs,
    weight: Legs,
}

impl Expansion {
    /// The first `legs` of the legs are in use.
    fn new(legs: usize, nodes: &[[f64; NODES]; 3], length: &[f64; LEGS], weight: &[f64; LEGS]) -> Expansion {
        let node = |number: usize| nodes.map(|axis| axis[number]);
        let midpoint = |a: Xyz, b: Xyz| [0, 1, 2].map(|axis| (a[axis] + b[axis]) / 2.0);
        let middle: Xyz = midpoint(node(0), node(legs));
        let (mut offs, mut chords, mut off_2, mut leg_off) =
            ([[0.0; LEGS]; 3], [[0.0; LEGS]; 3], [0.0; LEGS], [0.0; LEGS]);
        let mut reach_2: f64 = 0.0;
        for number in 0..legs {
            let (from, to) = (node(number), node(number + 1));
            let (off, leg) = (subtract(midpoint(from, to), middle), subtract(to, from));
            for axis in 0..3 {
                (offs[axis][number], chords[axis][number]) = (off[axis], leg[axis]);
            }
            off_2[number] = dot(off, off) + dot(leg, leg) / 4.0;
            leg_off[number] = dot(leg, off);
            reach_2 = reach_2.max(dot(off, off));
        }
        Expansion {
            middle,
            reach_2,
            off: [0, 1, 2].map(|axis| to_single(&offs[axis])),
            off_2: to_single(&off_2),
            leg: [0, 1, 2].map(|axis| to_single(&chords[axis])),
            leg_off: to_single(&leg_off),
            length: to_single(length),
            weight: to_single(weight),
        }
    }
}

fn to_single(numbers: &[f64; LEGS]) -> Legs {
    [0, 4].map(|first| f32x4::new([0, 1, 2, 3].map(|leg| numbers[first + leg] as f32)))
}

impl Run {
    /// A run of up to [`LEGS`] legs, the first of which begins at `beginning`.
    pub fn new(beginning: Xyz, legs: &[Leg]) -> Run {
        let mut nodes = beginning.map(|c| [c; NODES]);
        let (mut lengths, mut weight) = ([0.0; LEGS], [0.0; LEGS]);
        for (number, leg) in legs.iter().enumerate() {
            for (nodes, c) in nodes.iter_mut().zip(leg.to) {
                nodes[number + 1] = c;
            }
            lengths[number] = leg.length_km;
            weight[number] = leg.weight;
        }
        Run {
            nodes,
            length: lengths,
            weight,
            per_length: lengths.map(|length| if length > 0.0 { 0.5 / length } else { 0.0 }),
            longest: lengths.into_iter().fold(0.0, f64::max),
            expansion: Expansion::new(legs.len(), &nodes, &lengths, &weight),
        }
    }

    /// The length of all legs together, km.
    pub fn length_km(&self) -> f64 {
        self.length.iter().sum()
    }

    /// Adds a kernel's integral along each leg to `sums`, and returns the sum of the integrals times the weights of their
    /// legs.
    pub fn add(&self, kernel: &Kernel, sums: &mut LegSums) -> f64 {
        let to_kernel = subtract(kernel.xyz, self.expansion.middle);
        let chord_2 = dot(to_kernel, to_kernel);
        // The exponent changes by at most (2 chord + reach) reach · sharpness.
        let reach = self.expansion.reach_2 * kernel.sharpness;
        let room = SMALL_CHANGE - reach;
        let is_small = room >= 0.0 && 4.0 * chord_2 * reach * kernel.sharpness <= room * room;
        let is_short = self.longest * self.longest * kernel.sharpness <= SHORT_LEG_SHARPNESS;
        if is_short && is_small && chord_2 <= MAX_SERIES_CHORD_2 {
            self.expansion.add(kernel, to_kernel, chord_2, sums)
        } else {
            self.add_leg_by_leg(kernel, sums)
        }
    }

    /// The same as [`Run::add`] for legs of any length up to [`LONGEST_LEG_SIGMAS`], each from its own ends.
    fn add_leg_by_leg(&self, kernel: &Kernel, sums: &mut LegSums) -> f64 {
        let mut all = f64x2::splat(0.0);
        let terms = from_memory(&MEAN);
        let squares = &self.arcs_2(kernel.xyz);
        let sharpness = f64x2::splat(kernel.sharpness);
        for leg in (0..LEGS).step_by(2) {
            let (from_2, to_2) = (pair(squares, leg), pair(squares, leg + 1));
            let length = pair(&self.length, leg);
            let length_2 = length * length;
            let along = (from_2 - to_2) * pair(&self.per_length, leg);
            let middle_2 = (from_2 + to_2) * f64x2::splat(0.5) - length_2 * f64x2::splat(0.25);
            let alpha = along * length * sharpness;
            let beta = length_2 * sharpness * f64x2::splat(0.25);
            let exponent = middle_2 * sharpness + f64x2::splat(kernel.age);
            let highest = f64x2::new(exponent.to_array().map(|exponent| exp_of_nonpositive(-exponent)));
            let integral = length * f64x2::splat(kernel.peak) * highest * mean(terms, alpha * alpha, beta);
            sums[leg / 2] += integral;
            all += integral * pair(&self.weight, leg);
        }
        all.reduce_add()
    }

    /// The squared arcs from the nodes to a point, km²: arcsin² as a series in the square of half the chord over the
    /// radius.
    #[inline]
    fn arcs_2(&self, point: Xyz) -> [f64; NODES] {
        let mut arcs_2 = [0.0; NODES];
        let mut farthest = f64x2::splat(0.0);
        for node in (0..NODES).step_by(2) {
            let off = |axis: usize| pair(&self.nodes[axis], node) - f64x2::splat(point[axis]);
            let (x, y, z) = (off(0), off(1), off(2));
            let chord_2 = x * x + y * y + z * z;
            farthest = farthest.fast_max(chord_2);
            let share = chord_2 * f64x2::splat(SHARE);
            let series = f64x2::splat(4.0 / 35.0) * share + f64x2::splat(8.0 / 45.0);
            let arc_2 = chord_2 * ((series * share + f64x2::splat(1.0 / 3.0)) * share + f64x2::splat(1.0));
            arcs_2[node..node + 2].copy_from_slice(&arc_2.to_array());
        }
        let [a, b] = farthest.to_array();
        if a.max(b) > MAX_SERIES_CHORD_2 { self.long_arcs_2(point) } else { arcs_2 }
    }

    /// The squared arcs from the nodes to a point so far away that the series is not good enough.
    #[cold]
    fn long_arcs_2(&self, point: Xyz) -> [f64; NODES] {
        let node = |number: usize| self.nodes.map(|axis| axis[number]);
        std::array::from_fn(|number| chord_to_arc(chord_km(node(number), point)).powi(2))
    }
}

impl Expansion {
    /// Adds a kernel as [`Run::add`] does. `to_kernel` is the vector from the middle of the run to the kernel, and
    /// `chord_2` its square.
    #[inline]
    fn add(&self, kernel: &Kernel, to_kernel: Xyz, chord_2: f64, sums: &mut LegSums) -> f64 {
        // The square of the arc over that of the chord, and its derivatives, by the series of arcsin².
        let share = chord_2 * SHARE;
        let arc_2 = chord_2 * (1.0 + share * (1.0 / 3.0 + share * (8.0 / 45.0 + share * (4.0 / 35.0))));
        let slope = (1.0 + share * (2.0 / 3.0 + share * (8.0 / 15.0 + share * (16.0 / 35.0)))) * kernel.sharpness;
        let bend = (1.0 / 3.0 + share * (8.0 / 15.0)) * SHARE * kernel.sharpness;
        let at_middle = kernel.peak * exp_of_nonpositive(-kernel.age - arc_2 * kernel.sharpness);
        let splat = |number: f64| f32x4::splat(number as f32);
        let (slope, bend, quarter) = (splat(slope), splat(bend), splat(kernel.sharpness * 0.25));
        let to_kernel = [splat(to_kernel[0]), splat(to_kernel[1]), splat(to_kernel[2])];
        let series = from_memory(&SINGLE);
        // Each step is taken for both halves before the next one, so that neither half waits for the other.
        let product = |v: &[Legs; 3]| {
            each_half(|half| to_kernel[0] * v[0][half] + to_kernel[1] * v[1][half] + to_kernel[2] * v[2][half])
        };
        let (twice, along) = (product(&self.off), product(&self.leg));
        // From the squared chords to the two ends of a leg: their mean less that from the middle of the run, and half
        // their difference.
        let farther_2 = each_half(|half| self.off_2[half] - (twice[half] + twice[half]));
        let along_2 = each_half(|half| along[half] - self.leg_off[half]);
        let beta = each_half(|half| self.length[half] * self.length[half] * quarter);
        let alpha = each_half(|half| along_2[half] * (slope + (bend + bend) * farther_2[half]));
        let mean = series.log_mean_of_short(each_half(|half| alpha[half] * alpha[half]), beta);
        let change = each_half(|half| {
            let squares = farther_2[half] * farther_2[half] + along_2[half] * along_2[half];
            farther_2[half] * slope + bend * squares - beta[half] - mean[half]
        });
        let share = series.exp_of_small(change);
        let integrals = each_half(|half| self.length[half] * share[half]);
        for (half, four) in integrals.into_iter().enumerate() {
            let [a, b, c, d] = four.to_array().map(f64::from);
            sums[2 * half] += f64x2::new([a, b]) * f64x2::splat(at_middle);
            sums[2 * half + 1] += f64x2::new([c, d]) * f64x2::splat(at_middle);
        }
        let all = integrals[0] * self.weight[0] + integrals[1] * self.weight[1];
        at_middle * f64::from(all.reduce_add())
    }
}

/// Two consecutive numbers as lanes.
#[inline]
fn pair(numbers: &[f64], first: usize) -> f64x2 {
    f64x2::new([numbers[first], numbers[first + 1]])
}

/// Computes the first and the second half, without a loop.
#[inline]
pub fn each_half(half: impl Fn(usize) -> f32x4) -> Legs {
    [half(0), half(1)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{EQUATOR_KM, LonLat, direct, to_xyz};
    use crate::kernel::along_leg;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn the_series_agrees_with_the_closed_form(projection in -40.0..40.0f64, off in 0.0..40.0f64, share in prop_oneof![0.001..=1.0f64, 0.001..=0.25f64], sigma in 1.0..80.0f64, age in 0.0..20.0f64) {
            let length = share * LONGEST_LEG_SIGMAS * sigma;
            let (projection, off) = (projection * sigma / 8.0, off * sigma / 8.0);
            let point = [EQUATOR_KM, 0.0, 0.0];
            // The ends are placed so that the arcs, not the chords, have the planar lengths.
            let end = |along: f64| {
                let arc = along.hypot(off) / ARC_RADIUS_KM;
                let chord = 2.0 * ARC_RADIUS_KM * (arc / 2.0).sin();
                [EQUATOR_KM, chord, 0.0]
            };
            let run = Run::new(end(-projection), &[Leg { to: end(length - projection), length_km: length, weight: 2.0 }]);
            let kernel = Kernel { xyz: point, age, sharpness: 0.5 / (sigma * sigma), peak: 1.0 };
            let mut sums = LegSums::default();
            let weighted = run.add_leg_by_leg(&kernel, &mut sums);
            let sums: Vec<f64> = leg_values(&[sums]).collect();
            let closed = along_leg(-projection, length - projection, off, sigma) * (std::f64::consts::TAU * sigma * sigma) * (-age).exp();
            prop_assert!((sums[0] - closed).abs() <= 5e-8 * closed, "{} {closed}", sums[0]);
            prop_assert_eq!((weighted, &sums[1..]), (2.0 * sums[0], &[0.0; LEGS - 1][..]));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        /// Also across the antimeridian and the poles, with fewer legs than a run can have, and with legs that are too long
        /// to be expanded.
        #[test]
        fn the_expansion_agrees_with_the_integral_leg_by_leg(
            lon in -180.0..180.0f64, lat in -90.0..=90.0f64, sigma in prop::sample::select(vec![0.1, 5.0, 13.0, 75.0, 125.0]),
            azimuth in 0.0..360.0f64, away in 0.0..7.5f64, age in 0.0..20.0f64,
            turns in prop::collection::vec((0.0..360.0f64, prop_oneof![0.0..=1.0f64, 0.0..=4.0f64]), 1..=LEGS),
        ) {
            let middle = LonLat::new(lon, lat);
            let mut points = vec![middle];
            for (azimuth, share) in turns {
                points.push(direct(points[points.len() - 1], azimuth, share * sigma / 8.0));
            }
            let weight = |number: usize| [0.025, 0.1, 1.0][number % 3];
            let legs = points.windows(2).enumerate().map(|(number, ends)| {
                let (from, to) = (to_xyz(ends[0]), to_xyz(ends[1]));
                Leg { to, length_km: chord_to_arc(chord_km(from, to)), weight: weight(number) }
            });
            let run = Run::new(to_xyz(middle), &legs.collect::<Vec<_>>());
            let kernel = Kernel { xyz: to_xyz(direct(middle, azimuth, away * sigma)), age, sharpness: 0.5 / (sigma * sigma), peak: 1.0 };
            let (mut fast, mut exact) = (LegSums::default(), LegSums::default());
            let weighted = [run.add(&kernel, &mut fast), run.add_leg_by_leg(&kernel, &mut exact)];
            let [fast, exact] = [fast, exact].map(|sums| leg_values(&[sums]).collect::<Vec<_>>());
            prop_assert!(fast.iter().zip(&exact).all(|(fast, exact)| (fast - exact).abs() <= 4e-7 * exact), "{fast:?} {exact:?}");
            let expected: f64 = exact.iter().enumerate().map(|(number, sum)| sum * weight(number)).sum();
            prop_assert!(weighted.iter().all(|found| (found - expected).abs() <= 4e-7 * expected), "{weighted:?} {expected}");
        }
    }

    #[test]
    fn a_kernel_half_way_round_the_earth_is_measured_by_the_arc() {
        let kernel = Kernel { xyz: [EQUATOR_KM, 0.0, 0.0], age: 0.0, sharpness: 0.5 / 1e8, peak: 1.0 };
        let mut sums = LegSums::default();
        let leg = Leg { to: [-6000.0, 2001.0, 0.0], length_km: 1.0, weight: 1.0 };
        Run::new([-6000.0, 2000.0, 0.0], &[leg]).add(&kernel, &mut sums);
        assert!((sums[0].to_array()[0] - kernel.value_at([-6000.0, 2000.5, 0.0])).abs() < 1e-6);
    }
}
