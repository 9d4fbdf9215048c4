//! Sets without a common member, which are joined two at a time.

/// Numbers from 0, each in one set; see the module.
pub struct DisjointSets {
    /// A number of the same set that is nearer to its root, or the number itself.
    parents: Vec<u32>,
}

impl DisjointSets {
    /// Puts each of the numbers below `len` into a set of its own.
    pub fn new(len: usize) -> DisjointSets {
        DisjointSets { parents: (0..len as u32).collect() }
    }

    /// Returns the number that stands for the set of a number: the smallest one in it.
    pub fn root(&mut self, number: usize) -> usize {
        let mut at = number;
        while self.parents[at] as usize != at {
            // Halving the way makes the next one short.
            self.parents[at] = self.parents[self.parents[at] as usize];
            at = self.parents[at] as usize;
        }
        at
    }

    /// Makes one set of the sets of two numbers.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b)] = a.min(b) as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Against labels that are all rewritten with every join.
        #[test]
        fn joined_numbers_have_the_smallest_of_them_as_root(joins in prop::collection::vec((0..30usize, 0..30usize), 0..40)) {
            let mut sets = DisjointSets::new(30);
            let mut labels: Vec<usize> = (0..30).collect();
            for (a, b) in joins {
                sets.join(a, b);
                let (kept, gone) = (labels[a].min(labels[b]), labels[a].max(labels[b]));
                labels.iter_mut().filter(|label| **label == gone).for_each(|label| *label = kept);
            }
            for (number, label) in labels.into_iter().enumerate() {
                prop_assert_eq!(sets.root(number), label);
            }
        }
    }
}
