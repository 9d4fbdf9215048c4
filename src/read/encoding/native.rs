//! Encodings other than UTF-8, by `encoding_rs`.

use encoding_rs::{CoderResult, Encoding};

/// Decodes one encoding, across the borders of pieces.
pub struct Decoder(encoding_rs::Decoder);

impl Decoder {
    pub fn new(label: &str) -> Option<Self> {
        Some(Self(Encoding::for_label(label.as_bytes())?.new_decoder_without_bom_handling()))
    }

    pub fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        let mut rest = bytes;
        loop {
            out.reserve(self.0.max_utf8_buffer_length(rest.len()).unwrap_or(rest.len()));
            let (result, read, _) = self.0.decode_to_string(rest, out, last);
            rest = &rest[read..];
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }
}

/// Returns the name of an encoding in small letters, given any of its labels.
pub fn canonical(label: &str) -> Option<String> {
    Some(Encoding::for_label(label.as_bytes())?.name().to_ascii_lowercase())
}
