//! Kernel exposure: the intensity of recent recorded incidents, at a place and integrated along the route.

use serde::Serialize;

use super::Question;
use super::stretches::{Stretch, Stretches};
use crate::area::Relation;
use crate::kernel;
use crate::line::Route;
use crate::measure::{Place, arc_of_chord, chord_km};

/// An incident this many half-lives old weighs 1e-18 of a new one and is left out.
const OLDEST_HALF_LIVES: f64 = 60.0;
/// The peak is sought on the stretches with the highest means. On a stretch of half the bandwidth the mean is within
/// 1 % of its highest value, so one that is lower by more cannot hold it.
const PEAK_CANDIDATE: f64 = 0.98;
const MOST_CANDIDATES: usize = 24;
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

/// One incident's kernel.
struct Source {
    place: Place,
    /// (ln 2/H)·2^(−age/H), per day.
    rate: f64,
    sigma_km: f64,
}

/// All kernels that reach the route: of incidents up to data-as-of.
pub struct Field {
    sources: Vec<Source>,
}

impl Field {
    pub fn new(question: &Question<'_>) -> Field {
        let Question { snapshot, route, options, as_of, .. } = question;
        let half_life = options.half_life_days;
        let sigma = |radius_km: f64| options.bandwidth_km.hypot(radius_km / 2.0);
        let mut field = Field { sources: Vec::new() };
        for (layer, reach_km) in snapshot.layers(options.uncertainty) {
            let reach = sigma(reach_km) * kernel::REACH_SIGMAS;
            layer.visit(
                |node, _| Relation::mixed_if(route.trace().may_reach(&node.space(), reach)),
                |_, rows, _| {
                    for row in rows.filter(|&row| question.wants(row)) {
                        let age = f64::from(as_of - snapshot.day()[row]);
                        if (0.0..=OLDEST_HALF_LIVES * half_life).contains(&age) {
                            let rate = std::f64::consts::LN_2 / half_life * (-age / half_life).exp2();
                            let sigma_km = sigma(snapshot.radius_km(row, options.uncertainty));
                            field.sources.push(Source { place: snapshot.place(row), rate, sigma_km });
                        }
                    }
                },
            );
        }
        field
    }

    /// λ at a place on the route, incidents per km² per day.
    pub fn intensity(&self, place: &Place) -> f64 {
        let density =
            |source: &Source| kernel::density(arc_of_chord(chord_km(source.place.xyz, place.xyz)), source.sigma_km);
        // The sum of nothing is −0; 0 is meant.
        0.0 + self.sources.iter().map(|source| source.rate * density(source)).sum::<f64>()
    }
}

/// ∫λ ds over each stretch of a route, incidents per km per day.
pub struct LineIntegrals {
    of_stretch: Vec<f64>,
}

impl LineIntegrals {
    pub fn new(field: &Field, route: &Route, stretches: &Stretches) -> LineIntegrals {
        let mut of_stretch = vec![0.0; stretches.all.len()];
        for source in &field.sources {
            let reach = source.sigma_km * kernel::REACH_SIGMAS;
            route.trace().pieces_within(&source.place, reach, |piece| {
                for (number, stretch) in stretches.of_piece(piece) {
                    of_stretch[number] += source.along(stretch);
                }
            });
        }
        LineIntegrals { of_stretch }
    }

    pub fn total(&self) -> f64 {
        self.of_stretch.iter().sum()
    }

    pub fn of(&self, stretch: usize) -> f64 {
        self.of_stretch[stretch]
    }

    /// The highest λ: the means of the stretches say where to look, a golden-section search finds it there.
    pub fn peak(&self, field: &Field, stretches: &Stretches) -> Peak {
        let mean = |(integral, stretch): (&f64, &Stretch)| {
            if stretch.length_km > 0.0 { integral / stretch.length_km } else { 0.0 }
        };
        let mut means: Vec<f64> = self.of_stretch.iter().zip(&stretches.all).map(mean).collect();
        let highest = means.iter().copied().fold(0.0, f64::max);
        let mut peak = peak_at(field, &stretches.all[0], 0.0);
        for _ in 0..MOST_CANDIDATES {
            let Some(next) = (0..means.len()).max_by(|&a, &b| means[a].total_cmp(&means[b])) else { break };
            if means[next] < PEAK_CANDIDATE * highest || means[next] == 0.0 {
                break;
            }
            means[next] = 0.0;
            peak = higher(peak, search(field, &stretches.all[next]));
        }
        peak
    }
}

fn higher(best: Peak, one: Peak) -> Peak {
    if one.value > best.value { one } else { best }
}

impl Source {
    fn along(&self, stretch: &Stretch) -> f64 {
        let from_end = arc_of_chord(chord_km(self.place.xyz, stretch.from.xyz));
        let to_end = arc_of_chord(chord_km(self.place.xyz, stretch.to.xyz));
        self.rate * kernel::short_leg_integral(from_end, to_end, stretch.length_km, self.sigma_km)
    }
}

fn peak_at(field: &Field, stretch: &Stretch, share: f64) -> Peak {
    let at = stretch.from.at.lerp(stretch.to.at, share);
    let value = field.intensity(&Place::new(at));
    Peak { km: stretch.start_km + share * stretch.length_km, lon: at.lon, lat: at.lat, value }
}

/// Golden-section search for the highest λ on one stretch, its ends included. A stretch is no longer than half the
/// bandwidth, so λ has one hill on it.
fn search(field: &Field, stretch: &Stretch) -> Peak {
    let ratio = (5f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (0.0, 1.0);
    let (mut left, mut right) = (peak_at(field, stretch, 1.0 - ratio), peak_at(field, stretch, ratio));
    while (high - low) * stretch.length_km > PEAK_STEP_KM {
        if left.value >= right.value {
            high = low + ratio * (high - low);
            right = left;
            left = peak_at(field, stretch, high - ratio * (high - low));
        } else {
            low = high - ratio * (high - low);
            left = right;
            right = peak_at(field, stretch, low + ratio * (high - low));
        }
    }
    [peak_at(field, stretch, 1.0), left, right].into_iter().fold(peak_at(field, stretch, 0.0), higher)
}
