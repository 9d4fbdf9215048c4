//! Geometries as numbers: what JavaScript hands over instead of text where coordinates are plain numbers. Making and
//! reading text of a long route would take longer than answering it.
//!
//! `shape` tells what the numbers are: for each feature the type of its geometry ([`POINT`] and so on), 1 if its radius
//! comes next among the numbers, else 0, and then the lengths of its lists, the outer ones first. A position is two numbers.

use super::{Drawn, bad, check_position, checked_line, checked_polygon, not_empty};
use crate::error::Result;
use crate::geo::LonLat;

/// A geometry as numbers, or a collection of them.
#[derive(Clone, Copy)]
pub struct Packed<'a> {
    /// The radii, km, and the positions, degrees, in order.
    pub numbers: &'a [f64],
    /// What the numbers are.
    pub shape: &'a [u32],
}

/// The types of geometry, as they are numbered in a shape.
const POINT: u32 = 1;
const MULTI_POINT: u32 = 2;
const LINE_STRING: u32 = 3;
const MULTI_LINE_STRING: u32 = 4;
const POLYGON: u32 = 5;
const MULTI_POLYGON: u32 = 6;

impl Packed<'_> {
    /// One geometry.
    pub fn one(mut self) -> Result<Drawn> {
        self.feature()
    }

    /// All geometries of a collection; errors name the feature, from 1.
    pub fn all(mut self) -> Result<Vec<Drawn>> {
        let mut drawn = Vec::new();
        while !self.shape.is_empty() {
            drawn.push(self.feature().map_err(|error| error.at_row(drawn.len() as u64 + 1))?);
        }
        Ok(drawn)
    }

    fn feature(&mut self) -> Result<Drawn> {
        let mut drawn = Drawn::default();
        let kind = self.length()?;
        drawn.radius_km = if self.length()? == 1 { Some(self.number()?) } else { None };
        match kind as u32 {
            POINT => drawn.points.push(self.position(0)?),
            MULTI_POINT => drawn.points = self.positions()?,
            LINE_STRING => drawn.lines.push(checked_line(self.positions()?)?),
            MULTI_LINE_STRING => {
                for _ in 0..self.length()? {
                    drawn.lines.push(checked_line(self.positions()?)?);
                }
            }
            POLYGON => drawn.polygons.push(self.polygon()?),
            MULTI_POLYGON => {
                for _ in 0..self.length()? {
                    drawn.polygons.push(self.polygon()?);
                }
            }
            _ => return Err(unreadable()),
        }
        not_empty(drawn)
    }

    fn polygon(&mut self) -> Result<Vec<Vec<LonLat>>> {
        let count = self.length()?;
        let rings = (0..count).map(|_| self.positions()).collect::<Result<Vec<_>>>()?;
        checked_polygon(rings)
    }

    fn positions(&mut self) -> Result<Vec<LonLat>> {
        let count = self.length()?.checked_mul(2).ok_or_else(unreadable)?;
        let (pairs, rest) = self.numbers.split_at_checked(count).ok_or_else(unreadable)?;
        self.numbers = rest;
        let (pairs, _) = pairs.as_chunks::<2>();
        pairs.iter().zip(0..).map(|(&[lon, lat], vertex)| check_position(lon, lat, vertex)).collect()
    }

    fn position(&mut self, vertex: usize) -> Result<LonLat> {
        let (lon, lat) = (self.number()?, self.number()?);
        check_position(lon, lat, vertex)
    }

    fn length(&mut self) -> Result<usize> {
        let (first, rest) = self.shape.split_first().ok_or_else(unreadable)?;
        self.shape = rest;
        Ok(*first as usize)
    }

    fn number(&mut self) -> Result<f64> {
        let (first, rest) = self.numbers.split_first().ok_or_else(unreadable)?;
        self.numbers = rest;
        Ok(*first)
    }
}

fn unreadable() -> crate::error::GeobitError {
    bad("The numbers of this geometry do not fit its shape.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{parse, parse_collection};

    #[test]
    fn numbers_say_the_same_as_text() {
        let square = [0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0];
        let text = r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}"#;
        assert_eq!(Packed { numbers: &square, shape: &[POLYGON, 0, 1, 5] }.one(), parse(text));
        let text = r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,1],[0,0]]]]}"#;
        assert_eq!(Packed { numbers: &square, shape: &[MULTI_POLYGON, 0, 1, 1, 5] }.one(), parse(text));
        let text = r#"{"type":"LineString","coordinates":[[179,0],[-179,1]]}"#;
        assert_eq!(Packed { numbers: &[179.0, 0.0, -179.0, 1.0], shape: &[LINE_STRING, 0, 2] }.one(), parse(text));
        let text = r#"{"type":"MultiLineString","coordinates":[[[0,0],[1,1]],[[1,1],[2,2]]]}"#;
        let numbers = [0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0];
        assert_eq!(Packed { numbers: &numbers, shape: &[MULTI_LINE_STRING, 0, 2, 2, 2] }.one(), parse(text));
        let text = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"radiusKm":25},"geometry":{"type":"Point","coordinates":[-8,12]}},
            {"type":"Feature","properties":null,"geometry":{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}}]}"#;
        let packed = Packed { numbers: &[25.0, -8.0, 12.0, 1.0, 2.0, 3.0, 4.0], shape: &[POINT, 1, MULTI_POINT, 0, 2] };
        assert_eq!(packed.all(), parse_collection(text));
    }

    #[test]
    fn what_is_wrong_is_named_the_same_way() {
        let text = r#"{"type":"LineString","coordinates":[[0,0],[null,1]]}"#;
        assert_eq!(Packed { numbers: &[0.0, 0.0, f64::NAN, 1.0], shape: &[LINE_STRING, 0, 2] }.one(), parse(text));
        let text = r#"{"type":"Polygon","coordinates":[[[0,0],[1,95],[1,1],[0,0]]]}"#;
        let numbers = [0.0, 0.0, 1.0, 95.0, 1.0, 1.0, 0.0, 0.0];
        assert_eq!(Packed { numbers: &numbers, shape: &[POLYGON, 0, 1, 4] }.one(), parse(text));
        assert_eq!(
            Packed { numbers: &[], shape: &[POLYGON, 0, 0] }.one(),
            parse(r#"{"type":"Polygon","coordinates":[]}"#)
        );
        assert_eq!(
            Packed { numbers: &[], shape: &[MULTI_POINT, 0, 0] }.one(),
            parse(r#"{"type":"MultiPoint","coordinates":[]}"#)
        );
        let second = Packed { numbers: &[0.0, 0.0, 0.0, 91.0], shape: &[POINT, 0, POINT, 0] };
        assert_eq!(second.all().unwrap_err().at.row, Some(2));
    }

    #[test]
    fn numbers_that_do_not_fit_are_refused() {
        for shape in [&[][..], &[9, 0], &[POLYGON], &[POLYGON, 0], &[LINE_STRING, 0, 3], &[LINE_STRING, 0, u32::MAX]] {
            assert!(Packed { numbers: &[0.0, 0.0, 1.0, 1.0], shape }.one().is_err(), "{shape:?}");
        }
    }
}
