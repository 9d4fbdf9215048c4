//! UTF-8 across the borders of pieces. What is not UTF-8 becomes U+FFFD, as the Encoding Standard has it.

use std::str;

/// Decodes UTF-8. Keeps the beginning of a letter that is cut by the border of two pieces.
#[derive(Default)]
pub struct Utf8Decoder {
    cut: Vec<u8>,
}

impl Utf8Decoder {
    pub fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        let mut rest = bytes;
        // The letter that was cut ends within three further bytes.
        while !self.cut.is_empty() && !rest.is_empty() {
            self.cut.push(rest[0]);
            rest = &rest[1..];
            let letter = std::mem::take(&mut self.cut);
            self.decode_whole(&letter, out);
        }
        self.decode_whole(rest, out);
        if last && !std::mem::take(&mut self.cut).is_empty() {
            out.push(char::REPLACEMENT_CHARACTER);
        }
    }

    /// Decodes bytes, and keeps those at their end that may be the beginning of a letter.
    fn decode_whole(&mut self, bytes: &[u8], out: &mut String) {
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            out.push_str(chunk.valid());
            let invalid = chunk.invalid();
            if chunks.peek().is_none() && is_beginning(invalid) {
                self.cut.extend_from_slice(invalid);
            } else if !invalid.is_empty() {
                out.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

/// Returns whether bytes are UTF-8, apart from a letter at their end that is cut.
pub fn is_utf8_so_far(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// Returns whether bytes are the beginning of a letter, and no more.
pub fn is_beginning(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
}
