//! The program as people call it: what it prints, what it writes and how it ends. The numbers are those of the library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use geobit::load::{LoadOptions, Loader};
use geobit::questions::geofence::{GeofenceOptions, geofence};
use geobit::questions::route::{RouteOptions, route};
use geobit::read::routes::{RoutesOptions, read_routes};
use geobit::snapshot::{Matching, Snapshot, filtered};
use geobit::{Area, LonLat, Route, day};
use serde_json::{Value, json};
use tempfile::TempDir;

const NIGERIA: &str = "data/ucdp_ged_nigeria_1990_2019_hdx.csv.gz";
const CENTRAL_AFRICA: &str = "data/ucdp_ged_car_v23_1.geojson.gz";
const TODAY: &str = "2020-03-01";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures").join(name)
}

/// Calls the program in a folder.
fn geobit(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_geobit")).args(arguments).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Returns what is printed by a call that succeeds.
fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = geobit(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

fn answered(folder: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&said(folder, &[arguments, &["--json"]].concat())).unwrap()
}

/// Checks that a call ends with a code, and says one sentence that holds some words. Nothing is printed as an answer.
fn refused(folder: &Path, arguments: &[&str], code: i32, words: &[&str]) {
    let output = geobit(folder, arguments);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    assert!(output.stdout.is_empty(), "{arguments:?}: {}", text(&output.stdout));
    for word in words {
        assert!(said.contains(word), "{arguments:?} says {said:?}, without {word:?}");
    }
}

fn load(path: &Path) -> Snapshot {
    let mut loader = Loader::new(LoadOptions::default()).unwrap();
    loader.push(&fs::read(path).unwrap()).unwrap();
    loader.finish().unwrap()
}

/// A report as it is after it was written and read again, in which single-precision numbers are short.
fn written(report: &impl serde::Serialize) -> Value {
    serde_json::from_str(&serde_json::to_string(report).unwrap()).unwrap()
}

/// Returns a report without what depends on the order of incidents at one place: which of them are listed first, and their rows.
fn without_order(report: &Value) -> Value {
    let mut report = report.clone();
    for near in report["nearest"].as_array_mut().into_iter().flatten() {
        *near = near["distanceKm"].clone();
    }
    report
}

/// Compares reports member by member, because whole ones are too long to be shown.
fn assert_same(report: &Value, expected: &Value) {
    let (report, expected) = (report.as_object().unwrap(), expected.as_object().unwrap());
    assert!(report.keys().eq(expected.keys()), "{:?}", report.keys());
    for (name, value) in expected {
        assert!(is_same(&report[name], value), "{name}: {} is not {value}", report[name]);
    }
}

/// Returns whether two values are the same, numbers but for how their sums were rounded: a pack has the incidents of one place in the
/// order of their ids.
fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) if a != b => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b)),
        (Value::Object(a), Value::Object(b)) => a.keys().eq(b.keys()) && a.iter().all(|(name, a)| is_same(a, &b[name])),
        _ => a == b,
    }
}

fn path(name: &str) -> String {
    fixture(name).display().to_string()
}

/// A folder with the pack of Nigeria.
fn with_pack() -> TempDir {
    let folder = TempDir::new().unwrap();
    said(folder.path(), &["build", &path(NIGERIA), "-o", "nigeria.parquet", "--today", TODAY]);
    folder
}

const TRACK: &str = r#"<gpx version="1.1"><trk><name>Maiduguri</name><trkseg>
<trkpt lat="11.83" lon="13.15"/><trkpt lat="11.50" lon="13.60"/>
<trkpt lat="11.10" lon="13.80"/></trkseg></trk></gpx>"#;

#[test]
fn a_pack_answers_as_the_library_does_from_the_file() {
    let folder = with_pack();
    let folder = folder.path();
    let loaded = load(&fixture(NIGERIA));

    let info = answered(folder, &["info", "nigeria.parquet", "--today", TODAY]);
    assert_eq!(info["count"], json!(loaded.len()));
    assert_eq!((&info["rows"], &info["located"]), (&json!(loaded.summary().rows), &json!(loaded.summary().located)));
    assert_eq!(info["name"], "ucdp_ged_nigeria_1990_2019_hdx.csv.gz");
    let age = day::parse(TODAY).unwrap() - loaded.as_of();
    assert_eq!((&info["ageDays"], &info["stale"]), (&json!(age), &json!(age > 45)));
    let lines = said(folder, &["info", "nigeria.parquet", "--today", TODAY]);
    assert!(lines.starts_with("These data are old: they end on ") && lines.contains("CC BY 4.0"), "{lines}");

    let options = GeofenceOptions { today: day::parse(TODAY), recent_days: 90, ..GeofenceOptions::default() };
    let site = Area::circle(LonLat::new(13.15, 11.83), 30.0).unwrap();
    let named = loaded.with_name("ucdp_ged_nigeria_1990_2019_hdx.csv.gz".into());
    let expected = written(&geofence(&named, &site, &options).unwrap());
    let asked = ["geofence", "nigeria.parquet", "--circle", "13.15,11.83,30", "--recent-days", "90", "--today", TODAY];
    let of_pack = answered(folder, &asked);
    let of_pack_loaded = load(&folder.join("nigeria.parquet"));
    assert_same(&of_pack, &written(&geofence(&of_pack_loaded, &site, &options).unwrap()));
    assert_same(&without_order(&of_pack), &without_order(&expected));
    assert!(expected["counts"]["certain"].as_u64().unwrap() > 100, "the place has incidents");
    let by_json = ["geofence", "nigeria.parquet", "--circle=13.15,11.83,30", "--options"];
    let by_json = [&by_json[..], &[r#"{"recentDays":90,"today":"2020-03-01"}"#]].concat();
    assert_same(&answered(folder, &by_json), &of_pack);
    let sentences = said(folder, &asked);
    let verdict = expected["verdictText"].as_str().unwrap();
    assert!(sentences.contains(verdict), "{sentences}");
    let certain = format!("{} incidents are certainly", expected["counts"]["certain"]);
    assert!(sentences.contains(&certain), "counts are as they are: {sentences}");
    assert!(sentences.contains("(interval ") && sentences.contains(expected["coverage"]["words"].as_str().unwrap()));
    let french = said(folder, &[&asked[..], &["--lang", "fr"]].concat());
    assert!(french.contains("par jour (intervalle de ") && french.contains("Ces données sont anciennes"), "{french}");

    fs::write(folder.join("track.gpx"), TRACK).unwrap();
    let found = read_routes(TRACK.as_bytes(), &RoutesOptions::default()).unwrap();
    let line = Route::from_vertices(found.routes[0].line.clone()).unwrap();
    let options = RouteOptions { corridor_km: 10.0, today: day::parse(TODAY), ..RouteOptions::default() };
    let expected = written(&route(&named, &line, &options).unwrap());
    let asked = ["route", "nigeria.parquet", "track.gpx", "--half-width-km", "10", "--today", TODAY];
    assert_same(&answered(folder, &asked), &expected);
    let sentences = said(folder, &asked);
    assert!(sentences.contains("within 1 km of the convoy") && sentences.contains("km long and takes"), "{sentences}");
    let km = expected["lengthKm"].as_f64().unwrap();
    assert!(km > 100.0 && sentences.contains(&format!("{km:.0} km long")), "whole kilometres: {sentences}");
}

#[test]
fn several_areas_are_answered_together() {
    let folder = with_pack();
    let areas = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"radiusKm":30},"geometry":{"type":"Point","coordinates":[13.15,11.83]}},
        {"type":"Feature","properties":{"radiusKm":10},"geometry":{"type":"Point","coordinates":[-30,0]}}]}"#;
    fs::write(folder.path().join("areas.geojson"), areas).unwrap();
    let asked = ["geofence", "nigeria.parquet", "--shape", "areas.geojson"];
    let reports = answered(folder.path(), &asked);
    assert_eq!(reports.as_array().map(Vec::len), Some(2));
    assert_eq!((&reports[0]["coverage"]["inside"], &reports[1]["coverage"]["inside"]), (&json!("all"), &json!("none")));
    let sentences = said(folder.path(), &asked);
    let outside = sentences.split("2:").nth(1).unwrap();
    assert!(outside.contains("do not cover this place") && !outside.contains("a day (interval"), "{outside}");
    let rows = answered(folder.path(), &[&asked[..], &["--options", r#"{"detail":"rows"}"#]].concat());
    assert_eq!((&rows[0]["rows"], &rows[1]["rows"]), (&reports[0]["rows"], &json!([])));
    assert_eq!(rows[0]["share"], reports[0]["share"]);
}

#[test]
fn filters_keep_what_they_say_and_are_written_down() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let build = ["build", &path(NIGERIA), "-o", "part.parquet", "--bbox", "12,10,15,14", "--since", "2015-01-01"];
    let built = answered(folder, &[&build[..], &["--country", "nigeria", "--today", TODAY]].concat());
    let all = load(&fixture(NIGERIA));
    let is_kept = |row: &usize| {
        let at = all.at(*row);
        (12.0..=15.0).contains(&at.lon)
            && (10.0..=14.0).contains(&at.lat)
            && all.day()[*row] >= day::parse("2015-01-01").unwrap()
    };
    let mut kept: Vec<String> = (0..all.len()).filter(is_kept).map(|row| all.id(row).into_owned()).collect();
    kept.sort();
    let pack = load(&folder.join("part.parquet"));
    let mut ids: Vec<String> = (0..pack.len()).map(|row| pack.id(row).into_owned()).collect();
    ids.sort();
    assert!(!kept.is_empty() && kept.len() < all.len() && ids == kept);
    // The data of a part are as complete as the whole.
    assert_eq!(pack.as_of(), all.as_of());
    let summary = &built["summary"];
    assert_eq!(summary["rows"], json!(all.summary().rows));
    assert_eq!(summary["leftOut"], json!(all.len() - kept.len()));
    let filters = json!([{ "bbox": [12.0, 10.0, 15.0, 14.0], "countries": ["nigeria"], "since": "2015-01-01" }]);
    assert_eq!((&summary["filters"], &summary["origins"][0]["filters"]), (&filters, &filters));
    let info = answered(folder, &["info", "part.parquet"]);
    assert_eq!((&info["filters"], &info["leftOut"]), (&filters, &summary["leftOut"]));

    // A pack is filtered further, and tells both.
    let again =
        answered(folder, &["build", "part.parquet", "-o", "less.parquet", "--since", "2018-01-01", "--no-text"]);
    let later =
        (0..all.len()).filter(is_kept).filter(|row| all.day()[*row] >= day::parse("2018-01-01").unwrap()).count();
    assert_eq!(again["summary"]["count"], json!(later));
    assert_eq!(again["summary"]["filters"].as_array().map(Vec::len), Some(2));
    assert_eq!(load(&folder.join("less.parquet")).as_of(), all.as_of());

    let nothing = ["build", &path(NIGERIA), "-o", "none.parquet", "--country", "Mali"];
    refused(folder, &nothing, 1, &["None of the", "in \"Mali\"", "countries: Nigeria", "1990-"]);
    assert!(!folder.join("none.parquet").exists());
    refused(
        folder,
        &["build", "part.parquet", "-o", "none.parquet", "--since", "2030-01-01"],
        1,
        &["since 2030-01-01"],
    );
}

#[test]
fn answers_about_some_incidents_are_those_of_the_library_and_say_so() {
    let folder = with_pack();
    let folder = folder.path();
    let circle = ["geofence", "nigeria.parquet", "--circle", "13.15,11.83,100", "--today", TODAY];
    let asked = [&circle[..], &["--min-deaths", "10", "--text", "BOKO haram", "--within-km", "10"]].concat();
    let report = answered(folder, &asked);
    let matching = Matching {
        min_fatalities: Some(10),
        text: Some("BOKO haram".into()),
        max_uncertainty_km: Some(10.0),
        ..Matching::default()
    };
    let whole = Arc::new(load(&folder.join("nigeria.parquet")));
    let some = filtered(&whole, &matching).unwrap();
    assert!(!some.is_empty() && some.len() < whole.len());
    let area = Area::circle(LonLat::new(13.15, 11.83), 100.0).unwrap();
    let options = GeofenceOptions { today: day::parse(TODAY), ..GeofenceOptions::default() };
    assert_same(&report, &written(&geofence(&some, &area, &options).unwrap()));
    assert!(said(folder, &asked).contains("Only incidents that match a filter count here"));
    let beyond = [&circle[..], &["--within-km", "501"]].concat();
    refused(folder, &beyond, 2, &["maxUncertaintyKm", "0 to 500"]);
}

#[test]
fn a_record_outside_supersedes_an_earlier_one_inside() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    fs::write(folder.join("log.csv"), "id,start,lon,lat\n1,2026-03-01,0,0\n2,2026-03-02,1,1\n1,2026-03-01,50,50\n")
        .unwrap();
    let built = answered(folder, &["build", "log.csv", "-o", "log.parquet", "--bbox", "-5,-5,5,5"]);
    let summary = &built["summary"];
    assert_eq!(
        [&summary["count"], &summary["superseded"], &summary["leftOut"], &summary["rows"]],
        [1, 1, 1, 3].map(|n| json!(n)).each_ref()
    );
    assert_eq!(load(&folder.join("log.parquet")).id(0), "2");
}

#[test]
fn several_files_become_one_pack() {
    let folder = with_pack();
    let folder = folder.path();
    let built =
        answered(folder, &["build", &path(NIGERIA), &path(CENTRAL_AFRICA), "-o", "two.parquet", "--name", "Both"]);
    let combine =
        ["combine", "nigeria.parquet", &path(CENTRAL_AFRICA), "-o", "combined.parquet", "--names", "North,South"];
    let combined = answered(folder, &combine);
    let count = load(&fixture(NIGERIA)).len() + load(&fixture(CENTRAL_AFRICA)).len();
    assert_eq!((&built["summary"]["count"], &combined["summary"]["count"]), (&json!(count), &json!(count)));
    assert_eq!(built["summary"]["name"], "Both");
    let info = answered(folder, &["info", "combined.parquet"]);
    assert_eq!((&info["origins"][0]["name"], &info["origins"][1]["name"]), (&json!("North"), &json!("South")));
    refused(folder, &["combine", "nigeria.parquet", "-o", "x.parquet"], 2, &["2 values required"]);
}

#[test]
fn checks_tell_rows_and_end_with_1() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    fs::write(folder.join("bad.csv"), "id,start,lon,lat\n1,2026-03-01,0,10\n2,never,0,10\n").unwrap();
    fs::write(folder.join("good.csv"), "id,start,lon,lat,kind\n1,2026-03-01,0,10,riot\n").unwrap();
    fs::write(folder.join("text.txt"), "nothing that is known\n").unwrap();
    assert!(said(folder, &["check", "good.csv"]).ends_with("good.csv: 1 of 1 rows kept, 0 rejected\n"));
    let output = geobit(folder, &["check", "good.csv", "bad.csv", "text.txt", "missing.csv"]);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("bad.csv:3: rejected: ") && told.contains("text.txt: refused: "), "{told}");
    assert!(told.contains("missing.csv: refused: it cannot be opened"), "{told}");
    let output = geobit(folder, &["check", "bad.csv", "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (output.status.code(), &found[0]["rejections"][0]["row"], &found[0]["rejected"]),
        (Some(1), &json!(3), &json!(1))
    );
}

#[test]
fn wrong_calls_and_bad_files_are_refused_in_a_sentence() {
    let folder = with_pack();
    let folder = folder.path();
    fs::write(folder.join("track.gpx"), TRACK).unwrap();
    let pack = fs::read(folder.join("nigeria.parquet")).unwrap();
    fs::write(folder.join("cut.parquet"), &pack[..pack.len() / 2]).unwrap();
    fs::create_dir(folder.join("folder")).unwrap();
    fs::write(folder.join("empty.csv"), "").unwrap();
    let circle = "--circle=13,11,30";

    refused(folder, &["info", "missing.parquet"], 1, &["missing.parquet: it cannot be opened"]);
    refused(folder, &["info", "folder"], 1, &["this is a folder; a file is wanted"]);
    refused(folder, &["geofence", "folder", circle], 1, &["this is a folder"]);
    refused(folder, &["geofence", "cut.parquet", circle], 1, &["cut.parquet"]);
    refused(folder, &["info", "cut.parquet"], 1, &["cut.parquet"]);
    refused(folder, &["build", "empty.csv", "-o", "out.parquet"], 1, &["empty.csv"]);
    refused(folder, &["geofence", "track.gpx", circle], 1, &["track.gpx"]);
    refused(folder, &["route", "nigeria.parquet", "nigeria.parquet"], 1, &["nigeria.parquet"]);
    let other = r#"<trk><trkseg><trkpt lat="1" lon="1"/><trkpt lat="2" lon="2"/></trkseg></trk></gpx>"#;
    let both = TRACK.replace("</gpx>", other);
    fs::write(folder.join("two.gpx"), both).unwrap();
    refused(
        folder,
        &["route", "nigeria.parquet", "two.gpx"],
        2,
        &["it holds 2 routes; choose one with --number: ", "Maiduguri"],
    );
    refused(folder, &["route", "nigeria.parquet", "two.gpx", "--number", "3"], 2, &["has the routes 1 to 2"]);
    said(folder, &["route", "nigeria.parquet", "two.gpx", "--number", "1"]);

    let asked = ["geofence", "nigeria.parquet", circle];
    let with = |more: &[&'static str]| [&asked[..], more].concat();
    refused(folder, &with(&["--options", r#"{"radius":5}"#]), 2, &["radius: there is no such option"]);
    refused(folder, &with(&["--options", "5"]), 2, &["no JSON object"]);
    refused(folder, &with(&["--options", r#"{"recentDays":5}"#, "--recent-days", "6"]), 2, &["give it once"]);
    refused(folder, &with(&["--lang", "de"]), 2, &["lang: this is \"de\"; one of en, fr is wanted"]);
    refused(folder, &with(&["--recent-days", "0"]), 2, &["recentDays"]);
    refused(folder, &with(&["--kinds", "riot,war"]), 2, &["kinds.1: this is \"war\""]);
    refused(folder, &with(&["--nonsense"]), 2, &["--nonsense"]);
    refused(folder, &["geofence", "nigeria.parquet"], 2, &["--circle"]);
    refused(folder, &["geofence", "nigeria.parquet", "--circle", "13,11"], 2, &["--circle is \"13,11\""]);
    refused(folder, &["geofence", "nigeria.parquet", "--circle", "13,111,5"], 2, &["latitude 111"]);
    refused(folder, &["build", &path(NIGERIA), "-o", "x", "--bbox", "5,9,6,8"], 2, &["bbox is 5,9,6,8"]);
    refused(folder, &["build", &path(NIGERIA), "-o", "x", "--since", "June"], 2, &["--since is \"June\""]);
    refused(folder, &["build", &path(NIGERIA), "-o", "x", "--mapping", "start"], 2, &["--mapping is \"start\""]);
    refused(folder, &["build", &path(NIGERIA), "-o", "x", "--layout", "none"], 2, &["layout"]);
}

#[test]
fn parts_of_a_file_become_its_pack() {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<String> = (0..40)
        .map(|number| format!("A{number},{}/03/2024,12.5,-{}.5,\"a\nb\"\n", 1 + number % 28, number % 9))
        .collect();
    let (first, second) = (rows[..25].concat(), rows[25..].concat());
    fs::write(folder.path().join("all.csv"), format!("id,date,lat,lon,notes\n{first}{second}")).unwrap();
    fs::write(folder.path().join("first.csv"), format!("id,date,lat,lon,notes\n{first}")).unwrap();
    fs::write(folder.path().join("second.csv"), &second).unwrap();
    let call = |arguments: &str| said(folder.path(), &arguments.split(' ').collect::<Vec<_>>());
    call("build all.csv -o all.parquet --name All --today 2026-11-30 --memory 8MB");
    assert!(call("build first.csv --part -o 1.part --today 2026-11-30").contains("25 rows"));
    call("build second.csv --part --head all.csv --line 52 -o 2.part --today 2026-11-30");
    call("build 1.part 2.part -o parts.parquet --name All --today 2026-11-30");
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert!(read("parts.parquet") == read("all.parquet"));
    let refuse = |arguments: &str, words: &[&str]| {
        refused(folder.path(), &arguments.split(' ').collect::<Vec<_>>(), 2, words);
    };
    refuse("build 1.part all.csv -o mixed.parquet", &["Some of the files are parts"]);
    refuse("build 1.part --previous all.parquet -o new.parquet", &["--previous is for files"]);
    refuse("build first.csv second.csv --part -o both.part", &["--part is for one file, and there are 2"]);
    refuse("build second.csv --head all.csv -o 2.part", &["--part", "--line"]);
    for (size, words) in [("7MB", "at least 8MB"), ("much", "a size such as 512MB"), ("x GB", "a whole number")] {
        refused(folder.path(), &["build", "all.csv", "-o", "new.parquet", "--memory", size], 2, &[words]);
    }
}

#[test]
fn outputs_are_whole_or_as_they_were() {
    let folder = with_pack();
    let folder = folder.path();
    fs::create_dir(folder.join("folder")).unwrap();
    refused(folder, &["build", &path(NIGERIA), "-o", "folder"], 1, &["folder: this is a folder"]);
    refused(
        folder,
        &["build", &path(NIGERIA), "-o", "nowhere/out.parquet"],
        1,
        &["nowhere/out.parquet: it cannot be written"],
    );
    // What is read may be what is written.
    let before = load(&folder.join("nigeria.parquet")).len();
    said(folder, &["build", "nigeria.parquet", "-o", "nigeria.parquet"]);
    assert_eq!(load(&folder.join("nigeria.parquet")).len(), before);
    let names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.iter().all(|name| !name.starts_with(".geobit-")), "{names:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_output_as_it_was() {
    let folder = with_pack();
    refused(folder.path(), &["build", "nigeria.parquet", "-o", "/dev/full"], 1, &["this is a device or a pipe"]);
}

#[test]
fn names_from_files_cannot_control_the_terminal() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let file = "id,start,lon,lat,country,kind\n1,2026-03-01,0,10,\"Ma\u{1b}[31mli\u{9b}2J\",\u{1b}]0;title\u{7}\n\
                2,x\u{1b}[2J,0,10,Mali,riot\n";
    fs::write(folder.join("log.csv"), file).unwrap();
    for arguments in [
        &["info", "log.csv"][..],
        &["inspect", "log.csv"],
        &["check", "log.csv"],
        &["info", "log.csv", "--json"],
        &["check", "log.csv", "--json"],
    ] {
        let output = geobit(folder, arguments);
        let told = text(&output.stdout) + &text(&output.stderr);
        assert!(told.contains("2026-03-01") || told.contains("rejected"), "{arguments:?}: {told}");
        assert!(!told.chars().any(|letter| letter.is_control() && letter != '\n'), "{arguments:?}: {told:?}");
    }
    let info = answered(folder, &["info", "log.csv"]);
    assert_eq!(info["coverage"]["countries"][0], "Ma\u{1b}[31mli\u{9b}2J");
}

#[test]
fn the_help_tells_the_exit_codes() {
    let folder = TempDir::new().unwrap();
    for arguments in [&["--help"][..], &["build", "--help"], &["check", "--help"]] {
        let help = said(folder.path(), arguments);
        assert!(help.contains("2  the call is wrong"), "{help}");
    }
    assert!(said(folder.path(), &["--version"]).starts_with("geobit 0.1.0"));
    refused(folder.path(), &["guess"], 2, &["guess"]);
}

/// Two files of one provider: an incident changes, one goes, and one comes.
fn with_two_files() -> TempDir {
    let folder = TempDir::new().unwrap();
    let head = "id,start,lon,lat,kind,place\n";
    let old = "a,2024-05-01,-8,12,riot,Town\nb,2024-05-02,-8,12,riot,Town\nc,2024-05-03,-8,12,riot,Village\n";
    let new =
        "a,2024-05-01,-8,12,riot,Town\nb,2024-05-02,-8,12,abduction,Town\nd,2024-05-09,-8.01,12,riot,Road\u{1b}[31m\n";
    fs::write(folder.path().join("old.csv"), format!("{head}{old}")).unwrap();
    fs::write(folder.path().join("new.csv"), format!("{head}{new}")).unwrap();
    folder
}

#[test]
fn diff_tells_what_the_library_does() {
    let folder = with_two_files();
    let folder = folder.path();
    let [older, newer] = ["old.csv", "new.csv"].map(|name| load(&folder.join(name)));
    let asked = geobit::questions::changes::ChangesOptions::default();
    let expected = geobit::questions::changes::changes(&newer, &older, vec![], &asked).unwrap();
    let arguments = ["diff", "old.csv", "new.csv", "--today", "2024-06-01"];
    let found = answered(folder, &arguments);
    assert_same(&found, &written(&expected));
    assert_eq!((found["added"].as_array().unwrap().len(), &found["changed"][0]["fields"]), (1, &json!(["kind"])));
    let text = said(folder, &arguments);
    assert!(
        text.starts_with(
            "Since the data of 3 May 2024: 1 incident added, 0 of them from before; 1 changed, 1 withdrawn"
        ),
        "{text}"
    );
    assert!(
        text.contains("\n+ d 2024-05-09 riot Road") && text.contains("~ b 2024-05-02 abduction Town (kind)\n- c "),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'), "{text:?}");

    // Packs give the same answer, also where the days up to which they are complete are given.
    for name in ["old", "new"] {
        said(
            folder,
            &[
                "build",
                &format!("{name}.csv"),
                "-o",
                &format!("{name}.parquet"),
                "--as-of",
                "2024-05-20",
                "--today",
                "2024-06-01",
            ],
        );
    }
    let packs = answered(folder, &["diff", "old.parquet", "new.parquet"]);
    assert_eq!((&packs["newlyRecordedOld"], &packs["changed"][0]["fields"]), (&packs["added"], &json!(["kind"])));
    let dated = [&arguments[..], &["--old-as-of", "2024-05-09", "--new-as-of", "2024-05-15", "--lang", "fr"]].concat();
    let dated = answered(folder, &dated);
    assert_eq!((&dated["newlyRecordedOld"], &dated["lagDays"]["q50"]), (&dated["added"], &json!(6.0)));
    assert!(dated["words"].as_str().unwrap().starts_with("Depuis les données du 9 mai 2024"));

    fs::write(folder.join("sites.geojson"), r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"radiusKm":5},"geometry":{"type":"Point","coordinates":[-8,12]}},{"type":"Feature","properties":{"radiusKm":5},"geometry":{"type":"Point","coordinates":[0,0]}}]}"#).unwrap();
    let watched = said(folder, &[&arguments[..], &["--watch", "sites.geojson"]].concat());
    assert!(watched.ends_with("1: +1 ~1 -1\n2: +0 ~0 -0\n"), "{watched}");
}

#[test]
fn a_pack_notes_what_the_one_before_did_not_have() {
    let folder = with_two_files();
    let folder = folder.path();
    let build = |name: &str, more: &[&str]| {
        said(
            folder,
            &[&["build", &format!("{name}.csv"), "-o", &format!("{name}.parquet"), "--today", "2024-06-01"], more]
                .concat(),
        );
    };
    build("old", &["--as-of", "2024-05-20"]);
    build("new", &["--as-of", "2024-06-01", "--previous", "old.parquet"]);
    let found = answered(folder, &["diff", "old.parquet", "new.parquet"]);
    assert_eq!(found["lagDays"]["q50"], json!(23.0));
    fs::write(folder.join("rules.json"), r#"[{"shape":{"type":"Feature","properties":{"radiusKm":5},"geometry":{"type":"Point","coordinates":[-8,12]}},"when":"any"}]"#).unwrap();
    let alerts = answered(
        folder,
        &["alerts", "new.parquet", "--rules", "rules.json", "--since", "2024-06-01", "--today", "2024-06-01"],
    );
    assert_eq!((&alerts[0]["since"], alerts[0]["rows"].as_array().unwrap().len()), (&json!("2024-05-09"), 1));
    refused(
        folder,
        &["build", "new.csv", "-o", "x.parquet", "--previous", &path(NIGERIA), "--today", "2024-06-01"],
        1,
        &["--previous", "layout ucdp"],
    );
    assert!(!folder.join("x.parquet").exists());
}

#[test]
fn diff_refuses_what_it_cannot_join() {
    let folder = with_two_files();
    let folder = folder.path();
    said(folder, &["build", "old.csv", "-o", "silent.parquet", "--no-text", "--today", "2024-06-01"]);
    refused(folder, &["diff", "silent.parquet", "new.csv"], 1, &["older snapshot", "has no ids"]);
    refused(folder, &["diff", &path(NIGERIA), "new.csv"], 1, &["layout ucdp", "generic"]);
    refused(folder, &["diff", "old.csv"], 2, &["NEW"]);
    refused(folder, &["diff", "old.csv", "none.csv"], 1, &["none.csv"]);
    refused(folder, &["diff", "old.csv", "new.csv", "--lang", "de"], 2, &["lang"]);
    fs::write(folder.join("bad.geojson"), r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[-8,12]}}]}"#).unwrap();
    refused(folder, &["diff", "old.csv", "new.csv", "--watch", "bad.geojson"], 1, &["bad.geojson", "radius"]);
}

#[test]
fn alerts_tell_what_the_library_does() {
    let folder = with_two_files();
    let folder = folder.path();
    let shape = json!({ "type": "Feature", "properties": { "radiusKm": 5 }, "geometry": { "type": "Point", "coordinates": [-8, 12] } });
    let rules = json!([
        { "shape": shape, "name": "Home", "when": "any", "kinds": ["abduction"] },
        { "shape": shape, "when": { "atLeast": 4, "inDays": 30 } },
    ]);
    fs::write(folder.join("rules.json"), rules.to_string()).unwrap();
    let arguments = ["alerts", "new.csv", "--rules", "rules.json", "--today", "2024-05-09"];
    let found = answered(folder, &arguments);
    assert_eq!(
        (&found[0]["fired"], &found[0]["since"], &found[1]["fired"]),
        (&json!(true), &json!("2024-05-02"), &json!(false))
    );
    assert_eq!((found[1]["rows"].as_array().unwrap().len(), &found[1]["falseAlarmsPerYear"]), (3, &Value::Null));
    let text = said(folder, &arguments);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("! 1 Home: New since 12 April 2024: 1 recorded incident certainly inside"), "{text}");
    assert!(lines[1].starts_with("  2: 3 recorded incidents certainly inside") && lines.len() == 2, "{text}");
    let since = answered(folder, &[&arguments[..], &["--since", "2024-05-03"]].concat());
    assert_eq!(since[0]["fired"], json!(false));

    fs::write(folder.join("none.json"), "[]").unwrap();
    assert_eq!(answered(folder, &["alerts", "new.csv", "--rules", "none.json"]), json!([]));
    for (rules, words) in [
        ("{}", vec!["bad.json", "a list of rules"]),
        ("[{\"when\":\"any\"}]", vec!["bad.json", "Rule 1", "shape"]),
        (
            &json!([{ "shape": shape, "when": "some" }]).to_string(),
            vec!["bad.json", "Rule 1", "when", "any, more, alarm"],
        ),
        (
            &json!([{ "shape": { "type": "Point", "coordinates": [0, 99] }, "when": "any" }]).to_string(),
            vec!["Rule 1", "latitude"],
        ),
        (
            &json!([{ "shape": { "type": "Point", "coordinates": [0, 9] }, "when": "any" }]).to_string(),
            vec!["Rule 1", "radius"],
        ),
    ] {
        fs::write(folder.join("bad.json"), rules).unwrap();
        refused(folder, &["alerts", "new.csv", "--rules", "bad.json"], 1, &words);
    }
    refused(folder, &["alerts", "new.csv"], 2, &["--rules"]);
    refused(folder, &["alerts", "new.csv", "--rules", "rules.json", "--since", "soon"], 2, &["since"]);
}

#[test]
fn regions_and_groups_are_those_of_the_library() {
    use geobit::questions::clusters::{ClustersOptions, clusters};
    use geobit::questions::region::{PeriodLength, RegionOptions, region};
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let mut rows = String::from("id,start,lon,lat,kind\n");
    for at in 0..60 {
        let (x, y, month, day) = (at % 6, at % 5, at % 3 + 1, at % 28 + 1);
        rows +=
            &format!("{at},2024-{month:02}-{day:02},{},{},riot\n", 7.0 + f64::from(x) * 0.3, 9.0 + f64::from(y) * 0.3);
    }
    rows += "a,2024-03-29,7,9,abduction\nb,2024-03-30,7,9,riot\nc,2024-03-31,7.05,9,riot\n";
    fs::write(folder.join("log.csv"), rows).unwrap();
    let snapshot = load(&folder.join("log.csv"));

    let options = RegionOptions {
        by: PeriodLength::Month,
        reference: Some(vec![7.4, 9.1]),
        reference_name: Some("Abuja".into()),
        rings_km: vec![50.0, 100.0],
        ..RegionOptions::default()
    };
    let arguments = ["region", "log.csv", "--by", "month", "--reference", "7.4,9.1", "--reference-name", "Abuja"];
    let arguments = [&arguments[..], &["--rings-km", "50,100", "--today", "2024-04-10"]].concat();
    assert_same(&answered(folder, &arguments), &written(&region(&snapshot, None, &options).unwrap()));
    let text = said(folder, &arguments);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("Half of the recorded incidents of March 2024 lay within "), "{text}");
    assert!(lines.len() == 4 && lines[1].starts_with("2024-01-01 2024-01-31  20  "), "{text}");

    let options =
        ClustersOptions { max_km: 40.0, max_days: 7, permutations: 199, seed: 3, ..ClustersOptions::default() };
    let arguments =
        ["clusters", "log.csv", "--max-km", "40", "--max-days", "7", "--permutations", "199", "--seed", "3"];
    let arguments = [&arguments[..], &["--today", "2024-04-10"]].concat();
    let found = answered(folder, &arguments);
    assert_same(&found, &written(&clusters(&snapshot, None, &options).unwrap()));
    assert!(found["clusters"][0]["count"].as_u64() >= Some(3), "{found}");
    let text = said(folder, &arguments);
    assert!(text.contains(" km of 9.000° N, 7.000° E in the ") && text.lines().count() > 1, "{text}");
    fs::write(
        folder.join("area.geojson"),
        r#"{"type":"Polygon","coordinates":[[[6.9,8.9],[7.4,8.9],[7.4,9.4],[6.9,9.4],[6.9,8.9]]]}"#,
    )
    .unwrap();
    let within = [&arguments[..], &["--within", "area.geojson", "--kinds", "riot"]].concat();
    assert!(answered(folder, &within)["incidents"].as_u64() < found["incidents"].as_u64());

    fs::write(folder.join("bad.geojson"), r#"{"type":"Point","coordinates":[7,9]}"#).unwrap();
    refused(folder, &["region", "log.csv", "--within", "bad.geojson"], 1, &["bad.geojson", "radius"]);
    refused(folder, &["region", "log.csv", "--by", "week"], 2, &["by", "year, quarter, month"]);
    refused(folder, &["region", "log.csv", "--reference", "7"], 2, &["--reference", "2 numbers"]);
    refused(folder, &["clusters", "log.csv", "--max-days", "91"], 2, &["maxDays", "90"]);
    refused(folder, &["clusters", "none.csv"], 1, &["none.csv"]);
}
