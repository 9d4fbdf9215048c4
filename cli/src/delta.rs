//! Deltas between packs.

use std::path::Path;

use geobit::digest::digest;
use geobit::error::GeobitError;
use geobit::snapshot::pack::{DeltaCounts, apply_delta, contents, write_delta};
use serde::Serialize;

use crate::arguments::{Apply, Delta};
use crate::failure::{Failure, Outcome};
use crate::files::read_pack;
use crate::output::{print_json, print_lines, write_whole};

#[derive(Serialize)]
struct WrittenDelta {
    output: String,
    bytes: u64,
    base: String,
    result: String,
    added: usize,
    changed: usize,
    withdrawn: usize,
}

#[derive(Serialize)]
struct WrittenPack {
    output: String,
    bytes: u64,
    sha256: String,
}

/// Writes a delta.
pub fn make(arguments: &Delta, json: bool) -> Outcome {
    let Delta { old, new, output } = arguments;
    let (old_path, old, new_bytes) = (old, read_pack(old)?, read_pack(new)?);
    let (bytes, counts) = write((old_path, &old), (new, &new_bytes), output)?;
    let DeltaCounts { added, changed, withdrawn } = counts;
    let output = output.display().to_string();
    if json {
        let (base, result) = (digest(&old), digest(&new_bytes));
        return print_json(&WrittenDelta { output, bytes, base, result, added, changed, withdrawn });
    }
    print_lines(&[format!("{output}: {added} added, {changed} changed, {withdrawn} withdrawn, {bytes} bytes.")])
}

/// Names the file that is at fault: the base if it is no whole pack with text, or else the other one.
fn blame((path, bytes): (&Path, &[u8]), other: &Path, error: &GeobitError) -> Failure {
    match contents(bytes) {
        Ok(base) if base.has_text && base.delta.is_none() => Failure::in_file(other, error),
        Ok(_) => Failure::in_file(path, error),
        Err(own) => Failure::in_file(path, &own),
    }
}

/// Writes the delta from one pack to another. The paths are for messages.
pub fn write(
    (old_path, old): (&Path, &[u8]),
    (path, new): (&Path, &[u8]),
    output: &Path,
) -> Outcome<(u64, DeltaCounts)> {
    let mut delta = Vec::new();
    let counts = write_delta(old, new, &mut delta).map_err(|error| blame((old_path, old), path, &error))?;
    Ok((write_bytes(output, &delta)?, counts))
}

/// Brings a pack up to date.
pub fn apply(arguments: &Apply, json: bool) -> Outcome {
    let Apply { base, delta, output } = arguments;
    let bytes = read_pack(base)?;
    let pack = apply_delta(&bytes, &read_pack(delta)?).map_err(|error| blame((base, &bytes), delta, &error))?;
    let bytes = write_bytes(output, &pack)?;
    let (output, sha256) = (output.display().to_string(), digest(&pack));
    if json {
        return print_json(&WrittenPack { output, bytes, sha256 });
    }
    print_lines(&[format!("{output}: {bytes} bytes, SHA-256 {sha256}.")])
}

/// Writes a file as a whole.
pub fn write_bytes(path: &Path, bytes: &[u8]) -> Outcome<u64> {
    write_whole(path, |out| {
        out.write_all(bytes).map_err(|error| Failure::at(path, format!("it cannot be written: {error}.")))
    })
}
