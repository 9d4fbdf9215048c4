//! Says what is wrong with a GeoJSON text that the `geojson` crate refuses, and where.
//!
//! The crate's own errors name a column of the text; the person who drew the shape needs the vertex. So the text is read
//! once more, as plain JSON, until something is found that does not belong there. If nothing is, the crate's words stand.

use serde_json::Value;

use super::{bad, check_position, check_radius_member, collection_refused, geometry_missing, not_a_position};
use crate::error::{GeobitError, Result};

/// Returns the error for a text that is not one Feature or Geometry.
pub(super) fn diagnose(text: &str, error: &serde_json::Error) -> GeobitError {
    diagnose_with(text, error, |value| match value["type"].as_str() {
        Some("FeatureCollection") => Err(collection_refused()),
        Some("Feature") => check_feature(value),
        _ => check_geometry(value),
    })
}

/// Returns the error for a text that is not a FeatureCollection.
pub(super) fn diagnose_collection(text: &str, error: &serde_json::Error) -> GeobitError {
    diagnose_with(text, error, |value| {
        let features = value["features"].as_array().filter(|_| value["type"] == "FeatureCollection");
        let features = features.ok_or_else(|| bad("A FeatureCollection of areas is expected here."))?;
        features
            .iter()
            .zip(1..)
            .try_for_each(|(feature, number)| check_feature(feature).map_err(|error: GeobitError| error.at_row(number)))
    })
}

fn diagnose_with(text: &str, error: &serde_json::Error, check: impl Fn(&Value) -> Result<()>) -> GeobitError {
    let checked = serde_json::from_str(text).map_or(Ok(()), |value: Value| check(&value));
    checked.err().unwrap_or_else(|| bad(format!("This is not GeoJSON: {error}.")))
}

fn check_feature(feature: &Value) -> Result<()> {
    if feature["type"] != "Feature" {
        return Err(bad("This is not a Feature: its type is not \"Feature\".").at_field("type"));
    }
    if feature["geometry"].is_null() {
        return Err(geometry_missing());
    }
    check_geometry(&feature["geometry"])?;
    check_radius_member(feature["properties"].get("radiusKm")).map(|_| ())
}

fn check_geometry(geometry: &Value) -> Result<()> {
    const ACCEPTED: &str =
        "Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon and GeometryCollection are accepted";
    let (depth, expected) = match geometry["type"].as_str() {
        Some("Point") => (0, "one position"),
        Some("MultiPoint" | "LineString") => (1, "a list of positions"),
        Some("MultiLineString") => (2, "a list of lines, each of them a list of positions"),
        Some("Polygon") => (2, "a list of rings, each of them a list of positions"),
        Some("MultiPolygon") => (3, "a list of polygons, each of them a list of rings of positions"),
        Some("GeometryCollection") => {
            return geometry["geometries"].as_array().into_iter().flatten().try_for_each(check_geometry);
        }
        Some(other) => {
            return Err(bad(format!("The type of this geometry is {other}; {ACCEPTED}.")).at_field("type"));
        }
        None => return Err(bad(format!("This geometry has no type; {ACCEPTED}.")).at_field("type")),
    };
    let coordinates = &geometry["coordinates"];
    if coordinates.is_null() {
        return Err(bad("This geometry has no coordinates.").at_field("coordinates"));
    }
    check_nested(coordinates, depth, 0, expected)
}

/// Checks coordinates that are lists of the given depth around positions. `vertex` is the place in the list around them.
fn check_nested(coordinates: &Value, depth: usize, vertex: usize, expected: &str) -> Result<()> {
    let list = coordinates.as_array();
    if depth == 0 {
        let [lon, lat, ..] = list.map_or(&[][..], Vec::as_slice) else { return Err(not_a_position(vertex)) };
        let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
        return check_position(number(lon), number(lat), vertex).map(|_| ());
    }
    let Some(list) = list else {
        let message =
            format!("The coordinates of this geometry are not nested as they should be: expected {expected}.");
        return Err(bad(message).at_field("coordinates"));
    };
    list.iter().enumerate().try_for_each(|(vertex, item)| check_nested(item, depth - 1, vertex, expected))
}

#[cfg(test)]
mod tests {
    use crate::error::GeobitError;
    use crate::geometry::{parse, parse_collection};

    fn error(text: &str) -> GeobitError {
        parse(text).unwrap_err()
    }

    #[test]
    fn wrong_structure_is_named() {
        for (text, words, field) in [
            (r#"{"type":"Polygon","coordinates":[5]}"#, "expected a list of rings", "coordinates"),
            (r#"{"type":"MultiPolygon","coordinates":[[5]]}"#, "expected a list of polygons", "coordinates"),
            (r#"{"type":"LineString","coordinates":{}}"#, "expected a list of positions", "coordinates"),
            (r#"{"type":"LineString"}"#, "no coordinates", "coordinates"),
            (r#"{"type":"Hexagon","coordinates":[]}"#, "is Hexagon; Point,", "type"),
            (r#"{"hello":1}"#, "has no type", "type"),
            (r#"{"type":"GeometryCollection","geometries":[{"type":"X"}]}"#, "is X", "type"),
        ] {
            let error = error(text);
            assert!(error.message.contains(words), "{}", error.message);
            assert_eq!(error.at.field.as_deref(), Some(field), "{text}");
        }
    }

    #[test]
    fn wrong_positions_are_named() {
        for (text, vertex) in [
            (r#"{"type":"Point","coordinates":[]}"#, 0),
            (r#"{"type":"Point","coordinates":[[1,2]]}"#, 0),
            (r#"{"type":"LineString","coordinates":[[0,0],5]}"#, 1),
            (r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,null],[0,0]]]}"#, 2),
        ] {
            assert_eq!(error(text).at.vertex, Some(vertex), "{text}");
        }
    }

    #[test]
    fn what_only_the_crate_finds_is_told_in_its_words() {
        for (text, words) in [
            (r#"{"type":"Point","coordinates":[0,0],"coordinates":[1,1]}"#, "duplicate field"),
            (r#"{"type":"Point","coordinates":[0,1e999]}"#, "out of range"),
            (r#"{"type":"Point","coordinates":[0,0]"#, "EOF"),
        ] {
            let error = error(text);
            assert!(error.message.starts_with("This is not GeoJSON: ") && error.message.contains(words), "{error}");
        }
    }

    #[test]
    fn the_feature_of_a_collection_is_named() {
        let good = r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[0,0]}}"#;
        let bad =
            r#"{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0],["a",1]]}}"#;
        let error =
            parse_collection(&format!(r#"{{"type":"FeatureCollection","features":[{good},{bad}]}}"#)).unwrap_err();
        assert_eq!((error.at.row, error.at.vertex), (Some(2), Some(1)));
        let error = parse_collection(&format!(r#"{{"type":"FeatureCollection","features":[{good},17]}}"#)).unwrap_err();
        assert_eq!((error.at.row, error.at.field.as_deref()), (Some(2), Some("type")));
        assert!(parse_collection(good).unwrap_err().message.contains("A FeatureCollection of areas"));
    }
}
