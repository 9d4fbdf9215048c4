//! Whether the data cover what is asked about. Outside of them, no number means anything: a zero least of all.
//!
//! The extent of the record is everything within 50 km of one of its incidents that has a place; its span runs from the day
//! of its first incident to the date of the data.

use std::cell::Cell;

use serde::Serialize;

use super::scope::Scope;
use crate::area::Area;
use crate::day;
use crate::geo::{GeoPoint, LocalConverter, PointBox, SpaceBox, Xyz, arc_to_chord, dot, subtract, to_xyz};
use crate::incident::Day;
use crate::route_line::Route;
use crate::snapshot::Snapshot;
use crate::words::{self, Language, Message, Value, messages};

/// The record speaks of places up to this far from an incident, km.
const REACH_KM: f64 = 50.0;
/// Data are old if they end more than this many days ago.
const STALE_DAYS: i32 = 45;
/// A route is sampled at steps of at most this length, km, and at most at this many places.
const STEP_KM: f64 = 5.0;
const MAX_STEPS: usize = 10_000;

/// Whether the data cover what is asked about, and how old they are.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// How much of the shape is within the extent of the record.
    pub inside: Inside,
    /// The share of the shape that is, where it is a part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// The date of the data.
    #[serde(with = "day::text")]
    pub as_of: Day,
    /// Days from the date of the data to `today`, below 0 where `today` is before it; `None` where `today` is not given.
    pub age_days: Option<i32>,
    /// Whether that is more than 45 days.
    pub stale: bool,
    /// What has to be known before any number, in the language that was asked for.
    pub words: String,
}

/// How much of a shape is within the extent of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Inside {
    /// All of it, as far as its samples tell.
    All,
    /// A part of it.
    Part,
    /// Nothing of it, or no day of the recent window is within the span of the record.
    None,
}

/// What a question is about.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    Area(&'a Area),
    Route(&'a Route),
}

impl Subject<'_> {
    /// The share of the shape within the extent.
    fn share(&self, extent: &mut Extent<'_>) -> f64 {
        let (mut inside, mut all) = (0, 0);
        let mut count = |place: Xyz| {
            all += 1;
            inside += usize::from(extent.reaches(place));
        };
        match self {
            Subject::Area(area) => area.samples().into_iter().for_each(&mut count),
            Subject::Route(route) => route.samples(STEP_KM, MAX_STEPS).map(to_xyz).for_each(&mut count),
        }
        f64::from(inside as u32) / f64::from(all.max(1) as u32)
    }

    /// Lower bound of the distance to the points in a box, km; infinite if that is more than `limit_km`.
    fn min_distance_km(&self, node: &PointBox, limit_km: f64) -> f64 {
        match self {
            Subject::Area(area) => area.min_distance_km(node, limit_km),
            Subject::Route(route) => route.trace().min_distance_km(node.space(), limit_km),
        }
    }

    /// Distance to a point from the shape as it is drawn, km.
    fn distance_km(&self, point: &GeoPoint) -> f64 {
        match self {
            Subject::Area(area) => area.distance_km(point),
            Subject::Route(route) => route.trace().nearest(point).map_or(f64::INFINITY, |nearest| nearest.distance_km),
        }
    }

    /// The distance from the shape to the nearest incident that has a place, km.
    fn nearest_km(&self, snapshot: &Snapshot, uncertainty: bool) -> f64 {
        let mut nearest = f64::INFINITY;
        for (layer, _) in snapshot.layers(uncertainty) {
            layer.visit_nearest(
                nearest,
                |node, limit_km| self.min_distance_km(node, limit_km),
                |rows, _| {
                    nearest = rows.map(|row| self.distance_km(&snapshot.point(row))).fold(nearest, f64::min);
                    nearest
                },
            );
        }
        let radius_km = if let Subject::Area(area) = self { area.radius_km() } else { 0.0 };
        (nearest - radius_km).max(0.0)
    }

    fn name(&self, lang: Language) -> Value {
        let message = match self {
            Subject::Area(_) => messages::THIS_PLACE,
            Subject::Route(_) => messages::THIS_ROUTE,
        };
        Value::text(message.template(lang))
    }
}

/// How many of the answers before are looked at before the index is searched.
const REMEMBERED: usize = 64;

/// The extent of a record, asked place by place. What was found for one place mostly answers for others as well.
struct Extent<'a> {
    snapshot: &'a Snapshot,
    uncertainty: bool,
    reach_2: f64,
    /// The incidents that were found.
    found: Vec<Xyz>,
    /// Places that no incident reaches, each with the square of the distance within which that is so, km².
    holes: Vec<(Xyz, f64)>,
}

impl<'a> Extent<'a> {
    fn new(snapshot: &'a Snapshot, uncertainty: bool) -> Extent<'a> {
        let reach_2 = arc_to_chord(REACH_KM).powi(2);
        Extent { snapshot, uncertainty, reach_2, found: Vec::new(), holes: Vec::new() }
    }

    /// Whether an incident that has a place lies within reach.
    fn reaches(&mut self, place: Xyz) -> bool {
        if self.found.iter().rev().take(REMEMBERED).any(|incident| distance_2(*incident, place) <= self.reach_2) {
            return true;
        }
        if self.holes.iter().rev().take(REMEMBERED).any(|(hole, clear_2)| distance_2(*hole, place) < *clear_2) {
            return false;
        }
        let target = SpaceBox::from(place);
        // A lower bound of the squared distance to the nearest incident.
        let beyond_2 = Cell::new(f64::INFINITY);
        let pass_by = |distance_2: f64| beyond_2.set(beyond_2.get().min(distance_2));
        for (layer, _) in self.snapshot.layers(self.uncertainty) {
            let mut found = None;
            layer.visit_nearest(
                f64::INFINITY,
                |node, _| {
                    let distance_2 = node.space().min_distance_2(&target);
                    if distance_2 <= self.reach_2 {
                        return distance_2;
                    }
                    pass_by(distance_2);
                    f64::INFINITY
                },
                |rows, _| {
                    let converter = LocalConverter::new(self.snapshot.at(rows.start));
                    for row in rows {
                        let incident = converter.xyz(self.snapshot.at(row));
                        let distance_2 = distance_2(incident, place);
                        if distance_2 <= self.reach_2 {
                            found = Some(incident);
                            // No box is nearer than this, so that the search ends.
                            return -1.0;
                        }
                        pass_by(distance_2);
                    }
                    f64::INFINITY
                },
            );
            if let Some(incident) = found {
                self.found.push(incident);
                return true;
            }
        }
        let clear = beyond_2.get().sqrt() - self.reach_2.sqrt();
        self.holes.push((place, clear * clear));
        false
    }
}

fn distance_2(a: Xyz, b: Xyz) -> f64 {
    let way = subtract(a, b);
    dot(way, way)
}

impl Coverage {
    /// How the data of a question cover what it is about. `nearest_km` is the distance to the nearest incident that has a place,
    /// where that is known.
    pub(super) fn new(scope: &Scope<'_>, subject: Subject<'_>, nearest_km: Option<f64>) -> Coverage {
        let Scope { snapshot, lang, .. } = *scope;
        let as_of = snapshot.as_of();
        let age_days = scope.today.map(|today| today - as_of);
        let stale = age_days.is_some_and(|days| days > STALE_DAYS);
        let name = || ("subject", subject.name(lang));
        let (inside, share, said) = match missing_days(scope) {
            Some((message, days)) => (Inside::None, None, message.say(lang, &[&days[..], &[name()]].concat())),
            None => cover_shape(scope, subject, nearest_km),
        };
        let age = match age_days {
            Some(days) if stale => Some((messages::STALE, days)),
            Some(days) if days < 0 => Some((messages::LATER_THAN_TODAY, days)),
            _ => None,
        };
        let age = age.map(|(message, days)| {
            let days = words::count(days.unsigned_abs(), lang);
            message.say(lang, &[("day", words::day(as_of, lang)), ("days", days)])
        });
        let words = age.into_iter().chain([said]).collect::<Vec<_>>().join(" ");
        Coverage { inside, share, as_of, age_days, stale, words }
    }

    /// Whether nothing can be said.
    pub(super) fn is_none(&self) -> bool {
        self.inside == Inside::None
    }
}

/// What to say if no day of the recent window is within the span of the record, with its days.
fn missing_days(scope: &Scope<'_>) -> Option<(Message, [(&'static str, Value); 2])> {
    let (first, as_of) = (scope.snapshot.span().0, scope.snapshot.as_of());
    let window = scope.windows.recent;
    let day = |day| words::day(day, scope.lang);
    if window.first > as_of {
        Some((messages::WINDOW_AFTER, [("day", day(as_of)), ("first", day(window.first))]))
    } else if window.last < first {
        Some((messages::WINDOW_BEFORE, [("day", day(first)), ("last", day(window.last))]))
    } else {
        None
    }
}

/// How much of a shape is within the extent, the share if it is a part, and what to say.
fn cover_shape(scope: &Scope<'_>, subject: Subject<'_>, nearest_km: Option<f64>) -> (Inside, Option<f64>, String) {
    let Scope { snapshot, uncertainty, lang, .. } = *scope;
    let say = |message: Message, values: &[(&str, Value)]| {
        message.say(lang, &[values, &[("subject", subject.name(lang))]].concat())
    };
    let is_outside = nearest_km.is_some_and(|km| km > REACH_KM);
    let share = if is_outside { 0.0 } else { subject.share(&mut Extent::new(snapshot, uncertainty)) };
    if share == 1.0 {
        return (Inside::All, None, say(messages::COVERED, &[("day", words::day(snapshot.as_of(), lang))]));
    }
    if share == 0.0 {
        // The samples may all have missed a small part.
        let nearest_km = nearest_km.unwrap_or_else(|| subject.nearest_km(snapshot, uncertainty));
        if nearest_km == f64::INFINITY {
            return (Inside::None, None, say(messages::NO_EXTENT, &[]));
        }
        if nearest_km > REACH_KM {
            let km = words::distance_km(nearest_km, lang);
            return (Inside::None, None, say(messages::NOT_COVERED, &[("km", km)]));
        }
    }
    (Inside::Part, Some(share), say(messages::COVERED_IN_PART, &[("share", words::percent(share, lang))]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{LonLat, direct, distance_km};
    use crate::geometry::parse;
    use crate::load::{LoadOptions, load_columns};
    use crate::questions::geofence::{GeofenceOptions, GeofenceReport, geofence};
    use crate::questions::route::{RouteOptions, RouteReport, route};
    use crate::snapshot::ColumnSource;
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
        let over =
            r#"{"type":"Polygon","coordinates":[[[179.9,9.9],[180.2,9.9],[180.2,10.1],[179.9,10.1],[179.9,9.9]]]}"#;
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
        // As points, incidents count that cannot be located, and so they have an extent.
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
        assert!(
            words.contains("they begin on 21 March 2024, and the days asked about end on 20 March 2024"),
            "{words}"
        );
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
        assert_eq!(
            on(AS_OF + 45, Language::En),
            (Some(45), false, "The data cover this place up to 30 May 2026.".into())
        );
        let (age, stale, words) = on(AS_OF + 162, Language::En);
        assert_eq!((age, stale), (Some(162), true));
        assert!(
            words.starts_with("These data are old: they end on 30 May 2026, 162 days before today. The data cover"),
            "{words}"
        );
        let (age, stale, words) = on(AS_OF - 1, Language::Fr);
        assert_eq!((age, stale), (Some(-1), false));
        assert!(
            words.starts_with(
                "Ces données s’arrêtent au 30 mai 2026, 1 jour après le jour donné comme aujourd’hui. Les"
            ),
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
}
