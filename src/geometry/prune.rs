//! Reads GeoJSON whose unused parts are not as the specification says.
//!
//! Third coordinates, ids and bounding boxes change no answer, so a shape is not refused for them: a GPS track without
//! elevations writes `null` for each.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads a text, and if the `geojson` crate refuses it, reads it again without what is not used.
///
/// # Errors
/// The error about the text as it was given.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    serde_json::from_str(text).or_else(|error| {
        // A tree of values keeps the last of several members with one name, in silence.
        let is_ambiguous = error.to_string().contains("duplicate field");
        let Some(mut value) = serde_json::from_str(text).ok().filter(|_| !is_ambiguous) else { return Err(error) };
        drop_unused(&mut value);
        serde_json::from_str(&value.to_string()).map_err(|_| error)
    })
}

fn drop_unused(value: &mut Value) {
    let Value::Object(members) = value else { return };
    members.remove("bbox");
    members.remove("id");
    members.get_mut("coordinates").into_iter().for_each(drop_elevations);
    members.get_mut("geometry").into_iter().for_each(drop_unused);
    for list in ["geometries", "features"] {
        members.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten().for_each(drop_unused);
    }
}

/// Shortens every position to longitude and latitude.
fn drop_elevations(coordinates: &mut Value) {
    let Value::Array(items) = coordinates else { return };
    if items.iter().take(2).all(Value::is_array) {
        items.iter_mut().for_each(drop_elevations);
    } else {
        items.truncate(2);
    }
}

#[cfg(test)]
mod tests {
    use crate::geometry::{parse, parse_collection};

    #[test]
    fn unused_parts_do_not_matter() {
        let plain = parse(r#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#).unwrap();
        for text in [
            r#"{"type":"LineString","coordinates":[[0,0,null],[1,1,"x",5]]}"#,
            r#"{"type":"LineString","bbox":"x","coordinates":[[0,0],[1,1]]}"#,
            r#"{"type":"Feature","id":{},"properties":{},"geometry":{"type":"LineString","coordinates":[[0,0],[1,1,null]]}}"#,
            r#"{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[0,0,null],[1,1]]}]}"#,
        ] {
            assert_eq!(parse(text).as_ref(), Ok(&plain), "{text}");
        }
        let point = |id: &str| {
            format!(
                r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","id":{id},"properties":{{}},"geometry":{{"type":"Point","coordinates":[1,2,null]}}}}]}}"#
            )
        };
        assert_eq!(parse_collection(&point("[]")).unwrap()[0].points.len(), 1);
    }

    #[test]
    fn what_is_used_still_matters() {
        let error = parse(r#"{"type":"LineString","coordinates":[[0,0,null],[null,1,null]]}"#).unwrap_err();
        assert_eq!(error.at.vertex, Some(1));
        assert!(parse("{").is_err() && parse("[]").is_err());
    }
}
