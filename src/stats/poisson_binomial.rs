//! How many of several events there are, each of which has a probability of its own.

use super::tail_probability;

/// The Poisson binomial distribution of a count.
#[derive(Clone, Debug, PartialEq)]
pub struct PoissonBinomial {
    /// The probability of each count, from 0 on.
    pub pmf: Vec<f64>,
    /// The expected count.
    pub mean: f64,
    /// The probability of at least one event, 1 − Π(1 − p).
    pub p_at_least_one: f64,
}

impl PoissonBinomial {
    /// The distribution of the number of events with these probabilities, built by adding one event after the other in
    /// n²/2 steps. Values outside 0 to 1 are clamped.
    ///
    /// Source: Y. H. Wang, On the number of successes in independent trials, Statistica Sinica 3 (1993).
    pub fn new(probabilities: &[f64]) -> PoissonBinomial {
        let mut pmf = Vec::with_capacity(probabilities.len() + 1);
        pmf.push(1.0);
        let (mut mean, mut p_none) = (0.0, 1.0);
        for p in probabilities.iter().map(|p| p.clamp(0.0, 1.0)) {
            mean += p;
            p_none *= 1.0 - p;
            let mut one_fewer = 0.0;
            for probability in &mut pmf {
                let without = *probability;
                *probability = without * (1.0 - p) + one_fewer * p;
                one_fewer = without;
            }
            pmf.push(one_fewer * p);
        }
        PoissonBinomial { pmf, mean, p_at_least_one: 1.0 - p_none }
    }

    /// The central interval of the count: its quantiles at the lower and at the upper tail. `None` if the confidence is
    /// not strictly between 0 and 1.
    pub fn interval(&self, confidence: f64) -> Option<(usize, usize)> {
        let tail = tail_probability(confidence)?;
        Some((self.quantile(tail), self.quantile(1.0 - tail)))
    }

    /// The smallest count that is not exceeded with a probability of at least `p`.
    fn quantile(&self, p: f64) -> usize {
        let mut cdf = 0.0;
        let reaches = |probability: &f64| {
            cdf += probability;
            cdf >= p
        };
        self.pmf.iter().position(reaches).unwrap_or(self.pmf.len() - 1)
    }
}
