//! Small files from the field that once went wrong, each of which stands for a kind of fault; `incidents.json` says what is right.

mod support;

use geobit::error::GeobitError;
use geobit::load::{LoadOptions, Loader};
use geobit::read::inspect::{Inspection, inspect};
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
        assert_eq!(summary.fatalities.best, deaths, "{file}");
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
