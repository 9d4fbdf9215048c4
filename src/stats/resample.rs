//! Bootstrap of the difference of two sums over the same observations.

use std::f64::consts::TAU;

use oorandom::Rand32;

use super::select::nth_smallest;
use super::{Interval, tail_probability};
use crate::order;

/// At most so many of the largest contributions are drawn one by one. The others are many and small, or of no account, and are
/// drawn together as a normal variable with their variance.
const LARGEST: usize = 256;
/// Fewer are, if the others together add less than this to the skewness of the sum, which a normal variable has not. It moves
/// a limit at 2.5 % by less than a hundredth of that.
const SKEWNESS_OF_OTHERS: f64 = 0.01;
/// So few are always drawn one by one.
const FEW: usize = 16;

/// The difference of two sums over the same Poisson counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The first sum less the second.
    pub estimate: f64,
    /// Interval of the difference.
    pub interval: Interval,
    /// Two-sided p value: twice the smaller share of the rounds that lie on one side of 0, at most 1.
    pub p: f64,
}

/// How a bootstrap is made. The same seed gives the same result.
#[derive(Clone, Copy, Debug)]
pub struct Bootstrap {
    /// Number of rounds.
    pub rounds: u32,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Confidence level of the interval, strictly between 0 and 1.
    pub confidence: f64,
}

impl Bootstrap {
    /// Bootstraps the difference of two sums over the same observations. `contributions` has what each observation adds to
    /// the first sum less what it adds to the second. `None` if the confidence is not strictly between 0 and 1.
    ///
    /// In each round every observation counts as often as a Poisson variable of mean 1 says, in both sums. An observation
    /// that was not made contributes nothing, so each limit also counts one that may have been missed: `unseen` has the
    /// largest contribution that such an observation could make to the first sum, and to the second. So the limits do not
    /// vanish if there are no observations, as those of Garwood and of Fay and Feuer do not.
    ///
    /// Source: J. A. Hanley and B. MacGibbon, Creating non-parametric bootstrap samples using Poisson frequencies, Computer
    /// Methods and Programs in Biomedicine 83 (2006).
    /// `constant` is a part of the difference that depends on no observation.
    pub fn difference(&self, contributions: &[f64], constant: f64, unseen: [f64; 2]) -> Option<Difference> {
        let tail = tail_probability(self.confidence)?;
        let mut largest = contributions.to_vec();
        // Equal sizes are ordered by sign, so that the result does not depend on the order of the contributions.
        order::sort_by(&mut largest, |a, b| b.abs().total_cmp(&a.abs()).then(a.total_cmp(b)));
        let others = largest.split_off(count_drawn_singly(&largest));
        let deviation = others.iter().map(|value| value * value).sum::<f64>().sqrt();
        let estimate = constant + contributions.iter().sum::<f64>();
        let sum_of_others = constant + others.iter().sum::<f64>();
        let mut draws = Draws::new(self.seed);
        let (mut low, mut high) = (Vec::new(), Vec::new());
        for _ in 0..self.rounds {
            let drawn: f64 = largest.iter().map(|value| value * f64::from(draws.poisson())).sum();
            let sum = sum_of_others + deviation * draws.normal() + drawn;
            let missed = f64::from(draws.poisson());
            high.push(sum + missed * unseen[0]);
            low.push(sum - missed * unseen[1]);
        }
        let rounds = f64::from(self.rounds);
        let rank = (((rounds + 1.0) * tail) as usize).max(1) - 1;
        let share = |count: usize| (1.0 + count as f64) / (1.0 + rounds);
        let not_above = share(low.iter().filter(|sum| **sum <= 0.0).count());
        let not_below = share(high.iter().filter(|sum| **sum >= 0.0).count());
        let upper_rank = high.len() - 1 - rank;
        let interval = Interval { lower: nth_smallest(low, rank), upper: nth_smallest(high, upper_rank) };
        Some(Difference { estimate, interval, p: (2.0 * not_above.min(not_below)).min(1.0) })
    }
}

/// How many of the contributions, the largest first, are drawn one by one.
fn count_drawn_singly(largest_first: &[f64]) -> usize {
    let variance: f64 = largest_first.iter().map(|value| value * value).sum();
    let limit = SKEWNESS_OF_OTHERS * variance.powf(1.5);
    let mut cubes = 0.0;
    let is_small = |value: &&f64| {
        cubes += value.abs().powi(3);
        cubes <= limit
    };
    let small = largest_first.iter().rev().take_while(is_small).count();
    let most = largest_first.len().min(LARGEST);
    (largest_first.len() - small).clamp(most.min(FEW), most)
}

/// P(Poisson variable of mean 1 ≤ count) for each count, as a share of 2³². Beyond the last one lies less than 1e-9.
const POISSON_LIMITS: [u32; 12] = {
    let mut limits = [0; 12];
    let (mut count, mut probability, mut cdf) = (0, 0.367_879_441_171_442_33, 0.0);
    while count < limits.len() {
        cdf += probability;
        limits[count] = (cdf * 4_294_967_296.0) as u32;
        count += 1;
        probability /= count as f64;
    }
    limits
};

/// An endless series of random numbers from one seed.
pub struct Draws(Rand32);

impl Draws {
    /// Starts a series.
    pub fn new(seed: u64) -> Self {
        Self(Rand32::new(seed))
    }

    /// A number in [0, 1).
    pub fn uniform(&mut self) -> f64 {
        f64::from(self.0.rand_u32()) / (f64::from(u32::MAX) + 1.0)
    }

    /// A Poisson count of mean 1, by inversion of the distribution function. Comparing with every limit is faster than a search,
    /// whose turns cannot be foreseen.
    pub fn poisson(&mut self) -> u32 {
        let uniform = self.0.rand_u32();
        POISSON_LIMITS.iter().map(|limit| u32::from(uniform >= *limit)).sum()
    }

    /// A standard normal number. Source: G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29 (1958).
    pub fn normal(&mut self) -> f64 {
        let (a, b) = (self.uniform(), self.uniform());
        (-2.0 * (1.0 - a).ln()).sqrt() * (TAU * b).cos()
    }
}
