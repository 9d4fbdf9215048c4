//! Statistics of counts: pure functions that know nothing of geography.
//!
//! Each function states its formula, its source and the unit of its result. None returns NaN: where there is no
//! information the result is `None`, and an upper limit that nothing bounds is `f64::INFINITY`. Confidence levels lie
//! strictly between 0 and 1, and intervals are central: each tail has half of the remaining probability.
//!
//! ```
//! use geobit::stats::{Observed, poisson};
//!
//! let recent = Observed { count: 9.0, duration: 28.0 };
//! let baseline = Observed { count: 40.0, duration: 336.0 };
//! let comparison = poisson::compare(recent, baseline, 0.95).unwrap();
//! assert!((comparison.ratio - 2.7).abs() < 1e-12 && comparison.p < 0.05);
//! ```

pub mod cusum;
pub mod dispersion;
mod distributions;
mod inversions;
pub mod knox;
pub mod laplace;
pub mod multiple;
pub mod negative_binomial;
pub mod poisson;
pub mod poisson_binomial;
pub mod proportion;
pub mod ranks;
pub mod resample;
pub mod scan;
pub mod select;
mod sen;
pub mod shrinkage;
pub mod survival;
pub mod trend;
pub mod weighted;

/// A number of events in some time. The count need not be whole: expected counts and counts divided by their dispersion are
/// not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observed {
    /// Number of events.
    pub count: f64,
    /// The time in which the events were observed, in days or in whatever unit the rate is to be per.
    pub duration: f64,
}

/// An interval, in the unit of the quantity that it is of. The upper limit may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

impl Observed {
    /// Whether the count is finite and not negative, and the duration finite and above 0.
    fn is_usable(self) -> bool {
        self.count >= 0.0 && self.count.is_finite() && self.duration > 0.0 && self.duration.is_finite()
    }
}

/// The probability in each tail; `None` if the confidence does not lie strictly between 0 and 1.
fn tail_probability(confidence: f64) -> Option<f64> {
    (confidence > 0.0 && confidence < 1.0).then_some((1.0 - confidence) / 2.0)
}
