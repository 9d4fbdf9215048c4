//! The drawn points and edges of a geometry, cut into pieces short enough to be straight, and the distance to them.
//!
//! Edges are straight in longitude and latitude (RFC 7946), so in space they bend. A piece is so short that its chord
//! stays within a stated tolerance of the edge. Pieces follow one another along their path, so a pyramid of boxes over
//! runs of them finds the few that can hold the nearest point.

mod approach;
mod piece;
mod pyramid;

use crate::error::Result;
use crate::geo::{self, Box3, Curve, LonLat, Place};
pub use approach::{Approach, Feet};
use piece::{Counter, Cutter};
pub use piece::{Foot, Piece};
pub use pyramid::Pyramid;

/// A piece can hold the nearest point if its chord is no farther than the nearest point known and this, km.
const CHORD_MARGIN_KM: f64 = 0.005;
/// So many paths and more are put in the order of the index; fewer may come as they are.
const MANY_PATHS: usize = 16;

/// How far a piece's chord may lie sideways of its edge, km.
#[derive(Clone, Copy)]
pub struct Tolerance(pub f64);

impl Tolerance {
    /// For distances only: the foot is sought on the edge itself.
    pub const DISTANCE: Tolerance = Tolerance(1e-3);
    /// For integrals over the chords: 1 cm keeps an exposure within 1e-6 of its limit.
    pub const INTEGRAL: Tolerance = Tolerance(1e-5);
}

pub struct Trace {
    pieces: Vec<Piece>,
    pyramid: Pyramid,
}

impl Trace {
    /// Cuts paths into pieces. A path of one vertex is a point; an empty path is nothing.
    pub fn new<'a>(paths: impl IntoIterator<Item = &'a [LonLat]>, tolerance: Tolerance) -> Result<Trace> {
        let mut vertex = 0;
        let numbered = paths.into_iter().filter(|path| !path.is_empty()).map(|path| {
            vertex += path.len();
            (vertex - path.len(), path)
        });
        let mut numbered: Vec<(usize, &[LonLat])> = numbered.collect();
        if numbered.len() >= MANY_PATHS {
            numbered = along_curve(&numbered);
        }
        let mut cutter = Cutter::new(tolerance);
        for (vertex, path) in numbered {
            cutter.cut_path(path, vertex)?;
        }
        let pieces = cutter.pieces;
        let boxes = pieces.iter().map(|piece| Box3::of(piece.from.xyz, piece.to.xyz)).collect();
        Ok(Trace { pieces, pyramid: Pyramid::new(boxes) })
    }

    /// Refuses paths that [`Trace::new`] would refuse, without the work of cutting them.
    pub fn check<'a>(paths: impl IntoIterator<Item = &'a [LonLat]>, tolerance: Tolerance) -> Result<()> {
        let mut counter = Counter::default();
        let mut vertex = 0;
        for path in paths {
            if let [only] = path {
                counter.count(*only, *only, tolerance, vertex)?;
            }
            for (leg, ends) in path.windows(2).enumerate() {
                counter.count(ends[0], ends[1], tolerance, vertex + leg)?;
            }
            vertex += path.len();
        }
        Ok(())
    }

    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Whether a piece may lie within `reach_km` of a box. Never wrongly `false`.
    pub fn may_reach(&self, target: &Box3, reach_km: f64) -> bool {
        self.pyramid.any_within(target, squared(reach_km))
    }

    /// A distance that no piece is nearer to a box than, km; infinite where that is more than the limit.
    pub fn least_km(&self, target: &Box3, limit_km: f64) -> f64 {
        let mut least_2 = f64::INFINITY;
        let mut limit_2 = squared(limit_km);
        self.pyramid.walk(target, limit_2, |number| {
            let piece = &self.pieces[number];
            least_2 = least_2.min(Box3::of(piece.from.xyz, piece.to.xyz).distance_2(target));
            limit_2 = limit_2.min(least_2);
            limit_2
        });
        geo::least_arc((least_2.sqrt() - CHORD_MARGIN_KM).max(0.0))
    }

    /// Whether a place at the end of a chord this long, squared, from a piece is within `reach_km` of its edge beyond doubt.
    pub fn surely_within(chord_2: f64, reach_km: f64) -> bool {
        // A chord is shorter than its arc by less than the cube's part.
        let bend = reach_km.powi(3) / (24.0 * geo::ARC_RADIUS_KM * geo::ARC_RADIUS_KM);
        let surely_km = reach_km - bend - geo::arc_error(reach_km) - CHORD_MARGIN_KM;
        surely_km > 0.0 && chord_2 < surely_km * surely_km
    }

    /// Numbers of the pieces whose chord lies within `reach_km` of a place, as the chord measures.
    pub fn pieces_within(&self, place: &Place, reach_km: f64, mut take: impl FnMut(usize)) {
        let limit_2 = squared(reach_km);
        self.pyramid.walk(&place.xyz.into(), limit_2, |number| {
            if self.pieces[number].chord_2(place.xyz) <= limit_2 {
                take(number);
            }
            limit_2
        });
    }

    /// The nearest point of the trace; `None` for an empty trace.
    pub fn foot(&self, place: &Place) -> Option<Foot> {
        let mut candidates = Candidates::default();
        candidates.begin(f64::INFINITY);
        self.pyramid.walk(&place.xyz.into(), f64::INFINITY, |number| {
            candidates.look_at(&self.pieces, number as u32, place);
            candidates.limit_2
        });
        candidates.foot(&self.pieces, place)
    }
}

/// The pieces that may hold the nearest point, found one after the other.
#[derive(Default)]
struct Candidates {
    /// Numbers of pieces with the square of the distance of their chord.
    pieces: Vec<(u32, f64)>,
    /// Square of the distance beyond which a chord's edge cannot be the nearest.
    limit_2: f64,
}

impl Candidates {
    fn begin(&mut self, limit_2: f64) {
        self.pieces.clear();
        self.limit_2 = limit_2;
    }

    #[inline]
    fn look_at(&mut self, pieces: &[Piece], number: u32, place: &Place) {
        let chord_2 = pieces[number as usize].chord_2(place.xyz);
        if chord_2 <= self.limit_2 {
            self.limit_2 = self.limit_2.min(beyond(chord_2));
            self.pieces.push((number, chord_2));
        }
    }

    /// The nearest point; of two at the same distance, the earlier one along the path.
    fn foot(&self, pieces: &[Piece], place: &Place) -> Option<Foot> {
        let possible = self.pieces.iter().filter(|(_, chord_2)| *chord_2 <= self.limit_2);
        let feet = possible.map(|(number, _)| pieces[*number as usize].foot(place));
        feet.min_by(|a, b| a.distance_km.total_cmp(&b.distance_km).then(a.along_km.total_cmp(&b.along_km)))
    }
}

/// Sorts paths by where they begin on the Hilbert curve. Paths that begin at the same place keep their order.
fn along_curve<'a>(numbered: &[(usize, &'a [LonLat])]) -> Vec<(usize, &'a [LonLat])> {
    let curve = Curve::new();
    let mut sorted = numbered.to_vec();
    sorted.sort_by_cached_key(|(_, path)| curve.at_any_turn(path[0]));
    sorted
}

/// What is farther than this is farther than the edge of a chord at some distance; both as squares. Far away, chord
/// and geodesic may disagree on which is nearer by the error of the arc.
fn beyond(chord_2: f64) -> f64 {
    let chord = chord_2.sqrt();
    (chord + CHORD_MARGIN_KM + 2.0 * geo::arc_error(chord)).powi(2)
}

/// A reach as the square of a distance of chords.
fn squared(reach_km: f64) -> f64 {
    (reach_km + CHORD_MARGIN_KM).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;
    use crate::geo::distance_km;
    use proptest::prelude::*;

    /// The definition: the least geodesic distance over many points of the edges.
    fn brute_force(path: &[LonLat], p: LonLat) -> f64 {
        let edges = path.windows(2).flat_map(|ends| (0..=2000).map(|i| ends[0].lerp(ends[1], f64::from(i) / 2000.0)));
        edges.map(|q| distance_km(p, q)).fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn foot_is_the_nearest_point(
            lon in -190.0..190.0f64, lat in -85.0..85.0f64,
            path in prop::collection::vec((-2.0..2.0f64, -2.0..2.0f64), 2..5),
            off in (-3.0..3.0f64, -3.0..3.0f64),
        ) {
            let path: Vec<_> = path.iter().map(|(x, y)| LonLat::new(lon + x, lat + y)).collect();
            let p = LonLat::new(lon + off.0, lat + off.1);
            let trace = Trace::new([path.as_slice()], Tolerance::DISTANCE).unwrap();
            let foot = trace.foot(&Place::new(p)).unwrap();
            let exact = brute_force(&path, p);
            // The brute force only looks every ~100-200 m, so it may be a little too long, never too short.
            prop_assert!(foot.distance_km <= exact + 2e-6, "{} {}", foot.distance_km, exact);
            prop_assert!(foot.distance_km >= exact - 0.3, "{} {}", foot.distance_km, exact);
            prop_assert!((distance_km(foot.at, p) - foot.distance_km).abs() < 2e-6);
        }
    }

    #[test]
    fn a_single_point_is_a_trace() {
        let at = LonLat::new(-8.0, 12.6);
        let trace = Trace::new([[at].as_slice()], Tolerance::DISTANCE).unwrap();
        let p = geo::direct(at, 30.0, 20.0);
        assert!((trace.foot(&Place::new(p)).unwrap().distance_km - 20.0).abs() < 2e-6);
        assert!(Trace::new([], Tolerance::DISTANCE).unwrap().foot(&Place::new(p)).is_none());
    }

    /// A bug once: points were not counted by the check, and too many of them found out only when they were cut.
    #[test]
    fn the_check_refuses_what_cutting_would() {
        let points = vec![LonLat::new(0.0, 0.0); 1_000_001];
        let paths = || points.iter().map(std::slice::from_ref);
        assert_eq!(Trace::check(paths(), Tolerance::DISTANCE).unwrap_err().at.vertex, Some(1_000_000));
        assert!(Trace::check(paths().skip(1), Tolerance::DISTANCE).is_ok());
    }

    #[test]
    fn an_endless_edge_is_refused_with_its_vertex() {
        let back_and_forth: Vec<_> =
            (0..400).map(|i| LonLat::new(if i % 2 == 0 { -170.0 } else { 170.0 }, 60.0)).collect();
        let error = Trace::new([back_and_forth.as_slice()], Tolerance::INTEGRAL).err().unwrap();
        assert_eq!(error.code, Code::TooLarge);
        assert!(error.at.vertex.is_some());
    }
}
