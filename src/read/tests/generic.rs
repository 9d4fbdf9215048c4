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
    for bad in ["2026-01-01,1,,,", "2026-01-01,1,2,,-5", "2026-01-01,1,2,,1e9", "2026-01-01,\"1,5,5\",2,,"] {
        refused(read(format!("start,lon,lat,kind,uncertainty_km\n{bad}\n")));
    }
}

#[test]
fn columns_are_known_in_five_languages() {
    for text in [
        "date de l'incident;longitude;latitude;type d'incident;morts;lieu\n2026-01-02;-8,5;12,25;Enlèvement;2;Ségou\n",
        "Data do incidente;Longitude;Latitude;Tipo;Mortos;Localidade\n13/02/2026;-8,5;12,25;sequestro;2;Ségou\n",
        "fecha\tlongitud\tlatitud\ttipo_de_evento\tmuertos\tlugar\n2 de enero de 2026\t-8.5\t12.25\tsecuestro\t2\tSégou\n",
        "التاريخ,خط الطول,خط العرض,نوع الحادث,القتلى,المكان\n2 يناير 2026,-8.5,12.25,اختطاف,2,Ségou\n",
        "Reported on,Incident date,GPS,Category,Deaths,Town\n2026-03-03,2026-01-02,12.25 -8.5 301 4,kidnapping,2,Ségou\n",
    ] {
        let (kept, summary) = read(text).unwrap();
        assert_eq!(summary.rejected, 0, "{text}");
        let incident = &kept[0];
        assert_eq!(incident.position, Some(Position { lon: -8.5, lat: 12.25 }), "{text}");
        assert_eq!(
            (incident.kind, incident.fatalities.best, incident.place.as_ref()),
            (Kind::Abduction, Some(2), "Ségou"),
            "{text}"
        );
    }
}

#[test]
fn the_order_of_dates_is_decided_by_all_of_them_or_asked_for() {
    let file = |days: &[&str]| days.iter().fold("start,lon,lat\n".to_string(), |text, day| text + day + ",1,2\n");
    let starts = |text: &str| {
        read(text).map(|(kept, _)| kept.iter().map(|incident| crate::day::format(incident.start)).collect::<Vec<_>>())
    };
    assert_eq!(starts(&file(&["03/04/2026", "25/04/2026"])).unwrap(), ["2026-04-03", "2026-04-25"]);
    assert_eq!(starts(&file(&["03/04/2026", "04/25/2026"])).unwrap(), ["2026-03-04", "2026-04-25"]);
    for days in [&["03/04/2026", "05/06/2026"][..], &["25/04/2026", "04/25/2026"]] {
        let error = refused(read(file(days)));
        assert_eq!((error.code, error.at.field.as_deref()), (Code::BadCsv, Some("dateOrder")), "{error}");
    }
    let options = ReadOptions { date_order: Some(crate::read::DateOrder::DayFirst), ..ReadOptions::default() };
    let (kept, summary) = read_with(options, file(&["03/04/2026", "04/25/2026"]).as_bytes(), usize::MAX).unwrap();
    assert_eq!((kept[0].start, kept.len()), (crate::day::parse("2026-04-03").unwrap(), 1));
    assert!(summary.rejections[0].reason.contains("the day first"), "{}", summary.rejections[0].reason);
    // The last row decides as well, with or without a line break at its end.
    assert_eq!(starts("start,lon,lat\n03/04/2026,1,2\n25/04/2026,1,2").unwrap(), ["2026-04-03", "2026-04-25"]);
    // Days that are the same either way need no order.
    assert_eq!(starts(&file(&["03/03/2026"])).unwrap(), ["2026-03-03"]);
}

#[test]
fn a_title_above_the_header_is_left_out_and_told() {
    let (kept, summary) = read("Incidents of the region\n\nid;start;lon;lat\n1;2026-01-01;1,5;2\n").unwrap();
    assert_eq!((kept.len(), kept[0].id.as_ref()), (1, "1"));
    assert!(summary.warnings[0].reason.contains("above the header"), "{}", summary.warnings[0].reason);
    let error = refused(read("2026-01-01,1.5,2.5\n2026-01-02,1.5,2.5\n"));
    assert!(error.message.contains("no header"), "{error}");
    let pairs = [("start", "column 1"), ("lon", "column 2"), ("lat", "column 3")];
    assert_eq!(mapped(&pairs, "2026-01-01,1.5,2.5\n2026-01-02,1.5,2.5\n").unwrap().0.len(), 2);
}

#[test]
fn an_empty_name_in_a_mapping_says_that_no_column_holds_the_field() {
    let file = "start,end,day,lon,lat,kind\n2026-05-01,2026-05-02,2026-01-02,1,2,abduction\n";
    let (kept, _) = mapped(&[("start", "day"), ("end", ""), ("kind", "")], file).unwrap();
    assert_eq!((kept[0].start, kept[0].end), (crate::day::parse("2026-01-02").unwrap(), kept[0].start));
    assert_eq!(kept[0].kind, Kind::Other);
    let error = refused(mapped(&[("lon", "")], file));
    assert_eq!((error.code, error.at.field.as_deref()), (Code::BadCsv, Some("lon")), "{error}");
    let feature = r#"{"type":"Feature","properties":{"date":"2026-01-02","end":"2026-01-05"},"geometry":{"type":"Point","coordinates":[1,2]}}"#;
    let (kept, _) = mapped(&[("end", "")], feature).unwrap();
    assert_eq!(kept[0].end, kept[0].start);
}
