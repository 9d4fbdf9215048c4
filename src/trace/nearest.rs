//! The nearest point of a trace: the pieces that may hold it, and the search for many points at once.

use std::cmp::Ordering;

use wide::f32x4;

use super::{CHORD_MARGIN_KM, CandidateRuns, NearestPoint, Piece, Trace, squared_reach};
use crate::geo::{self, GeoPoint, SpaceBox, SplatPoint, min_lane, set_bits};
use crate::order;

/// More possible pieces than this are not all measured.
const MANY: usize = 16;

/// The pieces that may hold the nearest point, collected one after the other.
#[derive(Default)]
pub struct CandidatePieces {
    /// Numbers of pieces with the squared distance of their chord, km².
    pieces: Vec<(u32, f64)>,
    /// Squared distance beyond which a chord cannot belong to the nearest piece, km².
    pub limit_2: f64,
}

impl CandidatePieces {
    /// Starts a new search for pieces whose chord is at most the square root of `limit_2` away.
    pub fn start(&mut self, limit_2: f64) {
        self.pieces.clear();
        self.limit_2 = limit_2;
    }

    /// Adds a piece if it may hold the nearest point, and lowers the limit if it is the nearest so far.
    #[inline]
    pub fn add(&mut self, pieces: &[Piece], number: u32, point: &GeoPoint) {
        let chord_2 = pieces[number as usize].chord_distance_2(point.xyz);
        if chord_2 <= self.limit_2 {
            self.limit_2 = self.limit_2.min(exclusion_limit_2(chord_2));
            self.pieces.push((number, chord_2));
        }
    }

    /// The nearest point on the pieces collected; of two at the same distance, the earlier one along the path.
    pub fn nearest(&mut self, pieces: &[Piece], point: &GeoPoint) -> Option<NearestPoint> {
        let limit_2 = self.limit_2;
        self.pieces.retain(|(_, chord_2)| *chord_2 <= limit_2);
        if self.pieces.len() > MANY {
            return self.nearest_of_many(pieces, point, |piece| piece.nearest(point));
        }
        let nearest = self.pieces.iter().map(|(number, _)| pieces[*number as usize].nearest(point));
        nearest.min_by(order)
    }

    /// The same for many pieces, as where a line winds around the opposite side of the Earth: there the chords leave
    /// thousands of them possible. Two places differ in their distance from a point by no more than they are apart, so a
    /// piece that is too far away excludes the pieces near it.
    /// `measure` gives the nearest point of a piece.
    fn nearest_of_many(
        &mut self,
        pieces: &[Piece],
        point: &GeoPoint,
        mut measure: impl FnMut(&Piece) -> NearestPoint,
    ) -> Option<NearestPoint> {
        let (first, _) = self.pieces.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
        let mut nearest = measure(&pieces[*first as usize]);
        order::sort_by(&mut self.pieces, |a, b| a.0.cmp(&b.0));
        // The beginning of the piece measured last, and a lower bound of its distance, km.
        let (mut place, mut least_km) = (point.xyz, 0.0);
        for (number, _) in &self.pieces {
            let piece = &pieces[*number as usize];
            let apart_km = geo::max_arc(geo::chord_km(place, piece.from.xyz)) + piece.length_km + CHORD_MARGIN_KM;
            if least_km - apart_km <= nearest.distance_km {
                let found = measure(piece);
                (place, least_km) = (piece.from.xyz, found.distance_km - piece.length_km - CHORD_MARGIN_KM);
                nearest = [nearest, found].into_iter().min_by(order)?;
            }
        }
        Some(nearest)
    }
}

/// The order of nearest points: by their distance, then along the path.
fn order(a: &NearestPoint, b: &NearestPoint) -> Ordering {
    a.distance_km.total_cmp(&b.distance_km).then(a.along_km.total_cmp(&b.along_km))
}

/// The squared chord distance beyond which an edge is certainly farther away than an edge whose chord is `chord_2` away.
/// At long distances chord and geodesic may disagree on which of two edges is nearer, by the error of the arc.
fn exclusion_limit_2(chord_2: f64) -> f64 {
    let chord = chord_2.sqrt();
    (chord + CHORD_MARGIN_KM + 2.0 * geo::arc_error_bound(chord)).powi(2)
}

/// Finds the nearest points of a trace for the many points of an index, while the index is descended.
pub struct NearestFinder<'a> {
    trace: &'a Trace,
    candidates: CandidateRuns<'a>,
    /// Squared distance, km², up to which points are found.
    limit_2: f64,
    /// Scratch space: squared distances of a point from the candidate runs.
    distances_2: Vec<f32x4>,
    pieces: CandidatePieces,
}

impl<'a> NearestFinder<'a> {
    /// For an index with `levels` levels. Points of the trace that are more than a few metres farther away than
    /// `reach_km` are not found.
    pub fn new(trace: &'a Trace, reach_km: f64, levels: usize) -> NearestFinder<'a> {
        let limit_2 = squared_reach(reach_km);
        let candidates = CandidateRuns::new(&trace.pyramid, limit_2, levels);
        NearestFinder { trace, candidates, limit_2, distances_2: Vec::new(), pieces: CandidatePieces::default() }
    }

    /// Moves to a box of the index; see [`CandidateRuns::narrow`].
    pub fn narrow(&mut self, level: usize, space: &SpaceBox) -> bool {
        self.candidates.narrow(level, space)
    }

    /// Adds the numbers of the pieces whose chord is within `reach_km` of a point to `numbers`, and returns the smallest
    /// of their squared distances, km². The point must lie in the box last moved to on the bottom level, and `reach_km`
    /// must not exceed the reach of the finder.
    pub fn pieces_within(&self, point: &GeoPoint, reach_km: f64, numbers: &mut Vec<u32>) -> f64 {
        let (splat, limit_2) = (SplatPoint::from(point.xyz), squared_reach(reach_km));
        let mut nearest_2 = f64::INFINITY;
        for &group in self.candidates.groups() {
            let distances_2 = self.trace.pyramid.run_boxes()[group as usize].min_distances_2(&splat);
            for lane in set_bits(distances_2.simd_le(f32x4::splat(limit_2 as f32)).to_bitmask()) {
                for number in self.trace.pyramid.leaves_of(4 * group + lane) {
                    let chord_2 = self.trace.pieces[number as usize].chord_distance_2(point.xyz);
                    if chord_2 <= limit_2 {
                        nearest_2 = nearest_2.min(chord_2);
                        numbers.push(number);
                    }
                }
            }
        }
        nearest_2
    }

    /// The nearest point of the trace, or `None` if there is none within reach. `point` must lie in the box last moved to
    /// on the bottom level.
    pub fn nearest(&mut self, point: &GeoPoint) -> Option<NearestPoint> {
        let splat = SplatPoint::from(point.xyz);
        let mut nearest = f32x4::splat(f32::INFINITY);
        self.distances_2.clear();
        for &group in self.candidates.groups() {
            let distances_2 = self.trace.pyramid.run_boxes()[group as usize].min_distances_2(&splat);
            nearest = nearest.fast_min(distances_2);
            self.distances_2.push(distances_2);
        }
        let nearest = min_lane(nearest);
        if f64::from(nearest) > self.limit_2 {
            return None;
        }
        // The nearest run first: the limit it sets mostly excludes all the others.
        self.pieces.start(self.limit_2);
        self.add_runs(point, -1.0, nearest);
        self.add_runs(point, nearest, f32::INFINITY);
        self.pieces.nearest(&self.trace.pieces, point)
    }

    /// Adds the pieces of the runs whose squared distance is above `above` and at most `up_to` and within the limit.
    fn add_runs(&mut self, point: &GeoPoint, above: f32, up_to: f32) {
        for (distances_2, group) in self.distances_2.iter().zip(self.candidates.groups()) {
            let limit_2 = up_to.min(self.pieces.limit_2 as f32);
            let wanted = distances_2.simd_gt(f32x4::splat(above)) & distances_2.simd_le(f32x4::splat(limit_2));
            for lane in set_bits(wanted.to_bitmask()) {
                for piece in self.trace.pyramid.leaves_of(4 * group + lane) {
                    self.pieces.add(&self.trace.pieces, piece, point);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::LonLat;
    use crate::trace::Tolerance;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// On the other side of the Earth, where the chords leave many pieces possible. A whole number of steps makes a
        /// turn, so that parts of the line coincide.
        #[test]
        fn excluding_pieces_does_not_miss_the_nearest(
            lat in prop_oneof![Just(85.0), Just(60.0), -80.0..80.0f64], step in prop_oneof![Just(120.0), Just(179.0), Just(20.0)],
            slope in prop_oneof![Just(0.0), -2.0..2.0f64], lon in -180.0..180.0f64, off in prop_oneof![Just(90.0), 0.0..30.0f64],
        ) {
            let line: Vec<LonLat> = (0..6).map(|i| LonLat::new(step * f64::from(i), (lat + slope * f64::from(i)).clamp(-89.0, 89.0))).collect();
            let trace = Trace::new([line.as_slice()], Tolerance::DISTANCE).unwrap();
            let point = GeoPoint::new(LonLat::new(lon, if lat > 0.0 { off - 90.0 } else { 90.0 - off }));
            let all = trace.pieces().iter().map(|piece| piece.nearest(&point)).min_by(order);
            prop_assert_eq!(trace.nearest(&point), all);
        }
    }

    /// Once a fault: the distance of each of 20,000 pieces was computed, which took tens of milliseconds for each point.
    #[test]
    fn few_pieces_are_measured_where_a_line_winds_around_the_opposite_pole() {
        let line: Vec<LonLat> = (0..10).map(|i| LonLat::new(179.0 * f64::from(i), 60.0)).collect();
        let trace = Trace::new([line.as_slice()], Tolerance::DISTANCE).unwrap();
        let point = GeoPoint::new(LonLat::new(106.384, -89.204));
        let mut candidates = CandidatePieces::default();
        candidates.start(f64::INFINITY);
        (0..trace.pieces().len() as u32).for_each(|number| candidates.add(trace.pieces(), number, &point));
        let possible = candidates.pieces.len();
        let mut measured = 0;
        let count = |piece: &Piece| {
            measured += 1;
            piece.nearest(&point)
        };
        candidates.nearest_of_many(trace.pieces(), &point, count).unwrap();
        assert!(possible > 10_000 && measured < possible / 3, "{measured} of {possible}");
    }
}
