//! A column of strings, stored end to end in chunks. A chunk of empty strings takes no space.

use super::kept;
use crate::memory::{self, Allocated, Shortage};

/// The number of strings in a chunk.
const CHUNK_LEN: usize = 1 << 12;

/// A column of strings; see the module.
#[derive(Default)]
pub struct TextColumn {
    chunks: Vec<Chunk>,
    len: usize,
    bytes: usize,
}

#[derive(Default)]
struct Chunk {
    text: String,
    /// Where in `text` each string ends. It is empty while all strings are empty.
    ends: Vec<u32>,
}

impl Chunk {
    /// Appends a string, which has the given place in the chunk.
    fn push(&mut self, index: usize, text: &str) -> Allocated<()> {
        let end = self.text.len() + text.len();
        // Ends are 32 bits wide.
        let end = u32::try_from(end).map_err(|_| Shortage { bytes: end })?;
        memory::grow_text(&mut self.text, text.len())?;
        let missing_ends = index + 1 - self.ends.len();
        memory::grow(&mut self.ends, missing_ends)?;
        // The strings before this one are empty if they have no ends yet.
        self.ends.resize(index, 0);
        self.text.push_str(text);
        self.ends.push(end);
        Ok(())
    }
}

impl TextColumn {
    /// Appends a string.
    pub fn push(&mut self, text: &str) -> Allocated<()> {
        let index = self.len % CHUNK_LEN;
        if index == 0 {
            self.shrink_to_fit();
            memory::grow(&mut self.chunks, 1)?;
            self.chunks.push(Chunk::default());
        }
        if let Some(chunk) = self.chunks.last_mut()
            && !(text.is_empty() && chunk.ends.is_empty())
        {
            chunk.push(index, text)?;
        }
        self.len += 1;
        self.bytes += text.len();
        Ok(())
    }

    /// Returns the column without the strings of the given numbers, which must ascend.
    pub fn without(&self, left_out: &[u32]) -> Allocated<TextColumn> {
        let mut column = TextColumn::default();
        kept(self.len, left_out).try_for_each(|number| column.push(self.get(number)))?;
        column.shrink_to_fit();
        Ok(column)
    }

    /// Returns the string with a number, from 0; the empty string where there is none with this number.
    pub fn get(&self, number: usize) -> &str {
        let Some(chunk) = self.chunks.get(number / CHUNK_LEN) else { return "" };
        let index = number % CHUNK_LEN;
        let Some(&end) = chunk.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { chunk.ends[index - 1] };
        &chunk.text[start as usize..end as usize]
    }

    /// Returns the number of strings.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns the number of bytes of all strings.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Frees the memory that is reserved for further strings.
    pub fn shrink_to_fit(&mut self) {
        if let Some(last) = self.chunks.last_mut() {
            last.text.shrink_to_fit();
            last.ends.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out() {
        let text = |number: usize| match number % 5 {
            _ if number < CHUNK_LEN + 3 => String::new(),
            0 => String::new(),
            1 => "é".repeat(number % 7),
            _ => number.to_string(),
        };
        let mut texts = TextColumn::default();
        (0..3 * CHUNK_LEN + 5).for_each(|number| texts.push(&text(number)).unwrap());
        texts.shrink_to_fit();
        assert_eq!(texts.len(), 3 * CHUNK_LEN + 5);
        assert!((0..texts.len()).all(|number| texts.get(number) == text(number)));
        assert_eq!(texts.bytes(), (0..texts.len()).map(|number| text(number).len()).sum::<usize>());
        assert!(texts.chunks[0].ends.is_empty() && texts.get(texts.len() + CHUNK_LEN).is_empty());
    }
}
