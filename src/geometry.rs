//! GeoJSON text in, checked coordinates out: what areas and routes are made from.
//!
//! Longitudes come out unwrapped: consecutive vertices never jump by a turn, so a line over the antimeridian
//! continues beyond ±180.

use geojson::{GeoJson, GeometryValue, Position};

use crate::error::{Code, GeobitError, Result};
use crate::measure::LonLat;

/// Map libraries hand out longitudes of the neighbouring copies of the world, up to one turn off.
const FARTHEST_LON: f64 = 540.0;

/// The parts of one geometry, checked, and the radius its feature names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    pub points: Vec<LonLat>,
    pub lines: Vec<Vec<LonLat>>,
    /// Polygons as rings; each ring closed, the first one the outer.
    pub polygons: Vec<Vec<Vec<LonLat>>>,
    /// `properties.radiusKm` of the feature.
    pub radius_km: Option<f64>,
}

/// Reads one Feature or Geometry.
pub fn parse(text: &str) -> Result<Drawn> {
    match parse_geojson(text)? {
        GeoJson::Feature(feature) => from_feature(&feature),
        GeoJson::Geometry(geometry) => {
            let mut drawn = Drawn::default();
            drawn.add(&geometry.value)?;
            drawn.not_empty()
        }
        GeoJson::FeatureCollection(_) => {
            Err(bad("A single Feature or Geometry is wanted here, not a FeatureCollection."))
        }
    }
}

/// Reads each Feature of a FeatureCollection. An empty collection is an error, as nothing could be answered.
pub fn parse_collection(text: &str) -> Result<Vec<Drawn>> {
    let GeoJson::FeatureCollection(collection) = parse_geojson(text)? else {
        return Err(bad("A FeatureCollection of areas is wanted here."));
    };
    if collection.features.is_empty() {
        return Err(bad("This FeatureCollection is empty: it needs at least one area.").at_field("features"));
    }
    let features = collection.features.iter().zip(1..);
    features.map(|(feature, number)| from_feature(feature).map_err(|error| error.at_row(number))).collect()
}

fn from_feature(feature: &geojson::Feature) -> Result<Drawn> {
    let Some(geometry) = &feature.geometry else {
        return Err(bad("This Feature has no geometry: it needs a Polygon, or a Point or LineString with radiusKm.")
            .at_field("geometry"));
    };
    let mut drawn = Drawn::default();
    drawn.add(&geometry.value)?;
    drawn.radius_km = match feature.property("radiusKm") {
        None | Some(serde_json::Value::Null) => None,
        Some(value) => Some(value.as_f64().ok_or_else(|| {
            bad(format!("radiusKm is {value}; a number of kilometres is wanted.")).at_field("properties.radiusKm")
        })?),
    };
    drawn.not_empty()
}

fn parse_geojson(text: &str) -> Result<GeoJson> {
    text.parse()
        .map_err(|error| not_a_number(text).unwrap_or_else(|| bad(format!("This is not a GeoJSON geometry: {error}."))))
}

fn bad(message: impl Into<String>) -> GeobitError {
    GeobitError::new(Code::BadGeometry, message)
}

/// Finds the coordinate that is not a number, to say which it was: JSON writes NaN and infinities as null.
fn not_a_number(text: &str) -> Option<GeobitError> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let geometry = value.get("geometry").unwrap_or(&value);
    find_bad_position(geometry.get("coordinates")?, 0)
}

fn find_bad_position(value: &serde_json::Value, vertex: usize) -> Option<GeobitError> {
    let items = value.as_array()?;
    if items.iter().all(serde_json::Value::is_array) {
        return items.iter().enumerate().find_map(|(number, item)| find_bad_position(item, number));
    }
    let wrong = items.iter().find(|item| !item.is_number())?;
    Some(
        bad(format!("Vertex {vertex} has the coordinate {wrong}; coordinates are finite numbers of degrees."))
            .at_vertex(vertex),
    )
}

impl Drawn {
    fn not_empty(self) -> Result<Drawn> {
        if self.points.is_empty() && self.lines.is_empty() && self.polygons.is_empty() {
            return Err(bad("This geometry is empty: it has no coordinates.").at_field("coordinates"));
        }
        Ok(self)
    }

    fn add(&mut self, value: &GeometryValue) -> Result<()> {
        match value {
            GeometryValue::Point { coordinates } => self.points.push(position(coordinates, 0)?),
            GeometryValue::MultiPoint { coordinates } => self.points.extend(positions(coordinates)?),
            GeometryValue::LineString { coordinates } => self.lines.push(line(coordinates)?),
            GeometryValue::MultiLineString { coordinates } => {
                for part in coordinates {
                    self.lines.push(line(part)?);
                }
            }
            GeometryValue::Polygon { coordinates } => self.polygons.push(polygon(coordinates)?),
            GeometryValue::MultiPolygon { coordinates } => {
                for part in coordinates {
                    self.polygons.push(polygon(part)?);
                }
            }
            GeometryValue::GeometryCollection { geometries } => {
                for geometry in geometries {
                    self.add(&geometry.value)?;
                }
            }
        }
        Ok(())
    }
}

/// One position, in range. A third coordinate is ignored.
fn position(position: &Position, vertex: usize) -> Result<LonLat> {
    let &[lon, lat, ..] = position.as_slice() else {
        return Err(bad(format!("Vertex {vertex} has fewer than two coordinates; [longitude, latitude] is wanted."))
            .at_vertex(vertex));
    };
    if !(-90.0..=90.0).contains(&lat) {
        return Err(bad(format!(
            "Vertex {vertex} has latitude {lat}; latitudes lie within ±90. Are longitude and latitude swapped?"
        ))
        .at_vertex(vertex));
    }
    if !(-FARTHEST_LON..=FARTHEST_LON).contains(&lon) {
        return Err(bad(format!("Vertex {vertex} has longitude {lon}; longitudes lie within ±180 (up to ±540 for a neighbouring copy of the world).")).at_vertex(vertex));
    }
    Ok(LonLat::new(lon, lat))
}

fn positions(list: &[Position]) -> Result<Vec<LonLat>> {
    list.iter().enumerate().map(|(vertex, item)| position(item, vertex)).collect()
}

fn line(coordinates: &[Position]) -> Result<Vec<LonLat>> {
    let mut path = positions(coordinates)?;
    if path.len() < 2 {
        return Err(bad(format!("This line has {} vertices; a line needs at least two.", path.len())).at_vertex(0));
    }
    if path.iter().all(|p| *p == path[0]) {
        return Err(
            bad("All vertices of this line are the same point; a line needs at least two different ones.").at_vertex(1)
        );
    }
    unwrap(&mut path);
    Ok(path)
}

fn polygon(rings: &[Vec<Position>]) -> Result<Vec<Vec<LonLat>>> {
    if rings.is_empty() {
        return Err(bad("This polygon has no ring; its first ring is its outline.").at_field("coordinates"));
    }
    rings.iter().enumerate().map(|(number, ring_positions)| ring(ring_positions, number)).collect()
}

fn ring(coordinates: &[Position], number: usize) -> Result<Vec<LonLat>> {
    let mut path = positions(coordinates)?;
    let last = path.len().saturating_sub(1);
    if path.len() < 4 {
        return Err(bad(format!(
            "Ring {number} has {} positions; a ring has at least four, the last equal to the first.",
            path.len()
        ))
        .at_vertex(last));
    }
    if path[0] != path[last] {
        return Err(bad(format!("Ring {number} is not closed: its last position differs from its first. Repeat the first position at the end.")).at_vertex(last));
    }
    unwrap(&mut path);
    if (path[0].lon - path[last].lon).abs() > 180.0 {
        return Err(bad(format!("Ring {number} runs around a pole, which longitude and latitude cannot enclose. Lead it over the pole: …, [180, 90], [-180, 90], … .")).at_vertex(last));
    }
    Ok(path)
}

/// Makes a path continuous over the antimeridian. An edge of more than half a turn is taken the short way; one of a
/// whole turn is kept, as it is how the whole world is drawn.
fn unwrap(path: &mut [LonLat]) {
    let mut turns = 0.0;
    for i in 1..path.len() {
        let jump = path[i].lon + turns - path[i - 1].lon;
        if jump.abs() > 180.0 && jump.abs() < 360.0 {
            turns -= 360.0f64.copysign(jump);
        }
        path[i].lon += turns;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> GeobitError {
        parse(text).unwrap_err()
    }

    #[test]
    fn reads_features_and_bare_geometries() {
        let feature = r#"{"type":"Feature","properties":{"radiusKm":25},"geometry":{"type":"Point","coordinates":[-8,12.6,300]}}"#;
        let drawn = parse(feature).unwrap();
        assert_eq!((drawn.points[0], drawn.radius_km), (LonLat::new(-8.0, 12.6), Some(25.0)));
        assert_eq!(parse(r#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#).unwrap().lines.len(), 1);
    }

    #[test]
    fn a_line_over_the_antimeridian_goes_on() {
        let drawn = parse(r#"{"type":"LineString","coordinates":[[179,0],[-179,1],[-178,2],[178,3]]}"#).unwrap();
        let lons: Vec<f64> = drawn.lines[0].iter().map(|p| p.lon).collect();
        assert_eq!(lons, [179.0, 181.0, 182.0, 178.0]);
    }

    #[test]
    fn every_bad_coordinate_is_named_with_its_vertex() {
        let null = error(r#"{"type":"LineString","coordinates":[[0,0],[null,1]]}"#);
        assert_eq!((null.code, null.at.vertex), (Code::BadGeometry, Some(1)));
        assert_eq!(error(r#"{"type":"LineString","coordinates":[[0,0],[1,95]]}"#).at.vertex, Some(1));
        assert_eq!(error(r#"{"type":"LineString","coordinates":[[0,0],[1000,5]]}"#).at.vertex, Some(1));
        assert_eq!(error(r#"{"type":"LineString","coordinates":[[0,0],[1]]}"#).at.vertex, Some(1));
        assert!(error(r#"{"type":"LineString","coordinates":[[0,0]]}"#).message.contains("at least two"));
        assert!(error(r#"{"type":"LineString","coordinates":[[1,2],[1,2]]}"#).message.contains("same point"));
    }

    #[test]
    fn bad_rings_are_refused() {
        let open = error(r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#);
        assert!(open.message.contains("not closed") && open.at.vertex == Some(3));
        assert!(error(r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}"#).message.contains("at least four"));
        assert!(error(r#"{"type":"Polygon","coordinates":[]}"#).message.contains("no ring"));
        let around = error(r#"{"type":"Polygon","coordinates":[[[0,80],[120,80],[-120,80],[0,80]]]}"#);
        assert!(around.message.contains("pole"));
    }

    #[test]
    fn empty_and_foreign_inputs_are_refused() {
        assert!(parse("").is_err());
        assert!(parse("null").is_err());
        assert!(error(r#"{"type":"FeatureCollection","features":[]}"#).message.contains("single Feature"));
        assert!(error(r#"{"type":"Feature","properties":{},"geometry":null}"#).message.contains("no geometry"));
        assert!(error(r#"{"type":"GeometryCollection","geometries":[]}"#).message.contains("empty"));
        assert!(
            parse_collection(r#"{"type":"FeatureCollection","features":[]}"#)
                .unwrap_err()
                .message
                .contains("at least one area")
        );
        let second = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[0,0]}},
            {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[0,91]}}]}"#;
        assert_eq!(parse_collection(second).unwrap_err().at.row, Some(2));
        let radius =
            r#"{"type":"Feature","properties":{"radiusKm":"ten"},"geometry":{"type":"Point","coordinates":[0,0]}}"#;
        assert_eq!(error(radius).at.field.as_deref(), Some("properties.radiusKm"));
    }
}
