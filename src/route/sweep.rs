//! The sweep of incidents against runs of stretches that sums up the exposure.
//!
//! An incident adds to a run at most e^−x of what a new one on the spot would, x its age and the least distance together.
//! Pairs of an incident and a run are taken the strongest first, in rounds of ever greater x. What a round leaves is
//! counted by x, until all of it together can add no more than a stated part of the sum.

use std::cell::RefCell;
use std::ops::Range;

use super::Question;
use super::field::{Field, REACH};
use super::rows::{Part, by_row};
use super::stretches::{Stretch, Stretches};
use crate::area::Relation;
use crate::kernel::{LEGS, Leg, Run};
use crate::measure::{Box3, Vicinity};
use crate::trace::Approach;

/// What is left out of a sum is at most this part of it.
const NEGLIGIBLE: f64 = 5e-7;
/// The first round ends so far above the least x that there can be: mostly there is no second one.
const FIRST_ROUND: f64 = 21.0;
/// How far x is raised at most by another.
const NEXT_ROUND: f64 = 8.0;
/// Greater ones are counted as this one; all are below it but of discs as large as the earth.
const GREATEST: usize = 127;

/// ∫λ ds over each stretch, incidents per km per day, and what each incident adds to ∫λ dt over the hours of the whole route:
/// rows, ascending.
pub fn integrals(question: &Question<'_>, field: &Field<'_>, stretches: &Stretches) -> (Vec<f64>, Vec<Part>) {
    let runs = (0..stretches.pyramid.runs().len() as u32).map(|run| run_of(stretches.of_run(run))).collect();
    let mut sweep = Sweep { question, field, stretches, runs, sums: Vec::new(), of_row: Vec::new() };
    sweep.sums.resize(sweep.runs.len(), [0.0; LEGS]);
    let mut round = 0.0..field.least_age() + FIRST_ROUND;
    let mut rounds = 0;
    loop {
        let left = sweep.add(&round);
        rounds += 1;
        let enough = sweep.enough(&left);
        if enough as f64 <= round.end {
            break;
        }
        round = round.end..(enough as f64).min(round.end + NEXT_ROUND);
    }
    let of_row = if rounds > 1 { by_row(&sweep.of_row) } else { sweep.of_row };
    (sweep.sums.into_iter().flatten().take(stretches.all.len()).collect(), of_row)
}

/// Stretches follow one another, so each begins where the one before it ends.
fn run_of(stretches: &[Stretch]) -> Run {
    let ends = stretches.iter().map(|stretch| Leg {
        to: stretch.to.xyz,
        length_km: stretch.length_km,
        weight: stretch.hours_per_km,
    });
    Run::new(stretches[0].from.xyz, ends)
}

/// How many pairs there may be, by the whole part of their x.
type Tally = [f64; GREATEST + 1];

struct Sweep<'a> {
    question: &'a Question<'a>,
    field: &'a Field<'a>,
    stretches: &'a Stretches,
    runs: Vec<Run>,
    sums: Vec<[f64; LEGS]>,
    /// What each incident added to all sums, in the order of the rounds and, in each, of rows.
    of_row: Vec<Part>,
}

impl Sweep<'_> {
    /// Adds the pairs whose x is in the round, and counts those beyond it.
    fn add(&mut self, round: &Range<f64>) -> Tally {
        let Question { snapshot, options, .. } = self.question;
        let (field, pyramid) = (self.field, &self.stretches.pyramid);
        let mut left = [0.0; GREATEST + 1];
        let mut leave = |x: f64, pairs: usize| left[(x as usize).min(GREATEST)] += pairs as f64;
        for (layer, radius_km) in snapshot.layers(options.uncertainty) {
            let widest = 0.5 / field.sigma_2(radius_km);
            let approach = RefCell::new(Approach::new(pyramid, REACH / widest, layer.levels()));
            layer.visit(
                |node, level| Relation::mixed_if(approach.borrow_mut().enter(level, node.space())),
                |node, rows, _| {
                    let approach = approach.borrow();
                    let near = approach.near();
                    let distances_2 = near.iter().map(|&run| pyramid.runs()[run as usize].distance_2(node.space()));
                    let nearest = distances_2.fold(f64::INFINITY, f64::min) * widest;
                    let vicinity = Vicinity::new(snapshot.at(rows.start));
                    for row in rows {
                        let Some(age) = field.age(row) else { continue };
                        let least = age + nearest;
                        if least >= round.end {
                            leave(least, near.len());
                            continue;
                        }
                        let kernel = field.kernel(row, age, vicinity.xyz(snapshot.at(row)));
                        let (at, level) = (Box3::from(kernel.xyz), age + (field.peak() / kernel.peak).ln());
                        let mut added = 0.0;
                        for &run in near {
                            let exponent = pyramid.runs()[run as usize].distance_2(&at) * kernel.sharpness;
                            // Rounding must not put a pair into another round than its incident.
                            let x = (level + exponent).max(least);
                            if exponent > REACH || x < round.start {
                                continue;
                            }
                            if x < round.end {
                                added += self.runs[run as usize].add(&kernel, &mut self.sums[run as usize]);
                            } else {
                                leave(x, 1);
                            }
                        }
                        if added > 0.0 {
                            self.of_row.push((row as u32, added));
                        }
                    }
                },
            );
        }
        left
    }

    /// The least whole x that all pairs left beyond it are negligible together.
    fn enough(&self, left: &Tally) -> usize {
        let longest_km = self.runs.iter().map(Run::length_km).fold(0.0, f64::max);
        // What is negligible on a road driven at one speed must be so where all else is driven faster.
        let (most_hours, least_hours) = self.question.pace.extremes();
        let negligible = NEGLIGIBLE * (least_hours / most_hours) * self.sums.iter().flatten().sum::<f64>();
        let mut most = 0.0;
        for x in (0..=GREATEST).rev() {
            most += left[x] * (-(x as f64)).exp() * self.field.peak() * longest_km;
            if most > negligible {
                return x + 1;
            }
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::parse;
    use crate::kernel::along_leg;
    use crate::line::Route;
    use crate::load::{LoadOptions, Loader};
    use crate::measure::distance_km;
    use crate::route::{RouteOptions, Speed};
    use proptest::prelude::*;

    /// The definition: every incident on every stretch by the closed form, with geodesics. Sums over stretches and over
    /// incidents.
    fn by_all_pairs(question: &Question<'_>, stretches: &Stretches) -> (Vec<f64>, Vec<f64>) {
        let Question { snapshot, options, as_of, .. } = question;
        let half_life = options.half_life_days;
        let pair = |row: usize, stretch: &Stretch| {
            let age = f64::from(as_of - snapshot.day()[row]);
            let sigma = options.bandwidth_km.hypot(f64::from(snapshot.uncertainty_km()[row]) / 2.0);
            let from = distance_km(snapshot.at(row), stretch.from.at);
            let to = distance_km(snapshot.at(row), stretch.to.at);
            let length = stretch.length_km;
            let foot = ((from - to) * (from + to) / length + length) / 2.0;
            let off = ((from - foot) * (from + foot)).max(0.0).sqrt();
            let rate = 2f64.ln() / half_life * (-age / half_life).exp2();
            if length > 0.0 { rate * along_leg(-foot, length - foot, off, sigma) } else { 0.0 }
        };
        let (mut of_stretch, mut of_row) = (vec![0.0; stretches.all.len()], vec![0.0; snapshot.len()]);
        for (sum, stretch) in of_stretch.iter_mut().zip(&stretches.all) {
            for (row, row_sum) in of_row.iter_mut().enumerate() {
                let part = pair(row, stretch);
                *sum += part;
                *row_sum += part * stretch.hours_per_km;
            }
        }
        (of_stretch, of_row)
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
            let options = LoadOptions { as_of: Some(crate::day::format(20_000)), ..LoadOptions::default() };
            let mut loader = Loader::new(options).unwrap();
            loader.push(csv.as_bytes()).unwrap();
            let snapshot = loader.finish().unwrap();
            let west = (lon - 0.4 + 540.0).rem_euclid(360.0) - 180.0;
            let text = format!(r#"{{"type":"LineString","coordinates":[[{west},{lat}],[{},{}],[{},{lat}]]}}"#, west + 0.3, lat + 0.1, west + 0.8);
            let route = Route::new(parse(&text).unwrap()).unwrap();
            let speeds = vec![Speed { from_km: route.length_km() * slow_from, kmh: 5.0 }];
            let options = RouteOptions { speeds, ..RouteOptions::default() };
            let question = Question::new(&snapshot, &route, &options).unwrap();
            let stretches = Stretches::new(&question);
            let (found, of_row) = integrals(&question, &Field::new(&question), &stretches);
            let (expected, rows) = by_all_pairs(&question, &stretches);
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
