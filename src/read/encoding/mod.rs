//! Bytes to text: which encoding a file is in, and its text piece by piece.
//!
//! Text in UTF-8, which most files are, needs no tables. All other encodings are decoded natively by `encoding_rs`, and in
//! a browser by its own `TextDecoder`, so that their tables are not part of the module. Both follow the WHATWG Encoding
//! Standard, so that the command line and the page read the same text.

mod detect;
#[cfg(target_arch = "wasm32")]
#[path = "browser.rs"]
mod platform;
#[cfg(not(target_arch = "wasm32"))]
#[path = "native.rs"]
mod platform;
mod utf8;

use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::memory;
pub use detect::{Detected, detect};
use utf8::Utf8Decoder;

const UTF_8: &str = "utf-8";
/// What text is taken for that is not UTF-8 and does not say what it is: the encoding of Western European spreadsheets.
const FALLBACK: &str = "windows-1252";

/// The subject of the sentence that says that memory is missing.
const FILE: &str = "The text of this file";

/// Decodes the pieces of a file. A letter may be cut in two by the border of two pieces.
///
/// ```
/// use geobit::read::encoding::Decoder;
///
/// let (mut decoder, mut text) = (Decoder::new("utf-8")?, String::new());
/// decoder.decode(b"S\xc3", false, &mut text)?;
/// decoder.decode(b"\xa9gou", true, &mut text)?;
/// assert_eq!(text, "Ségou");
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
pub struct Decoder {
    scheme: Scheme,
    lines: u64,
    replaced: Option<Replaced>,
}

enum Scheme {
    Utf8(Utf8Decoder),
    /// The text was ASCII so far, so that it can still be in any encoding. What may be the beginning of a letter is held.
    Undecided(Vec<u8>),
    Other(platform::Decoder),
}

/// Bytes that are not text in the encoding of a file. Each run of them is U+FFFD in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// How many there are.
    pub count: u64,
    /// The line of the first, from 1.
    pub first_line: u64,
}

impl Decoder {
    /// Prepares to decode text without its byte order mark.
    ///
    /// # Errors
    /// `UnknownFormat` for an encoding that the Encoding Standard does not know.
    pub fn new(label: &str) -> Result<Self> {
        let scheme = if canonical(label)? == UTF_8 {
            Scheme::Utf8(Utf8Decoder::default())
        } else {
            Scheme::Other(platform::Decoder::new(label).ok_or_else(|| unknown(label))?)
        };
        Ok(Self { scheme, lines: 0, replaced: None })
    }

    /// Prepares to decode a file of which the first bytes were looked at. If these were all ASCII, the first letter that is
    /// not decides between UTF-8 and windows-1252.
    ///
    /// # Errors
    /// Those of [`new`](Self::new).
    pub fn for_detected(detected: &Detected) -> Result<Self> {
        let decoder = Self::new(&detected.label)?;
        Ok(if detected.is_open { Self { scheme: Scheme::Undecided(Vec::new()), ..decoder } } else { decoder })
    }

    /// Appends the text of the next bytes to `out`. `last` says that no more follow.
    ///
    /// # Errors
    /// `TooLarge` where there is no memory for the text.
    pub fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) -> Result<()> {
        let start = out.len();
        // In an encoding of single bytes, each may become a letter of three.
        let is_as_long = matches!(self.scheme, Scheme::Utf8(_)) || bytes.is_ascii();
        let longest = if is_as_long { bytes.len() } else { bytes.len().saturating_mul(3) };
        memory::grow_text(out, longest + 4).map_err(|shortage| shortage.refuse(FILE))?;
        match &mut self.scheme {
            Scheme::Utf8(decoder) => decoder.decode(bytes, last, out),
            Scheme::Other(decoder) => decoder.decode(bytes, last, out),
            Scheme::Undecided(held) => {
                held.extend_from_slice(bytes);
                let open = std::mem::take(held);
                self.decide(&open, last, out)?;
            }
        }
        self.note_replaced(&out[start..]);
        Ok(())
    }

    /// Returns how many bytes so far were not text, if any were.
    pub fn replaced(&self) -> Option<Replaced> {
        self.replaced
    }

    /// Decodes ASCII, and ends the doubt with the first letter that is none.
    fn decide(&mut self, bytes: &[u8], last: bool, out: &mut String) -> Result<()> {
        let (ascii, rest) = bytes.split_at(bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len()));
        out.extend(ascii.iter().map(|byte| char::from(*byte)));
        if rest.is_empty() || (!last && utf8::is_beginning(rest)) {
            self.scheme = Scheme::Undecided(rest.to_vec());
            return Ok(());
        }
        let label = if !utf8::is_beginning(rest) && utf8::is_utf8_so_far(rest) { UTF_8 } else { FALLBACK };
        self.scheme = Self::new(label)?.scheme;
        match &mut self.scheme {
            Scheme::Utf8(decoder) => decoder.decode(rest, last, out),
            Scheme::Other(decoder) => decoder.decode(rest, last, out),
            Scheme::Undecided(_) => unreachable!("the encoding was decided above"),
        }
        Ok(())
    }

    fn note_replaced(&mut self, text: &str) {
        let count = text.matches(char::REPLACEMENT_CHARACTER).count() as u64;
        if count > 0 {
            let before = text.split(char::REPLACEMENT_CHARACTER).next().unwrap_or_default();
            let first_line = self.lines + line_breaks(before) + 1;
            self.replaced.get_or_insert(Replaced { count: 0, first_line }).count += count;
        }
        self.lines += line_breaks(text);
    }
}

fn line_breaks(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u64
}

/// Returns the name of an encoding in small letters, given any of its labels.
fn canonical(label: &str) -> Result<String> {
    let label = label.trim();
    if label.eq_ignore_ascii_case("utf-8") || label.eq_ignore_ascii_case("utf8") {
        return Ok(UTF_8.into());
    }
    platform::canonical(label).ok_or_else(|| unknown(label))
}

fn unknown(label: &str) -> GeobitError {
    let message = format!("The encoding {} is not known; save the file as UTF-8.", quote_excerpt(label));
    GeobitError::new(Code::UnknownFormat, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Decodes in pieces of a size, as detected from the first `head` bytes.
    fn decode(bytes: &[u8], head: usize, piece: usize) -> (String, Option<Replaced>) {
        let detected = detect(&bytes[..head.min(bytes.len())], None).unwrap();
        let mut decoder = Decoder::for_detected(&detected).unwrap();
        let mut text = String::new();
        for part in bytes[detected.mark_len..].chunks(piece) {
            decoder.decode(part, false, &mut text).unwrap();
        }
        decoder.decode(b"", true, &mut text).unwrap();
        (text, decoder.replaced())
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn the_same_text_is_read_from_all_encodings_however_it_is_cut() {
        let text = "nom,lat\nSégou – Bla, 13.4\nبماكو 🚚\n";
        let latin = "nom,lat\nS\u{e9}gou \u{2013} Bla, 13.4\n";
        let windows = b"nom,lat\nS\xe9gou \x96 Bla, 13.4\n";
        for piece in [1, 2, 3, 5, 7, 1000] {
            assert_eq!(decode(text.as_bytes(), 1024, piece), (text.into(), None));
            assert_eq!(decode(&[b"\xef\xbb\xbf", text.as_bytes()].concat(), 1024, piece).0, text);
            for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
                assert_eq!(decode(&utf16(text, bytes_of), 1024, piece), (text.into(), None));
                assert_eq!(decode(&utf16(&format!("\u{feff}{text}"), bytes_of), 1024, piece).0, text);
            }
            assert_eq!(decode(windows, 1024, piece), (latin.into(), None));
        }
    }

    #[test]
    fn a_head_of_ascii_leaves_open_what_follows() {
        for piece in [1, 2, 3, 4, 1000] {
            assert_eq!(decode(b"nom,lat\nS\xe9gou", 4, piece).0, "nom,lat\nSégou");
            assert_eq!(decode("nom,lat\nSégou".as_bytes(), 4, piece).0, "nom,lat\nSégou");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_counted_with_their_line() {
        for piece in [1, 1000] {
            let mut decoder = Decoder::new("utf-8").unwrap();
            let mut text = String::new();
            for part in b"a\n\nb\xff c\xe2\x82 d\n\xc3".chunks(piece) {
                decoder.decode(part, false, &mut text).unwrap();
            }
            decoder.decode(b"", true, &mut text).unwrap();
            assert_eq!(text, "a\n\nb\u{fffd} c\u{fffd} d\n\u{fffd}");
            assert_eq!(decoder.replaced(), Some(Replaced { count: 3, first_line: 3 }));
        }
    }

    #[test]
    fn an_unknown_encoding_is_refused_by_its_name() {
        let Err(error) = Decoder::new("EBCDIC-9\u{202e}") else { panic!("this is no encoding") };
        assert_eq!(error.code, Code::UnknownFormat);
        assert!(error.message.contains("\"EBCDIC-9\u{fffd}\""), "{error}");
    }
}
