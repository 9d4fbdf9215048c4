//! Many short lists of numbers, end to end.

#[derive(Default)]
pub struct Lists {
    numbers: Vec<u32>,
    /// Where each list begins, and the end of the last one.
    starts: Vec<u32>,
}

impl Lists {
    /// `count` lists from pairs of a list and a number, which keep their order within a list.
    pub fn new(count: usize, pairs: &[(u32, u32)]) -> Lists {
        let mut starts = vec![0; count + 1];
        for (list, _) in pairs {
            starts[*list as usize + 1] += 1;
        }
        for list in 0..count {
            starts[list + 1] += starts[list];
        }
        let mut next = starts.clone();
        let mut numbers = vec![0; pairs.len()];
        for (list, number) in pairs {
            let place = &mut next[*list as usize];
            numbers[*place as usize] = *number;
            *place += 1;
        }
        Lists { numbers, starts }
    }

    #[inline]
    pub fn get(&self, list: usize) -> &[u32] {
        &self.numbers[self.starts[list] as usize..self.starts[list + 1] as usize]
    }

    pub fn all(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.windows(2).map(|ends| &self.numbers[ends[0] as usize..ends[1] as usize])
    }
}
