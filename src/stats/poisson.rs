//! Rates of independent events: exact intervals and comparisons.

use super::distributions::{beta_cdf, beta_quantile_odds, gamma_quantile};
use super::{Interval, Observed, tail_probability};

/// The exact interval of a rate, per unit of time: lower = χ²(α/2; 2k)/(2T), or 0 if there is no event, and
/// upper = χ²(1 − α/2; 2k + 2)/(2T). `None` if the observation or the confidence is unusable.
///
/// Source: F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936).
pub fn rate_interval(observed: Observed, confidence: f64) -> Option<Interval> {
    let tail = tail_probability(confidence).filter(|_| observed.is_usable())?;
    let Observed { count, duration } = observed;
    let lower = if count == 0.0 { 0.0 } else { gamma_quantile(count, tail) };
    Some(Interval { lower: lower / duration, upper: gamma_quantile(count + 1.0, 1.0 - tail) / duration })
}

/// The comparison of one rate with another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateComparison {
    /// The first rate divided by the second; infinite if the second had no event.
    pub ratio: f64,
    /// Interval of the ratio.
    pub interval: Interval,
    /// The probability of at least as many events in the first part if the rates were the same.
    pub p_greater: f64,
    /// The probability of at most as many events in the first part if the rates were the same.
    pub p_less: f64,
    /// Two-sided p value: twice the smaller tail, at most 1. It is below α exactly if the interval does not contain 1.
    pub p: f64,
}

/// The tails of the comparison of two rates, which [`compare`] explains: the probabilities of at least and of at most as many
/// events in the first part if the rates were the same. `None` under the same conditions.
pub fn tails(first: Observed, second: Observed) -> Option<[f64; 2]> {
    let (k1, k0) = (first.count, second.count);
    if !first.is_usable() || !second.is_usable() || k1 + k0 == 0.0 {
        return None;
    }
    let total_duration = first.duration + second.duration;
    let (share, rest) = (first.duration / total_duration, second.duration / total_duration);
    let p_greater = if k1 == 0.0 { 1.0 } else { beta_cdf(k1, k0 + 1.0, share, rest) };
    let p_less = if k0 == 0.0 { 1.0 } else { beta_cdf(k0, k1 + 1.0, rest, share) };
    Some([p_greater, p_less])
}

/// The two-sided p value of two tails: twice the smaller one, at most 1.
pub fn two_sided([p_greater, p_less]: [f64; 2]) -> f64 {
    (2.0 * p_greater.min(p_less)).min(1.0)
}

/// Compares two rates given the number of events in both: of n = k₁ + k₀ events, each falls into the first part with
/// probability T₁/(T₁ + T₀) if the rates are the same. The interval of that share is that of Clopper and Pearson, turned
/// into a ratio by share/(1 − share) · T₀/T₁. `None` if neither part has an event, or if an observation or the confidence
/// is unusable.
///
/// Sources: J. Przyborowski and H. Wilenski, Homogeneity of results in testing samples from Poisson series, Biometrika 31
/// (1940); C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits, Biometrika 26 (1934).
pub fn compare(first: Observed, second: Observed, confidence: f64) -> Option<RateComparison> {
    let tail = tail_probability(confidence)?;
    let [p_greater, p_less] = tails(first, second)?;
    let (k1, k0) = (first.count, second.count);
    let scale = second.duration / first.duration;
    Some(RateComparison {
        ratio: if k0 == 0.0 { f64::INFINITY } else { k1 / k0 * scale },
        interval: Interval {
            lower: if k1 == 0.0 { 0.0 } else { beta_quantile_odds(k1, k0 + 1.0, tail) * scale },
            upper: if k0 == 0.0 { f64::INFINITY } else { scale / beta_quantile_odds(k0, k1 + 1.0, tail) },
        },
        p_greater,
        p_less,
        p: two_sided([p_greater, p_less]),
    })
}

/// The probability of no event in a gap at a known rate, exp(−λt); rate and gap in matching units.
pub fn quiet_probability_at_rate(rate: f64, gap: f64) -> f64 {
    (-rate * gap).exp()
}

/// The probability of no event in a gap of length t, given n events in the time T before it: (T/(T + t))ⁿ, the probability
/// that all n events of both times fall into T. The rate need not be known, but it must be the same in both, and the gap
/// must be chosen without looking at the events. The result is 1 if there was no event.
///
/// Source: the lower tail of [`compare`] with no event in the first part (Przyborowski and Wilenski 1940).
pub fn quiet_probability(baseline: Observed, gap: f64) -> f64 {
    if !baseline.is_usable() || gap <= 0.0 {
        return 1.0;
    }
    (-baseline.count * (1.0 + gap / baseline.duration).ln()).exp()
}
