//! Questions about areas, against each incident decided on its own.

use arbitrary::{Result, Unstructured};
use geobit::area::{Area, touch_tolerance_km};
use geobit::geometry::{self, Shape};
use geobit::questions::geofence::{
    GeofenceAnswers, GeofenceDetail, GeofenceFindings, GeofenceOptions, GeofenceReport, geofence, geofences,
};
use geobit::snapshot::Snapshot;
use serde_json::{Map, Value, json};

use super::super::draw::{radius_km, special_or};
use super::super::readers::check_error;
use super::super::twins::{EARTH_KM2, check_numbers};
use super::{Asked, asked, check_ascending, read_options};

/// See the target `geometry`.
const CLOSE_KM: f64 = 6e-6;

/// Draws the options of a geofence.
pub fn draw_options(u: &mut Unstructured<'_>, options: &mut Map<String, Value>) -> Result<()> {
    let mut add = |name: &str, value: Value| options.insert(name.into(), value);
    if u.ratio(3, 4)? {
        add("radiusKm", json!(radius_km(u)?));
    }
    if u.ratio(1, 3)? {
        let mut rings: Vec<f64> = (0..u.int_in_range(0..=5)?)
            .map(|_| special_or(u, &[0.001, 1.0, 50.0, 2000.0], 0.0, 2000.0))
            .collect::<Result<_>>()?;
        rings.sort_by(f64::total_cmp);
        add("ringsKm", json!(rings));
    }
    if u.ratio(1, 4)? {
        add("detail", json!("rows"));
    }
    if u.ratio(1, 6)? {
        let km = special_or(u, &[0.001, 5.0, 100.0], 0.0, 100.0)?;
        add("repeat", json!({ "km": km, "days": u.int_in_range(0..=3650)?, "permutations": 99 }));
    }
    Ok(())
}

pub fn check(snapshot: &Snapshot, areas: &[Value], options: &Value) {
    let Some(options) = read_options::<GeofenceOptions>(options) else { return };
    let shapes: Vec<Shape> = areas.iter().filter_map(|area| geometry::parse(&area.to_string()).ok()).collect();
    let mut reports = Vec::new();
    for shape in &shapes {
        let Ok(area) = Area::new(shape.clone(), options.radius_km) else { continue };
        match geofence(snapshot, &area, &options) {
            Ok(report) => {
                check_report(snapshot, &area, &options, &report);
                reports.push(report);
            }
            Err(error) => check_error(&error),
        }
    }
    match geofences(snapshot, shapes.clone(), options.clone()) {
        Ok(answers) if reports.len() == shapes.len() => check_batch(&answers, &reports),
        Ok(_) => assert!(shapes.is_empty(), "together all areas are answered, and not one by one"),
        Err(error) => {
            check_error(&error);
            assert!(
                reports.len() < shapes.len() || shapes.is_empty(),
                "one by one all areas are answered, and not together"
            );
        }
    }
}

/// Many areas are answered as single ones are.
fn check_batch(answers: &GeofenceAnswers, reports: &[GeofenceReport]) {
    let rows: Vec<u32> = reports.iter().flat_map(|report| report.rows.clone()).collect();
    match answers {
        GeofenceAnswers::Rows(found) => {
            assert_eq!(found.rows(), rows);
            assert!(found.counts().eq(reports.iter().map(|report| report.counts)));
        }
        GeofenceAnswers::Reports(found) => {
            check_numbers(found);
            let found: Vec<u32> = found.iter().flat_map(|report| report.rows.clone()).collect();
            assert_eq!(found, rows);
        }
    }
}

fn check_report(snapshot: &Snapshot, area: &Area, options: &GeofenceOptions, report: &GeofenceReport) {
    check_numbers(report);
    assert!((0.0..=EARTH_KM2).contains(&report.area_km2), "the area is {} km²", report.area_km2);
    assert_eq!(
        report.to_geojson(snapshot, area).features.iter().filter(|feature| feature.property("id").is_some()).count(),
        report.rows.len()
    );
    let asked = asked!(snapshot, options);
    check_rows(&asked, area, report);
    assert_eq!(report.findings.is_none(), options.detail == GeofenceDetail::Rows);
    if let Some(findings) = &report.findings {
        check_findings(&asked, area, findings);
    }
}

/// The rows are those whose share, each decided on its own, is above 0.
fn check_rows(asked: &Asked<'_>, area: &Area, report: &GeofenceReport) {
    let GeofenceReport { rows, share, counts, .. } = report;
    check_ascending(rows, asked.snapshot);
    assert_eq!(rows.len(), share.len());
    let mut found = rows.iter().zip(share).peekable();
    for row in asked.matching_rows() {
        let point = asked.point(row);
        let expected = if asked.covers(row) { area.share(&point, asked.radius_km(row)) } else { 0.0 };
        let share = found.next_if(|(next, _)| **next as usize == row).map_or(0.0, |(_, share)| *share);
        // Whether a disc is wholly inside, or a point inside at all, is undecided within rounding of the limit.
        let offset = area.offset(&point);
        let from_limit = offset.distance_km - offset.depth_km - area.radius_km();
        let is_close = (from_limit.abs() - asked.radius_km(row)).abs() <= CLOSE_KM;
        assert!(
            (share - expected).abs() < 1e-5 || is_close,
            "row {row} has a share of {share}; decided on its own {expected}"
        );
        assert!(
            (share == 1.0) == (expected == 1.0) || is_close,
            "row {row} has a share of {share}; decided on its own {expected}"
        );
    }
    assert!(found.next().is_none(), "a row is listed that was not asked for: {rows:?}");
    let certain = share.iter().filter(|share| **share == 1.0).count() as u64;
    assert_eq!((counts.certain, counts.certain + counts.possible), (certain, rows.len() as u64));
    let sum: f64 = share.iter().map(|share| f64::from(*share)).sum();
    assert!((counts.expected - sum).abs() <= 1e-6 * (1.0 + sum), "{counts:?}, and the shares add up to {sum}");
}

fn check_findings(asked: &Asked<'_>, area: &Area, findings: &GeofenceFindings) {
    let matching = asked.matching_rows();
    // The windows do not depend on the days asked for.
    let certain: Vec<usize> =
        matching.iter().copied().filter(|&row| area.share(&asked.point(row), asked.radius_km(row)) == 1.0).collect();
    let is_close = |row: &usize| {
        let offset = area.offset(&asked.point(*row));
        ((offset.distance_km - offset.depth_km - area.radius_km()).abs() - asked.radius_km(*row)).abs() <= CLOSE_KM
    };
    let comparison = &findings.history.comparison;
    if !matching.iter().any(is_close) {
        let expected = asked.in_windows(certain.iter().copied());
        assert_eq!((comparison.recent.count, comparison.baseline.count), expected, "counts of the windows");
    }
    let by_kind = findings.by_kind.iter().fold((0, 0), |sum, kind| (sum.0 + kind.recent, sum.1 + kind.baseline));
    assert_eq!(by_kind, (comparison.recent.count, comparison.baseline.count), "kinds add up to the windows");
    for window in [&comparison.recent, &comparison.baseline] {
        let (lower, upper) = window.interval;
        assert!(lower <= window.per_day && window.per_day <= upper, "{window:?}");
    }

    let mut distances: Vec<f64> = nearest_candidates(asked).map(|row| area.distance_km(&asked.point(row))).collect();
    distances.sort_by(f64::total_cmp);
    distances.truncate(10);
    assert_eq!(findings.nearest.len(), distances.len(), "nearest incidents");
    for (found, expected) in findings.nearest.iter().zip(&distances) {
        let own = area.distance_km(&asked.point(found.row as usize));
        assert!(
            (found.distance_km - expected).abs() <= CLOSE_KM && (found.distance_km - own).abs() <= CLOSE_KM,
            "{found:?}: {own} km, {expected} km expected"
        );
        assert!((0.0..=360.0).contains(&found.bearing) && asked.covers(found.row as usize), "{found:?}");
    }

    for ring in &findings.rings {
        let counted = |slack: f64| {
            let within = |row: &usize| {
                let (distance, radius) = (area.distance_km(&asked.point(*row)), asked.radius_km(*row));
                let slack = slack + touch_tolerance_km(radius);
                distance + radius <= ring.to_km + slack
                    && (ring.from_km == 0.0 || distance - radius > ring.from_km - slack)
            };
            asked.in_windows(matching.iter().copied().filter(within))
        };
        let (least, most) = (counted(-CLOSE_KM), counted(CLOSE_KM));
        assert!(least.0 <= ring.recent && ring.recent <= most.0, "{ring:?}: {least:?} to {most:?}");
        assert!(least.1 <= ring.baseline && ring.baseline <= most.1, "{ring:?}: {least:?} to {most:?}");
    }
}

/// The nearest incidents are found by their recorded points, whether or not they can be located.
fn nearest_candidates<'a>(asked: &'a Asked<'_>) -> impl Iterator<Item = usize> + 'a {
    asked.matching_rows().into_iter().filter(|&row| asked.covers(row))
}
