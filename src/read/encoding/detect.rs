//! Which encoding a file is in, by its first bytes.

use super::utf8::is_utf8_so_far;
use super::{FALLBACK, UTF_8, canonical, platform};
use crate::error::{Code, GeobitError, Result};

/// How much of a file is searched for the declaration of XML.
const DECLARATION_BYTES: usize = 256;

/// How much of a file is searched for the pattern of UTF-16.
const PATTERN_BYTES: usize = 1024;

/// The encoding of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// The name of the encoding in small letters, such as `utf-8`.
    pub label: String,
    /// The length of the byte order mark at the start of the file, in bytes.
    pub mark_len: usize,
    /// Whether all bytes looked at are ASCII and nothing says what letters beyond it would mean.
    pub is_open: bool,
}

/// Finds the encoding of a file: by its byte order mark, else what the caller says, else the declaration of XML, else the
/// zeros of UTF-16. Other text is UTF-8 if it is valid as such, and windows-1252 if not. A declaration that contradicts the
/// bytes, such as UTF-16 in a text of single bytes, is ignored.
///
/// # Errors
/// `BadOption` for a `hint` that is no encoding; `UnknownFormat` for a declared encoding that is none, and for UTF-32.
pub fn detect(head: &[u8], hint: Option<&str>) -> Result<Detected> {
    if head.starts_with(b"\xff\xfe\0\0") || head.starts_with(b"\0\0\xfe\xff") {
        return Err(GeobitError::new(Code::UnknownFormat, "This is text in UTF-32; save the file as UTF-8."));
    }
    for (mark, label) in [(&b"\xef\xbb\xbf"[..], UTF_8), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be")] {
        if head.starts_with(mark) {
            return Ok(certain(label, mark.len()));
        }
    }
    if let Some(hint) = hint {
        return canonical(hint)
            .map(|label| certain(&label, 0))
            .map_err(|error| GeobitError { code: Code::BadOption, ..error }.at_field("encoding"));
    }
    if let Some(label) = declared(head)? {
        return Ok(certain(&label, 0));
    }
    if let Some(label) = utf16_by_zeros(head) {
        return Ok(certain(label, 0));
    }
    let label = if is_utf8_so_far(head) { UTF_8 } else { FALLBACK };
    Ok(Detected { label: label.into(), mark_len: 0, is_open: head.is_ascii() })
}

fn certain(label: &str, mark_len: usize) -> Detected {
    Detected { label: label.into(), mark_len, is_open: false }
}

/// Returns the encoding that XML declares, unless the bytes contradict it.
fn declared(head: &[u8]) -> Result<Option<String>> {
    let Some(label) = declaration(head) else { return Ok(None) };
    // A declaration that can be read byte by byte is not in an encoding of two or four bytes.
    let is_wide = ["utf-16", "utf16", "ucs-2", "utf-32", "utf32", "ucs-4", "iso-10646"]
        .iter()
        .any(|wide| label.to_ascii_lowercase().starts_with(wide));
    if is_wide {
        return Ok(None);
    }
    let label = canonical(label)?;
    // `replacement` is what the standard makes of encodings that are unsafe to decode.
    if label == "replacement" || platform::Decoder::new(&label).is_none() {
        return Err(super::unknown(&label));
    }
    // Text of single bytes that is valid UTF-8 beyond ASCII was never meant as it is declared.
    let is_of_single_bytes = label.starts_with("windows-") || label.starts_with("iso-8859");
    let is_utf8 = is_utf8_so_far(head);
    let is_contradicted = if label == UTF_8 { !is_utf8 } else { is_of_single_bytes && is_utf8 && !head.is_ascii() };
    Ok(Some(label).filter(|_| !is_contradicted))
}

/// Returns the label in `<?xml … encoding="label"?>`.
fn declaration(head: &[u8]) -> Option<&str> {
    let head = head[..head.len().min(DECLARATION_BYTES)].trim_ascii_start();
    let head = head.strip_prefix(b"<?xml")?;
    let end = head.iter().position(|byte| *byte == b'>')?;
    let head = std::str::from_utf8(&head[..end]).ok()?;
    let value = head.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
    value[1..].split_once(quote).map(|(label, _)| label)
}

/// Returns the byte order of UTF-16 that has no mark: ASCII letters in it have a zero on the same side.
fn utf16_by_zeros(head: &[u8]) -> Option<&'static str> {
    let (units, _) = head[..head.len().min(PATTERN_BYTES)].as_chunks::<2>();
    let [first, second] = [0, 1].map(|side| units.iter().filter(|unit| unit[side] == 0).count());
    // Every file of ours has blanks, digits and separators, whatever its language. Binary data has zeros on both sides.
    let most = (units.len() / 4).max(1);
    match (first, second) {
        _ if units.is_empty() => None,
        (0, zeros) if zeros > most => Some("utf-16le"),
        (zeros, 0) if zeros > most => Some("utf-16be"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(head: &[u8]) -> String {
        detect(head, None).unwrap().label
    }

    #[test]
    fn the_mark_comes_before_all_others() {
        let marked = b"\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"windows-1252\"?>";
        assert_eq!(detect(marked, Some("latin1")).unwrap(), certain("utf-8", 3));
        assert_eq!(detect(b"\xff\xfea\0", None).unwrap(), certain("utf-16le", 2));
        assert_eq!(detect(b"\xfe\xff\0a", None).unwrap(), certain("utf-16be", 2));
        assert!(detect(b"\xff\xfe\0\0a\0\0\0", None).unwrap_err().message.contains("UTF-32"));
    }

    #[test]
    fn what_the_caller_says_comes_before_what_xml_declares() {
        assert_eq!(detect(b"<?xml encoding='utf-8'?>", Some("ISO-8859-1")).unwrap(), certain("windows-1252", 0));
        let error = detect(b"a", Some("no such")).unwrap_err();
        assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some("encoding")));
    }

    #[test]
    fn xml_is_what_it_declares_unless_its_bytes_contradict() {
        assert_eq!(label(b"<?xml version='1.0' encoding = 'Windows-1251' ?><a>\xe9</a>"), "windows-1251");
        assert_eq!(label(b" \n<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a>"), "windows-1252");
        assert_eq!(label(b"<?xml version=\"1.0\" encoding=\"utf-16\"?><a>\xc3\xa9</a>"), "utf-8");
        assert_eq!(label(b"<?xml version=\"1.0\" encoding=\"utf-8\"?><a>S\xe9gou</a>"), "windows-1252");
        assert_eq!(label("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a>Ségou</a>".as_bytes()), "utf-8");
        assert_eq!(label(b"<?xml version=\"1.0\"?><a encoding=\"koi8-r\">"), "utf-8");
        for unknown in ["EBCDIC-9", "", "\u{202e}"] {
            let error = detect(format!("<?xml encoding=\"{unknown}\"?>").as_bytes(), None).unwrap_err();
            assert_eq!(error.code, Code::UnknownFormat, "{unknown}");
        }
    }

    #[test]
    fn utf_16_without_a_mark_is_known_by_its_zeros() {
        assert_eq!(label(b"<\0?\0x\0m\0l\0"), "utf-16le");
        assert_eq!(label(b"\0l\0a\0t"), "utf-16be");
        let arabic: Vec<u8> = "خط العرض,12.5\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(label(&arabic), "utf-16le");
        assert_eq!(label(b"a\0\0b\0\0c\0"), "utf-8", "zeros on both sides are no text");
        assert_eq!(label(b""), "utf-8");
    }

    #[test]
    fn other_text_is_utf_8_if_it_can_be() {
        assert_eq!(detect("Ségou".as_bytes(), None).unwrap(), certain("utf-8", 0));
        assert_eq!(label(b"S\xe9gou"), "windows-1252");
        assert_eq!(label(b"S\xc3"), "utf-8", "the letter may go on");
        assert!(detect(b"Segou", None).unwrap().is_open);
    }
}
