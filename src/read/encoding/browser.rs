//! Encodings other than UTF-8, by the `TextDecoder` that browsers and Node have.
//!
//! This is the one module outside `src/wasm` that asks something of JavaScript: tables of encodings would add more to the
//! module than all readers of routes together.

use web_sys::{TextDecodeOptions, TextDecoder};

/// Decodes one encoding, across the borders of pieces. A second byte order mark at the start is dropped.
pub struct Decoder(TextDecoder);

impl Decoder {
    pub fn new(label: &str) -> Option<Self> {
        TextDecoder::new_with_label(label).ok().map(Self)
    }

    pub fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        let options = TextDecodeOptions::new();
        options.set_stream(!last);
        let text = self.0.decode_with_u8_array_and_options(bytes, &options);
        out.push_str(&text.expect("a decoder that replaces what is no text takes any bytes"));
    }
}

/// Returns the name of an encoding in small letters, given any of its labels.
pub fn canonical(label: &str) -> Option<String> {
    TextDecoder::new_with_label(label).ok().map(|decoder| decoder.encoding())
}
