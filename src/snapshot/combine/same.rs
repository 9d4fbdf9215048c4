//! Which incidents are left out of a combination, because a person said that they are the same as others.

use serde::{Deserialize, Deserializer};

use crate::disjoint_sets::DisjointSets;
use crate::error::{Code, GeobitError, Result};
use crate::order;
use crate::snapshot::Snapshot;

/// The most pairs.
const MAX_PAIRS: usize = 300_000;

/// An incident: the number of its snapshot and its row.
type Place = [u32; 2];

/// A pair as it is read. An array of four would be read from a longer list as well, of which the rest would be ignored.
#[derive(Deserialize)]
#[serde(try_from = "Vec<u32>")]
struct ReadPair([u32; 4]);

impl TryFrom<Vec<u32>> for ReadPair {
    type Error = String;

    fn try_from(numbers: Vec<u32>) -> std::result::Result<ReadPair, String> {
        let count = numbers.len();
        let pair = numbers.try_into().map(ReadPair);
        pair.map_err(|_| format!("this has {count} numbers; four are wanted: snapshot, row, snapshot, row"))
    }
}

/// Reads pairs from options.
pub fn read_pairs<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Vec<[u32; 4]>, D::Error> {
    let pairs = Vec::<ReadPair>::deserialize(deserializer)?;
    Ok(pairs.into_iter().map(|pair| pair.0).collect())
}

/// The incidents that are left out.
pub struct Duplicates {
    /// For each snapshot, the rows in ascending order.
    left_out: Vec<Vec<u32>>,
}

impl Duplicates {
    /// Checks the pairs, and chooses of each set of the same incidents the one to keep.
    pub fn new(snapshots: &[&Snapshot], pairs: &[[u32; 4]]) -> Result<Duplicates> {
        if pairs.len() > MAX_PAIRS {
            let message = format!("same has {} pairs; at most {MAX_PAIRS} are accepted.", pairs.len());
            return Err(GeobitError::new(Code::BadOption, message).at_field("same"));
        }
        for (number, pair) in pairs.iter().enumerate() {
            check_pair(snapshots, pair).map_err(|message| refuse_pair(number, &message))?;
        }
        let pairs: Vec<[Place; 2]> = pairs.iter().map(|&[a, row_a, b, row_b]| [[a, row_a], [b, row_b]]).collect();
        if let Some((number, before)) = find_repeated(&pairs) {
            let message = format!("is the same as same[{before}]; give each pair once");
            return Err(refuse_pair(number, &message));
        }
        let mut left_out = vec![Vec::new(); snapshots.len()];
        for [snapshot, row] in find_left_out(&pairs) {
            left_out[snapshot as usize].push(row);
        }
        Ok(Duplicates { left_out })
    }

    /// Returns the rows of a snapshot that are left out, in ascending order.
    pub fn left_out(&self, snapshot: usize) -> &[u32] {
        &self.left_out[snapshot]
    }

    /// Returns the number of incidents that are left out.
    pub fn count(&self) -> u64 {
        self.left_out.iter().map(|rows| rows.len() as u64).sum()
    }
}

fn refuse_pair(number: usize, message: &str) -> GeobitError {
    let message = format!("same[{number}] {message}.");
    GeobitError::new(Code::BadOption, message).at_row(number as u64 + 1).at_field("same")
}

/// Returns what is wrong with a pair.
fn check_pair(snapshots: &[&Snapshot], &[a, row_a, b, row_b]: &[u32; 4]) -> std::result::Result<(), String> {
    for (snapshot, row) in [(a, row_a), (b, row_b)] {
        let Some(found) = snapshots.get(snapshot as usize) else {
            let last = snapshots.len() - 1;
            return Err(format!("names the snapshot {snapshot}; the snapshots have the numbers 0 to {last}"));
        };
        if row as usize >= found.len() {
            let last = found.len().saturating_sub(1);
            return Err(format!("names the row {row} of the snapshot {snapshot}, which has the rows 0 to {last}"));
        }
    }
    if a == b {
        return Err(format!("names two incidents of the snapshot {a}; a pair is of two different snapshots"));
    }
    Ok(())
}

/// Returns the number of a pair that is there before, and the number of the one before it. The order within a pair does not
/// matter.
fn find_repeated(pairs: &[[Place; 2]]) -> Option<(usize, usize)> {
    let ordered = |(number, &[a, b]): (usize, &[Place; 2])| (a.min(b), a.max(b), number);
    let mut sorted: Vec<_> = pairs.iter().enumerate().map(ordered).collect();
    order::sort_by(&mut sorted, Ord::cmp);
    let repeated = sorted.windows(2).filter(|two| (two[0].0, two[0].1) == (two[1].0, two[1].1));
    repeated.map(|two| (two[1].2, two[0].2)).min()
}

/// Finds the incidents that are left out, in ascending order. Of the incidents that pairs connect, one is kept: the lowest of
/// those that are named first in their pairs and never second, or where there is none the lowest.
fn find_left_out(pairs: &[[Place; 2]]) -> Vec<Place> {
    let mut places: Vec<Place> = pairs.iter().flatten().copied().collect();
    order::sort_by(&mut places, Ord::cmp);
    places.dedup();
    let number_of = |place: &Place| places.partition_point(|other| other < place);
    let mut sets = DisjointSets::new(places.len());
    let mut is_second = vec![false; places.len()];
    for [first, second] in pairs {
        let (first, second) = (number_of(first), number_of(second));
        sets.join(first, second);
        is_second[second] = true;
    }
    let mut kept: Vec<Option<usize>> = vec![None; places.len()];
    let only_first = (0..places.len()).filter(|number| !is_second[*number]);
    for number in only_first.chain(0..places.len()) {
        kept[sets.root(number)].get_or_insert(number);
    }
    let is_left_out = |number: &usize| kept[sets.root(*number)] != Some(*number);
    (0..places.len()).filter(is_left_out).map(|number| places[number]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_out(pairs: &[[u32; 4]]) -> Vec<Place> {
        find_left_out(&pairs.iter().map(|&[a, row_a, b, row_b]| [[a, row_a], [b, row_b]]).collect::<Vec<_>>())
    }

    #[test]
    fn the_first_of_a_pair_is_kept_whatever_its_snapshot() {
        assert_eq!(left_out(&[[0, 7, 1, 3]]), [[1, 3]]);
        assert_eq!(left_out(&[[1, 3, 0, 7]]), [[0, 7]]);
        assert!(left_out(&[]).is_empty());
    }

    #[test]
    fn chains_and_cycles_are_one_event() {
        assert_eq!(left_out(&[[0, 1, 1, 2], [1, 2, 2, 3]]), [[1, 2], [2, 3]]);
        assert_eq!(left_out(&[[1, 2, 2, 3], [0, 1, 1, 2]]), [[1, 2], [2, 3]]);
        assert_eq!(left_out(&[[0, 1, 1, 2], [1, 2, 2, 3], [2, 3, 0, 1]]), [[1, 2], [2, 3]], "a cycle");
        assert_eq!(left_out(&[[2, 5, 1, 2], [0, 1, 1, 2]]), [[1, 2], [2, 5]], "two that are never second");
        assert_eq!(left_out(&[[0, 1, 1, 2], [0, 4, 1, 2]]), [[0, 4], [1, 2]], "two of one snapshot, by the same third");
        assert_eq!(left_out(&[[0, 1, 1, 2], [0, 3, 1, 4]]), [[1, 2], [1, 4]], "two events");
    }

    #[test]
    fn repeated_pairs_are_found_in_either_order() {
        let repeated = |pairs: &[[Place; 2]]| find_repeated(pairs);
        assert_eq!(repeated(&[[[0, 1], [1, 2]], [[0, 2], [1, 2]]]), None);
        assert_eq!(repeated(&[[[0, 9], [1, 2]], [[0, 1], [1, 2]], [[1, 2], [0, 1]]]), Some((2, 1)));
    }
}
