//! JSON taken apart without being held as a tree: lists of coordinates take little more memory than their text.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{MAX_FILE_VERTICES, MAX_ROUTE_VERTICES, bad};
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
fn without_place(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or_default().to_string()
}

/// An object taken apart: the names of its members, and their text.
pub(super) struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

/// An object has at most this many members; no feature and no answer has as many.
const MAX_MEMBERS: usize = 10_000;

impl<'a> Members<'a> {
    /// Takes an object apart. (Its type decides what it is only later, so that one reader serves all of them.)
    ///
    /// # Errors
    /// `BadRoute` for another value, and for an object of more than 10,000 members. `what` is the subject of the sentence.
    pub(super) fn read(raw: &'a RawValue, what: &str) -> Result<Self> {
        if !raw.get().starts_with('{') {
            return Err(bad(format!("{what} is no object.")));
        }
        serde_json::from_str(raw.get()).map_err(|error| unreadable(what, &error))
    }

    /// Returns a member. One that is null counts as missing.
    pub(super) fn get(&self, name: &str) -> Option<&'a RawValue> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| *value).filter(|value| value.get() != "null")
    }

    /// Returns the first of several members.
    pub(super) fn get_any(&self, names: &[&str]) -> Option<&'a RawValue> {
        names.iter().find_map(|name| self.get(name))
    }

    /// Returns a member that is text.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        self.get(name).and_then(text)
    }

    /// Returns a member as a tree, which is for short ones.
    pub(super) fn value(&self, name: &str) -> Value {
        self.get(name).and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), *value))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((Text(name), value)) = map.next_entry()? {
                    if members.len() == MAX_MEMBERS {
                        return Err(serde::de::Error::custom(format_args!("it has more than {MAX_MEMBERS} members")));
                    }
                    members.push((name, value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// Returns a value that is text.
pub(super) fn text(raw: &RawValue) -> Option<Cow<'_, str>> {
    if !raw.get().starts_with('"') {
        return None;
    }
    serde_json::from_str::<Text<'_>>(raw.get()).ok().map(|Text(text)| text)
}

/// Returns the members of a list, as text.
///
/// # Errors
/// `BadRoute` for another value; `TooLarge` for more than a million members. `what` is the subject of the sentence.
pub(super) fn list<'a>(raw: &'a RawValue, what: &str) -> Result<Vec<&'a RawValue>> {
    let list: Capped<&RawValue, MAX_FILE_VERTICES> =
        serde_json::from_str(raw.get()).map_err(|error| unreadable(what, &error))?;
    list.complete(what)
}

/// Returns a list of positions, of which at most one more is kept than a route may have vertices.
///
/// # Errors
/// `BadRoute` for another value. `what` is the subject of the sentence.
pub(super) fn positions(raw: &RawValue, what: &str) -> Result<Vec<Position>> {
    let list: Capped<Position, { MAX_ROUTE_VERTICES + 1 }> =
        serde_json::from_str(raw.get()).map_err(|error| unreadable(what, &error))?;
    Ok(list.items)
}

/// Returns a single position.
///
/// # Errors
/// `BadRoute` for JSON that cannot be read. `what` is the subject of the sentence.
pub(super) fn position(raw: &RawValue, what: &str) -> Result<Position> {
    serde_json::from_str(raw.get()).map_err(|error| unreadable(what, &error))
}

fn unreadable(what: &str, error: &serde_json::Error) -> GeobitError {
    bad(format!("{what} cannot be read: {}.", without_place(error)))
}

/// A string that borrows from the file where it has no escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// A list of which at most `MOST` members are kept. The others are counted.
struct Capped<T, const MOST: usize> {
    items: Vec<T>,
    total: usize,
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
    fn complete(self, what: &str) -> Result<Vec<T>> {
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
struct Number(f64);

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
