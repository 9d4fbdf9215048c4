//! The text of a file of routes, unpacked and decoded within bounds.

use super::recognise::unknown;
use super::{MAX_TEXT_BYTES, RoutesOptions};
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::memory;
use crate::read::archive::{self, Choice, Container, Gunzip, Zip};
use crate::read::encoding::{Decoder, detect};

/// How many KML files of an archive are read because another links to them.
const MAX_LINKED: usize = 20;
/// How many names a doubt lists.
const LISTED: usize = 3;

/// A file of routes as text.
#[derive(Default)]
pub(super) struct Unpacked {
    pub(super) text: String,
    /// The other KML files of its archive.
    pub(super) linked: Vec<Linked>,
    pub(super) doubts: Vec<String>,
}

/// A KML file beside the one that is read.
pub(super) struct Linked {
    /// Its path in the archive, from the folder of the one that is read.
    pub(super) path: String,
    pub(super) text: String,
}

/// Unpacks and decodes a file.
pub(super) fn unpack(bytes: &[u8], options: &RoutesOptions) -> Result<Unpacked> {
    if let Some(what) = foreign(bytes) {
        return Err(unknown(&format!("This is {what}.")));
    }
    match archive::kind(bytes) {
        None => {
            if bytes.len() > MAX_TEXT_BYTES {
                return Err(too_large());
            }
            let mut unpacked = Unpacked::default();
            unpacked.text = decode(bytes, options, &mut unpacked.doubts)?;
            Ok(unpacked)
        }
        Some(Container::Gzip) => {
            let content = gunzip(bytes)?;
            let mut unpacked = Unpacked::default();
            unpacked.text = decode(&content, options, &mut unpacked.doubts)?;
            Ok(unpacked)
        }
        Some(Container::Zip) => unzip(bytes, options),
    }
}

fn gunzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut content = Vec::new();
    let mut keep = |piece: &[u8]| append(&mut content, piece);
    let mut gunzip = Gunzip::new(MAX_TEXT_BYTES as u64);
    gunzip.push(bytes, &mut keep)?;
    gunzip.finish(&mut keep)?;
    Ok(content)
}

fn unzip(bytes: &[u8], options: &RoutesOptions) -> Result<Unpacked> {
    let zip = Zip::open(bytes)?;
    let names = zip.names();
    let (main, others) = match archive::choose(&names)? {
        Choice::File(main, others) => (main, others),
        Choice::Spreadsheet => return Err(spreadsheet()),
    };
    let mut unpacked = Unpacked::default();
    let content = extract(&zip, main, MAX_TEXT_BYTES)?;
    unpacked.text = decode(&content, options, &mut unpacked.doubts)?;
    // Links are rare, and what is not linked need not be unpacked.
    let has_links = unpacked.text.contains("NetworkLink");
    let mut left = MAX_TEXT_BYTES.saturating_sub(content.len());
    let folder = names[main].rsplit_once('/').map_or("", |(folder, _)| folder);
    if has_links {
        for other in others.iter().take(MAX_LINKED) {
            let content = extract(&zip, *other, left)?;
            left -= content.len();
            let text = decode(&content, options, &mut unpacked.doubts)?;
            let path = names[*other].strip_prefix(folder).unwrap_or(names[*other]).trim_start_matches('/');
            unpacked.linked.push(Linked { path: path.into(), text });
        }
    } else if !others.is_empty() {
        unpacked.doubts.push(not_read(names[main], &others.iter().map(|other| names[*other]).collect::<Vec<_>>()));
    }
    Ok(unpacked)
}

/// Says which files of an archive are not read.
pub(super) fn not_read(main: &str, others: &[&str]) -> String {
    let listed: Vec<String> = others.iter().take(LISTED).map(|name| quote_excerpt(name)).collect();
    let more = if others.len() > LISTED { format!(" and {} more", others.len() - LISTED) } else { String::new() };
    format!(
        "Of the KML files in this archive, {} was read, and not {}{more}. Unpack the archive to open those.",
        quote_excerpt(main),
        listed.join(", ")
    )
}

fn extract(zip: &Zip<'_>, number: usize, max_bytes: usize) -> Result<Vec<u8>> {
    let mut content = Vec::new();
    zip.unpack(number, max_bytes as u64, &mut |piece| append(&mut content, piece))?;
    Ok(content)
}

fn append(content: &mut Vec<u8>, piece: &[u8]) -> Result<()> {
    memory::grow(content, piece.len()).map_err(|shortage| shortage.refuse("This file"))?;
    content.extend_from_slice(piece);
    Ok(())
}

fn decode(bytes: &[u8], options: &RoutesOptions, doubts: &mut Vec<String>) -> Result<String> {
    let detected = detect(bytes, options.encoding.as_deref())?;
    let mut decoder = Decoder::for_detected(&detected)?;
    let mut text = String::new();
    decoder.decode(&bytes[detected.mark_len..], true, &mut text)?;
    if let Some(replaced) = decoder.replaced() {
        doubts.push(format!(
            "{} letters, the first in line {}, are not text in the encoding {} and are shown as \u{fffd}.",
            replaced.count, replaced.first_line, detected.label
        ));
    }
    Ok(text)
}

fn too_large() -> GeobitError {
    let message = format!(
        "This file is larger than {} MiB, which is the most that is read as routes; a route has some hundred kilobytes.",
        MAX_TEXT_BYTES >> 20
    );
    GeobitError::new(Code::TooLarge, message)
}

/// The JavaScript package reads the cells of a spreadsheet itself, and never hands one over.
fn spreadsheet() -> GeobitError {
    unknown("This is a spreadsheet (.xlsx): save the sheet as CSV.")
}

/// Returns what a file is that certainly holds no text.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 6] = [
        (b"PAR1", "a Parquet file"),
        (b"%PDF", "a PDF document"),
        (b"\xd0\xcf\x11\xe0", "an old Office document (.xls): save the sheet as CSV"),
        (b"SQLite format 3\0", "an SQLite or GeoPackage database: export it as GeoJSON or GPX"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it first"),
        (b"Rar!", "a RAR archive: unpack it first"),
    ];
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, what)| *what)
}
