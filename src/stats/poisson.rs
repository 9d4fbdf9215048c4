//! Rates of events that come independently of one another, each exact for its count.

use super::distributions::{beta_below, beta_quantile_odds, gamma_quantile};
use super::{Interval, Observed, tail};

/// Interval of a rate, per unit of exposure: lower = χ²(α/2; 2k)/(2T), 0 for no event, upper = χ²(1 − α/2; 2k + 2)/(2T).
/// `None` without exposure.
///
/// Source: F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936).
pub fn rate_interval(observed: Observed, confidence: f64) -> Option<Interval> {
    let tail = tail(confidence).filter(|_| observed.is_usable())?;
    let Observed { count, exposure } = observed;
    let lower = if count == 0.0 { 0.0 } else { gamma_quantile(count, tail) };
    Some(Interval { lower: lower / exposure, upper: gamma_quantile(count + 1.0, 1.0 - tail) / exposure })
}

/// One rate against another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The first rate divided by the other; infinite where the other had no event.
    pub ratio: f64,
    pub interval: Interval,
    /// Probability of at least as many events in the first part, were the rates the same.
    pub p_greater: f64,
    /// Probability of at most as many.
    pub p_less: f64,
    /// Two-sided: twice the smaller tail, at most 1. It is below α just where the interval leaves 1 out.
    pub p: f64,
}

/// Compares two rates given how many events there were in both: of n = k₁ + k₀ each falls into the first part with
/// probability T₁/(T₁ + T₀) if the rates are the same. The interval of that share is that of Clopper and Pearson, read as
/// a ratio by share/(1 − share) · T₀/T₁. `None` without an event in either part or without exposure in one of them.
///
/// Sources: J. Przyborowski and H. Wilenski, Homogeneity of results in testing samples from Poisson series, Biometrika 31
/// (1940); C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits, Biometrika 26 (1934).
pub fn compare(first: Observed, other: Observed, confidence: f64) -> Option<Comparison> {
    let tail = tail(confidence)?;
    let (k1, k0) = (first.count, other.count);
    if !first.is_usable() || !other.is_usable() || k1 + k0 == 0.0 {
        return None;
    }
    let all = first.exposure + other.exposure;
    let scale = other.exposure / first.exposure;
    let p_greater = if k1 == 0.0 { 1.0 } else { beta_below(k1, k0 + 1.0, first.exposure / all) };
    let p_less = if k0 == 0.0 { 1.0 } else { beta_below(k0, k1 + 1.0, other.exposure / all) };
    Some(Comparison {
        ratio: if k0 == 0.0 { f64::INFINITY } else { k1 / k0 * scale },
        interval: Interval {
            lower: if k1 == 0.0 { 0.0 } else { beta_quantile_odds(k1, k0 + 1.0, tail) * scale },
            upper: if k0 == 0.0 { f64::INFINITY } else { scale / beta_quantile_odds(k0, k1 + 1.0, tail) },
        },
        p_greater,
        p_less,
        p: (2.0 * p_greater.min(p_less)).min(1.0),
    })
}

/// Probability of no event in a gap at a known rate: exp(−λt), the rate per day where the gap is in days.
pub fn quiet_at_rate(rate: f64, gap: f64) -> f64 {
    (-rate * gap).exp()
}

/// Probability of no event in a gap of t given what was seen before it: with n events in T and t together at one rate,
/// that all n fall into T, (T/(T + t))ⁿ. It needs no rate to be known. The gap must be chosen without looking at the
/// events; 1 without an event.
///
/// Source: the lower tail of `compare` with no event in the first part (Przyborowski and Wilenski 1940).
pub fn quiet_after(baseline: Observed, gap: f64) -> f64 {
    if !baseline.is_usable() || gap <= 0.0 {
        return 1.0;
    }
    (-baseline.count * (1.0 + gap / baseline.exposure).ln()).exp()
}
