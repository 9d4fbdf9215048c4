//! Whole snapshots against the rows of the file that they were read from: every member of every record, the summary, and the
//! order, natively and for every format.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use geobit::day;
use geobit::error::Code;
use geobit::incident::{Day, Kind};
use geobit::index::{Points, is_ordered};
use geobit::intake::{KIND_MISSING, KIND_TABLE_VERSION, PRECISION_TABLE_VERSION, TOO_UNCERTAIN};
use geobit::load::{LoadOptions, Loader, load_columns};
use geobit::snapshot::{ColumnSource, Snapshot};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A row of a file: its fields as text, by the names of the generic layout.
type Row = BTreeMap<&'static str, String>;

const FIELDS: [&str; 19] = [
    "id",
    "start",
    "end",
    "time_precision",
    "lon",
    "lat",
    "uncertainty_km",
    "kind",
    "type",
    "subtype",
    "actor1",
    "actor2",
    "fatalities_low",
    "fatalities_best",
    "fatalities_high",
    "country",
    "place",
    "source",
    "headline",
];

fn text(pattern: &'static str, often: u32) -> impl Strategy<Value = String> {
    const MISSING: [&str; 6] = ["na", "nd", "nil", "nan", "none", "null"];
    let is_stated = |text: &String| !MISSING.contains(&text.trim().to_lowercase().as_str());
    prop_oneof![often => pattern, 1 => Just(String::new())].prop_filter("a mark of a missing value", is_stated)
}

/// Rows of which about one in ten cannot be used.
fn row() -> impl Strategy<Value = Row> {
    let id = prop_oneof![2 => "[a-f]{1,2}", 1 => Just(String::new()), 1 => (1..60u32).prop_map(|number| format!("row {number}"))];
    let days = (15_000..20_000i32, prop_oneof![2 => Just(0), 1 => 1..400i32], any::<bool>());
    let place = (-180.0..=180.0f64, -90.0..=90.0f64, prop::sample::select(vec!["", "0", "0.5", "25", "25.0", "700"]));
    let kind = prop::sample::select(vec!["", "riot", "Armed clash", "abduction", "blockade", "coup", "PROTEST"]);
    let deaths = || prop::sample::select(vec!["", "0", "2", "2.0", "17", "1000"]);
    let words = (
        text("[a-z]{1,6}", 2),
        text("[A-Z][a-z ]{0,5}[a-z]", 2),
        prop::sample::select(vec!["", "Red", "Green"]),
        prop::sample::select(vec!["", "Red", "Blue"]),
    );
    let more = (
        text("[A-C]", 3),
        text("[A-Z][a-zé]{1,9}", 3),
        text("[s-u]{1}", 2),
        text("[a-z,;'\" ]{0,12}[a-z]", 2),
        prop::sample::select(vec!["", "1", "7", "x"]),
    );
    let fault = prop_oneof![10 => Just(""), 1 => prop::sample::select(vec!["date", "lat", "lon", "half", "end", "deaths", "radius", "none"])];
    (id, days, place, kind, [deaths(), deaths(), deaths()], words, more, fault).prop_map(
        |(id, (start, duration, has_end), (lon, lat, radius), kind, [low, best, high], words, more, fault)| {
            let (event_type, subtype, actor1, actor2) = words;
            let (country, place, source, headline, precision) = more;
            let end = if duration > 0 || has_end { day::format(start + duration) } else { String::new() };
            let fields = [
                id,
                day::format(start),
                end,
                precision.into(),
                format!("{lon:.6}"),
                format!("{lat:.6}"),
                radius.into(),
                kind.into(),
                event_type,
                subtype,
                actor1.into(),
                actor2.into(),
                low.into(),
                best.into(),
                high.into(),
                country,
                place,
                source,
                headline,
            ];
            let mut row: Row = FIELDS.into_iter().zip(fields).collect();
            match fault {
                "date" => row.insert("start", "2024-02-30".into()),
                "lat" => row.insert("lat", "90.5".into()),
                "lon" => row.insert("lon", "-180.1".into()),
                "half" => row.insert("lat", String::new()),
                "end" => row.insert("end", day::format(start - 1)),
                "deaths" => row.insert("fatalities_best", "1.5".into()),
                "radius" => row.insert("uncertainty_km", "-1".into()),
                "none" => row.insert("lon", String::new()).and(row.insert("lat", String::new())),
                _ => None,
            };
            row
        },
    )
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', ';', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.into() }
}

fn csv(rows: &[Row]) -> String {
    let line = |cells: Vec<String>| cells.join(",") + "\n";
    let header = line(FIELDS.iter().map(|name| name.to_string()).collect());
    rows.iter().fold(header, |file, row| file + &line(FIELDS.iter().map(|name| quoted(&row[name])).collect()))
}

/// The same rows as features, whose place is in their geometry; the faults of a place stay in the fields.
fn geojson(rows: &[Row]) -> String {
    let feature = |row: &Row| {
        let place = row["lon"].parse::<f64>().ok().zip(row["lat"].parse::<f64>().ok());
        let members = FIELDS.iter().filter(|name| !["lon", "lat"].contains(name)).map(|name| (*name, json!(row[name])));
        let geometry = place.map(|(lon, lat)| json!({ "type": "Point", "coordinates": [lon, lat] }));
        json!({ "type": "Feature", "geometry": geometry, "properties": members.collect::<BTreeMap<_, _>>() })
    };
    json!({ "type": "FeatureCollection", "features": rows.iter().map(feature).collect::<Vec<_>>() }).to_string()
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

fn parse_kind(text: &str) -> Option<Kind> {
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    Kind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(&letters))
}

/// The field that makes a row unusable.
fn fault(row: &Row) -> Option<&'static str> {
    let (start, end) = (day::parse(&row["start"]), day::parse(&row["end"]));
    if start.is_none() {
        return Some("start");
    }
    if end.is_some() && end < start {
        return Some("end");
    }
    let (lon, lat) = (number(&row["lon"]), number(&row["lat"]));
    match (lon, lat) {
        (Some(_), None) => return Some("lat"),
        (None, Some(_)) => return Some("lon"),
        _ if lon.is_some_and(|lon| lon.abs() > 180.0) => return Some("lon"),
        _ if lat.is_some_and(|lat| lat.abs() > 90.0) => return Some("lat"),
        _ => {}
    }
    number(&row["uncertainty_km"]).is_some_and(|radius| radius < 0.0).then_some("uncertainty_km")
}

/// The record of a row of a file, without its row in the snapshot.
fn record(row: &Row, line: u64) -> Value {
    let deaths = |name: &str| number(&row[name]).filter(|deaths| deaths.fract() == 0.0).map(|deaths| deaths as u32);
    let kind = parse_kind(&row["kind"]);
    let is_unknown = kind.is_none() && row["type"].is_empty();
    let place = number(&row["lon"]);
    let actors = ["actor1", "actor2"].map(|name| &row[name]);
    let actors: Vec<_> = actors.into_iter().filter(|actor| !actor.is_empty()).collect();
    json!({
        "id": if row["id"].is_empty() { format!("row {line}") } else { row["id"].clone() },
        "start": row["start"], "end": if row["end"].is_empty() { &row["start"] } else { &row["end"] },
        "timePrecision": row["time_precision"].parse::<u8>().ok(),
        "lon": place, "lat": number(&row["lat"]),
        "uncertaintyKm": place.map(|_| number(&row["uncertainty_km"]).unwrap_or(0.0)).filter(|km| *km <= 500.0),
        "kind": kind.unwrap_or(Kind::Other).name(), "type": if is_unknown { &row["kind"] } else { &row["type"] },
        "subtype": row["subtype"],
        "actors": actors,
        "fatalities": {
            "low": deaths("fatalities_low"), "best": deaths("fatalities_best"), "high": deaths("fatalities_high"),
        },
        "country": row["country"], "admin1": "", "place": row["place"], "source": row["source"], "headline": row["headline"].trim(),
        "origin": 0,
    })
}

/// Checks a snapshot against the rows that it was read from. `line` is the number of the first row.
fn check(snapshot: &Snapshot, rows: &[Row], format: &str, line: u64, as_of: Option<Day>) {
    let (good, bad): (Vec<_>, Vec<_>) = rows.iter().zip(line..).partition(|(row, _)| fault(row).is_none());
    let all: Vec<Value> = good.iter().map(|(row, line)| record(row, *line)).collect();
    let comes_again = |at: &usize| all[at + 1..].iter().any(|other| other["id"] == all[*at]["id"]);
    let kept: Vec<&Value> = (0..all.len()).filter(|at| !comes_again(at)).map(|at| &all[at]).collect();
    assert_eq!(snapshot.len(), kept.len());

    let source = snapshot.source();
    for (row, &number) in source.iter().enumerate() {
        let mut expected = kept[number as usize].clone();
        expected["row"] = row.into();
        let found = serde_json::to_value(snapshot.record(row)).unwrap();
        assert_eq!(found, expected);
        assert_eq!(snapshot.id(row), expected["id"].as_str().unwrap());
        assert_eq!(day::format(snapshot.day()[row]), expected["start"].as_str().unwrap());
        assert_eq!(snapshot.kind()[row].name(), expected["kind"].as_str().unwrap());
        let number = |value: f64| (!value.is_nan()).then_some(value);
        assert_eq!(json!(number(snapshot.lon()[row])), expected["lon"]);
        assert_eq!(json!(number(snapshot.lat()[row])), expected["lat"]);
        assert_eq!(json!(number(f64::from(snapshot.uncertainty_km()[row]))), expected["uncertaintyKm"]);
    }
    let mut numbers = source.to_vec();
    numbers.sort_unstable();
    assert!(numbers.into_iter().eq(0..kept.len() as u32));
    assert!(is_ordered(Points { lon: snapshot.lon(), lat: snapshot.lat(), uncertainty_km: snapshot.uncertainty_km() }));

    let day_of = |record: &&&Value, name: &str| day::parse(record[name].as_str().unwrap()).unwrap();
    let first = kept.iter().map(|record| day_of(&record, "start")).min().unwrap();
    let last = kept.iter().map(|record| day_of(&record, "end")).max().unwrap();
    let last_start = kept.iter().map(|record| day_of(&record, "start")).max().unwrap();
    assert_eq!((snapshot.span(), snapshot.as_of()), ((first, last), as_of.unwrap_or(last_start)));
    let located: Vec<[f64; 2]> = kept
        .iter()
        .filter(|record| !record["uncertaintyKm"].is_null())
        .filter_map(|record| record["lon"].as_f64().zip(record["lat"].as_f64()))
        .map(|(lon, lat)| [lon, lat])
        .collect();
    let extreme = |axis: usize, pick: fn(f64, f64) -> f64| located.iter().map(|at| at[axis]).reduce(pick);
    let bbox = extreme(0, f64::min)
        .map(|west| json!([west, extreme(1, f64::min), extreme(0, f64::max), extreme(1, f64::max)]));
    let mut kinds = BTreeMap::new();
    kept.iter().for_each(|record| *kinds.entry(record["kind"].as_str().unwrap()).or_insert(0) += 1);
    let deaths = |name: &str| {
        kept.iter().filter_map(|record| record["fatalities"][name].as_u64()).reduce(|sum, deaths| sum + deaths)
    };
    let mut summary = serde_json::to_value(snapshot.summary()).unwrap();
    check_warning_of_ids(&all, summary["warnings"].as_array_mut().unwrap());
    let countries: BTreeSet<&str> = kept.iter().map(|record| record["country"].as_str().unwrap()).collect();
    let countries: Vec<&str> = countries.into_iter().filter(|country| !country.is_empty()).collect();
    let mut coverage = json!({
        "countries": countries, "bbox": bbox, "from": day::format(first), "to": day::format(snapshot.as_of()),
    });
    if located.is_empty() {
        coverage["note"] = "None of the incidents can be located.".into();
    }
    let expected = json!({
        "layout": "generic", "coverage": coverage,
        "name": "Rows", "format": format, "asOf": day::format(snapshot.as_of()), "from": day::format(first),
        "to": day::format(last), "bbox": bbox, "rows": rows.len(), "count": kept.len(), "located": located.len(),
        "notLocatable": kept.len() - located.len(), "superseded": all.len() - kept.len(), "rejected": bad.len(),
        "kinds": kinds, "fatalities": { "low": deaths("low"), "best": deaths("best"), "high": deaths("high") },
        "cannotContain": [], "neverRecords": [], "precisionTable": PRECISION_TABLE_VERSION, "kindTable": KIND_TABLE_VERSION,
        "origins": [{
            "name": "Rows", "count": kept.len(), "asOf": day::format(snapshot.as_of()), "format": format, "cannotContain": [],
            "neverRecords": [], "filters": [],
        }],
        "filters": [], "leftOut": 0, "rejections": summary["rejections"], "warnings": warnings(&good),
    });
    assert_eq!(summary, expected);
    let rejections = &snapshot.summary().rejections;
    assert_eq!(rejections.len(), bad.len().min(100));
    for (rejection, (row, line)) in rejections.iter().zip(&bad) {
        let field = fault(row).unwrap();
        let names = if ["lon", "lat"].contains(&field) { vec![field, "longitude", "latitude"] } else { vec![field] };
        assert_eq!(rejection.row, *line);
        assert!(names.iter().any(|name| rejection.reason.contains(name)), "{field}: {}", rejection.reason);
    }
}

/// Takes out the warning that superseded rows are not editions of the row that is kept, which has to be there if most of them have
/// another day or place.
fn check_warning_of_ids(all: &[Value], warnings: &mut Vec<Value>) {
    let newest = |record: &Value| all.iter().rev().find(|other| other["id"] == record["id"]).unwrap();
    let is_far = |a: &Value, b: &Value| match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() > 0.01,
        (a, b) => a != b,
    };
    let differ =
        |a: &Value, b: &Value| a["start"] != b["start"] || is_far(&a["lon"], &b["lon"]) || is_far(&a["lat"], &b["lat"]);
    let superseded: Vec<&Value> = all.iter().filter(|record| !std::ptr::eq(*record, newest(record))).collect();
    let moved = superseded.iter().filter(|record| differ(record, newest(record))).count();
    let told = warnings.pop_if(|warning| warning["reason"].as_str().unwrap().contains("only the last row is kept"));
    let expected = (2 * moved > superseded.len()).then_some(moved);
    assert_eq!(told.map(|warning| warning["count"].as_u64().unwrap() as usize), expected);
}

/// The warnings about rows that were kept or superseded, each with its line.
fn warnings(rows: &[(&Row, u64)]) -> Value {
    let deaths = |row: &Row, name: &str| number(&row[name]).filter(|deaths| deaths.fract() == 0.0);
    let above = |row: &Row, a: &str, b: &str| deaths(row, a).zip(deaths(row, b)).is_some_and(|(a, b)| a > b);
    let lines = |is_odd: &dyn Fn(&Row) -> bool| -> Vec<u64> {
        rows.iter().filter(|(row, _)| is_odd(row)).map(|(_, line)| *line).collect()
    };
    let odd = [
        (
            "the low estimate of deaths is above the best estimate: kept as recorded",
            lines(&|row| above(row, "fatalities_low", "fatalities_best")),
        ),
        (
            "the best estimate of deaths is above the high estimate: kept as recorded",
            lines(&|row| above(row, "fatalities_best", "fatalities_high")),
        ),
        (
            "the kind is not one of GeoBit's: kept as \"other\", with its own text as type",
            lines(&|row| parse_kind(&row["kind"]).is_none() && !(row["kind"].is_empty() && row["type"].is_empty())),
        ),
        (KIND_MISSING, lines(&|row| row["kind"].is_empty() && row["type"].is_empty())),
        ("the date precision is not a code: the row is kept without it", lines(&|row| row["time_precision"] == "x")),
        (TOO_UNCERTAIN, lines(&|row| number(&row["uncertainty_km"]).is_some_and(|km| km > 500.0))),
        (
            "the incident lasts more than a year: kept as recorded",
            lines(&|row| {
                day::parse(&row["end"]).zip(day::parse(&row["start"])).is_some_and(|(end, start)| end - start > 366)
            }),
        ),
    ];
    let odd = odd.into_iter().filter(|(_, lines)| !lines.is_empty());
    let mut told: Vec<Value> =
        odd.map(|(reason, lines)| json!({ "reason": reason, "count": lines.len(), "rows": lines })).collect();
    let unreadable = lines(&|row| row["fatalities_best"] == "1.5");
    if let Some(first) = unreadable.first() {
        let reason = format!(
            "the number of deaths is no whole number of 0 or more: the row is kept, its deaths are not recorded, such as \"1.5\" in row \
             {first}"
        );
        told.push(json!({ "reason": reason, "count": unreadable.len(), "rows": unreadable }));
    }
    told.into()
}

fn load(bytes: &[u8], piece: usize, as_of: Option<Day>) -> Snapshot {
    let mut loader = Loader::new(LoadOptions { name: Some("Rows".into()), as_of, ..LoadOptions::default() }).unwrap();
    bytes.chunks(piece).for_each(|piece| loader.push(piece).unwrap());
    loader.finish().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_snapshot_holds_its_file_row_by_row(
        rows in prop::collection::vec(row(), 1..90), piece in prop::sample::select(vec![1, 61, 1 << 20]),
        as_of in prop::option::of(Just(20_500)), sorted: bool,
    ) {
        let mut rows = rows;
        if sorted {
            // One place for all, so that the rows are in the order of the index as they are.
            rows.iter_mut().for_each(|row| {
                row.insert("lon", "-8.0".into());
                row.insert("lat", "12.6".into());
                row.insert("uncertainty_km", String::new());
            });
        }
        prop_assume!(rows.iter().any(|row| fault(row).is_none()));
        // A headline of a CSV file has no line break here, so that each row is one line.
        check(&load(csv(&rows).as_bytes(), piece, as_of), &rows, "csv", 2, as_of);
        let features: Vec<Row> = rows.iter().filter(|row| row["lon"].is_empty() == row["lat"].is_empty()).cloned().collect();
        prop_assume!(features.iter().any(|row| fault(row).is_none()));
        check(&load(geojson(&features).as_bytes(), piece, as_of), &features, "geojson", 1, as_of);
    }

    #[test]
    fn a_snapshot_holds_its_columns(
        rows in prop::collection::vec((-180.0..=180.0f64, -90.0..=90.0f64, 15_000..20_000i32, 0..9u8, prop::sample::select(vec![0.0f32, 0.0, 25.0, f32::NAN])), 1..90),
        has_places in prop::collection::vec(prop::bool::weighted(0.9), 90), has_kinds: bool, has_radii: bool,
    ) {
        let place = |row: &(f64, f64, i32, u8, f32), has: bool| if has { (row.0, row.1) } else { (f64::NAN, f64::NAN) };
        let places: Vec<(f64, f64)> = rows.iter().zip(has_places).map(|(row, has)| place(row, has)).collect();
        let columns = ColumnSource {
            lon: places.iter().map(|place| place.0).collect(),
            lat: places.iter().map(|place| place.1).collect(),
            day: rows.iter().map(|row| row.2).collect(),
            kind: has_kinds.then(|| rows.iter().map(|row| row.3).collect()),
            kind_names: None,
            uncertainty_km: has_radii.then(|| rows.iter().map(|row| row.4).collect()),
        };
        let snapshot = load_columns(columns, LoadOptions::default()).unwrap();
        prop_assert_eq!(snapshot.len(), rows.len());
        let mut seen = vec![false; rows.len()];
        for (row, &number) in snapshot.source().iter().enumerate() {
            let (number, at) = (number as usize, snapshot.at(row));
            let (given, place) = (rows[number], places[number]);
            let same = |a: f64, b: f64| a == b || (a.is_nan() && b.is_nan());
            prop_assert!(same(at.lon, place.0) && same(at.lat, place.1));
            let radius = if place.0.is_nan() { f32::NAN } else if has_radii { given.4 } else { 0.0 };
            prop_assert!(same(snapshot.uncertainty_km()[row].into(), radius.into()));
            let kind = if has_kinds { Kind::ALL[given.3 as usize] } else { Kind::Other };
            prop_assert_eq!((snapshot.day()[row], snapshot.kind()[row]), (given.2, kind));
            let id = format!("row {}", number + 1);
            prop_assert_eq!(snapshot.id(row), id);
            prop_assert!(!std::mem::replace(&mut seen[number], true));
        }
        let located = (0..rows.len()).filter(|&row| !snapshot.uncertainty_km()[row].is_nan()).count() as u64;
        let summary = snapshot.summary();
        prop_assert_eq!((summary.located, summary.not_locatable), (located, rows.len() as u64 - located));
        prop_assert_eq!((summary.format.as_str(), summary.rows, summary.rejected), ("columns", rows.len() as u64, 0));
    }
}

/// Six hundred rows, more than are checked at once, with one value changed.
fn columns(change: impl Fn(&mut ColumnSource)) -> ColumnSource {
    let mut columns = ColumnSource {
        lon: vec![1.0; 600],
        lat: vec![2.0; 600],
        day: vec![20_000; 600],
        kind: Some(vec![0; 600]),
        kind_names: Some(vec!["riot".into(), "abduction".into()]),
        uncertainty_km: Some(vec![0.0; 600]),
    };
    change(&mut columns);
    columns
}

#[test]
fn a_value_out_of_its_range_is_refused_with_its_row_and_its_column() {
    type Change = fn(&mut ColumnSource, usize);
    let wrong: [(&str, &str, Change); 12] = [
        ("lon", "180.5; expected a longitude", |columns, row| columns.lon[row] = 180.5),
        ("lon", "-inf; expected a longitude", |columns, row| columns.lon[row] = f64::NEG_INFINITY),
        ("lon", "NaN; expected a longitude", |columns, row| columns.lon[row] = f64::NAN),
        ("lat", "-90.1; expected a latitude", |columns, row| columns.lat[row] = -90.1),
        ("lat", "NaN; expected a latitude", |columns, row| columns.lat[row] = f64::NAN),
        ("day", "2932897; expected a day", |columns, row| columns.day[row] = 2_932_897),
        ("day", "-719529; expected a day", |columns, row| columns.day[row] = -719_529),
        ("day", "-2147483648; expected a day", |columns, row| columns.day[row] = i32::MIN),
        ("uncertaintyKm", "-1; expected a radius", |columns, row| columns.uncertainty_km.as_mut().unwrap()[row] = -1.0),
        ("uncertaintyKm", "inf; expected a radius", |columns, row| {
            columns.uncertainty_km.as_mut().unwrap()[row] = f32::INFINITY
        }),
        ("kind", "2; expected an index", |columns, row| columns.kind.as_mut().unwrap()[row] = 2),
        ("kind", "255; expected an index", |columns, row| columns.kind.as_mut().unwrap()[row] = 255),
    ];
    for (field, words, change) in wrong {
        for row in [0, 511, 512, 599] {
            // A later row with the same fault is not the first one.
            let columns = columns(|columns| (change(columns, row), change(columns, 599)).0);
            let error = load_columns(columns, LoadOptions::default()).err().unwrap();
            assert_eq!(
                (error.at.row, error.at.field.as_deref()),
                (Some(row as u64 + 1), Some(field)),
                "{}",
                error.message
            );
            let expected = format!("{field} is ");
            let in_row = format!(" in row {}; ", row + 1);
            assert!(error.message.starts_with(&expected) && error.message.contains(&in_row), "{}", error.message);
            let (value, wanted) = words.split_once("; ").unwrap();
            assert!(error.message.contains(value) && error.message.contains(wanted), "{} {words}", error.message);
        }
    }
}

#[test]
fn values_at_the_ends_of_their_ranges_are_accepted() {
    let snapshot = load_columns(
        columns(|columns| {
            (columns.lon[0], columns.lat[0], columns.day[0]) = (180.0, 90.0, 2_932_896);
            (columns.lon[1], columns.lat[1], columns.day[1]) = (-180.0, -90.0, -719_528);
            (columns.lon[2], columns.lat[2]) = (f64::NAN, f64::NAN);
            columns.uncertainty_km.as_mut().unwrap()[3] = 20_037.0;
            columns.uncertainty_km.as_mut().unwrap()[4] = f32::NAN;
            columns.kind.as_mut().unwrap()[5] = 1;
        }),
        LoadOptions::default(),
    )
    .unwrap();
    assert_eq!(snapshot.span(), (-719_528, 2_932_896));
    assert_eq!((snapshot.summary().located, snapshot.summary().not_locatable), (597, 3));
    let kinds = |kind: Kind| snapshot.kind().iter().filter(|other| **other == kind).count();
    assert_eq!((kinds(Kind::Riot), kinds(Kind::Abduction)), (599, 1));
    let warnings = &snapshot.summary().warnings;
    assert_eq!((warnings.len(), warnings[0].reason.as_str(), warnings[0].count), (1, TOO_UNCERTAIN, 1));
}

#[test]
fn options_of_files_are_refused_for_columns() {
    let columns = || ColumnSource { lon: vec![-8.0], lat: vec![12.0], day: vec![20_000], ..ColumnSource::default() };
    let given = [
        ("format", json!("csv")),
        ("mapping", json!({})),
        ("layout", json!("generic")),
        ("dateOrder", json!("dmy")),
        ("decimal", json!(",")),
        ("encoding", json!("utf-8")),
        ("utcOffset", json!("+01:00")),
    ];
    for (option, value) in given {
        let options: LoadOptions = serde_json::from_value(json!({ option: value })).unwrap();
        let error = load_columns(columns(), options).err().unwrap();
        assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some(option)), "{error}");
    }
    let options = LoadOptions { today: Some(0), as_of: Some(20_001), ..LoadOptions::default() };
    assert_eq!(load_columns(columns(), options).unwrap().len(), 1, "columns are taken as they are");
}

#[test]
fn columns_that_do_not_fit_together_are_refused() {
    type Change = fn(&mut ColumnSource);
    let refused = |change: Change| load_columns(columns(change), LoadOptions::default()).err().unwrap();
    let short: [(&str, Change); 4] = [
        ("lat", |columns| columns.lat.truncate(599)),
        ("day", |columns| columns.day.push(1)),
        ("kind", |columns| columns.kind = Some(vec![])),
        ("uncertaintyKm", |columns| columns.uncertainty_km = Some(vec![0.0])),
    ];
    for (field, change) in short {
        let error = refused(change);
        assert_eq!((error.at.row, error.at.field.as_deref()), (None, Some(field)));
        assert!(error.message.contains("and lon has 600"), "{}", error.message);
    }
    let error = refused(|columns| columns.kind_names = Some(vec!["riot".into(), "war".into()]));
    assert!(error.at.field.as_deref() == Some("kindNames") && error.message.starts_with("kindNames[1] is \"war\""));
    let error = load_columns(ColumnSource::default(), LoadOptions::default()).err().unwrap();
    assert_eq!((error.at.field.as_deref(), error.message.contains("empty")), (Some("lon"), true));
    // Names without a column of kinds have no effect.
    let unnamed = columns(|columns| (columns.kind, columns.kind_names) = (None, Some(vec!["war".into()])));
    let summary = load_columns(unnamed, LoadOptions::default()).unwrap().summary().clone();
    assert_eq!(
        (summary.warnings.len(), summary.warnings[0].reason.as_str(), summary.warnings[0].count),
        (1, KIND_MISSING, 600)
    );
}
