//! Rates shrunk towards the mean of their peers, the more so the less was observed.

use super::distributions::{beta_cdf, gamma_quantile};
use super::{Interval, Observed, tail_probability};

/// The prior distribution of a rate, Gamma(shape, rate).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    /// Shape of the gamma distribution.
    pub shape: f64,
    /// Rate parameter of the gamma distribution, in units of the duration.
    pub rate: f64,
}

/// The posterior distribution of a rate, Gamma(shape + count, rate + duration).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posterior {
    /// Shape of the gamma distribution.
    pub shape: f64,
    /// Rate parameter of the gamma distribution, in units of the duration.
    pub rate: f64,
    /// Posterior mean, events per unit of time.
    pub mean: f64,
    /// Equal-tailed posterior interval, events per unit of time.
    pub interval: Interval,
}

impl Prior {
    /// The posterior after an observation, with its equal-tailed interval. `None` if the result is not a distribution, as
    /// for no event and a prior of shape 0, or if the confidence is not strictly between 0 and 1.
    ///
    /// Source: A. Gelman et al., Bayesian Data Analysis, 3rd edition (2013), section 2.6.
    pub fn posterior(self, observed: Observed, confidence: f64) -> Option<Posterior> {
        let tail = tail_probability(confidence)?;
        let (shape, rate) = (self.shape + observed.count, self.rate + observed.duration);
        if !(shape > 0.0 && rate > 0.0 && shape.is_finite() && rate.is_finite()) {
            return None;
        }
        let limit = |p: f64| gamma_quantile(shape, p) / rate;
        let interval = Interval { lower: limit(tail), upper: limit(1.0 - tail) };
        Some(Posterior { shape, rate, mean: shape / rate, interval })
    }
}

impl Posterior {
    /// The probability that this rate is above another one. For X ~ Gamma(a₁, r₁) and Y ~ Gamma(a₂, r₂), the share
    /// X r₁/(X r₁ + Y r₂) is Beta(a₁, a₂).
    pub fn p_above(&self, other: &Posterior) -> f64 {
        let both = self.rate + other.rate;
        beta_cdf(other.shape, self.shape, other.rate / both, self.rate / both)
    }

    /// The probability of at least one event in a further time t: 1 − (rate/(rate + t))^shape, from the negative
    /// binomial distribution.
    pub fn p_at_least_one(&self, duration: f64) -> f64 {
        1.0 - (-self.shape * (1.0 + duration.max(0.0) / self.rate).ln()).exp()
    }
}

/// The rates of peers: their common mean m, and how far they differ beyond chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peers {
    /// Σk / ΣT, events per unit of time.
    pub mean: f64,
    /// Weighted variance of the observed rates, Σ T(k/T − m)² / ΣT.
    pub spread: f64,
    /// The part of the spread that chance does not explain, spread − m / mean(T); negative if chance explains more.
    pub excess: f64,
}

impl Peers {
    /// Estimates mean and spread by the method of moments in its global form. Peers without duration are ignored; `None`
    /// if no peer has any.
    ///
    /// Source: R. J. Marshall, Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics
    /// 40 (1991).
    pub fn new(observed: &[Observed]) -> Option<Self> {
        let peers = || observed.iter().filter(|peer| peer.is_usable());
        let (mut number, mut events, mut duration) = (0.0, 0.0, 0.0);
        for peer in peers() {
            number += 1.0;
            events += peer.count;
            duration += peer.duration;
        }
        if number == 0.0 {
            return None;
        }
        let mean = events / duration;
        let deviation = |peer: &Observed| peer.count / peer.duration - mean;
        let spread = peers().map(|peer| peer.duration * deviation(peer) * deviation(peer)).sum::<f64>() / duration;
        Some(Self { mean, spread, excess: spread - mean / (duration / number) })
    }

    /// Variance of the true rates among the peers; 0 if chance explains all differences.
    pub fn variance(&self) -> f64 {
        self.excess.max(0.0)
    }

    /// The prior Gamma(m²/variance, m/variance). `None` if the variance is 0: then all peers have the pooled rate `mean`.
    pub fn prior(&self) -> Option<Prior> {
        let variance = self.variance();
        (variance > 0.0)
            .then(|| Prior { shape: self.mean * self.mean / variance, rate: self.mean / variance })
            .filter(|prior| prior.shape.is_finite() && prior.rate.is_finite())
    }

    /// The rate of a peer shrunk towards the mean, (shape + k)/(rate + T); the mean itself if all rates are pooled.
    pub fn shrunk_rate(&self, observed: Observed) -> f64 {
        self.prior().map_or(self.mean, |prior| (prior.shape + observed.count) / (prior.rate + observed.duration))
    }
}
