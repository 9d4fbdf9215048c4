//! Weights for resampling.

use oorandom::Rand32;

/// An endless series of Poisson(1) counts: how often each observation is drawn in one round of a Poisson bootstrap. The
/// same seed gives the same counts. Two sums over the same observations are compared with the same weights.
///
/// Source: J. A. Hanley and B. MacGibbon, Creating non-parametric bootstrap samples using Poisson frequencies, Computer
/// Methods and Programs in Biomedicine 83 (2006).
pub struct PoissonWeights(Rand32);

impl PoissonWeights {
    pub fn new(seed: u64) -> Self {
        Self(Rand32::new(seed))
    }

    /// The next count, by inversion of the distribution function.
    pub fn draw(&mut self) -> u32 {
        let uniform = f64::from(self.0.rand_u32()) / (f64::from(u32::MAX) + 1.0);
        let (mut count, mut chance) = (0, (-1.0f64).exp());
        let mut below = chance;
        while uniform >= below && chance > 1e-12 {
            count += 1;
            chance /= f64::from(count);
            below += chance;
        }
        count
    }
}
