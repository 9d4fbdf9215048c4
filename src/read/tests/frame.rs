//! What surrounds the rows: lines, quotes, text encodings, files that are no data.

use super::*;

#[test]
fn rejected_rows_are_named_by_the_line_they_start_on() {
    let text = "id,start,lon,lat,headline\r\n1,2026-01-01,-8,12,\"two\r\nlines\"\r\n\r\n2,never,-8,12,\"also\r\ntwo\"\r\n3,2026-01-01,-8,12\r\n";
    let (kept, summary) = read(text).unwrap();
    assert_eq!(kept.len(), 2);
    assert_eq!((summary.rows, summary.rejected, summary.rejections[0].row), (3, 1, 5));
    let short = summary.warnings.iter().find(|warning| warning.reason.contains("last cells")).unwrap();
    assert_eq!(short.rows, [7]);
}

#[test]
fn a_row_without_a_needed_cell_or_with_too_many_is_rejected() {
    let (kept, summary) =
        read("id,start,lon,lat\n1,2026-01-01,-8,12,,\n2,2026-01-01,-8\n3,2026-01-01,-8,12,x\n").unwrap();
    assert_eq!((kept.len(), summary.rejected), (1, 2));
    assert!(summary.rejections[0].reason.contains("lat is empty"), "{}", summary.rejections[0].reason);
    assert!(summary.rejections[0].reason.ends_with("the row has 3 fields where the header has 4"));
    assert_eq!(summary.rejections[1].reason, "the row has 5 fields where the header has 4");
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
fn a_quote_that_is_never_closed_swallows_no_rows() {
    let header = "id,start,lon,lat,notes\n";
    let row = |id: u32| format!("{id},2026-01-01,1,2,note {id}\n");
    let open = |id: u32| format!("{id},2026-01-01,1,2,\"note {id}\n");
    for (text, rows, warned) in [
        // Closed by the quote of a later row, or by none.
        ([header, &row(1), &open(2), &row(3), &open(4), &row(5)].concat(), 5, vec![3, 5]),
        ([header, &row(1), &open(2), &row(3), &row(4)].concat(), 4, vec![3]),
        (
            [header, &open(1), &row(2), "3,2026-01-01,1,2,\"a \"\"word\"\", and\nanother line\"\n", &row(4)].concat(),
            4,
            vec![2],
        ),
        ([header, &open(1), &open(2), &open(3), &row(4)].concat(), 4, vec![2, 3, 4]),
    ] {
        for piece in [1, 5, usize::MAX] {
            let (kept, summary) = read_with(ReadOptions::default(), text.as_bytes(), piece).unwrap();
            assert_eq!((kept.len(), summary.rows, summary.rejected), (rows, rows as u64, 0), "{text}");
            let warning = summary.warnings.iter().find(|warning| warning.reason.contains("never closed")).unwrap();
            assert_eq!(warning.rows, warned, "{text}");
        }
    }
    // The lines of a note are no rows.
    let (kept, summary) = read(format!("{header}1,2026-01-01,1,2,\"one, two,\nthree, four, five, six\"\n")).unwrap();
    assert_eq!((kept[0].headline.as_ref(), summary.rows), ("one, two,\nthree, four, five, six", 1));
}

#[test]
fn a_quote_that_is_never_closed_is_corrected_beyond_the_longest_record() {
    let row = |id: u32| format!("{id},2026-01-01,1,2,{}\n", "x".repeat(1000));
    let text = format!("id,start,lon,lat,notes\n0,2026-01-01,1,2,\"note\n{}", (1..3000).map(row).collect::<String>());
    let (kept, summary) = read_with(ReadOptions::default(), text.as_bytes(), 1 << 16).unwrap();
    assert_eq!((kept.len(), summary.rows, summary.rejected), (3000, 3000, 0));
}

#[test]
fn many_open_quotes_take_bounded_time() {
    let text = format!("id,start,lon,lat,notes\n{}", "1,2026-01-01,1,2,\"note\n".repeat(100_001));
    let outcome = read_with(ReadOptions::default(), text.as_bytes(), 1 << 16);
    assert!(outcome.is_ok_and(|(_, summary)| summary.rows > 1000));
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
    let rows = 100_000;
    reader.push("2026-01-01,1,2\n".repeat(rows).as_bytes(), &mut |_| {}).unwrap();
    reader.push(b"2026-01-01,1,2\n2026-01", &mut |_| {}).unwrap();
    assert_eq!(reader.rows(), rows as u64 + 1);
}
