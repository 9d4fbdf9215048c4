//! Reports as GeoJSON: every feature with all its members, and its geometry by measuring it.

use geobit::area::Area;
use geobit::day;
use geobit::geo::{LonLat, distance_km};
use geobit::geometry;
use geobit::questions::geofence::{GeofenceDetail, GeofenceOptions, geofence};
use geobit::questions::route::{RouteDetail, RouteOptions, route};
use geobit::route_line::Route;
use geobit::snapshot::Snapshot;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::incidents::{AS_OF, from_columns, make, middle, samples, wrapped};
use crate::json::{merged, written};

/// The members of a collection besides its features.
fn origin(snapshot: &Snapshot, report: &Value) -> Value {
    let summary = snapshot.summary();
    let mut members = json!({
        "type": "FeatureCollection", "data": summary.name, "dataAsOf": day::format(summary.as_of),
        "licence": summary.licence, "attribution": summary.attribution,
    });
    if summary.origins.len() > 1 {
        members["origins"] = written(&summary.origins);
    }
    for name in ["coverage", "method", "notes"] {
        if !report[name].is_null() {
            members[name] = report[name].clone();
        }
    }
    members
}

fn properties(part: &str, members: &[&Value]) -> Value {
    merged([json!({ "part": part })].into_iter().chain(members.iter().map(|members| (*members).clone())))
}

/// Picks members of a report.
fn picked(report: &Value, names: &[&str]) -> Value {
    let members = names.iter().filter(|name| !report[**name].is_null());
    members.map(|name| (name.to_string(), report[*name].clone())).collect::<serde_json::Map<_, _>>().into()
}

/// Takes the features of a kind from the front, and checks their members.
fn take<'a>(features: &mut &'a [Value], part: &str, expected: &[Value]) -> &'a [Value] {
    let (these, others) = features.split_at(expected.len());
    for (feature, expected) in these.iter().zip(expected) {
        assert_eq!(feature["type"], "Feature");
        assert_eq!(feature["properties"], properties(part, &[expected]));
    }
    *features = others;
    these
}

fn position(value: &Value) -> LonLat {
    let at = LonLat::new(value[0].as_f64().unwrap(), value[1].as_f64().unwrap());
    assert!(at.lon.abs() <= 180.0 && at.lat.abs() <= 90.0);
    at
}

fn positions(value: &Value) -> Vec<LonLat> {
    value.as_array().unwrap().iter().map(position).collect()
}

/// The parts of a line, which is cut at the antimeridian.
fn line_parts(geometry: &Value) -> Vec<Vec<LonLat>> {
    match geometry["type"].as_str().unwrap() {
        "LineString" => vec![positions(&geometry["coordinates"])],
        "MultiLineString" => geometry["coordinates"].as_array().unwrap().iter().map(positions).collect(),
        other => panic!("{other}"),
    }
}

/// The rings of a polygon or of its parts, each part with its outline first.
fn polygon_parts(geometry: &Value) -> Vec<Vec<Vec<LonLat>>> {
    let rings = |rings: &Value| rings.as_array().unwrap().iter().map(positions).collect();
    match geometry["type"].as_str().unwrap() {
        "Polygon" => vec![rings(&geometry["coordinates"])],
        "MultiPolygon" => geometry["coordinates"].as_array().unwrap().iter().map(rings).collect(),
        other => panic!("{other}"),
    }
}

fn is_same(a: LonLat, b: LonLat) -> bool {
    let east = (a.lon - b.lon + 540.0).rem_euclid(360.0) - 180.0;
    east.abs() < 1e-8 && (a.lat - b.lat).abs() < 1e-8
}

fn check_line(geometry: &Value, line: &Route, from_km: f64, to_km: f64) {
    let parts = line_parts(geometry);
    assert!(is_same(parts[0][0], line.at(from_km)), "{parts:?}");
    assert!(is_same(*parts[parts.len() - 1].last().unwrap(), line.at(to_km)), "{parts:?}");
    // A part on one meridian may be a single place twice.
    let lengths =
        parts.iter().map(|part| Route::from_vertices(part.iter().copied()).map_or(0.0, |part| part.length_km()));
    assert!((lengths.sum::<f64>() - (to_km - from_km)).abs() < 1e-5);
    for ends in parts.windows(2) {
        let (last, first) = (*ends[0].last().unwrap(), ends[1][0]);
        assert!(is_same(last, first) && last.lon == -first.lon && last.lon.abs() == 180.0, "{last:?} {first:?}");
    }
}

/// Every vertex of a band is on one of its circles, or where it is cut at the antimeridian.
fn check_band(geometry: &Value, site: LonLat, ring: &Value) {
    let (from, to) = (ring["fromKm"].as_f64().unwrap(), ring["toKm"].as_f64().unwrap());
    let parts = polygon_parts(geometry);
    let mut vertices = [0, 0];
    for rings in &parts {
        for (number, ring) in rings.iter().enumerate() {
            assert_eq!(ring[0], ring[ring.len() - 1]);
            let twice_area: f64 =
                ring.windows(2).map(|ends| ends[0].lon * ends[1].lat - ends[1].lon * ends[0].lat).sum();
            assert_eq!(twice_area > 0.0, number == 0, "the inside is to the left of each ring");
            for at in &ring[1..] {
                let distance = distance_km(site, *at);
                let circle = [from, to].iter().position(|km| (km - distance).abs() < 1e-5);
                match circle {
                    Some(circle) => vertices[circle] += 1,
                    None => assert_eq!(at.lon.abs(), 180.0, "{distance} {ring:?}"),
                }
            }
        }
    }
    assert!(vertices[1] >= 72 && (vertices[0] >= 72) == (from > 0.0), "{vertices:?}");
}

fn drawn(kind: usize, (lon, lat): (f64, f64)) -> (Value, Option<f64>) {
    let at = |x: f64, y: f64| json!([wrapped(lon + x), lat + y]);
    let square = |reach: f64| {
        json!([at(-reach, -reach), at(reach, -reach), at(reach, reach), at(-reach, reach), at(-reach, -reach)])
    };
    match kind {
        0 => (json!({ "type": "Point", "coordinates": at(0.0, 0.0) }), Some(40.0)),
        1 => (json!({ "type": "MultiPoint", "coordinates": [at(0.0, 0.0), at(0.5, 0.1)] }), Some(20.0)),
        2 => (json!({ "type": "LineString", "coordinates": [at(-0.5, 0.0), at(0.5, 0.3)] }), Some(20.0)),
        3 => (json!({ "type": "Polygon", "coordinates": [square(0.6), square(0.2)] }), None),
        _ => {
            let parts = [drawn(0, (lon, lat)).0, drawn(2, (lon, lat)).0, drawn(3, (lon, lat)).0];
            (json!({ "type": "GeometryCollection", "geometries": parts }), Some(10.0))
        }
    }
}

/// The area as it was drawn, whatever it was cut into.
fn check_area(geometry: &Value, kind: usize, middle: (f64, f64)) {
    let at = |x: f64, y: f64| LonLat::new(wrapped(middle.0 + x), middle.1 + y);
    match kind {
        0 => assert!(is_same(position(&geometry["coordinates"]), at(0.0, 0.0)), "{geometry}"),
        1 => {
            let points = positions(&geometry["coordinates"]);
            assert!(geometry["type"] == "MultiPoint" && points.len() == 2 && is_same(points[1], at(0.5, 0.1)));
        }
        2 => {
            let line = Route::from_vertices([at(-0.5, 0.0), at(0.5, 0.3)]).unwrap();
            check_line(geometry, &line, 0.0, line.length_km());
        }
        3 => {
            let degrees = |ring: &Vec<LonLat>| -> f64 {
                ring.windows(2).map(|ends| ends[0].lon * ends[1].lat - ends[1].lon * ends[0].lat).sum::<f64>() / 2.0
            };
            let area: f64 = polygon_parts(geometry).iter().flatten().map(degrees).sum();
            assert!((area - 1.2 * 1.2 + 0.4 * 0.4).abs() < 1e-6, "{area}");
        }
        _ => {
            let parts = geometry["geometries"].as_array().unwrap();
            assert_eq!((&geometry["type"], parts.len()), (&json!("GeometryCollection"), 3));
            [0, 2, 3].into_iter().zip(parts).for_each(|(kind, part)| check_area(part, kind, middle));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_geofence_as_geojson_says_what_its_report_says(
        samples in samples(1.0, 40), middle in middle(), kind in 0..5usize, source in 0..3usize,
        detail in prop::sample::select(vec![GeofenceDetail::Full, GeofenceDetail::Full, GeofenceDetail::Rows]),
    ) {
        let snapshot = make(source, middle, &samples, Some(AS_OF));
        let (shape, radius_km) = drawn(kind, middle);
        let area = Area::new(geometry::parse(&shape.to_string()).unwrap(), radius_km).unwrap();
        let options = GeofenceOptions { rings_km: vec![30.0, 400.0], detail, ..GeofenceOptions::default() };
        let report = geofence(&snapshot, &area, &options).unwrap();
        let mut found = written(&report.to_geojson(&snapshot, &area));
        let report = written(&report);
        let features = found.as_object_mut().unwrap().remove("features").unwrap();
        prop_assert_eq!(&found, &origin(&snapshot, &report));
        let mut features = features.as_array().unwrap().as_slice();
        let counts = merged([json!({ "radiusKm": area.radius_km() }), picked(&report, &["areaKm2", "counts", "byOrigin", "coverage", "verdictText"])]);
        check_area(&take(&mut features, "area", &[counts])[0]["geometry"], kind, middle);
        let rows = report["rows"].as_array().unwrap().iter().map(|row| row.as_u64().unwrap() as usize);
        let shares = report["share"].as_array().unwrap();
        let records: Vec<Value> = rows
            .zip(shares)
            .map(|(row, share)| merged([written(&snapshot.record(row)), json!({ "share": share })]))
            .collect();
        for (feature, record) in take(&mut features, "incident", &records).iter().zip(&records) {
            let at = LonLat::new(record["lon"].as_f64().unwrap(), record["lat"].as_f64().unwrap());
            prop_assert!(is_same(position(&feature["geometry"]["coordinates"]), at));
        }
        let rings = report["rings"].as_array().cloned().unwrap_or_default();
        for (feature, ring) in take(&mut features, "ring", &rings).iter().zip(&rings) {
            match area.site() {
                Some(site) => check_band(&feature["geometry"], site, ring),
                None => prop_assert!(feature["geometry"].is_null()),
            }
        }
        prop_assert!(features.is_empty());
    }

    #[test]
    fn a_route_as_geojson_says_what_its_report_says(
        samples in samples(0.6, 40), middle in middle(), source in 0..3usize,
        path in prop::collection::vec((-0.5..0.5f64, -0.5..0.5f64), 2..6),
        detail in prop::sample::select(vec![RouteDetail::Full, RouteDetail::Full, RouteDetail::Rows, RouteDetail::Exposure]),
    ) {
        let snapshot = make(source, middle, &samples, Some(AS_OF));
        let line = crate::roads::line_through(middle, &path);
        let options = RouteOptions { corridor_km: 15.0, segment_km: 11.0, detail, ..RouteOptions::fixed() };
        let report = route(&snapshot, &line, &options).unwrap();
        let mut found = written(&report.to_geojson(&snapshot, &line));
        let report = written(&report);
        let features = found.as_object_mut().unwrap().remove("features").unwrap();
        prop_assert_eq!(&found, &origin(&snapshot, &report));
        let mut features = features.as_array().unwrap().as_slice();
        let names = ["lengthKm", "hours", "byOrigin", "coverage", "legs", "exposure", "encounter"];
        let whole = merged([picked(&report, &names), picked(&report["status"], &["verdictText"])]);
        check_line(&take(&mut features, "route", &[whole])[0]["geometry"], &line, 0.0, line.length_km());
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let (distances, positions) = (list(&report["distanceKm"]), list(&report["alongKm"]));
        let record = |(number, row): (usize, &Value)| {
            let said = json!({ "distanceKm": distances[number], "alongKm": positions[number] });
            merged([written(&snapshot.record(row.as_u64().unwrap() as usize)), said])
        };
        let records: Vec<Value> = list(&report["rows"]).iter().enumerate().map(record).collect();
        take(&mut features, "incident", &records);
        for part in ["segment", "stretch"] {
            let parts = list(&report[if part == "segment" { "segments" } else { "stretches" }]);
            for (feature, part) in take(&mut features, part, &parts).iter().zip(&parts) {
                check_line(&feature["geometry"], &line, part["fromKm"].as_f64().unwrap(), part["toKm"].as_f64().unwrap());
            }
        }
        prop_assert!(features.is_empty());
    }
}

#[test]
fn no_band_is_drawn_where_it_reaches_a_pole() {
    let snapshot = from_columns((0.0, 0.0), &[(0.0, 0.0, 1, 0.0, 0, [0, 0])], None);
    for (lat, drawn) in [(80.0, [true, false]), (-80.0, [true, false]), (10.0, [true, true])] {
        let area = Area::circle(LonLat::new(20.0, lat), 1.0).unwrap();
        let options = GeofenceOptions { rings_km: vec![1000.0, 1200.0], ..GeofenceOptions::default() };
        let found = geofence(&snapshot, &area, &options).unwrap().to_geojson(&snapshot, &area);
        let rings = found.features.iter().filter(|one| one.property("part").unwrap() == "ring");
        assert!(rings.map(|ring| ring.geometry.is_some()).eq(drawn), "{lat}");
    }
}
