//! Coverage against plain distances, and what it says.

use super::*;
use crate::area::Area;
use crate::geo::{LonLat, direct, distance_km};
use crate::geometry::parse;
use crate::load::{LoadOptions, load_columns};
use crate::questions::geofence::{GeofenceOptions, GeofenceReport, geofence};
use crate::questions::route::{RouteOptions, RouteReport, route};
use crate::route_line::Route;
use crate::snapshot::{ColumnSource, Snapshot};
use crate::words::Language;
use proptest::prelude::*;

/// 30 May 2026.
const AS_OF: Day = 20_603;

/// A snapshot of incidents at these places, on these days before the date of the data; NaN stands for no uncertainty radius.
fn snapshot(incidents: &[(f64, f64, i32, f32)]) -> Snapshot {
    let columns = ColumnSource {
        lon: incidents.iter().map(|one| one.0).collect(),
        lat: incidents.iter().map(|one| one.1).collect(),
        day: incidents.iter().map(|one| AS_OF - one.2).collect(),
        uncertainty_km: Some(incidents.iter().map(|one| one.3).collect()),
        ..ColumnSource::default()
    };
    load_columns(columns, LoadOptions { as_of: Some(AS_OF), ..LoadOptions::default() }).unwrap()
}

fn area_report(snapshot: &Snapshot, shape: &str, options: &GeofenceOptions) -> GeofenceReport {
    let area = Area::new(parse(shape).unwrap(), options.radius_km).unwrap();
    geofence(snapshot, &area, options).unwrap()
}

fn around(snapshot: &Snapshot, lon: f64, lat: f64, km: f64, options: &GeofenceOptions) -> Coverage {
    let options = GeofenceOptions { radius_km: Some(km), ..options.clone() };
    let point = format!(r#"{{"type":"Point","coordinates":[{lon},{lat}]}}"#);
    area_report(snapshot, &point, &options).findings.unwrap().coverage
}

fn along(snapshot: &Snapshot, path: &[(f64, f64)], options: &RouteOptions) -> RouteReport {
    let vertices = path.iter().map(|(lon, lat)| LonLat::new(*lon, *lat));
    route(snapshot, &Route::from_vertices(vertices).unwrap(), options).unwrap()
}

fn default() -> GeofenceOptions {
    GeofenceOptions::default()
}

#[test]
fn a_place_is_covered_in_part_or_not() {
    let snapshot = snapshot(&[(0.0, 0.0, 0, 0.0)]);
    let whole = around(&snapshot, 0.1, 0.0, 20.0, &default());
    assert_eq!((whole.inside, whole.share), (Inside::All, None));
    assert_eq!(whole.words, "The data cover this place up to 30 May 2026.");
    let part = around(&snapshot, 0.0, 0.0, 100.0, &default());
    assert_eq!(part.inside, Inside::Part);
    assert!((part.share.unwrap() - 0.25).abs() < 0.02, "{:?}", part.share);
    assert_eq!(part.words, "The data cover about 26 % of this place. About the rest nothing can be said.");
    let none = around(&snapshot, 11.2, 0.0, 5.0, &default());
    assert_eq!((none.inside, none.share), (Inside::None, None));
    let wanted = "The data do not cover this place: the nearest recorded incident is 1,240 km away. Nothing can be said about it.";
    assert_eq!(none.words, wanted);
}

#[test]
fn numbers_stay_where_nothing_is_covered() {
    let snapshot = snapshot(&[(0.0, 0.0, 0, 0.0), (0.0, 0.0, 40, 0.0)]);
    let report = area_report(
        &snapshot,
        r#"{"type":"Point","coordinates":[5,0]}"#,
        &GeofenceOptions { radius_km: Some(5.0), ..default() },
    );
    assert_eq!(report.counts.certain, 0);
    let findings = report.findings.unwrap();
    assert_eq!((findings.history.comparison.recent.count, findings.nearest.len()), (0, 2));
    assert_eq!(findings.verdict_text, findings.coverage.words);
    let report = along(&snapshot, &[(5.0, 0.0), (6.0, 0.0)], &RouteOptions::default());
    let coverage = report.coverage.unwrap();
    assert_eq!(coverage.inside, Inside::None);
    assert!(coverage.words.starts_with("The data do not cover this route"), "{}", coverage.words);
    assert_eq!(report.findings.unwrap().status.verdict_text, coverage.words);
    assert!(report.risk.unwrap().encounter.expected < 1e-9);
}

#[test]
fn a_small_part_that_no_sample_meets_is_a_part() {
    let snapshot = snapshot(&[(0.0, 0.0, 0, 0.0)]);
    // The circle reaches 0.4 km into the extent.
    let part =
        around(&snapshot, 18.0, 0.0, distance_km(LonLat::new(0.0, 0.0), LonLat::new(18.0, 0.0)) - 49.6, &default());
    assert_eq!(part.inside, Inside::Part);
    assert!(part.words.contains("less than 1 %"), "{}", part.words);
}

#[test]
fn the_antimeridian_and_the_poles_are_no_edge() {
    let snapshot = snapshot(&[(-179.9, 10.0, 0, 0.0), (30.0, 89.9, 0, 0.0)]);
    let over = r#"{"type":"Polygon","coordinates":[[[179.9,9.9],[180.2,9.9],[180.2,10.1],[179.9,10.1],[179.9,9.9]]]}"#;
    assert_eq!(area_report(&snapshot, over, &default()).findings.unwrap().coverage.inside, Inside::All);
    assert_eq!(around(&snapshot, 180.0, 10.0, 30.0, &default()).inside, Inside::All);
    assert_eq!(around(&snapshot, -150.0, 89.95, 10.0, &default()).inside, Inside::All);
    let cap = r#"{"type":"Polygon","coordinates":[[[-180,89.8],[180,89.8],[180,90],[-180,90],[-180,89.8]]]}"#;
    assert_eq!(area_report(&snapshot, cap, &default()).findings.unwrap().coverage.inside, Inside::All);
    let report = along(&snapshot, &[(179.8, 10.0), (-179.7, 10.0)], &RouteOptions::default());
    assert_eq!(report.coverage.unwrap().inside, Inside::All);
    assert_eq!(around(&snapshot, 0.0, -90.0, 10.0, &default()).inside, Inside::None);
}

#[test]
fn far_countries_do_not_cover_what_lies_between_them() {
    let snapshot = snapshot(&[(-8.0, 12.6, 3, 0.0), (20.0, 5.0, 9, 0.0)]);
    assert_eq!(around(&snapshot, 6.0, 9.0, 50.0, &default()).inside, Inside::None);
    let coverage = along(&snapshot, &[(-8.0, 12.6), (20.0, 5.0)], &RouteOptions::default()).coverage.unwrap();
    assert_eq!(coverage.inside, Inside::Part);
    // Two half discs of 50 km on more than 3,100 km.
    assert!((coverage.share.unwrap() - 100.0 / 3180.0).abs() < 0.003, "{:?}", coverage.share);
    assert!(coverage.words.starts_with("The data cover about 3 % of this route."), "{}", coverage.words);
}

#[test]
fn without_places_there_is_no_extent() {
    let vague = snapshot(&[(0.0, 0.0, 3, f32::NAN)]);
    let coverage = around(&vague, 0.0, 0.0, 10.0, &default());
    assert_eq!(coverage.inside, Inside::None);
    assert!(coverage.words.contains("no recorded incident has a known place"), "{}", coverage.words);
    // Incidents that cannot be located count where all are taken as points, and so they have an extent.
    let points = GeofenceOptions { uncertainty: false, ..default() };
    assert_eq!(around(&vague, 0.0, 0.0, 10.0, &points).inside, Inside::All);
}

#[test]
fn a_choice_of_kinds_and_days_does_not_change_the_extent() {
    let snapshot = snapshot(&[(0.0, 0.0, 3, 0.0)]);
    let nothing = GeofenceOptions { kinds: Some(vec![]), from: Some(AS_OF), ..default() };
    assert_eq!(around(&snapshot, 0.0, 0.0, 10.0, &nothing).inside, Inside::All);
}

#[test]
fn windows_outside_the_days_of_the_data_are_not_covered() {
    let snapshot = snapshot(&[(0.0, 0.0, 0, 0.0), (0.0, 0.0, 800, 0.0)]);
    let as_of = |as_of: Day| {
        let options = GeofenceOptions { as_of: Some(as_of), ..default() };
        let coverage = around(&snapshot, 0.0, 0.0, 10.0, &options);
        (coverage.inside, coverage.words)
    };
    // Within a gap of two years the record goes on.
    assert_eq!(as_of(AS_OF - 400).0, Inside::All);
    assert_eq!((as_of(AS_OF + 27).0, as_of(AS_OF - 800).0), (Inside::All, Inside::All));
    let (inside, words) = as_of(AS_OF + 28);
    assert_eq!(inside, Inside::None);
    assert!(words.contains("they end on 30 May 2026, and the days asked about begin on 31 May 2026"), "{words}");
    let (inside, words) = as_of(AS_OF - 801);
    assert_eq!(inside, Inside::None);
    assert!(words.contains("they begin on 21 March 2024, and the days asked about end on 20 March 2024"), "{words}");
}

#[test]
fn the_age_is_told_first() {
    let snapshot = snapshot(&[(0.0, 0.0, 0, 0.0)]);
    let on = |today: Day, lang| {
        let options = GeofenceOptions { today: Some(today), lang, ..default() };
        let coverage = around(&snapshot, 0.0, 0.0, 10.0, &options);
        (coverage.age_days, coverage.stale, coverage.words)
    };
    assert_eq!(around(&snapshot, 0.0, 0.0, 10.0, &default()).age_days, None);
    assert_eq!(on(AS_OF + 45, Language::En), (Some(45), false, "The data cover this place up to 30 May 2026.".into()));
    let (age, stale, words) = on(AS_OF + 162, Language::En);
    assert_eq!((age, stale), (Some(162), true));
    assert!(
        words.starts_with("These data are old: they end on 30 May 2026, 162 days before today. The data cover"),
        "{words}"
    );
    let (age, stale, words) = on(AS_OF - 1, Language::Fr);
    assert_eq!((age, stale), (Some(-1), false));
    assert!(
        words.starts_with("Ces données s’arrêtent au 30 mai 2026, 1 jour après le jour donné comme aujourd’hui. Les"),
        "{words}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    /// A circle against the distance of its centre to every incident: whatever that decides.
    #[test]
    fn coverage_is_what_distances_say(
        lon in -180.0..180.0f64, lat in -90.0..90.0f64, km in prop_oneof![1.0..60.0f64, 60.0..1500.0f64],
        incidents in prop::collection::vec((0.0..360.0f64, 0.0..2000.0f64), 1..40),
    ) {
        let centre = LonLat::new(lon, lat);
        let places: Vec<LonLat> = incidents.iter().map(|(azimuth, km)| direct(centre, *azimuth, *km)).collect();
        let snapshot = snapshot(&places.iter().map(|at| (at.lon, at.lat, 0, 0.0)).collect::<Vec<_>>());
        let coverage = around(&snapshot, lon, lat, km, &default());
        let nearest = incidents.iter().map(|one| one.1).fold(f64::INFINITY, f64::min);
        if nearest > km + 50.0 + 1e-6 {
            prop_assert_eq!(coverage.inside, Inside::None);
        } else if nearest < km + 50.0 - 1e-6 {
            prop_assert_ne!(coverage.inside, Inside::None);
        }
        if nearest + km < 49.5 {
            prop_assert_eq!(coverage.inside, Inside::All);
        }
        prop_assert_eq!(coverage.share.is_some(), coverage.inside == Inside::Part);
        // Another choice of places: the share is the same within what so few can tell.
        let by_distance = |at: LonLat| places.iter().any(|other| distance_km(at, *other) <= 50.0);
        let drawn = (0..400).map(|n| direct(centre, f64::from(n) * 222.49, km * ((f64::from(n) + 0.5) / 400.0).sqrt()));
        let share = drawn.filter(|at| by_distance(*at)).count() as f64 / 400.0;
        let told = match coverage.inside { Inside::All => 1.0, Inside::Part => coverage.share.unwrap(), Inside::None => 0.0 };
        prop_assert!((told - share).abs() < 0.2, "{} {}", told, share);
    }

    #[test]
    fn a_route_is_covered_as_far_as_its_places_are(
        path in prop::collection::vec((-4.0..4.0f64, -4.0..4.0f64), 2..5), lon in -180.0..180.0f64,
        incidents in prop::collection::vec((-4.0..4.0f64, -4.0..4.0f64), 1..12),
    ) {
        let wrapped = |x: f64| (lon + x + 540.0).rem_euclid(360.0) - 180.0;
        let snapshot = snapshot(&incidents.iter().map(|(x, y)| (wrapped(*x), *y, 0, 0.0)).collect::<Vec<_>>());
        let path: Vec<(f64, f64)> = path.iter().map(|(x, y)| (wrapped(*x), *y)).collect();
        let coverage = along(&snapshot, &path, &RouteOptions::default()).coverage.unwrap();
        let line = Route::from_vertices(path.iter().map(|(lon, lat)| LonLat::new(*lon, *lat))).unwrap();
        let near = |at: LonLat| (0..snapshot.len()).any(|row| distance_km(at, snapshot.at(row)) <= 50.0);
        let inside = (0..=500).filter(|n| near(line.at(f64::from(*n) / 500.0 * line.length_km()))).count();
        match coverage.inside {
            Inside::All => prop_assert!(inside >= 485),
            Inside::None => prop_assert_eq!(inside, 0),
            Inside::Part => prop_assert!((coverage.share.unwrap() - inside as f64 / 501.0).abs() < 0.06),
        }
    }
}
