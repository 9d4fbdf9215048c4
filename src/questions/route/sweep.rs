//! Integrates λ along cells: incidents swept against runs of eight cells.
//!
//! A pair of an incident and a run has an exponent x, the incident's age plus the least distance between the two. The
//! incident adds to the run at most e^−x of what a new incident on the run would add. Pairs are taken in rounds of
//! increasing x. What lies beyond a round is bounded, and the sweep ends as soon as all of it together can add no more
//! than a stated part of the integral.

use std::cell::RefCell;
use std::mem;
use std::ops::Range;

use wide::{bytemuck, f32x4, i32x4};

use super::Question;
use super::cells::{Cell, cells_in_run};
use super::field::{Field, REACH_EXPONENT};
use super::row_weights::{RowWeight, merge_weights};
use crate::geo::Relation;
use crate::geo::{LocalConverter, SpaceBox, SplatPoint, min_lane, set_bits};
use crate::kernel::{Kernel, Leg, LegSums, Run, leg_values};
use crate::questions::scope::Scope;
use crate::trace::{CandidateRuns, Pyramid};

/// The part of the integral that may be left out. It is a bound: where many incidents are near, a sixth of it is left out.
const NEGLIGIBLE_SHARE: f64 = 1e-4;
/// How far the first round reaches above the least possible x. There is seldom a second round.
const FIRST_ROUND: f32 = 15.0;
/// The most by which each further round raises x.
const MAX_NEXT_ROUND: f32 = 8.0;
/// More rounds than there can be: no x is above 100, the sum of the greatest age, the reach and the drop of a peak.
const MAX_ROUNDS: usize = 100;

/// Integrals of λ along cells.
#[derive(Default)]
pub struct SweepSums {
    /// ∫λ ds over each cell, incidents per km per day.
    pub cell_integrals: Vec<f64>,
    /// What each incident adds to ∫λ dt over the hours of all cells. Rows are ascending.
    pub row_weights: Vec<RowWeight>,
    /// The part of the integral over each cell that no incident adds; empty where there is none.
    pub uniform: Vec<f64>,
}

/// Integrates λ along cells that follow one another; `pyramid` is the pyramid over them. What is left out is negligible
/// beside their integral and `known_integral` together, the latter being that of the other cells of the route.
pub fn integrate(
    question: &Question<'_>,
    field: &Field<'_>,
    (cells, pyramid): (&[Cell], &Pyramid),
    known_integral: f64,
) -> SweepSums {
    let mut sweep = Sweep::new(question, field, cells, pyramid);
    let mut round = 0.0..field.min_age() as f32 + FIRST_ROUND;
    let mut row_weights = Vec::new();
    for _ in 0..MAX_ROUNDS {
        let left_out = sweep.add_round(&round);
        let added = mem::take(&mut sweep.row_weights);
        row_weights = if row_weights.is_empty() { added } else { merge_weights(&row_weights, &added) };
        let negligible = sweep.negligible_integral(known_integral);
        if left_out <= negligible {
            break;
        }
        let further = ((left_out / negligible).ln() as f32 + 1.0).min(MAX_NEXT_ROUND);
        round = round.end..round.end + further;
    }
    SweepSums { cell_integrals: leg_values(&sweep.sums).take(cells.len()).collect(), row_weights, uniform: Vec::new() }
}

/// Makes a run of cells, each of which begins where the one before it ends.
fn build_run(cells: &[Cell]) -> Run {
    let leg = |cell: &Cell| Leg { to: cell.to.xyz, length_km: cell.length_km, weight: cell.hours_per_km };
    Run::new(cells[0].from.xyz, &cells.iter().map(leg).collect::<Vec<_>>())
}

struct Sweep<'a> {
    question: &'a Question<'a>,
    field: &'a Field<'a>,
    pyramid: &'a Pyramid,
    runs: Vec<Run>,
    /// Lengths of the runs, km, four at a time.
    run_lengths: Vec<f32x4>,
    sums: Vec<LegSums>,
    /// What each incident added to the sum over all cells in the last round. Rows are ascending.
    row_weights: Vec<RowWeight>,
}

impl<'a> Sweep<'a> {
    fn new(question: &'a Question<'a>, field: &'a Field<'a>, cells: &'a [Cell], pyramid: &'a Pyramid) -> Sweep<'a> {
        let runs: Vec<Run> = (0..pyramid.run_count()).map(|run| build_run(cells_in_run(cells, pyramid, run))).collect();
        let length = |four: &[Run], lane: usize| four.get(lane).map_or(0.0, Run::length_km) as f32;
        let run_lengths = runs.chunks(4).map(|four| f32x4::new([0, 1, 2, 3].map(|lane| length(four, lane)))).collect();
        let sums = vec![LegSums::default(); runs.len()];
        Sweep { question, field, pyramid, runs, run_lengths, sums, row_weights: Vec::new() }
    }

    /// Adds the pairs whose x lies in the round. Returns an upper bound of what the pairs beyond the round would add.
    fn add_round(&mut self, round: &Range<f32>) -> f64 {
        let Scope { snapshot, uncertainty, .. } = self.question.scope;
        let (field, pyramid) = (self.field, self.pyramid);
        let (mut left_out, mut near_runs) = (0.0, NearRuns::default());
        for (layer, radius_km) in snapshot.layers(uncertainty) {
            let min_sharpness = 0.5 / field.variance_km2(radius_km);
            let mut shape = field.shape(radius_km);
            let candidates = RefCell::new(CandidateRuns::new(pyramid, REACH_EXPONENT / min_sharpness, layer.levels()));
            layer.visit(
                |node, level| Relation::mixed_if(candidates.borrow_mut().narrow(level, node.space())),
                |node, rows, _| {
                    near_runs.update(
                        pyramid,
                        &self.run_lengths,
                        candidates.borrow().groups(),
                        node.space(),
                        min_sharpness,
                    );
                    let converter = LocalConverter::new(snapshot.at(rows.start));
                    let mut beyond = 0.0;
                    for (row, age) in field.ages(rows) {
                        let least = age as f32 + near_runs.least_exponent;
                        if least >= round.end {
                            beyond += near_runs.bound * bound_exp_neg(f32x4::splat(age as f32)).to_array()[0];
                            continue;
                        }
                        shape = field.shape_of_row(row, shape);
                        let kernel = shape.kernel(age, converter.xyz(snapshot.at(row)));
                        let centre = (age + shape.peak_drop) as f32;
                        let added = self.add_kernel(&kernel, centre, &near_runs, round, &mut beyond);
                        if added > 0.0 {
                            self.row_weights.push((row as u32, added));
                        }
                    }
                    left_out += f64::from(beyond);
                },
            );
        }
        left_out * field.max_peak()
    }

    /// Adds a kernel to the near runs for which x lies in the round. `centre` is x at the centre of the kernel. Returns
    /// what the kernel adds to the sum over all cells. `beyond` grows by an upper bound of what it would add to the
    /// runs beyond the round.
    fn add_kernel(
        &mut self,
        kernel: &Kernel,
        centre: f32,
        near_runs: &NearRuns,
        round: &Range<f32>,
        beyond: &mut f32,
    ) -> f64 {
        let at = SplatPoint::from(kernel.xyz);
        let age = kernel.age as f32;
        let weight = bound_exp_neg(f32x4::splat(age)).to_array()[0];
        let (centre, sharpness) = (f32x4::splat(centre), f32x4::splat(kernel.sharpness as f32));
        let (mut added, mut all_later) = (0.0, f32x4::splat(0.0));
        for near in &near_runs.fours {
            let least = age + near.least_exponent;
            if least >= round.end {
                *beyond += near.bound * weight;
                continue;
            }
            let four = near.four as usize;
            let exponent = self.pyramid.run_boxes()[four].min_distances_2(&at) * sharpness;
            // Rounding must not put a pair into an earlier round than that of its four, which would have missed it.
            let x = (exponent + centre).fast_max(f32x4::splat(least));
            let reached = exponent.simd_le(f32x4::splat(REACH_EXPONENT as f32));
            let later = x.simd_ge(f32x4::splat(round.end));
            all_later += (bound_exp_neg(x) * self.run_lengths[four]) & reached & later;
            let now = reached & x.simd_ge(f32x4::splat(round.start)) & !later;
            for lane in set_bits(now.to_bitmask()) {
                let run = 4 * four + lane as usize;
                added += self.runs[run].add(kernel, &mut self.sums[run]);
            }
        }
        *beyond += all_later.reduce_add();
        added
    }

    /// How much may be left out, of the integral of these cells and `known_integral` together.
    fn negligible_integral(&self, known_integral: f64) -> f64 {
        // The same sums are weighted by hours: what is left out where the convoy is slow must be negligible even if all
        // else is driven fast.
        let (max_hours, min_hours) = self.question.pace.extremes();
        NEGLIGIBLE_SHARE * (min_hours / max_hours) * (known_integral + leg_values(&self.sums).sum::<f64>())
    }
}

/// The runs near a block of incidents, in groups of four, with bounds for an incident of age 0 anywhere in the block.
#[derive(Default)]
struct NearRuns {
    fours: Vec<NearFour>,
    /// The least exponent of a distance to any of the runs.
    least_exponent: f32,
    /// An upper bound of what all of the runs together would get, divided by the highest peak of a kernel.
    bound: f32,
}

/// One group of four runs, with the same bounds as in [`NearRuns`].
struct NearFour {
    four: u32,
    least_exponent: f32,
    bound: f32,
}

impl NearRuns {
    /// Sets the bounds for another block. `near` are the groups of four runs that may be reached from it, `bounds` is
    /// its box, and `min_sharpness` is the least 1/2σ² in its layer.
    fn update(
        &mut self,
        pyramid: &Pyramid,
        run_lengths: &[f32x4],
        near: &[u32],
        bounds: &SpaceBox,
        min_sharpness: f64,
    ) {
        self.fours.clear();
        (self.least_exponent, self.bound) = (f32::INFINITY, 0.0);
        for &four in near {
            let distances_2 = pyramid.run_boxes()[four as usize].min_distances_2_to_box(bounds);
            let exponent = distances_2 * f32x4::splat(min_sharpness as f32);
            let least_exponent = min_lane(exponent);
            let bound = (bound_exp_neg(exponent) * run_lengths[four as usize]).reduce_add();
            self.fours.push(NearFour { four, least_exponent, bound });
            self.least_exponent = self.least_exponent.min(least_exponent);
            self.bound += bound;
        }
    }
}

/// An upper bound of e^−x for x ≥ 0, above it by less than a fifteenth.
///
/// The bits of a float, read as a whole number, are its binary logarithm: exact at powers of two, and linear between
/// them. So a float whose bits are a logarithm lies on a chord of the exponential curve, and a chord is nowhere below a
/// convex curve.
#[inline]
fn bound_exp_neg(x: f32x4) -> f32x4 {
    /// The bits of a little more than 1, because the logarithm is rounded to single precision.
    const ONE: f32 = (127 << 23) as f32 + 384.0;
    const PER_E: f32 = (1 << 23) as f32 * std::f32::consts::LOG2_E;
    /// From here on no bits are left: e^−88 is too small for single precision. The quotient times [`PER_E`] is [`ONE`]
    /// again, to the last digit.
    const ZERO_FROM: f32 = ONE / PER_E;
    let logarithm = f32x4::splat(ONE) - x.fast_min(f32x4::splat(ZERO_FROM)) * f32x4::splat(PER_E);
    let bits: i32x4 = logarithm.fast_trunc_int();
    bytemuck::cast(bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::distance_km;
    use crate::geometry::parse;
    use crate::intensity::kernels::FIXED;
    use crate::kernel::along_leg;
    use crate::load::{LoadOptions, Loader};
    use crate::questions::route::cells::Cells;
    use crate::questions::route::{RouteOptions, Speed};
    use crate::route_line::Route;
    use proptest::prelude::*;

    /// The definition: every incident on every cell by the closed form, with geodesics. Returns the sum of each cell
    /// and of each incident.
    fn by_all_pairs(question: &Question<'_>, cells: &Cells) -> (Vec<f64>, Vec<f64>) {
        let Question { scope: Scope { snapshot, as_of, .. }, options, .. } = question;
        let half_life = options.half_life_days.unwrap_or(30.0);
        let pair = |row: usize, cell: &Cell| {
            let age = f64::from(as_of - snapshot.day()[row]);
            let sigma = options.bandwidth_km.unwrap_or(5.0).hypot(f64::from(snapshot.uncertainty_km()[row]) / 2.0);
            let from = distance_km(snapshot.at(row), cell.from.at);
            let to = distance_km(snapshot.at(row), cell.to.at);
            let length = cell.length_km;
            let foot = ((from - to) * (from + to) / length + length) / 2.0;
            let off = ((from - foot) * (from + foot)).max(0.0).sqrt();
            let rate = 2f64.ln() / half_life * (-age / half_life).exp2();
            if length > 0.0 { rate * along_leg(-foot, length - foot, off, sigma) } else { 0.0 }
        };
        let (mut cell_sums, mut row_sums) = (vec![0.0; cells.all.len()], vec![0.0; snapshot.len()]);
        for (sum, cell) in cell_sums.iter_mut().zip(&cells.all) {
            for (row, row_sum) in row_sums.iter_mut().enumerate() {
                let part = pair(row, cell);
                *sum += part;
                *row_sum += part * cell.hours_per_km;
            }
        }
        (cell_sums, row_sums)
    }

    #[test]
    fn the_bound_is_above_the_exponential_and_close() {
        for step in 0..8600 {
            let x = step as f32 / 100.0;
            let [bound, ..] = bound_exp_neg(f32x4::splat(x)).to_array().map(f64::from);
            let share = bound / (-f64::from(x)).exp();
            assert!((1.0..1.0625).contains(&share), "{x}: {share}");
        }
        assert_eq!(bound_exp_neg(f32x4::splat(f32::INFINITY)).to_array(), [0.0; 4]);
    }

    /// A bug once: the bound took every run to be as long as the longest, so one long leg caused a second round.
    #[test]
    fn what_a_round_leaves_out_is_bounded_by_the_length_of_each_run() {
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
        let left_out = |corner: f64| {
            let corners = (0..1600).map(|i| {
                let lat = if i == 800 { corner } else { 13.0 };
                format!("[{},{lat}]", -8.0 + 0.005 * f64::from(i))
            });
            let corners: Vec<String> = corners.collect();
            let text = format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, corners.join(","));
            let route = Route::new(parse(&text).unwrap()).unwrap();
            let options = RouteOptions::default();
            let question = Question::new(&snapshot, &route, &options).unwrap();
            let (cells, field) = (Cells::new(&question, FIXED.bandwidth_km), Field::new(&question, FIXED));
            Sweep::new(&question, &field, &cells.all, &cells.pyramid).add_round(&(0.0..FIRST_ROUND))
        };
        let (short, long) = (left_out(13.0), left_out(13.4));
        assert!(short > 0.0 && long < 1.5 * short, "{short} {long}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        /// Recent and old, near and far, exact and uncertain incidents, and cases that have only old or far ones.
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
            let cells = Cells::new(&question, FIXED.bandwidth_km);
            let found = integrate(&question, &Field::new(&question, FIXED), (&cells.all, &cells.pyramid), 0.0);
            let SweepSums { cell_integrals, row_weights, .. } = found;
            let (expected, rows) = by_all_pairs(&question, &cells);
            let (total, hours) = (expected.iter().sum::<f64>(), rows.iter().sum::<f64>());
            for (found, expected) in cell_integrals.iter().zip(&expected) {
                // What is left out is bounded, and distances are taken from chords.
                prop_assert!((found - expected).abs() <= NEGLIGIBLE_SHARE * total + 1e-15, "{found} {expected} of {total}");
            }
            prop_assert!(row_weights.is_sorted_by(|a, b| a.0 < b.0));
            let mut row_weights = row_weights.into_iter().peekable();
            for (row, expected) in rows.into_iter().enumerate() {
                let found = row_weights.next_if(|(next, _)| *next == row as u32).map_or(0.0, |(_, part)| part);
                // An uncertain incident far away may be all there is: there the triangles of the definition are not
                // plane.
                prop_assert!((found - expected).abs() <= (NEGLIGIBLE_SHARE + 5e-6) * hours + 1e-15, "row {row}: {found} {expected} of {hours}");
            }
            prop_assert_eq!(row_weights.next(), None);
        }
    }
}
