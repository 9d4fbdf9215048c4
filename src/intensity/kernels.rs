//! The kernels that intensities are made of: how fast an incident is forgotten, and how far it is spread.

use crate::incident::Day;

/// How the weight of an incident falls with its age.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decay {
    /// The age at which half of the weight is left, days.
    HalfLife(f64),
    /// All incidents of the last so many days weigh the same, older ones nothing.
    Flat(Day),
}

/// A kernel of one incident.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KernelForm {
    pub decay: Decay,
    /// The standard deviation in each direction for an exactly located incident, km.
    pub bandwidth_km: f64,
}

impl KernelForm {
    const fn new(half_life_days: f64, bandwidth_km: f64) -> KernelForm {
        KernelForm { decay: Decay::HalfLife(half_life_days), bandwidth_km }
    }

    /// σ² for an incident with a radius of uncertainty, km²: that of the kernel, and that of a uniform disc per axis.
    #[inline]
    pub fn variance_km2(&self, radius_km: f64) -> f64 {
        self.bandwidth_km * self.bandwidth_km + radius_km * radius_km / 4.0
    }

    /// σ for an incident with a radius of uncertainty, km.
    #[inline]
    pub fn sigma_km(&self, radius_km: f64) -> f64 {
        self.variance_km2(radius_km).sqrt()
    }
}

impl Decay {
    /// The half-life, where there is one, days.
    pub fn half_life_days(self) -> Option<f64> {
        match self {
            Decay::HalfLife(days) => Some(days),
            Decay::Flat(_) => None,
        }
    }

    /// What makes the sum of the weights a rate: 1 over the sum of the weights of one incident a day, in continuous time.
    pub fn per_day(self) -> f64 {
        match self {
            Decay::HalfLife(days) => std::f64::consts::LN_2 / days,
            Decay::Flat(days) => 1.0 / f64::from(days),
        }
    }

    /// The weight at an age of at least 0 days.
    #[inline]
    pub fn weight(self, age: Day) -> f64 {
        match self {
            Decay::HalfLife(days) => (-f64::from(age) / days).exp2(),
            Decay::Flat(days) => f64::from(age < days),
        }
    }
}

/// The number of kernels in the mixture.
pub const MIXED: usize = 4;

/// The kernels of the mixture: slow and wide, slow and narrow, middle, and fast. Places repeat for years, which the slow
/// narrow one tells; the fast one tells where it happens this month.
pub const KERNELS: [KernelForm; MIXED] =
    [KernelForm::new(365.0, 10.0), KernelForm::new(365.0, 3.0), KernelForm::new(60.0, 5.0), KernelForm::new(21.0, 2.0)];

/// The kernel of `intensity: "fixed"`.
pub const FIXED: KernelForm = KernelForm::new(30.0, 5.0);

/// A plain map of twelve months, with which the mixture is compared.
pub const TWELVE_MONTHS: KernelForm = KernelForm { decay: Decay::Flat(364), bandwidth_km: 5.0 };

/// The half-lives from which that of the level is chosen, days.
pub const LEVEL_HALF_LIVES: [f64; 4] = [14.0, 30.0, 60.0, 364.0];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_fall_with_age() {
        assert_eq!((Decay::HalfLife(30.0).weight(0), Decay::HalfLife(30.0).weight(60)), (1.0, 0.25));
        assert_eq!((Decay::Flat(364).weight(363), Decay::Flat(364).weight(364)), (1.0, 0.0));
        assert_eq!((FIXED.sigma_km(0.0), FIXED.variance_km2(24.0)), (5.0, 169.0));
    }
}
