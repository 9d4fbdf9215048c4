//! Whole files through the reader: the oddities that real files bring, one by one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::error::{Code, GeobitError};
use crate::incident::{Kind, Position};

type Outcome = Result<(Vec<Incident<'static>>, ReadSummary)>;

fn read_with(options: ReadOptions, bytes: &[u8], chunk: usize) -> Outcome {
    let mut kept = Vec::new();
    let mut keep = |incident: Incident<'_>| kept.push(owned(incident));
    let mut reader = Reader::new(options)?;
    for piece in bytes.chunks(chunk) {
        reader.push(piece, &mut keep)?;
    }
    let summary = reader.finish(&mut keep)?;
    Ok((kept, summary))
}

fn read(text: impl AsRef<[u8]>) -> Outcome {
    read_with(ReadOptions::default(), text.as_ref(), usize::MAX)
}

fn mapped(pairs: &[(&str, &str)], text: &str) -> Outcome {
    let mapping = pairs.iter().map(|(ours, theirs)| (ours.to_string(), theirs.to_string())).collect();
    read_with(ReadOptions { mapping, ..ReadOptions::default() }, text.as_bytes(), usize::MAX)
}

fn refused(outcome: Outcome) -> GeobitError {
    outcome.expect_err("refused")
}

fn owned(incident: Incident<'_>) -> Incident<'static> {
    let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
    Incident {
        id: own(incident.id),
        start: incident.start,
        end: incident.end,
        time_precision: incident.time_precision,
        position: incident.position,
        uncertainty_km: incident.uncertainty_km,
        kind: incident.kind,
        event_type: own(incident.event_type),
        subtype: own(incident.subtype),
        actors: incident.actors.map(own),
        fatalities: incident.fatalities,
        country: own(incident.country),
        admin1: own(incident.admin1),
        place: own(incident.place),
        source: own(incident.source),
        headline: own(incident.headline),
    }
}

const UCDP_HEADER: &str = "id,type_of_violence,dyad_name,side_a,side_b,where_prec,where_coordinates,latitude,longitude,country,\
                           date_prec,date_start,date_end,best,high,low";

/// A UCDP file of one row, made from a good one by replacing fields.
fn ucdp(changes: &[(&str, &str)]) -> Outcome {
    let mut good = BTreeMap::from([
        ("id", "15960.0"),
        ("type_of_violence", "1.0"),
        ("dyad_name", "A - B"),
        ("side_a", "A"),
        ("side_b", "\"B \"\"the\nsecond\"\"\""),
        ("where_prec", "2"),
        ("where_coordinates", "Ségou"),
        ("latitude", "13.4"),
        ("longitude", "-6.2"),
        ("country", "Mali"),
        ("date_prec", "1"),
        ("date_start", "2009-06-09 00:00:00.000"),
        ("date_end", "2009-06-10T00:00:00"),
        ("best", "3.0"),
        ("high", ""),
        ("low", "1"),
    ]);
    good.extend(changes.iter().copied());
    let fields: Vec<_> = UCDP_HEADER.split(',').map(|name| good[name]).collect();
    read(format!("{UCDP_HEADER}\n{}\n", fields.join(",")))
}

#[test]
fn a_ucdp_row_becomes_an_incident() {
    let (kept, summary) = ucdp(&[]).unwrap();
    let expected = Incident {
        id: "15960".into(),
        start: 14_404,
        end: 14_405,
        time_precision: Some(1),
        position: Some(Position { lon: -6.2, lat: 13.4 }),
        uncertainty_km: Some(25.0),
        kind: Kind::ArmedClash,
        event_type: "1".into(),
        subtype: "A - B".into(),
        actors: ["A".into(), "B \"the\nsecond\"".into()],
        fatalities: crate::incident::Fatalities { low: Some(1), best: Some(3), high: None },
        country: "Mali".into(),
        place: "Ségou".into(),
        ..Incident::default()
    };
    assert_eq!(kept, [expected]);
    assert_eq!((summary.format, summary.rows, summary.rejected), ("ucdp-csv", 1, 0));
    assert!(summary.cannot_contain.iter().any(|phrase| phrase.contains("blockades")));
}

#[test]
fn a_bad_ucdp_row_is_rejected_with_its_column_its_value_and_what_is_accepted() {
    let long = "x".repeat(60);
    let cases = [
        ("id", "12.5", "id is \"12.5\"; needed is a whole number"),
        ("id", "", "id is empty"),
        ("id", long.as_str(), "xxx\"…"),
        ("type_of_violence", "4", "type_of_violence is \"4\"; needed is 1, 2 or 3"),
        ("where_prec", "0", "where_prec is \"0\"; needed is a code from 1 to 7"),
        ("where_prec", "", "where_prec is empty"),
        ("latitude", "95", "latitude is \"95\"; needed is a latitude in degrees from -90 to 90"),
        ("latitude", "NaN", "latitude is \"NaN\""),
        ("longitude", "inf", "longitude is \"inf\""),
        ("longitude", "", "longitude is empty"),
        ("longitude", "-180.1", "longitude is \"-180.1\""),
        ("date_start", "09/06/2009", "date_start is \"09/06/2009\"; needed is a date"),
        ("date_start", "", "date_start is empty"),
        ("date_end", "2009-06-08", "date_end 2009-06-08 is before date_start 2009-06-09"),
        ("best", "-1", "best is \"-1\"; needed is a whole number of deaths"),
        ("best", "1.5", "best is \"1.5\""),
        ("low", "many", "low is \"many\""),
    ];
    for (column, value, reason) in cases {
        let error = refused(ucdp(&[(column, value)]));
        assert_eq!((error.code, error.at.row), (Code::BadCsv, Some(2)), "{column}");
        assert!(error.message.contains(reason), "{} has no {reason}", error.message);
    }
    refused(ucdp(&[("latitude", ""), ("longitude", "")]));
}

#[test]
fn ucdp_precision_codes_become_a_radius_or_none() {
    for (code, radius) in [
        ("1", Some(0.0)),
        ("2", Some(25.0)),
        ("3", Some(50.0)),
        ("4", Some(150.0)),
        ("5", Some(50.0)),
        ("6", None),
        ("7", None),
    ] {
        let (kept, _) = ucdp(&[("where_prec", code)]).unwrap();
        assert_eq!((kept[0].uncertainty_km, kept[0].position.is_some()), (radius, true), "where_prec {code}");
    }
}

#[test]
fn estimates_out_of_order_are_kept_and_told() {
    let (kept, summary) = ucdp(&[("low", "4"), ("high", "2"), ("date_prec", "often")]).unwrap();
    assert_eq!(kept[0].fatalities.low, Some(4));
    assert_eq!(summary.warnings.iter().map(|warning| warning.count).collect::<Vec<_>>(), [1, 1, 1]);
    assert!(summary.warnings[0].reason.contains("low estimate"));
    assert!(summary.warnings[1].reason.contains("high one"));
}

#[test]
fn the_hdx_variant_is_known_by_its_index_column_or_its_tags() {
    let row = "9,2,A - B,A,B,1,Jos,9.9,8.8,Nigeria,1,2019-01-02,2019-01-02,1,1,1";
    let tags = ",,,#group+name,,,#loc+name,#geo+lat,#geo+lon,#country+name,,#date+start,#date+end,#affected+killed,,";
    for text in [format!(",{UCDP_HEADER}\n0,{tags}\n1,{row}\n"), format!("{UCDP_HEADER}\n{tags}\n{row}\n")] {
        let (kept, summary) = read(text).unwrap();
        assert_eq!((summary.format, summary.rows, kept.len()), ("ucdp-hdx-csv", 1, 1));
        assert_eq!(kept[0].kind, Kind::ArmedClash);
    }
    assert_eq!(read(format!(",{UCDP_HEADER}\n1,{row}\n")).unwrap().1.format, "ucdp-hdx-csv");
    assert_eq!(read(format!("{UCDP_HEADER}\n{row}\n")).unwrap().1.format, "ucdp-csv");
}

#[test]
fn rejected_rows_are_named_by_the_line_they_start_on() {
    let text = "id,start,lon,lat,headline\r\n1,2026-01-01,-8,12,\"two\r\nlines\"\r\n\r\n2,never,-8,12,\"also\r\ntwo\"\r\n3,2026-01-01,-8,12\r\n";
    let (kept, summary) = read(text).unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((summary.rows, summary.rejected), (3, 2));
    assert_eq!(summary.rejections.iter().map(|rejection| rejection.row).collect::<Vec<_>>(), [5, 7]);
    assert_eq!(summary.rejections[1].reason, "the row has 4 fields where the header has 5");
}

#[test]
fn only_the_first_hundred_rejections_are_told() {
    let (_, summary) = read(format!("start,lon,lat\n2026-01-01,1,2\n{}", "never,1,2\n".repeat(150))).unwrap();
    assert_eq!((summary.rows, summary.rejected, summary.rejections.len()), (151, 150, 100));
    assert_eq!(summary.rejections[99].row, 102);
}

#[test]
fn a_generic_file_with_our_own_names() {
    let text = "id,start,end,lon,lat,uncertainty_km,kind,type,subtype,actor1,actor2,fatalities_low,fatalities_best,fatalities_high,\
                country,admin1,place,source,headline\n\
                SYN-1,2025-10-03,2025-10-04,-9.5,13.1,25,blockade,Fuel convoy attack,,armed group A,,0,2,4,Mali,Kayes,Kita,synthetic,Words\n";
    let (kept, summary) = read(text).unwrap();
    assert_eq!((summary.format, summary.warnings.len(), summary.cannot_contain.len()), ("csv", 0, 0));
    assert_eq!((kept[0].id.as_ref(), kept[0].kind, kept[0].uncertainty_km), ("SYN-1", Kind::Blockade, Some(25.0)));
    assert_eq!((kept[0].end - kept[0].start, kept[0].event_type.as_ref()), (1, "Fuel convoy attack"));
    assert_eq!((kept[0].source.as_ref(), kept[0].headline.as_ref()), ("synthetic", "Words"));
}

#[test]
fn a_generic_file_with_other_names_delimiters_and_case() {
    for text in [
        "Event_ID;Event_Date;Longitude;Latitude;Fatalities\nX;2026-01-02;-8.0;12.5;3\n",
        "Event_ID\tEVENT_DATE\t Longitude \tLatitude\tFatalities\nX\t2026-01-02\t-8.0\t12.5\t3\n",
        "\u{feff}\"Event_ID\",\"Event_Date\",\"lng\",\"lat\",\"deaths\"\r\n\"X\",\"2026-01-02\",\"-8.0\",\"12.5\",\"3\"",
    ] {
        let (kept, summary) = read(text).unwrap();
        assert_eq!((kept[0].id.as_ref(), kept[0].position), ("X", Some(Position { lon: -8.0, lat: 12.5 })));
        assert_eq!((kept[0].fatalities.best, kept[0].kind), (Some(3), Kind::Other));
        assert!(summary.warnings[0].reason.contains("no kind"));
    }
}

#[test]
fn a_mapping_names_the_columns() {
    let text = "nr,quand,est,nord,quoi\n7,2026-01-02,-8,12,Riot\n";
    let pairs = [("id", "nr"), ("start", "QUAND"), ("lon", "est"), ("lat", "nord"), ("kind", "quoi")];
    let (kept, _) = mapped(&pairs, text).unwrap();
    assert_eq!((kept[0].id.as_ref(), kept[0].kind), ("7", Kind::Riot));

    let error = refused(mapped(&[("longitude", "est")], text));
    assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some("mapping.longitude")));
    let error = refused(mapped(&[("lon", "ost")], text));
    assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some("mapping.lon")));
    assert!(error.message.contains("\"quand\""), "{}", error.message);
    let error = refused(read(text));
    assert_eq!((error.code, error.at.row), (Code::BadCsv, Some(1)));
    assert!(
        error.message.contains("lon, lat, start")
            && error.message.contains("\"est\"")
            && error.message.contains("mapping")
    );
}

#[test]
fn generic_rows_without_a_place_or_an_id_or_a_known_kind_are_kept() {
    let text = "start,lon,lat,kind,uncertainty_km\n2026-01-01,,,Heist,10\n2026-01-01,1,2,,\n";
    let (kept, summary) = read(text).unwrap();
    assert_eq!((kept[0].position, kept[0].uncertainty_km, kept[0].id.as_ref()), (None, None, "row 2"));
    assert_eq!((kept[0].kind, kept[0].event_type.as_ref()), (Kind::Other, "Heist"));
    assert_eq!(kept[1].uncertainty_km, Some(0.0));
    assert_eq!(summary.warnings.len(), 2);
    for bad in ["2026-01-01,1,,,", "2026-01-01,1,2,,-5", "2026-01-01,1,2,,1e9", "2026-01-01,\"1,5\",2,,"] {
        refused(read(format!("start,lon,lat,kind,uncertainty_km\n{bad}\n")));
    }
}

#[test]
fn text_that_is_not_utf8_is_read_and_told() {
    let (kept, summary) = read(b"start,lon,lat,place\n2026-01-01,1,2,S\xe9gou\n").unwrap();
    assert_eq!(kept[0].place, "Ségou");
    assert!(summary.warnings.iter().any(|warning| warning.reason.contains("UTF-8") && warning.count == 1));
}

#[test]
fn a_file_without_a_usable_row_is_an_error() {
    for text in [
        "start,lon,lat\n",
        "start,lon,lat",
        "start,lon,lat\nnever,1,2\n",
        "\"start,lon,lat\n",
        "start,lon,lat\n\"never",
    ] {
        assert_eq!(refused(read(text)).code, Code::BadCsv, "{text}");
    }
    let error = refused(read("start,lon,lat\n2026-01-01,1,\"2\nx,1,2\n"));
    assert!(error.message.contains("a quote opens on line 2"), "{}", error.message);
    assert_eq!(refused(read("{\"type\":\"FeatureCollection\",\"features\":[]}")).code, Code::BadGeojson);
}

#[test]
fn a_file_cut_off_within_a_quote_loses_that_row_only() {
    let (kept, summary) = read("start,lon,lat,place\n2026-01-01,1,2,x\n2026-01-01,1,2,\"cut o").unwrap();
    assert_eq!((kept.len(), summary.rows, summary.rejections[0].row), (1, 2, 3));
}

#[test]
fn other_files_are_refused_even_under_a_hint() {
    for bytes in [&b""[..], b"<html><body>id,lon,lat", b"PK\x03\x04...."] {
        for format in [FormatHint::Auto, FormatHint::Csv, FormatHint::Geojson] {
            let error = refused(read_with(ReadOptions { format, ..ReadOptions::default() }, bytes, usize::MAX));
            assert_eq!(error.code, Code::UnknownFormat);
        }
    }
}

fn collection(features: &[&str]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

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
    assert_eq!((summary.format, summary.rows, summary.rejected), ("geojson", 9, 7));
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
    assert_eq!((summary.format, summary.rows, summary.rejected), ("ucdp-geojson", 3, 1));
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

#[test]
fn rows_are_counted_while_a_file_is_read() {
    let mut reader = Reader::new(ReadOptions::default()).unwrap();
    reader.push(b"start,lon,lat\n", &mut |_| {}).unwrap();
    reader.push("2026-01-01,1,2\n".repeat(100).as_bytes(), &mut |_| {}).unwrap();
    reader.push(b"2026-01-01,1,2\n2026-01", &mut |_| {}).unwrap();
    assert_eq!(reader.rows(), 101);
}

/// Files with everything in them, to be cut into pieces.
fn samples() -> Vec<Vec<u8>> {
    let csv = "\u{feff}\r\n,id,date,lon,lat,\"pla\r\nce\"\r\n,#id,#date,#lon,#lat,\r\n1,a,2026-01-01,1,2,\"say \"\"é\"\"\r\nhere\"\r\n\r\n\
               2,b,never,1,2,x\r3,c,2026-01-02,3,4,\n4,d,2026-01-03,5,6,S";
    let mut latin = csv.as_bytes().to_vec();
    latin.extend(b"\xe9gou\n5,\"e");
    let geojson = "\n{\"type\":\"Feature\",\"properties\":{\"date\":\"2026-01-01\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}";
    vec![csv.as_bytes().to_vec(), latin, geojson.as_bytes().to_vec(), b"<html>".to_vec(), b"a,b\nc".to_vec()]
}

#[test]
fn it_does_not_matter_how_a_file_is_cut_into_pieces() {
    for sample in samples() {
        let whole = read_with(ReadOptions::default(), &sample, usize::MAX);
        for chunk in 1..sample.len() {
            assert_eq!(read_with(ReadOptions::default(), &sample, chunk), whole, "pieces of {chunk}");
        }
        // Once more with bytes enough that the file is understood before it ends.
        let long: Vec<u8> = sample.iter().chain(b"\n6,f,2026-01-04,7,8,z".repeat(100).iter()).copied().collect();
        let whole = read(&long);
        for chunk in [1, 2, 3, 7, 64, 1023, 1024, 1025] {
            assert_eq!(read_with(ReadOptions::default(), &long, chunk), whole, "pieces of {chunk}");
        }
    }
    assert_eq!(read(&samples()[0]).unwrap().0.len(), 3);
}

/// Bytes that look enough like data to get past the front door.
fn nearly_csv() -> impl Strategy<Value = Vec<u8>> {
    let cell = prop_oneof![
        Just("2026-01-01".as_bytes().to_vec()),
        Just(b"1.5".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"\n".to_vec()),
        Just(b",".to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    let header = prop_oneof![Just("start,lon,lat\n"), Just("\"start\";lon;lat;x\r\n"), Just(UCDP_HEADER), Just("")];
    (header, prop::collection::vec(cell, 0..60)).prop_map(|(header, cells)| {
        let mut bytes = header.as_bytes().to_vec();
        bytes.extend(cells.concat());
        bytes
    })
}

fn books_balance(bytes: &[u8], chunk: usize) -> std::result::Result<(), TestCaseError> {
    for format in [FormatHint::Auto, FormatHint::Csv, FormatHint::Geojson] {
        let outcome = read_with(ReadOptions { format, ..ReadOptions::default() }, bytes, usize::MAX);
        if let Ok((kept, summary)) = &outcome {
            prop_assert_eq!(kept.len() as u64 + summary.rejected, summary.rows);
            prop_assert!(!kept.is_empty());
        }
        let pieces = read_with(ReadOptions { format, ..ReadOptions::default() }, bytes, chunk);
        prop_assert_eq!(pieces, outcome);
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_bytes_panic_and_no_row_vanishes(bytes in prop::collection::vec(any::<u8>(), 0..2000), chunk in 1_usize..50) {
        books_balance(&bytes, chunk)?;
    }

    #[test]
    fn nearly_csv_does_not_panic_either(bytes in nearly_csv(), chunk in 1_usize..50) {
        books_balance(&bytes, chunk)?;
    }

    #[test]
    fn nearly_geojson_does_not_panic_either(middle in "[\\[\\]{}\":,0-9a-z null]{0,40}", chunk in 1_usize..50) {
        books_balance(collection(&[&middle]).as_bytes(), chunk)?;
        books_balance(collection(&[&format!("{{\"type\":\"Feature\",{middle}}}")]).as_bytes(), chunk)?;
    }
}
