//! What is near each box of a tree, found while the tree is descended: what is far from a box is far from all the boxes
//! in it.

use super::{Candidates, Foot, Trace, squared};
use crate::measure::{Box3, Place};

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
    /// Room for the distances of the runs from one place.
    distances_2: Vec<f64>,
    candidates: Candidates,
}

impl<'a> Feet<'a> {
    /// For a tree of so many levels. What is farther than the reach by more than a few metres is not found.
    pub fn new(trace: &'a Trace, reach_km: f64, levels: usize) -> Feet<'a> {
        let approach = Approach::new(trace.pyramid.runs(), squared(reach_km), levels);
        Feet { trace, approach, distances_2: Vec::new(), candidates: Candidates::default() }
    }

    /// As [`Approach::enter`].
    pub fn enter(&mut self, level: usize, space: &Box3) -> bool {
        self.approach.enter(level, space)
    }

    /// Adds the numbers of the pieces whose chord lies within a reach, no longer than that of the search, of a place in the
    /// box judged last on the lowest level; returns the square of the least distance of them.
    pub fn pieces_within(&self, place: &Place, reach_km: f64, numbers: &mut Vec<u32>) -> f64 {
        let pyramid = &self.trace.pyramid;
        let (at, limit_2) = (Box3::from(place.xyz), squared(reach_km));
        let mut least_2 = f64::INFINITY;
        for &run in self.approach.near() {
            if pyramid.runs()[run as usize].distance_2(&at) > limit_2 {
                continue;
            }
            for number in pyramid.things_of(run) {
                let chord_2 = self.trace.pieces[number as usize].chord_2(place.xyz);
                if chord_2 <= limit_2 {
                    least_2 = least_2.min(chord_2);
                    numbers.push(number);
                }
            }
        }
        least_2
    }

    /// The nearest point of the trace, for a place in the box judged last on the lowest level.
    pub fn foot(&mut self, place: &Place) -> Option<Foot> {
        let pyramid = &self.trace.pyramid;
        let at = Box3::from(place.xyz);
        let (near, runs) = (self.approach.near(), pyramid.runs());
        let mut nearest = (0, f64::INFINITY);
        self.distances_2.clear();
        for (index, run) in near.iter().enumerate() {
            let distance_2 = runs[*run as usize].distance_2(&at);
            self.distances_2.push(distance_2);
            if distance_2 < nearest.1 {
                nearest = (index, distance_2);
            }
        }
        if nearest.1 > self.approach.limit_2 {
            return None;
        }
        // The nearest run first: it mostly leaves no other to be looked at.
        self.candidates.begin(self.approach.limit_2);
        let others = (0..near.len()).filter(|index| *index != nearest.0);
        for index in std::iter::once(nearest.0).chain(others) {
            if self.distances_2[index] <= self.candidates.limit_2 {
                for piece in pyramid.things_of(near[index]) {
                    self.candidates.look_at(&self.trace.pieces, piece, place);
                }
            }
        }
        self.candidates.foot(&self.trace.pieces, place)
    }
}
