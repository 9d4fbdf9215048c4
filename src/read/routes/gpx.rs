//! GPX 1.0 and 1.1: tracks, routes with their shaping points, and waypoints.

use geojson::JsonObject;

use super::findings::{Findings, check_count, check_vertex, clean_name, describe};
use super::xml::{Attributes, ElementReader, degrees_of};
use crate::error::Result;
use crate::geo::LonLat;
use crate::read::values::Axis;

/// Follows the elements of a GPX file.
pub(super) struct GpxReader<'f, 'o> {
    findings: &'f mut Findings<'o>,
    line: Option<Line>,
    waypoint: Option<(LonLat, String)>,
    waypoints: usize,
    has_track: bool,
    /// Routes stand before tracks in a file, but a track is what was travelled.
    plans: Vec<Line>,
}

/// A track or a route that is being read.
#[derive(Default)]
struct Line {
    is_track: bool,
    name: String,
    pieces: Vec<Vec<LonLat>>,
    vertices: usize,
}

impl Line {
    fn kind(&self) -> &'static str {
        if self.is_track { "track" } else { "route" }
    }

    fn describe(&self) -> String {
        describe(self.kind(), &self.name)
    }
}

impl<'f, 'o> GpxReader<'f, 'o> {
    pub(super) fn new(findings: &'f mut Findings<'o>) -> Self {
        Self { findings, line: None, waypoint: None, waypoints: 0, has_track: false, plans: Vec::new() }
    }

    /// Adds the routes behind the tracks.
    pub(super) fn finish(self) -> Result<()> {
        for plan in self.plans {
            if self.has_track {
                let name = if plan.name.is_empty() { String::new() } else { format!(" (“{}”)", plan.name) };
                self.findings.doubt(format!(
                    "This file holds a track and, beside it, a planned route{name} of {} vertices. The track comes first; the plan is offered as \
                     another route.",
                    plan.vertices
                ));
            }
            self.findings.add_route(if self.has_track { "plan" } else { "route" }, &plan.name, plan.pieces.concat())?;
        }
        Ok(())
    }

    fn add_vertex(&mut self, attributes: &Attributes<'_>) -> Result<()> {
        let Some(line) = &mut self.line else { return Ok(()) };
        let what = line.describe();
        let vertex = read_vertex(attributes, line.vertices, &what)?;
        line.vertices += 1;
        check_count(line.vertices, &what)?;
        match line.pieces.last_mut() {
            Some(piece) => piece.push(vertex),
            None => line.pieces.push(vec![vertex]),
        }
        Ok(())
    }

    fn end_line(&mut self) -> Result<()> {
        let Some(line) = self.line.take().filter(|line| line.vertices > 0) else { return Ok(()) };
        if line.is_track {
            self.has_track = true;
            self.findings.add_track(line.kind(), &line.name, line.pieces)
        } else {
            self.plans.push(line);
            Ok(())
        }
    }
}

impl ElementReader for GpxReader<'_, '_> {
    fn wants_text(&self, path: &[String]) -> bool {
        matches!(last_two(path), (Some("trk" | "rte" | "wpt"), "name"))
    }

    fn open(&mut self, path: &[String], attributes: &Attributes<'_>) -> Result<()> {
        match last_two(path) {
            (_, "trk" | "rte") => {
                self.line = Some(Line { is_track: path.ends_with(&["trk".into()]), ..Line::default() })
            }
            (Some("trk"), "trkseg") => {
                if let Some(line) = &mut self.line {
                    line.pieces.push(Vec::new());
                }
            }
            (Some("trkseg" | "trk"), "trkpt") | (Some("rte"), "rtept") => self.add_vertex(attributes)?,
            // The road between two points of a route, as Garmin's programs write it.
            (_, "rpt") if path.iter().any(|element| element == "rtept") => self.add_vertex(attributes)?,
            (_, "wpt") => {
                let at = read_vertex(attributes, self.waypoints, "The waypoints")?;
                self.waypoints += 1;
                self.waypoint = Some((at, String::new()));
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, path: &[String], text: &str) -> Result<()> {
        match last_two(path) {
            (Some("trk" | "rte"), "name") => {
                if let Some(line) = self.line.as_mut().filter(|line| line.name.is_empty()) {
                    line.name = clean_name(text);
                }
            }
            (Some("wpt"), "name") => {
                if let Some((_, name)) = &mut self.waypoint {
                    *name = clean_name(text);
                }
            }
            (_, "trk" | "rte") => self.end_line()?,
            (_, "wpt") => {
                if let Some((at, name)) = self.waypoint.take() {
                    self.findings.add_point(&name, at, JsonObject::new())?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Returns the last name of a path and the one before.
pub(super) fn last_two(path: &[String]) -> (Option<&str>, &str) {
    match path {
        [.., parent, element] => (Some(parent), element),
        [element] => (None, element),
        [] => (None, ""),
    }
}

fn read_vertex(attributes: &Attributes<'_>, vertex: usize, what: &str) -> Result<LonLat> {
    let lon = degrees_of(attributes.get("lon"), Axis::Lon, vertex, what)?;
    let lat = degrees_of(attributes.get("lat"), Axis::Lat, vertex, what)?;
    check_vertex(lon, lat, vertex, what)
}
