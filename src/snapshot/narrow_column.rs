//! A column of whole numbers, each in as many bytes as the largest of them needs. A column of equal numbers takes no space.

use super::chunked_vec::CHUNK_LEN;
use super::kept;
use crate::memory::{self, Allocated};

/// A column of whole numbers; see the module.
#[derive(Default)]
pub struct NarrowColumn {
    /// The first value. While all values are equal, nothing else is stored.
    first: u64,
    len: usize,
    /// Bytes per value; 0 while all values equal the first.
    width: usize,
    /// The values, `CHUNK_LEN` in each chunk, little-endian.
    chunks: Vec<Vec<u8>>,
}

impl NarrowColumn {
    /// Appends a value.
    pub fn push(&mut self, value: u64) -> Allocated<()> {
        if self.len == 0 {
            self.first = value;
        }
        if self.width > 0 || value != self.first {
            let needed = bytes_of(value);
            if self.width < needed || self.width == 0 {
                self.widen(needed.max(bytes_of(self.first)))?;
            }
            self.append(value)?;
        }
        self.len += 1;
        Ok(())
    }

    /// Returns the column without the values of the given numbers, which must ascend.
    pub fn without(&self, left_out: &[u32]) -> Allocated<NarrowColumn> {
        let mut column = NarrowColumn::default();
        kept(self.len, left_out).try_for_each(|number| column.push(self.get(number)))?;
        column.shrink_to_fit();
        Ok(column)
    }

    /// Returns the number of values.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns the value with a number, from 0. An empty column gives 0.
    pub fn get(&self, number: usize) -> u64 {
        if self.width == 0 {
            return self.first;
        }
        let at = number % CHUNK_LEN * self.width;
        read(&self.chunks[number / CHUNK_LEN][at..at + self.width])
    }

    /// Returns the value that all share, or `None` where values differ.
    pub fn constant(&self) -> Option<u64> {
        (self.width == 0).then_some(self.first)
    }

    /// Frees the memory that is reserved for further values.
    pub fn shrink_to_fit(&mut self) {
        if let Some(last) = self.chunks.last_mut() {
            last.shrink_to_fit();
        }
    }

    /// Stores all values anew with a number of bytes.
    fn widen(&mut self, width: usize) -> Allocated<()> {
        let (before, chunks) = (self.width, std::mem::take(&mut self.chunks));
        self.width = width;
        if before == 0 {
            for _ in 0..self.len {
                self.append(self.first)?;
            }
        }
        for chunk in chunks {
            for value in chunk.chunks_exact(before) {
                self.append(read(value))?;
            }
        }
        Ok(())
    }

    fn append(&mut self, value: u64) -> Allocated<()> {
        if self.chunks.last().is_none_or(|last| last.len() == CHUNK_LEN * self.width) {
            let room = if self.chunks.is_empty() { 0 } else { CHUNK_LEN * self.width };
            memory::grow(&mut self.chunks, 1)?;
            self.chunks.push(memory::list_for(room)?);
        }
        if let Some(last) = self.chunks.last_mut() {
            memory::grow(last, self.width)?;
            last.extend_from_slice(&value.to_le_bytes()[..self.width]);
        }
        Ok(())
    }
}

fn read(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte))
}

fn bytes_of(value: u64) -> usize {
    (value.max(1).ilog2() / 8 + 1) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_put_in_comes_out(values in prop::collection::vec(
            prop_oneof![5 => Just(0u64), 3 => 0..300u64, 1 => any::<u32>().prop_map(u64::from), 1 => any::<u64>()], 0..300,
        )) {
            let mut column = NarrowColumn::default();
            values.iter().for_each(|value| column.push(*value).unwrap());
            column.shrink_to_fit();
            prop_assert!(values.iter().enumerate().all(|(number, value)| column.get(number) == *value));
            if let Some(constant) = column.constant() {
                prop_assert!(values.iter().all(|value| *value == constant));
            }
        }
    }

    #[test]
    fn widths_follow_the_values_over_many_chunks() {
        let mut column = NarrowColumn::default();
        (0..CHUNK_LEN + 10).for_each(|_| column.push(7).unwrap());
        assert_eq!((column.width, column.constant(), column.chunks.len()), (0, Some(7), 0));
        column.push(255).unwrap();
        assert_eq!((column.width, column.constant(), column.chunks.len()), (1, None, 2));
        column.push(70_000).unwrap();
        assert_eq!((column.width, column.get(CHUNK_LEN + 9), column.get(CHUNK_LEN + 10)), (3, 7, 255));
        assert_eq!(column.get(CHUNK_LEN + 11), 70_000);
    }
}
