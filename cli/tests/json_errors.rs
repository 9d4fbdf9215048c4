//! With `--json` a failure is JSON as well: one line on stderr, with the exit code that the same call has without it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

fn geobit(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_geobit"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("GEOBIT_KEY_PASSWORD")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder with what the calls name.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, content: &str| fs::write(folder.path().join(name), content).unwrap();
    write("log.csv", "id,start,lon,lat,kind\n1,2026-03-01,0,10,riot\n2,2026-03-02,1,10,riot\n");
    write("bad.csv", "id,start,lon,lat\n1,never,0,10\n");
    write("rules.json", "[{\"when\":\"any\"}]");
    write("area.geojson", r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,95],[0,0]]]}"#);
    write(
        "sites.geojson",
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[0,0]}}]}"#,
    );
    write("there.key", "a key");
    fs::create_dir(folder.path().join("empty")).unwrap();
    let built = geobit(folder.path(), &["build", "log.csv", "-o", "log.parquet", "--today", "2026-11-30"]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    folder
}

/// Calls of every command that fail: the call, the exit code, the code of the error and its place.
fn calls() -> Vec<(&'static str, i32, &'static str, Value)> {
    let file = |name: &str| json!({ "file": name });
    let field = |name: &str| json!({ "field": name });
    vec![
        ("build none.csv -o x.parquet", 1, "badInput", file("none.csv")),
        ("build bad.csv -o x.parquet", 1, "badCsv", json!({ "file": "bad.csv", "row": 2 })),
        ("build log.csv -o x.parquet --country Mali", 1, "badOption", json!({ "file": "log.csv", "field": "filters" })),
        ("build log.csv -o x.parquet --bbox 5,9,6,8", 2, "badOption", field("bbox")),
        ("build log.csv -o x.parquet --since June", 2, "badOption", json!({})),
        ("build log.csv -o empty", 1, "badInput", file("empty")),
        ("combine log.csv bad.csv -o x.parquet", 1, "badCsv", json!({ "file": "bad.csv", "row": 2 })),
        ("info none.parquet", 1, "badInput", file("none.parquet")),
        ("info log.csv --layout nobody", 2, "badOption", json!({ "file": "log.csv", "field": "layout" })),
        ("inspect none.csv", 1, "badInput", file("none.csv")),
        ("check log.csv --layout nobody --decimal x", 2, "badOption", field("decimal")),
        ("diff log.csv bad.csv", 1, "badCsv", json!({ "file": "bad.csv", "row": 2 })),
        (
            "diff log.csv log.parquet --watch sites.geojson",
            1,
            "badGeometry",
            json!({ "file": "sites.geojson", "row": 1, "field": "radiusKm" }),
        ),
        ("alerts log.csv --rules rules.json", 1, "badInput", file("rules.json")),
        ("alerts log.csv --rules rules.json --since soon", 2, "badOption", field("since")),
        ("delta log.csv log.parquet -o x.delta", 1, "badParquet", file("log.csv")),
        ("apply log.parquet log.parquet -o x.parquet", 1, "badPack", file("log.parquet")),
        ("catalog empty", 1, "badInput", file("empty")),
        ("catalog empty --base-of log", 2, "badOption", json!({})),
        ("key there.key", 1, "badInput", file("there.key")),
        ("serve none", 1, "badInput", file("none")),
        ("fetch ucdp --version new -o x.parquet", 2, "badOption", json!({})),
        ("geofence log.csv --circle 0,111,5", 2, "badGeometry", json!({ "vertex": 0 })),
        ("geofence log.csv --circle 0,11,5 --recent-days 0", 2, "badOption", field("recentDays")),
        ("geofence log.csv --shape area.geojson", 1, "badGeometry", json!({ "file": "area.geojson", "vertex": 2 })),
        ("region log.csv --by decade", 2, "badOption", field("by")),
        ("region log.csv --within area.geojson", 1, "badGeometry", json!({ "file": "area.geojson", "vertex": 2 })),
        ("clusters none.csv", 1, "badInput", file("none.csv")),
        ("clusters log.csv --max-days 0", 2, "badOption", field("maxDays")),
        ("roads build log.csv -o x.roads", 1, "badRoads", json!({ "file": "log.csv", "row": 1 })),
        ("paths log.csv --from 0,10 --to 1,10", 1, "badRoads", file("log.csv")),
        ("paths none.roads --from 0,10 --to 1,10 --most 0", 1, "badInput", file("none.roads")),
        (
            "reach none.roads --from 0,10 --hours 1 --closed area.geojson",
            1,
            "badGeometry",
            json!({ "file": "area.geojson", "vertex": 2 }),
        ),
        // Both coordinates of this site are 0.
        ("matrix none.roads --sites sites.geojson --havens none.geojson", 1, "badRoute", file("sites.geojson")),
        ("route log.csv log.csv", 1, "badRoute", json!({ "file": "log.csv", "field": "as" })),
    ]
}

/// Errors were sentences on stderr, whatever was asked for.
#[test]
fn every_command_tells_its_errors_as_json() {
    let folder = folder();
    let folder = folder.path();
    let mut commands: Vec<&str> = Vec::new();
    for (call, exit, code, at) in calls() {
        let words: Vec<&str> = call.split(' ').collect();
        commands.push(words[0]);
        let (plain, output) = (geobit(folder, &words), geobit(folder, &[&words[..], &["--json"]].concat()));
        let told = text(&output.stderr);
        assert_eq!((plain.status.code(), output.status.code()), (Some(exit), Some(exit)), "{call}: {told}");
        assert!(output.stdout.is_empty(), "{call}: {}", text(&output.stdout));
        assert_eq!(told.matches('\n').count(), 1, "{call}: one line: {told}");
        let error: Value = serde_json::from_str(&told).unwrap_or_else(|error| panic!("{call}: {error}: {told}"));
        assert_eq!(error.as_object().unwrap().keys().collect::<Vec<_>>(), ["at", "code", "message"], "{call}");
        assert_eq!((&error["code"], &error["at"]), (&json!(code), &at), "{call}: {told}");
        let said = text(&plain.stderr);
        assert_eq!(said, format!("geobit: {}\n", error["message"].as_str().unwrap()), "{call}");
    }
    let help = text(&geobit(folder, &["--help"]).stdout);
    let listed = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let listed =
        listed.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).filter(|name| !name.is_empty());
    let missing: Vec<&str> = listed.filter(|name| *name != "help" && !commands.contains(name)).collect();
    assert!(missing.is_empty(), "no call of {missing:?} is tried");
}

#[test]
fn wrong_calls_are_told_as_json() {
    let folder = folder();
    for (call, field, word) in [
        ("guess --json", None, "guess"),
        ("info --json", None, "required"),
        ("--json info log.csv --nonsense", Some("--nonsense"), "--nonsense"),
        ("build log.csv -o x.parquet --memory 7MB --json", Some("--memory <SIZE>"), "at least 8MB"),
    ] {
        let output = geobit(folder.path(), &call.split(' ').collect::<Vec<_>>());
        let error: Value =
            serde_json::from_slice(&output.stderr).unwrap_or_else(|_| panic!("{call}: {}", text(&output.stderr)));
        assert_eq!((output.status.code(), &error["code"]), (Some(2), &json!("badOption")), "{call}");
        assert!(error["message"].as_str().unwrap().contains(word), "{call}: {error}");
        if let Some(field) = field {
            assert_eq!(error["at"], json!({ "field": field }), "{call}");
        }
    }
    let help = geobit(folder.path(), &["build", "--help", "--json"]);
    assert_eq!((help.status.code(), help.stderr.is_empty()), (Some(0), true), "help is no error");
}

#[test]
fn notes_are_lines_of_json_and_findings_are_answers() {
    let folder = folder();
    let folder = folder.path();
    fs::copy(folder.join("log.csv"), folder.join("copy.csv")).unwrap();
    let output = geobit(folder, &["build", "log.csv", "copy.csv", "-o", "x.parquet", "--json"]);
    let note: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert!(note["note"].as_str().unwrap().contains("the same content as log.csv"), "{note}");
    assert!(serde_json::from_slice::<Value>(&output.stdout).unwrap()["summary"]["count"] == 2);
    let output = geobit(folder, &["check", "bad.csv", "--json"]);
    assert_eq!((output.status.code(), output.stderr.is_empty()), (Some(1), true));
    assert!(serde_json::from_slice::<Value>(&output.stdout).unwrap()[0]["error"].is_string());
}

#[test]
fn names_from_files_cannot_control_the_terminal_through_json() {
    let folder = folder();
    let name = "a\u{1b}[31m\u{202e}\u{9b}.csv";
    let output = geobit(folder.path(), &["info", name, "--json"]);
    let told = text(&output.stderr);
    assert!(!told.trim_end().chars().any(|letter| letter.is_control() || letter == '\u{202e}'), "{told:?}");
    assert_eq!(serde_json::from_str::<Value>(&told).unwrap()["at"]["file"], name);
}
