//! JSON taken apart without being held as a tree: lists of coordinates take little more memory than their text.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::bad;
use crate::error::{GeobitError, Result};

/// Splits a text into its JSON documents: one, or one to a line, or a sequence of texts with record separators (RFC 8142).
///
/// # Errors
/// `BadRoute` with the line for text that is not JSON.
pub(super) fn documents(text: &str) -> Result<Vec<&RawValue>> {
    let mut documents = Vec::new();
    for part in text.split('\u{1e}') {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        let stream = serde_json::Deserializer::from_str(part).into_iter::<&RawValue>();
        for document in stream {
            let document = document.map_err(|error| {
                let line = line_at(text, start) + error.line().max(1) as u64 - 1;
                bad(format!("This is not valid JSON, in line {line}: {}.", without_place(&error))).at_row(line)
            })?;
            documents.push(document);
        }
    }
    Ok(documents)
}

fn line_at(text: &str, at: usize) -> u64 {
    text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() as u64 + 1
}

/// Returns the words of an error. Its line is that of the part that was read.
pub(super) fn without_place(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or_default().to_string()
}

/// Reads a value, or says what is wrong with it.
pub(super) fn read<'a, T: Deserialize<'a>>(raw: &'a RawValue, what: &str) -> Result<T> {
    serde_json::from_str(raw.get()).map_err(|error| unreadable(what, &error))
}

/// Reads an object, or says what is wrong with it. (Serde would take a list for its members in their order.)
pub(super) fn read_object<'a, T: Deserialize<'a>>(raw: &'a RawValue, what: &str) -> Result<T> {
    if !raw.get().starts_with('{') {
        return Err(bad(format!("{what} is no object.")));
    }
    read(raw, what)
}

pub(super) fn unreadable(what: &str, error: &serde_json::Error) -> GeobitError {
    bad(format!("{what} cannot be read: {}.", without_place(error)))
}

/// A string that borrows from the file where it has no escapes.
#[derive(Deserialize)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// A list of which at most `MOST` members are kept. The others are counted.
#[derive(Clone, Debug)]
pub(super) struct Capped<T, const MOST: usize> {
    pub(super) items: Vec<T>,
    pub(super) total: usize,
}

impl<T, const MOST: usize> Default for Capped<T, MOST> {
    fn default() -> Self {
        Self { items: Vec::new(), total: 0 }
    }
}

impl<T, const MOST: usize> Capped<T, MOST> {
    /// Returns all members.
    ///
    /// # Errors
    /// `TooLarge` if there are more than are kept. `what` is the subject of the sentence.
    pub(super) fn complete(self, what: &str) -> Result<Vec<T>> {
        if self.total == self.items.len() {
            return Ok(self.items);
        }
        let message = format!("{what} has {} members; at most {MOST} are read.", self.total);
        Err(GeobitError::new(crate::error::Code::TooLarge, message))
    }
}

impl<'de, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for Capped<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct List<T, const MOST: usize>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for List<T, MOST> {
            type Value = Capped<T, MOST>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Self::Value, A::Error> {
                let mut capped = Capped::default();
                while capped.total < MOST
                    && let Some(item) = list.next_element()?
                {
                    capped.items.push(item);
                    capped.total += 1;
                }
                while list.next_element::<IgnoredAny>()?.is_some() {
                    capped.total += 1;
                }
                Ok(capped)
            }
        }
        deserializer.deserialize_seq(List(PhantomData))
    }
}

/// A position as JSON has it. What is no number is NaN, so that its vertex can be named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Position {
    pub(super) first: f64,
    pub(super) second: f64,
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Pair;
        impl<'de> Visitor<'de> for Pair {
            type Value = Position;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a position")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Position, A::Error> {
                let mut next = || Ok(list.next_element::<Number>()?.map_or(f64::NAN, |Number(number)| number));
                let position = Position { first: next()?, second: next()? };
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(position)
            }
        }
        // A position of another type has no numbers.
        let raw = <&RawValue>::deserialize(deserializer)?;
        if !raw.get().starts_with('[') {
            return Ok(Position { first: f64::NAN, second: f64::NAN });
        }
        serde_json::Deserializer::from_str(raw.get()).deserialize_seq(Pair).map_err(serde::de::Error::custom)
    }
}

/// A number; NaN for any other value.
pub(super) struct Number(pub(super) f64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct AnyValue;
        impl<'de> Visitor<'de> for AnyValue {
            type Value = f64;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a value")
            }

            fn visit_f64<E>(self, number: f64) -> std::result::Result<f64, E> {
                Ok(number)
            }

            fn visit_i64<E>(self, number: i64) -> std::result::Result<f64, E> {
                Ok(number as f64)
            }

            fn visit_u64<E>(self, number: u64) -> std::result::Result<f64, E> {
                Ok(number as f64)
            }

            fn visit_bool<E>(self, _: bool) -> std::result::Result<f64, E> {
                Ok(f64::NAN)
            }

            fn visit_str<E>(self, _: &str) -> std::result::Result<f64, E> {
                Ok(f64::NAN)
            }

            fn visit_unit<E>(self) -> std::result::Result<f64, E> {
                Ok(f64::NAN)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<f64, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(f64::NAN)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<f64, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(f64::NAN)
            }
        }
        deserializer.deserialize_any(AnyValue).map(Number)
    }
}
