//! Questions about routes, against each incident decided on its own and the intensity by its definition.

use std::f64::consts::PI;

use arbitrary::{Result, Unstructured};
use geobit::area::touch_tolerance_km;
use geobit::geo::distance_km;
use geobit::geometry;
use geobit::questions::forecast::Intensity;
use geobit::questions::route::{
    CorridorIncidents, RouteDetail, RouteFindings, RouteOptions, RouteReport, RouteRisk, SweepCache, intensity, route,
    route_incremental,
};
use geobit::questions::routes::{CompareOptions, routes};
use geobit::route_line::Route;
use geobit::snapshot::Snapshot;
use serde_json::{Map, Value, json};

use super::super::draw::{pick, special_or};
use super::super::readers::check_error;
use super::super::twins::{check_numbers, distance_to_line};
use super::intensities::{self, EXTENT_STEP_KM, Expected, Twin};
use super::{Asked, asked, check_ascending, read_options};

/// Distances and positions in reports are single-precision numbers.
const CLOSE: f64 = 2.0 * f32::EPSILON as f64;

/// Draws the options of a route.
pub fn draw_options(u: &mut Unstructured<'_>, options: &mut Map<String, Value>) -> Result<()> {
    let numbers: [(&str, &[f64], f64); 6] = [
        ("corridorKm", &[0.001, 5.0, 500.0], 500.0),
        ("segmentKm", &[0.1, 5.0, 1000.0], 1000.0),
        ("speedKmh", &[0.1, 1.0, 40.0, 300.0], 300.0),
        ("encounterKm", &[0.001, 1.0, 50.0], 50.0),
        ("halfLifeDays", &[0.1, 1.0, 30.0, 3650.0], 3650.0),
        ("bandwidthKm", &[0.1, 5.0, 100.0], 100.0),
    ];
    for (name, special, most) in numbers {
        if u.ratio(1, 3)? {
            options.insert(name.into(), json!(special_or(u, special, 0.0, most)?));
        }
    }
    if u.ratio(1, 5)? {
        let stop = json!({ "km": special_or(u, &[0.0, 1.0], 0.0, 50.0)?, "hours": special_or(u, &[0.0, 2.0, 1e4], 0.0, 24.0)? });
        options.insert("stops".into(), json!([stop]));
    }
    if u.ratio(1, 5)? {
        let speed = json!({ "fromKm": special_or(u, &[0.0, 1.0], 0.0, 50.0)?, "kmh": special_or(u, &[1.0, 300.0], 1.0, 300.0)? });
        options.insert("speeds".into(), json!([speed]));
    }
    if u.ratio(1, 4)? {
        options.insert("intensity".into(), json!(pick(u, &["fitted", "fixed"])?));
    }
    if u.ratio(1, 3)? {
        options.insert("detail".into(), json!(pick(u, &["rows", "exposure"])?));
    }
    Ok(())
}

/// Draws the options of a comparison of routes.
pub fn draw_compare(u: &mut Unstructured<'_>) -> Result<Value> {
    let mut options = Map::new();
    for (name, special, most) in [("sharedKm", &[0.001, 0.5, 100.0], 100.0), ("siteKm", &[0.001, 5.0, 500.0], 500.0)] {
        if u.ratio(1, 2)? {
            options.insert(name.into(), json!(special_or(u, special, 0.0, most)?));
        }
    }
    if u.ratio(1, 2)? {
        options.insert("below".into(), json!(special_or(u, &[1e-9, 0.1, 1.0, 1e9], 0.0, 2.0)?));
    }
    options.insert("rounds".into(), json!(99));
    Ok(Value::Object(options))
}

pub fn check(snapshot: &Snapshot, lines: &[Value], options: &Value, compare: Option<&Value>) {
    let Some(options) = read_options::<RouteOptions>(options) else { return };
    let parse = |line: &Value| geometry::parse(&line.to_string()).and_then(Route::new).ok();
    let lines: Vec<Route> = lines.iter().filter_map(parse).collect();
    let mut cache = SweepCache::default();
    let mut answered = Vec::new();
    for line in &lines {
        match route(snapshot, line, &options) {
            Ok(report) => {
                check_report(snapshot, line, &options, &report);
                check_incremental(&mut cache, snapshot, line, &options, &report);
                answered.push(report);
            }
            Err(error) => check_error(&error),
        }
    }
    let Some(compare) = compare.and_then(read_options::<CompareOptions>) else { return };
    let full = RouteOptions { detail: RouteDetail::Full, ..options };
    match routes(snapshot, &lines, &vec![full; lines.len()], &compare) {
        Ok(report) => {
            check_numbers(&report);
            assert_eq!(
                (report.routes.len(), report.pairs.len()),
                (lines.len(), lines.len() * lines.len().saturating_sub(1) / 2)
            );
            for pair in &report.pairs {
                let Some((lower, upper)) = pair.interval else { continue };
                let slack = 1e-9 * (1.0 + pair.difference.abs());
                assert!(lower <= pair.difference + slack && pair.difference <= upper + slack, "{pair:?}");
            }
        }
        Err(error) => check_error(&error),
    }
}

/// A question that reuses parts of the one before is answered as one by itself.
fn check_incremental(
    cache: &mut SweepCache,
    snapshot: &Snapshot,
    line: &Route,
    options: &RouteOptions,
    fresh: &RouteReport,
) {
    for _ in 0..2 {
        let reused = route_incremental(cache, snapshot, line, options).expect("it was answered before");
        assert_eq!(reused.corridor, fresh.corridor);
        if let (Some(reused), Some(fresh)) = (&reused.risk, &fresh.risk) {
            let close = |a: f64, b: f64| (a - b).abs() <= 1e-4 * a.abs().max(b.abs()) + 1e-14;
            assert!(
                close(reused.exposure.integral, fresh.exposure.integral),
                "{reused:?} with the cache, {fresh:?} without"
            );
            assert!(
                close(reused.encounter.expected, fresh.encounter.expected),
                "{reused:?} with the cache, {fresh:?} without"
            );
        }
    }
}

fn check_report(snapshot: &Snapshot, line: &Route, options: &RouteOptions, report: &RouteReport) {
    check_numbers(report);
    report.to_geojson(snapshot, line);
    let asked = asked!(snapshot, options);
    let timeline = &report.timeline;
    assert!(timeline.km.windows(2).chain(timeline.hours.windows(2)).all(|two| two[0] <= two[1]), "{timeline:?}");
    assert!(timeline.km.len() == timeline.hours.len() && timeline.hours.last() == Some(&report.hours), "{timeline:?}");
    if let Some(corridor) = &report.corridor {
        check_corridor(&asked, line, options, corridor);
    }
    if let Some(risk) = &report.risk {
        check_risk(&asked, line, options, risk);
    }
    if let Some(findings) = &report.findings {
        intensities::check_method(&asked, options, findings);
    }
    if let (Some(findings), Some(corridor), Some(risk)) = (&report.findings, &report.corridor, &report.risk) {
        check_findings(&asked, line, options, findings, corridor, risk);
    }
}

/// The incidents in the corridor are those that a search along the line finds there.
fn check_corridor(asked: &Asked<'_>, line: &Route, options: &RouteOptions, corridor: &CorridorIncidents) {
    let CorridorIncidents { rows, distance_km: distances, along_km } = corridor;
    check_ascending(rows, asked.snapshot);
    assert!(rows.len() == distances.len() && rows.len() == along_km.len());
    let limit = options.corridor_km;
    let searches = line.vertices().len() <= 30;
    for row in asked.matching_rows().into_iter().filter(|&row| asked.covers(row)) {
        match rows.binary_search(&(row as u32)) {
            Ok(index) => {
                let (distance, along) = (f64::from(distances[index]), f64::from(along_km[index]));
                assert!(distance <= limit * (1.0 + CLOSE) + 3e-5, "row {row} is {distance} km away");
                assert!(along <= line.length_km() * (1.0 + CLOSE) + 1e-9, "row {row} is at km {along}");
                let measured = distance_km(asked.at(row), line.at(along));
                assert!(
                    (measured - distance).abs() <= 0.012 + CLOSE * (along + distance),
                    "row {row} is {distance} km away, its place on the route {measured} km"
                );
            }
            Err(_) if searches => {
                let searched = distance_to_line(line.vertices(), asked.at(row));
                assert!(searched > limit - 1e-4, "row {row} is not in the corridor, and {searched} km away");
            }
            Err(_) => {}
        }
    }
    assert!(rows.iter().all(|&row| asked.matches(row as usize) && asked.covers(row as usize)), "{rows:?}");
}

/// The exposure is the integral of the intensity, which is the sum of all kernels and, where it is fitted, a uniform part.
fn check_risk(asked: &Asked<'_>, line: &Route, options: &RouteOptions, risk: &RouteRisk) {
    let twin = Twin::new(asked, options);
    let length_km = line.length_km();
    let by_definition = |km: f64| twin.at(line.at(km));
    for share in [0.0, 0.31, 0.5, 0.87, 1.0] {
        let Expected { kernels, uniform, doubtful } = by_definition(length_km * share);
        let expected = kernels + uniform;
        let found =
            intensity(asked.snapshot, line, options, line.at(length_km * share)).expect("it was answered before");
        assert!(
            (found - expected).abs() <= 0.01 * expected + doubtful + twin.cut,
            "λ is {found} at {share} of the route, by its definition {expected}"
        );
        let peak = risk.exposure.peak.value;
        assert!(
            peak >= (expected - doubtful) * 0.995 - twin.cut,
            "the peak is {peak}, and λ at {share} of the route {expected}"
        );
    }
    let (exposure, encounter) = (&risk.exposure, &risk.encounter);
    assert!((exposure.mean * length_km - exposure.integral).abs() <= 1e-9 * exposure.integral, "{exposure:?}");
    assert!(exposure.mean <= exposure.peak.value * 1.001 + twin.cut, "{exposure:?}");
    let expected = encounter.expected;
    // The interval is that of the fixed intensity, and of no other.
    let fixed = RouteOptions { intensity: Some(Intensity::Fixed), detail: RouteDetail::Exposure, ..options.clone() };
    let by_fixed = route(asked.snapshot, line, &fixed).expect("it was answered before").risk.expect("it was asked for");
    let (lower, upper) = by_fixed.encounter.interval;
    let within = by_fixed.encounter.expected;
    assert!(lower <= within * (1.0 + 1e-9) && within <= upper * (1.0 + 1e-9) + 1e-300, "{by_fixed:?}");
    assert_eq!((lower, upper), encounter.interval, "the interval of the fixed intensity");

    let step_km = twin.least_bandwidth_km() / 4.0;
    let steps = (length_km / step_km).ceil();
    if steps * twin.work() as f64 > 8000.0 || length_km == 0.0 {
        return;
    }
    let step_km = length_km / steps;
    let places: Vec<Expected> =
        (0..steps as u32).map(|step| by_definition((f64::from(step) + 0.5) * step_km)).collect();
    let integral = places.iter().map(|place| place.kernels + place.uniform).sum::<f64>() * step_km;
    // Whether the record reaches a place is asked every few kilometres.
    let ends = places.windows(2).filter(|two| (two[0].uniform > 0.0) != (two[1].uniform > 0.0)).count();
    let doubtful_km = (ends + 2) as f64 * twin.uniform * EXTENT_STEP_KM;
    let doubtful = if twin.may_end_within(line) { doubtful_km } else { 0.0 };
    assert!(
        (exposure.integral - integral).abs() <= 0.02 * integral + doubtful + twin.cut * length_km,
        "the integral is {}, by its definition {integral}",
        exposure.integral
    );
    if options.speeds.is_empty() {
        let at_stops: Vec<(f64, Expected)> =
            options.stops.iter().map(|stop| (stop.hours, by_definition(stop.km))).collect();
        let sum = |part: fn(&Expected) -> f64| at_stops.iter().map(|(hours, place)| hours * part(place)).sum::<f64>();
        let stops = sum(|place| place.kernels + place.uniform);
        let driven = integral / options.speed_kmh;
        let factor = PI * options.encounter_km.powi(2) / 24.0;
        let hours = length_km / options.speed_kmh + options.stops.iter().map(|stop| stop.hours).sum::<f64>();
        let slack = twin.cut * hours + doubtful / options.speed_kmh + sum(|place| place.doubtful);
        assert!(
            (expected - factor * (driven + stops)).abs() <= factor * (0.02 * (driven + stops) + slack),
            "{expected} encounters, by definition {}",
            factor * (driven + stops)
        );
    }
}

/// Segments follow each other and add up to the route.
fn check_findings(
    asked: &Asked<'_>,
    line: &Route,
    options: &RouteOptions,
    findings: &RouteFindings,
    corridor: &CorridorIncidents,
    risk: &RouteRisk,
) {
    let (segments, length_km) = (&findings.segments, line.length_km());
    assert!(segments.windows(2).all(|two| (two[0].to_km - two[1].from_km).abs() <= 1e-9 * length_km), "{segments:?}");
    let ends = (segments.first().map(|first| first.from_km), segments.last().map(|last| last.to_km));
    assert!(ends.0 == Some(0.0) && ends.1.is_some_and(|end| (end - length_km).abs() <= 1e-9 * length_km), "{ends:?}");
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(b.abs()) + 1e-300;
    let integral = segments.iter().map(|segment| segment.integral).sum::<f64>();
    assert!(
        close(integral, risk.exposure.integral),
        "segments add up to {integral}, the route is {}",
        risk.exposure.integral
    );
    let expected = segments.iter().map(|segment| segment.expected).sum::<f64>();
    assert!(
        close(expected, risk.encounter.expected),
        "segments add up to {expected}, the route is {}",
        risk.encounter.expected
    );

    let is_certain = |index: &usize| {
        let radius_km = asked.radius_km(corridor.rows[*index] as usize);
        let touch_km = touch_tolerance_km(radius_km);
        radius_km == 0.0 || f64::from(corridor.distance_km[*index]) + radius_km <= options.corridor_km + touch_km
    };
    let certain: Vec<usize> =
        (0..corridor.rows.len()).filter(is_certain).map(|index| corridor.rows[index] as usize).collect();
    let counted = segments.iter().map(|segment| segment.count).sum::<u64>();
    assert_eq!(counted, certain.len() as u64, "segments count {counted} certain incidents");
    let comparison = &findings.status.history.comparison;
    if asked.from.is_none() && asked.to.is_none() {
        assert_eq!((comparison.recent.count, comparison.baseline.count), asked.in_windows(certain.into_iter()));
    }
    let shares = findings.stretches.iter().map(|stretch| stretch.share).sum::<f64>();
    assert!(shares <= 1.0 + 1e-9, "the stretches hold {shares} of the encounter expectation");
}
