//! TCX, as Garmin's Training Center and sports watches write it: courses and activities.

use geojson::JsonObject;

use super::findings::{Findings, check_count, check_vertex, clean_name, describe};
use super::gpx::last_two;
use super::xml::{Attributes, ElementReader, degrees_of};
use crate::error::Result;
use crate::geo::LonLat;
use crate::read::values::Axis;

/// Follows the elements of a TCX file.
pub(super) struct TcxReader<'f, 'o> {
    findings: &'f mut Findings<'o>,
    name: String,
    /// One for each `Track` element: laps and pauses begin a new one.
    pieces: Vec<Vec<LonLat>>,
    vertices: usize,
    /// How many points of the track have a time or a pulse but no place.
    without_place: usize,
    lon: Option<String>,
    lat: Option<String>,
    point_name: String,
}

impl<'f, 'o> TcxReader<'f, 'o> {
    pub(super) fn new(findings: &'f mut Findings<'o>) -> Self {
        Self {
            findings,
            name: String::new(),
            pieces: Vec::new(),
            vertices: 0,
            without_place: 0,
            lon: None,
            lat: None,
            point_name: String::new(),
        }
    }

    fn take_place(&mut self, vertex: usize, what: &str) -> Result<Option<LonLat>> {
        let (lon, lat) = (self.lon.take(), self.lat.take());
        if lon.is_none() && lat.is_none() {
            return Ok(None);
        }
        let lon = degrees_of(lon.as_deref(), Axis::Lon, vertex, what)?;
        let lat = degrees_of(lat.as_deref(), Axis::Lat, vertex, what)?;
        check_vertex(lon, lat, vertex, what).map(Some)
    }

    fn end_trackpoint(&mut self) -> Result<()> {
        let what = describe("track", &self.name);
        match self.take_place(self.vertices, &what)? {
            Some(at) => {
                self.vertices += 1;
                check_count(self.vertices, &what)?;
                match self.pieces.last_mut() {
                    Some(piece) => piece.push(at),
                    None => self.pieces.push(vec![at]),
                }
            }
            None => self.without_place += 1,
        }
        Ok(())
    }

    fn end_line(&mut self) -> Result<()> {
        let name = std::mem::take(&mut self.name);
        if self.without_place > 0 {
            self.findings.doubt(format!(
                "{} has {} points with a place; points with a time alone that were left out: {}.",
                describe("track", &name),
                self.vertices,
                self.without_place
            ));
        }
        (self.vertices, self.without_place) = (0, 0);
        let pieces = std::mem::take(&mut self.pieces);
        self.findings.add_track("track", &name, pieces)
    }
}

impl ElementReader for TcxReader<'_, '_> {
    fn wants_text(&self, path: &[String]) -> bool {
        matches!(
            last_two(path),
            (Some("Position"), "LongitudeDegrees" | "LatitudeDegrees")
                | (Some("Course" | "CoursePoint"), "Name")
                | (Some("Activity"), "Id")
        )
    }

    fn open(&mut self, path: &[String], _: &Attributes<'_>) -> Result<()> {
        match last_two(path) {
            (_, "Track") => self.pieces.push(Vec::new()),
            (_, "Trackpoint" | "CoursePoint") => (self.lon, self.lat, self.point_name) = (None, None, String::new()),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, path: &[String], text: &str) -> Result<()> {
        match last_two(path) {
            (Some("Position"), "LongitudeDegrees") => self.lon = Some(text.into()),
            (Some("Position"), "LatitudeDegrees") => self.lat = Some(text.into()),
            (Some("Course"), "Name") | (Some("Activity"), "Id") => self.name = clean_name(text),
            (Some("CoursePoint"), "Name") => self.point_name = clean_name(text),
            (_, "Trackpoint") => self.end_trackpoint()?,
            (_, "CoursePoint") => {
                if let Some(at) = self.take_place(0, "A point of the course")? {
                    let name = std::mem::take(&mut self.point_name);
                    self.findings.add_point(&name, at, JsonObject::new())?;
                }
            }
            (_, "Course" | "Activity") => self.end_line()?,
            _ => {}
        }
        Ok(())
    }
}
