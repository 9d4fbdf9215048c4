//! Geometries as plain numbers, which JavaScript hands over instead of text wherever coordinates are numbers: to write and
//! read the text of a long route would take longer than to answer the question about it.

use super::{Shape, bad, check_line, check_not_empty, check_polygon, check_position};
use crate::error::{GeobitError, Result};
use crate::geo::LonLat;

/// One or several geometries as numbers.
#[derive(Clone, Copy)]
pub struct Packed<'a> {
    /// For each geometry, its radius in km if it has one, then the longitudes and latitudes of its positions in turn.
    pub numbers: &'a [f64],
    /// For each geometry: its type (1 Point, 2 MultiPoint, 3 LineString, 4 MultiLineString, 5 Polygon, 6 MultiPolygon),
    /// then 1 if it has a radius and 0 if not, then the lengths of its lists, the outer ones before those in them.
    pub structure: &'a [u32],
}

/// The types of geometry, as a structure numbers them.
const POINT: u32 = 1;
const MULTI_POINT: u32 = 2;
const LINE_STRING: u32 = 3;
const MULTI_LINE_STRING: u32 = 4;
const POLYGON: u32 = 5;
const MULTI_POLYGON: u32 = 6;

impl Packed<'_> {
    /// Checks the first geometry.
    ///
    /// # Errors
    /// Those of [`Shape::from_geometry`], and `BadGeometry` for numbers that do not fit the structure.
    pub fn parse(mut self) -> Result<Shape> {
        self.take_shape()
    }

    /// Checks all geometries.
    ///
    /// # Errors
    /// Those of [`parse`](Self::parse), with the number of the geometry, from 1.
    pub fn parse_collection(mut self) -> Result<Vec<Shape>> {
        let mut shapes = Vec::new();
        while !self.structure.is_empty() {
            shapes.push(self.take_shape().map_err(|error| error.at_row(shapes.len() as u64 + 1))?);
        }
        Ok(shapes)
    }

    fn take_shape(&mut self) -> Result<Shape> {
        let mut shape = Shape::default();
        let kind = self.take_length()?;
        shape.radius_km = if self.take_length()? == 1 { Some(self.take_number()?) } else { None };
        match kind as u32 {
            POINT => shape.points.push(self.take_position(0)?),
            MULTI_POINT => shape.points = self.take_path()?,
            LINE_STRING => shape.lines.push(check_line(self.take_path()?)?),
            MULTI_LINE_STRING => {
                for _ in 0..self.take_length()? {
                    shape.lines.push(check_line(self.take_path()?)?);
                }
            }
            POLYGON => shape.polygons.push(self.take_polygon()?),
            MULTI_POLYGON => {
                for _ in 0..self.take_length()? {
                    shape.polygons.push(self.take_polygon()?);
                }
            }
            _ => return Err(unreadable()),
        }
        check_not_empty(shape)
    }

    fn take_polygon(&mut self) -> Result<Vec<Vec<LonLat>>> {
        let count = self.take_length()?;
        let rings = (0..count).map(|_| self.take_path()).collect::<Result<Vec<_>>>()?;
        check_polygon(rings)
    }

    fn take_path(&mut self) -> Result<Vec<LonLat>> {
        let count = self.take_length()?.checked_mul(2).ok_or_else(unreadable)?;
        let (pairs, rest) = self.numbers.split_at_checked(count).ok_or_else(unreadable)?;
        self.numbers = rest;
        let (pairs, _) = pairs.as_chunks::<2>();
        pairs.iter().zip(0..).map(|(&[lon, lat], vertex)| check_position(lon, lat, vertex)).collect()
    }

    fn take_position(&mut self, vertex: usize) -> Result<LonLat> {
        let (lon, lat) = (self.take_number()?, self.take_number()?);
        check_position(lon, lat, vertex)
    }

    fn take_length(&mut self) -> Result<usize> {
        let (first, rest) = self.structure.split_first().ok_or_else(unreadable)?;
        self.structure = rest;
        Ok(*first as usize)
    }

    fn take_number(&mut self) -> Result<f64> {
        let (first, rest) = self.numbers.split_first().ok_or_else(unreadable)?;
        self.numbers = rest;
        Ok(*first)
    }
}

fn unreadable() -> GeobitError {
    bad("The numbers of this geometry do not fit its structure.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{parse, parse_collection};
    use proptest::prelude::*;

    #[test]
    fn numbers_say_the_same_as_text() {
        let square = [0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0];
        let text = r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}"#;
        assert_eq!(Packed { numbers: &square, structure: &[POLYGON, 0, 1, 5] }.parse(), parse(text));
        let text = r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,1],[0,0]]]]}"#;
        assert_eq!(Packed { numbers: &square, structure: &[MULTI_POLYGON, 0, 1, 1, 5] }.parse(), parse(text));
        let text = r#"{"type":"LineString","coordinates":[[179,0],[-179,1]]}"#;
        assert_eq!(
            Packed { numbers: &[179.0, 0.0, -179.0, 1.0], structure: &[LINE_STRING, 0, 2] }.parse(),
            parse(text)
        );
        let text = r#"{"type":"MultiLineString","coordinates":[[[0,0],[1,1]],[[1,1],[2,2]]]}"#;
        let numbers = [0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0];
        assert_eq!(Packed { numbers: &numbers, structure: &[MULTI_LINE_STRING, 0, 2, 2, 2] }.parse(), parse(text));
        let text = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"radiusKm":25},"geometry":{"type":"Point","coordinates":[-8,12]}},
            {"type":"Feature","properties":null,"geometry":{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}}]}"#;
        let packed =
            Packed { numbers: &[25.0, -8.0, 12.0, 1.0, 2.0, 3.0, 4.0], structure: &[POINT, 1, MULTI_POINT, 0, 2] };
        assert_eq!(packed.parse_collection(), parse_collection(text));
    }

    #[test]
    fn what_is_wrong_is_named_the_same_way() {
        let text = r#"{"type":"LineString","coordinates":[[0,0],[null,1]]}"#;
        assert_eq!(
            Packed { numbers: &[0.0, 0.0, f64::NAN, 1.0], structure: &[LINE_STRING, 0, 2] }.parse(),
            parse(text)
        );
        let text = r#"{"type":"Polygon","coordinates":[[[0,0],[1,95],[1,1],[0,0]]]}"#;
        let numbers = [0.0, 0.0, 1.0, 95.0, 1.0, 1.0, 0.0, 0.0];
        assert_eq!(Packed { numbers: &numbers, structure: &[POLYGON, 0, 1, 4] }.parse(), parse(text));
        assert_eq!(
            Packed { numbers: &[], structure: &[POLYGON, 0, 0] }.parse(),
            parse(r#"{"type":"Polygon","coordinates":[]}"#)
        );
        assert_eq!(
            Packed { numbers: &[], structure: &[MULTI_POINT, 0, 0] }.parse(),
            parse(r#"{"type":"MultiPoint","coordinates":[]}"#)
        );
        let second = Packed { numbers: &[0.0, 0.0, 0.0, 91.0], structure: &[POINT, 0, POINT, 0] };
        assert_eq!(second.parse_collection().unwrap_err().at.row, Some(2));
    }

    proptest! {
        #[test]
        fn text_is_read_to_the_nearest_number(lon in -180.0..180.0, lat in -90.0..90.0) {
            let text = format!(r#"{{"type":"Point","coordinates":[{lon},{lat}]}}"#);
            prop_assert_eq!(Packed { numbers: &[lon, lat], structure: &[POINT, 0] }.parse(), parse(&text));
        }
    }

    #[test]
    fn numbers_that_do_not_fit_are_refused() {
        for structure in
            [&[][..], &[9, 0], &[POLYGON], &[POLYGON, 0], &[LINE_STRING, 0, 3], &[LINE_STRING, 0, u32::MAX]]
        {
            assert!(Packed { numbers: &[0.0, 0.0, 1.0, 1.0], structure }.parse().is_err(), "{structure:?}");
        }
    }
}
