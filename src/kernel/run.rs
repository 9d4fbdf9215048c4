//! The kernel integrated along several short legs at once: the closed form as its series about the middle of a leg.
//!
//! With d the distance of the incident from a leg's middle, b the leg's middle from the incident's foot along the leg, and
//! L the leg's length, the integral of exp(−r²/2σ²) over the leg is L · exp(−d²/2σ²) · ½∫₋₁¹ exp(−βτ² − ατ) dτ with
//! α = bL/2σ² and β = L²/8σ². For legs of at most half a σ the last factor is a power series in α² and β that needs few
//! terms; it is within 5e-8 of the closed form (see the test). Distances are arcs over chords, the triangle of the
//! incident and the leg's ends is laid in a plane: d² = (from² + to²)/2 − L²/4 and b = (from² − to²)/2L.
//!
//! Where the kernel changes little over the run, as it mostly does over a road, d² is taken from its value at the middle of
//! the run and the offsets of the legs from there. These differences are so small that four legs at a time in single
//! precision are good to 4e-7.

use wide::{f32x4, f64x2};

use super::series::{MEAN, SINGLE, from_memory, mean, power};
use crate::geo::{ARC_RADIUS_KM, Box3, Xyz, arc_of_chord, chord_km, dot, minus};

/// Legs in a run.
pub const LEGS: usize = 8;
/// Longest leg over the least σ.
pub const LONGEST_LEG_SIGMAS: f64 = 0.5;
/// L²/2σ² of a leg of an eighth of a σ.
const SHORT_LEG_SHARPNESS: f64 = 1.0 / 128.0;
/// The most that the exponent of a kernel may differ over a run that is taken from its middle.
const SMALL_CHANGE: f64 = 2.0;
/// 1/4R²: from the square of a chord to that of its half over the earth's radius.
const SHARE: f64 = 0.25 / (ARC_RADIUS_KM * ARC_RADIUS_KM);
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
    /// The least exponent, that of the age included, that it has in a box.
    pub fn least_exponent(&self, space: &Box3) -> f64 {
        space.distance_2(&self.xyz.into()) * self.sharpness + self.age
    }

    /// Value at a place, by the square of the geodesic distance over the chord.
    pub fn at(&self, xyz: Xyz) -> f64 {
        let arc = arc_of_chord(chord_km(self.xyz, xyz));
        self.peak * power(-self.age - arc * arc * self.sharpness)
    }
}

/// Numbers of the ends of the legs, in whole pairs.
const NODES: usize = LEGS + 2;

/// One leg of a run.
pub struct Leg {
    pub to: Xyz,
    pub length_km: f64,
    /// What its integral counts in that along all of them.
    pub weight: f64,
}

/// Legs in a row, each beginning where the one before it ends. Unused ones at the end have no length, and so no integral.
#[derive(Clone, Debug)]
pub struct Run {
    /// By axis.
    nodes: [[f64; NODES]; 3],
    length: [f64; LEGS],
    weight: [f64; LEGS],
    /// 1/2L, 0 for a leg without length.
    per_length: [f64; LEGS],
    longest: f64,
    around: Around,
}

/// A number for each leg, two at a time.
pub type Sums = [f64x2; LEGS / 2];

/// The numbers of legs, run by run.
pub fn of_legs(sums: &[Sums]) -> impl Iterator<Item = f64> {
    sums.iter().flatten().flat_map(|two| two.to_array())
}

/// Four legs, and the other four.
pub type Legs = [f32x4; LEGS / 4];

/// The legs as seen from the middle of their run.
#[derive(Clone, Debug)]
struct Around {
    middle: Xyz,
    /// Square of the distance of the farthest leg's middle from it.
    reach_2: f64,
    /// From the middle to each leg's middle, by axis.
    off: [Legs; 3],
    /// Mean of the squares of the distances of a leg's ends from the middle.
    off_2: Legs,
    /// From each leg's beginning to its end, by axis, and its product with the offset.
    leg: [Legs; 3],
    leg_off: Legs,
    length: Legs,
    weight: Legs,
}

impl Around {
    /// Of so many legs.
    fn new(legs: usize, nodes: &[[f64; NODES]; 3], length: &[f64; LEGS], weight: &[f64; LEGS]) -> Around {
        let node = |number: usize| nodes.map(|axis| axis[number]);
        let between = |a: Xyz, b: Xyz| [0, 1, 2].map(|axis| (a[axis] + b[axis]) / 2.0);
        let middle: Xyz = between(node(0), node(legs));
        let (mut offs, mut chords, mut off_2, mut leg_off) =
            ([[0.0; LEGS]; 3], [[0.0; LEGS]; 3], [0.0; LEGS], [0.0; LEGS]);
        let mut reach_2: f64 = 0.0;
        for number in 0..legs {
            let (from, to) = (node(number), node(number + 1));
            let (off, leg) = (minus(between(from, to), middle), minus(to, from));
            for axis in 0..3 {
                (offs[axis][number], chords[axis][number]) = (off[axis], leg[axis]);
            }
            off_2[number] = dot(off, off) + dot(leg, leg) / 4.0;
            leg_off[number] = dot(leg, off);
            reach_2 = reach_2.max(dot(off, off));
        }
        Around {
            middle,
            reach_2,
            off: [0, 1, 2].map(|axis| single(&offs[axis])),
            off_2: single(&off_2),
            leg: [0, 1, 2].map(|axis| single(&chords[axis])),
            leg_off: single(&leg_off),
            length: single(length),
            weight: single(weight),
        }
    }
}

/// In single precision.
#[inline(never)]
fn single(numbers: &[f64; LEGS]) -> Legs {
    [0, 4].map(|first| f32x4::new([0, 1, 2, 3].map(|leg| numbers[first + leg] as f32)))
}

impl Run {
    /// Up to [`LEGS`] legs, the first of which begins at a place.
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
            around: Around::new(legs.len(), &nodes, &lengths, &weight),
        }
    }

    /// Of all legs.
    pub fn length_km(&self) -> f64 {
        self.length.iter().sum()
    }

    /// Adds a kernel's integral along each leg; returns those of all of them by their weights.
    pub fn add(&self, kernel: &Kernel, sums: &mut Sums) -> f64 {
        let to_point = minus(kernel.xyz, self.around.middle);
        let chord_2 = dot(to_point, to_point);
        // The exponent differs by at most (2 chord + reach) reach · sharpness.
        let reach = self.around.reach_2 * kernel.sharpness;
        let room = SMALL_CHANGE - reach;
        let is_small = room >= 0.0 && 4.0 * chord_2 * reach * kernel.sharpness <= room * room;
        let short = self.longest * self.longest * kernel.sharpness <= SHORT_LEG_SHARPNESS;
        if short && is_small && chord_2 <= FARTHEST_FOR_SERIES_2 {
            self.around.add(kernel, to_point, chord_2, sums)
        } else {
            self.add_closely(kernel, sums)
        }
    }

    /// For legs of any length up to [`LONGEST_LEG_SIGMAS`], each from its own ends.
    fn add_closely(&self, kernel: &Kernel, sums: &mut Sums) -> f64 {
        let mut all = f64x2::splat(0.0);
        let terms = from_memory(&MEAN);
        let squares = &self.arcs_2(kernel.xyz);
        let sharpness = f64x2::splat(kernel.sharpness);
        for leg in (0..LEGS).step_by(2) {
            let (from_2, to_2) = (two(squares, leg), two(squares, leg + 1));
            let length = two(&self.length, leg);
            let length_2 = length * length;
            let along = (from_2 - to_2) * two(&self.per_length, leg);
            let middle_2 = (from_2 + to_2) * f64x2::splat(0.5) - length_2 * f64x2::splat(0.25);
            let alpha = along * length * sharpness;
            let beta = length_2 * sharpness * f64x2::splat(0.25);
            let exponent = middle_2 * sharpness + f64x2::splat(kernel.age);
            let highest = f64x2::new(exponent.to_array().map(|exponent| power(-exponent)));
            let integral = length * f64x2::splat(kernel.peak) * highest * mean(terms, alpha * alpha, beta);
            sums[leg / 2] += integral;
            all += integral * two(&self.weight, leg);
        }
        all.reduce_add()
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
            let share = chord_2 * f64x2::splat(SHARE);
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

impl Around {
    /// `to_point` leads from the middle to the kernel's, `chord_2` is its square.
    #[inline]
    fn add(&self, kernel: &Kernel, to_point: Xyz, chord_2: f64, sums: &mut Sums) -> f64 {
        // The square of the arc over that of the chord, and its derivatives, by the series of arcsin².
        let share = chord_2 * SHARE;
        let arc_2 = chord_2 * (1.0 + share * (1.0 / 3.0 + share * (8.0 / 45.0 + share * (4.0 / 35.0))));
        let slope = (1.0 + share * (2.0 / 3.0 + share * (8.0 / 15.0 + share * (16.0 / 35.0)))) * kernel.sharpness;
        let bend = (1.0 / 3.0 + share * (8.0 / 15.0)) * SHARE * kernel.sharpness;
        let at_middle = kernel.peak * power(-kernel.age - arc_2 * kernel.sharpness);
        let splat = |number: f64| f32x4::splat(number as f32);
        let (slope, bend, quarter) = (splat(slope), splat(bend), splat(kernel.sharpness * 0.25));
        let to_point = [splat(to_point[0]), splat(to_point[1]), splat(to_point[2])];
        let series = from_memory(&SINGLE);
        // Both halves step by step: neither has to wait for the other.
        let product =
            |v: &[Legs; 3]| both(|half| to_point[0] * v[0][half] + to_point[1] * v[1][half] + to_point[2] * v[2][half]);
        let (twice, along) = (product(&self.off), product(&self.leg));
        // Of the squares of the chords to a leg's ends: their mean less that of the middle, and half their difference.
        let farther_2 = both(|half| self.off_2[half] - (twice[half] + twice[half]));
        let along_2 = both(|half| along[half] - self.leg_off[half]);
        let beta = both(|half| self.length[half] * self.length[half] * quarter);
        let alpha = both(|half| along_2[half] * (slope + (bend + bend) * farther_2[half]));
        let mean = series.log_mean_of_short(both(|half| alpha[half] * alpha[half]), beta);
        let change = both(|half| {
            let squares = farther_2[half] * farther_2[half] + along_2[half] * along_2[half];
            farther_2[half] * slope + bend * squares - beta[half] - mean[half]
        });
        let share = series.small_exp(change);
        let integrals = both(|half| self.length[half] * share[half]);
        for (half, four) in integrals.into_iter().enumerate() {
            let [a, b, c, d] = four.to_array().map(f64::from);
            sums[2 * half] += f64x2::new([a, b]) * f64x2::splat(at_middle);
            sums[2 * half + 1] += f64x2::new([c, d]) * f64x2::splat(at_middle);
        }
        let all = integrals[0] * self.weight[0] + integrals[1] * self.weight[1];
        at_middle * f64::from(all.reduce_add())
    }
}

#[inline]
fn two(numbers: &[f64], first: usize) -> f64x2 {
    f64x2::new([numbers[first], numbers[first + 1]])
}

/// One after the other, without a loop.
#[inline]
pub fn both(half: impl Fn(usize) -> f32x4) -> Legs {
    [half(0), half(1)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{EQUATOR_KM, LonLat, direct, xyz};
    use crate::kernel::along_leg;
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
            let run = Run::new(end(-foot), &[Leg { to: end(length - foot), length_km: length, weight: 2.0 }]);
            let kernel = Kernel { xyz: point, age, sharpness: 0.5 / (sigma * sigma), peak: 1.0 };
            let mut sums = Sums::default();
            let weighted = run.add_closely(&kernel, &mut sums);
            let sums: Vec<f64> = of_legs(&[sums]).collect();
            let closed = along_leg(-foot, length - foot, off, sigma) * (std::f64::consts::TAU * sigma * sigma) * (-age).exp();
            prop_assert!((sums[0] - closed).abs() <= 5e-8 * closed, "{} {closed}", sums[0]);
            prop_assert_eq!((weighted, &sums[1..]), (2.0 * sums[0], &[0.0; LEGS - 1][..]));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        /// Over the antimeridian and the poles, too; with fewer legs than a run can have.
        #[test]
        fn from_the_middle_of_the_run_is_the_same(
            lon in -180.0..180.0f64, lat in -90.0..=90.0f64, sigma in prop::sample::select(vec![0.1, 5.0, 13.0, 75.0, 125.0]),
            azimuth in 0.0..360.0f64, away in 0.0..7.5f64, age in 0.0..20.0f64,
            turns in prop::collection::vec((0.0..360.0f64, 0.0..=1.0f64), 1..=LEGS),
        ) {
            let middle = LonLat::new(lon, lat);
            let mut places = vec![middle];
            for (azimuth, share) in turns {
                places.push(direct(places[places.len() - 1], azimuth, share * sigma / 8.0));
            }
            let weight = |number: usize| [0.025, 0.1, 1.0][number % 3];
            let legs = places.windows(2).enumerate().map(|(number, ends)| {
                let (from, to) = (xyz(ends[0]), xyz(ends[1]));
                Leg { to, length_km: arc_of_chord(chord_km(from, to)), weight: weight(number) }
            });
            let run = Run::new(xyz(middle), &legs.collect::<Vec<_>>());
            let kernel = Kernel { xyz: xyz(direct(middle, azimuth, away * sigma)), age, sharpness: 0.5 / (sigma * sigma), peak: 1.0 };
            let (mut fast, mut close) = (Sums::default(), Sums::default());
            let weighted = [run.add(&kernel, &mut fast), run.add_closely(&kernel, &mut close)];
            let [fast, close] = [fast, close].map(|sums| of_legs(&[sums]).collect::<Vec<_>>());
            prop_assert!(fast.iter().zip(&close).all(|(fast, close)| (fast - close).abs() <= 4e-7 * close), "{fast:?} {close:?}");
            let expected: f64 = close.iter().enumerate().map(|(number, sum)| sum * weight(number)).sum();
            prop_assert!(weighted.iter().all(|found| (found - expected).abs() <= 4e-7 * expected), "{weighted:?} {expected}");
        }
    }

    #[test]
    fn half_way_round_the_earth_arcs_are_arcs() {
        let kernel = Kernel { xyz: [EQUATOR_KM, 0.0, 0.0], age: 0.0, sharpness: 0.5 / 1e8, peak: 1.0 };
        let mut sums = Sums::default();
        let leg = Leg { to: [-6000.0, 2001.0, 0.0], length_km: 1.0, weight: 1.0 };
        Run::new([-6000.0, 2000.0, 0.0], &[leg]).add(&kernel, &mut sums);
        assert!((sums[0].to_array()[0] - kernel.at([-6000.0, 2000.5, 0.0])).abs() < 1e-6);
    }
}
