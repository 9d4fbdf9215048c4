//! What is filtered, against each incident judged on its own, and against snapshots that never had the others.

use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::day;
use crate::incident::{Fatalities, Incident, Position};
use crate::intake::ReadSummary;
use crate::snapshot::{CombineOptions, Provenance, SnapshotBuilder, combine};

/// An incident of a few numbers, which recur.
#[derive(Clone, Debug)]
struct Seed {
    day: i32,
    kind: usize,
    place: Option<(i16, f32)>,
    deaths: Option<u32>,
    actors: (usize, usize),
    words: usize,
}

const ACTORS: [&str; 4] = ["", "Army", "Group of Ménaka", "Militia"];
const WORDS: [&str; 5] = ["", "Ambush near MENAKA", "Nothing", "ambush", "Côte d’Ivoire"];

fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    let place = prop::option::of((-20..20i16, prop::sample::select(vec![0.0f32, 0.5, 5.0, 24.1, 600.0])));
    let seed = (0..400i32, 0..9usize, place, prop::option::of(0..6u32), (0..4usize, 0..4usize), 0..5usize);
    let seed =
        seed.prop_map(|(day, kind, place, deaths, actors, words)| Seed { day, kind, place, deaths, actors, words });
    prop::collection::vec(seed, 1..60)
}

fn build(name: &str, seeds: &[Seed]) -> Snapshot {
    let mut builder = SnapshotBuilder::default();
    for (number, seed) in seeds.iter().enumerate() {
        builder.push(&Incident {
            id: format!("{name} {number}").into(),
            start: 20_000 + seed.day,
            end: 20_000 + seed.day,
            kind: Kind::ALL[seed.kind],
            position: seed.place.map(|(lon, _)| Position { lon: f64::from(lon), lat: 1.0 }),
            uncertainty_km: seed.place.map(|(_, km)| km),
            fatalities: Fatalities { low: Some(9), best: seed.deaths, high: None },
            actors: [ACTORS[seed.actors.0], ACTORS[seed.actors.1]].map(Cow::Borrowed),
            headline: if number % 2 == 0 { WORDS[seed.words] } else { "" }.into(),
            country: if number % 2 == 1 { WORDS[seed.words] } else { "" }.into(),
            first_seen: (number % 3 == 0).then_some(20_100),
            date_span_days: (number % 4) as u16 * 7,
            ..Incident::default()
        });
    }
    let intake = ReadSummary {
        format: "csv".into(),
        layout: "generic".into(),
        rows: seeds.len() as u64,
        rejected: 0,
        rejections: Vec::new(),
        warnings: Vec::new(),
        provider: None,
    };
    let provenance = Provenance { name: Some(name.into()), as_of: Some(20_450), ..Provenance::default() };
    builder.finish(provenance, intake).unwrap()
}

fn matchings() -> impl Strategy<Value = Matching> {
    let kinds = prop::option::of(prop::sample::subsequence(Kind::ALL.to_vec(), 1..9));
    let actors = prop::option::of(prop::sample::subsequence(vec!["Army", "Group of Ménaka"], 1..3));
    let text = prop::option::of(prop::sample::select(vec!["menaka", " AMBUSH ", "d'ivoire", "army", "nowhere"]));
    let km = prop::option::of(prop::sample::select(vec![0.0, 0.5, 10.0, 500.0]));
    (kinds, actors, prop::option::of(0..3u32), prop::option::of(2..6u32), text, km).prop_map(
        |(kinds, actors, min_fatalities, max_fatalities, text, max_uncertainty_km)| Matching {
            kinds,
            actors: actors.map(|names| names.into_iter().map(String::from).collect()),
            min_fatalities,
            max_fatalities: max_fatalities.map(|max| max.max(min_fatalities.unwrap_or(0))),
            text: text.map(String::from),
            max_uncertainty_km,
            origins: None,
        },
    )
}

/// The records by id, without their rows.
fn records(snapshot: &Snapshot, is_wanted: impl Fn(usize) -> bool) -> Vec<serde_json::Value> {
    let mut records: Vec<serde_json::Value> = (0..snapshot.len())
        .filter(|row| is_wanted(*row))
        .map(|row| {
            let mut record = serde_json::to_value(snapshot.record(row)).unwrap();
            record["row"] = snapshot.summary().origins[snapshot.origin(row)].name.clone().into();
            record["origin"] = snapshot.date_span_days(row).into();
            record
        })
        .collect();
    records.sort_by_key(|record| record["id"].to_string());
    records
}

fn rows_add_up(summary: &Summary) -> bool {
    summary.rows == summary.located + summary.not_locatable + summary.superseded + summary.rejected + summary.left_out
}

proptest! {
    #[test]
    fn what_matches_is_what_each_incident_says_on_its_own(seeds in seeds(), matching in matchings()) {
        let mut seeds = seeds;
        // Actors that no incident names are refused.
        seeds.extend([1, 2].map(|actor| Seed { day: 3, kind: 0, place: None, deaths: None, actors: (actor, 0), words: 1 }));
        let all = Arc::new(build("all", &seeds));
        let some = filtered(&all, &matching).unwrap();
        prop_assert_eq!(records(&some, |_| true), records(&all, |row| matching.accept(&all.incident(row))));
        let (summary, whole) = (some.summary(), all.summary());
        prop_assert!(rows_add_up(summary) && summary.left_out == (all.len() - some.len()) as u64);
        prop_assert_eq!((summary.as_of, &summary.coverage, some.span()), (whole.as_of, &whole.coverage, all.span()));
        let matched = summary.filters[0].matching.as_ref().unwrap();
        prop_assert_eq!((&matched.only, matched.of), (&matching, all.len() as u64));
        let unknown = seeds.iter().filter(|seed| seed.deaths.is_none()).count() as u64;
        prop_assert_eq!(matched.without_deaths, if matching.asks_for_deaths() { unknown } else { 0 });
        // Ids in the order of the source, as before.
        let ids: Vec<String> = some.rows_of_source().iter().map(|row| some.id(*row as usize).into_owned()).collect();
        prop_assert!(ids.is_sorted_by_key(|id| id[4..].parse::<u32>().unwrap()));
        let named = |name: &str| (0..some.len()).filter(|row| some.record(*row).actors.iter().any(|actor| actor == name)).count();
        let mut wanted: Vec<(usize, &str)> = ACTORS[1..].iter().map(|name| (named(name), *name)).filter(|(count, _)| *count > 0).collect();
        wanted.sort_by_key(|(count, name)| (usize::MAX - count, *name));
        let found = some.frequent_actors(2);
        prop_assert_eq!(found.iter().map(|one| (one.count as usize, one.name.as_str())).collect::<Vec<_>>(), &wanted[..wanted.len().min(2)]);
        // A filter of what is filtered lets pass what both let pass.
        let twice = filtered(&Arc::new(some), &Matching { kinds: Some(vec![Kind::Riot]), ..Matching::default() }).unwrap();
        let is_riot = |row: usize| all.kind()[row] == Kind::Riot && matching.accept(&all.incident(row));
        prop_assert_eq!(records(&twice, |_| true), records(&all, is_riot));
        prop_assert!(std::ptr::eq(twice.ground(), &*all) && rows_add_up(twice.summary()));
    }

    #[test]
    fn origins_that_are_left_out_might_never_have_been_there(lists in prop::array::uniform3(seeds()), chosen in 1..8usize) {
        let logs = ["a", "b", "c"].map(|name| name.to_string());
        let snapshots: Vec<Snapshot> = logs.iter().zip(&lists).map(|(name, seeds)| build(name, seeds)).collect();
        let all = Arc::new(combine(&snapshots.iter().collect::<Vec<_>>(), &CombineOptions::default()).unwrap());
        let is_chosen = |number: &usize| chosen >> number & 1 == 1;
        let origins: Vec<String> = (0..3).filter(is_chosen).map(|number| logs[number].clone()).collect();
        let some = filtered(&all, &Matching { origins: Some(origins.clone()), ..Matching::default() }).unwrap();
        let parts: Vec<&Snapshot> = (0..3).filter(is_chosen).map(|number| &snapshots[number]).collect();
        let made = (parts.len() > 1).then(|| combine(&parts, &CombineOptions::default()).unwrap());
        let wanted = made.as_ref().unwrap_or_else(|| parts[0]);
        prop_assert_eq!(records(&some, |_| true), records(wanted, |_| true));
        prop_assert_eq!((some.span(), some.ground().len()), (wanted.span(), wanted.len()));
        let (found, wanted) = (some.summary(), wanted.summary());
        prop_assert_eq!(&found.coverage, &wanted.coverage);
        prop_assert_eq!((&found.name, found.as_of, found.count), (&wanted.name, wanted.as_of, wanted.count));
        prop_assert!(rows_add_up(found) && found.origins.iter().map(|origin| origin.count).eq(wanted.origins.iter().map(|origin| origin.count)));
    }
}

#[test]
fn what_cannot_be_asked_is_refused_with_the_name_of_the_part() {
    let seed = Seed { day: 0, kind: 0, place: None, deaths: None, actors: (1, 0), words: 1 };
    let all = Arc::new(build("all", &[seed]));
    let text = |text: &str| Matching { text: Some(text.into()), ..Matching::default() };
    let refused = |matching: Matching| {
        let error = filtered(&all, &matching).err().unwrap();
        (error.at.field.unwrap_or_default(), error.message)
    };
    let actors = Matching { actors: Some(vec!["Nobody".into()]), ..Matching::default() };
    assert_eq!(refused(actors).1, "No incident of this snapshot names the actor \"Nobody\".");
    let origins = Matching { origins: Some(vec!["other".into()]), ..Matching::default() };
    assert_eq!(refused(origins).1, "No origin of this snapshot is named \"other\"; there are: all.");
    assert_eq!(refused(text("  ")).0, "text");
    assert_eq!(refused(text("\u{301}")).0, "text");
    assert_eq!(refused(text(&"x".repeat(201))).1, "text has 201 characters; at most 200 are accepted.");
    let reversed = Matching { min_fatalities: Some(2), max_fatalities: Some(1), ..Matching::default() };
    assert_eq!(refused(reversed).0, "minFatalities");
    assert_eq!(refused(Matching { kinds: Some(Vec::new()), ..Matching::default() }).0, "kinds");
    for km in [-1.0, 500.1, f64::NAN] {
        assert_eq!(refused(Matching { max_uncertainty_km: Some(km), ..Matching::default() }).0, "maxUncertaintyKm");
    }
    let seed = Seed { day: 0, kind: 0, place: None, deaths: None, actors: (0, 0), words: 0 };
    let bare = Arc::new(build("bare", &[seed]));
    let error = filtered(&bare, &text("x")).err().unwrap();
    assert_eq!(error.message, "This snapshot has no texts, so that no words can be looked for in it.");
}

#[test]
fn nothing_that_matches_is_a_snapshot_of_the_same_days() {
    let seed = Seed { day: 0, kind: 0, place: Some((3, 0.0)), deaths: None, actors: (1, 0), words: 1 };
    let all = Arc::new(build("all", &[seed]));
    let none = filtered(&all, &Matching { min_fatalities: Some(0), ..Matching::default() }).unwrap();
    let summary = none.summary();
    assert_eq!((none.len(), summary.left_out, summary.bbox), (0, 1, None));
    assert_eq!(
        [summary.from, summary.to, summary.coverage.to].map(day::format),
        ["2024-10-04", "2024-10-04", "2025-12-28"]
    );
    assert_eq!(none.span(), all.span());
    assert_eq!(summary.filters[0].matching.as_ref().unwrap().without_deaths, 1);
}
