//! Strings that recur: each is stored once and known by a code.

use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;
use hashbrown::hash_table::{Entry, HashTable};

use super::kept;
use super::narrow_column::NarrowColumn;
use super::text_column::TextColumn;
use crate::memory::{Allocated, Shortage};

/// Strings by code. The empty string has the code 0, the others count from 1 in the order in which they came.
#[derive(Default)]
pub struct Interner {
    /// The string with the code 1, 2 and so on.
    strings: TextColumn,
    /// The codes by the hash of their strings. The strings themselves are not stored again.
    codes: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Interner {
    /// Returns the code of a string, after storing it if it is new.
    pub fn intern(&mut self, text: &str) -> Allocated<u32> {
        if text.is_empty() {
            return Ok(0);
        }
        let Interner { strings, codes, hasher } = self;
        let is_text = |code: &u32| strings.get(*code as usize - 1) == text;
        let hash_code = |code: &u32| hasher.hash_one(strings.get(*code as usize - 1));
        // The table grows as a whole.
        if codes.try_reserve(1, hash_code).is_err() {
            return Err(Shortage { bytes: 2 * codes.allocation_size() });
        }
        match codes.entry(hasher.hash_one(text), is_text, hash_code) {
            Entry::Occupied(entry) => Ok(*entry.get()),
            Entry::Vacant(entry) => {
                let code = strings.len() as u32 + 1;
                strings.push(text)?;
                entry.insert(code);
                Ok(code)
            }
        }
    }

    /// Returns the code of a string, if it is stored.
    pub fn find(&self, text: &str) -> Option<u32> {
        if text.is_empty() {
            return Some(0);
        }
        self.codes.find(self.hasher.hash_one(text), |code| self.get(*code) == text).copied()
    }

    /// Returns the string with a code.
    pub fn get(&self, code: u32) -> &str {
        if code == 0 { "" } else { self.strings.get(code as usize - 1) }
    }

    /// Returns the number of codes: those of the strings, and 0 for the empty one.
    pub fn len(&self) -> u32 {
        self.strings.len() as u32 + 1
    }

    /// Returns the number of bytes of all strings.
    pub fn bytes(&self) -> usize {
        self.strings.bytes()
    }

    /// Frees the memory that is reserved for further strings.
    pub fn shrink_to_fit(&mut self) {
        self.strings.shrink_to_fit();
    }
}

/// A column of strings that recur.
#[derive(Default)]
pub struct InternedColumn {
    strings: Interner,
    codes: NarrowColumn,
}

impl InternedColumn {
    /// Appends a string.
    pub fn push(&mut self, text: &str) -> Allocated<()> {
        let code = self.strings.intern(text)?;
        self.codes.push(code.into())
    }

    /// Iterates over the different strings, those of no incident any more included.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        (0..self.strings.len()).map(|code| self.strings.get(code))
    }

    /// Returns the column without the strings of the given numbers, which must ascend.
    pub fn without(&self, left_out: &[u32]) -> Allocated<InternedColumn> {
        let mut column = InternedColumn::default();
        kept(self.codes.len(), left_out).try_for_each(|number| column.push(self.get(number)))?;
        column.shrink_to_fit();
        Ok(column)
    }

    /// Returns the number of bytes of text that are stored.
    pub fn bytes(&self) -> usize {
        self.strings.bytes()
    }

    /// Returns the string with a number, from 0.
    pub fn get(&self, number: usize) -> &str {
        self.strings.get(self.codes.get(number) as u32)
    }

    /// Returns the code of the string with a number, which is its place among [`texts`](Self::texts).
    pub fn code(&self, number: usize) -> u32 {
        self.codes.get(number) as u32
    }

    /// Frees the memory that is reserved for further strings.
    pub fn shrink_to_fit(&mut self) {
        self.strings.shrink_to_fit();
        self.codes.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_has_one_code() {
        let mut strings = Interner::default();
        assert_eq!((strings.find("a"), strings.find(""), strings.get(0)), (None, Some(0), ""));
        let text = |number: u32| if number.is_multiple_of(3) { format!("{number}") } else { format!("text {number}") };
        for round in 0..2 {
            for number in 0..5000 {
                assert_eq!(strings.intern(&text(number)), Ok(number + 1), "round {round}");
            }
        }
        assert_eq!(strings.intern(""), Ok(0));
        for number in 0..5000 {
            assert_eq!(strings.find(&text(number)), Some(number + 1));
            assert_eq!(strings.get(number + 1), text(number));
        }
        assert_eq!(strings.find("text 5000"), None);
    }
}
