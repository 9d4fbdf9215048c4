//! What is doubtful in a file is told or refused, and never wrong in silence.

use super::*;
use crate::day;
use crate::load::{LoadOptions, Loader};
use crate::read::inspect::{Inspection, KindOfFile, inspect};
use crate::snapshot::Snapshot;

fn load(text: &str) -> Snapshot {
    let mut loader = Loader::new(LoadOptions::default()).unwrap();
    loader.push(text.as_bytes()).unwrap();
    let snapshot = loader.finish().unwrap();
    let summary = snapshot.summary();
    let rows = summary.located + summary.not_locatable + summary.rejected + summary.superseded;
    assert_eq!(summary.rows, rows, "no row vanishes: {text}");
    snapshot
}

/// Returns the number of incidents and of superseded rows.
fn counts(text: &str) -> (usize, u64) {
    let snapshot = load(text);
    (snapshot.len(), snapshot.summary().superseded)
}

fn warns(summary: &ReadSummary, words: &str) -> bool {
    summary.warnings.iter().any(|warning| warning.reason.contains(words))
}

fn inspected(text: &str) -> Inspection {
    inspect(text.as_bytes(), true, &ReadOptions::default()).unwrap()
}

#[test]
fn a_column_that_only_looks_like_an_id_supersedes_nothing() {
    let table = |name: &str, rows: &[&str]| {
        rows.iter().fold(format!("{name},date,lat,lon,kind\n"), |text, row| format!("{text}{row},riot\n"))
    };
    let codes = ["ML01,2026-01-02,12,-8", "ML01,2026-01-05,12,-8", "ML02,2026-01-05,13,-8", "ML01,2026-01-09,12,-8"];
    for name in ["code", "reference"] {
        assert_eq!(counts(&table(name, &codes)), (4, 0), "{name}");
        let snapshot = load(&table(name, &codes));
        let warning = snapshot.summary().warnings.iter().find(|warning| warning.found.reason.contains("ML01")).unwrap();
        assert_eq!(warning.count, 2, "{warning:?}");
    }
    // A column that is called an id is taken for one, which is told.
    let snapshot = load(&table("id", &codes));
    assert_eq!((snapshot.len(), snapshot.summary().superseded), (2, 2));
    assert!(
        snapshot.summary().warnings.iter().any(|warning| warning.found.reason.contains("only the last row is kept"))
    );
    // Words for none are no ids, and neither is 0 where it comes again.
    let unknown = ["unknown,2026-01-02,12,-8", "unknown,2026-01-02,12,-8", "UNKNOWN,2026-01-02,12,-8"];
    assert_eq!(counts(&table("id", &unknown)), (3, 0));
    assert!(warns(&read(table("id", &unknown)).unwrap().1, "word for none"));
    let zeros = ["0,2026-01-02,12,-8", "0,2026-01-02,12,-8", "1,2026-01-03,12,-8", "1,2026-01-03,12,-8"];
    assert_eq!(counts(&table("id", &zeros)), (3, 1));
    for rounded in ["2.02601e+11", "2.02601E11", "2.026010000000001e+16", "2,02601E+11"] {
        let row = |day: u32| format!("\"{rounded}\",2026-01-{day:02},12,-8");
        let rows = [row(2), row(2), row(3)];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(counts(&table("id", &rows)), (3, 0), "{rounded}");
        assert!(warns(&read(table("id", &rows)).unwrap().1, "rounded by a spreadsheet"));
    }
    assert_eq!(read(table("id", &["2E11,2026-01-02,12,-8"])).unwrap().0[0].id, "2E11");
}

#[test]
fn editions_of_the_same_incident_are_superseded() {
    // The same day and place.
    let same = "id,date,lat,lon,deaths\nA,2026-01-02,12,-8,1\nB,2026-01-03,12,-8,\nA,2026-01-02,12.001,-8,3\n";
    assert_eq!(counts(same), (2, 1));
    // Where most ids are those of incidents, one whose day was corrected is the same incident too.
    let moved = "id,date,lat,lon\nA,2026-01-02,12,-8\nB,2026-01-03,12,-8\nA,2026-01-02,12,-8\nB,2026-01-04,12,-8\n";
    assert_eq!(counts(moved), (2, 2));
    // The time of the last edit says which is the newest, wherever it stands.
    let edited = "id,date,lat,lon,deaths,updated_at\nA,2026-01-02,12,-8,9,2026-02-03T10:00:00Z\nA,2026-01-05,12,-8,1,2026-02-03 09:59:59\n";
    let snapshot = load(edited);
    assert_eq!((snapshot.len(), snapshot.summary().superseded, snapshot.summary().fatalities.best), (1, 1, Some(9)));
}

const ACLED: &str = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,latitude,longitude,geo_precision,fatalities,timestamp\n";

#[test]
fn the_newest_edition_counts_however_its_time_is_written() {
    let file = |times: [&str; 2]| {
        format!(
            "{ACLED}MLI1,2026-01-02,1,Battles,Armed clash,12,-8,1,7,{}\nMLI1,2026-01-02,1,Battles,Armed clash,12,-8,1,1,{}\n",
            times[0], times[1]
        )
    };
    for times in [
        ["1714557600", "1714557599"],
        ["2024-05-01 10:00:00", "2024-05-01 09:59:59"],
        ["01/05/2024 10:00", "30/04/2024 10:00"],
        ["1.715E+09", "1.714E+09"],
    ] {
        let text = file(times).replace("2026-01-02", if times[0].contains('/') { "13/01/2026" } else { "2026-01-02" });
        assert_eq!(load(&text).summary().fatalities.best, Some(7), "{times:?}");
    }
    assert!(warns(&read(file(["1.715E+09", "1.715E+09"])).unwrap().1, "may not be the newest"));
    assert!(warns(&read(file(["yesterday", "today"])).unwrap().1, "may not be the newest"));
    assert!(!warns(&read(file(["2024-05-01 10:00:00", ""])).unwrap().1, "may not be the newest"));
}

#[test]
fn another_day_is_never_taken_for_that_of_the_incident() {
    for name in [
        "interview_date",
        "date_of_birth",
        "reporting_date",
        "data_publicacao",
        "fecha_de_publicacion",
        "date_de_signalement",
        "date_collecte",
        "date_received",
        "date_opened",
        "Date d'enregistrement",
    ] {
        let file = format!("{name},lat,lon,kind\n2026-01-02,12,-8,riot\n");
        let error = refused(read(&file));
        assert_eq!(error.at.field.as_deref(), Some("start"), "{name}: {error}");
        assert!(error.message.contains("another day than that of the incident"), "{name}: {error}");
        let inspection = inspected(&file);
        assert!(inspection.missing == ["start"] && inspection.doubts[0].contains("another day"), "{inspection:?}");
        assert_eq!(mapped(&[("start", name)], &file).unwrap().0.len(), 1, "{name}");
        // Beside the day of the incident it is left alone.
        let (kept, _) = read(format!("{name},date,lat,lon\n2026-05-01,2026-01-02,12,-8\n")).unwrap();
        assert_eq!(kept[0].start, day::parse("2026-01-02").unwrap(), "{name}");
    }
    let odk = "SubmissionDate,start,end,location-Latitude,location-Longitude,KEY\n2026-02-03T10:00:00Z,2026-02-03T09:00:00Z,2026-02-03T09:10:00Z,12,-8,uuid:1\n";
    assert_eq!(refused(read(odk)).at.field.as_deref(), Some("start"));
    assert_eq!(inspected(odk).layout, Some("kobo"));
    let odk = odk.replace("KEY\n", "KEY,date_incident\n").replace("uuid:1\n", "uuid:1,2026-01-28\n");
    assert_eq!(read(odk).unwrap().0[0].start, day::parse("2026-01-28").unwrap());
}

#[test]
fn a_providers_precision_is_read_or_told() {
    let acled = "Event Date,Event Type,Sub Event Type,Latitude,Longitude,Geo Precision,Fatalities\n2026-01-02,Battles,Armed clash,12,-8,3,1\n";
    let (kept, summary) = read(acled).unwrap();
    assert_eq!((summary.layout.as_ref(), kept[0].uncertainty_km, kept[0].id.as_ref()), ("acled", Some(100.0), "row 2"));
    let ucdp = "TYPE OF VIOLENCE,WHERE PREC,DATE START,LATITUDE,LONGITUDE\n3,4,2026-01-02,12,-8\n";
    let (kept, summary) = read(ucdp).unwrap();
    assert_eq!((summary.layout.as_ref(), kept[0].uncertainty_km, kept[0].fatalities.best), ("ucdp", Some(150.0), None));
    for name in ["geo_precision", "where_prec", "accuracy_m", "Accuracy"] {
        let file = format!("date,lat,lon,kind,{name}\n2026-01-02,12,-8,riot,3\n");
        assert!(warns(&read(&file).unwrap().1, "how exactly"), "{name}");
        assert!(inspected(&file).doubts.iter().any(|doubt| doubt.contains(name)), "{name}");
    }
    assert!(
        read("date,lat,lon,kind,uncertainty_km,accuracy\n2026-01-02,12,-8,riot,3,3\n").unwrap().1.warnings.is_empty()
    );
}

#[test]
fn records_of_json_say_where_or_are_refused() {
    for text in [
        r#"[{"id":1,"date":"2026-01-01","location":{"lat":12,"lon":-8}}]"#,
        r#"[{"id":1,"date":"2026-01-01","position":{"name":"Gao","latitude":"12","longitude":"-8"}}]"#,
        r#"[{"id":1,"date":"2026-01-01","geometry":{"type":"Point","coordinates":[-8,12]}}]"#,
        r#"[{"id":0,"date":"2026-01-01"},{"id":1,"date":"2026-01-01","location":{"lat":12,"lon":-8}}]"#,
    ] {
        let (kept, _) = read(text).unwrap();
        assert_eq!(kept.last().unwrap().position, Some(Position { lon: -8.0, lat: 12.0 }), "{text}");
        assert_eq!(inspected(text).kind_of_file, KindOfFile::Incidents, "{text}");
    }
    for (text, field) in [
        (r#"[{"id":1,"date":"2026-01-01","town":"Gao"}]"#, "lon"),
        (r#"[{"id":1,"date":"2026-01-01","location":{"town":"Gao"}}]"#, "lon"),
        (r#"[{"id":1,"interview_date":"2026-01-01","lat":12,"lon":-8}]"#, "start"),
    ] {
        let error = refused(read(text));
        assert_eq!((error.code, error.at.field.as_deref()), (Code::BadGeojson, Some(field)), "{text}: {error}");
        let inspection = inspected(text);
        assert_ne!(inspection.kind_of_file, KindOfFile::Incidents, "{text}");
        assert!(inspection.missing.contains(&field), "{text}: {inspection:?}");
    }
    let error = refused(read(r#"[{"from":{"lat":12,"lon":-8},"to":{"lat":13,"lon":-8},"date":"2026-01-01"}]"#));
    assert!(error.message.contains("different places"), "{error}");
}

/// Returns the rows of a track, made of a number, the place and the time.
fn track(rows: u32, row: impl Fn(u32, f64, f64, String) -> String) -> Vec<String> {
    let place = |number: u32| (12.0 + 0.01 * f64::from(number), -8.0);
    let time = |number: u32| format!("2026-03-01T{:02}:{:02}:00Z", 6 + number / 60, number % 60);
    (0..rows).map(|number| row(number, place(number).0, place(number).1, time(number))).collect()
}

#[test]
fn points_of_a_receiver_are_no_incidents() {
    let plain = track(8, |_, lat, lon, time| format!("{time},{lat},{lon}\n"));
    let newest_first: String = plain.iter().rev().map(String::as_str).collect();
    let hourly: String =
        (0..8).map(|hour| format!("2026-03-01T{:02}:00:00Z,{},-8\n", 6 + hour, 12.0 + 0.4 * f64::from(hour))).collect();
    let typed = track(8, |_, lat, lon, time| format!("T,{time},{lat},{lon},330\n")).concat();
    let american = track(8, |number, lat, lon, _| format!("03/01/2026,06:{number:02}:00,{lat},{lon}\n")).concat();
    let mixed = track(12, |number, lat, lon, time| {
        let far = if number % 2 == 0 { 0.0 } else { 5.0 };
        format!("{time},car {},{},{lon}\n", number % 2, lat + far)
    });
    for text in [
        format!("time,lat,lon\n{newest_first}"),
        format!("time,lat,lon\n{hourly}"),
        format!("time,lat,lon\n{}", plain[..4].concat()),
        format!("type,time,latitude,longitude,alt\n{typed}"),
        format!("date,time,lat,lon\n{american}"),
        format!("time,vehicle,lat,lon\n{}", mixed.concat()),
        collection(
            &track(8, |_, lat, lon, time| {
                format!(r#"{{"type":"Feature","properties":{{"time":"{time}"}},"geometry":{{"type":"Point","coordinates":[{lon},{lat}]}}}}"#)
            })
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
        ),
    ] {
        let error = refused(read(&text));
        assert!(error.message.contains("track of a GPS device"), "{text}: {error}");
        assert_eq!(inspected(&text).kind_of_file, KindOfFile::Routes, "{text}");
        let routes = crate::read::routes::read_routes(text.as_bytes(), &Default::default());
        assert!(routes.as_ref().is_ok_and(|file| !file.routes.is_empty()), "{text}: {routes:?}");
    }
}

#[test]
fn a_track_in_records_of_json_is_neither_incidents_nor_a_route() {
    let text =
        track(8, |_, lat, lon, time| format!(r#"{{"time":"{time}","lat":{lat},"lon":{lon},"speed":40}}"#)).join(",");
    let text = format!("[{text}]");
    let error = refused(read(&text));
    assert!(error.message.contains("track of a GPS device"), "{error}");
    let inspection = inspected(&text);
    assert_eq!(inspection.kind_of_file, KindOfFile::Unknown);
    assert!(inspection.doubts.contains(&error.message), "{:?}", inspection.doubts);
    assert!(crate::read::routes::read_routes(text.as_bytes(), &Default::default()).is_err());
}

#[test]
fn incidents_with_times_are_no_track() {
    let busy = track(8, |_, lat, lon, time| format!("{time},{lat},{lon},riot\n")).concat();
    let deadly = track(8, |number, lat, lon, time| format!("{time},{lat},{lon},{number}\n")).concat();
    let far = track(8, |number, lat, lon, time| format!("{time},{},{lon}\n", lat + 2.0 * f64::from(number))).concat();
    let rare = (1..9).map(|day| format!("2026-03-{day:02}T10:00:00Z,12.{day},-8\n")).collect::<String>();
    for text in [
        format!("time,lat,lon,kind\n{busy}"),
        format!("time,lat,lon,deaths\n{deadly}"),
        format!("time,lat,lon\n{far}"),
        format!("time,lat,lon\n{rare}"),
        "date,lat,lon\n2026-03-01,12,-8\n2026-03-01,12,-8\n2026-03-01,12,-8\n2026-03-01,12,-8\n".to_string(),
    ] {
        assert_eq!(inspected(&text).kind_of_file, KindOfFile::Incidents, "{text}");
        assert!(read(&text).is_ok(), "{text}");
    }
}

#[test]
fn deaths_that_are_no_number_cost_the_number_only() {
    for text in ["unknown", ">10", "10-20", "5+", "-1"] {
        let file = format!("id,date,lat,lon,kind,deaths\n1,2026-01-02,12,-8,riot,{text}\n2,2026-01-03,12,-8,riot,4\n");
        let (kept, summary) = read(&file).unwrap();
        assert_eq!((kept[0].fatalities.best, kept[1].fatalities.best, summary.rejected), (None, Some(4), 0), "{text}");
        let warning = &summary.warnings[0];
        assert!(
            warning.reason.contains("not recorded") && warning.reason.contains(&format!("\"{text}\" in row 2")),
            "{warning:?}"
        );
        assert_eq!((warning.count, &warning.rows), (1, &vec![2]));
    }
}

#[test]
fn words_for_deaths_and_kinds_and_digits_of_arabic_are_known() {
    for name in ["mortes", "muertes", "Nbre de morts", "Total killed"] {
        let (kept, _) = read(format!("date,lat,lon,type,{name}\n2026-01-02,12,-8,riot,4\n")).unwrap();
        assert_eq!(kept[0].fatalities.best, Some(4), "{name}");
    }
    for kind in ["attack", "Attaque", "ataque"] {
        assert_eq!(
            read(format!("date,lat,lon,type\n2026-01-02,12,-8,{kind}\n")).unwrap().0[0].kind,
            Kind::AttackOnCivilians
        );
    }
    for date in ["٢٠٢٦-٠١-٠٢", "۲۰۲۶/۰۱/۰۲", "\u{200f}٢ يناير ٢٠٢٦", "٢٠٢٦-٠١-٠٢ ١٠:٠٠"]
    {
        let (kept, _) = read(format!("التاريخ,خط العرض,خط الطول\n{date},12,-8\n")).unwrap();
        assert_eq!(kept[0].start, day::parse("2026-01-02").unwrap(), "{date}");
    }
    let error = refused(read("date,lat,lon\n٠٣/٠٤/٢٠٢٦,12,-8\n"));
    assert_eq!(error.at.field.as_deref(), Some("dateOrder"), "{error}");
    let (_, summary) = read("date,lat,lon,type\n2026-01-02,12,-8,Heist\n").unwrap();
    assert!(warns(&summary, "not one of GeoBit's") && !warns(&summary, "no kind is given"), "{:?}", summary.warnings);
}

#[test]
fn coordinates_of_a_feature_in_another_system_are_refused() {
    let crs = r#""crs":{"type":"name","properties":{"name":"EPSG:32630"}}"#;
    let point = r#""type":"Point","coordinates":[1,2]"#;
    let date = r#""properties":{"date":"2026-01-02"}"#;
    for feature in [
        format!(r#"{{"type":"Feature",{crs},{date},"geometry":{{{point}}}}}"#),
        format!(r#"{{"type":"Feature",{date},"geometry":{{{point},{crs}}}}}"#),
    ] {
        let error = refused(read(collection(&[&feature])));
        assert!(error.message.contains("EPSG:32630"), "{error}");
    }
}

#[test]
fn one_column_does_not_hold_three_fields() {
    let error = refused(read("id date lat lon\n1 2026-01-02 12 -8\n"));
    assert_eq!(error.code, Code::BadCsv);
    assert!(error.message.contains("no column for"), "{error}");
    assert!(inspected("id date lat lon\n1 2026-01-02 12 -8\n").mapping.len() <= 1);
}

#[test]
fn years_of_two_digits_may_come_first() {
    let file =
        |dates: &[&str]| dates.iter().fold("date,lat,lon\n".to_string(), |text, date| format!("{text}{date},12,-8\n"));
    for dates in [&["26-04-13"][..], &["26-04-13", "26-04-20"], &["25-12-13", "26-04-20", "26-04-11"]] {
        let error = refused(read(file(dates)));
        assert!(error.message.contains("first or last"), "{error}");
        assert_eq!(error.at.field.as_deref(), Some("dateOrder"));
        assert!(inspected(&file(dates)).doubts.iter().any(|doubt| doubt.contains("first or last")));
    }
    for dates in [&["13-04-26", "20-04-26"][..], &["13/04/26"], &["13-04-26", "31-04-13", "30-06-26"], &["13-04-99"]] {
        let (kept, summary) = read(file(dates)).unwrap();
        assert!(crate::day::format(kept[0].start).ends_with("-04-13"), "{dates:?}");
        assert!(warns(&summary, "two digits"), "{dates:?}");
    }
    let options = ReadOptions { date_order: Some(crate::read::DateOrder::DayFirst), ..ReadOptions::default() };
    let (kept, _) = read_with(options, file(&["13-04-26"]).as_bytes(), usize::MAX).unwrap();
    assert_eq!(day::format(kept[0].start), "2026-04-13");
}

#[test]
fn dates_that_a_spreadsheet_may_have_turned_are_doubted() {
    let file =
        |dates: &[&str]| dates.iter().fold("date,lat,lon\n".to_string(), |text, date| format!("{text}{date},12,-8\n"));
    let turned = file(&["2026-03-04", "25/04/2026", "2026-12-11"]);
    assert!(warns(&read(&turned).unwrap().1, "may have taken the day for the month"));
    assert!(inspected(&turned).doubts.iter().any(|doubt| doubt.contains("two forms")));
    for dates in [&["2026-03-04", "25/04/2026", "2026-12-31"][..], &["2026-03-04", "2026-12-11"], &["25/04/2026"]] {
        assert!(!warns(&read(file(dates)).unwrap().1, "may have taken"), "{dates:?}");
    }
}

#[test]
fn gdelt_before_it_named_its_sources_is_recognised() {
    let mut cells = vec![String::new(); 57];
    for (column, cell) in [(0, "1"), (1, "20130105"), (2, "201301"), (3, "2013"), (26, "190"), (28, "19")] {
        cells[column] = cell.into();
    }
    for (column, cell) in [(49, "4"), (50, "Gao, Mali"), (51, "ML"), (53, "16.27"), (54, "-0.04"), (56, "20130105")] {
        cells[column] = cell.into();
    }
    let (kept, summary) = read(format!("{}\n", cells.join("\t"))).unwrap();
    assert_eq!((summary.layout.as_ref(), kept[0].position), ("gdelt", Some(Position { lon: -0.04, lat: 16.27 })));
    assert_eq!((kept[0].country.as_ref(), kept[0].uncertainty_km), ("Mali", Some(10.0)));
}
