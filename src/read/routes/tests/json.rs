use super::*;

const LINE: &str = r#"{"type":"LineString","coordinates":[[-8,12.5,300],[-7,11.5]]}"#;
const ROAD: [[f64; 2]; 2] = [[-8.0, 12.5], [-7.0, 11.5]];

fn feature(geometry: &str, properties: &str) -> String {
    format!(r#"{{"type":"Feature","geometry":{geometry},"properties":{properties}}}"#)
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

#[test]
fn lines_are_routes_and_points_and_polygons_are_sites() {
    let point = r#"{"type":"Point","coordinates":[1,2]}"#;
    assert_eq!(lines(&read(LINE)), [("Route", ROAD.to_vec())]);
    assert_eq!(lines(&read(&feature(LINE, r#"{"name":" RN7 "}"#))), [("RN7", ROAD.to_vec())]);
    assert_eq!(lines(&read(&feature(LINE, r#"{"name":{"toString":"x"}}"#)))[0].0, "Route");
    let file = read(r#"{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]],[[7,8],[9,9]]]}"#);
    assert_eq!(file.routes.len(), 3);
    let file = read(&collection(&[
        feature("null", "{}"),
        feature(
            &format!(r#"{{"type":"GeometryCollection","geometries":[{point},{LINE}]}}"#),
            r#"{"Nom":"A","radiusKm":5}"#,
        ),
        feature(r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}"#, "null"),
    ]));
    assert_eq!((file.routes.len(), site_names(&file)), (1, vec![String::new(), "A".to_string()]));
    assert_eq!(file.sites[1].property("radiusKm"), Some(&5.into()));
    assert!(has_doubt(&file, "Features without a geometry that were left out: 1"), "{:?}", file.doubts);
}

#[test]
fn points_with_dates_are_incidents() {
    let point = |properties: &str| feature(r#"{"type":"Point","coordinates":[1,2]}"#, properties);
    for properties in [
        r#"{"event_date":"2026-01-01"}"#,
        r#"{"Date of event":1}"#,
        r#"{"fecha":"x"}"#,
        r#"{"start":"2026-01-02","kind":"armedClash"}"#,
    ] {
        let error = refusal(&collection(&[point(properties), feature(LINE, "{}")]));
        assert!(error.message.contains("list of incidents"), "{error}");
    }
    let options = RoutesOptions { read_as: ReadAs::Sites, ..RoutesOptions::default() };
    assert_eq!(read_with(&point(r#"{"event_date":"2026-01-01"}"#), &options).sites.len(), 1);
    for properties in [r#"{"update":1}"#, r#"{"time":"2026-01-02T08:00:00Z","sym":"Flag"}"#] {
        assert_eq!(read(&collection(&[point(properties)])).sites.len(), 1, "{properties}");
    }
}

#[test]
fn points_of_a_receiver_are_a_track() {
    let point = |i: usize| {
        let geometry = format!(r#"{{"type":"Point","coordinates":[-8,{}]}}"#, 12.0 + 0.01 * i as f64);
        feature(&geometry, &format!(r#"{{"timestamp":"2026-03-01T08:{i:02}:00Z","speed":14}}"#))
    };
    let points: Vec<String> = (0..20).map(point).collect();
    let file = read(&collection(&points));
    assert_eq!((file.routes.len(), file.routes[0].line.len(), file.sites.len(), file.doubts.len()), (1, 20, 0, 0));
    let backwards: Vec<String> = points.iter().rev().cloned().collect();
    assert!(has_doubt(&read(&backwards.join("\n")), "not in the order"));
}

#[test]
fn points_can_be_read_as_a_route_and_lines_as_sites() {
    let points: Vec<String> =
        ["[1,2]", "[3,4]"].map(|at| feature(&format!(r#"{{"type":"Point","coordinates":{at}}}"#), "{}")).into();
    let route = RoutesOptions { read_as: ReadAs::Route, name: Some("RN7".into()), ..RoutesOptions::default() };
    let file = read_with(&collection(&points), &route);
    assert_eq!((lines(&file), file.sites.len()), (vec![("RN7", vec![[1.0, 2.0], [3.0, 4.0]])], 0));
    let sites = RoutesOptions { read_as: ReadAs::Sites, ..RoutesOptions::default() };
    let file = read_with(LINE, &sites);
    assert!(file.routes.is_empty() && file.sites[0].to_string().contains("LineString"));
}

#[test]
fn features_one_to_a_line_and_text_sequences_are_read() {
    let (first, second) = (feature(LINE, r#"{"name":"a"}"#), feature(LINE, r#"{"name":"b"}"#));
    for text in [
        format!("{first}\n{second}\n"),
        format!("{first}\r\n\r\n{second}"),
        format!("\u{1e}{first}\n\u{1e}{second}\n"),
        format!("\u{feff}{first}\n{second}"),
    ] {
        let file = read(&text);
        assert_eq!(lines(&file).iter().map(|line| line.0).collect::<Vec<_>>(), ["a", "b"], "{text}");
    }
    let error = refusal(&format!("{first}\n{{\"type\":\"Feature\""));
    assert!(error.at.row == Some(2) && error.message.contains("not valid JSON, in line 2"), "{error}");
    let error = refusal(&format!("{first}\n{}", second.replace("12.5", "null")));
    assert_eq!((error.at.row, error.at.vertex), (Some(2), Some(0)));
}

#[test]
fn every_position_is_checked() {
    for bad in ["null", "5", "[]", "[1]", "[\"1\",2]", "[null,2]", "{\"0\":1,\"1\":2}", "[[1],2]", "[true,2]"] {
        let (message, vertex) = refused_vertex(&LINE.replace("[-7,11.5]", bad));
        assert!(vertex == Some(1) && message.contains("not a pair of numbers"), "{bad}: {message}");
    }
    let error = refusal(&collection(&[feature(LINE, "{}"), feature(&LINE.replace("11.5", "95"), "{}")]));
    assert_eq!((error.at.row, error.at.vertex), (Some(2), Some(1)));
    assert!(refusal(&LINE.replace("[-7,11.5]", "[-8,12.5]")).message.contains("one place only"));
    for (text, words) in [
        (r#"{"type":"LineString","coordinates":[[1,"#, "not valid JSON"),
        (r#"{"type":"FeatureCollection","features":7}"#, "\"features\" cannot be read"),
        (r#"{"type":"FeatureCollection"}"#, "no \"features\""),
        (r#"{"type":"LineString"}"#, "of the type \"LineString\""),
        (r#"{"type":"Feature","geometry":{"type":"Hexagon","coordinates":[]}}"#, "\"Hexagon\""),
        (r#"{"type":"Feature","geometry":[1]}"#, "The geometry is no object"),
        (r#"{"type":"Topology","objects":{}}"#, "\"Topology\""),
        (r#"[null, {"type": "LineString"}]"#, "is a list"),
        ("{}", "neither GeoJSON nor"),
        (r#"{"type":"FeatureCollection","features":[]}"#, "holds no track"),
    ] {
        assert!(refusal(text).message.contains(words), "{text}: {}", refusal(text));
    }
}

#[test]
fn a_line_over_the_antimeridian_is_brought_within_180_degrees() {
    let file = read(r#"{"type":"LineString","coordinates":[[179,0],[181,1]]}"#);
    assert_eq!(lines(&file)[0].1, [[179.0, 0.0], [-179.0, 1.0]]);
    assert!(has_doubt(&file, "beyond 180°"), "{:?}", file.doubts);
    assert!(refusal(r#"{"type":"Point","coordinates":[181,1]}"#).message.contains("longitude 181"));
}

#[test]
fn the_reference_system_decides_about_the_order_of_axes() {
    let with = |name: &str| {
        LINE.replace("\"type\":", &format!(r#""crs":{{"type":"name","properties":{{"name":"{name}"}}}},"type":"#))
    };
    for name in ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:OGC::CRS84"] {
        let file = read(&with(name));
        assert_eq!((lines(&file), file.doubts.len()), (vec![("Route", ROAD.to_vec())], 0), "{name}");
    }
    for name in ["urn:ogc:def:crs:EPSG::4326", "http://www.opengis.net/def/crs/EPSG/0/4326"] {
        let file = read(&with(name));
        let swapped = vec![[12.5, -8.0], [11.5, -7.0]];
        assert_eq!(lines(&file), [("Route 1", ROAD.to_vec()), ("Route 2", swapped)], "{name}");
        assert!(has_doubt(&file, name), "{:?}", file.doubts);
    }
    for name in ["EPSG:3857", "urn:ogc:def:crs:EPSG::32629", "a\u{202e}b"] {
        let error = refusal(&with(name));
        assert_eq!(error.at.field.as_deref(), Some("crs"), "{error}");
    }
}

/// 5 digits: from 12.639° N 8.003° W to 11.4382° N 7.843° W in nine vertices.
const ENCODED: &str = r"wpclAvazo@bi\_|Bbi\_|Bbi\_|Bbi\_|Bbi\_|Bbi\_|Bbi\_|Bbi\_|B";

#[test]
fn answers_of_routing_services_are_read() {
    let encoded = serde_json::to_string(ENCODED).unwrap();
    for (answer, vertices) in [
        (format!(r#"{{"code":"Ok","routes":[{{"geometry":{LINE},"legs":[]}}],"waypoints":[]}}"#), 2),
        (
            format!(
                r#"{{"code":"Ok","routes":[{{"geometry":{encoded}}}],"waypoints":[{{"location":[-8.003,12.639]}}]}}"#
            ),
            9,
        ),
        (
            format!(r#"{{"code":"Ok","matchings":[{{"geometry":{encoded}}}],"waypoints":[{{"location":[-8,12.6]}}]}}"#),
            9,
        ),
        (
            format!(
                r#"{{"routes":[{{"geometry":{encoded},"bbox":[-8.1,11,-7.8,12.7],"way_points":[0,8]}}],"metadata":{{}}}}"#
            ),
            9,
        ),
        (
            format!(
                r#"{{"paths":[{{"points":{encoded},"points_encoded":true,"points_encoded_multiplier":100000.0}}]}}"#
            ),
            9,
        ),
        (format!(r#"{{"paths":[{{"points":{LINE},"points_encoded":false}}]}}"#), 2),
        (
            format!(
                r#"{{"status":"OK","routes":[{{"overview_polyline":{{"points":{encoded}}},"summary":"RN7","legs":[{{"steps":[]}}]}}]}}"#
            ),
            9,
        ),
        (format!(r#"{{"routes":[{{"polyline":{{"encodedPolyline":{encoded}}},"legs":[]}}]}}"#), 9),
        (
            r#"{"routes":[{"legs":[{"points":[{"latitude":12.5,"longitude":-8},{"latitude":11.5,"longitude":-7}]}]}]}"#
                .to_string(),
            2,
        ),
    ] {
        let file = read(&answer);
        assert_eq!((file.routes.len(), file.routes[0].line.len(), &file.doubts), (1, vertices, &vec![]), "{answer}");
        assert!((file.routes[0].line[0].lon - -8.0).abs() < 0.01, "{answer}");
    }
}

#[test]
fn a_trip_of_valhalla_has_six_digits_and_joins_its_legs() {
    // 38.5 −120.2, 40.7 −120.95; then on to 43.252 −126.453.
    let answer = r#"{"trip":{"legs":[{"shape":"_izlhA~rlgdF_{geC~ywl@"},{"shape":"_miglA~ketjF_kwzCn`{nI"}],"units":"km"},
        "alternates":[{"trip":{"legs":[{"shape":"_izlhA~rlgdF_{geC~ywl@"}]}}]}"#;
    let file = read(answer);
    assert_eq!(file.routes.iter().map(|route| route.line.len()).collect::<Vec<_>>(), [4, 2]);
    assert_eq!(lines(&file)[1].1, [[-120.2, 38.5], [-120.95, 40.7]]);
}

#[test]
fn answers_without_a_route_are_refused() {
    for (answer, words) in [
        (r#"{"code":"NoRoute","message":"Impossible route"}"#, "found no route: \"NoRoute\""),
        (r#"{"status":"ZERO_RESULTS"}"#, "found no route: \"ZERO_RESULTS\""),
        (r#"{"code":"Ok","routes":[]}"#, "holds no route"),
        (r#"{"code":"Ok","routes":[{"distance":5}]}"#, "no geometry"),
        (r#"{"routes":[{"sections":[{"polyline":"BFoz5x"}]}]}"#, "HERE"),
        (r#"{"trip":{"legs":[]}}"#, "no shape"),
    ] {
        assert!(refusal(answer).message.contains(words), "{answer}: {}", refusal(answer));
    }
}

#[test]
fn a_location_history_is_a_route_for_each_day() {
    let path = |day: &str, points: &str| format!(r#"{{"startTime":"{day}T08:00:00.000Z","timelinePath":[{points}]}}"#);
    let (a, b) = (r#"{"point":"12.5°, -8.0°","time":"2026-03-01T08:10:00Z"}"#, r#"{"point":"11.5°, -7.0°"}"#);
    let segments = format!(
        "[{},{{\"visit\":{{}}}},{}]",
        path("2026-03-01", &format!("{a},{b}")),
        path("2026-03-02", &format!("{b},{b}, {a}").replace("03-01T", "03-02T"))
    );
    let file = read(&format!(r#"{{"semanticSegments":{segments}}}"#));
    assert_eq!(lines(&file), [("2026-03-01", ROAD.to_vec()), ("2026-03-02", vec![ROAD[1], ROAD[1], ROAD[0]])]);
    assert!(has_doubt(&file, "its 2 days"), "{:?}", file.doubts);
    let phone = segments.replace("12.5°, -8.0°", "geo:12.5,-8.0").replace("11.5°, -7.0°", "geo:11.5,-7.0");
    assert_eq!(lines(&read(&phone))[0].1, ROAD);

    let e7 = |time: &str| {
        format!(
            r#"{{"locations":[{{"latitudeE7":125000000,"longitudeE7":4214967296,{time}}},{{"latitudeE7":115000000,"longitudeE7":-70000000,{time}}}]}}"#
        )
    };
    assert_eq!(lines(&read(&e7(r#""timestamp":"2026-03-01T08:00:00Z""#))), [("2026-03-01", ROAD.to_vec())]);
    assert_eq!(lines(&read(&e7(r#""timestampMs":"1772352000000""#))), [("2026-03-01", ROAD.to_vec())]);

    let object = r#"{"timelineObjects":[{"placeVisit":{}},{"activitySegment":{"startLocation":{"latitudeE7":125000000,"longitudeE7":-80000000},
        "endLocation":{"latitudeE7":115000000,"longitudeE7":-70000000},"duration":{"startTimestamp":"2026-03-01T08:00:00Z"},
        "waypointPath":{"waypoints":[{"latE7":120000000,"lngE7":-75000000}]}}}]}"#;
    assert_eq!(lines(&read(object)), [("2026-03-01", vec![ROAD[0], [-7.5, 12.0], ROAD[1]])]);

    let (message, vertex) = refused_vertex(&format!(
        r#"{{"semanticSegments":[{}]}}"#,
        path("2026-03-01", &format!("{a},{}", a.replace("12.5", "x")))
    ));
    assert!(vertex == Some(1) && message.contains("12.639°"), "{message}");
}
