//! The geofence report.

use geobit::area::Area;
use geobit::day;
use geobit::geo::{self, distance_km};
use geobit::geometry;
use geobit::questions::forecast::Intensity;
use geobit::questions::geofence::{GeofenceDetail, GeofenceOptions, NearRepeatOptions, Untested, geofence};
use geobit::snapshot::Snapshot;
use geobit::stats::knox::knox;
use geobit::words::Language;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::history::{Days, remove_draws, short_record_note, within};
use crate::incidents::{AS_OF, Scope, add_origins, from_columns, make, middle, samples, scopes, wrapped};
use crate::json::{Tolerance, difference, merged, written};
use crate::roads::touch_km;
use crate::spoken::take_spoken;
use crate::support::{NIGERIA, dataset, load};

/// The distance of an area to the recorded point of a row, km.
fn area_distance_km(snapshot: &Snapshot, area: &Area, row: usize) -> f64 {
    area.distance_km(&snapshot.point(row)) - area.radius_km()
}

/// The members of a report with everything, by its definition.
fn expected(snapshot: &Snapshot, area: &Area, options: &GeofenceOptions, scope: &Scope) -> Value {
    let days = Days::new(scope, snapshot);
    let located = scope.located(snapshot);
    let day = |row: usize| snapshot.day()[row];
    let shares: Vec<(usize, f32)> = located
        .iter()
        .map(|&(row, radius)| (row, area.share(&snapshot.point(row), radius)))
        .filter(|(_, share)| *share > 0.0)
        .collect();
    let selected: Vec<(usize, f32)> = shares.iter().copied().filter(|&(row, _)| scope.covers(snapshot, row)).collect();
    // Of the data here only UCDP tells how exactly a date is known: 2 is some days, 3 a week, 4 a month, 5 a year.
    let span = |row: usize| match snapshot.record(row).time_precision {
        Some(2) => 6,
        Some(3) => 7,
        Some(4) => 31,
        Some(5) => 366,
        _ => 1,
    };
    let is_dated = |row: usize| span(row) <= days.shortest();
    let coarse = shares.iter().filter(|(row, _)| !is_dated(*row) && within(days.both(), day(*row))).count();
    let dated: Vec<(usize, f32)> = shares.iter().copied().filter(|(row, _)| is_dated(*row)).collect();
    let certain: Vec<usize> = dated.iter().filter(|(_, share)| *share == 1.0).map(|(row, _)| *row).collect();
    let days_of = |rows: &[usize]| rows.iter().map(|&row| day(row)).collect::<Vec<_>>();
    let possible: Vec<usize> = dated.iter().filter(|(_, share)| *share < 1.0).map(|(row, _)| *row).collect();
    let counted: Vec<usize> = dated.iter().map(|(row, _)| *row).filter(|&row| within(days.both(), day(row))).collect();
    let long = counted.iter().filter(|&&row| is_long(snapshot, row)).count();
    let in_windows = counted.len();
    let counted = selected.iter().filter(|(_, share)| *share == 1.0).count();
    let mut listed = json!({
        "rows": selected.iter().map(|(row, _)| row).collect::<Vec<_>>(),
        "share": selected.iter().map(|(_, share)| share).collect::<Vec<_>>(),
        "areaKm2": area.area_km2(),
        "counts": {
            "certain": counted, "possible": selected.len() - counted,
            "expected": selected.iter().map(|(_, share)| f64::from(*share)).sum::<f64>(),
        },
    });
    add_origins(&mut listed, snapshot, &selected.iter().map(|(row, _)| *row).collect::<Vec<_>>());
    if options.detail == GeofenceDetail::Rows {
        return listed;
    }
    let mut history = days.history(&days_of(&certain), &days_of(&possible));
    days.add_origins(&mut history, snapshot, &certain);
    let kinds: Vec<_> = certain.iter().map(|&row| (day(row), snapshot.kind()[row])).collect();
    let later = selected.iter().filter(|(row, _)| day(*row) > days.recent.1).count();
    let mut notes = scope.first_notes(snapshot);
    if later > 0 {
        let last = day::format(days.recent.1);
        notes.push(format!("{later} of the incidents listed are later than {last} and so in neither window."));
    }
    notes.extend(days.last_notes(&history));
    if coarse > 0 {
        notes.push(format!(
            "{coarse} incidents that are or may be inside have a date that is not known to {} days: they are in neither \
             window, and not in the weeks.",
            days.shortest()
        ));
    }
    if long >= 5 && 10 * long >= in_windows {
        notes.push(format!(
            "{long} of the {in_windows} incidents in the windows last longer than a week. Each counts once, on its first day."
        ));
    }
    let in_no_forecast =
        shares.iter().filter(|(row, share)| *share == 1.0 && span(*row) > 28 && day(*row) <= days.recent.1).count();
    let short = short_record_note(scope, snapshot);
    notes.extend(short);
    if in_no_forecast > 0 {
        notes.push(format!(
            "{in_no_forecast} incidents that are certainly inside have a date that is not known to 28 days: what is expected next, and \
             the past such expectations, leave them out."
        ));
    }
    let located: Vec<(usize, f64)> = located.iter().copied().filter(|(row, _)| is_dated(*row)).collect();
    let counting = if scope.uncertainty {
        "share of a uniform disc of the location's uncertainty; 1 is certain"
    } else {
        "points as recorded"
    };
    let mut method = scope.method(snapshot, written(options), counting);
    method["radiusKm"] = area.radius_km().into();
    let findings = json!({
        "rings": rings(snapshot, area, &options.rings_km, &located, &days),
        "byKind": days.by_kind(&kinds),
        "nearest": nearest(snapshot, area, scope, &scope.located(snapshot)),
        "repeat": options.repeat.map(|repeat| near_repeats(snapshot, scope, &certain, &days, repeat)),
        "method": method,
        "notes": notes,
    });
    merged([listed, history, findings])
}

fn is_long(snapshot: &Snapshot, row: usize) -> bool {
    let record = snapshot.record(row);
    record.end - record.start >= 7
}

fn rings(snapshot: &Snapshot, area: &Area, rings_km: &[f64], located: &[(usize, f64)], days: &Days) -> Value {
    let ring = |(number, &to): (usize, &f64)| {
        let from = if number == 0 { 0.0 } else { rings_km[number - 1] };
        let is_in = |&(row, radius): &(usize, f64)| {
            let distance = area.distance_km(&snapshot.point(row));
            let touch = touch_km(radius);
            distance + radius <= to + touch && (number == 0 || distance - radius > from - touch)
        };
        let inside: Vec<_> = located.iter().filter(|one| is_in(one)).map(|(row, _)| snapshot.day()[*row]).collect();
        let count = |range| inside.iter().filter(|&&day| within(range, day)).count();
        json!({ "fromKm": from, "toKm": to, "recent": count(days.recent), "baseline": count(days.baseline) })
    };
    rings_km.iter().enumerate().map(ring).collect()
}

fn nearest(snapshot: &Snapshot, area: &Area, scope: &Scope, located: &[(usize, f64)]) -> Value {
    let mut rows: Vec<(f64, i32, usize)> = located
        .iter()
        .filter(|(row, _)| scope.covers(snapshot, *row))
        .map(|&(row, _)| (area.distance_km(&snapshot.point(row)), -snapshot.day()[row], row))
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let describe = |&(distance, _, row): &(f64, i32, usize)| {
        let (record, place) = (snapshot.record(row), snapshot.point(row));
        let offset = area.offset(&place);
        let from = if offset.depth_km > 0.0 { area.bounds_centre() } else { offset.nearest };
        json!({
            "row": row, "id": record.id, "date": day::format(record.start), "kind": record.kind.name(),
            "distanceKm": distance, "bearing": geo::inverse(from, place.at).azimuth1.rem_euclid(360.0),
            "uncertaintyKm": record.uncertainty_km,
        })
    };
    rows.iter().take(10).map(describe).collect()
}

fn near_repeats(
    snapshot: &Snapshot,
    scope: &Scope,
    certain: &[usize],
    days: &Days,
    options: NearRepeatOptions,
) -> Value {
    let radius = |row: usize| if scope.uncertainty { f64::from(snapshot.uncertainty_km()[row]) } else { 0.0 };
    let in_windows = certain.iter().copied().filter(|&row| within(days.both(), snapshot.day()[row]));
    let (rows, vague): (Vec<usize>, Vec<usize>) = in_windows.partition(|&row| radius(row) <= options.km);
    let mut pairs = Vec::new();
    for (a, &first) in rows.iter().enumerate() {
        for (b, &second) in rows.iter().enumerate().skip(a + 1) {
            if distance_km(snapshot.at(first), snapshot.at(second)) <= options.km {
                pairs.push([a as u32, b as u32]);
            }
        }
    }
    let times: Vec<i32> = rows.iter().map(|&row| snapshot.day()[row]).collect();
    let found = knox(&times, &pairs, options.days, options.permutations, u64::from(options.seed));
    json!({
        "km": options.km, "days": options.days, "incidents": rows.len(), "tooUncertain": vague.len(),
        "closeInSpace": pairs.len(), "observed": found.map_or(0, |found| found.observed),
        "expected": found.map_or(0.0, |found| found.expected), "p": found.map(|found| found.p),
        "untested": found.is_none().then_some("tooFew"),
        "permutations": found.map_or(0, |_| options.permutations), "seed": options.seed,
    })
}

/// A circle, a corridor, a polygon with a hole, the same with a radius, or points; some of them with a radius in the options.
fn drawn(kind: usize, (lon, lat): (f64, f64), size: f64) -> (Area, Option<f64>) {
    let at = |x: f64, y: f64| json!([wrapped(lon + x * size), lat + y * size]);
    let ring = |part: f64| {
        json!([
            at(-part, -part),
            at(part, -part),
            at(part, part),
            at(0.0, 0.6 * part),
            at(-part, part),
            at(-part, -part)
        ])
    };
    let (shape, radius) = match kind {
        0 => (json!({ "type": "Point", "coordinates": at(0.1, 0.1) }), Some(60.0 * size)),
        1 => (json!({ "type": "LineString", "coordinates": [at(-1.0, -1.0), at(0.2, 0.1), at(1.0, 0.9)] }), Some(20.0)),
        2 => (json!({ "type": "Polygon", "coordinates": [ring(1.0), ring(0.3)] }), None),
        3 => (json!({ "type": "Polygon", "coordinates": [ring(0.5)] }), Some(15.0)),
        _ => (json!({ "type": "MultiPoint", "coordinates": [at(-0.5, 0.0), at(0.5, 0.3)] }), Some(30.0)),
    };
    (Area::new(geometry::parse(&shape.to_string()).unwrap(), radius).unwrap(), radius)
}

fn options_of(
    scope: &Scope,
    radius_km: Option<f64>,
    rings_km: Vec<f64>,
    repeat: Option<NearRepeatOptions>,
) -> GeofenceOptions {
    let Scope { as_of, recent_days, baseline_days, from, to, kinds, actors, uncertainty, confidence } = scope.clone();
    let detail = GeofenceDetail::Full;
    GeofenceOptions {
        radius_km,
        rings_km,
        detail,
        intensity: Intensity::Fixed,
        forecast: true,
        hindcast: false,
        repeat,
        as_of,
        recent_days,
        baseline_days,
        from,
        to,
        kinds,
        actors,
        uncertainty,
        confidence,
        today: None,
        lang: Language::En,
    }
}

/// A share has single precision.
fn tolerance(path: &str) -> Tolerance {
    let absolute = match path {
        _ if path.starts_with(".share") => 1e-6,
        ".counts.expected" => 1e-4,
        _ if path.ends_with("bearing") => 1e-6,
        _ => 0.0,
    };
    Tolerance { absolute, ..Tolerance::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_member_of_a_geofence_report_is_what_its_definition_says(
        samples in samples(1.0, 160), middle in middle(), scope in scopes(), source in 0..3usize,
        data_as_of in prop::sample::select(vec![None, Some(AS_OF), Some(AS_OF + 10)]),
        kind in 0..5usize, size in 0.2..0.9f64,
        rings_km in prop::sample::select(vec![vec![5.0, 10.0, 25.0, 50.0], vec![], vec![80.0], vec![2.0, 300.0]]),
        repeat in prop::option::of((prop::sample::select(vec![3.0, 20.0]), 0..30u32, 1..4u32)),
    ) {
        let snapshot = make(source, middle, &samples, data_as_of);
        let scope = scope.known_to(&snapshot);
        let (area, radius_km) = drawn(kind, middle, size);
        let repeat = repeat.map(|(km, days, seed)| NearRepeatOptions { km, days, permutations: 99, seed });
        let options = options_of(&scope, radius_km, rings_km, repeat);
        for detail in [GeofenceDetail::Full, GeofenceDetail::Rows] {
            let options = GeofenceOptions { detail, ..options.clone() };
            let mut report = written(&geofence(&snapshot, &area, &options).unwrap());
            take_spoken(&mut report, &snapshot, &scope, None, |row| area_distance_km(&snapshot, &area, row));
            remove_draws(&mut report);
            let differs = difference(&report, &expected(&snapshot, &area, &options, &scope), &tolerance);
            prop_assert!(differs.is_none(), "{}", differs.unwrap());
        }
    }
}

/// Real data: a provider that never records blockades, and incidents that stand for a whole country.
#[test]
fn a_report_on_real_data_is_what_its_definition_says() {
    let snapshot = load(&dataset(NIGERIA));
    let last = snapshot.as_of();
    for (as_of, uncertainty) in [(None, true), (Some(last - 900), true), (Some(last - 900), false)] {
        let scope = Scope {
            as_of,
            recent_days: 90,
            baseline_days: 720,
            from: Some(last - 2000),
            to: None,
            kinds: None,
            actors: None,
            uncertainty,
            confidence: 0.95,
        };
        let area = Area::circle(geo::LonLat::new(13.15, 11.83), 120.0).unwrap();
        let repeat = Some(NearRepeatOptions { permutations: 19, ..NearRepeatOptions::default() });
        let options = options_of(&scope, None, vec![10.0, 150.0], repeat);
        let mut report = written(&geofence(&snapshot, &area, &options).unwrap());
        take_spoken(&mut report, &snapshot, &scope, None, |row| area_distance_km(&snapshot, &area, row));
        remove_draws(&mut report);
        let differs = difference(&report, &expected(&snapshot, &area, &options, &scope), &tolerance);
        assert_eq!(differs, None);
    }
}

/// What the tests in space and time cost grows with the pairs, so their number is bounded, and the report says so.
#[test]
fn near_repeats_of_too_many_incidents_are_not_tested() {
    let repeats = |count: usize, apart: f64, permutations: u32| {
        let scattered: Vec<_> = (0..count)
            .map(|number| {
                (apart * (number % 200) as f64, apart * (number / 200) as f64, (number % 300) as i32, 0.0, 0, [0; 2])
            })
            .collect();
        let snapshot = from_columns((0.0, 0.0), &scattered, Some(AS_OF));
        let repeat = Some(NearRepeatOptions { km: 0.5, permutations, ..NearRepeatOptions::default() });
        let options = GeofenceOptions { repeat, ..GeofenceOptions::default() };
        let area = Area::circle(geo::LonLat::new(0.5, 0.5), 600.0).unwrap();
        geofence(&snapshot, &area, &options).unwrap().findings.unwrap().repeat.unwrap()
    };
    let all = repeats(20_000, 0.01, 19);
    assert_eq!((all.incidents, all.close_in_space, all.untested, all.permutations), (20_000, 0, None, 19));
    assert_eq!(all.p, Some(1.0));
    let (more, untested) = (repeats(20_001, 0.01, 19), Some(Untested::TooMany));
    assert_eq!((more.incidents, more.p, more.untested, more.permutations), (20_001, None, untested, 0));
    // With this many pairs the days are shuffled less often than asked for. The limit is 300 million steps over pairs and
    // incidents.
    let slow = repeats(200, 0.0, 99_999);
    assert_eq!((slow.close_in_space, slow.permutations), (19_900, 300_000_000 / (19_900 + 200)));
    assert!(slow.p.is_some_and(|p| p > 0.9), "every pair is close in space");
}
