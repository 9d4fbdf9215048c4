//! What is looked at next: the smallest first.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Something that is waiting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Waiting {
    /// The smaller the first cost, and of equal ones the second, the earlier.
    pub costs: [f64; 2],
    /// A number of whatever waits.
    pub number: u32,
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Waiting) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    /// The heap hands out the largest, which is the one with the smallest costs.
    fn cmp(&self, other: &Waiting) -> Ordering {
        let [first, second] = [0, 1].map(|which: usize| other.costs[which].total_cmp(&self.costs[which]));
        first.then(second).then(other.number.cmp(&self.number))
    }
}

/// Hands out the smallest first.
pub type Queue = BinaryHeap<Waiting>;
