//! Makes deltas, and packs of packs and deltas.

use std::io::Write;

use hashbrown::HashMap;

use super::columns::{PackColumn, Values, columns};
use super::content::content_digest;
use super::delta::{DeltaMark, Withdrawn};
use super::header::Header;
use super::read::{NOT_THE_RESULT, open, read_updated};
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
    /// Incidents that are recorded differently.
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
    let content = Some(content_digest(&later, true));
    header.delta = Some(DeltaMark { base: digest(old), result: digest(new), content, withdrawn });
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
        return Err(GeobitError::new(Code::BadPack, NOT_THE_RESULT));
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
    use super::*;
    use crate::load::{LoadOptions, Loader};
    use crate::snapshot::pack::{PackOptions, seal, write};

    fn pack_of(rows: &[String]) -> Vec<u8> {
        let text = format!("id,date,lat,lon,kind,notes\n{}", rows.concat());
        let mut loader = Loader::new(LoadOptions { name: Some("Log".into()), ..LoadOptions::default() }).unwrap();
        loader.push(text.as_bytes()).unwrap();
        let mut pack = Vec::new();
        write(&loader.finish().unwrap(), &PackOptions::default(), &mut pack).unwrap();
        pack
    }

    /// Rows at three places, some of them at the same.
    fn rows() -> Vec<String> {
        let row =
            |number: u32| format!("A{number},2026-01-0{},12.{},-8,riot,note {number}\n", 1 + number % 9, number % 3);
        (0..200).map(row).collect()
    }

    /// Rows at one place stood in the order of their source, so that a provider who sorts a release otherwise changed all of them.
    #[test]
    fn rows_that_only_stand_elsewhere_in_the_source_are_in_no_delta() {
        let old = rows();
        let mut new: Vec<String> = old.iter().rev().cloned().collect();
        new.rotate_left(71);
        new.push("B1,2026-01-09,12.1,-8,riot,added\n".into());
        new.retain(|row| !row.starts_with("A7,"));
        new.iter_mut().for_each(|row| *row = row.replace("note 42", "another note"));
        let (old, new) = (pack_of(&old), pack_of(&new));
        let mut delta = Vec::new();
        let counts = write_delta(&old, &new, &mut delta).unwrap();
        assert_eq!(counts, DeltaCounts { added: 1, changed: 1, withdrawn: 1 });
        assert!(apply_delta(&old, &delta).unwrap() == new, "base and delta are the later pack, byte for byte");
    }

    /// The order of a source changes nothing in a pack but what it says of the source.
    #[test]
    fn a_pack_does_not_tell_the_order_of_its_source() {
        let (one, mut other) = (rows(), rows());
        other.reverse();
        assert!(pack_of(&one) == pack_of(&other));
    }

    /// A browser, which writes no file, took whatever came of a delta.
    #[test]
    fn what_comes_of_a_delta_is_checked_where_it_is_read() {
        let old = rows();
        let mut new = rows();
        new[3] = new[3].replace("note 3", "later");
        let (old, new) = (pack_of(&old), pack_of(&new));
        let mut delta = Vec::new();
        write_delta(&old, &new, &mut delta).unwrap();
        let read = |delta: &[u8]| {
            read_updated(&open(&old)?, digest(&old), &[open(delta)?], Provenance::default())
                .map(|snapshot| snapshot.len())
        };
        assert_eq!(read(&delta), Ok(200));
        let (_, later) = read_pack(&new).unwrap();
        let named = content_digest(&later, true);
        let at = delta.windows(64).position(|window| window == named.as_bytes()).unwrap();
        let mut other = delta.clone();
        other[at] = if other[at] == b'0' { b'1' } else { b'0' };
        assert_eq!(read(&other).unwrap_err().code, Code::BadParquet, "the seal tells");
        seal(&mut other).unwrap();
        let error = read(&other).unwrap_err();
        assert_eq!((error.code, error.message.as_str()), (Code::BadPack, NOT_THE_RESULT));
        // Another row in the delta, of which nothing else is odd.
        let mut header = Header::of(&open(&delta).unwrap()).unwrap();
        header.count = 200;
        let wrong = pack_of(&rows().into_iter().map(|row| row.replace("note 3\n", "forged\n")).collect::<Vec<_>>());
        let (_, forged) = read_pack(&wrong).unwrap();
        let row = (0..forged.len()).find(|row| forged.id(*row) == "A3").unwrap() as u32;
        let mut bytes = Vec::new();
        write_rows(&forged, Some(&[row]), &header, &mut bytes).unwrap();
        assert_eq!(read(&bytes).unwrap_err().message, NOT_THE_RESULT);
    }

    #[test]
    fn the_longest_run_stays() {
        let pairs: Vec<(u32, u32)> = (0..).zip([5, 0, 1, 9, 2, 3, 7, 4]).collect();
        assert_eq!(ascending(&pairs), [1, 2, 4, 5, 7]);
        assert!(ascending(&[]).is_empty());
    }
}
