//! A pack that is made without holding its incidents is the one that is made of a snapshot, byte for byte.

use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::incident::{Fatalities, IdTrust, Kind, Position};
use crate::snapshot::{SnapshotBuilder, pack};

fn intake(rows: usize) -> ReadSummary {
    ReadSummary {
        format: "csv".into(),
        layout: "generic".into(),
        rows: rows as u64,
        rejected: 0,
        rejections: Vec::new(),
        warnings: Vec::new(),
        provider: None,
    }
}

type Packed = Result<(Vec<u8>, serde_json::Value)>;

/// Pushes incidents, of which a file begins at each of some places; without any, they are of one file.
fn push_files<'i>(incidents: &'i [Incident<'i>], starts: &[usize], mut take: impl FnMut(Option<&'i Incident<'i>>)) {
    for (number, incident) in incidents.iter().enumerate() {
        starts.iter().filter(|start| **start == number).for_each(|_| take(None));
        take(Some(incident));
    }
}

fn in_memory(
    incidents: &[Incident<'_>],
    starts: &[usize],
    filters: Option<&Filters>,
    options: &PackOptions,
    given: &Provenance,
) -> Packed {
    let mut builder = SnapshotBuilder::default();
    if let Some(filters) = filters {
        builder.filter(filters.clone());
    }
    push_files(incidents, starts, |incident| match incident {
        Some(incident) => builder.push(incident),
        None => builder.begin_file(),
    });
    let snapshot = builder.finish(given.clone(), intake(incidents.len()))?;
    let mut bytes = Vec::new();
    pack::write(&snapshot, options, &mut bytes)?;
    Ok((bytes, serde_json::to_value(snapshot.summary()).unwrap()))
}

fn streamed(
    memory: usize,
    incidents: &[Incident<'_>],
    starts: &[usize],
    filters: Option<&Filters>,
    options: &PackOptions,
    given: &Provenance,
) -> Packed {
    let folder = tempfile::tempdir().unwrap();
    let room = Room { memory, folder: folder.path().into() };
    let mut builder = StreamingBuilder::new(room, options.clone(), filters.cloned());
    push_files(incidents, starts, |incident| match incident {
        Some(incident) => builder.push(incident),
        None => builder.begin_file(),
    });
    let mut bytes = Vec::new();
    let summary = builder.finish(given.clone(), intake(incidents.len()), &mut bytes)?;
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "temporary files have no names");
    Ok((bytes, serde_json::to_value(&summary).unwrap()))
}

/// An incident of a few numbers, so that ids, days and places come again.
fn incident(id_trust: IdTrust) -> impl Strategy<Value = Incident<'static>> {
    let id = prop_oneof![3 => (0..12u32).prop_map(|id| format!("id {id}")), 1 => Just("0".into()), 1 => (0..50u32).prop_map(|row| format!("row {row}"))];
    let place = prop::option::weighted(
        0.9,
        (prop::sample::select(vec![-179.5, -8.0, -7.999, 0.0, 12.25, 179.99]), -60.0..60.0f64),
    );
    let km = prop::sample::select(vec![
        None,
        Some(0.0f32),
        Some(0.0),
        Some(0.0),
        Some(25.0),
        Some(30.0),
        Some(400.0),
        Some(900.0),
    ]);
    let texts = prop::array::uniform3(prop_oneof![Just(String::new()), "[a-zé]{0,3}", Just("x".repeat(300))]);
    let country = prop::sample::select(vec!["Mali", "Niger", "", "Côte d’Ivoire"]);
    let numbers =
        (0..4i32, 0..3i32, any::<Option<u8>>(), prop::option::of(0..9u32), prop_oneof![4 => Just(0i64), 1 => 1..4i64]);
    (id, place, km, texts, country, numbers, prop::sample::select(Kind::ALL.to_vec())).prop_map(
        move |(
            id,
            place,
            uncertainty_km,
            [headline, actor, source],
            country,
            (day, days, time_precision, deaths, revision),
            kind,
        )| Incident {
            id: Cow::Owned(id),
            start: 20_000 + day,
            end: 20_000 + day + days,
            time_precision,
            position: place.map(|(lon, lat)| Position { lon, lat }),
            uncertainty_km,
            kind,
            actors: [Cow::Owned(actor), Cow::default()],
            fatalities: Fatalities { low: None, best: deaths, high: deaths.map(|deaths| deaths + 1) },
            country: country.into(),
            source: Cow::Owned(source),
            headline: Cow::Owned(headline),
            revision,
            id_trust,
            ..Incident::default()
        },
    )
}

fn incidents() -> impl Strategy<Value = Vec<Incident<'static>>> {
    prop::sample::select(vec![IdTrust::Given, IdTrust::Named, IdTrust::Guessed])
        .prop_flat_map(|trust| prop::collection::vec(incident(trust), 1..150))
}

fn filters() -> impl Strategy<Value = Option<Filters>> {
    let bbox = prop::option::of(Just([-10.0, -90.0, 20.0, 90.0]));
    let countries = prop::sample::select(vec![vec![], vec!["MALI".to_string()], vec!["Peru".to_string()]]);
    let since = prop::option::of(20_000..20_005i32);
    prop::option::of((bbox, countries, since).prop_map(|(bbox, countries, since)| Filters {
        bbox,
        countries,
        since,
        matching: None,
    }))
}

proptest! {
    #[test]
    fn both_ways_make_the_same_pack(
        incidents in incidents(),
        filters in filters(),
        memory in prop_oneof![Just(1usize << 30), 0..60_000usize],
        no_text in any::<bool>(),
        as_of in prop::option::of(Just(20_100)),
        starts in prop_oneof![Just(vec![]), prop::collection::vec(0..150usize, 0..4)],
        repeats in prop::collection::vec((0..150usize, 0..150usize), 0..60),
    ) {
        // A log of several files has its first one from the beginning. Some rows are in two files as they are.
        let mut incidents = incidents;
        for (from, to) in repeats {
            let (from, to) = (from % incidents.len(), to % incidents.len());
            incidents[to] = incidents[from].clone();
        }
        let starts: Vec<usize> = if starts.is_empty() { starts } else { starts.into_iter().chain([0]).collect() };
        let options = PackOptions { no_text, made_at: Some(20_200) };
        let given = Provenance { as_of, ..Provenance::default() };
        let expected = in_memory(&incidents, &starts, filters.as_ref(), &options, &given);
        let made = streamed(memory, &incidents, &starts, filters.as_ref(), &options, &given);
        prop_assert_eq!(made.as_ref().map(|(_, summary)| summary), expected.as_ref().map(|(_, summary)| summary));
        prop_assert!(made == expected, "the files differ");
    }
}

/// More rows than a row group has, with long and short text, in several pages and with dictionaries that become too large.
#[test]
fn packs_of_several_row_groups_are_the_same() {
    let count = pack::GROUP_ROWS as u32 + 5000;
    let texts = |number: u32| {
        (format!("{}", u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15)), format!("note {}", number % 70_000))
    };
    let incidents = |number: u32| {
        let (id, headline) = texts(number);
        let degrees = |factor: u32, most: f64| f64::from(number.wrapping_mul(factor) >> 8) / f64::from(1 << 24) * most;
        Incident {
            id: Cow::Owned(id),
            start: 15_000 + (number % 4000) as i32,
            end: 15_000 + (number % 4000) as i32,
            position: Some(Position {
                lon: degrees(0x9e37_79b1, 340.0) - 170.0,
                lat: degrees(0x85eb_ca77, 120.0) - 60.0,
            }),
            uncertainty_km: Some((number % 3) as f32),
            headline: Cow::Owned(headline),
            ..Incident::default()
        }
    };
    let (mut builder, options) = (SnapshotBuilder::default(), PackOptions::default());
    let folder = tempfile::tempdir().unwrap();
    let room = Room { memory: 20_000_000, folder: folder.path().into() };
    let mut streaming = StreamingBuilder::new(room, options.clone(), None);
    for number in 0..count {
        let incident = incidents(number);
        builder.push(&incident);
        streaming.push(&incident);
    }
    let (mut expected, mut made) = (Vec::new(), Vec::new());
    let snapshot = builder.finish(Provenance::default(), intake(count as usize)).unwrap();
    pack::write(&snapshot, &options, &mut expected).unwrap();
    streaming.finish(Provenance::default(), intake(count as usize), &mut made).unwrap();
    assert!(made == expected, "{} and {} bytes", made.len(), expected.len());
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let room = Room { memory: 1000, folder: "/no/such/folder".into() };
    let mut builder = StreamingBuilder::new(room, PackOptions::default(), None);
    (0..100).for_each(|number| builder.push(&Incident { id: format!("{number}").into(), ..Incident::default() }));
    let error = builder.check().unwrap_err();
    assert_eq!(error.code, Code::TooLarge);
    assert!(error.message.starts_with("The temporary files in /no/such/folder cannot be written"), "{}", error.message);
}

#[test]
fn a_full_disk_is_told_with_what_is_needed() {
    let error = refuse_files(Path::new("/data"), &io::ErrorKind::StorageFull.into());
    assert!(
        error.message.contains("/data") && error.message.contains("two and a half times the size"),
        "{}",
        error.message
    );
}
