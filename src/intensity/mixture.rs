//! The weights of the parts of a mixture, found by expectation and maximisation.

use super::kernels::MIXED;

/// The uniform part and the kernels.
pub const PARTS: usize = MIXED + 1;
/// The weights of the uniform part and of the kernels; their sum is 1.
pub type Weights = [f64; PARTS];

/// What is known before anything was recorded, counted as so many incidents. Where the record is short, these are the weights.
const PRIOR: Weights = [0.05, 0.30, 0.35, 0.15, 0.15];
const PRIOR_INCIDENTS: f64 = 5.0;
const MAX_ROUNDS: usize = 500;
/// The rounds end when no weight changes by more than this.
const TOLERANCE: f64 = 1e-6;

/// The weights under which the densities of all targets are most likely, a few more incidents from the prior included.
///
/// Source: A. P. Dempster, N. M. Laird and D. B. Rubin, Maximum Likelihood from Incomplete Data via the EM Algorithm,
/// Journal of the Royal Statistical Society B 39 (1977).
pub fn fit<'t>(targets: impl Iterator<Item = &'t [f64; PARTS]> + Clone) -> Weights {
    let mut weights = PRIOR;
    for _ in 0..MAX_ROUNDS {
        let next = improve(&weights, targets.clone());
        let change = weights.iter().zip(&next).map(|(old, new)| (old - new).abs()).fold(0.0, f64::max);
        weights = next;
        if change < TOLERANCE {
            break;
        }
    }
    weights
}

/// One round: every target is shared out among the parts by what they contribute to its density.
fn improve<'t>(weights: &Weights, targets: impl Iterator<Item = &'t [f64; PARTS]>) -> Weights {
    let mut shares = PRIOR.map(|weight| weight * PRIOR_INCIDENTS);
    let mut count = PRIOR_INCIDENTS;
    for densities in targets {
        let total = density(weights, densities);
        if total > 0.0 {
            for (share, (weight, density)) in shares.iter_mut().zip(weights.iter().zip(densities)) {
                *share += weight * density / total;
            }
            count += 1.0;
        }
    }
    shares.map(|share| share / count)
}

/// The density of the mixture.
#[inline]
pub fn density(weights: &Weights, densities: &[f64; PARTS]) -> f64 {
    weights.iter().zip(densities).map(|(weight, density)| weight * density).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::SmallRng;
    use rand::{Rng, SeedableRng};

    fn log_likelihood(weights: &Weights, targets: &[[f64; PARTS]]) -> f64 {
        targets.iter().map(|target| density(weights, target).ln()).sum()
    }

    #[test]
    fn without_targets_the_weights_are_the_prior() {
        let weights = fit([].iter());
        assert!(weights.iter().zip(PRIOR).all(|(found, prior)| (found - prior).abs() < 1e-12), "{weights:?}");
    }

    /// The plain twin: no small change of the weights makes the targets more likely.
    #[test]
    fn no_other_weights_make_the_targets_more_likely() {
        let mut random = SmallRng::seed_from_u64(1);
        for _ in 0..20 {
            let targets: Vec<[f64; PARTS]> =
                (0..2_000).map(|_| std::array::from_fn(|_| (random.random_range(-3.0..3.0f64)).exp())).collect();
            let weights = fit(targets.iter());
            assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            let best = log_likelihood(&weights, &targets);
            for from in 0..PARTS {
                for to in 0..PARTS {
                    let mut other = weights;
                    let moved = (0.05f64).min(other[from]);
                    other[from] -= moved;
                    other[to] += moved;
                    assert!(log_likelihood(&other, &targets) <= best + 0.5, "{weights:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn a_part_that_alone_has_targets_gets_the_weight() {
        let weights = fit(vec![[0.0, 0.0, 0.0, 0.0, 1.0]; 10_000].iter());
        assert!(weights[4] > 0.999, "{weights:?}");
    }
}
