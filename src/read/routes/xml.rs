//! XML, walked piece by piece, so that the number of its elements takes no memory.
//!
//! Document types are refused, so that nothing in a text can expand or fetch. Elements are known by their names without
//! prefixes, whether these are declared or not: programs cut parts out of each other's files.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::bad;
use super::findings::{Findings, clean_name};
use super::gpx::GpxReader;
use super::recognise::unknown;
use super::tcx::TcxReader;
use super::unpack::Linked;
use crate::error::{GeobitError, Result, quote_excerpt};
use crate::read::values::{self, Axis};

/// How deep elements may be nested: folders of folders are a few deep, and a hostile file could nest millions.
const MAX_DEPTH: usize = 100;
/// The attributes of one element have at most this much text, in bytes.
const MAX_ATTRIBUTES: usize = 64 << 10;

/// Follows the elements of one format.
pub(super) trait ElementReader {
    /// Says whether the text in an element is needed. `path` ends with its name.
    fn wants_text(&self, path: &[String]) -> bool;
    /// Takes the start of an element.
    fn open(&mut self, path: &[String], attributes: &Attributes) -> Result<()>;
    /// Takes the end of an element; its text is empty unless it was wanted.
    fn close(&mut self, path: &[String], text: &str) -> Result<()>;
}

/// The attributes of an element, by their names without prefixes.
pub(super) struct Attributes<'e>(Vec<(String, Cow<'e, str>)>);

impl Attributes<'_> {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_ref())
    }
}

/// Reads the routes and sites of GPX, KML or TCX.
pub(super) fn read(text: &str, linked: &[Linked], findings: &mut Findings<'_>) -> Result<()> {
    let root = root_of(text)?;
    match root.as_str() {
        "gpx" => {
            let mut reader = GpxReader::new(findings);
            walk(text, &mut reader)?;
            reader.finish()
        }
        "kml" => super::kml::read(text, linked, findings),
        "trainingcenterdatabase" => walk(text, &mut TcxReader::new(findings)),
        "html" | "head" | "body" | "script" | "!doctype" => Err(unknown(
            "This is a web page (HTML), whatever its name says; a download that ended on a login page looks like this.",
        )),
        _ => {
            Err(unknown(&format!("The outermost element of this XML is <{}>.", quote_excerpt(&root).trim_matches('"'))))
        }
    }
}

/// Returns the name of the outermost element, without its prefix and in small letters.
fn root_of(text: &str) -> Result<String> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|error| not_xml(text, reader.error_position(), &error))? {
            Event::Start(start) | Event::Empty(start) => return Ok(start.local_name().as_ref().to_ascii_lowercase()),
            Event::DocType(kind) if kind.trim_start().to_ascii_lowercase().starts_with("html") => {
                return Ok("html".into());
            }
            Event::DocType(_) => return Err(document_type()),
            Event::Eof => return Err(bad("This is not well-formed XML: it has no element.")),
            _ => {}
        }
    }
}

/// Walks through all elements of a text.
pub(super) fn walk(text: &str, handler: &mut dyn ElementReader) -> Result<()> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_comments = true;
    let mut walker = Walker { handler, path: Vec::new(), wanted: None, has_root: false };
    loop {
        let event = reader.read_event().map_err(|error| not_xml(text, reader.error_position(), &error))?;
        let at = reader.buffer_position();
        if matches!(event, Event::Eof) {
            return walker.end(text, at);
        }
        walker.take(event, text, at)?;
    }
}

struct Walker<'h> {
    handler: &'h mut dyn ElementReader,
    path: Vec<String>,
    /// The text of the element, if it is wanted.
    wanted: Option<String>,
    has_root: bool,
}

impl Walker<'_> {
    fn take(&mut self, event: Event<'_>, text: &str, at: u64) -> Result<()> {
        match event {
            Event::Start(start) => self.open(&start, text, at),
            Event::End(_) => {
                let wanted = self.wanted.take().unwrap_or_default();
                self.handler.close(&self.path, &wanted)?;
                self.path.pop();
                Ok(())
            }
            Event::Text(piece) => {
                let piece = piece.into_inner();
                if self.path.is_empty() && !piece.trim().is_empty() {
                    return Err(malformed(text, at, "there is text outside of the outermost element"));
                }
                self.add(&piece);
                Ok(())
            }
            Event::CData(piece) => {
                self.add(&piece.into_inner());
                Ok(())
            }
            Event::GeneralRef(reference) => {
                let letter = resolve(&reference).ok_or_else(|| {
                    let name = quote_excerpt(&reference);
                    malformed(text, at, &format!("the entity {name} is not defined"))
                })?;
                self.add(letter.encode_utf8(&mut [0; 4]));
                Ok(())
            }
            Event::DocType(_) => Err(document_type()),
            _ => Ok(()),
        }
    }

    fn open(&mut self, start: &BytesStart<'_>, text: &str, at: u64) -> Result<()> {
        if self.path.is_empty() && self.has_root {
            return Err(malformed(text, at, "there is a second outermost element"));
        }
        self.has_root = true;
        if self.path.len() == MAX_DEPTH {
            return Err(bad(format!("The elements of this XML are nested more than {MAX_DEPTH} deep.")));
        }
        if start.attributes_raw().len() > MAX_ATTRIBUTES {
            return Err(malformed(text, at, "the attributes of an element are too long"));
        }
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| malformed(text, at, &error.to_string()))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| malformed(text, at, &error.to_string()))?;
            attributes.push((attribute.key.local_name().as_ref().to_string(), value));
        }
        self.path.push(start.local_name().as_ref().to_string());
        self.handler.open(&self.path, &Attributes(attributes))?;
        self.wanted = self.handler.wants_text(&self.path).then(String::new);
        Ok(())
    }

    fn add(&mut self, piece: &str) {
        if let Some(wanted) = &mut self.wanted {
            wanted.push_str(piece);
        }
    }

    fn end(&self, text: &str, at: u64) -> Result<()> {
        match self.path.last() {
            Some(open) => Err(malformed(text, at, &format!("the element {} is not closed", quote_excerpt(open)))),
            None if self.has_root => Ok(()),
            None => Err(malformed(text, at, "it has no element")),
        }
    }
}

/// Returns the letter that a reference stands for. XML knows five names; all others would need a document type.
fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten();
    }
    Some(match reference.as_ref() {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        _ => return None,
    })
}

fn document_type() -> GeobitError {
    bad("This XML declares a document type, which no file of routes has; export it again without one.")
}

fn not_xml(text: &str, at: u64, error: &quick_xml::Error) -> GeobitError {
    malformed(text, at, &error.to_string())
}

fn malformed(text: &str, at: u64, what: &str) -> GeobitError {
    let before = &text.as_bytes()[..(at as usize).min(text.len())];
    let line = before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    // The words of the parser repeat names from the text, which may hold anything.
    let what = clean_name(what);
    bad(format!("This is not well-formed XML, in line {line}: {}.", what.trim_end_matches('.'))).at_row(line)
}

/// Reads a coordinate of a vertex. `what` is the line that it belongs to.
///
/// # Errors
/// `BadRoute` with the number of the vertex.
pub(super) fn degrees_of(text: Option<&str>, axis: Axis, vertex: usize, what: &str) -> Result<f64> {
    let found = text.and_then(|text| values::parse_degrees(text, axis));
    found.ok_or_else(|| {
        let value = match text {
            Some(text) => format!("has the {} {}", axis.name(), quote_excerpt(text)),
            None => format!("has no {}", axis.name()),
        };
        let field = if axis == Axis::Lon { "lon" } else { "lat" };
        bad(format!("{what}: vertex {vertex} {value}. {}", values::ACCEPTED_DEGREES)).at_vertex(vertex).at_field(field)
    })
}
