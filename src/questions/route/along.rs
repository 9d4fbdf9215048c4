//! The encounter expectation along many lines, such as the roads of a network: what the route report of each would say.
//!
//! Lines that are near each other share the search for incidents. Incidents at one place count as one kernel with the sum of their
//! weights, and kernels that together add a negligible part to every line of a block are left out.

use std::f64::consts::PI;
use std::ops::Range;

use super::RouteOptions;
use super::field::{Field, REACH_EXPONENT};
use super::fields::Fields;
use crate::error::Result;
use crate::geo::{GeoPoint, HilbertCurve, LonLat, SpaceBox, Xyz};
use crate::kernel::{Kernel, LEGS, LONGEST_LEG_SIGMAS, Leg, LegSums, Run, leg_values};
use crate::order;
use crate::questions::forecast::Intensity;
use crate::questions::limits::{check_length, refuse};
use crate::snapshot::Snapshot;
use crate::trace::{Tolerance, Trace};

/// What may be left out of the integral along each line, as a share of it.
const NEGLIGIBLE_SHARE: f64 = 5e-5;
/// Lines in one block, and the box that they share, km. The kernels of a region are searched for once, for all of its blocks.
const BLOCK_LINES: usize = 64;
const BLOCK_KM: f64 = 8.0;
const REGION_KM: f64 = 60.0;

/// The encounter expectation of driving each of many lines, in as many hours as are given for each, at an even speed; the same as that of
/// the route report of the line, to 2e-4 of it. `line_of` writes the line of a number.
///
/// # Errors
/// `BadOption` for an option out of its range, for stops and speeds, which belong to one route, and for hours that are not a number from 0
/// on, with the name as field. `TooLarge` for a line that is too long to measure.
pub fn expected_along(
    snapshot: &Snapshot,
    hours: &[f64],
    line_of: &mut dyn FnMut(usize, &mut Vec<LonLat>),
    options: &RouteOptions,
) -> Result<Vec<f64>> {
    let scope = options.check_against(snapshot)?;
    check_length("stops", options.stops.len(), 0)?;
    check_length("speeds", options.speeds.len(), 0)?;
    if let Some(number) = hours.iter().position(|hours| !(hours.is_finite() && *hours >= 0.0)) {
        let field = format!("hours.{number}");
        return refuse(&field, format!("{field} is {}; a number from 0 on is accepted.", hours[number]));
    }
    let fitted = match options.chosen_intensity() {
        Intensity::Fitted => Fields::fitted(&scope),
        Intensity::Fixed => None,
    };
    let fields = fitted.unwrap_or_else(|| Fields::one(Field::on(&scope, options.fixed_kernel(), scope.as_of)));
    let longest_km =
        LONGEST_LEG_SIGMAS * fields.iter().map(|(field, _)| field.bandwidth_km()).fold(f64::INFINITY, f64::min);
    let per_hour = PI * options.encounter_km.powi(2) / 24.0;
    let mut expected = vec![0.0; hours.len()];
    let mut line = Vec::new();
    let order = along_curve(hours.len(), line_of);
    let mut region = Region { fields: &fields, blocks: Vec::new(), bounds: SpaceBox::EMPTY };
    let mut block = Block::default();
    for &number in &order {
        line_of(number as usize, &mut line);
        let cut = CutLine::new(&line, [longest_km, options.segment_km], &fields, snapshot)?;
        if !block.has_room_for(&cut) {
            region.add(std::mem::take(&mut block), &mut expected);
        }
        block.add(number, cut);
    }
    region.add(block, &mut expected);
    region.finish(&mut expected);
    // Up to here, each number is the mean of λ along its line. Its hours make it the expectation.
    expected.iter_mut().zip(hours).for_each(|(mean, hours)| *mean *= per_hour * hours);
    Ok(expected)
}

/// The numbers of the lines in an order in which lines that follow one another are near.
fn along_curve(count: usize, line_of: &mut dyn FnMut(usize, &mut Vec<LonLat>)) -> Vec<u32> {
    let (curve, mut line) = (HilbertCurve::new(), Vec::new());
    let mut order: Vec<(u32, u32)> = Vec::with_capacity(count);
    for number in 0..count {
        line_of(number, &mut line);
        let middle = line.get(line.len() / 2).copied().unwrap_or_default();
        order.push((curve.position_wrapped(middle), number as u32));
    }
    order.sort_unstable();
    order.into_iter().map(|(_, number)| number).collect()
}

/// A line in runs of legs that are short enough for every kernel.
struct CutLine {
    runs: Vec<(Run, SpaceBox)>,
    bounds: SpaceBox,
    length_km: f64,
    /// The integral of the uniform part along it.
    uniform: f64,
}

impl CutLine {
    fn new(
        line: &[LonLat],
        [longest_km, segment_km]: [f64; 2],
        fields: &Fields<'_>,
        snapshot: &Snapshot,
    ) -> Result<CutLine> {
        let trace = Trace::new([line], Tolerance::INTEGRAL)?;
        let mut legs: Vec<(Xyz, Leg)> = Vec::new();
        let mut starts = Vec::new();
        for piece in trace.pieces() {
            let end_km = piece.start_km + piece.length_km;
            let (mut from, mut from_km) = (piece.from.xyz, piece.start_km);
            loop {
                // Legs end where the cells of a route do, so that it is asked at the same places whether the record reaches as far.
                let segment_end_km = ((from_km / segment_km).floor() + 1.0) * segment_km;
                let to_km = end_km.min(segment_end_km).min(from_km + longest_km);
                let is_last = to_km >= end_km;
                let to = match is_last {
                    true => piece.to.xyz,
                    false => {
                        let share = (to_km - piece.start_km) / piece.length_km;
                        GeoPoint::new(piece.from.at.lerp(piece.to.at, share)).xyz
                    }
                };
                starts.push((from, from_km, to_km - from_km));
                legs.push((from, Leg { to, length_km: to_km - from_km, weight: 1.0 }));
                if is_last {
                    break;
                }
                from_km = to_km.max(from_km.next_up());
                from = to;
            }
        }
        let uniform = fields.integrate_uniform(snapshot, starts.into_iter()).into_iter().sum();
        let length_km = trace.pieces().iter().map(|piece| piece.length_km).sum();
        let (mut runs, mut bounds) = (Vec::new(), SpaceBox::EMPTY);
        while !legs.is_empty() {
            let rest = legs.split_off(legs.len().min(LEGS));
            let boxes: Vec<SpaceBox> = legs.iter().map(|(from, leg)| SpaceBox::around_points(*from, leg.to)).collect();
            let around = SpaceBox::union(&boxes);
            bounds = SpaceBox::union([&bounds, &around]);
            let from = legs[0].0;
            let own: Vec<Leg> = legs.into_iter().map(|(_, leg)| leg).collect();
            runs.push((Run::new(from, &own), around));
            legs = rest;
        }
        Ok(CutLine { runs, bounds, length_km, uniform })
    }
}

/// Lines that are near each other.
struct Block {
    lines: Vec<(u32, CutLine)>,
    bounds: SpaceBox,
}

impl Default for Block {
    fn default() -> Block {
        Block { lines: Vec::new(), bounds: SpaceBox::EMPTY }
    }
}

impl Block {
    fn has_room_for(&self, line: &CutLine) -> bool {
        let all = SpaceBox::union([&self.bounds, &line.bounds]);
        self.lines.is_empty() || (self.lines.len() < BLOCK_LINES && diameter_km(&all) <= BLOCK_KM)
    }

    fn add(&mut self, number: u32, line: CutLine) {
        self.bounds = SpaceBox::union([&self.bounds, &line.bounds]);
        self.lines.push((number, line));
    }

    /// Sets the mean of λ along each line, by the kernels of each field, each with its factor.
    fn integrate(&self, kernels: &[(f64, Vec<Kernel>)], expected: &mut [f64]) {
        let near = relevant(kernels, &self.bounds);
        for (number, line) in &self.lines {
            let mut integral = line.uniform;
            for (run, bounds) in &line.runs {
                let mut sums = LegSums::default();
                for kernel in &near {
                    if kernel.min_exponent(bounds) <= REACH_EXPONENT {
                        run.add(kernel, &mut sums);
                    }
                }
                integral += leg_values(&[sums]).sum::<f64>();
            }
            expected[*number as usize] = if line.length_km > 0.0 { integral / line.length_km } else { 0.0 };
        }
    }
}

/// The kernels that reach a box, with their factors in their peaks, but for those that together are a negligible part of λ anywhere in it.
fn relevant(kernels: &[(f64, Vec<Kernel>)], bounds: &SpaceBox) -> Vec<Kernel> {
    let mut near: Vec<(f64, Kernel)> = Vec::new();
    let mut least = 0.0;
    for (factor, kernels) in kernels {
        for kernel in kernels {
            let exponent = kernel.min_exponent(bounds);
            if exponent <= REACH_EXPONENT {
                let kernel = Kernel { peak: factor * kernel.peak, ..*kernel };
                let farthest = bounds.max_distance_2(&kernel.xyz.into()) * kernel.sharpness;
                // A kernel is cut where its reach ends.
                if farthest <= REACH_EXPONENT {
                    least += kernel.peak * (-farthest).exp();
                }
                near.push((kernel.peak * (-exponent).exp(), kernel));
            }
        }
    }
    order::sort_by(&mut near, |a, b| a.0.total_cmp(&b.0));
    let mut left_out = 0.0;
    let negligible = near.iter().take_while(|(most, _)| {
        left_out += most;
        left_out <= NEGLIGIBLE_SHARE * least
    });
    let first: Range<usize> = negligible.count()..near.len();
    near[first].iter().map(|(_, kernel)| *kernel).collect()
}

/// Blocks that are near each other, for which kernels are searched for once.
struct Region<'a> {
    fields: &'a Fields<'a>,
    blocks: Vec<Block>,
    bounds: SpaceBox,
}

impl Region<'_> {
    fn add(&mut self, block: Block, expected: &mut [f64]) {
        let all = SpaceBox::union([&self.bounds, &block.bounds]);
        if !self.blocks.is_empty() && diameter_km(&all) > REGION_KM {
            self.finish(expected);
        }
        self.bounds = SpaceBox::union([&self.bounds, &block.bounds]);
        self.blocks.push(block);
    }

    fn finish(&mut self, expected: &mut [f64]) {
        let blocks = std::mem::take(&mut self.blocks);
        if blocks.iter().all(|block| block.lines.is_empty()) {
            return;
        }
        let kernels: Vec<(f64, Vec<Kernel>)> =
            self.fields.iter().map(|(field, factor)| (factor, merged(field, &self.bounds))).collect();
        self.bounds = SpaceBox::EMPTY;
        blocks.iter().for_each(|block| block.integrate(&kernels, expected));
    }
}

/// The kernels that reach a box, those at one place and of one width as one, whose weight is in its peak.
fn merged(field: &Field<'_>, bounds: &SpaceBox) -> Vec<Kernel> {
    let near = field.kernels_near(bounds, f64::INFINITY);
    let mut kernels: Vec<Kernel> =
        near.iter().map(|kernel| Kernel { peak: kernel.peak * (-kernel.age).exp(), age: 0.0, ..*kernel }).collect();
    let key = |kernel: &Kernel| (kernel.xyz.map(f64::to_bits), kernel.sharpness.to_bits());
    crate::order::sort_by(&mut kernels, |a, b| key(a).cmp(&key(b)));
    kernels.dedup_by(|next, kept| {
        let is_same = key(next) == key(kept);
        if is_same {
            kept.peak += next.peak;
        }
        is_same
    });
    kernels
}

fn diameter_km(bounds: &SpaceBox) -> f64 {
    let [low, high] = bounds.corners();
    crate::geo::chord_km(low, high)
}

#[cfg(test)]
mod tests {
    use super::super::samples::snapshot;
    use super::super::{RouteDetail, route};
    use super::*;
    use crate::route_line::Route;
    use proptest::prelude::*;

    /// What the route report of each line says.
    fn by_reports(snapshot: &Snapshot, lines: &[Vec<LonLat>], kmh: f64, options: &RouteOptions) -> Vec<(f64, f64)> {
        let options = RouteOptions { speed_kmh: kmh, detail: RouteDetail::Exposure, ..options.clone() };
        let report = |line: &Vec<LonLat>| {
            let report = route(snapshot, &Route::from_vertices(line.clone()).unwrap(), &options).unwrap();
            (report.hours, report.risk.unwrap().encounter.expected)
        };
        lines.iter().map(report).collect()
    }

    fn along(snapshot: &Snapshot, lines: &[Vec<LonLat>], hours: &[f64], options: &RouteOptions) -> Vec<f64> {
        expected_along(snapshot, hours, &mut |number, line| line.clone_from(&lines[number]), options).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn every_line_has_the_expectation_of_its_route_report(
            lon in prop_oneof![-180.0..180.0f64, Just(180.0)], lat in -60.0..60.0f64, is_fixed: bool,
            scatter in prop::collection::vec((-1.0..1.0f64, -1.0..1.0f64, 0..400i32, prop::sample::select(vec![0.0f32, 0.0, 0.0, 10.0, 25.0])), 1..60),
            paths in prop::collection::vec(prop::collection::vec((-1.0..1.0f64, -1.0..1.0f64), 2..5), 1..12),
            short in prop::collection::vec((-0.9..0.9f64, -0.9..0.9f64, 0.001..0.03f64), 0..30), kmh in 5.0..90.0f64,
        ) {
            let near = |x: f64, y: f64| LonLat::new((lon + x + 540.0).rem_euclid(360.0) - 180.0, lat + y);
            // Every incident twice, as records come in piles.
            let incidents: Vec<_> = scatter.iter().chain(&scatter).map(|&(x, y, age, radius)| (near(x, y).lon, near(x, y).lat, age, radius)).collect();
            let snapshot = snapshot(&incidents);
            let mut lines: Vec<Vec<LonLat>> = paths.iter().map(|path| path.iter().map(|&(x, y)| near(x, y)).collect()).collect();
            lines.extend(short.iter().map(|&(x, y, step)| vec![near(x, y), near(x + step, y), near(x + step, y + step)]));
            let options = if is_fixed { RouteOptions::fixed() } else { RouteOptions::default() };
            let reports = by_reports(&snapshot, &lines, kmh, &options);
            let hours: Vec<f64> = reports.iter().map(|(hours, _)| *hours).collect();
            // Lines go on over the antimeridian as those of a network do.
            let drawn: Vec<Vec<LonLat>> = lines.iter().map(|line| Route::from_vertices(line.clone()).unwrap().vertices().to_vec()).collect();
            for (found, (hours, expected)) in along(&snapshot, &drawn, &hours, &options).into_iter().zip(&reports) {
                // Where next to nothing is recorded, the report leaves out what is cut at the reach of a kernel.
                prop_assert!((found - expected).abs() <= 2e-4 * expected + 1e-13 * hours, "{found} {expected}");
            }
        }
    }

    #[test]
    fn what_belongs_to_one_route_is_refused() {
        let snapshot = snapshot(&[(0.0, 0.0, 1, 0.0)]);
        let ask = |hours: f64, options: RouteOptions| {
            let mut line_of =
                |_: usize, line: &mut Vec<LonLat>| *line = vec![LonLat::new(0.0, 0.0), LonLat::new(0.1, 0.0)];
            expected_along(&snapshot, &[hours], &mut line_of, &options).unwrap_err().at.field
        };
        assert_eq!(ask(-1.0, RouteOptions::default()).as_deref(), Some("hours.0"));
        let stops = vec![super::super::Stop { km: 0.0, hours: 1.0 }];
        assert_eq!(ask(1.0, RouteOptions { stops, ..RouteOptions::default() }).as_deref(), Some("stops"));
    }

    #[test]
    fn no_lines_and_lines_far_away_cost_nothing() {
        let snapshot = snapshot(&[(0.0, 0.0, 1, 0.0)]);
        assert!(along(&snapshot, &[], &[], &RouteOptions::default()).is_empty());
        let far = vec![vec![LonLat::new(40.0, 40.0), LonLat::new(40.1, 40.0)]];
        assert_eq!(along(&snapshot, &far, &[1.0], &RouteOptions::default()), [0.0]);
    }
}
