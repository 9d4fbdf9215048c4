//! Weighted sums of counts.

use super::distributions::gamma_quantile;
use super::{Interval, tail_probability};

/// A sum y = Σ w·x of Poisson counts x with weights w ≥ 0, and what its interval needs; in the unit of the weights.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WeightedSum {
    /// The sum itself.
    pub estimate: f64,
    /// Estimate of the variance of the sum, Σ w²·x.
    pub variance: f64,
    /// The largest weight that an event could have had, seen or not. It keeps the upper limit above 0 if there is no event.
    pub largest: f64,
}

impl WeightedSum {
    /// Sums pairs of a weight and a count. `largest` must not be smaller than any of the weights.
    pub fn new(weights_and_counts: impl Iterator<Item = (f64, f64)>, largest: f64) -> Self {
        weights_and_counts.fold(Self { largest, ..Self::default() }, |sum, (weight, count)| Self {
            estimate: sum.estimate + weight * count,
            variance: sum.variance + weight * weight * count,
            largest,
        })
    }

    /// The interval of the sum: lower = v/(2y) · χ²(α/2; 2y²/v), or 0 for y = 0, and
    /// upper = v′/(2y′) · χ²(1 − α/2; 2y′²/v′) with y′ = y + wm, v′ = v + wm² and wm the largest weight. `None` if the
    /// confidence is not strictly between 0 and 1.
    ///
    /// Source: M. P. Fay and E. J. Feuer, Confidence intervals for directly standardized rates, Statistics in Medicine 16
    /// (1997).
    pub fn interval(&self, confidence: f64) -> Option<Interval> {
        let tail = tail_probability(confidence)?;
        let Self { estimate, variance, largest } = *self;
        let limit = |y: f64, v: f64, p: f64| {
            let shape = y * y / v;
            if shape > 0.0 && shape.is_finite() { v / y * gamma_quantile(shape, p) } else { y }
        };
        let upper = limit(estimate + largest, variance + largest * largest, 1.0 - tail);
        Some(Interval { lower: limit(estimate, variance, tail), upper })
    }
}
