use super::*;

const ROAD: [[f64; 2]; 2] = [[-8.5, 12.64], [-7.48, 11.42]];

fn as_route() -> RoutesOptions {
    RoutesOptions { read_as: ReadAs::Route, file_name: Some("Way south.csv".into()), ..RoutesOptions::default() }
}

#[test]
fn a_list_of_places_is_sites_and_not_a_route() {
    let camps = "name,lat,lon\nSector A,12.64,-8.5\n\nCamp 2,11.42,-7.48\n";
    let file = read(camps);
    assert_eq!((file.routes.len(), site_names(&file)), (0, vec!["Sector A".into(), "Camp 2".into()]));
    assert!(has_doubt(&file, "nothing in it shows an order"), "{:?}", file.doubts);
    let file = read_with(camps, &as_route());
    assert_eq!((lines(&file), file.sites.len()), (vec![("Way south", ROAD.to_vec())], 0));
    assert!(file.doubts.is_empty());
    assert_eq!(read("Camp,Type,Latitude,Longitude\nA1,IDP,12.64,-8.5\nA7,IDP,11.42,-7.48\n").sites.len(), 2);
    assert_eq!(
        read("name,lat,lon\nCamp 1,12.64,-8.5\nCamp 2,11.42,-7.48\n").sites.len(),
        2,
        "a number in a name is no order"
    );
}

#[test]
fn labels_and_columns_show_the_order_of_a_route() {
    for (text, words) in [
        ("name,lat,lon\nA,12.64,-8.5\nB,11.42,-7.48", "labels count them"),
        ("name,lat,lon\nWP01,12.64,-8.5\nWP02,11.42,-7.48", "labels count them"),
        ("nom;lat;lon\n1;12,64;-8,5\n2;11,42;-7,48", "labels count them"),
        ("waypoint,lat,lon\nBamako,12.64,-8.5\nBougouni,11.42,-7.48", "names stops"),
        ("Étape;Latitude;Longitude\nBamako;12,64;-8,5\nBougouni;11,42;-7,48", "names stops"),
        ("parada|latitud|longitud\nBamako|12.64|-8.5\nBougouni|11.42|-7.48", "names stops"),
        ("name,seq,lat,lon\nBougouni,2,11.42,-7.48\nBamako,1,12.64,-8.5", "numbers them"),
        ("name,km,lat,lon\nBamako,0,12.64,-8.5\nBougouni,150,11.42,-7.48", "grow"),
        ("الاسم,خط العرض,خط الطول,الترتيب\nباماكو,12.64,-8.5,1\nبوغوني,11.42,-7.48,2", "numbers them"),
        ("lat,lon\n12.64,-8.5\n11.42,-7.48", "no names"),
        ("name,time,lat,lon\nBamako,08:00,12.64,-8.5\nBougouni,10:30,11.42,-7.48", "times of day"),
    ] {
        let file = read(text);
        assert_eq!(lines(&file), [("Route", ROAD.to_vec())], "{text}");
        assert!(has_doubt(&file, words), "{text}: {:?}", file.doubts);
        let sites = RoutesOptions { read_as: ReadAs::Sites, ..RoutesOptions::default() };
        assert_eq!(read_with(text, &sites).sites.len(), 2, "{text}");
    }
}

#[test]
fn tables_are_read_with_the_separators_and_numbers_of_all_countries() {
    for text in [
        "\u{feff}latitude;longitude\r\n12,64;-8,5\r\n11,42;-7,48\r\n;\r\n",
        "sep=;\nlatitude;longitude\n12,64;\u{2212}8,5\n11,42;\u{2212}7,48",
        "\"sep=\t\"\nlng\tlat\n-8.5\t12.64\n-7.48\t+11.42",
        "lon,lat\n\"-8,5\",\"12,64\"\n\"-7,48\",\"11,42\"",
        " X \t Y \n-8.5\t12.64\n-7.48\t11.42\n",
        "lat,lon,ele\n12°38'24\"N,8°30'0\"W,300\n11°25.2'N,7°28.8'W,300",
        "GPS latitude|GPS longitude\rN 12°38'24|O 8°30'\r11.42° N|7.48° W\r",
        "coordonnees\n\"12.64, -8.5\"\n\"11.42, -7.48\"",
    ] {
        let file = read(text);
        let found = &lines(&file)[0].1;
        assert_eq!(found.len(), 2, "{text}");
        for (found, expected) in found.iter().flatten().zip(ROAD.as_flattened()) {
            assert!((found - expected).abs() < 1e-9, "{text}: {found}");
        }
    }
}

#[test]
fn a_track_is_put_into_the_order_of_its_times() {
    let rows: Vec<String> =
        (0..20).map(|i| format!("{},2026-03-01,08:{:02}:00,{},{}\n", i, i, 12.0 + 0.01 * f64::from(i), -8)).collect();
    let header = "id,date,time,lat,lon\n";
    let file = read(&(header.to_string() + &rows.concat()));
    assert_eq!(
        (file.routes[0].line.len(), file.routes[0].properties["kind"].as_str(), file.doubts.len()),
        (20, Some("track"), 0)
    );
    let backwards: String = rows.iter().rev().cloned().collect();
    let sorted = read(&(header.to_string() + &backwards));
    assert_eq!(sorted.routes[0].line, file.routes[0].line);
    assert!(has_doubt(&sorted, "not in the order of their times"), "{:?}", sorted.doubts);
    let without_fix = read(&(header.to_string() + &rows.concat() + "20,2026-03-01,08:20:00,,\n"));
    assert!(
        without_fix.routes[0].line.len() == 20
            && has_doubt(&without_fix, "Rows without a place that were left out: 22."),
        "{:?}",
        without_fix.doubts
    );
}

#[test]
fn incidents_are_never_a_route() {
    let apart: String =
        (0..20).map(|i| format!("2026-03-{:02} 08:00,{},{}\n", i + 1, 12.0 + 0.01 * f64::from(i), -8)).collect();
    for text in [
        "id,start,lon,lat,kind\n1,2026-01-02,-8,12.6,armedClash\n2,2026-01-03,-8.1,12.6,abduction".to_string(),
        "codigo;data;latitude;longitude;tipo;mortos\n1;2026-01-04;-11,35;40,35;emboscada;3".into(),
        "fecha,latitud,longitud,muertos\n04/01/2026,1,2,3".into(),
        "التاريخ,خط العرض,خط الطول,قتلى\n2026-01-04,1,2,3".into(),
        "lieu;latitude;longitude;tués\nGao;16,2;0,1;4".into(),
        "when,lat,lon\n2026-01-04,1,2\n2026-01-05,3,4".into(),
        format!("timestamp,lat,lon\n{apart}"),
    ] {
        let error = refusal(&text);
        assert!(error.code == Code::BadRoute && error.message.contains("list of incidents"), "{text:.80}: {error}");
        assert!(
            read_routes(text.as_bytes(), &RoutesOptions { read_as: ReadAs::Sites, ..as_route() }).is_ok(),
            "{text:.80}"
        );
    }
}

#[test]
fn a_table_can_hold_several_routes() {
    let shapes = "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\nnorth,12,-8,1\nsouth,11,-8,1\nsouth,10,-8,2\nnorth,13,-8,2\n";
    assert_eq!(
        lines(&read(shapes)),
        [("north", vec![[-8.0, 12.0], [-8.0, 13.0]]), ("south", vec![[-8.0, 11.0], [-8.0, 10.0]])]
    );
    let wkt = "id;name;wkt\n1;RN7;LINESTRING (-8.5 12.64, -7.48 11.42)\n2;Camp;POINT (1 2)\n3;;\n";
    let file = read(wkt);
    assert_eq!((lines(&file), site_names(&file)), (vec![("RN7", ROAD.to_vec())], vec!["Camp".to_string()]));
    assert!(has_doubt(&file, "Row 4 has no geometry"), "{:?}", file.doubts);
}

#[test]
fn a_bad_row_is_named() {
    for (rows, words, row) in [
        ("a,1,2\nb,x,3", "Row 3 (b) has in \"x\" no longitude", 3),
        ("a,1,2\n\nb,1,", "Row 4 (b) has no latitude", 4),
        ("a,1,2\nb,3", "Row 3 (b) has no latitude", 3),
        ("a,1,2\n,0x10,3", "Row 3 has in \"0x10\" no longitude", 3),
        ("a,1,2\nb,1,95", "Row 3 (b): the place has latitude 95", 3),
        ("a,1,2\n\"b,3,4", "Row 3 is never closed", 3),
        ("a,1,2\nb,-8,01,12,5", "Row 3 has 5 cells, and the header has 3", 3),
        ("a,1,2\nb\"x,3,4\nc,\"5,6\nd,7,8\n\"e\",9,1", "swallows the rows below", 4),
        ("a,1,2\nb,\"7.684.833.333\",4", "\"7.684.833.333\"", 3),
    ] {
        let error = refusal(&format!("name,lon,lat\n{rows}"));
        let words = words.replace("Row 3 is never", "line 3 is never");
        assert!(error.message.contains(&words), "{rows}: {error}");
        assert_eq!((error.code, error.at.row), (Code::BadRoute, Some(row)), "{rows}");
    }
    let error = refusal("name,lon,lat\na,1,2\nb,x,3");
    assert_eq!(error.at.field.as_deref(), Some("lon"));
    assert!(refusal("name,lon,lat\n").message.contains("no row with a place"));
    assert!(refusal("-8.5,12.64\n-7.48,11.42").message.contains("no names of columns"));
    assert!(
        refusal("name,town\na,b")
            .message
            .contains("no columns for latitude and longitude; its first line has \"name\", \"town\"")
    );
    let stops = "stop,lat,lon\nA,1,2\nB,,\nC,3,4";
    assert!(refusal(stops).message.contains("Row 3 has no latitude and no longitude"));
    let camps = read("name,lat,lon\nCamp X,1,2\nCamp Y,,\nCamp Z,3,4");
    assert!(
        camps.sites.len() == 2 && has_doubt(&camps, "Rows without a place that were left out: 3."),
        "{:?}",
        camps.doubts
    );
    let null = read("name,lat,lon\nCamp X,1,2\nCamp Y,0,0");
    assert!(null.sites.len() == 1 && has_doubt(&null, "Points at exactly 0°/0°"), "{:?}", null.doubts);
}

#[test]
fn well_known_text_is_read() {
    for text in [
        "LINESTRING(-8.5 12.64, -7.48 11.42)",
        "srid=4326; linestring z (-8.5 12.64 300, -7.48 11.42 300);",
        "MULTILINESTRING ((-8.5 12.64, -7.48 11.42))",
        "GEOMETRYCOLLECTION (POINT EMPTY, LINESTRING (-8.5 12.64, -7.48 11.42))",
    ] {
        assert_eq!(lines(&read(text)), [("Route", ROAD.to_vec())], "{text}");
    }
    let file = read("POINT (1 2)\nPOLYGON ((0 0, 1 0, 1 1, 0 0))\nLINESTRING (-8.5 12.64, -7.48 11.42)");
    assert_eq!((file.sites.len(), file.routes.len()), (2, 1));
    for (text, vertex, words) in [
        ("LINESTRING (1 2, 3 x)", Some(1), "\"3 x\""),
        ("LINESTRING (1,5 2, 3 4)", Some(0), "\"1\""),
        ("LINESTRING (1 2, 3 95)", Some(1), "latitude 95"),
        ("LINESTRING (1 2, 3 4", None, "well-known text"),
        ("LINESTRING (1 2, 3 4) LINESTRING (5 6, 7 8)", None, "well-known text"),
        ("SRID=3857;POINT (1 2)", None, "\"3857\""),
        ("POINT EMPTY", None, "holds no track"),
    ] {
        let (message, found) = refused_vertex(text);
        assert!(message.contains(words) && found == vertex, "{text}: {message} {found:?}");
    }
    assert_eq!(refusal("POINT (1 2)\nPOINT (1 95)").at.row, Some(2));
}

/// Nine vertices from 12.639° N 8.003° W, with 5 digits.
const ENCODED: &str = r"wpclAvazo@bi\_|Bbi\_|Bbi\_|Bbi\_|Bbi\_|Bbi\_|Bbi\_|Bbi\_|B";

fn digits(digits: u8) -> RoutesOptions {
    RoutesOptions { digits: Some(digits), ..RoutesOptions::default() }
}

#[test]
fn polylines_are_read_with_the_digits_that_fit() {
    let reference = "_p~iF~ps|U_ulLnnqC_mqNvxq`@";
    let expected = vec![[-120.2, 38.5], [-120.95, 40.7], [-126.453, 43.252]];
    assert_eq!(lines(&read_with(reference, &digits(5)))[0].1, expected);
    assert_eq!(lines(&read_with("_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI", &digits(6)))[0].1, expected);
    let six = read("_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI");
    assert_eq!(
        (lines(&six)[0].1.clone(), six.routes.len(), six.doubts.len()),
        (expected, 1, 0),
        "with 5 digits it is no place on Earth"
    );
    for text in [format!("\"{ENCODED}\"\n"), format!("'{ENCODED}',"), format!("  {ENCODED}  ")] {
        assert_eq!(read(&text).routes[0].line.len(), 9, "{text}");
    }
    assert_eq!(read_with(&format!("{ENCODED}\n{ENCODED}"), &digits(5)).routes.len(), 2);
    let wrapped = format!("{}\n{}\n", &ENCODED[..20], &ENCODED[20..]);
    assert_eq!(read_with(&wrapped, &digits(5)).routes[0].line.len(), 9);
    let doubled = ENCODED.replace('\\', "\\\\");
    let file = read_with(&doubled, &digits(5));
    assert_eq!(file.routes[0].line, read_with(ENCODED, &digits(5)).routes[0].line);
    assert!(has_doubt(&file, "every backslash twice"), "{:?}", file.doubts);
}

#[test]
fn polylines_may_have_altitudes() {
    // Written by hand: each number is doubled, negative ones are inverted, and five bits make a letter.
    let encode = |numbers: &[i64]| -> String {
        let letters = |number: &i64| {
            let mut rest = if *number < 0 { !(number << 1) } else { number << 1 };
            let mut text = String::new();
            while rest >= 32 {
                text.push(char::from(((rest & 31) | 32) as u8 + 63));
                rest >>= 5;
            }
            text.push(char::from(rest as u8 + 63));
            text
        };
        numbers.iter().map(letters).collect()
    };
    let text = encode(&[1_263_900, -800_300, 35_000, -900, 100, -50, -900, 100, 120, -900, 100, 0]);
    let file = read_with(&text, &digits(5));
    assert_eq!(lines(&file)[0].1, [[-8.003, 12.639], [-8.002, 12.63], [-8.001, 12.621], [-8.0, 12.612]]);
    assert!(has_doubt(&file, "altitude"), "{:?}", file.doubts);
}

#[test]
fn what_is_wrong_with_a_polyline_is_named() {
    for (text, words) in [
        (format!("{}!{}", &ENCODED[..20], &ENCODED[20..]), "letter 21 is \"!\""),
        (ENCODED[..ENCODED.len() - 1].to_string() + "_", "ends within a number"),
        (format!("{ENCODED}?"), "without its longitude"),
        ("~~~~~~~~~~~~~~".into(), "too large for degrees"),
    ] {
        let (message, _) = refused_vertex(&text);
        assert!(message.contains(words), "{text}: {message}");
    }
    let error = read_routes(b"_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI", &digits(5)).unwrap_err();
    assert!(error.message.contains("with 5 digits, vertex 0 is at latitude 385"), "{error}");
    assert_eq!(read_routes(b"x", &digits(7)).unwrap_err().at.field.as_deref(), Some("digits"));
}
