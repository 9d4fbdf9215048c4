//! Which runs of a pyramid are near each box of an index, found while the index is descended: a run that is far from a
//! box is far from all the boxes inside it.

use wide::f32x4;

use super::Pyramid;
use crate::geo::{FourBoxes, SpaceBox, set_bits};

/// The groups of runs of a pyramid that lie within a given distance of a box, for the current box on each level of an
/// index. A group is four runs, whose boxes are compared in one go.
pub struct CandidateRuns<'a> {
    group_boxes: &'a [FourBoxes],
    /// Squared distance, km², up to which a run is a candidate.
    limit_2: f32x4,
    /// The candidates on each level of the index, the bottom level first. An entry is 16 times the number of an element of
    /// `group_boxes`, plus one bit for each of its four groups that is near.
    by_level: Vec<Vec<u32>>,
    /// Numbers of the groups that are candidates on the bottom level.
    groups: Vec<u32>,
}

impl<'a> CandidateRuns<'a> {
    /// For an index with `levels` levels and runs up to the square root of `limit_2` km away.
    pub fn new(pyramid: &'a Pyramid, limit_2: f64, levels: usize) -> CandidateRuns<'a> {
        let group_boxes = pyramid.group_boxes();
        let mut by_level = vec![Vec::new(); levels + 1];
        by_level[levels].extend((0..group_boxes.len() as u32).map(|number| 16 * number + 0b1111));
        CandidateRuns { group_boxes, limit_2: f32x4::splat(limit_2 as f32), by_level, groups: Vec::new() }
    }

    /// Moves to a box on a level, which must lie in the box last moved to on the level above. Returns false if no run is
    /// near the box.
    pub fn narrow(&mut self, level: usize, space: &SpaceBox) -> bool {
        let (below, above) = self.by_level.split_at_mut(level + 1);
        let near = |&entry: &u32| {
            let distances_2 = self.group_boxes[entry as usize / 16].min_distances_2_to_box(space);
            let groups = entry & distances_2.simd_le(self.limit_2).to_bitmask();
            (groups != 0).then_some(entry / 16 * 16 + groups)
        };
        below[level].clear();
        below[level].extend(above[0].iter().filter_map(near));
        if level == 0 {
            self.groups.clear();
            let groups =
                below[0].iter().flat_map(|entry| set_bits(entry % 16).map(move |group| entry / 16 * 4 + group));
            self.groups.extend(groups);
        }
        !below[level].is_empty()
    }

    /// Numbers of the groups near the box last moved to on the bottom level.
    pub fn groups(&self) -> &[u32] {
        &self.groups
    }
}
