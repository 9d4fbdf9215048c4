//! The UCDP layouts: what a row becomes, and why it is rejected.

use std::collections::BTreeMap;

use super::*;
use crate::incident::Fatalities;

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
        date_span_days: 1,
        position: Some(Position { lon: -6.2, lat: 13.4 }),
        uncertainty_km: Some(25.0),
        kind: Kind::ArmedClash,
        event_type: "1".into(),
        subtype: "A - B".into(),
        actors: ["A".into(), "B \"the\nsecond\"".into()],
        fatalities: Fatalities { low: Some(1), best: Some(3), high: None },
        country: "Mali".into(),
        place: "Ségou".into(),
        ..Incident::default()
    };
    assert_eq!(kept, [expected]);
    assert_eq!((summary.format.as_str(), summary.rows, summary.rejected), ("ucdp-csv", 1, 0));
    let provider = summary.provider.unwrap();
    assert!(provider.cannot_contain.iter().any(|phrase| phrase.contains("blockades")));
    assert_eq!(provider.never_records, [Kind::Blockade]);
}

#[test]
fn a_bad_ucdp_row_is_rejected_with_its_column_its_value_and_what_is_accepted() {
    let long = "x".repeat(60);
    let cases = [
        ("id", "12.5", "id is \"12.5\"; expected a whole number"),
        ("id", "", "id is empty"),
        ("id", long.as_str(), "xxx\"…"),
        ("type_of_violence", "4", "type_of_violence is \"4\"; expected 1, 2 or 3"),
        ("where_prec", "0", "where_prec is \"0\"; expected a code from 1 to 7"),
        ("where_prec", "", "where_prec is empty"),
        ("latitude", "95", "latitude is \"95\"; expected a latitude in degrees from -90 to 90"),
        ("latitude", "NaN", "latitude is \"NaN\""),
        ("longitude", "inf", "longitude is \"inf\""),
        ("longitude", "", "longitude is empty"),
        ("longitude", "-180.1", "longitude is \"-180.1\""),
        ("date_start", "June 2009", "date_start is \"June 2009\"; expected a date"),
        ("date_start", "", "date_start is empty"),
        ("date_end", "2009-06-08", "date_end 2009-06-08 is before date_start 2009-06-09"),
        ("best", "-1", "best is \"-1\"; expected a whole number of deaths"),
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
    assert!(summary.warnings[1].reason.contains("high estimate"));
}

#[test]
fn the_hdx_variant_is_known_by_its_index_column_or_its_tags() {
    let row = "9,2,A - B,A,B,1,Jos,9.9,8.8,Nigeria,1,2019-01-02,2019-01-02,1,1,1";
    let tags = ",,,#group+name,,,#loc+name,#geo+lat,#geo+lon,#country+name,,#date+start,#date+end,#affected+killed,,";
    for text in [format!(",{UCDP_HEADER}\n0,{tags}\n1,{row}\n"), format!("{UCDP_HEADER}\n{tags}\n{row}\n")] {
        let (kept, summary) = read(text).unwrap();
        assert_eq!((summary.format.as_str(), summary.rows, kept.len()), ("ucdp-hdx-csv", 1, 1));
        assert_eq!(kept[0].kind, Kind::ArmedClash);
    }
    assert_eq!(read(format!(",{UCDP_HEADER}\n1,{row}\n")).unwrap().1.format, "ucdp-hdx-csv");
    assert_eq!(read(format!("{UCDP_HEADER}\n{row}\n")).unwrap().1.format, "ucdp-csv");
}
