//! `geobit build` of several files: those of one layout are one log, others are combined.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

const HEAD: &str = "event_id_cnty,event_date,event_type,sub_event_type,actor1,country,location,latitude,longitude,geo_precision,fatalities,timestamp,notes\n";

fn geobit(folder: &Path, arguments: &str) -> Output {
    let today = ["--today", "2026-11-30"];
    let words =
        arguments.split(' ').chain(if arguments.starts_with("build") { &today[..] } else { &[] }.iter().copied());
    Command::new(env!("CARGO_BIN_EXE_geobit")).args(words).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Returns what a call prints and tells.
fn said(folder: &Path, arguments: &str) -> (String, String) {
    let output = geobit(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments}: {}", text(&output.stderr));
    (text(&output.stdout), text(&output.stderr))
}

fn summary(folder: &Path, pack: &str) -> Value {
    serde_json::from_str(&said(folder, &format!("info {pack} --json")).0).unwrap()
}

/// Rows of ACLED, each of an id, a day, a note and the second of its last edit.
fn write(folder: &Path, name: &str, rows: &[(&str, &str, &str, u32)]) {
    let rows: String = rows
        .iter()
        .map(|(id, day, note, second)| {
            format!("{id},{day},Riots,Mob violence,Mob,Mali,Town,12.5,-8.25,1,0,{},{note}\n", 1_700_000_000 + second)
        })
        .collect();
    fs::write(folder.join(name), format!("{HEAD}{rows}")).unwrap();
}

fn notes(folder: &Path, pack: &str) -> Vec<(String, String)> {
    let mut loader = geobit::Loader::new(geobit::LoadOptions::default()).unwrap();
    loader.push(&fs::read(folder.join(pack)).unwrap()).unwrap();
    let snapshot = loader.finish().unwrap();
    let mut all: Vec<_> = (0..snapshot.len())
        .map(|row| {
            let record = snapshot.record(row);
            (record.id, record.headline)
        })
        .collect();
    all.sort();
    all
}

fn with_two_files() -> TempDir {
    let folder = TempDir::new().unwrap();
    write(
        folder.path(),
        "first.csv",
        &[("M1", "2026-01-01", "old", 0), ("M2", "2026-01-02", "same", 0), ("M3", "2026-01-03", "newest", 9)],
    );
    write(
        folder.path(),
        "later.csv",
        &[
            ("M1", "2026-01-01", "new", 0),
            ("M2", "2026-01-02", "same", 0),
            ("M3", "2026-01-03", "older", 5),
            ("M4", "2026-02-20", "added", 0),
        ],
    );
    folder
}

/// Both files' rows were kept, as those of two origins, and the data were as of the earlier file's last day.
#[test]
fn ids_of_two_files_of_one_layout_count_once() {
    let folder = with_two_files();
    let folder = folder.path();
    let (printed, _) = said(folder, "build first.csv later.csv -o both.parquet");
    assert!(printed.contains("1 rows: another file has the same row"), "{printed}");
    assert!(printed.contains("2 rows: another file has the id with other content"), "{printed}");
    let both = summary(folder, "both.parquet");
    assert_eq!([&both["count"], &both["rows"], &both["superseded"]], [&json!(4), &json!(7), &json!(3)]);
    assert_eq!((&both["asOf"], both["origins"].as_array().map(Vec::len)), (&json!("2026-02-20"), Some(1)));
    assert_eq!((&both["layout"], &both["name"]), (&json!("acled"), &json!("first.csv + later.csv")));
    let expected = [("M1", "new"), ("M2", "same"), ("M3", "newest"), ("M4", "added")];
    assert_eq!(notes(folder, "both.parquet"), expected.map(|(id, note)| (id.to_string(), note.to_string())));

    // In the other order, the rows of the other file count where nothing tells which edition is newer.
    said(folder, "build later.csv first.csv -o turned.parquet");
    assert_eq!(notes(folder, "turned.parquet")[0].1, "old");
    assert_eq!(notes(folder, "turned.parquet")[2].1, "newest");
    assert_eq!(summary(folder, "turned.parquet")["asOf"], "2026-02-20");

    // What is held is what is streamed.
    said(folder, "build first.csv later.csv -o small.parquet --memory 8MB");
    assert!(fs::read(folder.join("small.parquet")).unwrap() == fs::read(folder.join("both.parquet")).unwrap());
    said(folder, "build first.csv -o before.parquet");
    said(folder, "build first.csv later.csv -o known.parquet --previous before.parquet");
    assert_eq!(notes(folder, "known.parquet"), notes(folder, "both.parquet"));
}

#[test]
fn a_file_that_is_given_twice_is_read_once() {
    let folder = with_two_files();
    let folder = folder.path();
    fs::copy(folder.join("first.csv"), folder.join("copy.csv")).unwrap();
    let (_, told) = said(folder, "build first.csv copy.csv first.csv -o twice.parquet");
    assert_eq!(told.matches("it has the same content as first.csv, and is read once").count(), 2, "{told}");
    said(folder, "build first.csv -o once.parquet");
    assert!(fs::read(folder.join("twice.parquet")).unwrap() == fs::read(folder.join("once.parquet")).unwrap());
}

#[test]
fn rows_without_an_id_are_all_kept_and_that_is_told() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.csv"), "date,lat,lon\n2026-01-01,12,-8\n2026-01-02,12,-8\n").unwrap();
    fs::write(folder.join("b.csv"), "date,lat,lon\n2026-01-01,12,-8\n2026-01-03,12,-8\n").unwrap();
    let (printed, _) = said(folder, "build a.csv b.csv -o both.parquet");
    assert!(printed.contains("4 rows: the row has no id"), "{printed}");
    let ids: Vec<String> = notes(folder, "both.parquet").into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["row 2", "row 3", "row 5", "row 6"]);
}

#[test]
fn files_of_other_layouts_are_origins_of_their_own() {
    let folder = with_two_files();
    let folder = folder.path();
    fs::write(folder.join("own.csv"), "id,date,lat,lon\nM1,2026-01-05,12,-8\n").unwrap();
    said(folder, "build first.csv own.csv later.csv -o all.parquet");
    let all = summary(folder, "all.parquet");
    assert_eq!((&all["count"], &all["layout"]), (&json!(5), &json!("combined")));
    let names: Vec<&Value> = all["origins"].as_array().unwrap().iter().map(|origin| &origin["name"]).collect();
    assert_eq!(names, [&json!("first.csv + later.csv"), &json!("own.csv")]);
    assert_eq!((&all["origins"][0]["asOf"], &all["asOf"]), (&json!("2026-02-20"), &json!("2026-01-05")));
    // A combined pack stays what it is, also beside a file of one of its layouts.
    said(folder, "build all.parquet own.csv -o more.parquet");
    assert_eq!(summary(folder, "more.parquet")["origins"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_pack_goes_on_with_a_file_of_its_layout() {
    let folder = with_two_files();
    let folder = folder.path();
    said(folder, "build first.csv -o first.parquet --as-of 2026-03-01 --since 2026-01-02 --licence Theirs");
    let (printed, _) = said(folder, "build first.parquet later.csv -o both.parquet");
    let both = summary(folder, "both.parquet");
    // A pack does not say when its rows were edited, so the later file's count.
    let expected = [("M1", "new"), ("M2", "same"), ("M3", "older"), ("M4", "added")];
    assert_eq!(notes(folder, "both.parquet"), expected.map(|(id, note)| (id.to_string(), note.to_string())));
    assert!(printed.contains("1 rows: another file has the same row"), "{printed}");
    assert_eq!((&both["asOf"], &both["coverage"]["to"]), (&json!("2026-03-01"), &json!("2026-03-01")));
    assert_eq!((&both["rows"], &both["leftOut"], &both["filters"]), (&json!(7), &json!(1), &json!([])));
    let note = both["coverage"]["note"].as_str().unwrap();
    assert!(
        note.contains("first.parquet only what is since 2026-01-02") && note.contains("later.csv whatever it recorded"),
        "{note}"
    );
    let licence = both["licence"].as_str().unwrap();
    assert!(licence.contains("first.parquet: Theirs; later.csv: "), "{licence}");
    assert_eq!(&both["origins"][0]["licence"], &both["licence"]);
    // What is said of all comes first.
    said(folder, "build first.parquet later.csv -o said.parquet --as-of 2026-02-28 --licence Ours --country mali");
    let told = summary(folder, "said.parquet");
    assert_eq!((&told["asOf"], &told["licence"]), (&json!("2026-02-28"), &json!("Ours")));
    assert_eq!(told["filters"], json!([{ "countries": ["mali"] }]));
}

#[cfg(unix)]
#[test]
fn pipes_are_files_of_a_log() {
    let folder = with_two_files();
    let call = format!(
        "cat later.csv | {} build first.csv /dev/stdin -o both.parquet --today 2026-11-30",
        env!("CARGO_BIN_EXE_geobit")
    );
    let done = Command::new("sh").args(["-c", &call]).current_dir(folder.path()).output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert_eq!(summary(folder.path(), "both.parquet")["count"], 4);
}

#[test]
fn the_file_at_fault_is_named() {
    let folder = with_two_files();
    fs::write(
        folder.path().join("bad.csv"),
        format!("{HEAD}M9,never,Riots,Mob violence,Mob,Mali,Town,12,-8,1,0,0,x\n"),
    )
    .unwrap();
    let output = geobit(folder.path(), "build first.csv bad.csv -o x.parquet");
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("bad.csv: None of the 1 rows can be used"), "{told}");
    assert!(!folder.path().join("x.parquet").exists());
}
