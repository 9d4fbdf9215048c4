use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use super::*;

fn code_of(text: &str) -> Code {
    refusal(text).code
}

#[test]
fn files_of_other_kinds_are_refused_by_their_names() {
    for (bytes, words) in [
        (&b""[..], "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"PAR1....", "Parquet"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0", ".xls"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"ab\0cd", "binary"),
        (b"\xff\xfe\0\0a\0\0\0", "UTF-32"),
    ] {
        let error = read_routes(bytes, &RoutesOptions::default()).unwrap_err();
        assert!(error.code == Code::UnknownFormat && error.message.contains(words), "{error}");
    }
}

#[test]
fn text_beyond_the_bound_is_refused_packed_or_not() {
    let long = vec![b' '; MAX_TEXT_BYTES + 1];
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&long).unwrap();
    for bytes in [long.clone(), encoder.finish().unwrap()] {
        let error = read_routes(&bytes, &RoutesOptions::default()).unwrap_err();
        assert!(error.code == Code::TooLarge && error.message.contains("64 MiB"), "{error}");
    }
}

#[test]
fn routes_beyond_the_bounds_are_cut_or_refused_in_words() {
    let point = |i: usize| format!("<trkpt lat=\"{}\" lon=\"1\"/>", 1.0 + i as f64 * 1e-6);
    let track = |count: usize| format!("<trk><trkseg>{}</trkseg></trk>", (0..count).map(point).collect::<String>());
    let error = refusal(&format!("<gpx>{}</gpx>", track(MAX_ROUTE_VERTICES + 1)));
    assert!(error.code == Code::TooLarge && error.message.contains("more than 100000 vertices"), "{error}");
    let many = read(&format!("<gpx>{}</gpx>", track(2).repeat(MAX_ROUTES + 5)));
    assert!(
        many.routes.len() == MAX_ROUTES && has_doubt(&many, "holds 205 routes; the first 200"),
        "{:?}",
        many.doubts
    );
    let places = format!("name,lat,lon\n{}", "x,1,2\n".repeat(MAX_SITES + 1));
    let many = read(&places);
    assert!(many.sites.len() == MAX_SITES && has_doubt(&many, "holds 10001 places"), "{:?}", many.doubts);
    assert_eq!(code_of(&format!("lat,lon\n{}", "1,2\n2,3\n".repeat(60_000))), Code::TooLarge);
    let positions = "[1,2],".repeat(MAX_ROUTE_VERTICES);
    assert_eq!(code_of(&format!(r#"{{"type":"LineString","coordinates":[{positions}[3,4]]}}"#)), Code::TooLarge);
    assert_eq!(code_of(&format!("LINESTRING({}3 4)", "1 2,".repeat(MAX_ROUTE_VERTICES))), Code::TooLarge);
    assert_eq!(code_of(&"?@".repeat(MAX_ROUTE_VERTICES + 1)), Code::TooLarge);
}

#[test]
fn deep_nests_end_without_a_deep_stack() {
    let deep =
        format!("{}{LINE}{}", r#"{"type":"GeometryCollection","geometries":["#.repeat(20_000), "]}".repeat(20_000));
    assert_eq!(code_of(&deep), Code::BadRoute);
    let less = format!("{}{LINE}{}", r#"{"type":"GeometryCollection","geometries":["#.repeat(30), "]}".repeat(30));
    assert!(refusal(&less).message.contains("nested more than 16 deep"));
    assert_eq!(code_of(&"[".repeat(1_000_000)), Code::BadRoute);
    assert_eq!(code_of(&format!("GEOMETRYCOLLECTION({}", "GEOMETRYCOLLECTION(".repeat(100_000))), Code::BadRoute);
}
const LINE: &str = r#"{"type":"LineString","coordinates":[[1,2],[3,4]]}"#;

#[test]
fn long_rows_quotes_and_attributes_are_bounded() {
    assert!(refusal(&format!("name,lat,lon\n\"{}", "x,1,2\n".repeat(400_000))).message.contains("line 2"));
    assert!(refusal(&format!("lat,lon{}\n1,2", ",".repeat(20_000))).message.contains("10000 columns"));
    let attributes: String = (0..20_000).map(|i| format!(" a{i}=\"1\"")).collect();
    assert!(refusal(&format!("<gpx{attributes}/>")).message.contains("too long"));
}

#[test]
fn names_are_one_short_line_without_hidden_letters() {
    let name = "a\n\u{202e}b\u{200b}\t<b>x</b>".to_string() + &"y".repeat(1000);
    let feature = format!(
        r#"{{"type":"Feature","geometry":{LINE},"properties":{{"name":{}}}}}"#,
        serde_json::to_string(&name).unwrap()
    );
    let file = read(&feature);
    let found = &file.routes[0].name;
    assert!(found.starts_with("a b <b>x</b>yyy") && found.chars().count() == 100, "{found}");
}

#[test]
fn the_json_of_a_file_is_geojson() {
    let file = read(LINE);
    let json: serde_json::Value = serde_json::from_str(&file.to_json()).unwrap();
    assert_eq!(json["routes"][0]["geometry"]["coordinates"], json!([[1.0, 2.0], [3.0, 4.0]]));
    assert_eq!(json["routes"][0]["properties"]["name"], "Route");
    assert_eq!((&json["sites"], &json["doubts"]), (&json!([]), &json!([])));
}
