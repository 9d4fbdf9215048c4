//! The member `crs` of GeoJSON files from before RFC 7946, which says what the coordinates are.

use serde_json::Value;
use serde_json::value::RawValue;

use crate::error::{GeobitError, quote_letters};

/// Names of systems are addresses, of which the end tells most.
const MAX_NAME_LETTERS: usize = 100;

/// Systems in degrees that agree with WGS 84 to a few metres: WGS 84 itself, with height, ETRS89 and NAD83.
const IN_DEGREES: [&str; 4] = ["4326", "4979", "4258", "4269"];

/// Which of the two numbers of a position comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AxisOrder {
    LongitudeFirst,
    LatitudeFirst,
}

/// What the coordinate reference system of a file means for reading it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Crs {
    /// Longitude and latitude in degrees.
    Usual,
    /// Degrees in a system whose definition has the latitude first, by its quoted name. GeoJSON has the longitude first, and
    /// so have nearly all programs that write such a name, so files are read that way and the reader says so.
    Doubtful(String),
    /// Anything else, by its quoted name.
    Other(String),
}

/// Judges the text of a member `crs`.
pub(super) fn judge(member: &RawValue) -> Crs {
    if member.get() == "null" {
        return Crs::Usual;
    }
    let quoted = |name: &str| quote_letters(name, MAX_NAME_LETTERS);
    let crs: Value = serde_json::from_str(member.get()).unwrap_or_default();
    let properties = &crs["properties"];
    let name = match (&properties["name"], &properties["code"], &properties["href"]) {
        (Value::String(name), ..) => name.clone(),
        (_, Value::String(code), _) => format!("EPSG:{code}"),
        (_, Value::Number(code), _) => format!("EPSG:{code}"),
        (.., Value::String(href)) => return Crs::Other(quoted(href)),
        _ => return Crs::Other(quoted(member.get())),
    };
    let upper = name.to_ascii_uppercase();
    let code = upper.rsplit([':', '/', '#']).next().unwrap_or_default();
    if matches!(code, "CRS84" | "CRS84H" | "WGS84" | "WGS 84") {
        return Crs::Usual;
    }
    if !upper.contains("EPSG") || !IN_DEGREES.contains(&code) {
        return Crs::Other(quoted(&name));
    }
    // The short name is used for the longitude first everywhere. The full ones mean the order of the definition.
    if upper.starts_with("EPSG:") { Crs::Usual } else { Crs::Doubtful(quoted(&name)) }
}

/// Returns the error for a file in another system, by its quoted name.
pub(super) fn refuse(name: &str, bad: impl Fn(String) -> GeobitError) -> GeobitError {
    bad(format!(
        "The coordinates of this file are in the reference system {name} (its member \"crs\"), which is not read. Export it in degrees \
         (WGS 84, EPSG:4326)."
    ))
    .at_field("crs")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Crs {
        let text = format!(r#"{{"type":"name","properties":{{"name":"{name}"}}}}"#);
        judge(&RawValue::from_string(text).unwrap())
    }

    #[test]
    fn degrees_are_read_and_other_systems_are_named() {
        for name in ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "EPSG:4326", "epsg:4258", "WGS 84"]
        {
            assert_eq!(named(name), Crs::Usual, "{name}");
        }
        for name in ["urn:ogc:def:crs:EPSG::4326", "http://www.opengis.net/def/crs/EPSG/0/4326"] {
            assert_eq!(named(name), Crs::Doubtful(format!("\"{name}\"")));
        }
        for name in ["urn:ogc:def:crs:EPSG::32629", "EPSG:3857", "urn:ogc:def:crs:EPSG::2154", "x"] {
            assert_eq!(named(name), Crs::Other(format!("\"{name}\"")));
        }
        let other = |text: &str| judge(&RawValue::from_string(text.into()).unwrap());
        assert_eq!(other("null"), Crs::Usual);
        assert_eq!(other(r#"{"type":"EPSG","properties":{"code":4326}}"#), Crs::Usual);
        assert_eq!(other(r#"{"type":"EPSG","properties":{"code":"32629"}}"#), Crs::Other("\"EPSG:32629\"".into()));
        assert!(matches!(other("7"), Crs::Other(_)));
    }
}
