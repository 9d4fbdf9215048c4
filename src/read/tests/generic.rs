//! The generic layout: our own names, common names, a mapping.

use super::*;

#[test]
fn a_generic_file_with_our_own_names() {
    let text = "id,start,end,lon,lat,uncertainty_km,kind,type,subtype,actor1,actor2,fatalities_low,fatalities_best,fatalities_high,\
                country,admin1,place,source,headline\n\
                SYN-1,2025-10-03,2025-10-04,-9.5,13.1,25,blockade,Fuel convoy attack,,armed group A,,0,2,4,Mali,Kayes,Kita,synthetic,Words\n";
    let (kept, summary) = read(text).unwrap();
    assert_eq!((summary.format.as_str(), summary.warnings.len(), summary.provider), ("csv", 0, None));
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
