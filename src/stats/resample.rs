//! Resampling: two sums over the same observations, judged with the same weights.

use std::f64::consts::TAU;

use oorandom::Rand32;

use super::order::nth;
use super::{Interval, tail};

/// So many of the largest parts are drawn one by one. The others are taken together, as normal with their variance: they
/// are many and small, or of no account.
const LARGEST: usize = 256;

/// The difference of two sums over the same Poisson counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    pub estimate: f64,
    pub interval: Interval,
    /// Two-sided: twice the smaller part of the rounds that lie on the other side of 0.
    pub p: f64,
}

/// How a bootstrap is made. The same seed gives the same answer.
#[derive(Clone, Copy, Debug)]
pub struct Bootstrap {
    pub rounds: u32,
    pub seed: u64,
    pub confidence: f64,
}

impl Bootstrap {
    /// `parts` are what each observation adds to the first sum less what it adds to the other. In each round every
    /// observation counts as often as a Poisson variable of mean 1 says, in both sums. As an observation that was not
    /// made has no part, each limit also counts one that may have been missed: the first of `unseen` is the largest part
    /// that one could have, the other the largest on the other side. So the limits of no observations do not vanish, as
    /// those of Garwood and of Fay and Feuer do not.
    ///
    /// Source: J. A. Hanley and B. MacGibbon, Creating non-parametric bootstrap samples using Poisson frequencies, Computer
    /// Methods and Programs in Biomedicine 83 (2006).
    pub fn difference(&self, parts: &[f64], unseen: [f64; 2]) -> Option<Difference> {
        let tail = tail(self.confidence)?;
        let mut largest = parts.to_vec();
        // Equal sizes are ordered by sign, so that the draws do not depend on the order of the parts.
        largest.sort_unstable_by(|a, b| b.abs().total_cmp(&a.abs()).then(a.total_cmp(b)));
        let others = largest.split_off(largest.len().min(LARGEST));
        let spread = others.iter().map(|part| part * part).sum::<f64>().sqrt();
        let estimate: f64 = parts.iter().sum();
        let without: f64 = others.iter().sum();
        let mut draws = Draws::new(self.seed);
        let (mut low, mut high) = (Vec::new(), Vec::new());
        for _ in 0..self.rounds {
            let drawn: f64 = largest.iter().map(|part| part * f64::from(draws.poisson())).sum();
            let sum = without + spread * draws.normal() + drawn;
            let missed = f64::from(draws.poisson());
            high.push(sum + missed * unseen[0]);
            low.push(sum - missed * unseen[1]);
        }
        let rounds = f64::from(self.rounds);
        let rank = (((rounds + 1.0) * tail) as usize).max(1) - 1;
        let beyond = |count: usize| (1.0 + count as f64) / (1.0 + rounds);
        let not_more = beyond(low.iter().filter(|sum| **sum <= 0.0).count());
        let not_less = beyond(high.iter().filter(|sum| **sum >= 0.0).count());
        let interval = Interval { lower: nth(&low, rank), upper: nth(&high, high.len() - 1 - rank) };
        Some(Difference { estimate, interval, p: (2.0 * not_more.min(not_less)).min(1.0) })
    }
}

/// Endless series of random numbers from one seed.
pub struct Draws(Rand32);

impl Draws {
    pub fn new(seed: u64) -> Self {
        Self(Rand32::new(seed))
    }

    /// In [0, 1).
    fn uniform(&mut self) -> f64 {
        f64::from(self.0.rand_u32()) / (f64::from(u32::MAX) + 1.0)
    }

    /// A Poisson count of mean 1, by inversion of the distribution function.
    pub fn poisson(&mut self) -> u32 {
        let uniform = self.uniform();
        let (mut count, mut chance) = (0, (-1.0f64).exp());
        let mut below = chance;
        while uniform >= below && chance > 1e-12 {
            count += 1;
            chance /= f64::from(count);
            below += chance;
        }
        count
    }

    /// A standard normal number. Source: G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29 (1958).
    pub fn normal(&mut self) -> f64 {
        let (a, b) = (self.uniform(), self.uniform());
        (-2.0 * (1.0 - a).ln()).sqrt() * (TAU * b).cos()
    }
}
