//! Collects what the readers of formats find, and checks all of it the same way.

use geojson::{Feature, Geometry, GeometryValue, JsonObject};

use super::{
    FoundRoute, MAX_FILE_VERTICES, MAX_ROUTE_VERTICES, MAX_ROUTES, MAX_SITES, ReadAs, RouteFile, RoutesOptions, bad,
};
use crate::error::{Code, GeobitError, Result};
use crate::geo::{LonLat, distance_km};

/// How many characters of a name are kept.
const LONGEST_NAME: usize = 100;
/// How many doubts are told. A file with more is doubtful enough.
const MAX_DOUBTS: usize = 50;
/// Receivers without a fix put themselves at 0°/0°. A vertex there is one of them if all others are farther away than this, km.
const NO_FIX_KM: f64 = 100.0;

/// What has been found so far.
pub(super) struct Findings<'o> {
    pub(super) options: &'o RoutesOptions,
    file: RouteFile,
    routes: usize,
    sites: usize,
    vertices: usize,
    more_doubts: usize,
    /// How many points are at exactly 0°/0°.
    null_places: usize,
    /// What is to be said of lines of a single place, if nothing else is found.
    lone: Vec<String>,
}

impl<'o> Findings<'o> {
    pub(super) fn new(options: &'o RoutesOptions) -> Self {
        Self {
            options,
            file: RouteFile::default(),
            routes: 0,
            sites: 0,
            vertices: 0,
            more_doubts: 0,
            null_places: 0,
            lone: Vec::new(),
        }
    }

    /// Adds what a person should know before using the file. The sentence stands for itself.
    pub(super) fn doubt(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if self.file.doubts.len() >= MAX_DOUBTS {
            self.more_doubts += 1;
        } else if !self.file.doubts.contains(&sentence) {
            self.file.doubts.push(sentence);
        }
    }

    /// Adds a route. `kind` says what it is in the file, such as `track`.
    ///
    /// # Errors
    /// `TooLarge` for too many vertices.
    pub(super) fn add_route(&mut self, kind: &str, name: &str, line: Vec<LonLat>) -> Result<()> {
        self.add_route_with(kind, name, line, JsonObject::new())
    }

    /// Adds a route with further properties.
    pub(super) fn add_route_with(
        &mut self,
        kind: &str,
        name: &str,
        mut line: Vec<LonLat>,
        mut properties: JsonObject,
    ) -> Result<()> {
        let name = clean_name(name);
        check_count(line.len(), &describe(kind, &name))?;
        self.count_vertices(line.len())?;
        self.remove_places_without_fix(kind, &name, &mut line);
        if line.iter().all(|p| *p == line[0]) {
            self.lone.push(describe(kind, &name));
            return Ok(());
        }
        if self.options.read_as == ReadAs::Sites {
            return self.push_site(&name, Geometry::new_line_string(numbers(&line)), properties);
        }
        self.routes += 1;
        if self.file.routes.len() < MAX_ROUTES {
            properties.insert("kind".into(), kind.into());
            self.file.routes.push(FoundRoute { name, line, properties });
        }
        Ok(())
    }

    /// Adds a point, as a place to watch.
    pub(super) fn add_point(&mut self, name: &str, at: LonLat, properties: JsonObject) -> Result<()> {
        self.add_points(name, vec![at], properties)
    }

    /// Adds the points of one feature, as one site.
    pub(super) fn add_points(&mut self, name: &str, mut points: Vec<LonLat>, properties: JsonObject) -> Result<()> {
        check_count(points.len(), &describe("list of points", &clean_name(name)))?;
        self.count_vertices(points.len())?;
        let count = points.len();
        points.retain(|at| at.lon != 0.0 || at.lat != 0.0);
        self.null_places += count - points.len();
        match points.as_slice() {
            [] => Ok(()),
            [only] => self.push_site(&clean_name(name), Geometry::new_point([only.lon, only.lat]), properties),
            _ => self.push_site(&clean_name(name), Geometry::new_multi_point(numbers(&points)), properties),
        }
    }

    /// Adds a polygon, as a place to watch: its outline and its holes.
    ///
    /// # Errors
    /// `BadRoute` for a ring that is not one.
    pub(super) fn add_polygon(&mut self, name: &str, rings: Vec<Vec<LonLat>>, properties: JsonObject) -> Result<()> {
        self.add_polygons(name, vec![rings], properties)
    }

    /// Adds the polygons of one feature, as one site.
    ///
    /// # Errors
    /// `BadRoute` for a ring that is not one.
    pub(super) fn add_polygons(
        &mut self,
        name: &str,
        polygons: Vec<Vec<Vec<LonLat>>>,
        properties: JsonObject,
    ) -> Result<()> {
        let name = clean_name(name);
        let what = describe("polygon", &name);
        let mut checked = Vec::new();
        for rings in polygons {
            let closed: Vec<Vec<LonLat>> = rings.into_iter().map(close).collect();
            for ring in &closed {
                check_count(ring.len(), &what)?;
                self.count_vertices(ring.len())?;
            }
            crate::geometry::polygon_from_rings(closed.iter().cloned()).map_err(|error| GeobitError {
                code: Code::BadRoute,
                message: format!("{what} cannot be read: {}", error.message),
                ..error
            })?;
            checked.push(closed.iter().map(|ring| numbers(ring)).collect::<Vec<_>>());
        }
        match checked.len() {
            0 => Ok(()),
            1 => self.push_site(&name, Geometry::new_polygon(checked.remove(0)), properties),
            _ => self.push_site(&name, Geometry::new_multi_polygon(checked), properties),
        }
    }

    fn push_site(&mut self, name: &str, geometry: Geometry, mut properties: JsonObject) -> Result<()> {
        self.sites += 1;
        if self.file.sites.len() < MAX_SITES {
            properties.insert("name".into(), name.into());
            self.file.sites.push(Feature { properties: Some(properties), ..Feature::from(geometry) });
        }
        Ok(())
    }

    fn count_vertices(&mut self, count: usize) -> Result<()> {
        self.vertices += count;
        if self.vertices > MAX_FILE_VERTICES {
            let message = format!(
                "This file has more than {MAX_FILE_VERTICES} vertices, which is the most that is read. Cut it in parts."
            );
            return Err(GeobitError::new(Code::TooLarge, message));
        }
        Ok(())
    }

    /// Removes vertices at exactly 0°/0° from a line that is far away from there, and tells.
    fn remove_places_without_fix(&mut self, kind: &str, name: &str, line: &mut Vec<LonLat>) {
        let origin = LonLat::new(0.0, 0.0);
        let is_origin = |p: &LonLat| p.lon == 0.0 && p.lat == 0.0;
        let Some(first) = line.iter().position(is_origin) else { return };
        let mut others = line.iter().filter(|p| !is_origin(p)).peekable();
        if others.peek().is_none() || others.any(|p| distance_km(*p, origin) < NO_FIX_KM) {
            return;
        }
        let before = line.len();
        line.retain(|p| !is_origin(p));
        let removed = before - line.len();
        self.doubt(format!(
            "{} has {removed} of its {before} vertices at exactly 0°/0° (the first is vertex {first}), where receivers without a fix put \
             themselves. They were left out.",
            describe(kind, name)
        ));
    }

    /// Returns what the file holds.
    ///
    /// # Errors
    /// `BadRoute` if it holds neither a route nor a site.
    pub(super) fn into_file(mut self) -> Result<RouteFile> {
        if self.options.read_as == ReadAs::Route && self.file.routes.is_empty() {
            self.route_from_points()?;
        }
        if self.file.routes.is_empty() && self.file.sites.is_empty() {
            let message = match self.lone.first() {
                Some(what) => format!("{what} has one place only; a route needs two different ones."),
                None if self.null_places > 0 => {
                    "All points of this file are at exactly 0°/0°, which stands for no place.".into()
                }
                None => "This file holds no track, route, line, point or polygon.".into(),
            };
            return Err(bad(message));
        }
        if self.null_places > 0 {
            self.doubt(format!(
                "Points at exactly 0°/0°, which stands for no place, that were left out: {}.",
                self.null_places
            ));
        }
        for what in std::mem::take(&mut self.lone) {
            self.doubt(format!("{what} has one place only, so it is no route, and was left out."));
        }
        self.tell_what_was_cut();
        self.name_the_nameless();
        Ok(self.file)
    }

    /// Makes a route of the points, if the caller says that they are one.
    fn route_from_points(&mut self) -> Result<()> {
        let points: Vec<LonLat> = self.file.sites.iter().flat_map(points_of).collect();
        if points.len() < 2 || self.sites > MAX_SITES {
            return Ok(());
        }
        self.file.sites.retain(|site| points_of(site).is_empty());
        self.add_route("points", "", points)
    }

    fn tell_what_was_cut(&mut self) {
        if self.routes > MAX_ROUTES {
            self.doubt(format!("This file holds {} routes; the first {MAX_ROUTES} were read.", self.routes));
        }
        if self.sites > MAX_SITES {
            self.doubt(format!("This file holds {} places; the first {MAX_SITES} were read.", self.sites));
        }
        if self.more_doubts > 0 {
            self.file.doubts.push(format!("There are {} further doubts of these kinds.", self.more_doubts));
        }
    }

    /// A single route without a name is named as the caller says; of several, each of those gets a number.
    fn name_the_nameless(&mut self) {
        let word = self.options.word_for_nameless();
        let is_single = self.file.routes.len() == 1;
        for (number, route) in (1..).zip(&mut self.file.routes) {
            if route.name.is_empty() {
                route.name = if is_single { word.clone() } else { format!("{word} {number}") };
            }
        }
    }
}

fn points_of(site: &Feature) -> Vec<LonLat> {
    let at = |position: &geojson::Position| LonLat::new(position[0], position[1]);
    match site.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Point { coordinates }) => vec![at(coordinates)],
        Some(GeometryValue::MultiPoint { coordinates }) => coordinates.iter().map(at).collect(),
        _ => Vec::new(),
    }
}

/// Returns vertices as GeoJSON has them.
fn numbers(line: &[LonLat]) -> Vec<[f64; 2]> {
    line.iter().map(|p| [p.lon, p.lat]).collect()
}

/// Repeats the first vertex at the end of a ring that is not closed.
fn close(mut ring: Vec<LonLat>) -> Vec<LonLat> {
    if ring.len() >= 3 && ring.first() != ring.last() {
        ring.push(ring[0]);
    }
    ring
}

/// Refuses a line of too many vertices. `what` is the subject of the sentence.
pub(super) fn check_count(count: usize, what: &str) -> Result<()> {
    if count <= MAX_ROUTE_VERTICES {
        return Ok(());
    }
    let message = format!(
        "{what} has more than {MAX_ROUTE_VERTICES} vertices, which is the most of a route. Thin it out, or cut it in two."
    );
    Err(GeobitError::new(Code::TooLarge, message))
}

/// Returns what messages call a line: its kind, and its name if it has one.
pub(super) fn describe(kind: &str, name: &str) -> String {
    let noun = match kind {
        "waypoints" | "points" | "plan" | "history" => "route",
        _ => kind,
    };
    match (name.is_empty(), noun.starts_with(['a', 'e', 'i', 'o', 'u'])) {
        (false, _) => format!("The {noun} “{name}”"),
        (true, false) => format!("A {noun} without a name"),
        (true, true) => format!("An {noun} without a name"),
    }
}

/// Checks the place of a vertex. `what` is the line that it belongs to.
///
/// # Errors
/// `BadRoute` with the number of the vertex for a place that is not on Earth.
pub(super) fn check_vertex(lon: f64, lat: f64, vertex: usize, what: &str) -> Result<LonLat> {
    let refuse = |words: String| Err(bad(format!("{what}: vertex {vertex} {words}")).at_vertex(vertex));
    if !(lon.is_finite() && lat.is_finite()) {
        return refuse("is not a pair of numbers; a position is a longitude and a latitude in degrees.".into());
    }
    let is_projected = lon.abs() > 1000.0 || lat.abs() > 1000.0;
    let hint = if is_projected {
        "This looks like metres of a projected reference system; export the file in degrees (WGS 84, EPSG:4326)."
    } else {
        "Are longitude and latitude swapped?"
    };
    if lat.abs() > 90.0 {
        return refuse(format!("has latitude {lat}; latitudes lie within ±90. {hint}"))
            .map_err(|error| error.at_field("lat"));
    }
    if lon.abs() > 180.0 {
        let hint = if is_projected { hint } else { "" };
        let words = format!("has longitude {lon}; longitudes lie within ±180. {hint}");
        return refuse(words.trim_end().into()).map_err(|error| error.at_field("lon"));
    }
    Ok(LonLat::new(lon, lat))
}

/// Returns a name from a file as one line of at most 100 characters, without control characters and marks that change the
/// direction of writing.
pub(super) fn clean_name(name: &str) -> String {
    let hidden = |letter: &char| {
        !letter.is_control()
            && !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let spaced = name.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    let mut clean = String::new();
    for letter in spaced.filter(hidden).skip_while(|letter| *letter == ' ') {
        if letter != ' ' || !clean.ends_with(' ') {
            clean.push(letter);
        }
        if clean.len() >= 4 * LONGEST_NAME {
            break;
        }
    }
    clean.chars().take(LONGEST_NAME).collect::<String>().trim_end().into()
}
