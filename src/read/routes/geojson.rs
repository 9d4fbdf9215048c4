//! GeoJSON: lines are routes, points and polygons are sites. Other JSON is passed on to the readers of its kind.

use geojson::JsonObject;
use serde_json::value::RawValue;

use super::findings::{Findings, check_count, check_vertex, clean_name, describe};
use super::json::{self, Members, Position};
use super::recognise::unknown;
use super::table::judge::sort_track;
use super::table::{Row, names};
use super::{MAX_FILE_VERTICES, ReadAs, bad, services, timeline};
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::geo::LonLat;
use crate::read::crs::{self, AxisOrder, Crs};

/// How deep geometry collections may be nested: no map needs more.
const MAX_DEPTH: usize = 16;
/// Longitudes up to here are on a neighbouring copy of the world, as map libraries draw them.
const MAX_LON: f64 = 540.0;
/// Properties of a site are kept if they have at most this much text.
const MAX_PROPERTIES: usize = 16 << 10;

/// Reads the documents of a file.
pub(super) fn read(documents: &[&RawValue], findings: &mut Findings<'_>) -> Result<()> {
    if let &[only] = documents
        && (services::read(only, findings)? || timeline::read(only, findings)?)
    {
        return Ok(());
    }
    let mut reader = GeojsonReader {
        findings,
        is_order_doubtful: false,
        points: Vec::new(),
        point_count: 0,
        has_dates: false,
        without_geometry: 0,
    };
    let is_sequence = documents.len() > 1;
    for (number, document) in (1..).zip(documents) {
        let read = reader.read_document(document);
        read.map_err(|error| if is_sequence && error.at.row.is_none() { error.at_row(number) } else { error })?;
    }
    reader.finish()
}

struct GeojsonReader<'f, 'o> {
    findings: &'f mut Findings<'o>,
    /// Whether the reference system that the file names has the latitude first, against the rule of GeoJSON.
    is_order_doubtful: bool,
    /// The points so far. With times, they can be the track of a receiver.
    points: Vec<Point>,
    point_count: usize,
    /// Whether points have dates among their properties, as incidents have.
    has_dates: bool,
    without_geometry: usize,
}

/// A point of a feature.
struct Point {
    row: Row,
    properties: JsonObject,
}

impl GeojsonReader<'_, '_> {
    fn read_document(&mut self, raw: &RawValue) -> Result<()> {
        if !raw.get().starts_with('{') {
            return Err(unknown("This JSON is a list, and not GeoJSON."));
        }
        let document = Members::read(raw, "This JSON")?;
        self.is_order_doubtful = self.read_crs(document.get("crs"))?;
        match document.text("type").as_deref() {
            Some("FeatureCollection") => {
                let features = document.get("features");
                let list = features.ok_or_else(|| bad("This FeatureCollection has no \"features\"."))?;
                for (number, feature) in (1..).zip(json::list(list, "The \"features\"")?) {
                    self.read_feature(feature).map_err(|error| error.at_row(number))?;
                }
                Ok(())
            }
            Some("Feature") => self.read_feature(raw),
            Some(_) if document.get_any(&["coordinates", "geometries"]).is_some() => {
                self.add(&document, "", &JsonObject::new(), 0)
            }
            Some(kind) => Err(unknown(&format!("This is JSON of the type {}, and not GeoJSON.", quote_excerpt(kind)))),
            // Providers answer with lists of records.
            None if ["\"latitude\"", "\"longitude\"", "\"date"].iter().all(|member| raw.get().contains(member)) => {
                Err(names::incidents("Its records have dates and places."))
            }
            None => Err(unknown("This is JSON, but neither GeoJSON nor the answer of a routing service.")),
        }
    }

    fn read_feature(&mut self, raw: &RawValue) -> Result<()> {
        let feature = Members::read(raw, "This feature")?;
        let Some(geometry) = feature.get("geometry") else {
            self.without_geometry += 1;
            return Ok(());
        };
        let properties = properties_of(feature.get("properties"));
        let points = self.point_count;
        let geometry = Members::read(geometry, "The geometry")?;
        self.add(&geometry, &names::name_in(&properties), &properties, 0)?;
        if self.point_count > points {
            self.has_dates |= feature.get("properties").is_some_and(names::has_date);
        }
        Ok(())
    }

    fn add(&mut self, geometry: &Members<'_>, name: &str, properties: &JsonObject, depth: usize) -> Result<()> {
        if depth > MAX_DEPTH {
            return Err(bad(format!("The geometry collections of this file are nested more than {MAX_DEPTH} deep.")));
        }
        let kind = geometry.text("type").unwrap_or("nothing".into());
        if kind == "GeometryCollection" {
            let missing = || bad("This GeometryCollection has no \"geometries\".");
            let parts = json::list(geometry.get("geometries").ok_or_else(missing)?, "The \"geometries\"")?;
            return parts.into_iter().try_for_each(|part| {
                let part = Members::read(part, "The geometry")?;
                self.add(&part, name, properties, depth + 1)
            });
        }
        let what = describe(&kind.to_ascii_lowercase(), &clean_name(name));
        let missing = || bad(format!("{what} has no \"coordinates\".")).at_field("coordinates");
        let raw = geometry.get("coordinates").ok_or_else(missing)?;
        let coordinates = format!("The \"coordinates\" of a {}", clean_name(&kind));
        let positions = |raw: &RawValue| json::positions(raw, &coordinates);
        let rings = |raw: &RawValue| -> Result<Vec<Vec<Position>>> {
            json::list(raw, &coordinates)?.into_iter().map(positions).collect()
        };
        match kind.as_ref() {
            "Point" => self.add_points(&[json::position(raw, &coordinates)?], name, properties),
            "MultiPoint" => self.add_points(&positions(raw)?, name, properties),
            "LineString" => self.add_lines(&[positions(raw)?], name),
            "MultiLineString" => self.add_lines(&rings(raw)?, name),
            "Polygon" => self.add_polygons(&[rings(raw)?], name, properties),
            "MultiPolygon" => {
                let polygons = json::list(raw, &coordinates)?.into_iter().map(rings).collect::<Result<Vec<_>>>()?;
                self.add_polygons(&polygons, name, properties)
            }
            other => {
                Err(bad(format!("The type of a geometry is {}, which GeoJSON does not have.", quote_excerpt(other)))
                    .at_field("type"))
            }
        }
    }

    /// Returns whether the order of the axes is doubtful, and says so.
    fn read_crs(&mut self, member: Option<&RawValue>) -> Result<bool> {
        match member.map_or(Crs::Usual, crs::judge) {
            Crs::Usual => Ok(false),
            Crs::Doubtful(name) => {
                self.findings.doubt(format!(
                    "This file names the reference system {name}, in which the latitude comes first; GeoJSON has the longitude first, \
                     and so it was read. Look where it lies on the map. Lines are also offered with the latitude first."
                ));
                Ok(true)
            }
            Crs::Other(name) => Err(crs::refuse(&name, bad)),
        }
    }

    fn add_points(&mut self, points: &[Position], name: &str, properties: &JsonObject) -> Result<()> {
        let mut points = self.check(points, "point", name, AxisOrder::LongitudeFirst)?;
        self.point_count += points.len();
        if points.len() != 1 {
            return self.findings.add_points(name, points, properties.clone());
        }
        if self.points.len() == MAX_FILE_VERTICES {
            return Err(too_many_points());
        }
        let time = names::time_in(properties).unwrap_or_default();
        let row = Row { name: name.into(), at: points.remove(0), time, order: None, group: String::new() };
        self.points.push(Point { row, properties: properties.clone() });
        Ok(())
    }

    fn add_lines(&mut self, lines: &[Vec<Position>], name: &str) -> Result<()> {
        let is_beyond = |at: &Position| at.first.abs() > 180.0 && at.first.abs() <= MAX_LON;
        if lines.iter().flatten().any(is_beyond) {
            self.findings.doubt(format!(
                "{} goes on beyond 180° of longitude, as maps draw lines over the antimeridian; its longitudes were brought within ±180.",
                describe("line", &clean_name(name))
            ));
        }
        let checked =
            |order| lines.iter().map(|line| self.check(line, "line", name, order)).collect::<Result<Vec<_>>>();
        let first = checked(AxisOrder::LongitudeFirst);
        let second = self.is_order_doubtful.then(|| checked(AxisOrder::LatitudeFirst)).and_then(Result::ok);
        let Ok(first) = first else {
            // A latitude beyond a pole says that the numbers are in the order of the definition.
            let Some(second) = second else { return first.map(|_| ()) };
            return self.findings.add_lines("line", name, second);
        };
        self.findings.add_lines("line", name, first)?;
        if let Some(other) = second {
            let name = clean_name(name);
            let other_name = if name.is_empty() { name } else { format!("{name} (latitude first)") };
            self.findings.add_lines("line", &other_name, other)?;
        }
        Ok(())
    }

    fn add_polygons(&mut self, polygons: &[Vec<Vec<Position>>], name: &str, properties: &JsonObject) -> Result<()> {
        let check_rings = |rings: &Vec<Vec<Position>>| -> Result<Vec<Vec<LonLat>>> {
            rings.iter().map(|ring| self.check(ring, "polygon", name, AxisOrder::LongitudeFirst)).collect()
        };
        let polygons = polygons.iter().map(check_rings).collect::<Result<Vec<_>>>()?;
        self.findings.add_polygons(name, polygons, properties.clone())
    }

    fn check(&self, positions: &[Position], kind: &str, name: &str, order: AxisOrder) -> Result<Vec<LonLat>> {
        let what = describe(kind, &clean_name(name));
        check_count(positions.len(), &what)?;
        let check = |(vertex, position): (usize, &Position)| {
            let (lon, lat) = match order {
                AxisOrder::LongitudeFirst => (position.first, position.second),
                AxisOrder::LatitudeFirst => (position.second, position.first),
            };
            check_vertex(onto_this_copy(lon, positions.len()), lat, vertex, &what)
        };
        positions.iter().enumerate().map(check).collect()
    }

    /// Adds the points, unless their dates say that they are a track or incidents.
    fn finish(self) -> Result<()> {
        if self.without_geometry > 0 {
            let count = self.without_geometry;
            self.findings.doubt(format!("Features without a geometry that were left out: {count}."));
        }
        if self.findings.options.read_as == ReadAs::Auto {
            let has_motion = self.points.first().is_some_and(|point| names::has_motion(&point.properties));
            let mut rows: Vec<Row> = self.points.iter().map(|point| point.row.clone()).collect();
            if let Some(sorted) = sort_track(&mut rows, has_motion) {
                if sorted {
                    self.findings.doubt(
                        "The points of this track were not in the order of their times, and have been put into it.",
                    );
                }
                return self.findings.add_route("track", "", rows.into_iter().map(|row| row.at).collect());
            }
            if self.has_dates {
                return Err(names::incidents("Its points have dates."));
            }
        }
        let mut points = self.points.into_iter();
        points.try_for_each(|Point { row, properties }| self.findings.add_point(&row.name, row.at, properties))
    }
}

fn too_many_points() -> GeobitError {
    let message =
        format!("This file has more than {MAX_FILE_VERTICES} points, which is the most that is read as routes.");
    GeobitError::new(Code::TooLarge, message)
}

/// Moves a longitude of a neighbouring copy of the world onto this one. A line that is drawn over the antimeridian goes on
/// beyond 180°; a single point has no reason to.
fn onto_this_copy(lon: f64, vertices: usize) -> f64 {
    if vertices > 1 && lon.abs() > 180.0 && lon.abs() <= MAX_LON { lon - 360.0 * (lon / 360.0).round() } else { lon }
}

fn properties_of(raw: Option<&RawValue>) -> JsonObject {
    let short = raw.filter(|raw| raw.get().len() <= MAX_PROPERTIES);
    short.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default()
}
