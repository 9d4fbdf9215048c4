//! Correction of p values for multiple testing.

use crate::order;

/// The q values of Benjamini and Hochberg, in the order of the p values: the smallest false discovery rate at which each
/// hypothesis would be rejected, the minimum over ranks j ≥ i of n·p₍ⱼ₎/j. The hypotheses rejected at α are those with
/// q ≤ α.
///
/// Source: Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, JRSS B 57 (1995).
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut ascending: Vec<(usize, f64)> = p.iter().copied().enumerate().collect();
    order::sort_by(&mut ascending, |(_, a), (_, b)| a.total_cmp(b));
    let mut q = vec![1.0; p.len()];
    let mut minimum = 1.0f64;
    for (rank, (index, p)) in ascending.into_iter().enumerate().rev() {
        minimum = minimum.min(p / ((rank + 1) as f64 / q.len() as f64));
        q[index] = minimum;
    }
    q
}
