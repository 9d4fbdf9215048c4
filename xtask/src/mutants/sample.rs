//! Which of all mutants are tried.

/// A part of all mutants, the same one every time for the same sources.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sample {
    /// Every `of`-th mutant from number `shard` on, so that each part of the sources has its share.
    Shard { shard: usize, of: usize },
    /// Draws `size` mutants at random.
    Random { size: usize, seed: u64 },
}

impl Sample {
    pub fn choose<T>(self, all: &[T]) -> Vec<&T> {
        match self {
            Sample::Shard { shard, of } => all.iter().skip(shard).step_by(of).collect(),
            Sample::Random { size, seed } => {
                let mut numbers: Vec<usize> = (0..all.len()).collect();
                numbers.sort_by_key(|&number| scramble(seed ^ scramble(number as u64)));
                numbers.truncate(size);
                numbers.sort_unstable();
                numbers.into_iter().map(|number| &all[number]).collect()
            }
        }
    }
}

/// Spreads numbers evenly over all numbers. Source: G. L. Steele, D. Lea and C. H. Flood, Fast splittable pseudorandom
/// number generators, OOPSLA 2014.
fn scramble(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ number >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ number >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ number >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_part_the_mutants_and_a_seed_repeats_a_draw() {
        let all: Vec<usize> = (0..100).collect();
        let choose = |sample: Sample| -> Vec<usize> { sample.choose(&all).into_iter().copied().collect() };
        assert_eq!(choose(Sample::Shard { shard: 3, of: 40 }), [3, 43, 83]);
        let draw = |size, seed| choose(Sample::Random { size, seed });
        assert_eq!((draw(10, 1), draw(10, 1).len(), draw(500, 1).len()), (draw(10, 1), 10, 100));
        assert_ne!(draw(10, 1), draw(10, 2));
    }
}
