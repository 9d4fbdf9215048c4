//! What the fuzz targets check. `tests/fuzz_findings.rs` of the project includes this module as well, so that every input
//! that once broke something is checked again by `cargo test`.
//!
//! An input of a target that takes structured cases is either a case as JSON, which begins with `{`, or bytes from which
//! a case is drawn. Seeds and kept findings are JSON: they can be read, and mean the same when the drawing changes.

pub mod catalogs;
pub mod draw;
pub mod edits;
pub mod geometry;
pub mod memory;
pub mod packs;
pub mod panics;
pub mod questions;
pub mod readers;
pub mod roads;
pub mod routes;
pub mod time;
pub mod twins;

use std::fmt;

use arbitrary::{Arbitrary, Unstructured};
use serde::Serialize;

/// A structured input of a target.
pub trait Case: Sized + Serialize {
    /// Reads a case that is written as JSON. Text that is no case is no input.
    fn from_json(text: &str) -> Option<Self>;

    /// Draws a case from bytes.
    fn draw(bytes: &mut Unstructured<'_>) -> arbitrary::Result<Self>;

    /// Panics with what is wrong if the engine answers this case wrongly.
    fn check(&self);
}

/// The input of a target. It prints as JSON, which is an input too.
pub struct Input<C>(pub C);

impl<C: Case> Input<C> {
    /// Reads an input from bytes; `None` for bytes that are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        match (bytes.first(), std::str::from_utf8(bytes)) {
            (Some(b'{'), Ok(text)) => C::from_json(text).map(Input),
            (Some(b'{'), Err(_)) => None,
            _ => C::draw(&mut Unstructured::new(bytes)).ok().map(Input),
        }
    }
}

impl<'a, C: Case> Arbitrary<'a> for Input<C> {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        C::draw(bytes).map(Input)
    }

    fn arbitrary_take_rest(bytes: Unstructured<'a>) -> arbitrary::Result<Self> {
        Input::from_bytes(bytes.take_rest()).ok_or(arbitrary::Error::IncorrectFormat)
    }
}

impl<C: Case> fmt::Debug for Input<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(&self.0).map_err(|_| fmt::Error)?)
    }
}
