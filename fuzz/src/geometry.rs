//! Any shape as GeoJSON: read, and as an area and a route.

use arbitrary::Unstructured;
use geobit::area::{Area, Size};
use geobit::geo::{GeoPoint, LonLat, distance_km};
use geobit::geometry::{self, Shape};
use geobit::route_line::Route;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Case;
use super::draw::{Region, radius_km, uncertainty_km};
use super::readers::check_error;
use super::twins::{
    EARTH_KM2, FARTHEST_KM, distance_to_line, drawn_vertices, sampled_area_km2, sampled_share, wrapped,
};

/// Distances that are compared may differ by this much, km: within 3 km of a pole, nearest points are right to 3 mm, and
/// distances that are derived from chords to 2 mm.
const CLOSE_KM: f64 = 6e-6;
/// The share of a disc by samples may be off by this much.
const CLOSE_SHARE: f64 = 0.06;

/// A shape, a radius around it, and places with their uncertainty.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Shapes {
    /// GeoJSON, or a text that is none.
    shape: Value,
    #[serde(default)]
    radius_km: Option<f64>,
    /// Longitude, latitude and radius of uncertainty in km.
    #[serde(default)]
    places: Vec<(f64, f64, f64)>,
}

impl Case for Shapes {
    fn from_json(text: &str) -> Option<Self> {
        let plain = || Shapes { shape: Value::String(text.into()), radius_km: Some(20.0), places: Vec::new() };
        Some(serde_json::from_str(text).unwrap_or_else(|_| plain()))
    }

    fn draw(u: &mut Unstructured<'_>) -> arbitrary::Result<Self> {
        let region = Region::draw(u)?;
        let shape = region.shape(u)?;
        let radius_km = if u.arbitrary()? { Some(radius_km(u)?) } else { None };
        let mut place = || {
            let [lon, lat] = region.place(u)?;
            Ok((lon, lat, uncertainty_km(u)?))
        };
        Ok(Shapes { shape, radius_km, places: vec![place()?, place()?] })
    }

    fn check(&self) {
        let text = self.shape.as_str().map_or_else(|| self.shape.to_string(), str::to_owned);
        let places = self
            .places
            .iter()
            .filter(|(lon, lat, km)| lon.abs() <= 180.0 && lat.abs() <= 90.0 && (0.0..=500.0).contains(km));
        let mut places: Vec<(LonLat, f64)> = places.map(|&(lon, lat, km)| (LonLat::new(lon, lat), km)).collect();
        places.truncate(4);
        if let Err(error) = geometry::parse_collection(&text) {
            check_error(&error);
        }
        match geometry::parse(&text) {
            Err(error) => check_error(&error),
            Ok(drawn) => check_shape(drawn, self.radius_km, &places),
        }
    }
}

fn check_shape(drawn: Shape, radius_km: Option<f64>, places: &[(LonLat, f64)]) {
    let paths = || drawn.lines.iter().chain(drawn.polygons.iter().flatten());
    for at in paths().flatten().chain(&drawn.points) {
        assert!(at.lon.is_finite() && at.lat.abs() <= 90.0, "{at:?}");
    }
    assert!(paths().flat_map(|path| path.windows(2)).all(|leg| {
        let span = (leg[1].lon - leg[0].lon).abs();
        span <= 180.0 || span == 360.0
    }));
    assert!(drawn.polygons.iter().flatten().all(|ring| ring.len() >= 4 && ring.first() == ring.last()));
    match Route::new(drawn.clone()) {
        Err(error) => check_error(&error),
        Ok(route) => check_route(&route, places),
    }
    match Area::new(drawn.clone(), radius_km) {
        Err(error) => check_error(&error),
        Ok(area) => {
            check_area(&area, places);
            check_buffers(&drawn, &area, places);
        }
    }
}

fn check_area(area: &Area, places: &[(LonLat, f64)]) {
    let Size { km2, relative_error } = area.size();
    assert!((0.0..=EARTH_KM2).contains(&km2), "the area is {km2} km²");
    // A part of the box around the area is known to this accuracy; the size of most shapes is known much better.
    let (sampled, around) = sampled_area_km2(area, 300);
    let difference = (km2 - sampled).abs();
    assert!(
        difference <= 0.08 * around + (1e-3 + relative_error) * km2,
        "{km2} km² with an error of {relative_error}, by samples {sampled} of {around}"
    );
    assert!(area.bounds_centre().lon.is_finite() && area.bounds_centre().lat.abs() <= 90.0);
    for vertex in drawn_vertices(area).take(5) {
        let lon = wrapped(vertex.lon);
        // Bringing a longitude back may round it, and the vertex away from its edge.
        if [0.0, 360.0, -360.0].iter().any(|turn| lon + turn == vertex.lon && vertex.lon - turn == lon) {
            let at = LonLat::new(lon, vertex.lat);
            assert!(area.contains(&GeoPoint::new(at)), "the vertex {vertex:?} is not in the area");
            check_place(area, at, 1.0);
        }
    }
    for (number, &(at, uncertainty_km)) in places.iter().enumerate() {
        check_place(area, at, uncertainty_km);
        if number < 2 && uncertainty_km > 0.0 {
            let (share, sampled) = (
                f64::from(area.share(&GeoPoint::new(at), uncertainty_km)),
                sampled_share(area, at, uncertainty_km, 200),
            );
            assert!(
                (share - sampled).abs() <= CLOSE_SHARE,
                "the share of {uncertainty_km} km at {at:?} is {share}, by samples {sampled}"
            );
        }
    }
}

/// Membership, distance and share of a place fit each other.
fn check_place(area: &Area, at: LonLat, uncertainty_km: f64) {
    let (point, radius_km) = (GeoPoint::new(at), area.radius_km());
    let (inside, distance, offset) = (area.contains(&point), area.distance_km(&point), area.offset(&point));
    assert!((0.0..=FARTHEST_KM).contains(&distance), "{at:?} is {distance} km away");
    assert!(
        offset.distance_km == distance && (0.0..=FARTHEST_KM).contains(&offset.depth_km),
        "{at:?}: {offset:?}, {distance}"
    );
    if area.polygons_contain(at) {
        assert!(distance == 0.0 && inside, "{at:?} is in a polygon, {distance} km away");
    } else {
        let measured = distance_km(at, offset.nearest);
        assert!(
            (measured - distance).abs() <= CLOSE_KM,
            "{at:?} is {distance} km away, the nearest point {measured} km"
        );
    }
    let is_near_limit = (distance - radius_km).abs() <= CLOSE_KM;
    assert!(
        is_near_limit || inside == (distance < radius_km || distance == 0.0),
        "{at:?} is {distance} km away, and inside: {inside}"
    );
    let mut listed = false;
    area.for_each_inside(&[at.lon], &[at.lat], |_| listed = true);
    assert!(listed == inside || is_near_limit, "{at:?} is listed: {listed}, and inside: {inside}");

    assert_eq!(area.share(&point, 0.0), f32::from(u8::from(inside)), "{at:?}");
    if uncertainty_km > 0.0 {
        let share = area.share(&point, uncertainty_km);
        assert!((0.0..=1.0).contains(&share), "the share of {uncertainty_km} km at {at:?} is {share}");
        assert!(share < 1.0 || inside || is_near_limit, "{at:?} is wholly inside, and its middle is not");
        let reaches = distance - radius_km - uncertainty_km;
        assert!(share == 0.0 || reaches <= CLOSE_KM, "{at:?} has a share of {share}, and is {reaches} km too far away");
        assert!(share > 0.0 || reaches >= -CLOSE_KM, "{at:?} has no share, and is {reaches} km within reach");
    }
}

/// A wider area holds everything that a narrower one holds.
fn check_buffers(drawn: &Shape, area: &Area, places: &[(LonLat, f64)]) {
    let plain = drawn.points.is_empty() && drawn.lines.is_empty();
    let radius_km = area.radius_km();
    let wider = match radius_km {
        0.0 => 25.0,
        km => km * 1.5,
    };
    let narrower = if plain && radius_km > 0.0 { 0.0 } else { radius_km * 0.5 };
    let is_circle = area.site().is_some();
    for (km, is_wider) in [(wider, true), (narrower, false)] {
        if (km == 0.0 && !plain) || km == radius_km || (km > 0.0 && !(0.001..=2000.0).contains(&km)) {
            continue;
        }
        let other = match Area::new(Shape { radius_km: Some(km), ..drawn.clone() }, None) {
            Ok(other) => other,
            Err(error) => panic!("the area is accepted with a radius of {radius_km} km, and not with {km} km: {error}"),
        };
        let (wide, narrow) = if is_wider { (&other, area) } else { (area, &other) };
        let (more, less) = (wide.area_km2(), narrow.area_km2());
        // Buffers are right to 0.1 %; plain polygons and circles are exact.
        let tolerance = if narrow.radius_km() == 0.0 || is_circle { 1e-9 } else { 2e-3 };
        assert!(
            more >= less * (1.0 - tolerance),
            "with {} km {more} km², with {} km {less} km²",
            wide.radius_km(),
            narrow.radius_km()
        );
        for (at, uncertainty_km) in places.iter().take(1) {
            let point = GeoPoint::new(*at);
            assert!(wide.contains(&point) || !narrow.contains(&point), "{at:?} is in the narrower area alone");
            let (more, less) = (wide.share(&point, *uncertainty_km), narrow.share(&point, *uncertainty_km));
            assert!(more >= less - 0.03, "{uncertainty_km} km at {at:?}: {more} with more radius, {less} with less");
        }
    }
}

fn check_route(route: &Route, places: &[(LonLat, f64)]) {
    let (path, length_km) = (route.vertices(), route.length_km());
    assert!(length_km.is_finite() && length_km >= 0.0, "the length is {length_km} km");
    let (first, last) = (path[0], path[path.len() - 1]);
    let direct = distance_km(first, last);
    assert!(length_km >= direct - CLOSE_KM, "the length is {length_km} km, the geodesic {direct} km");
    for (km, vertex) in [(0.0, first), (length_km, last)] {
        assert!(distance_km(route.at(km), vertex) <= CLOSE_KM, "km {km} is at {:?}, not {vertex:?}", route.at(km));
    }
    let section = route.section(length_km * 0.25, length_km * 0.75);
    assert!(section.len() >= 2 && section.iter().all(|at| at.lon.is_finite() && at.lat.abs() <= 90.0));
    // Searching along many legs takes long.
    if path.len() > 30 {
        return;
    }
    for (at, _) in places {
        let nearest = route.trace().nearest(&GeoPoint::new(*at)).expect("a route is somewhere");
        let (distance, along) = (nearest.distance_km, nearest.along_km);
        assert!(
            (0.0..=FARTHEST_KM).contains(&distance) && (0.0..=length_km + CLOSE_KM).contains(&along),
            "{nearest:?}"
        );
        let (searched, measured) = (distance_to_line(path, *at), distance_km(*at, nearest.at));
        // Far away, where no corridor reaches, the foot of the chord is not quite that of the geodesic.
        assert!(
            distance <= searched + 1e-4 + 1e-7 * distance,
            "{at:?} is {distance} km away, and {searched} km by a search"
        );
        assert!(
            (distance - measured).abs() <= CLOSE_KM,
            "{at:?} is {distance} km away, the nearest point {measured} km"
        );
        let on_line = distance_km(nearest.at, route.at(along));
        assert!(on_line <= 1e-2, "km {along} is {on_line} km from the nearest point");
    }
}
