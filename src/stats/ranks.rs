//! Whether one group of numbers is larger than another.

use super::distributions::normal_above;

/// Up to so many pairs the distribution is enumerated; beyond it the normal one is good to three digits.
const EXACT_UP_TO_PAIRS: usize = 2500;

/// The test of Mann and Whitney of x against y.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannWhitney {
    /// Pairs with x > y, ties counting half.
    pub u: f64,
    /// Whether p is exact; with ties, or more than 2,500 pairs, it is the normal approximation.
    pub exact: bool,
    /// For x being larger than y.
    pub p_greater: f64,
    pub p_less: f64,
    /// Two-sided: twice the smaller, at most 1.
    pub p: f64,
}

/// Exact without ties, else normal with the variance n₁n₂/12 · (N + 1 − Σ(t³ − t)/(N(N − 1))) and a continuity correction of
/// ½. `None` if a group is empty.
///
/// Sources: H. B. Mann and D. R. Whitney, On a test of whether one of two random variables is stochastically larger than
/// the other, Annals of Mathematical Statistics 18 (1947); E. L. Lehmann, Nonparametrics (1975), section 1.4.
pub fn mann_whitney(x: &[f64], y: &[f64]) -> Option<MannWhitney> {
    if x.is_empty() || y.is_empty() {
        return None;
    }
    let (n1, n2) = (x.len() as f64, y.len() as f64);
    let mut ascending: Vec<(f64, bool)> = x.iter().map(|x| (*x, true)).chain(y.iter().map(|y| (*y, false))).collect();
    ascending.sort_unstable_by(|(a, _), (b, _)| a.total_cmp(b));
    let (mut u, mut before, mut ties) = (0.0, 0.0, 0.0);
    for tied in ascending.chunk_by(|(a, _), (b, _)| a == b) {
        let (all, ours) = (tied.len() as f64, tied.iter().filter(|(_, is_x)| *is_x).count() as f64);
        u += ours * (before + (all - ours) / 2.0);
        before += all - ours;
        ties += all * (all * all - 1.0);
    }
    let pairs = x.len() * y.len();
    let exact = ties == 0.0 && pairs <= EXACT_UP_TO_PAIRS;
    let (p_greater, p_less) = if exact {
        let ways = ways(x.len(), y.len());
        let all: f64 = ways.iter().sum();
        let up_to = |u: f64| ways[..=u as usize].iter().sum::<f64>() / all;
        (up_to(pairs as f64 - u), up_to(u))
    } else {
        let n = n1 + n2;
        let deviation = (n1 * n2 / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)))).max(0.0).sqrt();
        let above = |u: f64| if deviation > 0.0 { normal_above((u - n1 * n2 / 2.0 - 0.5) / deviation) } else { 1.0 };
        (above(u), above(n1 * n2 - u))
    };
    Some(MannWhitney { u, exact, p_greater, p_less, p: (2.0 * p_greater.min(p_less)).min(1.0) })
}

/// In how many orders of groups of n and m each U comes about: the coefficients of the Gaussian binomial,
/// Π (1 − qᵐ⁺ⁱ)/(1 − qⁱ) for i from 1 to n. They are the same from both ends, and small ones are exact at the lower one.
fn ways(n: usize, m: usize) -> Vec<f64> {
    let mut ways = vec![0.0; n * m + 1];
    ways[0] = 1.0;
    for i in 1..=n {
        for u in (m + i..ways.len()).rev() {
            ways[u] -= ways[u - m - i];
        }
        for u in i..ways.len() {
            ways[u] += ways[u - i];
        }
    }
    ways
}
