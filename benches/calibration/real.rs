//! How good forecasts were on real records: every place of a sample is asked for its hindcast.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use geobit::day;
use geobit::intensity::{FitScore, Record};
use geobit::load::{self, LoadOptions, Loader};
use geobit::questions::geofence::{GeofenceOptions, geofence};
use geobit::questions::hindcast::{Hindcast, HindcastVerdict};
use geobit::snapshot::{ColumnSource, Snapshot};
use geobit::{Area, LonLat};

use crate::{alarms, routes};

/// Places of each record, and the radius around them.
const PLACES: usize = 200;
const RADIUS_KM: f64 = 25.0;
/// Lower ends of the bands of expected counts.
const BANDS: [f64; 6] = [0.0, 0.1, 0.5, 1.0, 3.0, 10.0];

/// A file, its name for people, and the first day that is used.
const RECORDS: [(&str, &str, &str); 2] = [
    ("ucdp_ged_nigeria_1990_2019_hdx.csv.gz", "Nigeria", "2012-01-01"),
    ("ucdp_ged_car_v23_1.geojson.gz", "Central African Republic", "2014-01-01"),
];

/// Returns the tables as Markdown.
pub fn tables() -> String {
    let mut text = String::from(include_str!("real.md"));
    let (mut maps, mut places) = (String::new(), String::new());
    let (mut verdicts, mut ringing, mut along) = (String::new(), String::new(), String::new());
    for (file, name, from) in RECORDS {
        let snapshot = load(file, from);
        let record = Record::of(&snapshot).expect("incidents that can be located");
        let score = record.fit(&snapshot).score.expect("a long record");
        let FitScore { fitted, fixed, twelve_months, incidents, from } = score;
        let from = day::format(from);
        writeln!(maps, "| {name} | {from} | {incidents} | {fitted:.2} | {fixed:.2} | {twelve_months:.2} |").unwrap();
        let sample = sample(&snapshot);
        add_places(name, &snapshot, &sample, &mut places);
        let fewer: Vec<LonLat> = sample.iter().copied().step_by(2).collect();
        verdicts += &alarms::verdicts(name, &snapshot, &fewer, RADIUS_KM);
        ringing += &alarms::real(name, &snapshot, &sample, RADIUS_KM);
        along += &routes::deciles(name, &snapshot, &fewer);
    }
    for (place, rows) in [
        ("{maps}\n", maps),
        ("{places}\n", places),
        ("{verdicts}\n", verdicts),
        ("{alarms}\n", ringing),
        ("{routes}\n", along),
    ] {
        text = text.replace(place, &rows);
    }
    text
}

/// Loads the located incidents of a file from a day on.
fn load(file: &str, from: &str) -> Snapshot {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/data").join(file);
    let mut loader = Loader::new(LoadOptions::default()).expect("default options");
    loader.push(&fs::read(path).expect("a committed file")).expect("a file that can be read");
    let whole = loader.finish().expect("a file that can be read");
    let from = day::parse(from).expect("a day");
    let rows = (0..whole.len()).filter(|&row| whole.day()[row] >= from && whole.uncertainty_km()[row].is_finite());
    let mut columns = ColumnSource { uncertainty_km: Some(Vec::new()), ..ColumnSource::default() };
    for row in rows {
        columns.lon.push(whole.lon()[row]);
        columns.lat.push(whole.lat()[row]);
        columns.day.push(whole.day()[row]);
        columns.uncertainty_km.as_mut().expect("just made").push(whole.uncertainty_km()[row]);
    }
    load::load_columns(columns, LoadOptions { as_of: Some(whole.as_of()), ..LoadOptions::default() })
        .expect("rows of a file")
}

/// Places of a record, more where more was recorded.
fn sample(snapshot: &Snapshot) -> Vec<LonLat> {
    (0..snapshot.len()).step_by((snapshot.len() / PLACES).max(1)).map(|row| snapshot.at(row)).collect()
}

fn add_places(name: &str, snapshot: &Snapshot, places: &[LonLat], text: &mut String) {
    let options = GeofenceOptions { hindcast: true, ..GeofenceOptions::default() };
    let (mut held, mut all) = ([0u32; BANDS.len()], [0u32; BANDS.len()]);
    let mut verdicts = [0u32; 3];
    for &place in places {
        let area = Area::circle(place, RADIUS_KM).expect("a place of the record");
        let findings = geofence(snapshot, &area, &options).expect("default options").findings.expect("a full report");
        let hindcast = findings.hindcast.expect("asked for");
        verdicts[match hindcast.verdict {
            HindcastVerdict::Better => 0,
            HindcastVerdict::NoBetterThanTwelveMonths => 1,
            HindcastVerdict::TooFew => 2,
        }] += 1;
        count(&hindcast, &mut held, &mut all);
    }
    let share = |band: usize| match all[band] {
        0 => "–".to_string(),
        count => format!("{:.0} % of {count}", 100.0 * f64::from(held[band]) / f64::from(count)),
    };
    let shares: Vec<String> = (0..BANDS.len()).map(share).collect();
    let [better, no_better, too_few] = verdicts;
    writeln!(text, "| {name} | {} | {better} | {no_better} | {too_few} |", shares.join(" | ")).unwrap();
}

fn count(hindcast: &Hindcast, held: &mut [u32], all: &mut [u32]) {
    for (number, &expected) in hindcast.expected.iter().enumerate() {
        let band = BANDS.iter().rposition(|least| expected >= *least).unwrap_or(0);
        let observed = f64::from(hindcast.observed[number]);
        all[band] += 1;
        held[band] += u32::from((hindcast.lower[number]..=hindcast.upper[number]).contains(&observed));
    }
}
