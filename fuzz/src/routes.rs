//! Bytes of a file of routes.

use geobit::read::archive;
use geobit::read::routes::{MAX_ROUTES, MAX_SITES, ReadAs, RouteFile, RoutesOptions, read_routes};

use super::memory::bounded;
use super::readers::check_error;

/// What reading a small file may cost: a constant part, and bytes per byte of the file.
const MAX_BYTES: usize = 16 << 20;
const MAX_BYTES_PER_BYTE: usize = 400;
/// An archive may hold 64 MiB of text, however small it is.
const MAX_PACKED_BYTES: usize = 2 << 30;

/// Panics with what is wrong if the readers of routes treat this file wrongly.
pub fn check(bytes: &[u8]) {
    let limit = match archive::kind(bytes) {
        Some(_) => MAX_PACKED_BYTES,
        None => MAX_BYTES + MAX_BYTES_PER_BYTE * bytes.len(),
    };
    bounded(limit, || {
        for read_as in [ReadAs::Auto, ReadAs::Route, ReadAs::Sites] {
            let options = RoutesOptions { read_as, ..RoutesOptions::default() };
            match read_routes(bytes, &options) {
                Ok(file) => check_file(&file, read_as),
                Err(error) => check_error(&error),
            }
        }
    });
}

fn check_file(file: &RouteFile, read_as: ReadAs) {
    assert!(!(file.routes.is_empty() && file.sites.is_empty()), "a file of nothing was read");
    assert!(file.routes.len() <= MAX_ROUTES && file.sites.len() <= MAX_SITES);
    assert!(read_as != ReadAs::Sites || file.routes.is_empty(), "routes, where sites were asked for");
    for route in &file.routes {
        assert!(route.line.iter().any(|vertex| *vertex != route.line[0]), "{}: one place only", route.name);
        for vertex in &route.line {
            assert!(vertex.lon.abs() <= 180.0 && vertex.lat.abs() <= 90.0, "{}: {vertex:?}", route.name);
        }
        check_text(&route.name);
        assert!(!route.name.is_empty() && route.name.chars().count() <= 110, "{:?}", route.name);
    }
    for doubt in &file.doubts {
        assert!(doubt.trim().len() > 10, "{doubt:?}");
        check_text(doubt);
    }
    let json: serde_json::Value = serde_json::from_str(&file.to_json()).expect("a file of routes can be written");
    assert_eq!(json["routes"].as_array().map(Vec::len), Some(file.routes.len()));
    assert_eq!(json["sites"].as_array().map(Vec::len), Some(file.sites.len()));
}

/// A name or a sentence is one line, and shows all its letters.
fn check_text(text: &str) {
    let is_hidden =
        |letter: char| letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!text.contains(is_hidden), "{text:?}");
}
