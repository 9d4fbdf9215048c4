//! Kernel exposure: the intensity of recent recorded incidents integrated along the route, and where it is highest.

use serde::Serialize;

use super::field::{Field, Kernels};
use super::rows::Part;
use super::stretches::{Stretch, Stretches};
use super::{Question, sweep};
use crate::measure::{Box3, Place};

/// The peak is sought on the stretches with the highest means. On a stretch of half the bandwidth the mean is within
/// 1 % of its highest value, so one that is lower by more cannot hold it.
const PEAK_CANDIDATE: f64 = 0.98;
const MOST_CANDIDATES: usize = 24;
/// The peak is found to this distance along the route.
const PEAK_STEP_KM: f64 = 0.01;
/// The logarithm of 4 million: what is left out of a sum is at most one part of so many, twice.
const NEGLIGIBLE: f64 = 15.2;

/// Where λ is highest on the route.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Peak {
    pub km: f64,
    pub lon: f64,
    pub lat: f64,
    /// λ there, incidents per km² per day.
    pub value: f64,
}

/// λ integrated over each stretch of a route: ∫λ ds, incidents per km per day.
pub struct LineIntegrals {
    of_stretch: Vec<f64>,
    /// ∫λ dt over the driven hours of the whole route, and what each incident adds to it: rows, ascending.
    over_hours: f64,
    pub of_row: Vec<Part>,
}

impl LineIntegrals {
    pub fn new(question: &Question<'_>, field: &Field<'_>, stretches: &Stretches) -> LineIntegrals {
        let (of_stretch, of_row) = sweep::integrals(question, field, stretches);
        let hours = of_stretch.iter().zip(&stretches.all).map(|(integral, stretch)| integral * stretch.hours_per_km);
        LineIntegrals { over_hours: hours.sum(), of_stretch, of_row }
    }

    pub fn over_hours(&self) -> f64 {
        self.over_hours
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

fn higher(best: Peak, one: Peak) -> Peak {
    if one.value > best.value { one } else { best }
}

/// A stretch and the kernels that matter on it.
struct Hill<'a> {
    stretch: &'a Stretch,
    kernels: Kernels,
}

impl Hill<'_> {
    #[inline(never)]
    fn at(&self, share: f64) -> Peak {
        let stretch = self.stretch;
        let at = stretch.from.at.lerp(stretch.to.at, share);
        let value = self.kernels.at(Place::new(at).xyz);
        Peak { km: stretch.start_km + share * stretch.length_km, lon: at.lon, lat: at.lat, value }
    }
}

/// Golden-section search for the highest λ on one stretch, its ends included. A stretch is no longer than half the
/// bandwidth, so λ has one hill on it. Kernels are left out that together cannot add a relevant part to its mean.
fn search(field: &Field<'_>, stretch: &Stretch, mean: f64) -> Peak {
    let space = Box3::of(stretch.from.xyz, stretch.to.xyz);
    let most = |kernels: usize| NEGLIGIBLE + (kernels as f64 * field.peak() / mean).ln();
    // First for as many as there are incidents, then for as many as may matter.
    let kernels = field.kernels_in(&space, most(field.incidents()));
    let hill = Hill { stretch, kernels: kernels.strongest(&space, most(kernels.len())) };
    let ratio = (5f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (0.0, 1.0);
    let (mut left, mut right) = (hill.at(1.0 - ratio), hill.at(ratio));
    while (high - low) * stretch.length_km > PEAK_STEP_KM {
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
    [hill.at(1.0), left, right].into_iter().fold(hill.at(0.0), higher)
}
