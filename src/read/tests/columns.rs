//! Which column holds what: several that may hold the same, and parts of coordinates that stand apart.

use super::*;
use crate::read::inspect::inspect;

/// Returns the position of the first incident.
fn place(text: &str) -> (f64, f64) {
    let (kept, _) = read(text).unwrap();
    let Position { lon, lat } = kept[0].position.unwrap();
    ((lat * 1e4).round() / 1e4, (lon * 1e4).round() / 1e4)
}

fn doubts(text: &str) -> String {
    inspect(text.as_bytes(), true, &ReadOptions::default()).unwrap().doubts.join("\n")
}

#[test]
fn minutes_and_seconds_in_columns_of_their_own_are_read() {
    for text in [
        "date,lat_deg,lat_min,lon_deg,lon_min\n2026-01-02,12,39,-8,59\n",
        "date,latitude_degrees,latitude_minutes,longitude_degrees,longitude_minutes\n2026-01-02,12,39.0,-8,59\n",
        "date,lat_min,lat_deg,lon_min,lon_deg\n2026-01-02,39,12,-59,-8\n",
        "date;Latitude (degrés);Latitude (minutes);Latitude (secondes);N/S;Longitude (degrés);Longitude (minutes);Longitude (secondes);E/W\n\
         2026-01-02;12;38;60,0;N;8;59;0;W\n",
        "date,lat,lat_m,lat_ns,lon,lon_m,lon_ew\n2026-01-02,12,39,N,8,59,W\n",
        "date,lat,lat_dir,lon,lon_dir\n2026-01-02,12.65,N,8.983333,W\n",
    ] {
        let text = text.replace("38;60,0", "39;0,0");
        assert_eq!(place(&text), (12.65, -8.9833), "{text}");
    }
    let (kept, _) = read("date,lat_deg,lat_min,lon_deg,lon_min\n2026-01-02,12,30,-0,30\n2026-01-03,,,,\n").unwrap();
    assert_eq!((kept[0].position, kept[1].position), (Some(Position { lon: -0.5, lat: 12.5 }), None));
    // A person may name the column of the degrees.
    let file = "date,lat_deg,lat_min,lon_deg,lon_min\n2026-01-02,12,30,-8,30\n";
    let (kept, _) = mapped(&[("lat", "lat_deg"), ("lon", "lon_deg")], file).unwrap();
    assert_eq!(kept[0].position, Some(Position { lon: -8.5, lat: 12.5 }));
    for bad in ["12,75,-8,30", "12.5,30,-8,30", ",30,-8,30"] {
        refused(read(format!("date,lat_deg,lat_min,lon_deg,lon_min\n2026-01-02,{bad}\n")));
    }
    let record = r#"[{"date":"2026-01-02","lat_deg":12,"lat_min":30,"lon_deg":-8,"lon_min":30}]"#;
    assert_eq!(place(record), (12.5, -8.5));
}

#[test]
fn two_columns_with_different_places_are_refused() {
    for text in [
        "date,lat,lon,lat\n2026-01-02,12,-8,13\n",
        "date,origin_lat,origin_lon,incident_lat,incident_lon\n2026-01-02,12,-8,13,-9\n",
        "date,start_lat,start_lon,end_lat,end_lon\n2026-01-02,12,-8,13,-9\n",
        "date,lat_min,lat_max,lon_min,lon_max\n2026-01-02,12,13,-9,-8\n",
        "date,lat,lon,latitude,longitude\n2026-01-02,,,12.6,-8\n",
        "date,gps_depart,gps_arrivee\n2026-01-02,12.6 -8,13 -8\n",
        r#"[{"date":"2026-01-02","from_lat":12,"from_lon":-8,"to_lat":13,"to_lon":-9}]"#,
    ] {
        let error = refused(read(text));
        assert!(error.message.contains("different places") && error.message.contains("mapping"), "{text}: {error}");
        assert!(doubts(text).contains("different places"), "{text}: {}", doubts(text));
    }
    let error = refused(read("date,lat,lon,lat\n2026-01-02,12,-8,12\n2026-01-02,12,-8,13\n"));
    assert_eq!((error.at.row, error.at.field.as_deref()), (Some(3), Some("lat")));
    assert!(error.message.contains("\"lat\" (column 2) and \"lat\" (column 4)"), "{error}");
    // A mapping answers, and what says the same place is no question.
    let file = "date,lat,lon,latitude,longitude\n2026-01-02,,,12.6,-8\n";
    assert!(mapped(&[("lat", "latitude"), ("lon", "longitude")], file).unwrap().0[0].position.is_some());
    for text in [
        "date,lat,lon,latitude,longitude\n2026-01-02,12.6,-8,12.601,-8.0\n",
        "date,lat,lon,latitude,longitude\n2026-01-02,12.6,-8,,\n",
        "date,lat,lon,x,y\n2026-01-02,12.6,-8,612000,1390000\n",
        "date,lat,lon,gps\n2026-01-02,12.6,-8,13 -9\n",
    ] {
        assert!(read(text).unwrap().1.warnings.iter().all(|warning| !warning.reason.contains("columns")), "{text}");
    }
    // The place of a feature is its geometry.
    let feature = r#"{"type":"Feature","properties":{"date":"2026-01-02","from_lat":1,"to_lat":2},"geometry":{"type":"Point","coordinates":[1,2]}}"#;
    assert_eq!(read(feature).unwrap().0[0].position, Some(Position { lon: 1.0, lat: 2.0 }));
}

#[test]
fn two_columns_with_other_days_or_deaths_are_told() {
    for (text, names) in [
        ("date,date,lat,lon,kind\n2026-01-02,2026-01-03,12,-8,riot\n", ["\"date\" (column 1)", "\"date\" (column 2)"]),
        (
            "date,lat,lon,kind,deaths,deaths\n2026-01-02,12,-8,riot,1,5\n",
            ["\"deaths\" (column 5)", "\"deaths\" (column 6)"],
        ),
        ("date,lat,lon,kind,deaths,killed\n2026-01-02,12,-8,riot,,5\n", ["\"deaths\"", "\"killed\""]),
        (
            "date_attaque,date_liberation,lat,lon,kind\n2026-01-02,2026-01-09,12,-8,riot\n",
            ["\"date_attaque\"", "\"date_liberation\""],
        ),
    ] {
        let (kept, summary) = read(text).unwrap();
        assert_eq!(kept[0].start, crate::day::parse("2026-01-02").unwrap());
        let warning = &summary.warnings[0].reason;
        assert!(names.iter().all(|name| warning.contains(name)) && warning.contains("mapping"), "{warning}");
        assert!(doubts(text).contains(names[1]), "{text}: {}", doubts(text));
    }
    let same = "date,date,lat,lon,kind,deaths,killed\n2026-01-02,2026-01-02,12,-8,riot,5,5\n";
    assert!(read(same).unwrap().1.warnings.is_empty());
}
