//! Memory that is asked for before it is missing: input that does not fit is refused, and nothing else is disturbed.
//!
//! A failed allocation ends the engine. So what grows with the input is allocated with [`grow`], which can fail, and a step
//! that allocates by itself is preceded by [`require`].

use std::hint::black_box;

use crate::error::{Code, GeobitError, Result};

/// Memory that could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// How much was asked for.
    pub bytes: usize,
}

impl Shortage {
    /// Returns the error for input that does not fit. `what` is the subject of the sentence, such as `This file`.
    pub fn refuse(self, what: &str) -> GeobitError {
        let (needed, available) = (describe(self.bytes), describe(available_below(self.bytes)));
        let message = format!(
            "{what} needs another {needed} of memory at once, of which about {available} can be had. Cut the data to a region or \
             a range of years first, or close other snapshots."
        );
        GeobitError::new(Code::TooLarge, message)
    }
}

/// The result of an allocation that may fail.
pub type Allocated<T> = std::result::Result<T, Shortage>;

/// Makes room for further items: for as many again as there are, or else just for these.
pub fn grow<T>(list: &mut Vec<T>, additional: usize) -> Allocated<()> {
    if list.capacity() - list.len() >= additional {
        return Ok(());
    }
    list.try_reserve(additional)
        .or_else(|_| list.try_reserve_exact(additional))
        .map_err(|_| Shortage { bytes: (list.len() + additional).saturating_mul(size_of::<T>()) })
}

/// Makes room for further bytes of text: for as many again as there are, or else just for these.
pub fn grow_text(text: &mut String, additional: usize) -> Allocated<()> {
    if text.capacity() - text.len() >= additional {
        return Ok(());
    }
    text.try_reserve(additional)
        .or_else(|_| text.try_reserve_exact(additional))
        .map_err(|_| Shortage { bytes: text.len() + additional })
}

/// Returns an empty list with room for a number of items.
pub fn list_for<T>(items: usize) -> Allocated<Vec<T>> {
    let mut list = Vec::new();
    list.try_reserve_exact(items).map_err(|_| Shortage { bytes: items.saturating_mul(size_of::<T>()) })?;
    Ok(list)
}

/// Asks for memory and gives it back at once, so that what follows finds it.
///
/// # Errors
/// `TooLarge`, with how much is needed and how much can be had. `what` is the subject of the sentence, such as `This file`.
pub fn require(what: &str, bytes: usize) -> Result<()> {
    if can_have(bytes) { Ok(()) } else { Err(Shortage { bytes }.refuse(what)) }
}

fn can_have(bytes: usize) -> bool {
    let mut memory = Vec::<u8>::new();
    // Without the black box, the compiler leaves out an allocation that nobody uses, and takes it for a success.
    black_box(&mut memory).try_reserve_exact(bytes).is_ok()
}

/// Returns about how many bytes can be had, given a number that cannot.
fn available_below(bytes: usize) -> usize {
    const STEPS: usize = 6;
    let (mut available, mut missing) = (0, bytes);
    for _ in 0..STEPS {
        let middle = available + (missing - available) / 2;
        if can_have(middle) { available = middle } else { missing = middle }
    }
    available
}

/// Returns a number of bytes in megabytes, as a person would say it.
fn describe(bytes: usize) -> String {
    let megabytes = bytes as f64 / 1e6;
    if megabytes < 10.0 { format!("{megabytes:.1} MB") } else { format!("{megabytes:.0} MB") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_had_is_refused_with_both_figures() {
        require("This file", 1 << 20).unwrap();
        let error = require("This file", usize::MAX / 2 + 1).unwrap_err();
        assert_eq!(error.code, Code::TooLarge);
        assert!(error.message.starts_with("This file needs another 9223372036855 MB of memory"), "{}", error.message);
        assert!(error.message.contains("can be had"), "{}", error.message);
    }

    #[test]
    fn lists_grow_or_say_what_they_lack() {
        let mut list = vec![1_u64, 2];
        grow(&mut list, 3).unwrap();
        assert!(list.capacity() >= 5 && list == [1, 2]);
        assert_eq!(grow(&mut list, usize::MAX / 8 - 2), Err(Shortage { bytes: usize::MAX / 8 * 8 }));
        assert_eq!(list_for::<u8>(7).map(|list| list.capacity()), Ok(7));
        assert!(list_for::<u16>(usize::MAX).is_err());
    }

    #[test]
    fn figures_are_in_megabytes() {
        assert_eq!(
            [0, 40_000, 1_500_000, 9_999_999, 512_000_000].map(describe),
            ["0.0 MB", "0.0 MB", "1.5 MB", "10.0 MB", "512 MB"]
        );
    }
}
