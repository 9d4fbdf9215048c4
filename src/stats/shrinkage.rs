//! Rates drawn towards those of their peers, the more so the less was seen.

use super::distributions::{beta_below, gamma_quantile};
use super::{Interval, Observed, tail};

/// What is held of a rate before it is observed: Gamma(shape, rate), the second in units of exposure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    pub shape: f64,
    pub rate: f64,
}

/// What is held of it afterwards: Gamma(shape + count, rate + exposure).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posterior {
    pub shape: f64,
    pub rate: f64,
    /// Events per unit of exposure.
    pub mean: f64,
    pub interval: Interval,
}

impl Prior {
    /// The posterior after an observation, with its equal-tailed interval. `None` where it is no distribution, such as
    /// for no event and a prior of shape 0.
    ///
    /// Source: A. Gelman et al., Bayesian Data Analysis, 3rd edition (2013), section 2.6.
    pub fn posterior(self, observed: Observed, confidence: f64) -> Option<Posterior> {
        let tail = tail(confidence)?;
        let (shape, rate) = (self.shape + observed.count, self.rate + observed.exposure);
        if !(shape > 0.0 && rate > 0.0 && shape.is_finite() && rate.is_finite()) {
            return None;
        }
        let limit = |p: f64| gamma_quantile(shape, p) / rate;
        let interval = Interval { lower: limit(tail), upper: limit(1.0 - tail) };
        Some(Posterior { shape, rate, mean: shape / rate, interval })
    }
}

impl Posterior {
    /// Probability that this rate is above another one: of X ~ Gamma(a₁, r₁) and Y ~ Gamma(a₂, r₂) the share X r₁/(X r₁ + Y r₂)
    /// is Beta(a₁, a₂).
    pub fn p_above(&self, other: &Posterior) -> f64 {
        beta_below(other.shape, self.shape, other.rate / (self.rate + other.rate))
    }

    /// Probability of an event in a further exposure t: 1 − (rate/(rate + t))^shape, the negative binomial's.
    pub fn p_at_least_one(&self, exposure: f64) -> f64 {
        1.0 - (-self.shape * (1.0 + exposure.max(0.0) / self.rate).ln()).exp()
    }
}

/// The rates of peers: their common mean m, and how far they differ beyond chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peers {
    /// Σk / ΣT, events per unit of exposure.
    pub mean: f64,
    /// Weighted variance of the observed rates, Σ T(k/T − m)² / ΣT.
    pub spread: f64,
    /// What of that the counts do not explain, spread − m / mean(T); negative where they explain more.
    pub excess: f64,
}

impl Peers {
    /// The method of moments, global form. Peers without exposure say nothing; `None` if none has any.
    ///
    /// Source: R. J. Marshall, Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics
    /// 40 (1991).
    pub fn new(observed: &[Observed]) -> Option<Self> {
        let peers = || observed.iter().filter(|peer| peer.is_usable());
        let (mut number, mut events, mut exposure) = (0.0, 0.0, 0.0);
        for peer in peers() {
            number += 1.0;
            events += peer.count;
            exposure += peer.exposure;
        }
        if number == 0.0 {
            return None;
        }
        let mean = events / exposure;
        let off = |peer: &Observed| peer.count / peer.exposure - mean;
        let spread = peers().map(|peer| peer.exposure * off(peer) * off(peer)).sum::<f64>() / exposure;
        Some(Self { mean, spread, excess: spread - mean / (exposure / number) })
    }

    /// Variance of the true rates among peers, 0 where chance explains all.
    pub fn variance(&self) -> f64 {
        self.excess.max(0.0)
    }

    /// The prior m²/var, m/var. `None` where the variance is 0: then all have the one pooled rate `mean`.
    pub fn prior(&self) -> Option<Prior> {
        let variance = self.variance();
        (variance > 0.0)
            .then(|| Prior { shape: self.mean * self.mean / variance, rate: self.mean / variance })
            .filter(|prior| prior.shape.is_finite() && prior.rate.is_finite())
    }

    /// A peer's rate drawn towards the mean, (shape + k)/(rate + T); the mean where rates are pooled.
    pub fn shrunk(&self, observed: Observed) -> f64 {
        self.prior().map_or(self.mean, |prior| (prior.shape + observed.count) / (prior.rate + observed.exposure))
    }
}
