//! Kernel exposure: the intensity of recent recorded incidents integrated along the route, and where it is highest.

use std::cell::{Cell, RefCell};

use serde::Serialize;

use super::Question;
use super::field::{Field, REACH};
use super::stretches::{Stretch, Stretches};
use crate::area::Relation;
use crate::kernel::{LEGS, Run};
use crate::measure::{Box3, Place, Vicinity};
use crate::trace::{Approach, Pyramid};

/// The peak is sought on the stretches with the highest means. On a stretch of half the bandwidth the mean is within
/// 1 % of its highest value, so one that is lower by more cannot hold it.
const PEAK_CANDIDATE: f64 = 0.98;
const MOST_CANDIDATES: usize = 24;
/// The peak is found to this distance along the route.
const PEAK_STEP_KM: f64 = 0.01;
/// The logarithm of 2 million: what is left out of a sum is at most one part of so many.
const NEGLIGIBLE: f64 = 14.5;

/// Where λ is highest on the route.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Peak {
    pub km: f64,
    pub lon: f64,
    pub lat: f64,
    /// λ there, incidents per km² per day.
    pub value: f64,
}

/// ∫λ ds over each stretch of a route, incidents per km per day.
pub struct LineIntegrals {
    of_stretch: Vec<f64>,
}

impl LineIntegrals {
    /// A sweep of the incidents against runs of stretches.
    ///
    /// An incident adds e^−x of a new one on the spot, x its age and its distance together. All that are left out have
    /// an x so much above that of the strongest that, were all incidents of the snapshot among them, they would add
    /// less than 5e-7 of it.
    pub fn new(question: &Question<'_>, field: &Field<'_>, stretches: &Stretches) -> LineIntegrals {
        let Question { snapshot, options, .. } = question;
        let span = NEGLIGIBLE + (snapshot.len() as f64).ln();
        let strongest = Cell::new(f64::INFINITY);
        let runs: Vec<Run> = stretches.all.chunks(LEGS).map(run_of).collect();
        let pyramid =
            Pyramid::new(stretches.all.iter().map(|stretch| Box3::of(stretch.from.xyz, stretch.to.xyz)).collect());
        let mut sums = vec![[0.0; LEGS]; runs.len()];
        for (layer, radius_km) in snapshot.layers(options.uncertainty) {
            let widest = 0.5 / field.sigma_2(radius_km);
            let approach = RefCell::new(Approach::new(&pyramid, REACH / widest, layer.levels()));
            layer.visit(
                |node, level| Relation::mixed_if(approach.borrow_mut().enter(level, node.space())),
                |node, rows, _| {
                    let approach = approach.borrow();
                    let (near, boxes) = (approach.near(), pyramid.runs());
                    let space = node.space();
                    let nearest =
                        near.iter().map(|&run| boxes[run as usize].distance_2(&space)).fold(f64::INFINITY, f64::min);
                    let least = nearest * widest;
                    let vicinity = Vicinity::new(snapshot.at(rows.start));
                    for row in rows {
                        let Some(age) = field.age(row).filter(|age| age + least <= strongest.get() + span) else {
                            continue;
                        };
                        let kernel = field.kernel(row, age, vicinity.xyz(snapshot.at(row)));
                        let at = Box3::from(kernel.xyz);
                        for &run in near {
                            let exponent = boxes[run as usize].distance_2(&at) * kernel.sharpness;
                            if exponent <= REACH && exponent + age <= strongest.get() + span {
                                let found = runs[run as usize].add(&kernel, &mut sums[run as usize]);
                                strongest.set(strongest.get().min(found));
                            }
                        }
                    }
                },
            );
        }
        let of_stretch = sums.into_iter().flatten().take(stretches.all.len()).collect();
        LineIntegrals { of_stretch }
    }

    pub fn total(&self) -> f64 {
        self.of_stretch.iter().sum()
    }

    pub fn of(&self, stretch: usize) -> f64 {
        self.of_stretch[stretch]
    }

    /// The highest λ: the means of the stretches say where to look, a golden-section search finds it there.
    pub fn peak(&self, field: &Field<'_>, stretches: &Stretches) -> Peak {
        let mean = |(integral, stretch): (&f64, &Stretch)| {
            if stretch.length_km > 0.0 { integral / stretch.length_km } else { 0.0 }
        };
        let mut means: Vec<f64> = self.of_stretch.iter().zip(&stretches.all).map(mean).collect();
        let highest = means.iter().copied().fold(0.0, f64::max);
        let start = stretches.all[0].from.at;
        let mut peak = Peak { km: 0.0, lon: start.lon, lat: start.lat, value: 0.0 };
        for _ in 0..MOST_CANDIDATES {
            let Some(next) = (0..means.len()).max_by(|&a, &b| means[a].total_cmp(&means[b])) else { break };
            if means[next] < PEAK_CANDIDATE * highest || means[next] == 0.0 {
                break;
            }
            let mean = std::mem::take(&mut means[next]);
            peak = higher(peak, search(field, &stretches.all[next], mean));
        }
        peak
    }
}

/// Stretches follow one another, so each begins where the one before it ends.
fn run_of(stretches: &[Stretch]) -> Run {
    let ends = stretches.iter().map(|stretch| (stretch.to.xyz, stretch.length_km));
    Run::new(stretches[0].from.xyz, ends)
}

fn higher(best: Peak, one: Peak) -> Peak {
    if one.value > best.value { one } else { best }
}

/// Golden-section search for the highest λ on one stretch, its ends included. A stretch is no longer than half the
/// bandwidth, so λ has one hill on it. Kernels are left out that together cannot add a relevant part to its mean.
fn search(field: &Field<'_>, stretch: &Stretch, mean: f64) -> Peak {
    let most = NEGLIGIBLE + (field.highest_sum() / mean).ln();
    let kernels = field.kernels_in(&Box3::of(stretch.from.xyz, stretch.to.xyz), most);
    let peak_at = |share: f64| {
        let at = stretch.from.at.lerp(stretch.to.at, share);
        let value = kernels.at(Place::new(at).xyz);
        Peak { km: stretch.start_km + share * stretch.length_km, lon: at.lon, lat: at.lat, value }
    };
    let ratio = (5f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (0.0, 1.0);
    let (mut left, mut right) = (peak_at(1.0 - ratio), peak_at(ratio));
    while (high - low) * stretch.length_km > PEAK_STEP_KM {
        if left.value >= right.value {
            high = low + ratio * (high - low);
            right = left;
            left = peak_at(high - ratio * (high - low));
        } else {
            low = high - ratio * (high - low);
            left = right;
            right = peak_at(low + ratio * (high - low));
        }
    }
    [peak_at(1.0), left, right].into_iter().fold(peak_at(0.0), higher)
}
