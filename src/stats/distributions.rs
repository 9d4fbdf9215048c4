//! Distribution functions of a kept library, and the quantiles found on them.
//!
//! The library's inverse of the beta function would be another 1.4 kB, and it has none of the gamma function.

use std::f64::consts::FRAC_1_SQRT_2;

use special::{Beta, Gamma};

/// P(X ≤ x) for X ~ Gamma(shape, 1).
pub fn gamma_below(shape: f64, x: f64) -> f64 {
    x.inc_gamma(shape)
}

/// P(X ≥ x) for a chi-square variable.
pub fn chi_square_above(x: f64, degrees: f64) -> f64 {
    (1.0 - gamma_below(degrees / 2.0, x / 2.0)).max(0.0)
}

/// P(X ≤ x) for X ~ Beta(a, b).
pub fn beta_below(a: f64, b: f64, x: f64) -> f64 {
    x.inc_beta(a, b, a.ln_beta(b))
}

/// P(Z ≥ z) for a standard normal variable.
pub fn normal_above(z: f64) -> f64 {
    libm::erfc(z * FRAC_1_SQRT_2) / 2.0
}

/// P(|Z| ≥ |z|) for a standard normal variable.
pub fn normal_beyond(z: f64) -> f64 {
    libm::erfc(z.abs() * FRAC_1_SQRT_2)
}

/// The x with P(X ≤ x) = p for X ~ Gamma(shape, 1).
pub fn gamma_quantile(shape: f64, p: f64) -> f64 {
    let log_gamma = Gamma::ln_gamma(shape).0;
    let at = |t: f64| {
        let x = t.exp();
        (gamma_below(shape, x), (shape * t - x - log_gamma).exp())
    };
    log_quantile(shape.ln(), p, &at).exp()
}

/// The odds x/(1 − x) of the x with P(X ≤ x) = p for X ~ Beta(a, b).
pub fn beta_quantile_odds(a: f64, b: f64, p: f64) -> f64 {
    let log_beta = a.ln_beta(b);
    let at = |t: f64| {
        let odds = t.exp();
        let (x, rest) = (odds / (1.0 + odds), 1.0 / (1.0 + odds));
        (x.inc_beta(a, b, log_beta), (a * x.ln() + b * rest.ln() - log_beta).exp())
    };
    log_quantile((a / b).ln(), p, &at).exp()
}

/// Newton's iteration for ln F(t) = ln p; `at` gives F and its derivative. Of gamma variables in ln x and of beta
/// variables in their log odds the density is log-concave, and so is F: whichever side the start is on, the iteration
/// comes from the left after one step and never passes the root, so it needs no bracket.
/// Source: M. Bagnoli and T. Bergstrom, Log-concave probability and its applications, Economic Theory 26 (2005).
fn log_quantile(start: f64, p: f64, at: &dyn Fn(f64) -> (f64, f64)) -> f64 {
    const SMALLEST: f64 = -745.0;
    let mut t = start;
    for _ in 0..100 {
        let (below, slope) = at(t);
        let step = (below / p).ln() * below / slope;
        // Where F is too small for a double, the last step went too far.
        t = if step.is_finite() { t - step } else { (t + start) / 2.0 };
        if t < SMALLEST {
            return f64::NEG_INFINITY;
        }
        // The step after this one would be about the square of it.
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
    fn quantiles_lead_back() {
        for shape in [1e-3, 0.05, 0.5, 1.0, 2.5, 40.0, 1e3, 1e5] {
            for p in [1e-9, 0.005, 0.025, 0.5, 0.975, 0.995] {
                let x = gamma_quantile(shape, p);
                assert!(x == 0.0 || (gamma_below(shape, x) / p - 1.0).abs() < 1e-9, "{shape} {p} {x}");
                for other in [0.5, 1.0, 7.0, 5e3] {
                    let odds = beta_quantile_odds(shape, other, p);
                    let back = beta_below(shape, other, odds / (1.0 + odds));
                    assert!(odds < 1e-300 || (back / p - 1.0).abs() < 1e-8, "{shape} {other} {p} {odds} {back}");
                }
            }
        }
    }
}
