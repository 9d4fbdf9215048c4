//! The answers of routing services: OSRM and Mapbox, openrouteservice, GraphHopper, Valhalla, Google and TomTom.

use serde_json::Value;
use serde_json::value::RawValue;

use super::bad;
use super::findings::{Findings, check_count, check_vertex, describe};
use super::json::{self, Members};
use super::polyline::{self, Hints};
use crate::error::{Result, quote_excerpt};
use crate::geo::LonLat;

/// Where services put their routes: OSRM, Mapbox, openrouteservice, Google and TomTom; OSRM for a track matched to roads and for
/// a round trip; GraphHopper.
const LISTS: [&str; 4] = ["routes", "matchings", "trips", "paths"];

const ROUTE: &str = "A route of this answer";

/// Reads the answer of a routing service. Returns whether the document is one.
pub(super) fn read(document: &RawValue, findings: &mut Findings<'_>) -> Result<bool> {
    let Ok(answer) = Members::read(document, "This answer") else { return Ok(false) };
    if answer.get("type").is_some() {
        return Ok(false);
    }
    if let Some(trip) = answer.get("trip") {
        return read_valhalla(trip, answer.get("alternates"), findings);
    }
    let Some(list) = answer.get_any(&LISTS).filter(|list| list.get().starts_with('[')) else {
        return refuse_answer_without_route(&answer);
    };
    let routes = json::list(list, "The routes of this answer")?;
    if routes.is_empty() {
        return Err(bad("This answer of a routing service holds no route."));
    }
    let start = lon_lat(&answer.value("waypoints")[0]["location"]);
    for (number, route) in (1..).zip(routes) {
        let added = Members::read(route, ROUTE).and_then(|route| add_route(&route, start, findings));
        added.map_err(|error| if error.at.row.is_none() { error.at_row(number) } else { error })?;
    }
    Ok(true)
}

fn refuse_answer_without_route(answer: &Members<'_>) -> Result<bool> {
    let word = answer.text("code").or_else(|| answer.text("status"));
    match word.filter(|word| word.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '_')) {
        Some(word) if word != "Ok" && word != "OK" => {
            Err(bad(format!("This is the answer of a routing service that found no route: {}.", quote_excerpt(&word))))
        }
        _ => Ok(false),
    }
}

fn lon_lat(value: &Value) -> Option<LonLat> {
    Some(LonLat::new(value[0].as_f64()?, value[1].as_f64()?))
}

/// Returns the middle of a box of four or, with altitudes, six numbers.
fn middle(bbox: &Value) -> Option<LonLat> {
    let numbers: Vec<f64> = bbox.as_array()?.iter().filter_map(Value::as_f64).collect();
    match numbers.as_slice() {
        [west, south, east, north] | [west, south, _, east, north, _] => {
            Some(LonLat::new((west + east) / 2.0, (south + north) / 2.0))
        }
        _ => None,
    }
}

fn add_route(route: &Members<'_>, start: Option<LonLat>, findings: &mut Findings<'_>) -> Result<()> {
    let name = route.text("summary").unwrap_or_default();
    let bbox = route.value("bbox");
    let start = start.or_else(|| middle(&bbox));
    let five = Hints { digits: Some(5), ..Hints::default() };
    // Google has its polylines in objects.
    if let Some(raw) = route.get_any(&["overview_polyline", "polyline"]) {
        let polyline = Members::read(raw, ROUTE)?;
        if let Some(points) = polyline.text("points").or_else(|| polyline.text("encodedPolyline")) {
            return polyline::add(&points, &name, five, findings);
        }
        if let Some(line) = polyline.get("geoJsonLinestring") {
            return add_shape(line, &name, five, findings);
        }
    }
    if let Some(shape) = route.get_any(&["geometry", "points"]) {
        let digits = match route.value("points_encoded_multiplier").as_f64() {
            Some(100_000.0) => Some(5),
            Some(1_000_000.0) => Some(6),
            _ => findings.options.digits,
        };
        // A box with altitudes has six numbers.
        let size = bbox.as_array().is_some_and(|bbox| bbox.len() == 6).then_some(3);
        return add_shape(shape, &name, Hints { digits, start, size }, findings);
    }
    if route.get("sections").is_some() {
        return Err(bad(
            "This answer has the flexible polylines of HERE, which are not read; ask the service for GeoJSON, or export GPX.",
        ));
    }
    let line = read_places(route, &describe("route", &name))?;
    if line.is_empty() {
        return Err(bad("A route of this answer has no geometry; ask the service for its full geometry."));
    }
    findings.add_route("line", &name, line)
}

/// Returns the points of all legs, as TomTom gives them.
fn read_places(route: &Members<'_>, what: &str) -> Result<Vec<LonLat>> {
    let mut line = Vec::new();
    for leg in route.get("legs").map(|legs| json::list(legs, what)).transpose()?.unwrap_or_default() {
        let Some(points) = Members::read(leg, what)?.get("points") else { continue };
        for point in json::list(points, what)? {
            let point: Value = serde_json::from_str(point.get()).unwrap_or_default();
            let [lon, lat] = ["longitude", "latitude"].map(|name| point[name].as_f64().unwrap_or(f64::NAN));
            line.push(check_vertex(lon, lat, line.len(), what)?);
            check_count(line.len(), what)?;
        }
    }
    Ok(line)
}

/// Adds a line that is GeoJSON or an encoded polyline.
fn add_shape(shape: &RawValue, name: &str, hints: Hints, findings: &mut Findings<'_>) -> Result<()> {
    match json::text(shape) {
        Some(encoded) => polyline::add(&encoded, name, hints, findings),
        None => findings.add_route("line", name, read_line(shape, name)?),
    }
}

/// Reads the geometry of a route that is GeoJSON.
fn read_line(shape: &RawValue, name: &str) -> Result<Vec<LonLat>> {
    let what = describe("route", name);
    let coordinates = Members::read(shape, &what)?.get("coordinates");
    let coordinates = coordinates.ok_or_else(|| bad(format!("{what} has a geometry without \"coordinates\".")))?;
    let positions = json::positions(coordinates, &what)?;
    check_count(positions.len(), &what)?;
    let check = |(vertex, at): (usize, &json::Position)| check_vertex(at.first, at.second, vertex, &what);
    positions.iter().enumerate().map(check).collect()
}

fn read_valhalla(trip: &RawValue, alternates: Option<&RawValue>, findings: &mut Findings<'_>) -> Result<bool> {
    let Ok(trip) = Members::read(trip, ROUTE) else { return Ok(false) };
    add_trip(&trip, findings)?;
    for alternate in alternates.map(|list| json::list(list, ROUTE)).transpose()?.unwrap_or_default() {
        if let Some(trip) = Members::read(alternate, ROUTE)?.get("trip") {
            add_trip(&Members::read(trip, ROUTE)?, findings)?;
        }
    }
    Ok(true)
}

/// Adds a trip of Valhalla as one route: each of its legs begins where the one before ends.
fn add_trip(trip: &Members<'_>, findings: &mut Findings<'_>) -> Result<()> {
    let digits = Some(findings.options.digits.unwrap_or(6));
    let mut line = Vec::new();
    for leg in trip.get("legs").map(|legs| json::list(legs, ROUTE)).transpose()?.unwrap_or_default() {
        let Some(shape) = Members::read(leg, ROUTE)?.get("shape") else { continue };
        line.extend(match json::text(shape) {
            Some(encoded) => polyline::decode(&encoded, "A leg of this trip", digits)?,
            None => read_line(shape, "")?,
        });
        check_count(line.len(), "This trip")?;
    }
    if line.is_empty() {
        return Err(bad("This answer of Valhalla has no shape; ask for it with its legs."));
    }
    findings.add_route("line", "", line)
}
