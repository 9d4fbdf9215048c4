//! A column of strings, stored end to end in chunks. A chunk of empty strings takes no space.

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

impl TextColumn {
    /// Appends a string.
    pub fn push(&mut self, text: &str) {
        let index = self.len % CHUNK_LEN;
        if index == 0 {
            self.shrink_to_fit();
            self.chunks.push(Chunk::default());
        }
        if let Some(chunk) = self.chunks.last_mut()
            && !(text.is_empty() && chunk.ends.is_empty())
        {
            // The strings before this one are empty if they have no ends yet.
            chunk.ends.resize(index, 0);
            chunk.text.push_str(text);
            chunk.ends.push(chunk.text.len() as u32);
        }
        self.len += 1;
        self.bytes += text.len();
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
        (0..3 * CHUNK_LEN + 5).for_each(|number| texts.push(&text(number)));
        texts.shrink_to_fit();
        assert_eq!(texts.len(), 3 * CHUNK_LEN + 5);
        assert!((0..texts.len()).all(|number| texts.get(number) == text(number)));
        assert_eq!(texts.bytes(), (0..texts.len()).map(|number| text(number).len()).sum::<usize>());
        assert!(texts.chunks[0].ends.is_empty() && texts.get(texts.len() + CHUNK_LEN).is_empty());
    }
}
