//! Checked coordinates: what areas and routes are made from.
//!
//! Shapes are read from GeoJSON text ([`parse`], [`parse_collection`]), from the types of the crates `geojson` and `geo`
//! ([`Shape::from_feature`], [`Shape::from_geometry`], `Shape::try_from`) and from plain numbers ([`Packed`]). All ways lead
//! through the same checks. Errors have the code `BadGeometry` and name the vertex.

mod diagnose;
mod from_geo;
mod packed;
mod prune;

use geojson::{Feature, FeatureCollection, GeoJson, Geometry, GeometryValue, Position};
use serde_json::Value;

use crate::error::{Code, GeobitError, Result};
use crate::geo::LonLat;
pub use packed::Packed;

/// Longitudes are accepted up to this limit, in degrees: map libraries hand out longitudes of neighbouring copies of the
/// world, up to one turn off.
const MAX_LON: f64 = 540.0;

/// A line goes on beyond the antimeridian at most up to this longitude, in degrees either way: a hundred turns.
const MAX_UNWRAPPED_LON: f64 = 36_000.0;

/// The parts of one geometry, checked: points, lines and polygons in degrees of longitude and latitude.
///
/// Latitudes are within ±90. Longitudes are unwrapped: consecutive vertices never jump by a turn, so a line over the
/// antimeridian continues beyond ±180.
///
/// ```
/// use geobit::geometry::Shape;
///
/// let circle = geojson::Feature::from(geojson::Geometry::new_point([-8.0, 12.6]));
/// assert_eq!(Shape::from_feature(&circle)?.points.len(), 1);
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// Single points.
    pub points: Vec<LonLat>,
    /// Lines of at least two different vertices.
    pub lines: Vec<Vec<LonLat>>,
    /// Polygons as rings. Each ring is closed: its last vertex equals its first. The first ring is the outline, the others
    /// are holes.
    pub polygons: Vec<Vec<Vec<LonLat>>>,
    /// The member `radiusKm` of the feature's properties, km. It is not yet checked for its range.
    pub radius_km: Option<f64>,
}

/// Reads the text of one Feature or Geometry.
///
/// # Errors
/// `BadGeometry`, with the vertex or the member, for text that is not GeoJSON, for a FeatureCollection, and for a geometry
/// that [`Shape::from_geometry`] refuses.
pub fn parse(text: &str) -> Result<Shape> {
    match prune::read(text) {
        Ok(GeoJson::Geometry(geometry)) => Shape::from_geometry(&geometry),
        Ok(GeoJson::Feature(feature)) => Shape::from_feature(&feature),
        Ok(GeoJson::FeatureCollection(_)) => Err(collection_refused()),
        Err(error) => Err(diagnose::diagnose(text, &error)),
    }
}

/// Reads the text of a FeatureCollection, each Feature of which is an area.
///
/// # Errors
/// Those of [`parse`], with the number of the feature (from 1); and `BadGeometry` for an empty collection, about which
/// nothing could be answered.
pub fn parse_collection(text: &str) -> Result<Vec<Shape>> {
    let collection: FeatureCollection =
        prune::read(text).map_err(|error| diagnose::diagnose_collection(text, &error))?;
    if collection.features.is_empty() {
        return Err(bad("This FeatureCollection is empty: it needs at least one feature.").at_field("features"));
    }
    let numbered = collection.features.iter().zip(1..);
    numbered.map(|(feature, number)| Shape::from_feature(feature).map_err(|error| error.at_row(number))).collect()
}

impl Shape {
    /// Checks a GeoJSON feature.
    ///
    /// # Errors
    /// Those of [`from_geometry`](Self::from_geometry); and `BadGeometry` for a feature without a geometry, and for a
    /// `radiusKm` among its properties that is not a number.
    pub fn from_feature(feature: &Feature) -> Result<Shape> {
        let geometry = feature.geometry.as_ref().ok_or_else(geometry_missing)?;
        let radius_km = check_radius_member(feature.property("radiusKm"))?;
        Ok(Shape { radius_km, ..Shape::from_geometry(geometry)? })
    }

    /// Checks a GeoJSON geometry. Third coordinates are ignored.
    ///
    /// # Errors
    /// `BadGeometry` for a geometry without coordinates, for a coordinate that is not finite or out of range, for a line
    /// without two different vertices, and for a ring of less than four vertices, one that is not closed, and one that
    /// runs around a pole. The error names the vertex (from 0) within its line or ring.
    pub fn from_geometry(geometry: &Geometry) -> Result<Shape> {
        let mut shape = Shape::default();
        shape.add(&geometry.value)?;
        check_not_empty(shape)
    }

    fn add(&mut self, geometry: &GeometryValue) -> Result<()> {
        match geometry {
            GeometryValue::Point { coordinates } => self.points.push(check_vertex(coordinates, 0)?),
            GeometryValue::MultiPoint { coordinates } => self.points.extend(check_path(coordinates)?),
            GeometryValue::LineString { coordinates } => self.lines.push(check_line(check_path(coordinates)?)?),
            GeometryValue::MultiLineString { coordinates } => {
                for line in coordinates {
                    self.lines.push(check_line(check_path(line)?)?);
                }
            }
            GeometryValue::Polygon { coordinates } => self.add_polygon(coordinates)?,
            GeometryValue::MultiPolygon { coordinates } => {
                for rings in coordinates {
                    self.add_polygon(rings)?;
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

    fn add_polygon(&mut self, rings: &[Vec<Position>]) -> Result<()> {
        let rings = rings.iter().map(|ring| check_path(ring)).collect::<Result<Vec<_>>>()?;
        self.polygons.push(check_polygon(rings)?);
        Ok(())
    }
}

/// See [`Shape::from_feature`].
impl TryFrom<&Feature> for Shape {
    type Error = GeobitError;

    fn try_from(feature: &Feature) -> Result<Shape> {
        Shape::from_feature(feature)
    }
}

/// See [`Shape::from_geometry`].
impl TryFrom<&Geometry> for Shape {
    type Error = GeobitError;

    fn try_from(geometry: &Geometry) -> Result<Shape> {
        Shape::from_geometry(geometry)
    }
}

fn bad(message: impl Into<String>) -> GeobitError {
    GeobitError::new(Code::BadGeometry, message)
}

fn collection_refused() -> GeobitError {
    bad("A single Feature or Geometry is expected here, not a FeatureCollection.")
}

fn geometry_missing() -> GeobitError {
    bad("This Feature has no geometry: it needs a Polygon, or a Point or LineString with radiusKm.")
        .at_field("geometry")
}

fn check_radius_member(value: Option<&Value>) -> Result<Option<f64>> {
    let Some(value) = value.filter(|value| !value.is_null()) else { return Ok(None) };
    let refused = || bad(format!("radiusKm is {value}; a number of kilometres is expected."));
    value.as_f64().map(Some).ok_or_else(|| refused().at_field("properties.radiusKm"))
}

fn check_not_empty(shape: Shape) -> Result<Shape> {
    if shape.points.is_empty() && shape.lines.is_empty() && shape.polygons.is_empty() {
        return Err(bad("This geometry is empty: it has no coordinates.").at_field("coordinates"));
    }
    Ok(shape)
}

fn check_path(path: &[Position]) -> Result<Vec<LonLat>> {
    path.iter().enumerate().map(|(vertex, position)| check_vertex(position, vertex)).collect()
}

fn check_vertex(position: &Position, vertex: usize) -> Result<LonLat> {
    match position.as_slice() {
        [lon, lat, ..] => check_position(*lon, *lat, vertex),
        _ => Err(not_a_position(vertex)),
    }
}

fn not_a_position(vertex: usize) -> GeobitError {
    bad(format!("Vertex {vertex} is not a position; a position is [longitude, latitude].")).at_vertex(vertex)
}

fn check_position(lon: f64, lat: f64, vertex: usize) -> Result<LonLat> {
    let refuse = |words: String| Err(bad(format!("Vertex {vertex} {words}")).at_vertex(vertex));
    if !(lon.is_finite() && lat.is_finite()) {
        return refuse("has a coordinate that is not a number; coordinates are finite numbers of degrees.".into());
    }
    if !(-90.0..=90.0).contains(&lat) {
        return refuse(format!("has latitude {lat}; latitudes lie within ±90. Are longitude and latitude swapped?"));
    }
    if !(-MAX_LON..=MAX_LON).contains(&lon) {
        return refuse(format!(
            "has longitude {lon}; longitudes lie within ±180 (up to ±540 for a neighbouring copy of the world)."
        ));
    }
    Ok(LonLat::new(lon, lat))
}

/// Checks the vertices of a line as GeoJSON is checked, and unwraps their longitudes.
pub(crate) fn line_from_vertices(vertices: impl IntoIterator<Item = LonLat>) -> Result<Vec<LonLat>> {
    check_line(check_vertices(vertices)?)
}

/// Checks the rings of a polygon as GeoJSON is checked, and unwraps their longitudes.
pub(crate) fn polygon_from_rings(rings: impl IntoIterator<Item = Vec<LonLat>>) -> Result<Vec<Vec<LonLat>>> {
    check_polygon(rings.into_iter().map(check_vertices).collect::<Result<Vec<_>>>()?)
}

/// Checks a point as GeoJSON is checked.
pub(crate) fn check_point(point: LonLat) -> Result<LonLat> {
    check_position(point.lon, point.lat, 0)
}

fn check_vertices(vertices: impl IntoIterator<Item = LonLat>) -> Result<Vec<LonLat>> {
    let check = |(number, vertex): (usize, LonLat)| check_position(vertex.lon, vertex.lat, number);
    vertices.into_iter().enumerate().map(check).collect()
}

fn check_line(mut path: Vec<LonLat>) -> Result<Vec<LonLat>> {
    if path.len() < 2 {
        return Err(bad(format!("This line has {} vertices; a line needs at least two.", path.len())).at_vertex(0));
    }
    if path.iter().all(|p| *p == path[0]) {
        return Err(
            bad("All vertices of this line are the same point; a line needs at least two different ones.").at_vertex(1)
        );
    }
    unwrap(&mut path);
    if let Some(vertex) = path.iter().position(|p| p.lon.abs() > MAX_UNWRAPPED_LON) {
        let turns = MAX_UNWRAPPED_LON / 360.0;
        return Err(bad(format!("At vertex {vertex} this line has gone around the Earth more than {turns} times; lines up to that are accepted.")).at_vertex(vertex));
    }
    Ok(path)
}

fn check_polygon(rings: Vec<Vec<LonLat>>) -> Result<Vec<Vec<LonLat>>> {
    if rings.is_empty() {
        return Err(bad("This polygon has no ring; its first ring is its outline.").at_field("coordinates"));
    }
    rings.into_iter().enumerate().map(|(number, path)| check_ring(path, number)).collect()
}

fn check_ring(mut path: Vec<LonLat>, number: usize) -> Result<Vec<LonLat>> {
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

/// Returns what messages call a ring of a polygon, by its number from 0.
pub(crate) fn ring_name(number: usize) -> String {
    if number == 0 { "The outline".into() } else { format!("Hole {number}") }
}

/// Makes a path continuous over the antimeridian: an edge of more than half a turn is taken the short way. An edge of a
/// whole turn is kept, because that is how the whole world is drawn.
fn unwrap(path: &mut [LonLat]) {
    let mut turns = 0.0;
    for i in 1..path.len() {
        let jump = path[i].lon + turns - path[i - 1].lon;
        if jump.abs() > 180.0 && jump.abs() != 360.0 {
            turns -= 360.0 * (jump / 360.0).round();
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
        let shape = parse(feature).unwrap();
        assert_eq!((shape.points[0], shape.radius_km), (LonLat::new(-8.0, 12.6), Some(25.0)));
        assert_eq!(parse(r#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#).unwrap().lines.len(), 1);
    }

    #[test]
    fn a_line_over_the_antimeridian_goes_on() {
        let shape = parse(r#"{"type":"LineString","coordinates":[[179,0],[-179,1],[-178,2],[178,3]]}"#).unwrap();
        let lons: Vec<f64> = shape.lines[0].iter().map(|p| p.lon).collect();
        assert_eq!(lons, [179.0, 181.0, 182.0, 178.0]);
    }

    #[test]
    fn an_edge_of_more_than_a_turn_is_taken_the_short_way() {
        for (lon, expected) in [(270.1, -89.9), (269.0, -91.0), (440.0, 80.0), (-270.0, -270.0), (-460.0, -100.0)] {
            let shape = parse(&format!(r#"{{"type":"LineString","coordinates":[[-90,0],[{lon},1]]}}"#)).unwrap();
            assert!((shape.lines[0][1].lon - expected).abs() < 1e-9, "{lon}: {:?}", shape.lines[0][1]);
        }
        let whole = parse(r#"{"type":"LineString","coordinates":[[-90,0],[270,1]]}"#).unwrap();
        assert_eq!(whole.lines[0][1].lon, 270.0);
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
                .contains("at least one feature")
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
