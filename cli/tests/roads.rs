//! Roads on the command line: an extract becomes a pack, and ways on it are found, with the numbers of the library.

#[path = "../../tests/support/osm_writer.rs"]
mod osm_writer;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use osm_writer::OsmFile;
use serde_json::{Value, json};
use tempfile::TempDir;

fn geobit(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_geobit")).args(arguments).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn said(folder: &Path, call: &str) -> String {
    let output = geobit(folder, &call.split(' ').collect::<Vec<_>>());
    assert_eq!(output.status.code(), Some(0), "{call}: {}", text(&output.stderr));
    text(&output.stdout)
}

fn answered(folder: &Path, call: &str) -> Value {
    serde_json::from_str(&said(folder, &format!("{call} --json"))).unwrap()
}

/// Checks that a call ends with a code and an error of a kind at a place.
fn refused(folder: &Path, call: &str, exit: i32, code: &str, at: &Value) -> String {
    let output = geobit(folder, &format!("{call} --json").split(' ').collect::<Vec<_>>());
    let told = text(&output.stderr);
    let error: Value = serde_json::from_str(&told).unwrap_or_else(|error| panic!("{call}: {error}: {told}"));
    assert_eq!((output.status.code(), &error["code"], &error["at"]), (Some(exit), &json!(code), at), "{call}: {told}");
    error["message"].as_str().unwrap().to_owned()
}

/// A direct road from west to east, where incidents are, a longer one in the north, a one-way road that leads away, and an island.
fn extract() -> OsmFile {
    let mut file = OsmFile::default();
    let places = [
        (1, 0.0, 10.0),
        (2, 0.5, 10.0),
        (3, 1.0, 10.0),
        (4, 0.0, 10.4),
        (5, 1.0, 10.4),
        (6, 1.3, 10.0),
        (7, 3.0, 10.0),
        (8, 3.2, 10.0),
    ];
    places.into_iter().for_each(|(id, lon, lat)| file.node(id, lon, lat));
    file.way(1, &[1, 2, 3], &[("highway", "trunk"), ("surface", "asphalt"), ("name", "RN 6")]);
    file.way(2, &[1, 4, 5, 3], &[("highway", "secondary"), ("surface", "asphalt")]);
    file.way(3, &[3, 6], &[("highway", "track"), ("oneway", "yes")]);
    file.way(4, &[7, 8], &[("highway", "primary")]);
    file
}

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("small.osm.pbf", &extract().encode(None));
    let incidents: String = (0..12).map(|day| format!("{day},2026-02-{:02},0.5{day:02},10.01\n", day + 1)).collect();
    write("log.csv", format!("id,start,lon,lat\n{incidents}").as_bytes());
    let point = |lon: f64, lat: f64, properties: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Point","coordinates":[{lon},{lat}]}}}}"#
        )
    };
    let collection =
        |features: &[String]| format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    write("closed.geojson", collection(&[point(0.25, 10.0, r#""validUntil":"2026-03-31""#)]).as_bytes());
    write("avoid.geojson", collection(&[point(0.5, 10.0, r#""radiusKm":5"#)]).as_bytes());
    write("start.geojson", collection(&[point(0.0, 10.0, r#""radiusKm":5"#)]).as_bytes());
    write("mines.geojson", collection(&[point(0.0, 10.0, r#""name":"Mine""#)]).as_bytes());
    write(
        "havens.geojson",
        collection(&[point(1.0, 10.0, r#""name":"Airstrip""#), point(3.1, 10.0, r#""name":"Clinic""#)]).as_bytes(),
    );
    write(
        "drawn.geojson",
        br#"{"type":"LineString","coordinates":[[0.002,10.003],[0.5,10.004],[0.998,9.997],[1.0,9.8]]}"#,
    );
    said(folder.path(), "roads build small.osm.pbf -o small.roads --name Small --today 2026-03-01");
    folder
}

#[test]
fn an_extract_becomes_a_pack() {
    let folder = folder();
    let told = answered(folder.path(), "roads info small.roads");
    assert_eq!((&told["nodes"], &told["edges"], &told["name"]), (&json!(5), &json!(4), &json!("Small")));
    assert_eq!(
        (&told["licence"], &told["madeAt"], &told["dataAsOf"]),
        (&json!("ODbL 1.0"), &json!("2026-03-01"), &json!("2025-11-30"))
    );
    assert!((told["classes"]["trunk"].as_f64().unwrap() - 109.6).abs() < 0.2, "{told}");
    let lines = said(folder.path(), "roads info small.roads");
    assert!(lines.starts_with("Small: ") && lines.contains("OpenStreetMap contributors"), "{lines}");
    assert_eq!(answered(folder.path(), "roads info small.osm.pbf")["edges"], json!(4));
}

#[test]
fn ways_weigh_hours_against_exposure() {
    let folder = folder();
    let folder = folder.path();
    let call = "paths small.roads --from 0,10 --to 1,10 --today 2026-03-01";
    let fastest = answered(folder, call);
    assert_eq!(fastest["paths"].as_array().unwrap().len(), 1);
    let path = &fastest["paths"][0];
    assert!((path["lengthKm"].as_f64().unwrap() - 109.6).abs() < 0.2 && path["expected"].is_null(), "{path}");
    assert!((path["hours"].as_f64().unwrap() - 109.6 / 80.0).abs() < 0.01);
    let both = answered(folder, &format!("{call} --snapshot log.csv"));
    let expected: Vec<f64> =
        both["paths"].as_array().unwrap().iter().map(|path| path["expected"].as_f64().unwrap()).collect();
    assert_eq!((expected.len(), &both["found"], &both["exact"]), (2, &json!(2), &json!(true)));
    assert!(expected[0] > 10.0 * expected[1], "{expected:?}");
    assert_eq!(both["paths"][1]["line"]["geometry"]["coordinates"].as_array().unwrap().len(), 4);
    // The report of a route along the first way says the same.
    answered(folder, &format!("{call} --snapshot log.csv --output ways.geojson"));
    let report = answered(folder, "route log.csv ways.geojson --number 1 --speed-kmh 80 --today 2026-03-01");
    let of_route = report["encounter"]["expected"].as_f64().unwrap();
    assert!((of_route - expected[0]).abs() <= 2e-4 * of_route, "{of_route} {}", expected[0]);
    let lines = said(folder, &format!("{call} --snapshot log.csv"));
    assert!(lines.starts_with("1  1:22 h  110 km  expected ") && lines.contains("2 ways are shown"), "{lines}");
}

#[test]
fn closed_roads_and_areas_to_avoid_change_the_way() {
    let folder = folder();
    let folder = folder.path();
    let km = |call: &str| answered(folder, call)["paths"][0]["lengthKm"].as_f64().unwrap();
    let call = "paths small.roads --from 0,10 --to 1,10";
    assert!(km(&format!("{call} --closed closed.geojson --today 2026-03-31")) > 190.0);
    assert!(km(&format!("{call} --closed closed.geojson --today 2026-04-01")) < 110.0, "the closure has ended");
    assert!(km(&format!("{call} --avoid avoid.geojson --today 2026-03-01")) > 190.0);
    let around = answered(folder, &format!("{call} --avoid start.geojson --today 2026-03-01"));
    assert_eq!(around["paths"][0]["through"], json!([0]));
    assert!(km(&format!("{call} --via 0.5,10.4")) > 190.0);
    let island = answered(folder, "paths small.roads --from 0,10 --to 3.1,10");
    assert!(island["paths"].as_array().unwrap().is_empty());
    assert!(island["words"].as_str().unwrap().contains("joined to no other road"), "{island}");
    let trap = answered(folder, "paths small.roads --from 1.2,10 --to 1,10");
    assert!(trap["words"].as_str().unwrap().contains("one-way"), "{trap}");
}

#[test]
fn reach_and_matrix() {
    let folder = folder();
    let folder = folder.path();
    let reach = answered(folder, "reach small.roads --from 0,10 --hours 0.5,1 --today 2026-03-01");
    let of = |number: usize, name: &str| reach["features"][number]["properties"][name].clone();
    assert_eq!((of(0, "hours"), of(1, "hours"), of(0, "widthKm")), (json!(0.5), json!(1.0), json!(1.0)));
    // 40 km on the trunk road, and 30 km on the other one.
    assert!((of(0, "roadKm").as_f64().unwrap() - 70.0).abs() < 0.1, "{}", of(0, "roadKm"));
    assert_eq!(reach["features"][0]["geometry"]["type"], "MultiPolygon");
    let call = "matrix small.roads --sites mines.geojson --havens havens.geojson --snapshot log.csv --today 2026-03-01";
    let matrix = answered(folder, call);
    assert_eq!(matrix["independent"], json!([2, 0]));
    assert_eq!(
        (&matrix["hours"][1], &matrix["expected"][1], &matrix["havens"]),
        (&Value::Null, &Value::Null, &json!(2))
    );
    assert!((matrix["km"][0].as_f64().unwrap() - 109.6).abs() < 0.2);
    let path =
        answered(folder, "paths small.roads --from 0,10 --to 1,10 --fastest --snapshot log.csv --today 2026-03-01");
    assert_eq!(path["paths"][0]["expected"], matrix["expected"][0]);
    let lines = said(folder, call);
    assert!(lines.contains("Mine → Airstrip  1:22 h") && lines.contains("Mine → Clinic  –"), "{lines}");
}

#[test]
fn a_drawn_line_is_laid_onto_roads() {
    let folder = folder();
    let matched = answered(folder.path(), "roads match small.roads drawn.geojson");
    let off = matched["offRoadKm"].as_f64().unwrap();
    assert!((21.0..23.0).contains(&off), "{matched}");
    assert_eq!(matched["parts"][0]["onRoad"], json!(true));
}

#[test]
fn bad_input_is_refused_with_its_place() {
    let folder = folder();
    let folder = folder.path();
    let bytes = fs::read(folder.join("small.osm.pbf")).unwrap();
    fs::write(folder.join("cut.osm.pbf"), &bytes[..bytes.len() - 10]).unwrap();
    let message = refused(
        folder,
        "roads build cut.osm.pbf -o x.roads",
        1,
        "badRoads",
        &json!({ "file": "cut.osm.pbf", "row": 3 }),
    );
    assert!(
        message.contains("block 3, which begins at byte") && message.contains("10 bytes of the block are missing"),
        "{message}"
    );
    assert!(!folder.join("x.roads").exists());
    let mut pack = fs::read(folder.join("small.roads")).unwrap();
    pack[8] = 2;
    fs::write(folder.join("later.roads"), &pack).unwrap();
    let message = refused(folder, "roads info later.roads", 1, "badRoads", &json!({ "file": "later.roads" }));
    assert!(message.contains("version 2"), "{message}");
    let field = |name: &str| json!({ "field": name });
    let call = "paths small.roads --from 0,10 --to 1,10";
    refused(
        folder,
        &format!("{call} --speeds {{\"classes\":{{\"track\":-5}}}}"),
        2,
        "badOption",
        &field("speeds.classes.track"),
    );
    refused(
        folder,
        &format!("{call} --speeds {{\"classes\":{{\"path\":5}}}}"),
        2,
        "badOption",
        &field("speeds.classes.path"),
    );
    refused(folder, &format!("{call} --via 9,10"), 2, "badOption", &field("via.0"));
    refused(folder, &format!("{call} --via 9,100"), 2, "badGeometry", &json!({ "vertex": 0 }));
    refused(folder, &format!("{call} --most 0"), 2, "badOption", &field("most"));
    refused(folder, &format!("{call} --tolerance=-1"), 2, "badOption", &field("tolerance"));
    refused(folder, "reach small.roads --from 0,10 --hours 0", 2, "badOption", &field("hours.0"));
}
