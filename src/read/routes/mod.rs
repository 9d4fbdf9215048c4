//! Routes and sites from files: what a file is, is recognised by its content and never by its name.
//!
//! ```text
//! bytes ── unpack ──▶ text ── recognise ──▶ gpx · kml · tcx (xml) ──┐
//!                                      ├──▶ geojson · services · timeline (json) ──┼──▶ findings ──▶ RouteFile
//!                                      └──▶ table · wkt · polyline ──┘
//! ```
//! A vertex that cannot be read refuses the file, with its place. Whatever is left out or only probably right is told in
//! `doubts`.

mod findings;
mod geojson;
mod gpx;
mod json;
mod kml;
mod kml_coordinates;
mod pieces;
mod polyline;
mod recognise;
mod services;
mod sorting;
mod table;
mod tcx;
#[cfg(test)]
mod tests;
mod timeline;
mod unpack;
mod wkt;
mod xml;

use ::geojson::{Feature, JsonObject};
use serde::{Deserialize, Serialize, Serializer};

use crate::error::{Code, GeobitError, Result};
use crate::geo::LonLat;
use crate::read::encoding::Decoder;
use findings::{Findings, clean_name};
pub use recognise::format_of_line;
use unpack::Unpacked;

/// A file has at most this many bytes of text when it is unpacked: 64 MiB. A day's track has some hundred kilobytes.
pub const MAX_TEXT_BYTES: usize = 64 << 20;
/// The most routes of a file that are handed over.
pub const MAX_ROUTES: usize = 200;
/// The most sites of a file that are handed over.
pub const MAX_SITES: usize = 10_000;
/// The most vertices of a route.
pub const MAX_ROUTE_VERTICES: usize = 100_000;
/// The most vertices of a file, those of its sites included.
pub const MAX_FILE_VERTICES: usize = 1_000_000;

/// What the caller may say about a file of routes.
///
/// Read from JSON or JavaScript, unknown members are refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RoutesOptions {
    /// Whether the file holds routes or sites; by default its content decides.
    #[serde(rename = "as")]
    pub read_as: ReadAs,
    /// The name of routes that have none in the file.
    pub name: Option<String>,
    /// The name of the file. Without its extension, it is the name of routes where nothing else names them; it does not decide
    /// what the file is.
    pub file_name: Option<String>,
    /// How many decimal digits encoded polylines have, 5 or 6; by default what is likelier.
    pub digits: Option<u8>,
    /// The encoding of the text, such as `windows-1252`; by default the file decides.
    pub encoding: Option<String>,
}

impl RoutesOptions {
    /// Checks the options, so that nothing need be read for some that are refused.
    ///
    /// # Errors
    /// `BadOption` with the name of the option.
    pub fn check(&self) -> Result<()> {
        if self.digits.is_some_and(|digits| !matches!(digits, 5 | 6)) {
            let message = "digits: encoded polylines have 5 or 6 decimal digits.";
            return Err(GeobitError::new(Code::BadOption, message).at_field("digits"));
        }
        if let Some(label) = &self.encoding {
            Decoder::new(label).map_err(|error| GeobitError { code: Code::BadOption, ..error }.at_field("encoding"))?;
        }
        Ok(())
    }

    /// Returns what routes without a name are called.
    fn word_for_nameless(&self) -> String {
        let of_file = self.file_name.as_deref().map(|name| {
            let name = name.strip_suffix(".gz").unwrap_or(name);
            name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or(name, |(stem, _)| stem)
        });
        let names = [self.name.as_deref(), of_file];
        let found = names.into_iter().flatten().map(clean_name).find(|name| !name.is_empty());
        found.unwrap_or_else(|| "Route".into())
    }
}

/// What points and the rows of a table are taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReadAs {
    /// The content of the file decides.
    #[default]
    Auto,
    /// They are a route, in the order of the file.
    Route,
    /// They are sites, and so are lines.
    Sites,
}

/// A route of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundRoute {
    /// A name of at most 100 characters, without hidden ones.
    pub name: String,
    /// At least two different vertices, in the order of travel, with longitudes within ±180.
    pub line: Vec<LonLat>,
    /// What else is known of it: `kind` says what it was in the file, such as `track`.
    pub properties: JsonObject,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RouteFile {
    /// The routes, the likeliest first; 200 at most.
    pub routes: Vec<FoundRoute>,
    /// Points and polygons, as places to watch; 10,000 at most.
    pub sites: Vec<Feature>,
    /// What was left out, and what is only probably right, as sentences.
    pub doubts: Vec<String>,
}

impl RouteFile {
    /// Returns the text of `{ routes, sites, doubts }`, in which routes and sites are GeoJSON features.
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string(&FileJson {
            routes: self.routes.iter().map(RouteJson::new).collect(),
            sites: &self.sites,
            doubts: &self.doubts,
        });
        text.expect("places on Earth and names can be written as JSON")
    }
}

/// A file as it is written. (A tree of values would take ten times the memory of its vertices.)
#[derive(Serialize)]
struct FileJson<'f> {
    routes: Vec<RouteJson<'f>>,
    sites: &'f [Feature],
    doubts: &'f [String],
}

#[derive(Serialize)]
struct RouteJson<'f> {
    r#type: &'static str,
    properties: JsonObject,
    geometry: LineJson<'f>,
}

#[derive(Serialize)]
struct LineJson<'f> {
    r#type: &'static str,
    #[serde(serialize_with = "write_positions")]
    coordinates: &'f [LonLat],
}

impl<'f> RouteJson<'f> {
    fn new(route: &'f FoundRoute) -> Self {
        let mut properties = route.properties.clone();
        properties.insert("name".into(), route.name.clone().into());
        let geometry = LineJson { r#type: "LineString", coordinates: &route.line };
        RouteJson { r#type: "Feature", properties, geometry }
    }
}

fn write_positions<S: Serializer>(line: &[LonLat], serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_seq(line.iter().map(|at| [at.lon, at.lat]))
}

/// Reads the routes and the sites of a file: GPX, KML, KMZ, TCX, GeoJSON, the answer of a routing service, a table of
/// waypoints or of a track, WKT, encoded polylines, or a phone's location history, packed or not.
///
/// ```
/// use geobit::read::routes::{RoutesOptions, read_routes};
///
/// let file = read_routes(b"LINESTRING (-8 12.6, -7.4 11.4)", &RoutesOptions::default())?;
/// assert_eq!(file.routes[0].line.len(), 2);
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
///
/// # Errors
/// `BadRoute`, with the row, the vertex or the field, for a file that cannot be read, that holds neither routes nor sites, or
/// that is a list of incidents; `UnknownFormat` for a file of another kind; `TooLarge` beyond the limits above;
/// `BadOption` for an option out of range.
pub fn read_routes(bytes: &[u8], options: &RoutesOptions) -> Result<RouteFile> {
    options.check()?;
    let Unpacked { text, linked, doubts } = unpack::unpack(bytes, options)?;
    let mut findings = Findings::new(options);
    doubts.into_iter().for_each(|doubt| findings.doubt(doubt));
    recognise::read(&text, &linked, &mut findings)?;
    findings.into_file()
}

/// Returns the error for a file of routes. The message is a whole sentence.
fn bad(message: impl Into<String>) -> GeobitError {
    GeobitError::new(Code::BadRoute, message)
}
