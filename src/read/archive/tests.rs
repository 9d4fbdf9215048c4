use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};

use super::*;
use crate::error::Result;

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn gunzip(packed: &[u8], piece: usize, max_bytes: u64) -> Result<Vec<u8>> {
    let (mut gunzip, mut content) = (Gunzip::new(max_bytes), Vec::new());
    let mut keep = |bytes: &[u8]| {
        content.extend_from_slice(bytes);
        Ok(())
    };
    for piece in packed.chunks(piece) {
        gunzip.push(piece, &mut keep)?;
    }
    gunzip.finish(&mut keep)?;
    Ok(content)
}

/// Writes an archive of packed files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    for (name, content) in files {
        let file = archive.new_file(rawzip::path::EntryPath::verbatim(name.as_bytes()));
        let (mut entry, config) = file.compression_method(rawzip::CompressionMethod::DEFLATE).start().unwrap();
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::best()));
        writer.write_all(content).unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

fn unzip(bytes: &[u8], max_bytes: u64) -> Result<Vec<u8>> {
    let mut content = Vec::new();
    Zip::open(bytes)?.unpack(0, max_bytes, &mut |piece| {
        content.extend_from_slice(piece);
        Ok(())
    })?;
    Ok(content)
}

/// Returns the archive with another value in a field of each entry of its directory, of two or four bytes.
fn changed(archive: &[u8], offset: usize, value: &[u8]) -> Vec<u8> {
    let mut copy = archive.to_vec();
    for at in (0..archive.len() - 4).filter(|at| archive[*at..].starts_with(b"PK\x01\x02")) {
        copy[at + offset..at + offset + value.len()].copy_from_slice(value);
    }
    copy
}

fn refusal(result: Result<Vec<u8>>) -> (Code, String) {
    let error = result.unwrap_err();
    (error.code, error.message)
}

#[test]
fn containers_are_known_by_their_first_bytes() {
    assert_eq!(kind(&gzip(b"")), Some(Container::Gzip));
    assert_eq!(kind(&zip(&[("a", b"")])), Some(Container::Zip));
    assert_eq!(kind(&zip(&[])), Some(Container::Zip));
    assert_eq!(kind(b"PKing"), None);
    assert_eq!(kind(b""), None);
}

#[test]
fn gzip_is_unpacked_however_it_is_cut() {
    let content: Vec<u8> = (0..100_000_u32).flat_map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let packed = gzip(&content);
    for piece in [1000, 4096, 1 << 20] {
        assert_eq!(gunzip(&packed, piece, 1 << 20).unwrap(), content);
    }
    assert_eq!(gunzip(&[gzip(b"one "), gzip(b"two")].concat(), 1, 100).unwrap(), b"one two");
    assert_eq!(gunzip(&gzip(b""), 1, 100).unwrap(), b"");
}

#[test]
fn gzip_that_is_damaged_or_cut_short_is_refused() {
    let packed = gzip(b"lon,lat\n1,2\n");
    for length in 0..packed.len() {
        let (code, message) = refusal(gunzip(&packed[..length], 7, 1000));
        assert!(code == Code::UnknownFormat && message.contains("damaged or cut short"), "{length}: {message}");
    }
    let mut crossed = packed.clone();
    let checksum = packed.len() - 6;
    crossed[checksum] ^= 1;
    assert!(refusal(gunzip(&crossed, 7, 1000)).1.contains("damaged"));
}

#[test]
fn a_gzip_bomb_ends_at_the_bound() {
    let bomb = gzip(&vec![0; 64 << 20]);
    assert!(bomb.len() < 100_000);
    let mut longest = 0;
    let mut gunzip = Gunzip::new(1 << 20);
    let mut keep = |bytes: &[u8]| {
        longest = longest.max(bytes.len());
        Ok(())
    };
    let error = gunzip.push(&bomb, &mut keep).unwrap_err();
    assert_eq!(error.code, Code::TooLarge);
    assert!(error.message.contains("larger than 1 MiB"), "{error}");
    assert!(longest <= 8 << 20, "{longest} bytes at once");
}

#[test]
fn an_archive_in_an_archive_is_refused_by_its_name() {
    for inner in [gzip(b"a"), zip(&[("a.csv", b"a")])] {
        assert!(refusal(gunzip(&gzip(&inner), 1000, 1 << 20)).1.contains("gzip archive is an archive again"));
        let (code, message) = refusal(unzip(&zip(&[("in\u{202e}ner.csv", &inner)]), 1 << 20));
        assert_eq!(code, Code::UnknownFormat);
        assert!(message.contains("\"in\u{fffd}ner.csv\" in this archive is an archive again"), "{message}");
    }
}

#[test]
fn a_file_of_a_zip_is_unpacked_and_checked() {
    let content = "lon,lat\n".repeat(50_000);
    let archive = zip(&[("a.csv", content.as_bytes()), ("b.csv", b"b")]);
    assert_eq!(unzip(&archive, 1 << 20).unwrap(), content.as_bytes());
    assert_eq!(unzip(&[b"prefix", &archive[..]].concat(), 1 << 20).unwrap(), content.as_bytes());
    assert_eq!(Zip::open(&archive).unwrap().names(), ["a.csv", "b.csv"]);
    let flags: &[u8] = &[1, 0];
    for (offset, value, words) in [
        (8, flags, "locked with a password"),
        (10, &[12, 0], "packed by bzip2"),
        (16, &[1, 2, 3, 4], "its checksum is not that of its content"),
        (24, &[1, 2, 3, 0], "does not have the size"),
        (20, &[1, 0, 0, 0], "damaged"),
    ] {
        let (code, message) = refusal(unzip(&changed(&archive, offset, value), 1 << 20));
        assert!(code == Code::UnknownFormat && message.contains(words), "{message}");
        assert!(message.starts_with("The file \"a.csv\" in this archive "), "{message}");
    }
}

#[test]
fn a_zip_bomb_ends_at_the_bound_whatever_size_it_states() {
    let bomb = zip(&[("doc.kml", &vec![b' '; 64 << 20])]);
    assert!(bomb.len() < 100_000);
    assert_eq!(refusal(unzip(&bomb, 1 << 20)).0, Code::TooLarge);
    let lied = changed(&bomb, 24, &1000_u32.to_le_bytes());
    let mut total = 0;
    let zip = Zip::open(&lied).unwrap();
    let mut keep = |piece: &[u8]| {
        total += piece.len();
        Ok(())
    };
    let error = zip.unpack(0, 1 << 20, &mut keep).unwrap_err();
    assert!(error.message.contains("does not have the size") && total == 0, "{error}, {total}");
}

#[test]
fn what_is_no_whole_zip_is_refused() {
    let archive = zip(&[("a.csv", b"lon,lat\n1,2\n")]);
    for length in 0..archive.len() {
        let refused = unzip(&archive[..length], 1000).unwrap_err();
        assert_eq!(refused.code, Code::UnknownFormat, "{length}");
    }
    for at in 0..archive.len() {
        let mut crossed = archive.clone();
        crossed[at] ^= 0x10;
        if let Ok(zip) = Zip::open(&crossed)
            && !zip.names().is_empty()
            && let Ok(content) = unzip(&crossed, 1000)
        {
            assert_eq!(content, b"lon,lat\n1,2\n", "byte {at}");
        }
    }
    let crowd: Vec<(&str, &[u8])> = vec![("a", b""); 10_001];
    assert!(refusal(unzip(&zip(&crowd), 1000)).1.contains("more than 10000 files"));
}
