//! Strings that recur, each stored once; and the table that finds strings.

use super::narrow::Narrow;
use super::texts::Texts;

const EMPTY: u64 = 0;
/// Odd, its bits as good as random: 2⁶⁴ over the golden ratio.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// A hash table of numbers of strings that are kept elsewhere, 8 bytes per place: half of the hash, and number + 1.
#[derive(Default)]
pub struct Table {
    places: Vec<u64>,
}

impl Table {
    /// Three quarters full with so many.
    pub fn with_room(count: usize) -> Table {
        Table { places: vec![EMPTY; count + count / 3 + 1] }
    }

    /// The place of a string: where it is, or where it belongs. `is` tells whether a number is the string's.
    fn place(&self, hash: u64, is: impl Fn(u32) -> bool) -> usize {
        let count = self.places.len();
        // The upper half, scaled to the table; the lower half tells most other strings of one place apart.
        let mut place = (((hash >> 32) * count as u64) >> 32) as usize;
        while self.places[place] != EMPTY && !(tag(self.places[place]) == hash as u32 && is(number(self.places[place])))
        {
            place = if place + 1 == count { 0 } else { place + 1 };
        }
        place
    }

    pub fn find(&self, text: &str, is: impl Fn(u32) -> bool) -> Option<u32> {
        let found = *self.places.get(self.place(hash(text), is))?;
        (found != EMPTY).then(|| number(found))
    }

    /// Puts a string's number in, and gives the one that was there for it.
    pub fn replace(&mut self, text: &str, new: u32, is: impl Fn(u32) -> bool) -> Option<u32> {
        let hash = hash(text);
        let place = self.place(hash, is);
        let before = std::mem::replace(&mut self.places[place], hash << 32 | (u64::from(new) + 1));
        (before != EMPTY).then(|| number(before))
    }
}

fn tag(place: u64) -> u32 {
    (place >> 32) as u32
}

fn number(place: u64) -> u32 {
    place as u32 - 1
}

fn hash(text: &str) -> u64 {
    let mix = |hash: u64| hash.wrapping_mul(MIX) ^ hash.wrapping_mul(MIX) >> 32;
    let word = |bytes: &[u8]| bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    mix(text.as_bytes().chunks(8).fold(text.len() as u64, |hash, bytes| mix(hash ^ word(bytes)))).wrapping_mul(MIX)
}

/// Strings by code. The empty string has code 0.
#[derive(Default)]
pub struct Words {
    /// Of codes from 1.
    words: Texts,
    table: Table,
    /// Twice the room of the words, at least.
    room: usize,
}

impl Words {
    /// The code of a word, made if it is new.
    pub fn code(&mut self, word: &str) -> u64 {
        if let Some(code) = self.find(word) {
            return u64::from(code);
        }
        let new = self.words.len();
        if new == self.room {
            self.room = (2 * self.room).max(8);
            self.table = Table::with_room(self.room);
            for number in 0..new {
                self.table.replace(self.words.get(number), number as u32, |_| false);
            }
        }
        self.words.push(word);
        self.table.replace(word, new as u32, |_| false);
        new as u64 + 1
    }

    pub fn find(&self, word: &str) -> Option<u32> {
        if word.is_empty() {
            return Some(0);
        }
        if self.room == 0 {
            return None;
        }
        self.table.find(word, |number| self.words.get(number as usize) == word).map(|number| number + 1)
    }

    pub fn word(&self, code: u64) -> &str {
        if code == 0 { "" } else { self.words.get(code as usize - 1) }
    }

    pub fn settle(&mut self) {
        self.words.settle();
    }
}

/// A column of strings that recur.
#[derive(Default)]
pub struct WordColumn {
    words: Words,
    codes: Narrow,
}

impl WordColumn {
    pub fn push(&mut self, word: &str) {
        let code = self.words.code(word);
        self.codes.push(code);
    }

    pub fn get(&self, number: usize) -> &str {
        self.words.word(self.codes.get(number))
    }

    pub fn settle(&mut self) {
        self.words.settle();
        self.codes.settle();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_code() {
        let mut words = Words::default();
        assert_eq!((words.find("a"), words.find(""), words.word(0)), (None, Some(0), ""));
        let word =
            |number: usize| if number.is_multiple_of(3) { format!("{number}") } else { format!("word {number}") };
        for round in 0..2 {
            for number in 0..5000 {
                assert_eq!(words.code(&word(number)), number as u64 + 1, "round {round}");
            }
        }
        assert_eq!(words.code(""), 0);
        for number in 0..5000 {
            assert_eq!(words.find(&word(number)), Some(number as u32 + 1));
            assert_eq!(words.word(number as u64 + 1), word(number));
        }
        assert_eq!(words.find("word 5000"), None);
    }

    #[test]
    fn hashes_of_like_strings_are_spread() {
        let mut table = Table::with_room(3000);
        let texts: Vec<String> = (0..3000).map(|number| number.to_string()).collect();
        for (text, number) in texts.iter().zip(0..) {
            assert_eq!(table.replace(text, number, |other| texts[other as usize] == *text), None);
        }
        let hashes = |shift: u32| {
            let mut places: Vec<u64> = texts.iter().map(|text| hash(text) >> shift & 0xFFF).collect();
            places.sort_unstable();
            places.dedup();
            places.len()
        };
        // Of 4096 places random ones would leave 48 % empty.
        assert!(hashes(52) > 1900 && hashes(0) > 1900, "{} {}", hashes(52), hashes(0));
        assert_eq!(table.replace("7", 9999, |other| texts[other as usize] == "7"), Some(7));
    }
}
