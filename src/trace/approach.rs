//! What is near each box of a tree, found while the tree is descended: what is far from a box is far from all the boxes
//! in it.

use wide::f32x4;

use super::{Candidates, Foot, Trace, squared};
use crate::measure::{Box3, Boxes, Place, bits};

/// Those of some boxes, such as the runs of a pyramid, that lie within a reach of a box, for one on each level of a tree.
pub struct Approach<'a> {
    boxes: &'a [Box3],
    limit_2: f64,
    /// Their numbers, by level of the tree, the bottom first.
    near: Vec<Vec<u32>>,
}

impl<'a> Approach<'a> {
    /// For a tree of so many levels, and a limit as the square of a distance.
    pub fn new(boxes: &'a [Box3], limit_2: f64, levels: usize) -> Approach<'a> {
        let mut near = vec![Vec::new(); levels + 1];
        near[levels].extend(0..boxes.len() as u32);
        Approach { boxes, limit_2, near }
    }

    /// Judges a box in the box judged last on the level above. False: nothing is within reach of it.
    pub fn enter(&mut self, level: usize, space: &Box3) -> bool {
        let (below, above) = self.near.split_at_mut(level + 1);
        below[level].clear();
        let is_near = |number: &&u32| self.boxes[**number as usize].distance_2(space) <= self.limit_2;
        below[level].extend(above[0].iter().filter(is_near));
        !below[level].is_empty()
    }

    /// Numbers of those within reach of the box judged last on the lowest level.
    pub fn near(&self) -> &[u32] {
        &self.near[0]
    }
}

/// Finds the nearest points of a trace for many places, box by box.
pub struct Feet<'a> {
    trace: &'a Trace,
    approach: Approach<'a>,
    /// The boxes of the runs near the box judged last on the lowest level, four at a time.
    fours: Vec<Boxes>,
    /// Room for their distances from one place.
    distances_2: Vec<f32x4>,
    candidates: Candidates,
}

impl<'a> Feet<'a> {
    /// For a tree of so many levels. What is farther than the reach by more than a few metres is not found.
    pub fn new(trace: &'a Trace, reach_km: f64, levels: usize) -> Feet<'a> {
        let approach = Approach::new(trace.pyramid.runs(), squared(reach_km), levels);
        let candidates = Candidates::default();
        Feet { trace, approach, fours: Vec::new(), distances_2: Vec::new(), candidates }
    }

    /// As [`Approach::enter`].
    pub fn enter(&mut self, level: usize, space: &Box3) -> bool {
        let is_near = self.approach.enter(level, space);
        if level == 0 {
            let runs = self.trace.pyramid.runs();
            let fours = self.approach.near().chunks(4);
            self.fours.clear();
            self.fours.extend(fours.map(|four| Boxes::new(four.iter().map(|run| &runs[*run as usize]))));
        }
        is_near
    }

    /// Adds the numbers of the pieces whose chord lies within a reach, no longer than that of the search, of a place in the
    /// box judged last on the lowest level; returns the square of the least distance of them.
    pub fn pieces_within(&self, place: &Place, reach_km: f64, numbers: &mut Vec<u32>) -> f64 {
        let (at, limit_2) = (Box3::from(place.xyz), squared(reach_km));
        let mut least_2 = f64::INFINITY;
        for (boxes, runs) in self.fours.iter().zip(self.approach.near().chunks(4)) {
            for lane in bits(boxes.distances_2(&at).simd_le(f32x4::splat(limit_2 as f32)).to_bitmask()) {
                for number in self.trace.pyramid.things_of(runs[lane as usize]) {
                    let chord_2 = self.trace.pieces[number as usize].chord_2(place.xyz);
                    if chord_2 <= limit_2 {
                        least_2 = least_2.min(chord_2);
                        numbers.push(number);
                    }
                }
            }
        }
        least_2
    }

    /// The nearest point of the trace, for a place in the box judged last on the lowest level.
    pub fn foot(&mut self, place: &Place) -> Option<Foot> {
        let at = Box3::from(place.xyz);
        let mut least = f32x4::splat(f32::INFINITY);
        self.distances_2.clear();
        for boxes in &self.fours {
            let distances_2 = boxes.distances_2(&at);
            least = least.fast_min(distances_2);
            self.distances_2.push(distances_2);
        }
        let least = least.to_array().into_iter().fold(f32::INFINITY, f32::min);
        if f64::from(least) > self.approach.limit_2 {
            return None;
        }
        // The nearest run first: it mostly leaves no other to be looked at.
        self.candidates.begin(self.approach.limit_2);
        self.look_at(place, -1.0, least);
        self.look_at(place, least, f32::INFINITY);
        self.candidates.foot(&self.trace.pieces, place)
    }

    /// Looks at the pieces of the runs whose distance, squared, is above one and up to another, as far as they may matter.
    #[inline(never)]
    fn look_at(&mut self, place: &Place, above: f32, up_to: f32) {
        for (distances_2, runs) in self.distances_2.iter().zip(self.approach.near().chunks(4)) {
            let most = up_to.min(self.candidates.limit_2 as f32);
            let wanted = distances_2.simd_gt(f32x4::splat(above)) & distances_2.simd_le(f32x4::splat(most));
            for lane in bits(wanted.to_bitmask()) {
                for piece in self.trace.pyramid.things_of(runs[lane as usize]) {
                    self.candidates.look_at(&self.trace.pieces, piece, place);
                }
            }
        }
    }
}
