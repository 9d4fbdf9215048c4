//! Makes deltas, and packs of packs and deltas.

use std::io::Write;

use hashbrown::HashMap;

use super::columns::{PackColumn, Values, columns};
use super::delta::{DeltaMark, Withdrawn};
use super::header::Header;
use super::read::{open, read_updated};
use super::write::write_rows;
use crate::columnar::ParquetFile;
use crate::digest::digest;
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::snapshot::{Provenance, Snapshot};

/// What a delta holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeltaCounts {
    /// Incidents that the later pack has and the earlier one has not.
    pub added: usize,
    /// Incidents that are recorded differently, or stand in another order.
    pub changed: usize,
    /// Incidents that the earlier pack has and the later one has not.
    pub withdrawn: usize,
}

/// Writes the delta from one pack to a later one, by the ids of the incidents. The later pack comes of the earlier one and the delta byte
/// by byte, which is tried before anything is written.
///
/// # Errors
/// `BadPack` for packs without text, with different origins or with an id twice, and for a later pack that this version of GeoBit did not
/// write; `BadParquet` for files that are no packs.
pub fn write_delta(old: &[u8], new: &[u8], mut out: impl Write + Send) -> Result<DeltaCounts> {
    let refuse = |message: String| GeobitError::new(Code::BadPack, message);
    let (old_header, base) = read_pack(old)?;
    let (mut header, later) = read_pack(new)?;
    if !(old_header.has_text && header.has_text) {
        return Err(refuse("A pack without text has no ids, so no delta can be made; give the whole pack.".into()));
    }
    let names = |header: &Header| header.origins.iter().map(|origin| origin.name.clone()).collect::<Vec<_>>();
    if names(&old_header).len() > 1 && names(&old_header) != names(&header) {
        return Err(refuse("The packs have different origins, so no delta can be made; give the whole pack.".into()));
    }
    let known = rows_by_key(&base)?;
    let wanted = rows_by_key(&later)?;
    let (old_columns, new_columns) = (columns(&base, true), columns(&later, true));
    let is_same = |one: usize, other: usize| {
        old_columns.iter().zip(&new_columns).all(|(old, new)| is_same_value(old, one, new, other))
    };
    // Which rows of the base stay, by their places in the later pack.
    let kept: Vec<(u32, u32)> = (0..later.len())
        .filter_map(|row| {
            let before = *known.get(&key(&later, row))?;
            is_same(before as usize, row).then_some((row as u32, before))
        })
        .collect();
    let in_order = ascending(&kept);
    let mut is_kept = vec![false; later.len()];
    in_order.iter().for_each(|row| is_kept[*row as usize] = true);
    let rows: Vec<u32> = (0..later.len() as u32).filter(|row| !is_kept[*row as usize]).collect();
    let added = rows.iter().filter(|row| !known.contains_key(&key(&later, **row as usize))).count();
    let withdrawn = (0..base.len()).map(|row| key(&base, row)).filter(|key| !wanted.contains_key(key));
    let withdrawn: Vec<Withdrawn> = withdrawn.map(|(id, origin)| Withdrawn { id, origin }).collect();
    let counts = DeltaCounts { added, changed: rows.len() - added, withdrawn: withdrawn.len() };
    header.delta = Some(DeltaMark { base: digest(old), result: digest(new), withdrawn });
    let mut delta = Vec::new();
    write_rows(&later, Some(&rows), &header, &mut delta)?;
    apply_delta(old, &delta).map_err(|error| match error.code {
        Code::BadPack => refuse(
            "The later pack was not written by this version of GeoBit, so no delta can be made. Write it again, such as by \
             `geobit build`, and make the delta then."
                .into(),
        ),
        _ => error,
    })?;
    out.write_all(&delta).map_err(|error| refuse(format!("The delta cannot be written: {error}.")))?;
    Ok(counts)
}

/// Returns the pack that comes of a pack and a delta.
///
/// # Errors
/// `BadPack` for a delta of another pack, and where what comes of it is not the pack that the delta names; `BadParquet` for damaged files.
pub fn apply_delta(base: &[u8], delta: &[u8]) -> Result<Vec<u8>> {
    let (file, change) = (open(base)?, open(delta)?);
    let snapshot = read_updated(&file, digest(base), std::slice::from_ref(&change), Provenance::default())?;
    let mut header = Header::of(&change)?;
    let mark = header.delta.take();
    let mut bytes = Vec::new();
    write_rows(&snapshot, None, &header, &mut bytes)?;
    if mark.is_none_or(|mark| mark.result != digest(&bytes)) {
        let message = "What came of the pack and the delta is not the pack that the delta names: perhaps another version of GeoBit wrote \
                       it. Nothing was written; download the whole pack instead.";
        return Err(GeobitError::new(Code::BadPack, message));
    }
    Ok(bytes)
}

/// What the file of a pack or a delta is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Whether the columns of text are there.
    pub has_text: bool,
    /// Of a delta, the SHA-256 of the pack that it updates, and of the one that comes of it.
    pub delta: Option<(String, String)>,
}

/// Tells what a file is.
///
/// # Errors
/// `BadParquet` for a file that is neither a pack nor a delta.
pub fn contents(bytes: &[u8]) -> Result<Contents> {
    let Header { has_text, delta, .. } = Header::of(&open(bytes)?)?;
    Ok(Contents { has_text, delta: delta.map(|mark| (mark.base, mark.result)) })
}

fn read_pack(bytes: &[u8]) -> Result<(Header, Snapshot)> {
    let file: ParquetFile = open(bytes)?;
    let header = Header::of(&file)?;
    Ok((header, super::read::read(&file, Provenance::default())?))
}

/// By what an incident is known.
fn key(snapshot: &Snapshot, row: usize) -> (String, i32) {
    (snapshot.id(row).into_owned(), snapshot.origin(row) as i32)
}

fn rows_by_key(snapshot: &Snapshot) -> Result<HashMap<(String, i32), u32>> {
    let mut rows = HashMap::with_capacity(snapshot.len());
    for row in 0..snapshot.len() {
        let key = key(snapshot, row);
        if rows.contains_key(&key) {
            let message = format!(
                "The id {} is there twice, so no delta can be made; give the whole pack.",
                quote_excerpt(&key.0)
            );
            return Err(GeobitError::new(Code::BadPack, message));
        }
        rows.insert(key, row as u32);
    }
    Ok(rows)
}

fn is_same_value(old: &PackColumn<'_>, one: usize, new: &PackColumn<'_>, other: usize) -> bool {
    match (&old.values, &new.values) {
        (Values::Doubles(old), Values::Doubles(new)) => old(one).map(f64::to_bits) == new(other).map(f64::to_bits),
        (Values::Floats(old), Values::Floats(new)) => old(one).map(f32::to_bits) == new(other).map(f32::to_bits),
        (Values::Integers(old), Values::Integers(new)) => old(one) == new(other),
        (Values::Days(old), Values::Days(new)) => old(one) == new(other),
        (Values::Texts(old), Values::Texts(new)) => old(one) == new(other),
        _ => false,
    }
}

/// Returns the first members of as many pairs as possible whose second members ascend.
fn ascending(pairs: &[(u32, u32)]) -> Vec<u32> {
    // The last pair of the best run of each length, and for each pair the one before it in its run.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (number, (_, row)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *row);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        if length == ends.len() { ends.push(number) } else { ends[length] = number }
    }
    let run = std::iter::successors(ends.last().copied(), |number| before[*number]);
    let mut run: Vec<u32> = run.map(|number| pairs[number].0).collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::ascending;

    #[test]
    fn the_longest_run_stays() {
        let pairs: Vec<(u32, u32)> = (0..).zip([5, 0, 1, 9, 2, 3, 7, 4]).collect();
        assert_eq!(ascending(&pairs), [1, 2, 4, 5, 7]);
        assert!(ascending(&[]).is_empty());
    }
}
