//! The intensity λ: the sum of the kernels of recent recorded incidents, found where they matter.

use std::f64::consts::{LN_2, PI};
use std::ops::Range;

use super::Question;
use super::row_weights::RowWeight;
use crate::geo::Relation;
use crate::geo::{LocalConverter, SpaceBox, Xyz};
use crate::incident::Day;
use crate::intensity::kernels::KernelForm;
use crate::kernel::{Kernel, REACH_SIGMAS};
use crate::questions::scope::Scope;

/// Incidents of a greater age, as an exponent, are left out: after 60 half-lives the weight is 1e-18 of that of a new
/// one.
const MAX_AGE: f64 = 60.0 * LN_2;
/// The logarithm of 4 million. What [`Field::relevant_kernels`] leaves out of a sum is at most one part in 4 million in
/// each of its two steps.
const NEGLIGIBLE_EXPONENT: f64 = 15.2;
/// The exponent of a kernel at the distance where it is cut.
pub const REACH_EXPONENT: f64 = REACH_SIGMAS * REACH_SIGMAS / 2.0;

/// The kernels of all incidents that a question is about.
///
/// Ages and distances are measured as exponents: an incident of age a at a distance with the exponent d²/2σ² adds
/// e^−(a + d²/2σ²) times the peak of its kernel to λ.
pub struct Field<'a> {
    scope: &'a Scope<'a>,
    bandwidth_km: f64,
    /// What a day adds to an age, as an exponent.
    decay_per_day: f64,
    /// The day on which ages are counted.
    as_of: Day,
}

/// What the kernels of incidents with the same uncertainty radius have in common.
#[derive(Clone, Copy)]
pub struct KernelShape {
    radius_km: f64,
    /// 1/2σ², per km².
    sharpness: f64,
    /// Value at the centre for an incident of age 0, incidents per km² per day.
    peak: f64,
    /// How much lower the peak is than that of an exactly located incident, as an exponent.
    pub peak_drop: f64,
}

impl KernelShape {
    /// The kernel of an incident. `age` is an exponent.
    #[inline]
    pub fn kernel(&self, age: f64, xyz: Xyz) -> Kernel {
        Kernel { xyz, age, sharpness: self.sharpness, peak: self.peak }
    }
}

/// Kernels that matter in some box, with the rows of their incidents, ascending.
#[derive(Default)]
pub struct Kernels(Vec<(u32, Kernel)>);

impl<'a> Field<'a> {
    /// The kernels have the form that is given, with a half-life.
    pub fn new(question: &'a Question<'a>, form: KernelForm) -> Field<'a> {
        Field::on(&question.scope, form, question.scope.as_of)
    }

    /// Returns the field with the ages of another day.
    pub fn on(scope: &'a Scope<'a>, form: KernelForm, as_of: Day) -> Field<'a> {
        Field { scope, bandwidth_km: form.bandwidth_km, decay_per_day: form.decay.per_day(), as_of }
    }

    /// The rows that count, each with its age as an exponent. Rows later than the day of the field and rows older than [`MAX_AGE`] do
    /// not count.
    #[inline]
    pub fn ages(&self, rows: Range<usize>) -> impl Iterator<Item = (usize, f64)> {
        let Field { scope, decay_per_day, as_of, .. } = *self;
        let days = &scope.snapshot.day()[rows.clone()];
        rows.zip(days).filter_map(move |(row, day)| {
            let age = f64::from(as_of - day) * decay_per_day;
            let counts = (0.0..=MAX_AGE).contains(&age) && scope.selects(row);
            counts.then_some((row, age))
        })
    }

    /// σ² of the kernel of an incident with an uncertainty radius, km².
    pub fn variance_km2(&self, radius_km: f64) -> f64 {
        self.bandwidth_km.powi(2) + (radius_km / 2.0).powi(2)
    }

    /// The shape of the kernel of an incident with an uncertainty radius.
    pub fn shape(&self, radius_km: f64) -> KernelShape {
        let sharpness = 0.5 / self.variance_km2(radius_km);
        let peak = self.decay_per_day * sharpness / PI;
        KernelShape { radius_km, sharpness, peak, peak_drop: (self.max_peak() / peak).ln() }
    }

    /// The shape of the kernel of a row. `last` is the shape for another row, which mostly is the same one.
    #[inline]
    pub fn shape_of_row(&self, row: usize, last: KernelShape) -> KernelShape {
        let radius_km = self.scope.radius_km(row);
        if radius_km == last.radius_km { last } else { self.shape(radius_km) }
    }

    /// A lower bound of the age of every incident, as an exponent.
    pub fn min_age(&self) -> f64 {
        let last = self.scope.snapshot.span().1;
        f64::from((self.as_of - last).max(0)) * self.decay_per_day
    }

    /// Number of incidents in the snapshot.
    pub fn incident_count(&self) -> usize {
        self.scope.snapshot.len()
    }

    /// The least σ that a kernel has, km.
    pub fn bandwidth_km(&self) -> f64 {
        self.bandwidth_km
    }

    /// The highest value that the kernel of one incident can have: at the centre, of age 0, exactly located.
    pub fn max_peak(&self) -> f64 {
        self.decay_per_day / (2.0 * PI * self.variance_km2(0.0))
    }

    /// The kernels within their reach of a box whose least exponent in it, age included, is at most `max_exponent`.
    pub fn kernels_near(&self, bounds: &SpaceBox, max_exponent: f64) -> Kernels {
        let Scope { snapshot, uncertainty, .. } = *self.scope;
        let mut kernels = Vec::new();
        for (layer, radius_km) in snapshot.layers(uncertainty) {
            let limit_2 = 2.0 * self.variance_km2(radius_km) * max_exponent.min(REACH_EXPONENT);
            let mut shape = self.shape(radius_km);
            layer.visit(
                |node, _| Relation::mixed_if(node.space().min_distance_2(bounds) <= limit_2),
                |_, rows, _| {
                    let converter = LocalConverter::new(snapshot.at(rows.start));
                    for (row, age) in self.ages(rows).filter(|(_, age)| *age <= max_exponent) {
                        shape = self.shape_of_row(row, shape);
                        let kernel = shape.kernel(age, converter.xyz(snapshot.at(row)));
                        let exponent = kernel.min_exponent(bounds);
                        if exponent - age <= REACH_EXPONENT && exponent <= max_exponent {
                            kernels.push((row as u32, kernel));
                        }
                    }
                },
            );
        }
        Kernels(kernels)
    }

    /// The kernels that matter in a box where the mean of λ is at least `mean`.
    pub fn relevant_kernels(&self, bounds: &SpaceBox, mean: f64) -> Kernels {
        // First as if every incident were near, then for the number of kernels that are.
        let kernels = self.kernels_near(bounds, self.max_relevant_exponent(self.incident_count(), mean));
        kernels.strongest(bounds, self.max_relevant_exponent(kernels.len(), mean))
    }

    /// The exponent above which `kernels` kernels together cannot add a relevant part to a mean of λ.
    pub fn max_relevant_exponent(&self, kernels: usize, mean: f64) -> f64 {
        NEGLIGIBLE_EXPONENT + (kernels as f64 * self.max_peak() / mean).ln()
    }

    /// λ at a place, incidents per km² per day.
    pub fn intensity(&self, xyz: Xyz) -> f64 {
        self.kernels_near(&xyz.into(), f64::INFINITY).intensity(xyz)
    }

    /// What each incident adds to λ at a place. Rows are ascending.
    pub fn row_weights_at(&self, xyz: Xyz) -> impl Iterator<Item = RowWeight> {
        let Kernels(kernels) = self.kernels_near(&xyz.into(), f64::INFINITY);
        kernels.into_iter().map(move |(row, kernel)| (row, kernel.value_at(xyz)))
    }
}

impl Kernels {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The kernels whose least exponent in a box, age included, is at most `max_exponent`.
    pub fn strongest(&self, bounds: &SpaceBox, max_exponent: f64) -> Kernels {
        Kernels(self.0.iter().copied().filter(|(_, kernel)| kernel.min_exponent(bounds) <= max_exponent).collect())
    }

    pub fn iter(&self) -> impl Iterator<Item = &Kernel> {
        self.0.iter().map(|(_, kernel)| kernel)
    }

    /// λ at a place in the box that the kernels were found for, incidents per km² per day.
    pub fn intensity(&self, xyz: Xyz) -> f64 {
        // The sum of an empty iterator is −0, which must not reach a report.
        0.0 + self.iter().map(|kernel| kernel.value_at(xyz)).sum::<f64>()
    }
}
