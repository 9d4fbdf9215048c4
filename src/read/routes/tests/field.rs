//! Files as programs in the field write them. `tests/fixtures/field/routes.json` says what is right, for the package too.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::*;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/field")
}

#[test]
fn every_file_from_the_field_is_read_or_refused_as_it_should_be() {
    let table: Value = serde_json::from_str(&fs::read_to_string(folder().join("routes.json")).unwrap()).unwrap();
    let files = table["files"].as_object().unwrap();
    assert!(files.len() >= 35);
    for (name, expected) in files {
        let bytes = fs::read(folder().join(name)).unwrap();
        match (read_routes(&bytes, &RoutesOptions::default()), expected["error"].as_str()) {
            (Ok(file), None) => check_file(name, &file, expected),
            (Err(error), Some(code)) => check_error(name, &error, code, expected),
            (result, _) => panic!("{name}: {result:?}"),
        }
    }
}

fn check_file(name: &str, file: &RouteFile, expected: &Value) {
    let routes = expected["routes"].as_array().unwrap();
    assert_eq!(file.routes.len(), routes.len(), "{name}");
    for (route, expected) in file.routes.iter().zip(routes) {
        assert_eq!(route.line.len() as u64, expected["vertices"].as_u64().unwrap(), "{name}");
        let km = length_km(&route.line);
        assert!((km - expected["km"].as_f64().unwrap()).abs() < 0.06, "{name}: {km} km");
        let ends = [route.line[0], route.line[route.line.len() - 1]];
        for (end, expected) in ends.iter().zip(expected["ends"].as_array().unwrap()) {
            let [lon, lat] = [0, 1].map(|i| expected[i].as_f64().unwrap());
            assert!((end.lon - lon).abs() < 1e-6 && (end.lat - lat).abs() < 1e-6, "{name}: {end:?}");
        }
        assert!(expected["name"].is_null() || expected["name"] == route.name.as_str(), "{name}: {}", route.name);
        assert!(expected["kind"].is_null() || expected["kind"] == route.properties["kind"], "{name}");
    }
    let doubts = expected["doubts"].as_array().cloned().unwrap_or_default();
    assert_eq!(file.doubts.len(), doubts.len(), "{name}: {:?}", file.doubts);
    for doubt in doubts {
        assert!(has_doubt(file, doubt.as_str().unwrap()), "{name}: {:?}", file.doubts);
    }
}

fn check_error(name: &str, error: &GeobitError, code: &str, expected: &Value) {
    assert_eq!(error.code.name(), code, "{name}: {error}");
    assert!(error.message.contains(expected["words"].as_str().unwrap()), "{name}: {error}");
    let at = &expected["at"];
    assert_eq!(error.at.row, at["row"].as_u64(), "{name}");
    assert_eq!(error.at.field.as_deref(), at["field"].as_str(), "{name}");
}
