//! Distribution functions, from the crates `special` and `libm`, and quantiles found by inverting them.
//!
//! `special` can invert the distribution function of the beta distribution, but not that of the gamma distribution. One
//! iteration of our own serves both.

use std::f64::consts::{FRAC_1_SQRT_2, TAU};

use special::{Beta, Gamma};

/// From this shape on, where the series of `special` end too early, the cube root of a gamma variable is as good as normal:
/// the relative error of a quantile is about |z|³/(100·shape^1.5), below 1e-10 for |z| up to 6.
/// Source: E. B. Wilson and M. M. Hilferty, The distribution of chi-square, PNAS 17 (1931).
const NEARLY_NORMAL: f64 = 1e7;

/// P(X ≤ x) for X ~ Gamma(shape, 1).
pub fn gamma_cdf(shape: f64, x: f64) -> f64 {
    if shape < NEARLY_NORMAL {
        return x.inc_gamma(shape);
    }
    let deviation = 1.0 / (3.0 * shape.sqrt());
    normal_upper_tail((1.0 - deviation * deviation - (x / shape).cbrt()) / deviation)
}

/// P(X ≥ x) for a chi-square variable with `degrees` degrees of freedom.
pub fn chi_square_upper_tail(x: f64, degrees: f64) -> f64 {
    (1.0 - gamma_cdf(degrees / 2.0, x / 2.0)).max(0.0)
}

/// Up to this sum of the two parameters of a beta distribution, `special` computes it in few steps. Its series takes a/b
/// steps, which is endless for millions of events in one part and none in the other.
const FEW_EVENTS: f64 = 3000.0;
/// The continued fraction takes about the square root of the larger parameter: this is more than enough for any count.
const MAX_FRACTIONS: usize = 1_000_000;

/// P(X ≤ x) for X ~ Beta(a, b), given x and `rest`, which is 1 − x.
pub fn beta_cdf(a: f64, b: f64, x: f64, rest: f64) -> f64 {
    beta_cdf_with(a, b, (x, rest), a.ln_beta(b))
}

fn beta_cdf_with(a: f64, b: f64, (x, rest): (f64, f64), log_beta: f64) -> f64 {
    if a + b <= FEW_EVENTS {
        return x.inc_beta(a, b, log_beta);
    }
    if x == 0.0 || rest == 0.0 {
        return if x == 0.0 { 0.0 } else { 1.0 };
    }
    let scale = (a * x.ln() + b * rest.ln() - log_beta).exp();
    if x <= (a + 1.0) / (a + b + 2.0) {
        scale * beta_fraction(a, b, x) / a
    } else {
        1.0 - scale * beta_fraction(b, a, rest) / b
    }
}

/// The continued fraction of the incomplete beta function, by the method of Lentz. It converges in about √max(a, b) steps for
/// x up to (a + 1)/(a + b + 2).
/// Source: W. H. Press et al., Numerical Recipes, 3rd edition (2007), section 6.4.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    // Keeps the two parts of the fraction from being 0.
    const TINY: f64 = 1e-300;
    let away_from_0 = |number: f64| if number.abs() < TINY { TINY } else { number };
    let mut numerator = 1.0;
    let mut denominator = 1.0 / away_from_0(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = denominator;
    for step in 1..MAX_FRACTIONS {
        let m = step as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            denominator = 1.0 / away_from_0(1.0 + term * denominator);
            numerator = away_from_0(1.0 + term / numerator);
            change = numerator * denominator;
            fraction *= change;
        }
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

/// P(Z ≥ z) for a standard normal variable.
pub fn normal_upper_tail(z: f64) -> f64 {
    libm::erfc(z * FRAC_1_SQRT_2) / 2.0
}

/// P(|Z| ≥ |z|) for a standard normal variable.
pub fn normal_both_tails(z: f64) -> f64 {
    libm::erfc(z.abs() * FRAC_1_SQRT_2)
}

/// The x with P(X ≤ x) = p for X ~ Gamma(shape, 1).
pub fn gamma_quantile(shape: f64, p: f64) -> f64 {
    if shape >= NEARLY_NORMAL {
        return wilson_hilferty_quantile(shape, p);
    }
    let log_gamma = Gamma::ln_gamma(shape).0;
    let cdf_and_slope = |t: f64| {
        let x = t.exp();
        (gamma_cdf(shape, x), (shape * t - x - log_gamma).exp())
    };
    log_quantile(shape.ln(), p, &cdf_and_slope).exp()
}

fn wilson_hilferty_quantile(shape: f64, p: f64) -> f64 {
    let deviation = 1.0 / (3.0 * shape.sqrt());
    shape * (1.0 - deviation * deviation + normal_quantile(p) * deviation).powi(3)
}

/// The z with P(Z ≤ z) = p for a standard normal variable.
fn normal_quantile(p: f64) -> f64 {
    let density = |z: f64| (-z * z / 2.0).exp() / TAU.sqrt();
    log_quantile(0.0, p, &|z| (normal_upper_tail(-z), density(z)))
}

/// The odds x/(1 − x) of the x with P(X ≤ x) = p for X ~ Beta(a, b).
pub fn beta_quantile_odds(a: f64, b: f64, p: f64) -> f64 {
    let log_beta = a.ln_beta(b);
    let cdf_and_slope = |t: f64| {
        let odds = t.exp();
        let (x, rest) = (odds / (1.0 + odds), 1.0 / (1.0 + odds));
        (beta_cdf_with(a, b, (x, rest), log_beta), (a * x.ln() + b * rest.ln() - log_beta).exp())
    };
    log_quantile((a / b).ln(), p, &cdf_and_slope).exp()
}

/// Solves ln F(t) = ln p by Newton's iteration; `cdf_and_slope` gives F and its derivative.
///
/// The density of a gamma variable in ln x and that of a beta variable in its log odds are log-concave, and so is F.
/// Wherever the iteration starts, it therefore approaches the root from the left after one step and never passes it, so it
/// needs no bracket.
/// Source: M. Bagnoli and T. Bergstrom, Log-concave probability and its applications, Economic Theory 26 (2005).
fn log_quantile(start: f64, p: f64, cdf_and_slope: &dyn Fn(f64) -> (f64, f64)) -> f64 {
    // Below it e^t is 0.
    const SMALLEST: f64 = -745.0;
    let mut t = start;
    for _ in 0..100 {
        let (cdf, slope) = cdf_and_slope(t);
        let step = (cdf / p).ln() * cdf / slope;
        // If F is too small for a double, the last step went too far.
        t = if step.is_finite() { t - step } else { (t + start) / 2.0 };
        if t < SMALLEST {
            return f64::NEG_INFINITY;
        }
        // Convergence is quadratic: the next step would be about the square of this one.
        if step.abs() < 1e-10 {
            break;
        }
    }
    t
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_invert_the_distribution_functions() {
        for shape in [1e-3, 0.05, 0.5, 1.0, 2.5, 40.0, 1e3, 1e5] {
            for p in [1e-9, 0.005, 0.025, 0.5, 0.975, 0.995] {
                let x = gamma_quantile(shape, p);
                assert!(x == 0.0 || (gamma_cdf(shape, x) / p - 1.0).abs() < 1e-9, "{shape} {p} {x}");
                for other in [0.5, 1.0, 7.0, 5e3] {
                    let odds = beta_quantile_odds(shape, other, p);
                    let back = beta_cdf(shape, other, odds / (1.0 + odds), 1.0 / (1.0 + odds));
                    assert!(odds < 1e-300 || (back / p - 1.0).abs() < 1e-8, "{shape} {other} {p} {odds} {back}");
                }
            }
        }
    }

    #[test]
    fn quantiles_of_large_shapes_join_the_exact_ones() {
        for p in [1e-9, 0.005, 0.025, 0.5, 0.975, 0.995] {
            let exact = gamma_quantile(1e6, p);
            let joined = wilson_hilferty_quantile(1e6, p);
            assert!((joined / exact - 1.0).abs() < 1e-8, "{p} {exact} {joined}");
        }
        assert!((normal_quantile(0.975) - 1.959963984540054).abs() < 1e-12);
        // 1e9 ± 1.96·√1e9, the second of which a series that ends too early misses.
        let x = gamma_quantile(1e9, 0.975);
        assert!((x - 1_000_061_980.4).abs() < 1.0, "{x}");
    }

    /// The first step from the median then goes so far that the distribution function is 0 there.
    #[test]
    fn quantiles_of_probabilities_next_to_0_are_found() {
        for p in [1e-14, 1e-16, 1e-100] {
            let z = normal_quantile(p);
            assert!((normal_upper_tail(-z) / p - 1.0).abs() < 1e-9, "{p} {z}");
        }
        assert!((normal_quantile(1e-16) + 8.222_082_216_130_4).abs() < 1e-10);
    }

    #[test]
    fn finding_m_millions_of_events_in_one_part_take_few_steps() {
        // Both ways agree where both are quick.
        for (a, b) in [(2000.0, 1500.0), (3100.0, 40.0), (1.0, 4000.0), (2500.5, 700.25)] {
            for z in [-6.0, -2.0, -0.5, 0.0, 0.3, 2.0, 6.0] {
                let mean: f64 = a / (a + b);
                let x = (mean + z * (mean * (1.0 - mean) / (a + b)).sqrt()).clamp(0.0, 1.0);
                let (found, expected) = (beta_cdf(a, b, x, 1.0 - x), x.inc_beta(a, b, a.ln_beta(b)));
                assert!((found - expected).abs() <= 1e-9 * expected, "{a} {b} {x}: {found} {expected}");
            }
        }
        // Beta(a, 1) is the a-th power.
        for a in [1e4, 1e6, 1e9] {
            let rest: f64 = 0.7 / a;
            let (found, expected) = (beta_cdf(a, 1.0, 1.0 - rest, rest), (a * (-rest).ln_1p()).exp());
            assert!((found / expected - 1.0).abs() < 1e-6, "{a}: {found} {expected}");
        }
        let median = beta_quantile_odds(5e6, 1.0, 0.5);
        assert!((median * std::f64::consts::LN_2 / 5e6 - 1.0).abs() < 1e-6, "{median}");
        assert!((gamma_cdf(1e9, 1e9) - gamma_cdf(9e6, 9e6)).abs() < 1e-4);
        for p in [0.001, 0.5, 0.99] {
            assert!((gamma_cdf(2e7, gamma_quantile(2e7, p)) / p - 1.0).abs() < 1e-6, "{p}");
        }
    }
}
