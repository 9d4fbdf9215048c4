//! A column that grows: in chunks, so that nothing is copied, and nothing reserved twice over, on the way.

/// Values in a chunk.
pub const CHUNK: usize = 1 << 16;

#[derive(Default)]
pub struct Chunked<T> {
    chunks: Vec<Vec<T>>,
}

impl<T: Copy> Chunked<T> {
    pub fn push(&mut self, value: T) {
        match self.chunks.last_mut() {
            Some(chunk) if chunk.len() < CHUNK => chunk.push(value),
            // The first one grows on its own: many files are small.
            Some(_) => {
                let mut chunk = Vec::with_capacity(CHUNK);
                chunk.push(value);
                self.chunks.push(chunk);
            }
            None => self.chunks.push(vec![value]),
        }
    }

    pub fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * CHUNK + last.len())
    }

    /// The column as one piece; each chunk is given back as soon as it is copied.
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
    fn chunks_make_one_column() {
        for count in [0, 1, 5, CHUNK, CHUNK + 1, 3 * CHUNK - 1] {
            let mut column = Chunked::default();
            (0..count).for_each(|value| column.push(value));
            assert_eq!(column.len(), count);
            let whole = column.into_vec();
            assert!(whole.iter().copied().eq(0..count) && whole.capacity() == count);
        }
    }
}
