//! Decides by its first bytes what kind of file a file is. Its name proves nothing: web pages and archives arrive as `.csv`.

use serde::{Deserialize, Serialize};

use crate::error::{Code, GeobitError, Result};

/// The number of bytes that decide. A shorter file is judged by all its bytes.
pub const SNIFF_BYTES: usize = 1024;

/// What the caller says the format of a file is. As text it is `auto`, `csv` or `geojson`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FormatHint {
    /// The first bytes of the file decide.
    #[default]
    Auto,
    /// Records separated by line breaks, fields by commas, semicolons or tabs.
    Csv,
    /// A FeatureCollection of Point features, or one such Feature.
    Geojson,
}

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Geojson,
}

/// Returns the format of a file, and the length in bytes of the byte order mark at its start.
///
/// # Errors
/// `UnknownFormat`, with what the file seems to be, for a file that is neither CSV nor GeoJSON.
pub fn sniff(head: &[u8], hint: FormatHint) -> Result<(Format, usize)> {
    if let Some(what) = foreign(head) {
        return Err(unknown(format!("This is {what}. {ACCEPTED}")));
    }
    let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let Some(first) = head[mark..].iter().find(|byte| !byte.is_ascii_whitespace()) else {
        return Err(unknown(format!("The file is empty. {ACCEPTED}")));
    };
    match (hint, first) {
        (_, b'<') => Err(unknown(format!(
            "This looks like a web page (HTML or XML) rather than a data file, whatever its name says; a download that ended on a \
             login or error page looks like this. {ACCEPTED}"
        ))),
        (FormatHint::Csv, _) => Ok((Format::Csv, mark)),
        (FormatHint::Geojson, _) | (FormatHint::Auto, b'{' | b'[') => Ok((Format::Geojson, mark)),
        (FormatHint::Auto, _) => Ok((Format::Csv, mark)),
    }
}

const ACCEPTED: &str = "GeoBit reads CSV and GeoJSON files in UTF-8.";

fn unknown(message: String) -> GeobitError {
    GeobitError::new(Code::UnknownFormat, message)
}

/// Returns what a file is that is certainly neither CSV nor GeoJSON.
fn foreign(head: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 8] = [
        (b"PK\x03\x04", "a zip archive (or a spreadsheet such as .xlsx): unpack it, or save the sheet as CSV"),
        (b"\x1f\x8b", "a gzip archive: unpack it first"),
        (b"PAR1", "a Parquet file, which this version does not read: export it as CSV"),
        (b"\xff\xfe", "text in UTF-16: save it as UTF-8"),
        (b"\xfe\xff", "text in UTF-16: save it as UTF-8"),
        (b"%PDF", "a PDF document"),
        (b"\xd0\xcf\x11\xe0", "an old Office document (.xls): save the sheet as CSV"),
        (b"SQLite format 3\0", "an SQLite or GeoPackage database: export it as CSV or GeoJSON"),
    ];
    let signature = SIGNATURES.iter().find(|(bytes, _)| head.starts_with(bytes));
    signature.map(|(_, what)| *what).or_else(|| head.contains(&0).then_some("a binary file, or text in UTF-16"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_files_are_told_apart_by_their_first_bytes() {
        let auto = |head: &[u8]| sniff(head, FormatHint::Auto).unwrap();
        assert_eq!(auto(b"id,lon"), (Format::Csv, 0));
        assert_eq!(auto(b"\xef\xbb\xbfid,lon"), (Format::Csv, 3));
        assert_eq!(auto(b" \r\n {"), (Format::Geojson, 0));
        assert_eq!(auto(b"\xef\xbb\xbf{"), (Format::Geojson, 3));
        assert_eq!(sniff(b"{", FormatHint::Csv).unwrap().0, Format::Csv);
        assert_eq!(sniff(b"id", FormatHint::Geojson).unwrap().0, Format::Geojson);
    }

    #[test]
    fn other_files_are_refused_in_words() {
        let cases: [(&[u8], &str); 12] = [
            (b"", "empty"),
            (b"\xef\xbb\xbf", "empty"),
            (b" \n\t", "empty"),
            (b"<!DOCTYPE html>", "web page"),
            (b"\xef\xbb\xbf\n<?xml", "web page"),
            (b"PK\x03\x04rest", "zip"),
            (b"\x1f\x8b\x08", "gzip"),
            (b"PAR1", "Parquet"),
            (b"\xff\xfei\0d\0", "UTF-16"),
            (b"\xfe\xff\0i\0d", "UTF-16"),
            (b"\x7fELF\0\0", "binary"),
            (b"%PDF-1.7", "PDF"),
        ];
        for (head, word) in cases {
            for hint in [FormatHint::Auto, FormatHint::Csv, FormatHint::Geojson] {
                let error = sniff(head, hint).unwrap_err();
                assert_eq!(error.code, Code::UnknownFormat);
                assert!(error.message.contains(word), "{}", error.message);
            }
        }
    }
}
