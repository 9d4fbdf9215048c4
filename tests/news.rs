//! What changed and what rules say, against plain twins, at the edges of the globe, and with input that is meant to break them.

#[path = "support/mod.rs"]
mod support;

use geobit::area::Area;
use geobit::error::Code;
use geobit::geo::GeoPoint;
use geobit::geometry::{self, Shape};
use geobit::incident::{Day, Incident, Kind, Position};
use geobit::intake::ReadSummary;
use geobit::load::{LoadOptions, Loader, load_columns};
use geobit::questions::alerts::{Alert, AlertsOptions, Rule, RuleRadius, When, alerts, read_rules};
use geobit::questions::changes::{Changes, ChangesOptions, Comparison, changes, mark_first_seen};
use geobit::questions::geofence::{GeofenceOptions, geofence};
use geobit::snapshot::{
    ColumnSource, CombineOptions, Filters, Provenance, Snapshot, SnapshotBuilder, combine, filter, pack,
};
use geobit::words::Language;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const AS_OF: Day = 20_000;

/// An incident: id, first day, place, uncertainty in km, number of the kind, deaths.
type Sample = (u32, Day, (f64, f64), f32, usize, Option<u32>);

fn snapshot(samples: &[Sample], as_of: Day) -> Snapshot {
    let mut builder = SnapshotBuilder::default();
    for &(id, start, (lon, lat), radius_km, kind, deaths) in samples {
        let mut incident = Incident {
            id: format!("E{id}").into(),
            start,
            end: start,
            position: Some(Position { lon, lat }),
            uncertainty_km: (radius_km <= 100.0).then_some(radius_km),
            kind: Kind::ALL[kind],
            ..Incident::default()
        };
        incident.fatalities.best = deaths;
        builder.push(&incident);
    }
    let intake = ReadSummary {
        format: "csv".into(),
        layout: "generic".into(),
        rows: samples.len() as u64,
        rejected: 0,
        rejections: Vec::new(),
        warnings: Vec::new(),
        provider: None,
    };
    builder.finish(Provenance { as_of: Some(as_of), ..Provenance::default() }, intake).unwrap()
}

fn places() -> impl Strategy<Value = (f64, f64)> {
    let pole = prop::sample::select(vec![-90.0, -89.95, 89.9, 90.0]);
    prop_oneof![
        6 => (-1.0..1.0f64, -1.0..1.0f64),
        2 => (prop_oneof![179.0..=180.0f64, -180.0..=-179.0f64], -1.0..1.0f64),
        1 => (-180.0..=180.0f64, pole),
    ]
}

fn samples() -> impl Strategy<Value = Vec<Sample>> {
    let radius = prop::sample::select(vec![0.0f32, 0.0, 0.0, 5.0, 60.0, 999.0]);
    let age = prop_oneof![0..30i32, 0..500i32];
    let one = (age, places(), radius, 0..9usize, prop::option::of(0..5u32));
    prop::collection::vec(one, 1..60).prop_map(|all| {
        all.into_iter()
            .zip(0..)
            .map(|((age, at, radius, kind, deaths), id)| (id, AS_OF - age, at, radius, kind, deaths))
            .collect()
    })
}

/// A circle, a corridor or a square, by its kind from 0 to 2, its middle and its size in km.
fn shape(&(kind, (lon, lat), km): &(usize, (f64, f64), f64)) -> Shape {
    let reach = km / 111.0;
    let lat = if kind == 0 { lat } else { lat.clamp(-80.0, 80.0) };
    let (west, east, south, north) = (lon - reach, lon + reach, lat - reach, lat + reach);
    let geometry = match kind {
        0 => json!({ "type": "Point", "coordinates": [lon, lat] }),
        1 => json!({ "type": "LineString", "coordinates": [[west, south], [lon, lat], [east, south]] }),
        _ => {
            json!({ "type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]] })
        }
    };
    let properties = if kind < 2 { json!({ "radiusKm": km }) } else { json!({}) };
    geometry::parse(&json!({ "type": "Feature", "properties": properties, "geometry": geometry }).to_string()).unwrap()
}

fn shapes() -> impl Strategy<Value = Vec<Shape>> {
    prop::collection::vec((0..3usize, places(), 5.0..150.0f64), 0..6).prop_map(|all| all.iter().map(shape).collect())
}

/// The share of an incident in a shape, asked of the area itself.
fn share_in(snapshot: &Snapshot, row: usize, area: &Area) -> f32 {
    let radius = snapshot.uncertainty_km()[row];
    if radius.is_nan() { 0.0 } else { area.share(&GeoPoint::new(snapshot.at(row)), radius.into()) }
}

fn site(km: f64) -> Shape {
    shape(&(0, (0.0, 0.0), km))
}

/// Incidents at one site, by their ages in days.
fn at_site(ages: impl IntoIterator<Item = i32>) -> Snapshot {
    let all: Vec<Sample> =
        ages.into_iter().zip(0..).map(|(age, id)| (id, AS_OF - age, (0.0, 0.0), 0.0, 0, Some(1))).collect();
    snapshot(&all, AS_OF)
}

fn ask(snapshot: &Snapshot, rule: Rule) -> Alert {
    ask_with(snapshot, rule, &AlertsOptions::default())
}

fn ask_with(snapshot: &Snapshot, rule: Rule, options: &AlertsOptions) -> Alert {
    alerts(snapshot, vec![(site(10.0), rule)], options).unwrap().remove(0)
}

// ---- what changed ------------------------------------------------------------------------------------------------------------------

/// What is done to an incident between two snapshots.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Stays,
    Changes(usize),
    Goes,
    Comes,
}

/// Returns an incident with one of its fields changed, and the names of what changed.
fn change(mut sample: Sample, field: usize) -> (Sample, Vec<&'static str>) {
    match field {
        0 => (sample.1, sample.5) = (sample.1 - 3, sample.5),
        1 => sample.2.1 += if sample.2.1 > 0.0 { -0.001 } else { 0.001 },
        2 => sample.4 = (sample.4 + 1) % 9,
        3 => sample.5 = Some(sample.5.map_or(7, |deaths| deaths + 1)),
        _ => sample.3 = if sample.3 == 1.0 { 2.0 } else { 1.0 },
    }
    let names: [&[&str]; 5] = [&["start", "end"], &["lat"], &["kind"], &["fatalities"], &["uncertaintyKm"]];
    (sample, names[field.min(4)].to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]
    #[test]
    fn changes_are_those_that_were_made(
        samples in samples(), watch in shapes(),
        fates in prop::collection::vec(prop_oneof![4 => Just(Fate::Stays), 2 => (0..5usize).prop_map(Fate::Changes), 1 => Just(Fate::Goes), 1 => Just(Fate::Comes)], 60),
        since in 0..40i32, steps in prop::collection::vec(1..4usize, 1..4),
    ) {
        let fated: Vec<(Sample, Fate)> = samples.into_iter().zip(fates).collect();
        let old: Vec<Sample> = fated.iter().filter(|(_, fate)| *fate != Fate::Comes).map(|(sample, _)| *sample).collect();
        let new: Vec<Sample> = fated.iter().filter_map(|&(sample, fate)| match fate {
            Fate::Goes => None,
            Fate::Changes(field) => Some(change(sample, field).0),
            _ => Some(sample),
        }).collect();
        prop_assume!(!old.is_empty() && !new.is_empty());
        let (older, newer) = (snapshot(&old, AS_OF - since), snapshot(&new, AS_OF));
        let areas: Vec<Area> = watch.iter().map(|shape| Area::new(shape.clone(), None).unwrap()).collect();
        let found = changes(&newer, &older, watch.clone(), &ChangesOptions::default()).unwrap();
        let ids = |snapshot: &Snapshot, rows: &[u32]| -> Vec<String> {
            let mut ids: Vec<String> = rows.iter().map(|row| snapshot.id(*row as usize).into_owned()).collect();
            ids.sort();
            ids
        };
        let of = |wanted: fn(Fate) -> bool| -> Vec<String> {
            let mut ids: Vec<String> = fated.iter().filter(|(_, fate)| wanted(*fate)).map(|(sample, _)| format!("E{}", sample.0)).collect();
            ids.sort();
            ids
        };
        prop_assert_eq!(ids(&newer, &found.added), of(|fate| fate == Fate::Comes));
        let old_ones: Vec<u32> = found.added.iter().copied().filter(|row| newer.day()[*row as usize] <= AS_OF - since).collect();
        prop_assert_eq!(&found.newly_recorded_old, &old_ones);
        let rows: Vec<u32> = found.changed.iter().map(|one| one.row).collect();
        prop_assert_eq!(ids(&newer, &rows), of(|fate| matches!(fate, Fate::Changes(_))));
        for one in &found.changed {
            let id = newer.id(one.row as usize);
            let (sample, fate) = fated.iter().find(|(sample, _)| format!("E{}", sample.0) == id).unwrap();
            let Fate::Changes(field) = fate else { panic!("{id} does not change") };
            prop_assert_eq!(&one.fields, &change(*sample, *field).1);
            prop_assert_eq!(older.id(one.older as usize), id);
        }
        let gone = [found.withdrawn.clone(), found.outside.clone()].concat();
        prop_assert_eq!(ids(&older, &gone), of(|fate| fate == Fate::Goes));
        let first = newer.span().0;
        prop_assert!(found.withdrawn.iter().all(|row| older.day()[*row as usize] >= first));
        prop_assert!(found.outside.iter().all(|row| older.day()[*row as usize] < first));
        prop_assert_eq!(found.unchanged as usize, of(|fate| fate == Fate::Stays).len());
        let lags: Vec<Day> = found.added.iter().map(|row| AS_OF - newer.day()[*row as usize]).filter(|lag| *lag >= 0).collect();
        prop_assert_eq!(found.lag_days.map_or(0, |lag| lag.n as usize), lags.len());

        let touches = |snapshot: &Snapshot, row: u32, area: &Area| share_in(snapshot, row as usize, area) > 0.0;
        for (area, watched) in areas.iter().zip(&found.watched) {
            let added: Vec<u32> = found.added.iter().copied().filter(|row| touches(&newer, *row, area)).collect();
            let changed: Vec<u32> = found.changed.iter().filter(|one| touches(&newer, one.row, area) || touches(&older, one.older, area)).map(|one| one.row).collect();
            let withdrawn: Vec<u32> = found.withdrawn.iter().copied().filter(|row| touches(&older, *row, area)).collect();
            prop_assert_eq!((&watched.added, &watched.changed, &watched.withdrawn), (&added, &changed, &withdrawn));
        }

        // In steps it is the same, and of nothing nothing changed.
        let mut comparison = Comparison::new(&newer, &older, watch, &ChangesOptions::default()).unwrap();
        for step in steps.iter().cycle() {
            if comparison.done() == comparison.total() {
                break;
            }
            comparison.advance(&newer, &older, *step);
        }
        prop_assert_eq!(comparison.finish(&newer, &older), found);
        let same = changes(&newer, &newer, vec![], &ChangesOptions::default()).unwrap();
        prop_assert_eq!((same.unchanged as usize, same.added.len(), same.changed.len(), same.lag_days), (newer.len(), 0, 0, None));
    }
}

fn load(csv: &str) -> Snapshot {
    let mut loader = Loader::new(LoadOptions { today: Some(AS_OF + 9999), ..LoadOptions::default() }).unwrap();
    loader.push(csv.as_bytes()).unwrap();
    loader.finish().unwrap()
}

fn changed(newer: &str, older: &str) -> Changes {
    changes(&load(newer), &load(older), vec![], &ChangesOptions::default()).unwrap()
}

#[test]
fn every_text_that_changes_is_named() {
    let head =
        "id,start,end,lon,lat,kind,actor1,actor2,country,admin1,place,source,headline,fatalities_low,fatalities_high\n";
    let old = "a,2024-05-01,2024-05-02,1,2,riot,One,Two,Mali,Gao,Town,Radio,News,1,2\n";
    let cases = [
        (2, "2024-05-03", "end"),
        (3, "1.0000001", "lon"),
        (5, "protest", "kind"),
        (6, "Uno", "actors"),
        (7, "Dos", "actors"),
        (9, "Kidal", "admin1"),
        (10, "Village", "place"),
        (11, "Press", "source"),
        (12, "Old news", "headline"),
        (13, "0", "fatalities"),
        (14, "9", "fatalities"),
    ];
    for (column, value, name) in cases {
        let mut cells: Vec<&str> = old.trim().split(',').collect();
        cells[column] = value;
        let found = changed(&format!("{head}{}\n", cells.join(",")), &format!("{head}{old}"));
        assert_eq!(found.changed.len(), 1, "{name}");
        assert!(found.changed[0].fields.contains(&name), "{name}: {:?}", found.changed[0].fields);
    }
    // Less than packs keep is no change.
    let found = changed(&format!("{head}{old}").replace(",1,2,riot", ",1.00000001,2,riot"), &format!("{head}{old}"));
    assert_eq!((found.changed.len(), found.unchanged), (0, 1));
}

#[test]
fn what_the_newer_one_does_not_cover_is_not_withdrawn() {
    let older = "id,start,lon,lat,country\na,2024-05-01,1,2,Mali\nb,2024-05-02,1,2,Niger\nc,2024-05-03,1,2,\nd,2024-04-01,1,2,Mali\ne,2024-05-05,1,2,Mali\n";
    let newer = "id,start,lon,lat,country\na,2024-05-01,1,2,Mali\nz,2024-05-04,1,2,Mali\n";
    let (new, old) = (load(newer), load(older));
    let found = changes(&new, &old, vec![], &ChangesOptions::default()).unwrap();
    let ids = |rows: &[u32]| rows.iter().map(|row| old.id(*row as usize).into_owned()).collect::<Vec<_>>();
    let (mut withdrawn, mut outside) = (ids(&found.withdrawn), ids(&found.outside));
    withdrawn.sort();
    outside.sort();
    assert_eq!((withdrawn.join(""), outside.join("")), ("c".into(), "bde".into()));
    assert!(
        found.words.starts_with(
            "Since the data of 5 May 2024: 1 incident added, 1 of them from before; 0 changed, 1 withdrawn"
        ),
        "{}",
        found.words
    );
    let french = changes(&new, &old, vec![], &ChangesOptions { lang: Language::Fr }).unwrap().words;
    assert!(french.starts_with("Depuis les données du 5 mai 2024\u{a0}: 1 incident ajouté"), "{french}");
}

#[test]
fn snapshots_without_ids_and_of_other_providers_are_refused() {
    let columns = ColumnSource { lon: vec![0.0], lat: vec![0.0], day: vec![AS_OF], ..ColumnSource::default() };
    let columns = load_columns(columns, LoadOptions::default()).unwrap();
    let with_ids = at_site([1]);
    for (newer, older, name) in [(&columns, &with_ids, "newer"), (&with_ids, &columns, "older")] {
        let error = changes(newer, older, vec![], &ChangesOptions::default()).unwrap_err();
        assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some("older")));
        assert!(
            error.message.starts_with(&format!("The {name} snapshot")) && error.message.contains("has no ids"),
            "{}",
            error.message
        );
    }
    let nigeria = support::load(&support::dataset(support::NIGERIA));
    let error = changes(&with_ids, &nigeria, vec![], &ChangesOptions::default()).unwrap_err();
    assert!(error.message.contains("layout ucdp and the newer one generic"), "{}", error.message);
    // A row without an id of its own is in no list.
    let csv = "id,start,lon,lat\na,2024-05-01,1,2\n,2024-05-02,1,2\n";
    let found = changed(csv, csv);
    assert_eq!((found.unchanged, found.without_id.newer, found.without_id.older, found.added.len()), (1, 1, 1, 0));
}

#[test]
fn shapes_that_are_no_area_are_refused_with_their_number() {
    let point = geometry::parse(r#"{"type":"Point","coordinates":[0,0]}"#).unwrap();
    let snapshot = at_site([1]);
    let error = changes(&snapshot, &snapshot, vec![site(1.0), point.clone()], &ChangesOptions::default()).unwrap_err();
    assert_eq!((error.code, error.at.row), (Code::BadGeometry, Some(2)));
    let many = vec![point; 100_001];
    assert_eq!(changes(&snapshot, &snapshot, many, &ChangesOptions::default()).unwrap_err().code, Code::TooLarge);
}

// ---- rules -------------------------------------------------------------------------------------------------------------------------

fn rules() -> impl Strategy<Value = Rule> {
    let when = prop_oneof![
        3 => Just(When::Any),
        3 => (1..5u32, 1..60u32).prop_map(|(at_least, in_days)| When::AtLeast { at_least, in_days }),
        1 => Just(When::More),
        1 => Just(When::Alarm),
    ];
    let kinds = prop::option::of(prop::collection::vec(prop::sample::select(Kind::ALL.to_vec()), 1..9));
    let by_kind = prop::collection::btree_map(
        prop::sample::select(Kind::ALL.to_vec()),
        prop::sample::select(vec![3.0, 40.0, 200.0]),
        1..4,
    );
    let radius =
        prop::option::of(prop_oneof![(1.0..100.0f64).prop_map(RuleRadius::All), by_kind.prop_map(RuleRadius::ByKind)]);
    let day = || prop::option::of(AS_OF - 300..AS_OF + 40);
    (when, kinds, prop::option::of(0..4u32), radius, day(), day()).prop_map(
        |(when, kinds, min_fatalities, radius_km, since, today)| Rule {
            kinds,
            min_fatalities,
            radius_km,
            since,
            today,
            ..Rule::new(when)
        },
    )
}

/// The share of an incident for a rule: by the radius of its kind.
fn share_for(snapshot: &Snapshot, row: usize, shape: &Shape, rule: &Rule) -> f32 {
    let kind = snapshot.kind()[row];
    let own = match &rule.radius_km {
        None => shape.radius_km,
        Some(RuleRadius::All(km)) => Some(*km),
        Some(RuleRadius::ByKind(radii)) => radii.get(&kind).copied().or(shape.radius_km),
    };
    let deaths = snapshot.fatalities(row).best;
    let counts = rule.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
        && rule.min_fatalities.is_none_or(|least| least == 0 || deaths.is_some_and(|deaths| deaths >= least));
    if !counts {
        return 0.0;
    }
    Area::new(Shape { radius_km: own, ..shape.clone() }, None).map_or(0.0, |area| share_in(snapshot, row, &area))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]
    #[test]
    fn rules_say_what_their_twins_do(
        samples in samples(), rules in prop::collection::vec(((0..3usize, places(), 5.0..150.0f64), rules()), 0..6), since in prop::option::of(AS_OF - 100..AS_OF),
    ) {
        let snapshot = snapshot(&samples, AS_OF);
        let rules: Vec<(Shape, Rule)> = rules.iter().map(|(drawn, rule)| (shape(drawn), rule.clone())).collect();
        let options = AlertsOptions { since, ..AlertsOptions::default() };
        let found = alerts(&snapshot, rules.clone(), &options).unwrap();
        prop_assert_eq!(found.len(), rules.len());
        for (number, (alert, (shape, rule))) in found.iter().zip(&rules).enumerate() {
            let last = rule.today.map_or(AS_OF, |today| today.min(AS_OF));
            let inside: Vec<(u32, Day, f32)> = (0..snapshot.len()).map(|row| (row as u32, snapshot.day()[row], share_for(&snapshot, row, shape, rule)))
                .filter(|(_, day, share)| *day <= last && *share > 0.0).collect();
            let from = |first: Day| -> (Vec<u32>, Vec<f32>) { inside.iter().filter(|one| one.1 >= first).map(|one| (one.0, one.2)).unzip() };
            let certain = |first: Day, last: Day| inside.iter().filter(|one| one.2 == 1.0 && (first..=last).contains(&one.1)).count() as u32;
            let (rows, fired) = match rule.when {
                When::Any => {
                    let new = from(rule.since.or(since).unwrap_or(last - 27));
                    let any = !new.0.is_empty();
                    (new, any)
                }
                When::AtLeast { at_least, in_days } => (from(last - in_days as Day + 1), certain(last - in_days as Day + 1, last) >= at_least),
                _ => (from(match (rule.when, alert.since) { (When::Alarm, Some(since)) => since, _ => last - 27 }), alert.fired),
            };
            prop_assert_eq!((&alert.rows, alert.fired, alert.rule as usize), (&rows.0, fired, number));
            prop_assert!(alert.share.iter().zip(&rows.1).all(|(found, share)| (found - share).abs() < 1e-4));
            prop_assert_eq!(alert.since.is_some(), alert.fired);
            prop_assert!(alert.since.is_none_or(|since| since <= last));
            prop_assert!(alert.false_alarms_per_year.is_none_or(|times| (0.0..=366.0).contains(&times)));
            prop_assert!(!alert.words.is_empty() && !alert.words.contains(['{', '}']), "{}", alert.words);
            if let When::AtLeast { at_least, in_days } = rule.when {
                let holds = |day: Day| certain(day - in_days as Day + 1, day) >= at_least;
                let since = fired.then(|| (0..365).map(|back| last - back).take_while(|day| holds(*day)).last().unwrap());
                prop_assert_eq!(alert.since, since);
            }
        }
    }

    /// *More* and the alarm are those of the geofence report.
    #[test]
    fn rules_say_what_a_geofence_says(ages in prop::collection::vec(prop_oneof![0..28i32, 0..900i32], 1..120)) {
        let snapshot = at_site(ages);
        let report = geofence(&snapshot, &Area::new(site(10.0), None).unwrap(), &GeofenceOptions { forecast: false, ..Default::default() }).unwrap();
        let history = report.findings.unwrap().history;
        let more = serde_json::to_value(&history.comparison.change).unwrap()["verdict"] == "more";
        prop_assert_eq!(ask(&snapshot, Rule::new(When::More)).fired, more);
        let alarm = ask(&snapshot, Rule::new(When::Alarm));
        prop_assert_eq!(alarm.since, history.alarm.as_ref().and_then(|alarm| alarm.since));
        let a_year = history.alarm.map(|alarm| 1.0 / alarm.by_chance_years);
        prop_assert_eq!(alarm.false_alarms_per_year, a_year);
    }
}

/// The formula of docs/model.md, term by term.
fn episodes(rate: f64, least: u64, days: f64) -> f64 {
    let poisson = |mean: f64, count: u64| (1..=count).fold((-mean).exp(), |p, k| p * mean / k as f64);
    let below = |count: u64| (0..count).map(|k| poisson(rate, k)).sum::<f64>();
    let term = |held: u64| poisson(rate * (days - 1.0), held) * (1.0 - below(least - held)) * below(least - held);
    365.0 * (0..least).map(term).sum::<f64>()
}

#[test]
fn false_alarms_of_at_least_follow_their_formula() {
    // 48 incidents in the 336 days of the baseline, one a week.
    let snapshot = at_site((28..364).step_by(7).chain([364]));
    let baseline = 48.0 / 336.0;
    for (at_least, in_days) in [(1, 1), (2, 7), (3, 14), (5, 28), (30, 364)] {
        let alert = ask(&snapshot, Rule::new(When::AtLeast { at_least, in_days }));
        let expected = episodes(baseline, at_least.into(), in_days.into());
        let told = alert.false_alarms_per_year.unwrap();
        assert!((told - expected).abs() <= 1e-9 * expected.max(1e-9), "{at_least} in {in_days}: {told} for {expected}");
    }
    let any = ask(&snapshot, Rule::new(When::Any)).false_alarms_per_year.unwrap();
    assert!((any - episodes(baseline, 1, 1.0)).abs() < 1e-9);
    // Weeks that vary more make more episodes of many at once.
    let clustered = at_site((28..364).step_by(28).flat_map(|age| [age, age, age, age]));
    let rule = || Rule::new(When::AtLeast { at_least: 4, in_days: 7 });
    assert!(ask(&clustered, rule()).false_alarms_per_year > ask(&snapshot, rule()).false_alarms_per_year);
}

#[test]
fn a_place_without_a_baseline_says_so() {
    for when in [When::Any, When::AtLeast { at_least: 1, in_days: 7 }, When::More, When::Alarm] {
        let alert = ask(&at_site([0, 1, 2, 3, 4, 5]), Rule::new(when));
        assert_eq!(alert.false_alarms_per_year, None, "{when:?}");
        assert!(alert.words.contains("cannot be told"), "{}", alert.words);
    }
}

#[test]
fn both_ends_of_every_member_are_accepted_and_no_more() {
    let snapshot = at_site([0, 40]);
    let read = |rule: Value| {
        read_rules(json!([{ "when": "any" }, rule])).and_then(|mut rules| {
            alerts(
                &snapshot,
                vec![(site(1.0), rules.remove(0)), (site(1.0), rules.remove(0))],
                &AlertsOptions::default(),
            )
        })
    };
    let at_least = |n: Value, days: Value| json!({ "when": { "atLeast": n, "inDays": days } });
    let accepted = [
        json!({ "when": "any" }),
        json!({ "when": "more" }),
        json!({ "when": "alarm" }),
        at_least(json!(1), json!(1)),
        at_least(json!(10_000), json!(364)),
        json!({ "when": "any", "radiusKm": 0.001 }),
        json!({ "when": "any", "radiusKm": 2000 }),
        json!({ "when": "any", "radiusKm": { "riot": 0.001, "abduction": 2000 } }),
        json!({ "when": "any", "radiusKm": {} }),
        json!({ "when": "any", "minFatalities": 0 }),
        json!({ "when": "any", "minFatalities": 4_294_967_295u32 }),
        json!({ "when": "any", "kinds": ["riot"], "name": "x".repeat(1000) }),
        json!({ "when": "any", "since": "0000-01-01", "today": "9999-12-31" }),
        json!({ "when": "more", "since": "9999-12-31", "today": "0000-01-01" }),
    ];
    for rule in accepted {
        assert_eq!(read(rule.clone()).map(|found| found.len()), Ok(2), "{rule}");
    }
    let refused = [
        (json!({ "when": "some" }), "when"),
        (json!({ "when": 1 }), "when"),
        (json!({}), "when"),
        (json!({ "when": [] }), "when"),
        (at_least(json!(0), json!(1)), "when.atLeast"),
        (at_least(json!(10_001), json!(1)), "when.atLeast"),
        (at_least(json!(1), json!(0)), "when.inDays"),
        (at_least(json!(1), json!(365)), "when.inDays"),
        (at_least(json!(1.5), json!(3)), "when.atLeast"),
        (json!({ "when": { "atLeast": 1 } }), "when.inDays"),
        (json!({ "when": { "atLeast": 1, "inDays": 1, "x": 1 } }), "when.x"),
        (json!({ "when": "any", "radiusKm": 0.0009 }), "radiusKm"),
        (json!({ "when": "any", "radiusKm": 2000.1 }), "radiusKm"),
        (json!({ "when": "any", "radiusKm": { "riot": 0 } }), "radiusKm.riot"),
        (json!({ "when": "any", "radiusKm": "1" }), "radiusKm"),
        (json!({ "when": "any", "minFatalities": -1 }), "minFatalities"),
        (json!({ "when": "any", "kinds": [] }), "kinds"),
        (json!({ "when": "any", "kinds": ["war"] }), "kinds.0"),
        (json!({ "when": "any", "kinds": vec!["riot"; 10] }), "kinds"),
        (json!({ "when": "any", "since": "soon" }), "since"),
        (json!({ "when": "any", "name": "x".repeat(1001) }), "name"),
        (json!({ "when": "any", "shap": 1 }), "shap"),
    ];
    for (rule, field) in refused {
        let error = read(rule.clone()).unwrap_err();
        assert_eq!(
            (error.code, error.at.row, error.at.field.as_deref()),
            (Code::BadOption, Some(2), Some(field)),
            "{rule}: {}",
            error.message
        );
        assert!(error.message.starts_with("Rule 2: "), "{}", error.message);
    }
}

#[test]
fn hostile_rules_are_refused_with_their_number() {
    let snapshot = at_site([0]);
    let many = json!(vec![json!({ "when": "any" }); 5001]);
    let error = read_rules(many).unwrap_err();
    assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some("rules")));
    assert!(error.message.contains("5001 entries; at most 5000"), "{}", error.message);
    let all = vec![(site(1.0), Rule::new(When::Any)); 5001];
    assert_eq!(alerts(&snapshot, all, &AlertsOptions::default()).unwrap_err().code, Code::BadOption);
    assert_eq!(
        alerts(&snapshot, vec![(site(1.0), Rule::new(When::Any)); 5000], &AlertsOptions::default()).unwrap().len(),
        5000
    );
    assert!(read_rules(json!({ "when": "any" })).unwrap_err().message.contains("no list"));

    let point = geometry::parse(r#"{"type":"Point","coordinates":[0,0]}"#).unwrap();
    let bow = geometry::parse(r#"{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}"#).unwrap();
    let kinds = Some(RuleRadius::ByKind(BTreeMap::from([(Kind::Riot, 5.0)])));
    for (shape, field) in [(point.clone(), "shape.radiusKm"), (bow, "shape")] {
        let rules = vec![(site(1.0), Rule::new(When::Any)), (shape, Rule::new(When::Alarm))];
        let error = alerts(&snapshot, rules, &AlertsOptions::default()).unwrap_err();
        assert_eq!(
            (error.code, error.at.row, error.at.field.as_deref()),
            (Code::BadGeometry, Some(2), Some(field)),
            "{}",
            error.message
        );
    }
    // A point with a radius for some kinds alone has none for others.
    let alert =
        alerts(&snapshot, vec![(point, Rule { radius_km: kinds, ..Rule::new(When::Any) })], &AlertsOptions::default());
    assert!(!alert.unwrap()[0].fired);
    assert_eq!(alerts(&snapshot, vec![], &AlertsOptions::default()), Ok(vec![]));
}

#[test]
fn words_tell_what_is_old_far_or_never_recorded() {
    let snapshot = at_site([0, 1, 2, 50]);
    let rule = |when| Rule { today: Some(AS_OF + 100), ..Rule::new(when) };
    let alert = ask(&snapshot, rule(When::AtLeast { at_least: 3, in_days: 7 }));
    assert!(alert.fired && alert.words.starts_with("These data are old"), "{}", alert.words);
    let far = geometry::parse(
        r#"{"type":"Feature","properties":{"radiusKm":9},"geometry":{"type":"Point","coordinates":[9,9]}}"#,
    )
    .unwrap();
    let alert = alerts(&snapshot, vec![(far, Rule::new(When::Any))], &AlertsOptions::default()).unwrap().remove(0);
    assert!(
        alert.words.starts_with("The data do not cover this place") && alert.false_alarms_per_year.is_none(),
        "{}",
        alert.words
    );
    let nigeria = support::load(&support::dataset(support::NIGERIA));
    let never = Rule { kinds: Some(vec![Kind::Blockade]), ..Rule::new(When::Any) };
    let borno = geometry::parse(
        r#"{"type":"Feature","properties":{"radiusKm":50},"geometry":{"type":"Point","coordinates":[13.15,11.83]}}"#,
    )
    .unwrap();
    let found = alerts(
        &nigeria,
        vec![(borno.clone(), never)],
        &AlertsOptions { lang: Language::Fr, ..AlertsOptions::default() },
    )
    .unwrap();
    assert!(found[0].words.contains("n’enregistre jamais") && !found[0].fired, "{}", found[0].words);
    // A place with thirty years of past tells its own false alarms; another seed changes nothing there.
    let more = |seed| {
        alerts(
            &nigeria,
            vec![(borno.clone(), Rule::new(When::More))],
            &AlertsOptions { seed, ..AlertsOptions::default() },
        )
    };
    assert_eq!(more(1), more(2));
    assert!(more(1).unwrap()[0].false_alarms_per_year.is_some());
}

#[test]
fn a_rule_whose_kinds_have_no_radius_is_refused() {
    let point = geometry::parse(r#"{"type":"Point","coordinates":[0,0]}"#).unwrap();
    let radius_km = Some(RuleRadius::ByKind(BTreeMap::from([(Kind::Riot, 5.0)])));
    let rule = Rule { kinds: Some(vec![Kind::ArmedClash]), radius_km, ..Rule::new(When::Any) };
    let error = alerts(&at_site([0]), vec![(point, rule)], &AlertsOptions::default()).unwrap_err();
    assert_eq!((error.code, error.at.row, error.at.field.as_deref()), (Code::BadOption, Some(1), Some("radiusKm")));
}

#[test]
fn days_that_are_not_in_the_data_are_no_zero() {
    let snapshot = at_site(0..200);
    let since = |age: Day, today: Day| AlertsOptions {
        since: Some(AS_OF - age),
        today: Some(AS_OF + today),
        ..Default::default()
    };
    let words = |when, options: &AlertsOptions| ask_with(&snapshot, Rule::new(when), options).words;
    let after = words(When::Any, &since(-5, 10));
    assert!(
        after.starts_with("The data end on 4 October 2024: nothing is known of what came since 9 October 2024."),
        "{after}"
    );
    for when in [When::AtLeast { at_least: 2, in_days: 7 }, When::More, When::Alarm] {
        let before = words(when, &since(500, -300));
        assert!(
            before.ends_with("The data begin on 19 March 2024: nothing is known of the days up to 9 December 2023."),
            "{before}"
        );
    }
    let part = words(When::AtLeast { at_least: 2, in_days: 364 }, &since(0, 0));
    assert!(part.contains("The data begin on 19 March 2024; of the days before nothing is known."), "{part}");
}

#[test]
fn a_rule_that_always_holds_is_not_told_as_unusual() {
    let alert = ask(&at_site((0..800).step_by(7)), Rule::new(When::AtLeast { at_least: 2, in_days: 364 }));
    assert!(alert.words.contains("It has held at least since"), "{}", alert.words);
    assert!(
        alert.words.ends_with("this rule holds on more than 99 % of all days here, so that it says little."),
        "{}",
        alert.words
    );
}

#[test]
fn what_filters_left_out_before_is_not_recorded_late() {
    let at = |id: u32, age: Day| -> Sample { (id, AS_OF - age, (0.0, 0.0), 0.0, 0, None) };
    let all = snapshot(&[at(1, 700), at(2, 600), at(3, 50), at(4, 40), at(5, 30)], AS_OF);
    let filters = Filters { since: Some(AS_OF - 100), ..Filters::default() };
    let older = filter(snapshot(&[at(1, 700), at(2, 600), at(3, 50), at(4, 40)], AS_OF - 20), &filters).unwrap();
    let found = changes(&all, &older, vec![], &ChangesOptions::default()).unwrap();
    assert_eq!((found.added.len(), found.newly_recorded_old.len(), found.lag_days.unwrap().n), (3, 1, 1));
    assert!(found.words.contains("2 were left out of the older data by its filters"), "{}", found.words);
    let marked = mark_first_seen(all, &older).unwrap();
    let seen = (0..marked.len()).filter(|row| marked.first_seen(*row).is_some()).count();
    assert_eq!(seen, 1, "of what was left out it is not known when it was first seen");

    // What the newer data do not cover any more is told.
    let narrowed = filter(snapshot(&[at(1, 700), at(3, 50), at(4, 40)], AS_OF), &filters).unwrap();
    let wide = snapshot(&[at(1, 700), at(2, 600), at(3, 50), at(4, 40)], AS_OF - 20);
    let found = changes(&narrowed, &wide, vec![], &ChangesOptions::default()).unwrap();
    assert_eq!((found.withdrawn.len(), found.outside.len()), (0, 2));
    assert!(
        found.words.contains("2 incidents of the older data are outside what the newer data cover"),
        "{}",
        found.words
    );
}

#[test]
fn each_origin_has_days_and_filters_of_its_own() {
    let at = |id: u32, age: Day| -> Sample { (id, AS_OF - age, (0.0, 0.0), 0.0, 0, None) };
    let old_log = |samples: &[Sample], as_of| snapshot(samples, as_of).with_name("old log".into());
    let live = |samples: &[Sample], as_of| snapshot(samples, as_of).with_name("live".into());
    let both = |a: &Snapshot, b: &Snapshot| combine(&[a, b], &CombineOptions::default()).unwrap();
    let ended = old_log(&[at(1, 900), at(2, 800)], AS_OF - 800);
    let older = both(&ended, &live(&[at(11, 60), at(12, 50), at(13, 40)], AS_OF - 30));
    let newer = both(&ended, &live(&[at(11, 60), at(13, 40), at(14, 35), at(15, 5)], AS_OF));
    let found = changes(&newer, &older, vec![], &ChangesOptions::default()).unwrap();
    assert_eq!((found.withdrawn.len(), found.outside.len()), (1, 0), "the other log ended long before");
    assert_eq!((found.added.len(), found.newly_recorded_old.len()), (2, 1));
    assert_eq!(found.lag_days.map(|lag| (lag.n, lag.q50)), Some((2, 20.0)));

    let since = Filters { since: Some(AS_OF - 850), ..Filters::default() };
    let narrowed = both(&filter(ended, &since).unwrap(), &live(&[at(11, 60), at(12, 50), at(13, 40)], AS_OF - 30));
    let found = changes(&narrowed, &older, vec![], &ChangesOptions::default()).unwrap();
    assert_eq!((found.withdrawn.len(), found.outside.len()), (0, 1));

    let renamed = snapshot(&[at(31, 60), at(32, 5)], AS_OF);
    let found = changes(&renamed, &live(&[at(11, 60)], AS_OF), vec![], &ChangesOptions::default()).unwrap();
    assert!(
        found.words.ends_with("No incident is in both: check that these are two versions of one log."),
        "{}",
        found.words
    );
}

// ---- when an incident was first seen -----------------------------------------------------------------------------------------------

fn packed(snapshot: &Snapshot) -> Snapshot {
    let mut bytes = Vec::new();
    pack::write(snapshot, &pack::PackOptions::default(), &mut bytes).unwrap();
    let mut loader = Loader::new(LoadOptions::default()).unwrap();
    loader.push(&bytes).unwrap();
    loader.finish().unwrap()
}

#[test]
fn packs_tell_when_an_incident_was_first_seen() {
    let at = |id: u32, age: Day| -> Sample { (id, AS_OF - age, (0.0, 0.0), 0.0, 0, None) };
    let first = snapshot(&[at(1, 60), at(2, 50)], AS_OF - 30);
    let second = mark_first_seen(snapshot(&[at(1, 60), at(2, 50), at(3, 55), at(4, 20)], AS_OF - 10), &first).unwrap();
    let third =
        mark_first_seen(snapshot(&[at(1, 60), at(2, 50), at(3, 55), at(4, 20), at(5, 300)], AS_OF), &packed(&second))
            .unwrap();
    let seen = |snapshot: &Snapshot, id: u32| {
        let row = (0..snapshot.len()).find(|row| snapshot.id(*row) == format!("E{id}")).unwrap();
        snapshot.first_seen(row).map(|day| day - AS_OF)
    };
    let loaded = packed(&third);
    assert_eq!([1, 2, 3, 4, 5].map(|id| seen(&loaded, id)), [None, None, Some(-10), Some(-10), Some(0)]);
    assert_eq!(
        [1, 2, 3, 4, 5].map(|id| seen(&packed(&second), id.min(4))),
        [None, None, Some(-10), Some(-10), Some(-10)]
    );

    // It is no change, it tells the lag, and old incidents that are recorded now are new to a rule.
    let found = changes(&loaded, &first, vec![], &ChangesOptions::default()).unwrap();
    assert_eq!((found.unchanged, found.changed.len(), found.added.len()), (2, 0, 3));
    assert_eq!(found.lag_days.map(|lag| (lag.q25, lag.q50, lag.q75)), Some((27.5, 45.0, 172.5)));
    let new_since = |age: Day| {
        ask_with(&loaded, Rule::new(When::Any), &AlertsOptions { since: Some(AS_OF - age), ..Default::default() })
    };
    assert_eq!([0, 10, 55].map(|age| new_since(age).rows.len()), [1, 3, 4]);
    assert_eq!(new_since(0).since, Some(AS_OF - 300));
    let record: Value = serde_json::from_str(&loaded.records_json(&new_since(0).rows).unwrap()).unwrap();
    assert_eq!(record[0]["firstSeen"], geobit::day::format(AS_OF));
    // Combined snapshots keep it.
    let other = at_site([3]);
    let both = combine(&[&loaded, &other], &CombineOptions::default()).unwrap();
    assert_eq!(seen(&both, 5), Some(0));
}
