//! What a text is, by its beginning.

use super::findings::Findings;
use super::unpack::Linked;
use super::{geojson, json, polyline, table, wkt, xml};
use crate::error::{Code, GeobitError, Result};

/// Reads a text of any of the formats.
pub(super) fn read(text: &str, linked: &[Linked], findings: &mut Findings<'_>) -> Result<()> {
    let text = text.trim_start_matches(['\u{feff}', '\u{1e}']).trim_start();
    match text.chars().next() {
        None => Err(unknown("This file is empty.")),
        Some('<') => xml::read(text, linked, findings),
        Some('{' | '[') => {
            let documents = json::documents(text)?;
            geojson::read(&documents, findings)
        }
        Some('%') if text.starts_with("%PDF") => Err(unknown("This is a PDF document.")),
        Some(_) if text.contains('\0') => Err(unknown("This is a binary file.")),
        Some(_) if wkt::is_wkt(text) => wkt::read(text, findings),
        Some(_) if polyline::is_polyline(text) => polyline::read_file(text, findings),
        Some(_) => table::read(text, findings),
    }
}

/// Returns the name of the format of a text of routes that is neither XML, JSON nor a table; `None` for any other text.
pub fn format_of_line(text: &str) -> Option<&'static str> {
    let text = text.trim_start();
    match () {
        () if wkt::is_wkt(text) => Some("wkt"),
        () if polyline::is_polyline(text) => Some("polyline"),
        () => None,
    }
}

/// What is read, for messages.
pub(super) const ACCEPTED: &str = "Routes are read from GPX, KML, KMZ, TCX, GeoJSON, the answers of routing services, WKT, encoded \
                                   polylines, phones' location histories, and CSV with a latitude and a longitude in each row.";

pub(super) fn unknown(what: &str) -> GeobitError {
    GeobitError::new(Code::UnknownFormat, format!("{what} {ACCEPTED}"))
}
