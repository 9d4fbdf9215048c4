//! The drawn points and edges of a geometry, cut into pieces short enough to be straight, and the distance to them.
//!
//! Edges are straight in longitude and latitude (RFC 7946), so in space they bend. A piece is so short that its chord
//! stays within a stated tolerance of the edge. Pieces follow one another along their path, so a pyramid of boxes over
//! runs of consecutive pieces finds the few that can hold the nearest point.

mod candidate_runs;
mod nearest;
mod piece;
mod pyramid;

use crate::error::Result;
use crate::geo::{self, GeoPoint, HilbertCurve, LonLat, SpaceBox, Xyz};
use crate::order;
pub use candidate_runs::CandidateRuns;
use nearest::CandidatePieces;
pub use nearest::NearestFinder;
pub use piece::{NearestPoint, Piece};
use piece::{PathCutter, PieceCounter};
pub use pyramid::Pyramid;

/// A piece can hold the nearest point if its chord is no farther than the nearest point known plus this margin, km.
const CHORD_MARGIN_KM: f64 = 0.005;
/// From this number of paths on, they are sorted along the Hilbert curve; fewer keep the order they are given in.
const MIN_PATHS_TO_SORT: usize = 16;

/// The largest sideways distance between a piece's chord and its edge, km.
#[derive(Clone, Copy)]
pub struct Tolerance(pub f64);

impl Tolerance {
    /// For distances only, as the nearest point is sought on the edge itself: 1 m.
    pub const DISTANCE: Tolerance = Tolerance(1e-3);
    /// For integrals along the chords: 1 cm keeps an exposure within 1e-6 of its limit.
    pub const INTEGRAL: Tolerance = Tolerance(1e-5);
}

/// The pieces of some paths, with a pyramid of boxes to search them by.
pub struct Trace {
    pieces: Vec<Piece>,
    pyramid: Pyramid,
}

impl Trace {
    /// Cuts paths into pieces. A path of one vertex is a point, and an empty path is ignored.
    ///
    /// # Errors
    /// `TooLarge`, with the vertex, if the paths would be cut into more than 1,000,000 pieces.
    pub fn new<'a>(paths: impl IntoIterator<Item = &'a [LonLat]>, tolerance: Tolerance) -> Result<Trace> {
        let mut vertex = 0;
        let numbered = paths.into_iter().filter(|path| !path.is_empty()).map(|path| {
            vertex += path.len();
            (vertex - path.len(), path)
        });
        let mut numbered: Vec<(usize, &[LonLat])> = numbered.collect();
        if numbered.len() >= MIN_PATHS_TO_SORT {
            numbered = sort_along_curve(&numbered);
        }
        let mut cutter = PathCutter::new(tolerance);
        for (vertex, path) in numbered {
            cutter.cut_path(path, vertex)?;
        }
        let pieces = cutter.pieces;
        let boxes = pieces.iter().map(|piece| SpaceBox::around_points(piece.from.xyz, piece.to.xyz)).collect();
        Ok(Trace { pieces, pyramid: Pyramid::new(boxes) })
    }

    /// Refuses the paths that [`Trace::new`] would refuse, without the work of cutting them.
    ///
    /// # Errors
    /// The errors of [`Trace::new`].
    pub fn check<'a>(paths: impl IntoIterator<Item = &'a [LonLat]>, tolerance: Tolerance) -> Result<()> {
        let mut counter = PieceCounter::default();
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

    /// The pieces: path by path, in each from its beginning to its end.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Lower bound of the distance between a box and the nearest piece, km; infinite if that is more than `limit_km`.
    pub fn min_distance_km(&self, target: &SpaceBox, limit_km: f64) -> f64 {
        let mut nearest_2 = f64::INFINITY;
        let mut limit_2 = squared_reach(limit_km);
        self.pyramid.visit_within(target, limit_2, |number| {
            let piece = &self.pieces[number];
            nearest_2 = nearest_2.min(SpaceBox::around_points(piece.from.xyz, piece.to.xyz).min_distance_2(target));
            limit_2 = limit_2.min(nearest_2);
            limit_2
        });
        geo::min_arc((nearest_2.sqrt() - CHORD_MARGIN_KM).max(0.0))
    }

    /// Whether a point is certainly within `reach_km` of an edge, given its squared distance from the chord of one of the
    /// edge's pieces.
    pub fn is_certainly_within(chord_2: f64, reach_km: f64) -> bool {
        // An arc is longer than its chord by about the cube of its length over 24 R².
        let bend = reach_km.powi(3) / (24.0 * geo::ARC_RADIUS_KM * geo::ARC_RADIUS_KM);
        let certain_km = reach_km - bend - geo::arc_error_bound(reach_km) - CHORD_MARGIN_KM;
        certain_km > 0.0 && chord_2 < certain_km * certain_km
    }

    /// Calls `visit` with the numbers of the pieces whose chord is at most `reach_km` (and a few metres) from a point, by
    /// the length of the chord.
    pub fn for_each_piece_within(&self, point: &GeoPoint, reach_km: f64, mut visit: impl FnMut(usize)) {
        let limit_2 = squared_reach(reach_km);
        self.pyramid.visit_within(&point.xyz.into(), limit_2, |number| {
            if self.pieces[number].chord_distance_2(point.xyz) <= limit_2 {
                visit(number);
            }
            limit_2
        });
    }

    /// The nearest point of the trace; `None` for an empty trace.
    pub fn nearest(&self, point: &GeoPoint) -> Option<NearestPoint> {
        let mut candidates = CandidatePieces::default();
        candidates.start(f64::INFINITY);
        self.pyramid.visit_within(&point.xyz.into(), f64::INFINITY, |number| {
            candidates.add(&self.pieces, number as u32, point);
            candidates.limit_2
        });
        candidates.nearest(&self.pieces, point)
    }

    /// Whether the geodesic distance between a point and the trace is at most `reach_km`. A piece that tells so ends the
    /// search, so this costs less than the nearest point, and no more where all pieces are equally far away.
    pub fn is_within(&self, point: &GeoPoint, reach_km: f64) -> bool {
        let limit_2 = squared_reach(geo::max_chord(reach_km));
        let mut is_within = false;
        self.pyramid.visit_within(&point.xyz.into(), limit_2, |number| {
            let piece = &self.pieces[number];
            let chord_2 = piece.chord_distance_2(point.xyz);
            is_within = chord_2 <= limit_2
                && (Trace::is_certainly_within(chord_2, reach_km) || piece.is_within(point, reach_km));
            if is_within { -1.0 } else { limit_2 }
        });
        is_within
    }

    /// Whether a piece ends within `reach_km` of a place, by the straight line.
    pub fn has_end_within(&self, xyz: Xyz, reach_km: f64) -> bool {
        let limit_2 = reach_km * reach_km;
        let mut is_found = false;
        self.pyramid.visit_within(&xyz.into(), limit_2, |number| {
            let Piece { from, to, .. } = &self.pieces[number];
            is_found = geo::chord_km(from.xyz, xyz) <= reach_km || geo::chord_km(to.xyz, xyz) <= reach_km;
            if is_found { -1.0 } else { limit_2 }
        });
        is_found
    }

    /// How far from its beginning the path of each piece reaches, km, by the straight line. A path that begins where the one
    /// before ends goes on with it.
    pub fn path_reaches(&self) -> Vec<f32> {
        let mut reaches = Vec::with_capacity(self.pieces.len());
        for path in self.pieces.chunk_by(|last, next| next.start_km > 0.0 || next.from.xyz == last.to.xyz) {
            let reach_km = path.iter().map(|piece| geo::chord_km(path[0].from.xyz, piece.to.xyz)).fold(0.0, f64::max);
            reaches.resize(reaches.len() + path.len(), reach_km as f32);
        }
        reaches
    }

    /// The nearest point of the trace by the straight line: `None` if there is none within `far_km`. A point that is some
    /// metres nearer than `near_km` is as good as the nearest one.
    pub fn nearest_in_space(&self, xyz: Xyz, far_km: f64, near_km: f64) -> Option<NearestInSpace> {
        let near_km = near_km - CHORD_MARGIN_KM;
        let near_2 = if near_km > 0.0 { near_km * near_km } else { -1.0 };
        let mut nearest = None;
        let mut limit_2 = squared_reach(far_km);
        self.pyramid.visit_within(&xyz.into(), limit_2, |number| {
            let chord_2 = self.pieces[number].chord_distance_2(xyz);
            if chord_2 <= limit_2 {
                nearest = Some(number);
                limit_2 = if chord_2 <= near_2 { -1.0 } else { chord_2 };
            }
            limit_2
        });
        let piece = nearest?;
        let (share, at) = self.pieces[piece].nearest_in_space(xyz);
        Some(NearestInSpace { at, piece, is_end: share == 0.0 || share == 1.0 })
    }
}

/// The point of a trace that is nearest by the straight line.
pub struct NearestInSpace {
    /// The point.
    pub at: Xyz,
    /// The number of the piece that it is on.
    pub piece: usize,
    /// Whether it is an end of that piece.
    pub is_end: bool,
}

/// Sorts paths by the position of their first vertex on the Hilbert curve. The sort is stable.
fn sort_along_curve<'a>(numbered: &[(usize, &'a [LonLat])]) -> Vec<(usize, &'a [LonLat])> {
    let curve = HilbertCurve::new();
    let positions: Vec<_> = numbered.iter().map(|(_, path)| curve.position_wrapped(path[0])).collect();
    let order = order::ascending(numbered.len(), &|a, b| positions[a].cmp(&positions[b]));
    order.into_iter().map(|number| numbered[number]).collect()
}

/// The squared chord distance, km², that covers everything within `reach_km` of an edge.
fn squared_reach(reach_km: f64) -> f64 {
    (reach_km + CHORD_MARGIN_KM).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;
    use crate::geo::distance_km;
    use proptest::prelude::*;

    /// The definition: the smallest geodesic distance to many points of the edges.
    fn brute_force(path: &[LonLat], p: LonLat) -> f64 {
        let edges = path.windows(2).flat_map(|ends| (0..=2000).map(|i| ends[0].lerp(ends[1], f64::from(i) / 2000.0)));
        edges.map(|q| distance_km(p, q)).fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn finds_the_nearest_point(
            lon in -190.0..190.0f64, lat in -85.0..85.0f64,
            path in prop::collection::vec((-2.0..2.0f64, -2.0..2.0f64), 2..5),
            off in (-3.0..3.0f64, -3.0..3.0f64),
        ) {
            let path: Vec<_> = path.iter().map(|(x, y)| LonLat::new(lon + x, lat + y)).collect();
            let p = LonLat::new(lon + off.0, lat + off.1);
            let trace = Trace::new([path.as_slice()], Tolerance::DISTANCE).unwrap();
            let nearest = trace.nearest(&GeoPoint::new(p)).unwrap();
            let exact = brute_force(&path, p);
            // The brute force samples every 100 to 200 m, so its distance may be a little too long but never too short.
            prop_assert!(nearest.distance_km <= exact + 2e-6, "{} {}", nearest.distance_km, exact);
            prop_assert!(nearest.distance_km >= exact - 0.3, "{} {}", nearest.distance_km, exact);
            prop_assert!((distance_km(nearest.at, p) - nearest.distance_km).abs() < 2e-6);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn is_within_where_the_nearest_point_is(
            lon in -190.0..190.0f64, lat in -80.0..80.0f64,
            path in prop::collection::vec((-9.0..9.0f64, -9.0..9.0f64), 2..5), off in (-20.0..20.0f64, -9.0..9.0f64),
            away in prop_oneof![-1e-4..1e-4f64, -0.1..0.1f64, -500.0..500.0f64],
        ) {
            let path: Vec<_> = path.iter().map(|(x, y)| LonLat::new(lon + x, lat + y)).collect();
            let trace = Trace::new([path.as_slice()], Tolerance::DISTANCE).unwrap();
            let point = GeoPoint::new(LonLat::new(lon + off.0, lat + off.1));
            let distance_km = trace.nearest(&point).unwrap().distance_km;
            prop_assume!(distance_km + away > 0.0 && away.abs() > 2e-6);
            prop_assert_eq!(trace.is_within(&point, distance_km + away), away > 0.0);
        }
    }

    #[test]
    fn pieces_end_at_the_vertices_of_a_short_line() {
        let line = [LonLat::new(-8.0, 12.6), LonLat::new(-7.97, 12.6)];
        let trace = Trace::new([line.as_slice()], Tolerance::DISTANCE).unwrap();
        let has_end = |lon: f64, km: f64| trace.has_end_within(geo::to_xyz(LonLat::new(lon, 12.6)), km);
        assert!(has_end(-8.01, 1.1) && has_end(-7.96, 1.1) && !has_end(-8.01, 1.0) && !has_end(-7.985, 1.0));
    }

    #[test]
    fn how_far_the_path_of_a_piece_reaches() {
        let [a, b, c, d] = [0.0, 0.1, 0.2, 0.5].map(|lat| LonLat::new(0.0, lat));
        let trace = Trace::new([[a, b, a].as_slice(), &[c], &[b, d], &[d, a]], Tolerance::DISTANCE).unwrap();
        let mut reaches = trace.path_reaches();
        assert_eq!(reaches.len(), trace.pieces().len());
        reaches.dedup();
        let expected = [11.057, 0.0, 44.23];
        assert!(reaches.iter().zip(expected).all(|(reach, expected)| (reach - expected).abs() < 0.01), "{reaches:?}");
        assert_eq!(reaches.len(), expected.len());
    }

    #[test]
    fn a_single_point_is_a_trace() {
        let at = LonLat::new(-8.0, 12.6);
        let trace = Trace::new([[at].as_slice()], Tolerance::DISTANCE).unwrap();
        let p = geo::direct(at, 30.0, 20.0);
        assert!((trace.nearest(&GeoPoint::new(p)).unwrap().distance_km - 20.0).abs() < 2e-6);
        assert!(Trace::new([], Tolerance::DISTANCE).unwrap().nearest(&GeoPoint::new(p)).is_none());
    }

    /// Once a bug: the check did not count points, so too many of them were refused only when they were cut.
    #[test]
    fn the_check_refuses_what_cutting_would() {
        let points = vec![LonLat::new(0.0, 0.0); 1_000_001];
        let paths = || points.iter().map(std::slice::from_ref);
        assert_eq!(Trace::check(paths(), Tolerance::DISTANCE).unwrap_err().at.vertex, Some(1_000_000));
        assert!(Trace::check(paths().skip(1), Tolerance::DISTANCE).is_ok());
    }

    #[test]
    fn too_long_an_edge_is_refused_with_its_vertex() {
        let back_and_forth: Vec<_> =
            (0..400).map(|i| LonLat::new(if i % 2 == 0 { -170.0 } else { 170.0 }, 60.0)).collect();
        let error = Trace::new([back_and_forth.as_slice()], Tolerance::INTEGRAL).err().unwrap();
        assert_eq!(error.code, Code::TooLarge);
        assert!(error.at.vertex.is_some());
    }
}
