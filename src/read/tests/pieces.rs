//! Files cut into pieces of any size, and bytes that are no file at all.

use proptest::prelude::*;

use super::*;

/// Files with everything in them, to be cut into pieces.
fn samples() -> Vec<Vec<u8>> {
    let csv = "\u{feff}\r\n,id,date,lon,lat,\"pla\r\nce\"\r\n,#id,#date,#lon,#lat,\r\n1,a,2026-01-01,1,2,\"say \"\"é\"\"\r\nhere\"\r\n\r\n\
               2,b,never,1,2,x\r3,c,2026-01-02,3,4,\n4,d,2026-01-03,5,6,S";
    let mut latin = csv.as_bytes().to_vec();
    latin.extend(b"\xe9gou\n5,\"e");
    let geojson = "\n{\"type\":\"Feature\",\"properties\":{\"date\":\"2026-01-01\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}";
    vec![csv.as_bytes().to_vec(), latin, geojson.as_bytes().to_vec(), b"<html>".to_vec(), b"a,b\nc".to_vec()]
}

#[test]
fn it_does_not_matter_how_a_file_is_cut_into_pieces() {
    for sample in samples() {
        let whole = read_with(ReadOptions::default(), &sample, usize::MAX);
        for chunk in 1..sample.len() {
            assert_eq!(read_with(ReadOptions::default(), &sample, chunk), whole, "pieces of {chunk}");
        }
        // Once more with bytes enough that the file is understood before it ends.
        let long: Vec<u8> = sample.iter().chain(b"\n6,f,2026-01-04,7,8,z".repeat(100).iter()).copied().collect();
        let whole = read(&long);
        for chunk in [1, 2, 3, 7, 64, 1023, 1024, 1025] {
            assert_eq!(read_with(ReadOptions::default(), &long, chunk), whole, "pieces of {chunk}");
        }
    }
    assert_eq!(read(&samples()[0]).unwrap().0.len(), 3);
}

/// Bytes that look enough like data to get past the front door.
fn nearly_csv() -> impl Strategy<Value = Vec<u8>> {
    let cell = prop_oneof![
        Just("2026-01-01".as_bytes().to_vec()),
        Just(b"1.5".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"\n".to_vec()),
        Just(b",".to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    let header = prop_oneof![Just("start,lon,lat\n"), Just("\"start\";lon;lat;x\r\n"), Just(UCDP_HEADER), Just("")];
    (header, prop::collection::vec(cell, 0..60)).prop_map(|(header, cells)| {
        let mut bytes = header.as_bytes().to_vec();
        bytes.extend(cells.concat());
        bytes
    })
}

fn books_balance(bytes: &[u8], chunk: usize) -> std::result::Result<(), TestCaseError> {
    for format in [FormatHint::Auto, FormatHint::Csv, FormatHint::Geojson] {
        let outcome = read_with(ReadOptions { format, ..ReadOptions::default() }, bytes, usize::MAX);
        if let Ok((kept, summary)) = &outcome {
            prop_assert_eq!(kept.len() as u64 + summary.rejected, summary.rows);
            prop_assert!(!kept.is_empty());
        }
        let pieces = read_with(ReadOptions { format, ..ReadOptions::default() }, bytes, chunk);
        prop_assert_eq!(pieces, outcome);
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_bytes_panic_and_no_row_vanishes(bytes in prop::collection::vec(any::<u8>(), 0..2000), chunk in 1_usize..50) {
        books_balance(&bytes, chunk)?;
    }

    #[test]
    fn nearly_csv_does_not_panic_either(bytes in nearly_csv(), chunk in 1_usize..50) {
        books_balance(&bytes, chunk)?;
    }

    #[test]
    fn nearly_geojson_does_not_panic_either(middle in "[\\[\\]{}\":,0-9a-z null]{0,40}", chunk in 1_usize..50) {
        books_balance(collection(&[&middle]).as_bytes(), chunk)?;
        books_balance(collection(&[&format!("{{\"type\":\"Feature\",{middle}}}")]).as_bytes(), chunk)?;
    }
}
