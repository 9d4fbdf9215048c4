//! Well-known text, as databases and desktop programs give it.

use std::str::FromStr;

use geojson::JsonObject;
use wkt::Wkt;
use wkt::types::{Coord, LineString, Polygon};

use super::findings::{Findings, check_count, check_vertex, clean_name, describe};
use super::{MAX_FILE_VERTICES, bad};
use crate::error::{GeobitError, Result, quote_excerpt};
use crate::geo::LonLat;
use crate::read::values::{self, Axis};

const KINDS: [&str; 7] =
    ["POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"];

/// How deep parentheses may be nested: a multipolygon in a collection has four.
const MAX_DEPTH: usize = 20;

/// Returns whether a text begins as well-known text does.
pub(super) fn is_wkt(text: &str) -> bool {
    let start: String = text.chars().take(60).collect::<String>().to_ascii_uppercase();
    let start =
        start.split_once(';').filter(|(srid, _)| srid.starts_with("SRID=")).map_or(start.as_str(), |(_, rest)| rest);
    let start = start.trim_start();
    KINDS.iter().any(|kind| {
        start.strip_prefix(kind).is_some_and(|rest| {
            let rest = rest.trim_start();
            let rest =
                ["ZM", "Z", "M"].iter().find_map(|dimension| rest.strip_prefix(dimension)).unwrap_or(rest).trim_start();
            rest.starts_with('(') || rest.starts_with("EMPTY")
        })
    })
}

/// Reads a file with one geometry, or one to a line.
pub(super) fn read(text: &str, findings: &mut Findings<'_>) -> Result<()> {
    let lines: Vec<(usize, &str)> = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    if lines.len() > 1 && lines.iter().all(|(_, line)| is_wkt(line.trim_start())) {
        return lines.iter().try_for_each(|(number, line)| {
            add(line, "", &JsonObject::new(), findings).map_err(|error| error.at_row(*number as u64 + 1))
        });
    }
    add(text, "", &JsonObject::new(), findings)
}

/// Adds the lines, points and polygons of one geometry. Returns an error for a geometry that cannot be read.
pub(super) fn add(text: &str, name: &str, properties: &JsonObject, findings: &mut Findings<'_>) -> Result<()> {
    let text = without_srid(text.trim().trim_end_matches(';'))?;
    check_size(text)?;
    let geometry = Wkt::<f64>::from_str(text).map_err(|error| unreadable(text, error))?;
    Adder { name, properties, findings }.add(geometry)
}

struct Adder<'a, 'f, 'o> {
    name: &'a str,
    properties: &'a JsonObject,
    findings: &'f mut Findings<'o>,
}

impl Adder<'_, '_, '_> {
    fn add(&mut self, geometry: Wkt<f64>) -> Result<()> {
        match geometry {
            Wkt::Point(point) => self.add_points(point.coord().copied().into_iter().collect()),
            Wkt::MultiPoint(points) => {
                self.add_points(points.points().iter().filter_map(|point| point.coord().copied()).collect())
            }
            Wkt::LineString(line) => self.add_lines(&[line]),
            Wkt::MultiLineString(lines) => self.add_lines(lines.line_strings()),
            Wkt::Polygon(polygon) => self.add_polygons(&[polygon]),
            Wkt::MultiPolygon(polygons) => self.add_polygons(polygons.polygons()),
            Wkt::GeometryCollection(collection) => {
                collection.into_inner().0.into_iter().try_for_each(|geometry| self.add(geometry))
            }
        }
    }

    fn add_points(&mut self, points: Vec<Coord<f64>>) -> Result<()> {
        let points = check(&points, &describe("point", &clean_name(self.name)))?;
        self.findings.add_points(self.name, points, self.properties.clone())
    }

    fn add_lines(&mut self, lines: &[LineString<f64>]) -> Result<()> {
        let what = describe("line", &clean_name(self.name));
        let lines = lines.iter().map(|line| check(line.coords(), &what)).collect::<Result<Vec<_>>>()?;
        self.findings.add_lines("line", self.name, lines)
    }

    fn add_polygons(&mut self, polygons: &[Polygon<f64>]) -> Result<()> {
        let what = describe("polygon", &clean_name(self.name));
        let rings_of = |polygon: &Polygon<f64>| -> Result<Vec<Vec<LonLat>>> {
            polygon.rings().iter().map(|ring| check(ring.coords(), &what)).collect()
        };
        let filled = polygons.iter().filter(|polygon| !polygon.rings().is_empty());
        let polygons = filled.map(rings_of).collect::<Result<Vec<_>>>()?;
        self.findings.add_polygons(self.name, polygons, self.properties.clone())
    }
}

fn check(coordinates: &[Coord<f64>], what: &str) -> Result<Vec<LonLat>> {
    check_count(coordinates.len(), what)?;
    coordinates.iter().enumerate().map(|(vertex, at)| check_vertex(at.x, at.y, vertex, what)).collect()
}

/// Removes `SRID=4326;`, with which PostGIS begins.
fn without_srid(text: &str) -> Result<&str> {
    let start = text.get(..5).unwrap_or_default();
    let Some((srid, rest)) = text.split_once(';').filter(|_| start.eq_ignore_ascii_case("srid=")) else {
        return Ok(text);
    };
    match srid[5..].trim() {
        "4326" | "4979" | "0" => Ok(rest.trim_start()),
        other => Err(bad(format!(
            "This text is in the reference system {}, which is not read. Export it in degrees (WGS 84, EPSG:4326).",
            quote_excerpt(other)
        ))
        .at_field("SRID")),
    }
}

/// Refuses what would take too much memory or too deep a stack to parse, and what follows the end of the geometry: the parser
/// would leave it out.
fn check_size(text: &str) -> Result<()> {
    let (mut depth, mut deepest, mut end) = (0_usize, 0, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        deepest = deepest.max(depth);
        if depth == 0 {
            end.get_or_insert(at + 1);
        }
    }
    if deepest > MAX_DEPTH {
        return Err(bad(format!("The parentheses of this text are nested more than {MAX_DEPTH} deep.")));
    }
    let rest = end.map_or("", |end| text[end..].trim());
    if !rest.is_empty() {
        return Err(bad(format!(
            "This text is not well-known text: {} follows the end of its geometry. Put each geometry on a line of its own.",
            quote_excerpt(rest)
        )));
    }
    let vertices = text.bytes().filter(|byte| matches!(byte, b',' | b'(')).count();
    if vertices > 2 * MAX_FILE_VERTICES { check_count(vertices, "This text") } else { Ok(()) }
}

/// Says where a geometry cannot be read: at the first vertex that is not numbers, if there is one.
fn unreadable(text: &str, words: &str) -> GeobitError {
    let vertices = text.split(['(', ')', ',']).skip(1).map(str::trim).filter(|part| !part.is_empty());
    // Words between the numbers belong to the frame, of which the parser tells.
    let is_number = |number: &str| values::parse_degrees(number, Axis::Lon).is_some() && !number.contains(',');
    let starts_as_number =
        |part: &str| part.starts_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '+' | '.'));
    let is_vertex = |part: &str| {
        !starts_as_number(part) || (part.split_whitespace().count() > 1 && part.split_whitespace().all(is_number))
    };
    match vertices.enumerate().find(|(_, part)| !is_vertex(part)) {
        Some((vertex, part)) => bad(format!(
            "This text is not well-known text: vertex {vertex} is {}; a position is a longitude, a blank and a latitude, as in \"LINESTRING (-8.003 12.639, -7.9412 12.4871)\".",
            quote_excerpt(part)
        ))
        .at_vertex(vertex),
        None => bad(format!("This text is not well-known text: {}.", words.trim_end_matches('.'))),
    }
}
