//! Decides by its first bytes what kind of file a file is. Its name proves nothing: web pages and archives arrive as `.csv`.

use crate::error::{Code, GeobitError, Result};
use crate::read::encoding::{Decoder, Detected};
use crate::read::options::FormatHint;

/// The number of bytes that decide. A shorter file is judged by all its bytes.
pub const SNIFF_BYTES: usize = 1024;

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
}

/// Returns the format of a file by its first bytes, without the byte order mark, and the decoder of its text where it is not read as
/// it is. Text in UTF-8 needs none, and CSV in Windows-1252 is decoded cell by cell, because programs mix the two.
///
/// # Errors
/// `UnknownFormat`, with what the file seems to be, for a file that is neither CSV nor JSON. Parquet is told apart before.
pub fn sniff(head: &[u8], detected: &Detected, hint: FormatHint) -> Result<(Format, Option<Decoder>)> {
    if let Some(what) = foreign(head) {
        return Err(unknown(format!("This is {what}. {ACCEPTED}")));
    }
    let is_utf8 = detected.label == "utf-8";
    let mut decoder = if is_utf8 { None } else { Some(Decoder::new(&detected.label)?) };
    let mut text = String::new();
    match &mut decoder {
        Some(_) => Decoder::new(&detected.label)?.decode(head, false, &mut text)?,
        None => text.push_str(&String::from_utf8_lossy(head)),
    }
    if text.contains('\0') {
        return Err(unknown(format!("This is a binary file. {ACCEPTED}")));
    }
    let Some(first) = text.chars().find(|letter| !letter.is_ascii_whitespace() && *letter != '\u{1e}') else {
        return Err(unknown(format!("The file is empty. {ACCEPTED}")));
    };
    let format = match (hint, first) {
        (_, '<') => return Err(unknown(describe_markup(&text))),
        (FormatHint::Parquet, _) => return Err(unknown(format!("This is not a Parquet file. {ACCEPTED}"))),
        (FormatHint::Csv, _) => Format::Csv,
        (FormatHint::Geojson, _) | (FormatHint::Auto, '{' | '[') => Format::Json,
        (FormatHint::Auto, _) => Format::Csv,
    };
    if format == Format::Csv && detected.label == "windows-1252" {
        decoder = None;
    }
    Ok((format, decoder))
}

/// Returns a sentence that says what a text with tags is.
fn describe_markup(text: &str) -> String {
    let is = |root: &str| text.contains(&format!("<{root}"));
    match ["gpx", "kml", "TrainingCenterDatabase"].into_iter().find(|root| is(root)) {
        Some(root) => format!("This is a file of routes or places (<{root}>), not of incidents. {ACCEPTED}"),
        None => format!(
            "This looks like a web page (HTML or XML) rather than a data file, whatever its name says; a download that ended on a \
             login or error page looks like this. {ACCEPTED}"
        ),
    }
}

const ACCEPTED: &str = "GeoBit reads incidents from CSV, GeoJSON, JSON and Parquet files, also packed in gzip or zip.";

fn unknown(message: String) -> GeobitError {
    GeobitError::new(Code::UnknownFormat, message)
}

/// Returns what a file is that is certainly none that is read.
fn foreign(head: &[u8]) -> Option<&'static str> {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (b"%PDF", "a PDF document"),
        (b"\xd0\xcf\x11\xe0", "an old Office document (.xls): save it as .xlsx or the sheet as CSV"),
        (b"SQLite format 3\0", "an SQLite or GeoPackage database: export it as CSV or GeoJSON"),
    ];
    SIGNATURES.iter().find(|(bytes, _)| head.starts_with(bytes)).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::encoding::detect;

    fn sniffed(head: &[u8], hint: FormatHint) -> Result<(Format, bool)> {
        let detected = detect(head, None).unwrap();
        sniff(&head[detected.mark_len..], &detected, hint).map(|(format, decoder)| (format, decoder.is_some()))
    }

    #[test]
    fn data_files_are_told_apart_by_their_first_bytes() {
        let auto = |head: &[u8]| sniffed(head, FormatHint::Auto).unwrap();
        assert_eq!(auto(b"id,lon"), (Format::Csv, false));
        assert_eq!(auto(b"\xef\xbb\xbfid,lon"), (Format::Csv, false));
        assert_eq!(auto(b"\xff\xfei\0d\0"), (Format::Csv, true));
        assert_eq!(auto(b"S\xe9gou,lon"), (Format::Csv, false));
        assert_eq!(auto(b"{\"S\xe9gou\""), (Format::Json, true));
        assert_eq!(auto(b" \r\n {"), (Format::Json, false));
        assert_eq!(auto(b"\x1e{"), (Format::Json, false));
        assert_eq!(sniffed(b"{", FormatHint::Csv).unwrap().0, Format::Csv);
        assert_eq!(sniffed(b"id", FormatHint::Geojson).unwrap().0, Format::Json);
    }

    #[test]
    fn other_files_are_refused_in_words() {
        let cases: [(&[u8], &str); 9] = [
            (b"", "empty"),
            (b"\xef\xbb\xbf", "empty"),
            (b" \n\t", "empty"),
            (b"<!DOCTYPE html>", "web page"),
            (b"\xef\xbb\xbf\n<?xml", "web page"),
            (b"<?xml version=\"1.0\"?><gpx>", "routes or places"),
            (b"\x7fELF\0\0", "binary"),
            (b"%PDF-1.7", "PDF"),
            (b"\xd0\xcf\x11\xe0", "Office"),
        ];
        for (head, word) in cases {
            for hint in [FormatHint::Auto, FormatHint::Csv, FormatHint::Geojson] {
                let error = sniffed(head, hint).unwrap_err();
                assert_eq!(error.code, Code::UnknownFormat);
                assert!(error.message.contains(word), "{}", error.message);
            }
        }
    }
}
