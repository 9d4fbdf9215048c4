//! The member `crs` of GeoJSON files from before RFC 7946, which says what the coordinates are.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::quote_letters;

/// Names of systems are addresses, of which the end tells most.
const MAX_NAME_LETTERS: usize = 100;

/// What the coordinate reference system of a file means for reading it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Crs {
    /// Longitude and latitude in degrees.
    Usual,
    /// Degrees, but of which comes first is doubtful; says why.
    Doubtful(String),
    /// Anything else, by its name.
    Other(String),
}

/// Judges the text of a member `crs`.
pub(super) fn judge(member: &RawValue) -> Crs {
    #[derive(Deserialize)]
    struct Member {
        #[serde(default)]
        properties: Properties,
    }
    #[derive(Default, Deserialize)]
    struct Properties {
        name: Option<String>,
        code: Option<serde_json::Value>,
    }
    if member.get() == "null" {
        return Crs::Usual;
    }
    let properties = serde_json::from_str::<Member>(member.get()).map(|member| member.properties).unwrap_or_default();
    let name = match (properties.name, properties.code) {
        (Some(name), _) => name,
        (None, Some(code)) => format!("EPSG:{}", code.as_str().map_or_else(|| code.to_string(), str::to_string)),
        (None, None) => return Crs::Other(quote_letters(member.get(), MAX_NAME_LETTERS)),
    };
    let digits = name.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let code = &digits[digits.trim_end_matches(|letter: char| letter.is_ascii_digit()).len()..];
    let upper = name.to_ascii_uppercase();
    match code {
        "84" if upper.contains("CRS84") => Crs::Usual,
        // The short name is used for files in either order; longitude first is what GeoJSON says, and what nearly all have.
        "4326" if upper == "EPSG:4326" => Crs::Usual,
        "4326" if upper.contains("EPSG") => Crs::Doubtful(format!(
            "the file names the coordinate reference system {}, in which the latitude comes first; GeoJSON has the longitude first, \
             and so it was read. Look at the map: if the incidents are in the wrong place, the two are swapped",
            quote_letters(&name, MAX_NAME_LETTERS)
        )),
        _ if upper.contains("WGS84") || upper.contains("WGS 84") && code.is_empty() => Crs::Usual,
        _ => Crs::Other(quote_letters(&name, MAX_NAME_LETTERS)),
    }
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
        for name in ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "EPSG:4326", "epsg:4326"] {
            assert_eq!(named(name), Crs::Usual, "{name}");
        }
        for name in ["urn:ogc:def:crs:EPSG::4326", "http://www.opengis.net/def/crs/EPSG/0/4326"] {
            assert!(matches!(named(name), Crs::Doubtful(why) if why.contains(name)), "{name}");
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
