use super::*;

fn point(lat: &str, lon: &str, element: &str) -> String {
    format!("<{element} lat=\"{lat}\" lon=\"{lon}\"><ele>350</ele><name>not this</name></{element}>")
}

fn track(points: &str) -> String {
    format!("<gpx><trk><name>RN7</name><trkseg>{points}</trkseg></trk></gpx>")
}

fn kml_line(coordinates: &str) -> String {
    format!(
        "<kml><Placemark><name>RN7</name><LineString><coordinates>{coordinates}</coordinates></LineString></Placemark></kml>"
    )
}

#[test]
fn tracks_routes_and_waypoints_of_a_gpx_are_read_with_their_names() {
    let (trk, rte) = (|lat, lon| point(lat, lon, "trkpt"), |lat, lon| point(lat, lon, "rtept"));
    let gpx = format!(
        "<?xml version=\"1.0\"?><g:gpx xmlns:g=\"http://www.topografix.com/GPX/1/0\" version=\"1.0\"><metadata><name>file</name></metadata>
         <wpt lat=\"9\" lon=\"9\"><name>camp</name><sym>Flag</sym></wpt>
         <rte><name><![CDATA[By <river>]]></name>{}{}</rte>
         <trk><name> To &lt;Sikasso&gt;&#x20;</name><trkseg>{}{}</trkseg><trkseg/><trkseg>{}</trkseg></trk>
         <trk><trkseg/></trk></g:gpx>",
        rte("1", "2"),
        rte("3", "4"),
        trk("1", "2"),
        trk(" 3.5 ", "-4e0"),
        trk("5", "6"),
    );
    let file = read(&gpx);
    assert_eq!(
        lines(&file),
        [("To <Sikasso>", vec![[2.0, 1.0], [-4.0, 3.5], [6.0, 5.0]]), ("By <river>", vec![[2.0, 1.0], [4.0, 3.0]])]
    );
    assert_eq!(site_names(&file), ["camp"]);
    assert!(has_doubt(&file, "a gap, joined by a straight line: 1122.4 km after vertex 1"), "{:?}", file.doubts);
    assert!(has_doubt(&file, "(“By <river>”) of 2 vertices"), "{:?}", file.doubts);
}

#[test]
fn shaping_points_stand_between_the_points_of_a_route() {
    let gpx = "<gpx><rte><rtept lat=\"1\" lon=\"1\"><extensions><gpxx:RoutePointExtension><gpxx:rpt lat=\"1,5\" lon=\"1\"/>\
               </gpxx:RoutePointExtension></extensions></rtept><rtept lat=\"2\" lon=\"1\"/></rte></gpx>";
    assert_eq!(lines(&read(gpx))[0].1, [[1.0, 1.0], [1.0, 1.5], [1.0, 2.0]]);
}

#[test]
fn a_track_with_one_place_is_no_route() {
    let two = point("1", "2", "trkpt").repeat(2);
    assert!(refusal(&track(&two)).message.contains("The track “RN7” has one place only"));
    let file = read(&format!(
        "<gpx><trk><trkseg>{two}</trkseg></trk><trk><trkseg>{two}{}</trkseg></trk></gpx>",
        point("3", "4", "trkpt")
    ));
    assert!(file.routes.len() == 1 && has_doubt(&file, "one place only"), "{:?}", file.doubts);
}

#[test]
fn receivers_without_a_fix_do_not_lead_a_track_to_null_island() {
    let points =
        [("12.6", "-8"), ("0", "0"), ("12.5", "-8"), ("0.0", "0.0")].map(|(lat, lon)| point(lat, lon, "trkpt"));
    let file = read(&track(&points.concat()));
    assert_eq!(lines(&file)[0].1, [[-8.0, 12.6], [-8.0, 12.5]]);
    assert!(has_doubt(&file, "2 of its 4 vertices at exactly 0°/0° (the first is vertex 1)"), "{:?}", file.doubts);
    let near = [("0.1", "0"), ("0", "0"), ("-0.1", "0")].map(|(lat, lon)| point(lat, lon, "trkpt"));
    assert_eq!(read(&track(&near.concat())).routes[0].line.len(), 3);
}

#[test]
fn a_coordinate_that_is_no_number_is_refused_with_its_vertex() {
    for bad in ["12,5.5", "", "0x1", "1.2.3", "12.5E", "\u{202e}x"] {
        let (message, vertex) = refused_vertex(&track(&(point("1", "2", "trkpt") + &point(bad, "2", "trkpt"))));
        assert!(
            vertex == Some(1) && message.contains("The track “RN7”: vertex 1 has the latitude"),
            "{bad}: {message}"
        );
        assert!(!message.contains('\u{202e}'));
    }
    let (message, _) = refused_vertex(&track("<trkpt lat=\"1\" lon=\"2\"/><trkpt lon=\"1\"/>"));
    assert!(message.contains("vertex 1 has no latitude"), "{message}");
    assert!(refused_vertex(&kml_line("1,2 3,95")).0.contains("vertex 1 has latitude 95"));
    assert!(refused_vertex(&kml_line("1,2 181,5")).0.contains("vertex 1 has longitude 181"));
    assert!(refused_vertex(&kml_line("1,2 612345,1398765")).0.contains("metres of a projected"));
    assert_eq!(refused_vertex(&kml_line("1,2 3;4")).1, Some(1));
    assert_eq!(refused_vertex(&kml_line("1,2 3")).1, Some(1));
    assert_eq!(
        read(&track(&(point("12.5N", "8°30'W", "trkpt") + &point("1", "2", "trkpt")))).routes[0].line[0].lon,
        -8.5
    );
}

#[test]
fn lines_tracks_points_and_polygons_of_placemarks_are_read() {
    let kml = "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><name>file</name><Folder><name>folder</name>
        <Placemark><name>Road</name><MultiGeometry><LineString><coordinates>
          1,2,300\n\t3,4 </coordinates></LineString><Point><coordinates>9,9</coordinates></Point>
          <LineString><coordinates>5,6 7,8</coordinates></LineString></MultiGeometry></Placemark>
        <Placemark><name>Joined</name><MultiGeometry><LineString><coordinates>1,1 2,2</coordinates></LineString>
          <LineString><coordinates>2,2 3,3</coordinates></LineString></MultiGeometry></Placemark>
        <Placemark><name>Area</name><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,0</coordinates></LinearRing></outerBoundaryIs>
          <innerBoundaryIs><LinearRing><coordinates>2,0.5 3,1 3,2 2,0.5</coordinates></LinearRing></innerBoundaryIs></Polygon></Placemark>
        <Placemark><gx:MultiTrack><gx:Track><when>2026</when><gx:coord>1 2 0</gx:coord><gx:coord/></gx:Track>
          <gx:Track><gx:coord>3 4 0</gx:coord></gx:Track></gx:MultiTrack></Placemark>
        </Folder></Document></kml>";
    let file = read(kml);
    assert_eq!(
        lines(&file),
        [
            ("Road", vec![[1.0, 2.0], [3.0, 4.0]]),
            ("Road", vec![[5.0, 6.0], [7.0, 8.0]]),
            ("Joined", vec![[1.0, 1.0], [2.0, 2.0], [2.0, 2.0], [3.0, 3.0]]),
            ("Route 4", vec![[1.0, 2.0], [3.0, 4.0]]),
        ]
    );
    assert_eq!(site_names(&file), ["Road", "Area"]);
    assert!(file.sites[1].to_string().contains("[[[0.0,0.0],[4.0,0.0],[4.0,4.0],[0.0,0.0]],[[2.0,0.5]"));
    assert!(has_doubt(&file, "that were left out: 1") && has_doubt(&file, "a gap, joined"), "{:?}", file.doubts);
}

#[test]
fn tuples_are_read_wherever_people_put_blanks_and_commas() {
    let road = vec![[-8.0, 12.5], [-7.5, 12.0], [-7.0, 11.5]];
    for text in [
        "-8,12.5 -7.5,12 -7,11.5",
        "-8,12.5,0,-7.5,12,0,-7,11.5,0",
        "-8,12.5,-7.5,12,-7,11.5",
        "-8, 12.5, 300\n-7.5, 12, 300\n-7, 11.5, 300",
        "-8 ,12.5 -7.5 , 12 -7,11.5,",
        "-8,12.5,350,-7.5,12,360,-7,11.5,370",
    ] {
        assert_eq!(lines(&read(&kml_line(text)))[0].1, road, "{text}");
    }
    let (message, vertex) = refused_vertex(&kml_line("-8,5,12,6 -7,9,12,4"));
    assert!(vertex == Some(0) && message.contains("4 numbers are joined by commas"), "{message}");
    let (message, vertex) = refused_vertex(&kml_line("1,2 1,2,3,4,5,6"));
    assert!(vertex == Some(1) && message.contains("6 numbers are joined by commas (\"1,2,3,4,5,6\")"), "{message}");
}

#[test]
fn links_are_not_followed_outside_of_the_archive() {
    let link = "<NetworkLink><Link><href>http://example.org/x.kml</href></Link></NetworkLink>";
    assert!(refusal(&format!("<kml>{link}</kml>")).message.contains("only links to other files"));
    let line = kml_line("1,2 3,4");
    let file = read(&line.replace("</kml>", &format!("{link}</kml>")));
    assert!(has_doubt(&file, "which are not fetched: 1, the first to"), "{:?}", file.doubts);
}

#[test]
fn laps_of_a_training_file_are_one_route_and_course_points_are_sites() {
    let place = |lat, lon| {
        format!(
            "<Position><LatitudeDegrees>{lat}</LatitudeDegrees><LongitudeDegrees>{lon}</LongitudeDegrees></Position>"
        )
    };
    let tcx = format!(
        "<TrainingCenterDatabase><Activities><Activity Sport=\"Other\"><Id>2026-03-01</Id><Lap><Track><Trackpoint>{}</Trackpoint>\
         <Trackpoint><HeartRateBpm/></Trackpoint></Track></Lap><Lap><Track><Trackpoint>{}</Trackpoint></Track></Lap></Activity></Activities>\
         <Courses><Course><Name>C</Name><CoursePoint><Name>Ford</Name>{}</CoursePoint></Course></Courses></TrainingCenterDatabase>",
        place(1.0, 2),
        place(1.001, 2),
        place(5.0, 6),
    );
    let file = read(&tcx);
    assert_eq!(lines(&file), [("2026-03-01", vec![[2.0, 1.0], [2.0, 1.001]])]);
    assert_eq!(site_names(&file), ["Ford"]);
    assert!(has_doubt(&file, "points with a time alone that were left out: 1"), "{:?}", file.doubts);
}

#[test]
fn what_is_no_well_formed_xml_is_refused_with_its_line() {
    for text in [
        "<gpx>",
        "<gpx></kml>",
        "<gpx/><gpx/>",
        "<gpx/>more",
        "<gpx a=1/>",
        "<gpx a=\"1\" a=\"2\"/>",
        "<gpx>&nbsp;</gpx>",
        "<gpx>&#0;</gpx>",
        "<gpx><!-- -- --></gpx>",
        "<gpx a=\"&b;\"/>",
        "<gpx",
        "<gpx><trk",
        "<?xml?>",
    ] {
        let error = refusal(text);
        assert_eq!(error.code, Code::BadRoute, "{text}: {error}");
        assert!(error.message.contains("not well-formed XML"), "{text}: {error}");
    }
    assert_eq!(refusal("<gpx>\n\n<a></b></gpx>").at.row, Some(3));
    assert!(refusal("<!DOCTYPE gpx [<!ENTITY a \"b\">]><gpx>&a;</gpx>").message.contains("document type"));
    assert!(refusal("<gpx><!DOCTYPE gpx></gpx>").message.contains("document type"));
    assert!(refusal("<constructor/>").message.contains("outermost element of this XML is <constructor>"));
    for page in ["<!DOCTYPE html><html>", "<html><body>"] {
        assert!(refusal(page).message.contains("web page"), "{page}");
    }
}

#[test]
fn elements_may_be_nested_as_deep_as_folders_are_and_no_deeper() {
    let folders = |count: usize| format!("<kml>{}{}</kml>", "<Folder>".repeat(count), "</Folder>".repeat(count));
    assert!(refusal(&folders(90)).message.contains("holds no track"));
    assert!(refusal(&folders(1_000_000)).message.contains("nested more than 100 deep"));
}
