//! Every question, and every formula, at both ends of each of its options and just beyond them, on a file of two rows.
//!
//! The table is `tests/fixtures/breaking/option-ends.json`, which `tests/js/options.test.js` reads as well. An option that is
//! not in it fails the test. With `GEOBIT_TIMES=1` and `--nocapture` the slowest answers are printed.

mod support;

use std::sync::Arc;
use std::time::{Duration, Instant};

use geobit::area::Area;
use geobit::error::{Code, GeobitError, Result};
use geobit::load::{LoadOptions, Loader, load_columns};
use geobit::questions::alerts::{alerts, read_rules};
use geobit::questions::changes::changes;
use geobit::questions::clusters::clusters;
use geobit::questions::duplicates::duplicates;
use geobit::questions::geofence::{GeofenceAnswers, GeofenceOptions, NearRepeatOptions, Untested, geofence, geofences};
use geobit::questions::region::region;
use geobit::questions::route::{RouteOptions, route};
use geobit::questions::routes::{RoutesOptions, routes};
use geobit::route_line::Route;
use geobit::snapshot::{ColumnSource, Filters, Snapshot, combine, filter, filtered};
use geobit::{catalog, formulas, geometry, options};
use oorandom::Rand32;
use serde_json::{Map, Value, json};
use support::{fixture, number};

const TWO_ROWS: &str = "id,start,lon,lat,uncertainty_km,kind,actor1\n\
    a,2026-03-01,-8.0,12.6,0,abduction,One\nb,2026-03-20,-7.9,12.65,25,riot,One\n";
const SHAPES: [&str; 3] = [
    r#"{"type":"Polygon","coordinates":[[[-8.2,12.4],[-7.7,12.4],[-7.7,12.9],[-8.2,12.9],[-8.2,12.4]]]}"#,
    r#"{"type":"Point","coordinates":[-8,12.6]}"#,
    r#"{"type":"LineString","coordinates":[[-8.2,12.5],[-7.8,12.7]]}"#,
];
const ROAD: &str = r#"{"type":"LineString","coordinates":[[-8.3,12.4],[-8,12.6],[-7.9,12.64],[-7.5,12.5]]}"#;
const OTHER_ROAD: &str = r#"{"type":"LineString","coordinates":[[-8.3,12.4],[-8,12.6],[-7.5,13]]}"#;

fn table() -> Value {
    serde_json::from_slice(&fixture("breaking/option-ends.json")).unwrap()
}

/// Writes out what the table abbreviates.
fn expand(value: &Value) -> Value {
    if let Some(letters) = value.get("$text") {
        return "x".repeat(number(letters) as usize).into();
    }
    if let Some(list) = value.as_array() {
        return list.iter().map(expand).collect();
    }
    let Some(times) = value.get("$times") else { return value.clone() };
    let one = |place: u32| {
        let mut one = value["$of"].clone();
        let at = value.get("$step").map_or(0.0, |step| (f64::from(place) + 1.0) * number(step));
        match value.get("$ramp") {
            Some(Value::String(member)) => one[member] = (at - number(&value["$step"])).into(),
            Some(_) => one = at.into(),
            None => {}
        }
        one
    };
    (0..number(times) as u32).map(one).collect()
}

/// The options with one of them set. `stops.km` is that of one stop, and `repeat.km` a member of `repeat`.
fn options_with(name: &str, value: Value) -> Value {
    match name.split_once('.') {
        None => json!({ name: value }),
        Some(("repeat", member)) => json!({ "repeat": { member: value } }),
        Some((list, member)) => {
            let mut one =
                if list == "stops" { json!({ "km": 1, "hours": 1 }) } else { json!({ "fromKm": 0, "kmh": 50 }) };
            one[member] = value;
            json!({ list: [one] })
        }
    }
}

/// A question: from options to answers as JSON.
type Ask<'a> = &'a dyn Fn(Value) -> Result<Vec<Value>>;

fn as_json(report: &impl serde::Serialize) -> Value {
    serde_json::to_value(report).unwrap()
}

fn ask_geofence(snapshot: &Snapshot, given: Value) -> Result<Vec<Value>> {
    let mut answers = Vec::new();
    for shape in SHAPES {
        let mut options: GeofenceOptions = options::read(given.clone())?;
        options.radius_km = options.radius_km.or((shape != SHAPES[0]).then_some(10.0));
        let area = Area::new(geometry::parse(shape)?, options.radius_km)?;
        answers.push(as_json(&geofence(snapshot, &area, &options)?));
        let shapes = vec![geometry::parse(shape)?; 2];
        if let GeofenceAnswers::Reports(reports) = geofences(snapshot, shapes, options)? {
            answers.extend(reports.iter().map(as_json));
        }
    }
    Ok(answers)
}

fn lines() -> [Route; 2] {
    [ROAD, OTHER_ROAD].map(|line| Route::new(geometry::parse(line).unwrap()).unwrap())
}

fn ask_route(snapshot: &Snapshot, given: Value) -> Result<Vec<Value>> {
    let options: RouteOptions = options::read(given)?;
    Ok(vec![as_json(&route(snapshot, &lines()[0], &options)?)])
}

fn ask_routes(snapshot: &Snapshot, given: Value) -> Result<Vec<Value>> {
    let RoutesOptions { compare, each } = RoutesOptions::read(given, 2)?;
    Ok(vec![as_json(&routes(snapshot, &lines(), &each, &compare)?)])
}

/// Columns are taken as they are. In a file, a row long after the day that the data or the clock end on is not plausible, so the
/// earliest day is tried with columns, which refuse the options of files.
fn load(mut given: Value) -> Result<Snapshot> {
    const OF_FILES: [&str; 7] = ["format", "mapping", "layout", "dateOrder", "decimal", "encoding", "utcOffset"];
    let earliest = [&given["asOf"], &given["today"]].into_iter().any(|day| day == "0000-01-01");
    if earliest {
        let source = ColumnSource {
            lon: vec![-8.0, -7.9],
            lat: vec![12.6, 12.7],
            day: vec![20_000, 20_001],
            ..ColumnSource::default()
        };
        options::read::<LoadOptions>(given.clone())?;
        given.as_object_mut().unwrap().retain(|option, _| !OF_FILES.contains(&option.as_str()));
        return load_columns(source, options::read::<LoadOptions>(given)?);
    }
    let mut loader = Loader::new(options::read::<LoadOptions>(given)?)?;
    loader.push(TWO_ROWS.as_bytes())?;
    loader.finish()
}

fn ask_load(given: Value) -> Result<Vec<Value>> {
    let snapshot = load(given)?;
    let mut answers = vec![as_json(snapshot.summary())];
    answers.extend(ask_geofence(&snapshot, json!({}))?);
    answers.extend(ask_route(&snapshot, json!({}))?);
    Ok(answers)
}

/// The names of all options, from the refusal of one that does not exist.
fn names(ask: Ask, above: &str) -> Vec<String> {
    let unknown = json!({ "no such option": 1 });
    let given = match above {
        "" => unknown,
        "repeat" => json!({ "repeat": unknown }),
        list => json!({ list: [unknown] }),
    };
    let GeobitError { message, .. } = ask(given).unwrap_err();
    let (_, listed) = message.split_once("the options are ").unwrap_or_else(|| panic!("{message}"));
    let above = if above.is_empty() { String::new() } else { format!("{above}.") };
    listed.trim_end_matches('.').split(", ").map(|name| format!("{above}{name}")).collect()
}

/// Numbers that may be below 0.
const SIGNED: &[&str] = &[
    "z",
    "perWeek",
    "difference",
    "hours",
    "interval",
    "lon",
    "lat",
    "bbox",
    "excess",
    "s",
    "tau",
    "slope",
    "intercept",
    "azimuth1",
    "azimuth2",
    "ageDays",
    // Longitude and latitude.
    "mean",
    "reference",
    "centre",
];

/// Checks that numbers are finite and, where they cannot be below 0, are not; and that counts add up. JSON has no NaN: what is
/// not a number is null, and `may_be_null` knows where the docs allow that.
fn check_numbers(value: &Value, path: &mut Vec<String>, may_be_null: &[&str], what: &str) {
    let name = path.iter().rev().find(|name| name.parse::<usize>().is_err()).cloned().unwrap_or_default();
    match value {
        Value::Null => {
            // Routes with different ends are not compared.
            let is_of_pair = path.iter().any(|name| name == "pairs") && ["p", "q"].contains(&name.as_str());
            // No incident states the estimate.
            let is_of_deaths = path.iter().any(|name| name == "fatalities");
            let is_known = is_of_deaths || path.iter().any(|name| may_be_null.contains(&name.as_str()));
            assert!(is_of_pair || is_known, "{what}: null at {path:?}");
        }
        Value::Number(found) => {
            let found = found.as_f64().unwrap();
            assert!(
                found.is_finite() && (found >= 0.0 || SIGNED.contains(&name.as_str())),
                "{what}: {found} at {path:?}"
            );
            if ["p", "q", "verdictP", "pGreater", "pLess", "share", "quietProbability"].contains(&name.as_str()) {
                assert!(found <= 1.0, "{what}: {found} at {path:?}");
            }
        }
        Value::Array(list) => list.iter().enumerate().for_each(|(place, member)| {
            path.push(place.to_string());
            check_numbers(member, path, may_be_null, what);
            path.pop();
        }),
        Value::Object(members) => {
            for (name, member) in members.iter().filter(|(name, _)| *name != "method") {
                path.push(name.clone());
                check_numbers(member, path, may_be_null, what);
                path.pop();
            }
            if let Some([Value::Number(low), Value::Number(high)]) =
                members.get("interval").and_then(Value::as_array).map(Vec::as_slice)
            {
                assert!(low.as_f64() <= high.as_f64(), "{what}: {low} to {high} at {path:?}");
            }
        }
        _ => {}
    }
}

/// Where reports may have no number.
const NULLS: &[&str] = &[
    "ratio",
    "shrunkRatio",
    "interval",
    "widened",
    "dispersion",
    "recency",
    "alarm",
    "repeat",
    "uncertaintyKm",
    "daysSinceLast",
    "laplace",
    "blockades",
    "independent",
    "bbox",
    // Nothing is expected where nothing can be located.
    "next",
    // What followed past verdicts is told only after one, and its ratios only of enough cases.
    "afterMore",
    "nextRatio",
    "stayedAbove",
    "ageDays",
    // Nothing was recorded later than it was known, and a rule that does not fire has not done so since a day.
    "lagDays",
    "falseAlarmsPerYear",
    "since",
    // What would be about no incident, or too few.
    "mean",
    "ellipse",
    "distanceKm",
    "within100Km",
    "test",
    "reference",
];

fn sum(list: &Value) -> u64 {
    list.as_array().unwrap().iter().map(|one| one.as_u64().unwrap()).sum()
}

fn sum_of(list: &Value, member: &str) -> u64 {
    list.as_array().unwrap().iter().map(|one| one[member].as_u64().unwrap()).sum()
}

fn check_history(report: &Value, what: &str) {
    let weeks = report["weekly"]["counts"].as_array().unwrap();
    assert!(weeks.len() <= 2600 && sum(&report["weekly"]["counts"]) <= 2, "{what}");
    assert_eq!(report["recent"]["days"].as_u64().map(|days| days > 0), Some(true), "{what}");
    if let Some(trend) = report.get("trend") {
        assert_eq!(trend["weeks"].as_u64().unwrap() as usize, weeks.len(), "{what}");
        assert!(trend["settled"]["weeks"].as_u64() <= trend["weeks"].as_u64(), "{what}");
    }
}

/// Checks what the members of a report say of each other.
fn check_report(report: &Value, what: &str) {
    check_numbers(report, &mut Vec::new(), NULLS, what);
    if let Some(counts) = report.get("counts") {
        let rows = report["rows"].as_array().unwrap().len() as u64;
        let (certain, possible) = (counts["certain"].as_u64().unwrap(), counts["possible"].as_u64().unwrap());
        assert_eq!(certain + possible, rows, "{what}");
        let expected = number(&counts["expected"]);
        assert!(certain as f64 <= expected && expected <= rows as f64, "{what}");
    }
    if let Some(kinds) = report.get("byKind") {
        assert_eq!(sum_of(kinds, "recent"), report["recent"]["count"].as_u64().unwrap(), "{what}");
        assert_eq!(sum_of(kinds, "baseline"), report["baseline"]["count"].as_u64().unwrap(), "{what}");
        assert!(sum_of(&report["rings"], "recent") + sum_of(&report["rings"], "baseline") <= 2, "{what}");
        check_history(report, what);
    }
    if let Some(segments) = report.get("segments") {
        check_history(&report["status"], what);
        report["stretches"].as_array().unwrap().iter().for_each(|stretch| check_history(stretch, what));
        let total = |member: &str| segments.as_array().unwrap().iter().map(|one| number(&one[member])).sum::<f64>();
        let agrees = |found: f64, expected: f64| (found - expected).abs() <= 1e-9 * expected.abs().max(1e-300);
        assert!(agrees(total("integral"), number(&report["exposure"]["integral"])), "{what}");
        assert!(agrees(total("expected"), number(&report["encounter"]["expected"])), "{what}");
        assert!(sum_of(segments, "count") <= report["rows"].as_array().unwrap().len() as u64, "{what}");
        let encounter = &report["encounter"];
        let [low, high] = [0, 1].map(|end| number(&encounter["interval"][end]));
        // The interval is that of the fixed intensity.
        let is_fixed = report["method"]["intensity"] == "fixed";
        let expected = number(&encounter["expected"]);
        assert!(low <= high && (!is_fixed || (low <= expected && expected <= high)), "{what}");
    }
    if let Some(timeline) = report.get("timeline") {
        let [km, hours] = ["km", "hours"].map(|list| timeline[list].as_array().unwrap());
        assert!(km.is_sorted_by(|a, b| number(a) <= number(b)) && hours.is_sorted_by(|a, b| number(a) <= number(b)));
        assert_eq!(hours.last(), Some(&report["hours"]), "{what}");
    }
    for route in report.get("routes").and_then(Value::as_array).into_iter().flatten() {
        check_report(route, what);
    }
}

/// The slowest answers.
#[derive(Default)]
struct Times(Vec<(Duration, String)>);

impl Times {
    fn measure<T>(&mut self, what: &str, answer: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let answered = answer();
        self.0.push((start.elapsed(), what.into()));
        answered
    }
}

impl Drop for Times {
    fn drop(&mut self) {
        if std::env::var_os("GEOBIT_TIMES").is_some() {
            self.0.sort();
            self.0.iter().rev().take(8).for_each(|(time, what)| println!("{time:?} {}", &what[..what.len().min(200)]));
        }
    }
}

fn shorten(value: &Value) -> String {
    let text = value.to_string();
    text.chars().take(120).collect()
}

/// Asks at and beyond the ends of each option by itself, and then at random ends of all of them.
fn check_question(name: &str, ask: Ask, nested: &[&str], combinations: u32) {
    let table = &table()["questions"];
    let mut rows = table[name].as_object().unwrap().clone();
    if name == "routes" {
        let of_a_route = table["route"].as_object().unwrap().clone();
        rows.extend(of_a_route.into_iter().filter(|(option, _)| option != "detail"));
    }
    let above = [""].iter().chain(nested);
    for option in above.flat_map(|above| names(ask, above)) {
        // Routes are compared in full, so that no other detail is an end.
        assert!(
            rows.contains_key(&option) || (name, &*option) == ("routes", "detail"),
            "{name}: {option} is not in the table"
        );
    }
    let mut times = Times::default();
    for (option, row) in &rows {
        for end in row["accepted"].as_array().unwrap().iter().map(expand) {
            let what = format!("{name} {option} {}", shorten(&end));
            let answers = times.measure(&what, || ask(options_with(option, end)));
            let answers = answers.unwrap_or_else(|error| panic!("{what}: {error}"));
            answers.iter().for_each(|report| check_report(report, &what));
        }
        for beyond in row["refused"].as_array().unwrap().iter().map(expand) {
            let what = format!("{name} {option} {}", shorten(&beyond));
            let error = ask(options_with(option, beyond)).expect_err(&what);
            assert_eq!(error.code, Code::BadOption, "{what}: {error}");
            let field = error.at.field.unwrap_or_default();
            let wanted = option.split('.').next().unwrap();
            assert!(field.split('.').next() == Some(wanted), "{what}: {field}: {}", error.message);
            if let Some((_, member)) = option.split_once('.') {
                assert!(field.ends_with(member), "{what}: {field}: {}", error.message);
            }
            // Whether a position is on the route depends on the route.
            let is_position = (field.starts_with("speeds.") && field.ends_with(".fromKm"))
                || (field.starts_with("stops.") && field.ends_with(".km"));
            // A pair of incidents has a number as well.
            let has_number = is_position || field.starts_with("same");
            assert!(error.at.row.is_none() || has_number, "{what}: an option of all routes is in no route");
        }
    }
    let mut random = Rand32::new(20);
    for _ in 0..combinations {
        let mut given = Map::new();
        for (option, row) in rows.iter().filter(|(option, _)| !option.contains('.')) {
            let ends = row["accepted"].as_array().unwrap();
            if random.rand_range(0..3) > 0 {
                given.insert(option.clone(), expand(&ends[random.rand_range(0..ends.len() as u32) as usize]));
            }
        }
        let what = format!("{name} {}", Value::from(given.clone()));
        match times.measure(&what, || ask(given.into())) {
            Ok(answers) => answers.iter().for_each(|report| check_report(report, &what)),
            // Some ends do not go together: a time range may be reversed, and one of deaths.
            Err(error) => assert!(
                ["from", "radiusKm", "speeds", "minFatalities"]
                    .contains(&error.at.field.as_deref().unwrap_or_default().split('.').next().unwrap()),
                "{what}: {error}"
            ),
        }
    }
}

#[test]
fn geofences_answer_at_both_ends_of_every_option() {
    let snapshot = load(json!({})).unwrap();
    check_question("geofence", &|given| ask_geofence(&snapshot, given), &["repeat"], 60);
}

#[test]
fn routes_answer_at_both_ends_of_every_option() {
    let snapshot = load(json!({})).unwrap();
    check_question("route", &|given| ask_route(&snapshot, given), &["stops", "speeds"], 60);
}

#[test]
fn compared_routes_answer_at_both_ends_of_every_option() {
    let snapshot = load(json!({})).unwrap();
    check_question("routes", &|given| ask_routes(&snapshot, given), &[], 30);
}

#[test]
fn files_load_at_both_ends_of_every_option() {
    check_question("load", &ask_load, &[], 10);
}

#[test]
fn duplicates_are_found_at_both_ends_of_every_option() {
    let snapshots = [load(json!({})).unwrap(), load(json!({})).unwrap()];
    let ask = |given: Value| -> Result<Vec<Value>> {
        Ok(vec![as_json(&duplicates(&snapshots[0], &snapshots[1], &options::read(given)?)?)])
    };
    check_question("duplicates", &ask, &[], 20);
}

#[test]
fn changes_are_told_at_both_ends_of_every_option() {
    let snapshots = [load(json!({})).unwrap(), load(json!({})).unwrap()];
    let ask = |given: Value| -> Result<Vec<Value>> {
        Ok(vec![as_json(&changes(&snapshots[0], &snapshots[1], vec![], &options::read(given)?)?)])
    };
    check_question("changes", &ask, &[], 1);
}

#[test]
fn rules_are_looked_at_at_both_ends_of_every_option() {
    let snapshot = load(json!({})).unwrap();
    let ask = |given: Value| -> Result<Vec<Value>> {
        let rules = read_rules(json!([
            { "when": "any" }, { "when": { "atLeast": 2, "inDays": 364 } }, { "when": "more" }, { "when": "alarm" },
        ]))?;
        let shapes = rules.iter().map(|_| geometry::parse(SHAPES[0]).unwrap()).collect::<Vec<_>>();
        Ok(vec![as_json(&alerts(&snapshot, shapes.into_iter().zip(rules).collect(), &options::read(given)?)?)])
    };
    check_question("alerts", &ask, &[], 4);
}

#[test]
fn regions_are_pictured_at_both_ends_of_every_option() {
    let snapshot = load(json!({})).unwrap();
    let area = Area::new(geometry::parse(SHAPES[0]).unwrap(), None).unwrap();
    let ask = |given: Value| -> Result<Vec<Value>> {
        let options = options::read(given)?;
        Ok(vec![as_json(&region(&snapshot, None, &options)?), as_json(&region(&snapshot, Some(&area), &options)?)])
    };
    check_question("region", &ask, &[], 40);
}

#[test]
fn groups_are_found_at_both_ends_of_every_option() {
    let snapshot = load(json!({})).unwrap();
    let ask =
        |given: Value| -> Result<Vec<Value>> { Ok(vec![as_json(&clusters(&snapshot, None, &options::read(given)?)?)]) };
    check_question("clusters", &ask, &[], 40);
}

#[test]
fn snapshots_are_combined_at_both_ends_of_every_option() {
    let snapshots = [load(json!({})).unwrap(), load(json!({})).unwrap()];
    let ask = |given: Value| -> Result<Vec<Value>> {
        let combined = combine(&snapshots.each_ref(), &options::read(given)?)?;
        ask_geofence(&combined, json!({}))?;
        ask_route(&combined, json!({}))?;
        Ok(vec![as_json(combined.summary())])
    };
    check_question("combine", &ask, &[], 10);
}

#[test]
fn snapshots_are_filtered_at_both_ends_of_every_option() {
    let snapshot = Arc::new(load(json!({})).unwrap());
    let ask = |given: Value| -> Result<Vec<Value>> {
        let some = filtered(&snapshot, &options::read(given)?)?;
        let mut answers = vec![as_json(some.summary())];
        answers.extend(ask_geofence(&some, json!({}))?);
        answers.extend(ask_route(&some, json!({}))?);
        answers.extend(ask_routes(&some, json!({}))?);
        answers.push(as_json(&region(&some, None, &options::read(json!({}))?)?));
        answers.push(as_json(&clusters(&some, None, &options::read(json!({}))?)?));
        Ok(answers)
    };
    check_question("filtered", &ask, &[], 40);
}

/// Asks at both ends of options that are no question's, and beyond them.
fn check_ends(name: &str, ask: Ask) {
    for (option, row) in table()["questions"][name].as_object().unwrap() {
        for end in row["accepted"].as_array().unwrap().iter().map(expand) {
            let what = format!("{name} {option} {}", shorten(&end));
            ask(json!({ option: end })).unwrap_or_else(|error| panic!("{what}: {error}"));
        }
        for beyond in row["refused"].as_array().unwrap().iter().map(expand) {
            let what = format!("{name} {option} {}", shorten(&beyond));
            let error = ask(json!({ option: beyond })).expect_err(&what);
            let field = error.at.field.unwrap_or_default();
            assert_eq!((error.code, field.split('.').next()), (Code::BadOption, Some(option.as_str())), "{what}");
        }
    }
}

#[test]
fn packs_are_filtered_at_both_ends_of_every_filter() {
    let ask = |given: Value| -> Result<Vec<Value>> {
        let filters: Filters = options::read(given)?;
        Ok(vec![as_json(filter(load(json!({}))?, &filters)?.summary())])
    };
    check_ends("filters", &ask);
    let listed = serde_json::to_value(Filters {
        bbox: Some([0.0; 4]),
        countries: vec!["Mali".into()],
        since: Some(0),
        matching: None,
    });
    let rows = &table()["questions"]["filters"];
    assert!(
        listed.unwrap().as_object().unwrap().keys().all(|name| rows.get(name).is_some()),
        "a filter is not in the table"
    );
}

#[test]
fn catalogues_are_read_with_any_accepted_number_of_keys() {
    let bytes = fixture("packs/before/catalog.json");
    let signature = String::from_utf8(fixture("packs/before/catalog.json.minisig")).unwrap();
    let ask = |given: Value| -> Result<Vec<Value>> {
        let keys: Vec<String> = serde_json::from_value(given["keys"].clone()).unwrap();
        Ok(vec![as_json(&catalog::read(&bytes, &signature, &keys)?)])
    };
    check_ends("catalog", &ask);
}

/// Evaluates a formula with one of its arguments replaced.
fn evaluate(name: &str, row: &Value, argument: &str, value: Value) -> Result<Value> {
    let mut arguments = row["base"].clone();
    // Lists that belong together have the same length.
    if let (Some(together), Some(length)) = (row["together"].as_array(), value.as_array().map(Vec::len))
        && together.contains(&argument.into())
    {
        let other = together.iter().find(|other| *other != argument).unwrap().as_str().unwrap();
        arguments[other] = vec![row["base"][other][0].clone(); length.min(100_000)].into();
    }
    arguments[argument] = value;
    let arguments = serde_value::to_value(arguments).unwrap();
    formulas::evaluate(name, arguments).map(|text| serde_json::from_str(&text).unwrap())
}

/// Which results may be undefined, and with which arguments.
fn undefined(name: &str, argument: &str, value: &Value) -> &'static [&'static str] {
    let is_zero = number_or_nan(value) == 0.0;
    let length = value.as_array().map_or(0, Vec::len);
    match (name, argument) {
        ("rateRatio", "k0") if is_zero => &["ratio", "upper"],
        ("peerRates", _) if length == 0 => &["mean", "spread", "excess", "variance", "a", "b"],
        ("peerRates", _) => &["a", "b"],
        ("mannKendall", _) if length < 2 => &["s", "variance", "z", "p", "tau", "slope", "intercept"],
        ("mannWhitney", _) if length == 0 => &["u", "p", "pGreater", "pLess"],
        _ => &[],
    }
}

fn number_or_nan(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

#[test]
fn finding_m_formulas_are_finite_at_both_ends_of_every_argument() {
    let table = table();
    let rows = table["formulas"].as_object().unwrap();
    let mut times = Times::default();
    for name in formulas::names() {
        let row = rows.get(name).unwrap_or_else(|| panic!("the formula {name} is not in the table"));
        let ends = row["arguments"].as_object().unwrap();
        let unknown = evaluate(name, row, "no such argument", json!(1)).unwrap_err().message;
        let (_, listed) = unknown.split_once("the options are ").unwrap();
        for argument in listed.trim_end_matches('.').split(", ") {
            assert!(ends.contains_key(argument), "{name}: {argument} is not in the table");
        }
        for (argument, ends) in ends {
            for end in ends["accepted"].as_array().unwrap().iter().map(expand) {
                let what = format!("{name} {argument} {}", shorten(&end));
                let may_be_null = undefined(name, argument, &end);
                let result = times.measure(&what, || evaluate(name, row, argument, end));
                let result = result.unwrap_or_else(|error| panic!("{what}: {error}"));
                check_numbers(&result, &mut Vec::new(), may_be_null, &what);
            }
            for beyond in ends["refused"].as_array().unwrap().iter().map(expand) {
                let what = format!("{name} {argument} {}", shorten(&beyond));
                let error = evaluate(name, row, argument, beyond).expect_err(&what);
                let field = error.at.field.unwrap_or_default();
                assert!(field.split('.').next() == Some(argument), "{what}: {field}: {}", error.message);
            }
        }
        // All arguments at random ends.
        let mut random = Rand32::new(20);
        for _ in 0..100 {
            let mut arguments = row["base"].clone();
            for (argument, ends) in ends.iter().filter(|(_, ends)| ends["inList"].is_null()) {
                let ends = ends["accepted"].as_array().unwrap();
                arguments[argument] = ends[random.rand_range(0..ends.len() as u32) as usize].clone();
            }
            let what = format!("{name} {arguments}");
            let is_zero = |argument: &str| number(&arguments[argument]) == 0.0;
            let may_be_null: &[&str] = match name {
                "rateRatio" if is_zero("k0") && is_zero("k1") => &["ratio", "lower", "upper", "pGreater", "pLess", "p"],
                "rateRatio" if is_zero("k0") => &["ratio", "upper"],
                "gammaPoisson" if (is_zero("a") && is_zero("count")) || (is_zero("b") && is_zero("exposure")) => {
                    &["a", "b", "mean", "lower", "upper", "pAtLeastOne"]
                }
                "peerRates" => &["a", "b"],
                _ => &[],
            };
            let result = formulas::evaluate(name, serde_value::to_value(&arguments).unwrap());
            let result = serde_json::from_str(&result.unwrap_or_else(|error| panic!("{what}: {error}"))).unwrap();
            check_numbers(&result, &mut Vec::new(), may_be_null, &what);
        }
    }
}

/// The most work that is accepted: the longest windows, the shortest segments and cells on a long route, and the largest
/// rings; each on two rows.
#[test]
fn finding_a_the_most_expensive_accepted_options_are_answered() {
    let snapshot = load(json!({})).unwrap();
    let mut times = Times::default();
    let longest = json!({ "recentDays": 18200, "baselineDays": 18200, "from": "0000-01-01", "to": "9999-12-31" });
    for given in [json!({ "to": "9999-12-31" }), json!({ "from": "1500-01-01" }), longest.clone()] {
        let what = format!("geofence {given}");
        for report in times.measure(&what, || ask_geofence(&snapshot, given)).unwrap() {
            check_report(&report, &what);
        }
    }
    // Round the Earth and back, with as many cells as are accepted.
    let turn: Vec<[f64; 2]> = (0..30).map(|i| [f64::from(i % 2) * 170.0 - 85.0, f64::from(i) / 2000.0]).collect();
    for (km, given) in [
        (990.0, json!({ "segmentKm": 0.01, "bandwidthKm": 0.1 })),
        (24_000.0, json!({ "segmentKm": 1000, "bandwidthKm": 0.1, "speedKmh": 0.1 })),
        (50_000.0, json!({ "segmentKm": 0.51, "bandwidthKm": 100, "corridorKm": 500, "halfLifeDays": 3650 })),
    ] {
        let whole = Route::from_vertices(turn.iter().map(|&[lon, lat]| geobit::geo::LonLat::new(lon, lat))).unwrap();
        let line = Route::from_vertices(whole.section(0.0, km)).unwrap();
        let mut given = given;
        for (name, value) in longest.as_object().unwrap() {
            given[name] = value.clone();
        }
        let what = format!("route of {km} km {given}");
        let options: RouteOptions = options::read(given).unwrap();
        let report = times.measure(&what, || route(&snapshot, &line, &options)).unwrap();
        check_report(&as_json(&report), &what);
        let error = route(&snapshot, &whole, &RouteOptions { bandwidth_km: Some(0.1), segment_km: 1000.0, ..options })
            .unwrap_err();
        assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some("bandwidthKm")), "{error}");
    }
}

/// Rows with coordinates, day and radius, in the order of their index.
fn columns(rows: &[(f64, f64, i32, f32)]) -> Snapshot {
    let source = ColumnSource {
        lon: rows.iter().map(|row| row.0).collect(),
        lat: rows.iter().map(|row| row.1).collect(),
        day: rows.iter().map(|row| row.2).collect(),
        uncertainty_km: Some(rows.iter().map(|row| row.3).collect()),
        ..ColumnSource::default()
    };
    load_columns(source, LoadOptions::default()).unwrap()
}

#[test]
fn finding_i_a_radius_above_500_km_cannot_be_located() {
    let of = |radius_km: f32| columns(&[(0.0, 0.0, 20_000, 0.0), (0.0, 1.0, 20_000, radius_km)]);
    assert_eq!((of(500.0).summary().located, of(500.0).summary().warnings.len()), (2, 1));
    for radius_km in [500.1, 20_037.0] {
        let snapshot = of(radius_km);
        let warning = snapshot.summary().warnings.iter().find(|warning| warning.reason.contains("500 km"));
        assert_eq!((snapshot.summary().located, warning.map(|warning| warning.count)), (1, Some(1)));
        assert!(snapshot.uncertainty_km()[1].is_nan());
    }
    let csv = "id,start,lon,lat,uncertainty_km\na,2026-03-01,0,2,500\nb,2026-03-01,0,1,501\nc,2026-03-01,0,1,20037\n";
    let summary = support::load(csv.as_bytes()).summary().clone();
    assert_eq!((summary.located, summary.not_locatable, summary.rejected), (1, 2, 0));
    assert!(summary.warnings.iter().any(|warning| warning.reason.contains("500 km") && warning.count == 2));

    // The most uncertain places that count, with a buffered outline of many vertices.
    let corner = |i: u32| [f64::from(i).to_radians().cos() * 3.0, f64::from(i).to_radians().sin() * 3.0];
    let ring: Vec<[f64; 2]> = (0..=360).map(|i| corner(i % 360)).collect();
    let text = json!({ "type": "Polygon", "coordinates": [ring] }).to_string();
    let area = Area::new(geometry::parse(&text).unwrap(), Some(100.0)).unwrap();
    let rows: Vec<_> = (0..5).map(|i| (f64::from(i), 3.0, 20_000, 500.0)).collect();
    let snapshot = columns(&rows);
    let ask = || geofence(&snapshot, &area, &GeofenceOptions::default()).unwrap();
    let report = Times::default().measure("five rows of 500 km, a buffered polygon of 360 corners", ask);
    assert_eq!((report.counts.possible, report.counts.certain), (5, 0));
    check_report(&as_json(&report), "buffered");
}

#[test]
fn finding_m_of_incidents_at_one_place_the_newest_are_the_nearest() {
    const ROWS: i32 = 100_000;
    let rows: Vec<_> = (0..ROWS).map(|i| (-8.0, 12.6, i * 7919 % ROWS, 0.0)).collect();
    let snapshot = columns(&rows);
    let mut times = Times::default();
    for shape in [r#"{"type":"Point","coordinates":[-8.1,12.6]}"#, SHAPES[2]] {
        let area = Area::new(geometry::parse(shape).unwrap(), Some(5.0)).unwrap();
        let options = GeofenceOptions { repeat: Some(NearRepeatOptions::default()), ..GeofenceOptions::default() };
        let report = times.measure("100,000 rows at one place", || geofence(&snapshot, &area, &options).unwrap());
        let findings = report.findings.unwrap();
        let days: Vec<i32> = findings.nearest.iter().map(|near| near.date).collect();
        assert_eq!(days, (1..=10).map(|age| ROWS - age).collect::<Vec<_>>());
        assert!(findings.nearest.iter().all(|near| near.distance_km == findings.nearest[0].distance_km));
    }
    // A road through the place, and no incident but those of one day.
    let one_day: Vec<_> = (0..ROWS).map(|_| (-8.0, 12.6, 20_000, 0.0)).collect();
    let snapshot = columns(&one_day);
    let [road, _] = lines();
    let report =
        times.measure("a road with 100,000 rows of one day", || route(&snapshot, &road, &RouteOptions::default()));
    let status = report.unwrap().findings.unwrap().status;
    let comparison = &status.history.comparison;
    assert_eq!((comparison.recent.count, comparison.baseline.count, comparison.change.ratio), (ROWS as u64, 0, None));
    assert!(comparison.change.interval.0 > 1e4 && comparison.change.p == 0.0);
    // There are too many pairs here, so the engine neither counts nor holds them.
    let together: Vec<_> = (0..20_000).map(|i| (-8.0, 12.6, i % 300, 0.0)).collect();
    let snapshot = columns(&together);
    let area = Area::new(geometry::parse(SHAPES[0]).unwrap(), None).unwrap();
    let options = GeofenceOptions { repeat: Some(NearRepeatOptions::default()), ..GeofenceOptions::default() };
    let report = times.measure("pairs of 20,000 rows at one place", || geofence(&snapshot, &area, &options).unwrap());
    let repeat = report.findings.unwrap().repeat.unwrap();
    assert_eq!((repeat.incidents, repeat.untested, repeat.p), (20_000, Some(Untested::TooMany), None));
}

#[test]
fn finding_h_a_number_next_to_nothing_is_refused_with_both_ends() {
    let snapshot = load(json!({})).unwrap();
    for (name, accepted) in [
        ("halfLifeDays", "0.1 to 3650"),
        ("speedKmh", "0.1 to 300"),
        ("corridorKm", "0.001 to 500"),
        ("segmentKm", "0.01 to 1000"),
        ("encounterKm", "0.001 to 50"),
        ("bandwidthKm", "0.1 to 100"),
    ] {
        for number in [5e-324, 1e-308, 1e-9, 0.0, -0.0, -1.0, 1e308] {
            let error = ask_route(&snapshot, json!({ name: number })).unwrap_err();
            assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some(name)));
            let words = format!("a number from {accepted} is accepted");
            assert!(error.message.contains(&words), "{}", error.message);
        }
    }
    let error = ask_geofence(&snapshot, json!({ "ringsKm": [5e-324] })).unwrap_err();
    assert!(error.message.contains("0.001"), "{}", error.message);
}
