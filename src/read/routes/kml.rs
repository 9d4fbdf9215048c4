//! KML: lines, Google's tracks, points and polygons of placemarks. Links into the archive of a KMZ are followed once.

use geojson::JsonObject;

use super::bad;
use super::findings::{Findings, check_count, check_vertex, clean_name, describe};
use super::gpx::last_two;
use super::kml_coordinates::read_tuples;
use super::unpack::{Linked, not_read};
use super::xml::{self, Attributes, ElementReader, degrees_of};
use crate::error::{Result, quote_excerpt};
use crate::geo::LonLat;
use crate::read::values::{self, Axis};

/// Reads a KML file, and the files of its archive that it links to.
pub(super) fn read(text: &str, linked: &[Linked], findings: &mut Findings<'_>) -> Result<()> {
    let mut reader = KmlReader::new(findings);
    xml::walk(text, &mut reader)?;
    let (links, found) = (reader.links, reader.found);
    let mut followed = Vec::new();
    let mut outside = Vec::new();
    for link in &links {
        match linked.iter().position(|file| is_path(link, &file.path)) {
            Some(number) if !followed.contains(&number) => followed.push(number),
            Some(_) => {}
            None => outside.push(link.as_str()),
        }
    }
    let mut found_in_links = 0;
    for number in &followed {
        let mut reader = KmlReader::new(findings);
        xml::walk(&linked[*number].text, &mut reader)?;
        found_in_links += reader.found;
        if !reader.links.is_empty() {
            let path = quote_excerpt(&linked[*number].path);
            findings.doubt(format!("The linked file {path} links to further files, which were not read."));
        }
    }
    if let Some(first) = outside.first() {
        if found + found_in_links == 0 {
            return Err(bad(
                "This KML holds only links to other files, which are not fetched; open those files instead.",
            ));
        }
        let message = format!(
            "Links of this KML that lead to other files, which are not fetched: {}, the first to {}.",
            outside.len(),
            quote_excerpt(first)
        );
        findings.doubt(message);
    }
    let left: Vec<&str> =
        (0..linked.len()).filter(|number| !followed.contains(number)).map(|i| linked[i].path.as_str()).collect();
    if !left.is_empty() {
        findings.doubt(not_read("the main one", &left));
    }
    Ok(())
}

/// Returns whether a link means a path in the archive.
fn is_path(link: &str, path: &str) -> bool {
    let plain = |text: &str| {
        let text = text.trim().replace('\\', "/").replace("%20", " ");
        text.split(['?', '#']).next().unwrap_or_default().trim_start_matches("./").to_ascii_lowercase()
    };
    plain(link) == plain(path)
}

/// Follows the elements of a KML file.
pub(super) struct KmlReader<'f, 'o> {
    findings: &'f mut Findings<'o>,
    name: String,
    lines: Vec<Vec<LonLat>>,
    /// The tracks that make one, and how many of their places are empty.
    track: Vec<Vec<LonLat>>,
    track_vertices: usize,
    empty_places: usize,
    points: Vec<LonLat>,
    polygons: Vec<Vec<Vec<LonLat>>>,
    links: Vec<String>,
    found: usize,
}

impl<'f, 'o> KmlReader<'f, 'o> {
    pub(super) fn new(findings: &'f mut Findings<'o>) -> Self {
        Self {
            findings,
            name: String::new(),
            lines: Vec::new(),
            track: Vec::new(),
            track_vertices: 0,
            empty_places: 0,
            points: Vec::new(),
            polygons: Vec::new(),
            links: Vec::new(),
            found: 0,
        }
    }

    fn add_coordinates(&mut self, path: &[String], text: &str) -> Result<()> {
        let is_in = |name: &str| path.iter().any(|element| element == name);
        let kind = if is_in("Polygon") {
            "polygon"
        } else if is_in("Point") {
            "point"
        } else {
            "line"
        };
        let line = read_tuples(text, &describe(kind, &self.name))?;
        if line.is_empty() {
            return Ok(());
        }
        match kind {
            "polygon" if is_in("innerBoundaryIs") => match self.polygons.last_mut() {
                Some(polygon) => polygon.push(line),
                None => return Err(bad(format!("{} has a hole before its outline.", describe(kind, &self.name)))),
            },
            "polygon" => self.polygons.push(vec![line]),
            "point" => self.points.extend(line),
            _ => self.lines.push(line),
        }
        Ok(())
    }

    /// Adds a place of a track. A receiver without a fix writes an empty one.
    fn add_place(&mut self, text: &str) -> Result<()> {
        let [lon, lat] = values::split_pair(text);
        if lon.is_empty() {
            self.empty_places += 1;
            return Ok(());
        }
        let vertex = self.track_vertices;
        let what = describe("track", &self.name);
        let lon = degrees_of(Some(lon), Axis::Lon, vertex, &what)?;
        let lat = degrees_of(Some(lat), Axis::Lat, vertex, &what)?;
        let at = check_vertex(lon, lat, vertex, &what)?;
        self.track_vertices += 1;
        check_count(self.track_vertices, &what)?;
        match self.track.last_mut() {
            Some(piece) => piece.push(at),
            None => self.track.push(vec![at]),
        }
        Ok(())
    }

    fn end_track(&mut self) -> Result<()> {
        if self.empty_places > 0 {
            let what = describe("track", &self.name);
            let message = format!(
                "{what} has places without coordinates, where the receiver had none, that were left out: {}.",
                self.empty_places
            );
            self.findings.doubt(message);
            self.empty_places = 0;
        }
        self.track_vertices = 0;
        let pieces = std::mem::take(&mut self.track);
        self.found += usize::from(pieces.iter().any(|piece| !piece.is_empty()));
        self.findings.add_track("track", &self.name, pieces)
    }

    fn end_placemark(&mut self) -> Result<()> {
        let name = std::mem::take(&mut self.name);
        self.found += self.lines.len() + self.points.len() + self.polygons.len();
        self.findings.add_lines("line", &name, std::mem::take(&mut self.lines))?;
        for at in std::mem::take(&mut self.points) {
            self.findings.add_point(&name, at, JsonObject::new())?;
        }
        for rings in std::mem::take(&mut self.polygons) {
            self.findings.add_polygon(&name, rings, JsonObject::new())?;
        }
        Ok(())
    }
}

impl ElementReader for KmlReader<'_, '_> {
    fn wants_text(&self, path: &[String]) -> bool {
        match last_two(path) {
            (Some("Placemark"), "name") => true,
            (Some("LineString" | "LinearRing" | "Point"), "coordinates") => true,
            (Some("Track"), "coord") => true,
            (Some("Link" | "Url"), "href") => path.iter().any(|element| element == "NetworkLink"),
            _ => false,
        }
    }

    fn open(&mut self, path: &[String], _: &Attributes<'_>) -> Result<()> {
        match last_two(path) {
            (_, "Placemark") => self.name.clear(),
            (_, "Track") => self.track.push(Vec::new()),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, path: &[String], text: &str) -> Result<()> {
        match last_two(path) {
            (Some("Placemark"), "name") => self.name = clean_name(text),
            (Some("LineString" | "LinearRing" | "Point"), "coordinates") => self.add_coordinates(path, text)?,
            (Some("Track"), "coord") => self.add_place(text)?,
            (Some("MultiTrack"), "Track") => {}
            (_, "Track" | "MultiTrack") => self.end_track()?,
            (_, "Placemark") => self.end_placemark()?,
            (Some("Link" | "Url"), "href") if !text.trim().is_empty() => self.links.push(text.trim().into()),
            _ => {}
        }
        Ok(())
    }
}
