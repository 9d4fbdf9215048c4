//! Kernel exposure: the intensity of recent recorded incidents integrated along the route, and where it is highest.

use std::ops::Range;

use serde::Serialize;

use super::Question;
use super::cells::{Cell, Cells, space_around};
use super::field::{Field, Kernels};
use super::sweep::Integrals;
use super::sweep_cache::SweepCache;
use crate::geo::{GeoPoint, chord_km};
use crate::kernel::LONGEST_LEG_SIGMAS;

/// So many cells are looked at for the peak at most, those with the highest bounds: more may hold it only where λ hardly
/// changes along a long road, and there the others can hardly be higher.
const MOST_CANDIDATES: usize = 200;
/// The peak is found to this distance along the route.
const PEAK_STEP_KM: f64 = 0.01;

/// Where λ is highest on the route.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Peak {
    pub km: f64,
    pub lon: f64,
    pub lat: f64,
    /// λ there, incidents per km² per day.
    pub value: f64,
}

/// λ integrated over each cell of a route.
pub struct LineIntegrals {
    pub each: Integrals,
    /// ∫λ dt over the driven hours of the whole route.
    over_hours: f64,
}

impl LineIntegrals {
    pub fn new(question: &Question<'_>, field: &Field<'_>, cells: &Cells, cache: &mut SweepCache) -> LineIntegrals {
        let each = cache.integrals(question, field, cells);
        let hours = each.of_cell.iter().zip(&cells.all).map(|(integral, cell)| integral * cell.hours_per_km);
        LineIntegrals { over_hours: hours.sum(), each }
    }

    pub fn over_hours(&self) -> f64 {
        self.over_hours
    }

    pub fn total(&self) -> f64 {
        self.each.of_cell.iter().sum()
    }

    pub fn of(&self, cell: usize) -> f64 {
        self.each.of_cell[cell]
    }

    /// The highest λ: bounds from the means of the cells say where to look, a golden-section search finds it there.
    pub fn peak(&self, field: &Field<'_>, cells: &Cells) -> Peak {
        let mean = |(integral, cell): (&f64, &Cell)| {
            if cell.length_km > 0.0 { integral / cell.length_km } else { 0.0 }
        };
        let means: Vec<f64> = self.each.of_cell.iter().zip(&cells.all).map(mean).collect();
        let start = cells.all[0].from.at;
        let mut peak = Peak { km: 0.0, lon: start.lon, lat: start.lat, value: 0.0 };
        let first = highest(&means);
        if means[first] == 0.0 {
            return peak;
        }
        let mut ground = Ground::around(field, cells, first, means[first]);
        peak = ground.search(first, means[first], peak);
        let bounds = Bounds::new(field, cells, peak.value);
        let mut most: Vec<f64> = means.iter().enumerate().map(|(number, &mean)| bounds.of(number, mean)).collect();
        most[first] = 0.0;
        for _ in 0..MOST_CANDIDATES {
            let next = highest(&most);
            if most[next] <= peak.value {
                break;
            }
            most[next] = 0.0;
            if !ground.has(next, means[next]) {
                ground = Ground::around(field, cells, next, means[next]);
            }
            peak = ground.search(next, means[next], peak);
        }
        peak
    }
}

/// The number of the highest.
fn highest(numbers: &[f64]) -> usize {
    numbers.iter().enumerate().fold((0, 0.0), |best, (number, &one)| if one > best.1 { (number, one) } else { best }).0
}

/// How high λ may be on a cell, should it be the highest of the route there.
///
/// With x the exponents of the kernels at a place, their ages included, and w their parts of λ, Σ w x is at most
/// ln(n p/λ) for n kernels of a peak of at most p, as no divergence of w from e^−x is negative. The slope of a kernel is at most
/// √(2x)/σ of it, so that of λ at most g = √(2 ln(n p/λ))/σ of λ, by Jensen's inequality. Where λ is highest it falls to
/// both sides: from a place between its ends by no slope at all, from an end by that which the turn of the road there leaves,
/// g times the difference of the directions. Along the cell λ is then at least e^(−gs − s²/2σ²) of it, by the same
/// inequality, and its mean at least e^(−gL/2 − L²/6σ²).
struct Bounds<'a> {
    cells: &'a [Cell],
    bandwidth_km: f64,
    /// gσ
    steepest: f64,
    /// Means that are lower are of no account.
    least: f64,
}

impl<'a> Bounds<'a> {
    /// Where λ is so high at least.
    fn new(field: &Field<'_>, cells: &'a Cells, highest: f64) -> Bounds<'a> {
        let kernels = field.incidents() as f64 * field.peak() / highest;
        let steepest = (2.0 * kernels.ln().max(0.0)).sqrt();
        let bandwidth_km = field.bandwidth_km();
        let bounds = Bounds { cells: &cells.all, bandwidth_km, steepest, least: 0.0 };
        Bounds { least: highest / bounds.over_mean(1.0, LONGEST_LEG_SIGMAS * bandwidth_km), ..bounds }
    }

    /// Of the cell with a number, 0 where it is too low to matter.
    fn of(&self, number: usize, mean: f64) -> f64 {
        if mean < self.least {
            return 0.0;
        }
        let turn = self.turn(number).max(self.turn(number + 1));
        mean * self.over_mean(turn, self.cells[number].length_km)
    }

    fn over_mean(&self, turn: f64, length_km: f64) -> f64 {
        let share = length_km / self.bandwidth_km;
        (turn * self.steepest * share / 2.0 + share * share / 6.0).exp()
    }

    /// The difference of the directions at the beginning of a cell: at an end of the route, any.
    fn turn(&self, number: usize) -> f64 {
        if number == 0 || number == self.cells.len() {
            return 1.0;
        }
        let (before, after) = (self.cells[number - 1].direction(), self.cells[number].direction());
        chord_km(before, after).min(1.0)
    }
}

fn higher(best: Peak, one: Peak) -> Peak {
    if one.value > best.value { one } else { best }
}

/// A cell and the kernels that matter on it.
struct Hill<'a> {
    cell: &'a Cell,
    kernels: Kernels,
}

impl Hill<'_> {
    #[inline(never)]
    fn at(&self, share: f64) -> Peak {
        let cell = self.cell;
        let at = cell.from.at.lerp(cell.to.at, share);
        let value = self.kernels.at(GeoPoint::new(at).xyz);
        Peak { km: cell.start_km + share * cell.length_km, lon: at.lon, lat: at.lat, value }
    }
}

/// A cell and those beside it, with the kernels that matter there: where λ is high on one it mostly is on the next.
struct Ground<'a> {
    field: &'a Field<'a>,
    cells: &'a [Cell],
    numbers: Range<usize>,
    kernels: Kernels,
    /// Of a lower mean more kernels may matter.
    least_mean: f64,
}

impl<'a> Ground<'a> {
    fn around(field: &'a Field<'a>, cells: &'a Cells, number: usize, mean: f64) -> Ground<'a> {
        let cells = &cells.all;
        let numbers = number.saturating_sub(1)..(number + 2).min(cells.len());
        let (space, least_mean) = (space_around(&cells[numbers.clone()]), mean / 2.0);
        let kernels = field.kernels_for(&space, least_mean);
        Ground { field, cells, numbers, kernels, least_mean }
    }

    fn has(&self, number: usize, mean: f64) -> bool {
        self.numbers.contains(&number) && mean >= self.least_mean
    }

    /// Golden-section search for the highest λ on one cell, its ends included, if it may be above the highest so far. A
    /// cell is no longer than half the bandwidth, so λ has one hill on it.
    fn search(&self, number: usize, mean: f64, best: Peak) -> Peak {
        let (field, cell) = (self.field, &self.cells[number]);
        let most = field.most_exponent(self.kernels.len(), mean);
        let hill = Hill { cell, kernels: self.kernels.strongest(&cell.space(), most) };
        let ends = higher(hill.at(0.0), hill.at(1.0));
        let best = higher(best, ends);
        // λ'' is nowhere below −λ/σ²: between the ends λ is at most the higher one over the cosine of L/2σ.
        let share = cell.length_km / field.bandwidth_km();
        if ends.value < best.value * (1.0 - share * share / 8.0) {
            return best;
        }
        let ratio = (5f64.sqrt() - 1.0) / 2.0;
        let (mut low, mut high) = (0.0, 1.0);
        let (mut left, mut right) = (hill.at(1.0 - ratio), hill.at(ratio));
        while (high - low) * cell.length_km > PEAK_STEP_KM {
            if left.value >= right.value {
                high = low + ratio * (high - low);
                right = left;
                left = hill.at(high - ratio * (high - low));
            } else {
                low = high - ratio * (high - low);
                left = right;
                right = hill.at(low + ratio * (high - low));
            }
        }
        higher(higher(best, left), right)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{line, snapshot};
    use super::super::{RouteOptions, intensity, route};
    use super::*;
    use crate::geo::LonLat;
    use crate::snapshot::Snapshot;
    use proptest::prelude::*;

    /// The peak found, and the highest of λ at many places of the route.
    fn peaks(snapshot: &Snapshot, path: &[(f64, f64)]) -> (Peak, f64) {
        let (line, options) = (line(path), RouteOptions::default());
        let peak = route(snapshot, &line, &options).unwrap().risk.unwrap().exposure.peak;
        let samples = path.windows(2).flat_map(|ends| {
            let [from, to] = [ends[0], ends[1]].map(|(lon, lat)| LonLat::new(lon, lat));
            (0..=200).map(move |i| from.lerp(to, f64::from(i) / 200.0))
        });
        let lambda = |at: LonLat| intensity(snapshot, &line, &options, at).unwrap();
        (peak, samples.map(lambda).fold(0.0, f64::max))
    }

    /// A bug once: the peak was sought only where the means of the cells are highest. Before an incident beyond the end of
    /// a route λ rises up to the end, and its mean there is far below that.
    #[test]
    fn the_peak_may_be_at_an_end_or_in_a_bend() {
        let beyond_the_end = snapshot(&[(-0.045, 0.0, 0, 0.0), (0.5, 0.0535, 0, 0.0)]);
        let (peak, highest) = peaks(&beyond_the_end, &[(0.0, 0.0), (1.0, 0.0)]);
        assert!(peak.km == 0.0 && peak.value >= highest * (1.0 - 1e-6), "{peak:?} {highest}");
        let in_the_bend =
            snapshot(&[(0.5, 0.545, 0, 0.0), (0.25, 0.3, 0, 0.0), (0.75, 0.3, 0, 0.0), (0.0, 0.05, 0, 0.0)]);
        let (peak, highest) = peaks(&in_the_bend, &[(-0.3, 0.0), (0.2, 0.0), (0.5, 0.5), (0.8, 0.0)]);
        assert!(peak.value >= highest * (1.0 - 1e-6), "{peak:?} {highest}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn the_peak_is_the_highest_of_the_route(
            lon in prop_oneof![-180.0..180.0f64, Just(180.0)], lat in -70.0..70.0f64,
            scatter in prop::collection::vec((-0.5..0.5f64, -0.5..0.5f64, prop_oneof![Just(0), 0..90i32], prop::sample::select(vec![0.0f32, 0.0, 0.0, 10.0])), 1..30),
            path in prop::collection::vec((-0.4..0.4f64, -0.4..0.4f64), 2..7),
        ) {
            let near = |x: f64, y: f64| (lon + x, lat + y);
            let incidents: Vec<_> = scatter.iter().map(|&(x, y, age, radius)| (near(x, y).0, near(x, y).1, age, radius)).collect();
            let path: Vec<_> = path.iter().map(|&(x, y)| near(x, y)).collect();
            let (peak, highest) = peaks(&snapshot(&incidents), &path);
            prop_assert!(peak.value >= highest * (1.0 - 1e-6), "{peak:?} {highest}");
        }
    }
}
