//! Statistics of counts: pure functions that know no geography.
//!
//! Each says its formula, where it comes from and in which unit it answers. None answers with NaN: where there is no
//! information the answer is `None`, and an upper limit that nothing bounds is `f64::INFINITY`. Confidence levels lie
//! strictly between 0 and 1; intervals are central, with half of the rest in each tail.

pub mod cusum;
pub mod dispersion;
mod distributions;
pub mod knox;
pub mod laplace;
pub mod multiple;
mod order;
pub mod poisson;
pub mod ranks;
pub mod resample;
pub mod shrinkage;
pub mod trend;
pub mod uncertain;
pub mod weighted;

/// How many incidents in how much exposure (days, or whatever unit the rate is to have below it). The count need not
/// be whole: expected counts and counts divided by their dispersion are none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observed {
    pub count: f64,
    pub exposure: f64,
}

/// Limits in the unit of what they enclose; the upper one may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub lower: f64,
    pub upper: f64,
}

impl Observed {
    /// A count that is one, in an exposure that is one.
    fn is_usable(self) -> bool {
        self.count >= 0.0 && self.count.is_finite() && self.exposure > 0.0 && self.exposure.is_finite()
    }
}

/// The probability in each tail.
fn tail(confidence: f64) -> Option<f64> {
    (confidence > 0.0 && confidence < 1.0).then_some((1.0 - confidence) / 2.0)
}
