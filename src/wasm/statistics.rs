//! The statistics as formulas, for checks from outside: numbers in, numbers out.
//!
//! What says nothing is an empty list, and a limit that nothing bounds is infinite.

use wasm_bindgen::prelude::*;

use crate::stats::Observed;
use crate::stats::multiple::benjamini_hochberg;
use crate::stats::poisson::{compare, rate_interval};
use crate::stats::poisson_binomial::PoissonBinomial;
use crate::stats::ranks::mann_whitney;
use crate::stats::shrinkage::{Peers, Prior};
use crate::stats::trend::mann_kendall;
use crate::stats::weighted::WeightedSum;

/// One formula by its name in the package, which names the numbers of the answer.
#[wasm_bindgen]
pub fn statistic(name: &str, numbers: &[f64], others: &[f64]) -> Vec<f64> {
    let answer = match (name, numbers) {
        ("poissonRate", &[count, exposure, confidence]) => poisson_rate(Observed { count, exposure }, confidence),
        ("rateRatio", &[k1, t1, k0, t0, confidence]) => {
            let (first, other) = (Observed { count: k1, exposure: t1 }, Observed { count: k0, exposure: t0 });
            compare(first, other, confidence).map(|found| {
                let limits = found.interval;
                vec![found.ratio, limits.lower, limits.upper, found.p_greater, found.p_less, found.p]
            })
        }
        ("gammaPoisson", &[shape, rate, count, exposure, ahead, confidence]) => {
            Prior { shape, rate }.posterior(Observed { count, exposure }, confidence).map(|found| {
                let limits = found.interval;
                let at_least_one = found.p_at_least_one(ahead);
                vec![found.shape, found.rate, found.mean, limits.lower, limits.upper, at_least_one]
            })
        }
        ("peerRates", counts) => peer_rates(counts, others),
        ("weightedSum", weights) => weighted_sum(weights, others),
        ("mannKendall", series) => mann_kendall(series).map(|found| {
            vec![found.s as f64, found.variance, found.z, found.p, found.tau, found.slope, found.intercept]
        }),
        ("benjaminiHochberg", p) => Some(benjamini_hochberg(p)),
        ("poissonBinomial", p) => {
            let count = PoissonBinomial::new(p);
            Some([vec![count.mean, count.p_at_least_one], count.pmf].concat())
        }
        ("mannWhitney", x) => mann_whitney(x, others)
            .map(|found| vec![found.u, f64::from(u8::from(found.exact)), found.p, found.p_greater, found.p_less]),
        _ => None,
    };
    answer.unwrap_or_default()
}

fn poisson_rate(observed: Observed, confidence: f64) -> Option<Vec<f64>> {
    let limits = rate_interval(observed, confidence)?;
    Some(vec![observed.count / observed.exposure, limits.lower, limits.upper])
}

/// A pooled prior has no shape and no rate: infinity, which no other has.
fn peer_rates(counts: &[f64], exposures: &[f64]) -> Option<Vec<f64>> {
    let observed: Vec<Observed> =
        counts.iter().zip(exposures).map(|(&count, &exposure)| Observed { count, exposure }).collect();
    let peers = Peers::new(&observed)?;
    let (shape, rate) = peers.prior().map_or((f64::INFINITY, f64::INFINITY), |prior| (prior.shape, prior.rate));
    let mut answer = vec![peers.mean, peers.spread, peers.excess, peers.variance(), shape, rate];
    answer.extend(observed.iter().map(|&peer| peers.shrunk_rate(peer)));
    Some(answer)
}

/// The counts, and after them the confidence.
fn weighted_sum(weights: &[f64], others: &[f64]) -> Option<Vec<f64>> {
    let (&confidence, counts) = others.split_last()?;
    let largest = weights.iter().copied().fold(0.0, f64::max);
    let sum = WeightedSum::new(weights.iter().copied().zip(counts.iter().copied()), largest);
    let limits = sum.interval(confidence)?;
    Some(vec![sum.estimate, sum.variance, sum.largest, limits.lower, limits.upper])
}
