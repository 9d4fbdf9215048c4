//! How many of several events there are, each of which has a probability of its own.

use super::resample::Draws;
use super::tail_probability;
use crate::order;

/// Of so many events the number is drawn exactly, of the others from a binomial distribution.
const MOST_EXACT: usize = 64;
/// Probabilities of counts below this part of the highest one are left out.
const LEAST_PROBABILITY: f64 = 1e-12;

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

/// Draws how many of several events there are.
#[derive(Clone, Debug)]
pub struct CountSampler {
    /// The number of the likeliest events, and of the others where there are more.
    parts: Vec<CountTable>,
}

/// A distribution of counts.
#[derive(Clone, Debug)]
struct CountTable {
    /// The first count that can be drawn, and the probability of at most each count from there on.
    first: u32,
    cdf: Vec<f64>,
}

impl CountSampler {
    /// A sampler for events with these probabilities. The 64 likeliest are drawn from the exact distribution of their number. The
    /// others have the binomial distribution of n = (Σp)²/Σp² events, rounded, with the mean Σp; its variance is that of the
    /// exact one but for the rounding.
    ///
    /// Source: W. Ehm, Binomial approximation to the Poisson binomial distribution, Statistics & Probability Letters 11 (1991).
    pub fn new(probabilities: &[f64]) -> CountSampler {
        let mut likeliest_first = probabilities.to_vec();
        order::sort_by(&mut likeliest_first, |a, b| b.total_cmp(a));
        let others = likeliest_first.split_off(likeliest_first.len().min(MOST_EXACT));
        let mut parts = vec![CountTable::new(0, PoissonBinomial::new(&likeliest_first).pmf)];
        let mean: f64 = others.iter().sum();
        let squares: f64 = others.iter().map(|p| p * p).sum();
        if squares > 0.0 {
            let events = (mean * mean / squares).round().max(mean.ceil());
            let (first, pmf) = binomial_pmf(events, (mean / events).min(1.0));
            parts.push(CountTable::new(first, pmf));
        }
        CountSampler { parts }
    }

    /// Draws a count, by inversion of the distribution function.
    pub fn draw(&self, draws: &mut Draws) -> u32 {
        self.parts.iter().map(|part| part.at(draws.uniform())).sum()
    }
}

impl CountTable {
    fn new(first: u32, mut pmf: Vec<f64>) -> CountTable {
        let total: f64 = pmf.iter().sum();
        let mut sum = 0.0;
        for probability in &mut pmf {
            sum += *probability / total;
            *probability = sum;
        }
        CountTable { first, cdf: pmf }
    }

    fn at(&self, uniform: f64) -> u32 {
        let index = self.cdf.partition_point(|below| *below <= uniform);
        self.first + index.min(self.cdf.len() - 1) as u32
    }

    #[cfg(test)]
    fn pmf(&self) -> Vec<f64> {
        let before = [0.0].into_iter().chain(self.cdf.iter().copied());
        vec![0.0; self.first as usize]
            .into_iter()
            .chain(self.cdf.iter().zip(before).map(|(to, from)| to - from))
            .collect()
    }
}

/// The probabilities of the counts of a binomial variable, from the first that is not negligible on.
fn binomial_pmf(events: f64, p: f64) -> (u32, Vec<f64>) {
    let mode = ((events + 1.0) * p).floor().min(events);
    let odds = if p < 1.0 { p / (1.0 - p) } else { return (events as u32, vec![1.0]) };
    // Relative to that of the mode, downwards and upwards.
    let (mut below, mut above) = (vec![1.0], Vec::new());
    let (mut count, mut probability) = (mode, 1.0);
    while count > 0.0 && probability > LEAST_PROBABILITY {
        probability *= count / (events - count + 1.0) / odds;
        count -= 1.0;
        below.push(probability);
    }
    let first = count as u32;
    (count, probability) = (mode, 1.0);
    while count < events && probability > LEAST_PROBABILITY {
        probability *= (events - count) / (count + 1.0) * odds;
        count += 1.0;
        above.push(probability);
    }
    below.reverse();
    below.extend(above);
    (first, below)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The probabilities of the counts that a sampler draws.
    fn drawn(sampler: &CountSampler) -> Vec<f64> {
        sampler.parts.iter().fold(vec![1.0], |before, part| {
            let pmf = part.pmf();
            let mut sums = vec![0.0; before.len() + pmf.len() - 1];
            for (count, probability) in before.iter().enumerate() {
                pmf.iter().enumerate().for_each(|(more, other)| sums[count + more] += probability * other);
            }
            sums
        })
    }

    proptest! {
        /// The twin is the exact distribution, also where the sampler takes a binomial one.
        #[test]
        fn counts_are_drawn_as_their_distribution_says(
            shares in prop::collection::vec(prop_oneof![0.001..0.999f64, Just(0.02), 0.9..0.9999f64], 1..300),
        ) {
            let (found, exact) = (drawn(&CountSampler::new(&shares)), PoissonBinomial::new(&shares).pmf);
            let mean: f64 = shares.iter().sum();
            let found_mean: f64 = found.iter().enumerate().map(|(count, p)| count as f64 * p).sum();
            prop_assert!((found_mean - mean).abs() < 1e-6 * (1.0 + mean), "{found_mean} {mean}");
            let (mut cdf, mut distance) = (0.0, 0.0f64);
            for count in 0..found.len().max(exact.len()) {
                let at = |pmf: &[f64]| pmf.get(count).copied().unwrap_or_default();
                cdf += at(&found) - at(&exact);
                distance = distance.max(cdf.abs());
            }
            prop_assert!(distance < 0.01, "{distance} of {} events", shares.len());
        }
    }

    #[test]
    fn equal_shares_are_drawn_exactly() {
        let (sampler, exact) = (CountSampler::new(&[0.3; 200]), PoissonBinomial::new(&[0.3; 200]));
        let mut draws = Draws::new(3);
        let mut counts = vec![0u32; 201];
        (0..20_000).for_each(|_| counts[sampler.draw(&mut draws) as usize] += 1);
        let worst = counts.iter().zip(&exact.pmf).map(|(found, p)| (f64::from(*found) / 20_000.0 - p).abs());
        assert!(worst.fold(0.0, f64::max) < 0.01);
        assert_eq!(CountSampler::new(&[0.0; 100]).draw(&mut draws), 0);
        assert_eq!(CountSampler::new(&[1.0; 100]).draw(&mut draws), 100);
    }
}
