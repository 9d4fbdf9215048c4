//! A vector that grows in chunks: values are never copied while it grows, and at most one chunk is reserved in advance.

/// The number of values in a chunk.
pub const CHUNK_LEN: usize = 1 << 16;

/// A growing column of values; see the module.
#[derive(Default)]
pub struct ChunkedVec<T> {
    chunks: Vec<Vec<T>>,
}

impl<T: Copy> ChunkedVec<T> {
    /// Appends a value.
    pub fn push(&mut self, value: T) {
        match self.chunks.last_mut() {
            Some(chunk) if chunk.len() < CHUNK_LEN => chunk.push(value),
            // The first chunk grows by doubling, because many files are small.
            Some(_) => {
                let mut chunk = Vec::with_capacity(CHUNK_LEN);
                chunk.push(value);
                self.chunks.push(chunk);
            }
            None => self.chunks.push(vec![value]),
        }
    }

    /// Returns the number of values.
    pub fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * CHUNK_LEN + last.len())
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
            (0..count).for_each(|value| column.push(value));
            assert_eq!(column.len(), count);
            let whole = column.into_vec();
            assert!(whole.iter().copied().eq(0..count) && whole.capacity() == count);
        }
    }
}
