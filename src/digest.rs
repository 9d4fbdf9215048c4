//! The SHA-256 of bytes, by which packs are known: one that was altered or cut has another.

use sha2::{Digest as _, Sha256};

/// The number of letters of a digest.
const LETTERS: usize = 64;

/// The digest of bytes that arrive in pieces.
///
/// ```
/// let mut digest = geobit::digest::Digest::default();
/// digest.update(b"a");
/// digest.update(b"bc");
/// assert!(digest.finish().starts_with("ba7816bf"));
/// ```
#[derive(Clone, Default)]
pub struct Digest {
    inner: Sha256,
}

impl Digest {
    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.inner.update(bytes);
    }

    /// Returns the digest of all bytes, as 64 small hexadecimal letters.
    pub fn finish(self) -> String {
        self.inner.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Returns the digest of bytes, as 64 small hexadecimal letters.
pub fn digest(bytes: &[u8]) -> String {
    let mut digest = Digest::default();
    digest.update(bytes);
    digest.finish()
}

/// Returns whether a text is written as a digest is.
pub fn is_digest(text: &str) -> bool {
    text.len() == LETTERS && text.bytes().all(|letter| matches!(letter, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_told_from_other_texts() {
        assert!(is_digest(&digest(b"")));
        assert!(!is_digest(&digest(b"").to_uppercase()));
        assert!(!is_digest(&digest(b"")[1..]));
    }
}
