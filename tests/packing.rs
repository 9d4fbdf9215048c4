//! Packs that are made without holding their incidents, of files and of parts of files, against those of snapshots.

mod support;

use std::fs;
use std::path::PathBuf;

use geobit::day;
use geobit::error::GeobitError;
use geobit::load::{LoadOptions, Loader, LogLoader};
use geobit::packing::{Packer, PartReader, PartsPacker};
use geobit::snapshot::pack::{self, PackOptions};
use geobit::snapshot::{Filters, Room};
use support::fixture_path;

/// All files of incidents that the fixtures hold, readable or not.
fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = ["data", "files", "packs"]
        .iter()
        .flat_map(|folder| fs::read_dir(fixture_path(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|ending| ending != "md"))
        .collect();
    files.sort();
    assert!(files.len() > 12, "{files:?}");
    files
}

fn load_options() -> LoadOptions {
    LoadOptions { today: day::parse("2026-11-30"), name: Some("A name".into()), ..LoadOptions::default() }
}

fn pack_options() -> PackOptions {
    PackOptions { made_at: day::parse("2026-11-30"), ..PackOptions::default() }
}

fn room(memory: usize) -> Room {
    Room { memory, folder: std::env::temp_dir() }
}

fn of_snapshot(bytes: &[u8], filters: Option<&Filters>) -> Result<Vec<u8>, GeobitError> {
    let mut loader = Loader::new(load_options())?;
    if let Some(filters) = filters {
        loader = loader.with_filters(filters.clone())?;
    }
    loader.push(bytes)?;
    let mut pack = Vec::new();
    pack::write(&loader.finish()?, &pack_options(), &mut pack)?;
    Ok(pack)
}

fn streamed(bytes: &[u8], filters: Option<&Filters>, memory: usize) -> Result<Vec<u8>, GeobitError> {
    let mut packer = Packer::new(load_options(), pack_options(), filters.cloned(), room(memory))?;
    bytes.chunks(1000).try_for_each(|piece| packer.push(piece))?;
    let mut pack = Vec::new();
    packer.finish(&mut pack)?;
    Ok(pack)
}

#[test]
fn every_file_becomes_the_same_pack_whatever_the_memory() {
    let filters = Filters { since: day::parse("2010-01-01"), ..Filters::default() };
    for path in files() {
        let bytes = fs::read(&path).unwrap();
        for filters in [None, Some(&filters)] {
            let expected = of_snapshot(&bytes, filters);
            for memory in [30_000, 1 << 30] {
                assert!(streamed(&bytes, filters, memory) == expected, "{}, {memory} bytes", path.display());
            }
        }
    }
}

/// Cuts a file behind lines that end a record, and makes a pack of the parts.
fn in_parts(bytes: &[u8], parts: usize) -> Result<Vec<u8>, GeobitError> {
    let (mut cuts, mut is_quoted, mut line) = (vec![(0, 1)], false, 1);
    for (at, byte) in bytes.iter().enumerate() {
        is_quoted ^= *byte == b'"';
        line += u64::from(*byte == b'\n');
        if *byte == b'\n' && !is_quoted && at + 1 >= bytes.len() * cuts.len() / parts && at + 1 < bytes.len() {
            cuts.push((at + 1, line));
        }
    }
    let mut packer = PartsPacker::new(load_options(), pack_options(), None, room(30_000))?;
    for (number, (start, line)) in cuts.iter().enumerate() {
        let end = cuts.get(number + 1).map_or(bytes.len(), |(next, _)| *next);
        let mut part = Vec::new();
        let mut reader = PartReader::new(load_options(), (number > 0).then_some((bytes, *line)), &mut part)?;
        bytes[*start..end].chunks(777).try_for_each(|piece| reader.push(piece))?;
        reader.finish()?;
        packer.add(&mut &part[..])?;
    }
    let mut pack = Vec::new();
    packer.finish(&mut pack)?;
    Ok(pack)
}

#[test]
fn the_parts_of_a_file_become_the_pack_of_the_whole() {
    let names = [
        "data/ucdp_ged_nigeria_1990_2019_hdx.csv.gz",
        "data/ucdp_ged_v23_1_sample_1000.csv.gz",
        "files/acled_semicolon.csv",
        "files/gdelt_events.export.CSV",
    ];
    for name in names {
        let bytes = if name.ends_with(".gz") {
            support::dataset(name.trim_start_matches("data/").trim_end_matches(".gz"))
        } else {
            support::fixture(name)
        };
        let expected = of_snapshot(&bytes, None);
        for parts in [1, 2, 7] {
            assert!(in_parts(&bytes, parts) == expected, "{name} in {parts} parts");
        }
    }
}

/// Rejected rows, warnings and made ids name the lines of the whole file; days are read as the first rows show; ids come again in another
/// part, the newer edition first.
#[test]
fn what_is_odd_about_parts_is_told_as_of_the_whole() {
    let mut text = String::from("id,date,lat,lon,kind,notes,country,fatalities_best\n");
    for number in 0..300 {
        let id = if number % 7 == 0 { String::new() } else { format!("A{}", number % 200) };
        let day = if number < 20 { "25/03/2024" } else { "05/03/2024" };
        let day = if number % 31 == 5 { "soon" } else { day };
        let kind = if number % 11 == 0 { "coup" } else { "riot" };
        let deaths = if number % 13 == 3 { "many" } else { "2" };
        text += &format!("{id},{day},12.{number},-8.{number},{kind},\"one\n\ntwo, \"\"three\"\"\",Mali,{deaths}\n");
    }
    let expected = of_snapshot(text.as_bytes(), None).unwrap();
    for parts in [2, 5, 40] {
        assert!(in_parts(text.as_bytes(), parts).as_ref() == Ok(&expected), "{parts} parts");
    }
}

#[test]
fn what_cannot_be_read_in_parts_is_refused() {
    let utf16: Vec<u8> =
        "\u{feff}id,date,lat,lon\nA1,2024-03-01,12,-8\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let json = b"[{\"id\":\"A1\",\"date\":\"2024-03-01\",\"lat\":12,\"lon\":-8}]".as_slice();
    for bytes in [&utf16, json] {
        let error = PartReader::new(load_options(), Some((bytes, 2)), Vec::new()).err().unwrap();
        assert!(error.message.contains("build this file as a whole"), "{}", error.message);
        assert!(in_parts(bytes, 1).unwrap_err().message.contains("build this file as a whole"));
    }
    let mut packer = PartsPacker::new(load_options(), pack_options(), None, room(1 << 20)).unwrap();
    assert!(packer.add(&mut &b"id,date,lat,lon\nA1,2024-03-01,12,-8\n"[..]).is_err());
}

/// The names that parts have, which do not know those of their files.
fn names(files: &[Vec<u8>]) -> Vec<String> {
    (1..=files.len()).map(|number| format!("file {number}")).collect()
}

fn log_of_snapshot(files: &[Vec<u8>], filters: Option<&Filters>) -> Result<Vec<u8>, GeobitError> {
    let mut loader = LogLoader::new(load_options(), filters.cloned())?;
    for (file, name) in files.iter().zip(names(files)) {
        loader.begin(&name, file.len())?;
        loader.push(file)?;
        loader.end()?;
    }
    let mut pack = Vec::new();
    pack::write(&loader.finish()?, &pack_options(), &mut pack)?;
    Ok(pack)
}

fn log_streamed(files: &[Vec<u8>], filters: Option<&Filters>, memory: usize) -> Result<Vec<u8>, GeobitError> {
    let mut packer = Packer::new(load_options(), pack_options(), filters.cloned(), room(memory))?.of_several();
    let (mut pack, names) = (Vec::new(), names(files));
    for (number, file) in files.iter().enumerate() {
        file.chunks(1000).try_for_each(|piece| packer.push(piece))?;
        if number + 1 < files.len() {
            packer.next_file(&names[number])?;
        }
    }
    packer.finish_several(&names[files.len() - 1], &mut pack)?;
    Ok(pack)
}

fn log_of_parts(files: &[Vec<u8>]) -> Result<Vec<u8>, GeobitError> {
    let mut packer = PartsPacker::new(load_options(), pack_options(), None, room(30_000))?;
    for bytes in files {
        let (cut, line) =
            bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).zip(2..).nth(9).unwrap();
        for (piece, behind) in [(&bytes[..cut], None), (&bytes[cut..], Some((bytes.as_slice(), line)))] {
            let mut part = Vec::new();
            let mut reader = PartReader::new(load_options(), behind, &mut part)?;
            reader.push(piece)?;
            reader.finish()?;
            packer.add(&mut &part[..])?;
        }
    }
    let mut pack = Vec::new();
    packer.finish(&mut pack)?;
    Ok(pack)
}

/// Files that hold some of the same incidents, some of them edited, some without an id, some rejected.
fn files_of_a_log() -> Vec<Vec<u8>> {
    let file = |rows: std::ops::Range<u32>, edition: u32| {
        let mut text = String::from("id,date,lat,lon,kind,notes,country,fatalities_best\n");
        for number in rows {
            let id = if number % 7 == 0 { String::new() } else { format!("A{number}") };
            let day = if number % 31 == 5 { "soon" } else { "2024-03-05" };
            let kind = if number % 11 == 0 { "coup" } else { "riot" };
            let note = if number % 5 == 0 { edition } else { 0 };
            text += &format!("{id},{day},12.{number},-8.{number},{kind},note {note},Mali,2\n");
        }
        text.into_bytes()
    };
    vec![file(0..80, 1), file(40..120, 2), file(70..130, 3)]
}

/// `geobit build` of several files kept every id as often as a file had it, and took the earliest day up to which one was complete.
#[test]
fn files_of_one_layout_are_one_log_whichever_way_they_are_read() {
    let files = files_of_a_log();
    let filters = Filters { countries: vec!["mali".into()], ..Filters::default() };
    for filters in [None, Some(&filters)] {
        let expected = log_of_snapshot(&files, filters).unwrap();
        for memory in [30_000, 1 << 30] {
            assert!(log_streamed(&files, filters, memory).as_ref() == Ok(&expected), "{memory} bytes");
        }
    }
    let expected = log_of_snapshot(&files, None).unwrap();
    assert!(log_of_parts(&files).as_ref() == Ok(&expected), "in parts");
    let snapshot = {
        let mut loader = Loader::new(load_options()).unwrap();
        loader.push(&expected).unwrap();
        loader.finish().unwrap()
    };
    let summary = snapshot.summary();
    assert_eq!((summary.origins.len(), summary.rows), (1, 220));
    assert_eq!(summary.rows, summary.count + summary.superseded + summary.rejected);
    let mut ids: Vec<String> = (0..snapshot.len()).map(|row| snapshot.id(row).into_owned()).collect();
    ids.sort();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count, "no id is there twice, also where it was made of a row");
    let told = |reason: &str| summary.warnings.iter().find(|warning| warning.reason == reason).unwrap().count;
    let (same, different) = (told(geobit::snapshot::SAME_IN_FILES), told(geobit::snapshot::DIFFERENT_IN_FILES));
    assert_eq!(same + different, summary.superseded);
    assert!(same > 30 && different > 5, "{same} and {different}");
    assert!(told(geobit::snapshot::WITHOUT_ID) > 20);
    assert!(
        summary.rejections.iter().any(|one| one.row == 7 && one.reason.starts_with("file 1: ")),
        "{:?}",
        summary.rejections
    );
}

/// One file that is read as a log is the file, byte for byte.
#[test]
fn a_log_of_one_file_is_the_file() {
    let files = vec![files_of_a_log().remove(0)];
    assert!(log_of_snapshot(&files, None) == of_snapshot(&files[0], None));
    assert!(log_streamed(&files, None, 1 << 20) == of_snapshot(&files[0], None));
}
