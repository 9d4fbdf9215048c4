//! What surrounds the rows: lines, quotes, text encodings, files that are no data.

use super::*;

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
fn only_the_first_line_decides_the_delimiter() {
    let (kept, _) = read("start,lon,lat,place\n2026-01-01,1,2,a;b;c;d;e;f\n2026-01-01,1,2,\"a;b;c;d\"\n").unwrap();
    assert_eq!((kept.len(), kept[0].place.as_ref()), (2, "a;b;c;d;e;f"));
}

#[test]
fn a_first_line_without_an_end_is_refused() {
    let error = refused(read("x".repeat(1 << 21)));
    assert_eq!((error.code, error.at.row), (Code::BadCsv, Some(1)));
    assert_eq!(refused(read_with(ReadOptions::default(), "x".repeat(1 << 21).as_bytes(), 1 << 16)), error);
}

#[test]
fn a_row_that_swallows_others_says_so() {
    let (_, summary) =
        read("start,lon,lat\n2026-01-01,1,2\n2026-01-01,1,\"2\n2026-01-01,1,2\n2026-01-01,\"1\",2\n").unwrap();
    assert_eq!(summary.rejections[0].row, 3);
    assert!(summary.rejections[0].reason.contains("runs to line 5"), "{}", summary.rejections[0].reason);
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

#[test]
fn rows_are_counted_while_a_file_is_read() {
    let mut reader = Reader::new(ReadOptions::default()).unwrap();
    reader.push(b"start,lon,lat\n", &mut |_| {}).unwrap();
    reader.push("2026-01-01,1,2\n".repeat(100).as_bytes(), &mut |_| {}).unwrap();
    reader.push(b"2026-01-01,1,2\n2026-01", &mut |_| {}).unwrap();
    assert_eq!(reader.rows(), 101);
}
