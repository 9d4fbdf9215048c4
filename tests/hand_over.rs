//! The two halves of loading, which are two modules in WebAssembly, against the loader that does all of it: the same snapshot, the same
//! account of the reading, the same errors. And what arrives damaged is refused.

mod support;

use std::fs;
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use geobit::error::{Code, Result};
use geobit::load::{FileReader, LoadOptions, Loader, PackLoader, Ranges, Receiver};
use geobit::snapshot::{Snapshot, pack};
use proptest::prelude::*;
use support::fixture_path;

/// Today, so that plausible days are the same whenever the tests run.
fn options() -> LoadOptions {
    LoadOptions {
        name: Some("Name".into()),
        file_name: Some("file".into()),
        today: Some(20_700),
        ..LoadOptions::default()
    }
}

fn load_whole(bytes: &[u8], options: LoadOptions, piece: usize) -> Result<Snapshot> {
    let mut loader = Loader::new(options)?;
    loader.expect(bytes.len());
    bytes.chunks(piece).try_for_each(|piece| loader.push(piece))?;
    loader.finish()
}

/// The blocks that are handed over, and the bytes of a pack, which is not read.
type HandedOver = (Vec<Vec<u8>>, Option<Vec<u8>>);

fn read(bytes: &[u8], options: LoadOptions, piece: usize) -> Result<HandedOver> {
    let mut blocks: Vec<Vec<u8>> = Vec::new();
    let mut keep = |block: &[u8]| blocks.push(block.to_vec());
    let mut reader = FileReader::new(options)?;
    reader.expect(bytes.len());
    bytes.chunks(piece).try_for_each(|piece| reader.push(piece, &mut keep))?;
    let pack = reader.finish(&mut keep)?;
    Ok((blocks, pack.map(|pack| pack.to_vec())))
}

fn receive<'b>(blocks: impl IntoIterator<Item = &'b [u8]>, options: LoadOptions) -> Result<Snapshot> {
    let mut receiver = Receiver::new(options)?;
    blocks.into_iter().try_for_each(|block| receiver.push(block))?;
    receiver.finish()
}

fn load_apart(bytes: &[u8], options: LoadOptions, piece: usize) -> Result<Snapshot> {
    let (blocks, pack) = read(bytes, options.clone(), piece)?;
    match pack {
        None => receive(blocks.iter().map(Vec::as_slice), options),
        Some(pack) => {
            assert!(blocks.is_empty(), "a pack is not read");
            let mut loader = PackLoader::new(options, pack.len())?;
            pack.chunks(piece).try_for_each(|piece| loader.push(piece))?;
            loader.finish()
        }
    }
}

fn bits(degrees: &[f64]) -> Vec<u64> {
    degrees.iter().map(|degrees| degrees.to_bits()).collect()
}

fn assert_same(whole: &Snapshot, apart: &Snapshot, what: &str) {
    let summary = |snapshot: &Snapshot| serde_json::to_value(snapshot.summary()).unwrap();
    assert_eq!(summary(whole), summary(apart), "{what}");
    assert_eq!((bits(whole.lon()), bits(whole.lat())), (bits(apart.lon()), bits(apart.lat())), "{what}");
    assert_eq!((whole.day(), whole.kind(), whole.source()), (apart.day(), apart.kind(), apart.source()), "{what}");
    let rows: Vec<u32> = (0..whole.len() as u32).collect();
    assert_eq!(whole.records_json(&rows).unwrap(), apart.records_json(&rows).unwrap(), "{what}");
    assert_eq!(
        (whole.has_ids(), whole.as_of(), whole.span()),
        (apart.has_ids(), apart.as_of(), apart.span()),
        "{what}"
    );
}

/// Loads in both ways. Returns whether the file could be loaded.
fn compare(bytes: &[u8], options: LoadOptions, piece: usize, what: &str) -> bool {
    match (load_whole(bytes, options.clone(), piece), load_apart(bytes, options, piece)) {
        (Ok(whole), Ok(apart)) => {
            assert_same(&whole, &apart, what);
            true
        }
        (Err(whole), Err(apart)) => {
            assert_eq!(whole, apart, "{what}");
            false
        }
        (whole, apart) => panic!("{what}: {:?} as a whole, {:?} apart", whole.err(), apart.err()),
    }
}

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for folder in ["data", "field", "files", "packs/before", "packs/after"] {
        for entry in fs::read_dir(fixture_path(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                files.push((path.display().to_string(), fs::read(&path).unwrap()));
            }
        }
    }
    assert!(files.len() > 50, "there are {} fixtures", files.len());
    files
}

#[test]
fn every_fixture_is_the_same_snapshot_or_the_same_error() {
    let loaded = fixtures().into_iter().filter(|(name, bytes)| {
        compare(bytes, options(), 1 << 22, name) | (bytes.len() < 100_000 && compare(bytes, options(), 977, name))
    });
    let loaded = loaded.count();
    assert!(loaded > 25, "{loaded} files could be loaded");
}

#[test]
fn what_is_said_about_a_file_has_the_same_effect() {
    let (_, bytes) = fixtures().into_iter().find(|(name, _)| name.ends_with("acled_iso.csv")).unwrap();
    let said = [
        LoadOptions { as_of: Some(20_000), licence: Some("L".into()), attribution: Some("A".into()), ..options() },
        LoadOptions { name: None, ..options() },
        LoadOptions { layout: Some("gdelt".into()), ..options() },
        LoadOptions { layout: Some("nobody".into()), ..options() },
        LoadOptions { mapping: Some([("start", "event_date")].into_iter().collect()), ..options() },
        LoadOptions { mapping: Some([("nothing", "event_date")].into_iter().collect()), ..options() },
        LoadOptions { licence: Some("l".repeat(10_001)), ..options() },
        LoadOptions { utc_offset: Some("noon".into()), ..options() },
    ];
    let loaded = said.map(|options| compare(&bytes, options.clone(), 1 << 20, &format!("{options:?}")));
    assert_eq!(loaded[..2], [true, true]);
    assert_eq!((loaded[3], loaded[5], loaded[6], loaded[7]), (false, false, false, false));
}

fn pack_of(csv: &str) -> Vec<u8> {
    let snapshot = load_whole(csv.as_bytes(), options(), 1 << 20).unwrap();
    let mut bytes = Vec::new();
    pack::write(&snapshot, &pack::PackOptions::default(), &mut bytes).unwrap();
    bytes
}

const TWO: &str = "id,start,lon,lat\na,2024-01-01,1,2\nb,2024-01-02,3,4\n";

#[test]
fn a_pack_in_an_archive_is_left_to_the_loader_of_packs() {
    let bytes = pack_of(TWO);
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(&bytes).unwrap();
    let packed = gzip.finish().unwrap();
    let (blocks, pack) = read(&packed, options(), 100).unwrap();
    assert_eq!((blocks.len(), pack), (0, Some(bytes.clone())));
    assert!(compare(&packed, options(), 100, "a pack in gzip"));
    // With a mapping it is a Parquet file like any other.
    let mapping = Some([("start", "start"), ("kind", "country")].into_iter().collect());
    compare(&bytes, LoadOptions { mapping, ..options() }, 1 << 20, "a pack with a mapping");
}

#[test]
fn only_a_pack_is_loaded_as_one() {
    let parquet = support::fixture("files/foreign_none.parquet");
    let load = |bytes: &[u8], delta: Option<Vec<u8>>, options: LoadOptions| {
        let mut loader = PackLoader::new(options, bytes.len())?;
        delta.map_or(Ok(()), |delta| loader.add_delta(delta))?;
        loader.push(bytes)?;
        loader.finish().map(|snapshot| snapshot.len())
    };
    let code = |outcome: Result<usize>| outcome.map_err(|error| error.code);
    let pack = pack_of(TWO);
    assert_eq!(load(&pack, None, options()).unwrap(), 2);
    assert_eq!(code(load(&parquet, None, options())), Err(Code::BadParquet));
    assert_eq!(code(load(b"PAR1 and no more", None, options())), Err(Code::BadParquet));
    // A pack stands for a delta here: what it is applied to is looked at first.
    let explained = LoadOptions { layout: Some("generic".into()), ..options() };
    for (bytes, options) in [(&parquet[..], options()), (TWO.as_bytes(), options()), (&pack, explained)] {
        let error = load(bytes, Some(pack.clone()), options).unwrap_err();
        assert!(error.code == Code::BadPack && error.message.contains("This file is no pack"), "{error}");
    }
}

/// A file of which as much can be read as its writer has left.
struct OnDisk {
    bytes: Vec<u8>,
    left: usize,
}

impl Ranges for OnDisk {
    fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        let range = at as usize..at as usize + into.len();
        let bytes = self.bytes[..self.left].get(range).ok_or_else(|| io::Error::other("the file has changed"))?;
        into.copy_from_slice(bytes);
        Ok(())
    }
}

fn load_ranges(bytes: Vec<u8>, left: usize, deltas: &[Vec<u8>]) -> Result<Snapshot> {
    let mut loader = PackLoader::of_ranges(options(), Box::new(OnDisk { bytes, left }))?;
    deltas.iter().try_for_each(|delta| loader.add_delta(delta.clone()))?;
    loader.finish()
}

#[test]
fn a_pack_that_is_read_in_ranges_is_that_of_its_bytes() {
    let rows: String =
        (0..60_000).map(|row| format!("{row},2024-01-{:02},{},1,note {row}\n", row % 28 + 1, row % 170)).collect();
    let long = pack_of(&format!("id,start,lon,lat,headline\n{rows}"));
    for bytes in [support::fixture("packs/after/log.parquet"), pack_of(TWO), long] {
        let pieces = load_whole(&bytes, options(), 1 << 16).unwrap();
        let size = bytes.len();
        assert_same(&pieces, &load_ranges(bytes.clone(), size, &[]).unwrap(), "a pack");
        let error = load_ranges(bytes, size - 20, &[]).err().unwrap();
        assert!(error.code == Code::BadParquet && error.message.contains("the file has changed"), "{error}");
    }
}

#[test]
fn a_pack_that_is_read_in_ranges_is_brought_up_to_date() {
    let [before, after] = ["before", "after"].map(|time| support::fixture(&format!("packs/{time}/log.parquet")));
    let delta = support::fixture("packs/after/log.8b84635f-521fb24c.delta.parquet");
    let updated = load_ranges(before.clone(), before.len(), std::slice::from_ref(&delta)).unwrap();
    assert_same(&load_whole(&after, options(), 1 << 20).unwrap(), &updated, "base and delta");
    let of_another = load_ranges(after.clone(), after.len(), &[delta]).err().unwrap();
    assert_eq!(of_another.code, Code::BadPack);
}

#[test]
fn large_files_cross_in_blocks_and_long_texts_by_themselves() {
    let long = "x".repeat(900_000);
    let row = |number: usize| {
        let note = if number == 700 { &long } else { "a note of about thirty letters" };
        format!("id {number},2024-01-{:02},{},{},{note}\n", number % 28 + 1, number as i32 % 360 - 179, number % 90)
    };
    let rows: String = (0..30_000).map(row).collect();
    let csv = format!("id,start,lon,lat,headline\n{rows}");
    let (blocks, _) = read(csv.as_bytes(), options(), 1 << 22).unwrap();
    assert!(blocks.len() > 3, "{} blocks", blocks.len());
    assert!(blocks.iter().all(|block| block.len() < 3 << 20));
    compare(csv.as_bytes(), options(), 1 << 22, "many rows");
}

/// Blocks of a small file with every field.
/// A small file, whose every byte can be damaged.
fn blocks() -> Vec<Vec<u8>> {
    let bytes = support::fixture("files/acled_iso.csv");
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').take(31).collect();
    let (blocks, _) = read(&lines.concat(), options(), 1 << 20).unwrap();
    assert_eq!(blocks.len(), 2, "the incidents and the account");
    blocks
}

fn receive_all(blocks: &[Vec<u8>]) -> Result<Snapshot> {
    receive(blocks.iter().map(Vec::as_slice), options())
}

/// Receives what may be damaged. What is accepted has only values that can be.
fn check_received(blocks: &[Vec<u8>]) -> bool {
    match receive_all(blocks) {
        Err(error) => {
            assert!(matches!(error.code, Code::UnknownFormat | Code::TooLarge), "{error}");
            false
        }
        Ok(snapshot) => {
            let is_on_earth = |lon: &f64, lat: &f64| lon.is_nan() || (lon.abs() <= 180.0 && lat.abs() <= 90.0);
            assert!(snapshot.lon().iter().zip(snapshot.lat()).all(|(lon, lat)| is_on_earth(lon, lat)));
            assert!(snapshot.uncertainty_km().iter().all(|km| km.is_nan() || (0.0..=500.0).contains(km)));
            let rows: Vec<u32> = (0..snapshot.len() as u32).collect();
            snapshot.records_json(&rows).unwrap();
            true
        }
    }
}

#[test]
fn a_block_that_is_cut_or_goes_on_is_refused() {
    let blocks = blocks();
    assert!(check_received(&blocks));
    for damaged in [0, 1] {
        for length in 0..blocks[damaged].len() {
            let mut cut = blocks.clone();
            cut[damaged].truncate(length);
            assert!(!check_received(&cut), "block {damaged} of {length} bytes");
        }
        let mut longer = blocks.clone();
        longer[damaged].push(0);
        assert!(!check_received(&longer));
    }
}

#[test]
fn blocks_have_to_come_in_order_and_from_the_same_build() {
    let blocks = blocks();
    let refused = |blocks: &[&Vec<u8>]| {
        receive(blocks.iter().map(|block| block.as_slice()), options()).map(|snapshot| snapshot.len()).unwrap_err()
    };
    assert!(refused(&[]).message.contains("its end is missing"));
    assert!(refused(&[&blocks[0]]).message.contains("its end is missing"));
    assert!(refused(&[&blocks[1], &blocks[0]]).message.contains("behind its end"));
    let mut other_build = blocks[0].clone();
    other_build[3] ^= 1;
    let error = refused(&[&other_build, &blocks[1]]);
    assert!(error.message.contains("not of the same build as the engine"), "{error}");
    let mut unknown = blocks[0].clone();
    unknown[8] = 7;
    assert!(refused(&[&unknown, &blocks[1]]).message.contains("not known"));
}

#[test]
fn every_flipped_bit_is_refused_or_leaves_values_that_can_be() {
    let blocks = blocks();
    let mut refused = 0;
    for damaged in [0, 1] {
        for byte in 0..blocks[damaged].len() {
            let mut flipped = blocks.clone();
            flipped[damaged][byte] ^= 1 << (byte % 8);
            refused += usize::from(!check_received(&flipped));
        }
    }
    assert!(refused > 100, "{refused} were refused");
}

/// A row of a file in the generic layout, of which some cannot be used.
fn row() -> impl Strategy<Value = String> {
    let text = || prop_oneof![2 => "[a-zé ]{0,12}", 1 => "\\PC{0,8}", 1 => Just(String::new())];
    let number = || prop::sample::select(vec!["", "0", "2", "17", "4294967295", "-1", "x"]);
    let place = (-181.0..181.0f64, -91.0..91.0f64, prop::sample::select(vec!["", "0", "25.5", "700", "-3", "1e30"]));
    let words = (text(), text(), text(), text(), text());
    (
        "[a-d]{0,2}",
        -730_000..2_940_000i32,
        0..500i32,
        place,
        prop::sample::select(vec!["riot", "coup", ""]),
        number(),
        words,
    )
        .prop_map(|(id, start, days, (lon, lat, km), kind, deaths, (one, two, country, place, note))| {
            let quote = |text: String| format!("\"{}\"", text.replace('"', "\"\""));
            let day = |day: i32| geobit::day::format(day);
            let cells = [
                quote(id),
                day(start),
                day(start + days),
                format!("{lon}"),
                format!("{lat}"),
                km.into(),
                kind.into(),
                deaths.into(),
                quote(one),
                quote(two),
                quote(country),
                quote(place),
                quote(note),
            ];
            cells.join(",")
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_file_is_the_same_snapshot_or_the_same_error(
        rows in prop::collection::vec(row(), 0..40), as_of in prop::option::of(0..30_000i32), piece in 1..4000usize,
    ) {
        let header = "id,start,end,lon,lat,uncertainty_km,kind,fatalities_best,actor1,actor2,country,place,headline";
        let csv = format!("{header}\n{}\n", rows.join("\n"));
        compare(csv.as_bytes(), LoadOptions { as_of, ..options() }, piece, &csv);
    }

    #[test]
    fn any_damage_is_refused_or_leaves_values_that_can_be(
        changes in prop::collection::vec((0..2usize, any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut blocks = blocks();
        for (block, at, byte) in changes {
            let length = blocks[block].len();
            blocks[block][at.index(length)] = byte;
        }
        check_received(&blocks);
    }
}
