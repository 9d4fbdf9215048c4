//! What a file is, where its first bytes alone do not tell.

use super::*;
use crate::read::inspect::{Inspection, KindOfFile, inspect};

fn inspected(bytes: &[u8]) -> Inspection {
    inspect(bytes, true, &ReadOptions::default()).unwrap()
}

/// The first file of the archive links to the second; the readers of routes follow that.
#[test]
fn a_kmz_whose_links_point_into_itself_holds_routes() {
    let kmz = include_bytes!("../../../tests/fixtures/field/37-linked-inside.kmz");
    let inspection = inspected(kmz);
    assert_eq!((inspection.kind_of_file, inspection.format.as_str()), (KindOfFile::Routes, "kml"));
    assert!(inspection.doubts.is_empty(), "{:?}", inspection.doubts);
}

#[test]
fn a_geometry_by_itself_is_a_route() {
    let inspection = inspected(br#"{"type":"LineString","coordinates":[[-8,12],[-7,11]]}"#);
    assert_eq!((inspection.kind_of_file, inspection.doubts.len()), (KindOfFile::Routes, 0));
}

#[test]
fn json_of_more_than_a_megabyte_is_looked_at_as_a_whole() {
    let line: String = (0..90_000).map(|i| format!("[{:.6},12.{i:06}],", f64::from(i) / 10_000.0)).collect();
    let route = format!(r#"{{"type":"LineString","coordinates":[{}[9.5,1]]}}"#, line);
    assert!(route.len() > 1 << 20);
    assert_eq!(inspected(route.as_bytes()).kind_of_file, KindOfFile::Routes);
    let record = r#"{"date":"2026-01-02","lon":1,"lat":2,"kind":"riot"},"#.repeat(30_000);
    let incidents = format!(" [{}]", record.trim_end_matches(','));
    assert!(incidents.len() > 1 << 20);
    let inspection = inspected(incidents.as_bytes());
    assert_eq!((inspection.kind_of_file, inspection.columns.len()), (KindOfFile::Incidents, 4));
}

#[test]
fn what_nothing_can_be_read_from_is_told_once() {
    for bytes in [&b"<!DOCTYPE html><html></html>"[..], b"", b"{\"type\":\"Topology\"}"] {
        let inspection = inspected(bytes);
        assert_eq!(inspection.kind_of_file, KindOfFile::Unknown);
        assert_eq!(inspection.doubts.len(), 1, "{:?}", inspection.doubts);
    }
}
