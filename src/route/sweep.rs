//! The sweep of incidents against runs of stretches that sums up the exposure.
//!
//! An incident adds to a run at most e^−x of what a new one on the spot would, x its age and the least distance together.
//! Pairs of an incident and a run are gathered with their x, and taken the strongest first, until all the others
//! together can add no more than a stated part of the sum.

use std::cell::RefCell;

use super::Question;
use super::field::{Field, REACH};
use super::stretches::{Stretch, Stretches};
use crate::area::Relation;
use crate::kernel::{Kernel, LEGS, Run};
use crate::measure::{Box3, Vicinity};
use crate::trace::{Approach, Pyramid};

/// What is left out of a sum is at most this part of it.
const NEGLIGIBLE: f64 = 5e-7;
/// By how much x is raised at a time.
const STEP: usize = 2;

/// ∫λ ds over each stretch, incidents per km per day.
pub fn integrals(question: &Question<'_>, field: &Field<'_>, stretches: &Stretches) -> Vec<f64> {
    let runs: Vec<Run> = stretches.all.chunks(LEGS).map(run_of).collect();
    let pairs = Pairs::gather(question, field, stretches);
    let mut sums = vec![[0.0; LEGS]; runs.len()];
    let mut total = 0.0;
    for (low, high, left) in pairs.strengths(runs.iter().map(Run::length_km).fold(0.0, f64::max)) {
        for pair in pairs.all.iter().filter(|pair| (low..high).contains(&pair.x)) {
            runs[pair.run as usize].add(&pairs.kernels[pair.kernel as usize], &mut sums[pair.run as usize]);
        }
        total = sums.iter().flatten().sum::<f64>().max(total);
        if left <= NEGLIGIBLE * total {
            break;
        }
    }
    sums.into_iter().flatten().take(stretches.all.len()).collect()
}

/// Stretches follow one another, so each begins where the one before it ends.
fn run_of(stretches: &[Stretch]) -> Run {
    let ends = stretches.iter().map(|stretch| (stretch.to.xyz, stretch.length_km));
    Run::new(stretches[0].from.xyz, ends)
}

/// An incident that reaches a run.
struct Pair {
    /// The exponent of the most that it can add, in units of a new incident of an exact place.
    x: f32,
    kernel: u32,
    run: u32,
}

struct Pairs {
    kernels: Vec<Kernel>,
    all: Vec<Pair>,
    /// Highest value of any kernel.
    peak: f64,
}

impl Pairs {
    /// All pairs that can matter. Were every incident of the snapshot weaker than these on every run, all together would
    /// add less than [`NEGLIGIBLE`] of what the strongest adds to one run.
    fn gather(question: &Question<'_>, field: &Field<'_>, stretches: &Stretches) -> Pairs {
        let Question { snapshot, options, .. } = question;
        let span = (snapshot.len() as f64 * stretches.all.len() as f64 / LEGS as f64 / NEGLIGIBLE).ln();
        let boxes = stretches.all.iter().map(|stretch| Box3::of(stretch.from.xyz, stretch.to.xyz)).collect();
        let pyramid = Pyramid::new(boxes);
        let mut pairs = Pairs { kernels: Vec::new(), all: Vec::new(), peak: field.peak() };
        // No more than this is the x of the strongest.
        let mut strongest = f64::INFINITY;
        for (layer, radius_km) in snapshot.layers(options.uncertainty) {
            let widest = 0.5 / field.sigma_2(radius_km);
            let approach = RefCell::new(Approach::new(&pyramid, REACH / widest, layer.levels()));
            layer.visit(
                |node, level| Relation::mixed_if(approach.borrow_mut().enter(level, node.space())),
                |node, rows, _| {
                    let approach = approach.borrow();
                    let runs = || approach.near().iter().map(|&run| (run, &pyramid.runs()[run as usize]));
                    let nearest = runs().map(|(_, run)| run.distance_2(node.space())).fold(f64::INFINITY, f64::min);
                    let vicinity = Vicinity::new(snapshot.at(rows.start));
                    for row in rows {
                        let matters = |age: &f64| age + nearest * widest <= strongest + span;
                        let Some(age) = field.age(row).filter(matters) else { continue };
                        let kernel = field.kernel(row, age, vicinity.xyz(snapshot.at(row)));
                        let (at, level) = (Box3::from(kernel.xyz), age + (pairs.peak / kernel.peak).ln());
                        let number = pairs.kernels.len() as u32;
                        for (run, space) in runs() {
                            let exponent = space.distance_2(&at) * kernel.sharpness;
                            if exponent <= REACH && level + exponent <= strongest + span {
                                pairs.all.push(Pair { x: (level + exponent) as f32, kernel: number, run });
                                if level + exponent < strongest {
                                    strongest = strongest.min(level + space.farthest_2(&at) * kernel.sharpness);
                                }
                            }
                        }
                        pairs.kernels.push(kernel);
                    }
                },
            );
        }
        pairs
    }

    /// Ranges of x in turn, each with the most that all pairs beyond it can add to runs of so much length.
    fn strengths(&self, longest_km: f64) -> impl Iterator<Item = (f32, f32, f64)> {
        let highest = self.all.iter().fold(0.0, |highest: f32, pair| highest.max(pair.x));
        let mut beyond = vec![0.0; highest as usize + 1];
        for pair in &self.all {
            beyond[pair.x as usize] += 1.0;
        }
        for (whole, most) in beyond.iter_mut().enumerate() {
            *most *= (-(whole as f64)).exp() * self.peak * longest_km;
        }
        for whole in (1..beyond.len()).rev() {
            beyond[whole - 1] += beyond[whole];
        }
        (0..beyond.len()).step_by(STEP).map(move |whole| {
            let left = beyond.get(whole + STEP).copied().unwrap_or(0.0);
            (whole as f32, (whole + STEP) as f32, left)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::parse;
    use crate::kernel::{LONGEST_LEG_SIGMAS, along_leg};
    use crate::line::Route;
    use crate::load::{LoadOptions, Loader};
    use crate::measure::distance_km;
    use crate::route::RouteOptions;
    use proptest::prelude::*;

    /// The definition: every incident on every stretch by the closed form, with geodesics.
    fn by_all_pairs(question: &Question<'_>, stretches: &Stretches) -> Vec<f64> {
        let Question { snapshot, options, as_of, .. } = question;
        let half_life = options.half_life_days;
        let of_stretch = |stretch: &Stretch| -> f64 {
            (0..snapshot.len())
                .map(|row| {
                    let age = f64::from(as_of - snapshot.day()[row]);
                    let sigma = options.bandwidth_km.hypot(f64::from(snapshot.uncertainty_km()[row]) / 2.0);
                    let from = distance_km(snapshot.at(row), stretch.from.at);
                    let to = distance_km(snapshot.at(row), stretch.to.at);
                    let length = stretch.length_km;
                    let foot = ((from - to) * (from + to) / length + length) / 2.0;
                    let off = ((from - foot) * (from + foot)).max(0.0).sqrt();
                    let rate = 2f64.ln() / half_life * (-age / half_life).exp2();
                    if length > 0.0 { rate * along_leg(-foot, length - foot, off, sigma) } else { 0.0 }
                })
                .sum()
        };
        stretches.all.iter().map(of_stretch).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        /// Recent and old, near and far, exact and uncertain: also where only old or far ones are.
        #[test]
        fn what_is_left_out_is_negligible(
            lon in -180.0..180.0f64, lat in -70.0..70.0f64, spread in prop::sample::select(vec![0.05, 0.5, 3.0]),
            off in prop::sample::select(vec![0.0, 0.3, 0.8]),
            scatter in prop::collection::vec((-1.0..1.0f64, -1.0..1.0f64, prop::sample::select(vec![0, 0, 0, 4, 25, 150]), 0..1500i32), 1..150),
            youngest in prop::sample::select(vec![0, 200, 900]),
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
            let options = RouteOptions::default();
            let question = Question::new(&snapshot, &route, &options).unwrap();
            let stretches = Stretches::new(&route, 5.0, options.bandwidth_km * LONGEST_LEG_SIGMAS);
            let found = integrals(&question, &Field::new(&question), &stretches);
            let expected = by_all_pairs(&question, &stretches);
            let total: f64 = expected.iter().sum();
            for (found, expected) in found.iter().zip(&expected) {
                // Kernels are cut at 7.5 σ, and their distances taken from chords.
                prop_assert!((found - expected).abs() <= 1e-6 * total + 1e-15, "{found} {expected} of {total}");
            }
        }
    }
}
