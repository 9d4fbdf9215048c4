//! Shapes from the geometries of the `geo` crate.

use std::iter;

use super::{Shape, check_not_empty, check_point, check_vertices, line_from_vertices, polygon_from_rings};
use crate::error::{GeobitError, Result};
use crate::geo::LonLat;

/// Checks a geometry of the `geo` crate as [`Shape::from_geometry`] does. Coordinates are longitudes and latitudes in
/// degrees; rectangles and triangles are polygons.
impl TryFrom<&geo::Geometry> for Shape {
    type Error = GeobitError;

    fn try_from(geometry: &geo::Geometry) -> Result<Shape> {
        let mut shape = Shape::default();
        shape.add_geo(geometry)?;
        check_not_empty(shape)
    }
}

impl Shape {
    fn add_geo(&mut self, geometry: &geo::Geometry) -> Result<()> {
        match geometry {
            geo::Geometry::Point(point) => self.points.push(check_point(vertex(&point.0))?),
            geo::Geometry::MultiPoint(points) => {
                self.points.extend(check_vertices(points.iter().map(|point| vertex(&point.0)))?);
            }
            geo::Geometry::Line(line) => self.lines.push(line_from_vertices([&line.start, &line.end].map(vertex))?),
            geo::Geometry::LineString(line) => self.lines.push(line_from_vertices(line.coords().map(vertex))?),
            geo::Geometry::MultiLineString(lines) => {
                for line in lines {
                    self.lines.push(line_from_vertices(line.coords().map(vertex))?);
                }
            }
            geo::Geometry::Polygon(polygon) => self.add_geo_polygon(polygon)?,
            geo::Geometry::MultiPolygon(polygons) => {
                for polygon in polygons {
                    self.add_geo_polygon(polygon)?;
                }
            }
            geo::Geometry::Rect(rect) => self.add_geo_polygon(&rect.to_polygon())?,
            geo::Geometry::Triangle(triangle) => self.add_geo_polygon(&triangle.to_polygon())?,
            geo::Geometry::GeometryCollection(collection) => {
                for geometry in collection {
                    self.add_geo(geometry)?;
                }
            }
        }
        Ok(())
    }

    fn add_geo_polygon(&mut self, polygon: &geo::Polygon) -> Result<()> {
        let rings = iter::once(polygon.exterior()).chain(polygon.interiors());
        self.polygons.push(polygon_from_rings(rings.map(|ring| ring.coords().map(vertex).collect()))?);
        Ok(())
    }
}

fn vertex(coord: &geo::Coord) -> LonLat {
    LonLat::new(coord.x, coord.y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::parse;
    use geo::{Coord, Geometry, Line, Rect, Triangle, line_string, polygon};

    #[test]
    fn geometries_of_geo_say_the_same_as_text() {
        let at = |x, y| Coord { x, y };
        let hole = polygon!(
            exterior: [(x: 0., y: 0.), (x: 4., y: 0.), (x: 0., y: 4.)],
            interiors: [[(x: 1., y: 1.), (x: 2., y: 1.), (x: 1., y: 2.)]],
        );
        let hole_text = "[[[0,0],[4,0],[0,4],[0,0]],[[1,1],[2,1],[1,2],[1,1]]]";
        let cases: [(Geometry, String); 7] = [
            (geo::Point::new(1.0, 2.0).into(), r#"{"type":"Point","coordinates":[1,2]}"#.into()),
            (
                geo::MultiPoint::from(vec![(1.0, 2.0), (3.0, 4.0)]).into(),
                r#"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#.into(),
            ),
            (
                Line::new(at(179.0, 0.0), at(-179.0, 1.0)).into(),
                r#"{"type":"LineString","coordinates":[[179,0],[-179,1]]}"#.into(),
            ),
            (
                geo::MultiLineString::new(vec![line_string![at(0.0, 0.0), at(1.0, 1.0)]]).into(),
                r#"{"type":"MultiLineString","coordinates":[[[0,0],[1,1]]]}"#.into(),
            ),
            (hole.clone().into(), format!(r#"{{"type":"Polygon","coordinates":{hole_text}}}"#)),
            (
                geo::MultiPolygon::new(vec![hole]).into(),
                format!(r#"{{"type":"MultiPolygon","coordinates":[{hole_text}]}}"#),
            ),
            (
                Geometry::GeometryCollection(
                    vec![Triangle::new(at(0.0, 0.0), at(1.0, 0.0), at(0.0, 1.0))].into_iter().collect(),
                ),
                r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1],[0,0]]]}"#.into(),
            ),
        ];
        for (geometry, text) in cases {
            assert_eq!(Shape::try_from(&geometry), parse(&text), "{text}");
        }
        let rect = Shape::try_from(&Geometry::from(Rect::new(at(0.0, 0.0), at(2.0, 1.0)))).unwrap();
        assert_eq!(rect.polygons[0][0].len(), 5);
    }

    #[test]
    fn what_is_wrong_is_named_the_same_way() {
        let line = Geometry::from(line_string![(x: 0.0, y: 0.0), (x: 1.0, y: 95.0)]);
        assert_eq!(Shape::try_from(&line), parse(r#"{"type":"LineString","coordinates":[[0,0],[1,95]]}"#));
        let empty = Geometry::from(geo::MultiPoint::<f64>::new(Vec::new()));
        assert_eq!(Shape::try_from(&empty), parse(r#"{"type":"MultiPoint","coordinates":[]}"#));
    }
}
