//! GeoJSON files, good and bad.

use super::*;

#[test]
fn one_bad_feature_costs_itself_only() {
    let feature = |geometry: &str| {
        format!("{{\"type\":\"Feature\",\"properties\":{{\"date\":\"2026-01-01\"}},\"geometry\":{geometry}}}")
    };
    let point = "{\"type\":\"Point\",\"coordinates\":[-8,12.5]}";
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    let (kept, summary) = read(collection(&[
        &feature(point),
        &feature("{\"type\":\"Point\",\"coordinates\":[-8,92.5]}"),
        &feature("{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1]]}"),
        &feature("{\"type\":\"Point\",\"coordinates\":[]}"),
        &feature("{\"type\":\"Point\",\"coordinates\":[1e999,0]}"),
        &feature(&deep),
        "17",
        "{\"type\":\"Feature\",\"properties\":null,\"geometry\":null}",
        &feature("null"),
    ]))
    .unwrap();
    assert_eq!((summary.format.as_str(), summary.rows, summary.rejected), ("geojson", 9, 7));
    assert_eq!(summary.rejections.iter().map(|rejection| rejection.row).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7, 8]);
    assert!(summary.rejections[0].reason.contains("latitude") && summary.rejections[1].reason.contains("LineString"));
    assert!(summary.rejections[6].reason.contains("start is empty"));
    assert_eq!((kept[0].position, kept[1].position), (Some(Position { lon: -8.0, lat: 12.5 }), None));
    assert_eq!(kept[1].id, "row 9");
}

#[test]
fn ucdp_as_geojson_is_the_same_layout() {
    let feature = |geometry: &str| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"id\":36210,\"type_of_violence\":3,\"where_prec\":5,\"side_a\":\"A\",\"best\":3,\
             \"date_start\":\"2009-02-20T00:00:00\",\"date_end\":\"2009-02-20T00:00:00\"}},\"geometry\":{geometry}}}"
        )
    };
    let (kept, summary) = read(collection(&[
        "{\"type\":\"Feature\"}",
        &feature("{\"type\":\"Point\",\"coordinates\":[26.5,5.4,0]}"),
        &feature("null"),
    ]))
    .unwrap();
    assert_eq!((summary.format.as_str(), summary.rows, summary.rejected), ("ucdp-geojson", 3, 1));
    assert_eq!(
        (kept[0].id.as_ref(), kept[0].uncertainty_km, kept[0].kind),
        ("36210", Some(50.0), Kind::AttackOnCivilians)
    );
    assert_eq!((kept[1].position, kept[1].uncertainty_km), (None, None));
}

#[test]
fn generic_features_take_ids_mappings_and_places_from_where_they_are() {
    let text = "{\"type\":\"Feature\",\"id\":12,\"properties\":{\"quand\":\"2026-01-01\",\"x\":1.5,\"y\":2,\"fatalities\":4},\"geometry\":null}";
    let (kept, _) = mapped(&[("start", "quand")], text).unwrap();
    assert_eq!((kept[0].id.as_ref(), kept[0].position), ("12", Some(Position { lon: 1.5, lat: 2.0 })));
    assert_eq!(kept[0].fatalities.best, Some(4));
    assert_eq!(refused(mapped(&[("start", "wann")], text)).code, Code::BadOption);
}

#[test]
fn broken_json_is_told_with_its_place() {
    let error = refused(read("{\"type\":\"FeatureCollection\",\n\"features\":[}"));
    assert_eq!(error.code, Code::BadGeojson);
    assert!(error.message.contains("line 2 column 13"), "{}", error.message);
    for text in [
        "[]",
        "{}",
        "{\"type\":\"Point\",\"coordinates\":[1,2]}",
        "{\"type\":\"FeatureCollection\"}",
        "{\"type\":\"FeatureCollection\",\"features\":{}}",
        "{\"type\":\"FeatureCollection\",\"features\":[]} more",
        &"[".repeat(100_000),
    ] {
        assert_eq!(refused(read(text)).code, Code::BadGeojson, "{text:.60}");
    }
    assert_eq!(refused(read(b"{\"type\":\"\xff\"}")).code, Code::BadGeojson);
}
