//! Exposure: the intensity λ of recent recorded incidents, integrated along the route, and where it is highest.

use std::mem;
use std::ops::Range;

use serde::Serialize;

use super::cells::{Cell, Cells, bounds_of};
use super::field::{Field, Kernels};
use super::fields::Fields;
use super::sweep::SweepSums;
use crate::geo::{GeoPoint, LonLat, Xyz, chord_km};
use crate::kernel::LONGEST_LEG_SIGMAS;
use crate::snapshot::Snapshot;

/// How many cells are searched for the peak at most, those with the highest bounds first. More of them may hold it only
/// where λ hardly changes along a long route, and there the others can hardly be higher.
const MAX_CANDIDATES: usize = 200;
/// How many cells are searched for the peak of a mixture.
const MIXTURE_CANDIDATES: usize = 5;
/// In this search, kernels are left out as if the mean of λ were so many times as high: all of them together are one part in ten
/// thousand of it.
const MIXTURE_SEARCH_SHARE: f64 = 400.0;
/// The peak is found to this distance along the route, km.
const PEAK_STEP_KM: f64 = 0.01;

/// Where λ is highest on the route, found to 10 m.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Peak {
    /// Position along the route, km from its start.
    pub km: f64,
    /// Longitude, degrees.
    pub lon: f64,
    /// Latitude, degrees.
    pub lat: f64,
    /// λ at this point, incidents per km² per day.
    pub value: f64,
}

/// λ integrated along a route.
pub struct RouteIntegrals {
    pub sums: SweepSums,
    /// ∫λ dt over the driven hours of the whole route.
    over_hours: f64,
    /// The part of ∫λ dt that no single incident adds: that of the uniform part of λ.
    uniform_over_hours: f64,
}

impl RouteIntegrals {
    pub fn new(sums: SweepSums, cells: &Cells) -> RouteIntegrals {
        let uniform = sums.uniform.iter().zip(&cells.all).map(|(integral, cell)| integral * cell.hours_per_km);
        let uniform_over_hours = uniform.sum();
        let over_hours =
            sums.cell_integrals.iter().zip(&cells.all).map(|(integral, cell)| integral * cell.hours_per_km);
        RouteIntegrals { over_hours: over_hours.sum(), uniform_over_hours, sums }
    }

    /// ∫λ dt over the driven hours of the whole route, with t in hours.
    pub fn over_hours(&self) -> f64 {
        self.over_hours
    }

    /// The part of ∫λ dt that no single incident adds: that of the uniform part of λ.
    pub fn uniform_over_hours(&self) -> f64 {
        self.uniform_over_hours
    }

    /// ∫λ ds over the whole route, incidents per km per day.
    pub fn total(&self) -> f64 {
        self.sums.cell_integrals.iter().sum()
    }

    /// Finds where λ is highest: bounds from the means of the cells say where to look, and a golden-section search
    /// looks there.
    pub fn find_peak(&self, field: &Field<'_>, cells: &Cells) -> Peak {
        let mean = |(integral, cell): (&f64, &Cell)| {
            if cell.length_km > 0.0 { integral / cell.length_km } else { 0.0 }
        };
        let means: Vec<f64> = self.sums.cell_integrals.iter().zip(&cells.all).map(mean).collect();
        let start = cells.all[0].from.at;
        let mut peak = Peak { km: 0.0, lon: start.lon, lat: start.lat, value: 0.0 };
        let first = index_of_highest(&means);
        if means[first] == 0.0 {
            return peak;
        }
        let mut area = SearchArea::around(field, cells, first, means[first]);
        peak = area.search(first, means[first], peak);
        let peak_bounds = PeakBounds::new(field, cells, peak.value);
        let mut bounds: Vec<f64> =
            means.iter().enumerate().map(|(number, &mean)| peak_bounds.of_cell(number, mean)).collect();
        bounds[first] = 0.0;
        for _ in 0..MAX_CANDIDATES {
            let next = index_of_highest(&bounds);
            if bounds[next] <= peak.value {
                break;
            }
            bounds[next] = 0.0;
            if !area.covers(next, means[next]) {
                area = SearchArea::around(field, cells, next, means[next]);
            }
            peak = area.search(next, means[next], peak);
        }
        peak
    }
}

impl RouteIntegrals {
    /// Finds where λ of a mixture is highest: on the cells with the highest means, which are no longer than half of the
    /// narrowest bandwidth.
    pub fn find_peak_of_mixture(&self, cells: &Cells, fields: &Fields<'_>, snapshot: &Snapshot) -> Peak {
        let per_km = |integrals: &[f64], number: usize| {
            let length_km = cells.all[number].length_km;
            if length_km > 0.0 { integrals[number] / length_km } else { 0.0 }
        };
        let mut means: Vec<f64> =
            (0..cells.all.len()).map(|number| per_km(&self.sums.cell_integrals, number)).collect();
        let start = cells.all[0].from.at;
        let mut peak = Peak { km: 0.0, lon: start.lon, lat: start.lat, value: 0.0 };
        for _ in 0..MIXTURE_CANDIDATES {
            let number = index_of_highest(&means);
            let (cell, mean) = (&cells.all[number], mem::take(&mut means[number]));
            if mean > 0.0 {
                let bounds = cell.bounds();
                let near = fields.iter().map(|(field, factor)| {
                    (field.relevant_kernels(&bounds, MIXTURE_SEARCH_SHARE * mean / factor), factor)
                });
                let (near, uniform): (Vec<(Kernels, f64)>, f64) = (near.collect(), per_km(&self.sums.uniform, number));
                peak = sample(cell, peak, &|xyz| {
                    uniform + near.iter().map(|(kernels, factor)| factor * kernels.intensity(xyz)).sum::<f64>()
                });
            }
        }
        if peak.value > 0.0 {
            peak.value = fields.intensity(snapshot, GeoPoint::new(LonLat::new(peak.lon, peak.lat)).xyz);
        }
        peak
    }
}

/// The index of the highest number above 0, or 0 without one.
fn index_of_highest(numbers: &[f64]) -> usize {
    let higher =
        |best: (usize, f64), (index, &number): (usize, &f64)| if number > best.1 { (index, number) } else { best };
    numbers.iter().enumerate().fold((0, 0.0), higher).0
}

/// How high λ may be on a cell, should the highest λ of the route be there.
///
/// With x the exponents of the kernels at a place, their ages included, and w their parts of λ, the sum Σ w x is at
/// most ln(n p/λ) for n kernels with a peak of at most p, because no divergence of w from e^−x is negative. The slope
/// of a kernel is at most √(2x)/σ times its value, so that of λ is at most g = √(2 ln(n p/λ))/σ times λ, by Jensen's
/// inequality. From where λ is highest it falls to both sides. Between the ends of a cell its slope is 0 there; at an
/// end the slope is at most what the turn of the route leaves, g times the difference of the two directions. Along the
/// cell λ is then at least e^(−gs − s²/2σ²) times its highest value, by the same inequality, and its mean at least
/// e^(−gL/2 − L²/6σ²) times that.
struct PeakBounds<'a> {
    cells: &'a [Cell],
    bandwidth_km: f64,
    /// gσ.
    max_slope: f64,
    /// Cells with a lower mean cannot hold the peak.
    min_mean: f64,
}

impl<'a> PeakBounds<'a> {
    /// Prepares the bounds. The highest λ of the route is at least `highest`.
    fn new(field: &Field<'_>, cells: &'a Cells, highest: f64) -> PeakBounds<'a> {
        let kernels = field.incident_count() as f64 * field.max_peak() / highest;
        let max_slope = (2.0 * kernels.ln().max(0.0)).sqrt();
        let bandwidth_km = field.bandwidth_km();
        let bounds = PeakBounds { cells: &cells.all, bandwidth_km, max_slope, min_mean: 0.0 };
        PeakBounds { min_mean: highest / bounds.peak_over_mean(1.0, LONGEST_LEG_SIGMAS * bandwidth_km), ..bounds }
    }

    /// The bound for a cell with a mean of λ; 0 where it cannot hold the peak.
    fn of_cell(&self, number: usize, mean: f64) -> f64 {
        if mean < self.min_mean {
            return 0.0;
        }
        let turn = self.turn(number).max(self.turn(number + 1));
        mean * self.peak_over_mean(turn, self.cells[number].length_km)
    }

    /// The most by which the highest λ of a cell can exceed its mean, as a factor.
    fn peak_over_mean(&self, turn: f64, length_km: f64) -> f64 {
        let share = length_km / self.bandwidth_km;
        (turn * self.max_slope * share / 2.0 + share * share / 6.0).exp()
    }

    /// The length of the difference of the directions, as unit vectors, before and after the beginning of a cell, at
    /// most 1. At an end of the route, where any slope is possible, it is 1.
    fn turn(&self, number: usize) -> f64 {
        if number == 0 || number == self.cells.len() {
            return 1.0;
        }
        let (before, after) = (self.cells[number - 1].direction(), self.cells[number].direction());
        chord_km(before, after).min(1.0)
    }
}

fn higher(best: Peak, other: Peak) -> Peak {
    if other.value > best.value { other } else { best }
}

/// A cell with the kernels that matter on it.
struct CellIntensity<'a> {
    cell: &'a Cell,
    kernels: Kernels,
}

impl CellIntensity<'_> {
    /// λ at a share of the cell, from 0 at its beginning to 1 at its end.
    #[inline(never)]
    fn at(&self, share: f64) -> Peak {
        place_on(self.cell, share, &|xyz| self.kernels.intensity(xyz))
    }
}

/// A cell and its two neighbours, with the kernels that matter there. Where λ is high on one cell, it mostly is on the
/// next, so these kernels serve for several searches.
struct SearchArea<'a> {
    field: &'a Field<'a>,
    cells: &'a [Cell],
    numbers: Range<usize>,
    kernels: Kernels,
    /// On a cell with a lower mean, other kernels may matter too.
    min_mean: f64,
}

impl<'a> SearchArea<'a> {
    fn around(field: &'a Field<'a>, cells: &'a Cells, number: usize, mean: f64) -> SearchArea<'a> {
        let cells = &cells.all;
        let numbers = number.saturating_sub(1)..(number + 2).min(cells.len());
        let (bounds, min_mean) = (bounds_of(&cells[numbers.clone()]), mean / 2.0);
        let kernels = field.relevant_kernels(&bounds, min_mean);
        SearchArea { field, cells, numbers, kernels, min_mean }
    }

    /// Whether the kernels of the area are those that matter on a cell with a mean of λ.
    fn covers(&self, number: usize, mean: f64) -> bool {
        self.numbers.contains(&number) && mean >= self.min_mean
    }

    /// Golden-section search for the highest λ on one cell, its ends included, if it may be above the highest so far. A
    /// cell is no longer than half the bandwidth, so λ has one maximum on it.
    fn search(&self, number: usize, mean: f64, best: Peak) -> Peak {
        let (field, cell) = (self.field, &self.cells[number]);
        let max_exponent = field.max_relevant_exponent(self.kernels.len(), mean);
        let intensity = CellIntensity { cell, kernels: self.kernels.strongest(&cell.bounds(), max_exponent) };
        let ends = higher(intensity.at(0.0), intensity.at(1.0));
        let best = higher(best, ends);
        // λ'' is nowhere below −λ/σ², so between the ends λ is at most the higher one divided by cos(L/2σ).
        let share = cell.length_km / field.bandwidth_km();
        if ends.value < best.value * (1.0 - share * share / 8.0) {
            return best;
        }
        climb(cell, best, &|xyz| intensity.kernels.intensity(xyz))
    }
}

/// A place on a cell, at a share of it from 0 at its beginning to 1 at its end, with λ there.
fn place_on(cell: &Cell, share: f64, intensity: &dyn Fn(Xyz) -> f64) -> Peak {
    let at = cell.from.at.lerp(cell.to.at, share);
    let value = intensity(GeoPoint::new(at).xyz);
    Peak { km: cell.start_km + share * cell.length_km, lon: at.lon, lat: at.lat, value }
}

/// The highest of five places on a cell, and of the top of the parabola through the highest one and its neighbours, if it is
/// above the highest so far.
fn sample(cell: &Cell, best: Peak, intensity: &dyn Fn(Xyz) -> f64) -> Peak {
    let at = |share: f64| place_on(cell, share, intensity);
    let places = [0.0, 0.25, 0.5, 0.75, 1.0].map(at);
    let highest = index_of_highest(&places.map(|place| place.value));
    let best = higher(best, places[highest]);
    if !(1..=3).contains(&highest) {
        return best;
    }
    let [before, top, after] = [highest - 1, highest, highest + 1].map(|place| places[place].value);
    let bend = 2.0 * top - before - after;
    let off = if bend > 0.0 { (after - before) / (2.0 * bend) } else { 0.0 };
    higher(best, at(0.25 * (highest as f64 + off)))
}

/// Golden-section search for the highest λ on a cell, its ends included, if it is above the highest so far.
fn climb(cell: &Cell, best: Peak, intensity: &dyn Fn(Xyz) -> f64) -> Peak {
    let at = |share: f64| place_on(cell, share, intensity);
    let best = higher(best, higher(at(0.0), at(1.0)));
    let ratio = (5f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (0.0, 1.0);
    let (mut left, mut right) = (at(1.0 - ratio), at(ratio));
    while (high - low) * cell.length_km > PEAK_STEP_KM {
        if left.value >= right.value {
            high = low + ratio * (high - low);
            right = left;
            left = at(high - ratio * (high - low));
        } else {
            low = high - ratio * (high - low);
            left = right;
            right = at(low + ratio * (high - low));
        }
    }
    higher(higher(best, left), right)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{line, snapshot};
    use super::super::{Question, RouteOptions, intensity, route, sweep};
    use super::*;
    use crate::intensity::kernels::FIXED;
    use proptest::prelude::*;

    /// The peak of the report, and the highest λ at many places of the route.
    fn peaks(snapshot: &Snapshot, path: &[(f64, f64)]) -> (Peak, f64) {
        let (line, options) = (line(path), RouteOptions::fixed());
        let peak = route(snapshot, &line, &options).unwrap().risk.unwrap().exposure.peak;
        let samples = path.windows(2).flat_map(|ends| {
            let [from, to] = [ends[0], ends[1]].map(|(lon, lat)| LonLat::new(lon, lat));
            (0..=200).map(move |i| from.lerp(to, f64::from(i) / 200.0))
        });
        let lambda = |at: LonLat| intensity(snapshot, &line, &options, at).unwrap();
        (peak, samples.map(lambda).fold(0.0, f64::max))
    }

    /// A bug once: the peak was sought only where the means of the cells are highest. Where an incident lies beyond the
    /// end of a route, λ rises up to the end, and the mean of the last cell is far below that.
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

    /// Few cells have to be searched, because on a straight road λ is hardly above its mean on a cell.
    #[test]
    fn a_bound_is_little_above_the_mean_but_where_the_road_turns_or_ends() {
        let snapshot = snapshot(&[(0.2, 0.03, 0, 0.0), (0.5, -0.02, 10, 0.0), (0.7, 0.01, 40, 10.0)]);
        let (line, options) = (line(&[(0.0, 0.0), (1.0, 0.0), (1.0, 0.3)]), RouteOptions::fixed());
        let question = Question::new(&snapshot, &line, &options).unwrap();
        let (field, cells) = (Field::new(&question, FIXED), Cells::new(&question, FIXED.bandwidth_km));
        let sums = sweep::integrate(&question, &field, (&cells.all, &cells.pyramid), 0.0);
        let integrals = RouteIntegrals::new(sums, &cells);
        let peak = integrals.find_peak(&field, &cells);
        let bounds = PeakBounds::new(&field, &cells, peak.value);
        let mut straight = 0;
        for (number, cell) in cells.all.iter().enumerate() {
            let mean = integrals.sums.cell_integrals[number] / cell.length_km;
            let bound = bounds.of_cell(number, mean);
            let is_peak = (cell.start_km..=cell.start_km + cell.length_km).contains(&peak.km);
            assert!(!is_peak || bound >= peak.value, "{number}: {bound} {peak:?}");
            let is_straight = number > 0 && cell.to.at.lon < 0.99;
            if bound > 0.0 && is_straight {
                straight += 1;
                assert!((mean..=1.05 * mean).contains(&bound), "{number}: {bound} {mean}");
            }
        }
        assert!(straight > 5, "{straight}");
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
