//! A set of numbers of incidents, with a bit for each.

/// A set of numbers; see the module.
#[derive(Default)]
pub struct Numbers {
    words: Vec<u64>,
    len: u64,
}

impl Numbers {
    /// Adds a number that is not in the set yet.
    pub fn insert(&mut self, number: u64) {
        let word = (number / 64) as usize;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (number % 64);
        self.len += 1;
    }

    /// Returns whether a number is in the set.
    pub fn contains(&self, number: u64) -> bool {
        self.words.get((number / 64) as usize).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Returns how many numbers are in the set.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Adds the numbers of another set, none of which is in this one.
    pub fn add(&mut self, other: &Numbers) {
        self.words.resize(self.words.len().max(other.words.len()), 0);
        self.words.iter_mut().zip(&other.words).for_each(|(word, more)| *word |= more);
        self.len += other.len;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_put_in_are_there() {
        let (mut odd, mut even) = (Numbers::default(), Numbers::default());
        (0..1000).for_each(|number| if number % 2 == 1 { odd.insert(number) } else { even.insert(number) });
        assert!((0..1100).all(|number| odd.contains(number) == (number < 1000 && number % 2 == 1)));
        let mut all = Numbers::default();
        all.add(&odd);
        all.add(&even);
        assert_eq!((all.len(), all.contains(0), all.contains(999), all.contains(1000)), (1000, true, true, false));
    }
}
