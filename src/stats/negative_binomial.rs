//! Counts that vary more than those of independent events: the negative binomial distribution with a mean μ and the
//! variance μ + θμ². With θ = 0 it is the Poisson distribution.
//!
//! Source: J. M. Hilbe, Negative Binomial Regression, 2nd edition (2011), the form NB2.

/// A distribution of counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NegativeBinomial {
    /// The mean, at least 0.
    pub mean: f64,
    /// θ, at least 0: the variance beyond that of independent events, over the square of the mean.
    pub theta: f64,
}

/// Below this θ the distribution is taken for Poisson's, from which it differs by less than rounding does.
const MIN_THETA: f64 = 1e-9;
/// How far below the mean, in standard deviations, sums begin: less than 1e-12 of a distribution lies below, and the probability
/// there can still be told from 0.
const FAR_DEVIATIONS: f64 = 8.0;

/// How far from the mean, in standard deviations, lists of probabilities begin, so that the first is not rounded to 0.
const NEAR_DEVIATIONS: f64 = 12.0;

impl NegativeBinomial {
    /// ln P(N = count).
    pub fn ln_probability(&self, count: u64) -> f64 {
        let (mean, k) = (self.mean, count as f64);
        if mean <= 0.0 {
            return if count == 0 { 0.0 } else { f64::NEG_INFINITY };
        }
        if self.theta < MIN_THETA {
            return k * mean.ln() - mean - libm::lgamma(k + 1.0);
        }
        let size = 1.0 / self.theta;
        libm::lgamma(k + size) - libm::lgamma(size) - libm::lgamma(k + 1.0) - size * (self.theta * mean).ln_1p()
            + k * (mean / (size + mean)).ln()
    }

    /// The least count up to which the distribution has at least the probability `p`, which lies strictly between 0 and 1.
    pub fn quantile(&self, p: f64) -> u64 {
        if self.mean <= 0.0 {
            return 0;
        }
        let deviation = (self.mean + self.theta * self.mean * self.mean).sqrt();
        let mut count = (self.mean - FAR_DEVIATIONS * deviation).max(0.0).floor() as u64;
        let mut probability = self.ln_probability(count).exp();
        let mut sum = probability;
        // Beyond the far end the sum no longer grows, and rounding may keep it just below `p`.
        let last = (self.mean + 20.0 * FAR_DEVIATIONS * deviation).ceil() as u64 + 1;
        while sum < p && count < last {
            probability *= self.ratio_to_next(count);
            count += 1;
            sum += probability;
        }
        count
    }

    /// The counts up to `most` that are likelier than 1e-15 or so, each with its probability, ascending.
    pub fn probabilities(self, most: u64) -> impl Iterator<Item = (u64, f64)> {
        let deviation = (self.mean + self.theta * self.mean * self.mean).sqrt();
        let first = (self.mean - NEAR_DEVIATIONS * deviation).max(0.0).floor() as u64;
        let mut next = self.ln_probability(first).exp();
        (first..=most).map(move |count| {
            let probability = next;
            next *= self.ratio_to_next(count);
            (count, probability)
        })
    }

    /// P(N = count + 1) / P(N = count).
    fn ratio_to_next(&self, count: u64) -> f64 {
        let k = count as f64;
        (1.0 + self.theta * k) * self.mean / ((1.0 + self.theta * self.mean) * (k + 1.0))
    }
}

/// Sums over pairs of an expected and an observed count, from which θ is estimated by the method of moments:
/// Σ((n − μ)² − μ) / Σμ², at least 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ThetaSums {
    excess: f64,
    squares: f64,
    /// The number of pairs.
    pub pairs: u32,
}

impl ThetaSums {
    /// Adds a pair.
    pub fn add(&mut self, expected: f64, observed: f64) {
        self.excess += (observed - expected) * (observed - expected) - expected;
        self.squares += expected * expected;
        self.pairs += 1;
    }

    /// Adds the pairs of another place.
    pub fn merge(&mut self, other: &ThetaSums) {
        self.excess += other.excess;
        self.squares += other.squares;
        self.pairs += other.pairs;
    }

    /// θ, or `None` where nothing was expected.
    pub fn theta(&self) -> Option<f64> {
        (self.squares > 0.0).then(|| (self.excess / self.squares).clamp(0.0, MAX_THETA))
    }

    /// θ drawn towards `peers`, with the weight n/(n + `prior`) for its own n pairs.
    pub fn shrunk(&self, peers: f64, prior: f64) -> f64 {
        let n = f64::from(self.pairs);
        self.theta().map_or(peers, |own| (n * own + prior * peers) / (n + prior))
    }
}

/// Where hardly anything is expected, one incident gives a θ that says nothing.
const MAX_THETA: f64 = 20.0;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn probabilities_by_hand() {
        let at = |mean, theta, count| NegativeBinomial { mean, theta }.ln_probability(count).exp();
        assert!((at(4.0, 0.5, 3) - 4.0 * (1.0f64 / 9.0) * (8.0 / 27.0)).abs() < 1e-12);
        assert!((at(1.5, 0.0, 0) - (-1.5f64).exp()).abs() < 1e-14);
        assert!((at(1.0, 2.0, 0) - 1.0 / 3.0f64.sqrt()).abs() < 1e-12);
        assert_eq!((at(0.0, 1.0, 0), at(0.0, 1.0, 2)), (1.0, 0.0));
    }

    #[test]
    fn a_mean_of_nothing_has_no_range() {
        assert_eq!(NegativeBinomial { mean: 0.0, theta: 3.0 }.quantile(0.9), 0);
    }

    #[test]
    fn theta_comes_from_what_counts_vary_too_much() {
        let mut sums = ThetaSums::default();
        assert_eq!((sums.theta(), sums.shrunk(0.7, 8.0)), (None, 0.7));
        for observed in [0.0, 8.0, 0.0, 8.0] {
            sums.add(4.0, observed);
        }
        assert_eq!(sums.theta(), Some((16.0 - 4.0) / 16.0));
        assert!((sums.shrunk(0.0, 4.0) - 0.375).abs() < 1e-12);
        let mut even = ThetaSums::default();
        even.add(4.0, 4.0);
        assert_eq!(even.theta(), Some(0.0));
        even.merge(&sums);
        assert_eq!(even.pairs, 5);
    }

    /// A bug once: sums began so far below a large mean that the probability there was 0, and stayed 0.
    #[test]
    fn large_means_have_a_range() {
        for mean in [1e3, 1e4, 1e6] {
            let counts = NegativeBinomial { mean, theta: 0.0 };
            let [low, high] = [0.1, 0.9].map(|p| (counts.quantile(p) as f64 - mean) / mean.sqrt());
            assert!((low + 1.28).abs() < 0.05 && (high - 1.28).abs() < 0.05, "{mean}: {low} {high}");
        }
    }

    proptest! {
        /// The twin of the quantile: the sum of all probabilities from 0 on.
        #[test]
        fn the_quantile_is_where_the_sum_reaches_p(
            mean in prop_oneof![0.0..5.0f64, 0.0..500.0f64], theta in prop_oneof![Just(0.0), 0.0..3.0f64], p in 0.01..0.99f64,
        ) {
            let counts = NegativeBinomial { mean, theta };
            let found = counts.quantile(p);
            let up_to = |count: u64| (0..=count).map(|k| counts.ln_probability(k).exp()).sum::<f64>();
            prop_assert!(up_to(found) >= p - 1e-9);
            prop_assert!(found == 0 || up_to(found - 1) < p + 1e-9);
        }

        #[test]
        fn lists_of_probabilities_hold_nearly_all(mean in prop_oneof![0.01..30.0f64, 30.0..9000.0f64], theta in prop_oneof![Just(0.0), 0.01..1.0f64]) {
            let counts = NegativeBinomial { mean, theta };
            let most = (mean + 60.0 * (mean + theta * mean * mean).sqrt()) as u64 + 60;
            let mut sum = 0.0;
            for (count, probability) in counts.probabilities(most) {
                prop_assert!((probability - counts.ln_probability(count).exp()).abs() < 1e-9);
                sum += probability;
            }
            prop_assert!((sum - 1.0).abs() < 1e-8, "{}", sum);
        }

        #[test]
        fn the_mean_is_the_mean(mean in 0.01..30.0f64, theta in prop_oneof![Just(0.0), 0.01..1.0f64]) {
            let counts = NegativeBinomial { mean, theta };
            let probability = |k: u64| counts.ln_probability(k).exp();
            let found: f64 = (0..3_000).map(|k| k as f64 * probability(k)).sum();
            prop_assert!((found - mean).abs() < 1e-6 * mean, "{found}");
        }
    }
}
