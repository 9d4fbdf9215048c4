//! A route: one checked line, its length, and positions along it.

use crate::error::{Code, GeobitError, Result};
use crate::geo::LonLat;
use crate::geometry::{self, Shape};
use crate::trace::{Piece, Tolerance, Trace};

/// A line of at least two different vertices. Its legs are straight in longitude and latitude.
pub struct Route {
    vertices: Vec<LonLat>,
    /// Position of each vertex, km along the route.
    vertex_km: Vec<f64>,
    trace: Trace,
    length_km: f64,
    repeated_vertices: usize,
}

impl Route {
    /// The route of a checked geometry.
    ///
    /// # Errors
    /// `BadGeometry` if the geometry is not a single line. `TooLarge`, with the vertex, if the line is too long to measure.
    pub fn new(drawn: Shape) -> Result<Route> {
        let Shape { points, lines, polygons, .. } = drawn;
        let [path] = lines.as_slice() else {
            let message = match (points.len(), lines.len()) {
                (1, 0) => "A route with one point goes nowhere; a LineString with at least two points is wanted.",
                (_, 0) => "A route is a LineString; this geometry has no line.",
                _ => "A route is one LineString; this geometry has several lines. Check them one by one.",
            };
            return Err(GeobitError::new(Code::BadGeometry, message));
        };
        if !points.is_empty() || !polygons.is_empty() {
            return Err(GeobitError::new(
                Code::BadGeometry,
                "A route is one LineString, without points or polygons beside it.",
            ));
        }
        Self::from_path(path)
    }

    /// The route through these vertices, checked as the positions of a GeoJSON LineString are. A leg that spans more than
    /// 180° of longitude is taken the short way, over the antimeridian.
    ///
    /// # Errors
    /// `BadGeometry`, with the vertex, if a coordinate is not a finite number or out of range, or if there are not at least
    /// two different vertices. `TooLarge`, with the vertex, if the route is too long to measure.
    ///
    /// ```
    /// use geobit::geo::LonLat;
    /// use geobit::route_line::Route;
    ///
    /// let route = Route::from_vertices([LonLat::new(-8.0, 12.64), LonLat::new(-6.26, 13.43)])?;
    /// assert!((route.length_km() - 208.0).abs() < 1.0);
    ///
    /// let error = Route::from_vertices([LonLat::new(-8.0, 12.64), LonLat::new(12.64, 98.0)]).err().unwrap();
    /// assert_eq!(error.at.vertex, Some(1));
    /// # Ok::<(), geobit::error::GeobitError>(())
    /// ```
    pub fn from_vertices(vertices: impl IntoIterator<Item = LonLat>) -> Result<Route> {
        Self::from_path(&geometry::line_from_vertices(vertices)?)
    }

    fn from_path(path: &[LonLat]) -> Result<Route> {
        let trace = Trace::new([path], Tolerance::INTEGRAL)?;
        let length_km = trace.pieces().last().map_or(0.0, |piece| piece.start_km + piece.length_km);
        let repeated_vertices = path.windows(2).filter(|ends| ends[0] == ends[1]).count();
        let vertex_km = vertex_positions(path, trace.pieces());
        Ok(Route { vertices: path.to_vec(), vertex_km, trace, length_km, repeated_vertices })
    }

    /// The vertices. Longitudes are continuous over the antimeridian, so they may lie beyond ±180°.
    pub fn vertices(&self) -> &[LonLat] {
        &self.vertices
    }

    /// The part of the route between two positions along it, km: its ends and the vertices between them.
    pub fn section(&self, from_km: f64, to_km: f64) -> Vec<LonLat> {
        let first = self.vertex_km.partition_point(|&km| km <= from_km);
        let end = self.vertex_km.partition_point(|&km| km < to_km).max(first);
        let between = self.vertices[first..end].iter().copied();
        [self.at(from_km)].into_iter().chain(between).chain([self.at(to_km)]).collect()
    }

    /// The length along the legs, km.
    pub fn length_km(&self) -> f64 {
        self.length_km
    }

    /// The number of vertices that equal the one before; they change no result.
    pub fn repeated_vertices(&self) -> usize {
        self.repeated_vertices
    }

    /// The lengths of the legs between one vertex and the next, km.
    pub fn legs_km(&self) -> impl Iterator<Item = f64> {
        self.vertex_km.windows(2).map(|ends| ends[1] - ends[0])
    }

    /// Places along the route, evenly spread, of which each stands for at most `step_km`; at least two, and `most` at most.
    pub fn samples(&self, step_km: f64, most: usize) -> impl Iterator<Item = LonLat> {
        let count = ((self.length_km / step_km).ceil() as usize).clamp(2, most);
        (0..count).map(move |number| self.at((number as f64 + 0.5) / count as f64 * self.length_km))
    }

    /// The legs, cut into short straight pieces, in order.
    pub fn pieces(&self) -> &[Piece] {
        self.trace.pieces()
    }

    /// The pieces with their pyramid, for searches by distance.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The point `km` along the route; its beginning or its end for positions outside.
    pub fn at(&self, km: f64) -> LonLat {
        let pieces = self.pieces();
        let number = pieces.partition_point(|piece| piece.start_km + piece.length_km < km).min(pieces.len() - 1);
        let piece = &pieces[number];
        let share = if piece.length_km > 0.0 { ((km - piece.start_km) / piece.length_km).clamp(0.0, 1.0) } else { 0.0 };
        piece.from.at.lerp(piece.to.at, share)
    }
}

/// The position of each vertex of a path, km along it. Each leg is one piece or several that end at the next vertex.
fn vertex_positions(path: &[LonLat], pieces: &[Piece]) -> Vec<f64> {
    let mut pieces = pieces.iter();
    let mut positions = vec![0.0];
    for vertex in &path[1..] {
        let last = pieces.find(|piece| piece.to.at == *vertex).expect("a leg ends at its vertex");
        positions.push(last.start_km + last.length_km);
    }
    positions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::parse;

    fn route(text: &str) -> Result<Route> {
        Route::new(parse(text).unwrap())
    }

    #[test]
    fn length_and_position() {
        let route = route(r#"{"type":"LineString","coordinates":[[-8,12],[-8,12],[-8,13]]}"#).unwrap();
        assert!((route.length_km() - 110.627).abs() < 0.01);
        assert_eq!(route.repeated_vertices(), 1);
        assert!((route.at(route.length_km() / 2.0).lat - 12.5).abs() < 1e-4);
        assert_eq!(route.at(-5.0), LonLat::new(-8.0, 12.0));
        assert_eq!(route.at(1e4), LonLat::new(-8.0, 13.0));
    }

    #[test]
    fn a_section_has_its_ends_and_the_vertices_between() {
        let at = |lon, lat| LonLat::new(lon, lat);
        let path = [at(-8.0, 12.0), at(-8.0, 12.0), at(-8.0, 13.0), at(-7.0, 13.0)];
        let route = Route::from_vertices(path).unwrap();
        assert_eq!(route.vertices(), path);
        let corner_km = route.vertex_km[2];
        assert!((corner_km - 110.627).abs() < 0.01);
        let section = route.section(corner_km - 50.0, corner_km + 50.0);
        assert_eq!((section.len(), section[1]), (3, at(-8.0, 13.0)));
        assert_eq!((section[0], section[2]), (route.at(corner_km - 50.0), route.at(corner_km + 50.0)));
        assert_eq!(route.section(0.0, route.length_km()), [path[0], path[2], path[3]]);
        assert_eq!(route.section(10.0, 20.0).len(), 2);
        assert_eq!(route.section(corner_km, corner_km + 5.0)[0], at(-8.0, 13.0));
    }

    #[test]
    fn vertices_make_the_same_route_as_geojson() {
        let vertices = [(179.0, 0.0), (-179.0, 1.0), (-178.0, 1.0)].map(|(lon, lat)| LonLat::new(lon, lat));
        let from_vertices = Route::from_vertices(vertices).unwrap();
        let parsed = route(r#"{"type":"LineString","coordinates":[[179,0],[-179,1],[-178,1]]}"#).unwrap();
        assert_eq!(from_vertices.length_km(), parsed.length_km());
        assert_eq!(from_vertices.at(200.0), parsed.at(200.0));
    }

    #[test]
    fn bad_vertices_are_refused_with_their_number() {
        let (a, b) = (LonLat::new(0.0, 0.0), LonLat::new(1.0, 1.0));
        let error = |vertices: &[LonLat]| Route::from_vertices(vertices.iter().copied()).err().unwrap();
        for (vertices, vertex) in [
            (&[a, b, LonLat::new(f64::NAN, 0.0)][..], Some(2)),
            (&[a, LonLat::new(0.0, 90.5)], Some(1)),
            (&[LonLat::new(541.0, 0.0), b], Some(0)),
            (&[a, a], Some(1)),
            (&[a], Some(0)),
            (&[], Some(0)),
        ] {
            assert_eq!((error(vertices).code, error(vertices).at.vertex), (Code::BadGeometry, vertex), "{vertices:?}");
        }
    }

    #[test]
    fn geometries_that_are_not_one_line_are_refused() {
        let words = |text| route(text).err().unwrap().message;
        assert!(words(r#"{"type":"Point","coordinates":[0,0]}"#).contains("one point"));
        assert!(words(r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#).contains("no line"));
        assert!(
            words(r#"{"type":"MultiLineString","coordinates":[[[0,0],[1,0]],[[2,0],[3,0]]]}"#)
                .contains("several lines")
        );
    }
}
