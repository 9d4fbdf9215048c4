//! The field of intensity: the kernels of recent recorded incidents, found where they matter.

use std::f64::consts::{LN_2, PI};
use std::ops::Range;

use super::Question;
use super::row_weights::RowWeight;
use crate::geo::Relation;
use crate::geo::{LocalConverter, SpaceBox, Xyz};
use crate::kernel::{Kernel, REACH_SIGMAS};
use crate::questions::scope::Scope;

/// An incident of this age as an exponent, 60 half-lives, weighs 1e-18 of a new one and is left out.
const OLDEST: f64 = 60.0 * LN_2;
/// The logarithm of 4 million: what is left out of a sum is at most one part of so many, twice.
const NEGLIGIBLE: f64 = 15.2;
/// The exponent of a kernel at its reach.
pub const REACH: f64 = REACH_SIGMAS * REACH_SIGMAS / 2.0;

/// What the kernels of a question have in common.
pub struct Field<'a> {
    question: &'a Question<'a>,
    /// The rate of decay: what a day adds to an age.
    per_day: f64,
}

/// What kernels of the same uncertainty have in common.
#[derive(Clone, Copy)]
pub struct Bell {
    radius_km: f64,
    sharpness: f64,
    peak: f64,
    /// How much lower its peak is than that of an exact place, as an exponent.
    pub lower: f64,
}

impl Bell {
    #[inline]
    pub fn kernel(&self, age: f64, xyz: Xyz) -> Kernel {
        Kernel { xyz, age, sharpness: self.sharpness, peak: self.peak }
    }
}

/// Kernels that matter somewhere, with the rows of their incidents.
#[derive(Default)]
pub struct Kernels(Vec<(u32, Kernel)>);

impl<'a> Field<'a> {
    pub fn new(question: &'a Question<'a>) -> Field<'a> {
        Field { question, per_day: LN_2 / question.options.half_life_days }
    }

    /// The ages of incidents as exponents, e^−age is the weight of one. Without those that are of no account.
    #[inline]
    pub fn ages(&self, rows: Range<usize>) -> impl Iterator<Item = (usize, f64)> {
        let Field { question, per_day } = *self;
        let scope = &question.scope;
        let (as_of, days) = (scope.as_of, &scope.snapshot.day()[rows.clone()]);
        rows.zip(days).filter_map(move |(row, day)| {
            let age = f64::from(as_of - day) * per_day;
            let counts = (0.0..=OLDEST).contains(&age) && scope.selects(row);
            counts.then_some((row, age))
        })
    }

    /// Square of the width of the kernel of an incident of so much uncertainty, km².
    pub fn sigma_2(&self, radius_km: f64) -> f64 {
        self.question.options.bandwidth_km.powi(2) + (radius_km / 2.0).powi(2)
    }

    /// Of an incident of so much uncertainty.
    pub fn bell(&self, radius_km: f64) -> Bell {
        let sharpness = 0.5 / self.sigma_2(radius_km);
        let peak = self.per_day * sharpness / PI;
        Bell { radius_km, sharpness, peak, lower: (self.peak() / peak).ln() }
    }

    /// Of an incident, after that of another: mostly it is the same.
    #[inline]
    pub fn bell_of(&self, row: usize, last: Bell) -> Bell {
        let radius_km = self.question.scope.radius_km(row);
        if radius_km == last.radius_km { last } else { self.bell(radius_km) }
    }

    /// No incident is younger, as an exponent.
    pub fn least_age(&self) -> f64 {
        let Scope { snapshot, as_of, .. } = self.question.scope;
        f64::from((as_of - snapshot.span().1).max(0)) * self.per_day
    }

    pub fn incidents(&self) -> usize {
        self.question.scope.snapshot.len()
    }

    /// No kernel is narrower.
    pub fn bandwidth_km(&self) -> f64 {
        self.question.options.bandwidth_km
    }

    /// The highest value that the kernel of one incident can have.
    pub fn peak(&self) -> f64 {
        self.per_day / (2.0 * PI * self.sigma_2(0.0))
    }

    /// The kernels that count in a box: those whose exponent there is at most `most`, and within their reach.
    pub fn kernels_in(&self, space: &SpaceBox, most: f64) -> Kernels {
        let Scope { snapshot, uncertainty, .. } = self.question.scope;
        let mut kernels = Vec::new();
        for (layer, radius_km) in snapshot.layers(uncertainty) {
            let limit_2 = 2.0 * self.sigma_2(radius_km) * most.min(REACH);
            let mut bell = self.bell(radius_km);
            layer.visit(
                |node, _| Relation::mixed_if(node.space().min_distance_2(space) <= limit_2),
                |_, rows, _| {
                    let converter = LocalConverter::new(snapshot.at(rows.start));
                    for (row, age) in self.ages(rows).filter(|(_, age)| *age <= most) {
                        bell = self.bell_of(row, bell);
                        let kernel = bell.kernel(age, converter.xyz(snapshot.at(row)));
                        let exponent = kernel.min_exponent(space);
                        if exponent - age <= REACH && exponent <= most {
                            kernels.push((row as u32, kernel));
                        }
                    }
                },
            );
        }
        Kernels(kernels)
    }

    /// The kernels that matter in a box where λ has a mean of at least so much.
    pub fn kernels_for(&self, space: &SpaceBox, mean: f64) -> Kernels {
        // First for as many as there are incidents, then for as many as may matter.
        let kernels = self.kernels_in(space, self.most_exponent(self.incidents(), mean));
        kernels.strongest(space, self.most_exponent(kernels.len(), mean))
    }

    /// Kernels whose exponent is above this, so many of them together, cannot add a relevant part to a mean.
    pub fn most_exponent(&self, kernels: usize, mean: f64) -> f64 {
        NEGLIGIBLE + (kernels as f64 * self.peak() / mean).ln()
    }

    /// λ at a place, incidents per km² per day.
    pub fn intensity(&self, xyz: Xyz) -> f64 {
        self.kernels_in(&xyz.into(), f64::INFINITY).at(xyz)
    }

    /// What each incident adds to λ at a place, rows ascending.
    pub fn parts_at(&self, xyz: Xyz) -> impl Iterator<Item = RowWeight> {
        let Kernels(kernels) = self.kernels_in(&xyz.into(), f64::INFINITY);
        kernels.into_iter().map(move |(row, kernel)| (row, kernel.value_at(xyz)))
    }
}

impl Kernels {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Those whose exponent in a box is at most so much.
    pub fn strongest(&self, space: &SpaceBox, most: f64) -> Kernels {
        Kernels(self.0.iter().copied().filter(|(_, kernel)| kernel.min_exponent(space) <= most).collect())
    }

    pub fn iter(&self) -> impl Iterator<Item = &Kernel> {
        self.0.iter().map(|(_, kernel)| kernel)
    }

    /// λ at a place of the box they were sought for.
    pub fn at(&self, xyz: Xyz) -> f64 {
        // The sum of nothing is −0; 0 is meant.
        0.0 + self.iter().map(|kernel| kernel.value_at(xyz)).sum::<f64>()
    }
}
