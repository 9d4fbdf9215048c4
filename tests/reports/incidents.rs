//! Random incidents, and the options that every question has.

use geobit::day;
use geobit::incident::{Day, Kind};
use geobit::load::{LoadOptions, Loader, load_columns};
use geobit::snapshot::{ColumnSource, CombineOptions, Snapshot, combine};
use proptest::prelude::*;
use serde_json::{Value, json};

pub const AS_OF: Day = 20_000;
const ACTORS: [&str; 3] = ["Red", "Green", "Blue"];

/// An incident: degrees east and north of the middle of the case, age in days, uncertainty radius in km or NaN, the number of
/// its kind, and the numbers of its actors, of which the last one is nobody.
pub type Sample = (f64, f64, i32, f32, usize, [usize; 2]);

pub fn samples(reach: f64, most: usize) -> impl Strategy<Value = Vec<Sample>> {
    let age =
        prop_oneof![3 => 0..28i32, 3 => 0..400i32, 1 => Just(9), 1 => 100..110i32, 1 => 300..320i32, 1 => -20..0i32];
    let radius = prop::sample::select(vec![0.0f32, 0.0, 0.0, 0.0, 2.0, 5.0, 25.0, 60.0, f32::NAN]);
    let place = (-reach..reach, -reach..reach);
    prop::collection::vec((place, age, radius, 0..9usize, [0..4usize, 0..4usize]), 1..most).prop_map(|samples| {
        samples.into_iter().map(|((x, y), age, radius, kind, actors)| (x, y, age, radius, kind, actors)).collect()
    })
}

/// The middles of cases, over the antimeridian as well.
pub fn middle() -> impl Strategy<Value = (f64, f64)> {
    (prop_oneof![Just(-8.0), Just(179.9), Just(-180.0)], prop_oneof![Just(12.6), Just(-60.0), Just(0.0)])
}

pub fn wrapped(lon: f64) -> f64 {
    (lon + 540.0).rem_euclid(360.0) - 180.0
}

/// A file with actors and ids, in which some rows have no place and every tenth incident comes twice.
pub fn from_file((lon, lat): (f64, f64), samples: &[Sample], as_of: Option<Day>) -> Snapshot {
    let mut csv = String::from("id,start,end,lon,lat,uncertainty_km,kind,actor1,actor2\n");
    let mut write = |number: usize, &(x, y, age, radius, kind, actors): &Sample, later: i32| {
        let (start, end) = (day::format(AS_OF - age), day::format(AS_OF - age + later));
        let place =
            if radius.is_nan() { ",,".into() } else { format!("{:.7},{:.7},{radius}", wrapped(lon + x), lat + y) };
        let [first, second] = actors.map(|actor| ACTORS.get(actor).copied().unwrap_or_default());
        csv.push_str(&format!("i{number},{start},{end},{place},{},{first},{second}\n", Kind::ALL[kind].name()));
    };
    for (number, sample) in samples.iter().enumerate().filter(|(number, _)| number % 10 == 0) {
        write(number, &(sample.0 / 2.0, 0.0, 3, 0.0, 0, [0, 0]), 40);
    }
    samples.iter().enumerate().for_each(|(number, sample)| write(number, sample, number as i32 % 3));
    let mut loader =
        Loader::new(LoadOptions { as_of, name: Some("Samples".into()), ..LoadOptions::default() }).unwrap();
    loader.push(csv.as_bytes()).unwrap();
    loader.finish().unwrap()
}

/// Columns, in which an incident may have a place and yet not be locatable.
pub fn from_columns((lon, lat): (f64, f64), samples: &[Sample], as_of: Option<Day>) -> Snapshot {
    let columns = ColumnSource {
        lon: samples.iter().map(|sample| wrapped(lon + sample.0)).collect(),
        lat: samples.iter().map(|sample| lat + sample.1).collect(),
        day: samples.iter().map(|sample| AS_OF - sample.2).collect(),
        kind: Some(samples.iter().map(|sample| sample.4 as u8).collect()),
        kind_names: None,
        uncertainty_km: Some(samples.iter().map(|sample| sample.3).collect()),
    };
    load_columns(columns, LoadOptions { as_of, licence: Some("CC0".into()), ..LoadOptions::default() }).unwrap()
}

/// Two snapshots as one: half of the incidents from a file, the other half from columns, and one in both.
pub fn combined(middle: (f64, f64), samples: &[Sample], as_of: Option<Day>) -> Snapshot {
    let file = from_file(middle, &samples[..samples.len().div_ceil(2)], as_of);
    let columns = from_columns(middle, &samples[samples.len() / 2..], as_of.map(|day| day + 3));
    combine(&[&file, &columns], &CombineOptions::default()).unwrap()
}

/// One of the ways to make a snapshot of incidents.
pub fn make(source: usize, middle: (f64, f64), samples: &[Sample], as_of: Option<Day>) -> Snapshot {
    [from_file, from_columns, combined][source](middle, samples, as_of)
}

/// Adds to a part of a report how many of the incidents that it counts come from which origin, which only reports on
/// combined snapshots tell.
pub fn add_origins(part: &mut Value, snapshot: &Snapshot, rows: &[usize]) {
    let origins = snapshot.summary().origins.len();
    if origins > 1 {
        let count = |origin: usize| rows.iter().filter(|&&row| snapshot.record(row).origin as usize == origin).count();
        part["byOrigin"] = (0..origins).map(count).collect();
    }
}

/// The options that every question has.
#[derive(Clone, Debug)]
pub struct Scope {
    pub as_of: Option<Day>,
    pub recent_days: u32,
    pub baseline_days: u32,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub kinds: Option<Vec<Kind>>,
    pub actors: Option<Vec<String>>,
    pub uncertainty: bool,
    pub confidence: f64,
}

pub fn scopes() -> impl Strategy<Value = Scope> {
    let windows = prop::sample::select(vec![(28, 336), (28, 336), (28, 336), (7, 60), (1, 1), (30, 13), (100, 7)]);
    let as_of = prop::sample::select(vec![None, None, None, Some(AS_OF - 30), Some(AS_OF + 5), Some(AS_OF - 300)]);
    let days = prop::sample::select(vec![
        (None, None),
        (None, None),
        (Some(350), None),
        (None, Some(20)),
        (Some(90), Some(3)),
        (Some(2), Some(2)),
    ]);
    let kinds = prop::sample::select(vec![None, None, Some(vec![]), Some(vec![0, 4]), Some(vec![1, 2, 3, 5, 6, 7, 8])]);
    let actors = prop::sample::select(vec![None, None, None, Some(vec!["Red"]), Some(vec!["Blue", "Green"])]);
    let confidence = prop::sample::select(vec![0.95, 0.95, 0.8, 0.999]);
    (windows, as_of, days, kinds, actors, any::<bool>(), confidence).prop_map(
        |((recent_days, baseline_days), as_of, (from, to), kinds, actors, uncertainty, confidence)| Scope {
            as_of,
            recent_days,
            baseline_days,
            from: from.map(|age: i32| AS_OF - age),
            to: to.map(|age: i32| AS_OF - age),
            kinds: kinds.map(|kinds: Vec<usize>| kinds.into_iter().map(|kind| Kind::ALL[kind]).collect()),
            actors: actors.map(|names: Vec<&str>| names.into_iter().map(str::to_owned).collect()),
            uncertainty,
            confidence,
        },
    )
}

impl Scope {
    /// Leaves out the actors that a snapshot does not name, which would be refused.
    pub fn known_to(mut self, snapshot: &Snapshot) -> Scope {
        let named: Vec<String> = (0..snapshot.len()).flat_map(|row| snapshot.record(row).actors).collect();
        if let Some(actors) = &mut self.actors {
            actors.retain(|actor| named.contains(actor));
        }
        self.actors = self.actors.filter(|actors| !actors.is_empty());
        self
    }

    pub fn last_day(&self, snapshot: &Snapshot) -> Day {
        self.as_of.unwrap_or(snapshot.as_of())
    }

    /// Whether a row has a kind and an actor that were asked for.
    pub fn matches(&self, snapshot: &Snapshot, row: usize) -> bool {
        let named = || snapshot.record(row).actors;
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&snapshot.kind()[row]))
            && self.actors.as_ref().is_none_or(|actors| named().iter().any(|actor| actors.contains(actor)))
    }

    /// Whether a row is on a day that was asked for.
    pub fn covers(&self, snapshot: &Snapshot, row: usize) -> bool {
        let day = snapshot.day()[row];
        self.from.is_none_or(|first| first <= day) && self.to.is_none_or(|last| day <= last)
    }

    /// The rows of the kinds and actors that were asked for and that can be located, each with its radius.
    pub fn located(&self, snapshot: &Snapshot) -> Vec<(usize, f64)> {
        let radius = |row: usize| if self.uncertainty { f64::from(snapshot.uncertainty_km()[row]) } else { 0.0 };
        let rows = (0..snapshot.len()).filter(|&row| !snapshot.lon()[row].is_nan() && self.matches(snapshot, row));
        rows.map(|row| (row, radius(row))).filter(|(_, radius)| !radius.is_nan()).collect()
    }

    /// What the method of a report says besides the options of its own question.
    pub fn method(&self, snapshot: &Snapshot, options: Value, counting: &str) -> Value {
        let summary = snapshot.summary();
        let mut method = json!({
            "distance": "WGS84 geodesic; edges and legs straight in longitude and latitude",
            "counting": counting, "precisionTable": summary.precision_table, "kindTable": summary.kind_table,
            "snapshot": summary.name, "licence": summary.licence, "version": env!("CARGO_PKG_VERSION"),
        });
        for (name, value) in options.as_object().unwrap() {
            method[name] = value.clone();
        }
        method["asOf"] = day::format(self.last_day(snapshot)).into();
        method
    }

    /// The notes with which every report begins.
    pub fn first_notes(&self, snapshot: &Snapshot) -> Vec<String> {
        let mut notes = vec!["Derived from recorded incidents; not a risk advisory.".to_owned()];
        let lost =
            (0..snapshot.len()).filter(|&row| snapshot.lon()[row].is_nan() || snapshot.uncertainty_km()[row].is_nan());
        let lost = lost.count();
        if self.uncertainty && lost > 0 {
            notes.push(format!("{lost} incidents of the snapshot cannot be located; they are in no count."));
        }
        if !snapshot.summary().cannot_contain.is_empty() {
            notes.push(format!("This snapshot cannot contain: {}.", snapshot.summary().cannot_contain.join("; ")));
        }
        let days: Vec<Day> = snapshot.summary().origins.iter().map(|origin| origin.as_of).collect();
        let (first, last) = (*days.iter().min().unwrap(), *days.iter().max().unwrap());
        if first != last {
            notes.push(format!(
                "The data of the origins reach to different days, from {} to {}; the snapshot is complete only up to the \
                 first of them.",
                day::format(first),
                day::format(last)
            ));
        }
        notes
    }
}
