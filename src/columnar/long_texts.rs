//! How much long text a file may hold. A dictionary has a text once, and the rows repeat it by its number: a file of a megabyte may so
//! stand for gigabytes, each row of which would be checked and copied.

use crate::error::{Code, GeobitError, Result};

/// Texts of up to so many bytes are not counted.
const LONG: usize = 1 << 10;
/// The most bytes of long texts in the rows of any file.
const LEAST: usize = 256 << 20;
/// How many times as long as the file its long texts may be, which compression alone seldom reaches.
const TIMES: usize = 16;

/// Counts the long texts of a file; see the module.
#[derive(Debug)]
pub struct LongTexts {
    most: usize,
    left: usize,
}

impl LongTexts {
    /// Prepares to count those of a file of so many bytes.
    pub fn of_file(bytes: usize) -> LongTexts {
        let most = bytes.saturating_mul(TIMES).max(LEAST);
        LongTexts { most, left: most }
    }

    /// Counts a text of so many bytes.
    ///
    /// # Errors
    /// `TooLarge` where there are too many.
    pub fn add(&mut self, bytes: usize) -> Result<()> {
        if bytes <= LONG {
            return Ok(());
        }
        match self.left.checked_sub(bytes) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(GeobitError::new(
                Code::TooLarge,
                format!(
                    "The rows of this Parquet file hold more than {} MiB of texts that are longer than 1 KiB, which happens where one text is \
                     repeated many times. Shorten the texts, or leave their columns out.",
                    self.most >> 20
                ),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_counted_against_the_size_of_the_file() {
        let mut small = LongTexts::of_file(100);
        assert!((0..256).all(|_| small.add(1 << 20).is_ok()));
        assert!((0..10_000).all(|_| small.add(LONG).is_ok()), "short ones do not count");
        let error = small.add(LONG + 1).unwrap_err();
        assert_eq!(error.code, Code::TooLarge);
        assert!(error.message.contains("more than 256 MiB"), "{}", error.message);
        let mut large = LongTexts::of_file(100 << 20);
        assert!(large.add(1600 << 20).is_ok() && large.add(2 << 10).is_err());
    }
}
