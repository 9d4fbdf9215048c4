//! Times rules over many shapes, and what changed from one snapshot to the next.

use criterion::Criterion;
use geobit::geometry::{Shape, parse_collection};
use geobit::incident::{Incident, Kind, Position};
use geobit::intake::ReadSummary;
use geobit::questions::alerts::{AlertsOptions, Rule, When, alerts};
use geobit::questions::changes::{ChangesOptions, changes};
use geobit::snapshot::{Provenance, Snapshot, SnapshotBuilder};

/// One of every so many incidents is left out of the older snapshot, of the newer one, or has other deaths in it.
const ONE_IN: usize = 50;

pub fn bench(criterion: &mut Criterion, count: usize, snapshot: &Snapshot, sites: &str) {
    let drawn = parse_collection(sites).expect("the sites are valid");
    let at_least = When::AtLeast { at_least: 3, in_days: 14 };
    for (name, kinds) in [
        ("rules-any", vec![When::Any]),
        ("rules-count", vec![at_least]),
        ("rules-mixed", vec![When::Any, at_least, When::More, When::Alarm]),
    ] {
        let rules: Vec<(Shape, Rule)> =
            drawn.iter().cloned().zip(kinds.iter().cycle()).map(|(shape, when)| (shape, Rule::new(*when))).collect();
        criterion.bench_function(&crate::name(name, count), |bencher| {
            bencher.iter(|| {
                alerts(snapshot, rules.clone(), &AlertsOptions::default()).expect("the rules are valid").len()
            });
        });
    }
    let older = with_ids(snapshot, |number| !number.is_multiple_of(ONE_IN), |_| 1);
    let newer = with_ids(snapshot, |number| number % ONE_IN != 1, |number| if number % ONE_IN == 2 { 2 } else { 1 });
    criterion.bench_function(&crate::name("changes", count), |bencher| {
        bencher.iter(|| {
            let found = changes(&newer, &older, drawn.clone(), &ChangesOptions::default()).expect("both have ids");
            found.added.len() + found.changed.len() + found.withdrawn.len()
        });
    });
}

/// The incidents that are kept, with ids and texts.
fn with_ids(snapshot: &Snapshot, keeps: impl Fn(usize) -> bool, deaths: impl Fn(usize) -> u32) -> Snapshot {
    let mut builder = SnapshotBuilder::default();
    for row in (0..snapshot.len()).filter(|row| keeps(*row)) {
        let at = snapshot.at(row);
        let mut incident = Incident {
            id: format!("EVT{row}").into(),
            start: snapshot.day()[row],
            end: snapshot.day()[row],
            position: Some(Position { lon: at.lon, lat: at.lat }),
            uncertainty_km: Some(snapshot.uncertainty_km()[row]),
            kind: Kind::ALL[row % Kind::ALL.len()],
            place: format!("Place {}", row % 400).into(),
            headline: format!("What is told of event {row}, in a line of text").into(),
            ..Incident::default()
        };
        incident.fatalities.best = Some(deaths(row));
        builder.push(&incident);
    }
    let intake = ReadSummary {
        format: "csv".into(),
        layout: "generic".into(),
        rows: 0,
        rejected: 0,
        rejections: Vec::new(),
        warnings: Vec::new(),
        provider: None,
    };
    builder.finish(Provenance::default(), intake).expect("there is room")
}
