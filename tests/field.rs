//! Small files from the field that once went wrong, each of which stands for a kind of fault; `incidents.json` says what is right.

mod support;

use geobit::error::GeobitError;
use geobit::load::{LoadOptions, Loader};
use geobit::read::inspect::{Inspection, inspect};
use geobit::read::routes::{RoutesOptions, read_routes};
use geobit::snapshot::Summary;
use serde_json::Value;
use support::fixture;

/// The day on which the files are judged.
const TODAY: &str = "2026-11-30";

fn options() -> LoadOptions {
    serde_json::from_value(serde_json::json!({ "today": TODAY })).unwrap()
}

fn load(bytes: &[u8], piece: usize) -> Result<Summary, GeobitError> {
    let mut loader = Loader::new(options())?;
    for piece in bytes.chunks(piece) {
        loader.push(piece)?;
    }
    Ok(loader.finish()?.summary().clone())
}

fn inspected(bytes: &[u8]) -> Inspection {
    inspect(bytes, true, &options().into_read_options().unwrap()).unwrap()
}

fn table() -> Vec<Value> {
    let text = fixture("field/incidents.json");
    let table: Value = serde_json::from_slice(&text).unwrap();
    table["cases"].as_array().unwrap().clone()
}

#[test]
fn every_file_from_the_field_is_read_as_is_right() {
    // All files are tried, so that one run shows everything that is wrong.
    let wrong: Vec<String> = table()
        .iter()
        .filter(|case| std::panic::catch_unwind(|| check(case)).is_err())
        .map(|case| case["file"].to_string())
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn check(case: &Value) {
    let file = case["file"].as_str().unwrap();
    let bytes = fixture(&format!("field/{file}"));
    for piece in [usize::MAX, 7] {
        match load(&bytes, piece) {
            Ok(summary) => check_summary(file, case, &summary),
            Err(error) => check_refusal(file, case, &error),
        }
    }
    check_inspection(file, case, &inspected(&bytes));
}

fn check_summary(file: &str, case: &Value, summary: &Summary) {
    assert!(case["refused"].is_null(), "{file} was loaded: {summary:?}");
    let told = serde_json::to_value(summary).unwrap();
    for member in ["layout", "rows", "located", "notLocatable", "superseded", "rejected", "asOf", "from", "kinds"] {
        assert!(case[member].is_null() || case[member] == told[member], "{file}: {member} {}\n{told:#}", case[member]);
    }
    assert_eq!(
        summary.rows,
        summary.located + summary.not_locatable + summary.superseded + summary.rejected,
        "{file}: no row vanishes"
    );
    if let Some(deaths) = case["fatalities"].as_u64() {
        assert_eq!(summary.fatalities.best, Some(deaths), "{file}");
    }
    if let Some(rows) = case["rejectedRows"].as_array() {
        let rejected: Vec<Value> = summary.rejections.iter().map(|rejection| rejection.row.into()).collect();
        assert_eq!(&rejected, rows, "{file}");
        let reason = case["reason"].as_str().unwrap();
        assert!(summary.rejections[0].reason.contains(reason), "{file}: {:?}", summary.rejections);
    }
    let Some(words) = case["warning"].as_str() else { return };
    let warning = summary.warnings.iter().find(|warning| warning.reason.contains(words));
    let warning = warning.unwrap_or_else(|| panic!("{file}: no warning of {words:?} in {:?}", summary.warnings));
    assert!(case["warnedRows"].is_null() || case["warnedRows"] == warning.count, "{file}: {warning:?}");
    assert!(case["warnedAt"].is_null() || case["warnedAt"] == serde_json::json!(warning.rows), "{file}: {warning:?}");
}

fn check_refusal(file: &str, case: &Value, error: &GeobitError) {
    assert_eq!(case["refused"], error.code.name(), "{file}: {error}");
    assert!(error.message.contains(case["message"].as_str().unwrap()), "{file}: {error}");
    assert!(case["field"].is_null() || case["field"].as_str() == error.at.field.as_deref(), "{file}: {error:?}");
}

fn check_inspection(file: &str, case: &Value, inspection: &Inspection) {
    let told = serde_json::to_value(inspection).unwrap();
    let kind = if case["kindOfFile"].is_null() { "incidents" } else { case["kindOfFile"].as_str().unwrap() };
    if case["refused"] != "badGeojson" {
        assert_eq!(told["kindOfFile"], kind, "{file}: {told:#}");
    }
    for member in ["layout", "separator"] {
        assert!(case[member].is_null() || case[member] == told[member], "{file}: {member}\n{told:#}");
    }
}

#[test]
fn layouts_hold_what_they_were_made_with() {
    for (given, out) in support::cases("layout_expectations") {
        for file in given["files"].as_array().unwrap() {
            let file = file.as_str().unwrap();
            let summary = load(&fixture(&format!("files/{file}")), usize::MAX).unwrap();
            let told = serde_json::to_value(&summary).unwrap();
            for member in ["rows", "located", "kinds", "from"] {
                assert!(out[member].is_null() || out[member] == told[member], "{file}: {member}\n{told:#}");
            }
            assert!(out["fatalities"].is_null() || out["fatalities"] == told["fatalities"]["best"], "{file}");
            assert!(out["to"].is_null() || out["to"] == told["asOf"], "{file}");
            assert!(out["certain_points"].is_null() || summary.located == 0, "{file}");
            assert_eq!(summary.rejected, 0, "{file}: {:?}", summary.rejections);
        }
    }
}

/// The page for people that says what is read from which file. It is made from the fixtures: `cargo xtask files` writes it.
const PAGE: &str = "docs/files.md";

#[test]
fn the_page_on_files_says_what_is_done() {
    let page = files_page();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    if std::env::var_os("GEOBIT_WRITE_FILES_PAGE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "{PAGE} is not what the readers do now; `cargo xtask files` writes it");
}

fn files_page() -> String {
    let mut page = String::from(
        "# Files\n\n<!-- Written by `cargo xtask files` from the files in tests/fixtures. Do not edit. -->\n\n\
         What is read from files as the field has them: each line is a file of the tests, and what the engine says of it. What a file is,\n\
         is recognised by its content and never by its name. `inspect()` shows it before anything is read.\n\n\
         A place at exactly 0°, 0° stands for none in every file, and no option asks for it: programs write it where they have no place,\n\
         and it lies in the sea. The incident is kept as not locatable, with a warning and the number of its row; a mapping to these\n\
         columns changes nothing. An incident that did happen there has to be written a little beside it, such as at 0.00001°, 0°, which\n\
         is a metre away.\n\n\
         ## Incidents\n\n| file | format | layout | what is read | what is doubted | what is refused |\n|---|---|---|---|---|---|\n",
    );
    let files =
        ["acled_iso.csv", "acled_words.csv", "acled_semicolon.csv", "acled_aggregated.csv", "gdelt_events.export.CSV"];
    let files = files.iter().map(|file| format!("files/{file}"));
    let field = table();
    let field = field.iter().map(|case| format!("field/{}", case["file"].as_str().unwrap()));
    for path in field.chain(files) {
        page += &incidents_line(&path);
    }
    page += "\n## Routes and sites\n\n| file | what is read | what is doubted | what is refused |\n|---|---|---|---|\n";
    let routes: Value = serde_json::from_slice(&fixture("field/routes.json")).unwrap();
    for file in routes["files"].as_object().unwrap().keys() {
        page += &routes_line(file);
    }
    page
}

fn incidents_line(path: &str) -> String {
    let bytes = fixture(path);
    let inspection = inspected(&bytes);
    let (read, doubted, refused) = match load(&bytes, usize::MAX) {
        Ok(summary) => {
            let Summary { rows, located, not_locatable, superseded, rejected, as_of, .. } = &summary;
            let counts = [
                (located, "located"),
                (not_locatable, "not locatable"),
                (superseded, "superseded"),
                (rejected, "rejected"),
            ];
            let counts: Vec<_> =
                counts.iter().filter(|(count, _)| **count > 0).map(|(count, what)| format!("{count} {what}")).collect();
            let day = geobit::day::format(*as_of);
            let doubts = summary.warnings.iter().map(|warning| warning.found.reason.clone());
            let rejections = summary.rejections.iter().map(|rejection| format!("rejected: {}", rejection.found.reason));
            (
                format!("{rows} {}: {}; up to {day}", if *rows == 1 { "row" } else { "rows" }, counts.join(", ")),
                join(doubts),
                join(rejections.take(3)),
            )
        }
        Err(error) => (String::new(), join(inspection.doubts.iter().cloned()), error.message),
    };
    let layout = inspection.layout.unwrap_or_default();
    format!("| {} | {} | {layout} | {read} | {doubted} | {} |\n", name(path), inspection.format, cell(&refused))
}

fn routes_line(file: &str) -> String {
    let path = format!("field/{file}");
    let (read, doubted, refused) = match read_routes(&fixture(&path), &RoutesOptions::default()) {
        Ok(found) => {
            let points: Vec<_> = found.routes.iter().map(|route| route.line.len().to_string()).collect();
            let routes =
                if points.is_empty() { String::new() } else { format!("routes of {} points", points.join(", ")) };
            let sites = if found.sites.is_empty() { String::new() } else { format!("{} sites", found.sites.len()) };
            let read: Vec<_> = [routes, sites].into_iter().filter(|part| !part.is_empty()).collect();
            (read.join("; "), join(found.doubts.into_iter()), String::new())
        }
        Err(error) => (String::new(), String::new(), error.message),
    };
    format!("| {} | {read} | {doubted} | {} |\n", name(&path), cell(&refused))
}

/// Returns the name of a file without its folder.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn join(sentences: impl Iterator<Item = String>) -> String {
    cell(&sentences.collect::<Vec<_>>().join("; "))
}

/// Returns a text that can stand in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}
