//! Pairs of numbers in order.

/// Two numbers of which the first decides the order, and the second where it is the same.
pub type Pair = [f64; 2];

/// The one sort of the engine, used for all that is not sorted by radix: each other one would weigh 3 to 11 kB.
#[inline(never)]
pub fn sort_pairs(pairs: &mut [Pair]) {
    pairs.sort_unstable_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
}
