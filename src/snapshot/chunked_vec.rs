//! A vector that grows in chunks: values are never copied while it grows, and at most one chunk is reserved in advance.

use crate::memory::{self, Allocated};

/// The number of values in a chunk.
pub const CHUNK_LEN: usize = 1 << 16;

/// A growing column of values; see the module.
#[derive(Default)]
pub struct ChunkedVec<T> {
    chunks: Vec<Vec<T>>,
}

impl<T: Copy> ChunkedVec<T> {
    /// Appends a value.
    pub fn push(&mut self, value: T) -> Allocated<()> {
        match self.chunks.last_mut() {
            Some(chunk) if chunk.len() < CHUNK_LEN => {
                memory::grow(chunk, 1)?;
                chunk.push(value);
            }
            // The first chunk grows by doubling, because many files are small.
            last => {
                let mut chunk = memory::list_for(if last.is_some() { CHUNK_LEN } else { 1 })?;
                chunk.push(value);
                memory::grow(&mut self.chunks, 1)?;
                self.chunks.push(chunk);
            }
        }
        Ok(())
    }

    /// Returns the number of values.
    pub fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * CHUNK_LEN + last.len())
    }

    /// Returns whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Returns the value with a number.
    pub fn get(&self, number: usize) -> T {
        self.chunks[number / CHUNK_LEN][number % CHUNK_LEN]
    }

    /// Drops the values with the given numbers, which must ascend. Each chunk is freed as soon as it is copied.
    pub fn without(self, left_out: &[u32]) -> Allocated<ChunkedVec<T>> {
        let mut kept = ChunkedVec { chunks: Vec::new() };
        let mut left_out = left_out.iter().peekable();
        let mut number = 0;
        for chunk in self.chunks {
            for value in chunk {
                if left_out.next_if_eq(&&number).is_none() {
                    kept.push(value)?;
                }
                number += 1;
            }
        }
        Ok(kept)
    }

    /// Returns the values as one vector. Each chunk is freed as soon as it is copied.
    pub fn into_vec(self) -> Vec<T> {
        let mut whole = Vec::with_capacity(self.len());
        for chunk in self.chunks {
            whole.extend_from_slice(&chunk);
        }
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_become_one_vector() {
        for count in [0, 1, 5, CHUNK_LEN, CHUNK_LEN + 1, 3 * CHUNK_LEN - 1] {
            let mut column = ChunkedVec::default();
            (0..count).for_each(|value| column.push(value).unwrap());
            assert_eq!(column.len(), count);
            let whole = column.into_vec();
            assert!(whole.iter().copied().eq(0..count) && whole.capacity() == count);
        }
    }

    #[test]
    fn values_are_dropped_by_their_numbers() {
        let count = 2 * CHUNK_LEN as u32 + 5;
        let mut column = ChunkedVec::default();
        (0..count).for_each(|value| column.push(value).unwrap());
        let left_out: Vec<u32> = (0..count).filter(|number| number % 3 == 1).collect();
        let kept = column.without(&left_out).unwrap().into_vec();
        assert!(kept.into_iter().eq((0..count).filter(|number| number % 3 != 1)));
    }
}
