//! The series that kernels are computed by: powers of e, and the mean of a kernel along a leg.

use std::f64::consts::{LN_2, LOG2_E};

use wide::{f32x4, f64x2};

use super::run::{Legs, each_half};

/// Smaller exponents are raised to this one, whose power is next to nothing.
const MIN_EXPONENT: f64 = -700.0;
/// 1.5 · 2⁵²: adding a number to it rounds the number to an integer.
const ROUNDING: f64 = 6_755_399_441_055_744.0;

/// Hides from the compiler that a table is constant, so that it is read from memory. V8 builds each constant of a vector
/// anew in every call, with three instructions; reading it takes one.
#[inline]
pub fn from_memory<T>(table: &'static T) -> &'static T {
    std::hint::black_box(table)
}

/// e^x for x up to 0, good to 1e-8. The library's `exp` takes three times as long in WebAssembly.
pub fn exp_of_nonpositive(x: f64) -> f64 {
    let x = x.max(MIN_EXPONENT);
    // A number this large has no binary digits after the point, and the integer wanted in its lowest bits.
    let rounding = x * LOG2_E + ROUNDING;
    let rest = x - (rounding - ROUNDING) * LN_2;
    let power_of_two = f64::from_bits(rounding.to_bits().wrapping_add(1023) << 52);
    // Pairs of terms do not depend on each other, so the processor computes them at the same time.
    let pair = |first: usize| EXP[first] + EXP[first + 1] * rest;
    let square = rest * rest;
    power_of_two * (pair(0) + pair(2) * square + (pair(4) + pair(6) * square) * (square * square))
}

/// 1/n!
const EXP: [f64; 11] = [
    1.0,
    1.0,
    1.0 / 2.0,
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5040.0,
    1.0 / 40320.0,
    1.0 / 362_880.0,
    1.0 / 3_628_800.0,
];

/// 1/((2k)! (2k + 2j + 1)), the coefficient of α²ᵏ(−β)ʲ/j!.
const fn term(k: u32, j: u32) -> f64 {
    let (mut factorial, mut n) = (1.0, 2);
    while n <= 2 * k {
        factorial *= n as f64;
        n += 1;
    }
    1.0 / (factorial * (2 * k + 2 * j + 1) as f64)
}

/// ½∫₋₁¹ exp(−βτ² − ατ) dτ, by its series in α² and β: Σⱼ (−β)ʲ/j! Σₖ α²ᵏ/((2k)! (2k + 2j + 1)).
#[inline]
pub fn mean(terms: &MeanSeries, alpha_2: f64x2, beta: f64x2) -> f64x2 {
    let [first, second, third, fourth] = [
        polynomial(&terms.0, alpha_2),
        polynomial(&terms.1, alpha_2),
        polynomial(&terms.2, alpha_2),
        polynomial(&terms.3, alpha_2),
    ];
    first - beta * (second - beta * (third - beta * fourth))
}

/// The coefficients of [`mean`], a polynomial in α² for each power of β.
pub struct MeanSeries([f64; 7], [f64; 6], [f64; 5], [f64; 3]);

pub static MEAN: MeanSeries = MeanSeries(
    [term(0, 0), term(1, 0), term(2, 0), term(3, 0), term(4, 0), term(5, 0), term(6, 0)],
    [term(0, 1), term(1, 1), term(2, 1), term(3, 1), term(4, 1), term(5, 1)],
    [term(0, 2) / 2.0, term(1, 2) / 2.0, term(2, 2) / 2.0, term(3, 2) / 2.0, term(4, 2) / 2.0],
    [term(0, 3) / 6.0, term(1, 3) / 6.0, term(2, 3) / 6.0],
);

#[inline]
fn polynomial<const N: usize>(coefficients: &[f64; N], x: f64x2) -> f64x2 {
    let last = f64x2::splat(coefficients[N - 1]);
    coefficients[..N - 1].iter().rev().fold(last, |sum, coefficient| sum * x + f64x2::splat(*coefficient))
}

/// The coefficients of the series for four legs at a time, in single precision.
pub struct SingleSeries {
    /// 1/n! (−1/2)ⁿ
    exp: [f32; 11],
    /// The coefficients of the cumulants: of α⁴, α⁶, α⁴β, α², α²β (and β²) and β, as used in `log_mean_of_short`.
    mean: [f32; 6],
}

pub static SINGLE: SingleSeries = SingleSeries {
    exp: {
        let (mut terms, mut n, mut power) = ([0.0; 11], 0, 1.0);
        while n < 11 {
            terms[n] = (EXP[n] * power) as f32;
            (n, power) = (n + 1, power * -0.5);
        }
        terms
    },
    mean: [
        (1.0 / 180.0) as f32,
        (1.0 / 2835.0) as f32,
        (4.0 / 945.0) as f32,
        (1.0 / 6.0) as f32,
        (2.0 / 45.0) as f32,
        (1.0 / 3.0) as f32,
    ],
};

impl SingleSeries {
    /// e^−x for |x| up to `SMALL_CHANGE`, as the square of the series for half of it.
    #[inline]
    pub fn exp_of_small(&self, x: Legs) -> Legs {
        let square = each_half(|half| x[half] * x[half]);
        let fourth = each_half(|half| square[half] * square[half]);
        // The pairs of terms do not depend on each other, so the processor can compute them side by side, as in
        // `exp_of_nonpositive`.
        let pair = |first: usize| {
            let (constant, linear) = (f32x4::splat(self.exp[first]), f32x4::splat(self.exp[first + 1]));
            each_half(|half| constant + linear * x[half])
        };
        let pairs = |first: usize| {
            let (low, high) = (pair(first), pair(first + 2));
            each_half(|half| low[half] + high[half] * square[half])
        };
        let (low, high, highest, last) = (pairs(0), pairs(4), pair(8), f32x4::splat(self.exp[10]));
        each_half(|half| {
            let highest = highest[half] + last * square[half];
            let root = low[half] + fourth[half] * (high[half] + fourth[half] * highest);
            root * root
        })
    }

    /// The logarithm of [`mean`] by the cumulants of τ and τ², for legs up to an eighth of a σ.
    #[inline]
    pub fn log_mean_of_short(&self, alpha_2: Legs, beta: Legs) -> Legs {
        let [a, b, c, d, e, f] = self.mean.map(f32x4::splat);
        each_half(|half| {
            let (alpha_2, beta) = (alpha_2[half], beta[half]);
            let fourth = a - alpha_2 * b - beta * c;
            let second = d - beta * e - alpha_2 * fourth;
            alpha_2 * second - beta * (f - beta * e)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_library() {
        for step in 0..=70_000 {
            let x = f64::from(step) / -100.0;
            assert!((exp_of_nonpositive(x) / x.exp() - 1.0).abs() < 1e-8, "{x}");
        }
        assert!(exp_of_nonpositive(-1e9) < 1e-300);
    }
}
