//! A snapshot of the incidents that match, asked every question: it answers as the whole does when it is asked for these incidents
//! alone, and every answer says that only some count.

mod support;

use std::sync::Arc;

use geobit::area::Area;
use geobit::geometry;
use geobit::incident::Kind;
use geobit::load::{LoadOptions, Loader};
use geobit::options;
use geobit::questions::alerts::{alerts, read_rules};
use geobit::questions::changes::{ChangesOptions, changes};
use geobit::questions::duplicates::{DuplicatesOptions, duplicates};
use geobit::questions::geofence::{GeofenceOptions, geofence};
use geobit::questions::region::region;
use geobit::questions::route::{RouteOptions, route};
use geobit::route_line::Route;
use geobit::snapshot::pack::{self, PackOptions};
use geobit::snapshot::{CombineOptions, Matching, Snapshot, combine, filtered};
use geobit::words::Language;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::relative;

const SQUARE: &str = r#"{"type":"Polygon","coordinates":[[[-8.5,12],[-7.5,12],[-7.5,13],[-8.5,13],[-8.5,12]]]}"#;
const ROAD: &str = r#"{"type":"LineString","coordinates":[[-8.4,12.1],[-7.6,12.9]]}"#;

/// A row: day of the record, place in steps of 0.05°, kind, actor, deaths.
type Row = (u16, (u8, u8), usize, usize, Option<u8>);

const ACTORS: [&str; 3] = ["", "Army", "Rebels"];

fn load(rows: &[Row]) -> Snapshot {
    let mut text = String::from("id,start,lon,lat,uncertainty_km,kind,actor1,fatalities_best,headline\n");
    for (number, (day, (x, y), kind, actor, deaths)) in rows.iter().enumerate() {
        let deaths = deaths.map_or(String::new(), |deaths| deaths.to_string());
        text += &format!(
            "e{number},{},{},{},{},{},{},{deaths},{}\n",
            geobit::day::format(20_000 + i32::from(*day)),
            -9.0 + 0.05 * f64::from(*x),
            11.5 + 0.05 * f64::from(*y),
            [0, 0, 5, 25][number % 4],
            Kind::ALL[*kind].name(),
            ACTORS[*actor],
            ["Ambush", "Élections", ""][number % 3],
        );
    }
    let mut loader =
        Loader::new(LoadOptions { as_of: Some(20_500), today: Some(20_500), ..LoadOptions::default() }).unwrap();
    loader.push(text.as_bytes()).unwrap();
    loader.finish().unwrap()
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..500u16, (0..40u8, 0..40u8), 0..9usize, 0..3usize, prop::option::of(0..5u8));
    prop::collection::vec(row, 3..80).prop_map(|mut rows| {
        // Both actors are named, and the record has its first day.
        rows.extend([(0, (20, 20), 0, 1, None), (1, (20, 20), 0, 2, Some(1))]);
        rows
    })
}

fn area() -> Area {
    Area::new(geometry::parse(SQUARE).unwrap(), None).unwrap()
}

fn line() -> Route {
    Route::new(geometry::parse(ROAD).unwrap()).unwrap()
}

/// An answer as JSON without what may differ: the rows of incidents are named by their ids, and what says that only some count is left out.
fn compared(report: &impl serde::Serialize, snapshot: &Snapshot) -> Value {
    let mut report = serde_json::to_value(report).unwrap();
    name_rows(&mut report, snapshot);
    for own in ["method", "notes", "verdictText", "afterMore"] {
        report.as_object_mut().unwrap().remove(own);
    }
    if let Some(status) = report.get_mut("status") {
        status.as_object_mut().unwrap().remove("verdictText");
    }
    report
}

fn name_rows(value: &mut Value, snapshot: &Snapshot) {
    let id = |row: &Value| Value::from(snapshot.id(row.as_u64().unwrap() as usize).into_owned());
    match value {
        Value::Object(members) => {
            if let Some(rows) =
                members.get("rows").and_then(Value::as_array).filter(|rows| rows.iter().all(Value::is_u64))
            {
                let mut named: Vec<(Value, Value, Value)> = Vec::new();
                let list = |name: &str, place: usize| members.get(name).map_or(Value::Null, |list| list[place].clone());
                for (place, row) in rows.iter().enumerate() {
                    named.push((id(row), list("share", place), list("distanceKm", place)));
                }
                named.sort_by_key(|(id, ..)| id.to_string());
                let named = named.into_iter().map(|(id, share, km)| json!([id, share, km])).collect();
                ["rows", "share", "distanceKm", "alongKm"].iter().for_each(|name| drop(members.remove(*name)));
                members.insert("incidents".into(), named);
            }
            if let Some(row) = members.get_mut("row") {
                *row = id(row);
            }
            members.values_mut().for_each(|member| name_rows(member, snapshot));
        }
        Value::Array(list) => list.iter_mut().for_each(|member| name_rows(member, snapshot)),
        _ => {}
    }
}

/// Whether two answers are the same, up to the order in which numbers were added up.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let [one, other] = [one, other].map(|number| number.as_f64().unwrap());
            // On the line itself, a distance is what rounding leaves.
            relative(one, other, 1e-9) || (one - other).abs() < 1e-12
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, member)| other.get(name).is_some_and(|other| same(member, other)))
        }
        _ => one == other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Kinds and actors are also options of questions: both ways give the same answer.
    #[test]
    fn a_filtered_snapshot_answers_as_the_whole_does_for_these_incidents(
        rows in rows(), kinds in prop::option::of(prop::sample::subsequence(Kind::ALL.to_vec(), 1..9)),
        actors in prop::option::of(prop::sample::subsequence(vec!["Army".to_string(), "Rebels".to_string()], 1..3)),
    ) {
        let all = Arc::new(load(&rows));
        let matching = Matching { kinds: kinds.clone(), actors: actors.clone(), ..Matching::default() };
        let some = filtered(&all, &matching).unwrap();
        let chosen = GeofenceOptions { kinds: kinds.clone(), actors: actors.clone(), forecast: false, ..GeofenceOptions::default() };
        let plain = GeofenceOptions { forecast: false, ..GeofenceOptions::default() };
        let (found, wanted) = (geofence(&some, &area(), &plain).unwrap(), geofence(&all, &area(), &chosen).unwrap());
        let (said, said_of_all) = (found.findings.as_ref().unwrap(), wanted.findings.as_ref().unwrap());
        prop_assert!(some.is_empty() || said.verdict_text.ends_with(&said_of_all.verdict_text), "{} {}", said.verdict_text, said_of_all.verdict_text);
        prop_assert_eq!(compared(&found, &some), compared(&wanted, &all));
        let plain = json!({ "intensity": "fixed", "forecast": false });
        let chosen = RouteOptions { kinds, actors, ..options::read(plain.clone()).unwrap() };
        let found = route(&some, &line(), &options::read(plain).unwrap()).unwrap();
        let wanted = route(&all, &line(), &chosen).unwrap();
        let (mut found, mut wanted) = (compared(&found, &some), compared(&wanted, &all));
        // The tails of the kernels are left out block by block of the index.
        let [found_km, wanted_km] = [&mut found, &mut wanted].map(|report| {
            let report = report.as_object_mut().unwrap();
            let parts = ["exposure", "encounter", "segments", "stretches", "reportingLag"].map(|part| report.remove(part).unwrap());
            parts[0]["integral"].as_f64().unwrap()
        });
        prop_assert!(relative(found_km, wanted_km, 2e-4) || (found_km - wanted_km).abs() < 1e-14);
        prop_assert!(same(&found, &wanted), "{found}\n{wanted}");
    }

    #[test]
    fn deaths_words_and_radii_choose_what_the_records_say(
        rows in rows(), min in prop::option::of(0..4u32), text in prop::option::of(prop::sample::select(vec!["elections", "AMBUSH", "rebel"])),
        km in prop::option::of(prop::sample::select(vec![0.0, 5.0, 20.0])),
    ) {
        let all = Arc::new(load(&rows));
        let matching = Matching { min_fatalities: min, text: text.map(String::from), max_uncertainty_km: km, ..Matching::default() };
        let some = filtered(&all, &matching).unwrap();
        let has = |text: &str, wanted: &str| text.to_lowercase().replace('é', "e").contains(&wanted.to_lowercase());
        let mut wanted: Vec<String> = (0..all.len()).map(|row| all.record(row)).filter(|record| {
            min.is_none_or(|min| record.fatalities.best.is_some_and(|deaths| deaths >= min))
                && text.is_none_or(|text| has(&record.headline, text) || record.actors.iter().any(|actor| has(actor, text)))
                && km.is_none_or(|km| record.uncertainty_km.is_some_and(|radius| radius <= km))
        }).map(|record| record.id).collect();
        let mut found: Vec<String> = (0..some.len()).map(|row| some.id(row).into_owned()).collect();
        found.sort();
        wanted.sort();
        prop_assert_eq!(found, wanted);
    }
}

fn few() -> Arc<Snapshot> {
    Arc::new(load(&[
        (0, (20, 20), 0, 1, None),
        (480, (20, 21), 1, 2, Some(3)),
        (490, (21, 20), 6, 2, Some(0)),
        (499, (22, 22), 6, 0, None),
    ]))
}

fn verdict(snapshot: &Snapshot, lang: Language) -> (String, Vec<String>, Value) {
    let report = geofence(snapshot, &area(), &GeofenceOptions { lang, ..GeofenceOptions::default() }).unwrap();
    let findings = report.findings.unwrap();
    (findings.verdict_text, findings.notes, serde_json::to_value(findings.coverage).unwrap())
}

#[test]
fn every_answer_says_that_only_some_incidents_count() {
    let all = few();
    let matching = Matching {
        actors: Some(vec!["Rebels".into()]),
        min_fatalities: Some(1),
        max_uncertainty_km: Some(7.5),
        ..Matching::default()
    };
    let some = filtered(&all, &matching).unwrap();
    let preface = "Only incidents that match a filter count here: 1 of 4.";
    let (said, notes, coverage) = verdict(&some, Language::En);
    assert!(said.starts_with(&format!("{preface} One")) || said.starts_with(&format!("{preface} 1")), "{said}");
    let note = "Only incidents that match a filter count here: 1 of 4. The filter: actor \"Rebels\"; at least 1 recorded death; the \
                place known within 7.5 km. 2 incidents without a recorded number of deaths do not match.";
    assert!(notes.iter().any(|one| one == note), "{notes:?}");
    assert_eq!(coverage, verdict(&all, Language::En).2, "the data cover what they covered");
    let (said, notes, _) = verdict(&some, Language::Fr);
    let preface_fr = "Seuls les incidents qui correspondent à un filtre comptent ici\u{a0}: 1 sur 4.";
    assert!(said.starts_with(preface_fr), "{said}");
    assert!(
        notes
            .iter()
            .any(|one| one.contains("acteur \"Rebels\"; au moins 1 mort enregistré; le lieu connu à 7,5 km près.")),
        "{notes:?}"
    );
    let report = route(&some, &line(), &RouteOptions::default()).unwrap().findings.unwrap();
    assert!(report.status.verdict_text.starts_with(preface) && report.notes.iter().any(|one| one == note));
    let rules = read_rules(json!([{ "when": "any" }])).unwrap();
    let shapes = vec![geometry::parse(SQUARE).unwrap()];
    let found = alerts(&some, shapes.into_iter().zip(rules).collect(), &options::read(json!({})).unwrap()).unwrap();
    assert!(found[0].words.starts_with(preface), "{}", found[0].words);
    let picture = region(&some, None, &options::read(json!({})).unwrap()).unwrap();
    assert!(picture.words.starts_with(preface), "{}", picture.words);
    let told = changes(&some, &all, vec![], &ChangesOptions::default()).unwrap();
    assert!(told.words.starts_with(preface), "{}", told.words);
    let pairs = duplicates(&all, &some, &DuplicatesOptions::default()).unwrap();
    assert!(pairs.notes.iter().any(|one| one == preface));
    let both = combine(&[&some, &few()], &CombineOptions::default()).unwrap();
    let (said, notes, _) = verdict(&both, Language::En);
    assert!(said.starts_with("Of some sources, only incidents that match a filter count here."), "{said}");
    assert!(
        notes.iter().any(|one| one.starts_with("Of the source \"Unnamed snapshot\" only incidents that match")),
        "{notes:?}"
    );
    // The whole says nothing of the kind.
    let (said, notes, _) = verdict(&all, Language::En);
    assert!(!said.contains("filter") && notes.iter().all(|one| !one.contains("filter")));
}

#[test]
fn a_filter_without_a_part_is_not_spoken_of_and_what_is_given_twice_is_one() {
    let all = few();
    let nothing_left_out = filtered(&all, &Matching::default()).unwrap();
    let [of_it, of_all] = [&nothing_left_out, &*all].map(|snapshot| verdict(snapshot, Language::En));
    assert_eq!(of_it, of_all);
    let twice = Matching {
        kinds: Some(vec![Kind::ArmedClash, Kind::ArmedClash]),
        actors: Some(vec!["Rebels".into(), "Rebels".into()]),
        ..Matching::default()
    };
    let (_, notes, _) = verdict(&filtered(&all, &twice).unwrap(), Language::En);
    assert!(notes.iter().any(|one| one.contains("The filter: 1 kind; actor \"Rebels\".")), "{notes:?}");
}

#[test]
fn where_nothing_matches_no_answer_says_that_nothing_happened() {
    let all = few();
    let none = filtered(&all, &Matching { min_fatalities: Some(4), ..Matching::default() }).unwrap();
    assert!(none.is_empty());
    let said = "None of the 4 incidents matches the filter: this says nothing about how many there were.";
    let (verdict_text, notes, coverage) = verdict(&none, Language::En);
    assert_eq!(verdict_text, said);
    assert!(notes.iter().any(|one| one.starts_with(said)), "{notes:?}");
    assert_eq!(coverage, verdict(&all, Language::En).2, "the data cover what they covered");
    let report = route(&none, &line(), &RouteOptions::default()).unwrap();
    assert_eq!(report.findings.unwrap().status.verdict_text, said);
    let rules = read_rules(json!([{ "when": "any" }, { "when": "more" }])).unwrap();
    let shapes = vec![geometry::parse(SQUARE).unwrap(); 2];
    let found = alerts(&none, shapes.into_iter().zip(rules).collect(), &options::read(json!({})).unwrap()).unwrap();
    assert!(found.iter().all(|alert| !alert.fired && alert.words == said), "{found:?}");
    assert_eq!(region(&none, None, &options::read(json!({})).unwrap()).unwrap().words, said);
    let far = filtered(&all, &Matching { text: Some("nowhere".into()), ..Matching::default() }).unwrap();
    assert_eq!(far.summary().count, 0);
}

#[test]
fn incidents_of_an_older_file_that_would_not_match_are_not_withdrawn() {
    let all = few();
    let matching = Matching { actors: Some(vec!["Rebels".into()]), ..Matching::default() };
    let some = filtered(&all, &matching).unwrap();
    let told = changes(&some, &all, vec![], &ChangesOptions::default()).unwrap();
    assert_eq!((told.withdrawn.len(), told.outside.len(), told.unchanged, told.added.len()), (0, 2, 2, 0));
    let told = changes(&all, &some, vec![], &ChangesOptions::default()).unwrap();
    assert_eq!((told.added.len(), told.newly_recorded_old.len(), told.unchanged), (2, 0, 2));
}

#[test]
fn a_pack_of_what_matches_says_so() {
    let all = few();
    let matching = Matching { text: Some("ambush".into()), kinds: Some(vec![Kind::Riot]), ..Matching::default() };
    let some = filtered(&all, &matching).unwrap();
    let mut bytes = Vec::new();
    pack::write(&some, &PackOptions::default(), &mut bytes).unwrap();
    let mut loader = Loader::new(LoadOptions::default()).unwrap();
    loader.push(&bytes).unwrap();
    let read = loader.finish().unwrap();
    assert_eq!(read.summary().filters, some.summary().filters);
    assert_eq!((read.len(), read.summary().left_out), (some.len(), some.summary().left_out));
    let (said, notes, _) = verdict(&read, Language::En);
    assert!(said.starts_with("Only incidents that match a filter count here: 1 of 4."), "{said}");
    assert!(notes.iter().any(|one| one.contains("The filter: 1 kind; the words \"ambush\".")), "{notes:?}");
}
