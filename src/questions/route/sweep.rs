//! The sweep of incidents against runs of cells that sums up the exposure.
//!
//! An incident adds to a run at most e^−x of what a new one on the spot would, x its age and the least distance together.
//! Pairs of an incident and a run are taken the strongest first, in rounds of ever greater x. What a round leaves is
//! bounded, until all of it together can add no more than a stated part of the sum.

use std::cell::RefCell;
use std::mem;
use std::ops::Range;

use wide::{bytemuck, f32x4, i32x4};

use super::Question;
use super::cells::{Cell, of_run};
use super::field::{Field, REACH};
use super::row_weights::{RowWeight, merged};
use crate::geo::Relation;
use crate::geo::{LocalConverter, SpaceBox, SplatPoint, min_lane, set_bits};
use crate::kernel::{Kernel, Leg, LegSums, Run, leg_values};
use crate::questions::scope::Scope;
use crate::trace::{CandidateRuns, Pyramid};

/// What is left out of a sum is at most this part of it.
const NEGLIGIBLE: f64 = 5e-7;
/// The first round ends so far above the least x that there can be: mostly there is no second one.
const FIRST_ROUND: f32 = 20.0;
/// How far x is raised at most by another.
const NEXT_ROUND: f32 = 8.0;

/// ∫λ ds over cells, each.
#[derive(Default)]
pub struct Integrals {
    /// Incidents per km per day.
    pub of_cell: Vec<f64>,
    /// What each incident adds to ∫λ dt over the hours of them all: rows, ascending.
    pub of_row: Vec<RowWeight>,
}

/// Of cells that follow one another, with the pyramid over them. `beside` is what others have together: what does not
/// matter beside that is left out.
pub fn integrals(
    question: &Question<'_>,
    field: &Field<'_>,
    (cells, pyramid): (&[Cell], &Pyramid),
    beside: f64,
) -> Integrals {
    let mut sweep = Sweep::new(question, field, cells, pyramid);
    let mut round = 0.0..field.least_age() as f32 + FIRST_ROUND;
    let mut of_row = Vec::new();
    loop {
        let left = sweep.add(&round);
        let of_round = mem::take(&mut sweep.of_row);
        of_row = if of_row.is_empty() { of_round } else { merged(&of_row, &of_round) };
        let negligible = sweep.negligible(beside);
        if left <= negligible {
            break;
        }
        let further = ((left / negligible).ln() as f32 + 1.0).min(NEXT_ROUND);
        round = round.end..round.end + further;
    }
    Integrals { of_cell: leg_values(&sweep.sums).take(cells.len()).collect(), of_row }
}

/// Cells follow one another, so each begins where the one before it ends.
fn run_of(cells: &[Cell]) -> Run {
    let leg = |cell: &Cell| Leg { to: cell.to.xyz, length_km: cell.length_km, weight: cell.hours_per_km };
    Run::new(cells[0].from.xyz, &cells.iter().map(leg).collect::<Vec<_>>())
}

struct Sweep<'a> {
    question: &'a Question<'a>,
    field: &'a Field<'a>,
    pyramid: &'a Pyramid,
    runs: Vec<Run>,
    /// Lengths of the runs, km, four at a time.
    lengths: Vec<f32x4>,
    sums: Vec<LegSums>,
    /// What each incident added to all sums in the last round: rows, ascending.
    of_row: Vec<RowWeight>,
}

impl<'a> Sweep<'a> {
    fn new(question: &'a Question<'a>, field: &'a Field<'a>, cells: &'a [Cell], pyramid: &'a Pyramid) -> Sweep<'a> {
        let runs: Vec<Run> = (0..pyramid.run_count()).map(|run| run_of(of_run(cells, pyramid, run))).collect();
        let length = |four: &[Run], lane: usize| four.get(lane).map_or(0.0, Run::length_km) as f32;
        let lengths = runs.chunks(4).map(|four| f32x4::new([0, 1, 2, 3].map(|lane| length(four, lane)))).collect();
        let sums = vec![LegSums::default(); runs.len()];
        Sweep { question, field, pyramid, runs, lengths, sums, of_row: Vec::new() }
    }

    /// Adds the pairs whose x is in the round. Returns a bound of what those beyond it would add.
    fn add(&mut self, round: &Range<f32>) -> f64 {
        let Scope { snapshot, uncertainty, .. } = self.question.scope;
        let (field, pyramid) = (self.field, self.pyramid);
        let (mut left, mut view) = (0.0, View::default());
        for (layer, radius_km) in snapshot.layers(uncertainty) {
            let widest = 0.5 / field.sigma_2(radius_km);
            let mut bell = field.bell(radius_km);
            let candidates = RefCell::new(CandidateRuns::new(pyramid, REACH / widest, layer.levels()));
            layer.visit(
                |node, level| Relation::mixed_if(candidates.borrow_mut().narrow(level, node.space())),
                |node, rows, _| {
                    view.look(pyramid, &self.lengths, candidates.borrow().groups(), node.space(), widest);
                    let converter = LocalConverter::new(snapshot.at(rows.start));
                    let mut beyond = 0.0;
                    for (row, age) in field.ages(rows) {
                        let least = age as f32 + view.nearest;
                        if least >= round.end {
                            beyond += view.all * at_most(f32x4::splat(age as f32)).to_array()[0];
                            continue;
                        }
                        bell = field.bell_of(row, bell);
                        let kernel = bell.kernel(age, converter.xyz(snapshot.at(row)));
                        let level = (age + bell.lower) as f32;
                        let added = self.add_kernel(&kernel, level, &view, round, &mut beyond);
                        if added > 0.0 {
                            self.of_row.push((row as u32, added));
                        }
                    }
                    left += f64::from(beyond);
                },
            );
        }
        left * field.peak()
    }

    /// Adds a kernel to the runs in view where x, at its centre the level, is in the round; returns what it adds to all of
    /// them. `beyond` gets a bound of what it would add to those beyond the round.
    fn add_kernel(&mut self, kernel: &Kernel, level: f32, view: &View, round: &Range<f32>, beyond: &mut f32) -> f64 {
        let at = SplatPoint::from(kernel.xyz);
        let age = kernel.age as f32;
        let new = at_most(f32x4::splat(age)).to_array()[0];
        let (level, sharpness) = (f32x4::splat(level), f32x4::splat(kernel.sharpness as f32));
        let (mut added, mut later_all) = (0.0, f32x4::splat(0.0));
        for seen in &view.groups {
            let least = age + seen.nearest;
            if least >= round.end {
                *beyond += seen.all * new;
                continue;
            }
            let group = seen.group as usize;
            let exponent = self.pyramid.run_boxes()[group].min_distances_2(&at) * sharpness;
            // Rounding must not put a pair into another round than its group.
            let x = (exponent + level).fast_max(f32x4::splat(least));
            let reached = exponent.simd_le(f32x4::splat(REACH as f32));
            let later = x.simd_ge(f32x4::splat(round.end));
            later_all += (at_most(x) * self.lengths[group]) & reached & later;
            let now = reached & x.simd_ge(f32x4::splat(round.start)) & !later;
            for lane in set_bits(now.to_bitmask()) {
                let run = 4 * group + lane as usize;
                added += self.runs[run].add(kernel, &mut self.sums[run]);
            }
        }
        *beyond += later_all.reduce_add();
        added
    }

    /// What may be left out of the sum of all and of what others have.
    fn negligible(&self, beside: f64) -> f64 {
        // What is negligible on a road driven at one speed must be so where all else is driven faster.
        let (most_hours, least_hours) = self.question.pace.extremes();
        NEGLIGIBLE * (least_hours / most_hours) * (beside + leg_values(&self.sums).sum::<f64>())
    }
}

/// The groups of runs near a box, as an incident of age 0 in the box sees them.
#[derive(Default)]
struct View {
    groups: Vec<SeenGroup>,
    /// The least exponent of all.
    nearest: f32,
    /// A bound of the sum of what all of them would get, over the field's peak.
    all: f32,
}

/// One group of runs in a view.
struct SeenGroup {
    group: u32,
    nearest: f32,
    all: f32,
}

impl View {
    fn look(&mut self, pyramid: &Pyramid, lengths: &[f32x4], groups: &[u32], space: &SpaceBox, widest: f64) {
        self.groups.clear();
        (self.nearest, self.all) = (f32::INFINITY, 0.0);
        for &group in groups {
            let exponent =
                pyramid.run_boxes()[group as usize].min_distances_2_to_box(space) * f32x4::splat(widest as f32);
            let nearest = min_lane(exponent);
            let all = (at_most(exponent) * lengths[group as usize]).reduce_add();
            self.groups.push(SeenGroup { group, nearest, all });
            self.nearest = self.nearest.min(nearest);
            self.all += all;
        }
    }
}

/// A bound of e^−x for x from 0 on, above it by less than a fifteenth. The bits of a float, read as a whole number, are its
/// binary logarithm at powers of two, and straight between them: so what is read from bits that are the logarithm itself lies on
/// chords of the power's curve, which is nowhere above them.
#[inline]
fn at_most(x: f32x4) -> f32x4 {
    /// The bits of a little more than 1: single precision rounds the logarithm.
    const ONE: f32 = (127 << 23) as f32 + 384.0;
    const PER_E: f32 = (1 << 23) as f32 * std::f32::consts::LOG2_E;
    /// From here on there are no bits left: e^−88 is too little for single precision. The quotient times [`PER_E`] is
    /// [`ONE`] again, to the last digit.
    const NOTHING: f32 = ONE / PER_E;
    let logarithm = f32x4::splat(ONE) - x.fast_min(f32x4::splat(NOTHING)) * f32x4::splat(PER_E);
    let bits: i32x4 = logarithm.fast_trunc_int();
    bytemuck::cast(bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::distance_km;
    use crate::geometry::parse;
    use crate::kernel::along_leg;
    use crate::load::{LoadOptions, Loader};
    use crate::questions::route::cells::Cells;
    use crate::questions::route::{RouteOptions, Speed};
    use crate::route_line::Route;
    use proptest::prelude::*;

    /// The definition: every incident on every cell by the closed form, with geodesics. LegSums over cells and over
    /// incidents.
    fn by_all_pairs(question: &Question<'_>, cells: &Cells) -> (Vec<f64>, Vec<f64>) {
        let Question { scope: Scope { snapshot, as_of, .. }, options, .. } = question;
        let half_life = options.half_life_days;
        let pair = |row: usize, cell: &Cell| {
            let age = f64::from(as_of - snapshot.day()[row]);
            let sigma = options.bandwidth_km.hypot(f64::from(snapshot.uncertainty_km()[row]) / 2.0);
            let from = distance_km(snapshot.at(row), cell.from.at);
            let to = distance_km(snapshot.at(row), cell.to.at);
            let length = cell.length_km;
            let projection = ((from - to) * (from + to) / length + length) / 2.0;
            let off = ((from - projection) * (from + projection)).max(0.0).sqrt();
            let rate = 2f64.ln() / half_life * (-age / half_life).exp2();
            if length > 0.0 { rate * along_leg(-projection, length - projection, off, sigma) } else { 0.0 }
        };
        let (mut of_cell, mut of_row) = (vec![0.0; cells.all.len()], vec![0.0; snapshot.len()]);
        for (sum, cell) in of_cell.iter_mut().zip(&cells.all) {
            for (row, row_sum) in of_row.iter_mut().enumerate() {
                let part = pair(row, cell);
                *sum += part;
                *row_sum += part * cell.hours_per_km;
            }
        }
        (of_cell, of_row)
    }

    #[test]
    fn the_bound_is_one_and_close() {
        for step in 0..8600 {
            let x = step as f32 / 100.0;
            let [bound, ..] = at_most(f32x4::splat(x)).to_array().map(f64::from);
            let share = bound / (-f64::from(x)).exp();
            assert!((1.0..1.0625).contains(&share), "{x}: {share}");
        }
        assert_eq!(at_most(f32x4::splat(f32::INFINITY)).to_array(), [0.0; 4]);
    }

    /// The bound once took every run for as long as the longest, and a second round followed where one leg is long.
    #[test]
    fn what_a_round_leaves_goes_by_the_length_of_each_run() {
        let number = |i: usize, of: usize| (i * 7919 % of) as f64 / of as f64;
        let csv: String = (0..20_000)
            .map(|i| {
                let (lon, lat) = (-8.0 + 8.0 * number(i, 19_997), 12.0 + 2.0 * number(i, 9_973));
                format!("{i},{},{lon:.5},{lat:.5}\n", crate::day::format(20_000 - (3650.0 * number(i, 4_999)) as i32))
            })
            .collect();
        let mut loader = Loader::new(LoadOptions::default()).unwrap();
        loader.push(format!("id,start,lon,lat\n{csv}").as_bytes()).unwrap();
        let snapshot = loader.finish().unwrap();
        let left = |corner: f64| {
            let corners = (0..1600).map(|i| {
                let lat = if i == 800 { corner } else { 13.0 };
                format!("[{},{lat}]", -8.0 + 0.005 * f64::from(i))
            });
            let corners: Vec<String> = corners.collect();
            let text = format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, corners.join(","));
            let route = Route::new(parse(&text).unwrap()).unwrap();
            let options = RouteOptions::default();
            let question = Question::new(&snapshot, &route, &options).unwrap();
            let (cells, field) = (Cells::new(&question), Field::new(&question));
            Sweep::new(&question, &field, &cells.all, &cells.pyramid).add(&(0.0..FIRST_ROUND))
        };
        let (short, long) = (left(13.0), left(13.4));
        assert!(short > 0.0 && long < 1.5 * short, "{short} {long}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        /// Recent and old, near and far, exact and uncertain: also where only old or far ones are.
        #[test]
        fn what_is_left_out_is_negligible(
            lon in -180.0..180.0f64, lat in -70.0..70.0f64, spread in prop::sample::select(vec![0.05, 0.5, 3.0]),
            off in prop::sample::select(vec![0.0, 0.3, 0.8]),
            scatter in prop::collection::vec((-1.0..1.0f64, -1.0..1.0f64, prop::sample::select(vec![0, 0, 0, 4, 25, 150]), 0..1500i32), 1..150),
            youngest in prop::sample::select(vec![0, 200, 900]), slow_from in 0.0..1.0f64,
        ) {
            let mut csv = String::from("id,start,lon,lat,uncertainty_km\n");
            for (number, (x, y, radius, age)) in scatter.iter().enumerate() {
                let (x, y) = ((lon + x * spread + 540.0).rem_euclid(360.0) - 180.0, lat + off + y * spread);
                csv.push_str(&format!("{number},{},{x:.7},{y:.7},{radius}\n", crate::day::format(20_000 - youngest - age)));
            }
            let options = LoadOptions { as_of: Some(20_000), ..LoadOptions::default() };
            let mut loader = Loader::new(options).unwrap();
            loader.push(csv.as_bytes()).unwrap();
            let snapshot = loader.finish().unwrap();
            let west = (lon - 0.4 + 540.0).rem_euclid(360.0) - 180.0;
            let text = format!(r#"{{"type":"LineString","coordinates":[[{west},{lat}],[{},{}],[{},{lat}]]}}"#, west + 0.3, lat + 0.1, west + 0.8);
            let route = Route::new(parse(&text).unwrap()).unwrap();
            let speeds = vec![Speed { from_km: route.length_km() * slow_from, kmh: 5.0 }];
            let options = RouteOptions { speeds, ..RouteOptions::default() };
            let question = Question::new(&snapshot, &route, &options).unwrap();
            let cells = Cells::new(&question);
            let found = integrals(&question, &Field::new(&question), (&cells.all, &cells.pyramid), 0.0);
            let Integrals { of_cell: found, of_row } = found;
            let (expected, rows) = by_all_pairs(&question, &cells);
            let (total, hours) = (expected.iter().sum::<f64>(), rows.iter().sum::<f64>());
            for (found, expected) in found.iter().zip(&expected) {
                // Kernels are cut at 7.5 σ, and their distances taken from chords.
                prop_assert!((found - expected).abs() <= 1e-6 * total + 1e-15, "{found} {expected} of {total}");
            }
            prop_assert!(of_row.is_sorted_by(|a, b| a.0 < b.0));
            let mut of_row = of_row.into_iter().peekable();
            for (row, expected) in rows.into_iter().enumerate() {
                let found = of_row.next_if(|(next, _)| *next == row as u32).map_or(0.0, |(_, part)| part);
                // An uncertain incident far away may be all there is: there the triangles of the definition are not plane.
                prop_assert!((found - expected).abs() <= 5e-6 * hours + 1e-15, "row {row}: {found} {expected} of {hours}");
            }
            prop_assert_eq!(of_row.next(), None);
        }
    }
}
