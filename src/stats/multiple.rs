//! Many tests at once.

/// q values in the order of the p values: the least false discovery rate at which each would be rejected,
/// min over ranks j ≥ i of n·p₍ⱼ₎/j. Rejected at α are those with q ≤ α.
///
/// Source: Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, JRSS B 57 (1995).
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut ascending: Vec<(usize, f64)> = p.iter().copied().enumerate().collect();
    ascending.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    let mut q = vec![1.0; p.len()];
    let mut least = 1.0f64;
    for (before, (place, p)) in ascending.into_iter().enumerate().rev() {
        least = least.min(p / ((before + 1) as f64 / q.len() as f64));
        q[place] = least;
    }
    q
}
