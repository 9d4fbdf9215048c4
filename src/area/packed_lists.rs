//! Many short lists of numbers, stored end to end.

/// Lists of numbers in one allocation.
#[derive(Default)]
pub struct PackedLists {
    numbers: Vec<u32>,
    /// Where each list begins, and the end of the last one.
    starts: Vec<u32>,
}

impl PackedLists {
    /// Builds `count` lists from pairs of a list and a number in it; the numbers of a list keep their order.
    pub fn new(count: usize, pairs: &[(u32, u32)]) -> PackedLists {
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
            let position = &mut next[*list as usize];
            numbers[*position as usize] = *number;
            *position += 1;
        }
        PackedLists { numbers, starts }
    }

    /// The numbers of one list.
    #[inline]
    pub fn get(&self, list: usize) -> &[u32] {
        &self.numbers[self.starts[list] as usize..self.starts[list + 1] as usize]
    }
}
