//! Strings end to end, in pieces; a piece of empty ones takes no space.

/// Strings in a piece.
const PIECE: usize = 1 << 12;

#[derive(Default)]
pub struct Texts {
    pieces: Vec<Piece>,
    len: usize,
    bytes: usize,
}

#[derive(Default)]
struct Piece {
    bytes: String,
    /// Where each string ends; none while all are empty.
    ends: Vec<u32>,
}

impl Texts {
    pub fn push(&mut self, text: &str) {
        let place = self.len % PIECE;
        if place == 0 {
            self.settle();
            self.pieces.push(Piece::default());
        }
        if let Some(piece) = self.pieces.last_mut()
            && !(text.is_empty() && piece.ends.is_empty())
        {
            // The strings before it, if they were empty.
            piece.ends.resize(place, 0);
            piece.bytes.push_str(text);
            piece.ends.push(piece.bytes.len() as u32);
        }
        self.len += 1;
        self.bytes += text.len();
    }

    /// A string by its number; of numbers not given, the empty one.
    pub fn get(&self, number: usize) -> &str {
        let Some(piece) = self.pieces.get(number / PIECE) else { return "" };
        let place = number % PIECE;
        let Some(&end) = piece.ends.get(place) else { return "" };
        let start = if place == 0 { 0 } else { piece.ends[place - 1] };
        &piece.bytes[start as usize..end as usize]
    }

    pub fn len(&self) -> usize {
        self.len
    }

    /// Bytes of text held.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Gives back what was reserved for more.
    pub fn settle(&mut self) {
        if let Some(last) = self.pieces.last_mut() {
            last.bytes.shrink_to_fit();
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
            _ if number < PIECE + 3 => String::new(),
            0 => String::new(),
            1 => "é".repeat(number % 7),
            _ => number.to_string(),
        };
        let mut texts = Texts::default();
        (0..3 * PIECE + 5).for_each(|number| texts.push(&text(number)));
        texts.settle();
        assert_eq!(texts.len(), 3 * PIECE + 5);
        assert!((0..texts.len()).all(|number| texts.get(number) == text(number)));
        assert_eq!(texts.bytes(), (0..texts.len()).map(|number| text(number).len()).sum::<usize>());
        assert!(texts.pieces[0].ends.is_empty() && texts.get(texts.len() + PIECE).is_empty());
    }
}
