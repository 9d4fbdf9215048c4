//! The answers of routing services: OSRM and Mapbox, openrouteservice, GraphHopper, Valhalla, Google and TomTom.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::bad;
use super::findings::{Findings, check_count, check_vertex, describe};
use super::json::{Capped, Position, Text};
use super::polyline::{self, Hints};
use crate::error::{Result, quote_excerpt};
use crate::geo::LonLat;

/// Services give a few alternatives.
const MOST: usize = 1000;

/// The members of an answer by which a service is known.
#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct Answer<'a> {
    #[serde(rename = "type")]
    kind: Option<Value>,
    /// OSRM, Mapbox, openrouteservice, Google, TomTom.
    #[serde(borrow)]
    routes: Option<&'a RawValue>,
    /// OSRM: a track matched to roads.
    #[serde(borrow)]
    matchings: Option<&'a RawValue>,
    /// OSRM: a round trip.
    #[serde(borrow)]
    trips: Option<&'a RawValue>,
    /// GraphHopper.
    #[serde(borrow)]
    paths: Option<&'a RawValue>,
    /// Valhalla.
    #[serde(borrow)]
    trip: Option<&'a RawValue>,
    #[serde(borrow)]
    alternates: Option<&'a RawValue>,
    waypoints: Option<Value>,
    /// What OSRM says instead of routes.
    code: Option<Value>,
    /// What Google says instead of routes.
    status: Option<Value>,
}

/// One route of an answer. Each service has some of the members.
#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct ServiceRoute<'a> {
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
    #[serde(borrow)]
    points: Option<&'a RawValue>,
    points_encoded_multiplier: Option<f64>,
    overview_polyline: Option<Encoded>,
    polyline: Option<GooglePolyline>,
    #[serde(borrow)]
    legs: Option<Capped<Leg<'a>, MOST>>,
    /// HERE.
    sections: Option<Value>,
    summary: Option<Value>,
    bbox: Option<Value>,
}

#[derive(Deserialize)]
struct Encoded {
    points: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GooglePolyline {
    encoded_polyline: Option<String>,
    geo_json_linestring: Option<Line>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct Leg<'a> {
    /// Valhalla: an encoded polyline, or GeoJSON.
    #[serde(borrow)]
    shape: Option<&'a RawValue>,
    /// TomTom.
    points: Option<Capped<LatLon, { super::MAX_ROUTE_VERTICES + 1 }>>,
}

#[derive(Deserialize)]
struct LatLon {
    latitude: f64,
    longitude: f64,
}

#[derive(Deserialize)]
struct Line {
    coordinates: Capped<Position, { super::MAX_ROUTE_VERTICES + 1 }>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct Trip<'a> {
    #[serde(borrow, default)]
    legs: Capped<Leg<'a>, MOST>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct Alternate<'a> {
    #[serde(borrow)]
    trip: Trip<'a>,
}

/// Reads the answer of a routing service. Returns whether the document is one.
pub(super) fn read(document: &RawValue, findings: &mut Findings<'_>) -> Result<bool> {
    if !document.get().starts_with('{') {
        return Ok(false);
    }
    let Ok(answer) = serde_json::from_str::<Answer<'_>>(document.get()) else { return Ok(false) };
    if answer.kind.is_some() {
        return Ok(false);
    }
    if let Some(trip) = answer.trip {
        return read_valhalla(trip, answer.alternates, findings);
    }
    let Some(list) = answer.routes.or(answer.matchings).or(answer.trips).or(answer.paths) else {
        return refuse_answer_without_route(&answer);
    };
    let Ok(routes) = serde_json::from_str::<Capped<ServiceRoute<'_>, MOST>>(list.get()) else { return Ok(false) };
    if routes.total == 0 {
        return Err(bad("This answer of a routing service holds no route."));
    }
    let start = start_of(&answer);
    for (number, route) in (1..).zip(&routes.items) {
        add_route(route, start, findings)
            .map_err(|error| if error.at.row.is_none() { error.at_row(number) } else { error })?;
    }
    Ok(true)
}

fn refuse_answer_without_route(answer: &Answer<'_>) -> Result<bool> {
    let word = [&answer.code, &answer.status].into_iter().flatten().find_map(Value::as_str);
    match word.filter(|word| word.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '_')) {
        Some(word) if word != "Ok" && word != "OK" => {
            Err(bad(format!("This is the answer of a routing service that found no route: {}.", quote_excerpt(word))))
        }
        _ => Ok(false),
    }
}

/// Returns where the first waypoint of OSRM is.
fn start_of(answer: &Answer<'_>) -> Option<LonLat> {
    lon_lat(answer.waypoints.as_ref()?.get(0)?.get("location")?)
}

fn lon_lat(value: &Value) -> Option<LonLat> {
    Some(LonLat::new(value.get(0)?.as_f64()?, value.get(1)?.as_f64()?))
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

fn add_route(route: &ServiceRoute<'_>, start: Option<LonLat>, findings: &mut Findings<'_>) -> Result<()> {
    let name = route.summary.as_ref().and_then(Value::as_str).unwrap_or_default();
    let start = start.or_else(|| route.bbox.as_ref().and_then(middle));
    let five = Hints { digits: Some(5), ..Hints::default() };
    if let Some(Encoded { points }) = &route.overview_polyline {
        return polyline::add(points, name, five, findings);
    }
    if let Some(GooglePolyline { encoded_polyline: Some(points), .. }) = &route.polyline {
        return polyline::add(points, name, five, findings);
    }
    if let Some(GooglePolyline { geo_json_linestring: Some(line), .. }) = &route.polyline {
        return findings.add_route("line", name, check_line(line, name)?);
    }
    if let Some(shape) = route.geometry.or(route.points) {
        let digits = match route.points_encoded_multiplier {
            Some(100_000.0) => Some(5),
            Some(1_000_000.0) => Some(6),
            _ => findings.options.digits,
        };
        // A box with altitudes has six numbers.
        let has_altitudes = route.bbox.as_ref().and_then(Value::as_array).is_some_and(|bbox| bbox.len() == 6);
        let size = has_altitudes.then_some(3);
        return add_shape(shape, name, Hints { digits, start, size }, findings);
    }
    if route.sections.is_some() {
        return Err(bad(
            "This answer has the flexible polylines of HERE, which are not read; ask the service for GeoJSON, or export GPX.",
        ));
    }
    let legs = route.legs.as_ref().map_or(&[][..], |legs| &legs.items);
    let places: Vec<&LatLon> =
        legs.iter().filter_map(|leg| leg.points.as_ref()).flat_map(|points| &points.items).collect();
    if places.is_empty() {
        return Err(bad("A route of this answer has no geometry; ask the service for its full geometry."));
    }
    let what = describe("route", name);
    check_count(places.len(), &what)?;
    let check = |(vertex, at): (usize, &&LatLon)| check_vertex(at.longitude, at.latitude, vertex, &what);
    let line = places.iter().enumerate().map(check).collect::<Result<Vec<_>>>()?;
    findings.add_route("line", name, line)
}

/// Adds a line that is GeoJSON or an encoded polyline.
fn add_shape(shape: &RawValue, name: &str, hints: Hints, findings: &mut Findings<'_>) -> Result<()> {
    match serde_json::from_str::<Text<'_>>(shape.get()) {
        Ok(Text(encoded)) => polyline::add(&encoded, name, hints, findings),
        Err(_) => {
            let line = read_line(shape)?;
            findings.add_route("line", name, check_line(&line, name)?)
        }
    }
}

fn read_line(shape: &RawValue) -> Result<Line> {
    serde_json::from_str(shape.get())
        .map_err(|error| super::json::unreadable("The geometry of a route in this answer", &error))
}

fn check_line(line: &Line, name: &str) -> Result<Vec<LonLat>> {
    let what = describe("route", name);
    check_count(line.coordinates.total, &what)?;
    let check = |(vertex, at): (usize, &Position)| check_vertex(at.first, at.second, vertex, &what);
    line.coordinates.items.iter().enumerate().map(check).collect()
}

fn read_valhalla(trip: &RawValue, alternates: Option<&RawValue>, findings: &mut Findings<'_>) -> Result<bool> {
    let Ok(trip) = serde_json::from_str::<Trip<'_>>(trip.get()) else { return Ok(false) };
    add_trip(&trip, findings)?;
    let alternates: Option<Capped<Alternate<'_>, MOST>> =
        alternates.and_then(|list| serde_json::from_str(list.get()).ok());
    alternates.iter().flat_map(|list| &list.items).try_for_each(|alternate| add_trip(&alternate.trip, findings))?;
    Ok(true)
}

/// Adds a trip of Valhalla as one route: each of its legs begins where the one before ends.
fn add_trip(trip: &Trip<'_>, findings: &mut Findings<'_>) -> Result<()> {
    let digits = Some(findings.options.digits.unwrap_or(6));
    let mut line = Vec::new();
    for shape in trip.legs.items.iter().filter_map(|leg| leg.shape) {
        let leg = match serde_json::from_str::<Text<'_>>(shape.get()) {
            Ok(Text(encoded)) => polyline::decode(&encoded, "A leg of this trip", digits)?,
            Err(_) => check_line(&read_line(shape)?, "")?,
        };
        line.extend(leg);
        check_count(line.len(), "This trip")?;
    }
    if line.is_empty() {
        return Err(bad("This answer of Valhalla has no shape; ask for it with its legs."));
    }
    findings.add_route("line", "", line)
}
