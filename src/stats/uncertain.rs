//! How many of several events there are, each of them with a probability of its own.

use super::tail;

/// The Poisson binomial distribution of the count.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// Probability of each count from 0 on.
    pub pmf: Vec<f64>,
    pub mean: f64,
    /// 1 − Π(1 − p).
    pub p_at_least_one: f64,
}

/// The distribution by adding one event after the other, n²/2 steps for n of them; values outside 0..1 are taken to be
/// the nearer end.
///
/// Source: Y. H. Wang, On the number of successes in independent trials, Statistica Sinica 3 (1993).
pub fn count(probabilities: &[f64]) -> Count {
    let mut pmf = Vec::with_capacity(probabilities.len() + 1);
    pmf.push(1.0);
    let (mut mean, mut none) = (0.0, 1.0);
    for p in probabilities.iter().map(|p| p.clamp(0.0, 1.0)) {
        mean += p;
        none *= 1.0 - p;
        let mut before = 0.0;
        for chance in &mut pmf {
            let here = *chance;
            *chance = here * (1.0 - p) + before * p;
            before = here;
        }
        pmf.push(before * p);
    }
    Count { pmf, mean, p_at_least_one: 1.0 - none }
}

impl Count {
    /// The least counts below which, and up to which, at least the one and all but the other tail lies.
    pub fn interval(&self, confidence: f64) -> Option<(usize, usize)> {
        let tail = tail(confidence)?;
        Some((self.quantile(tail), self.quantile(1.0 - tail)))
    }

    /// The least count that is not exceeded with probability `p`.
    fn quantile(&self, p: f64) -> usize {
        let mut below = 0.0;
        let reaches = |chance: &f64| {
            below += chance;
            below >= p
        };
        self.pmf.iter().position(reaches).unwrap_or(self.pmf.len() - 1)
    }
}
