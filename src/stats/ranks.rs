//! Whether the numbers in one group tend to be larger than those in another.

use super::distributions::normal_upper_tail;
use crate::order;

/// Up to this number of pairs the distribution is enumerated; beyond it the normal approximation is good to three digits.
const MAX_EXACT_PAIRS: usize = 2500;

/// The result of the test of Mann and Whitney of x against y.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannWhitney {
    /// Number of pairs with x > y; ties count half.
    pub u: f64,
    /// Whether p is exact. With ties, or with more than 2,500 pairs, it is the normal approximation.
    pub exact: bool,
    /// One-sided p value for x being larger than y.
    pub p_greater: f64,
    /// One-sided p value for x being smaller than y.
    pub p_less: f64,
    /// Two-sided p value: twice the smaller one, at most 1.
    pub p: f64,
}

/// The test of Mann and Whitney: exact without ties, otherwise normal with the variance
/// n₁n₂/12 · (N + 1 − Σ(t³ − t)/(N(N − 1))) and a continuity correction of ½. `None` if a group is empty.
///
/// Sources: H. B. Mann and D. R. Whitney, On a test of whether one of two random variables is stochastically larger than
/// the other, Annals of Mathematical Statistics 18 (1947); E. L. Lehmann, Nonparametrics (1975), section 1.4.
pub fn mann_whitney(x: &[f64], y: &[f64]) -> Option<MannWhitney> {
    if x.is_empty() || y.is_empty() {
        return None;
    }
    let (n1, n2) = (x.len() as f64, y.len() as f64);
    let mut ascending: Vec<(f64, bool)> = x.iter().map(|x| (*x, true)).chain(y.iter().map(|y| (*y, false))).collect();
    order::sort_by(&mut ascending, |(a, _), (b, _)| a.total_cmp(b));
    let (mut u, mut smaller_y, mut ties) = (0.0, 0.0, 0.0);
    for tied in ascending.chunk_by(|(a, _), (b, _)| a == b) {
        let (tied, tied_x) = (tied.len() as f64, tied.iter().filter(|(_, is_x)| *is_x).count() as f64);
        u += tied_x * (smaller_y + (tied - tied_x) / 2.0);
        smaller_y += tied - tied_x;
        ties += tied * (tied * tied - 1.0);
    }
    let pairs = x.len() * y.len();
    let exact = ties == 0.0 && pairs <= MAX_EXACT_PAIRS;
    let (p_greater, p_less) = if exact {
        let orders = count_orders(x.len(), y.len());
        let total: f64 = orders.iter().sum();
        let up_to = |u: f64| orders[..=u as usize].iter().sum::<f64>() / total;
        (up_to(pairs as f64 - u), up_to(u))
    } else {
        let n = n1 + n2;
        let deviation = (n1 * n2 / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)))).max(0.0).sqrt();
        let upper_tail =
            |u: f64| if deviation > 0.0 { normal_upper_tail((u - n1 * n2 / 2.0 - 0.5) / deviation) } else { 1.0 };
        (upper_tail(u), upper_tail(n1 * n2 - u))
    };
    Some(MannWhitney { u, exact, p_greater, p_less, p: (2.0 * p_greater.min(p_less)).min(1.0) })
}

/// The number of orders of two groups of n and m in which U has each value: the coefficients of the Gaussian binomial,
/// Π (1 − qᵐ⁺ⁱ)/(1 − qⁱ) for i from 1 to n. They are symmetric, and small ones are exact at the lower end.
fn count_orders(n: usize, m: usize) -> Vec<f64> {
    let mut orders = vec![0.0; n * m + 1];
    orders[0] = 1.0;
    for i in 1..=n {
        for u in (m + i..orders.len()).rev() {
            orders[u] -= orders[u - m - i];
        }
        for u in i..orders.len() {
            orders[u] += orders[u - i];
        }
    }
    orders
}
