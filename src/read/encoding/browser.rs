//! Encodings other than UTF-8, by the `TextDecoder` that browsers and Node have.
//!
//! This is the one module outside `src/wasm` that asks something of JavaScript: tables of encodings would add more to the
//! module than all readers of routes together.

use web_sys::{TextDecodeOptions, TextDecoder, TextDecoderOptions};

/// Decodes one encoding, across the borders of pieces.
pub struct Decoder(TextDecoder);

impl Decoder {
    pub fn new(label: &str) -> Option<Self> {
        let options = TextDecoderOptions::new();
        // The mark has been cut off already; another one is text.
        options.set_ignore_bom(true);
        TextDecoder::new_with_label_and_options(label, &options).ok().map(Self)
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
