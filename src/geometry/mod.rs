//! GeoJSON in, as text or as numbers, checked coordinates out: what areas and routes are made from.
//!
//! Longitudes come out unwrapped: consecutive vertices never jump by a turn, so a line over the antimeridian
//! continues beyond ±180.

mod packed;

use serde_json::value::RawValue;

use crate::error::{Code, GeobitError, Result};
use crate::geo::LonLat;
use crate::json::{Coordinates, Frame};
pub use packed::Packed;

/// Map libraries hand out longitudes of the neighbouring copies of the world, up to one turn off.
const FARTHEST_LON: f64 = 540.0;

/// The parts of one geometry, checked, and the radius its feature names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// Points.
    pub points: Vec<LonLat>,
    /// Lines of at least two different vertices.
    pub lines: Vec<Vec<LonLat>>,
    /// Polygons as rings; each ring closed, the first one the outer.
    pub polygons: Vec<Vec<Vec<LonLat>>>,
    /// `properties.radiusKm` of the feature, km.
    pub radius_km: Option<f64>,
}

/// Reads one Feature or Geometry.
pub fn parse(text: &str) -> Result<Drawn> {
    let frame = frame(text)?;
    if frame.is("FeatureCollection") {
        return Err(bad("A single Feature or Geometry is wanted here, not a FeatureCollection."));
    }
    if frame.is("Feature") { from_feature(&frame) } else { from_geometry(text) }
}

/// Reads each Feature of a FeatureCollection. An empty collection is an error, as nothing could be answered.
pub fn parse_collection(text: &str) -> Result<Vec<Drawn>> {
    let frame = frame(text)?;
    let Some(features) = frame.features.as_ref().filter(|_| frame.is("FeatureCollection")) else {
        return Err(bad("A FeatureCollection of areas is wanted here."));
    };
    if features.is_empty() {
        return Err(bad("This FeatureCollection is empty: it needs at least one area.").at_field("features"));
    }
    let read = |text: &str| self::frame(text).and_then(|feature| from_feature(&feature));
    let numbered = features.iter().zip(1..);
    numbered.map(|(feature, number)| read(feature.get()).map_err(|error| error.at_row(number))).collect()
}

fn frame(text: &str) -> Result<Frame<'_>> {
    Frame::of(text).map_err(|error| bad(format!("This is not GeoJSON: {error}.")))
}

fn from_feature(feature: &Frame<'_>) -> Result<Drawn> {
    if !feature.is("Feature") {
        return Err(bad("This is no Feature: its type is not \"Feature\".").at_field("type"));
    }
    let Some(geometry) = feature.geometry else {
        let words = "This Feature has no geometry: it needs a Polygon, or a Point or LineString with radiusKm.";
        return Err(bad(words).at_field("geometry"));
    };
    let mut drawn = from_geometry(geometry.get())?;
    drawn.radius_km = match feature.property("radiusKm").map(RawValue::get) {
        None | Some("null") => None,
        Some(text) => Some(parse_number(text).ok_or_else(|| {
            bad(format!("radiusKm is {text}; a number of kilometres is wanted.")).at_field("properties.radiusKm")
        })?),
    };
    Ok(drawn)
}

/// Reads a finite number.
fn parse_number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn from_geometry(text: &str) -> Result<Drawn> {
    let mut drawn = Drawn::default();
    drawn.add(text)?;
    not_empty(drawn)
}

fn not_empty(drawn: Drawn) -> Result<Drawn> {
    if drawn.points.is_empty() && drawn.lines.is_empty() && drawn.polygons.is_empty() {
        return Err(bad("This geometry is empty: it has no coordinates.").at_field("coordinates"));
    }
    Ok(drawn)
}

fn bad(message: impl Into<String>) -> GeobitError {
    GeobitError::new(Code::BadGeometry, message)
}

impl Drawn {
    fn add(&mut self, text: &str) -> Result<()> {
        let geometry = Frame::of_geometry(text).map_err(|error| bad(format!("This is not GeoJSON: {error}.")))?;
        let missing = || bad("This geometry has no coordinates.").at_field("coordinates");
        let coordinates = || geometry.coordinates.as_ref().ok_or_else(missing);
        let parts = || coordinates()?.list().ok_or_else(missing);
        match geometry.kind.as_deref().unwrap_or("nothing") {
            "Point" => self.points.push(position(coordinates()?, 0)?),
            "MultiPoint" => self.points.extend(positions(parts()?)?),
            "LineString" => self.lines.push(checked_line(positions(parts()?)?)?),
            "MultiLineString" => {
                for part in parts()? {
                    self.lines.push(checked_line(positions(items(part, "A line")?)?)?);
                }
            }
            "Polygon" => self.polygons.push(polygon(parts()?)?),
            "MultiPolygon" => {
                for part in parts()? {
                    self.polygons.push(polygon(items(part, "A polygon")?)?);
                }
            }
            "GeometryCollection" => {
                for part in geometry.geometries.iter().flatten() {
                    self.add(part.get())?;
                }
            }
            other => {
                let words = "Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon and GeometryCollection are accepted";
                return Err(bad(format!("The type of this geometry is {other}; {words}.")).at_field("type"));
            }
        }
        Ok(())
    }
}

fn items<'a>(part: &'a Coordinates, what: &str) -> Result<&'a [Coordinates]> {
    part.list().ok_or_else(|| bad(format!("{what} is a list of positions.")).at_field("coordinates"))
}

/// One position, in range. A third coordinate is ignored. JSON writes NaN and infinities as `null`.
fn position(position: &Coordinates, vertex: usize) -> Result<LonLat> {
    let Some([lon, lat, ..]) = position.list() else {
        return Err(bad(format!("Vertex {vertex} is no [longitude, latitude].")).at_vertex(vertex));
    };
    // What is no number is told as the numbers are that are not finite.
    check_position(lon.number().unwrap_or(f64::NAN), lat.number().unwrap_or(f64::NAN), vertex)
}

fn check_position(lon: f64, lat: f64, vertex: usize) -> Result<LonLat> {
    let refuse = |words: String| Err(bad(format!("Vertex {vertex} {words}")).at_vertex(vertex));
    if !(lon.is_finite() && lat.is_finite()) {
        return refuse("has a coordinate that is no number; coordinates are finite numbers of degrees.".into());
    }
    if !(-90.0..=90.0).contains(&lat) {
        return refuse(format!("has latitude {}; latitudes lie within ±90. Are longitude and latitude swapped?", lat));
    }
    if !(-FARTHEST_LON..=FARTHEST_LON).contains(&lon) {
        return refuse(format!(
            "has longitude {}; longitudes lie within ±180 (up to ±540 for a neighbouring copy of the world).",
            lon
        ));
    }
    Ok(LonLat::new(lon, lat))
}

/// Refuses a vertex that is not a position on the globe, as GeoJSON is checked; `number` is its number, for the error.
pub(crate) fn check_vertex(vertex: LonLat, number: usize) -> Result<LonLat> {
    check_position(vertex.lon, vertex.lat, number)
}

fn check_vertices(vertices: impl IntoIterator<Item = LonLat>) -> Result<Vec<LonLat>> {
    vertices.into_iter().enumerate().map(|(number, vertex)| check_vertex(vertex, number)).collect()
}

/// Checks the vertices of a line as GeoJSON is checked, and unwraps their longitudes.
pub(crate) fn check_line(vertices: impl IntoIterator<Item = LonLat>) -> Result<Vec<LonLat>> {
    checked_line(check_vertices(vertices)?)
}

/// Checks the rings of a polygon as GeoJSON is checked, and unwraps their longitudes.
pub(crate) fn check_rings(rings: impl IntoIterator<Item = Vec<LonLat>>) -> Result<Vec<Vec<LonLat>>> {
    checked_polygon(rings.into_iter().map(check_vertices).collect::<Result<Vec<_>>>()?)
}

fn positions(list: &[Coordinates]) -> Result<Vec<LonLat>> {
    list.iter().enumerate().map(|(vertex, item)| position(item, vertex)).collect()
}

fn checked_line(mut path: Vec<LonLat>) -> Result<Vec<LonLat>> {
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

fn polygon(rings: &[Coordinates]) -> Result<Vec<Vec<LonLat>>> {
    let rings = rings.iter().map(|ring| positions(items(ring, "A ring")?)).collect::<Result<Vec<_>>>()?;
    checked_polygon(rings)
}

fn checked_polygon(rings: Vec<Vec<LonLat>>) -> Result<Vec<Vec<LonLat>>> {
    if rings.is_empty() {
        return Err(bad("This polygon has no ring; its first ring is its outline.").at_field("coordinates"));
    }
    rings.into_iter().enumerate().map(|(number, path)| checked_ring(path, number)).collect()
}

fn checked_ring(mut path: Vec<LonLat>, number: usize) -> Result<Vec<LonLat>> {
    let last = path.len().saturating_sub(1);
    if path.len() < 4 {
        return Err(bad(format!(
            "{} has {} positions; a ring has at least four, the last equal to the first.",
            ring_name(number),
            path.len()
        ))
        .at_vertex(last));
    }
    if path[0] != path[last] {
        return Err(bad(format!(
            "{} is not closed: its last position differs from its first. Repeat the first position at the end.",
            ring_name(number)
        ))
        .at_vertex(last));
    }
    unwrap(&mut path);
    if (path[0].lon - path[last].lon).abs() > 180.0 {
        return Err(bad(format!("{} runs around a pole, which longitude and latitude cannot enclose. Lead it over the pole: …, [180, 90], [-180, 90], … .", ring_name(number))).at_vertex(last));
    }
    Ok(path)
}

/// What messages call a ring of a polygon, by its number from 0.
pub(crate) fn ring_name(number: usize) -> String {
    if number == 0 { "The outline".into() } else { format!("Hole {number}") }
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
        for wrong in ["\"1\"", "true", "{}", "[]"] {
            let text = format!(r#"{{"type":"LineString","coordinates":[[0,0],[{wrong},1]]}}"#);
            assert_eq!(error(&text).at.vertex, Some(1), "{wrong}");
        }
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
