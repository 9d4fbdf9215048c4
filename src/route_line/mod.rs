//! A route made from GeoJSON: one line, checked, with its length and the distance to it.

use crate::error::{Code, GeobitError, Result};
use crate::geo::LonLat;
use crate::geometry::Shape;
use crate::trace::{Piece, Tolerance, Trace};

/// A line of at least two different vertices.
pub struct Route {
    trace: Trace,
    length_km: f64,
    repeated_vertices: usize,
}

impl Route {
    pub fn new(drawn: Shape) -> Result<Route> {
        let Shape { points, lines, polygons, .. } = drawn;
        let [path] = lines.as_slice() else {
            let words = match (points.len(), lines.len()) {
                (1, 0) => "A route with one point goes nowhere; a LineString with at least two points is wanted.",
                (_, 0) => "A route is a LineString; this geometry has no line.",
                _ => "A route is one LineString; this geometry has several lines. Check them one by one.",
            };
            return Err(GeobitError::new(Code::BadGeometry, words));
        };
        if !points.is_empty() || !polygons.is_empty() {
            return Err(GeobitError::new(
                Code::BadGeometry,
                "A route is one LineString, without points or polygons beside it.",
            ));
        }
        let trace = Trace::new([path.as_slice()], Tolerance::INTEGRAL)?;
        let length_km = trace.pieces().last().map_or(0.0, |piece| piece.start_km + piece.length_km);
        let repeated_vertices = path.windows(2).filter(|ends| ends[0] == ends[1]).count();
        Ok(Route { trace, length_km, repeated_vertices })
    }

    /// Geodesic length along the vertices, legs straight in longitude and latitude.
    pub fn length_km(&self) -> f64 {
        self.length_km
    }

    /// Vertices equal to the one before them; they change no number.
    pub fn repeated_vertices(&self) -> usize {
        self.repeated_vertices
    }

    /// The legs, cut into short straight pieces.
    pub fn pieces(&self) -> &[Piece] {
        self.trace.pieces()
    }

    /// The legs' pieces, to be searched.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The point a distance along the route.
    pub fn at(&self, km: f64) -> LonLat {
        let pieces = self.pieces();
        let number = pieces.partition_point(|piece| piece.start_km + piece.length_km < km).min(pieces.len() - 1);
        let piece = &pieces[number];
        let share = if piece.length_km > 0.0 { ((km - piece.start_km) / piece.length_km).clamp(0.0, 1.0) } else { 0.0 };
        piece.from.at.lerp(piece.to.at, share)
    }
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
    fn what_is_no_route() {
        let words = |text| route(text).err().unwrap().message;
        assert!(words(r#"{"type":"Point","coordinates":[0,0]}"#).contains("one point"));
        assert!(words(r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#).contains("no line"));
        assert!(
            words(r#"{"type":"MultiLineString","coordinates":[[[0,0],[1,0]],[[2,0],[3,0]]]}"#)
                .contains("several lines")
        );
    }
}
