//! What is near each box of a tree, found while the tree is descended: what is far from a box is far from all the boxes
//! in it.

use wide::f32x4;

use super::{Candidates, Foot, Pyramid, Trace, squared};
use crate::geo::{Box3, Boxes, Place, Spot, bits, least_of};

/// Those of a pyramid's fours of runs that lie within a reach of a box, for one on each level of a tree.
pub struct Approach<'a> {
    sixteens: &'a [Boxes],
    /// Square of the reach.
    limit_2: f32x4,
    /// By level of the tree, the bottom first: sixteen times the number of a sixteen, and a bit for each four that is near.
    by_level: Vec<Vec<u32>>,
    /// Those on the lowest level.
    near: Vec<u32>,
}

impl<'a> Approach<'a> {
    /// For a tree of so many levels, and a limit as the square of a distance.
    pub fn new(pyramid: &'a Pyramid, limit_2: f64, levels: usize) -> Approach<'a> {
        let sixteens = pyramid.sixteens();
        let mut by_level = vec![Vec::new(); levels + 1];
        by_level[levels].extend((0..sixteens.len() as u32).map(|number| 16 * number + 0b1111));
        Approach { sixteens, limit_2: f32x4::splat(limit_2 as f32), by_level, near: Vec::new() }
    }

    /// Judges a box in the box judged last on the level above. False: nothing is within reach of it.
    pub fn enter(&mut self, level: usize, space: &Box3) -> bool {
        let (below, above) = self.by_level.split_at_mut(level + 1);
        let near = |&entry: &u32| {
            let distances_2 = self.sixteens[entry as usize / 16].distances_2_to_box(space);
            let fours = entry & distances_2.simd_le(self.limit_2).to_bitmask();
            (fours != 0).then_some(entry / 16 * 16 + fours)
        };
        below[level].clear();
        below[level].extend(above[0].iter().filter_map(near));
        if level == 0 {
            self.near.clear();
            let fours = below[0].iter().flat_map(|entry| bits(entry % 16).map(move |four| entry / 16 * 4 + four));
            self.near.extend(fours);
        }
        !below[level].is_empty()
    }

    /// Numbers of the fours within reach of the box judged last on the lowest level.
    pub fn near(&self) -> &[u32] {
        &self.near
    }
}

/// Finds the nearest points of a trace for many places, box by box.
pub struct Feet<'a> {
    trace: &'a Trace,
    approach: Approach<'a>,
    /// Square of the reach.
    limit_2: f64,
    /// Room for distances of one place from the runs that are near.
    distances_2: Vec<f32x4>,
    candidates: Candidates,
}

impl<'a> Feet<'a> {
    /// For a tree of so many levels. What is farther than the reach by more than a few metres is not found.
    pub fn new(trace: &'a Trace, reach_km: f64, levels: usize) -> Feet<'a> {
        let limit_2 = squared(reach_km);
        let approach = Approach::new(&trace.pyramid, limit_2, levels);
        Feet { trace, approach, limit_2, distances_2: Vec::new(), candidates: Candidates::default() }
    }

    /// As [`Approach::enter`].
    pub fn enter(&mut self, level: usize, space: &Box3) -> bool {
        self.approach.enter(level, space)
    }

    /// Adds the numbers of the pieces whose chord lies within a reach, no longer than that of the search, of a place in the
    /// box judged last on the lowest level; returns the square of the least distance of them.
    pub fn pieces_within(&self, place: &Place, reach_km: f64, numbers: &mut Vec<u32>) -> f64 {
        let (at, limit_2) = (Spot::from(place.xyz), squared(reach_km));
        let mut least_2 = f64::INFINITY;
        for &four in self.approach.near() {
            let distances_2 = self.trace.pyramid.fours()[four as usize].distances_2(&at);
            for lane in bits(distances_2.simd_le(f32x4::splat(limit_2 as f32)).to_bitmask()) {
                for number in self.trace.pyramid.things_of(4 * four + lane) {
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
        let at = Spot::from(place.xyz);
        let mut least = f32x4::splat(f32::INFINITY);
        self.distances_2.clear();
        for &four in self.approach.near() {
            let distances_2 = self.trace.pyramid.fours()[four as usize].distances_2(&at);
            least = least.fast_min(distances_2);
            self.distances_2.push(distances_2);
        }
        let least = least_of(least);
        if f64::from(least) > self.limit_2 {
            return None;
        }
        // The nearest run first: it mostly leaves no other to be looked at.
        self.candidates.begin(self.limit_2);
        self.look_at(place, -1.0, least);
        self.look_at(place, least, f32::INFINITY);
        self.candidates.foot(&self.trace.pieces, place)
    }

    /// Looks at the pieces of the runs whose distance, squared, is above one and up to another, as far as they may matter.
    #[inline(never)]
    fn look_at(&mut self, place: &Place, above: f32, up_to: f32) {
        for (distances_2, four) in self.distances_2.iter().zip(self.approach.near()) {
            let most = up_to.min(self.candidates.limit_2 as f32);
            let wanted = distances_2.simd_gt(f32x4::splat(above)) & distances_2.simd_le(f32x4::splat(most));
            for lane in bits(wanted.to_bitmask()) {
                for piece in self.trace.pyramid.things_of(4 * four + lane) {
                    self.candidates.look_at(&self.trace.pieces, piece, place);
                }
            }
        }
    }
}
